// The lines of one file as grep goes through them: which are selected, what stands around them, and how they are printed.
import { byteLength } from '../../abi/bytes.ts';
import type { Tool } from '../coreutils/tool.ts';
import { decodeAs } from '../regex/encoding.ts';
import type { Encoding } from '../regex/character-set.ts';
import type { Patterns } from './grep-patterns.ts';

export interface GrepPlan {
  readonly patterns: Patterns;
  readonly encoding: Encoding;
  readonly invert: boolean;
  readonly onlyMatching: boolean;
  readonly quiet: boolean;
  readonly list: 'matching' | 'others' | undefined;
  readonly count: boolean;
  readonly most: number;
  readonly before: number;
  readonly after: number;
  readonly separator: string | undefined;
  readonly lineNumbers: boolean;
  readonly byteOffsets: boolean;
  readonly alignTab: boolean;
  readonly nullAfterName: boolean;
  readonly delimiter: number;
  readonly binary: 'binary' | 'text' | 'without-match';
  readonly colours: ReadonlyMap<string, string> | undefined;
}

interface Line {
  readonly text: string;
  readonly number: number;
  readonly offset: number;
}

/** What one run prints, over all its files: groups of lines are set apart from those of the file before, too. */
export class GrepPrinter {
  readonly tool: Tool;
  readonly plan: GrepPlan;
  anyPrinted = false;

  constructor(tool: Tool, plan: GrepPlan) {
    this.tool = tool;
    this.plan = plan;
  }

  coloured(name: string, text: string): string {
    const colour = this.plan.colours?.get(name) ?? '';
    return colour === '' || text === '' ? text : `\x1b[${colour}m\x1b[K${text}\x1b[m\x1b[K`;
  }

  name(file: string): string {
    return this.coloured('fn', file);
  }

  separate(): void {
    const { separator } = this.plan;
    if (separator !== undefined) this.tool.print(`${this.coloured('se', separator)}\n`);
  }
}

export class GrepLines {
  /** Lines selected so far. */
  selected = 0;
  /** Nothing more of this file matters. */
  done = false;
  /** It has bytes that are no text, and a line of it would have been printed. */
  hidden = false;
  readonly #printer: GrepPrinter;
  readonly #plan: GrepPlan;
  readonly #file: string | undefined;
  readonly #width: number;
  #silent: boolean;
  #number = 0;
  #offset = 0;
  #rest = new Uint8Array(0);
  #first = true;
  #isBinary = false;
  #linesBeforeNull = -1;
  #lastPrinted = 0;
  #afterLeft = 0;
  #queue: Line[] = [];

  /**
   * @param file its name, where lines are told with it
   * @param size in bytes, where it is known: numbers in front of a tab are as wide as it is
   */
  constructor(printer: GrepPrinter, file: string | undefined, size: number | undefined) {
    this.#width = size === undefined ? 19 : String(size).length;
    this.#printer = printer;
    this.#plan = printer.plan;
    this.#file = file;
    this.#silent = this.#plan.quiet || this.#plan.count || this.#plan.list !== undefined;
    if (this.#plan.most === 0) this.done = true;
  }

  /** The next bytes of the file; the line they end in the midst of waits for more. */
  take(piece: Uint8Array): void {
    if (this.#first && piece.length > 0) this.#look(piece);
    const end = piece.lastIndexOf(this.#plan.delimiter) + 1;
    if (end === 0) {
      this.#rest = joined(this.#rest, piece);
      return;
    }
    const whole = this.#rest.length === 0 ? piece.subarray(0, end) : joined(this.#rest, piece.subarray(0, end));
    this.#rest = piece.slice(end);
    this.#lines(whole);
  }

  /** No more bytes come. */
  finish(): void {
    if (this.#rest.length > 0 && !this.done) this.#lines(this.#rest);
    this.hidden ||= this.#isBinary && this.#linesBeforeNull >= 0 && this.#linesBeforeNull < this.selected;
    this.hidden &&= !this.#plan.quiet && !this.#plan.count && this.#plan.list === undefined;
  }

  /** A NUL among the first bytes makes the file a binary one. */
  #look(piece: Uint8Array): void {
    this.#first = false;
    if (this.#plan.binary === 'text' || this.#plan.delimiter === 0 || !piece.includes(0)) return;
    this.#isBinary = true;
    if (this.#plan.binary === 'without-match') this.done = true;
    this.#linesBeforeNull = this.selected;
    this.#silent = true;
  }

  #lines(bytes: Uint8Array): void {
    const delimiter = String.fromCharCode(this.#plan.delimiter);
    let text = decodeAs(bytes, this.#plan.encoding);
    if (text.endsWith(delimiter)) text = text.slice(0, -1);
    // In a binary file a NUL ends a line, too.
    if (this.#isBinary) text = text.replaceAll('\0', delimiter);
    for (const line of text.split(delimiter)) {
      if (this.done) return;
      this.#number += 1;
      this.#line({ text: line, number: this.#number, offset: this.#offset });
      if (this.#plan.byteOffsets) this.#offset += byteLength(line) + 1;
    }
  }

  #line(line: Line): void {
    const { patterns, invert, most, before, list, quiet, count } = this.#plan;
    const full = this.selected >= most;
    if (!full && patterns.test(line.text) !== invert) {
      this.selected += 1;
      if (quiet || list !== undefined || (this.#isBinary && !count)) this.done = true;
      if (!this.#silent) this.#select(line);
      if (this.selected >= most && this.#afterLeft === 0) this.done = true;
      return;
    }
    if (this.#afterLeft > 0) {
      this.#afterLeft -= 1;
      this.#print(line, false);
    } else if (before > 0) {
      this.#queue.push(line);
      if (this.#queue.length > before) this.#queue.shift();
    }
    if (full && this.#afterLeft === 0) this.done = true;
  }

  #select(line: Line): void {
    const { before, after } = this.#plan;
    const from = this.#queue[0]?.number ?? line.number;
    if ((before > 0 || after > 0) && this.#printer.anyPrinted && from !== this.#lastPrinted + 1)
      this.#printer.separate();
    for (const earlier of this.#queue) this.#print(earlier, false);
    this.#queue = [];
    this.#print(line, true);
    this.#afterLeft = after;
  }

  #print(line: Line, selected: boolean): void {
    const { plan, tool } = this.#printer;
    if (plan.binary !== 'text' && plan.encoding === 'utf8' && /[\udc80-\udcff]/.test(withoutPairs(line.text))) {
      this.hidden = true;
      return;
    }
    this.#printer.anyPrinted = true;
    this.#lastPrinted = line.number;
    const end = plan.delimiter === 0 ? '\0' : '\n';
    const mark = selected ? ':' : '-';
    if (plan.onlyMatching) {
      if (!selected || plan.invert) return;
      for (const [start, stop] of this.#matches(line.text)) {
        const head = this.#head(line, mark, line.offset + byteLength(line.text.slice(0, start)));
        tool.print(`${head}${this.#matched(line.text.slice(start, stop), selected)}${end}`);
      }
      return;
    }
    tool.print(`${this.#head(line, mark, line.offset)}${this.#body(line.text, selected)}${end}`);
  }

  #head(line: Line, mark: string, offset: number): string {
    const { plan } = this.#printer;
    const separator = this.#printer.coloured('se', mark);
    let head = '';
    if (this.#file !== undefined) head += this.#printer.name(this.#file) + (plan.nullAfterName ? '\0' : separator);
    const width = plan.alignTab ? this.#width : 0;
    const padded = (number: number): string => String(number).padStart(width);
    if (plan.lineNumbers) head += this.#printer.coloured('ln', padded(line.number)) + separator;
    if (plan.byteOffsets) head += this.#printer.coloured('bn', padded(offset)) + separator;
    return plan.alignTab && head !== '' ? `${head}\t` : head;
  }

  #matched(text: string, selected: boolean): string {
    return this.#printer.coloured(selected ? 'ms' : 'mc', text);
  }

  #body(text: string, selected: boolean): string {
    const { colours, invert } = this.#printer.plan;
    if (colours === undefined) return text;
    const lineColour = colours.get(selected !== (invert && colours.has('rv')) ? 'sl' : 'cx') ?? '';
    const [on, off] = lineColour === '' ? ['', ''] : [`\x1b[${lineColour}m\x1b[K`, '\x1b[m\x1b[K'];
    const matchColour = colours.get(selected ? 'ms' : 'mc') ?? '';
    let shown = '';
    let at = 0;
    if (selected !== invert && matchColour !== '') {
      for (const [start, end] of this.#matches(text)) {
        shown += on + text.slice(at, start) + this.#matched(text.slice(start, end), selected);
        at = end;
      }
    }
    return at < text.length ? shown + on + text.slice(at) + off : shown;
  }

  /** Where the matches that are not empty stand. */
  *#matches(text: string): Generator<readonly [start: number, end: number]> {
    for (let from = 0; from <= text.length;) {
      const match = this.#plan.patterns.find(text, from);
      if (match === undefined) return;
      if (match.end > match.start) yield [match.start, match.end];
      from = match.end > match.start ? match.end : match.end + ((text.codePointAt(match.end) ?? 0) > 0xffff ? 2 : 1);
    }
  }
}

function withoutPairs(text: string): string {
  return text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '');
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(one.length + other.length);
  bytes.set(one);
  bytes.set(other, one.length);
  return bytes;
}
