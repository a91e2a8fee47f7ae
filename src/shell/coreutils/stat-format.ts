// Formats of stat: `%n`, `%-10s`, `%.3X`. A directive is `%`, flags, a width, a precision and a letter.
import { devMajor, devMinor } from '../../abi/device.ts';
import type { Tool } from './tool.ts';
import { screenWidth } from './width.ts';

/** What a letter stands for. A number's text may be told to have a sign or zeros before it. */
export interface Value {
  readonly text: string;
  readonly kind: 'text' | 'signed' | 'unsigned' | 'octal' | 'hex';
  /** Of a time in seconds: its nanoseconds, for a precision. */
  readonly nanoseconds?: number;
}

export type Values = Readonly<Record<string, () => Value>>;

export const text = (value: string): Value => ({ text: value, kind: 'text' });
export const signed = (value: number): Value => ({ text: String(value), kind: 'signed' });
export const unsigned = (value: number): Value => ({ text: String(value), kind: 'unsigned' });
export const octal = (value: number): Value => ({ text: value.toString(8), kind: 'octal' });
export const hex = (value: number): Value => ({ text: value.toString(16), kind: 'hex' });
export const major = (device: number): Value => unsigned(devMajor(device));
export const minor = (device: number): Value => unsigned(devMinor(device));

export function seconds(ns: bigint): Value {
  const billion = 1_000_000_000n;
  const rest = ((ns % billion) + billion) % billion;
  return { text: String((ns - rest) / billion), kind: 'signed', nanoseconds: Number(rest) };
}

/** Prints piece by piece: what is wrong with a format is told after what stands before it. `escapes`: those of --printf. */
export function printValues(tool: Tool, format: string, values: Values, escapes: boolean): void {
  const piece = /%([-+ #0'I]*)(\d*)(\.\d*)?((?:[HL](?=[dr]))?[^])?|\\([0-7]{1,3}|x[0-9a-fA-F]{1,2}|[^]|$)|[^%\\]+/g;
  for (const [whole, flags = '', width = '', precision, letter, escape] of format.matchAll(piece)) {
    if (whole.startsWith('\\')) tool.print(escapes ? unescaped(tool, escape ?? '') : whole);
    else if (!whole.startsWith('%') || whole === '%' || whole === '%%') tool.print(whole.replace('%%', '%'));
    else if (letter === undefined || letter === '%') tool.die(`${tool.quote(whole)}: invalid directive`);
    else {
      const value = values[letter]?.();
      tool.print(value === undefined ? '?' : padded(value, flags, Number(width), precision));
    }
  }
}

const letters: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  '\\': '\\',
};

/** One escape without its backslash; what is none is told and stays. */
function unescaped(tool: Tool, escape: string): string {
  if (/^[0-7]/.test(escape)) return String.fromCharCode(parseInt(escape, 8));
  if (/^x./.test(escape)) return String.fromCharCode(parseInt(escape.slice(1), 16));
  const known = letters[escape];
  if (known !== undefined) return known;
  tool.warn(escape === '' ? 'warning: backslash at end of format' : `warning: unrecognized escape '\\${escape}'`);
  return escape === '' ? '\\' : escape;
}

function padded(value: Value, flags: string, width: number, precision: string | undefined): string {
  let shown = value.text;
  const digits = precision === undefined ? undefined : precision === '.' ? undefined : Number(precision.slice(1));
  if (value.nanoseconds !== undefined && precision !== undefined) shown += fraction(value.nanoseconds, digits ?? 9);
  else if (value.kind === 'text') shown = digits === undefined ? shown : shown.slice(0, digits);
  else if (digits !== undefined) shown = shown.padStart(digits, '0');
  if (value.kind === 'signed' && !shown.startsWith('-'))
    shown = (flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + shown;
  if (flags.includes('#'))
    shown =
      value.kind === 'octal' && !shown.startsWith('0')
        ? `0${shown}`
        : value.kind === 'hex' && shown !== '0'
          ? `0x${shown}`
          : shown;
  const room = Math.max(0, width - screenWidth(shown, true));
  if (flags.includes('-')) return shown + ' '.repeat(room);
  return (flags.includes('0') && value.kind !== 'text' ? '0' : ' ').repeat(room) + shown;
}

function fraction(nanoseconds: number, digits: number): string {
  if (digits === 0) return '';
  return `.${String(nanoseconds).padStart(9, '0').padEnd(digits, '0').slice(0, digits)}`;
}
