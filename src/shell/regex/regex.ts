// POSIX regular expressions with GNU's operators, as glibc matches them: leftmost, then longest. Texts are strings in which a byte
// that is no UTF-8 is U+DC80–DCFF. Linear in the text, but for back-references.
import { Alphabet, Automaton } from './automaton.ts';
import { CharacterSet } from './character-set.ts';
import { GroupFinder, type Spans } from './groups.ts';
import { parseRegex, RegexError, type ParsedRegex } from './parse.ts';
import { compileProgram, SetTable } from './program.ts';
import type { RegexOptions } from './syntax.ts';

export { RegexError } from './parse.ts';

/** Where a match begins and ends, in code units. */
export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  /** Of the whole and of each group; made when it is asked for. */
  readonly spans: () => Spans;
}

export class Regex {
  readonly groups: number;
  readonly warnings: readonly string[];
  readonly #parsed: ParsedRegex;
  readonly #newlines: boolean;
  readonly #ignoreCase: boolean;
  readonly #table = new SetTable();
  readonly #alphabet: Alphabet;
  readonly #anything: CharacterSet | undefined;
  #searcher: Automaton | undefined;
  #measurer: Automaton | undefined;
  #starter: Automaton | undefined;
  #finder: GroupFinder | undefined;
  /** Where matches begin in the text that was searched last. */
  #known: { readonly text: string; readonly starts: Uint8Array } | undefined;

  /** @throws RegexError in glibc's words */
  constructor(source: string, options: RegexOptions) {
    this.#parsed = parseRegex(source, options);
    this.groups = this.#parsed.groups;
    this.warnings = this.#parsed.warnings;
    this.#newlines = options.newline === true;
    this.#ignoreCase = options.ignoreCase === true;
    this.#alphabet = new Alphabet(this.#table, options.encoding);
    if (this.#parsed.hasBackReferences)
      this.#anything = new CharacterSet({ ranges: [[0, 0x10ffff]] }, options.encoding);
    // What is too big is said now, and all sets have their numbers before a character is looked at.
    this.#measurer = this.#automaton('forwards', false);
  }

  /** Is there a match at or after `from`? */
  test(text: string, from = 0): boolean {
    const { literal, hasBackReferences } = this.#parsed;
    if (literal !== undefined) return text.includes(literal, from);
    this.#searcher ??= this.#automaton('forwards', true);
    if (!this.#searcher.matches(text, from)) return false;
    return !hasBackReferences || this.exec(text, from) !== undefined;
  }

  /** The leftmost match at or after `from`, the longest of those. */
  exec(text: string, from = 0): RegexMatch | undefined {
    const { literal, hasBackReferences } = this.#parsed;
    if (literal !== undefined) {
      const start = text.indexOf(literal, from);
      if (start < 0) return undefined;
      const end = start + literal.length;
      return { start, end, spans: () => [[start, end]] };
    }
    const starts = this.#startsIn(text);
    for (let start = starts.indexOf(1, from); start >= 0; start = starts.indexOf(1, start + 1)) {
      const match = hasBackReferences ? this.#referring(text, start) : this.#plain(text, start);
      if (match !== undefined) return match;
    }
    return undefined;
  }

  /** The longest match that begins at `at`. */
  matchAt(text: string, at: number): RegexMatch | undefined {
    return this.#parsed.hasBackReferences ? this.#referring(text, at) : this.#plain(text, at);
  }

  #plain(text: string, start: number): RegexMatch | undefined {
    this.#measurer ??= this.#automaton('forwards', false);
    const end = this.#measurer.longest(text, start);
    if (end < 0) return undefined;
    return {
      start,
      end,
      spans: () => (this.groups === 0 ? [[start, end]] : this.#groupFinder().within(text, start, end)),
    };
  }

  #referring(text: string, start: number): RegexMatch | undefined {
    const spans = this.#groupFinder().longest(text, start);
    const end = spans?.[0]?.[1];
    return spans === undefined || end === undefined ? undefined : { start, end, spans: () => spans };
  }

  #startsIn(text: string): Uint8Array {
    if (this.#known?.text === text) return this.#known.starts;
    this.#starter ??= this.#automaton('backwards', true);
    this.#known = { text, starts: this.#starter.starts(text) };
    return this.#known.starts;
  }

  #automaton(direction: 'forwards' | 'backwards', anywhere: boolean): Automaton {
    const program = compileProgram(this.#parsed.root, this.#table, direction, this.#anything);
    return new Automaton(program, this.#alphabet, {
      backwards: direction === 'backwards',
      anywhere,
      newlines: this.#newlines,
    });
  }

  #groupFinder(): GroupFinder {
    return (this.#finder ??= new GroupFinder(
      compileProgram(this.#parsed.root, this.#table, 'forwards', undefined),
      this.#alphabet,
      (set, point) => this.#table.sets[set]?.has(point) === true,
      this.groups,
      { newlines: this.#newlines, ignoreCase: this.#ignoreCase },
    ));
  }
}

const cache = new Map<string, Regex | RegexError>();

/** Likewise, made once for each expression. @throws RegexError */
export function compileRegex(source: string, options: RegexOptions): Regex {
  const { syntax, ignoreCase = false, newline = false, whole = '', encoding } = options;
  const key = `${JSON.stringify(syntax)}${ignoreCase} ${newline} ${whole} ${encoding} ${source}`;
  let found = cache.get(key);
  if (found === undefined) {
    found = attempt(source, options);
    if (cache.size >= 100) cache.clear();
    cache.set(key, found);
  }
  if (found instanceof RegexError) throw found;
  return found;
}

function attempt(source: string, options: RegexOptions): Regex | RegexError {
  try {
    return new Regex(source, options);
  } catch (error) {
    if (error instanceof RegexError) return error;
    throw error;
  }
}
