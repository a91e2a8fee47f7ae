// HISTFILE: read when an interactive shell begins, written when it ends.
import { encodeBytes } from '../abi/bytes.ts';
import { O_APPEND, O_CREAT, O_TRUNC, O_WRONLY } from '../abi/flags.ts';
import { readWhole } from './expand/tilde.ts';
import type { Shell } from './shell.ts';

export function historyFile(shell: Shell): string | undefined {
  const file = shell.variables.get('HISTFILE');
  return file === '' ? undefined : file;
}

export function readHistory(shell: Shell, file: string): void {
  const text = readWhole(shell.sys, file);
  for (const line of text.split('\n')) if (line !== '' && !/^#\d+$/.test(line)) shell.history.add(line);
  shell.history.read = shell.history.length;
}

/** `append`: only the lines of this session. HISTFILESIZE keeps the file short. */
export function writeHistory(shell: Shell, file: string, append: boolean): void {
  const { history } = shell;
  const fresh = history.lines.slice(Math.max(0, history.read - (history.first - 1)));
  const opened = shell.sys.open(file, O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC), 0o600);
  if (opened.err !== undefined) return;
  const limit = Number(shell.variables.get('HISTFILESIZE') ?? 500);
  const lines = append
    ? fresh
    : history.lines.slice(Math.max(0, history.lines.length - (Number.isFinite(limit) && limit >= 0 ? limit : 500)));
  if (lines.length > 0) shell.sys.write(opened.ok, encodeBytes(`${lines.join('\n')}\n`));
  shell.sys.close(opened.ok);
  history.read = history.length;
}
