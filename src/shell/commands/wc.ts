// wc: counts lines, words, characters, bytes, and the longest line.
import { decodeBytes } from '../../abi/bytes.ts';
import { isRegular } from '../../abi/mode.ts';
import { strerror } from '../../abi/errno.ts';
import { Input } from '../../kernel/stdio.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';

interface Counts {
  lines: number;
  words: number;
  chars: number;
  bytes: number;
  width: number;
}

const order = ['lines', 'words', 'chars', 'bytes', 'max-line-length'] as const;

export const wc = defineTool({
  name: 'wc',
  synopsis: '[OPTION]... [FILE]...\n[OPTION]... --files0-from=F',
  summary: 'Counts lines, words and bytes of each FILE.',
  options: [
    'c,bytes|bytes',
    'm,chars|characters',
    'l,lines|lines',
    ',files0-from=F|the names are in F, each ended with NUL',
    'L,max-line-length|columns of the longest line',
    'w,words|words',
  ],
  *run(tool) {
    const chosen = order.filter((what) => tool.has(what));
    const shown = chosen.length === 0 ? (['lines', 'words', 'bytes'] as const) : chosen;
    const names = yield* namesOf(tool);
    const width = columnWidth(tool, names, shown.length);
    const total: Counts = { lines: 0, words: 0, chars: 0, bytes: 0, width: 0 };
    const line = (counts: Counts, name: string | undefined): string => {
      const numbers = shown
        .map((what) => String(what === 'max-line-length' ? counts.width : counts[what]).padStart(width))
        .join(' ');
      return `${numbers}${name === undefined ? '' : ` ${/\n/.test(name) ? tool.quote(name) : name}`}\n`;
    };
    for (const name of names) {
      const counts = yield* count(tool, name, shown);
      if (counts === undefined) continue;
      tool.print(line(counts, name));
      for (const what of ['lines', 'words', 'chars', 'bytes'] as const) total[what] += counts[what];
      total.width = Math.max(total.width, counts.width);
      yield* tool.settle();
    }
    if (names.length > 1) tool.print(line(total, 'total'));
    return undefined;
  },
});

function* namesOf(tool: Tool): Steps<readonly (string | undefined)[]> {
  const list = tool.value('files0-from');
  if (list === undefined) return tool.operands.length === 0 ? [undefined] : tool.operands;
  if (tool.operands.length > 0) {
    tool.warn(`extra operand ${tool.quote(tool.operands[0] ?? '')}`);
    tool.complain('file operands cannot be combined with --files0-from');
    return tool.usage();
  }
  const opened = list === '-' ? { ok: 0, err: undefined } : tool.sys.open(list, 0);
  if (opened.err !== undefined) return tool.die(`cannot open ${tool.quote(list)} for reading: ${strerror(opened.err)}`);
  const { ok, err } = yield* new Input(tool.process, opened.ok).rest();
  if (err !== undefined) return tool.die(`${tool.file(list)}: read error: ${strerror(err)}`);
  const names = decodeBytes(ok).split('\0');
  if (names.at(-1) === '') names.pop();
  return names;
}

/** As wide as the sum of the files' sizes needs; 7 where one is no regular file. */
function columnWidth(tool: Tool, names: readonly (string | undefined)[], columns: number): number {
  if (names.length === 1 && columns === 1) return 1;
  const list = tool.value('files0-from');
  // Names that come through a pipe are not known before they are counted.
  if (list !== undefined && !isRegular((list === '-' ? tool.sys.fstat(0) : tool.sys.stat(list)).ok?.mode ?? 0))
    return 1;
  let least = 1;
  let sum = 0;
  for (const name of names) {
    const stat = name === undefined || name === '-' ? tool.sys.fstat(0) : tool.sys.stat(name);
    if (stat.err !== undefined) continue;
    if (isRegular(stat.ok.mode)) sum += stat.ok.size;
    else least = 7;
  }
  return Math.max(least, String(sum).length);
}

function* count(tool: Tool, name: string | undefined, shown: readonly string[]): Steps<Counts | undefined> {
  const input = tool.open(name ?? '-');
  if (input === undefined) return undefined;
  const counter = new Counter(
    tool.utf8,
    shown.some((what) => what === 'words' || what === 'max-line-length' || what === 'chars'),
  );
  for (;;) {
    const { ok, err } = yield* input.piece();
    if (err !== undefined) tool.failed(tool.file(name ?? '-'), err);
    if (ok === undefined || ok.length === 0) break;
    counter.add(ok);
    if (ok.length >= 65536) yield { wait: 'turn' };
  }
  tool.close(input);
  return counter.end();
}

class Counter {
  readonly #counts: Counts = { lines: 0, words: 0, chars: 0, bytes: 0, width: 0 };
  readonly #utf8: boolean;
  readonly #closely: boolean;
  #inWord = false;
  #column = 0;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(utf8: boolean, closely: boolean) {
    this.#utf8 = utf8;
    this.#closely = closely;
  }

  add(piece: Uint8Array): void {
    const counts = this.#counts;
    counts.bytes += piece.length;
    if (!this.#closely) {
      for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) counts.lines++;
      return;
    }
    if (!this.#utf8) {
      counts.chars += piece.length;
      for (const byte of piece) this.#unit(byte, byte >= 32 && byte < 127 ? 1 : 0, byte);
      return;
    }
    const all = new Uint8Array(this.#rest.length + piece.length);
    all.set(this.#rest);
    all.set(piece, this.#rest.length);
    // A character that the piece cuts is kept for the next.
    let end = all.length;
    for (let back = 1; back <= 3 && back <= all.length; back++) {
      const byte = all[all.length - back] ?? 0;
      if (byte < 0x80) break;
      if (byte >= 0xc0) {
        const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
        if (needs > back) end = all.length - back;
        break;
      }
    }
    this.#rest = all.slice(end);
    this.#text(decodeBytes(all.subarray(0, end)));
  }

  #text(text: string): void {
    for (const character of text) {
      const point = character.codePointAt(0) ?? 0;
      if (point >= 0xdc80 && point <= 0xdcff) continue;
      this.#counts.chars++;
      this.#unit(point, widthOf(character, point), point);
    }
  }

  #unit(point: number, width: number, unit: number): void {
    const counts = this.#counts;
    if (unit === 10 || unit === 13 || unit === 12) {
      if (unit === 10) counts.lines++;
      if (this.#column > counts.width) counts.width = this.#column;
      this.#column = 0;
      this.#inWord = false;
    } else if (unit === 9) {
      this.#column += 8 - (this.#column % 8);
      this.#inWord = false;
    } else if (unit === 32) {
      this.#column++;
      this.#inWord = false;
    } else if (unit === 11 || isWideSpace(point)) this.#inWord = false;
    else {
      this.#column += width;
      // What cannot be printed is no word in itself.
      if (!this.#inWord && (width > 0 || (this.#utf8 && point >= 0x300))) {
        this.#inWord = true;
        counts.words++;
      }
    }
  }

  end(): Counts {
    if (this.#column > this.#counts.width) this.#counts.width = this.#column;
    return this.#counts;
  }
}

function isWideSpace(point: number): boolean {
  return (
    point === 0x1680 ||
    (point >= 0x2000 && point <= 0x200a && point !== 0x2007) ||
    point === 0x2028 ||
    point === 0x2029 ||
    point === 0x205f ||
    point === 0x3000
  );
}

function widthOf(character: string, point: number): number {
  if (point < 32 || (point >= 127 && point < 160)) return 0;
  if (point < 0x300) return 1;
  if (/\p{M}/u.test(character)) return 0;
  return /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(character) ||
    (point >= 0xff01 && point <= 0xff60)
    ? 2
    : 1;
}
