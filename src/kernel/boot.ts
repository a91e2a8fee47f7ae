// Makes a machine: the kernel, its first process and what is mounted when it comes up.
import { rootCredentials } from '../abi/credentials.ts';
import { makedev } from '../abi/device.ts';
import { MS_NODEV, MS_NOEXEC, MS_NOSUID, MS_RELATIME, O_RDWR } from '../abi/flags.ts';
import { S_IFCHR } from '../abi/mode.ts';
import { devptsType, ext4, makeExt4, pipefsType, procType, sysfsType, tmpfsType } from '../fs/index.ts';
import { mountsText } from '../vfs/mount.ts';
import { type OpenedFile, openPath } from '../vfs/namei.ts';
import { rootOf } from '../vfs/path.ts';
import { checkpoint, isAtRest, restore } from './checkpoint.ts';
import { createSyscalls } from './facade.ts';
import { Kernel } from './kernel.ts';
import type { Machine, MachineOptions } from './machine.ts';
import { createProcSource } from './proc-source.ts';
import type { Process, Syscalls } from './program.ts';
import { createTask, forkTask, run } from './scheduler.ts';
import type { Task } from './task.ts';
import { TerminalDescription } from './terminal-description.ts';
import type { Terminal } from './tty.ts';

/** The disk is /dev/sda1. */
const rootDevice = makedev(8, 1);

export function createMachine(options: MachineOptions): Machine {
  const kernel = new Kernel({ ...options, fileSystems: [] });
  const own = [
    ext4,
    tmpfsType(options.memory),
    tmpfsType(options.memory, 'devtmpfs'),
    devptsType({ terminals: () => kernel.terminalList() }),
    sysfsType(sysfsFiles),
    procType(createProcSource(kernel)),
    pipefsType({ pipe: (ino) => kernel.pipes.get(ino) }),
  ];
  const given = new Set(options.fileSystems.map((type) => type.name));
  // The kernel's own types need the kernel; what is passed in wins over them.
  (kernel.options as { fileSystems: MachineOptions['fileSystems'] }).fileSystems = [
    ...own.filter((type) => !given.has(type.name)),
    ...options.fileSystems,
  ];
  kernel.fork = (parent, program, namespaces) => forkTask(kernel, parent, program, namespaces);
  const init = createInit(kernel);
  if (options.boot === 'host') bootHost(kernel, init.process);
  return machineOf(kernel);
}

function createInit(kernel: Kernel): Task {
  const { options } = kernel;
  const id = kernel.nextSuper++;
  const context = kernel.fileSystemContext(id);
  const fs = makeExt4(context, {
    size: options.rootSize,
    inodes: options.rootInodes,
    device: rootDevice,
    lostAndFound: options.boot === 'host',
  });
  kernel.superblocks.set(id, { fs, type: 'ext4', overlay: undefined, on: [] });
  const namespace = kernel.mountTable.createNamespace(fs, '/dev/sda1', MS_RELATIME);
  const root = rootOf(namespace.root);
  const numbers = kernel.numbersFor(kernel.pids);
  const task = createTask(kernel, {
    pid: numbers[0] ?? 1,
    numbers,
    ppid: 0,
    pgid: 1,
    sid: 1,
    pids: kernel.pids,
    childPids: kernel.pids,
    mounts: { value: namespace, users: 1 },
    uts: { value: { id: 1, hostname: options.hostname }, users: 1 },
    root,
    cwd: root,
    umask: options.boot === 'host' ? 0o022 : 0,
    credentials: rootCredentials,
    suid: 0,
    sgid: 0,
    fds: [],
    comm: 'init',
    executable: '/sbin/init',
    argv: ['/sbin/init'],
    environ: [],
    dispositions: new Map(),
    terminal: undefined,
    autoReap: false,
    startNs: kernel.clock,
    execed: true,
  });
  kernel.holdPaths(task);
  return task;
}

/** [name, major, minor, mode] of what devtmpfs shows. */
const devices = [
  ['null', 1, 3, 0o666],
  ['zero', 1, 5, 0o666],
  ['full', 1, 7, 0o666],
  ['random', 1, 8, 0o666],
  ['urandom', 1, 9, 0o666],
  ['tty', 5, 0, 0o666],
  ['console', 5, 1, 0o600],
  ['ptmx', 5, 2, 0o666],
] as const;

/** [source, target, type, flags, options], as a Debian host has them. */
const hostMounts = [
  ['sysfs', '/sys', 'sysfs', MS_NOSUID | MS_NODEV | MS_NOEXEC, ''],
  ['proc', '/proc', 'proc', MS_NOSUID | MS_NODEV | MS_NOEXEC, ''],
  ['udev', '/dev', 'devtmpfs', MS_NOSUID, 'mode=755'],
  ['devpts', '/dev/pts', 'devpts', MS_NOSUID | MS_NOEXEC, 'gid=5,mode=620,ptmxmode=000'],
  ['tmpfs', '/dev/shm', 'tmpfs', MS_NOSUID | MS_NODEV, ''],
  ['tmpfs', '/run', 'tmpfs', MS_NOSUID | MS_NODEV | MS_NOEXEC, 'mode=755'],
] as const;

/** What /sys shows, on a kernel with overlayfs built with its defaults. */
const sysfsFiles: Readonly<Record<string, (() => string) | null>> = {
  block: null,
  class: null,
  devices: null,
  'fs/cgroup': null,
  'fs/ext4': null,
  kernel: null,
  'module/overlay/parameters/check_copy_up': () => 'N\n',
  'module/overlay/parameters/index': () => 'N\n',
  'module/overlay/parameters/metacopy': () => 'N\n',
  'module/overlay/parameters/nfs_export': () => 'N\n',
  'module/overlay/parameters/redirect_always_follow': () => 'Y\n',
  'module/overlay/parameters/redirect_dir': () => 'N\n',
  'module/overlay/parameters/redirect_max': () => '256\n',
  'module/overlay/parameters/xino_auto': () => 'N\n',
};

function bootHost(kernel: Kernel, { sys }: Process): void {
  kernel.dmesg('Linux version 6.18.44 (copyup) #1 SMP PREEMPT_DYNAMIC');
  kernel.dmesg('EXT4-fs (sda1): mounted filesystem with ordered data mode. Quota mode: none.');
  for (const directory of ['/proc', '/sys', '/dev', '/run']) require(sys.mkdir(directory, 0o755));
  for (const [source, target, type, flags, options] of hostMounts) {
    if (target.startsWith('/dev/')) require(sys.mkdir(target, 0o755));
    require(sys.mount(source, target, type, flags, options));
    if (target === '/dev') {
      sys.umask(0);
      for (const [name, major, minor, mode] of devices)
        require(sys.mknod(`/dev/${name}`, S_IFCHR | mode, [major, minor]));
      sys.umask(0o022);
      for (const [name, to] of [
        ['fd', '/proc/self/fd'],
        ['stdin', 'fd/0'],
        ['stdout', 'fd/1'],
        ['stderr', 'fd/2'],
      ] as const) {
        require(sys.symlink(to === '/proc/self/fd' ? to : `/proc/self/${to}`, `/dev/${name}`));
      }
    }
  }
}

function require(result: { readonly err?: string | undefined }): void {
  if (result.err !== undefined) throw new Error(`the machine could not boot: ${result.err}`);
}

function machineOf(kernel: Kernel): Machine {
  const peeks = new Map<number, Syscalls>();
  return {
    now: () => kernel.clock,
    bareProcess: () => kernel.task(1).process,
    spawn: (request) => spawn(kernel, request),
    openTerminal: (size) => {
      const terminal = kernel.createTerminal(true);
      terminal.size = size;
      return terminal.index;
    },
    freeTerminal: () => kernel.freeTerminal(),
    terminals: () => [...kernel.terminals.values()].filter(({ outside }) => outside).map(({ index }) => index),
    closeTerminal: (index) => {
      const terminal = requireTerminal(kernel, index);
      terminal.hangUp();
      kernel.terminalClosed(terminal);
    },
    input: (index, data) => {
      requireTerminal(kernel, index).input(data);
    },
    resize: (index, size) => {
      requireTerminal(kernel, index).resize(size);
    },
    promptOf: (index) => shown(kernel, index).prompt,
    shownTerminal: (index) => shown(kernel, index).index,
    run: (limit) => run(kernel, limit),
    advance: (nanoseconds) => {
      if (nanoseconds < 0n) throw new Error('time goes forward');
      kernel.clock += nanoseconds;
    },
    provide: (chunk) => {
      kernel.chunks.add(chunk);
      if (kernel.neededChunk === chunk) kernel.neededChunk = undefined;
    },
    process: (pid) => kernel.tasks.get(pid)?.process,
    pids: () => [...kernel.tasks.keys()],
    peek: (pid) => {
      let sys = peeks.get(pid);
      if (sys === undefined) {
        sys = peekAs(kernel, pid);
        peeks.set(pid, sys);
      }
      return sys;
    },
    atRest: () => isAtRest(kernel),
    checkpoint: () => checkpoint(kernel),
    restore: (root) => {
      peeks.clear();
      restore(kernel, root);
    },
    mounts: () => {
      const { namespace, root } = kernel.task(1);
      return mountsText(namespace, root);
    },
    overlays: () => kernel.overlays(),
  };
}

/** Descriptors of its own, so that looking never takes a number from the process looked at. */
function peekAs(kernel: Kernel, pid: number): Syscalls {
  const task = kernel.task(pid);
  const twin: Task = Object.create(task, { fds: { value: [], writable: true } }) as Task;
  return createSyscalls(kernel, twin, true);
}

function requireTerminal(kernel: Kernel, index: number): Terminal {
  const terminal = kernel.terminal(index);
  if (terminal === undefined) throw new Error(`there is no terminal ${String(index)}`);
  return terminal;
}

function shown(kernel: Kernel, index: number): Terminal {
  let terminal = requireTerminal(kernel, index);
  for (let other = terminal.joined; other !== null; other = terminal.joined) {
    const next = kernel.terminal(other);
    if (next === undefined) break;
    terminal = next;
  }
  return terminal;
}

/** A child of init, leader of a session of its own on the terminal. @throws Error when the program can't be executed */
function spawn(kernel: Kernel, request: Parameters<Machine['spawn']>[0]): number {
  const parent = kernel.task(request.parent ?? 1);
  const task = forkTask(
    kernel,
    parent,
    function* (process) {
      const found = process.sys.execve(request.path, request.argv, request.environ);
      if (found.err !== undefined) return found.err === 'ENOENT' ? 127 : 126;
      yield { wait: 'exec', image: found.ok };
      return 0;
    },
    [],
  );
  task.autoReap = request.parent === undefined;
  task.sid = task.pid;
  task.pgid = task.pid;
  if (request.cwd !== undefined) {
    const { err } = task.process.sys.chdir(request.cwd);
    if (err !== undefined) throw new Error(`${request.cwd}: ${err}`);
  }
  if (request.terminal !== undefined) {
    const terminal = requireTerminal(kernel, request.terminal);
    task.fds = [];
    const save = (opened: OpenedFile): unknown => kernel.savedOpened(opened);
    const hasNode = kernel.options.boot === 'host';
    const node = hasNode ? openPath(kernel.task(1), `/dev/pts/${String(terminal.index)}`, O_RDWR, 0) : undefined;
    const description = new TerminalDescription('terminal', terminal, O_RDWR, node, save, (closed) => {
      kernel.terminalClosed(closed);
    });
    for (const fd of [0, 1, 2]) kernel.installAt(task, fd, description, false);
    task.terminal = terminal.index;
    terminal.session = task.sid;
    terminal.foreground = task.pgid;
  }
  return task.pid;
}
