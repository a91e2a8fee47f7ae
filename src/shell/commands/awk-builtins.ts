// The functions of awk.
import { daysFromCivil, formatTime, zoneOf } from '../coreutils/time.ts';
import type { Steps } from '../coreutils/tool.ts';
import type { Regex } from '../regex/regex.ts';
import type { AwkExpression, AwkTarget } from './awk-ast.ts';
import { splitText } from './awk-record.ts';
import type { AwkRun } from './awk-run.ts';
import { formatAwk, outside, toNumber, toText, type AwkValue } from './awk-values.ts';

export function* callBuiltin(run: AwkRun, name: string, args: readonly AwkExpression[]): Steps<AwkValue> {
  switch (name) {
    case 'sub':
    case 'gsub':
      return yield* substitute(run, name === 'gsub', args);
    case 'gensub':
      return yield* generalSubstitute(run, args);
    case 'split':
      return yield* split(run, args);
    case 'match':
      return yield* match(run, args);
    case 'length':
      return yield* length(run, args);
    case 'system':
      return yield* run.system(yield* textOf(run, args[0]));
    case 'close':
      return yield* run.streams.close(yield* textOf(run, args[0]));
    case 'fflush':
      return yield* run.streams.flush(args[0] === undefined ? undefined : yield* textOf(run, args[0]));
    default: {
      const values: AwkValue[] = [];
      for (const arg of args) values.push(yield* run.evaluate(arg));
      return plain(run, name, values);
    }
  }
}

function* textOf(run: AwkRun, expression: AwkExpression | undefined): Steps<string> {
  return expression === undefined ? '' : toText(yield* run.evaluate(expression), run.convert);
}

function plain(run: AwkRun, name: string, values: readonly AwkValue[]): AwkValue {
  const number = (at: number): number => toNumber(values[at]);
  const text = (at: number): string => toText(values[at], run.convert);
  switch (name) {
    case 'substr':
      return substring(text(0), number(1), values.length > 2 ? number(2) : Infinity);
    case 'index':
      return text(0).indexOf(text(1)) + 1;
    case 'tolower':
      return text(0).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    case 'toupper':
      return text(0).replace(/[a-z]/g, (letter) => letter.toUpperCase());
    case 'sprintf': {
      const { text: formatted, error } = formatAwk(text(0), values.slice(1), run.convert);
      if (error !== undefined) run.fail(`${error} ${error.startsWith('not') ? 'to ' : 'in '}sprintf("${text(0)}")`);
      return formatted;
    }
    case 'sin':
      return Math.sin(number(0));
    case 'cos':
      return Math.cos(number(0));
    case 'atan2':
      return Math.atan2(number(0), number(1));
    case 'exp':
      return Math.exp(number(0));
    case 'log':
      return Math.log(number(0));
    case 'sqrt':
      return Math.sqrt(number(0));
    case 'int':
      return Math.trunc(number(0));
    case 'rand':
      return random(run);
    case 'srand': {
      const before = run.seed;
      run.seed = values.length > 0 ? number(0) : Number(run.tool.sys.clockGettime() / 1_000_000_000n);
      run.randomState = Math.trunc(run.seed);
      return before;
    }
    case 'systime':
      return Number(run.tool.sys.clockGettime() / 1_000_000_000n);
    case 'mktime':
      return makeTime(text(0), run.tool.variable('TZ'));
    default: {
      const now = run.tool.sys.clockGettime();
      const time = values.length > 1 ? BigInt(Math.trunc(number(1))) * 1_000_000_000n : now;
      const zone = zoneOf(values.length > 2 && number(2) !== 0 ? undefined : run.tool.variable('TZ'));
      return formatTime(values.length > 0 ? text(0) : '%c', time, zone, run.tool.locale('LC_TIME'));
    }
  }
}

/** As mawk 1.3.4-20200120 counts: a place before the first makes what is cut longer by as much. */
function substring(text: string, start: number, length: number): string {
  const from = Number.isNaN(start) ? 0 : Math.trunc(start);
  let count = Math.trunc(length);
  if (Number.isNaN(count)) return '';
  if (from < 1) count -= from;
  const first = Math.max(from, 1) - 1;
  return count <= 0 ? '' : text.slice(first, first + count);
}

/** Numbers from 0 to 1 (mulberry32). */
function random(run: AwkRun): number {
  run.randomState = (run.randomState + 0x6d2b79f5) | 0;
  let mixed = Math.imul(run.randomState ^ (run.randomState >>> 15), 1 | run.randomState);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
}

function makeTime(text: string, tz: string | undefined): number {
  const [year, month, day, hour, minute, second] = text.trim().split(/\s+/).map(Number);
  if (second === undefined || [year, month, day, hour, minute, second].some((part) => Number.isNaN(part))) return -1;
  const days = daysFromCivil(year ?? 1970, month ?? 1, day ?? 1);
  return days * 86400 + (hour ?? 0) * 3600 + (minute ?? 0) * 60 + second - zoneOf(tz).offsetSeconds;
}

function* length(run: AwkRun, [arg]: readonly AwkExpression[]): Steps<AwkValue> {
  if (arg === undefined) return run.record.text.length;
  if (arg.type === 'name' && run.isArray(arg.name)) return run.array(arg.name).size;
  return (yield* textOf(run, arg)).length;
}

function* split(run: AwkRun, [subject, into, separator]: readonly AwkExpression[]): Steps<AwkValue> {
  const text = yield* textOf(run, subject);
  if (into?.type !== 'name') return run.fail('split needs an array');
  let by: string;
  if (separator === undefined) by = run.text('FS');
  else if (separator.type === 'regex') by = separator.source.length === 1 ? `(${separator.source})` : separator.source;
  else by = yield* textOf(run, separator);
  const parts = splitText(text, by);
  const array = run.array(into.name);
  array.clear();
  for (const [i, part] of parts.entries()) array.set(String(i + 1), outside(part));
  return parts.length;
}

function* match(run: AwkRun, [subject, pattern, into]: readonly AwkExpression[]): Steps<AwkValue> {
  const text = yield* textOf(run, subject);
  if (pattern === undefined) return 0;
  const found = (yield* run.regexOf(pattern)).exec(text);
  run.setVariable('RSTART', found === undefined ? 0 : found.start + 1);
  run.setVariable('RLENGTH', found === undefined ? -1 : found.end - found.start);
  if (into?.type === 'name') {
    const array = run.array(into.name);
    array.clear();
    for (const [i, [start, end]] of (found?.spans() ?? []).entries())
      if (start >= 0) array.set(String(i), outside(text.slice(start, end)));
  }
  return found === undefined ? 0 : found.start + 1;
}

interface Replaced {
  readonly text: string;
  readonly count: number;
}

/** @param which 0: every match; else that one, from 1 */
function replaceMatches(
  text: string,
  regex: Regex,
  which: number,
  replacement: (groups: () => readonly string[]) => string,
): Replaced {
  let result = '';
  let copied = 0;
  let count = 0;
  let seen = 0;
  for (let from = 0; from <= text.length;) {
    const found = regex.exec(text, from);
    if (found === undefined) break;
    const { start, end } = found;
    if (start < end || start !== copied || seen === 0 || from === 0) {
      seen += 1;
      if (which === 0 || seen === which) {
        count += 1;
        const groups = (): readonly string[] => found.spans().map(([a, b]) => (a < 0 ? '' : text.slice(a, b)));
        result += text.slice(copied, start) + replacement(groups);
        copied = end;
        if (which > 0) break;
      }
    }
    from = end > start ? end : end + 1;
  }
  return { text: result + text.slice(copied), count };
}

function* substitute(run: AwkRun, everywhere: boolean, args: readonly AwkExpression[]): Steps<AwkValue> {
  const [pattern, replacement, given] = args;
  if (pattern === undefined) return 0;
  const regex = yield* run.regexOf(pattern);
  const parts = replacementParts(yield* textOf(run, replacement));
  const target: AwkExpression = given ?? { type: 'field', index: { type: 'number', value: 0 } };
  const text = yield* textOf(run, target);
  const replaced = replaceMatches(text, regex, everywhere ? 0 : 1, (groups) =>
    parts.map((part) => (part === '&' ? (groups()[0] ?? '') : part.slice(1))).join(''),
  );
  if (replaced.count > 0 && isTarget(target)) yield* run.store(target, replaced.text);
  return replaced.count;
}

/** `&` alone, or a mark and a text. */
function replacementParts(text: string): readonly string[] {
  return (text.match(/\\\\|\\&|&|[^\\&]+|\\/g) ?? []).map((part) => {
    if (part === '&') return part;
    return `=${part === '\\&' ? '&' : part === '\\\\' ? '\\' : part}`;
  });
}

function* generalSubstitute(run: AwkRun, args: readonly AwkExpression[]): Steps<AwkValue> {
  const [pattern, replacement, how, given] = args;
  if (pattern === undefined) return '';
  const regex = yield* run.regexOf(pattern);
  const shape = yield* textOf(run, replacement);
  const which = yield* textOf(run, how);
  const text = given === undefined ? run.record.text : yield* textOf(run, given);
  const number = /^[gG]/.test(which) ? 0 : Math.max(1, Math.trunc(toNumber(which)));
  return replaceMatches(text, regex, number, (groups) =>
    shape.replace(/\\(\d)|\\([^])|&/g, (whole, digit: string | undefined, char: string | undefined) => {
      if (digit !== undefined) return groups()[Number(digit)] ?? '';
      return char ?? (whole === '&' ? (groups()[0] ?? '') : whole);
    }),
  ).text;
}

function isTarget(expression: AwkExpression): expression is AwkTarget {
  return expression.type === 'name' || expression.type === 'field' || expression.type === 'element';
}
