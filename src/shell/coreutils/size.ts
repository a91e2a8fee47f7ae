// Numbers of bytes as people write and read them: `1.5K`, `10M`, `--block-size=1M` (gnulib human, xstrtol).
import type { Tool } from './tool.ts';

/** Bytes in a unit, and how a number in it is shown. */
export interface BlockSize {
  /** 0: the unit is chosen for each number. */
  readonly unit: number;
  /** 1000 or 1024, for chosen units. */
  readonly radix: number;
  /** After each number. */
  readonly suffix: string;
}

export const humanBinary: BlockSize = { unit: 0, radix: 1024, suffix: '' };
export const humanDecimal: BlockSize = { unit: 0, radix: 1000, suffix: '' };

const prefixes = 'KMGTPE';

/** `bytes` in units, rounded up, as ls, du and df show sizes. */
export function sizeText(bytes: number, size: BlockSize): string {
  if (size.unit !== 0) return String(Math.ceil(bytes / size.unit)) + size.suffix;
  const { radix } = size;
  if (bytes < radix) return String(Math.ceil(bytes));
  let value = bytes;
  let power = 0;
  while (value >= radix && power < prefixes.length) {
    value /= radix;
    power++;
  }
  let tenths = Math.ceil(value * 10 - 1e-9);
  if (tenths < 100) return `${Math.floor(tenths / 10)}.${tenths % 10}${unitLetter(power, radix)}`;
  tenths = Math.ceil(value - 1e-9);
  if (tenths >= radix && power < prefixes.length) return `1.0${unitLetter(power + 1, radix)}`;
  return `${tenths}${unitLetter(power, radix)}`;
}

function unitLetter(power: number, radix: number): string {
  const letter = prefixes.charAt(power - 1);
  return radix === 1000 && letter === 'K' ? 'k' : letter;
}

/** The bytes that `10`, `4K`, `1MB`, `2GiB` or `1b` say. */
export function parseSize(text: string, extra = ''): number | undefined {
  const match = /^(\d+)?([a-zA-Z]*)$/.exec(text);
  if (match === null || text === '') return undefined;
  const [, digits, suffix = ''] = match;
  const multiplier = suffixMultiplier(suffix, extra);
  return multiplier === undefined ? undefined : (digits === undefined ? 1 : Number(digits)) * multiplier;
}

export function suffixMultiplier(suffix: string, extra = 'bcw'): number | undefined {
  if (suffix === '') return 1;
  if (extra.includes(suffix) && suffix.length === 1) {
    const fixed = { b: 512, c: 1, w: 2 }[suffix];
    if (fixed !== undefined) return fixed;
  }
  const match = /^([kKmMGTPE])(B|iB)?$/.exec(suffix);
  if (match === null) return undefined;
  const power = prefixes.indexOf((match[1] ?? '').toUpperCase()) + 1;
  return (match[2] === 'B' ? 1000 : 1024) ** power;
}

/** What a unit is called: `1K`, `512B`, `1.3kB`. */
export function unitLabel({ unit, radix, suffix }: BlockSize): string {
  let [by1000, by1024] = [unit, unit];
  let [divides1000, divides1024] = [true, true];
  while (divides1000 && divides1024) {
    [divides1000, divides1024] = [by1000 % 1000 === 0, by1024 % 1024 === 0];
    [by1000, by1024] = [Math.floor(by1000 / 1000), Math.floor(by1024 / 1024)];
  }
  const isBinary = divides1000 === divides1024 ? radix === 1024 && unit % 1024 === 0 : divides1024;
  const ending = isBinary ? (suffix.endsWith('iB') ? 'iB' : '') : 'B';
  return sizeText(unit, isBinary ? humanBinary : humanDecimal).replace(/^([1-9])\.0/, '$1') + ending;
}

/** `--block-size` of a command, else what the environment says, else KiB. A value that is none ends it. */
export function blockSizeOf(tool: Tool, variable: string): BlockSize {
  const option = tool.options.findLast(({ name }) => name === 'block-size');
  if (option?.value !== undefined) {
    const { value, spelled } = option;
    const size = parseBlockSize(value);
    if (size !== undefined) return size;
    const shown = spelled.startsWith('--') ? spelled : `-${spelled}`;
    const reason = /^\d+[^\d]/.test(value) ? 'invalid suffix in' : 'invalid';
    return tool.die(`${reason} ${shown} argument ${tool.quote(value)}`, tool.spec.trouble ?? 1);
  }
  for (const name of [variable, 'BLOCK_SIZE', 'BLOCKSIZE']) {
    const size = parseBlockSize(tool.variable(name) ?? '');
    if (size !== undefined) return size;
  }
  return { unit: tool.variable('POSIXLY_CORRECT') === undefined ? 1024 : 512, radix: 1024, suffix: '' };
}

/** `--block-size=SIZE`: `human-readable`, `si`, `1M`, `K` (which shows its letter). */
export function parseBlockSize(text: string): BlockSize | undefined {
  if (/^h(uman-readable|uman.*)?$/.test(text)) return humanBinary;
  if (text === 'si') return humanDecimal;
  const grouped = text.startsWith("'") ? text.slice(1) : text;
  const unit = parseSize(grouped);
  if (unit === undefined || unit === 0) return undefined;
  const letters = /^\d/.test(grouped) ? '' : grouped.replace(/^KB$/, 'kB');
  return { unit, radix: 1024, suffix: letters };
}
