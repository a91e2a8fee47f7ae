// The functions of Go's templates, and docker 1.9's own, `json`.
import { isDict, isList, isTruth, jsonText, printed, Struct, type Value } from './value.ts';

/** What a function refuses: the text after `error calling NAME: `. */
export class CallError extends Error {}

type TemplateFunction = (args: readonly Value[]) => Value;

export const functions: ReadonlyMap<string, TemplateFunction> = new Map<string, TemplateFunction>([
  ['and', (args) => args.find((arg) => !isTruth(arg)) ?? args.at(-1)],
  ['or', (args) => args.find((arg) => isTruth(arg)) ?? args.at(-1)],
  ['not', ([arg]) => !isTruth(arg)],
  ['len', ([arg]) => lengthOf(arg)],
  ['index', ([value, ...keys]) => keys.reduce<Value>(indexed, value)],
  ['print', (args) => printAll(args)],
  ['println', (args) => `${args.map(printed).join(' ')}\n`],
  ['printf', ([format, ...args]) => formatted(printed(format), args)],
  ['json', ([arg]) => jsonText(arg)],
  ['html', (args) => printAll(args).replace(/[<>&"']/g, (char) => `&${htmlNames[char] ?? ''};`)],
  ['js', (args) => printAll(args).replace(/[\\'"<>]/g, (char) => jsNames[char] ?? `\\${char}`)],
  ['urlquery', (args) => encodeURIComponent(printAll(args)).replace(/%20/g, '+')],
  ['eq', ([first, ...others]) => others.some((other) => compared(first, other) === 0)],
  ['ne', ([a, b]) => compared(a, b) !== 0],
  ['lt', ([a, b]) => compared(a, b) < 0],
  ['le', ([a, b]) => compared(a, b) <= 0],
  ['gt', ([a, b]) => compared(a, b) > 0],
  ['ge', ([a, b]) => compared(a, b) >= 0],
]);

const htmlNames: Record<string, string> = { '<': 'lt', '>': 'gt', '&': 'amp', '"': '#34', "'": '#39' };
const jsNames: Record<string, string> = { '<': '\\x3C', '>': '\\x3E' };

/** fmt.Sprint: a blank between two that are no strings. */
function printAll(args: readonly Value[]): string {
  return args
    .map((arg, i) => {
      const isBlank = i > 0 && typeof arg !== 'string' && typeof args[i - 1] !== 'string';
      return `${isBlank ? ' ' : ''}${printed(arg)}`;
    })
    .join('');
}

function lengthOf(value: Value): number {
  if (typeof value === 'string') return new TextEncoder().encode(value).length;
  if (isList(value)) return value.length;
  if (isDict(value)) return Object.keys(value).length;
  throw new CallError(`len of type ${kindOf(value)}`);
}

function indexed(value: Value, key: Value): Value {
  if (value instanceof Struct && value.json !== undefined) return indexed(value.json, key);
  if (isList(value)) {
    if (typeof key !== 'number') throw new CallError(`cannot index slice/array with type ${kindOf(key)}`);
    if (key < 0 || key >= value.length) throw new CallError(`index out of range: ${key}`);
    return value[key];
  }
  // A map of strings has the empty one where it has none.
  if (isDict(value)) return value[printed(key)] ?? '';
  throw new CallError(`can't index item of type ${kindOf(value)}`);
}

function kindOf(value: Value): string {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'int';
  return typeof value === 'string' ? 'string' : value instanceof Struct ? value.type : 'nil';
}

function compared(a: Value, b: Value): number {
  if (typeof a !== typeof b) throw new CallError('incompatible types for comparison');
  if (typeof a !== 'string' && typeof a !== 'number' && typeof a !== 'boolean')
    throw new CallError('invalid type for comparison');
  return a === b ? 0 : (a as string) < (b as string) ? -1 : 1;
}

/** fmt.Sprintf of what a person would write: %s %d %v %q %t %x %f, widths and `-` and `0`. */
export function formatted(format: string, args: readonly Value[]): string {
  let next = 0;
  const text = format.replace(
    /%([-+0 #]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g,
    (_whole, flags: string, width: string, precision: string | undefined, verb: string) => {
      if (verb === '%') return '%';
      if (next >= args.length) return `%!${verb}(MISSING)`;
      const value = verbText(verb, args[next++], precision);
      if (flags.includes('-')) return value.padEnd(Number(width));
      return value.padStart(Number(width), flags.includes('0') && /^-?[\d.]+$/.test(value) ? '0' : ' ');
    },
  );
  const extra = args.slice(next).map((arg) => `${kindOf(arg)}=${printed(arg)}`);
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(', ')})`;
}

function verbText(verb: string, value: Value, precision: string | undefined): string {
  const bad = `%!${verb}(${kindOf(value)}=${printed(value)})`;
  switch (verb) {
    case 'v':
      return printed(value);
    case 's':
      if (typeof value === 'number' || typeof value === 'boolean') return bad;
      return precision === undefined ? printed(value) : [...printed(value)].slice(0, Number(precision)).join('');
    case 'd':
      return typeof value === 'number' ? String(value) : bad;
    case 't':
      return typeof value === 'boolean' ? String(value) : bad;
    case 'q':
      return typeof value === 'string' ? JSON.stringify(value) : bad;
    case 'x':
      return typeof value === 'number' ? value.toString(16) : bad;
    case 'f':
      return typeof value === 'number' ? value.toFixed(Number(precision ?? 6)) : bad;
    default:
      return bad;
  }
}
