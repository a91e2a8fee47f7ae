// Children of the shell: what a subshell is told at birth, and how signals stand in it.
import { signalNumbers, type Signal } from '../../abi/signal.ts';
import type { Process, Result, Running } from '../../kernel/program.ts';
import type { Shell } from '../shell.ts';
import { runExitTrap } from './traps.ts';

/** Signals that a shell with job control ignores or catches for itself. */
export const interactiveSignals: readonly Signal[] = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'];

/** Where a child stands among process groups: `group` 0 begins a new one. undefined: it stays in the shell's. */
export interface Placement {
  readonly group: number | undefined;
  /** The new group takes the terminal. */
  readonly foreground: boolean;
  /** Without job control a background command ignores SIGINT and SIGQUIT and reads /dev/null. */
  readonly background: boolean;
}

export const inPlace: Placement = { group: undefined, foreground: false, background: false };

/** Starts a subshell that runs `body` and exits with its status. */
export function forkShell(shell: Shell, placement: Placement, body: (child: Shell) => Running): Result<number> {
  const child = shell.fork();
  const result = shell.sys.fork((process) => runChild(child, process, shell, placement, body));
  if (result.err === undefined) placeChild(shell, result.ok, placement);
  return result;
}

function* runChild(
  child: Shell,
  process: Process,
  parent: Shell,
  placement: Placement,
  body: (child: Shell) => Running,
): Running {
  child.process = process;
  child.sys = process.sys;
  settle(child.sys, parent, placement);
  for (const [name, action] of child.traps) if (action !== '') child.traps.delete(name);
  child.options.delete('monitor');
  const status = yield* body(child);
  return yield* runExitTrap(child, status);
}

/** The parent's half of setpgid: whichever of the two runs first, the group is there. */
export function placeChild(shell: Shell, pid: number, placement: Placement): void {
  if (placement.group === undefined) return;
  shell.sys.setpgid(pid, placement.group === 0 ? pid : placement.group);
  if (placement.foreground && shell.terminal !== undefined) {
    shell.sys.tcsetpgrp(shell.terminal, placement.group === 0 ? pid : placement.group);
  }
}

/** The child's half: its group, then its signals as they were before the shell changed them. */
export function settle(sys: Process['sys'], parent: Shell, placement: Placement): void {
  if (placement.group !== undefined) {
    sys.setpgid(0, placement.group);
    if (placement.foreground && parent.terminal !== undefined) {
      sys.tcsetpgrp(parent.terminal, placement.group === 0 ? sys.getpid() : placement.group);
    }
  }
  if (parent.interactive) for (const signal of interactiveSignals) sys.sigaction(signal, 'default');
  for (const [name, action] of parent.traps) {
    const signal = `SIG${name}`;
    if (signal in signalNumbers) sys.sigaction(signal as Signal, action === '' ? 'ignore' : 'default');
  }
  if (placement.background && placement.group === undefined) {
    sys.sigaction('SIGINT', 'ignore');
    sys.sigaction('SIGQUIT', 'ignore');
  }
}
