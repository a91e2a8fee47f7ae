// A client that waits: for a container it is attached to, for one to end, or for what the daemon will print on it. A pipe whose
// other end the daemon holds says when it is over. All the while it is at rest: what it waits for is plain data.
import { encodeBytes } from '../abi/bytes.ts';
import type { Signal } from '../abi/signal.ts';
import { write } from '../kernel/blocking.ts';
import type { Process, Termios } from '../kernel/program.ts';
import type { Attached, Daemon } from './daemon.ts';
import type { ClientPipes, Stream } from './running.ts';
import type { Steps } from './verb.ts';

/** `process.rest` of a client that waits. */
export interface ClientRest {
  readonly kind: 'waits';
  /** The container, or the pid of a command of `docker exec`; neither: nothing is asked of the daemon at the end. */
  readonly container: string | null;
  readonly exec: number | null;
  readonly end: number;
  /** Pipes of the daemon's, and where what comes from them goes. */
  readonly outputs: readonly (readonly [from: number, to: number])[];
  /** What our terminal was set to before it was joined. */
  readonly joined: Termios | null;
  /** Where what we read is to go. */
  readonly input: number | null;
  readonly removes: boolean;
  /** Signals that we get are the container's. */
  readonly proxies: boolean;
  /** The container's status is printed, and is not ours (`docker wait`). */
  readonly prints: boolean;
  /** Not longer than until then, nanoseconds. */
  readonly untilNs: string | null;
}

export const waitsForNothing: Omit<ClientRest, 'end' | 'outputs'> = {
  kind: 'waits',
  container: null,
  exec: null,
  joined: null,
  input: null,
  removes: false,
  proxies: false,
  prints: false,
  untilNs: null,
};

/** What the client reads, and the other ends, which the daemon opens: then `release` lets go of them. */
export interface Pipes {
  readonly write: ClientPipes;
  readonly read: Pick<ClientRest, 'end' | 'outputs'>;
  release(): void;
}

/** A pipe by which the daemon tells the end, and one for each stream that it is to print here. */
export function makePipes({ sys }: Process, streams: readonly Stream[]): Pipes {
  const pipe = (): readonly [number, number] => {
    const made = sys.pipe();
    if (made.err !== undefined) throw new Error(`no pipe could be made: ${made.err}`);
    return made.ok;
  };
  const end = pipe();
  const out = streams.includes('stdout') ? pipe() : undefined;
  const err = streams.includes('stderr') ? pipe() : undefined;
  const outputs = [
    ...(out === undefined ? [] : [[out[0], 1] as const]),
    ...(err === undefined ? [] : [[err[0], 2] as const]),
  ];
  return {
    write: { end: end[1], stdout: out?.[1] ?? null, stderr: err?.[1] ?? null },
    read: { end: end[0], outputs },
    release: () => {
      for (const fd of [end[1], out?.[1], err?.[1]]) if (fd !== undefined) sys.close(fd);
    },
  };
}

/** Our terminal becomes the other's: raw, so that ^P ^Q reaches us when they part. */
export function joinTo(process: Process, terminal: number): Termios | null {
  const { sys } = process;
  const was = sys.tcgetattr(0);
  if (was.err !== undefined || sys.joinTerminal(0, terminal, true).err !== undefined) return null;
  sys.tcsetattr(0, { icanon: false, echo: false, isig: false, icrnl: false });
  return was.ok;
}

/** Opens, in the client, the container's input, of which the daemon holds the other descriptor. */
export function openInput(process: Process, daemon: Daemon, { stdin }: Attached): number | null {
  if (stdin === null) return null;
  return process.sys.open(`/proc/${daemon.process.pid}/fd/${stdin}`, 1).ok ?? null;
}

const proxied: readonly Signal[] = [
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  'SIGQUIT',
  'SIGUSR1',
  'SIGUSR2',
  'SIGTSTP',
  'SIGCONT',
];

/** Returns the exit status of what was waited for. */
export function* waitOn(process: Process, daemon: () => Daemon | undefined, rest: ClientRest): Steps<number> {
  const { sys } = process;
  if (rest.proxies) proxySignals(process, daemon, rest);
  const how = yield* untilEnd(process, rest);
  for (const [from] of rest.outputs) sys.close(from);
  process.rest = undefined;
  sys.close(rest.end);
  if (rest.joined !== null) {
    sys.joinTerminal(0, null);
    sys.tcsetattr(0, rest.joined);
  }
  if (how === 'detached') return 0;
  const live = daemon();
  if (live === undefined) return 1;
  const status = endStatus(live, rest);
  if (!rest.prints) return status;
  sys.write(1, encodeBytes(`${status}\n`));
  return 0;
}

function endStatus(live: Daemon, rest: ClientRest): number {
  if (rest.exec !== null) {
    const status = live.execStatuses.get(rest.exec) ?? 1;
    live.execStatuses.delete(rest.exec);
    return status;
  }
  if (rest.container === null) return 0;
  const container = live.store.containers().find(({ ID }) => ID === rest.container);
  // Removed by somebody while we looked.
  if (container === undefined) return 0;
  if (rest.removes) live.remove(container, false, true);
  return container.State.ExitCode;
}

function proxySignals(process: Process, daemon: () => Daemon | undefined, rest: ClientRest): void {
  for (const signal of proxied) {
    process.sys.sigaction(signal, () => {
      const container = daemon()
        ?.store.containers()
        .find(({ ID }) => ID === rest.container);
      if (container?.State.Running === true && !container.State.Paused) daemon()?.signal(container, signal);
    });
  }
}

/** Copies input meanwhile. */
function* untilEnd(process: Process, rest: ClientRest): Steps<'ended' | 'detached'> {
  const { sys } = process;
  let now = rest;
  for (;;) {
    const over = sys.read(now.end, 1);
    for (const [from, to] of now.outputs) yield* copyOut(process, from, to);
    if (over.err === undefined ? over.ok.length === 0 : over.err !== 'EAGAIN') return 'ended';
    if (now.untilNs !== null && sys.clockGettime() >= BigInt(now.untilNs)) return 'ended';
    const takesKeys = now.input !== null || now.joined !== null;
    process.rest = now;
    yield {
      wait: 'poll',
      readable: [now.end, ...(takesKeys ? [0] : []), ...now.outputs.map(([from]) => from)],
      writable: [],
      ...(now.untilNs === null ? {} : { until: BigInt(now.untilNs) }),
    };
    process.rest = undefined;
    if (!takesKeys) continue;
    const bytes = sys.read(0, 65536);
    if (bytes.err !== undefined) {
      if (bytes.err !== 'EAGAIN') return 'ended';
      continue;
    }
    // Only when we have parted do keys come to us.
    if (now.joined !== null) return 'detached';
    if (now.input === null) continue;
    const failed = bytes.ok.length === 0 ? { err: 'EPIPE' } : yield* write(process, now.input, bytes.ok);
    if (failed.err === undefined || failed.err === 'EINTR') continue;
    sys.close(now.input);
    now = { ...now, input: null };
  }
}

/** All that is there now. */
function* copyOut(process: Process, from: number, to: number): Steps<void> {
  for (;;) {
    const bytes = process.sys.read(from, 65536);
    if (bytes.err !== undefined || bytes.ok.length === 0) return;
    if ((yield* write(process, to, bytes.ok)).err !== undefined) return;
  }
}
