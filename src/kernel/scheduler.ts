// Runs programs: one step of one process at a time, round robin. The invariant: which process runs next depends on the
// machine's state alone, so that a replay goes the same way; a slice may end between any two steps.
import { encodeBytes } from '../abi/bytes.ts';
import { fail } from '../abi/errno.ts';
import type { Signal } from '../abi/signal.ts';
import { createProcess } from './facade.ts';
import { deathOf } from './host-limits.ts';
import { type Kernel, stepTickNs } from './kernel.ts';
import type { RunState } from './machine.ts';
import { Random } from './random.ts';
import { type ExecImage, isWaitedFor } from './syscalls/processes.ts';
import { unshareOne } from './syscalls/mounts.ts';
import type { Program, Wait } from './program.ts';
import { releaseMemory } from './program-memory.ts';
import type { Task } from './task.ts';
import { TerminalDescription } from './terminal-description.ts';

/**
 * Runs ready processes until all sleep, or the limit is reached. A round gives each ready process one step, lowest number first;
 * `kernel.turn` is how far the round has come, so that a slice may end anywhere and the next one goes on there.
 * A chunk that is not here yet holds everybody up: whoever ran meanwhile would run at another moment than in a replay.
 */
export function run(kernel: Kernel, limit: { readonly steps?: number; readonly until?: () => boolean } = {}): RunState {
  let left = limit.steps ?? Infinity;
  for (;;) {
    let ran = kernel.turn !== 0;
    for (const task of kernel.tasks.values()) {
      if (kernel.neededChunk !== undefined) return { state: 'needs', chunk: kernel.neededChunk };
      if (task.pid <= kernel.turn || !isRunnable(kernel, task)) continue;
      if (left-- <= 0 || limit.until?.() === true) return { state: 'busy' };
      ran = true;
      kernel.turn = task.pid;
      step(kernel, task);
    }
    if (kernel.neededChunk !== undefined) return { state: 'needs', chunk: kernel.neededChunk };
    kernel.turn = 0;
    if (ran) continue;
    const until = nextAlarm(kernel);
    return until === undefined ? { state: 'idle' } : { state: 'sleeping', until };
  }
}

function nextAlarm(kernel: Kernel): bigint | undefined {
  let first: bigint | undefined;
  for (const task of kernel.tasks.values()) {
    if (task.state !== 'waiting') continue;
    const wait = task.wait;
    const until = wait?.wait === 'time' || wait?.wait === 'poll' ? wait.until : undefined;
    if (until !== undefined && (first === undefined || until < first)) first = until;
  }
  return first;
}

/** Has it something to do now: a signal to take, or what it waits for is there? */
function isRunnable(kernel: Kernel, task: Task): boolean {
  if (task.running === undefined || task.state === 'zombie') return false;
  if (task.state === 'stopped') return false;
  if (task.pending.length > 0 || task.state === 'ready') return true;
  return task.wait !== undefined && isSatisfied(kernel, task, task.wait);
}

function isSatisfied(kernel: Kernel, task: Task, wait: Wait): boolean {
  switch (wait.wait) {
    case 'turn':
    case 'exec':
      return true;
    case 'readable':
    case 'line':
      return task.fds[wait.fd]?.description.readable() ?? true;
    case 'writable':
      return task.fds[wait.fd]?.description.writable() ?? true;
    case 'child':
      return childChanged(kernel, task, wait.pid);
    case 'time':
      return kernel.clock >= wait.until;
    case 'signal':
      return false;
    case 'poll':
      return (
        wait.readable.some((fd) => task.fds[fd]?.description.readable() ?? true) ||
        wait.writable.some((fd) => task.fds[fd]?.description.writable() ?? true) ||
        (wait.until !== undefined && kernel.clock >= wait.until)
      );
    case 'chunk':
      return kernel.chunks.has(wait.chunk);
    default:
      return wait satisfies never;
  }
}

/**
 * A child that is waited for has ended; or there is none, which waitpid answers too. A stop or a continuation is news once: who does
 * not ask for those must not wake again and again.
 */
function childChanged(kernel: Kernel, task: Task, pid: number): boolean {
  let any = false;
  for (const child of kernel.tasks.values()) {
    if (child.ppid !== task.pid || !isWaitedFor(kernel, task, child, pid)) continue;
    any = true;
    if (child.state === 'zombie' || (child.report !== undefined && task.childNews)) return true;
  }
  return !any;
}

function step(kernel: Kernel, task: Task): void {
  kernel.clock += stepTickNs;
  if (!kernel.deliverSignals(task)) return;
  const { wait, running, interrupted } = task;
  if (running === undefined) return;
  // A signal that was taken without a handler leaves the process where it slept.
  if (wait !== undefined && !interrupted && !isSatisfied(kernel, task, wait)) {
    task.state = 'waiting';
    return;
  }
  // Interrupted by a signal that is not the terminal's, it goes on at the same prompt.
  if (!interrupted) clearPrompt(kernel, task);
  if (wait?.wait === 'child') task.childNews = false;
  task.wait = undefined;
  task.interrupted = false;
  task.state = 'ready';
  const before = kernel.current;
  kernel.current = task;
  let result: IteratorResult<Wait, number>;
  try {
    result = running.next(interrupted ? 'interrupted' : 'ready');
  } catch (error) {
    const signal = deathOf(error);
    if (signal === undefined) throw error;
    if (signal === 'SIGKILL') kernel.dmesg(`Out of memory: Killed process ${task.pid} (${task.comm})`);
    kernel.exit(task, { signaled: signal });
    return;
  } finally {
    kernel.current = before;
  }
  if (isDead(task)) {
    running.return(0);
    return;
  }
  if (result.done === true) {
    kernel.exit(task, { exited: result.value & 0xff });
    return;
  }
  sleep(kernel, task, result.value);
}

/** It may have been killed by its own system call. */
function isDead(task: Task): boolean {
  return task.state === 'zombie';
}

function sleep(kernel: Kernel, task: Task, wait: Wait): void {
  if (wait.wait === 'exec') {
    exec(kernel, task, wait.image as ExecImage);
    return;
  }
  task.wait = wait;
  if (wait.wait !== 'line') clearPrompt(kernel, task);
  if (wait.wait === 'turn') return;
  if (wait.wait === 'chunk' && !kernel.chunks.has(wait.chunk)) kernel.neededChunk = wait.chunk;
  if (wait.wait === 'line') showPrompt(kernel, task, wait);
  task.state = 'waiting';
}

/** Prints the prompt and what was typed ahead of it, as a line editor that starts does. */
function showPrompt(kernel: Kernel, task: Task, wait: Extract<Wait, { wait: 'line' }>): void {
  const description = task.fds[wait.fd]?.description;
  if (!(description instanceof TerminalDescription)) return;
  const { terminal } = description;
  const { prompt, continuation } = wait;
  const shown = terminal.prompt;
  const isShown = shown?.pid === task.pid && shown.prompt === prompt && shown.continuation === continuation;
  terminal.prompt = { pid: task.pid, prompt, continuation };
  task.promptTerminal = terminal.index;
  if (isShown || kernel.quiet) return;
  terminal.print(encodeBytes(prompt));
  terminal.showTypedAhead();
}

function clearPrompt(kernel: Kernel, task: Task): void {
  if (task.promptTerminal === undefined) return;
  const terminal = kernel.terminal(task.promptTerminal);
  if (terminal?.prompt?.pid === task.pid) terminal.prompt = undefined;
  task.promptTerminal = undefined;
}

/** execve(2) after the image was found: the old program is gone. */
function exec(kernel: Kernel, task: Task, image: ExecImage): void {
  task.running?.return(0);
  task.fds.forEach((descriptor, fd) => {
    if (descriptor?.closeOnExec === true) kernel.closeDescriptor(task, fd);
  });
  for (const [signal, disposition] of [...task.dispositions]) {
    if (typeof disposition === 'function') task.dispositions.delete(signal);
  }
  if (image.uid !== undefined) {
    const { uid } = image;
    task.credentials = {
      ...task.credentials,
      euid: uid,
      fsuid: uid,
      capabilities: uid === 0 ? -1 : task.credentials.capabilities,
    };
  }
  if (image.gid !== undefined) {
    task.credentials = { ...task.credentials, egid: image.gid, fsgid: image.gid };
  }
  task.suid = task.credentials.euid;
  task.sgid = task.credentials.egid;
  task.argv = image.argv;
  task.environ = image.environ;
  task.executable = image.executable;
  task.comm = (image.path.split('/').at(-1) ?? image.name).slice(0, 15);
  task.execed = true;
  releaseMemory(kernel, task);
  task.rest = undefined;
  task.program = image.name;
  kernel.emit({ op: 'exec', pid: task.pid, path: image.path, argv: image.argv });
  start(kernel, task, image.program);
}

/** Gives a task its program, from the start or from where `rest` says. */
export function start(kernel: Kernel, task: Task, program: Program, rest?: unknown): void {
  task.process = createProcess(kernel, task);
  task.running = rest === undefined ? program(task.process) : program(task.process, rest);
  task.wait = undefined;
  task.state = 'ready';
}

/** clone(2): a child that has all that its parent has, and runs `program`. @throws EAGAIN */
export function forkTask(
  kernel: Kernel,
  parent: Task,
  program: Program,
  namespaces: readonly ('mount' | 'uts' | 'pid')[],
): Task {
  kernel.requireTaskRoom();
  const pids = namespaces.includes('pid')
    ? { id: kernel.nextNamespace++, parent: parent.pids, level: parent.pids.level + 1, next: 1 }
    : parent.childPids;
  // A name space whose first process is gone takes no more.
  const first = pids.level > 0 && pids.next > 1 ? kernel.taskIn(pids, 1) : parent;
  if (first === undefined || first.state === 'zombie') fail('ENOMEM');
  const numbers = kernel.numbersFor(pids);
  const child = createTask(kernel, {
    ...parent,
    pid: numbers[0] ?? 0,
    numbers,
    ppid: parent.pid,
    pids,
    childPids: pids,
    fds: parent.fds.slice(),
    dispositions: new Map<Signal, import('./program.ts').Disposition>(parent.dispositions),
    execed: false,
    autoReap: false,
    startNs: kernel.clock,
  });
  for (const descriptor of child.fds) if (descriptor !== undefined) descriptor.description.refs += 1;
  child.mounts.users += 1;
  child.uts.users += 1;
  kernel.holdPaths(child);
  for (const namespace of namespaces) if (namespace !== 'pid') unshareOne(kernel, child, namespace);
  start(kernel, child, program);
  return child;
}

/**
 * Takes every program up again from its `rest`, as far as where it slept. That is no part of the machine's life: no time passes, nothing
 * is told or printed, and the numbers drawn are not used up.
 */
export function resume(kernel: Kernel): void {
  const { clock, turn } = kernel;
  const random = kernel.random.state;
  kernel.quiet = true;
  try {
    for (const task of kernel.tasks.values()) {
      if (task.running === undefined) continue;
      do step(kernel, task);
      while (task.wait?.wait === 'turn');
    }
  } finally {
    kernel.quiet = false;
    kernel.clock = clock;
    kernel.turn = turn;
    kernel.random = new Random(random);
  }
}

export type TaskSeed = Omit<
  Task,
  | 'namespace'
  | 'heap'
  | 'pending'
  | 'state'
  | 'wait'
  | 'interrupted'
  | 'running'
  | 'program'
  | 'rest'
  | 'process'
  | 'followMagic'
  | 'leavesNoTrace'
  | 'childNews'
  | 'promptTerminal'
  | 'status'
  | 'report'
>;

/** A task that is in the table and runs nothing yet. */
export function createTask(kernel: Kernel, seed: TaskSeed): Task {
  const task: Task = {
    ...seed,
    get namespace() {
      return task.mounts.value;
    },
    get leavesNoTrace() {
      return kernel.quiet;
    },
    followMagic: (fs, node) => kernel.followProcLink(fs, node),
    heap: 0,
    pending: [],
    state: 'waiting',
    wait: undefined,
    interrupted: false,
    running: undefined,
    program: undefined,
    rest: undefined,
    process: undefined as never,
    status: undefined,
    report: undefined,
    childNews: false,
    promptTerminal: undefined,
  };
  task.process = createProcess(kernel, task);
  kernel.tasks.set(task.pid, task);
  return task;
}
