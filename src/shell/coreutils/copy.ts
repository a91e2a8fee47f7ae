// Copies a file or a tree as cp and, across file systems, mv do: types, data, and what is to be preserved. Data goes over as shared
// chunks: sendfile, as cp's copy_file_range does it.
import { type Errno, strerror } from '../../abi/errno.ts';
import { AT_SYMLINK_NOFOLLOW, O_CREAT, O_EXCL, O_RDONLY, O_TRUNC, O_WRONLY } from '../../abi/flags.ts';
import { isDirectory, isRegular, isSymlink } from '../../abi/mode.ts';
import type { Stat } from '../../abi/stat.ts';
import type { Tool } from './tool.ts';
import { below, namesIn } from './tree.ts';

export interface CopyOptions {
  readonly recursive: boolean;
  /** Mode, owner and times. */
  readonly preserve: boolean;
  readonly xattrs: boolean;
  /** Symbolic links are followed where they are named. */
  readonly follow: boolean;
  readonly force: boolean;
  readonly told: (from: string, to: string) => void;
}

/** False: something was not copied, and it was said. */
export function copyTree(tool: Tool, from: string, to: string, options: CopyOptions): boolean {
  const { sys } = tool;
  const failed = (text: string, err: Errno): boolean => {
    tool.error(`${text}: ${strerror(err)}`);
    return false;
  };
  const stat = options.follow ? sys.stat(from) : sys.lstat(from);
  if (stat.err !== undefined) return failed(`cannot stat ${tool.quote(from)}`, stat.err);
  const { mode, rdev } = stat.ok;
  if (isDirectory(mode)) return copyDirectory(tool, from, to, stat.ok, options);
  const there = sys.lstat(to);
  if (there.err === undefined) {
    if (isDirectory(there.ok.mode)) {
      tool.error(`cannot overwrite directory ${tool.quote(to)} with non-directory`);
      return false;
    }
    if (there.ok.ino === stat.ok.ino && there.ok.dev === stat.ok.dev) {
      tool.error(`${tool.quote(from)} and ${tool.quote(to)} are the same file`);
      return false;
    }
  }
  if (isRegular(mode)) {
    const err = copyData(tool, from, to, stat.ok, options);
    if (err !== undefined) return err;
  } else {
    if (there.err === undefined) sys.unlink(to);
    const made = isSymlink(mode)
      ? sys.symlink(sys.readlink(from).ok ?? '', to)
      : sys.mknod(to, (mode & 0o170000) | (mode & 0o777), rdev);
    const what = isSymlink(mode) ? 'symbolic link' : 'special file';
    if (made.err !== undefined) return failed(`cannot create ${what} ${tool.quote(to)}`, made.err);
  }
  preserve(tool, from, to, stat.ok, options);
  options.told(from, to);
  return true;
}

function copyDirectory(tool: Tool, from: string, to: string, stat: Stat, options: CopyOptions): boolean {
  const { sys } = tool;
  if (!options.recursive) {
    tool.error(`-r not specified; omitting directory ${tool.quote(from)}`);
    return false;
  }
  const made = sys.mkdir(to, (stat.mode & 0o777) | 0o700);
  if (made.err !== undefined) {
    if (made.err !== 'EEXIST') {
      tool.error(`cannot create directory ${tool.quote(to)}: ${strerror(made.err)}`);
      return false;
    }
    if (!isDirectory(sys.stat(to).ok?.mode ?? 0)) {
      tool.error(`cannot overwrite non-directory ${tool.quote(to)} with directory ${tool.quote(from)}`);
      return false;
    }
  } else options.told(from, to);
  let whole = true;
  for (const name of namesIn(sys, from))
    whole = copyTree(tool, below(from, name), below(to, name), { ...options, follow: false }) && whole;
  if (made.err === undefined && !options.preserve) {
    const umask = sys.umask(0).ok ?? 0;
    sys.umask(umask);
    sys.chmod(to, stat.mode & 0o777 & ~umask);
  }
  preserve(tool, from, to, stat, options);
  return whole;
}

/** undefined: it is copied. */
function copyData(tool: Tool, from: string, to: string, stat: Stat, options: CopyOptions): boolean | undefined {
  const { sys } = tool;
  const source = sys.open(from, O_RDONLY);
  if (source.err !== undefined) {
    tool.error(`cannot open ${tool.quote(from)} for reading: ${strerror(source.err)}`);
    return false;
  }
  let target = sys.open(to, O_WRONLY | O_TRUNC);
  if (target.err === 'ENOENT') target = sys.open(to, O_WRONLY | O_CREAT | O_EXCL, stat.mode & 0o777);
  else if (target.err !== undefined && options.force && sys.unlink(to).err === undefined) {
    target = sys.open(to, O_WRONLY | O_CREAT | O_EXCL, stat.mode & 0o777);
  }
  if (target.err !== undefined) {
    sys.close(source.ok);
    tool.error(`cannot create regular file ${tool.quote(to)}: ${strerror(target.err)}`);
    return false;
  }
  let failure: Errno | undefined;
  for (let left = stat.size; left > 0;) {
    const moved = sys.sendfile(target.ok, source.ok, left);
    failure = moved.err;
    if (moved.err !== undefined || moved.ok === 0) break;
    left -= moved.ok;
  }
  sys.close(source.ok);
  sys.close(target.ok);
  if (failure === undefined) return undefined;
  tool.error(`error writing ${tool.quote(to)}: ${strerror(failure)}`);
  return false;
}

function preserve(tool: Tool, from: string, to: string, stat: Stat, options: CopyOptions): void {
  const { sys } = tool;
  if (options.xattrs) {
    for (const name of sys.llistxattr(from).ok ?? []) {
      const value = sys.lgetxattr(from, name);
      if (value.err === undefined) sys.lsetxattr(to, name, value.ok);
    }
  }
  if (!options.preserve) return;
  sys.lchown(to, stat.uid, stat.gid);
  if (!isSymlink(stat.mode)) sys.chmod(to, stat.mode & 0o7777);
  sys.utimensat(to, stat.atimeNs, stat.mtimeNs, AT_SYMLINK_NOFOLLOW);
}
