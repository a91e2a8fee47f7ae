// The bytes of one file: chunks of 64 KiB by number. A chunk that is absent, or shorter than the place it has, is zeros there.
// The invariant: bytes that some chunk shows are never changed; only the part of a buffer that no chunk has shown yet is written to.
import { chunkSize, copyChunk, type Chunk, type Splice } from './content.ts';
import { radixGet, radixNext, radixSet, radixTruncate, type Radix } from './radix.ts';

export type Chunks = Radix<Exclude<Chunk, null>>;

/** How many bytes of a buffer some chunk has shown: what lies behind may be written by an append. */
const shown = new WeakMap<ArrayBufferLike, number>();

/** `count` bytes from `position` on; the caller has cut `count` to the file's size. */
export function readChunks(chunks: Chunks, position: number, count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  let at = 0;
  while (at < count) {
    const number = Math.floor((position + at) / chunkSize);
    const skip = position + at - number * chunkSize;
    const piece = Math.min(chunkSize - skip, count - at);
    copyChunk(radixGet(chunks, number) ?? null, skip, bytes, at, piece);
    at += piece;
  }
  return bytes;
}

export function writeChunks(chunks: Chunks, position: number, data: Uint8Array, epoch: number): void {
  for (let at = 0; at < data.length;) {
    const number = Math.floor((position + at) / chunkSize);
    const skip = position + at - number * chunkSize;
    const piece = Math.min(chunkSize - skip, data.length - at);
    const old = radixGet(chunks, number);
    const next = replaced(old, skip, at === 0 && piece === data.length ? data : data.subarray(at, at + piece));
    if (next !== old) radixSet(chunks, number, next, epoch);
    at += piece;
  }
}

function replaced(
  old: Exclude<Chunk, null> | undefined,
  skip: number,
  data: Uint8Array,
): Exclude<Chunk, null> | undefined {
  const length = old?.length ?? 0;
  const end = skip + data.length;
  if (skip >= length && isZero(data)) return old;
  if (skip === 0 && end >= length) return data.slice();
  if (old instanceof Uint8Array && skip >= length) return appended(old, skip, data);
  const bytes = new Uint8Array(Math.max(length, end));
  copyChunk(old ?? null, 0, bytes, 0, length);
  bytes.set(data, skip);
  return bytes;
}

/** A chunk that goes on in its own buffer where nobody has seen that part, so that many small appends cost what they write. */
function appended(old: Uint8Array, skip: number, data: Uint8Array): Uint8Array {
  const end = skip + data.length;
  const buffer = old.buffer;
  if (shown.get(buffer) === old.length && old.byteOffset === 0 && buffer.byteLength >= end) {
    const bytes = new Uint8Array(buffer, 0, end);
    bytes.set(data, skip);
    shown.set(buffer, end);
    return bytes;
  }
  const room = new Uint8Array(Math.min(chunkSize, Math.max(end, 2 * old.length, 256)));
  room.set(old);
  room.set(data, skip);
  shown.set(room.buffer, end);
  return room.subarray(0, end);
}

function isZero(data: Uint8Array): boolean {
  for (let i = 0; i < data.length; i++) if (data[i] !== 0) return false;
  return true;
}

/** `length` bytes as they are shared; the caller has cut `length` to the file's size. */
export function spliceFrom(chunks: Chunks, position: number, length: number): Splice {
  const start = position % chunkSize;
  const list: Chunk[] = [];
  if (length > 0) {
    const last = Math.floor((position + length - 1) / chunkSize);
    for (let number = Math.floor(position / chunkSize); number <= last; number++)
      list.push(radixGet(chunks, number) ?? null);
  }
  return { length, start, chunks: list };
}

/** Writes a splice: whole chunks go over as they are. */
export function spliceInto(chunks: Chunks, position: number, splice: Splice, epoch: number): void {
  let skip = splice.start;
  let at = 0;
  for (const chunk of splice.chunks) {
    const piece = Math.min(chunkSize - skip, splice.length - at);
    if (piece <= 0) break;
    writePiece(chunks, position + at, chunk, skip, piece, epoch);
    at += piece;
    skip = 0;
  }
}

function writePiece(chunks: Chunks, position: number, chunk: Chunk, skip: number, count: number, epoch: number): void {
  const number = Math.floor(position / chunkSize);
  const offset = position - number * chunkSize;
  const old = radixGet(chunks, number);
  if (offset === skip && offset === 0 && count >= (old?.length ?? 0)) {
    radixSet(chunks, number, chunk === null || chunk.length <= count ? (chunk ?? undefined) : cut(chunk, count), epoch);
  } else if (chunk === null) {
    zeroChunks(chunks, position, position + count, epoch);
  } else if (!(chunk instanceof Uint8Array) && chunk.length >= skip + count) {
    writeGeneratedPiece(chunks, position, { ...chunk, from: chunk.from + skip, length: count }, epoch);
  } else {
    const bytes = new Uint8Array(count);
    copyChunk(chunk, skip, bytes, 0, count);
    writeChunks(chunks, position, bytes, epoch);
  }
}

/** Writes `length` bytes of the stream of `seed`, from the stream's byte `from` on. */
export function generateInto(
  chunks: Chunks,
  position: number,
  length: number,
  seed: number,
  from: number,
  epoch: number,
): void {
  for (let at = 0; at < length;) {
    const piece = Math.min(chunkSize - ((position + at) % chunkSize), length - at);
    writeGeneratedPiece(chunks, position + at, { seed, from: from + at, length: piece }, epoch);
    at += piece;
  }
}

function writeGeneratedPiece(
  chunks: Chunks,
  position: number,
  piece: { readonly seed: number; readonly from: number; readonly length: number },
  epoch: number,
): void {
  const number = Math.floor(position / chunkSize);
  const offset = position - number * chunkSize;
  const old = radixGet(chunks, number);
  if (offset === 0 && piece.length >= (old?.length ?? 0)) {
    radixSet(chunks, number, piece, epoch);
    return;
  }
  const goesOn = old !== undefined && !(old instanceof Uint8Array) && old.seed === piece.seed && old.length === offset;
  if (goesOn && old.from + old.length === piece.from) {
    radixSet(chunks, number, { ...old, length: old.length + piece.length }, epoch);
    return;
  }
  const bytes = new Uint8Array(piece.length);
  copyChunk(piece, 0, bytes, 0, piece.length);
  writeChunks(chunks, position, bytes, epoch);
}

function cut(chunk: Exclude<Chunk, null>, length: number): Exclude<Chunk, null> {
  return chunk instanceof Uint8Array ? chunk.slice(0, length) : { ...chunk, length };
}

/** Makes [from, to) zeros. */
export function zeroChunks(chunks: Chunks, from: number, to: number, epoch: number): void {
  for (let at = from; at < to;) {
    const found = radixNext(chunks, Math.floor(at / chunkSize));
    if (found === undefined || found.key * chunkSize >= to) return;
    const base = found.key * chunkSize;
    const low = Math.max(at, base) - base;
    const high = Math.min(to - base, chunkSize);
    const old = found.value;
    if (low < old.length) {
      if (high < old.length) {
        const bytes = new Uint8Array(old.length);
        copyChunk(old, 0, bytes, 0, low);
        copyChunk(old, high, bytes, high, old.length - high);
        radixSet(chunks, found.key, bytes, epoch);
      } else radixSet(chunks, found.key, low === 0 ? undefined : cut(old, low), epoch);
    }
    at = base + chunkSize;
  }
}

/** Forgets all bytes from `size` on. */
export function truncateChunks(chunks: Chunks, size: number, epoch: number): void {
  const number = Math.floor(size / chunkSize);
  const inside = size - number * chunkSize;
  const last = inside > 0 ? radixGet(chunks, number) : undefined;
  if (last !== undefined && last.length > inside) radixSet(chunks, number, cut(last, inside), epoch);
  radixTruncate(chunks, inside > 0 ? number + 1 : number, epoch);
}
