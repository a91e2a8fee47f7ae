// Which process group may use a terminal, and what happens to groups that nobody can bring back (drivers/tty/tty_jobctrl.c,
// kernel/exit.c). An orphaned group has no member whose parent is in the session but outside the group: no shell looks after it.
import { fail } from '../abi/errno.ts';
import type { Signal } from '../abi/signal.ts';
import type { Kernel } from './kernel.ts';
import type { Task } from './task.ts';
import type { Terminal } from './tty.ts';

/**
 * Stops the caller's group where it is in the background of its own terminal.
 * @throws EIO for SIGTTIN where the caller cannot be stopped, and for SIGTTOU where the group is orphaned
 * @throws EAGAIN the signal is on its way: the call is made again when the group is continued
 */
export function requireForeground(kernel: Kernel, task: Task, terminal: Terminal, signal: 'SIGTTIN' | 'SIGTTOU'): void {
  if (task.terminal !== terminal.index || terminal.hungUp) return;
  if (terminal.foreground === 0 || task.pgid === terminal.foreground) return;
  const ignored = task.dispositions.get(signal) === 'ignore';
  if (ignored && signal === 'SIGTTOU') return;
  if (ignored || isOrphaned(kernel, task.pgid, task.sid)) fail('EIO');
  kernel.signalGroup(task.pgid, signal);
  fail('EAGAIN');
}

/** @param leaving a process on its way out, which counts no more */
export function isOrphaned(kernel: Kernel, pgid: number, sid: number, leaving?: Task): boolean {
  for (const task of kernel.tasks.values()) {
    if (task.pgid !== pgid || task === leaving || task.state === 'zombie') continue;
    const parent = kernel.tasks.get(task.ppid);
    if (parent !== undefined && parent.pid !== 1 && parent.pgid !== pgid && parent.sid === sid) return false;
  }
  return true;
}

/** `leader`, the leader of a session, ends: its terminal is nobody's, and the foreground is told. */
export function leaveTerminal(kernel: Kernel, leader: Task): void {
  const terminal = leader.terminal === undefined ? undefined : kernel.terminals.get(leader.terminal);
  if (terminal?.session !== leader.sid) return;
  const { foreground } = terminal;
  terminal.session = 0;
  terminal.foreground = 0;
  terminal.prompt = undefined;
  for (const task of kernel.tasks.values()) if (task.sid === leader.sid) task.terminal = undefined;
  if (foreground === 0) return;
  kernel.signalGroup(foreground, 'SIGHUP');
  if (terminal.hungUp) kernel.signalGroup(foreground, 'SIGCONT');
}

/** The groups that are orphaned by the end of `task`: `children` are those it had. Stopped members would never go on. */
export function hangUpOrphans(kernel: Kernel, task: Task, children: readonly Task[]): void {
  const groups = new Map<number, number>([[task.pgid, task.sid]]);
  for (const child of children) if (child.sid === task.sid) groups.set(child.pgid, child.sid);
  for (const [pgid, sid] of groups) {
    const hasStopped = [...kernel.tasks.values()].some((other) => other.pgid === pgid && other.state === 'stopped');
    if (!hasStopped || !isOrphaned(kernel, pgid, sid, task)) continue;
    kernel.signalGroup(pgid, 'SIGHUP');
    kernel.signalGroup(pgid, 'SIGCONT');
  }
}

/** Stop signals of the terminal do nothing to an orphaned group; SIGSTOP does. */
export function isStopIgnored(kernel: Kernel, task: Task, signal: Signal): boolean {
  return signal !== 'SIGSTOP' && isOrphaned(kernel, task.pgid, task.sid);
}
