// The bytes of a file as shared chunks: replaced, never edited in place, so that a copy or a checkpoint is pointers.

/** 64 KiB: the unit in which file bytes are shared. */
export const chunkSize = 65536;

/**
 * Bytes that nobody stores: `length` bytes of the endless stream that `seed` gives, from its byte `from` on. What large files
 * of images ship as; expanded whenever it is read.
 */
export interface GeneratedChunk {
  readonly seed: number;
  readonly from: number;
  readonly length: number;
}

/** One chunk: bytes or the recipe of bytes (at most `chunkSize`), or null where there is a hole. */
export type Chunk = Uint8Array | GeneratedChunk | null;

/** What splice(2) carries: `length` bytes that begin `start` bytes into the first chunk; every chunk but the last is full. */
export interface Splice {
  readonly length: number;
  readonly start: number;
  readonly chunks: readonly Chunk[];
}

/** Copies `count` bytes from `from` on of a chunk to `target` at `at`; what the chunk does not have is left as it is there. */
export function copyChunk(chunk: Chunk, from: number, target: Uint8Array, at: number, count: number): void {
  if (chunk === null) return;
  const there = Math.min(chunk.length - from, count);
  if (there <= 0) return;
  if (chunk instanceof Uint8Array)
    target.set(from === 0 && there === chunk.length ? chunk : chunk.subarray(from, from + there), at);
  else generate(chunk.seed, chunk.from + from, target, at, there);
}

/** Writes bytes `from` to `from + count` of the stream of `seed`. The stream is words of four bytes, each a hash of seed and index. */
export function generate(seed: number, from: number, target: Uint8Array, at: number, count: number): void {
  let index = Math.floor(from / 4);
  let byte = from - index * 4;
  let word = streamWord(seed, index) >>> (byte * 8);
  for (let i = 0; i < count; i++) {
    target[at + i] = word;
    if (++byte === 4) {
      byte = 0;
      word = streamWord(seed, ++index);
    } else word >>>= 8;
  }
}

/** Murmur3's finaliser over a Weyl sequence. */
function streamWord(seed: number, index: number): number {
  let x = (seed ^ Math.imul(index + 1, 0x9e3779b9)) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
