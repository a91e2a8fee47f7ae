// Traps: commands run when a signal came, at exit, after an error, before each command.
import { signalNumbers, type Signal } from '../../abi/signal.ts';
import type { Running, Wait, Woken } from '../../kernel/program.ts';
import type { Shell } from '../shell.ts';

/** Names without SIG that `trap` takes beside signals. */
export const pseudoSignals = ['EXIT', 'DEBUG', 'ERR', 'RETURN'];

/** `SIGINT`, `int`, `2`, `0`, `EXIT` → the name that the table of traps uses; undefined: there is no such signal. */
export function trapName(text: string): string | undefined {
  if (/^\d+$/.test(text)) {
    if (Number(text) === 0) return 'EXIT';
    const found = (Object.keys(signalNumbers) as Signal[]).find((signal) => signalNumbers[signal] === Number(text));
    return found?.slice(3);
  }
  const name = text.toUpperCase().replace(/^SIG/, '');
  if (pseudoSignals.includes(name)) return name;
  return `SIG${name}` in signalNumbers ? name : undefined;
}

/** Runs the traps of signals that came since the last time. */
export function* runPendingTraps(shell: Shell): Generator<Wait, void, Woken> {
  while (shell.pending.length > 0) {
    const signal = shell.pending.shift();
    if (signal === undefined) return;
    const action = shell.traps.get(signal.slice(3));
    if (action === undefined) {
      if (signal === 'SIGINT' && shell.interactive) {
        yield* shell.printError('\n');
        shell.unwinding = { kind: 'abort' };
        shell.setStatus(130);
      }
      continue;
    }
    yield* runTrap(shell, action);
  }
}

/** Runs a trap's command; `$?` is afterwards as it was before. */
export function* runTrap(shell: Shell, action: string): Generator<Wait, void, Woken> {
  const { status, pipeStatus, line } = shell;
  shell.inTrap++;
  yield* shell.interpreter.runText(shell, action, 1, 'trap');
  shell.inTrap--;
  shell.line = line;
  if (shell.unwinding === undefined) {
    shell.status = status;
    shell.pipeStatus = pipeStatus;
  }
}

/** Runs the DEBUG trap. true: with extdebug its failure says that the command is not to be run. */
export function* runDebugTrap(shell: Shell): Generator<Wait, boolean, Woken> {
  const action = shell.traps.get('DEBUG');
  if (action === undefined || action === '' || shell.inTrap > 0) return false;
  if (shell.frames.length > 0 && !shell.options.has('functrace')) return false;
  const { status, pipeStatus, line } = shell;
  shell.inTrap++;
  yield* shell.interpreter.runText(shell, action, line, 'trap');
  shell.inTrap--;
  shell.line = line;
  const isSkipped = shell.status !== 0 && shell.shopts.has('extdebug');
  if (shell.unwinding === undefined) {
    shell.status = status;
    shell.pipeStatus = pipeStatus;
  }
  return isSkipped;
}

/** The EXIT trap, then the status to exit with. */
export function* runExitTrap(shell: Shell, status: number): Running {
  const action = shell.traps.get('EXIT');
  if (action === undefined || action === '') return status & 255;
  shell.traps.delete('EXIT');
  shell.unwinding = undefined;
  shell.status = status;
  shell.frames = [];
  yield* shell.interpreter.runText(shell, action, 1, 'exit trap');
  // cast: the trap's own `exit` sets it while the program text runs
  const left = shell.unwinding as Shell['unwinding'];
  return (left?.kind === 'exit' ? shell.status : status) & 255;
}

/** Makes the kernel's disposition of a signal fit the trap set for it. */
export function disposeSignal(shell: Shell, name: string): void {
  const signal = `SIG${name}`;
  if (!(signal in signalNumbers)) return;
  const action = shell.traps.get(name);
  if (action === '') shell.sys.sigaction(signal as Signal, 'ignore');
  else if (action === undefined && !shell.interactive) shell.sys.sigaction(signal as Signal, 'default');
  else if (action === undefined && name !== 'INT') {
    const ignored = name === 'QUIT' || name === 'TERM' || name === 'TSTP' || name === 'TTIN' || name === 'TTOU';
    shell.sys.sigaction(signal as Signal, ignored ? 'ignore' : 'default');
  } else {
    shell.sys.sigaction(signal as Signal, (caught) => {
      shell.pending.push(caught);
    });
  }
}
