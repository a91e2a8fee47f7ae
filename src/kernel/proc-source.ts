// What /proc is told: the kernel's own state as the texts of proc(5).
import type { ProcProcess, ProcSource } from '../fs/proc.ts';
import { mountinfoText, mountsText } from '../vfs/mount.ts';
import { pathText } from '../vfs/path.ts';
import { type Kernel, maxOpenFiles, maxTasks } from './kernel.ts';
import { PipeDescription } from './pipe.ts';
import type { PidNamespace, Task } from './task.ts';
import { TerminalDescription } from './terminal-description.ts';

/** Where the numbers of nsfs begin (PROC_DYNAMIC_FIRST). */
const namespaceInodes = 4026531840;

/** CLK_TCK */
const ticksPerSecond = 100n;

export function createProcSource(kernel: Kernel): ProcSource {
  const namespaceOf = (id: number): PidNamespace | undefined => kernel.pidNamespace(id);
  return {
    currentNamespace: () => kernel.current?.pids.id ?? kernel.pids.id,
    pids: (id) => {
      const namespace = namespaceOf(id);
      if (namespace === undefined) return [];
      const numbers = [...kernel.tasks.values()].map((task) => kernel.numberFor(task, namespace));
      return numbers.filter((number) => number > 0).sort((a, b) => a - b);
    },
    process: (id, pid) => {
      const namespace = namespaceOf(id);
      const task = namespace === undefined ? undefined : kernel.taskIn(namespace, pid);
      return task === undefined || namespace === undefined ? undefined : processOf(kernel, task, namespace);
    },
    self: (id) => {
      const namespace = namespaceOf(id);
      const number = namespace === undefined ? 0 : kernel.numberFor(kernel.current, namespace);
      return number === 0 ? undefined : number;
    },
    files: globalFiles(kernel),
  };
}

function globalFiles(kernel: Kernel): Readonly<Record<string, () => string>> {
  const { options } = kernel;
  const uptime = (): string => {
    const hundredths = (kernel.clock - kernel.bootNs) / 10_000_000n;
    return `${String(hundredths / 100n)}.${String(hundredths % 100n).padStart(2, '0')}`;
  };
  const kib = (bytes: number): string => String(Math.floor(bytes / 1024)).padStart(8);
  return {
    cmdline: () => 'BOOT_IMAGE=/boot/vmlinuz-6.18.44 root=/dev/sda1 ro quiet\n',
    cpuinfo: () =>
      Array.from(
        { length: options.cpus },
        (_, i) =>
          `processor\t: ${String(i)}\nvendor_id\t: copyup\nmodel name\t: simulated CPU\ncpu MHz\t\t: 1000.000\ncpu cores\t: ${String(options.cpus)}\n\n`,
      ).join(''),
    filesystems: () => options.fileSystems.map((type) => `${type.nodev ? 'nodev' : ''}\t${type.name}\n`).join(''),
    loadavg: () => `0.00 0.00 0.00 1/${String(kernel.tasks.size)} ${String(kernel.nextPid - 1)}\n`,
    meminfo: () =>
      [
        ['MemTotal:      ', options.memory],
        ['MemFree:       ', options.memory / 2],
        ['MemAvailable:  ', options.memory / 2],
        ['Buffers:       ', 0],
        ['Cached:        ', 0],
        ['SwapTotal:     ', 0],
        ['SwapFree:      ', 0],
      ]
        .map(([name, bytes]) => `${String(name)} ${kib(Number(bytes))} kB\n`)
        .join(''),
    stat: () =>
      `cpu  0 0 0 0 0 0 0 0 0 0\nbtime ${String(kernel.bootNs / 1_000_000_000n)}\nprocesses ${String(kernel.nextPid - 1)}\n`,
    'sys/fs/file-nr': () => `${String(kernel.openFiles)}\t0\t${String(maxOpenFiles)}\n`,
    'sys/fs/file-max': () => `${String(maxOpenFiles)}\n`,
    'sys/kernel/threads-max': () => `${String(maxTasks)}\n`,
    swaps: () => 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n',
    partitions: () => {
      const kib = (bytes: number): string => String(bytes / 1024).padStart(10);
      return `major minor  #blocks  name\n\n   8        1 ${kib(options.rootSize)} sda1\n`;
    },
    uptime: () => `${uptime()} ${uptime()}\n`,
    version: () => 'Linux version 6.18.44 (copyup) #1 SMP PREEMPT_DYNAMIC\n',
    'sys/kernel/hostname': () => `${kernel.current?.uts.value.hostname ?? options.hostname}\n`,
    'sys/kernel/ostype': () => 'Linux\n',
    'sys/kernel/osrelease': () => '6.18.44\n',
    'sys/kernel/pid_max': () => '4194304\n',
  };
}

function processOf(kernel: Kernel, task: Task, namespace: PidNamespace): ProcProcess {
  const number = (pid: number): number => kernel.numberFor(kernel.tasks.get(pid), namespace);
  const viewer = kernel.current ?? task;
  return {
    uid: task.credentials.euid,
    gid: task.credentials.egid,
    startNs: task.startNs,
    files: {
      cmdline: () => (task.state === 'zombie' ? '' : task.argv.map((arg) => `${arg}\0`).join('')),
      comm: () => `${task.comm}\n`,
      environ: () => task.environ.map((entry) => `${entry}\0`).join(''),
      mountinfo: () => (task.state === 'zombie' ? '' : mountinfoText(task.namespace, task.root)),
      mounts: () => (task.state === 'zombie' ? '' : mountsText(task.namespace, task.root)),
      statm: () => (task.state === 'zombie' ? '0 0 0 0 0 0 0\n' : '1024 256 256 0 0 0 0\n'),
      stat: () => statText(kernel, task, namespace, number),
      status: () => statusText(kernel, task, namespace, number),
    },
    links: {
      cwd: () => pathText(task.cwd, viewer.root),
      exe: () => task.executable,
      root: () => pathText(task.root, viewer.root),
    },
    namespaces: {
      mnt: () => `mnt:[${String(namespaceInodes + task.namespace.id)}]`,
      pid: () => `pid:[${String(namespaceInodes + 1000 + task.pids.id)}]`,
      uts: () => `uts:[${String(namespaceInodes + 2000 + task.uts.value.id)}]`,
    },
    fds: () =>
      task.fds.flatMap((descriptor, fd) => {
        if (descriptor === undefined) return [];
        const { description } = descriptor;
        if (description instanceof PipeDescription && description.opened.file.fs.type === 'pipefs')
          return [[fd, `pipe:[${String(description.pipe.id)}]`] as const];
        if (description.opened !== undefined) return [[fd, pathText(description.opened.path, viewer.root)] as const];
        if (description instanceof TerminalDescription)
          return [[fd, `/dev/pts/${String(description.terminal.index)}`] as const];
        return [];
      }),
  };
}

function stateLetter(task: Task): 'R' | 'S' | 'T' | 'Z' {
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

/** Fields 1 to 22 of /proc/PID/stat: what ps reads; those after are 0. */
function statText(kernel: Kernel, task: Task, namespace: PidNamespace, number: (pid: number) => number): string {
  const terminal = task.terminal === undefined ? undefined : kernel.terminals.get(task.terminal);
  const tty = terminal === undefined ? 0 : (136 << 8) | terminal.index;
  const foreground = terminal === undefined ? -1 : number(terminal.foreground);
  const start = ((task.startNs - kernel.bootNs) * ticksPerSecond) / 1_000_000_000n;
  const head = `${String(kernel.numberFor(task, namespace))} (${task.comm}) ${stateLetter(task)}`;
  const ids = [number(task.ppid), number(task.pgid), number(task.sid), tty, foreground];
  const rest = [0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 0, 1, 0];
  return `${head} ${[...ids, ...rest].join(' ')} ${String(start)} ${new Array<string>(30).fill('0').join(' ')}\n`;
}

const stateWords = { R: 'R (running)', S: 'S (sleeping)', T: 'T (stopped)', Z: 'Z (zombie)' } as const;

function statusText(kernel: Kernel, task: Task, namespace: PidNamespace, number: (pid: number) => number): string {
  const { uid, euid, fsuid, gid, egid, fsgid, groups } = task.credentials;
  const pid = kernel.numberFor(task, namespace);
  const lines: (readonly [string, string])[] = [
    ['Name', task.comm],
    ['Umask', `0${task.umask.toString(8).padStart(3, '0')}`],
    ['State', stateWords[stateLetter(task)]],
    ['Tgid', String(pid)],
    ['Pid', String(pid)],
    ['PPid', String(number(task.ppid))],
    ['Uid', [uid, euid, task.suid, fsuid].join('\t')],
    ['Gid', [gid, egid, task.sgid, fsgid].join('\t')],
    ['Groups', groups.join(' ')],
    ['NSpid', task.numbers.slice(namespace.level).join('\t')],
    ['VmRSS', '    1024 kB'],
    ['Threads', '1'],
  ];
  return lines.map(([name, value]) => `${name}:\t${value}\n`).join('');
}
