// printf: arguments as a format says, round by round.
import { encodeBytes } from '../../abi/bytes.ts';
import { argumentText, byteText } from '../coreutils/byte-text.ts';
import { formatFloat, longDouble, readLongDouble, type LongDouble } from '../coreutils/long-double.ts';
import { quote } from '../coreutils/quote.ts';
import { defineTool, Exit, type Tool } from '../coreutils/tool.ts';

export const printf = defineTool({
  name: 'printf',
  synopsis: 'FORMAT [ARGUMENT]...\nOPTION',
  summary: 'Prints the ARGUMENTs as FORMAT says.',
  parse: false,
  *run(tool) {
    const args = [...tool.operands];
    if (args.length === 1 && args[0] === '--help') tool.help([]);
    if (args.length === 1 && args[0] === '--version') tool.version();
    if (args[0] === '--') args.shift();
    const [format, ...values] = args;
    if (format === undefined) return tool.missingOperand();
    const printing = new Printing(tool, argumentText(format), values);
    for (;;) {
      const used = printing.used;
      if (printing.round() || printing.used >= values.length) break;
      if (printing.used === used) {
        tool.warn(`warning: ignoring excess arguments, starting with ${tool.word(values[used] ?? '')}`);
        break;
      }
      yield* tool.settle();
    }
    yield* tool.settle();
    return undefined;
  },
});

const simple: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

class Printing {
  used = 0;
  readonly #tool: Tool;
  readonly #format: string;
  readonly #values: readonly string[];

  constructor(tool: Tool, format: string, values: readonly string[]) {
    this.#tool = tool;
    this.#format = format;
    this.#values = values;
  }

  #next(): string | undefined {
    const value = this.#values[this.used];
    if (value !== undefined) this.used++;
    return value;
  }

  /** Prints the format once. true: `\c` ended all output. */
  round(): boolean {
    const tool = this.#tool;
    const format = this.#format;
    for (let at = 0; at < format.length;) {
      const char = format.charAt(at);
      if (char === '\\') {
        const escape = escapeAt(tool, format, at, false);
        if (escape.stop) return true;
        tool.printBytes(escape.text);
        at = escape.end;
      } else if (char === '%') {
        if (format.charAt(at + 1) === '%') {
          tool.printBytes('%');
          at += 2;
          continue;
        }
        const directive = /^%([-+ #0'I]*)(\*|\d*)(?:\.(\*|-?\d*))?[hlLjtz]*(.?)/s.exec(format.slice(at));
        if (directive === null) return true;
        const [whole, flags = '', width = '', precision, letter = ''] = directive;
        if (this.#convert(whole, flags, width, precision, letter)) return true;
        at += whole.length;
      } else {
        const next = format.slice(at).search(/[\\%]/);
        const end = next < 0 ? format.length : at + next;
        tool.printBytes(format.slice(at, end));
        at = end;
      }
    }
    return false;
  }

  #convert(
    whole: string,
    flagText: string,
    widthText: string,
    precisionText: string | undefined,
    letter: string,
  ): boolean {
    const tool = this.#tool;
    if (
      !/^[aAbcdeEfFgGioqsuxX]$/.test(letter) ||
      (/[bq]/.test(letter) && whole.length > 2) ||
      !allows(letter, flagText, precisionText)
    ) {
      tool.warn(`${whole}: invalid conversion specification`);
      throw new Exit(1);
    }
    let flags = flagText;
    let width = widthText === '*' ? Number(this.#integer(this.#next() ?? '0')) : Number(widthText);
    if (width < 0) {
      flags += '-';
      width = -width;
    }
    let precision: number | undefined =
      precisionText === undefined
        ? undefined
        : precisionText === '*'
          ? Number(this.#integer(this.#next() ?? '0'))
          : Number(precisionText);
    if (precision !== undefined && precision < 0) precision = undefined;
    const value = this.#next();
    const pad = (text: string): string => (flags.includes('-') ? text.padEnd(width) : text.padStart(width));
    switch (letter) {
      case 'b': {
        const shown = escaped(tool, argumentText(value ?? ''));
        tool.printBytes(shown.text);
        return shown.stop;
      }
      case 'q':
        tool.printBytes(byteText(encodeBytes(quote(value ?? '', 'shell-escape', tool.utf8))));
        return false;
      case 's':
        tool.printBytes(pad(argumentText(value ?? '').slice(0, precision)));
        return false;
      case 'c':
        tool.printBytes(pad(value === undefined ? '' : argumentText(value).charAt(0) || '\0'));
        return false;
      case 'd':
      case 'i':
      case 'o':
      case 'u':
      case 'x':
      case 'X':
        tool.printBytes(
          integerText(this.#integer(value ?? '0', letter !== 'd' && letter !== 'i'), letter, flags, width, precision),
        );
        return false;
      default:
        tool.printBytes(formatFloat(this.#float(value ?? '0'), letter, flags, width, precision));
        return false;
    }
  }

  #integer(text: string, unsigned = false): bigint {
    const quoted = this.#quoted(text);
    if (quoted !== undefined) return BigInt(quoted);
    const match = /^\s*([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(text);
    if (match === null) {
      this.#wrong(text, 'expected a numeric value');
      return 0n;
    }
    const [whole, sign, digits = '0'] = match;
    const magnitude = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
    let value = sign === '-' ? -magnitude : magnitude;
    const [least, most] = unsigned ? [-(1n << 64n) + 1n, (1n << 64n) - 1n] : [-(1n << 63n), (1n << 63n) - 1n];
    if (value < least || value > most) {
      this.#wrong(text, 'Numerical result out of range');
      value = unsigned ? (1n << 64n) - 1n : value < 0n ? least : most;
    } else if (whole.length < text.length) this.#wrong(text, 'value not completely converted');
    return value;
  }

  #float(text: string): LongDouble {
    const quoted = this.#quoted(text);
    if (quoted !== undefined) return longDouble(quoted);
    const trimmed = text.replace(/^\s+/, '');
    const found = readLongDouble(trimmed);
    if (found === undefined) {
      this.#wrong(text, 'expected a numeric value');
      return longDouble(0);
    }
    if (found.length < trimmed.length) this.#wrong(text, 'value not completely converted');
    return found.value;
  }

  /** `'A`: the number of a character. */
  #quoted(text: string): number | undefined {
    const bytes = argumentText(text);
    if (!/^['"]./s.test(bytes)) return undefined;
    const point = this.#tool.utf8 ? (text.codePointAt(1) ?? 0) : bytes.charCodeAt(1);
    const rest = this.#tool.utf8 ? [...text].slice(2).join('') : bytes.slice(2);
    if (rest !== '' && this.#tool.variable('POSIXLY_CORRECT') === undefined) {
      this.#tool.warn(`warning: ${rest}: character(s) following character constant have been ignored`);
    }
    return point;
  }

  #wrong(text: string, what: string): void {
    this.#tool.error(`${this.#tool.word(text)}: ${what}`);
  }
}

/** Which flags and precisions go with a conversion. */
function allows(letter: string, flags: string, precision: string | undefined): boolean {
  if (flags.includes('#') && /[cdisu]/.test(letter)) return false;
  if (flags.includes("'") && /[aAceEosxX]/.test(letter)) return false;
  if (/[0]/.test(flags) && /[cs]/.test(letter)) return false;
  if (flags.includes('I') && /[aAceEosxX]/.test(letter)) return false;
  return !(letter === 'c' && precision !== undefined);
}

function integerText(
  value: bigint,
  letter: string,
  flags: string,
  width: number,
  precision: number | undefined,
): string {
  const signed = letter === 'd' || letter === 'i';
  const wrapped = signed ? value : BigInt.asUintN(64, value);
  const magnitude = wrapped < 0n ? -wrapped : wrapped;
  let digits =
    letter === 'o' ? magnitude.toString(8) : /[xX]/.test(letter) ? magnitude.toString(16) : String(magnitude);
  if (letter === 'X') digits = digits.toUpperCase();
  if (precision === 0 && magnitude === 0n) digits = '';
  digits = digits.padStart(precision ?? 0, '0');
  let prefix = signed ? (wrapped < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') : '';
  if (flags.includes('#')) {
    if (letter === 'o' && !digits.startsWith('0')) digits = `0${digits}`;
    if (/[xX]/.test(letter) && magnitude !== 0n) prefix = `0${letter}`;
  }
  if (flags.includes('-')) return (prefix + digits).padEnd(width);
  if (flags.includes('0') && precision === undefined) return prefix + digits.padStart(width - prefix.length, '0');
  return (prefix + digits).padStart(width);
}

interface Escape {
  readonly text: string;
  readonly end: number;
  readonly stop: boolean;
}

/** A backslash and what follows it. `zero`: octal numbers may begin with a 0 of their own (%b). */
function escapeAt(tool: Tool, text: string, at: number, zero: boolean): Escape {
  const rest = text.slice(at + 1, at + 12);
  const done = (shown: string, length: number): Escape => ({ text: shown, end: at + 1 + length, stop: false });
  const hex = /^x([0-9a-fA-F]{0,2})/.exec(rest);
  if (hex !== null) {
    if (hex[1] === '') tool.die('missing hexadecimal number in escape');
    return done(String.fromCharCode(parseInt(hex[1] ?? '', 16)), hex[0].length);
  }
  const octal = (zero && rest.startsWith('0') ? /^0([0-7]{0,3})/ : /^([0-7]{1,3})/).exec(rest);
  if (octal !== null)
    return done(String.fromCharCode(parseInt(octal[1] === '' ? '0' : (octal[1] ?? '0'), 8) & 0xff), octal[0].length);
  const letter = rest.charAt(0);
  if (letter === 'c') return { text: '', end: text.length, stop: true };
  const plain = simple[letter];
  if (plain !== undefined && letter !== '') return done(plain, 1);
  if (letter === 'u' || letter === 'U') {
    const size = letter === 'u' ? 4 : 8;
    const digits = new RegExp(`^[0-9a-fA-F]{${String(size)}}`).exec(rest.slice(1))?.[0];
    if (digits === undefined) return tool.die('missing hexadecimal number in escape');
    const point = parseInt(digits, 16);
    if ((point <= 0x9f && point !== 0x24 && point !== 0x40 && point !== 0x60) || (point >= 0xd800 && point <= 0xdfff))
      return tool.die(`invalid universal character name \\${letter}${digits}`);
    const shown =
      tool.utf8 || point < 0x80
        ? byteText(encodeBytes(String.fromCodePoint(point)))
        : `\\u${digits.slice(-4).toUpperCase().padStart(4, '0')}`;
    return done(shown, 1 + size);
  }
  return done(`\\${letter}`, letter === '' ? 0 : 1);
}

function escaped(tool: Tool, text: string): { readonly text: string; readonly stop: boolean } {
  let result = '';
  for (let at = 0; at < text.length;) {
    if (text.charAt(at) !== '\\') {
      result += text.charAt(at++);
      continue;
    }
    const escape = escapeAt(tool, text, at, true);
    result += escape.text;
    if (escape.stop) return { text: result, stop: true };
    at = escape.end;
  }
  return { text: result, stop: false };
}
