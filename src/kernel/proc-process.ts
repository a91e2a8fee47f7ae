// What /proc/PID says of one process in figures: status, stat, limits, as fs/proc/array.c and fs/proc/base.c print them.
import { signalNumbers, type Signal } from '../abi/signal.ts';
import { type Kernel, maxDescriptors, maxTasks } from './kernel.ts';
import type { PidNamespace, Task } from './task.ts';

/** CLK_TCK */
const ticksPerSecond = 100n;

/** Every process has as much memory as a small program: it is not simulated. KiB. */
const memory = {
  size: 4096,
  resident: 1024,
  anonymous: 256,
  data: 360,
  stack: 132,
  text: 64,
  library: 1528,
  tables: 48,
};

function stateLetter(kernel: Kernel, task: Task): 'R' | 'S' | 'T' | 'Z' {
  // Whoever asks is running.
  if (kernel.current === task) return 'R';
  switch (task.state) {
    case 'ready':
      return 'R';
    case 'waiting':
      return task.running === undefined || task.wait !== undefined ? 'S' : 'R';
    case 'stopped':
      return 'T';
    case 'zombie':
      return 'Z';
    default:
      return task.state satisfies never;
  }
}

/** The 52 fields of /proc/PID/stat; addresses, which nothing here has, are 0 as they are for who may not see them. */
export function statText(kernel: Kernel, task: Task, namespace: PidNamespace): string {
  const number = (pid: number): number => kernel.numberFor(kernel.tasks.get(pid), namespace);
  const terminal = task.terminal === undefined ? undefined : kernel.terminals.get(task.terminal);
  const tty = terminal === undefined ? 0 : (136 << 8) | terminal.index;
  const foreground = terminal === undefined ? -1 : number(terminal.foreground);
  const start = ((task.startNs - kernel.bootNs) * ticksPerSecond) / 1_000_000_000n;
  const isAlive = task.state !== 'zombie';
  const fields = [
    kernel.numberFor(task, namespace),
    `(${task.comm})`,
    stateLetter(kernel, task),
    ...[number(task.ppid), number(task.pgid), number(task.sid), tty, foreground],
    // Flags, faults and the times in user and kernel mode; priority, nice, threads, itrealvalue.
    ...[4194304, 0, 0, 0, 0, 0, 0, 0, 0, 20, 0, 1, 0],
    String(start),
    ...(isAlive ? [memory.size * 1024, memory.resident / 4] : [0, 0]),
    '18446744073709551615',
    ...zeros(12),
    // exit_signal, processor, real-time priority and policy, delays and guest times.
    signalNumbers.SIGCHLD,
    ...zeros(13),
    exitCode(task),
  ];
  return `${fields.join(' ')}\n`;
}

function zeros(count: number): number[] {
  return new Array<number>(count).fill(0);
}

function exitCode({ status }: Task): number {
  if (status === undefined) return 0;
  if (status.exited !== undefined) return status.exited << 8;
  return status.signaled === undefined ? 0 : signalNumbers[status.signaled];
}

export function statmText(task: Task): string {
  const pages = [memory.size, memory.resident, memory.resident - memory.anonymous, memory.text, 0, memory.data, 0];
  return task.state === 'zombie' ? '0 0 0 0 0 0 0\n' : `${pages.map((kib) => kib / 4).join(' ')}\n`;
}

const stateWords = { R: 'R (running)', S: 'S (sleeping)', T: 'T (stopped)', Z: 'Z (zombie)' } as const;

export function statusText(kernel: Kernel, task: Task, namespace: PidNamespace): string {
  const { uid, euid, fsuid, gid, egid, fsgid, groups } = task.credentials;
  const number = (pid: number): number => kernel.numberFor(kernel.tasks.get(pid), namespace);
  const pid = String(kernel.numberFor(task, namespace));
  const numbers = task.numbers.slice(namespace.level).join('\t');
  const lines: (readonly [string, string])[] = [
    ['Name', task.comm],
    ['Umask', `0${task.umask.toString(8).padStart(3, '0')}`],
    ['State', stateWords[stateLetter(kernel, task)]],
    ['Tgid', pid],
    ['Ngid', '0'],
    ['Pid', pid],
    ['PPid', String(number(task.ppid))],
    ['TracerPid', '0'],
    ['Uid', [uid, euid, task.suid, fsuid].join('\t')],
    ['Gid', [gid, egid, task.sgid, fsgid].join('\t')],
    ['FDSize', String(Math.max(64, 2 ** Math.ceil(Math.log2(task.fds.length + 1))))],
    ['Groups', groups.map((group) => `${String(group)} `).join('') || ' '],
    ['NStgid', numbers],
    ['NSpid', numbers],
    ['NSpgid', String(number(task.pgid))],
    ['NSsid', String(number(task.sid))],
    ['Kthread', '0'],
    ...(task.state === 'zombie' ? [] : memoryLines()),
    ['Threads', '1'],
    ['SigQ', `0/${String(maxTasks)}`],
    ['SigPnd', signalMask([])],
    ['ShdPnd', signalMask(task.pending)],
    ['SigBlk', signalMask([])],
    ['SigIgn', signalMask(signalsWith(task, (disposition) => disposition === 'ignore'))],
    ['SigCgt', signalMask(signalsWith(task, (disposition) => typeof disposition === 'function'))],
    ['CapInh', capabilityMask(0)],
    ['CapPrm', capabilityMask(task.credentials.capabilities)],
    ['CapEff', capabilityMask(task.credentials.capabilities)],
    ['CapBnd', capabilityMask(-1)],
    ['CapAmb', capabilityMask(0)],
    ['NoNewPrivs', '0'],
    ['Seccomp', '0'],
    ['Seccomp_filters', '0'],
    ['Cpus_allowed', (2 ** kernel.options.cpus - 1).toString(16)],
    ['Cpus_allowed_list', kernel.options.cpus === 1 ? '0' : `0-${String(kernel.options.cpus - 1)}`],
    ['voluntary_ctxt_switches', '0'],
    ['nonvoluntary_ctxt_switches', '0'],
  ];
  return lines.map(([name, value]) => `${name}:\t${value}\n`).join('');
}

function memoryLines(): readonly (readonly [string, string])[] {
  const { size, resident, anonymous, data, stack, text, library, tables } = memory;
  const figures: readonly (readonly [string, number])[] = [
    ['VmPeak', size],
    ['VmSize', size],
    ['VmLck', 0],
    ['VmPin', 0],
    ['VmHWM', resident],
    ['VmRSS', resident],
    ['RssAnon', anonymous],
    ['RssFile', resident - anonymous],
    ['RssShmem', 0],
    ['VmData', data],
    ['VmStk', stack],
    ['VmExe', text],
    ['VmLib', library],
    ['VmPTE', tables],
    ['VmSwap', 0],
  ];
  return figures.map(([name, kib]) => [name, `${String(kib).padStart(8)} kB`]);
}

function signalsWith(task: Task, wanted: (disposition: unknown) => boolean): Signal[] {
  return [...task.dispositions].filter(([, disposition]) => wanted(disposition)).map(([signal]) => signal);
}

/** A bit for each, the first signal's lowest, as 16 hexadecimal digits. */
function signalMask(signals: readonly Signal[]): string {
  const bits = signals.reduce((sum, signal) => sum | (1n << BigInt(signalNumbers[signal] - 1)), 0n);
  return bits.toString(16).padStart(16, '0');
}

/** CAP_CHECKPOINT_RESTORE is the last of 41; those above the 32 that are modelled go with the highest of these. */
function capabilityMask(capabilities: number): string {
  const low = BigInt(capabilities >>> 0);
  const high = capabilities === -1 ? 0x1ffn << 32n : 0n;
  return (high | low).toString(16).padStart(16, '0');
}

export function limitsText(): string {
  const unlimited = 'unlimited';
  const rows: readonly (readonly [string, string | number, string | number, string])[] = [
    ['Max cpu time', unlimited, unlimited, 'seconds'],
    ['Max file size', unlimited, unlimited, 'bytes'],
    ['Max data size', unlimited, unlimited, 'bytes'],
    ['Max stack size', 8388608, unlimited, 'bytes'],
    ['Max core file size', 0, unlimited, 'bytes'],
    ['Max resident set', unlimited, unlimited, 'bytes'],
    ['Max processes', maxTasks, maxTasks, 'processes'],
    ['Max open files', maxDescriptors, maxDescriptors, 'files'],
    ['Max locked memory', 8388608, 8388608, 'bytes'],
    ['Max address space', unlimited, unlimited, 'bytes'],
    ['Max file locks', unlimited, unlimited, 'locks'],
    ['Max pending signals', maxTasks, maxTasks, 'signals'],
    ['Max msgqueue size', 819200, 819200, 'bytes'],
    ['Max nice priority', 0, 0, ''],
    ['Max realtime priority', 0, 0, ''],
    ['Max realtime timeout', unlimited, unlimited, 'us'],
  ];
  const head = `${'Limit'.padEnd(26)}${'Soft Limit'.padEnd(21)}${'Hard Limit'.padEnd(21)}${'Units'.padEnd(10)}\n`;
  const lines = rows.map(([name, soft, hard, unit]) => {
    const figures = `${name.padEnd(26)}${String(soft).padEnd(21)}${String(hard).padEnd(21)}`;
    return `${figures}${unit === '' ? '' : unit.padEnd(10)}\n`;
  });
  return head + lines.join('');
}
