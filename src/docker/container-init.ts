// What a container's first process does before it becomes the command: its own mounts, host name, terminal and root
// (libcontainer's init, as docker 1.9 has it). It runs in the new name spaces, forked from the daemon.
import { encodeBytes } from '../abi/bytes.ts';
import { strerror, type Errno } from '../abi/errno.ts';
import {
  MNT_DETACH,
  MS_BIND,
  MS_NODEV,
  MS_NOEXEC,
  MS_NOSUID,
  MS_RDONLY,
  MS_REC,
  MS_REMOUNT,
  O_WRONLY,
} from '../abi/flags.ts';
import { isDirectory, S_IFCHR } from '../abi/mode.ts';
import { execve } from '../kernel/blocking.ts';
import type { Process, Program, Result, Running, Syscalls } from '../kernel/program.ts';
import { resolveIn } from './container-root.ts';
import { Files, PathError } from '../drivers/index.ts';
import type { User } from './user.ts';

/** [file of the daemon's or the host's, where it stands in the container, read only] */
export type Bind = readonly [source: string, target: string, readOnly: boolean];

export interface InitPlan {
  /** The mounted layer. */
  readonly root: string;
  /** undefined: it shares the host's. */
  readonly hostname: string | undefined;
  readonly binds: readonly Bind[];
  readonly readOnly: boolean;
  readonly privileged: boolean;
  readonly workingDir: string;
  readonly command: readonly string[];
  readonly environ: readonly string[];
  readonly user: User;
  /** The pseudo terminal that is its console; undefined: it has none. */
  readonly terminal: number | undefined;
  /** What its descriptors 0, 1 and 2 are, among those of the daemon. */
  readonly stdio: readonly [number, number, number];
}

/** [name, major, minor] */
const devices = [
  ['null', 1, 3],
  ['zero', 1, 5],
  ['full', 1, 7],
  ['random', 1, 8],
  ['urandom', 1, 9],
  ['tty', 5, 0],
] as const;

export function containerInit(plan: InitPlan): Program {
  return function* init(process) {
    const { sys } = process;
    takeStdio(sys, plan.stdio);
    sys.setsid();
    if (plan.terminal !== undefined) sys.setControllingTerminal(0);
    try {
      if (plan.hostname !== undefined) require(sys.sethostname(plan.hostname), 'sethostname');
      mountAll(sys, plan);
      enterRoot(sys, plan.root);
      if (plan.readOnly) require(sys.mount('', '/', '', MS_BIND | MS_REMOUNT | MS_RDONLY, ''), 'remounting /');
    } catch (error) {
      if (!(error instanceof InitError || error instanceof PathError)) throw error;
      sys.write(2, encodeBytes(`${error.message}\n`));
      return 128;
    }
    for (const signal of ['SIGINT', 'SIGQUIT', 'SIGCHLD', 'SIGTERM'] as const) sys.sigaction(signal, 'default');
    return yield* become(process, plan);
  };
}

/** The command in a container that runs already: `docker exec`. */
export type ExecPlan = Pick<InitPlan, 'workingDir' | 'command' | 'environ' | 'user' | 'terminal' | 'stdio'>;

export function execIn(pid: number, plan: ExecPlan): Program {
  return function* enter(process) {
    const { sys } = process;
    takeStdio(sys, plan.stdio);
    const joined = sys.setns(pid, 'pid', 'uts', 'mount');
    if (joined.err !== undefined) return 126;
    // A PID name space is entered by one's children.
    const child = sys.fork(function* inside(inner) {
      inner.sys.setsid();
      if (plan.terminal !== undefined) inner.sys.setControllingTerminal(0);
      return yield* become(inner, plan);
    });
    if (child.err !== undefined) return 126;
    for (;;) {
      const ended = sys.waitpid(child.ok);
      if (ended.err === 'EAGAIN') {
        yield { wait: 'child', pid: child.ok };
        continue;
      }
      return ended.ok?.exited ?? 137;
    }
  };
}

function takeStdio(sys: Syscalls, stdio: InitPlan['stdio']): void {
  // Above all others first, so that none is overwritten before it is taken.
  const high = stdio.map((fd) => sys.dupAtLeast(fd, 512).ok ?? fd);
  high.forEach((fd, i) => {
    sys.dup2(fd, i);
  });
  for (let fd = 3; fd < 1024; fd++) sys.close(fd);
}

function* become(process: Process, plan: Pick<ExecPlan, 'workingDir' | 'command' | 'environ' | 'user'>): Running {
  const { sys } = process;
  new Files(sys).mkdirAll(plan.workingDir, 0o755);
  const { uid, gid, groups } = plan.user;
  sys.setgroups(groups);
  sys.setresgid(gid, gid, gid);
  sys.setresuid(uid, uid, uid);
  sys.chdir(plan.workingDir);
  const [name = ''] = plan.command;
  const paths = name.includes('/') ? [name] : pathsOf(plan.environ).map((directory) => `${directory}/${name}`);
  let failure: Errno = 'ENOENT';
  for (const path of paths) {
    const failed = yield* execve(process, path, plan.command, plan.environ);
    if (failed.err !== undefined && failed.err !== 'ENOENT') failure = failed.err;
  }
  return failure === 'ENOENT' ? 127 : 126;
}

export function pathsOf(environ: readonly string[]): readonly string[] {
  const path = environ.find((entry) => entry.startsWith('PATH='))?.slice(5) ?? '';
  return path.split(':').filter((directory) => directory !== '');
}

class InitError extends Error {}

function require<T>(result: Result<T>, what: string): void {
  if (result.err !== undefined) throw new InitError(`${what}: ${strerror(result.err)}`);
}

function mountAll(sys: Syscalls, plan: InitPlan): void {
  const { root } = plan;
  const quiet = MS_NOSUID | MS_NODEV | MS_NOEXEC;
  require(sys.mount('proc', `${root}/proc`, 'proc', quiet, ''), `mounting proc to ${root}/proc`);
  require(sys.mount('tmpfs', `${root}/dev`, 'tmpfs', MS_NOSUID, 'mode=755'), `mounting tmpfs to ${root}/dev`);
  for (const name of ['pts', 'shm', 'mqueue']) sys.mkdir(`${root}/dev/${name}`, 0o755);
  require(sys.mount('devpts', `${root}/dev/pts`, 'devpts', MS_NOSUID | MS_NOEXEC, ''), 'mounting devpts');
  require(sys.mount('shm', `${root}/dev/shm`, 'tmpfs', quiet, 'size=65536k'), 'mounting shm');
  require(sys.mount(
    'sysfs',
    `${root}/sys`,
    'sysfs',
    plan.privileged ? quiet : quiet | MS_RDONLY,
    '',
  ), `mounting sysfs to ${root}/sys`);
  const mask = sys.umask(0).ok ?? 0o022;
  for (const [name, major, minor] of devices) sys.mknod(`${root}/dev/${name}`, S_IFCHR | 0o666, [major, minor]);
  sys.umask(mask);
  sys.symlink('pts/ptmx', `${root}/dev/ptmx`);
  sys.symlink('/proc/self/fd', `${root}/dev/fd`);
  for (const [i, name] of ['stdin', 'stdout', 'stderr'].entries())
    sys.symlink(`/proc/self/fd/${i}`, `${root}/dev/${name}`);
  if (plan.terminal !== undefined) {
    const console = sys.open(`${root}/dev/console`, O_WRONLY | 0o100, 0o600);
    if (console.ok !== undefined) sys.close(console.ok);
    require(sys.mount(`/dev/pts/${plan.terminal}`, `${root}/dev/console`, '', MS_BIND, ''), 'binding /dev/console');
  }
  const files = new Files(sys);
  for (const [source, target, readOnly] of plan.binds) {
    const place = resolveIn(files, root, target);
    makeMountPoint(files, source, place);
    require(sys.mount(source, place, '', MS_BIND | MS_REC, ''), `binding ${source}`);
    if (readOnly) require(sys.mount('', place, '', MS_BIND | MS_REMOUNT | MS_RDONLY, ''), `remounting ${target}`);
  }
}

/** A directory or an empty file, as what is bound over it is one. */
function makeMountPoint(files: Files, source: string, place: string): void {
  if (files.exists(place)) return;
  const stat = files.sys.stat(source);
  if (stat.ok !== undefined && isDirectory(stat.ok.mode)) files.mkdirAll(place, 0o755);
  else {
    files.mkdirAll(place.slice(0, place.lastIndexOf('/')), 0o755);
    files.write(place, '', 0o755);
  }
}

/** pivot_root(2) onto itself, and the old root let go. */
function enterRoot(sys: Syscalls, root: string): void {
  require(sys.chdir(root), `chdir ${root}`);
  const old = `${root}/.pivot_root`;
  require(sys.mkdir(old, 0o700), 'mkdir');
  require(sys.pivotRoot(root, old), 'pivot_root');
  require(sys.chdir('/'), 'chdir /');
  require(sys.umount('/.pivot_root', MNT_DETACH), 'umount');
  require(sys.rmdir('/.pivot_root'), 'rmdir');
}
