// mv: renames; where the kernel says EXDEV it copies the tree and removes the old one, as the real one does.
import { strerror } from '../../abi/errno.ts';
import { RENAME_NOREPLACE, W_OK } from '../../abi/flags.ts';
import { isDirectory, isSymlink } from '../../abi/mode.ts';
import type { Stat } from '../../abi/stat.ts';
import { backupName, backupOptions } from '../coreutils/backup.ts';
import { Copier, key } from '../coreutils/copy.ts';
import { destinationOf, destinationOptions, directoryOf, lastComponent } from '../coreutils/destination.ts';
import { modeText } from '../coreutils/mode.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';
import { walkTree } from '../coreutils/tree.ts';

export const mv = defineTool({
  name: 'mv',
  paths: ['/bin/mv'],
  synopsis: '[OPTION]... [-T] SOURCE DEST\n[OPTION]... SOURCE... DIRECTORY\n[OPTION]... -t DIRECTORY SOURCE...',
  summary: 'Renames SOURCE to DEST, or moves several into a directory.',
  options: [
    ...backupOptions,
    'f,force|never ask',
    'i,interactive|ask before overwriting',
    'n,no-clobber|overwrite nothing',
    ',strip-trailing-slashes|take slashes from the ends of SOURCEs',
    ...destinationOptions,
    'u,update|only what is newer, or not there',
    'v,verbose|say what is renamed',
  ],
  *run(tool) {
    const whole = destinationOf(tool);
    const backup = backupName(tool);
    const asks = tool.lastOf('no-clobber', 'interactive', 'force');
    if (backup !== undefined && asks === 'no-clobber')
      return tool.usage('options --backup and --no-clobber are mutually exclusive');
    const moved = new Set<string>();
    const copier = new Copier(tool, {
      recursive: true,
      follow: 'never',
      keep: new Set(['mode', 'ownership', 'timestamps', 'links', 'xattr']),
      force: true,
      verbose: tool.has('verbose'),
      moving: true,
    });
    for (const operand of whole.sources) {
      const source = tool.has('strip-trailing-slashes') ? operand.replace(/(?<=.)\/+$/s, '') : operand;
      const move = { source, target: whole.nameOf(source), asks, backup, moved };
      const stat = yield* rename(tool, move, copier);
      if (stat !== undefined && whole.isDirectory) moved.add(key(stat));
      yield* tool.settle();
      yield { wait: 'turn' };
    }
    return undefined;
  },
});

interface Move {
  readonly source: string;
  readonly target: string;
  readonly asks: string | undefined;
  readonly backup: ((path: string) => string) | undefined;
  /** What this run has moved already. */
  readonly moved: ReadonlySet<string>;
}

/** What was moved, if anything was. */
function* rename(tool: Tool, move: Move, copier: Copier): Steps<Stat | undefined> {
  const { sys } = tool;
  const { source, target } = move;
  // As coreutils: nothing is replaced by the first try, so that what is there can be looked at.
  let renamed = sys.rename(source, target, RENAME_NOREPLACE);
  let note = '';
  if (renamed.err !== undefined && renamed.err !== 'EXDEV') {
    const stat = sys.lstat(source);
    if (stat.err !== undefined) {
      fail(tool, `cannot stat ${tool.quote(source)}: ${strerror(stat.err)}`);
      return;
    }
    const there = sys.lstat(target);
    if (there.err !== undefined && there.err !== 'ENOENT' && there.err !== 'ELOOP') {
      fail(tool, `cannot stat ${tool.quote(target)}: ${strerror(there.err)}`);
      return;
    }
    if (there.ok !== undefined) {
      if (!(yield* mayReplace(tool, move, stat.ok, there.ok))) return undefined;
      const backup = move.backup?.(target);
      if (backup !== undefined && sys.rename(target, backup).err === undefined)
        note = ` (backup: ${tool.quote(backup)})`;
    }
    renamed = sys.rename(source, target);
  } else if (renamed.err === 'EXDEV') {
    const stat = sys.lstat(source);
    const there = sys.lstat(target);
    if (stat.ok !== undefined && there.ok !== undefined && !(yield* mayReplace(tool, move, stat.ok, there.ok)))
      return undefined;
  }
  switch (renamed.err) {
    case undefined:
      if (tool.has('verbose')) tool.print(`renamed ${tool.quote(source)} -> ${tool.quote(target)}${note}\n`);
      return sys.lstat(target).ok;
    case 'EXDEV':
      return yield* copyAcross(tool, move, copier);
    case 'EINVAL': {
      fail(tool, `cannot move ${tool.quote(source)} to a subdirectory of itself, ${tool.quote(target)}`);
      return;
    }
    default: {
      fail(tool, `cannot move ${tool.quote(source)} to ${tool.quote(target)}: ${strerror(renamed.err)}`);
      return;
    }
  }
}

function fail(tool: Tool, text: string): undefined {
  tool.error(text);
  return undefined;
}

function* mayReplace(
  tool: Tool,
  { source, target, asks, backup, moved }: Move,
  stat: Stat,
  there: Stat,
): Steps<boolean> {
  const isDir = isDirectory(stat.mode);
  const refuse = (text: string): false => {
    tool.error(text);
    return false;
  };
  if (key(stat) === key(there)) {
    if (isDir && !sameName(tool, source, target))
      return refuse(`cannot move ${tool.quote(source)} to a subdirectory of itself, ${tool.quote(target)}`);
    return refuse(`${tool.quote(source)} and ${tool.quote(target)} are the same file`);
  }
  if (!isDir && tool.has('update') && there.mtimeNs >= stat.mtimeNs) return false;
  if (asks === 'no-clobber') return false;
  if (asks === 'interactive' && !(yield* tool.confirm(`${tool.name}: overwrite ${tool.quote(target)}? `))) return false;
  if (
    asks === undefined &&
    !isSymlink(there.mode) &&
    tool.sys.isatty(0) &&
    tool.sys.access(target, W_OK).err !== undefined
  ) {
    const mode = `${(there.mode & 0o7777).toString(8).padStart(4, '0')} (${modeText(there.mode).slice(1)})`;
    if (!(yield* tool.confirm(`${tool.name}: replace ${tool.quote(target)}, overriding mode ${mode}? `))) return false;
  }
  if (backup !== undefined) return true;
  if (!isDir && isDirectory(there.mode))
    return refuse(`cannot overwrite directory ${tool.quote(target)} with non-directory`);
  if (isDir && !isDirectory(there.mode))
    return refuse(`cannot overwrite non-directory ${tool.quote(target)} with directory ${tool.quote(source)}`);
  if (moved.has(key(there)))
    return refuse(`will not overwrite just-created ${tool.quote(target)} with ${tool.quote(source)}`);
  return true;
}

function sameName(tool: Tool, one: string, other: string): boolean {
  if (lastComponent(one) !== lastComponent(other)) return false;
  const [a, b] = [one, other].map((path) => tool.sys.stat(directoryOf(path)).ok);
  return a !== undefined && b !== undefined && key(a) === key(b);
}

/** On another file system: the target makes room, the tree is copied, and only what is wholly copied is removed. */
function* copyAcross(tool: Tool, { source, target }: Move, copier: Copier): Steps<Stat | undefined> {
  const { sys } = tool;
  const cleared = isDirectory(sys.lstat(source).ok?.mode ?? 0) ? sys.rmdir(target) : sys.unlink(target);
  if (cleared.err !== undefined && cleared.err !== 'ENOENT') {
    const names = `${tool.quote(source)} to ${tool.quote(target)}`;
    fail(tool, `inter-device move failed: ${names}; unable to remove target: ${strerror(cleared.err)}`);
    return;
  }
  if (!(yield* copier.copy(source, target))) return undefined;
  for (const path of walkTree(sys, source, true, false)) {
    const isDir = isDirectory(sys.lstat(path).ok?.mode ?? 0);
    const gone = isDir ? sys.rmdir(path) : sys.unlink(path);
    if (gone.err !== undefined) tool.error(`cannot remove ${tool.quote(path)}: ${strerror(gone.err)}`);
    else if (tool.has('verbose')) tool.print(`removed ${isDir ? 'directory ' : ''}${tool.quote(path)}\n`);
  }
  return sys.lstat(target).ok;
}
