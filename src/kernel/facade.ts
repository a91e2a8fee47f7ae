// A process as its program holds it: the system calls bound to one task. Here, and only here, a `SyscallError` becomes `{ err }`;
// here time passes for a call, and here its event is told.
import type { SyscallEvent } from './events.ts';
import { errnoOf, type Kernel, syscallTickNs } from './kernel.ts';
import type { Process, Result, Syscalls } from './program.ts';
import { sbrk } from './program-memory.ts';
import { attributeCalls } from './syscalls/attributes.ts';
import type { CallTable } from './syscalls/call.ts';
import { fileCalls } from './syscalls/files.ts';
import { mountCalls } from './syscalls/mounts.ts';
import { nameCalls } from './syscalls/names.ts';
import { processCalls } from './syscalls/processes.ts';
import { terminalCalls } from './syscalls/terminals.ts';
import type { Task } from './task.ts';

const calls: CallTable = {
  ...fileCalls,
  ...nameCalls,
  ...attributeCalls,
  ...mountCalls,
  ...processCalls,
  ...terminalCalls,
};

/** Man page names of the arguments that an event tells; a buffer is told by its length. */
const argumentNames: Readonly<Record<keyof CallTable, readonly string[]>> = {
  open: ['path', 'flags', 'mode'],
  close: ['fd'],
  read: ['fd', 'count'],
  pread: ['fd', 'count', 'offset'],
  write: ['fd', 'count'],
  pwrite: ['fd', 'count', 'offset'],
  lseek: ['fd', 'offset', 'whence'],
  fsync: ['fd'],
  fdatasync: ['fd'],
  syncfs: ['fd'],
  sync: [],
  ftruncate: ['fd', 'length'],
  truncate: ['path', 'length'],
  fallocate: ['fd', 'mode', 'offset', 'len'],
  copyFileRange: ['fd_in', 'off_in', 'fd_out', 'off_out', 'len'],
  sendfile: ['out_fd', 'in_fd', 'count'],
  dup: ['oldfd'],
  dupAtLeast: ['fd', 'arg'],
  dup2: ['oldfd', 'newfd'],
  setCloseOnExec: ['fd', 'arg'],
  getFlags: ['fd'],
  setFlags: ['fd', 'arg'],
  pipe: ['flags'],
  writeGenerated: ['fd', 'count'],
  stat: ['path'],
  lstat: ['path'],
  fstat: ['fd'],
  access: ['path', 'mode'],
  getdents: ['fd'],
  mkdir: ['path', 'mode'],
  rmdir: ['path'],
  unlink: ['path'],
  rename: ['oldpath', 'newpath', 'flags'],
  link: ['oldpath', 'newpath'],
  linkat: ['olddirfd', 'oldpath', 'newpath', 'flags'],
  symlink: ['target', 'linkpath'],
  readlink: ['path'],
  mknod: ['path', 'mode'],
  chmod: ['path', 'mode'],
  fchmod: ['fd', 'mode'],
  chown: ['path', 'uid', 'gid'],
  lchown: ['path', 'uid', 'gid'],
  fchown: ['fd', 'uid', 'gid'],
  utimensat: ['path'],
  futimens: ['fd'],
  getxattr: ['path', 'name'],
  lgetxattr: ['path', 'name'],
  fgetxattr: ['fd', 'name'],
  setxattr: ['path', 'name', 'size', 'flags'],
  lsetxattr: ['path', 'name', 'size', 'flags'],
  fsetxattr: ['fd', 'name', 'size', 'flags'],
  removexattr: ['path', 'name'],
  lremovexattr: ['path', 'name'],
  fremovexattr: ['fd', 'name'],
  listxattr: ['path'],
  llistxattr: ['path'],
  flistxattr: ['fd'],
  statfs: ['path'],
  fstatfs: ['fd'],
  mount: ['source', 'target', 'fstype', 'flags', 'data'],
  umount: ['target', 'flags'],
  unshare: [],
  setns: ['pid'],
  pivotRoot: ['new_root', 'put_old'],
  chroot: ['path'],
  chdir: ['path'],
  fchdir: ['fd'],
  getcwd: [],
  umask: ['mask'],
  setresuid: ['ruid', 'euid', 'suid'],
  setresgid: ['rgid', 'egid', 'sgid'],
  setgroups: [],
  fork: [],
  execve: ['path'],
  waitpid: ['pid'],
  kill: ['pid', 'sig'],
  sigaction: ['signum'],
  setpgid: ['pid', 'pgid'],
  getpgid: ['pid'],
  setsid: [],
  sethostname: ['name'],
  tcgetattr: ['fd'],
  tcsetattr: ['fd'],
  tcgetpgrp: ['fd'],
  tcsetpgrp: ['fd', 'pgrp'],
  getWindowSize: ['fd'],
  setWindowSize: ['fd'],
  setControllingTerminal: ['fd'],
  openpty: [],
  joinTerminal: ['fd', 'index', 'detachable'],
  ttyname: ['fd'],
  syslog: [],
};

/** Linux's names of the calls that are spelled otherwise here. */
const linuxNames: Partial<Record<keyof CallTable, string>> = {
  copyFileRange: 'copy_file_range',
  pivotRoot: 'pivot_root',
  dupAtLeast: 'fcntl',
  setCloseOnExec: 'fcntl',
  getFlags: 'fcntl',
  setFlags: 'fcntl',
  waitpid: 'wait4',
};

function eventOf(entry: keyof CallTable, args: readonly unknown[], result: Result<unknown>, pid: number): SyscallEvent {
  const call = linuxNames[entry] ?? entry;
  const told: Record<string, string | number | boolean | null> = {};
  argumentNames[entry].forEach((name, i) => {
    const value = args[i];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') told[name] = value;
    else if (value instanceof Uint8Array) told[name] = value.length;
  });
  if (result.err !== undefined) return { op: 'syscall', call, args: told, err: result.err, pid };
  const ok = result.ok instanceof Uint8Array ? result.ok.length : result.ok;
  return { op: 'syscall', call, args: told, ok: typeof ok === 'number' || typeof ok === 'string' ? ok : null, pid };
}

type Run = (kernel: Kernel, task: Task, ...args: unknown[]) => unknown;

function bind(kernel: Kernel, task: Task, call: keyof CallTable, entry: Run): (...args: unknown[]) => Result<unknown> {
  const sink = kernel.options.events;
  const answer = (args: unknown[]): Result<unknown> => {
    try {
      return { ok: entry(kernel, task, ...args) };
    } catch (error) {
      return { err: errnoOf(error) };
    }
  };
  if (sink === undefined) {
    return (...args) => {
      kernel.clock += syscallTickNs;
      const before = kernel.current;
      kernel.current = task;
      const result = answer(args);
      kernel.current = before;
      return result;
    };
  }
  return (...args) => {
    kernel.clock += syscallTickNs;
    const before = kernel.current;
    kernel.current = task;
    if (!kernel.quiet) sink.begin();
    const result = answer(args);
    if (!kernel.quiet) sink.end(eventOf(call, args, result, task.pid));
    kernel.current = before;
    return result;
  };
}

/** The calls as someone outside makes them who leaves no trace: no time passes, nothing is told, no access time moves. */
function bindQuietly(kernel: Kernel, task: Task, entry: Run): (...args: unknown[]) => Result<unknown> {
  return (...args) => {
    const before = [kernel.quiet, kernel.current] as const;
    kernel.quiet = true;
    kernel.current = task;
    try {
      return { ok: entry(kernel, task, ...args) };
    } catch (error) {
      return { err: errnoOf(error) };
    } finally {
      [kernel.quiet, kernel.current] = before;
    }
  };
}

/** The calls that answer without a `Result`, and that no event tells of. */
function plainCalls(kernel: Kernel, task: Task): Partial<Syscalls> {
  return {
    getpid: () => kernel.numberFor(task, task.pids),
    getppid: () => kernel.numberFor(kernel.tasks.get(task.ppid), task.pids),
    getcredentials: () => task.credentials,
    clockGettime: () => kernel.clock,
    uname: () => ({
      sysname: 'Linux',
      nodename: task.uts.value.hostname,
      release: '6.18.44',
      version: '#1 SMP PREEMPT_DYNAMIC',
      machine: 'x86_64',
    }),
    isatty: (fd) => {
      const description = task.fds[fd]?.description;
      return description !== undefined && 'terminal' in description;
    },
    sbrk: (increment) => sbrk(kernel, task, increment),
    getrandom: (count) => kernel.random.bytes(count),
  };
}

export function createSyscalls(kernel: Kernel, task: Task, quietly = false): Syscalls {
  const bound: Record<string, unknown> = { ...plainCalls(kernel, task) };
  for (const [call, entry] of Object.entries(calls)) {
    bound[call] = quietly
      ? bindQuietly(kernel, task, entry as Run)
      : bind(kernel, task, call as keyof CallTable, entry as Run);
  }
  return bound as unknown as Syscalls;
}

export function createProcess(kernel: Kernel, task: Task): Process {
  const { argv, environ } = task;
  let sys: Syscalls | undefined;
  return {
    pid: kernel.numberFor(task, task.pids),
    argv,
    environ,
    // Made when it is first asked for: a process that only execs pays for it once.
    get sys() {
      sys ??= createSyscalls(kernel, task);
      return sys;
    },
    get rest() {
      return task.rest;
    },
    set rest(rest: unknown) {
      task.rest = rest;
    },
  };
}
