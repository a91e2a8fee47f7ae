// The verbs on the life of containers that are there: stop restart kill pause unpause wait rm rename.
import { nanosleep } from '../kernel/blocking.ts';
import { makePipes, waitOn, waitsForNothing } from './attach.ts';
import type { Container } from './container.ts';
import { flagTable } from './flags.ts';
import { attempt, each, findContainer, refuse, summary, wake } from './refusal.ts';
import { signalNamed } from './signals.ts';
import { DockerError } from './store.ts';
import type { Steps, Verb, VerbCall } from './verb.ts';

/** How often `stop` looks whether a container has ended. */
const pollNs = 100_000_000n;

export const stop: Verb = {
  name: 'stop',
  usage: ['CONTAINER [CONTAINER...]'],
  summary: 'Stop a running container',
  details: 'Stop a running container.\nSending SIGTERM and then SIGKILL after a grace period',
  flags: flagTable('-t, --time=10  Seconds to wait for stop before killing it'),
  minimum: 1,
  run: (call) => stopEach(call, 'stop', () => undefined),
};

export const restart: Verb = {
  name: 'restart',
  usage: ['CONTAINER [CONTAINER...]'],
  summary: 'Restart a container',
  flags: flagTable('-t, --time=10  Seconds to wait for stop before killing the container'),
  minimum: 1,
  run: (call) =>
    stopEach(call, 'restart', (name) => {
      call.daemon.start(call.daemon.store.requireContainer(name));
      call.daemon.tell('restart', call.daemon.store.requireContainer(name));
    }),
};

function* stopEach(call: VerbCall, verb: string, then: (name: string) => void): Steps<number> {
  const failed: string[] = [];
  for (const name of call.operands) {
    const container = findContainer(call, name);
    const words = (text: string): string => `Cannot ${verb} container ${name}: ${text}`;
    const isDone =
      container !== undefined &&
      (yield* stopOne(call, container, words)) &&
      attempt(
        call,
        () => {
          then(container.ID);
          return true;
        },
        words,
      ) === true;
    if (isDone) call.print(`${name}\n`);
    else failed.push(name);
  }
  wake(call);
  return summary(call, verb, failed);
}

/** false: refused and told. */
function* stopOne(call: VerbCall, { ID, Config, State }: Container, words: (text: string) => string): Steps<boolean> {
  const { daemon, process } = call;
  if (!State.Running) return true;
  const seconds = Number(call.value('-t') ?? '10');
  const now = (): Container => daemon.store.requireContainer(ID);
  const signal = signalNamed(Config.StopSignal);
  daemon.markStopped(ID);
  const send = (which: 'SIGTERM' | 'SIGKILL'): boolean =>
    attempt(
      call,
      () => {
        daemon.signal(now(), which === 'SIGKILL' || signal === undefined || signal === 'unknown' ? which : signal);
        return true;
      },
      words,
    ) === true;
  if (!send('SIGTERM')) return false;
  const until = process.sys.clockGettime() + BigInt(seconds) * 1_000_000_000n;
  while (now().State.Running && process.sys.clockGettime() < until) yield* nanosleep(process, pollNs);
  if (now().State.Running && !send('SIGKILL')) return false;
  while (now().State.Running) yield* nanosleep(process, pollNs);
  daemon.tell('stop', now());
  return true;
}

/** One verb on several containers: each name is printed as typed, failures are summed up. */
function everyOne(
  call: VerbCall,
  verb: string,
  act: (container: Container) => void,
  words: (name: string, text: string) => string = (_name, text) => text,
): number {
  const failed = call.operands.filter((name) => {
    const isDone = attempt(
      call,
      () => {
        act(call.daemon.store.requireContainer(name));
        return true;
      },
      (text) => words(name, text),
    );
    if (isDone === true) call.print(`${name}\n`);
    return isDone !== true;
  });
  wake(call);
  return summary(call, verb, failed);
}

export const kill: Verb = {
  name: 'kill',
  usage: ['CONTAINER [CONTAINER...]'],
  summary: 'Kill a running container',
  flags: flagTable('-s, --signal=KILL  Signal to send to the container'),
  minimum: 1,
  *run(call) {
    const word = call.value('-s') ?? 'KILL';
    const signal = signalNamed(word);
    const { daemon } = call;
    const failed = call.operands.filter((name) => {
      if (signal === undefined) return refuse(call, `Invalid signal: ${word}`) === 1;
      const words = (text: string): string =>
        `Cannot kill container ${name}: ${text.startsWith('no such id') ? `nosuchcontainer: ${text}` : text}`;
      const isDone = attempt(
        call,
        () => {
          const container = daemon.store.requireContainer(name);
          if (signal === 'unknown') throw new DockerError('invalid argument');
          if (signal === 'SIGKILL' && container.State.Running && !container.State.Paused)
            daemon.markStopped(container.ID);
          daemon.signal(daemon.store.requireContainer(container.ID), signal);
          return true;
        },
        words,
      );
      if (isDone === true) call.print(`${name}\n`);
      return isDone !== true;
    });
    wake(call);
    return summary(call, 'kill', failed);
  },
};

export const pause: Verb = {
  name: 'pause',
  usage: ['CONTAINER [CONTAINER...]'],
  summary: 'Pause all processes within a container',
  flags: flagTable(''),
  minimum: 1,
  *run(call) {
    return freeze(call, 'pause', true);
  },
};

export const unpause: Verb = {
  name: 'unpause',
  usage: ['CONTAINER [CONTAINER...]'],
  summary: 'Unpause all processes within a container',
  flags: flagTable(''),
  minimum: 1,
  *run(call) {
    return freeze(call, 'unpause', false);
  },
};

function freeze(call: VerbCall, verb: string, isPaused: boolean): number {
  return everyOne(
    call,
    verb,
    (container) => {
      call.daemon.setPaused(container, isPaused);
    },
    (name, text) => (text.startsWith('no such id') ? text : `Cannot ${verb} container ${name}: ${text}`),
  );
}

export const wait: Verb = {
  name: 'wait',
  usage: ['CONTAINER [CONTAINER...]'],
  summary: 'Block until a container stops, then print its exit code',
  flags: flagTable(''),
  minimum: 1,
  *run(call) {
    const { daemon, process } = call;
    const failed: string[] = [];
    for (const name of call.operands) {
      const container = findContainer(call, name);
      if (container === undefined) {
        failed.push(name);
        continue;
      }
      const pipes = makePipes(process, []);
      daemon.tellEnd(container, process.pid, pipes.write);
      pipes.release();
      yield* waitOn(process, () => daemon, {
        ...waitsForNothing,
        container: container.ID,
        ...pipes.read,
        prints: true,
      });
    }
    return summary(call, 'wait', failed);
  },
};

export const rm: Verb = {
  name: 'rm',
  usage: ['CONTAINER [CONTAINER...]'],
  summary: 'Remove one or more containers',
  flags: flagTable(`
    -f, --force=false  Force the removal of a running container (uses SIGKILL)
    !-l, --link=false  Remove the specified link
    -v, --volumes=false  Remove the volumes associated with the container
  `),
  minimum: 1,
  *run(call) {
    const names = call.operands.map((name) => name.replace(/^\/+|\/+$/g, ''));
    return everyOne({ ...call, operands: names }, 'remove', (container) => {
      call.daemon.remove(container, call.has('-f'), call.has('-v'));
    });
  },
};

export const rename: Verb = {
  name: 'rename',
  usage: ['OLD_NAME NEW_NAME'],
  summary: 'Rename a container',
  flags: flagTable(''),
  minimum: 2,
  maximum: 2,
  *run(call) {
    const [old = '', name = ''] = call.operands;
    const failed = each(call, [old], () => {
      call.daemon.rename(call.daemon.store.requireContainer(old), name);
    });
    if (failed.length === 0) return 0;
    call.error(`Error: failed to rename container named ${old}\n`);
    return 1;
  },
};
