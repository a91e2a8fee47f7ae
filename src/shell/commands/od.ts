// od: bytes as octal, hexadecimal, decimal numbers, floating-point numbers and characters.
import type { Input } from '../../kernel/stdio.ts';
import { byteText } from '../coreutils/byte-text.ts';
import { suffixMultiplier } from '../coreutils/size.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';

interface Format {
  readonly size: number;
  /** Columns of one number, without the blank before it. */
  readonly width: number;
  readonly text: (view: DataView, at: number) => string;
  /** `z`: the characters at the end of the line. */
  readonly trailer: boolean;
}

export const od = defineTool({
  name: 'od',
  synopsis: '[OPTION]... [FILE]...\n[-abcdfilosx]... [FILE] [[+]OFFSET[.][b]]',
  summary: 'Prints the bytes of each FILE as numbers, octal where no format is given.',
  options: [
    'A,address-radix=RADIX|addresses in d, o, x, or n: none',
    ',endian=ORDER|big or little',
    'j,skip-bytes=BYTES|skip so many first',
    'N,read-bytes=BYTES|no more than so many',
    'S=BYTES|strings of that many printable characters',
    ',strings=?BYTES|likewise; 3 without a number',
    't,format=TYPE|a, c, d[SIZE], f[SIZE], o[SIZE], u[SIZE], x[SIZE], each with z: characters at the end',
    'v,output-duplicates|no * in place of lines that are alike',
    'w,width=?BYTES|so many bytes a line',
    'a|as -t a',
    'b|as -t o1',
    'c|as -t c',
    'd|as -t u2',
    'f|as -t fF',
    'i|as -t dI',
    'l|as -t dL',
    'o|as -t o2',
    's|as -t d2',
    'x|as -t x2',
    ',traditional|accept the third form',
  ],
  *run(tool) {
    const plan = planOf(tool);
    const names = tool.operands.length === 0 ? ['-'] : tool.operands;
    const source = new Source(tool, names, plan.skip, plan.limit);
    if (plan.strings !== undefined) yield* strings(tool, source, plan, plan.strings);
    else yield* dump(tool, source, plan);
    return undefined;
  },
});

interface Plan {
  readonly radix: string;
  readonly skip: number;
  readonly limit: number;
  readonly formats: readonly Format[];
  readonly width: number;
  readonly strings: number | undefined;
}

const shortFormats: Readonly<Record<string, string>> = {
  a: 'a',
  b: 'o1',
  c: 'c',
  d: 'u2',
  f: 'fF',
  i: 'dI',
  l: 'dL',
  o: 'o2',
  s: 'd2',
  x: 'x2',
};

function planOf(tool: Tool): Plan {
  const radix = tool.value('address-radix') ?? 'o';
  if (!/^[doxn]$/.test(radix))
    tool.die(`invalid output address radix '${radix}'; it must be one character from [doxn]`);
  const size = (option: string, letter: string): number | undefined => {
    const text = tool.value(option);
    if (text === undefined) return undefined;
    const value = byteCount(text);
    if (value !== undefined) return value;
    const spelled = tool.options.findLast(({ name }) => name === option)?.spelled ?? letter;
    const shown = spelled.startsWith('--') ? spelled : `-${spelled}`;
    const suffix = /^\d+([a-zA-Z]\w*)$/.test(text)
      ? `invalid suffix in ${shown} argument ${tool.word(text)}`
      : `invalid ${shown} argument ${tool.word(text)}`;
    return tool.die(suffix);
  };
  const big = tool.value('endian');
  if (big !== undefined && big !== 'big' && big !== 'little') {
    tool.warn(`invalid argument ${tool.word(big)} for ${tool.word('--endian')}`);
    tool.complain('Valid arguments are:');
    tool.complain(`  - ${tool.word('little')}`);
    tool.complain(`  - ${tool.word('big')}`);
    tool.usage();
  }
  const formats: Format[] = [];
  for (const { name, value = '' } of tool.options) {
    const type = name === 'format' ? value : shortFormats[name];
    if (type !== undefined) formats.push(...formatsOf(tool, type, big !== 'big'));
  }
  if (formats.length === 0) formats.push(...formatsOf(tool, 'o2', big !== 'big'));
  const unit = formats.reduce((most, format) => leastCommon(most, format.size), 1);
  let width = tool.has('width') ? (size('width', 'w') ?? 32) : Math.max(unit, 16 - (16 % unit));
  if (width === 0 || width % unit !== 0) {
    tool.warn(`warning: invalid width ${String(width)}; using ${String(unit)} instead`);
    width = unit;
  }
  return {
    radix,
    skip: size('skip-bytes', 'j') ?? 0,
    limit: size('read-bytes', 'N') ?? Infinity,
    formats,
    width,
    strings: tool.has('S') ? size('S', 'S') : tool.has('strings') ? (size('strings', 'S') ?? 3) : undefined,
  };
}

function leastCommon(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
}

/** `16`, `0x10`, `020`, `2k`, `1b`. */
function byteCount(text: string): number | undefined {
  const match = /^(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)(\w*)$/.exec(text);
  if (match === null) return undefined;
  const [, digits = '', suffix = ''] = match;
  const value = /^0\d/.test(digits) ? parseInt(digits, 8) : Number(digits);
  const factor = suffixMultiplier(suffix, 'b');
  return factor === undefined ? undefined : value * factor;
}

const sizeLetters: Readonly<Record<string, number>> = { C: 1, S: 2, I: 4, L: 8 };
const floatLetters: Readonly<Record<string, number>> = { F: 4, D: 8, L: 16 };

function formatsOf(tool: Tool, type: string, little: boolean): Format[] {
  const formats: Format[] = [];
  let rest = type;
  if (rest === '') return formats;
  while (rest !== '') {
    const match = /^([acdfoux])(\d+|[CSILFD])?(z?)/.exec(rest);
    if (match === null) return tool.die(`invalid character '${rest.charAt(0)}' in type string ${tool.word(type)}`);
    const [, letter = '', given, trailer] = match;
    let whole = match[0].length;
    let size = letter === 'a' || letter === 'c' ? 1 : 4;
    if (letter === 'f') {
      size = 8;
      if (given !== undefined) size = floatLetters[given] ?? Number(given);
      if (Number.isNaN(size) || ![4, 8, 16].includes(size))
        return tool.die(
          `invalid type string ${tool.word(type)};\nthis system doesn't provide a ${given ?? ''}-byte floating point type`,
        );
    } else if (letter === 'a' || letter === 'c') {
      // No size follows these two.
      if (given !== undefined) whole = 1;
    } else if (given !== undefined) {
      size = sizeLetters[given] ?? Number(given);
      if (![1, 2, 4, 8].includes(size))
        return tool.die(
          `invalid type string ${tool.word(type)};\nthis system doesn't provide a ${given}-byte integral type`,
        );
    }
    const hasTrailer = rest.charAt(whole) === 'z' ? true : trailer === 'z' && whole === match[0].length;
    if (whole === 1 && rest.charAt(1) === 'z') whole = 2;
    formats.push({ ...formatOf(letter, size, little), trailer: hasTrailer });
    rest = rest.slice(whole);
  }
  return formats;
}

function formatOf(letter: string, size: number, little: boolean): Omit<Format, 'trailer'> {
  if (letter === 'a') return { size: 1, width: 3, text: (view, at) => named(view.getUint8(at)) };
  if (letter === 'c') return { size: 1, width: 3, text: (view, at) => characterOf(view.getUint8(at)) };
  if (letter === 'f') {
    const width = size === 4 ? 15 : size === 8 ? 24 : 41;
    return {
      size,
      width,
      text: (view, at) => {
        if (size === 16) return longDouble(view, at, little);
        return size === 4 ? shortest(view.getFloat32(at, little), true) : shortest(view.getFloat64(at, little), false);
      },
    };
  }
  const radix = letter === 'o' ? 8 : letter === 'x' ? 16 : 10;
  const signed = letter === 'd';
  const bits = size * 8;
  const digits = radix === 8 ? Math.ceil(bits / 3) : radix === 16 ? bits / 4 : String((1n << BigInt(bits)) - 1n).length;
  const decimalWidth = signed ? String(1n << BigInt(bits - 1)).length + 1 : digits;
  const width = radix === 10 ? decimalWidth : digits;
  return {
    size,
    width,
    text: (view, at) => {
      let value: bigint;
      if (size === 1) value = BigInt(view.getUint8(at));
      else if (size === 2) value = BigInt(view.getUint16(at, little));
      else if (size === 4) value = BigInt(view.getUint32(at, little));
      else value = view.getBigUint64(at, little);
      if (signed) value = BigInt.asIntN(bits, value);
      return radix === 10 ? String(value) : value.toString(radix).padStart(digits, '0');
    },
  };
}

/** The shortest decimal text that is this number again. */
function shortest(value: number, single: boolean): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  let text = '';
  for (let precision = 1; precision <= 17; precision++) {
    text = value.toPrecision(precision);
    const again = Number(text);
    if ((single ? Math.fround(again) : again) === value) {
      return general(value, precision);
    }
  }
  return text;
}

function general(value: number, precision: number): string {
  const scientific = value.toExponential(precision - 1);
  const power = Number(/e([-+]\d+)$/.exec(scientific)?.[1] ?? 0);
  if (power >= -4 && power < Math.max(precision, 1)) return value.toFixed(Math.max(0, precision - 1 - power));
  return scientific.replace(/e([-+])(\d)$/, 'e$10$2');
}

/** x86's 80 bits, as near as 64 bits show them. */
function longDouble(view: DataView, at: number, little: boolean): string {
  const mantissa = little ? view.getBigUint64(at, true) : view.getBigUint64(at + 8, false);
  const top = little ? view.getUint16(at + 8, true) : view.getUint16(at + 6, false);
  const power = (top & 0x7fff) - 16383 - 63;
  const value = Number(mantissa) * 2 ** power * (top & 0x8000 ? -1 : 1);
  return shortest(value, false);
}

const names =
  'nul soh stx etx eot enq ack bel bs ht nl vt ff cr so si dle dc1 dc2 dc3 dc4 nak syn etb can em sub esc fs gs rs us sp'.split(
    ' ',
  );

function named(byte: number): string {
  const low = byte & 0x7f;
  return low === 127 ? 'del' : (names[low] ?? String.fromCharCode(low));
}

const escapes: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
};

function characterOf(byte: number): string {
  return escapes[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0'));
}

/** The bytes of all files, one after another. */
class Source {
  readonly #tool: Tool;
  readonly #names: string[];
  #skip: number;
  #left: number;
  #input: Input | undefined;
  #name = '';
  #held: Uint8Array = new Uint8Array(0);
  opened = false;

  constructor(tool: Tool, list: readonly string[], skip: number, limit: number) {
    this.#tool = tool;
    this.#names = [...list];
    this.#skip = skip;
    this.#left = limit;
  }

  /** Exactly `count` bytes, fewer only at the end. */
  *take(count: number): Steps<Uint8Array> {
    const wanted = Math.min(count, this.#left);
    while (this.#held.length < wanted) {
      const piece = yield* this.#piece();
      if (piece === undefined) break;
      if (this.#held.length === 0) this.#held = piece;
      else {
        const both = new Uint8Array(this.#held.length + piece.length);
        both.set(this.#held);
        both.set(piece, this.#held.length);
        this.#held = both;
      }
    }
    const taken = this.#held.subarray(0, wanted);
    this.#held = this.#held.subarray(taken.length);
    this.#left -= taken.length;
    return taken;
  }

  *#piece(): Steps<Uint8Array | undefined> {
    for (;;) {
      if (this.#input === undefined) {
        const name = this.#names.shift();
        if (name === undefined) {
          if (this.#skip > 0) this.#tool.die('cannot skip past end of combined input');
          return undefined;
        }
        this.#name = name;
        const input = this.#tool.open(name);
        if (input === undefined) continue;
        this.opened = true;
        this.#input = input;
      }
      const { ok, err } = yield* this.#input.piece();
      if (err !== undefined) this.#tool.failed(this.#tool.file(this.#name), err);
      if (ok === undefined || ok.length === 0) {
        this.#tool.close(this.#input);
        this.#input = undefined;
        continue;
      }
      if (ok.length >= 65536) yield { wait: 'turn' };
      const skip = Math.min(this.#skip, ok.length);
      this.#skip -= skip;
      if (skip < ok.length) return ok.subarray(skip);
    }
  }
}

function addressText(radix: string, address: number): string {
  switch (radix) {
    case 'o':
      return address.toString(8).padStart(7, '0');
    case 'd':
      return String(address).padStart(7, '0');
    case 'x':
      return address.toString(16).padStart(6, '0');
    default:
      return '';
  }
}

function* dump(tool: Tool, source: Source, plan: Plan): Steps<void> {
  const { formats, width, radix } = plan;
  const columns = formats.map((format) => (width / format.size) * (format.width + 1));
  const line = Math.max(...columns);
  let before: string | undefined;
  let starred = false;
  let address = plan.skip;
  for (;;) {
    const bytes = yield* source.take(width);
    if (bytes.length === 0) break;
    const text = byteText(bytes);
    if (bytes.length === width && text === before && !tool.has('output-duplicates')) {
      if (!starred) tool.print('*\n');
      starred = true;
    } else {
      starred = false;
      tool.printBytes(
        formats
          .map(
            (format, i) =>
              (i === 0 ? addressText(radix, address) : radix === 'n' ? '' : ' '.repeat(addressText(radix, 0).length)) +
              lineText(format, bytes, width, line),
          )
          .join(''),
      );
    }
    before = text;
    address += bytes.length;
    yield* tool.settle();
  }
  if (radix !== 'n' && source.opened) tool.print(`${addressText(radix, address)}\n`);
}

function lineText(
  { size, width: cell, text, trailer }: Format,
  bytes: Uint8Array,
  width: number,
  line: number,
): string {
  const count = Math.ceil(bytes.length / size);
  const all = width / size;
  const padded = new Uint8Array(count * size);
  padded.set(bytes);
  const view = new DataView(padded.buffer);
  // Columns of several formats stand under each other: what a format has less is spread over its numbers.
  const room = line - all * cell;
  let result = '';
  let used = 0;
  for (let i = 0; i < count; i++) {
    const pad = Math.floor((room * (i + 1)) / all) - used;
    used += pad;
    result += ' '.repeat(pad) + text(view, i * size).padStart(cell);
  }
  if (!trailer) return `${result}\n`;
  const rest = ' '.repeat(Math.max(0, line - result.length));
  let shown = '';
  for (const byte of bytes) shown += byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.';
  return `${result}${rest}  >${shown}<\n`;
}

function* strings(tool: Tool, source: Source, plan: Plan, least: number): Steps<void> {
  let address = plan.skip;
  let run = '';
  for (;;) {
    const bytes = yield* source.take(65536);
    if (bytes.length === 0) return;
    for (const byte of bytes) {
      if (byte >= 32 && byte < 127) run += String.fromCharCode(byte);
      else if (byte === 0 && run.length >= least) {
        const at = addressText(plan.radix, address - run.length);
        tool.print(`${at}${at === '' ? '' : ' '}${run}\n`);
        run = '';
      } else run = '';
      address++;
    }
    yield* tool.settle();
  }
}
