// The formats of `printf`: arguments are used up round by round; numbers may be written as in C.
import { echoEscapes, numericEscape } from './escapes.ts';
import { backslashed } from './expand/quote.ts';
import { formatTime } from './expand/prompt.ts';
import { joinBytes } from './expand/reader.ts';
import { ShellError } from './shell.ts';

interface Formatted {
  readonly text: string;
  /** `abc: invalid number` */
  readonly errors: readonly string[];
}

/** @param clock nanoseconds since the epoch: now, and when the shell began (`%(…)T` with -1 and -2) */
export function formatPrintf(
  format: string,
  args: readonly string[],
  clock: { readonly now: bigint; readonly started: bigint },
): Formatted {
  const errors: string[] = [];
  let text = '';
  let used = 0;
  do {
    const before = used;
    const round = formatOnce(format, args, used, clock, errors);
    text += round.text;
    ({ used } = round);
    if (round.stop || used === before) break;
  } while (used < args.length);
  return { text, errors };
}

function formatOnce(
  format: string,
  args: readonly string[],
  from: number,
  clock: { readonly now: bigint; readonly started: bigint },
  errors: string[],
): { readonly text: string; readonly used: number; readonly stop: boolean } {
  let text = '';
  let used = from;
  const next = (): string | undefined => args[used++];
  for (let at = 0; at < format.length; at++) {
    const char = format[at] ?? '';
    if (char === '\\') {
      const escape = formatEscape(format, at);
      text += escape.text;
      at = escape.end - 1;
      continue;
    }
    if (char !== '%') {
      text += char;
      continue;
    }
    const spec = /^%([-+ #0']*)(\*|-?\d+)?(?:\.(\*|-?\d+)?)?(?:\(([^)]*)\)(T)|[hlLjzt]*(?![hlLjzt])([A-Za-z%])?)/.exec(
      format.slice(at),
    );
    if (spec === null) break;
    const [whole, flagText = '', widthText, precisionText, timeFormat, time, letter = time ?? ''] = spec;
    at += whole.length - 1;
    if (letter === '%' && whole === '%%') {
      text += '%';
      continue;
    }
    let flags = flagText;
    let width = widthText === undefined ? 0 : widthText === '*' ? integerOf(next() ?? '0', errors) : Number(widthText);
    if (width < 0) {
      flags += '-';
      width = -width;
    }
    let precision: number | undefined;
    if (whole.includes('.') && !(timeFormat?.includes('.') === true && precisionText === undefined)) {
      precision = precisionText === '*' ? integerOf(next() ?? '0', errors) : Number(precisionText ?? 0);
      if (precision < 0) precision = undefined;
    }
    const argument = next();
    switch (letter) {
      case 's':
        text += pad(cut(argument ?? '', precision), width, flags);
        break;
      case 'c':
        text += pad([...(argument ?? '')][0] ?? '', width, flags);
        break;
      case 'q':
      case 'Q':
        text += pad(backslashed(letter === 'Q' ? cut(argument ?? '', precision) : (argument ?? '')), width, flags);
        break;
      case 'b': {
        const { text: escaped, stop } = echoEscapes(argument ?? '');
        text += pad(cut(escaped, precision), width, flags);
        if (stop) return { text, used, stop: true };
        break;
      }
      case 'd':
      case 'i':
        text += padNumber(
          signed(numberOf(argument ?? '', errors, used > args.length), flags, precision),
          width,
          flags,
          precision,
        );
        break;
      case 'u':
      case 'o':
      case 'x':
      case 'X':
        text += padNumber(
          unsigned(numberOf(argument ?? '', errors, used > args.length), letter, flags, precision),
          width,
          flags,
          precision,
        );
        break;
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
      case 'a':
      case 'A':
        text += padNumber(floating(argument ?? '', letter, flags, precision, errors), width, flags, undefined);
        break;
      case 'n':
        break;
      case 'T': {
        const seconds =
          argument === undefined || argument === '-1' || argument === ''
            ? clock.now / 1_000_000_000n
            : argument === '-2'
              ? clock.started / 1_000_000_000n
              : numberOf(argument, errors, false);
        text += pad(
          cut(formatTime(seconds, timeFormat === undefined || timeFormat === '' ? '%X' : timeFormat), precision),
          width,
          flags,
        );
        break;
      }
      default:
        errors.push(
          letter === '' && format[at + 1] === undefined
            ? `\`%${flagText}${widthText ?? ''}': missing format character`
            : `\`${letter === '' ? (format[at + 1] ?? '') : letter}': invalid format character`,
        );
        return { text, used: args.length, stop: true };
    }
  }
  return { text, used, stop: false };
}

function formatEscape(format: string, at: number): { readonly text: string; readonly end: number } {
  const next = format[at + 1];
  if (next === undefined) return { text: '\\', end: at + 1 };
  const plain = {
    a: '\x07',
    b: '\b',
    e: '\x1b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
    v: '\v',
    '\\': '\\',
    '"': '"',
    "'": "'",
    '?': '?',
  }[next];
  if (plain !== undefined) return { text: plain, end: at + 2 };
  let text = '';
  let end = at;
  // a run of byte escapes may be one character
  while (format[end] === '\\') {
    const [code, length] = numericEscape(format.slice(end + 1), false);
    if (code === undefined) break;
    text += code;
    end += 1 + length;
  }
  if (end === at) return { text: `\\${next}`, end: at + 2 };
  return { text: echoEscapes(text).text === text ? joined(text) : text, end };
}

function joined(text: string): string {
  return text.split('\0').map(joinBytes).join('\0');
}

function cut(text: string, precision: number | undefined): string {
  return precision === undefined ? text : [...text].slice(0, precision).join('');
}

/** A wider field is more than there is memory for. */
const widest = 64 << 20;

function pad(text: string, width: number, flags: string): string {
  const length = [...text].length;
  if (length >= width) return text;
  if (width > widest) throw new ShellError(`xrealloc: cannot allocate ${String(width + 64)} bytes`, 'process', 2);
  return flags.includes('-') ? text + ' '.repeat(width - length) : ' '.repeat(width - length) + text;
}

function padNumber(text: string, width: number, flags: string, precision: number | undefined): string {
  if (text.length >= width || flags.includes('-') || !flags.includes('0') || precision !== undefined)
    return pad(text, width, flags);
  if (width > widest) return pad(text, width, flags);
  const sign = /^(?:[-+ ]|0[xX])*/.exec(text)?.[0] ?? '';
  return sign + '0'.repeat(width - text.length) + text.slice(sign.length);
}

/** Digits, octal with 0, hexadecimal with 0x, or a quote and a character. */
function numberOf(text: string, errors: string[], missing: boolean): bigint {
  const trimmed = text.trimStart();
  if (trimmed === '') {
    if (!missing && text !== '') errors.push(`${text}: invalid number`);
    return 0n;
  }
  if (trimmed.startsWith("'") || trimmed.startsWith('"')) return BigInt(trimmed.codePointAt(1) ?? 0);
  const found = /^([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(trimmed);
  if (found === null) {
    errors.push(`${text}: invalid number`);
    return 0n;
  }
  const [whole, sign, digits = '0'] = found;
  if (whole.length < trimmed.length) errors.push(`${text}: invalid ${/^0\d/.test(trimmed) ? 'octal ' : ''}number`);
  const magnitude = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = sign === '-' ? -magnitude : magnitude;
  const limit = 1n << 63n;
  if (value >= 2n * limit || value < -limit) {
    errors.push(`warning: ${text}: Numerical result out of range`);
    return value < 0n ? -limit : limit - 1n;
  }
  return value;
}

function integerOf(text: string, errors: string[]): number {
  return Number(BigInt.asIntN(32, numberOf(text, errors, false)));
}

function signed(value: bigint, flags: string, precision: number | undefined): string {
  const wrapped = BigInt.asIntN(64, value);
  let digits = String(wrapped < 0n ? -wrapped : wrapped);
  if (precision === 0 && wrapped === 0n) digits = '';
  digits = digits.padStart(precision ?? 0, '0');
  if (flags.includes("'")) digits = digits.replace(/\B(?=(\d{3})+(?!\d))/g, '');
  return (wrapped < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + digits;
}

function unsigned(value: bigint, letter: string, flags: string, precision: number | undefined): string {
  const wrapped = BigInt.asUintN(64, value);
  let digits = letter === 'u' ? String(wrapped) : letter === 'o' ? wrapped.toString(8) : wrapped.toString(16);
  if (letter === 'X') digits = digits.toUpperCase();
  if (precision === 0 && wrapped === 0n) digits = '';
  digits = digits.padStart(precision ?? 0, '0');
  if (!flags.includes('#')) return digits;
  if (letter === 'o') return digits.startsWith('0') ? digits : `0${digits}`;
  return letter === 'u' || wrapped === 0n ? digits : `0${letter}${digits}`;
}

function floating(
  text: string,
  letter: string,
  flags: string,
  precision: number | undefined,
  errors: string[],
): string {
  const trimmed = text.trim();
  let value = 0;
  if (/^['"]/.test(trimmed)) value = trimmed.codePointAt(1) ?? 0;
  else if (/^[-+]?(inf|infinity)$/i.test(trimmed)) value = trimmed.startsWith('-') ? -Infinity : Infinity;
  else if (/^[-+]?nan$/i.test(trimmed)) value = NaN;
  else if (/^[-+]?0[xX][0-9a-fA-F]+$/.test(trimmed))
    value = Number(trimmed.replace(/^[-+]/, '')) * (trimmed.startsWith('-') ? -1 : 1);
  else if (trimmed !== '') {
    const found = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/.exec(trimmed);
    if (found === null || found[0].length < trimmed.length) errors.push(`${text}: invalid number`);
    value = Number(found?.[0] ?? 0);
  }
  const negative = value < 0 || Object.is(value, -0);
  const magnitude = Math.abs(value);
  let digits: string;
  if (!Number.isFinite(magnitude)) digits = Number.isNaN(magnitude) ? 'nan' : 'inf';
  else {
    switch (letter.toLowerCase()) {
      case 'e':
        digits = exponent(magnitude.toExponential(Math.min(precision ?? 6, 100)));
        break;
      case 'g':
        digits = general(magnitude, precision ?? 6, flags.includes('#'));
        break;
      case 'a':
        digits = exponent(magnitude.toExponential());
        break;
      default:
        digits = fixed(magnitude, Math.min(precision ?? 6, 100));
    }
  }
  if (letter >= 'A' && letter <= 'Z') digits = digits.toUpperCase();
  return (negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + digits;
}

/** toFixed beyond 1e21, where JavaScript changes to an exponent. */
function fixed(value: number, precision: number): string {
  if (value < 1e21) return value.toFixed(precision);
  return String(BigInt(value)) + (precision > 0 ? `.${'0'.repeat(precision)}` : '');
}

function exponent(text: string): string {
  return text.replace(/e([-+])(\d)$/, 'e$10$2');
}

function general(value: number, precision: number, keep: boolean): string {
  const significant = Math.max(1, precision);
  if (value === 0) return '0';
  const power = Number(/e([-+]\d+)$/.exec(value.toExponential(Math.min(significant - 1, 100)))?.[1] ?? 0);
  const text =
    power < -4 || power >= significant
      ? exponent(value.toExponential(significant - 1))
      : fixed(value, Math.max(0, significant - 1 - power));
  if (keep || !text.includes('.')) return text;
  return text.replace(/\.?0+(?=e|$)/, '');
}
