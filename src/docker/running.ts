// What runs: the processes of containers and of `docker exec`, the descriptors the daemon holds of each, and the clients that
// look on. Plain data all of it, which a checkpoint keeps.
import { decodeBytes } from '../abi/bytes.ts';
import { O_RDONLY, O_WRONLY } from '../abi/flags.ts';
import type { Syscalls } from '../kernel/program.ts';

export type Stream = 'stdout' | 'stderr';

export interface Client {
  /** The end of the client's pipe that says, closed, that all is over. */
  readonly end: number;
  readonly stdout: number | null;
  readonly stderr: number | null;
}

export interface Running {
  /** 0: it waits to be started again. */
  readonly pid: number;
  readonly master: number | null;
  readonly terminal: number | null;
  /** The daemon's end of the pipe into it. */
  readonly stdin: number | null;
  /** What it prints: the master of its terminal, or a pipe a stream. */
  readonly outputs: readonly (readonly [fd: number, stream: Stream])[];
  readonly clients: readonly Client[];
}

/** What a process is given, and what of it the daemon keeps. */
export interface Opened {
  readonly stdio: readonly [number, number, number];
  /** The process's own: the daemon lets go of them. */
  readonly closes: readonly number[];
  readonly running: Omit<Running, 'pid'>;
}

export class OpenError extends Error {}

export function openTerminal(sys: Syscalls): Opened {
  const pty = sys.openpty();
  if (pty.err !== undefined) throw new OpenError(pty.err);
  const { master, slave, index } = pty.ok;
  return {
    stdio: [slave, slave, slave],
    closes: [slave],
    running: { master, terminal: index, stdin: null, outputs: [[master, 'stdout']], clients: [] },
  };
}

/** @param takesInput whether there is a pipe into it; else it reads nothing at all */
export function openPipes(sys: Syscalls, takesInput: boolean): Opened {
  const pipe = (): readonly [number, number] => {
    const made = sys.pipe();
    if (made.err !== undefined) throw new OpenError('too many open files');
    return made.ok;
  };
  const out = pipe();
  const err = pipe();
  const input = takesInput ? pipe() : [openNull(sys), null];
  const [reads, writes] = input;
  return {
    stdio: [reads ?? -1, out[1], err[1]],
    closes: [reads ?? -1, out[1], err[1]],
    running: {
      master: null,
      terminal: null,
      stdin: writes ?? null,
      outputs: [
        [out[0], 'stdout'],
        [err[0], 'stderr'],
      ],
      clients: [],
    },
  };
}

function openNull(sys: Syscalls): number {
  const opened = sys.open('/dev/null', O_RDONLY);
  if (opened.err !== undefined) throw new OpenError('too many open files');
  return opened.ok;
}

/** The client's own descriptors of the pipes that it reads: what is printed for it, and the end. */
export interface ClientPipes {
  readonly end: number;
  readonly stdout: number | null;
  readonly stderr: number | null;
}

/** The daemon's descriptors onto the pipes of client `pid`. */
export function clientOf(sys: Syscalls, pid: number, pipes: ClientPipes): Client {
  const open = (fd: number | null): number | null =>
    fd === null ? null : (sys.open(`/proc/${pid}/fd/${fd}`, O_WRONLY).ok ?? null);
  return { end: open(pipes.end) ?? -1, stdout: open(pipes.stdout), stderr: open(pipes.stderr) };
}

export function closeClient(sys: Syscalls, { end, stdout, stderr }: Client): void {
  for (const fd of [end, stdout, stderr]) if (fd !== null && fd >= 0) sys.close(fd);
}

/** The client that came last is told of the end, and shown nothing. */
export function withoutLastShown(sys: Syscalls, running: Running): Running {
  const last = running.clients.at(-1);
  if (last === undefined) return running;
  for (const fd of [last.stdout, last.stderr]) if (fd !== null) sys.close(fd);
  return { ...running, clients: [...running.clients.slice(0, -1), { ...last, stdout: null, stderr: null }] };
}

export function closeAll(sys: Syscalls, running: Running): void {
  const fds = new Set([running.stdin, running.master, ...running.outputs.map(([fd]) => fd)]);
  for (const fd of fds) if (fd !== null) sys.close(fd);
  for (const client of running.clients) closeClient(sys, client);
}

/**
 * Takes what has been printed: to the clients, and to `log` as it is, piece by piece. Returns what still runs: outputs that have
 * come to their end are no longer waited for.
 */
export function pump(sys: Syscalls, running: Running, log: (stream: Stream, text: string) => void): Running {
  const ended = running.outputs.filter(([fd, stream]) => {
    for (;;) {
      const bytes = sys.read(fd, 65536);
      if (bytes.err !== undefined) return bytes.err !== 'EAGAIN';
      if (bytes.ok.length === 0) return true;
      log(stream, decodeBytes(bytes.ok));
      for (const client of running.clients) {
        const to = stream === 'stdout' ? client.stdout : client.stderr;
        if (to !== null) sys.write(to, bytes.ok);
      }
    }
  });
  if (ended.length === 0) return running;
  for (const [fd] of ended) if (fd !== running.master) sys.close(fd);
  return { ...running, outputs: running.outputs.filter((output) => !ended.includes(output)) };
}
