// A text on a terminal, by the screen: what less and more and man show. Keys come raw from the terminal, one by one.
import { decodeBytes } from '../../abi/bytes.ts';
import { O_RDONLY } from '../../abi/flags.ts';
import { read } from '../../kernel/blocking.ts';
import { compileRegex, RegexError, type Regex } from '../regex/regex.ts';
import { posixExtended } from '../regex/syntax.ts';
import type { Steps, Tool } from './tool.ts';

export interface PagerOptions {
  /** In the prompt. */
  readonly title: string;
  /** A text that fits is printed, and that is all. */
  readonly oneScreen: boolean;
  readonly quitsAtEnd: boolean;
  /** The text has a screen of its own, which is gone afterwards. */
  readonly ownScreen: boolean;
  readonly numbers: boolean;
  readonly chops: boolean;
  /** SGR sequences go through. */
  readonly colours: boolean;
  readonly ignoresCase: boolean;
}

const [reverse, normal] = ['\x1b[7m', '\x1b[27m'];

export class Pager {
  readonly #tool: Tool;
  readonly #options: PagerOptions;
  readonly #lines: readonly string[];
  #rows: readonly string[] = [];
  #height = 23;
  #width = 80;
  #top = 0;
  #keys = '';
  #tty = 0;
  #pattern: Regex | undefined;
  #backwards = false;
  #message = '';

  constructor(tool: Tool, text: string, options: PagerOptions) {
    this.#tool = tool;
    this.#options = options;
    const lines = text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    this.#lines = lines.map((line) => visible(line, options.colours));
  }

  *run(): Steps<void> {
    const { sys } = this.#tool;
    this.#measure();
    if (this.#options.oneScreen && this.#rows.length <= this.#height) {
      yield* this.#write(this.#rows.map((row) => `${row}\n`).join(''));
      return;
    }
    const opened = sys.open('/dev/tty', O_RDONLY);
    this.#tty = opened.ok ?? (sys.isatty(0) ? 0 : 2);
    const before = sys.tcgetattr(this.#tty).ok;
    sys.tcsetattr(this.#tty, { icanon: false, echo: false });
    sys.sigaction('SIGWINCH', () => this.#measure());
    const own = this.#options.ownScreen;
    yield* this.#write(own ? '\x1b[?1049h\x1b[22;0;0t\x1b[?1h\x1b=\r' : '');
    try {
      yield* this.#loop();
    } finally {
      if (before !== undefined) sys.tcsetattr(this.#tty, before);
      if (opened.ok !== undefined) sys.close(opened.ok);
    }
    yield* this.#write(`\r\x1b[K${own ? '\x1b[?1l\x1b>\x1b[?1049l\x1b[23;0;0t' : ''}`);
  }

  *#loop(): Steps<void> {
    for (;;) {
      yield* this.#draw();
      const key = yield* this.#key();
      if (key === undefined || !(yield* this.#act(key))) return;
      if (this.#options.quitsAtEnd && this.#atEnd() && key !== '/') {
        yield* this.#draw();
        return;
      }
    }
  }

  #atEnd(): boolean {
    return this.#top + this.#height >= this.#rows.length;
  }

  #measure(): void {
    const size = this.#tool.sys.getWindowSize(1).ok;
    this.#height = Math.max(1, (size?.rows ?? 24) - 1);
    this.#width = Math.max(1, size?.columns ?? 80);
    const { numbers, chops } = this.#options;
    this.#rows = this.#lines.flatMap((line, i) => {
      const numbered = numbers ? `${String(i + 1).padStart(7)} ${line}` : line;
      const pieces = folded(numbered, this.#width);
      return chops ? pieces.slice(0, 1) : pieces;
    });
  }

  *#write(text: string): Steps<void> {
    this.#tool.print(text);
    yield* this.#tool.out.flush();
  }

  *#draw(): Steps<void> {
    const shown = this.#rows.slice(this.#top, this.#top + this.#height).map((row) => this.#marked(row));
    const filler = this.#top === 0 ? new Array<string>(Math.max(0, this.#height - shown.length)).fill('~') : [];
    const body = [...shown, ...filler].map((row) => `${row}\x1b[K\r\n`).join('');
    const { title } = this.#options;
    const prompt =
      this.#message !== ''
        ? `${reverse}${this.#message}${normal}`
        : this.#atEnd()
          ? `${reverse}(END)${normal}`
          : this.#top === 0 && title !== ''
            ? `${reverse}${title}${normal}`
            : ':';
    this.#message = '';
    yield* this.#write(`\x1b[H${body}${prompt}\x1b[K`);
  }

  #marked(row: string): string {
    const pattern = this.#pattern;
    if (pattern === undefined || row.includes('\x1b')) return row;
    let result = '';
    let at = 0;
    for (
      let found = pattern.exec(row, at);
      found !== undefined && found.end > found.start;
      found = pattern.exec(row, at)
    ) {
      result += `${row.slice(at, found.start)}${reverse}${row.slice(found.start, found.end)}${normal}`;
      at = found.end;
    }
    return result + row.slice(at);
  }

  /** One key, or the sequence that a key sends; undefined: the terminal is gone. */
  *#key(): Steps<string | undefined> {
    while (this.#keys === '') {
      const { ok, err } = yield* read(this.#tool.process, this.#tty, 1024);
      if (err === 'EINTR') {
        yield* this.#draw();
        continue;
      }
      if (ok === undefined || ok.length === 0) return undefined;
      this.#keys = decodeBytes(ok);
    }
    const key = /^(?:\x1b(?:\[[\d;]*[A-Za-z~]|O[A-Za-z])|[\s\S])/.exec(this.#keys)?.[0] ?? '';
    this.#keys = this.#keys.slice(key.length);
    return key;
  }

  #move(to: number): void {
    this.#top = Math.max(0, Math.min(to, this.#rows.length - this.#height));
  }

  /** Does what a key says; false: quit. */
  *#act(first: string): Steps<boolean> {
    let key = first;
    let digits = '';
    while (/^\d$/.test(key)) {
      digits += key;
      key = (yield* this.#key()) ?? 'q';
    }
    const count = digits === '' ? undefined : Number(digits);
    switch (key) {
      case 'q':
      case 'Q':
      case '\x03':
        return false;
      case 'Z':
        return (yield* this.#key()) !== 'Z';
      case ':':
        return !/^[qQ]$/.test((yield* this.#key()) ?? 'q');
      case ' ':
      case 'f':
      case '\x06':
      case '\x16':
      case '\x1b[6~':
        this.#move(this.#top + (count ?? this.#height));
        break;
      case 'b':
      case '\x02':
      case '\x1b[5~':
        this.#move(this.#top - (count ?? this.#height));
        break;
      case 'd':
      case '\x04':
        this.#move(this.#top + (count ?? Math.ceil(this.#height / 2)));
        break;
      case 'u':
      case '\x15':
        this.#move(this.#top - (count ?? Math.ceil(this.#height / 2)));
        break;
      case '\r':
      case '\n':
      case 'j':
      case 'e':
      case '\x0e':
      case '\x1b[B':
      case '\x1bOB':
        this.#move(this.#top + (count ?? 1));
        break;
      case 'k':
      case 'y':
      case '\x10':
      case '\x1b[A':
      case '\x1bOA':
        this.#move(this.#top - (count ?? 1));
        break;
      case 'g':
      case '<':
      case '\x1b[H':
      case '\x1b[1~':
        this.#move((count ?? 1) - 1);
        break;
      case 'G':
      case '>':
      case '\x1b[F':
      case '\x1b[4~':
        this.#move(count === undefined ? this.#rows.length : count - 1);
        break;
      case '/':
      case '?':
        yield* this.#ask(key);
        break;
      case 'n':
        this.#find(this.#backwards);
        break;
      case 'N':
        this.#find(!this.#backwards);
        break;
      case '=':
        this.#message = `lines ${String(this.#top + 1)}-${String(Math.min(this.#rows.length, this.#top + this.#height))}/${String(this.#rows.length)}`;
        break;
      default:
    }
    return true;
  }

  /** Reads a pattern on the last row. */
  *#ask(prompt: string): Steps<void> {
    let text = '';
    for (;;) {
      yield* this.#write(`\r${prompt}${text}\x1b[K`);
      const key = yield* this.#key();
      if (key === undefined || key === '\x03' || key === '\x1b') return;
      if (key === '\r' || key === '\n') break;
      if (key === '\x7f' || key === '\b') {
        if (text === '') return;
        text = [...text].slice(0, -1).join('');
      } else if (key >= ' ' && !key.startsWith('\x1b')) text += key;
    }
    this.#backwards = prompt === '?';
    if (text !== '') {
      try {
        this.#pattern = compileRegex(text, {
          syntax: posixExtended,
          ignoreCase: this.#options.ignoresCase,
          encoding: 'utf8',
        });
      } catch (error) {
        if (!(error instanceof RegexError)) throw error;
        this.#message = error.message;
        return;
      }
    }
    this.#find(this.#backwards);
  }

  #find(backwards: boolean): void {
    const pattern = this.#pattern;
    if (pattern === undefined) {
      this.#message = 'No previous regular expression';
      return;
    }
    const step = backwards ? -1 : 1;
    for (let at = this.#top + step; at >= 0 && at < this.#rows.length; at += step) {
      if (!pattern.test(this.#rows[at] ?? '')) continue;
      // A place near the end stands at the top all the same.
      this.#top = at;
      return;
    }
    this.#message = 'Pattern not found  (press RETURN)';
  }
}

/** Tabs as blanks, control characters as ^X. */
function visible(line: string, colours: boolean): string {
  let result = '';
  let column = 0;
  for (const part of line.split(/(\x1b\[[\d;]*m)/)) {
    if (part.startsWith('\x1b[') && colours) {
      result += part;
      continue;
    }
    for (const char of part) {
      const text =
        char === '\t'
          ? ' '.repeat(8 - (column % 8))
          : char < ' '
            ? char === '\x1b'
              ? 'ESC'
              : `^${String.fromCharCode(char.charCodeAt(0) + 64)}`
            : char === '\x7f'
              ? '^?'
              : char;
      result += text;
      column += text.length;
    }
  }
  return result;
}

/** A line in pieces no wider than the screen. */
function folded(line: string, width: number): string[] {
  if (line.length <= width || line.includes('\x1b')) return [line];
  const characters = [...line];
  const rows: string[] = [];
  for (let at = 0; at < characters.length; at += width) rows.push(characters.slice(at, at + width).join(''));
  return rows;
}
