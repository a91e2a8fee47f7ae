// Pathname expansion: a pattern is walked part by part, reading directories with getdents; what is not a pattern is not
// looked for in a directory, as in glob(3).
import { O_DIRECTORY, O_RDONLY } from '../../abi/flags.ts';
import { isDirectory } from '../../abi/mode.ts';
import type { DirectoryEntry } from '../../abi/stat.ts';
import type { Syscalls } from '../../kernel/program.ts';
import { compiled, hasPattern, patternSource, unescapePattern } from './pattern.ts';

export interface GlobOptions {
  readonly extended: boolean;
  readonly ignoreCase: boolean;
  /** `dotglob` */
  readonly dots: boolean;
  readonly globstar: boolean;
}

/** The paths that match, sorted; empty: none. */
export function glob(sys: Syscalls, pattern: string, options: GlobOptions): string[] {
  const parts = pattern.match(/\/+|[^/]+/g) ?? [];
  let bases = [''];
  let searched = false;
  for (let at = 0; at < parts.length && bases.length > 0; at++) {
    const part = parts[at] ?? '';
    const last = at === parts.length - 1;
    if (part.startsWith('/')) {
      // slashes stay as many as were written; at the end they ask for directories
      bases = bases.map((base) => (at > 0 && (base === '' || base.endsWith('/')) ? base : base + part));
      if (last) bases = bases.filter((base) => base !== '' && isDir(sys, base));
    } else if (part === '**' && options.globstar) {
      bases = bases.flatMap((base) => below(sys, base, options, last, 0));
      searched = true;
    } else if (!hasPattern(part, options.extended)) {
      const name = unescapePattern(part);
      bases = bases.map((base) => join(base, name));
      if (searched) bases = bases.filter((path) => sys.lstat(path).err === undefined);
    } else {
      bases = bases.flatMap((base) => matching(sys, base, part, options, last));
      searched = true;
    }
  }
  return bases.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function matching(sys: Syscalls, base: string, part: string, options: GlobOptions, last: boolean): string[] {
  const regexp = compiled(`^(?:${patternSource(part, options.extended)})$`, {
    extended: options.extended,
    ignoreCase: options.ignoreCase,
  });
  const explicitDot = part.startsWith('.') || part.startsWith('\\.');
  const found: string[] = [];
  for (const entry of entriesOf(sys, base)) {
    if (entry.name === '.' || entry.name === '..') continue;
    if (entry.name.startsWith('.') && !explicitDot && !options.dots) continue;
    if (!regexp.test(entry.name)) continue;
    const path = join(base, entry.name);
    if (last || entry.type === 'dir' || (entry.type === 'lnk' && isDir(sys, path))) found.push(path);
  }
  return found;
}

/** `**`: the directory itself and all below it; as the last part, files too. */
function below(sys: Syscalls, base: string, options: GlobOptions, files: boolean, depth: number): string[] {
  const found = depth > 0 ? [base] : base === '' && files ? [] : [base];
  if (depth > 100) return found;
  for (const entry of entriesOf(sys, base)) {
    if (entry.name === '.' || entry.name === '..' || (entry.name.startsWith('.') && !options.dots)) continue;
    const path = join(base, entry.name);
    if (entry.type === 'dir') found.push(...below(sys, path, options, files, depth + 1));
    else if (files) found.push(path);
  }
  return found;
}

function join(base: string, name: string): string {
  return base === '' || base.endsWith('/') ? base + name : `${base}/${name}`;
}

function isDir(sys: Syscalls, path: string): boolean {
  const stat = sys.stat(path);
  return stat.err === undefined && isDirectory(stat.ok.mode);
}

/** All entries of a directory; none where it cannot be read. */
export function entriesOf(sys: Syscalls, directory: string): readonly DirectoryEntry[] {
  const opened = sys.open(directory === '' ? '.' : directory, O_RDONLY | O_DIRECTORY);
  if (opened.err !== undefined) return [];
  const entries: DirectoryEntry[] = [];
  for (;;) {
    const read = sys.getdents(opened.ok);
    if (read.err !== undefined || read.ok.length === 0) break;
    entries.push(...read.ok);
  }
  sys.close(opened.ok);
  return entries;
}
