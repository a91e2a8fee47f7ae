// The tree, run: lists, pipelines and compound commands. Whoever leaves a loop, a function or the shell sets `unwinding`;
// every list looks at it after each command.
import { strerror } from '../../abi/errno.ts';
import type { ChildStatus, Running } from '../../kernel/program.ts';
import { read } from '../../kernel/blocking.ts';
import type { AndOr, Command, List, Pipeline, Runnable, Statement, Word } from '../ast.ts';
import { expandArithmetic, expandPattern, expandString, expandWords, type Expanding } from '../expand/expand.ts';
import { matches } from '../expand/pattern.ts';
import { assign } from '../expand/values.ts';
import { commandText } from '../print.ts';
import { ShellError, type Shell } from '../shell.ts';
import { timeReport } from '../times.ts';
import { evaluateConditional } from './conditional.ts';
import { forkShell, inPlace, type Placement } from './fork.ts';
import { statusOf } from './jobs.ts';
import { applyRedirections, resolveRedirections, undoRedirections, type Undo } from './redirect.ts';
import { executeSimple, finishForeground, traceText, waitForeground } from './simple.ts';
import { runDebugTrap, runPendingTraps, runTrap } from './traps.ts';
import { pipelineStatus, tellDeath, waitForProcesses } from './wait.ts';

export function executeStatement(shell: Shell, statement: Statement): Running {
  if (statement.background) return startBackground(shell, statement.command, statement.line);
  return executeRunnable(shell, statement.command);
}

function* executeList(shell: Shell, list: List): Running {
  for (const statement of list.statements) {
    yield* executeStatement(shell, statement);
    if (shell.unwinding !== undefined) break;
  }
  return shell.status;
}

function executeRunnable(shell: Shell, node: Runnable): Running {
  if (node.type === 'and-or') return executeAndOr(shell, node);
  return node.type === 'pipeline' ? executePipeline(shell, node) : executeChecked(shell, node);
}

function* executeAndOr(shell: Shell, node: AndOr): Running {
  const last = node.pipelines.length - 1;
  for (let at = 0; at <= last; at++) {
    const pipeline = node.pipelines[at];
    const operator = at === 0 ? undefined : node.operators[at - 1];
    if (
      pipeline === undefined ||
      (operator === '&&' && shell.status !== 0) ||
      (operator === '||' && shell.status === 0)
    ) {
      continue;
    }
    if (at < last) shell.unchecked++;
    yield* executeRunnable(shell, pipeline);
    if (at < last) shell.unchecked--;
    if (shell.unwinding !== undefined) break;
  }
  return shell.status;
}

/** A command on its own, with what follows from its failing: the ERR trap, `set -e`. */
function* executeChecked(shell: Shell, command: Command): Running {
  yield* executeCommand(shell, command, false);
  yield* checkFailure(shell, command.type);
  return shell.status;
}

function* checkFailure(shell: Shell, type: Command['type'] | 'pipeline'): Running {
  if (shell.pending.length > 0) yield* runPendingTraps(shell);
  if (shell.status === 0 || shell.unchecked > 0 || shell.unwinding !== undefined) return shell.status;
  // what stands inside a group has been checked there
  if (type === 'group' || type === 'if' || type === 'for' || type === 'while' || type === 'case' || type === 'function')
    return shell.status;
  if (type === 'arithmetic-for' || type === 'select') return shell.status;
  const trap = shell.traps.get('ERR');
  if (
    trap !== undefined &&
    trap !== '' &&
    shell.inTrap === 0 &&
    (shell.frames.length === 0 || shell.options.has('errtrace'))
  ) {
    yield* runTrap(shell, trap);
  }
  if (shell.options.has('errexit')) shell.unwinding ??= { kind: 'exit' };
  return shell.status;
}

/** Commands within commands and calls within calls: each takes some of the host's stack, which is no part of the machine. */
const nestingLimit = 400;

/** Runs a command of any kind; errors of its expansions end here. */
export function* executeCommand(shell: Shell, command: Command, replace: boolean): Running {
  if (++shell.commandsSinceTurn >= 50) yield* shell.turn();
  if (shell.pending.length > 0) {
    yield* runPendingTraps(shell);
    if (shell.unwinding !== undefined) return shell.status;
  }
  if (shell.nesting >= nestingLimit) {
    yield* shell.error(`maximum nesting of commands exceeded (${String(nestingLimit)})`);
    shell.setStatus(1);
    shell.unwinding = { kind: 'abort' };
    return 1;
  }
  shell.nesting++;
  const { unchecked, loopDepth } = shell;
  const depth = shell.variables.depth;
  try {
    if (shell.commandsSinceTurn === 0) shell.measure();
    return yield* dispatch(shell, command, replace);
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    shell.unchecked = unchecked;
    shell.loopDepth = loopDepth;
    while (shell.variables.depth > depth) shell.variables.popScope();
    yield* shell.flush('bash');
    yield* shell.error(error.message);
    const { interactive } = shell;
    const ends = error.ends === 'process' || (error.ends === 'shell' && !interactive);
    shell.setStatus(ends && (shell.commandString || error.ends === 'process') ? error.status : 1);
    if (ends) shell.unwinding = { kind: 'exit' };
    else if (error.ends !== 'command') shell.unwinding = { kind: 'abort' };
    return shell.status;
  } finally {
    shell.nesting--;
    // a program that took this process over keeps them
    if (shell.processFds.length > 0 && command.type === 'simple' && !replace)
      for (const fd of shell.processFds.splice(0)) shell.sys.close(fd);
  }
}

/** `executeCommand` without its care for errors. */
function dispatch(shell: Shell, command: Command, replace: boolean): Running {
  switch (command.type) {
    case 'simple':
      return executeSimple(shell, command, replace);
    case 'group':
      return executeList(shell, command.body);
    case 'subshell':
      return executeSubshell(shell, command.body, command, replace);
    case 'redirected':
      return executeRedirected(shell, command, replace);
    case 'if':
      return executeIf(shell, command);
    case 'while':
      return executeWhile(shell, command);
    case 'for':
      return executeFor(shell, command);
    case 'select':
      return executeSelect(shell, command);
    case 'arithmetic-for':
      return executeArithmeticFor(shell, command);
    case 'case':
      return executeCase(shell, command);
    case 'arithmetic':
      return executeArithmetic(shell, command);
    case 'conditional':
      return executeConditional(shell, command);
    case 'function':
      return defineFunction(shell, command);
    case 'coprocess':
      return startCoprocess(shell, command);
  }
}

function* executeRedirected(
  shell: Shell,
  command: Command & { readonly type: 'redirected' },
  replace: boolean,
): Running {
  const resolved = yield* resolveRedirections(shell, command.redirections);
  if (command.body.type === 'subshell' && replace) {
    const failed = yield* applyRedirections(shell.process, resolved, undefined);
    if (failed !== undefined) return yield* redirectionFailed(shell, failed);
    return yield* dispatch(shell, command.body, true);
  }
  const undo: Undo = [];
  const failed = yield* applyRedirections(shell.process, resolved, undo);
  try {
    if (failed !== undefined) return yield* redirectionFailed(shell, failed);
    return yield* dispatch(shell, command.body, false);
  } finally {
    undoRedirections(shell.sys, undo);
  }
}

function* executeIf(shell: Shell, command: Command & { readonly type: 'if' }): Running {
  for (const branch of command.branches) {
    shell.unchecked++;
    yield* executeList(shell, branch.condition);
    shell.unchecked--;
    if (shell.unwinding !== undefined) return shell.status;
    if (shell.status === 0) return yield* executeList(shell, branch.body);
  }
  if (command.otherwise !== undefined) return yield* executeList(shell, command.otherwise);
  shell.setStatus(0);
  return 0;
}

function* executeArithmetic(shell: Shell, command: Command & { readonly type: 'arithmetic' }): Running {
  shell.line = command.line;
  yield* debugTrap(shell, () => commandText(command));
  if (shell.options.has('xtrace')) yield* traceText(shell, `(( ${command.expression.text} ))`);
  const value = yield* expandArithmetic(shell, command.expression, '((: ');
  shell.setStatus(value === 0n ? 1 : 0);
  return shell.status;
}

function* executeConditional(shell: Shell, command: Command & { readonly type: 'conditional' }): Running {
  shell.line = command.line;
  yield* debugTrap(shell, () => commandText(command));
  shell.setStatus(yield* evaluateConditional(shell, command.expression));
  return shell.status;
}

function* redirectionFailed(shell: Shell, message: string): Running {
  yield* shell.error(message);
  shell.setStatus(1);
  return 1;
}

function* defineFunction(shell: Shell, command: Command & { readonly type: 'function' }): Running {
  shell.line = command.line;
  const existing = shell.functions.get(command.name);
  if (shell.readonlyFunctions.has(command.name)) {
    yield* shell.error(`${command.name}: readonly function`);
    shell.setStatus(1);
    return 1;
  }
  const file =
    shell.frames[shell.frames.length - 1]?.source ??
    (shell.interactive || shell.commandString ? 'environment' : shell.name);
  shell.functions.set(command.name, {
    ...command,
    file: shell.interactive ? 'main' : file,
    exported: (existing?.exported ?? false) || shell.options.has('allexport'),
  });
  shell.setStatus(0);
  return 0;
}

function* executeSubshell(shell: Shell, body: List, command: Command, replace: boolean): Running {
  if (replace) {
    shell.subshell++;
    yield* executeList(shell, body);
    return shell.status;
  }
  const placement: Placement = { group: shell.monitor ? 0 : undefined, foreground: shell.monitor, background: false };
  const forked = forkShell(shell, placement, (child) => subshellBody(child, body));
  if (forked.err !== undefined) return yield* forkFailed(shell, forked.err);
  const status = yield* waitForeground(shell, forked.ok, () => commandText(command));
  shell.setStatus(status);
  return status;
}

function* subshellBody(child: Shell, body: List): Running {
  yield* executeList(child, body);
  return child.status;
}

function* forkFailed(shell: Shell, err: Parameters<typeof strerror>[0]): Running {
  yield* shell.error(`fork: retry: ${strerror(err)}`);
  shell.setStatus(254);
  return 254;
}

function* executePipeline(shell: Shell, node: Pipeline): Running {
  const started = shell.sys.clockGettime();
  if (node.negated) shell.unchecked++;
  const only = node.commands.length === 1 ? node.commands[0] : undefined;
  if (node.commands.length === 0) shell.setStatus(0);
  else if (only !== undefined) yield* executeCommand(shell, only, false);
  else yield* runPipeline(shell, node);
  if (node.negated) {
    shell.unchecked--;
    shell.status = shell.status === 0 ? 1 : 0;
  }
  if (node.timed !== 'no') {
    const elapsed = shell.sys.clockGettime() - started;
    yield* shell.printError(timeReport(shell.variables.get('TIMEFORMAT'), elapsed, node.timed === 'posix'));
  }
  if (!node.negated) yield* checkFailure(shell, only === undefined ? 'pipeline' : only.type);
  return shell.status;
}

/** Two commands or more: each in a child, its output in the next one's input. */
function* runPipeline(shell: Shell, node: Pipeline): Running {
  const count = node.commands.length;
  const pids: number[] = [];
  let group: number | undefined = shell.monitor ? 0 : undefined;
  let input: number | undefined;
  const lastHere = shell.shopts.has('lastpipe') && !shell.monitor;
  for (let at = 0; at < count; at++) {
    const command = node.commands[at];
    if (command === undefined) break;
    const last = at === count - 1;
    const pipe = last ? undefined : shell.sys.pipe();
    if (pipe?.err !== undefined) {
      yield* shell.error(`pipe error: ${strerror(pipe.err)}`);
      break;
    }
    const [nextInput, output] = pipe?.ok ?? [undefined, undefined];
    const errorsToo = node.errorsToo[at] === true;
    if (last && lastHere) break;
    const from = input;
    const placement: Placement = { group, foreground: shell.monitor, background: false };
    const forked = forkShell(shell, placement, function* (child) {
      connect(child, from, output, nextInput, errorsToo);
      yield* executeCommand(child, command, true);
      return child.status;
    });
    if (from !== undefined) shell.sys.close(from);
    if (output !== undefined) shell.sys.close(output);
    input = nextInput;
    if (forked.err !== undefined) {
      if (input !== undefined) shell.sys.close(input);
      yield* forkFailed(shell, forked.err);
      break;
    }
    pids.push(forked.ok);
    if (group === 0) group = forked.ok;
  }
  if (lastHere) {
    const command = node.commands[count - 1];
    const undo: Undo = [];
    if (input !== undefined) {
      const kept = shell.sys.dupAtLeast(0, 10, true);
      undo.push([0, kept.err === undefined ? kept.ok : undefined]);
      shell.sys.dup2(input, 0);
      shell.sys.close(input);
    }
    if (command !== undefined) yield* executeCommand(shell, command, false);
    undoRedirections(shell.sys, undo);
    const here = shell.status;
    const statuses = [...(yield* waitForProcesses(shell, pids)).map(statusOf), here];
    shell.pipeStatus = statuses;
    shell.status = pipelineStatus(shell, statuses);
    return shell.status;
  }
  if (!shell.monitor) {
    const statuses: ChildStatus[] = yield* waitForProcesses(shell, pids);
    const lastStatus = statuses[statuses.length - 1];
    if (lastStatus !== undefined) yield* tellDeath(shell, lastStatus, () => commandText(node));
    shell.pipeStatus = statuses.map(statusOf);
    shell.status = pipelineStatus(shell, shell.pipeStatus);
    return shell.status;
  }
  const job = shell.jobs.add({
    group: group ?? 0,
    processes: pids.map((pid, at) => ({ pid, text: textOf(node.commands[at]), status: undefined })),
    text: commandText(node),
    background: false,
  });
  const status = yield* finishForeground(shell, job.number);
  shell.status =
    status > 128 && shell.jobs.find(job.number) !== undefined ? status : pipelineStatus(shell, shell.pipeStatus);
  return shell.status;
}

function textOf(command: Command | undefined): string {
  return command === undefined ? '' : commandText(command);
}

/** In a child of a pipeline: its ends of the pipes as standard input and output. */
function connect(
  child: Shell,
  input: number | undefined,
  output: number | undefined,
  nextInput: number | undefined,
  errorsToo: boolean,
): void {
  if (nextInput !== undefined) child.sys.close(nextInput);
  if (input !== undefined) {
    child.inputGiven = true;
    child.sys.dup2(input, 0);
    child.sys.close(input);
  }
  if (output !== undefined) {
    child.sys.dup2(output, 1);
    if (output !== 1) child.sys.close(output);
  }
  if (errorsToo) child.sys.dup2(1, 2);
}

/** `command &` */
function* startBackground(shell: Shell, node: Runnable, line: number): Running {
  shell.line = line;
  const placement: Placement = { group: shell.monitor ? 0 : undefined, foreground: false, background: true };
  const monitor = shell.monitor;
  const forked = forkShell(shell, placement, function* (child) {
    if (!monitor && !shell.inputGiven) {
      const opened = child.sys.open('/dev/null', 0);
      if (opened.err === undefined && opened.ok !== 0) {
        child.sys.dup2(opened.ok, 0);
        child.sys.close(opened.ok);
      }
    }
    if (node.type === 'and-or' || node.type === 'pipeline') yield* executeRunnable(child, node);
    else yield* executeCommand(child, node, true);
    return child.status;
  });
  if (forked.err !== undefined) return yield* forkFailed(shell, forked.err);
  const text = commandText(node);
  const job = shell.jobs.add({
    group: monitor ? forked.ok : 0,
    processes: [{ pid: forked.ok, text, status: undefined }],
    text,
    background: true,
  });
  shell.lastBackground = forked.ok;
  if (shell.interactive) yield* shell.printError(`[${String(job.number)}] ${String(forked.ok)}\n`);
  shell.setStatus(0);
  return 0;
}

/** After a round of a loop: true, the loop ends. */
function leaves(shell: Shell): boolean {
  const { unwinding } = shell;
  if (unwinding === undefined) return false;
  if (unwinding.kind !== 'break' && unwinding.kind !== 'continue') return true;
  if (unwinding.count > 1) {
    shell.unwinding = { kind: unwinding.kind, count: unwinding.count - 1 };
    return true;
  }
  shell.unwinding = undefined;
  return unwinding.kind === 'break';
}

function* executeWhile(shell: Shell, command: Command & { readonly type: 'while' }): Running {
  let status = 0;
  shell.loopDepth++;
  for (;;) {
    shell.unchecked++;
    yield* executeList(shell, command.condition);
    shell.unchecked--;
    if (shell.unwinding !== undefined && leaves(shell)) break;
    if ((shell.status === 0) === command.until) break;
    yield* executeList(shell, command.body);
    ({ status } = shell);
    if (leaves(shell)) break;
    yield* shell.turn();
  }
  shell.loopDepth--;
  if (shell.unwinding === undefined || shell.unwinding.kind === 'break' || shell.unwinding.kind === 'continue')
    shell.setStatus(status);
  return shell.status;
}

function* executeFor(shell: Shell, command: Command & { readonly type: 'for' }): Running {
  shell.line = command.line;
  const values = command.words === undefined ? shell.positional : yield* expandWords(shell, command.words);
  if (!/^[A-Za-z_]\w*$/.test(command.name)) {
    yield* shell.error(`\`${command.name}': not a valid identifier`);
    shell.setStatus(1);
    return 1;
  }
  let status = 0;
  shell.loopDepth++;
  for (const value of values) {
    if (shell.options.has('xtrace')) {
      const words = command.words?.map((word) => word.text).join(' ') ?? '"$@"';
      yield* traceText(shell, `for ${command.name} in ${words}`);
    }
    yield* debugTrap(shell, () => `for ${command.name} in ${values.join(' ')}`);
    const variable = shell.variables.find(command.name);
    if (variable?.readonly === true) {
      yield* shell.error(`${command.name}: readonly variable`);
      status = 1;
      break;
    }
    if (variable?.nameref === true) shell.variables.writable(command.name).value = value;
    else assign(shell, command.name, value);
    yield* executeList(shell, command.body);
    ({ status } = shell);
    if (leaves(shell)) break;
    yield* shell.turn();
  }
  shell.loopDepth--;
  if (shell.unwinding === undefined) shell.setStatus(status);
  return shell.status;
}

function* executeArithmeticFor(shell: Shell, command: Command & { readonly type: 'arithmetic-for' }): Running {
  shell.line = command.line;
  let status = 0;
  const step = function* (expression: Word): Expanding<bigint> {
    if (shell.options.has('xtrace')) yield* traceText(shell, `(( ${expression.text.trim()} ))`);
    return yield* expandArithmetic(shell, expression, '((: ');
  };
  if (command.initialize.text.trim() !== '') yield* step(command.initialize);
  shell.loopDepth++;
  for (;;) {
    if (command.test.text.trim() !== '' && (yield* step(command.test)) === 0n) break;
    yield* executeList(shell, command.body);
    ({ status } = shell);
    if (leaves(shell)) break;
    if (command.update.text.trim() !== '') yield* step(command.update);
    yield* shell.turn();
  }
  shell.loopDepth--;
  if (shell.unwinding === undefined) shell.setStatus(status);
  return shell.status;
}

/** The DEBUG trap of a compound command. */
function* debugTrap(shell: Shell, text: () => string): Expanding<void> {
  if (!shell.traps.has('DEBUG') || shell.inTrap > 0) return;
  shell.commandText = text;
  yield* runDebugTrap(shell);
}

function* executeCase(shell: Shell, command: Command & { readonly type: 'case' }): Running {
  shell.line = command.line;
  yield* debugTrap(shell, () => `case ${command.word.text} in `);
  const subject = yield* expandString(shell, command.word);
  if (shell.options.has('xtrace')) yield* traceText(shell, `case ${command.word.text} in`);
  const options = { extended: true, ignoreCase: shell.shopts.has('nocasematch') };
  let through = false;
  let isTaken = false;
  for (const item of command.items) {
    let taken = through;
    for (const pattern of item.patterns) {
      if (taken) break;
      taken = matches(subject, yield* expandPattern(shell, pattern), options);
    }
    if (!taken) continue;
    isTaken = true;
    if (item.body.statements.length === 0) shell.setStatus(0);
    yield* executeList(shell, item.body);
    if (shell.unwinding !== undefined || item.terminator === ';;') break;
    through = item.terminator === ';&';
  }
  if (!isTaken) shell.setStatus(0);
  return shell.status;
}

function* executeSelect(shell: Shell, command: Command & { readonly type: 'select' }): Running {
  shell.line = command.line;
  const values = command.words === undefined ? shell.positional : yield* expandWords(shell, command.words);
  if (values.length === 0) {
    shell.setStatus(0);
    return 0;
  }
  const menu = selectMenu(values, Number(shell.variables.get('COLUMNS') ?? 80));
  let show = true;
  let status: number;
  shell.loopDepth++;
  for (;;) {
    if (show) yield* shell.printError(menu);
    yield* shell.printError(shell.variables.get('PS3') ?? '#? ');
    const line = yield* readLine(shell);
    if (line === undefined) {
      yield* shell.printError('\n');
      status = 1;
      break;
    }
    assign(shell, 'REPLY', line);
    show = line.trim() === '';
    if (show) continue;
    const choice = /^\s*\d+\s*$/.test(line) ? values[Number(line) - 1] : undefined;
    assign(shell, command.name, choice ?? '');
    yield* executeList(shell, command.body);
    ({ status } = shell);
    if (leaves(shell)) break;
    if ((shell.variables.get('REPLY') ?? '') === '') show = true;
    yield* shell.turn();
  }
  shell.loopDepth--;
  if (shell.unwinding === undefined) shell.setStatus(status);
  return shell.status;
}

/** The numbered list, in columns that fill the width from top to bottom; tabs go from one to the next. */
function selectMenu(values: readonly string[], width: number): string {
  const digits = (count: number): number => String(count).length;
  const widest = Math.max(...values.map((value) => [...value].length)) + digits(values.length) + 4;
  const columns = Math.max(1, Math.floor(width / widest));
  const wanted = Math.ceil(values.length / columns);
  // what fits into one row is shown as one column
  const rows = wanted === 1 ? values.length : wanted;
  let text = '';
  for (let row = 0; row < rows; row++) {
    let at = 0;
    for (let index = row; index < values.length; index += rows) {
      if (index > row) {
        text += blanks(at, Math.floor(index / rows) * widest);
        at = Math.floor(index / rows) * widest;
      }
      const entry = `${String(index + 1).padStart(digits(index < rows ? rows : values.length))}) ${values[index] ?? ''}`;
      text += entry;
      at += [...entry].length;
    }
    text += '\n';
  }
  return text;
}

/** Tabs and blanks from one column to another. */
function blanks(from: number, to: number): string {
  let text = '';
  let at = from;
  while (at < to) {
    const stop = at - (at % 8) + 8;
    const isTab = stop <= to;
    text += isTab ? '\t' : ' ';
    at = isTab ? stop : at + 1;
  }
  return text;
}

function* readLine(
  shell: Shell,
): Generator<import('../../kernel/program.ts').Wait, string | undefined, import('../../kernel/program.ts').Woken> {
  let line = '';
  for (;;) {
    const result = yield* read(shell.process, 0, 1);
    if (result.err !== undefined || result.ok.length === 0) return line === '' ? undefined : line;
    const char = String.fromCharCode(result.ok[0] ?? 0);
    if (char === '\n') return line;
    line += char;
  }
}

function* startCoprocess(shell: Shell, command: Command & { readonly type: 'coprocess' }): Running {
  const toChild = shell.sys.pipe();
  const fromChild = shell.sys.pipe();
  if (toChild.err !== undefined || fromChild.err !== undefined) {
    return yield* redirectionFailed(shell, `pipe error: ${strerror(toChild.err ?? fromChild.err ?? 'EMFILE')}`);
  }
  const [childIn, ourOut] = toChild.ok;
  const [ourIn, childOut] = fromChild.ok;
  const forked = forkShell(shell, { ...inPlace, group: shell.monitor ? 0 : undefined }, function* (child) {
    child.sys.dup2(childIn, 0);
    child.sys.dup2(childOut, 1);
    for (const fd of [childIn, childOut, ourIn, ourOut]) if (fd > 1) child.sys.close(fd);
    yield* executeCommand(child, command.body, true);
    return child.status;
  });
  shell.sys.close(childIn);
  shell.sys.close(childOut);
  if (forked.err !== undefined) return yield* forkFailed(shell, forked.err);
  const variable = shell.variables.writable(command.name);
  const fds = [ourIn, ourOut].map((fd) => {
    const high = shell.sys.dupAtLeast(fd, 60, true);
    if (high.err !== undefined) return fd;
    shell.sys.close(fd);
    return high.ok;
  });
  variable.value = undefined;
  variable.indexed = new Map(fds.map((fd, index) => [index, String(fd)]));
  assign(shell, `${command.name}_PID`, String(forked.ok));
  const text = `coproc ${command.name} ${commandText(command.body)}`;
  shell.jobs.add({
    group: shell.monitor ? forked.ok : 0,
    processes: [{ pid: forked.ok, text, status: undefined }],
    text,
    background: true,
  });
  shell.lastBackground = forked.ok;
  shell.setStatus(0);
  return 0;
}
