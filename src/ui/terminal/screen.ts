// One terminal on screen: xterm shows the bytes that the session sends, keys go back. The invariant: this file never decides
// what a key means to a program; at a prompt the shell's line editor does, elsewhere the kernel's terminal.
import { Terminal, type IMarker } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import type { CommandSpan, Session } from '../../session/session.ts';
import { adoptStyleElements } from './style-sheets.ts';
import { PromptEditor } from './prompt-editor.ts';

/** A command's row, in pixels from the top of the screen. */
export interface GutterRow {
  readonly number: number;
  readonly top: number;
  readonly steps: number;
}

export interface Spot {
  readonly left: number;
  readonly right: number;
  /** Below the text. */
  readonly bottom: number;
}

export interface ScreenHost {
  /** Several lines were pasted: ask before they run. */
  confirmPaste(text: string, paste: () => void): void;
  /** Rows have moved. */
  moved(): void;
  /** Called in the frame in which new text is drawn. */
  drawn(): void;
  /** @returns true where the key belongs to the page and not to the terminal */
  claims(event: KeyboardEvent): boolean;
}

/** What the page asks of the terminals as a whole. */
export interface Terminals {
  focus(): void;
  type(text: string): void;
  show(id: number): void;
  showNth(n: number): void;
  open(): void;
  spot(command: CommandSpan, paths: readonly string[]): Spot | undefined;
  text(): string;
  shownTerminal(): number;
}

const rowHeight = 20;
const blinkMs = 600;
let adopted = false;

export class Screen {
  readonly #session: Session;
  readonly #id: number;
  readonly #host: ScreenHost;
  readonly #terminal: Terminal;
  readonly #element: HTMLElement;
  readonly #editor: PromptEditor;
  readonly #marks = new Map<number, IMarker>();
  readonly #stop: (() => void)[] = [];
  /** Those who wait until what they sent is drawn. */
  readonly #drawing = new Set<() => void>();
  #searchedTo = 0;
  #escape = false;
  #size = { rows: 0, columns: 0 };
  /** Width of a cell, in pixels. */
  #cell = 8;
  #blinking: ReturnType<typeof setInterval> | undefined;

  constructor(element: HTMLElement, session: Session, id: number, host: ScreenHost) {
    if (!adopted) adoptStyleElements();
    adopted = true;
    this.#session = session;
    this.#id = id;
    this.#host = host;
    this.#element = element;
    const terminal = new Terminal({
      fontFamily: tokenOf('--mono'),
      fontSize: 13,
      lineHeight: 1,
      scrollback: 5000,
      cursorStyle: 'block',
      // A light ground needs a darker red than the program asked for.
      minimumContrastRatio: 4.5,
      theme: themeOf(),
      macOptionIsMeta: true,
    });
    this.#terminal = terminal;
    terminal.open(element);
    this.fit();
    // The prompt stands next to the stage, at the bottom, as far as nothing has been printed.
    terminal.write('\n'.repeat(Math.max(0, terminal.rows - 1)));
    this.#editor = new PromptEditor(session, id, terminal);
    this.#stop.push(
      session.attach(
        id,
        (bytes) =>
          new Promise<void>((resolve) => {
            this.#drawing.add(resolve);
            this.#editor.print(bytes, () => {
              this.#drawing.delete(resolve);
              resolve();
            });
          }),
      ),
    );
    terminal.attachCustomKeyEventHandler((event) => this.#keyGoesIn(event));
    terminal.onData((data) => {
      this.#editor.type(data);
    });
    terminal.onBinary((data) => {
      session.input(id, data);
    });
    terminal.onRender(() => {
      this.#shine();
      host.drawn();
    });
    terminal.textarea?.addEventListener('focus', this.#shine);
    this.#stop.push(() => {
      clearInterval(this.#blinking);
    });
    element.addEventListener('paste', this.#paste, true);
    this.#stop.push(() => {
      element.removeEventListener('paste', this.#paste, true);
    });
    void document.fonts.ready.then(() => {
      // Cells are measured anew with the faces that have arrived.
      terminal.options.fontFamily = `${tokenOf('--mono')}, monospace`;
      this.fit();
    });
  }

  /** Takes the size of its element. */
  fit(): void {
    const screen = this.#element.querySelector('.xterm-screen');
    const { clientWidth, clientHeight } = this.#element;
    if (screen === null || clientWidth === 0 || clientHeight === 0) return;
    const terminal = this.#terminal;
    const box = screen.getBoundingClientRect();
    const height = box.height / terminal.rows;
    if (Math.abs(height - rowHeight) > 0.26 && height > 0) {
      const natural = height / (terminal.options.lineHeight ?? 1);
      terminal.options.lineHeight = Math.max(1, (rowHeight + 0.45) / natural);
    }
    const cell = screen.getBoundingClientRect().width / terminal.cols;
    this.#cell = cell;
    const columns = Math.max(20, Math.floor((clientWidth - 14) / cell));
    const rows = Math.max(2, Math.floor(clientHeight / rowHeight));
    if (columns === this.#size.columns && rows === this.#size.rows) return;
    this.#size = { rows, columns };
    terminal.resize(columns, rows);
    this.#session.resize(this.#id, rows, columns);
    this.#host.moved();
  }

  recolour(): void {
    this.#terminal.options.theme = themeOf();
  }

  focus(): void {
    this.#terminal.focus();
  }

  /** What a screen reader calls it. */
  name(label: string): void {
    this.#terminal.textarea?.setAttribute('aria-label', label);
  }

  /** As if it had been typed. */
  type(text: string): void {
    this.#editor.type(text);
  }

  /** The line being edited, where the terminal waits at a prompt. */
  get line(): string | undefined {
    return this.#editor.line;
  }

  /** Finds the rows of commands that are new, from top to bottom. */
  mark(commands: readonly CommandSpan[]): void {
    const buffer = this.#terminal.buffer.active;
    if (buffer.type !== 'normal') return;
    for (const command of commands) {
      if (command.tty !== this.#id || this.#marks.has(command.number)) continue;
      const first = command.text.split('\n')[0] ?? '';
      for (let y = Math.max(0, this.#searchedTo); y < buffer.length; y++) {
        const text = this.#lineAt(y);
        if (text === undefined) continue;
        if (
          text.endsWith(` ${first}`) ||
          (text.endsWith(first) && /[#$>%] ?$/.test(text.slice(0, text.length - first.length)))
        ) {
          this.#marks.set(command.number, this.#terminal.registerMarker(y - buffer.baseY - buffer.cursorY));
          this.#searchedTo = y + 1;
          break;
        }
      }
    }
  }

  /** Row `y` goes on with the line above. One that was written over since, as a progress bar does, may not fill its row any more. */
  #goesOn(y: number): boolean {
    const buffer = this.#terminal.buffer.active;
    return (
      buffer.getLine(y)?.isWrapped === true &&
      (buffer.getLine(y - 1)?.translateToString(true).length ?? 0) >= this.#terminal.cols - 1
    );
  }

  /** The whole of a wrapped line that begins at row `y`; undefined on the rows it goes on in. */
  #lineAt(y: number): string | undefined {
    const buffer = this.#terminal.buffer.active;
    const line = buffer.getLine(y);
    if (line === undefined || this.#goesOn(y)) return undefined;
    let text = line.translateToString(true);
    for (let next = y + 1; this.#goesOn(next); next++) {
      text =
        (buffer.getLine(next - 1)?.translateToString(false) ?? '') === ''
          ? text
          : text.padEnd((next - y) * this.#terminal.cols) + (buffer.getLine(next)?.translateToString(true) ?? '');
    }
    return text;
  }

  rows(commands: readonly CommandSpan[]): readonly GutterRow[] {
    const rows: GutterRow[] = [];
    const top = this.#terminal.buffer.active.viewportY;
    for (const command of commands) {
      const marker = this.#marks.get(command.number);
      if (marker === undefined || marker.isDisposed) continue;
      const row = marker.line - top;
      if (row < 0 || row >= this.#terminal.rows) continue;
      rows.push({ number: command.number, top: row * rowHeight, steps: command.steps.length });
    }
    return rows;
  }

  /** Where in the window the last word of a command that is, or ends in, one of `paths` stands. */
  spot(command: CommandSpan, paths: readonly string[]): Spot | undefined {
    const marker = this.#marks.get(command.number);
    const screen = this.#element.querySelector('.xterm-screen');
    if (marker === undefined || marker.isDisposed || screen === null) return undefined;
    const text = this.#lineAt(marker.line);
    if (text === undefined) return undefined;
    const begin = Math.max(0, text.length - command.text.length);
    for (const path of paths) {
      const at = text.lastIndexOf(path);
      if (path === '' || at < begin) continue;
      const box = screen.getBoundingClientRect();
      const cell = box.width / this.#terminal.cols;
      const row = marker.line - this.#terminal.buffer.active.viewportY + Math.floor(at / this.#terminal.cols);
      if (row < 0 || row >= this.#terminal.rows) return undefined;
      const column = at % this.#terminal.cols;
      const left = box.left + column * cell;
      return { left, right: Math.min(box.right, left + path.length * cell), bottom: box.top + (row + 1) * rowHeight };
    }
    return undefined;
  }

  /** Where the cursor stands, in pixels from the top left of the element. */
  get cursor(): { readonly left: number; readonly top: number } {
    const buffer = this.#terminal.buffer.active;
    return { left: buffer.cursorX * this.#cell, top: (buffer.baseY + buffer.cursorY - buffer.viewportY) * rowHeight };
  }

  /** All that it shows and has shown, as plain text. */
  get text(): string {
    const buffer = this.#terminal.buffer.normal;
    const lines: string[] = [];
    for (let y = 0; y < buffer.length; y++) {
      const line = buffer.getLine(y);
      if (line === undefined) continue;
      if (lines.length > 0 && this.#goesOn(y))
        lines[lines.length - 1] = (lines.at(-1) ?? '') + line.translateToString(true);
      else lines.push(line.translateToString(true));
    }
    return lines.join('\n').replace(/^\n+|\n+$/g, '');
  }

  get selection(): string {
    return this.#terminal.getSelection();
  }

  /** The cursor shows now, and blinks while nothing is drawn. xterm's own blinking is an animation that keeps a page drawing all the time. */
  readonly #shine = (): void => {
    clearInterval(this.#blinking);
    const { classList } = this.#element;
    classList.remove('dark');
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.#blinking = setInterval(() => {
      classList.toggle('dark');
    }, blinkMs);
  };

  dispose(): void {
    for (const stop of this.#stop) stop();
    for (const drawn of this.#drawing) drawn();
    this.#terminal.dispose();
  }

  #keyGoesIn(event: KeyboardEvent): boolean {
    if (event.type !== 'keydown') return true;
    if (this.#host.claims(event)) return false;
    const copies =
      (event.ctrlKey && event.shiftKey && event.code === 'KeyC') || (event.ctrlKey && event.code === 'Insert');
    if (copies && this.#terminal.hasSelection()) {
      void navigator.clipboard.writeText(this.#terminal.getSelection());
      event.preventDefault();
      return false;
    }
    // Escape, then Tab: the keyboard's way out. The browser moves the focus.
    if (event.key === 'Tab' && this.#escape) {
      this.#escape = false;
      return false;
    }
    this.#escape = event.key === 'Escape';
    return true;
  }

  readonly #paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!/[\r\n]/.test(text.replace(/[\r\n]+$/, ''))) return;
    event.preventDefault();
    event.stopPropagation();
    this.#host.confirmPaste(text, () => {
      this.#terminal.paste(text);
      this.focus();
    });
  };
}

function tokenOf(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function themeOf(): Record<string, string> {
  const ink = tokenOf('--ink');
  const ground = tokenOf('--ground');
  const grey = tokenOf('--ink-3');
  const colours = Object.fromEntries(
    ['red', 'green', 'yellow', 'blue', 'magenta', 'cyan'].flatMap((name) => {
      const value = tokenOf(`--ansi-${name}`);
      return [
        [name, value],
        [`bright${name.charAt(0).toUpperCase()}${name.slice(1)}`, value],
      ];
    }),
  );
  return {
    background: ground,
    foreground: ink,
    cursor: ink,
    cursorAccent: ground,
    selectionBackground: `${tokenOf('--rule')}66`,
    scrollbarSliderBackground: `${tokenOf('--rule')}55`,
    scrollbarSliderHoverBackground: `${tokenOf('--rule')}88`,
    scrollbarSliderActiveBackground: `${tokenOf('--rule')}aa`,
    black: grey,
    brightBlack: grey,
    white: ink,
    brightWhite: ink,
    ...colours,
  };
}
