// seq: numbers from one to another.
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';
import { formatFloat } from '../coreutils/long-double.ts';

export const seq = defineTool({
  name: 'seq',
  synopsis: '[OPTION]... LAST\n[OPTION]... FIRST LAST\n[OPTION]... FIRST INCREMENT LAST',
  summary: 'Prints the numbers from FIRST to LAST, by steps of INCREMENT.',
  options: [
    'f,format=FORMAT|as printf prints a floating-point number',
    's,separator=STRING|between numbers, in place of a newline',
    'w,equal-width|with leading zeros, all of one width',
  ],
  rewrite: (args) => {
    let at = 0;
    while (at < args.length && /^-[^.\d]/.test(args[at] ?? '') && args[at] !== '--')
      at += /^(?:-[fs]|-w[fs]|--format|--separator)$/.test(args[at] ?? '') ? 2 : 1;
    return args[at] === '--' ? args : [...args.slice(0, at), '--', ...args.slice(at)];
  },
  stopAtOperand: true,
  *run(tool) {
    const { operands } = tool;
    if (operands.length === 0) return tool.missingOperand();
    if (operands.length > 3) return tool.extraOperand(operands[3] ?? '');
    const format = tool.value('format');
    if (format !== undefined) checkFormat(tool, format);
    if (format !== undefined && tool.has('equal-width'))
      return tool.usage('format string may not be specified when printing equal width strings');
    const numbers = operands.map((text) => numberOf(tool, text));
    const one = { value: 1, scaled: 1n, decimals: 0, width: 1, exact: true };
    const last = numbers.at(-1) ?? one;
    const first = numbers.length > 1 ? (numbers[0] ?? one) : one;
    const step = numbers.length > 2 ? (numbers[1] ?? one) : one;
    if (step.value === 0) return tool.usage(`invalid Zero increment value: ${tool.word(operands[1] ?? '')}`);
    const separator = tool.value('separator') ?? '\n';
    yield* print(tool, first, step, last, format, separator);
    return 0;
  },
});

interface SeqNumber {
  readonly value: number;
  /** The value times 10^decimals, exactly. */
  readonly scaled: bigint;
  readonly decimals: number;
  /** Columns as it was written, without decimals. */
  readonly width: number;
  /** It is a plain decimal number. */
  readonly exact: boolean;
}

function* print(
  tool: Tool,
  first: SeqNumber,
  step: SeqNumber,
  last: SeqNumber,
  format: string | undefined,
  separator: string,
): Steps<void> {
  const decimals = Math.max(first.decimals, step.decimals);
  const scale = Math.max(decimals, last.decimals);
  const up = (number: SeqNumber): bigint => number.scaled * 10n ** BigInt(scale - number.decimals);
  const shownAs = (value: bigint): string => {
    const sign = value < 0n ? '-' : '';
    const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
    const whole = digits.slice(0, digits.length - scale);
    return sign + whole + (decimals === 0 ? '' : `.${digits.slice(digits.length - scale).slice(0, decimals)}`);
  };
  const infinite = !Number.isFinite(last.value);
  const [from, by] = [up(first), up(step)];
  const to = infinite ? 0n : up(last);
  const rising = by > 0n;
  if (infinite && last.value > 0 !== rising) return;
  let width = 0;
  if (tool.has('equal-width')) {
    const ends = [shownAs(from), ...(infinite ? [] : [shownAs(lastShown(from, by, to))])];
    const wide = (number: SeqNumber): number => number.width + (decimals === 0 ? 0 : decimals + 1);
    width = Math.max(wide(first), infinite ? 0 : wide(last), ...ends.map((text) => text.length));
  }
  let isFirst = true;
  let count = 0;
  for (let value = from; infinite || (rising ? value <= to : value >= to); value += by) {
    let text = shownAs(value);
    if (format !== undefined) text = formatOne(format, Number(text));
    else if (width > text.length)
      text = value < 0n ? `-${text.slice(1).padStart(width - 1, '0')}` : text.padStart(width, '0');
    tool.print((isFirst ? '' : separator) + text);
    isFirst = false;
    if (++count % 256 === 0) yield* tool.settle();
  }
  if (!isFirst) tool.print('\n');
}

function lastShown(from: bigint, by: bigint, to: bigint): bigint {
  const steps = (to - from) / by;
  return steps < 0n ? from : from + steps * by;
}

function numberOf(tool: Tool, text: string): SeqNumber {
  const trimmed = text.replace(/^\s+/, '');
  const match = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/.exec(trimmed);
  if (match !== null && (match[2] ?? '') + (match[3] ?? '') !== '') {
    const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
    const power = Number(exponent);
    let digits = whole + fraction;
    let decimals = fraction.length - power;
    if (decimals < 0) {
      digits += '0'.repeat(-decimals);
      decimals = 0;
    }
    const scaled = BigInt(digits === '' ? '0' : digits) * (sign === '-' ? -1n : 1n);
    const shownWhole = power === 0 ? (whole === '' ? 1 : whole.length) : Math.max(1, digits.length - decimals);
    return { value: Number(trimmed), scaled, decimals, width: shownWhole + (sign === '-' ? 1 : 0), exact: true };
  }
  const infinity = /^([-+]?)inf(?:inity)?$/i.exec(trimmed);
  if (infinity !== null) {
    const value = infinity[1] === '-' ? -Infinity : Infinity;
    return { value, scaled: 0n, decimals: 0, width: 3, exact: false };
  }
  if (/^[-+]?0x[0-9a-f]+$/i.test(trimmed)) {
    const value = Number(trimmed.replace(/^[-+]/, '')) * (trimmed.startsWith('-') ? -1 : 1);
    return { value, scaled: BigInt(value), decimals: 0, width: String(value).length, exact: true };
  }
  if (/^[-+]?nan$/i.test(trimmed))
    return tool.usage(`invalid ${tool.word('not-a-number')} argument: ${tool.word(text)}`);
  return tool.usage(`invalid floating point argument: ${tool.word(text)}`);
}

const directive = /%([-+ #0']*)(\d*)(?:\.(\d*))?L?([aefgAEFG])/;

function checkFormat(tool: Tool, format: string): void {
  const plain = format.replaceAll('%%', '');
  const at = plain.indexOf('%');
  if (at < 0) tool.die(`format ${tool.word(format)} has no % directive`);
  const found = directive.exec(plain.slice(at));
  if (found?.index !== 0) {
    const bad = /^%[-+ #0']*\d*(?:\.\d*)?L?(.?)/s.exec(plain.slice(at))?.[1] ?? '';
    if (bad === '') tool.die(`format ${tool.word(format)} ends in %`);
    tool.die(`format ${tool.word(format)} has unknown %${bad} directive`);
  }
  if (plain.slice(at + found[0].length).includes('%'))
    tool.die(`format ${tool.word(format)} has too many % directives`);
}

function formatOne(format: string, value: number): string {
  return format.replace(
    /%%|%([-+ #0']*)(\d*)(?:\.(\d*))?L?([aefgAEFG])/g,
    (whole, flags: string, width: string, precision: string | undefined, letter: string) =>
      whole === '%%'
        ? '%'
        : formatFloat(value, letter, flags, Number(width), precision === undefined ? undefined : Number(precision)),
  );
}
