// What `docker diff` says: how one tree differs from another, by looking at both (moby's archive.ChangesDirs).
// A directory's own size and times never count, nor do contents, inode numbers and ctimes of files.
import { isDirectory } from '../abi/mode.ts';
import type { Stat } from '../abi/stat.ts';
import type { Files } from './files.ts';

export type ChangeKind = 'modify' | 'add' | 'delete';

export interface Change {
  /** From the tree's root, with a leading slash. */
  readonly path: string;
  readonly kind: ChangeKind;
}

export const changeLetters: Readonly<Record<ChangeKind, string>> = { modify: 'C', add: 'A', delete: 'D' };

/**
 * The changes that lead from `oldRoot` to `newRoot`. Differs from moby: there the order is that of a Go map; here a directory
 * comes before its children and children go by the bytes of their names, so that two runs print the same.
 *
 * @see moby v1.9.1 pkg/archive/changes.go addChanges(), changes_unix.go statDifferent()
 */
export function changesDirs(files: Files, newRoot: string, oldRoot: string | undefined): Change[] {
  const changes: Change[] = [];
  compareChildren(files, newRoot, oldRoot, '', false, changes);
  return changes;
}

function compareChildren(
  files: Files,
  newRoot: string,
  oldRoot: string | undefined,
  directory: string,
  added: boolean,
  changes: Change[],
): void {
  const now = new Set(files.list(newRoot + directory));
  const before = new Set(oldRoot === undefined || added ? [] : files.list(oldRoot + directory));
  for (const name of [...new Set([...now, ...before])].sort()) {
    const path = `${directory}/${name}`;
    if (!now.has(name)) {
      changes.push({ path, kind: 'delete' });
      continue;
    }
    const stat = files.lstat(newRoot + path);
    if (!before.has(name)) {
      changes.push({ path, kind: 'add' });
      if (isDirectory(stat.mode)) compareChildren(files, newRoot, oldRoot, path, true, changes);
      continue;
    }
    const old = files.lstat(`${oldRoot ?? ''}${path}`);
    const differs =
      statDifferent(old, stat) || capability(files, newRoot + path) !== capability(files, `${oldRoot ?? ''}${path}`);
    const at = changes.length;
    if (differs) changes.push({ path, kind: 'modify' });
    if (!isDirectory(stat.mode)) continue;
    compareChildren(files, newRoot, oldRoot, path, !isDirectory(old.mode), changes);
    // something in it changed: the directory is listed, before its children
    if (!differs && changes.length > at) changes.splice(at, 0, { path, kind: 'modify' });
  }
}

function statDifferent(old: Stat, now: Stat): boolean {
  if (old.mode !== now.mode || old.uid !== now.uid || old.gid !== now.gid) return true;
  if (old.rdev[0] !== now.rdev[0] || old.rdev[1] !== now.rdev[1]) return true;
  return !isDirectory(now.mode) && (old.mtimeNs !== now.mtimeNs || old.size !== now.size);
}

function capability(files: Files, path: string): string {
  const value = files.sys.lgetxattr(path, 'security.capability');
  return value.err === undefined ? value.ok.join() : '';
}

/** The bytes of the files that were added or modified. */
export function changesSize(files: Files, newRoot: string, changes: readonly Change[]): number {
  let size = 0;
  for (const change of changes) {
    if (change.kind === 'delete') continue;
    const stat = files.lstat(newRoot + change.path);
    if (!isDirectory(stat.mode)) size += stat.size;
  }
  return size;
}
