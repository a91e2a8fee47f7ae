// What /proc is told: the kernel's own state as the texts of proc(5).
import type { ProcProcess, ProcSource } from '../fs/proc.ts';
import { mountinfoText, mountsText } from '../vfs/mount.ts';
import { pathText } from '../vfs/path.ts';
import { type Kernel, maxOpenFiles, maxTasks } from './kernel.ts';
import { PipeDescription } from './pipe.ts';
import { limitsText, statmText, statText as processStat, statusText } from './proc-process.ts';
import type { PidNamespace, Task } from './task.ts';
import { TerminalDescription } from './terminal-description.ts';

/** Where the numbers of nsfs begin (PROC_DYNAMIC_FIRST). */
const namespaceInodes = 4026531840;

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
  const runnable = (): number => [...kernel.tasks.values()].filter(({ state }) => state === 'ready').length;
  const uptime = (): bigint => (kernel.clock - kernel.bootNs) / 10_000_000n;
  return {
    cgroups: () => '#subsys_name\thierarchy\tnum_cgroups\tenabled\n',
    cmdline: () => 'BOOT_IMAGE=/boot/vmlinuz-6.18.44 root=/dev/sda1 ro quiet\n',
    cpuinfo: () => Array.from({ length: options.cpus }, (_, i) => cpuText(i, options.cpus)).join(''),
    devices: () => devices,
    filesystems: () => options.fileSystems.map((type) => `${type.nodev ? 'nodev' : ''}\t${type.name}\n`).join(''),
    loadavg: () => `0.00 0.00 0.00 ${String(runnable())}/${String(kernel.tasks.size)} ${String(kernel.nextPid - 1)}\n`,
    meminfo: () => meminfoText(kernel),
    modules: () => '',
    partitions: () => {
      const kib = String(options.rootSize / 1024).padStart(10);
      return `major minor  #blocks  name\n\n   8        0 ${kib} sda\n   8        1 ${kib} sda1\n`;
    },
    stat: () => statText(kernel, runnable(), uptime()),
    swaps: () => 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n',
    uptime: () => `${hundredths(uptime())} ${hundredths(uptime() * BigInt(options.cpus))}\n`,
    version: () => 'Linux version 6.18.44 (copyup) #1 SMP PREEMPT_DYNAMIC\n',
    ...sysctls(kernel),
  };
}

function hundredths(time: bigint): string {
  return `${String(time / 100n)}.${String(time % 100n).padStart(2, '0')}`;
}

/** proc/sys. */
function sysctls(kernel: Kernel): Readonly<Record<string, () => string>> {
  const constants: Readonly<Record<string, string | number>> = {
    'sys/fs/file-max': maxOpenFiles,
    'sys/fs/nr_open': 1048576,
    'sys/fs/overflowgid': 65534,
    'sys/fs/overflowuid': 65534,
    'sys/fs/pipe-max-size': 1048576,
    'sys/fs/protected_fifos': 0,
    'sys/fs/protected_hardlinks': 1,
    'sys/fs/protected_regular': 0,
    'sys/fs/protected_symlinks': 0,
    'sys/kernel/cap_last_cap': 40,
    'sys/kernel/domainname': '(none)',
    'sys/kernel/ngroups_max': 65536,
    'sys/kernel/osrelease': '6.18.44',
    'sys/kernel/ostype': 'Linux',
    'sys/kernel/overflowgid': 65534,
    'sys/kernel/overflowuid': 65534,
    'sys/kernel/pid_max': 4194304,
    'sys/kernel/threads-max': maxTasks,
    'sys/kernel/version': '#1 SMP PREEMPT_DYNAMIC',
    'sys/vm/overcommit_memory': 0,
    'sys/vm/swappiness': 60,
  };
  return {
    ...Object.fromEntries(Object.entries(constants).map(([path, value]) => [path, () => `${String(value)}\n`])),
    'sys/fs/file-nr': () => `${String(kernel.openFiles)}\t0\t${String(maxOpenFiles)}\n`,
    'sys/kernel/hostname': () => `${kernel.current?.uts.value.hostname ?? kernel.options.hostname}\n`,
  };
}

const devices = `Character devices:
  1 mem
  5 /dev/tty
  5 /dev/console
  5 /dev/ptmx
128 ptm
136 pts

Block devices:
  8 sd
`;

function cpuText(i: number, cpus: number): string {
  const lines: readonly (readonly [string, string | number])[] = [
    ['processor\t', i],
    ['vendor_id\t', 'copyup'],
    ['cpu family\t', 6],
    ['model\t\t', 0],
    ['model name\t', 'simulated CPU'],
    ['stepping\t', 0],
    ['cpu MHz\t\t', '1000.000'],
    ['cache size\t', '1024 KB'],
    ['physical id\t', 0],
    ['siblings\t', cpus],
    ['core id\t\t', i],
    ['cpu cores\t', cpus],
    ['flags\t\t', 'fpu lm'],
    ['bogomips\t', '2000.00'],
  ];
  return `${lines.map(([name, value]) => `${name}: ${String(value)}\n`).join('')}\n`;
}

/** What is in memory is what tmpfs keeps; half of the memory counts as free of all else. */
function meminfoText({ options, mountTable }: Kernel): string {
  const shared = mountTable
    .fileSystems()
    .filter(({ type }) => type === 'tmpfs')
    .map((fs) => fs.statfs())
    .reduce((sum, { blocks, bfree, bsize }) => sum + Math.max(0, blocks - bfree) * bsize, 0);
  const free = Math.max(0, options.memory / 2 - shared);
  const figures: readonly (readonly [string, number])[] = [
    ['MemTotal', options.memory],
    ['MemFree', free],
    ['MemAvailable', free],
    ['Buffers', 0],
    ['Cached', shared],
    ['SwapCached', 0],
    ['Active', shared],
    ['Inactive', 0],
    ['SwapTotal', 0],
    ['SwapFree', 0],
    ['Dirty', 0],
    ['Writeback', 0],
    ['AnonPages', 0],
    ['Mapped', 0],
    ['Shmem', shared],
    ['KReclaimable', 0],
    ['Slab', 0],
    ['SReclaimable', 0],
    ['SUnreclaim', 0],
    ['CommitLimit', options.memory / 2],
    ['Committed_AS', 0],
  ];
  return figures
    .map(([name, bytes]) => `${`${name}:`.padEnd(15)} ${String(Math.floor(bytes / 1024)).padStart(8)} kB\n`)
    .join('');
}

/** Time that no program took is idle, and none is told to have taken any. `uptime` in ticks. */
function statText(kernel: Kernel, runnable: number, uptime: bigint): string {
  const { cpus } = kernel.options;
  const one = Array.from({ length: cpus }, (_, i) => `cpu${String(i)} 0 0 0 ${String(uptime)} 0 0 0 0 0 0\n`);
  return [
    `cpu  0 0 0 ${String(uptime * BigInt(cpus))} 0 0 0 0 0 0\n`,
    ...one,
    'intr 0\nctxt 0\n',
    `btime ${String(kernel.bootNs / 1_000_000_000n)}\nprocesses ${String(kernel.nextPid - 1)}\n`,
    `procs_running ${String(runnable)}\nprocs_blocked 0\nsoftirq 0\n`,
  ].join('');
}

function processOf(kernel: Kernel, task: Task, namespace: PidNamespace): ProcProcess {
  const viewer = kernel.current ?? task;
  return {
    uid: task.credentials.euid,
    gid: task.credentials.egid,
    startNs: task.startNs,
    files: {
      cgroup: () => '0::/\n',
      cmdline: () => (task.state === 'zombie' ? '' : task.argv.map((arg) => `${arg}\0`).join('')),
      comm: () => `${task.comm}\n`,
      environ: () => task.environ.map((entry) => `${entry}\0`).join(''),
      limits: limitsText,
      mountinfo: () => (task.state === 'zombie' ? '' : mountinfoText(task.namespace, task.root)),
      mounts: () => (task.state === 'zombie' ? '' : mountsText(task.namespace, task.root)),
      oom_score: () => '0\n',
      oom_score_adj: () => '0\n',
      stat: () => processStat(kernel, task, namespace),
      statm: () => statmText(task),
      status: () => statusText(kernel, task, namespace),
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
