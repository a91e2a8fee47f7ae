// The patterns of one run of grep, as one thing that lines are held against.
import { Regex, RegexError, type RegexMatch } from '../regex/regex.ts';
import { grepBasic, grepExtended, type RegexOptions, type Syntax } from '../regex/syntax.ts';

export type PatternKind = 'basic' | 'extended' | 'fixed';

export class Patterns {
  readonly #regexes: readonly Regex[];
  readonly warnings: readonly string[];

  /** @throws RegexError */
  constructor(sources: readonly string[], kind: PatternKind, options: Omit<RegexOptions, 'syntax'>) {
    const syntax: Syntax = kind === 'extended' ? grepExtended : grepBasic;
    const texts = kind === 'fixed' ? sources.map((text) => text.replace(/[\\^$.*[]/g, '\\$&')) : sources;
    const regexes = texts.map((text) => new Regex(text, { ...options, syntax }));
    this.warnings = regexes.flatMap(({ warnings }) => warnings);
    // Together they are one automaton, unless they refer to groups by number.
    const separate = regexes.length <= 1 || texts.some((text) => /\\[1-9]/.test(text));
    this.#regexes = separate
      ? regexes
      : [new Regex(texts.join('\n'), { ...options, syntax: { ...syntax, newlineAlternates: true } })];
  }

  test(line: string): boolean {
    return this.#regexes.some((regex) => regex.test(line));
  }

  /** The leftmost match at or after `from`, the longest of those. */
  find(line: string, from: number): RegexMatch | undefined {
    let best: RegexMatch | undefined;
    for (const regex of this.#regexes) {
      const match = regex.exec(line, from);
      if (match === undefined) continue;
      if (best === undefined || match.start < best.start || (match.start === best.start && match.end > best.end))
        best = match;
    }
    return best;
  }
}

/** What is wrong with the patterns, in grep's words; undefined: nothing is. */
export function patternsOf(
  sources: readonly string[],
  kind: PatternKind,
  options: Omit<RegexOptions, 'syntax'>,
): Patterns | RegexError {
  try {
    return new Patterns(sources, kind, options);
  } catch (error) {
    if (error instanceof RegexError) return error;
    throw error;
  }
}
