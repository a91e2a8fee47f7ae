// All of a shell as plain immutable data, and back: what `process.rest` holds at a prompt. Functions are kept as the text
// they were read from.
import type { FunctionDefinition } from './ast.ts';
import type { OptionName } from './options.ts';
import { parse } from './parse.ts';
import type { Shell } from './shell.ts';
import type { SavedVariable } from './variables.ts';

/** A shell at a prompt, or one that only waits for a foreground job before it prompts again. */
export interface SavedShell {
  readonly kind: 'bash';
  readonly variables: readonly SavedVariable[];
  readonly dynamic: readonly string[];
  readonly functions: readonly (readonly [
    name: string,
    source: string,
    line: number,
    file: string,
    exported: boolean,
  ])[];
  readonly aliases: readonly (readonly [string, string])[];
  readonly options: readonly OptionName[];
  readonly shopts: readonly string[];
  readonly disabledBuiltins: readonly string[];
  readonly readonlyFunctions: readonly string[];
  readonly positional: readonly string[];
  readonly name: string;
  readonly program: string;
  readonly login: boolean;
  readonly status: number;
  readonly pipeStatus: readonly number[];
  readonly lastBackground: number | null;
  readonly lastArgument: string;
  readonly traps: readonly (readonly [string, string])[];
  readonly jobs: unknown;
  readonly history: unknown;
  readonly hash: readonly (readonly [string, string, number])[];
  readonly directories: readonly string[];
  readonly cwd: string;
  readonly getoptsAt: { readonly index: number; readonly offset: number };
  readonly startedAt: string;
  readonly randomState: number;
  readonly promptNumber: number;
  readonly terminal: number | null;
  readonly terminalGroup: number;
  readonly exitWarned: boolean;
  /** Lines of a command that is not yet complete. */
  readonly pendingText: string;
  /** The prompt being shown. */
  readonly prompt: string;
  /** The job that is waited for, null at a prompt. */
  readonly waitingFor: number | null;
}

export function saveShell(shell: Shell, prompt: string, pendingText: string, waitingFor: number | null): SavedShell {
  return {
    kind: 'bash',
    variables: shell.variables.save(),
    dynamic: [...shell.variables.dynamic.keys()],
    functions: [...shell.functions.values()].map(
      (one) => [one.name, one.source, one.line, one.file, one.exported] as const,
    ),
    aliases: [...shell.aliases],
    options: [...shell.options],
    shopts: [...shell.shopts],
    disabledBuiltins: [...shell.disabledBuiltins],
    readonlyFunctions: [...shell.readonlyFunctions],
    positional: shell.positional,
    name: shell.name,
    program: shell.program,
    login: shell.login,
    status: shell.status,
    pipeStatus: shell.pipeStatus,
    lastBackground: shell.lastBackground ?? null,
    lastArgument: shell.lastArgument,
    traps: [...shell.traps],
    jobs: shell.jobs.save(),
    history: shell.history.save(),
    hash: [...shell.hash].map(([name, { path, hits }]) => [name, path, hits] as const),
    directories: shell.directories,
    cwd: shell.cwd,
    getoptsAt: { ...shell.getoptsAt },
    startedAt: String(shell.startedAt),
    randomState: shell.randomState,
    promptNumber: shell.promptNumber,
    terminal: shell.terminal ?? null,
    terminalGroup: shell.terminalGroup,
    exitWarned: shell.exitWarned,
    pendingText,
    prompt,
    waitingFor,
  };
}

export function loadShell(shell: Shell, saved: SavedShell): void {
  shell.variables.load(saved.variables);
  for (const name of [...shell.variables.dynamic.keys()])
    if (!saved.dynamic.includes(name)) shell.variables.dynamic.delete(name);
  for (const [name, source, line, file, exported] of saved.functions) {
    const definition = functionFrom(source, line);
    if (definition !== undefined) shell.functions.set(name, { ...definition, file, exported });
  }
  for (const [name, value] of saved.aliases) shell.aliases.set(name, value);
  shell.options.clear();
  for (const name of saved.options) shell.options.add(name);
  shell.shopts.clear();
  for (const name of saved.shopts) shell.shopts.add(name);
  shell.disabledBuiltins = new Set(saved.disabledBuiltins);
  shell.readonlyFunctions = new Set(saved.readonlyFunctions);
  shell.positional = saved.positional;
  shell.name = saved.name;
  shell.program = saved.program;
  shell.login = saved.login;
  shell.status = saved.status;
  shell.pipeStatus = saved.pipeStatus;
  shell.lastBackground = saved.lastBackground ?? undefined;
  shell.lastArgument = saved.lastArgument;
  shell.traps = new Map(saved.traps);
  shell.jobs.load(saved.jobs);
  shell.history.load(saved.history);
  shell.hash = new Map(saved.hash.map(([name, path, hits]) => [name, { path, hits }]));
  shell.directories = saved.directories;
  shell.cwd = saved.cwd;
  shell.getoptsAt = { ...saved.getoptsAt };
  shell.startedAt = BigInt(saved.startedAt);
  shell.randomState = saved.randomState;
  shell.promptNumber = saved.promptNumber;
  shell.terminal = saved.terminal ?? undefined;
  shell.terminalGroup = saved.terminalGroup;
  shell.exitWarned = saved.exitWarned;
  shell.interactive = true;
}

/** The definition that a text holds. */
export function functionFrom(source: string, line: number): FunctionDefinition | undefined {
  const command = parse(source, line).statements[0]?.command;
  return command?.type === 'function' ? command : undefined;
}
