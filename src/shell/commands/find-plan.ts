// What the parts of find share: a file that was found, a test of it, and how the trees are gone through.
import { S_IFMT } from '../../abi/mode.ts';
import type { Stat } from '../../abi/stat.ts';
import type { Output } from '../../kernel/stdio.ts';
import type { Accounts } from '../coreutils/accounts.ts';
import type { Steps, Tool } from '../coreutils/tool.ts';
import type { Syntax } from '../regex/syntax.ts';

export interface Found {
  readonly path: string;
  readonly name: string;
  /** The operand it was found below. */
  readonly root: string;
  readonly depth: number;
  readonly stat: Stat;
  pruned: boolean;
}

export type Test = (found: Found) => Steps<boolean>;

export interface Plan {
  minDepth: number;
  maxDepth: number;
  depthFirst: boolean;
  sameDevice: boolean;
  /** -P, -H, -L */
  follows: 'never' | 'operands' | 'always';
  /** When find began; with -daystart the end of that day. Nanoseconds. */
  now: bigint;
  /** Run when all trees are done: what `-exec … +` still holds. */
  readonly atEnd: (() => Steps<void>)[];
}

/** An expression while it is read: what a primary may ask. */
export interface Reading {
  readonly tool: Tool;
  readonly plan: Plan;
  readonly accounts: Accounts;
  /** How the expressions to come are written. */
  syntax: Syntax;
  /** Something in it acts, so that -print is not implied. */
  acts: boolean;
  prunes: boolean;
  deletes: boolean;
  /** -depth was asked for, not only implied by -delete. */
  saysDepth: boolean;
  /** The next word. Ends with a message where there is none. */
  readonly argument: (option: string) => string;
  /** Words up to and including the first for which `isEnd` holds; undefined: there is none. */
  until(isEnd: (word: string, before: string | undefined) => boolean): readonly string[] | undefined;
  /** Output to a file of that name, the same for all who name it. */
  file(name: string): Output;
}

export type Primary = (reading: Reading, word: string) => Test;

/** A test that needs no time. */
export function when(holds: (found: Found) => boolean): Test {
  return function* (found) {
    return holds(found);
  };
}

export const always = when(() => true);

const letters: Readonly<Record<number, string>> = {
  0o100000: 'f',
  0o040000: 'd',
  0o120000: 'l',
  0o020000: 'c',
  0o060000: 'b',
  0o010000: 'p',
  0o140000: 's',
};

/** The letter that -type and %y have for a kind of file. */
export function typeLetter(mode: number): string {
  return letters[mode & S_IFMT] ?? 'U';
}

/** What stands behind the last slash but one that ends the path, which stays. */
export function lastPart(path: string): string {
  return path.replace(/^.*\/(?=[^/])/s, '');
}
