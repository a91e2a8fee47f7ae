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
const TAB = 0x09;
const NEWLINE = 0x0a;
const CARET = 0x5e;
const RETURN = 0x0d;
const CTRL_P = 0x10;
const CTRL_Q = 0x11;
const CTRL_R = 0x12;
const CTRL_S = 0x13;
const CTRL_U = 0x15;
const CTRL_V = 0x16;
const CTRL_W = 0x17;
const CTRL_Z = 0x1a;
const CTRL_BACKSLASH = 0x1c;
const DELETE = 0x7f;

/** The longest line in cooked mode, its newline included: what is typed beyond it is dropped (N_TTY_BUF_SIZE). */
const lineCapacity = 4096;
/** How much a reader may leave unread. Linux makes the typing side wait; here, where a window types, the rest is dropped. */
const inputCapacity = 1 << 20;
/** How much a master may leave unread before a writer has to wait. */
const outputCapacity = 65536;

export const cookedTermios: Termios = { echo: true, icanon: true, isig: true, icrnl: true, opost: true, echoctl: true };

/** What a terminal needs of the kernel. */
export interface TerminalHost {
  now(): bigint;
  signalGroup(pgid: number, signal: Signal): void;
  /** SIGHUP, and SIGCONT so that it can take it, to the leader of a session. */
  hangUpLeader(session: number): void;
  /** Bytes for the world outside, of a terminal whose master is there. */
  output(terminal: number, bytes: Uint8Array): void;
  terminal(index: number): Terminal | undefined;
}

export class Terminal {
  readonly index: number;
  readonly openedNs: bigint;
  /** Its master is the world outside the machine: a window, or the caller of the headless player. */
  outside: boolean;
  termios: Termios = cookedTermios;
  size: WindowSize = { rows: 24, columns: 80 };
  /** Session and foreground process group; 0: none. */
  session = 0;
  foreground = 0;
  /** The pty whose traffic goes through this one (an attached client). */
  joined: number | null = null;
  /** ^P ^Q ends that. */
  detachable = false;
  /** The terminals that are joined to this one: each shows what is printed here. */
  viewers: readonly number[] = [];
  prompt: PromptState | undefined;
  hungUp = false;
  masterRefs = 0;
  slaveRefs = 0;

  readonly #host: TerminalHost;
  /** Lines, or bytes in raw mode, that a reader may have. An empty line is an end of file. */
  #ready: Uint8Array[] = [];
  #readySize = 0;
  /** The line that is being typed in cooked mode. */
  #line: number[] = [];
  /** ^P was typed, and may begin ^P ^Q. */
  #held = false;
  /** ^V was typed: the next byte stands for itself. */
  #literal = false;
  /** Where the cursor is, as far as output processing knows, and where it was when the line began. */
  #column = 0;
  #lineColumn = 0;
  /** What a master inside the machine has yet to read. */
  #printed: Uint8Array[] = [];
  #printedSize = 0;

  constructor(index: number, outside: boolean, host: TerminalHost, openedNs = host.now()) {
    this.index = index;
    this.openedNs = openedNs;
    this.outside = outside;
    this.#host = host;
  }

  /** Bytes from the keyboard. */
  input(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i++) {
      const other = this.joined === null ? undefined : this.#host.terminal(this.joined);
      if (other === undefined || other.hungUp) {
        for (const byte of bytes.subarray(i)) this.#key(byte);
        return;
      }
      if (!this.detachable) {
        other.input(bytes.subarray(i));
        return;
      }
      this.#pass(other, bytes[i] ?? 0);
    }
  }

  /** A key for the joined terminal. ^P waits for the next; with ^Q it takes the two apart, and both are our own input. */
  #pass(other: Terminal, byte: number): void {
    const held = this.#held;
    this.#held = !held && byte === CTRL_P;
    if (this.#held) return;
    if (held && byte === CTRL_Q) {
      this.join(null);
      this.#key(CTRL_P);
      this.#key(CTRL_Q);
    } else other.input(held ? Uint8Array.of(CTRL_P, byte) : Uint8Array.of(byte));
  }

  #key(typed: number): void {
    const { isig, icanon, icrnl } = this.termios;
    if (this.#literal) {
      this.#literal = false;
      this.#take(typed);
      return;
    }
    if (isig) {
      const signal = signalOfKey(typed);
      if (signal !== undefined) {
        this.#line = [];
        this.#ready = [];
        this.#readySize = 0;
        this.prompt = undefined;
        if (this.foreground !== 0) this.#host.signalGroup(this.foreground, signal);
        this.#echo(typed);
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
        this.#erase();
        return;
      case CTRL_U:
        while (this.#line.length > 0) this.#erase();
        return;
      case CTRL_W:
        this.#eraseWord();
        return;
      case CTRL_R:
        this.#echo(byte);
        this.#echo(NEWLINE);
        for (const one of this.#line) this.#echo(one);
        return;
      case CTRL_V:
        this.#literal = true;
        if (this.termios.echo && this.termios.echoctl) this.print(Uint8Array.of(CARET, BACKSPACE));
        return;
      // Differs from Linux: output is not held up until ^Q.
      case CTRL_S:
      case CTRL_Q:
        return;
      case NEWLINE:
        this.#echo(byte);
        this.#push(Uint8Array.from([...this.#line, NEWLINE]));
        this.#line = [];
        return;
      default:
        this.#take(byte);
    }
  }

  /** A byte that stands for itself. */
  #take(byte: number): void {
    if (!this.termios.icanon) {
      this.#echo(byte);
      this.#push(Uint8Array.of(byte));
      return;
    }
    if (this.#line.length >= lineCapacity - 1) return;
    if (this.#line.length === 0) this.#lineColumn = this.#column;
    this.#line.push(byte);
    this.#echo(byte);
  }

  #push(bytes: Uint8Array): void {
    if (this.#readySize + bytes.length > inputCapacity) return;
    this.#ready.push(bytes);
    this.#readySize += bytes.length;
  }

  #echo(byte: number): void {
    if (!this.termios.echo) return;
    if (this.#isShownAsCaret(byte) && byte !== NEWLINE) this.print(Uint8Array.of(CARET, byte ^ 0x40));
    else this.print(Uint8Array.of(byte));
  }

  #isShownAsCaret(byte: number): boolean {
    return this.termios.echoctl && isControl(byte) && byte !== TAB;
  }

  /** Takes the last character off the line, a whole UTF-8 sequence, and off the screen: one cell, however wide it is (n_tty eraser()). */
  #erase(): void {
    let byte = this.#line.pop();
    while (byte !== undefined && isContinuation(byte) && this.#line.length > 0) byte = this.#line.pop();
    if (byte === undefined || !this.termios.echo) return;
    if (byte === TAB) {
      this.print(new Uint8Array(this.#tabWidth()).fill(BACKSPACE));
      return;
    }
    if (isControl(byte) && !this.termios.echoctl) return;
    const cells = isControl(byte) ? 2 : 1;
    for (let i = 0; i < cells; i++) this.print(Uint8Array.of(BACKSPACE, 0x20, BACKSPACE));
  }

  /** How far the tab that stood at the end of the line went. */
  #tabWidth(): number {
    const previous = this.#line.lastIndexOf(TAB);
    let column = previous < 0 ? this.#lineColumn : 0;
    for (const byte of this.#line.slice(previous + 1)) {
      if (isControl(byte)) column += this.termios.echoctl ? 2 : 0;
      else if (!isContinuation(byte)) column += 1;
    }
    return 8 - (column & 7);
  }

  /** Back over what is no word, then over one word of letters, digits and `_`. */
  #eraseWord(): void {
    let seen = false;
    while (this.#line.length > 0) {
      let at = this.#line.length - 1;
      while (at > 0 && isContinuation(this.#line[at] ?? 0)) at -= 1;
      const isWord = isWordByte(this.#line[at] ?? 0);
      if (seen && !isWord) return;
      seen ||= isWord;
      this.#erase();
    }
  }

  /** Shows again what was typed before the prompt stood there: the next line, or as much of it as there is. */
  showTypedAhead(): void {
    const typed = this.#ready[0] ?? Uint8Array.from(this.#line);
    for (const byte of typed) this.#echo(byte);
  }

  /** What a program reads. @throws EAGAIN */
  read(count: number): Uint8Array {
    const chunk = this.#ready[0];
    if (chunk === undefined) {
      if (this.hungUp) return new Uint8Array(0);
      fail('EAGAIN');
    }
    this.prompt = undefined;
    if (this.termios.icanon || chunk.length > count) {
      const taken = chunk.slice(0, count);
      if (taken.length === chunk.length) this.#ready.shift();
      else this.#ready[0] = chunk.subarray(count);
      this.#readySize -= taken.length;
      return taken;
    }
    // Raw: all that is there, as much as fits.
    const pieces: Uint8Array[] = [];
    let size = 0;
    while (pieces.length < this.#ready.length) {
      const piece = this.#ready[pieces.length];
      if (piece === undefined || size + piece.length > count) break;
      pieces.push(piece);
      size += piece.length;
    }
    this.#ready.splice(0, pieces.length);
    this.#readySize -= size;
    return joinBytes(pieces);
  }

  get readable(): boolean {
    return this.#ready.length > 0 || this.hungUp;
  }

  /** What a program prints, after output processing. @throws EAGAIN where a master inside the machine does not read */
  write(data: Uint8Array): number {
    if (this.hungUp) fail('EIO');
    if (!this.outside && this.#printedSize >= outputCapacity) fail('EAGAIN');
    this.print(data);
    return data.length;
  }

  get writable(): boolean {
    return this.hungUp || this.outside || this.#printedSize < outputCapacity;
  }

  /** Puts bytes on the screen: \n becomes \r\n (OPOST ONLCR). */
  print(data: Uint8Array): void {
    for (const byte of data) this.#moveColumn(byte);
    this.#show(this.termios.opost ? withReturns(data) : data.slice());
  }

  #moveColumn(byte: number): void {
    if (byte === NEWLINE || byte === RETURN) this.#column = 0;
    else if (byte === TAB) this.#column += 8 - (this.#column & 7);
    else if (byte === BACKSPACE) this.#column = Math.max(0, this.#column - 1);
    else if (!isControl(byte) && !isContinuation(byte)) this.#column += 1;
  }

  #show(bytes: Uint8Array): void {
    for (const viewer of this.viewers) {
      const terminal = this.#host.terminal(viewer);
      if (terminal !== undefined) terminal.#show(bytes);
    }
    if (this.outside) this.#host.output(this.index, bytes);
    else {
      this.#printed.push(bytes);
      this.#printedSize += bytes.length;
    }
  }

  /** What a master inside the machine reads. @throws EAGAIN EIO (all slaves are closed) */
  readMaster(count: number): Uint8Array {
    if (this.#printedSize === 0) return this.slaveRefs === 0 ? fail('EIO') : fail('EAGAIN');
    const all = joinBytes(this.#printed);
    const taken = all.slice(0, count);
    this.#printed = taken.length === all.length ? [] : [all.subarray(count)];
    this.#printedSize -= taken.length;
    return taken;
  }

  get masterReadable(): boolean {
    return this.#printedSize > 0 || this.slaveRefs === 0;
  }

  resize(size: WindowSize): void {
    const other = this.joined === null ? undefined : this.#host.terminal(this.joined);
    other?.resize(size);
    if (size.rows === this.size.rows && size.columns === this.size.columns) return;
    this.size = size;
    if (this.foreground !== 0) this.#host.signalGroup(this.foreground, 'SIGWINCH');
  }

  /** The outside, or the last master, is gone. The session's leader is told; the foreground is when the leader ends. */
  hangUp(): void {
    if (this.hungUp) return;
    this.hungUp = true;
    this.prompt = undefined;
    if (this.session !== 0) this.#host.hangUpLeader(this.session);
  }

  /** Joins the two, both ways; null takes them apart. The master of `other` goes on to read what is printed there. */
  join(other: Terminal | null, detachable = false): void {
    if (this.joined !== null) {
      const old = this.#host.terminal(this.joined);
      if (old !== undefined) old.viewers = old.viewers.filter((viewer) => viewer !== this.index);
    }
    this.joined = other?.index ?? null;
    this.detachable = detachable;
    this.#held = false;
    if (other === null) return;
    other.viewers = [...other.viewers, this.index];
    other.resize(this.size);
    // What was printed before anybody looked, and the master has not read.
    for (const bytes of other.#printed) this.#show(bytes);
  }

  save(): SavedTerminal {
    return {
      index: this.index,
      openedNs: this.openedNs,
      outside: this.outside,
      termios: this.termios,
      size: this.size,
      session: this.session,
      foreground: this.foreground,
      joined: this.joined,
      detachable: this.detachable,
      held: this.#held,
      viewers: this.viewers,
      hungUp: this.hungUp,
      ready: [...this.#ready],
      line: [...this.#line],
      literal: this.#literal,
      column: this.#column,
      lineColumn: this.#lineColumn,
      printed: [...this.#printed],
      prompt: this.prompt,
    };
  }

  static revive(saved: SavedTerminal, host: TerminalHost): Terminal {
    const terminal = new Terminal(saved.index, saved.outside, host, saved.openedNs);
    terminal.termios = saved.termios;
    terminal.size = saved.size;
    terminal.session = saved.session;
    terminal.foreground = saved.foreground;
    terminal.joined = saved.joined;
    terminal.detachable = saved.detachable;
    terminal.#held = saved.held;
    terminal.viewers = saved.viewers;
    terminal.hungUp = saved.hungUp;
    terminal.#ready = [...saved.ready];
    terminal.#readySize = saved.ready.reduce((sum, chunk) => sum + chunk.length, 0);
    terminal.#line = [...saved.line];
    terminal.#literal = saved.literal;
    terminal.#column = saved.column;
    terminal.#lineColumn = saved.lineColumn;
    terminal.#printed = [...saved.printed];
    terminal.#printedSize = saved.printed.reduce((sum, chunk) => sum + chunk.length, 0);
    terminal.prompt = saved.prompt;
    return terminal;
  }
}

export interface SavedTerminal {
  readonly index: number;
  readonly openedNs: bigint;
  readonly outside: boolean;
  readonly termios: Termios;
  readonly size: WindowSize;
  readonly session: number;
  readonly foreground: number;
  readonly joined: number | null;
  readonly detachable: boolean;
  readonly held: boolean;
  readonly viewers: readonly number[];
  readonly hungUp: boolean;
  readonly ready: readonly Uint8Array[];
  readonly line: readonly number[];
  readonly literal: boolean;
  readonly column: number;
  readonly lineColumn: number;
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

function isControl(byte: number): boolean {
  return byte < 0x20 || byte === DELETE;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/** isalnum() of the kernel, whose table is Latin-1's, or `_`. */
function isWordByte(byte: number): boolean {
  const letter = byte | 0x20;
  if (letter >= 0x61 && letter <= 0x7a) return true;
  return (byte >= 0x30 && byte <= 0x39) || byte === 0x5f || (byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7);
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
