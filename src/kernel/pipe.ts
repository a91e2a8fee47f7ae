// A pipe: bytes on their way from writers to readers (fs/pipe.c). A fifo is one that is found by its inode.
// The invariant: a pipe holds at most 64 KiB; a write of at most PIPE_BUF bytes goes in whole or not at all.
import { fail } from '../abi/errno.ts';
import { O_ACCMODE, O_RDONLY, O_RDWR, O_WRONLY } from '../abi/flags.ts';
import { S_IFIFO } from '../abi/mode.ts';
import type { Stat } from '../abi/stat.ts';
import { closeOpened, type OpenedFile, statOpened } from '../vfs/namei.ts';
import type { Description, SavedDescription } from './description.ts';

const capacity = 65536;
const pipeBuf = 4096;

export class Pipe {
  readonly id: number;
  readonly createdNs: bigint;
  readers = 0;
  writers = 0;
  #chunks: Uint8Array[] = [];
  #size = 0;

  constructor(id: number, createdNs: bigint) {
    this.id = id;
    this.createdNs = createdNs;
  }

  get size(): number {
    return this.#size;
  }

  get room(): number {
    return capacity - this.#size;
  }

  take(count: number): Uint8Array {
    const taken = new Uint8Array(Math.min(count, this.#size));
    let at = 0;
    while (at < taken.length) {
      const chunk = this.#chunks[0];
      if (chunk === undefined) throw new Error('a pipe has lost bytes');
      const piece = Math.min(chunk.length, taken.length - at);
      taken.set(chunk.subarray(0, piece), at);
      at += piece;
      if (piece === chunk.length) this.#chunks.shift();
      else this.#chunks[0] = chunk.subarray(piece);
    }
    this.#size -= taken.length;
    return taken;
  }

  put(data: Uint8Array): void {
    if (data.length === 0) return;
    this.#chunks.push(data.slice());
    this.#size += data.length;
  }

  save(): SavedPipe {
    return { id: this.id, createdNs: this.createdNs, chunks: [...this.#chunks] };
  }

  static revive(saved: SavedPipe): Pipe {
    const pipe = new Pipe(saved.id, saved.createdNs);
    for (const chunk of saved.chunks) pipe.put(chunk);
    return pipe;
  }
}

export interface SavedPipe {
  readonly id: number;
  readonly createdNs: bigint;
  readonly chunks: readonly Uint8Array[];
}

/** One end, or both (a fifo opened O_RDWR). */
export class PipeDescription implements Description {
  refs = 0;
  flags: number;
  readonly opened: OpenedFile | undefined;
  readonly pipe: Pipe;
  readonly #device: number;
  readonly #save: (opened: OpenedFile) => unknown;

  constructor(
    pipe: Pipe,
    flags: number,
    opened: OpenedFile | undefined,
    device: number,
    save: (opened: OpenedFile) => unknown,
  ) {
    this.pipe = pipe;
    this.flags = flags;
    this.opened = opened;
    this.#device = device;
    this.#save = save;
    if (this.#reads()) pipe.readers += 1;
    if (this.#writes()) pipe.writers += 1;
  }

  read(count: number): Uint8Array {
    if (!this.#reads()) fail('EBADF');
    if (count === 0) return new Uint8Array(0);
    if (this.pipe.size === 0) {
      if (this.pipe.writers === 0) return new Uint8Array(0);
      fail('EAGAIN');
    }
    return this.pipe.take(count);
  }

  write(data: Uint8Array): number {
    if (!this.#writes()) fail('EBADF');
    if (this.pipe.readers === 0) fail('EPIPE');
    if (data.length === 0) return 0;
    const room = this.pipe.room;
    if (room === 0 || (data.length <= pipeBuf && room < data.length)) fail('EAGAIN');
    const piece = data.length <= room ? data : data.subarray(0, room);
    this.pipe.put(piece);
    return piece.length;
  }

  readable(): boolean {
    return this.pipe.size > 0 || this.pipe.writers === 0;
  }

  writable(): boolean {
    return this.pipe.room >= pipeBuf || this.pipe.readers === 0;
  }

  stat(): Stat {
    if (this.opened !== undefined) return statOpened(this.opened);
    const { id, createdNs } = this.pipe;
    return {
      dev: this.#device,
      ino: id,
      mode: S_IFIFO | 0o600,
      nlink: 1,
      uid: 0,
      gid: 0,
      rdev: [0, 0],
      size: 0,
      blksize: 4096,
      blocks: 0,
      atimeNs: createdNs,
      mtimeNs: createdNs,
      ctimeNs: createdNs,
      btimeNs: createdNs,
    };
  }

  release(): void {
    if (this.#reads()) this.pipe.readers -= 1;
    if (this.#writes()) this.pipe.writers -= 1;
    if (this.opened !== undefined) closeOpened(this.opened);
  }

  save(): SavedDescription {
    const opened = this.opened === undefined ? null : this.#save(this.opened);
    return { kind: 'pipe', opened, pipe: this.pipe.id, flags: this.flags };
  }

  #reads(): boolean {
    const access = this.flags & O_ACCMODE;
    return access === O_RDONLY || access === O_RDWR;
  }

  #writes(): boolean {
    const access = this.flags & O_ACCMODE;
    return access === O_WRONLY || access === O_RDWR;
  }
}
