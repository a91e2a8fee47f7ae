// How sort compares lines: its keys, and the orders that they are compared in.
import { isSpace, textBytes } from './byte-text.ts';
import { createDigest, hexText } from './digest.ts';
import { compareVersions } from './version-compare.ts';

export interface Ordering {
  readonly kind: 'g' | 'M' | 'h' | 'n' | 'R' | 'V' | undefined;
  readonly folds: boolean;
  readonly dictionary: boolean;
  readonly printable: boolean;
  readonly blanks: boolean;
  readonly reverse: boolean;
}

export interface SortKey {
  /** Counted from 0. */
  readonly startField: number;
  readonly startChar: number;
  /** The last field, counted from 1, and its last character (0: all of it); undefined: to the end of the line. */
  readonly endField: number | undefined;
  readonly endChar: number;
  /** It has letters of its own and takes none of the options. */
  readonly own: boolean;
  readonly blanksStart: boolean;
  readonly blanksEnd: boolean;
  readonly ordering: Ordering;
}

export function comparisonOf(
  keys: readonly SortKey[],
  separator: string | undefined,
  salt: Uint8Array,
): (a: string, b: string) => number {
  const parts = keys.map((key) => {
    const isWhole =
      key.startField === 0 &&
      key.startChar === 0 &&
      key.endField === undefined &&
      !key.blanksStart &&
      !key.ordering.blanks;
    const cut = isWhole ? (line: string): string => line : (line: string): string => cutKey(line, key, separator);
    const compare = compareBy(key.ordering, salt);
    return { cut, compare, reverse: key.ordering.reverse };
  });
  return (a, b) => {
    for (const { cut, compare, reverse } of parts) {
      const order = compare(cut(a), cut(b));
      if (order !== 0) return reverse ? -order : order;
    }
    return 0;
  };
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\n';
}

/** Where a field begins: behind a separator, or, without one, before the blanks that lead it. */
function fieldStart(line: string, field: number, separator: string | undefined): number {
  let at = 0;
  for (let i = 0; i < field; i++) {
    if (separator === undefined) {
      while (at < line.length && isBlank(line.charAt(at))) at++;
      while (at < line.length && !isBlank(line.charAt(at))) at++;
    } else {
      const end = line.indexOf(separator, at);
      if (end < 0) return line.length;
      at = end + 1;
    }
  }
  return at;
}

function cutKey(line: string, key: SortKey, separator: string | undefined): string {
  const skip = (at: number): number => {
    let next = at;
    while (next < line.length && isBlank(line.charAt(next))) next++;
    return next;
  };
  let start = fieldStart(line, key.startField, separator);
  if (key.blanksStart || key.ordering.blanks) start = skip(start);
  start = Math.min(line.length, start + key.startChar);
  if (key.endField === undefined) return line.slice(start);
  let end: number;
  if (key.endChar === 0) {
    end = fieldStart(line, key.endField, separator);
    // The separator that ends the field is no part of it.
    if (separator !== undefined && countOf(line, separator) >= key.endField) end--;
  } else {
    end = fieldStart(line, key.endField - 1, separator);
    if (key.blanksEnd || key.ordering.blanks) end = skip(end);
    end = Math.min(line.length, end + key.endChar);
  }
  return line.slice(start, Math.max(start, end));
}

function countOf(line: string, separator: string): number {
  return line.split(separator).length - 1;
}

function compareBy(ordering: Ordering, salt: Uint8Array): (a: string, b: string) => number {
  switch (ordering.kind) {
    case 'n':
      return compareNumbers;
    case 'h':
      return compareHuman;
    case 'g':
      return compareFloats;
    case 'M':
      return (a, b) => monthOf(a) - monthOf(b);
    case 'V':
      return (a, b) => compareVersions(translated(a, ordering), translated(b, ordering));
    case 'R': {
      const hashes = new Map<string, string>();
      const hash = (text: string): string => {
        let found = hashes.get(text);
        if (found === undefined) {
          const digest = createDigest('md5');
          digest.update(salt);
          digest.update(textBytes(text));
          found = hexText(digest.finish());
          hashes.set(text, found);
        }
        return found;
      };
      return (a, b) => compareText(hash(translated(a, ordering)), hash(translated(b, ordering)));
    }
    default: {
      const isPlain = !ordering.folds && !ordering.dictionary && !ordering.printable;
      return isPlain ? compareText : (a, b) => compareText(translated(a, ordering), translated(b, ordering));
    }
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function translated(text: string, { folds, dictionary, printable }: Ordering): string {
  let result = text;
  if (dictionary) result = result.replace(/[^A-Za-z0-9 \t\n]/g, '');
  if (printable) result = result.replace(/[^\x20-\x7e]/g, '');
  return folds ? result.replace(/[a-z]+/g, (letters) => letters.toUpperCase()) : result;
}

interface Decimal {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
  readonly end: number;
}

function decimalOf(text: string): Decimal {
  const match = /^[ \t\n]*(-?)(\d*)(?:\.(\d*))?/.exec(text);
  const whole = (match?.[2] ?? '').replace(/^0+/, '');
  const fraction = (match?.[3] ?? '').replace(/0+$/, '');
  return { negative: match?.[1] === '-' && whole + fraction !== '', whole, fraction, end: match?.[0].length ?? 0 };
}

function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const order = a.whole.length - b.whole.length || compareText(a.whole, b.whole) || compareText(a.fraction, b.fraction);
  return a.negative ? -order : order;
}

function compareNumbers(a: string, b: string): number {
  return compareDecimals(decimalOf(a), decimalOf(b));
}

function compareHuman(a: string, b: string): number {
  const [x, y] = [decimalOf(a), decimalOf(b)];
  const rank = (text: string, { end, negative, whole, fraction }: Decimal): number => {
    if (whole + fraction === '') return 0;
    const power = '?KMGTPEZY'.indexOf(text.charAt(end) === 'k' ? 'K' : text.charAt(end) || '?');
    return Math.max(0, power) * (negative ? -1 : 1);
  };
  const order = rank(a, x) - rank(b, y);
  return order !== 0 ? order : compareDecimals(x, y);
}

/** What is no number comes first, NaN next, then numbers. */
function compareFloats(a: string, b: string): number {
  const value = (text: string): number | undefined => {
    const match = /^\s*[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|inf(?:inity)?|nan)/i.exec(text);
    if (match === null) return undefined;
    const word = match[0].trim().toLowerCase();
    if (word.includes('inf')) return word.startsWith('-') ? -Infinity : Infinity;
    return Number(word);
  };
  const [x, y] = [value(a), value(b)];
  if (x === undefined || y === undefined) return x === y ? 0 : x === undefined ? -1 : 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) === Number.isNaN(y) ? 0 : Number.isNaN(x) ? -1 : 1;
  return x < y ? -1 : x > y ? 1 : 0;
}

const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');

function monthOf(text: string): number {
  let at = 0;
  while (isSpace(text.charAt(at))) at++;
  return months.indexOf(text.slice(at, at + 3).toUpperCase()) + 1;
}
