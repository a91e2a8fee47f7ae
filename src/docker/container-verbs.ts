// The verbs about containers.
import { nanosleep } from '../kernel/blocking.ts';
import type { Signal } from '../abi/signal.ts';
import { signalNumbers, signalOf } from '../abi/signal.ts';
import { changeLetters } from '../drivers/index.ts';
import { type AttachRest, endPipe, waitAttached } from './attach.ts';
import type { FlagSpec } from './arguments.ts';
import { type Container, short, statusText } from './container.ts';
import { ageOf, each, pullImage, refuse } from './image-verbs.ts';
import { withTag } from './store.ts';
import { tableText } from './table.ts';
import { sizeText } from './units.ts';
import type { Steps, Verb, VerbCall } from './verb.ts';

const interactive = { names: ['-i', '--interactive'], help: 'Keep STDIN open even if not attached' };
const tty = { names: ['-t', '--tty'], help: 'Allocate a pseudo-TTY' };
const user = { names: ['-u', '--user'], value: true, help: 'Username or UID (format: <name|uid>[:<group|gid>])' };
const detach = { names: ['-d', '--detach'], help: 'Run container in background and print container ID' };

const createFlags: readonly FlagSpec[] = [
  interactive,
  tty,
  user,
  { names: ['--name'], value: true, help: 'Assign a name to the container' },
  { names: ['-e', '--env'], value: true, help: 'Set environment variables' },
  { names: ['-w', '--workdir'], value: true, help: 'Working directory inside the container' },
  { names: ['-h', '--hostname'], value: true, help: 'Container host name' },
  { names: ['-v', '--volume'], value: true, help: 'Bind mount a volume' },
  { names: ['--entrypoint'], value: true, help: 'Overwrite the default ENTRYPOINT of the image' },
];

export const run: Verb = {
  name: 'run',
  usage: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
  summary: 'Run a command in a new container',
  flags: [...createFlags, detach, { names: ['--rm'], help: 'Automatically remove the container when it exits' }],
  minimum: 1,
  *run(call) {
    if (call.has('-d') && call.has('--rm')) {
      call.error('Conflicting options: --rm and -d\n');
      return 125;
    }
    if (call.has('-t') && !call.has('-d') && !call.process.sys.isatty(0)) {
      call.error('cannot enable tty mode on non tty input\n');
      return 1;
    }
    const container = yield* made(call);
    if (typeof container === 'number') return container;
    try {
      call.daemon.start(container);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      refuse(call, error.message);
      return 127;
    }
    if (call.has('-d')) {
      call.print(`${container.ID}\n`);
      wake(call);
      return 0;
    }
    return yield* follow(call, container, call.has('--rm'));
  },
};

export const create: Verb = {
  name: 'create',
  usage: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
  summary: 'Create a new container',
  flags: createFlags,
  minimum: 1,
  *run(call) {
    const container = yield* made(call);
    if (typeof container === 'number') return container;
    call.print(`${container.ID}\n`);
    return 0;
  },
};

/** A new container; its image is pulled where it is not there. A number: the status to end with. */
function* made(call: VerbCall): Steps<Container | number> {
  const { daemon } = call;
  const [image = '', ...command] = call.operands;
  if (daemon.store.findImage(image) === undefined) {
    call.error(`Unable to find image '${withTag(image)}' locally\n`);
    const status = yield* pullImage(call, withTag(image), (text) => {
      call.error(text);
    });
    if (status !== 0) return status;
  }
  const entrypoint = call.value('--entrypoint');
  try {
    return daemon.create({
      image,
      command,
      entrypoint: entrypoint === undefined ? undefined : [entrypoint],
      name: call.value('--name'),
      tty: call.has('-t'),
      openStdin: call.has('-i'),
      env: call.values('-e'),
      workingDir: call.value('-w'),
      user: call.value('-u'),
      hostname: call.value('-h'),
      volumes: call.values('-v'),
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    refuse(call, error.message);
    return 125;
  }
}

/** The daemon looks again at what it waits for. */
function wake(call: VerbCall): void {
  call.process.sys.kill(call.daemon.process.pid, 'SIGUSR1');
}

function* follow(call: VerbCall, container: Container, removes: boolean): Steps<number> {
  const { process, daemon } = call;
  const pipe = endPipe(process);
  const terminal = daemon.attach(container.ID, process.pid, pipe.write);
  process.sys.close(pipe.write);
  const joined = terminal !== null && process.sys.isatty(0);
  if (joined) process.sys.joinTerminal(0, terminal);
  wake(call);
  const rest: AttachRest = { kind: 'attached', container: container.ID, exec: null, end: pipe.read, joined, removes };
  return yield* waitAttached(process, () => daemon, rest);
}

export const start: Verb = {
  name: 'start',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Start one or more stopped containers',
  flags: [{ names: ['-a', '--attach'], help: 'Attach STDOUT/STDERR and forward signals' }, interactive],
  minimum: 1,
  *run(call) {
    if (call.has('-a') || call.has('-i')) {
      const [name = '', more] = call.operands;
      if (more !== undefined) {
        call.error('You cannot start and attach multiple containers at once.\n');
        return 1;
      }
      let container: Container | undefined;
      const failed = each(call, [name], () => {
        container = call.daemon.store.requireContainer(name);
        call.daemon.start(container);
      });
      if (failed.length > 0 || container === undefined) return 1;
      return yield* follow(call, container, false);
    }
    return everyOne(call, 'start', (container) => {
      call.daemon.start(container);
    });
  },
};

/** One verb on several containers: each name is printed as typed, failures are summed up. */
function everyOne(call: VerbCall, verb: string, act: (container: Container) => void): number {
  const failed = each(call, call.operands, (name) => {
    act(call.daemon.store.requireContainer(name));
    call.print(`${name}\n`);
  });
  wake(call);
  if (failed.length > 0) call.error(`Error: failed to ${verb} containers: [${failed.join(' ')}]\n`);
  return failed.length > 0 ? 1 : 0;
}

export const attach: Verb = {
  name: 'attach',
  usage: '[OPTIONS] CONTAINER',
  summary: 'Attach to a running container',
  flags: [],
  minimum: 1,
  maximum: 1,
  *run(call) {
    const [name = ''] = call.operands;
    let container: Container;
    try {
      container = call.daemon.store.requireContainer(name);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return refuse(call, error.message);
    }
    if (!container.State.Running) {
      call.error('You cannot attach to a stopped container, start it first\n');
      return 1;
    }
    return yield* follow(call, container, false);
  },
};

export const exec: Verb = {
  name: 'exec',
  usage: '[OPTIONS] CONTAINER COMMAND [ARG...]',
  summary: 'Run a command in a running container',
  flags: [interactive, tty, user, detach],
  minimum: 2,
  *run(call) {
    const [name = '', ...command] = call.operands;
    const { process, daemon } = call;
    const pipe = endPipe(process);
    let started: { readonly pid: number; readonly terminal: number | null };
    try {
      const container = daemon.store.requireContainer(name);
      const options = { tty: call.has('-t'), stdin: call.has('-i'), user: call.value('-u') ?? '' };
      started = daemon.exec(container, command, { ...options, client: process.pid, end: pipe.write });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return refuse(call, error.message);
    }
    process.sys.close(pipe.write);
    if (call.has('-d')) return 0;
    const joined = started.terminal !== null && process.sys.isatty(0);
    if (joined) process.sys.joinTerminal(0, started.terminal);
    const rest: AttachRest = {
      kind: 'attached',
      container: null,
      exec: started.pid,
      end: pipe.read,
      joined,
      removes: false,
    };
    return yield* waitAttached(process, () => daemon, rest);
  },
};

/** How often, and how long, `stop` looks whether a container has ended. */
const pollNs = 100_000_000n;

export const stop: Verb = {
  name: 'stop',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Stop a container by sending SIGTERM and then SIGKILL after a grace period',
  flags: [{ names: ['-t', '--time'], value: true, help: 'Seconds to wait for stop before killing it' }],
  minimum: 1,
  run: (call) => stopEach(call, 'stop', false),
};

export const restart: Verb = {
  name: 'restart',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Restart a container',
  flags: [{ names: ['-t', '--time'], value: true, help: 'Seconds to wait for stop before killing the container' }],
  minimum: 1,
  run: (call) => stopEach(call, 'restart', true),
};

function* stopEach(call: VerbCall, verb: string, again: boolean): Steps<number> {
  const { daemon } = call;
  const seconds = Number(call.value('-t') ?? '10');
  const failed: string[] = [];
  for (const name of call.operands) {
    const errors = each(call, [name], () => {
      const container = daemon.store.requireContainer(name);
      if (container.State.Running) daemon.signal(container, 'SIGTERM');
    });
    if (errors.length > 0) {
      failed.push(name);
      continue;
    }
    const isRunning = (): boolean => daemon.store.requireContainer(name).State.Running;
    for (let waited = 0; isRunning() && waited < seconds * 10; waited++) yield* nanosleep(call.process, pollNs);
    if (isRunning()) daemon.signal(daemon.store.requireContainer(name), 'SIGKILL');
    while (isRunning()) yield* nanosleep(call.process, pollNs);
    if (again) daemon.start(daemon.store.requireContainer(name));
    call.print(`${name}\n`);
  }
  wake(call);
  if (failed.length > 0) call.error(`Error: failed to ${verb} containers: [${failed.join(' ')}]\n`);
  return failed.length > 0 ? 1 : 0;
}

export const kill: Verb = {
  name: 'kill',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Kill a running container',
  flags: [{ names: ['-s', '--signal'], value: true, help: 'Signal to send to the container' }],
  minimum: 1,

  *run(call) {
    const word = call.value('-s') ?? 'KILL';
    const named = (word.startsWith('SIG') ? word : `SIG${word}`) as Signal;
    const signal = /^\d+$/.test(word) ? signalOf(Number(word)) : named in signalNumbers ? named : undefined;
    if (signal === undefined) return refuse(call, `Invalid signal: ${word}`);
    return everyOne(call, 'kill', (container) => {
      call.daemon.signal(container, signal);
    });
  },
};

export const wait: Verb = {
  name: 'wait',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Block until a container stops, then print its exit code',
  flags: [],
  minimum: 1,
  *run(call) {
    const { store } = call.daemon;
    for (const name of call.operands) {
      const failed = each(call, [name], () => store.requireContainer(name));
      if (failed.length > 0) return 1;
      while (store.requireContainer(name).State.Running) yield* nanosleep(call.process, pollNs);
      call.print(`${store.requireContainer(name).State.ExitCode}\n`);
    }
    return 0;
  },
};

export const rm: Verb = {
  name: 'rm',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Remove one or more containers',
  flags: [
    { names: ['-f', '--force'], help: 'Force the removal of a running container (uses SIGKILL)' },
    { names: ['-v', '--volumes'], help: 'Remove the volumes associated with the container' },
  ],
  minimum: 1,

  *run(call) {
    return everyOne(call, 'remove', (container) => {
      call.daemon.remove(container, call.has('-f'));
    });
  },
};

export const ps: Verb = {
  name: 'ps',
  usage: '[OPTIONS]',
  summary: 'List containers',
  flags: [
    { names: ['-a', '--all'], help: 'Show all containers (default shows just running)' },
    { names: ['-q', '--quiet'], help: 'Only display numeric IDs' },
    { names: ['-l', '--latest'], help: 'Show the latest created container, include non-running' },
    { names: ['-n'], value: true, help: 'Show n last created containers, include non-running' },
    { names: ['-s', '--size'], help: 'Display total file sizes' },
    { names: ['--no-trunc'], help: "Don't truncate output" },
  ],
  maximum: 0,

  *run(call) {
    const { daemon } = call;
    const whole = call.has('--no-trunc');
    const last = call.has('-l') ? 1 : Number(call.value('-n') ?? Infinity);
    const all = call.has('-a') || call.has('-l') || call.has('-n');
    const shown = daemon.store
      .containers()
      .filter((one) => all || one.State.Running)
      .slice(0, last);
    if (call.has('-q')) {
      call.print(shown.map(({ ID }) => `${whole ? ID : short(ID)}\n`).join(''));
      return 0;
    }
    const rows = shown.map((one) => {
      const command = [one.Path, ...one.Args].join(' ');
      const size = call.has('-s') ? daemon.driver.diffSize(one.ID, `${one.ID}-init`) : 0;
      const sizes = `${sizeText(size)} (virtual ${sizeText(size + daemon.store.virtualSize(one.Image))})`;
      return [
        whole ? one.ID : short(one.ID),
        one.Config.Image,
        `"${whole ? command : [...command].slice(0, 20).join('')}"`,
        `${ageOf(daemon, one.Created)} ago`,
        statusText(one.State, (since) => ageOf(daemon, since)),
        '',
        one.Name.slice(1),
        ...(call.has('-s') ? [sizes] : []),
      ];
    });
    const head = ['CONTAINER ID', 'IMAGE', 'COMMAND', 'CREATED', 'STATUS', 'PORTS', 'NAMES'];
    call.print(tableText([[...head, ...(call.has('-s') ? ['SIZE'] : [])], ...rows]));
    return 0;
  },
};

export const diff: Verb = {
  name: 'diff',
  usage: '[OPTIONS] CONTAINER',
  summary: "Inspect changes on a container's filesystem",
  flags: [],
  minimum: 1,
  maximum: 1,

  *run(call) {
    const failed = each(call, call.operands, (name) => {
      const container = call.daemon.store.requireContainer(name);
      for (const { kind, path } of call.daemon.changes(container)) call.print(`${changeLetters[kind]} ${path}\n`);
    });
    return failed.length > 0 ? 1 : 0;
  },
};

export const logs: Verb = {
  name: 'logs',
  usage: '[OPTIONS] CONTAINER',
  summary: 'Fetch the logs of a container',
  flags: [{ names: ['-t', '--timestamps'], help: 'Show timestamps' }],
  minimum: 1,
  maximum: 1,

  *run(call) {
    const { store } = call.daemon;
    const failed = each(call, call.operands, (name) => {
      const { ID } = store.requireContainer(name);
      const path = `${store.directoryOf(ID)}/${ID}-json.log`;
      if (!store.files.exists(path)) return;
      for (const line of store.files.readText(path).split('\n')) {
        if (line === '') continue;
        const { log, stream, time } = JSON.parse(line) as { log: string; stream: string; time: string };
        const text = call.has('-t') ? `${time} ${log}` : log;
        if (stream === 'stderr') call.error(text);
        else call.print(text);
      }
    });
    return failed.length > 0 ? 1 : 0;
  },
};
