// Formats of hexdump -e: `iterations/bytes "format"` units; what is printed of one block of input by one format.
import { formatFloat } from './long-double.ts';
import type { Tool } from './tool.ts';

interface Unit {
  readonly repeat: number;
  readonly size: number;
  readonly parts: readonly Part[];
}

/** A piece of a unit's text: what it takes of the input, and how that is shown. */
interface Part {
  readonly bytes: number;
  readonly text: (bytes: string, address: number) => string;
  /** What stands there where the input has ended. */
  readonly blank: (address: number) => string;
}

export interface HexFormat {
  readonly units: readonly Unit[];
  readonly blockSize: number;
  /** What `%_A` prints at the end. */
  readonly end: ((address: number) => string) | undefined;
}

export function compileFormat(tool: Tool, text: string): HexFormat {
  const units: Unit[] = [];
  let end: ((address: number) => string) | undefined;
  let rest = text.trim();
  while (rest !== '') {
    const match = /^(?:(\d+)\s*)?(?:\/\s*(\d+)\s*)?"((?:[^"\\]|\\.)*)"\s*/s.exec(rest);
    if (match === null) return tool.die(`bad format {${text}}`);
    const [whole, repeat = '1', bytes, body = ''] = match;
    rest = rest.slice(whole.length);
    const compiled = partsOf(tool, unescaped(body), bytes === undefined ? undefined : Number(bytes));
    end ??= compiled.end;
    const size = compiled.parts.reduce((sum, part) => sum + part.bytes, 0);
    units.push({ repeat: Number(repeat), size, parts: compiled.parts });
  }
  return { units, blockSize: units.reduce((sum, unit) => sum + unit.repeat * unit.size, 0), end };
}

const letters: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (_, char: string) => letters[char] ?? char);
}

interface Compiled {
  readonly parts: readonly Part[];
  readonly end: ((address: number) => string) | undefined;
}

function partsOf(tool: Tool, text: string, given: number | undefined): Compiled {
  const parts: Part[] = [];
  let end: ((address: number) => string) | undefined;
  const pattern = /%([-+ #0]*)(\d*)(?:\.(\d+))?(_[aA][dox]|_[cpu]|[diouxXcsEefgG%])/g;
  let from = 0;
  const plain = (literal: string): void => {
    if (literal === '') return;
    if (/%/.test(literal)) tool.die(`bad conversion character %${literal.charAt(literal.indexOf('%') + 1)}`);
    parts.push({ bytes: 0, text: () => literal, blank: () => literal });
  };
  for (const match of text.matchAll(pattern)) {
    plain(text.slice(from, match.index));
    const [whole, flags = '', width = '', precision, letter = ''] = match;
    from = match.index + whole.length;
    if (letter === '%') {
      parts.push({ bytes: 0, text: () => '%', blank: () => '%' });
      continue;
    }
    const pad = (shown: string): string =>
      flags.includes('-')
        ? shown.padEnd(Number(width))
        : shown.padStart(Number(width), flags.includes('0') ? '0' : ' ');
    if (/^_[aA]/.test(letter)) {
      const radix = { d: 10, o: 8, x: 16 }[letter.charAt(2)] ?? 10;
      const address = (at: number): string => pad(at.toString(radix).padStart(Number(precision ?? 0), '0'));
      if (letter.charAt(1) === 'A') {
        const tail = text.slice(from);
        end = (at) => address(at) + tail;
        return { parts: [], end };
      }
      parts.push({ bytes: 0, text: (_, at) => address(at), blank: address });
      continue;
    }
    parts.push(conversion(letter, flags, width, precision, given, pad));
  }
  plain(text.slice(from));
  return { parts, end };
}

function conversion(
  letter: string,
  flags: string,
  width: string,
  precision: string | undefined,
  given: number | undefined,
  pad: (text: string) => string,
): Part {
  const isFloat = /[eEfgG]/.test(letter);
  const size =
    letter === 's'
      ? precision === undefined
        ? (given ?? 1)
        : Number(precision)
      : /^(?:c|_.)$/.test(letter)
        ? 1
        : (given ?? (isFloat ? 8 : 4));
  const shown = (bytes: string): string => {
    if (letter === '_c') return characterText(bytes.charCodeAt(0));
    if (letter === '_u') return nameText(bytes.charCodeAt(0));
    if (letter === '_p') return printable(bytes);
    if (letter === 'c') return bytes.charAt(0);
    if (letter === 's') return bytes.split('\0')[0] ?? '';
    if (isFloat) {
      const view = new DataView(new ArrayBuffer(8));
      for (let i = 0; i < size; i++) view.setUint8(i, bytes.charCodeAt(i) || 0);
      const value = size === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true);
      return formatFloat(value, letter, '', 0, precision === undefined ? undefined : Number(precision));
    }
    let value = 0n;
    for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes.charCodeAt(i) || 0);
    if (letter === 'd' || letter === 'i') value = BigInt.asIntN(size * 8, value);
    const radix = letter === 'o' ? 8 : /[xX]/.test(letter) ? 16 : 10;
    let digits = (value < 0n ? -value : value).toString(radix).padStart(Number(precision ?? 0), '0');
    if (letter === 'X') digits = digits.toUpperCase();
    if (flags.includes('#') && value !== 0n)
      digits = radix === 8 ? `0${digits}` : radix === 16 ? `0${letter}${digits}` : digits;
    return (value < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + digits;
  };
  return {
    bytes: size,
    text: (bytes) => pad(shown(bytes.padEnd(size, '\0'))),
    blank: () => ' '.repeat(Number(width)),
  };
}

function printable(bytes: string): string {
  return bytes.replace(/[^\x20-\x7e]/g, '.');
}

const characterNames: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
};

function characterText(byte: number): string {
  return (
    characterNames[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0'))
  );
}

const names =
  'nul soh stx etx eot enq ack bel bs ht lf vt ff cr so si dle dcl dc2 dc3 dc4 nak syn etb can em sub esc fs gs rs us'.split(
    ' ',
  );

function nameText(byte: number): string {
  if (byte === 127) return 'del';
  return names[byte] ?? (byte > 127 ? byte.toString(16) : String.fromCharCode(byte));
}

/** What a format prints of one block. Numbers that the input does not reach are blanks. */
export function displayOf(format: HexFormat, bytes: string, address: number): string {
  let result = '';
  let at = 0;
  for (const unit of format.units) {
    for (let i = 0; i < unit.repeat; i++) {
      const last = i === unit.repeat - 1;
      unit.parts.forEach((part, index) => {
        const has = at < bytes.length;
        let text =
          has || part.bytes === 0
            ? part.text(bytes.slice(at, at + part.bytes), address + at)
            : part.blank(address + at);
        // Blanks that end a unit are left out behind its last round.
        if (last && unit.repeat > 1 && part.bytes === 0 && index === unit.parts.length - 1)
          text = text.replace(/[ \t\n]+$/, '');
        result += text;
        at += part.bytes;
      });
    }
  }
  return result;
}
