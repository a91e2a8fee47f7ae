// A tree of files as the recursive commands go through it: links are not followed, names go in the directory's own order.
import type { Errno } from '../../abi/errno.ts';
import { O_DIRECTORY, O_NOFOLLOW, O_RDONLY } from '../../abi/flags.ts';
import { isDirectory } from '../../abi/mode.ts';
import type { Result, Syscalls } from '../../kernel/program.ts';

/** Names in a directory without `.` and `..`, in its own order. */
export function readNames(sys: Syscalls, path: string, flags = 0): Result<readonly string[]> {
  const fd = sys.open(path, O_RDONLY | O_DIRECTORY | flags);
  if (fd.err !== undefined) return fd;
  const names: string[] = [];
  for (;;) {
    const entries = sys.getdents(fd.ok);
    if (entries.err !== undefined || entries.ok.length === 0) {
      sys.close(fd.ok);
      return entries.err === undefined ? { ok: names } : entries;
    }
    for (const { name } of entries.ok) if (name !== '.' && name !== '..') names.push(name);
  }
}

/** Likewise; empty where it cannot be read or is a link. */
export function namesIn(sys: Syscalls, path: string): readonly string[] {
  return readNames(sys, path, O_NOFOLLOW).ok ?? [];
}

export function below(path: string, name: string): string {
  return path.endsWith('/') ? `${path}${name}` : `${path}/${name}`;
}

/** The path, and what is below it where `recursive`; a directory before (or behind) what it holds. */
export function* walkTree(sys: Syscalls, path: string, recursive: boolean, directoryFirst: boolean): Generator<string> {
  if (directoryFirst) yield path;
  if (recursive && isDirectory(sys.lstat(path).ok?.mode ?? 0)) {
    for (const name of namesIn(sys, path)) yield* walkTree(sys, below(path, name), true, directoryFirst);
  }
  if (!directoryFirst) yield path;
}

/** Makes a directory and those above it that are missing, all with `mode`. */
export function makePath(sys: Syscalls, path: string, mode: number): Errno | undefined {
  for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
    const { err } = sys.mkdir(path.slice(0, at), mode);
    if (err !== undefined && err !== 'EEXIST') return err;
  }
  const { err } = sys.mkdir(path, mode);
  return err === 'EEXIST' ? undefined : err;
}
