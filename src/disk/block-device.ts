// A disk as its file system uses it: blocks of 4 KiB, some of them taken, and a count of the sectors that went through.
// File bytes are not kept by block (chunks.ts has them): the numbers are there so that what they cost can be told, and so that a
// thin pool or a reflink can map them. Epochs as in radix.ts.
import { copyBitmap, createBitmap, mark, takeRun, type Bitmap } from './bitmap.ts';

export const blockSize = 4096;
const sectorsPerBlock = 8;

/** Plain data. */
export interface BlockDeviceState {
  readonly taken: Bitmap;
  readonly sectorsRead: number;
  readonly sectorsWritten: number;
}

export class BlockDevice {
  #taken: Bitmap;
  #epoch: number;
  sectorsRead: number;
  sectorsWritten: number;

  constructor(state: BlockDeviceState, epoch: number) {
    this.#taken = copyBitmap(state.taken);
    this.#epoch = epoch;
    this.sectorsRead = state.sectorsRead;
    this.sectorsWritten = state.sectorsWritten;
  }

  static create(blocks: number): BlockDeviceState {
    return { taken: createBitmap(blocks), sectorsRead: 0, sectorsWritten: 0 };
  }

  /** Its state as it is now; what is edited later is of `nextEpoch`. */
  checkpoint(nextEpoch: number): BlockDeviceState {
    const state = { taken: this.#taken, sectorsRead: this.sectorsRead, sectorsWritten: this.sectorsWritten };
    this.#taken = copyBitmap(this.#taken);
    this.#epoch = nextEpoch;
    return state;
  }

  get blocks(): number {
    return this.#taken.size;
  }

  get freeBlocks(): number {
    return this.#taken.free;
  }

  /** Up to `count` blocks in one piece, near `goal`. Length 0: the disk is full. */
  allocate(goal: number, count: number): { readonly start: number; readonly length: number } {
    return takeRun(this.#taken, goal, count, this.#epoch);
  }

  /** Takes blocks that have a fixed place (a super block, a journal). */
  reserve(start: number, length: number): void {
    mark(this.#taken, start, length, true, this.#epoch);
  }

  free(start: number, length: number): void {
    mark(this.#taken, start, length, false, this.#epoch);
  }

  countRead(blocks: number): void {
    this.sectorsRead += blocks * sectorsPerBlock;
  }

  countWritten(blocks: number): void {
    this.sectorsWritten += blocks * sectorsPerBlock;
  }
}
