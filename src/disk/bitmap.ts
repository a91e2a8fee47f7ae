// A persistent bitmap in groups of 32768, as ext4 keeps one of its blocks and one of its inodes: which are taken.
// A group that was never touched costs nothing. Epochs as in radix.ts.
import { emptyRadix, radixGet, radixSet, type Radix } from './radix.ts';

export const bitsPerGroup = 32768;

interface Group {
  readonly epoch: number;
  free: number;
  readonly words: Int32Array;
}

/** Plain data; a copy of the head is a snapshot once the epoch has moved on. */
export interface Bitmap {
  readonly size: number;
  free: number;
  readonly groups: Radix<Group>;
}

export function createBitmap(size: number): Bitmap {
  return { size, free: size, groups: emptyRadix() };
}

export function copyBitmap(bitmap: Bitmap): Bitmap {
  return { ...bitmap, groups: { ...bitmap.groups } };
}

/** Takes up to `count` bits in one run, at `goal` if that one is free, else the first free ones behind it, then from 0. Length 0: all are taken. */
export function takeRun(
  bitmap: Bitmap,
  goal: number,
  count: number,
  epoch: number,
): { readonly start: number; readonly length: number } {
  if (bitmap.free === 0 || count === 0) return { start: 0, length: 0 };
  let start = findFree(bitmap, goal < bitmap.size ? goal : 0, bitmap.size);
  if (start < 0) start = findFree(bitmap, 0, goal);
  if (start < 0) throw new Error('a bitmap counts free bits that it does not have');
  let length = 1;
  while (length < count && start + length < bitmap.size && !isTaken(bitmap, start + length)) length++;
  mark(bitmap, start, length, true, epoch);
  return { start, length };
}

/** The first free bit of [from, to), -1 where there is none. */
export function findFree(bitmap: Bitmap, from: number, to: number): number {
  let bit = from;
  while (bit < to) {
    const inGroup = bit % bitsPerGroup;
    const group = radixGet(bitmap.groups, (bit - inGroup) / bitsPerGroup);
    if (group === undefined) return bit;
    if (group.free === 0) {
      bit += bitsPerGroup - inGroup;
      continue;
    }
    const word = group.words[inGroup >>> 5] ?? -1;
    const clear = ~word & (-1 << (inGroup & 31));
    if (clear === 0) {
      bit += 32 - (inGroup & 31);
      continue;
    }
    const found = bit - (inGroup & 31) + (31 - Math.clz32(clear & -clear));
    return found < to ? found : -1;
  }
  return -1;
}

export function isTaken(bitmap: Bitmap, bit: number): boolean {
  const inGroup = bit % bitsPerGroup;
  const group = radixGet(bitmap.groups, (bit - inGroup) / bitsPerGroup);
  return group !== undefined && (((group.words[inGroup >>> 5] ?? 0) >>> (inGroup & 31)) & 1) === 1;
}

/** Takes the bits [start, start + length), all of them free, or frees them, all of them taken. */
export function mark(bitmap: Bitmap, start: number, length: number, taken: boolean, epoch: number): void {
  for (let bit = start; bit < start + length;) {
    const inGroup = bit % bitsPerGroup;
    const number = (bit - inGroup) / bitsPerGroup;
    const group = ownGroup(bitmap, number, epoch);
    const end = Math.min(start + length, bit - inGroup + bitsPerGroup);
    for (; bit < end; bit++) {
      const at = bit % bitsPerGroup;
      const word = group.words[at >>> 5] ?? 0;
      const mask = 1 << (at & 31);
      if (((word & mask) !== 0) === taken)
        throw new Error(`bit ${String(bit)} of a bitmap is ${taken ? 'taken' : 'free'} already`);
      group.words[at >>> 5] = word ^ mask;
      group.free += taken ? -1 : 1;
      bitmap.free += taken ? -1 : 1;
    }
  }
}

function ownGroup(bitmap: Bitmap, number: number, epoch: number): Group {
  const group = radixGet(bitmap.groups, number);
  if (group?.epoch === epoch) return group;
  const size = Math.min(bitsPerGroup, bitmap.size - number * bitsPerGroup);
  const owned: Group =
    group === undefined
      ? { epoch, free: size, words: new Int32Array(bitsPerGroup / 32) }
      : { epoch, free: group.free, words: group.words.slice() };
  radixSet(bitmap.groups, number, owned, epoch);
  return owned;
}
