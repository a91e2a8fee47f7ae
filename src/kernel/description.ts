// An open file description as descriptors share it: a file of a file system, an end of a pipe, a side of a terminal, a
// memory device. The invariant: it is released exactly once, when the last descriptor that names it is closed.
import type { Stat } from '../abi/stat.ts';
import { fail } from '../abi/errno.ts';
import { O_ACCMODE, O_RDONLY, O_WRONLY } from '../abi/flags.ts';
import type { OpenedFile } from '../vfs/namei.ts';
import { closeOpened, readOpened, statOpened, writeOpened } from '../vfs/namei.ts';

export interface Description {
  /** How many descriptors, of whatever processes, name it. */
  refs: number;
  /** The path and file it was opened by. Anonymous pipes have none. */
  readonly opened: OpenedFile | undefined;
  /** O_ flags of open(2); F_SETFL changes O_APPEND and O_NONBLOCK. */
  flags: number;
  /** @throws EAGAIN where it would block */
  read(count: number): Uint8Array;
  /** @throws EAGAIN where it would block; EPIPE (the caller sends SIGPIPE) */
  write(data: Uint8Array): number;
  /** Would a read, a write be answered at once? */
  readable(): boolean;
  writable(): boolean;
  stat(): Stat;
  /** The last descriptor is closed. */
  release(): void;
  /** Plain data by which a checkpoint makes it anew. */
  save(): SavedDescription;
}

export type SavedDescription =
  | { readonly kind: 'file'; readonly opened: unknown }
  | { readonly kind: 'device'; readonly opened: unknown; readonly device: string }
  | {
      readonly kind: 'pipe';
      readonly opened: unknown;
      readonly pipe: number;
      readonly flags: number;
      readonly awaited: number | 'nobody';
    }
  | { readonly kind: 'terminal'; readonly opened: unknown; readonly terminal: number; readonly flags: number }
  | { readonly kind: 'master'; readonly opened: unknown; readonly terminal: number; readonly flags: number };

/** A regular file, a directory, or anything opened with O_PATH. */
export class FileDescription implements Description {
  refs = 0;
  readonly opened: OpenedFile;
  readonly #save: (opened: OpenedFile) => unknown;

  constructor(opened: OpenedFile, save: (opened: OpenedFile) => unknown) {
    this.opened = opened;
    this.#save = save;
  }

  get flags(): number {
    return this.opened.file.flags;
  }

  set flags(flags: number) {
    this.opened.file.flags = flags;
  }

  read(count: number): Uint8Array {
    return readOpened(this.opened, count);
  }

  write(data: Uint8Array): number {
    return writeOpened(this.opened, data);
  }

  readable(): boolean {
    return true;
  }

  writable(): boolean {
    return true;
  }

  stat(): Stat {
    return statOpened(this.opened);
  }

  release(): void {
    closeOpened(this.opened);
  }

  save(): SavedDescription {
    return { kind: 'file', opened: this.#save(this.opened) };
  }
}

/** The memory devices, by name: what they read and what becomes of what is written (drivers/char/mem.c, random.c). */
const memoryDevices: Readonly<
  Record<string, { read(count: number, random: (count: number) => Uint8Array): Uint8Array; write(): void }>
> = {
  null: { read: () => new Uint8Array(0), write: () => undefined },
  zero: { read: (count) => new Uint8Array(count), write: () => undefined },
  full: { read: (count) => new Uint8Array(count), write: () => fail('ENOSPC') },
  random: { read: (count, random) => random(count), write: () => undefined },
};

/** [major, minor] of the memory devices, and which of the above they are. */
export const memoryDeviceNumbers: ReadonlyMap<string, string> = new Map([
  ['1,3', 'null'],
  ['1,5', 'zero'],
  ['1,7', 'full'],
  ['1,8', 'random'],
  ['1,9', 'random'],
]);

export class DeviceDescription implements Description {
  refs = 0;
  flags: number;
  readonly opened: OpenedFile;
  readonly #device: string;
  readonly #random: (count: number) => Uint8Array;
  readonly #save: (opened: OpenedFile) => unknown;

  constructor(
    device: string,
    opened: OpenedFile,
    random: (count: number) => Uint8Array,
    save: (opened: OpenedFile) => unknown,
  ) {
    this.#device = device;
    this.opened = opened;
    this.flags = opened.file.flags;
    this.#random = random;
    this.#save = save;
  }

  read(count: number): Uint8Array {
    // A device may give less than was asked for; one page cluster is what a reader gets at most.
    if ((this.flags & O_ACCMODE) === O_WRONLY) fail('EBADF');
    return this.#ops().read(Math.min(count, 1 << 20), this.#random);
  }

  write(data: Uint8Array): number {
    if ((this.flags & O_ACCMODE) === O_RDONLY) fail('EBADF');
    if (data.length > 0) this.#ops().write();
    return data.length;
  }

  readable(): boolean {
    return true;
  }

  writable(): boolean {
    return true;
  }

  stat(): Stat {
    return statOpened(this.opened);
  }

  release(): void {
    closeOpened(this.opened);
  }

  save(): SavedDescription {
    return { kind: 'device', opened: this.#save(this.opened), device: this.#device };
  }

  #ops(): { read(count: number, random: (count: number) => Uint8Array): Uint8Array; write(): void } {
    const ops = memoryDevices[this.#device];
    if (ops === undefined) throw new Error(`there is no memory device ${this.#device}`);
    return ops;
  }
}
