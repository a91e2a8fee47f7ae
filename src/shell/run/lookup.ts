// Where a command's name leads: the search of PATH, remembered in the hash table.
import { X_OK } from '../../abi/flags.ts';
import { isDirectory, isRegular } from '../../abi/mode.ts';
import type { Shell } from '../shell.ts';
import { entriesOf } from '../expand/glob.ts';

/** The file that `name` runs. undefined: none. A file that may not be executed is answered when nothing better is found. */
export function findCommand(shell: Shell, name: string, remember = true): string | undefined {
  if (name.includes('/')) return name;
  const known = shell.hash.get(name);
  if (known !== undefined) {
    if (!shell.shopts.has('checkhash') || shell.sys.access(known.path, X_OK).err === undefined) {
      if (remember) known.hits++;
      return known.path;
    }
    shell.hash.delete(name);
  }
  const path = searchPath(shell, name, shell.variables.get('PATH'))[0];
  if (path !== undefined && remember && shell.options.has('hashall')) shell.hash.set(name, { path, hits: 1 });
  return path;
}

/** Every executable of that name along a path, first found first; else the first that is there but not executable. */
export function searchPath(shell: Shell, name: string, path: string | undefined): string[] {
  const found: string[] = [];
  let barred: string | undefined;
  if (name === '') return [];
  for (const directory of pathDirectories(path)) {
    const candidate = directory.endsWith('/') ? directory + name : `${directory}/${name}`;
    const stat = shell.sys.stat(candidate);
    if (stat.err !== undefined || isDirectory(stat.ok.mode)) continue;
    if (isRegular(stat.ok.mode) && shell.sys.access(candidate, X_OK).err === undefined) found.push(candidate);
    else barred ??= candidate;
  }
  return found.length === 0 && barred !== undefined ? [barred] : found;
}

function pathDirectories(path: string | undefined): string[] {
  return (path ?? '').split(':').map((directory) => (directory === '' ? '.' : directory));
}

/** Names of executables along PATH, builtins and functions: what could have been meant. */
export function commandNames(shell: Shell): string[] {
  const names = new Set([...shell.builtins.keys(), ...shell.functions.keys(), ...shell.aliases.keys()]);
  for (const directory of pathDirectories(shell.variables.get('PATH'))) {
    for (const entry of entriesOf(shell.sys, directory)) if (entry.type !== 'dir') names.add(entry.name);
  }
  return [...names];
}

/** The known commands nearest to a mistyped one, at most one letter or one swap away, as Debian's command-not-found offers. */
export function nearCommands(shell: Shell, name: string): string[] {
  if (name.length < 2 || name.length > 30) return [];
  return commandNames(shell)
    .filter((candidate) => /^[\w.+-]+$/.test(candidate) && distanceIsOne(name, candidate))
    .sort()
    .slice(0, 3);
}

/** One letter more, less or other, or two neighbours swapped. */
function distanceIsOne(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
