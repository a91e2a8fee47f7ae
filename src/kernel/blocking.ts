// The system calls that may sleep, as generators over those that never do. Programs use these with `yield*`.
import type { ChildStatus, Process, Result, Running, Wait, Woken } from './program.ts';

type Blocking<T> = Generator<Wait, Result<T>, Woken>;

/** read(2): EINTR when a caught signal came first. */
export function* read(process: Process, fd: number, count: number): Blocking<Uint8Array> {
  for (;;) {
    const result = process.sys.read(fd, count);
    if (result.err !== 'EAGAIN') return result;
    if ((yield { wait: 'readable', fd }) === 'interrupted') return { err: 'EINTR' };
  }
}

/** write(2) of all of `data`, however many calls it takes; the answer is the count. EPIPE comes with SIGPIPE. */
export function* write(process: Process, fd: number, data: Uint8Array): Blocking<number> {
  let written = 0;
  while (written < data.length) {
    const result = process.sys.write(fd, written === 0 ? data : data.subarray(written));
    if (result.err === undefined) written += result.ok;
    else if (result.err !== 'EAGAIN') return result;
    else if ((yield { wait: 'writable', fd }) === 'interrupted') return { err: 'EINTR' };
  }
  return { ok: written };
}

/** wait4(2) for `pid` (-1: any child). */
export function* waitpid(process: Process, pid: number, untraced = false): Blocking<ChildStatus> {
  for (;;) {
    const result = process.sys.waitpid(pid, untraced);
    if (result.err !== 'EAGAIN') return result;
    if ((yield { wait: 'child', pid }) === 'interrupted') return { err: 'EINTR' };
  }
}

/** nanosleep(2). */
export function* nanosleep(process: Process, nanoseconds: bigint): Blocking<null> {
  const until = process.sys.clockGettime() + nanoseconds;
  while (process.sys.clockGettime() < until) {
    if ((yield { wait: 'time', until }) === 'interrupted') return { err: 'EINTR' };
  }
  return { ok: null };
}

/** execve(2): returns only when it failed. */
export function* execve(
  process: Process,
  path: string,
  argv: readonly string[],
  environ: readonly string[],
): Blocking<never> {
  const found = process.sys.execve(path, argv, environ);
  if (found.err !== undefined) return found;
  yield { wait: 'exec', image: found.ok };
  throw new Error('a process went on after execve');
}

/** A program's body of a child that only execs: exits 127 or 126 as a shell would when that fails. */
export function* runImage(
  process: Process,
  path: string,
  argv: readonly string[],
  environ: readonly string[],
): Running {
  const failed = yield* execve(process, path, argv, environ);
  return failed.err === 'ENOENT' ? 127 : 126;
}
