// Options of one verb, as docker 1.9 reads them and lists them (moby v1.9.1 pkg/mflag): a flag is written down here as its help
// shows it, `-t, --time=10  Seconds to wait`, and its default says what it takes: a truth value, a number, a text, a list.

export interface FlagSpec {
  /** `-i`, `--interactive`: all its names with their dashes; it is known by the first. `#-c` is a name that is listed nowhere. */
  readonly names: readonly string[];
  readonly kind: 'bool' | 'number' | 'text' | 'list';
  /** As help shows it. */
  readonly initial: string;
  readonly help: string;
  /** It is of docker 1.9.1's, and this daemon cannot do it. */
  readonly missing: boolean;
}

export interface Given {
  readonly flags: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly string[];
  /** What is wrong with it, in docker's words; exit status 2. */
  readonly error?: string;
  readonly help?: true;
}

/** A value that a flag does not take, or undefined. */
export type ValueCheck = (flag: string, value: string) => string | undefined;

const helpLine = '--help=false  Print usage';

/**
 * Reads a table of flags, one a line. A line that begins with `!` is of a flag that is not simulated: it is listed, and refused
 * where it is given.
 */
export function flagTable(lines: string): readonly FlagSpec[] {
  const all = [...lines.split('\n'), helpLine].map((line) => line.trim()).filter((line) => line !== '');
  return all.map(readLine).sort(({ names: [a = ''] }, { names: [b = ''] }) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function readLine(line: string): FlagSpec {
  const [, missing, names = '', initial = '', help = ''] = /^(!?)(#?-[^=]*)=(\S*) +(.*)$/.exec(line) ?? [];
  const kind =
    initial === 'true' || initial === 'false'
      ? 'bool'
      : initial === '[]'
        ? 'list'
        : /^-?\d+$/.test(initial)
          ? 'number'
          : 'text';
  return { names: names.split(', '), kind, initial, help, missing: missing === '!' };
}

/** Flags are listed by the letters of their first name, capitals among the small ones. */
function sortKey(name: string): string {
  const letters = name.replace(/^[#-]+/, '');
  return `${letters.toLowerCase()} ${letters}`;
}

/** The lines of `--help` about flags. */
export function flagsText(flags: readonly FlagSpec[]): string {
  const rows = flags.map(({ names, initial, help, missing }) => ({
    head: `  ${names.filter((name) => !name.startsWith('#')).join(', ')}=${initial}`,
    help: missing ? `${help} (not simulated)` : help,
  }));
  const width = Math.max(20, ...rows.map(({ head }) => head.length + 3));
  return rows.map(({ head, help }) => `${head.padEnd(width)} ${help}\n`).join('');
}

/** Options end at the first operand. */
export function parseFlags(specs: readonly FlagSpec[], words: readonly string[], check?: ValueCheck): Given {
  const reader = new FlagReader(specs, words, check);
  const error = reader.read();
  const { flags, rest } = reader;
  if (error === 'help') return { flags, operands: [], help: true };
  return error === undefined ? { flags, operands: rest } : { flags, operands: [], error };
}

class FlagReader {
  readonly flags = new Map<string, string[]>();
  rest: readonly string[];
  readonly #specs: readonly FlagSpec[];
  readonly #check: ValueCheck | undefined;

  constructor(specs: readonly FlagSpec[], words: readonly string[], check: ValueCheck | undefined) {
    this.#specs = specs;
    this.#check = check;
    this.rest = words;
  }

  /** `help`, or what is wrong. */
  read(): string | undefined {
    for (;;) {
      const [word = '', ...rest] = this.rest;
      if (!word.startsWith('-') || word === '-') return this.#isOn('--help') ? 'help' : undefined;
      this.rest = rest;
      if (word === '--') return this.#isOn('--help') ? 'help' : undefined;
      if (word.startsWith('-=')) return `bad flag syntax: ${word}`;
      const error = this.#flag(word);
      if (error !== undefined) return error;
    }
  }

  #isOn(name: string): boolean {
    const value = this.flags.get(name)?.at(-1);
    return value !== undefined && isTrue(value) === true;
  }

  #flag(word: string): string | undefined {
    const at = word.indexOf('=');
    const name = at < 0 ? word : word.slice(0, at);
    const value = at < 0 ? undefined : withoutQuotes(word.slice(at + 1));
    const spec = this.#find(name);
    if (spec !== undefined) return this.#give(spec, name, value);
    if (name === '-h' || name === '-help') return 'help';
    if (name.startsWith('--') || name.length < 3) return `flag provided but not defined: ${name}`;
    // `-it`: letters, each as if it stood by itself; one that takes a value takes the next word.
    for (const letter of name.slice(1)) {
      const one = this.#find(`-${letter}`);
      if (one === undefined || this.#give(one, `-${letter}`, undefined) !== undefined) {
        return `flag provided but not defined: ${name}`;
      }
    }
    return undefined;
  }

  #find(name: string): FlagSpec | undefined {
    return this.#specs.find((one) => one.names.includes(name));
  }

  #give(spec: FlagSpec, name: string, given: string | undefined): string | undefined {
    let value = given;
    if (spec.kind === 'bool') {
      value ??= 'true';
      if (isTrue(value) === undefined) {
        return `invalid boolean value "${value}" for  ${name}: strconv.ParseBool: parsing "${value}": invalid syntax`;
      }
    } else if (value === undefined) {
      if (this.rest.length === 0) return `flag needs an argument: ${name}`;
      [value = '', ...this.rest] = this.rest;
    }
    const key = spec.names[0] ?? '';
    const wrong =
      spec.kind === 'number' && !/^[-+]?\d+$/.test(value)
        ? `strconv.ParseInt: parsing "${value}": invalid syntax`
        : this.#check?.(key, value);
    if (wrong !== undefined) return `invalid value "${value}" for flag ${name}: ${wrong}`;
    this.flags.set(key, [...(this.flags.get(key) ?? []), value]);
    return undefined;
  }
}

/** Go's strconv.ParseBool; undefined: it is neither. */
export function isTrue(value: string): boolean | undefined {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(value)) return true;
  return ['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(value) ? false : undefined;
}

function withoutQuotes(text: string): string {
  return /^(["']).*\1$/s.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}
