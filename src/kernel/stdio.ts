// Buffered input and output of a program, as C's stdio has it. Output is held until it is settled or flushed: a program
// settles in every loop that prints, so that a reader that went away, a full pipe or ^C stops it.
import { decodeBytes, encodeBytes } from '../abi/bytes.ts';
import type { Errno } from '../abi/errno.ts';
import { read, write } from './blocking.ts';
import type { Process, Result, Wait, Woken } from './program.ts';

/** How much is read at once, and how much is held back before it is written. Bytes. */
const bufferSize = 65536;

/** A write failed, and SIGPIPE did not end the program. */
export class OutputError extends Error {
  readonly errno: Errno;

  constructor(errno: Errno) {
    super(errno);
    this.errno = errno;
  }
}

/** A descriptor that is written to. */
export class Output {
  readonly fd: number;
  private readonly process: Process;
  private readonly lineBuffered: boolean;
  private readonly careless: boolean;
  private texts: string[] = [];
  private textLength = 0;
  private pending: Uint8Array[] = [];
  private pendingLength = 0;

  /** @param careless as Go's fmt.Print: what cannot be written is lost, and nobody is told */
  constructor(process: Process, fd: number, careless = false) {
    this.process = process;
    this.fd = fd;
    this.careless = careless;
    this.lineBuffered = process.sys.isatty(fd);
  }

  /** Holds `text` back for the next `settle` or `flush`. */
  print(text: string): void {
    this.texts.push(text);
    this.textLength += text.length;
  }

  /** Holds bytes back; they are the output's from now on. */
  write(bytes: Uint8Array): void {
    this.encode();
    this.pending.push(bytes);
    this.pendingLength += bytes.length;
  }

  /** Writes when there is much to write, or when a person is watching. @throws OutputError */
  *settle(): Generator<Wait, void, Woken> {
    if (this.lineBuffered || this.textLength + this.pendingLength >= bufferSize) yield* this.flush();
  }

  /** Writes all that is held back. @throws OutputError */
  *flush(): Generator<Wait, void, Woken> {
    this.encode();
    if (this.pendingLength === 0) return;
    const large = this.pendingLength >= bufferSize;
    const { err } = yield* write(this.process, this.fd, this.take());
    if (err !== undefined) {
      // SIGPIPE, if it is not ignored, ends the program here.
      yield { wait: 'turn' };
      if (!this.careless) throw new OutputError(err);
    }
    if (large) yield { wait: 'turn' };
  }

  /** Writes as much as goes without waiting: what stands on a terminal before a message on stderr. */
  push(): void {
    this.encode();
    if (this.pendingLength === 0) return;
    const bytes = this.take();
    const { ok } = this.process.sys.write(this.fd, bytes);
    if (ok !== bytes.length) this.write(bytes.subarray(ok ?? 0));
  }

  get watched(): boolean {
    return this.lineBuffered;
  }

  private encode(): void {
    if (this.texts.length === 0) return;
    const bytes = encodeBytes(this.texts.length === 1 ? (this.texts[0] ?? '') : this.texts.join(''));
    this.texts = [];
    this.textLength = 0;
    this.pending.push(bytes);
    this.pendingLength += bytes.length;
  }

  private take(): Uint8Array {
    const bytes = joinBytes(this.pending, this.pendingLength);
    this.pending = [];
    this.pendingLength = 0;
    return bytes;
  }
}

/** A descriptor that is read from, by lines or by pieces. */
export class Input {
  readonly fd: number;
  private readonly process: Process;
  private buffer: Uint8Array = new Uint8Array(0);
  private start = 0;

  constructor(process: Process, fd: number) {
    this.process = process;
    this.fd = fd;
  }

  /** The next bytes, however many there are; none at the end. */
  *piece(): Generator<Wait, Result<Uint8Array>, Woken> {
    if (this.start < this.buffer.length) {
      const rest = this.buffer.subarray(this.start);
      this.start = this.buffer.length;
      return { ok: rest };
    }
    return yield* read(this.process, this.fd, bufferSize);
  }

  /** The next line with its delimiter, if it has one; empty at the end. */
  *line(delimiter = 10): Generator<Wait, Result<Uint8Array>, Woken> {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      if (this.start >= this.buffer.length) {
        const { ok, err } = yield* read(this.process, this.fd, bufferSize);
        if (err !== undefined) return { err };
        if (ok.length === 0) return { ok: joinBytes(parts, length) };
        this.buffer = ok;
        this.start = 0;
      }
      const at = this.buffer.indexOf(delimiter, this.start);
      const end = at < 0 ? this.buffer.length : at + 1;
      parts.push(this.buffer.subarray(this.start, end));
      length += end - this.start;
      this.start = end;
      if (at >= 0) return { ok: joinBytes(parts, length) };
      if (!this.process.sys.sbrk(parts.at(-1)?.length ?? 0)) return { err: 'ENOMEM' };
    }
  }

  /** All that is left. ENOMEM: more than there is memory for. */
  *rest(): Generator<Wait, Result<Uint8Array>, Woken> {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const { ok, err } = yield* this.piece();
      if (err !== undefined) return { err };
      if (ok.length === 0) return { ok: joinBytes(parts, length) };
      if (!this.process.sys.sbrk(ok.length)) return { err: 'ENOMEM' };
      parts.push(ok);
      length += ok.length;
    }
  }
}

/** All bytes of a file, as text; the descriptor is closed again. */
export function readFileNow(process: Process, path: string): Result<string> {
  const opened = process.sys.open(path, 0);
  if (opened.err !== undefined) return opened;
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { ok, err } = process.sys.read(opened.ok, bufferSize);
    if (err !== undefined || ok.length === 0) {
      process.sys.close(opened.ok);
      return err === undefined ? { ok: decodeBytes(joinBytes(parts, length)) } : { err };
    }
    parts.push(ok);
    length += ok.length;
  }
}

export function joinBytes(parts: readonly Uint8Array[], length: number): Uint8Array {
  if (parts.length === 1) return parts[0] ?? new Uint8Array(0);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
