// A set of characters: what `.`, `[…]`, `\w` and a letter stand for. Characters are code points; U+DC80–DCFF are bytes that
// are no UTF-8. In a UTF-8 locale such a byte is no character: nothing matches it but itself.

/** Which bytes are characters. */
export type Encoding = 'utf8' | 'bytes';

type Range = readonly [first: number, last: number];

export interface SetParts {
  readonly ranges: readonly Range[];
  readonly classes?: readonly string[];
  readonly negated?: boolean;
  /** A negated set that leaves the newline out, too. */
  readonly exceptNewline?: boolean;
  readonly ignoreCase?: boolean;
}

export class CharacterSet {
  readonly #parts: SetParts;
  readonly #encoding: Encoding;

  constructor(parts: SetParts, encoding: Encoding) {
    this.#parts = parts;
    this.#encoding = encoding;
  }

  has(point: number): boolean {
    const { negated, ignoreCase, exceptNewline } = this.#parts;
    const found =
      this.#listed(point) ||
      (ignoreCase === true && (this.#listed(lowerCase(point)) || this.#listed(upperCase(point))));
    if (negated !== true) return found;
    return !found && isCharacter(point, this.#encoding) && !(exceptNewline === true && point === 10);
  }

  #listed(point: number): boolean {
    const { ranges, classes = [] } = this.#parts;
    return (
      ranges.some(([first, last]) => point >= first && point <= last) ||
      classes.some((name) => inClass(name, point, this.#encoding))
    );
  }
}

export function isByte(point: number): boolean {
  return point >= 0xdc80 && point <= 0xdcff;
}

function isCharacter(point: number, encoding: Encoding): boolean {
  return encoding === 'bytes' || point < 0xd800 || point > 0xdfff;
}

export function lowerCase(point: number): number {
  if (point < 0x80) return point >= 65 && point <= 90 ? point + 32 : point;
  return onePoint(String.fromCodePoint(point).toLowerCase(), point);
}

export function upperCase(point: number): number {
  if (point < 0x80) return point >= 97 && point <= 122 ? point - 32 : point;
  return onePoint(String.fromCodePoint(point).toUpperCase(), point);
}

/** C maps one character to one: where Unicode would make two of it, it stays. */
function onePoint(text: string, otherwise: number): number {
  const point = text.codePointAt(0) ?? otherwise;
  return text.length === (point > 0xffff ? 2 : 1) ? point : otherwise;
}

const spaces = '\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u205f\\u3000';

/** As glibc's locales have them: [ASCII, beyond]. */
const classPatterns: Readonly<Record<string, readonly [ascii: string, beyond: string]>> = {
  alpha: ['A-Za-z', '\\p{Alphabetic}\\p{Nd}'],
  digit: ['0-9', ''],
  alnum: ['A-Za-z0-9', '\\p{Alphabetic}\\p{Nd}'],
  upper: ['A-Z', '\\p{Lu}\\p{Lt}'],
  lower: ['a-z', '\\p{Ll}'],
  space: [' \\t-\\r', `${spaces}\\u2028\\u2029`],
  blank: [' \\t', spaces],
  punct: ['!-\\/:-@\\[-`{-~', '\\p{P}\\p{S}\\p{Mn}\\p{Me}\\p{No}\\p{Cf}\\p{Co}\\u00a0\\u2007\\u202f'],
  print: [' -~', '\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Zs}\\p{Cf}\\p{Co}'],
  graph: ['!-~', '\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Cf}\\p{Co}\\u00a0\\u2007\\u202f'],
  cntrl: ['\\x00-\\x1f\\x7f', '\\x80-\\x9f\\u2028\\u2029'],
  xdigit: ['0-9A-Fa-f', ''],
};

const compiled = new Map<string, readonly [ascii: RegExp, beyond: RegExp]>();

export function isClassName(name: string): boolean {
  return Object.hasOwn(classPatterns, name);
}

export function inClass(name: string, point: number, encoding: Encoding): boolean {
  if (point > 0x7f && (encoding === 'bytes' || isByte(point))) return false;
  let patterns = compiled.get(name);
  if (patterns === undefined) {
    const [ascii, beyond] = classPatterns[name] ?? ['', ''];
    patterns = [new RegExp(`^[${ascii}]$`), new RegExp(`^[${beyond}]$`, 'u')];
    compiled.set(name, patterns);
  }
  return patterns[point > 0x7f ? 1 : 0].test(String.fromCodePoint(point));
}

/** What `\w` is, and what the edges of words go by. */
export function isWordCharacter(point: number, encoding: Encoding): boolean {
  return point === 95 || inClass('alnum', point, encoding);
}
