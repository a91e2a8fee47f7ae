// A container's tree as the daemon looks into it from outside: links lead where they lead inside.
import { decodeBytes } from '../abi/bytes.ts';
import { isDirectory, isSymlink } from '../abi/mode.ts';
import type { Stat } from '../abi/stat.ts';
import type { Files } from '../drivers/index.ts';

const maxLinks = 40;

/** The place of `path` on the host, all links followed; the last name need not be there. */
export function resolveIn(files: Files, root: string, path: string): string {
  let rest = path.split('/').filter((part) => part !== '');
  let at: readonly string[] = [];
  for (let links = 0; rest.length > 0;) {
    const [part = '', ...others] = rest;
    rest = others;
    if (part === '.') continue;
    if (part === '..') {
      at = at.slice(0, -1);
      continue;
    }
    const here = `${root}/${[...at, part].join('/')}`;
    const stat = files.sys.lstat(here);
    if (stat.ok !== undefined && isSymlink(stat.ok.mode) && links < maxLinks) {
      links += 1;
      const target = files.sys.readlink(here).ok ?? '';
      if (target.startsWith('/')) at = [];
      rest = [...target.split('/').filter((one) => one !== ''), ...rest];
    } else at = [...at, part];
  }
  return at.length === 0 ? root : `${root}/${at.join('/')}`;
}

export function statIn(files: Files, root: string, path: string): Stat | undefined {
  return files.sys.lstat(resolveIn(files, root, path)).ok;
}

/** '' where it can't be read. */
export function textIn(files: Files, root: string, path: string): string {
  const place = resolveIn(files, root, path);
  const stat = files.sys.lstat(place);
  return stat.ok === undefined || isDirectory(stat.ok.mode) ? '' : decodeBytes(files.readBytes(place));
}

/** Why a command can't be run, in Go's words (os/exec LookPath), or undefined. */
export function commandProblem(
  files: Files,
  root: string,
  command: string,
  path: readonly string[],
): string | undefined {
  const quoted = JSON.stringify(command);
  if (!command.includes('/')) {
    const found = path.some((directory) => isExecutable(statIn(files, root, `${directory}/${command}`)));
    return found ? undefined : `exec: ${quoted}: executable file not found in $PATH`;
  }
  const stat = statIn(files, root, command);
  if (stat === undefined) return `exec: ${quoted}: stat ${command}: no such file or directory`;
  return isExecutable(stat) ? undefined : `exec: ${quoted}: permission denied`;
}

function isExecutable(stat: Stat | undefined): boolean {
  return stat !== undefined && !isDirectory(stat.mode) && (stat.mode & 0o111) !== 0;
}
