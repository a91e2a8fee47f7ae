// A process as the kernel keeps it (`struct task_struct`). Programs see it as a `Process`.
// The invariant: `fds`, `root`, `cwd` and the name spaces are held by the task and let go once, when it exits.
import type { Credentials } from '../abi/credentials.ts';
import type { Signal } from '../abi/signal.ts';
import type { Path } from '../vfs/path.ts';
import type { FileSystem, NodeId } from '../vfs/file-system.ts';
import type { MountNamespace } from '../vfs/mount.ts';
import type { Description } from './description.ts';
import type { ChildStatus, Disposition, Process, Running, Wait } from './program.ts';

export interface Descriptor {
  readonly description: Description;
  readonly closeOnExec: boolean;
}

/** Numbers processes: those of a name space and of all below it (pid_namespaces(7)). */
export interface PidNamespace {
  readonly id: number;
  readonly parent: PidNamespace | null;
  readonly level: number;
  next: number;
}

export interface UtsNamespace {
  readonly id: number;
  hostname: string;
}

/** Counts how many tasks share a name space. */
export interface Shared<T> {
  readonly value: T;
  users: number;
}

export type TaskState = 'ready' | 'waiting' | 'stopped' | 'zombie';

export interface Task {
  readonly pid: number;
  /** Its number in each name space it is seen from, the outermost (that is `pid`) first. */
  readonly numbers: readonly number[];
  ppid: number;
  pgid: number;
  sid: number;
  pids: PidNamespace;
  /** CLONE_NEWPID by unshare or setns: of the children to come. */
  childPids: PidNamespace;
  mounts: Shared<MountNamespace>;
  /** Where a link of /proc leads (`PathContext`). */
  followMagic(fs: FileSystem, node: NodeId): Path | undefined;
  /** While somebody looks on from outside (`PathContext`). */
  readonly leavesNoTrace: boolean;
  /** `mounts.value`, as a path walk asks for it. */
  readonly namespace: MountNamespace;
  uts: Shared<UtsNamespace>;
  root: Path;
  cwd: Path;
  umask: number;
  credentials: Credentials;
  suid: number;
  sgid: number;
  fds: (Descriptor | undefined)[];
  comm: string;
  /** Bytes that its program says it holds (`sbrk`). */
  heap: number;
  /** Path of the executable, as the process saw it at exec. */
  executable: string;
  argv: readonly string[];
  environ: readonly string[];
  dispositions: Map<Signal, Disposition>;
  pending: Signal[];
  /** Index of the controlling terminal. */
  terminal: number | undefined;
  state: TaskState;
  wait: Wait | undefined;
  /** Signals came while it slept: what the next `next()` answers. */
  interrupted: boolean;
  /** undefined: a process without a program, whose calls are made from outside. */
  running: Running | undefined;
  /** The registry's name of the program; undefined after a fork that has not exec'd. */
  program: string | undefined;
  rest: unknown;
  process: Process;
  /** Of a zombie. */
  status: Omit<ChildStatus, 'pid'> | undefined;
  /** A stop or a continuation that the parent has yet to be told of. */
  report: { readonly stopped?: Signal; readonly continued?: true } | undefined;
  /** A child has ended, stopped or gone on since this process last slept for one. */
  childNews: boolean;
  /** Its prompt is on this terminal. */
  promptTerminal: number | undefined;
  /** Nobody waits for it: it is gone as soon as it ends. */
  autoReap: boolean;
  readonly startNs: bigint;
  /** It has exec'd since fork: setpgid by the parent is too late then. */
  execed: boolean;
}

/** Default actions that do not end a process (signal(7)). */
const ignoredByDefault: ReadonlySet<Signal> = new Set<Signal>(['SIGCHLD', 'SIGURG', 'SIGWINCH', 'SIGCONT']);
const stopsByDefault: ReadonlySet<Signal> = new Set<Signal>(['SIGSTOP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU']);

export function defaultAction(signal: Signal): 'terminate' | 'stop' | 'ignore' {
  if (stopsByDefault.has(signal)) return 'stop';
  return ignoredByDefault.has(signal) ? 'ignore' : 'terminate';
}
