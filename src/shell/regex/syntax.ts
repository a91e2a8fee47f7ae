// The dialects of regular expressions that the commands speak: what is special, and what is an error. Named after who speaks them.
import type { Encoding } from './character-set.ts';

export interface Syntax {
  /** `\(`, `\{`, `\|`, `\+`, `\?` are the special ones, and `^`, `$` only at edges. */
  readonly basic: boolean;
  /** An operator with nothing before it: itself, an error, or nothing at all. In basic expressions it is itself. */
  readonly loneOperator: 'itself' | 'error' | 'nothing';
  /** A second repetition right after a first, or an interval with nothing before it, is no error. */
  readonly repeatedRepeat: boolean;
  /** `a{x` stands for itself. */
  readonly wrongIntervalIsItself: boolean;
  readonly intervals: boolean;
  /** `[[:alpha:]]` names a class. */
  readonly characterClasses: boolean;
  /** `)` without `(`. */
  readonly loneClose: 'itself' | 'Unmatched ( or \\(' | 'Unmatched ) or \\)';
  /** `[:space:]` is taken for a slip. */
  readonly refusesBareClass: boolean;
  readonly backReferences: boolean;
  /** A backslash is an escape between brackets, too. */
  readonly bracketEscapes: boolean;
  /** GNU's `\w \b \<` and their like. */
  readonly gnuOperators: boolean;
  /** A newline between two expressions is an alternation. */
  readonly newlineAlternates: boolean;
  /** `+` and `?` are special without a backslash in a basic expression, too (Emacs). */
  readonly plainPlus: boolean;
}

/** regcomp(3) without REG_EXTENDED. */
export const posixBasic: Syntax = {
  basic: true,
  loneOperator: 'itself',
  repeatedRepeat: false,
  wrongIntervalIsItself: false,
  intervals: true,
  characterClasses: true,
  loneClose: 'Unmatched ( or \\(',
  refusesBareClass: false,
  backReferences: true,
  bracketEscapes: false,
  gnuOperators: true,
  newlineAlternates: false,
  plainPlus: false,
};

/** regcomp(3) with REG_EXTENDED. */
export const posixExtended: Syntax = {
  ...posixBasic,
  basic: false,
  loneOperator: 'error',
  repeatedRepeat: true,
  loneClose: 'itself',
};

export const grepBasic: Syntax = {
  ...posixBasic,
  repeatedRepeat: true,
  loneClose: 'Unmatched ) or \\)',
  refusesBareClass: true,
};

export const grepExtended: Syntax = {
  ...posixExtended,
  loneOperator: 'nothing',
  wrongIntervalIsItself: true,
  refusesBareClass: true,
};

export const sedBasic: Syntax = { ...posixBasic, loneClose: 'Unmatched ) or \\)' };

export const sedExtended: Syntax = { ...posixExtended, loneClose: 'Unmatched ) or \\)' };

/** mawk 1.3.4: no intervals, no back-references, none of GNU's operators. */
export const awkExtended: Syntax = {
  ...posixExtended,
  intervals: false,
  backReferences: false,
  bracketEscapes: true,
  gnuOperators: false,
};

/** Emacs's, which find speaks where it is not told otherwise. */
export const emacs: Syntax = {
  ...posixBasic,
  repeatedRepeat: true,
  intervals: false,
  characterClasses: false,
  loneClose: 'Unmatched ) or \\)',
  plainPlus: true,
};

export interface RegexOptions {
  readonly syntax: Syntax;
  readonly ignoreCase?: boolean;
  /** REG_NEWLINE: `^` and `$` match at newlines, `.` and `[^…]` match none. */
  readonly newline?: boolean;
  /** A match must be whole words, or the whole line (`grep -w`, `-x`). */
  readonly whole?: 'words' | 'line';
  readonly encoding: Encoding;
}
