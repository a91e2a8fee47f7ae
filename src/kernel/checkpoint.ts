// A machine as plain immutable data, and back. Taken only at rest: every process is one that its program can take up again from
// `rest`. File systems answer in O(1); what is copied here is as large as the number of processes and mounts.
import type { Credentials } from '../abi/credentials.ts';
import type { Signal } from '../abi/signal.ts';
import type { FileSystem, NodeId, OpenFile } from '../vfs/file-system.ts';
import { MountTable } from '../vfs/mount.ts';
import type { OpenedFile } from '../vfs/namei.ts';
import type { Path } from '../vfs/path.ts';
import { type Description, DeviceDescription, FileDescription, type SavedDescription } from './description.ts';
import type { Kernel } from './kernel.ts';
import type { OverlayMount, Root } from './machine.ts';
import { Pipe, PipeDescription, type SavedPipe } from './pipe.ts';
import type { Termios } from './program.ts';
import { Random } from './random.ts';
import { createTask, resume, start } from './scheduler.ts';
import type { PidNamespace, Shared, Task, UtsNamespace } from './task.ts';
import { TerminalDescription } from './terminal-description.ts';
import { type SavedTerminal, Terminal } from './tty.ts';

interface SavedPath {
  readonly mount: number;
  readonly node: NodeId;
  readonly directory: NodeId;
  readonly name: string;
}

interface SavedOpened extends SavedPath {
  readonly flags: number;
  readonly position: number;
  readonly state: unknown;
  readonly credentials: Credentials;
}

interface SavedTask {
  readonly pid: number;
  readonly numbers: readonly number[];
  readonly ppid: number;
  readonly pgid: number;
  readonly sid: number;
  readonly pids: number;
  readonly childPids: number;
  readonly mounts: number;
  readonly uts: number;
  readonly root: SavedPath;
  readonly cwd: SavedPath;
  readonly umask: number;
  readonly credentials: Credentials;
  readonly suid: number;
  readonly sgid: number;
  /** [descriptor, number of the description, close on exec] */
  readonly fds: readonly (readonly [number, number, boolean])[];
  readonly comm: string;
  readonly executable: string;
  readonly argv: readonly string[];
  readonly environ: readonly string[];
  readonly ignored: readonly Signal[];
  readonly terminal: number | undefined;
  readonly program: string | undefined;
  readonly rest: unknown;
  readonly autoReap: boolean;
  readonly startNs: bigint;
}

interface SavedMachine {
  readonly version: 1;
  readonly clock: bigint;
  readonly random: readonly [number, number, number, number];
  readonly counters: {
    readonly pid: number;
    readonly superblock: number;
    readonly pipe: number;
    readonly namespace: number;
    readonly turn: number;
    readonly pipeMount: number;
  };
  readonly superblocks: readonly {
    readonly id: number;
    readonly type: string;
    readonly state: unknown;
    readonly overlay: OverlayMount | undefined;
    readonly on: readonly number[];
  }[];
  readonly mounts: unknown;
  readonly pidNamespaces: readonly {
    readonly id: number;
    readonly parent: number;
    readonly level: number;
    readonly next: number;
  }[];
  readonly uts: readonly UtsNamespace[];
  readonly terminals: readonly SavedTerminal[];
  readonly pipes: readonly SavedPipe[];
  readonly fifos: readonly (readonly [string, number])[];
  readonly descriptions: readonly SavedDescription[];
  readonly tasks: readonly SavedTask[];
  readonly dmesg: readonly string[];
  readonly termios?: Termios;
}

/** Can every process be taken up again from plain data? */
export function isAtRest(kernel: Kernel): boolean {
  for (const task of kernel.tasks.values()) {
    if (task.state === 'zombie' || task.pending.length > 0) return false;
    if (task.running === undefined) continue;
    if (task.state !== 'waiting' || task.rest === undefined || task.program === undefined) return false;
  }
  return true;
}

export function checkpoint(kernel: Kernel): Root {
  if (!isAtRest(kernel)) throw new Error('a checkpoint is taken only where every process is at rest');
  const descriptions = new Map<Description, number>();
  const numberOf = (description: Description): number => {
    const known = descriptions.get(description) ?? descriptions.size;
    descriptions.set(description, known);
    return known;
  };
  const tasks = [...kernel.tasks.values()].map((task) => saveTask(task, numberOf));
  const live = kernel.liveSuperblocks();
  const namespaces = new Map<number, PidNamespace>();
  for (const task of kernel.tasks.values()) {
    for (let at: PidNamespace | null = task.childPids; at !== null; at = at.parent) namespaces.set(at.id, at);
    for (let at: PidNamespace | null = task.pids; at !== null; at = at.parent) namespaces.set(at.id, at);
  }
  const saved: SavedMachine = {
    version: 1,
    clock: kernel.clock,
    random: kernel.random.state,
    counters: {
      pid: kernel.nextPid,
      superblock: kernel.nextSuper,
      pipe: kernel.nextPipe,
      namespace: kernel.nextNamespace,
      turn: kernel.turn,
      pipeMount: kernel.pipeMount,
    },
    superblocks: [...kernel.superblocks]
      .filter(([id]) => live.has(id))
      .map(([id, { fs, type, overlay, on }]) => ({ id, type, state: fs.checkpoint(), overlay, on })),
    mounts: kernel.mountTable.checkpoint(),
    pidNamespaces: [...namespaces.values()]
      .sort((a, b) => a.level - b.level)
      .map(({ id, parent, level, next }) => ({ id, parent: parent?.id ?? 0, level, next })),
    uts: [...new Set([...kernel.tasks.values()].map((task) => task.uts.value))].map((uts) => ({ ...uts })),
    terminals: [...kernel.terminals.values()].map((terminal) => terminal.save()),
    pipes: [...kernel.pipes.values()].filter((pipe) => pipe.readers > 0 || pipe.writers > 0).map((pipe) => pipe.save()),
    fifos: [...kernel.fifos].map(([key, pipe]) => [key, pipe.id] as const),
    descriptions: [...descriptions.keys()].map((description) => description.save()),
    tasks,
    dmesg: [...kernel.log],
  };
  return saved as unknown as Root;
}

function saveTask(task: Task, numberOf: (description: Description) => number): SavedTask {
  const { pid, numbers, ppid, pgid, sid, umask, credentials, suid, sgid, comm, executable, argv, environ } = task;
  return {
    pid,
    numbers,
    ppid,
    pgid,
    sid,
    umask,
    credentials,
    suid,
    sgid,
    comm,
    executable,
    argv,
    environ,
    pids: task.pids.id,
    childPids: task.childPids.id,
    mounts: task.namespace.id,
    uts: task.uts.value.id,
    root: savePath(task.root),
    cwd: savePath(task.cwd),
    fds: task.fds.flatMap((descriptor, fd) =>
      descriptor === undefined ? [] : [[fd, numberOf(descriptor.description), descriptor.closeOnExec] as const],
    ),
    // Handlers are the program's to set again when it is taken up.
    ignored: [...task.dispositions].flatMap(([signal, disposition]) => (disposition === 'ignore' ? [signal] : [])),
    terminal: task.terminal,
    program: task.program,
    rest: task.rest,
    autoReap: task.autoReap,
    startNs: task.startNs,
  };
}

function savePath(path: Path): SavedPath {
  return { mount: path.mount.id, node: path.node, directory: path.directory, name: path.name };
}

/** Puts the saved machine in the place of what `kernel` was. Holds on inodes and mounts are part of what was saved: none is taken anew. */
export function restore(kernel: Kernel, root: Root): void {
  const saved = root as unknown as SavedMachine;
  if ((saved.version as number) !== 1)
    throw new Error(`this state was saved by a newer copyup (format ${String(saved.version)})`);
  for (const task of kernel.tasks.values()) {
    const { running } = task;
    task.running = undefined;
    running?.return(0);
  }
  kernel.openFiles = 0;
  kernel.tasks.clear();
  kernel.terminals.clear();
  kernel.pipes.clear();
  kernel.fifos.clear();
  kernel.superblocks.clear();
  kernel.clock = saved.clock;
  kernel.random = new Random(saved.random);
  kernel.nextPid = saved.counters.pid;
  kernel.nextSuper = saved.counters.superblock;
  kernel.nextPipe = saved.counters.pipe;
  kernel.nextNamespace = saved.counters.namespace;
  kernel.turn = saved.counters.turn;
  kernel.pipeMount = saved.counters.pipeMount;
  kernel.neededChunk = undefined;
  kernel.log.splice(0, Infinity, ...saved.dmesg);
  // Lower file systems have lower numbers than what stands on them.
  for (const { id, type, state, overlay, on } of saved.superblocks) {
    const fs = fileSystemType(kernel, type).revive(state, kernel.fileSystemContext(id));
    kernel.superblocks.set(id, { fs, type, overlay, on });
  }
  const superblock = (id: number): FileSystem => kernel.superblocks.get(id)?.fs ?? missing('super block', id);
  kernel.mountTable = MountTable.revive(saved.mounts, superblock);
  for (const pipe of saved.pipes) kernel.pipes.set(pipe.id, Pipe.revive(pipe));
  for (const [key, id] of saved.fifos) {
    const pipe = kernel.pipes.get(id);
    if (pipe !== undefined) kernel.fifos.set(key, pipe);
  }
  for (const terminal of saved.terminals) kernel.terminals.set(terminal.index, Terminal.revive(terminal, kernel));
  const descriptions = saved.descriptions.map((description) => reviveDescription(kernel, description));
  const pids = new Map<number, PidNamespace>([[kernel.pids.id, kernel.pids]]);
  for (const { id, parent, level, next } of saved.pidNamespaces) {
    if (id === kernel.pids.id) kernel.pids.next = next;
    else pids.set(id, { id, parent: pids.get(parent) ?? null, level, next });
  }
  const uts = new Map(
    saved.uts.map((value): [number, Shared<UtsNamespace>] => [value.id, { value: { ...value }, users: 0 }]),
  );
  const mounts = new Map<number, Task['mounts']>();
  for (const task of saved.tasks) reviveTask(kernel, task, { descriptions, pids, uts, mounts });
  resume(kernel);
}

interface Revived {
  readonly descriptions: readonly Description[];
  readonly pids: ReadonlyMap<number, PidNamespace>;
  readonly uts: ReadonlyMap<number, Shared<UtsNamespace>>;
  readonly mounts: Map<number, Task['mounts']>;
}

function reviveTask(kernel: Kernel, saved: SavedTask, revived: Revived): void {
  const mounts = revived.mounts.get(saved.mounts) ?? { value: kernel.mountTable.namespace(saved.mounts), users: 0 };
  revived.mounts.set(saved.mounts, mounts);
  mounts.users += 1;
  const uts = revived.uts.get(saved.uts) ?? missing('UTS name space', saved.uts);
  uts.users += 1;
  const fds: Task['fds'] = [];
  for (const [fd, number, closeOnExec] of saved.fds) {
    const description = revived.descriptions[number] ?? missing('open file', number);
    if (description.refs === 0) kernel.openFiles += 1;
    description.refs += 1;
    fds[fd] = { description, closeOnExec };
  }
  const { ignored, program, rest, ...kept } = saved;
  const task = createTask(kernel, {
    ...kept,
    pids: revived.pids.get(saved.pids) ?? missing('PID name space', saved.pids),
    childPids: revived.pids.get(saved.childPids) ?? missing('PID name space', saved.childPids),
    mounts,
    uts,
    root: revivePath(kernel, saved.root),
    cwd: revivePath(kernel, saved.cwd),
    fds,
    dispositions: new Map(ignored.map((signal) => [signal, 'ignore'] as const)),
    execed: true,
  });
  if (program === undefined) return;
  const found = kernel.options.programs.get(program);
  if (found === undefined) throw new Error(`this state runs ${program}, which this copyup does not have`);
  start(kernel, task, found, rest);
  task.program = program;
  task.rest = rest;
}

function reviveDescription(kernel: Kernel, saved: SavedDescription): Description {
  const save = (opened: OpenedFile): unknown => kernel.savedOpened(opened);
  const opened = saved.opened === null ? undefined : reviveOpened(kernel, saved.opened as SavedOpened);
  switch (saved.kind) {
    case 'file':
      return new FileDescription(require(opened), save);
    case 'device':
      return new DeviceDescription(saved.device, require(opened), (count) => kernel.random.bytes(count), save);
    case 'pipe': {
      const pipe = kernel.pipes.get(saved.pipe) ?? missing('pipe', saved.pipe);
      const description = new PipeDescription(pipe, require(opened), kernel, saved.awaited);
      description.flags = saved.flags;
      return description;
    }
    case 'terminal':
    case 'master': {
      const terminal = kernel.terminals.get(saved.terminal) ?? missing('terminal', saved.terminal);
      return new TerminalDescription(saved.kind, terminal, saved.flags, opened, save, (closed) => {
        kernel.terminalClosed(closed);
      });
    }
    default:
      return saved satisfies never;
  }
}

function reviveOpened(kernel: Kernel, saved: SavedOpened): OpenedFile {
  const path = revivePath(kernel, saved);
  const file: OpenFile = {
    fs: path.mount.fs,
    node: saved.node,
    flags: saved.flags,
    position: saved.position,
    state: saved.state,
    credentials: saved.credentials,
  };
  return { path, file };
}

function revivePath(kernel: Kernel, saved: SavedPath): Path {
  return {
    mount: kernel.mountTable.mountById(saved.mount),
    node: saved.node,
    directory: saved.directory,
    name: saved.name,
  };
}

function fileSystemType(kernel: Kernel, name: string): Kernel['options']['fileSystems'][number] {
  const type = kernel.options.fileSystems.find((known) => known.name === name);
  if (type === undefined) throw new Error(`this state has a ${name}, which this copyup does not have`);
  return type;
}

function require<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a saved open file has no path');
  return value;
}

function missing(what: string, id: number): never {
  throw new Error(`a saved state names a ${what} ${String(id)} that is not in it`);
}
