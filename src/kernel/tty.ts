// A pseudo terminal and its line discipline (drivers/tty/n_tty.c, pty.c): echo, editing, signals, what is printed.
// All of it is data, since it is part of the machine's state. The invariant: what a terminal prints is a function of what is
// written to it and typed into it; the line editor of a view is outside and leaves nothing here but the accepted line.
import { fail } from '../abi/errno.ts';
import type { Signal } from '../abi/signal.ts';
import type { PromptState } from './machine.ts';
import type { Termios, WindowSize } from './program.ts';

const CTRL_C = 0x03;
const CTRL_D = 0x04;
const BACKSPACE = 0x08;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const CTRL_Q = 0x11;
const CTRL_S = 0x13;
const CTRL_U = 0x15;
const CTRL_W = 0x17;
const CTRL_Z = 0x1a;
const CTRL_BACKSLASH = 0x1c;
const DELETE = 0x7f;

/** How much a reader may leave unread: what is typed beyond it is dropped (N_TTY_BUF_SIZE). */
const inputCapacity = 4096;
/** How much a master may leave unread before a writer has to wait. */
const outputCapacity = 65536;

export const cookedTermios: Termios = { echo: true, icanon: true, isig: true, icrnl: true, opost: true, echoctl: true };

/** What a terminal needs of the kernel. */
export interface TerminalHost {
  signalGroup(pgid: number, signal: Signal): void;
  /** Bytes for the world outside, of a terminal whose master is there. */
  output(terminal: number, bytes: Uint8Array): void;
  terminal(index: number): Terminal | undefined;
}

export class Terminal {
  readonly index: number;
  /** Its master is the world outside the machine: a window, or the caller of the headless player. */
  outside: boolean;
  termios: Termios = cookedTermios;
  size: WindowSize = { rows: 24, columns: 80 };
  /** Session and foreground process group; 0: none. */
  session = 0;
  foreground = 0;
  /** The pty whose traffic goes through this one (an attached client). */
  joined: number | null = null;
  prompt: PromptState | undefined;
  hungUp = false;
  masterRefs = 0;
  slaveRefs = 0;

  readonly #host: TerminalHost;
  /** Lines, or bytes in raw mode, that a reader may have. An empty line is an end of file. */
  #ready: Uint8Array[] = [];
  /** The line that is being typed in cooked mode. */
  #line: number[] = [];
  /** What a master inside the machine has yet to read. */
  #printed: Uint8Array[] = [];
  #printedSize = 0;

  constructor(index: number, outside: boolean, host: TerminalHost) {
    this.index = index;
    this.outside = outside;
    this.#host = host;
  }

  /** Bytes from the keyboard. */
  input(bytes: Uint8Array): void {
    if (this.joined !== null) {
      const other = this.#host.terminal(this.joined);
      if (other !== undefined && !other.hungUp) {
        other.input(bytes);
        return;
      }
    }
    for (const byte of bytes) this.#key(byte);
  }

  #key(typed: number): void {
    const { isig, icanon, icrnl } = this.termios;
    if (isig) {
      const signal = signalOfKey(typed);
      if (signal !== undefined) {
        this.#line = [];
        this.#ready = [];
        this.prompt = undefined;
        this.#echo(typed);
        if (this.foreground !== 0) this.#host.signalGroup(this.foreground, signal);
        return;
      }
    }
    const byte = typed === RETURN && icrnl ? NEWLINE : typed;
    if (!icanon) {
      this.#echo(byte);
      this.#push(Uint8Array.of(byte));
      return;
    }
    switch (byte) {
      case CTRL_D:
        this.#push(Uint8Array.from(this.#line));
        this.#line = [];
        return;
      case DELETE:
      case BACKSPACE:
        this.#erase(1);
        return;
      case CTRL_U:
        this.#erase(Infinity);
        return;
      case CTRL_W:
        this.#eraseWord();
        return;
      case CTRL_S:
      case CTRL_Q:
        return;
      case NEWLINE:
        this.#echo(byte);
        this.#push(Uint8Array.from([...this.#line, NEWLINE]));
        this.#line = [];
        return;
      default:
        if (this.#line.length >= inputCapacity - 1) {
          this.print(Uint8Array.of(7));
          return;
        }
        this.#line.push(byte);
        this.#echo(byte);
    }
  }

  #push(bytes: Uint8Array): void {
    const size = this.#ready.reduce((sum, chunk) => sum + chunk.length, 0);
    if (size + bytes.length <= inputCapacity) this.#ready.push(bytes);
  }

  #echo(byte: number): void {
    if (!this.termios.echo) return;
    const control = byte < 0x20 && byte !== NEWLINE && byte !== 9;
    if (control && this.termios.echoctl) this.print(Uint8Array.of(0x5e, byte + 0x40));
    else this.print(Uint8Array.of(byte));
  }

  /** Takes characters off the line, whole UTF-8 sequences, and off the screen. */
  #erase(count: number): void {
    for (let left = count; left > 0 && this.#line.length > 0; left--) {
      let byte = this.#line.pop() ?? 0;
      const shownAs = byte < 0x20 ? 2 : 1;
      while (byte >= 0x80 && byte < 0xc0 && this.#line.length > 0) byte = this.#line.pop() ?? 0;
      // A wide character takes two cells; which ones do is the view's knowledge, so what is above U+2E80 counts as wide.
      const cells = byte >= 0xe3 ? 2 : shownAs;
      if (this.termios.echo) for (let i = 0; i < cells; i++) this.print(Uint8Array.of(BACKSPACE, 0x20, BACKSPACE));
    }
  }

  #eraseWord(): void {
    const blank = (): boolean => this.#line.at(-1) === 0x20 || this.#line.at(-1) === 9;
    while (this.#line.length > 0 && blank()) this.#erase(1);
    while (this.#line.length > 0 && !blank()) this.#erase(1);
  }

  /** What a program reads. @throws EAGAIN */
  read(count: number): Uint8Array {
    const chunk = this.#ready[0];
    if (chunk === undefined) {
      if (this.hungUp) return new Uint8Array(0);
      fail('EAGAIN');
    }
    this.prompt = undefined;
    if (chunk.length <= count) {
      this.#ready.shift();
      if (this.termios.icanon) return chunk;
      // Raw: all that is there, as much as fits.
      let rest = count - chunk.length;
      const pieces = [chunk];
      for (let next = this.#ready[0]; next !== undefined && next.length <= rest; next = this.#ready[0]) {
        pieces.push(next);
        rest -= next.length;
        this.#ready.shift();
      }
      return pieces.length === 1 ? chunk : joinBytes(pieces);
    }
    this.#ready[0] = chunk.subarray(count);
    return chunk.slice(0, count);
  }

  get readable(): boolean {
    return this.#ready.length > 0 || this.hungUp;
  }

  /** What a program prints, after output processing. @throws EAGAIN where a master inside the machine does not read */
  write(data: Uint8Array): number {
    if (this.hungUp) fail('EIO');
    if (!this.outside && !this.#isJoined() && this.#printedSize >= outputCapacity) fail('EAGAIN');
    this.print(data);
    return data.length;
  }

  get writable(): boolean {
    return this.hungUp || this.outside || this.#isJoined() || this.#printedSize < outputCapacity;
  }

  /** Puts bytes on the screen: \n becomes \r\n (OPOST ONLCR). */
  print(data: Uint8Array): void {
    this.#show(this.termios.opost ? withReturns(data) : data.slice());
  }

  #show(bytes: Uint8Array): void {
    const viewer = this.#viewer();
    if (viewer !== undefined) viewer.#show(bytes);
    else if (this.outside) this.#host.output(this.index, bytes);
    else {
      this.#printed.push(bytes);
      this.#printedSize += bytes.length;
    }
  }

  /** The terminal that is joined to this one. */
  viewer: number | null = null;

  #viewer(): Terminal | undefined {
    return this.viewer === null ? undefined : this.#host.terminal(this.viewer);
  }

  #isJoined(): boolean {
    return this.#viewer() !== undefined;
  }

  /** What a master inside the machine reads. @throws EAGAIN EIO (all slaves are closed) */
  readMaster(count: number): Uint8Array {
    const chunk = this.#printed[0];
    if (chunk === undefined) return this.slaveRefs === 0 ? fail('EIO') : fail('EAGAIN');
    if (chunk.length <= count) this.#printed.shift();
    else this.#printed[0] = chunk.subarray(count);
    const taken = chunk.slice(0, count);
    this.#printedSize -= taken.length;
    return taken;
  }

  get masterReadable(): boolean {
    return this.#printed.length > 0 || this.slaveRefs === 0;
  }

  resize(size: WindowSize): void {
    const other = this.joined === null ? undefined : this.#host.terminal(this.joined);
    other?.resize(size);
    if (size.rows === this.size.rows && size.columns === this.size.columns) return;
    this.size = size;
    if (this.foreground !== 0) this.#host.signalGroup(this.foreground, 'SIGWINCH');
  }

  /** The outside, or the last master, is gone. */
  hangUp(): void {
    if (this.hungUp) return;
    this.hungUp = true;
    this.prompt = undefined;
    if (this.session !== 0) {
      this.#host.signalGroup(this.session, 'SIGHUP');
      this.#host.signalGroup(this.session, 'SIGCONT');
    }
    if (this.foreground !== 0 && this.foreground !== this.session) this.#host.signalGroup(this.foreground, 'SIGHUP');
  }

  /** Joins the two, both ways; null takes them apart. */
  join(other: Terminal | null): void {
    if (this.joined !== null) {
      const old = this.#host.terminal(this.joined);
      if (old?.viewer === this.index) old.viewer = null;
    }
    this.joined = other?.index ?? null;
    if (other === null) return;
    other.viewer = this.index;
    other.resize(this.size);
    // What was printed before anybody looked.
    const early = other.#printed;
    other.#printed = [];
    other.#printedSize = 0;
    for (const bytes of early) this.#show(bytes);
  }

  save(): SavedTerminal {
    return {
      index: this.index,
      outside: this.outside,
      termios: this.termios,
      size: this.size,
      session: this.session,
      foreground: this.foreground,
      joined: this.joined,
      viewer: this.viewer,
      hungUp: this.hungUp,
      ready: [...this.#ready],
      line: [...this.#line],
      printed: [...this.#printed],
      prompt: this.prompt,
    };
  }

  static revive(saved: SavedTerminal, host: TerminalHost): Terminal {
    const terminal = new Terminal(saved.index, saved.outside, host);
    terminal.termios = saved.termios;
    terminal.size = saved.size;
    terminal.session = saved.session;
    terminal.foreground = saved.foreground;
    terminal.joined = saved.joined;
    terminal.viewer = saved.viewer;
    terminal.hungUp = saved.hungUp;
    terminal.#ready = [...saved.ready];
    terminal.#line = [...saved.line];
    terminal.#printed = [...saved.printed];
    terminal.#printedSize = saved.printed.reduce((sum, chunk) => sum + chunk.length, 0);
    terminal.prompt = saved.prompt;
    return terminal;
  }
}

export interface SavedTerminal {
  readonly index: number;
  readonly outside: boolean;
  readonly termios: Termios;
  readonly size: WindowSize;
  readonly session: number;
  readonly foreground: number;
  readonly joined: number | null;
  readonly viewer: number | null;
  readonly hungUp: boolean;
  readonly ready: readonly Uint8Array[];
  readonly line: readonly number[];
  readonly printed: readonly Uint8Array[];
  readonly prompt: PromptState | undefined;
}

function signalOfKey(byte: number): Signal | undefined {
  switch (byte) {
    case CTRL_C:
      return 'SIGINT';
    case CTRL_BACKSLASH:
      return 'SIGQUIT';
    case CTRL_Z:
      return 'SIGTSTP';
    default:
      return undefined;
  }
}

function withReturns(data: Uint8Array): Uint8Array {
  let newlines = 0;
  for (const byte of data) if (byte === NEWLINE) newlines += 1;
  if (newlines === 0) return data.slice();
  const out = new Uint8Array(data.length + newlines);
  let at = 0;
  for (const byte of data) {
    if (byte === NEWLINE) out[at++] = RETURN;
    out[at++] = byte;
  }
  return out;
}

function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}
