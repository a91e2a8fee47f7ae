// Running another command: the search of PATH as execvp(3) does it, and a child that execs.
import type { Errno } from '../../abi/errno.ts';
import { strerror } from '../../abi/errno.ts';
import { execve, waitpid } from '../../kernel/blocking.ts';
import type { ChildStatus, Process } from '../../kernel/program.ts';
import type { Steps, Tool } from './tool.ts';
import { signalNumbers } from '../../abi/signal.ts';

/** execvp(3): returns only when it failed. */
export function* execvp(process: Process, argv: readonly string[], environ: readonly string[]): Steps<Errno> {
  const [name = ''] = argv;
  if (name === '') return 'ENOENT';
  let barred: Errno | undefined;
  for (const path of candidates(environ, name)) {
    const { err } = yield* execve(process, path, argv, environ);
    if (err === 'ENOEXEC')
      return (yield* execve(process, '/bin/sh', ['sh', path, ...argv.slice(1)], environ)).err ?? err;
    if (err === 'EACCES') barred = err;
    else if (err !== 'ENOENT' && err !== 'ENOTDIR') return err ?? 'ENOENT';
    else if (name.includes('/')) return err;
  }
  return barred ?? 'ENOENT';
}

function candidates(environ: readonly string[], name: string): string[] {
  if (name.includes('/')) return [name];
  const path = environ.find((entry) => entry.startsWith('PATH='))?.slice(5) ?? '/bin:/usr/bin';
  return path.split(':').map((directory) => (directory === '' ? `./${name}` : `${directory}/${name}`));
}

/** The exit status of a command that could not be run: 127 not found, 126 otherwise. */
export function statusOfFailure(err: Errno): number {
  return err === 'ENOENT' ? 127 : 126;
}

/** Becomes the command, or says why not and ends: 127 or 126. */
export function* become(tool: Tool, argv: readonly string[], environ = tool.process.environ): Steps<number> {
  yield* tool.finish();
  const err = yield* execvp(tool.process, argv, environ);
  tool.warn(`failed to run command ${tool.quote(argv[0] ?? '')}: ${strerror(err)}`);
  return statusOfFailure(err);
}

/** Starts the command in a child. `prepare` runs in the child before; `failed` tells there what went wrong. */
export function startChild(
  tool: Tool,
  argv: readonly string[],
  options: {
    readonly environ?: readonly string[];
    readonly prepare?: (process: Process) => void;
    readonly failed?: (process: Process, err: Errno) => void;
  } = {},
): { readonly ok: number; readonly err?: undefined } | { readonly err: Errno; readonly ok?: undefined } {
  const environ = options.environ ?? tool.process.environ;
  return tool.sys.fork(function* (own) {
    options.prepare?.(own);
    const err = yield* execvp(own, argv, environ);
    options.failed?.(own, err);
    return statusOfFailure(err);
  });
}

/** Waits for a child to end. */
export function* waitForEnd(process: Process, pid: number): Steps<ChildStatus | undefined> {
  for (;;) {
    const { ok, err } = yield* waitpid(process, pid);
    if (err === 'EINTR') continue;
    return ok;
  }
}

/** As a shell tells it: the exit status, or 128 and the signal's number. */
export function shellStatus(status: ChildStatus | undefined): number {
  if (status?.signaled !== undefined) return 128 + signalNumbers[status.signaled];
  return status?.exited ?? 0;
}
