// A client that waits for a container: its terminal is joined to the container's, and a pipe whose other end the daemon holds says
// when it is over. All the while it is at rest: what it waits for is plain data.
import type { Process } from '../kernel/program.ts';
import type { Daemon } from './daemon.ts';
import type { Steps } from './verb.ts';

/** `process.rest` of a client that waits. */
export interface AttachRest {
  readonly kind: 'attached';
  /** The container, or the pid of a command of `docker exec`. */
  readonly container: string | null;
  readonly exec: number | null;
  readonly end: number;
  readonly joined: boolean;
  readonly removes: boolean;
}

/** A pipe by which the daemon tells the end: the client keeps the reading end. */
export function endPipe(process: Process): { readonly read: number; readonly write: number } {
  const pipe = process.sys.pipe();
  if (pipe.err !== undefined) throw new Error(`no pipe could be made: ${pipe.err}`);
  return { read: pipe.ok[0], write: pipe.ok[1] };
}

/** Joins the terminals where there is one, and waits. Returns the exit status of what was waited for. */
export function* waitAttached(process: Process, daemon: () => Daemon | undefined, rest: AttachRest): Steps<number> {
  const { sys } = process;
  sys.sigaction('SIGINT', () => {
    const live = daemon();
    if (rest.joined || rest.container === null || live === undefined) return;
    const container = live.store.requireContainer(rest.container);
    if (container.State.Running) live.signal(container, 'SIGINT');
  });
  process.rest = rest;
  for (;;) {
    const bytes = sys.read(rest.end, 1);
    if (bytes.err === undefined && bytes.ok.length === 0) break;
    if (bytes.err !== undefined && bytes.err !== 'EAGAIN') break;
    yield { wait: 'readable', fd: rest.end };
  }
  process.rest = undefined;
  sys.close(rest.end);
  if (rest.joined) sys.joinTerminal(0, null);
  const live = daemon();
  if (live === undefined) return 1;
  if (rest.exec !== null) {
    const status = live.execStatuses.get(rest.exec) ?? 1;
    live.execStatuses.delete(rest.exec);
    return status;
  }
  const container = live.store.requireContainer(rest.container ?? '');
  const status = container.State.ExitCode;
  if (rest.removes) live.remove(container, false);
  return status;
}
