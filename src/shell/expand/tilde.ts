// `~`, `~user`, `~+`, `~-` and `~N`.
import { O_RDONLY } from '../../abi/flags.ts';
import { decodeBytes } from '../../abi/bytes.ts';
import type { Syscalls } from '../../kernel/program.ts';
import type { Shell } from '../shell.ts';

/** What `~name` stands for; undefined: it stays as written. */
export function tildePrefix(shell: Shell, name: string): string | undefined {
  if (name === '') return shell.variables.get('HOME') ?? homeOf(shell.sys, shell.sys.getcredentials().uid);
  if (name === '+') return shell.variables.get('PWD');
  if (name === '-') return shell.variables.get('OLDPWD');
  if (/^[+-]?\d+$/.test(name)) {
    const stack = [shell.cwd, ...shell.directories];
    const index = Number(name);
    return name.startsWith('-') ? stack[stack.length - 1 + index] : stack[index];
  }
  return /^[A-Za-z_][\w.-]*$/.test(name) ? homeOf(shell.sys, name) : undefined;
}

/** The home directory that /etc/passwd gives a user, by name or id. */
export function homeOf(sys: Syscalls, user: string | number): string | undefined {
  return passwdEntry(sys, user)?.[5];
}

/** The fields of a user's line in /etc/passwd. */
export function passwdEntry(sys: Syscalls, user: string | number): readonly string[] | undefined {
  for (const line of readWhole(sys, '/etc/passwd').split('\n')) {
    const fields = line.split(':');
    if (typeof user === 'number' ? fields[2] === String(user) : fields[0] === user) return fields;
  }
  return undefined;
}

/** A regular file's text; empty where it cannot be read. */
export function readWhole(sys: Syscalls, path: string): string {
  const opened = sys.open(path, O_RDONLY);
  if (opened.err !== undefined) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const read = sys.read(opened.ok, 65536);
    if (read.err !== undefined || read.ok.length === 0) break;
    chunks.push(read.ok);
    length += read.ok.length;
  }
  sys.close(opened.ok);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return decodeBytes(bytes);
}
