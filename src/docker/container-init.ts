// What a container's first process does before it becomes the command: its own mounts, host name, terminal and root
// (libcontainer's init, as docker 1.9 has it). It runs in the new name spaces, forked from the daemon.
import { encodeBytes } from '../abi/bytes.ts';
import { strerror, type Errno } from '../abi/errno.ts';
import { MNT_DETACH, MS_BIND, MS_NODEV, MS_NOEXEC, MS_NOSUID, MS_RDONLY, MS_REC, O_WRONLY } from '../abi/flags.ts';
import { S_IFCHR } from '../abi/mode.ts';
import { execve } from '../kernel/blocking.ts';
import type { Process, Program, Result, Syscalls } from '../kernel/program.ts';

export interface InitPlan {
  /** The mounted layer. */
  readonly root: string;
  readonly hostname: string;
  /** [file of the daemon's, where it stands in the container] */
  readonly binds: readonly (readonly [source: string, target: string, readOnly: boolean])[];
  readonly workingDir: string;
  readonly command: readonly string[];
  readonly environ: readonly string[];
  readonly user: string;
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
      require(sys.sethostname(plan.hostname), 'sethostname');
      mountAll(sys, plan);
      enterRoot(sys, plan.root);
    } catch (error) {
      if (!(error instanceof InitError)) throw error;
      sys.write(2, encodeBytes(`${error.message}\n`));
      return 128;
    }
    for (const signal of ['SIGINT', 'SIGQUIT', 'SIGCHLD', 'SIGTERM'] as const) sys.sigaction(signal, 'default');
    return yield* become(process, plan);
  };
}

/** The command in a container that runs already: `docker exec`. */
export function execIn(pid: number, plan: Omit<InitPlan, 'root' | 'binds' | 'hostname'>): Program {
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

function* become(
  process: Process,
  plan: Pick<InitPlan, 'workingDir' | 'command' | 'environ' | 'user'>,
): Generator<import('../kernel/program.ts').Wait, number, import('../kernel/program.ts').Woken> {
  const { sys } = process;
  if (plan.user !== '' && plan.user !== 'root' && plan.user !== '0') {
    const id = Number(plan.user);
    if (Number.isInteger(id)) {
      sys.setgroups([]);
      sys.setresgid(id, id, id);
      sys.setresuid(id, id, id);
    }
  }
  sys.mkdir(plan.workingDir, 0o755);
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
  require(sys.mount('sysfs', `${root}/sys`, 'sysfs', quiet | MS_RDONLY, ''), `mounting sysfs to ${root}/sys`);
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
  for (const [source, target, readOnly] of plan.binds) {
    require(sys.mount(source, `${root}${target}`, '', MS_BIND | MS_REC, ''), `binding ${source}`);
    if (readOnly) require(sys.mount('', `${root}${target}`, '', MS_BIND | 32 | MS_RDONLY, ''), `remounting ${target}`);
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
