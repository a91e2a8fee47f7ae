// Values of awk and what they are as numbers and as texts, as mawk 1.3.4 has them. Texts are bytes: beyond ASCII U+DC80–DCFF.
import { exponentialDecimal, fixedDecimal } from '../coreutils/decimal.ts';

/** A text from outside that looks like a number: it compares as one. */
export class NumericText {
  readonly text: string;
  readonly number: number;

  constructor(text: string, number: number) {
    this.text = text;
    this.number = number;
  }
}

/** undefined: never given a value; both 0 and empty. */
export type AwkValue = number | string | NumericText | undefined;

const largestInteger = 2147483647;
const numberPrefix =
  /^[ \t\n\r\f\v]*([-+]?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|inf(?:inity)?|nan))/i;

function parsed(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/, '');
  if (/^inf/i.test(digits)) return sign * Infinity;
  if (/^nan/i.test(digits)) return NaN;
  return sign * Number(digits);
}

export function textToNumber(text: string): number {
  const found = numberPrefix.exec(text);
  return found === null ? 0 : parsed(found[1] ?? '');
}

/** Text from a field, a variable of the environment or the command line. */
export function outside(text: string): AwkValue {
  const found = numberPrefix.exec(text);
  if (found === null || !/^[ \t\n\r\f\v]*$/.test(text.slice(found[0].length))) return text;
  return new NumericText(text, parsed(found[1] ?? ''));
}

export function toNumber(value: AwkValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return textToNumber(value);
  return value?.number ?? 0;
}

export function toText(value: AwkValue, format: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value, format);
  return value?.text ?? '';
}

export function numberText(value: number, format: string): string {
  if (Number.isInteger(value) && Math.abs(value) < largestInteger + 1)
    return Object.is(value, -0) ? '0' : String(value);
  return formatAwk(format, [value], undefined).text;
}

export function isTrue(value: AwkValue): boolean {
  if (typeof value === 'string') return value !== '';
  return toNumber(value) !== 0;
}

export function compareValues(left: AwkValue, right: AwkValue, format: string): number {
  if (typeof left !== 'string' && typeof right !== 'string') return toNumber(left) - toNumber(right);
  const [one, other] = [toText(left, format), toText(right, format)];
  return one < other ? -1 : one > other ? 1 : 0;
}

interface Formatted {
  readonly text: string;
  /** What is wrong with the format, in mawk's words. */
  readonly error: string | undefined;
}

const conversion = /%([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+)?)?(?:hh|h|ll|l|L)?([^]?)/g;

/** @param convert how numbers become texts; undefined: `%.6g` */
export function formatAwk(format: string, args: readonly AwkValue[], convert: string | undefined): Formatted {
  let text = '';
  let used = 0;
  let at = 0;
  let count = 0;
  conversion.lastIndex = 0;
  for (let found = conversion.exec(format); found !== null; found = conversion.exec(format)) {
    text += format.slice(at, found.index);
    at = conversion.lastIndex;
    const [whole, flagText = '', widthText, precisionText, letter = ''] = found;
    if (whole === '%%') {
      text += '%';
      continue;
    }
    count += 1;
    if (letter === '' || !/[cdiouxXeEfFgGs]/.test(letter)) {
      return { text, error: letter === '' ? 'bad conversion' : `improper conversion(number ${count})` };
    }
    const star = (): number => Math.trunc(toNumber(args[used++]));
    let flags = flagText;
    let width = widthText === '*' ? star() : Number(widthText ?? 0);
    if (width < 0) {
      flags += '-';
      width = -width;
    }
    const precision = !whole.includes('.') ? undefined : precisionText === '*' ? star() : Number(precisionText ?? 0);
    if (used >= args.length) return { text, error: 'not enough arguments passed' };
    text += formatOne(letter, flags, width, precision, args[used++], convert ?? '%.6g');
    conversion.lastIndex = at;
  }
  return { text: text + format.slice(at), error: undefined };
}

function formatOne(
  letter: string,
  flags: string,
  width: number,
  precision: number | undefined,
  value: AwkValue,
  convert: string,
): string {
  switch (letter) {
    case 's': {
      const text = toText(value, convert);
      return padded(precision === undefined ? text : text.slice(0, precision), width, flags);
    }
    case 'c': {
      if (typeof value === 'string') return padded(value.slice(0, 1) || '\0', width, flags);
      const code = Math.trunc(toNumber(value)) & 255;
      return padded(String.fromCharCode(code < 0x80 ? code : 0xdc00 + code), width, flags);
    }
    case 'd':
    case 'i':
      return paddedNumber(
        signedText(clamped(toNumber(value), -largestInteger - 1), precision, flags),
        width,
        flags,
        precision,
      );
    case 'o':
    case 'u':
    case 'x':
    case 'X':
      return paddedNumber(unsignedText(letter, clamped(toNumber(value), 0), precision, flags), width, flags, precision);
    default:
      return paddedNumber(floatText(letter, toNumber(value), precision ?? 6, flags), width, flags, undefined);
  }
}

function clamped(value: number, least: number): number {
  if (Number.isNaN(value)) return least;
  return Math.min(Math.max(Math.trunc(value), least), largestInteger);
}

function padded(text: string, width: number, flags: string): string {
  return flags.includes('-') ? text.padEnd(width) : text.padStart(width);
}

function paddedNumber(text: string, width: number, flags: string, precision: number | undefined): string {
  if (!flags.includes('0') || flags.includes('-') || precision !== undefined || text.length >= width)
    return padded(text, width, flags);
  const sign = /^(?:[-+ ]|0[xX])*/.exec(text)?.[0] ?? '';
  if (/[a-z]{3}$/i.test(text)) return padded(text, width, flags);
  return sign + '0'.repeat(width - text.length) + text.slice(sign.length);
}

function withSign(negative: boolean, text: string, flags: string): string {
  return (negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + text;
}

function signedText(value: number, precision: number | undefined, flags: string): string {
  const digits = precision === 0 && value === 0 ? '' : String(Math.abs(value)).padStart(precision ?? 0, '0');
  return withSign(value < 0, digits, flags);
}

function unsignedText(letter: string, value: number, precision: number | undefined, flags: string): string {
  let digits = value.toString(letter === 'o' ? 8 : letter === 'u' ? 10 : 16);
  if (letter === 'X') digits = digits.toUpperCase();
  if (precision === 0 && value === 0) digits = '';
  digits = digits.padStart(precision ?? 0, '0');
  if (!flags.includes('#') || letter === 'u') return digits;
  if (letter === 'o') return digits.startsWith('0') ? digits : `0${digits}`;
  return value === 0 ? digits : `0${letter}${digits}`;
}

function floatText(letter: string, value: number, precision: number, flags: string): string {
  const magnitude = Math.abs(value);
  let digits: string;
  if (Number.isNaN(value)) digits = 'nan';
  else if (magnitude === Infinity) digits = 'inf';
  else if (/e/i.test(letter)) digits = exponentialDecimal(magnitude, precision);
  else if (/f/i.test(letter)) digits = fixedDecimal(magnitude, precision);
  else digits = general(magnitude, precision, flags.includes('#'));
  if (/[EFG]/.test(letter)) digits = digits.toUpperCase();
  return withSign(value < 0 || Object.is(value, -0), digits, flags);
}

function general(value: number, precision: number, keepsZeros: boolean): string {
  const significant = Math.max(1, precision);
  const power = value === 0 ? 0 : Number(/e([-+]\d+)$/.exec(exponentialDecimal(value, significant - 1))?.[1] ?? 0);
  const text =
    power < -4 || power >= significant
      ? exponentialDecimal(value, significant - 1)
      : fixedDecimal(value, significant - 1 - power);
  return keepsZeros || !text.includes('.') ? text : text.replace(/\.?0+(?=e|$)/, '');
}
