// A simple command: its words are expanded, its redirections made, its assignments put where they belong, and then a
// function, a builtin or a program runs.
import { encodeBytes } from '../../abi/bytes.ts';
import { strerror } from '../../abi/errno.ts';
import { O_RDONLY } from '../../abi/flags.ts';
import { isDirectory } from '../../abi/mode.ts';
import { execve, write } from '../../kernel/blocking.ts';
import type { Process, Running } from '../../kernel/program.ts';
import type { Assignment, FunctionDefinition, SimpleCommand, Word } from '../ast.ts';
import { noArrays, type Builtin } from '../builtins/builtin.ts';
import { commandText, functionText } from '../print.ts';
import { expandString, expandWords, type Expanding } from '../expand/expand.ts';
import { braceWords } from '../expand/brace.ts';
import { subscriptOf } from '../expand/parameter.ts';
import { literalOf } from '../expand/reader.ts';
import { singleQuoted, traceQuoted } from '../expand/quote.ts';
import { promptText } from '../expand/prompt.ts';
import { assignTo } from '../expand/values.ts';
import { assignNode } from './assignment.ts';
import type { Shell } from '../shell.ts';
import type { Variable } from '../variables.ts';
import { forkShell, placeChild, settle, type Placement } from './fork.ts';
import { findCommand, nearCommands } from './lookup.ts';
import { applyRedirections, resolveRedirections, undoRedirections, type Resolved, type Undo } from './redirect.ts';
import { callFunction } from './functions.ts';
import { runDebugTrap } from './traps.ts';
import { tellDeath, waitForJob, waitForProcesses } from './wait.ts';
import { stateOf, statusOf } from './jobs.ts';

/** @param inPlace the process has nothing left to do: a program takes its place instead of a child's */
export function* executeSimple(shell: Shell, command: SimpleCommand, inPlace: boolean): Running {
  shell.line = command.line;
  if (shell.inTrap === 0) shell.commandText = () => commandText(command);
  if (shell.traps.has('DEBUG') && (yield* runDebugTrap(shell))) return shell.status;
  shell.substitutionStatus = undefined;
  const { redirections } = command;
  const { words, assignments } = shell.options.has('keyword') ? withKeywords(command) : command;
  if (words.length === 0) return yield* assignOnly(shell, command);

  const declaration = declarationOf(shell, words[0]);
  const arrays = declaration === undefined ? noArrays : new Map<number, Assignment>();
  const args =
    declaration === undefined && !words.some(isAssignment)
      ? yield* expandWords(shell, words as readonly Word[])
      : yield* declarationWords(shell, words, arrays as Map<number, Assignment>);
  const name = args[0];
  if (name === undefined) return yield* assignOnly(shell, command);
  if (shell.options.has('xtrace')) {
    for (const [index, node] of arrays) yield* traceArray(shell, args[index] ?? '', node);
    yield* trace(shell, assignments, args);
    if (declaration !== undefined) yield* traceDeclared(shell, args);
  }
  return yield* runCommand(shell, args, {
    assignments,
    redirections: redirections.length === 0 ? [] : yield* resolveRedirections(shell, redirections),
    arrays,
    inPlace,
    functions: true,
    text: () => commandText(command),
  });
}

interface Circumstances {
  readonly assignments: readonly Assignment[];
  readonly redirections: readonly Resolved[];
  readonly arrays: ReadonlyMap<number, Assignment>;
  readonly inPlace: boolean;
  /** false for `command` and `builtin`: functions are passed over. */
  readonly functions: boolean;
  readonly text: () => string;
  /** The search path of `command -p`. */
  readonly defaultPath?: boolean;
}

/** Runs expanded words as a command. */
export function runCommand(shell: Shell, args: readonly string[], how: Circumstances): Running {
  const name = args[0] ?? '';
  const definition = how.functions ? shell.functions.get(name) : undefined;
  const builtin = definition === undefined ? builtinOf(shell, name) : undefined;
  if (definition === undefined && builtin === undefined) return runProgram(shell, args, how);
  if (how.redirections.length === 0 && how.assignments.length === 0) {
    if (builtin !== undefined) return runBuiltin(shell, builtin, args, how.arrays);
    if (definition !== undefined) return callFunction(shell, definition, args);
  }
  return runAmid(shell, args, how, builtin, definition);
}

/** A builtin or a function amid its redirections and assignments, which are undone after it. */
function* runAmid(
  shell: Shell,
  args: readonly string[],
  how: Circumstances,
  builtin: Builtin | undefined,
  definition: (FunctionDefinition & { readonly file: string }) | undefined,
): Running {
  const keep = builtin?.name === 'exec';
  const stays = builtin?.special === true && shell.options.has('posix');
  const undo: Undo = [];
  const failed = yield* applyRedirections(shell.process, how.redirections, undo);
  if (failed !== undefined) {
    yield* shell.error(failed);
    undoRedirections(shell.sys, undo);
    return finish(shell, 1, args);
  }
  const table = how.assignments.length === 0 || stays ? undefined : shell.variables.pushScope('temporary');
  if (stays) for (const node of how.assignments) yield* assignNode(shell, node);
  let status: number;
  try {
    if (table !== undefined) yield* assignTemporaries(shell, how.assignments, table);
    status =
      builtin !== undefined
        ? yield* runBuiltin(shell, builtin, args, how.arrays)
        : definition !== undefined
          ? yield* callFunction(shell, definition, args)
          : 0;
  } finally {
    if (table !== undefined) shell.variables.popScope();
    if (keep && shell.unwinding === undefined && shell.execKeeps) {
      for (const [, kept] of undo) if (kept !== undefined) shell.sys.close(kept);
    } else undoRedirections(shell.sys, undo);
    shell.execKeeps = false;
  }
  return status;
}

export function builtinOf(shell: Shell, name: string): Builtin | undefined {
  const builtin = shell.builtins.get(name);
  return builtin === undefined || shell.disabledBuiltins.has(name) ? undefined : builtin;
}

function* runBuiltin(
  shell: Shell,
  builtin: Builtin,
  args: readonly string[],
  arrays: ReadonlyMap<number, Assignment>,
): Running {
  let result = builtin.run(shell, { args: args.slice(1), arrays: shiftedArrays(arrays) });
  if (typeof result !== 'number') result = yield* result;
  if (shell.hasOutput && !(yield* shell.flush(builtin.name))) result = 1;
  return finish(shell, result, args);
}

function shiftedArrays(arrays: ReadonlyMap<number, Assignment>): ReadonlyMap<number, Assignment> {
  return arrays.size === 0 ? arrays : new Map([...arrays].map(([index, node]) => [index - 1, node]));
}

function finish(shell: Shell, status: number, args: readonly string[]): number {
  shell.status = status;
  shell.pipeStatus = [status];
  shell.lastArgument = args[args.length - 1] ?? '';
  return status;
}

/** Starts the program of that name in a child, or in place of this process, and waits for it. */
function* runProgram(shell: Shell, args: readonly string[], how: Circumstances): Running {
  const name = args[0] ?? '';
  let environ = environmentOf(shell);
  if (how.assignments.length > 0) {
    const table = shell.variables.pushScope('temporary');
    yield* assignTemporaries(shell, how.assignments, table);
    environ = environmentOf(shell);
    shell.variables.popScope();
  }
  const path = findCommand(shell, name);
  if (path === undefined) return finish(shell, yield* commandNotFound(shell, args, how.redirections), args);
  environ = [...environ, `_=${path}`];
  const body = programBody(shell, path, args, environ, how.redirections);
  if (how.inPlace) {
    return yield* body(shell.process);
  }
  const placement: Placement = { group: shell.monitor ? 0 : undefined, foreground: shell.monitor, background: false };
  const forked = shell.sys.fork(function* (process) {
    settle(process.sys, shell, placement);
    return yield* body(process);
  });
  if (forked.err !== undefined) {
    yield* shell.error(`fork: retry: ${strerror(forked.err)}`);
    return finish(shell, 254, args);
  }
  placeChild(shell, forked.ok, placement);
  shell.lastArgument = args[args.length - 1] ?? '';
  const status = yield* waitForeground(shell, forked.ok, how.text);
  shell.status = status;
  shell.pipeStatus = [status];
  return status;
}

/** The environment of a command: exported variables, and exported functions as text. */
export function environmentOf(shell: Shell): readonly string[] {
  const functions: string[] = [];
  for (const one of shell.functions.values()) {
    if (one.exported)
      functions.push(
        `BASH_FUNC_${one.name}%%=${functionText(one)
          .slice(one.name.length + 1)
          .replace('() \n', '() ')}`,
      );
  }
  const variables = shell.variables.environment();
  return functions.length === 0 ? variables : [...variables, ...functions];
}

/** Waits for a foreground process that is a whole job, and takes the terminal back. */
export function* waitForeground(shell: Shell, pid: number, text: () => string): Running {
  if (!shell.monitor) {
    const [status = { pid, exited: 127 }] = yield* waitForProcesses(shell, [pid]);
    yield* tellDeath(shell, status, text);
    return statusOf(status);
  }
  const job = shell.jobs.add({
    group: pid,
    processes: [{ pid, text: text(), status: undefined }],
    text: text(),
    background: false,
  });
  return yield* finishForeground(shell, job.number);
}

/** Waits for a job in the foreground; afterwards it is gone, or stopped and told so. */
export function* finishForeground(shell: Shell, number: number): Running {
  const started = shell.jobs.find(number);
  if (started === undefined) return 127;
  shell.restWhileWaiting(number);
  const job = yield* waitForJob(shell, started);
  shell.process.rest = undefined;
  if (shell.terminal !== undefined) shell.sys.tcsetpgrp(shell.terminal, shell.terminalGroup);
  const last = job.processes[job.processes.length - 1]?.status ?? { pid: 0, exited: 0 };
  if (stateOf(job) === 'stopped') {
    const stopped = { ...job, background: true, told: true };
    shell.jobs.update(stopped);
    shell.jobs.touch(number);
    if (shell.interactive) yield* shell.printError(`\n${shell.jobs.line(stopped, false)}\n`);
    const status = job.processes.find((process) => process.status?.stopped !== undefined)?.status ?? last;
    return statusOf(status);
  }
  shell.jobs.remove(number);
  for (const process of job.processes) shell.jobs.forgetEnded(process.pid);
  yield* tellDeath(shell, last, () => job.text);
  if (last.signaled === 'SIGINT' && shell.interactive) shell.unwinding ??= { kind: 'abort' };
  shell.pipeStatus = job.processes.map((process) => statusOf(process.status ?? { pid: 0, exited: 0 }));
  return statusOf(last);
}

/** What the child does: redirections, then the program; bash's words where that fails. */
function programBody(
  shell: Shell,
  path: string,
  args: readonly string[],
  environ: readonly string[],
  redirections: readonly Resolved[],
): (process: Process) => Running {
  const prefix = shell.errorPrefix();
  const interpreter = shell.variables.get('BASH') ?? '/bin/bash';
  return function* (process) {
    const failed = redirections.length === 0 ? undefined : yield* applyRedirections(process, redirections, undefined);
    if (failed !== undefined) {
      yield* write(process, 2, encodeBytes(`${prefix}${failed}\n`));
      return 1;
    }
    const result = yield* execve(process, path, args, environ);
    const reason = result.err ?? 'ENOENT';
    if (reason === 'ENOEXEC') {
      if (!looksBinary(process, path)) {
        const script = yield* execve(process, interpreter, ['bash', path, ...args.slice(1)], environ);
        yield* write(process, 2, encodeBytes(`${prefix}${interpreter}: ${strerror(script.err ?? 'ENOENT')}\n`));
        return 126;
      }
      yield* write(process, 2, encodeBytes(`${prefix}${path}: cannot execute binary file: Exec format error\n`));
      return 126;
    }
    const [text, status] = execFailure(process, path, reason);
    yield* write(process, 2, encodeBytes(`${prefix}${text}\n`));
    return status;
  };
}

/** @returns the message and the exit status: 127 where there is no such file, else 126 */
function execFailure(
  process: Process,
  path: string,
  reason: NonNullable<ReturnType<Process['sys']['execve']>['err']>,
): [string, number] {
  const stat = process.sys.stat(path);
  if (stat.err === undefined && isDirectory(stat.ok.mode)) return [`${path}: ${strerror('EISDIR')}`, 126];
  if (reason === 'ENOENT') {
    if (stat.err !== undefined) return [`${path}: ${strerror('ENOENT')}`, 127];
    return [`${path}: cannot execute: required file not found`, 127];
  }
  if (reason === 'EACCES' && stat.err === undefined) {
    const interpreter = /^#![ \t]*([^\s]+)/.exec(firstBytes(process, path))?.[1];
    if (interpreter !== undefined && process.sys.access(path, 1).err === undefined) {
      return [`${path}: ${interpreter}: bad interpreter: ${strerror('EACCES')}`, 126];
    }
  }
  return [`${path}: ${strerror(reason)}`, 126];
}

function firstBytes(process: Process, path: string): string {
  const opened = process.sys.open(path, O_RDONLY);
  if (opened.err !== undefined) return '';
  const read = process.sys.read(opened.ok, 128);
  process.sys.close(opened.ok);
  return read.err === undefined ? String.fromCharCode(...read.ok) : '';
}

/** Bash's own test: a NUL in the first line. */
function looksBinary(process: Process, path: string): boolean {
  return (firstBytes(process, path).split('\n')[0] ?? '').includes('\0');
}

/** `command not found`, or the user's handler; where a name one letter away exists, an interactive shell says which. */
function* commandNotFound(shell: Shell, args: readonly string[], redirections: readonly Resolved[]): Running {
  const name = args[0] ?? '';
  const handler = shell.functions.get('command_not_found_handle');
  if (handler !== undefined) {
    const forked = forkShell(shell, { group: undefined, foreground: false, background: false }, function* (child) {
      const failed = yield* applyRedirections(child.process, redirections, undefined);
      if (failed !== undefined) return yield* complainOf(child, failed);
      return yield* callFunction(child, handler, ['command_not_found_handle', ...args]);
    });
    if (forked.err === undefined) {
      const [status = { pid: 0, exited: 127 }] = yield* waitForProcesses(shell, [forked.ok]);
      return statusOf(status);
    }
  }
  const undo: Undo = [];
  const failed = yield* applyRedirections(shell.process, redirections, undo);
  if (failed !== undefined) {
    yield* shell.error(failed);
    undoRedirections(shell.sys, undo);
    return 1;
  }
  yield* shell.error(`${name}: command not found`);
  if (shell.interactive || shell.wasInteractive) {
    const near = nearCommands(shell, name);
    if (near.length > 0) yield* shell.printError(`Did you mean: ${near.join(', ')}?\n`);
  }
  undoRedirections(shell.sys, undo);
  return 127;
}

function* complainOf(shell: Shell, message: string): Running {
  yield* shell.error(message);
  return 1;
}

/** Assignments and redirections without a command. */
function* assignOnly(shell: Shell, command: SimpleCommand): Running {
  if (command.redirections.length > 0) {
    const resolved = yield* resolveRedirections(shell, command.redirections);
    const undo: Undo = [];
    const failed = yield* applyRedirections(shell.process, resolved, undo);
    undoRedirections(shell.sys, undo);
    if (failed !== undefined) {
      yield* shell.error(failed);
      shell.setStatus(1);
      return 1;
    }
  }
  for (const node of command.assignments) {
    if (shell.options.has('xtrace')) yield* traceAssignment(shell, node);
    else yield* assignNode(shell, node);
  }
  const status = shell.substitutionStatus ?? 0;
  shell.setStatus(status);
  return status;
}

function* assignTemporaries(
  shell: Shell,
  assignments: readonly Assignment[],
  table: Map<string, Variable>,
): Expanding<void> {
  for (const node of assignments) {
    if (node.elements !== undefined || node.subscript !== undefined) {
      yield* assignNode(shell, node);
      continue;
    }
    const value = node.value === undefined ? '' : yield* expandString(shell, node.value, 'assignment');
    const seen = shell.variables.find(node.name);
    if (seen?.readonly === true) {
      yield* shell.error(`${node.name}: readonly variable`);
      continue;
    }
    const before = node.append ? (shell.variables.get(node.name) ?? '') : '';
    const variable = shell.variables.setTemporary(table, node.name, before);
    if (seen !== undefined) {
      variable.integer = seen.integer;
      variable.fold = seen.fold;
    }
    assignTo(shell, node.name, variable, value, node.append);
  }
}

function isAssignment(word: Word | Assignment): word is Assignment {
  return 'name' in word;
}

/** The declaration builtin that a first word names, plainly. */
function declarationOf(shell: Shell, first: Word | Assignment | undefined): Builtin | undefined {
  if (first === undefined || isAssignment(first)) return undefined;
  const name = literalOf(first);
  if (name === null || shell.functions.has(name)) return undefined;
  const builtin = builtinOf(shell, name);
  return builtin?.declaration === true ? builtin : undefined;
}

/** Words of `declare` and its kin: assignments are expanded as assignments, arrays are left for the builtin. */
function* declarationWords(
  shell: Shell,
  words: readonly (Word | Assignment)[],
  arrays: Map<number, Assignment>,
): Expanding<string[]> {
  const args: string[] = [];
  for (const word of words) {
    if (!isAssignment(word)) {
      args.push(...(yield* expandWords(shell, [word])));
      continue;
    }
    if (word.elements === undefined && shell.options.has('braceexpand') && word.text.includes('{')) {
      const braces = braceWords({ text: word.text, line: shell.line });
      if (braces.length > 1) {
        for (const one of braces) args.push(yield* expandString(shell, one, 'assignment'));
        continue;
      }
    }
    const subscript = word.subscript === undefined ? '' : `[${yield* subscriptOf(shell, word.name, word.subscript)}]`;
    const start = `${word.name}${subscript}${word.append ? '+' : ''}=`;
    if (word.elements !== undefined) {
      arrays.set(args.length, word);
      args.push(word.name);
    } else args.push(start + (word.value === undefined ? '' : yield* expandString(shell, word.value, 'assignment')));
  }
  return args;
}

function* traceStart(shell: Shell): Expanding<string> {
  const ps4 = shell.variables.get('PS4') ?? '+ ';
  const text = yield* promptText(shell, ps4);
  return text.slice(0, 1).repeat(shell.subshellTrace + 1) + text.slice(1);
}

/** `export x=1` and `readonly x=1` tell the assignment, too. */
function* traceDeclared(shell: Shell, args: readonly string[]): Expanding<void> {
  if (args[0] !== 'export' && args[0] !== 'readonly') return;
  for (const arg of args.slice(1)) {
    const found = /^(\w+\+?=)([\s\S]*)$/.exec(arg);
    if (found !== null) yield* traceText(shell, `${found[1] ?? ''}${traceValue(found[2] ?? '')}`);
  }
}

/** `set -x` of a compound command. */
export function* traceText(shell: Shell, text: string): Expanding<void> {
  const { status } = shell;
  yield* shell.printError(`${yield* traceStart(shell)}${text}\n`);
  shell.status = status;
}

function* trace(shell: Shell, assignments: readonly Assignment[], args: readonly string[]): Expanding<void> {
  const { status } = shell;
  const start = yield* traceStart(shell);
  let text = '';
  for (const node of assignments) text += `${start}${node.text}\n`;
  yield* shell.printError(`${text}${start}${args.map(traceQuoted).join(' ')}\n`);
  shell.status = status;
}

/** `+ a=('1' '2')` before `+ declare -a a` */
function* traceArray(shell: Shell, name: string, node: Assignment): Expanding<void> {
  const texts: string[] = [];
  for (const word of node.elements ?? []) texts.push(...(yield* expandWords(shell, [word])));
  yield* traceText(shell, `${name}${node.append ? '+' : ''}=(${texts.map(singleQuoted).join(' ')})`);
}

function traceValue(text: string): string {
  return text === '' ? '' : traceQuoted(text);
}

function* traceAssignment(shell: Shell, node: Assignment): Expanding<void> {
  yield* assignNode(shell, node);
  const start = yield* traceStart(shell);
  const subscript = node.subscript === undefined ? '' : `[${node.subscript.text}]`;
  const value =
    node.elements !== undefined
      ? `(${node.elements.map((word) => word.text).join(' ')})`
      : node.value === undefined
        ? ''
        : traceValue(node.subscript === undefined ? (shell.variables.get(node.name) ?? '') : node.value.text);
  yield* shell.printError(`${start}${node.name}${subscript}${node.append ? '+' : ''}=${value}\n`);
}

/** `set -k`: assignments count wherever they stand among the words. */
function withKeywords(command: SimpleCommand): Pick<SimpleCommand, 'words' | 'assignments'> {
  const words: (Word | Assignment)[] = [];
  const assignments = [...command.assignments];
  for (const word of command.words) {
    const found = isAssignment(word) ? null : /^([A-Za-z_]\w*)(\+?)=([\s\S]*)$/.exec(word.text);
    if (found === null) words.push(word);
    else {
      const [text, name = '', plus, value = ''] = found;
      const line = command.line;
      assignments.push({
        name,
        subscript: undefined,
        append: plus === '+',
        value: { text: value, line },
        elements: undefined,
        text,
      });
    }
  }
  return { words, assignments };
}
