// System calls on processes: fork, execve, wait, signals, credentials, groups and sessions.
import { CAP_KILL, CAP_SETGID, CAP_SETUID, CAP_SYS_ADMIN, capable, type Credentials } from '../../abi/credentials.ts';
import { decodeBytes, byteLength } from '../../abi/bytes.ts';
import { fail } from '../../abi/errno.ts';
import { MS_NOEXEC, MS_NOSUID, O_RDONLY, X_OK } from '../../abi/flags.ts';
import { binprmSize, programOf } from '../../abi/executable.ts';
import { isRegular, S_ISGID, S_ISUID, S_IXGRP } from '../../abi/mode.ts';
import { closeOpened, LOOKUP_FOLLOW, openAt, type PathContext, readOpened, walk } from '../../vfs/namei.ts';
import { inodePermission } from '../../vfs/operations.ts';
import { pathText } from '../../vfs/path.ts';
import type { Kernel } from '../kernel.ts';
import type { ProgramImage } from '../program.ts';
import { defaultAction, type Task } from '../task.ts';
import type { CallTable } from './call.ts';

/** ARG_MAX as a default stack gives it, and how often `#!` may lead on. */
const argMax = 2 * 1024 * 1024;
const maxInterpreters = 4;

export const processCalls = {
  fork(kernel, task, program, ...namespaces) {
    if (namespaces.length > 0 && !capable(task.credentials, CAP_SYS_ADMIN)) fail('EPERM');
    return kernel.numberFor(kernel.fork(task, program, namespaces), task.pids);
  },

  execve(kernel, task, path, argv, environ) {
    const size = [...argv, ...environ].reduce((sum, text) => sum + byteLength(text) + 9, 0);
    if (size > argMax) fail('E2BIG');
    return { ...findImage(kernel, task, path, argv, environ, 0), path };
  },

  waitpid(kernel, task, pid, untraced = false) {
    let any = false;
    for (const child of kernel.tasks.values()) {
      if (child.ppid !== task.pid || !isWaitedFor(kernel, task, child, pid)) continue;
      any = true;
      const number = kernel.numberFor(child, task.pids);
      if (child.state === 'zombie') {
        kernel.reap(child);
        return { pid: number, ...child.status };
      }
      if (untraced && child.report !== undefined) {
        const { report } = child;
        child.report = undefined;
        return { pid: number, ...report };
      }
    }
    return fail(any ? 'EAGAIN' : 'ECHILD');
  },

  kill(kernel, task, pid, signal) {
    const targets = targetsOf(kernel, task, pid);
    if (targets.length === 0) fail('ESRCH');
    const allowed = targets.filter((target) => maySignal(task, target, signal === 'SIGCONT'));
    if (allowed.length === 0) fail('EPERM');
    if (signal !== 0) for (const target of allowed) kernel.signal(target, signal);
    return null;
  },

  sigaction(_kernel, task, signal, disposition) {
    if (signal === 'SIGKILL' || signal === 'SIGSTOP') fail('EINVAL');
    if (disposition === 'default') task.dispositions.delete(signal);
    else task.dispositions.set(signal, disposition);
    // Ignoring a signal drops one that is pending.
    const drops = disposition === 'ignore' || (disposition === 'default' && defaultAction(signal) === 'ignore');
    if (drops) task.pending = task.pending.filter((other) => other !== signal);
    return null;
  },

  setpgid(kernel, task, pid, pgid) {
    const target = pid === 0 ? task : (kernel.taskIn(task.pids, pid) ?? fail('ESRCH'));
    if (target !== task && target.ppid !== task.pid) fail('ESRCH');
    if (pgid < 0) fail('EINVAL');
    if (target !== task && target.execed) fail('EACCES');
    if (target.sid === target.pid || target.sid !== task.sid) fail('EPERM');
    const group = pgid === 0 ? target.pid : (kernel.taskIn(task.pids, pgid)?.pid ?? groupNumber(kernel, task, pgid));
    const exists =
      group === target.pid ||
      [...kernel.tasks.values()].some((other) => other.pgid === group && other.sid === task.sid);
    if (!exists) fail('EPERM');
    target.pgid = group;
    return null;
  },

  getpgid(kernel, task, pid) {
    const target = pid === 0 ? task : (kernel.taskIn(task.pids, pid) ?? fail('ESRCH'));
    return kernel.numberFor(kernel.tasks.get(target.pgid), task.pids);
  },

  setsid(kernel, task) {
    if ([...kernel.tasks.values()].some((other) => other.pgid === task.pid)) fail('EPERM');
    task.sid = task.pid;
    task.pgid = task.pid;
    task.terminal = undefined;
    return kernel.numberFor(task, task.pids);
  },

  umask(_kernel, task, mask) {
    const old = task.umask;
    task.umask = mask & 0o777;
    return old;
  },

  setresuid(_kernel, task, ruid, euid, suid) {
    const old = task.credentials;
    const free = capable(old, CAP_SETUID);
    const may = (id: number): boolean => id === -1 || free || id === old.uid || id === old.euid || id === task.suid;
    if (!may(ruid) || !may(euid) || !may(suid)) fail('EPERM');
    const uid = ruid === -1 ? old.uid : ruid;
    const effective = euid === -1 ? old.euid : euid;
    task.suid = suid === -1 ? task.suid : suid;
    task.credentials = {
      ...old,
      uid,
      euid: effective,
      fsuid: effective,
      capabilities: capabilitiesAfter(old, effective),
    };
    return null;
  },

  setresgid(_kernel, task, rgid, egid, sgid) {
    const old = task.credentials;
    const free = capable(old, CAP_SETGID);
    const may = (id: number): boolean => id === -1 || free || id === old.gid || id === old.egid || id === task.sgid;
    if (!may(rgid) || !may(egid) || !may(sgid)) fail('EPERM');
    const effective = egid === -1 ? old.egid : egid;
    task.sgid = sgid === -1 ? task.sgid : sgid;
    task.credentials = { ...old, gid: rgid === -1 ? old.gid : rgid, egid: effective, fsgid: effective };
    return null;
  },

  setgroups(_kernel, task, groups) {
    if (!capable(task.credentials, CAP_SETGID)) fail('EPERM');
    task.credentials = { ...task.credentials, groups: [...groups] };
    return null;
  },

  sethostname(_kernel, task, name) {
    if (!capable(task.credentials, CAP_SYS_ADMIN)) fail('EPERM');
    if (byteLength(name) > 64) fail('EINVAL');
    task.uts.value.hostname = name;
    return null;
  },

  syslog: (kernel) => kernel.log.map((line) => `${line}\n`).join(''),
} satisfies Partial<CallTable>;

/** Effective capabilities go with an effective uid of 0 and come with it (capabilities(7), "Effect of user ID changes"). */
function capabilitiesAfter(old: Credentials, euid: number): number {
  if (old.euid === 0 && euid !== 0) return 0;
  return old.euid !== 0 && euid === 0 ? -1 : old.capabilities;
}

/** Is `child` one that waitpid(pid) asks for? */
export function isWaitedFor(kernel: Kernel, task: Task, child: Task, pid: number): boolean {
  if (pid === -1) return true;
  if (pid > 0) return kernel.numberFor(child, task.pids) === pid;
  return child.pgid === (pid === 0 ? task.pgid : groupNumber(kernel, task, -pid));
}

/** The machine-wide number of a process group, of which the leader may be gone. */
function groupNumber(kernel: Kernel, task: Task, pgid: number): number {
  if (task.pids.level === 0) return pgid;
  return kernel.taskIn(task.pids, pgid)?.pid ?? -1;
}

function targetsOf(kernel: Kernel, task: Task, pid: number): Task[] {
  const seen = [...kernel.tasks.values()].filter((other) => kernel.isSeen(other, task.pids));
  if (pid > 0) return seen.filter((other) => kernel.numberFor(other, task.pids) === pid);
  if (pid === 0) return seen.filter((other) => other.pgid === task.pgid);
  if (pid === -1)
    return seen.filter((other) => other !== task && kernel.numberFor(other, task.pids) !== 1 && other.pid !== 1);
  const group = groupNumber(kernel, task, -pid);
  return seen.filter((other) => other.pgid === group);
}

function maySignal(task: Task, target: Task, isContinue: boolean): boolean {
  const { uid, euid } = task.credentials;
  if (capable(task.credentials, CAP_KILL)) return true;
  if (isContinue && task.sid === target.sid) return true;
  return [uid, euid].some((id) => id === target.credentials.uid || id === target.suid);
}

/** @throws ENOENT EACCES ENOEXEC ELOOP (interpreters) */
function findImage(
  kernel: Kernel,
  task: Task,
  path: string,
  argv: readonly string[],
  environ: readonly string[],
  depth: number,
): Omit<ExecImage, 'path'> {
  const found = walk(task, path, LOOKUP_FOLLOW);
  const { fs } = found.mount;
  const { mode } = fs.getattr(found.node);
  if (!isRegular(mode) || (found.mount.flags & MS_NOEXEC) !== 0) fail('EACCES');
  inodePermission({ fs, node: found.node }, X_OK, task.credentials);
  // Even root needs one x bit somewhere.
  if ((mode & 0o111) === 0) fail('EACCES');
  // The kernel reads the file for the process: r is not needed.
  const opened = openAt({ ...contextOf(task), credentials: kernel.credentials }, found, O_RDONLY);
  let head: Uint8Array;
  try {
    head = readOpened(opened, binprmSize, 0);
  } finally {
    closeOpened(opened);
  }
  if (head[0] === 0x23 && head[1] === 0x21) {
    if (depth >= maxInterpreters) fail('ELOOP');
    const line = decodeBytes(head).slice(2).split('\n')[0] ?? '';
    const words = /^[ \t]*(\S+)[ \t]*(.*?)[ \t]*$/.exec(line);
    if (words?.[1] === undefined) fail('ENOEXEC');
    const argument = words[2] === undefined || words[2] === '' ? [] : [words[2]];
    return findImage(kernel, task, words[1], [words[1], ...argument, path, ...argv.slice(1)], environ, depth + 1);
  }
  const name = programOf(head) ?? fail('ENOEXEC');
  const program = kernel.options.programs.get(name) ?? fail('ENOEXEC');
  const { uid, gid } = fs.getattr(found.node);
  const maySetId = (found.mount.flags & MS_NOSUID) === 0;
  return {
    name,
    program,
    argv,
    environ,
    executable: pathText(found, task.root),
    ...(maySetId && (mode & S_ISUID) !== 0 ? { uid } : {}),
    ...(maySetId && (mode & S_ISGID) !== 0 && (mode & S_IXGRP) !== 0 ? { gid } : {}),
  };
}

/** What execve(2) changes besides the program. */
export interface ExecImage extends ProgramImage {
  /** As it was given to execve: a script's own, where `#!` led on. */
  readonly path: string;
  /** Where the executable was found. */
  readonly executable: string;
  /** Set-user-id and set-group-id executables: whose. */
  readonly uid?: number;
  readonly gid?: number;
}

function contextOf({ root, cwd, namespace, umask }: Task): Omit<PathContext, 'credentials'> {
  return { root, cwd, namespace, umask };
}
