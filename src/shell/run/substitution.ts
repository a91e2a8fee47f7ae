// `$(…)`, backticks and `<(…)`: a subshell at the other end of a pipe.
import { decodeBytes } from '../../abi/bytes.ts';
import { O_RDONLY } from '../../abi/flags.ts';
import { strerror } from '../../abi/errno.ts';
import { read, waitpid } from '../../kernel/blocking.ts';
import { parse } from '../parse.ts';
import { literalOf } from '../expand/reader.ts';
import { expandWords, type Expanding } from '../expand/expand.ts';
import { ShellError, type Shell } from '../shell.ts';
import { forkShell, inPlace } from './fork.ts';
import { statusOf } from './jobs.ts';

/** The output of a command, newlines at its end taken off. */
export function* commandSubstitution(shell: Shell, source: string, line: number): Expanding<string> {
  const file = yield* onlyInput(shell, source, line);
  if (file !== undefined) return file;
  const pipe = shell.sys.pipe();
  if (pipe.err !== undefined) throw new ShellError(`cannot make pipe for command substitution: ${strerror(pipe.err)}`);
  const [readFd, writeFd] = pipe.ok;
  const forked = forkShell(shell, inPlace, function* (child) {
    child.sys.close(readFd);
    if (writeFd !== 1) {
      child.sys.dup2(writeFd, 1);
      child.sys.close(writeFd);
    }
    child.subshellTrace++;
    if (!child.options.has('posix') && !child.shopts.has('inherit_errexit')) child.options.delete('errexit');
    child.unchecked = 0;
    return yield* child.interpreter.runText(child, source, line, 'command substitution');
  });
  shell.sys.close(writeFd);
  if (forked.err !== undefined) {
    shell.sys.close(readFd);
    throw new ShellError(`fork: ${strerror(forked.err)}`, 'line', 254);
  }
  const output = yield* readToEnd(shell, readFd);
  shell.sys.close(readFd);
  for (;;) {
    const waited = yield* waitpid(shell.process, forked.ok);
    if (waited.err === 'EINTR') continue;
    shell.substitutionStatus = waited.err === undefined ? statusOf(waited.ok) : 127;
    break;
  }
  shell.status = shell.substitutionStatus;
  return output.replace(/\n+$/, '').replace(/\0/g, '');
}

/** `$(< file)`: the file itself, without a process. undefined: it is something else. */
function* onlyInput(shell: Shell, source: string, line: number): Expanding<string | undefined> {
  if (!/^\s*<[^<&(>]/.test(source)) return undefined;
  const statement = parse(source, line).statements;
  const command = statement[0]?.command;
  if (
    statement.length !== 1 ||
    command?.type !== 'simple' ||
    command.words.length > 0 ||
    command.redirections.length !== 1
  ) {
    return undefined;
  }
  const redirection = command.redirections[0];
  if (redirection?.type !== 'file' || redirection.operator !== '<' || command.assignments.length > 0) return undefined;
  const path = literalOf(redirection.target) ?? (yield* expandWords(shell, [redirection.target]))[0] ?? '';
  const opened = shell.sys.open(path, O_RDONLY);
  if (opened.err !== undefined) {
    yield* shell.error(`${path}: ${strerror(opened.err)}`);
    shell.substitutionStatus = 1;
    shell.status = 1;
    return '';
  }
  const output = yield* readToEnd(shell, opened.ok);
  shell.sys.close(opened.ok);
  shell.substitutionStatus = 0;
  shell.status = 0;
  return output.replace(/\n+$/, '').replace(/\0/g, '');
}

function* readToEnd(shell: Shell, fd: number): Expanding<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const result = yield* read(shell.process, fd, 65536);
    if (result.err === 'EINTR') {
      if (shell.pending.includes('SIGINT')) break;
      continue;
    }
    if (result.err !== undefined || result.ok.length === 0) break;
    if (!shell.sys.sbrk(result.ok.length)) {
      shell.sys.sbrk(-length);
      throw new ShellError(`xrealloc: cannot allocate ${String(length * 2)} bytes`, 'process', 2);
    }
    chunks.push(result.ok);
    length += result.ok.length;
  }
  shell.sys.sbrk(-length);
  const only = chunks[0];
  if (only !== undefined && chunks.length === 1) return decodeBytes(only);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return decodeBytes(bytes);
}

/** `<(…)` and `>(…)`: the name under which the pipe's other end can be opened. */
export function* processSubstitution(
  shell: Shell,
  direction: '<' | '>',
  source: string,
  line: number,
): Expanding<string> {
  const pipe = shell.sys.pipe();
  if (pipe.err !== undefined) throw new ShellError(`cannot make pipe for process substitution: ${strerror(pipe.err)}`);
  const [readFd, writeFd] = pipe.ok;
  const [ours, theirs] = direction === '<' ? [readFd, writeFd] : [writeFd, readFd];
  const forked = forkShell(shell, inPlace, function* (child) {
    child.sys.close(ours);
    child.sys.dup2(theirs, direction === '<' ? 1 : 0);
    child.sys.close(theirs);
    return yield* child.interpreter.runText(child, source, line, 'process substitution');
  });
  shell.sys.close(theirs);
  if (forked.err !== undefined) throw new ShellError(`fork: ${strerror(forked.err)}`, 'line', 254);
  const high = shell.sys.dupAtLeast(ours, 63);
  const fd = high.err === undefined ? high.ok : ours;
  if (fd !== ours) shell.sys.close(ours);
  shell.lastBackground = forked.ok;
  shell.jobs.addLoose(forked.ok);
  shell.processFds.push(fd);
  yield* [];
  return `/dev/fd/${String(fd)}`;
}
