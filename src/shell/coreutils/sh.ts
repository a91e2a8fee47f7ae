// `sh -c` from within a command, as system(3) and popen(3) have it.
import { O_CLOEXEC } from '../../abi/flags.ts';
import type { ChildStatus, Process, Result } from '../../kernel/program.ts';
import { runImage, waitpid } from '../../kernel/blocking.ts';
import { Input } from '../../kernel/stdio.ts';
import type { Steps } from './tool.ts';

/** A shell that runs beside: what it prints can be read from `fd`, or what it reads is written there. */
export interface Piped {
  readonly pid: number;
  readonly fd: number;
}

/** system(3); the answer is as wait(2) has it. */
export function* runShell(process: Process, command: string): Steps<Result<ChildStatus>> {
  const child = process.sys.fork((inner) => runImage(inner, '/bin/sh', ['sh', '-c', command], inner.environ));
  return child.err === undefined ? yield* waitpid(process, child.ok) : child;
}

/** popen(3). @param mode `read`: its output; `write`: its input */
export function openShell(process: Process, command: string, mode: 'read' | 'write'): Result<Piped> {
  const { sys } = process;
  const pipe = sys.pipe(O_CLOEXEC);
  if (pipe.err !== undefined) return pipe;
  const [readEnd, writeEnd] = pipe.ok;
  const [ours, theirs] = mode === 'read' ? [readEnd, writeEnd] : [writeEnd, readEnd];
  const child = sys.fork(function* (inner) {
    inner.sys.dup2(theirs, mode === 'read' ? 1 : 0);
    return yield* runImage(inner, '/bin/sh', ['sh', '-c', command], inner.environ);
  });
  sys.close(theirs);
  if (child.err === undefined) return { ok: { pid: child.ok, fd: ours } };
  sys.close(ours);
  return child;
}

/** All that a shell prints. */
export function* outputOfShell(process: Process, command: string): Steps<Result<Uint8Array>> {
  const shell = openShell(process, command, 'read');
  if (shell.err !== undefined) return shell;
  const bytes = yield* new Input(process, shell.ok.fd).rest();
  process.sys.close(shell.ok.fd);
  yield* waitpid(process, shell.ok.pid);
  return bytes;
}
