// A builtin: a command that runs inside the shell because it changes the shell, or to be quick.
import type { Assignment } from '../ast.ts';
import type { Running } from '../../kernel/program.ts';
import type { Shell } from '../shell.ts';

export interface Builtin {
  readonly name: string;
  /** What follows the name in its synopsis: `[-n] [-e] [arg …]`. */
  readonly synopsis: string;
  /** One sentence for `help`. */
  readonly summary: string;
  /** POSIX special builtin. */
  readonly special?: true;
  /** Assignments among its words are not split and may be arrays. */
  readonly declaration?: true;
  /** Plain functions where nothing in it can wait; `print` collects output in either case. Returns the exit status. */
  run(shell: Shell, invocation: Invocation): number | Running;
}

export interface Invocation {
  readonly args: readonly string[];
  /** Of a declaration builtin: the arguments that are array assignments, by their index in `args`. */
  readonly arrays: ReadonlyMap<number, Assignment>;
}

export const noArrays: ReadonlyMap<number, Assignment> = new Map();

/** Tells an error of a builtin as bash does: `bash: line 1: cd: message`. Returns `status`. */
export function* complain(shell: Shell, name: string, message: string, status = 1): Running {
  yield* shell.error(`${name}: ${message}`);
  return status;
}

/** A wrong option: its message, then the synopsis. */
export function* wrongOption(shell: Shell, builtin: Builtin, option: string): Running {
  yield* shell.error(`${builtin.name}: ${option}: invalid option`);
  yield* shell.printError(`${builtin.name}: usage: ${builtin.name} ${builtin.synopsis}\n`);
  return 2;
}

/** An option without the argument it wants, then the synopsis. */
export function* lacksArgument(shell: Shell, builtin: Builtin, option: string): Running {
  yield* shell.error(`${builtin.name}: ${option}: option requires an argument`);
  yield* shell.printError(`${builtin.name}: usage: ${builtin.name} ${builtin.synopsis}\n`);
  return 2;
}

export interface ParsedOptions {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
  /** The first wrong option (`-z`), or one that lacks its argument. */
  readonly wrong: string | undefined;
  /** Index of the first operand in the arguments. */
  readonly first: number;
  readonly missing: string | undefined;
}

/** Options as getopt(3) reads them, up to the first operand. In `letters` a colon follows one that takes an argument. */
export function parseOptions(args: readonly string[], letters: string): ParsedOptions {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  let at = 0;
  let wrong: string | undefined;
  let missing: string | undefined;
  outer: for (; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      at++;
      break;
    }
    if (!arg.startsWith('-') || arg === '-') break;
    for (let index = 1; index < arg.length; index++) {
      const letter = arg[index] ?? '';
      const found = letter === ':' ? -1 : letters.indexOf(letter);
      if (found < 0) {
        wrong = `-${letter}`;
        break outer;
      }
      flags.add(letter);
      if (letters[found + 1] !== ':') continue;
      const rest = arg.slice(index + 1);
      const value = rest === '' ? args[++at] : rest;
      if (value === undefined) {
        missing = `-${letter}`;
        break outer;
      }
      values.set(letter, value);
      break;
    }
  }
  return { flags, values, operands: args.slice(at), wrong, first: at, missing };
}

export function isName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}
