// A pipe: bytes on their way from writers to readers (fs/pipe.c). A fifo is one that is found by its inode.
// The invariant: a pipe holds at most 64 KiB; a write of at most PIPE_BUF bytes goes in whole or not at all.
import { fail } from '../abi/errno.ts';
import { O_ACCMODE, O_RDONLY, O_RDWR, O_WRONLY } from '../abi/flags.ts';
import type { Stat } from '../abi/stat.ts';
import { closeOpened, type OpenedFile, statOpened } from '../vfs/namei.ts';
import type { Description, SavedDescription } from './description.ts';

const capacity = 65536;
const pipeBuf = 4096;

export class Pipe {
  readonly id: number;
  readonly createdNs: bigint;
  readonly uid: number;
  readonly gid: number;
  readers = 0;
  writers = 0;
  /** How often an end was opened: who opened a fifo first waits until this moves. */
  readerOpens = 0;
  writerOpens = 0;
  #chunks: Uint8Array[] = [];
  #size = 0;

  constructor(id: number, createdNs: bigint, uid: number, gid: number) {
    this.id = id;
    this.createdNs = createdNs;
    this.uid = uid;
    this.gid = gid;
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
    const { id, createdNs, uid, gid, readerOpens, writerOpens } = this;
    return { id, createdNs, uid, gid, readerOpens, writerOpens, chunks: [...this.#chunks] };
  }

  static revive(saved: SavedPipe): Pipe {
    const pipe = new Pipe(saved.id, saved.createdNs, saved.uid, saved.gid);
    for (const chunk of saved.chunks) pipe.put(chunk);
    pipe.readerOpens = saved.readerOpens;
    pipe.writerOpens = saved.writerOpens;
    return pipe;
  }
}

export interface SavedPipe {
  readonly id: number;
  readonly createdNs: bigint;
  readonly uid: number;
  readonly gid: number;
  readonly readerOpens: number;
  readonly writerOpens: number;
  readonly chunks: readonly Uint8Array[];
}

/** What an end of a pipe needs of the kernel. */
export interface PipeHost {
  savedOpened(opened: OpenedFile): unknown;
  /** An end was closed. */
  pipeClosed(pipe: Pipe): void;
}

/** How a description was opened: the peers' opens there had been, or that it waits for none. */
export type Awaited = number | 'nobody';

/**
 * One end, or both (a fifo opened O_RDWR).
 * Differs from Linux: there the open of a fifo sleeps until the other side is opened; here the first read or write does.
 */
export class PipeDescription implements Description {
  refs = 0;
  flags: number;
  readonly opened: OpenedFile;
  readonly pipe: Pipe;
  #awaited: Awaited;
  readonly #host: PipeHost;

  constructor(pipe: Pipe, opened: OpenedFile, host: PipeHost, awaited: Awaited) {
    this.pipe = pipe;
    this.opened = opened;
    this.flags = opened.file.flags;
    this.#host = host;
    this.#awaited = awaited;
    if (this.#reads()) pipe.readers += 1;
    if (this.#writes()) pipe.writers += 1;
  }

  read(count: number): Uint8Array {
    if (!this.#reads()) fail('EBADF');
    if (count === 0) return new Uint8Array(0);
    if (this.pipe.size === 0) return this.#isAtEnd() ? new Uint8Array(0) : fail('EAGAIN');
    return this.pipe.take(count);
  }

  write(data: Uint8Array): number {
    if (!this.#writes()) fail('EBADF');
    if (this.pipe.readers === 0) fail(this.#hasMet(this.pipe.readerOpens) ? 'EPIPE' : 'EAGAIN');
    if (data.length === 0) return 0;
    const { room } = this.pipe;
    if (room === 0 || (data.length <= pipeBuf && room < data.length)) fail('EAGAIN');
    const piece = data.length <= room ? data : data.subarray(0, room);
    this.pipe.put(piece);
    return piece.length;
  }

  readable(): boolean {
    return this.pipe.size > 0 || this.#isAtEnd();
  }

  writable(): boolean {
    return this.pipe.readers === 0 ? this.#hasMet(this.pipe.readerOpens) : this.pipe.room >= pipeBuf;
  }

  stat(): Stat {
    return statOpened(this.opened);
  }

  release(): void {
    if (this.#reads()) this.pipe.readers -= 1;
    if (this.#writes()) this.pipe.writers -= 1;
    closeOpened(this.opened);
    this.#host.pipeClosed(this.pipe);
  }

  save(): SavedDescription {
    return {
      kind: 'pipe',
      opened: this.#host.savedOpened(this.opened),
      pipe: this.pipe.id,
      flags: this.flags,
      awaited: this.#awaited,
    };
  }

  #isAtEnd(): boolean {
    return this.pipe.writers === 0 && this.#hasMet(this.pipe.writerOpens);
  }

  #hasMet(opens: number): boolean {
    if (this.#awaited !== 'nobody' && opens !== this.#awaited) this.#awaited = 'nobody';
    return this.#awaited === 'nobody';
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
