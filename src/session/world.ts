// A scene brought to life: the machine with its userland, the host's tree, what `start.sh` did, and the first terminal.
// The invariant: the same scene gives the same world, byte for byte; what happens before the first prompt is in no log.
import { encodeBytes } from '../abi/bytes.ts';
import { executableImage } from '../abi/executable.ts';
import { O_CREAT, O_TRUNC, O_WRONLY } from '../abi/flags.ts';
import type { EventSink } from '../kernel/events.ts';
import { createMachine } from '../kernel/boot.ts';
import type { Machine, MachineOptions, Root } from '../kernel/machine.ts';
import type { Program, Syscalls } from '../kernel/program.ts';
import { completeDocker, createDocker, type DockerEvent, type RegistryImage } from '../docker/index.ts';
import { overlayType } from '../overlay/index.ts';
import { commands } from '../shell/commands/index.ts';
import { complete, type Completion } from '../shell/complete.ts';
import { programs } from '../shell/programs.ts';
import type { SavedShell } from '../shell/saved-state.ts';
import type { Locale } from './log.ts';
import { LogWriter } from './log-writer.ts';
import { Player } from './player.ts';
import { epochOf, type Scene } from './scene.ts';
import type { TerminalInfo } from './session.ts';

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const completers = [{ command: 'docker', complete: completeDocker }];

export interface World {
  readonly scene: Scene;
  readonly machine: Machine;
  readonly log: LogWriter;
  readonly player: Player;
  readonly terminals: readonly number[];
  /** What a login shell of this host is given, `NAME=value`. */
  readonly environ: readonly string[];
  /** Takes what terminals show from now on. */
  output: (terminal: number, bytes: Uint8Array) => void;
  /** What they showed before anybody took it. */
  takeEarlyOutput(): readonly (readonly [number, Uint8Array])[];
  describeTerminal(terminal: number): TerminalInfo;
  nextTerminal(): number;
  complete(terminal: number, line: string, cursor: number): Completion;
  history(terminal: number): readonly string[];
  peek(): Syscalls;
  /** A machine like this one at this moment, with more programs, of which nothing is told. */
  fork(more: ReadonlyMap<string, Program>): Machine | undefined;
}

/** A saved state to go on from. */
export interface SavedRoot {
  readonly data: object;
  /** The id of the first entry that the log gets. */
  readonly firstId: number;
}

/**
 * @param images what the host has fetched of docker's registry, by chunk
 * @param root in place of the scene's start
 */
export function createWorld(
  scene: Scene,
  locale: Locale,
  images: ReadonlyMap<string, RegistryImage>,
  root?: SavedRoot,
): World {
  const early: (readonly [number, Uint8Array])[] = [];
  let output = (terminal: number, bytes: Uint8Array): void => {
    early.push([terminal, bytes]);
  };
  // What the start does is in no log: the writer listens from the first prompt on.
  const listening: { log?: LogWriter } = {};
  const sink: EventSink = {
    begin: () => listening.log?.begin(),
    end: (event) => listening.log?.end(event),
    emit: (event) => listening.log?.emit(event),
  };
  const userland = programs({
    commandStarted: (pid, _fd, text) => listening.log?.commandStarted(pid, terminalOf(machine, pid), text),
    commandEnded: (pid) => listening.log?.commandEnded(pid),
  });
  // Each machine has a docker of its own: client and daemon of one must not meet those of a fork.
  const withDocker = (emit: (event: DockerEvent) => void): Map<string, Program> => {
    const isProgram = (name: string): boolean => userland.has(name);
    const docker = createDocker({ emit, isProgram, images, containers: scene.docker?.containers ?? [] });
    return new Map([...userland, ...docker.programs]);
  };
  const options: MachineOptions = {
    epoch: epochOf(scene.epoch),
    seed: scene.seed,
    hostname: scene.hostname,
    rootSize: scene.disk.size,
    rootInodes: scene.disk.inodes,
    memory: scene.memory,
    cpus: scene.cpus,
    programs: withDocker((event) => listening.log?.emit(event)),
    fileSystems: [overlayType],
    events: sink,
    output: (terminal, bytes) => {
      output(terminal, bytes);
    },
    boot: 'host',
  };
  const machine: Machine = createMachine(options);
  for (const chunk of images.keys()) machine.provide(chunk);
  const log = new LogWriter(() => machine.now(), { parentOf: (pid) => parentOf(machine, pid) }, root?.firstId ?? 1);
  const terminals: number[] = [];
  const labels = new Map<number, string>();
  const openTerminal = (rows: number, columns: number): number => {
    const terminal = machine.openTerminal({ rows, columns });
    machine.spawn({
      path: '/bin/bash',
      argv: ['bash'],
      environ: environOf(locale),
      cwd: scene.cwd,
      terminal,
    });
    terminals.push(terminal);
    return terminal;
  };
  if (root === undefined) {
    buildHost(machine, scene);
    runStart(machine, scene, locale);
    openTerminal(24, 80);
    machine.run();
  } else {
    machine.restore(root.data as Root);
    for (const terminal of machine.terminals()) terminals.push(terminal);
    // What was printed before is not kept; where a shell waits, its prompt is.
    for (const terminal of terminals) early.push([terminal, encodeBytes(machine.promptOf(terminal)?.prompt ?? '')]);
  }
  listening.log = log;
  const player = new Player(machine, log, openTerminal);
  const shellOf = (terminal: number): SavedShell | undefined => {
    const pid = machine.promptOf(terminal)?.pid;
    return pid === undefined ? undefined : (machine.process(pid)?.rest as SavedShell | undefined);
  };
  return {
    scene,
    machine,
    log,
    player,
    terminals,
    environ: environOf(locale),
    get output() {
      return output;
    },
    set output(take) {
      output = take;
    },
    takeEarlyOutput: () => early.splice(0),
    describeTerminal: (id) => {
      const shown = machine.shownTerminal(id);
      if (shown === id) return { id, kind: 'host', label: scene.hostname };
      // A container's shell is known by its host name, which it tells while it prompts.
      const pid = machine.promptOf(id)?.pid;
      if (pid !== undefined) labels.set(shown, machine.peek(pid).uname().nodename);
      return { id, kind: 'container', label: labels.get(shown) ?? '' };
    },
    nextTerminal: () => machine.freeTerminal(),
    complete: (terminal, line, cursor) =>
      complete(machine.peek(machine.promptOf(terminal)?.pid ?? 1), shellOf(terminal), line, cursor, completers),
    history: (terminal) => historyOf(shellOf(terminal)),
    peek: () => machine.peek(1),
    fork: (more) => {
      if (!machine.atRest()) return undefined;
      const { events: _events, output: _output, ...rest } = options;
      const twin = createMachine({ ...rest, programs: new Map([...withDocker(() => undefined), ...more]) });
      for (const chunk of images.keys()) twin.provide(chunk);
      twin.restore(machine.checkpoint());
      return twin;
    },
  };
}

function environOf(locale: Locale): readonly string[] {
  const time = locale === 'zh-CN' ? ['LC_TIME=zh_CN.UTF-8'] : [];
  return [
    'HOME=/root',
    'USER=root',
    'LOGNAME=root',
    'SHELL=/bin/bash',
    'LANG=C.UTF-8',
    'TERM=xterm-256color',
    `PATH=${path}`,
    ...time,
  ];
}

/** Debian's places: the commands' executables, the accounts, root's shell start-up. */
function buildHost(machine: Machine, scene: Scene): void {
  const { sys } = machine.bareProcess();
  for (const directory of [
    '/usr',
    '/usr/bin',
    '/usr/sbin',
    '/bin',
    '/sbin',
    '/etc',
    '/root',
    '/var',
    '/var/lib',
    '/var/log',
    '/var/run',
    '/tmp',
    '/home',
  ]) {
    sys.mkdir(directory, directory === '/root' ? 0o700 : 0o755);
  }
  sys.chmod('/tmp', 0o1777);
  const docker = scene.docker === undefined ? [] : [{ name: 'docker', paths: ['/usr/bin/docker'] }];
  for (const { name, paths } of [
    ...docker,
    ...commands,
    { name: 'bash', paths: ['/bin/bash'] },
    { name: 'sh', paths: ['/bin/sh'] },
  ]) {
    for (const place of paths) writeFile(sys, place, executableImage(name), 0o755);
  }
  writeFile(sys, '/etc/os-release', encodeBytes('PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n'), 0o644);
  writeFile(sys, '/etc/hostname', encodeBytes(`${scene.hostname}\n`), 0o644);
  writeFile(
    sys,
    '/etc/passwd',
    encodeBytes('root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n'),
    0o644,
  );
  writeFile(sys, '/etc/group', encodeBytes('root:x:0:\ntty:x:5:\nnogroup:x:65534:\n'), 0o644);
  writeFile(sys, '/root/.bashrc', encodeBytes("PS1='[\\u@\\h \\W]\\$ '\n"), 0o644);
  if (scene.cwd !== '/root') sys.mkdir(scene.cwd, 0o755);
}

function runStart(machine: Machine, scene: Scene, locale: Locale): void {
  const { sys } = machine.bareProcess();
  writeFile(sys, '/run/start.sh', encodeBytes(scene.start), 0o644);
  const pid = machine.spawn({
    path: '/bin/bash',
    argv: ['bash', '-e', '/run/start.sh'],
    environ: environOf(locale),
    cwd: scene.cwd,
  });
  while (machine.process(pid) !== undefined) {
    const state = machine.run();
    if (state.state === 'sleeping') machine.advance(state.until - machine.now());
    else if (state.state !== 'busy') break;
  }
  sys.unlink('/run/start.sh');
}

function writeFile(sys: Syscalls, file: string, bytes: Uint8Array, mode: number): void {
  const fd = sys.open(file, O_WRONLY | O_CREAT | O_TRUNC, mode);
  if (fd.err !== undefined) throw new Error(`the host's ${file} could not be made: ${fd.err}`);
  sys.write(fd.ok, bytes);
  sys.close(fd.ok);
}

function parentOf(machine: Machine, pid: number): number | undefined {
  return machine.process(pid) === undefined ? undefined : machine.peek(pid).getppid();
}

/** The terminal in whose window a process's output is seen. */
function terminalOf(machine: Machine, pid: number): number {
  const name = machine.peek(pid).readlink('/proc/self/fd/0').ok ?? '';
  return Number(/^\/dev\/pts\/(\d+)$/.exec(name)?.[1] ?? 0);
}

function historyOf(shell: SavedShell | undefined): readonly string[] {
  const lines = (shell?.history as { readonly lines?: unknown } | undefined)?.lines;
  return Array.isArray(lines) ? lines.map(String) : [];
}
