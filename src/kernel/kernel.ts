// The state of one machine and what holds it together: tasks, mounts, terminals, pipes, the clock, the kernel's log.
// System calls (syscalls/) and the scheduler work on it. The invariant: nothing here reads a clock, a seed or a
// device of the host; all comes in through `MachineOptions` and inputs.
import type { Credentials } from '../abi/credentials.ts';
import { rootCredentials } from '../abi/credentials.ts';
import { fail, SyscallError } from '../abi/errno.ts';
import type { Signal } from '../abi/signal.ts';
import { signalNumbers } from '../abi/signal.ts';
import { procLink } from '../fs/index.ts';
import type { FileSystem, FileSystemContext, NodeId } from '../vfs/file-system.ts';
import { MountTable } from '../vfs/mount.ts';
import type { OpenedFile } from '../vfs/namei.ts';
import { holdPath, type Path, releasePath } from '../vfs/path.ts';
import type { OverlayEvent } from '../overlay/events.ts';
import type { Description } from './description.ts';
import type { KernelEvent } from './events.ts';
import { hangUpOrphans, isStopIgnored, leaveTerminal } from './job-control.ts';
import type { MachineOptions, OverlayMount } from './machine.ts';
import { Pipe, type PipeHost } from './pipe.ts';
import type { Program } from './program.ts';
import { releaseMemory } from './program-memory.ts';
import { Random } from './random.ts';
import type { PidNamespace, Shared, Task, UtsNamespace } from './task.ts';
import { defaultAction } from './task.ts';
import { Terminal, type TerminalHost } from './tty.ts';

/** Simulated nanoseconds that a system call, and a step of the scheduler, take. Part of every log: a change is a new engine. */
export const syscallTickNs = 1000n;
export const stepTickNs = 1000n;

/** Limits, as a small machine of the era has them (`ulimit -n`, `-u`). */
export const maxDescriptors = 1024;
export const maxTasks = 4096;
/** Open file descriptions of all processes together (/proc/sys/fs/file-max). */
export const maxOpenFiles = 65536;

/** `struct super_block`s of overlays carry what panels draw. */
interface Superblock {
  readonly fs: FileSystem;
  readonly type: string;
  readonly overlay: OverlayMount | undefined;
  /** Super blocks that it stands on, an overlay's layers: they live as long as it does, mounted or not. */
  readonly on: readonly number[];
}

export class Kernel implements TerminalHost, PipeHost {
  readonly options: MachineOptions;
  clock: bigint;
  readonly bootNs: bigint;
  mountTable = new MountTable();
  readonly tasks = new Map<number, Task>();
  readonly terminals = new Map<number, Terminal>();
  readonly pipes = new Map<number, Pipe>();
  /** Fifos that are open, by file system and inode. */
  readonly fifos = new Map<string, Pipe>();
  readonly superblocks = new Map<number, Superblock>();
  readonly log: string[] = [];
  random: Random;
  readonly pids: PidNamespace = { id: 1, parent: null, level: 0, next: 1 };
  nextPid = 1;
  nextSuper = 1;
  nextPipe = 1000;
  nextNamespace = 2;
  /** The mount of pipefs, which no process's name space shows; 0 until the first pipe. */
  pipeMount = 0;
  /** `task.heap` of all tasks. Bytes. */
  heldByPrograms = 0;
  /** The process that ran last in the scheduler's round; 0: a round begins. */
  turn = 0;
  /** clone(2), which the scheduler does: it starts what it makes. Set at boot. */
  fork: (parent: Task, program: Program, namespaces: readonly ('mount' | 'uts' | 'pid')[]) => Task = () => {
    throw new Error('the machine has no scheduler yet');
  };
  /** Whose system call is under way: `/proc/self`, and events. */
  current: Task | undefined;
  /** A read from outside: no event, no time, no access times. */
  quiet = false;
  /** Open file descriptions. */
  openFiles = 0;
  /** Chunks that the host has provided, and the one that it is asked for. */
  readonly chunks = new Set<string>();
  neededChunk: string | undefined;

  constructor(options: MachineOptions) {
    this.options = options;
    this.clock = options.epoch;
    this.bootNs = options.epoch;
    this.random = new Random(options.seed);
  }

  now(): bigint {
    return this.clock;
  }

  emit(event: KernelEvent): void {
    if (!this.quiet) this.options.events?.emit(event);
  }

  dmesg(line: string): void {
    const micro = (this.clock - this.bootNs) / 1000n;
    const seconds = String(micro / 1_000_000n).padStart(5);
    this.log.push(`[${seconds}.${String(micro % 1_000_000n).padStart(6, '0')}] ${line}`);
    // The ring buffer: old lines go.
    if (this.log.length > 4096) this.log.shift();
  }

  /** What a file system is given for the super block `id`. */
  fileSystemContext(id: number): FileSystemContext<OverlayEvent> {
    const base = {
      id,
      now: () => this.clock,
      dmesg: (line: string) => {
        this.dmesg(line);
      },
      fileSystem: (other: number) => this.superblocks.get(other)?.fs ?? missing('super block', other),
      isPeeked: () => this.quiet,
      randomBytes: (count: number) => this.random.bytes(count),
    };
    if (this.options.events === undefined) return base;
    return {
      ...base,
      emit: (event: OverlayEvent) => {
        this.emit(event);
      },
    };
  }

  task(pid: number): Task {
    return this.tasks.get(pid) ?? missing('process', pid);
  }

  /** The task that `number` names in a name space. */
  taskIn(namespace: PidNamespace, number: number): Task | undefined {
    if (namespace.level === 0) return this.tasks.get(number);
    for (const task of this.tasks.values())
      if (this.isSeen(task, namespace) && task.numbers[namespace.level] === number) return task;
    return undefined;
  }

  /** Where `cwd`, `root` and the descriptors below /proc/PID lead; undefined: along their text. */
  followProcLink(fs: FileSystem, node: NodeId): Path | undefined {
    const found = procLink(fs, node);
    if (found === undefined) return undefined;
    const task = this.namespaceTask(found.namespace, found.pid);
    if (task === undefined || task.state === 'zombie') fail('ENOENT');
    return typeof found.link === 'number' ? task.fds[found.link]?.description.opened?.path : task[found.link];
  }

  pidNamespace(id: number): PidNamespace | undefined {
    if (id === this.pids.id) return this.pids;
    for (const task of this.tasks.values()) {
      for (let at: PidNamespace | null = task.pids; at !== null; at = at.parent) if (at.id === id) return at;
    }
    return undefined;
  }

  namespaceTask(namespace: number, pid: number): Task | undefined {
    const found = this.pidNamespace(namespace);
    return found === undefined ? undefined : this.taskIn(found, pid);
  }

  isSeen(task: Task, namespace: PidNamespace): boolean {
    let at: PidNamespace | null = task.pids;
    while (at !== null && at.level > namespace.level) at = at.parent;
    return at === namespace;
  }

  /** The number of a task as `viewer` sees it; 0: not at all. */
  numberFor(task: Task | undefined, viewer: PidNamespace): number {
    return task !== undefined && this.isSeen(task, viewer) ? (task.numbers[viewer.level] ?? 0) : 0;
  }

  numbersFor(namespace: PidNamespace): number[] {
    const pid = this.nextPid++;
    const numbers: number[] = [];
    for (let at: PidNamespace | null = namespace; at !== null; at = at.parent) {
      numbers[at.level] = at.level === 0 ? pid : at.next++;
    }
    return numbers;
  }

  /** @throws EAGAIN */
  requireTaskRoom(): void {
    if (this.tasks.size >= maxTasks) fail('EAGAIN');
  }

  holdPaths(task: Task): void {
    holdPath(task.root);
    holdPath(task.cwd);
  }

  // Descriptors

  descriptor(task: Task, fd: number): Description {
    return task.fds[fd]?.description ?? fail('EBADF');
  }

  /** The lowest free descriptor at or above `minimum`. @throws EMFILE ENFILE */
  install(task: Task, description: Description, closeOnExec: boolean, minimum = 0): number {
    let fd = minimum;
    while (task.fds[fd] !== undefined) fd += 1;
    const isNew = description.refs === 0;
    if (fd >= maxDescriptors || (isNew && this.openFiles >= maxOpenFiles)) {
      if (isNew) description.release();
      fail(fd >= maxDescriptors ? 'EMFILE' : 'ENFILE');
    }
    this.installAt(task, fd, description, closeOnExec);
    return fd;
  }

  /** What takes descriptors asks before it does anything. @throws EMFILE ENFILE */
  requireDescriptorRoom(task: Task, count: number): void {
    const { fds } = task;
    if (fds.length + count > maxDescriptors) {
      let free = maxDescriptors - fds.length;
      for (const descriptor of fds) if (descriptor === undefined) free += 1;
      if (free < count) fail('EMFILE');
    }
    if (this.openFiles + count > maxOpenFiles) fail('ENFILE');
  }

  installAt(task: Task, fd: number, description: Description, closeOnExec: boolean): void {
    if (description.refs === 0) this.openFiles += 1;
    description.refs += 1;
    task.fds[fd] = { description, closeOnExec };
  }

  closeDescriptor(task: Task, fd: number): void {
    const descriptor = task.fds[fd];
    if (descriptor === undefined) fail('EBADF');
    task.fds[fd] = undefined;
    this.dropDescription(descriptor.description);
  }

  dropDescription(description: Description): void {
    description.refs -= 1;
    if (description.refs > 0) return;
    this.openFiles -= 1;
    description.release();
  }

  savedOpened(opened: OpenedFile): unknown {
    const { path, file } = opened;
    return {
      mount: path.mount.id,
      node: path.node,
      directory: path.directory,
      name: path.name,
      flags: file.flags,
      position: file.position,
      state: file.state,
      credentials: file.credentials,
    };
  }

  // Terminals and pipes

  terminal(index: number): Terminal | undefined {
    return this.terminals.get(index);
  }

  output(terminal: number, bytes: Uint8Array): void {
    if (!this.quiet) this.options.output?.(terminal, bytes);
  }

  freeTerminal(): number {
    let index = 0;
    while (this.terminals.has(index)) index += 1;
    return index;
  }

  createTerminal(outside: boolean): Terminal {
    const index = this.freeTerminal();
    const terminal = new Terminal(index, outside, this);
    this.terminals.set(index, terminal);
    return terminal;
  }

  /** Both sides of a pty are closed: its number is free again. */
  terminalClosed(terminal: Terminal): void {
    if (!terminal.outside && terminal.masterRefs === 0) terminal.hangUp();
    if (terminal.outside && !terminal.hungUp) return;
    if (terminal.masterRefs === 0 && terminal.slaveRefs === 0) {
      for (const viewer of terminal.viewers) this.terminals.get(viewer)?.join(null);
      this.terminals.delete(terminal.index);
    }
  }

  createPipe({ credentials }: Task): Pipe {
    const pipe = new Pipe(this.nextPipe++, this.clock, credentials.fsuid, credentials.fsgid);
    this.pipes.set(pipe.id, pipe);
    return pipe;
  }

  pipeClosed(pipe: Pipe): void {
    if (pipe.readers > 0 || pipe.writers > 0) return;
    this.pipes.delete(pipe.id);
    for (const [key, fifo] of this.fifos) if (fifo === pipe) this.fifos.delete(key);
  }

  /** Where a nameless pipe is an inode. */
  pipePath(pipe: Pipe): Path {
    if (this.pipeMount === 0) this.pipeMount = this.#mountPipefs();
    const mount = this.mountTable.mountById(this.pipeMount);
    return { mount, node: pipe.id as NodeId, directory: mount.root, name: `pipe:[${String(pipe.id)}]` };
  }

  #mountPipefs(): number {
    const id = this.nextSuper++;
    const type =
      this.options.fileSystems.find(({ name }) => name === 'pipefs') ?? missing('pipefs for super block', id);
    const fs = type.mount({
      ...this.fileSystemContext(id),
      source: 'none',
      flags: 0,
      data: '',
      credentials: rootCredentials,
      resolve: () => fail('EINVAL'),
      siblings: () => [],
    });
    this.superblocks.set(id, { fs, type: 'pipefs', overlay: undefined, on: [] });
    return this.mountTable.createNamespace(fs, 'none', 0).root.id;
  }

  /** Open terminals, by number. */
  terminalList(): readonly (readonly [index: number, openedNs: bigint])[] {
    return [...this.terminals.values()]
      .map(({ index, openedNs }) => [index, openedNs] as const)
      .sort(([a], [b]) => a - b);
  }

  // Signals

  signalGroup(pgid: number, signal: Signal): void {
    for (const task of this.tasks.values()) if (task.pgid === pgid) this.signal(task, signal);
  }

  /** Queues a signal, or acts at once where no program has to run for it. */
  signal(task: Task, signal: Signal): void {
    if (task.state === 'zombie') return;
    const disposition = task.dispositions.get(signal) ?? 'default';
    if (disposition === 'default' && this.#isProtected(task, signal)) return;
    if (signal === 'SIGKILL') {
      this.exit(task, { signaled: 'SIGKILL' });
      return;
    }
    if (signal === 'SIGCONT' || signal === 'SIGSTOP')
      task.pending = task.pending.filter((other) => defaultAction(other) !== 'stop' || signal === 'SIGSTOP');
    if (signal === 'SIGCONT' && task.state === 'stopped') {
      task.state = task.wait === undefined ? 'ready' : 'waiting';
      task.report = { continued: true };
      this.tellParent(task);
    }
    if (signal !== 'SIGSTOP') {
      if (disposition === 'ignore') return;
      if (disposition === 'default') {
        const action = defaultAction(signal);
        if (action === 'ignore') return;
        // A process without a program has no default action to take.
        if (task.running === undefined) return;
      }
    }
    if (!task.pending.includes(signal)) task.pending.push(signal);
  }

  /** A name space's first process gets no signal that it has no handler for; SIGKILL and SIGSTOP come through from outside. */
  #isProtected(task: Task, signal: Signal): boolean {
    if (task.pid === 1) return true;
    if (task.numbers[task.pids.level] !== 1) return false;
    const isForced = signal === 'SIGKILL' || signal === 'SIGSTOP';
    return !isForced || (this.current !== undefined && this.isSeen(this.current, task.pids));
  }

  hangUpLeader(session: number): void {
    const leader = this.tasks.get(session);
    if (leader === undefined) return;
    this.signal(leader, 'SIGHUP');
    this.signal(leader, 'SIGCONT');
  }

  /** Takes what is pending before the task runs. False: it does not run now. */
  deliverSignals(task: Task): boolean {
    for (let signal = task.pending.shift(); signal !== undefined; signal = task.pending.shift()) {
      const disposition = signal === 'SIGSTOP' ? 'default' : (task.dispositions.get(signal) ?? 'default');
      if (disposition === 'ignore') continue;
      if (typeof disposition === 'function') {
        disposition(signal);
        task.interrupted = true;
        continue;
      }
      const action = defaultAction(signal);
      if (action === 'ignore') continue;
      if (action === 'terminate') {
        this.exit(task, { signaled: signal });
        return false;
      }
      if (isStopIgnored(this, task, signal)) continue;
      task.state = 'stopped';
      task.report = { stopped: signal };
      this.tellParent(task);
      return false;
    }
    return true;
  }

  tellParent(task: Task): void {
    const parent = this.tasks.get(task.ppid);
    if (parent === undefined) return;
    parent.childNews = true;
    this.signal(parent, 'SIGCHLD');
  }

  // The end of a process

  exit(task: Task, status: NonNullable<Task['status']>): void {
    if (task.state === 'zombie') return;
    const { running } = task;
    task.running = undefined;
    task.wait = undefined;
    task.rest = undefined;
    // A program that is ended from outside gets to run its `finally` blocks; it cannot yield there.
    if (running !== undefined && this.current !== task) running.return(0);
    task.fds.forEach((descriptor, fd) => {
      if (descriptor !== undefined) this.closeDescriptor(task, fd);
    });
    releaseMemory(this, task);
    task.state = 'zombie';
    task.status = status;
    this.emit({
      op: 'exit',
      pid: task.pid,
      status: status.exited ?? 128 + signalNumbers[status.signaled ?? 'SIGKILL'],
    });
    if (task.sid === task.pid) leaveTerminal(this, task);
    releasePath(task.root);
    releasePath(task.cwd);
    this.leaveMounts(task);
    const children = [...this.tasks.values()].filter((other) => other.ppid === task.pid);
    this.#adoptChildren(task);
    hangUpOrphans(this, task, children);
    if (task.pids.level > 0 && task.numbers[task.pids.level] === 1) this.#endNamespace(task.pids);
    const parent = this.tasks.get(task.ppid);
    if (parent === undefined || task.autoReap || parent.dispositions.get('SIGCHLD') === 'ignore') this.reap(task);
    this.tellParent(task);
  }

  reap(task: Task): void {
    this.tasks.delete(task.pid);
  }

  leaveMounts(task: Task): void {
    task.mounts.users -= 1;
    if (task.mounts.users === 0) this.mountTable.releaseNamespace(task.mounts.value);
  }

  #adoptChildren(task: Task): void {
    let init = 1;
    if (task.pids.level > 0) {
      for (const other of this.tasks.values()) {
        if (
          other.pids === task.pids &&
          other.numbers[task.pids.level] === 1 &&
          other !== task &&
          other.state !== 'zombie'
        )
          init = other.pid;
      }
    }
    for (const child of this.tasks.values()) {
      if (child.ppid !== task.pid) continue;
      child.ppid = init;
      // The machine's init reaps whatever comes to it; a container's is a program and does, or does not.
      if (init !== 1) continue;
      child.autoReap = true;
      if (child.state === 'zombie') this.reap(child);
    }
  }

  #endNamespace(namespace: PidNamespace): void {
    for (const task of [...this.tasks.values()]) if (this.isSeen(task, namespace)) this.signal(task, 'SIGKILL');
  }

  newUts(hostname: string): Shared<UtsNamespace> {
    return { value: { id: this.nextNamespace++, hostname }, users: 1 };
  }

  /** What the calls of the kernel itself are made as. */
  readonly credentials: Credentials = rootCredentials;

  overlays(): readonly OverlayMount[] {
    const live = new Set(this.mountTable.fileSystems());
    return [...this.superblocks.values()].flatMap((block) =>
      block.overlay !== undefined && live.has(block.fs) ? [block.overlay] : [],
    );
  }

  /** Those that are mounted, or that one stands on which is. */
  liveSuperblocks(): ReadonlySet<number> {
    const live = new Set<number>();
    const add = (id: number): void => {
      if (live.has(id)) return;
      live.add(id);
      this.superblocks.get(id)?.on.forEach(add);
    };
    for (const fs of this.mountTable.fileSystems()) add(fs.id);
    return live;
  }

  /** Forgets super blocks whose last mount is gone. */
  sweepSuperblocks(): void {
    const live = this.liveSuperblocks();
    for (const id of this.superblocks.keys()) if (!live.has(id)) this.superblocks.delete(id);
  }
}

function missing(what: string, id: number): never {
  throw new Error(`there is no ${what} ${String(id)}`);
}

/** Turns what a system call threw into its errno; anything else is a bug and goes on up. */
export function errnoOf(error: unknown): SyscallError['errno'] {
  if (error instanceof SyscallError) return error.errno;
  throw error;
}

/** Replaces a held path by another: hold the new one first, it may be the same. */
export function movePath(from: Path, to: Path): Path {
  holdPath(to);
  releasePath(from);
  return to;
}
