// Redirections: resolved (words expanded) by the shell, then made by system calls in whichever process needs them. Each is
// opened with the flags bash uses, because what a redirection does to a file is what this program is about.
import { O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_TRUNC, O_WRONLY } from '../../abi/flags.ts';
import { encodeBytes } from '../../abi/bytes.ts';
import { strerror } from '../../abi/errno.ts';
import { isRegular } from '../../abi/mode.ts';
import type { Process, Syscalls, Wait, Woken } from '../../kernel/program.ts';
import type { Redirection } from '../ast.ts';
import { expandQuoted, expandString, expandWords, type Expanding } from '../expand/expand.ts';
import { assign } from '../expand/values.ts';
import { ShellError, type Shell } from '../shell.ts';

export type Resolved =
  | {
      readonly type: 'open';
      readonly fd: number;
      readonly path: string;
      readonly flags: number;
      readonly keep: boolean;
    }
  | {
      readonly type: 'duplicate';
      readonly fd: number;
      readonly from: number;
      readonly move: boolean;
      readonly text: string;
    }
  | { readonly type: 'close'; readonly fd: number }
  | { readonly type: 'text'; readonly fd: number; readonly bytes: Uint8Array };

/** Expands the words of redirections. `{name}>file` is made here and now: its descriptor is the variable's value. */
export function* resolveRedirections(shell: Shell, redirections: readonly Redirection[]): Expanding<Resolved[]> {
  const resolved: Resolved[] = [];
  for (const redirection of redirections) {
    const before = resolved.length;
    yield* resolveOne(shell, redirection, resolved);
    if (redirection.variable !== undefined) {
      const made = resolved.splice(before);
      for (const one of made) yield* assignDescriptor(shell, redirection.variable, one);
    }
  }
  return resolved;
}

function* resolveOne(shell: Shell, redirection: Redirection, resolved: Resolved[]): Expanding<void> {
  const fallback = redirection.type !== 'file' || redirection.operator.startsWith('<') ? 0 : 1;
  const fd = redirection.fd ?? fallback;
  if (redirection.type === 'here') {
    const text = redirection.quoted
      ? redirection.body
      : yield* expandQuoted(shell, (redirection.word ??= { text: redirection.body, line: redirection.line }));
    resolved.push({ type: 'text', fd, bytes: encodeBytes(text) });
    return;
  }
  if (redirection.type === 'string') {
    resolved.push({ type: 'text', fd, bytes: encodeBytes(`${yield* expandString(shell, redirection.word)}\n`) });
    return;
  }
  const { operator, target } = redirection;
  if (operator === '<&' || operator === '>&') {
    const text = yield* oneWord(shell, target);
    if (text === '-') {
      resolved.push({ type: 'close', fd });
      return;
    }
    const number = /^(\d+)(-?)$/.exec(text);
    if (number !== null) {
      const shown = target.text.replace(/-$/, '');
      resolved.push({ type: 'duplicate', fd, from: Number(number[1]), move: number[2] === '-', text: shown });
      return;
    }
    if (operator === '<&' || redirection.fd !== undefined)
      throw new ShellError(`${text}: ambiguous redirect`, 'command');
    both(resolved, text, O_WRONLY | O_CREAT | O_TRUNC, shell);
    return;
  }
  const path = yield* oneWord(shell, target);
  switch (operator) {
    case '<':
      resolved.push({ type: 'open', fd, path, flags: O_RDONLY, keep: false });
      break;
    case '>':
      resolved.push({
        type: 'open',
        fd,
        path,
        flags: O_WRONLY | O_CREAT | O_TRUNC,
        keep: shell.options.has('noclobber'),
      });
      break;
    case '>|':
      resolved.push({ type: 'open', fd, path, flags: O_WRONLY | O_CREAT | O_TRUNC, keep: false });
      break;
    case '>>':
      resolved.push({ type: 'open', fd, path, flags: O_WRONLY | O_CREAT | O_APPEND, keep: false });
      break;
    case '<>':
      resolved.push({ type: 'open', fd, path, flags: O_RDWR | O_CREAT, keep: false });
      break;
    case '&>':
      both(resolved, path, O_WRONLY | O_CREAT | O_TRUNC, shell);
      break;
    case '&>>':
      both(resolved, path, O_WRONLY | O_CREAT | O_APPEND, shell);
      break;
  }
}

function both(resolved: Resolved[], path: string, flags: number, shell: Shell): void {
  resolved.push({ type: 'open', fd: 1, path, flags, keep: (flags & O_TRUNC) !== 0 && shell.options.has('noclobber') });
  resolved.push({ type: 'duplicate', fd: 2, from: 1, move: false, text: '1' });
}

function* oneWord(shell: Shell, word: { readonly text: string; readonly line: number }): Expanding<string> {
  const words = yield* expandWords(shell, [word]);
  if (words.length !== 1) throw new ShellError(`${word.text}: ambiguous redirect`, 'command');
  return words[0] ?? '';
}

function* assignDescriptor(shell: Shell, name: string, one: Resolved): Expanding<void> {
  const { sys } = shell;
  if (one.type === 'close') {
    sys.close(Number(shell.variables.get(name) ?? -1));
    return;
  }
  let source: number;
  if (one.type === 'duplicate') source = one.from;
  else {
    const opened = yield* openFor(shell.process, one);
    if (typeof opened === 'string') throw new ShellError(opened, 'command');
    source = opened;
  }
  const high = sys.dupAtLeast(source, 10);
  if (one.type !== 'duplicate' || one.move) sys.close(source);
  if (high.err !== undefined) throw new ShellError(`${name}: cannot assign fd to variable`, 'command');
  assign(shell, name, String(high.ok));
}

/** Descriptors as they were before redirections: [fd, where it was kept, or undefined: it was closed]. */
export type Undo = (readonly [fd: number, kept: number | undefined])[];

/**
 * Makes redirections in `process`. An error is told as text and leaves those before it made.
 * @param undo takes what `undoRedirections` needs; undefined: the process is not to come back
 */
export function* applyRedirections(
  process: Process,
  resolved: readonly Resolved[],
  undo: Undo | undefined,
): Generator<Wait, string | undefined, Woken> {
  const { sys } = process;
  for (const one of resolved) {
    // before anything is kept aside: that could take the very number that is asked for
    if (one.type === 'duplicate') {
      const there = sys.fstat(one.from);
      if (there.err !== undefined) return `${one.text}: ${strerror(there.err)}`;
    }
    if (undo !== undefined) {
      const kept = sys.dupAtLeast(one.fd, 10, true);
      undo.push([one.fd, kept.err === undefined ? kept.ok : undefined]);
    }
    if (one.type === 'close') {
      sys.close(one.fd);
      continue;
    }
    if (one.type === 'duplicate') {
      const result = sys.dup2(one.from, one.fd);
      if (result.err !== undefined) return `${one.text}: ${strerror(result.err)}`;
      if (one.move && one.from !== one.fd) {
        if (undo !== undefined) {
          const kept = sys.dupAtLeast(one.from, 10, true);
          undo.push([one.from, kept.err === undefined ? kept.ok : undefined]);
        }
        sys.close(one.from);
      }
      continue;
    }
    const opened = yield* openFor(process, one);
    if (typeof opened === 'string') return opened;
    if (opened !== one.fd) {
      sys.dup2(opened, one.fd);
      sys.close(opened);
    }
  }
  return undefined;
}

function* openFor(
  process: Process,
  one: Resolved & { readonly type: 'open' | 'text' },
): Generator<Wait, number | string, Woken> {
  const { sys } = process;
  if (one.type === 'text') return hereFile(sys, one.bytes);
  let flags = one.flags;
  if (one.keep) {
    const existing = sys.stat(one.path);
    if (existing.err === undefined && isRegular(existing.ok.mode)) return `${one.path}: cannot overwrite existing file`;
    if (existing.err !== undefined) flags = (flags & ~O_TRUNC) | O_EXCL;
  }
  for (;;) {
    const opened = sys.open(one.path, flags, 0o666);
    if (opened.err === undefined) return opened.ok;
    // a fifo without its other end
    if (opened.err !== 'EAGAIN') return `${one.path}: ${strerror(opened.err)}`;
    if ((yield { wait: 'turn' }) === 'interrupted') return `${one.path}: ${strerror('EINTR')}`;
  }
}

/** A descriptor from which the text is read: a pipe where it fits into one, else a file that has no name any more. */
function hereFile(sys: Syscalls, bytes: Uint8Array): number | string {
  if (bytes.length <= 4096) {
    const pipe = sys.pipe();
    if (pipe.err !== undefined) return `cannot make pipe for here-document: ${strerror(pipe.err)}`;
    const [readFd, writeFd] = pipe.ok;
    if (bytes.length > 0) sys.write(writeFd, bytes);
    sys.close(writeFd);
    return readFd;
  }
  const cannot = (err: string): string => `cannot create temp file for here-document: ${err}`;
  const path = `/tmp/sh-thd.${sys.getrandom(6).reduce((text, byte) => text + byte.toString(36), '')}`;
  const out = sys.open(path, O_RDWR | O_CREAT | O_EXCL, 0o600);
  if (out.err !== undefined) return cannot(strerror(out.err));
  for (let at = 0; at < bytes.length;) {
    const written = sys.write(out.ok, bytes.subarray(at));
    if (written.err !== undefined || written.ok === 0) {
      sys.close(out.ok);
      sys.unlink(path);
      return cannot(strerror(written.err ?? 'ENOSPC'));
    }
    at += written.ok;
  }
  const back = sys.open(path, O_RDONLY);
  sys.close(out.ok);
  sys.unlink(path);
  return back.err === undefined ? back.ok : cannot(strerror(back.err));
}

/** Puts descriptors back, the last change first. */
export function undoRedirections(sys: Syscalls, undo: Undo): void {
  for (let at = undo.length - 1; at >= 0; at--) {
    const [fd, kept] = undo[at] ?? [-1, undefined];
    if (kept === undefined) sys.close(fd);
    else {
      sys.dup2(kept, fd);
      sys.close(kept);
    }
  }
}
