// System calls on terminals: the ioctls of tty_ioctl(4), and pseudo terminals.
import { fail } from '../../abi/errno.ts';
import { O_RDWR } from '../../abi/flags.ts';
import type { OpenedFile } from '../../vfs/namei.ts';
import { requireForeground } from '../job-control.ts';
import type { Kernel } from '../kernel.ts';
import type { Task } from '../task.ts';
import { TerminalDescription } from '../terminal-description.ts';
import type { Terminal } from '../tty.ts';
import type { CallTable } from './call.ts';

export const terminalCalls = {
  tcgetattr: (kernel, task, fd) => terminalOf(kernel, task, fd).termios,

  tcsetattr(kernel, task, fd, termios) {
    const terminal = terminalOf(kernel, task, fd);
    requireForeground(kernel, task, terminal, 'SIGTTOU');
    terminal.termios = { ...terminal.termios, ...termios };
    return null;
  },

  tcgetpgrp(kernel, task, fd) {
    const terminal = controlling(kernel, task, fd);
    return kernel.numberFor(kernel.tasks.get(terminal.foreground), task.pids);
  },

  tcsetpgrp(kernel, task, fd, pgid) {
    const terminal = terminalOf(kernel, task, fd);
    requireForeground(kernel, task, terminal, 'SIGTTOU');
    if (task.terminal !== terminal.index || terminal.session !== task.sid) fail('ENOTTY');
    const group = kernel.taskIn(task.pids, pgid)?.pid ?? fail('ESRCH');
    if (![...kernel.tasks.values()].some((other) => other.pgid === group && other.sid === task.sid)) fail('EPERM');
    terminal.foreground = group;
    return null;
  },

  getWindowSize: (kernel, task, fd) => terminalOf(kernel, task, fd).size,

  setWindowSize(kernel, task, fd, size) {
    terminalOf(kernel, task, fd).resize(size);
    return null;
  },

  setControllingTerminal(kernel, task, fd) {
    const terminal = terminalOf(kernel, task, fd);
    if (task.sid !== task.pid) fail('EPERM');
    if (terminal.session !== 0 && terminal.session !== task.sid) fail('EPERM');
    terminal.session = task.sid;
    terminal.foreground = task.pgid;
    task.terminal = terminal.index;
    return null;
  },

  openpty(kernel, task) {
    kernel.requireDescriptorRoom(task, 2);
    const terminal = kernel.createTerminal(false);
    const save = (opened: OpenedFile): unknown => kernel.savedOpened(opened);
    const closed = (gone: Terminal): void => {
      kernel.terminalClosed(gone);
    };
    const master = kernel.install(
      task,
      new TerminalDescription('master', terminal, O_RDWR, undefined, save, closed),
      true,
    );
    const slave = kernel.install(
      task,
      new TerminalDescription('terminal', terminal, O_RDWR, undefined, save, closed),
      false,
    );
    return { master, slave, index: terminal.index };
  },

  joinTerminal(kernel, task, fd, index, detachable = false) {
    const terminal = terminalOf(kernel, task, fd);
    if (index === null) terminal.join(null);
    else {
      const other = kernel.terminal(index) ?? fail('ENXIO');
      if (other === terminal) fail('EINVAL');
      terminal.join(other, detachable);
    }
    return null;
  },

  ttyname(kernel, task, fd) {
    return `/dev/pts/${String(terminalOf(kernel, task, fd).index)}`;
  },
} satisfies Partial<CallTable>;

/** @throws ENOTTY */
function terminalOf(kernel: Kernel, task: Task, fd: number): Terminal {
  const description = kernel.descriptor(task, fd);
  return description instanceof TerminalDescription ? description.terminal : fail('ENOTTY');
}

function controlling(kernel: Kernel, task: Task, fd: number): Terminal {
  const terminal = terminalOf(kernel, task, fd);
  return task.terminal === terminal.index ? terminal : fail('ENOTTY');
}
