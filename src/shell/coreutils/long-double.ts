// Floating-point numbers of 64 bits of mantissa (x86's long double), as C's strtold reads and printf(3) prints them.

export interface LongDouble {
  readonly negative: boolean;
  readonly kind: 'finite' | 'infinite' | 'nan';
  /** The value is mantissa × 2^exponent. */
  readonly mantissa: bigint;
  readonly exponent: number;
}

const infinite = { kind: 'infinite', mantissa: 0n, exponent: 0 } as const;

function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}

/** numerator / denominator, rounded to 64 bits, half to even. */
function quotient(negative: boolean, numerator: bigint, denominator: bigint): LongDouble {
  if (numerator === 0n) return { negative, kind: 'finite', mantissa: 0n, exponent: 0 };
  let shift = 64 - (bitLength(numerator) - bitLength(denominator));
  for (;;) {
    const [n, d] = shift >= 0 ? [numerator << BigInt(shift), denominator] : [numerator, denominator << BigInt(-shift)];
    let mantissa = n / d;
    if (bitLength(mantissa) > 64) {
      shift--;
      continue;
    }
    const twice = (n % d) * 2n;
    if (twice > d || (twice === d && (mantissa & 1n) === 1n)) mantissa += 1n;
    return { negative, kind: 'finite', mantissa, exponent: -shift };
  }
}

/** What the text begins with, and how many characters that is; undefined: it begins with no number. */
export function readLongDouble(text: string): { readonly value: LongDouble; readonly length: number } | undefined {
  const special = /^([-+]?)(?:(inf(?:inity)?)|nan(?:\(\w*\))?)/i.exec(text);
  if (special !== null) {
    const negative = special[1] === '-';
    const value: LongDouble =
      special[2] === undefined ? { negative, kind: 'nan', mantissa: 0n, exponent: 0 } : { negative, ...infinite };
    return { value, length: special[0].length };
  }
  const hex = /^([-+]?)0[xX](?:([0-9a-fA-F]+)(?:\.([0-9a-fA-F]*))?|\.([0-9a-fA-F]+))(?:[pP]([-+]?\d+))?/.exec(text);
  if (hex !== null) {
    const [whole, sign, integer = '', fraction = hex[4] ?? '', , power = '0'] = hex;
    const exponent = Number(power) - fraction.length * 4;
    const digits = BigInt(`0x${integer}${fraction}`);
    const value =
      exponent >= 0
        ? quotient(sign === '-', digits << BigInt(Math.min(exponent, 20000)), 1n)
        : quotient(sign === '-', digits, 1n << BigInt(Math.min(-exponent, 20000)));
    return { value, length: whole.length };
  }
  const decimal = /^([-+]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([-+]?\d+))?/.exec(text);
  if (decimal === null) return undefined;
  const [whole, sign, integer = '', fraction = decimal[4] ?? '', , power = '0'] = decimal;
  const negative = sign === '-';
  const exponent = Number(power) - fraction.length;
  const digits = BigInt(integer + fraction);
  let value: LongDouble;
  if (digits === 0n) value = { negative, kind: 'finite', mantissa: 0n, exponent: 0 };
  else if (exponent > 5000) value = { negative, ...infinite };
  else if (exponent < -6000) value = { negative, kind: 'finite', mantissa: 0n, exponent: 0 };
  else
    value =
      exponent >= 0
        ? quotient(negative, digits * 10n ** BigInt(exponent), 1n)
        : quotient(negative, digits, 10n ** BigInt(-exponent));
  return { value, length: whole.length };
}

/** A double, exactly. */
export function longDouble(value: number): LongDouble {
  const negative = value < 0 || Object.is(value, -0);
  if (Number.isNaN(value)) return { negative: false, kind: 'nan', mantissa: 0n, exponent: 0 };
  let rest = Math.abs(value);
  if (rest === Infinity) return { negative, ...infinite };
  let exponent = 0;
  while (!Number.isInteger(rest)) {
    rest *= 2;
    exponent--;
  }
  return { negative, kind: 'finite', mantissa: BigInt(rest), exponent };
}

/** `value` × 10^power as an integer, rounded half to even. */
function scaled({ mantissa, exponent }: LongDouble, power: number): bigint {
  let numerator = mantissa;
  let denominator = 1n;
  if (exponent >= 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  if (power >= 0) numerator *= 10n ** BigInt(power);
  else denominator *= 10n ** BigInt(-power);
  const result = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  return twice > denominator || (twice === denominator && (result & 1n) === 1n) ? result + 1n : result;
}

function fixed(value: LongDouble, precision: number, point: boolean): string {
  const digits = String(scaled(value, precision)).padStart(precision + 1, '0');
  const split = digits.length - precision;
  return digits.slice(0, split) + (precision > 0 || point ? '.' : '') + digits.slice(split);
}

/** Digits (precision + 1 of them) and the power of ten of the first. */
function scientificDigits(value: LongDouble, precision: number): readonly [digits: string, power: number] {
  if (value.mantissa === 0n) return ['0'.repeat(precision + 1), 0];
  // log10 from the number of bits is at most one too high or too low.
  let power = Math.floor((bitLength(value.mantissa) - 1 + value.exponent) * Math.log10(2));
  for (;;) {
    const digits = String(scaled(value, precision - power));
    if (digits.length === precision + 1) return [digits, power];
    power += digits.length > precision + 1 ? 1 : -1;
  }
}

function exponentText(power: number): string {
  return `e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

function scientific(value: LongDouble, precision: number, point: boolean): string {
  const [digits, power] = scientificDigits(value, precision);
  return digits.charAt(0) + (precision > 0 || point ? '.' : '') + digits.slice(1) + exponentText(power);
}

function general(value: LongDouble, precision: number, keep: boolean): string {
  const significant = Math.max(1, precision);
  const [, power] = scientificDigits(value, significant - 1);
  const usesExponent = power < -4 || power >= significant;
  const text = usesExponent ? scientific(value, significant - 1, keep) : fixed(value, significant - 1 - power, keep);
  return keep || !text.includes('.') ? text : text.replace(/\.?0+(?=e|$)/, '');
}

/** Four bits before the point, as glibc shows a long double. */
function hexadecimal({ mantissa, exponent }: LongDouble, precision: number | undefined, point: boolean): string {
  if (mantissa === 0n) return `0x0${(precision ?? 0) > 0 ? `.${'0'.repeat(precision ?? 0)}` : point ? '.' : ''}p+0`;
  const shift = 64 - bitLength(mantissa);
  let bits = mantissa << BigInt(shift);
  let power = exponent - shift + 60;
  if (precision !== undefined && precision < 15) {
    const drop = BigInt((15 - precision) * 4);
    const half = 1n << (drop - 1n);
    const rest = bits & ((1n << drop) - 1n);
    bits >>= drop;
    if (rest > half || (rest === half && (bits & 1n) === 1n)) bits += 1n;
    if (bits >> BigInt(precision * 4) > 15n) {
      bits >>= 4n;
      power += 4;
    }
  }
  const text = bits.toString(16);
  let fraction = text.slice(1);
  fraction = precision === undefined ? fraction.replace(/0+$/, '') : fraction.padEnd(precision, '0');
  return `0x${text.charAt(0)}${fraction === '' && !point ? '' : '.'}${fraction}p${power < 0 ? '-' : '+'}${String(Math.abs(power))}`;
}

/** As printf's conversion `letter` (e, f, g, a or upper case) shows it. */
export function formatFloat(
  number: number | LongDouble,
  letter: string,
  flags: string,
  width: number,
  precision: number | undefined,
): string {
  const value = typeof number === 'number' ? longDouble(number) : number;
  const sign = value.negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  let body = magnitude(value, letter.toLowerCase(), precision, flags.includes('#'));
  if (letter !== letter.toLowerCase()) body = body.toUpperCase();
  if (flags.includes('-')) return (sign + body).padEnd(width);
  if (!flags.includes('0') || value.kind !== 'finite') return (sign + body).padStart(width);
  const prefix = letter.toLowerCase() === 'a' ? body.slice(0, 2) : '';
  return sign + prefix + body.slice(prefix.length).padStart(width - sign.length - prefix.length, '0');
}

function magnitude(value: LongDouble, letter: string, precision: number | undefined, point: boolean): string {
  if (value.kind !== 'finite') return value.kind === 'nan' ? 'nan' : 'inf';
  switch (letter) {
    case 'e':
      return scientific(value, precision ?? 6, point);
    case 'g':
      return general(value, precision ?? 6, point);
    case 'a':
      return hexadecimal(value, precision, point);
    default:
      return fixed(value, precision ?? 6, point);
  }
}
