// The shell at a terminal: prompt, line, run, again. At the prompt everything it is stands in `process.rest`, so that a
// checkpoint can be taken there and the shell made anew from it.
import { decodeBytes } from '../abi/bytes.ts';
import { signalNumbers, type Signal } from '../abi/signal.ts';
import type { Running, Wait, Woken } from '../kernel/program.ts';
import { promptText } from './expand/prompt.ts';
import { assign } from './expand/values.ts';
import { historyFile, readHistory, writeHistory } from './history-file.ts';
import { matches } from './expand/pattern.ts';
import { endsInContinuation, parse, sizeLimit, type ParsedProgram } from './parse.ts';
import { stateOf } from './run/jobs.ts';
import { interactiveSignals } from './run/fork.ts';
import { runProgramText, tellProblem } from './run/program-text.ts';
import { finishForeground } from './run/simple.ts';
import { disposeSignal, runExitTrap, runPendingTraps } from './run/traps.ts';
import { notify, pipelineStatus } from './run/wait.ts';
import { saveShell, type SavedShell } from './saved-state.ts';
import type { Shell } from './shell.ts';

/** The terminal and its signals, as a shell with job control wants them. */
export function takeTerminal(shell: Shell): void {
  const { sys } = shell;
  const source = sys.isatty(2) ? 2 : 0;
  const high = sys.dupAtLeast(source, 255, true);
  shell.terminal = high.err === undefined ? high.ok : source;
  const own = sys.getpgid(0);
  const pid = sys.getpid();
  if (own.err === undefined && own.ok !== pid) sys.setpgid(0, 0);
  const now = sys.getpgid(0);
  shell.terminalGroup = now.err === undefined ? now.ok : pid;
  catchSignals(shell);
  sys.tcsetpgrp(shell.terminal, shell.terminalGroup);
  shell.options.add('monitor');
}

/** Sets the signals of an interactive shell; after a resume, too, for a checkpoint holds no functions. */
export function catchSignals(shell: Shell): void {
  for (const signal of interactiveSignals) {
    if (signal !== 'SIGINT') shell.sys.sigaction(signal, 'ignore');
  }
  shell.sys.sigaction('SIGINT', () => {
    shell.pending.push('SIGINT');
  });
  for (const name of shell.traps.keys()) if (`SIG${name}` in signalNumbers) disposeSignal(shell, name);
}

/** Reads and runs lines until the end. @param saved where to go on, after a checkpoint */
export function* interact(shell: Shell, saved?: SavedShell): Running {
  shell.restWhileWaiting = () => undefined;
  let text = saved?.pendingText ?? '';
  let shown = saved?.prompt;
  if (saved !== undefined && saved.waitingFor !== null) {
    const number = saved.waitingFor;
    shell.restWhileWaiting = (job) => {
      shell.process.rest = saveShell(shell, '', '', job);
    };
    const status = yield* finishForeground(shell, number);
    shell.restWhileWaiting = () => undefined;
    shell.status = shell.jobs.find(number) === undefined ? pipelineStatus(shell, shell.pipeStatus) : status;
    ended(shell);
    shown = undefined;
  }
  for (;;) {
    if (shown === undefined) {
      shown = text === '' ? yield* primaryPrompt(shell) : yield* promptText(shell, shell.variables.get('PS2') ?? '> ');
    }
    const line = yield* readPromptLine(shell, shown, text);
    shown = undefined;
    if (line === 'interrupted') {
      text = '';
      shell.setStatus(130);
      continue;
    }
    if (line === 'end') {
      if (text !== '') {
        const program = parse(text);
        if (program.problem !== undefined) yield* tellProblem(shell, { ...program.problem, quote: undefined }, '');
        shell.setStatus(2);
        text = '';
        continue;
      }
      if (shell.options.has('ignoreeof')) {
        yield* shell.printError(`Use "${shell.login ? 'logout' : 'exit'}" to leave the shell.\n`);
        continue;
      }
      yield* shell.printError(shell.login ? 'logout\n' : 'exit\n');
      if (!shell.exitWarned && shell.jobs.list.some((job) => stateOf(job) === 'stopped')) {
        yield* shell.printError('There are stopped jobs.\n');
        shell.exitWarned = true;
        continue;
      }
      break;
    }
    let fresh = line.text;
    if (shell.options.has('histexpand')) {
      const expanded = shell.history.expand(fresh.replace(/\n$/, ''));
      if (expanded !== undefined && 'error' in expanded) {
        yield* shell.printError(`${shell.program}: ${expanded.error}\n`);
        text = '';
        continue;
      }
      if (expanded !== undefined) {
        fresh = `${expanded.text}\n`;
        yield* shell.printError(fresh);
      }
    }
    const first = text === '';
    text += fresh;
    if (text.trim() === '') {
      text = '';
      continue;
    }
    remember(shell, fresh.replace(/\n$/, ''), first);
    const program = parse(text);
    if (needsMore(program)) continue;
    const command = text;
    text = '';
    yield* runLine(shell, command, program);
    if (shell.unwinding?.kind === 'exit') break;
    shell.unwinding = undefined;
  }
  return yield* leave(shell);
}

/** Is the text the beginning of a command that goes on in the next line? */
export function needsMore(program: ParsedProgram): boolean {
  if (program.source.length > sizeLimit) return false;
  if (program.problem?.incomplete === true) return true;
  return program.problem === undefined && (program.openHereDocuments.length > 0 || endsInContinuation(program.source));
}

function* runLine(shell: Shell, text: string, program: ParsedProgram): Running {
  const only = program.statements.length === 1 ? program.statements[0] : undefined;
  const plain = only !== undefined && !only.background && program.problem === undefined && isPlain(only.command);
  if (plain && !shell.options.has('errexit') && !shell.traps.has('ERR')) {
    shell.restWhileWaiting = (job) => {
      if (shell.frames.length === 0 && shell.loopDepth === 0 && shell.inTrap === 0 && shell.variables.depth === 0) {
        shell.process.rest = saveShell(shell, '', '', job);
      }
    };
  }
  shell.hooks.commandStarted(shell.process.pid, shell.terminal ?? 0, text.replace(/\n$/, ''));
  if (program.problem !== undefined && program.statements.length === 0) {
    yield* tellProblem(shell, program.problem, '');
    shell.setStatus(2);
  } else yield* runProgramText(shell, text, 1, '');
  shell.restWhileWaiting = () => undefined;
  if (shell.pending.length > 0) yield* runPendingTraps(shell);
  ended(shell);
  return shell.status;
}

function isPlain(node: ParsedProgram['statements'][number]['command']): boolean {
  return node.type === 'simple' || (node.type === 'pipeline' && !node.negated && node.timed === 'no');
}

function ended(shell: Shell): void {
  shell.loopDepth = 0;
  shell.unchecked = 0;
  shell.frames = [];
  shell.promptNumber++;
  shell.hooks.commandEnded(shell.process.pid);
}

function* primaryPrompt(shell: Shell): Generator<Wait, string, Woken> {
  yield* notify(shell);
  if (shell.shopts.has('checkwinsize') && shell.terminal !== undefined) {
    const size = shell.sys.getWindowSize(shell.terminal);
    if (size.err === undefined) {
      assign(shell, 'COLUMNS', String(size.ok.columns));
      assign(shell, 'LINES', String(size.ok.rows));
    }
  }
  const before = shell.variables.find('PROMPT_COMMAND');
  const commands =
    before?.indexed !== undefined ? [...before.indexed.values()] : before?.value === undefined ? [] : [before.value];
  for (const command of commands) {
    const { status, pipeStatus } = shell;
    yield* runProgramText(shell, command, 1, 'eval');
    if (shell.unwinding?.kind !== 'exit') shell.unwinding = undefined;
    shell.status = status;
    shell.pipeStatus = pipeStatus;
  }
  return yield* promptText(shell, shell.variables.get('PS1') ?? '\\s-\\v\\$ ');
}

/** A line with its newline, or why there is none. */
type Line = { readonly text: string } | 'interrupted' | 'end';

/** The next line; how it was cut short otherwise. The prompt is drawn by whoever answers the wait. */
function* readPromptLine(shell: Shell, prompt: string, text: string): Generator<Wait, Line, Woken> {
  shell.process.rest = saveShell(shell, prompt, text, null);
  let line = '';
  try {
    for (;;) {
      const woken = yield { wait: 'line', fd: 0, prompt, continuation: text !== '' };
      if (woken === 'interrupted') {
        const signals = shell.pending.splice(0);
        if (signals.includes('SIGINT') && !shell.traps.has('INT')) {
          yield* shell.printError('\n');
          return 'interrupted';
        }
        shell.pending.push(...signals);
        shell.process.rest = undefined;
        yield* runPendingTraps(shell);
        if (shell.unwinding?.kind === 'exit') return 'end';
        if (signals.includes('SIGINT')) return 'interrupted';
        shell.process.rest = saveShell(shell, prompt, text, null);
        continue;
      }
      const result = shell.sys.read(0, 65536);
      if (result.err === 'EAGAIN') continue;
      if (result.err !== undefined || result.ok.length === 0) return line === '' ? 'end' : { text: line };
      line += decodeBytes(result.ok);
      if (line.endsWith('\n')) return { text: line };
    }
  } finally {
    shell.process.rest = undefined;
  }
}

/** Puts an accepted line into the history; lines of one command are one entry. */
function remember(shell: Shell, line: string, first: boolean): void {
  if (!shell.options.has('history')) return;
  if (!first) {
    const last = shell.history.lines[shell.history.lines.length - 1];
    if (last === undefined) return;
    const joined = `${last}${/(\b(then|do|else|in)|[|&({;])\s*$/.test(last) ? ' ' : '; '}${line.trimStart()}`;
    const plain = parse(`${last}\n${line}`);
    const quoted =
      parse(last).problem?.message.includes('matching') === true ||
      plain.openHereDocuments.length > 0 ||
      parse(last).openHereDocuments.length > 0;
    shell.history.replaceLast(quoted ? `${last}\n${line}` : joined);
    return;
  }
  const control = (shell.variables.get('HISTCONTROL') ?? '').split(':');
  const both = control.includes('ignoreboth');
  if ((both || control.includes('ignorespace')) && line.startsWith(' ')) return;
  const lines = shell.history.lines;
  if ((both || control.includes('ignoredups')) && lines[lines.length - 1] === line) return;
  const ignore = shell.variables.get('HISTIGNORE');
  if (ignore !== undefined && ignore !== '' && ignore.split(':').some((pattern) => matches(line, pattern))) return;
  if (control.includes('erasedups')) {
    for (let at = lines.length - 1; at >= 0; at--)
      if (lines[at] === line) shell.history.delete(shell.history.first + at);
  }
  shell.history.add(line);
}

/** The end of an interactive shell: its trap, its history, its jobs. */
function* leave(shell: Shell): Running {
  const status = yield* runExitTrap(shell, shell.status);
  if (shell.options.has('history')) {
    const file = historyFile(shell);
    if (file !== undefined) writeHistory(shell, file, shell.shopts.has('histappend'));
  }
  for (const job of shell.jobs.list) {
    if (stateOf(job) === 'stopped') {
      shell.sys.kill(-job.group, 'SIGHUP' satisfies Signal);
      shell.sys.kill(-job.group, 'SIGCONT');
    }
  }
  return status;
}

/** Options, variables and files of a shell that talks to somebody. */
export function beginInteractive(shell: Shell): void {
  shell.options.add('histexpand');
  shell.options.add('history');
  shell.options.add('emacs');
  shell.shopts.add('expand_aliases');
  if (shell.variables.get('PS1') === undefined) assign(shell, 'PS1', '\\s-\\v\\$ ');
  if (shell.variables.get('PS2') === undefined) assign(shell, 'PS2', '> ');
  if (shell.variables.get('HISTSIZE') === undefined) assign(shell, 'HISTSIZE', '500');
  if (shell.variables.get('HISTFILESIZE') === undefined) assign(shell, 'HISTFILESIZE', '500');
  const home = shell.variables.get('HOME');
  if (shell.variables.get('HISTFILE') === undefined && home !== undefined)
    assign(shell, 'HISTFILE', `${home}/.bash_history`);
}

/** After the start-up files, which may have set HISTFILE. */
export function beginHistory(shell: Shell): void {
  const file = historyFile(shell);
  if (file !== undefined) readHistory(shell, file);
}
