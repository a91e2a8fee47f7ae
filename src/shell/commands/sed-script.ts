// A script of sed, parsed. Errors are told in GNU sed's words, with how far it had read.
import type { RegexMatch } from '../regex/regex.ts';

/** A regular expression as written; the empty one stands for the last that was used. */
export interface SedRegex {
  readonly find: (text: string, from: number) => RegexMatch | undefined;
  readonly isLast: boolean;
  /** How many groups it has; of the last used it is not known. */
  readonly groups: number;
}

export type SedAddress =
  | { readonly type: 'line'; readonly line: number }
  | { readonly type: 'step'; readonly first: number; readonly step: number }
  | { readonly type: 'last' }
  | { readonly type: 'regex'; readonly regex: SedRegex };

export type SedRangeEnd =
  SedAddress | { readonly type: 'plus'; readonly count: number } | { readonly type: 'multiple'; readonly of: number };

export type CaseChange = 'U' | 'L' | 'E' | 'u' | 'l';

export type ReplacementPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'group'; readonly group: number }
  | { readonly type: 'case'; readonly change: CaseChange };

export interface Substitution {
  readonly regex: SedRegex;
  readonly parts: readonly ReplacementPart[];
  readonly global: boolean;
  /** Which match is the first to be replaced, from 1. */
  readonly number: number;
  readonly print: boolean;
  readonly evaluate: boolean;
  readonly file: string | undefined;
}

export interface SedCommand {
  readonly name: string;
  readonly first: SedAddress | undefined;
  readonly second: SedRangeEnd | undefined;
  readonly negated: boolean;
  /** Text of a, c and i, a label, or a file's name. */
  readonly text: string;
  /** Of q, Q, l and L. */
  readonly number: number | undefined;
  /** Where `{` goes on when it is not entered, and b, t, T jump to; -1: the end of the script. */
  target: number;
  readonly substitution: Substitution | undefined;
  readonly transliteration: ReadonlyMap<string, string> | undefined;
}

export class SedError extends Error {
  readonly status: number;

  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
}
