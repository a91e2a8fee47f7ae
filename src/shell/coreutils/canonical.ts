// A path without links, `.` and `..` (gnulib canonicalize).
import type { Result, Syscalls } from '../../kernel/program.ts';
import { isDirectory } from '../../abi/mode.ts';

export interface CanonicalRules {
  /** Which components must be there: all, all but the last, or none. */
  readonly required: 'all' | 'parents' | 'none';
  /** Links stay as they are. */
  readonly keepsLinks?: boolean;
}

/** As the kernel limits it. */
const mostLinks = 40;

export function canonicalPath(
  sys: Syscalls,
  path: string,
  { required, keepsLinks = false }: CanonicalRules,
): Result<string> {
  if (path === '') return { err: 'ENOENT' };
  let done = path.startsWith('/') ? '' : (sys.getcwd().ok ?? '').replace(/\/$/, '');
  const rest = path.split('/');
  let links = 0;
  const endsInSlash = path.endsWith('/') && !/^\/+$/.test(path);
  while (rest.length > 0) {
    const part = rest.shift() ?? '';
    if (part === '' || part === '.') continue;
    if (part === '..') {
      done = done.slice(0, Math.max(0, done.lastIndexOf('/')));
      continue;
    }
    const at = `${done}/${part}`;
    const link = keepsLinks ? undefined : sys.readlink(at).ok;
    if (link !== undefined) {
      if (++links <= mostLinks) {
        rest.unshift(...link.split('/'));
        if (link.startsWith('/')) done = '';
        continue;
      }
      if (required !== 'none') return { err: 'ELOOP' };
    }
    const isLast = rest.every((one) => one === '' || one === '.');
    const found = keepsLinks ? sys.stat(at) : sys.lstat(at);
    const wantsDirectory = !isLast || (endsInSlash && rest.length > 0);
    if (required !== 'none') {
      if (found.err !== undefined && (found.err !== 'ENOENT' || required === 'all' || !isLast)) return found;
      if (found.ok !== undefined && wantsDirectory && !isDirectory(found.ok.mode)) return { err: 'ENOTDIR' };
    }
    done = at;
  }
  return { ok: done === '' ? '/' : done };
}

/** How one absolute path is reached from another. */
export function relativePath(from: string, to: string): string {
  const [a, b] = [from, to].map((path) => path.split('/').filter((part) => part !== ''));
  if (a === undefined || b === undefined) return to;
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/') || '.';
}

export function isWithin(path: string, base: string): boolean {
  return base === '/' || path === base || path.startsWith(`${base}/`);
}
