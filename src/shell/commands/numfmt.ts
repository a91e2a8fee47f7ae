// numfmt: numbers with units, made and read.
import { argumentText } from '../coreutils/byte-text.ts';
import { chosenWord } from '../coreutils/argument.ts';
import { filterLines } from '../coreutils/line-reader.ts';
import { readPositions, type Positions } from '../coreutils/positions.ts';
import { defineTool, Exit, type Tool } from '../coreutils/tool.ts';

type Scale = 'none' | 'auto' | 'si' | 'iec' | 'iec-i';
type Rounding = 'up' | 'down' | 'from-zero' | 'towards-zero' | 'nearest';
type Invalid = 'abort' | 'fail' | 'warn' | 'ignore';

interface Rules {
  readonly from: Scale;
  readonly to: Scale;
  readonly fromUnit: number;
  readonly toUnit: number;
  readonly rounding: Rounding;
  readonly invalid: Invalid;
  readonly padding: number;
  readonly grouping: boolean;
  readonly suffix: string;
  readonly fields: Positions;
  readonly delimiter: string | undefined;
  readonly before: string;
  readonly after: string;
  readonly precision: number | undefined;
  readonly zeroPadding: number;
  readonly autoPadding: boolean;
}

const powers = 'KMGTPEZY';

export const numfmt = defineTool({
  name: 'numfmt',
  synopsis: '[OPTION]... [NUMBER]...',
  summary: 'Prints numbers with units, or without.',
  options: [
    ',debug|say what is wrong with the input',
    'd,delimiter=X|what stands between fields, in place of blanks',
    ',field=FIELDS|those fields of each line (1)',
    ',format=FORMAT|as printf prints %f',
    ',from=UNIT|units of the input: none, auto, si, iec, iec-i',
    ',from-unit=N|what one of the input is',
    ',grouping|group digits as the locale does',
    ',header=?N|print the first N lines as they are (1)',
    ',invalid=MODE|what wrong input does: abort, fail, warn, ignore',
    ',padding=N|at least N columns; negative: to the left',
    ',round=METHOD|up, down, from-zero, towards-zero, nearest',
    ',suffix=SUFFIX|behind each number',
    ',to=UNIT|units of the output: none, si, iec, iec-i',
    ',to-unit=N|what one of the output is',
    'z,zero-terminated|lines end with NUL',
  ],
  rewrite: (args) => args,
  *run(tool) {
    const rules = rulesOf(tool);
    const header = tool.has('header') ? (tool.value('header') ?? '1') : '0';
    if (!/^\d+$/.test(header) || (tool.has('header') && Number(header) === 0))
      return tool.die(`invalid header value ${tool.word(header)}`);
    const end = tool.has('zero-terminated') ? '\0' : '\n';
    const state = { failed: false };
    if (tool.operands.length > 0) {
      if (tool.has('header')) tool.warn('--header ignored with command-line input');
      for (const text of tool.operands) {
        tool.printBytes(lineText(tool, argumentText(text), rules, state) + end);
        yield* tool.settle();
      }
    } else {
      let left = Number(header);
      tool.operands = [];
      yield* filterLines(tool, (line) => (left-- > 0 ? line : lineText(tool, line, rules, state)) + end, end);
    }
    return state.failed && rules.invalid !== 'warn' && rules.invalid !== 'ignore' ? 2 : 0;
  },
});

function rulesOf(tool: Tool): Rules {
  const scale = (option: string): Scale => {
    const text = tool.value(option);
    if (text === undefined) return 'none';
    const groups: readonly [Scale, ...string[]][] = [
      ['none'],
      ...(option === 'from' ? [['auto'] as [Scale]] : []),
      ['si'],
      ['iec'],
      ['iec-i'],
    ];
    return chosenWord<Scale>(tool, `--${option}`, text, groups);
  };
  const unit = (option: string): number => {
    const text = tool.value(option);
    if (text === undefined) return 1;
    const match = /^(\d+)(?:([KMGTPEZY])(i?))?$/.exec(text);
    const value =
      match === null
        ? 0
        : Number(match[1]) *
          (match[2] === undefined ? 1 : (match[3] === 'i' ? 1024 : 1000) ** (powers.indexOf(match[2]) + 1));
    return value > 0 ? value : tool.die(`invalid unit size: ${tool.word(text)}`);
  };
  const rounding = tool.value('round');
  const invalid = tool.value('invalid');
  const padding = tool.value('padding');
  if (padding !== undefined && (!/^-?\d+$/.test(padding) || Number(padding) === 0))
    tool.die(`invalid padding value ${tool.word(padding)}`);
  const delimiter = tool.value('delimiter');
  if (delimiter !== undefined && argumentText(delimiter).length > 1)
    tool.usage('the delimiter must be a single character');
  const from = scale('from');
  const to = scale('to');
  const format = formatOf(tool);
  const fields = tool.value('field');
  const fixedPadding = format.padding ?? (padding === undefined ? 0 : Number(padding));
  const grouping = tool.has('grouping') || format.grouping;
  if (grouping && to !== 'none') tool.die('grouping cannot be combined with --to');
  return {
    from,
    to,
    fromUnit: unit('from-unit'),
    toUnit: unit('to-unit'),
    rounding:
      rounding === undefined
        ? 'from-zero'
        : chosenWord<Rounding>(tool, '--round', rounding, [
            ['up'],
            ['down'],
            ['from-zero'],
            ['towards-zero'],
            ['nearest'],
          ]),
    invalid:
      invalid === undefined
        ? 'abort'
        : chosenWord<Invalid>(tool, '--invalid', invalid, [['abort'], ['fail'], ['warn'], ['ignore']]),
    padding: fixedPadding,
    grouping,
    suffix: argumentText(tool.value('suffix') ?? ''),
    fields: fields === undefined ? [[1, 1]] : readPositions(tool, fields === '-' ? '1-' : fields, true, false),
    delimiter: delimiter === undefined ? undefined : argumentText(delimiter),
    before: format.before,
    after: format.after,
    precision: format.precision,
    zeroPadding: format.zeroPadding,
    autoPadding: fixedPadding === 0 && delimiter === undefined,
  };
}

function formatOf(tool: Tool): {
  readonly before: string;
  readonly after: string;
  readonly padding: number | undefined;
  readonly zeroPadding: number;
  readonly precision: number | undefined;
  readonly grouping: boolean;
} {
  const given = tool.value('format');
  const none = { before: '', after: '', padding: undefined, zeroPadding: 0, precision: undefined, grouping: false };
  if (given === undefined) return none;
  const format = argumentText(given);
  const at = format.search(/%(?!%)(?<!%%(?=[^%]))/);
  const start = plainEnd(format, 0);
  if (start < 0 || at < 0) return tool.die(`format ${tool.quote(given)} has no % directive`);
  const match = /^%([ '0]*)(-?)(\d*)(?:\.(\d*))?(.?)/s.exec(format.slice(start));
  const [whole = '', flags = '', minus = '', width = '', precision, letter = ''] = match ?? [];
  if (letter === '') return tool.die(`format ${tool.quote(given)} ends in %`);
  if (letter !== 'f') return tool.die(`invalid format ${tool.quote(given)}, directive must be %[0]['][-][N][.][N]f`);
  const rest = format.slice(start + whole.length);
  if (plainEnd(rest, 0) >= 0) return tool.die(`format ${tool.quote(given)} has too many % directives`);
  const size = Number(width);
  return {
    before: format.slice(0, start).replaceAll('%%', '%'),
    after: rest.replaceAll('%%', '%'),
    padding: size === 0 || flags.includes('0') ? undefined : minus === '-' ? -size : size,
    zeroPadding: flags.includes('0') ? size : 0,
    precision: precision === undefined ? undefined : Number(precision),
    grouping: flags.includes("'"),
  };
}

/** Where the first % that is no %% stands; -1: there is none. */
function plainEnd(format: string, from: number): number {
  for (let at = from; at < format.length; at++) {
    if (format.charAt(at) !== '%') continue;
    if (format.charAt(at + 1) !== '%') return at;
    at++;
  }
  return -1;
}

function lineText(tool: Tool, line: string, rules: Rules, state: { failed: boolean }): string {
  const chosen = (field: number): boolean => rules.fields.some(([from, to]) => field >= from && field <= to);
  if (rules.delimiter !== undefined) {
    return line
      .split(rules.delimiter)
      .map((field, i) => (chosen(i + 1) ? converted(tool, field, 0, rules, state) : field))
      .join(rules.delimiter);
  }
  let result = '';
  let field = 0;
  for (const match of line.matchAll(/([ \t\n]*)([^ \t\n]+)/g)) {
    const [, blanks = '', text = ''] = match;
    field++;
    const gap = field > 1 ? ' ' : '';
    const width = rules.autoPadding && (field > 1 || blanks !== '') ? blanks.length + text.length - gap.length : 0;
    result += chosen(field) ? gap + converted(tool, text, field > 1 ? width : width, rules, state) : blanks + text;
  }
  if (field === 0) result += chosen(1) ? converted(tool, line, 0, rules, state) : line;
  const tail = /[^ \t\n]([ \t\n]+)$/.exec(line)?.[1] ?? '';
  return result + tail;
}

function converted(tool: Tool, text: string, autoWidth: number, rules: Rules, state: { failed: boolean }): string {
  const value = read(tool, text, rules);
  if (typeof value === 'string') {
    state.failed = true;
    if (rules.invalid !== 'ignore') {
      if (rules.invalid === 'abort') {
        tool.warn(value);
        throw new Exit(2);
      }
      tool.warn(value);
    }
    return text;
  }
  const scaled = (value.number * rules.fromUnit) / rules.toUnit;
  const shown = shownNumber(scaled, value.decimals, rules) + rules.suffix;
  const width = rules.padding !== 0 ? rules.padding : autoWidth;
  const padded = width < 0 ? shown.padEnd(-width) : shown.padStart(width);
  return rules.before + padded + rules.after;
}

function read(
  tool: Tool,
  given: string,
  rules: Rules,
): { readonly number: number; readonly decimals: number } | string {
  let text = given;
  if (rules.suffix !== '' && text.endsWith(rules.suffix) && text !== rules.suffix)
    text = text.slice(0, -rules.suffix.length);
  const match = /^\s*(-?)(\d+)(?:(\.)(\d*))?([\s\S]*)$/.exec(text);
  if (match === null) return `invalid number: ${tool.word(given)}`;
  const [, sign, whole = '', point, fraction = '', rest = ''] = match;
  if (point !== undefined && fraction === '') return `invalid number: ${tool.word(given)}`;
  const number = Number(`${sign ?? ''}${whole}${fraction === '' ? '' : `.${fraction}`}`);
  const unit = /^([KMGTPEZY])(i?)([\s\S]*)$/.exec(rest);
  if (rest === '') return { number, decimals: fraction.length };
  if (unit === null) return `invalid suffix in input: ${tool.word(given)}`;
  const [, letter = '', i = '', junk = ''] = unit;
  if (rules.from === 'none') return `rejecting suffix in input: ${tool.word(given)} (consider using --from)`;
  if (rules.from === 'iec-i' && i === '') return `missing 'i' suffix in input: ${tool.word(given)} (e.g Ki/Mi/Gi)`;
  if (junk !== '' || (i !== '' && (rules.from === 'si' || rules.from === 'iec'))) {
    return `invalid suffix in input ${tool.word(given)}: ${tool.word(rules.from === 'si' || rules.from === 'iec' ? i + junk : junk)}`;
  }
  const base = rules.from === 'si' || (rules.from === 'auto' && i === '') ? 1000 : 1024;
  return { number: number * base ** (powers.indexOf(letter) + 1), decimals: 0 };
}

function round(value: number, method: Rounding): number {
  const exact = Math.round(value * 1e9) / 1e9;
  switch (method) {
    case 'up':
      return Math.ceil(exact);
    case 'down':
      return Math.floor(exact);
    case 'from-zero':
      return exact < 0 ? Math.floor(exact) : Math.ceil(exact);
    case 'towards-zero':
      return Math.trunc(exact);
    case 'nearest':
      return exact < 0 ? -Math.round(-exact) : Math.round(exact);
  }
}

function shownNumber(value: number, decimals: number, rules: Rules): string {
  const { to, rounding, precision, zeroPadding } = rules;
  if (to === 'none' || to === 'auto') {
    const digits = precision ?? decimals;
    const factor = 10 ** digits;
    const text = (round(value * factor, rounding) / factor).toFixed(digits);
    return zeroPadding > 0
      ? text.replace(
          /^(-?)(.*)$/,
          (_, sign: string, body: string) => sign + body.padStart(zeroPadding - sign.length, '0'),
        )
      : text;
  }
  const base = to === 'si' ? 1000 : 1024;
  let power = 0;
  let scaled = value;
  while (Math.abs(scaled) >= base && power < powers.length) {
    scaled /= base;
    power++;
  }
  const places = precision !== undefined ? 10 ** Math.min(precision, 18) : Math.abs(scaled) < 10 && power > 0 ? 10 : 1;
  scaled = round(scaled * places, rounding) / places;
  if (Math.abs(scaled) >= base && power < powers.length) {
    scaled /= base;
    power++;
  }
  const digits = precision ?? (scaled !== 0 && Math.abs(scaled) < 10 && power > 0 ? 1 : 0);
  const letter = power === 0 ? '' : powers.charAt(power - 1) + (to === 'iec-i' ? 'i' : '');
  return scaled.toFixed(digits) + letter;
}
