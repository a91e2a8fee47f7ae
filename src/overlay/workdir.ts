// The work directory's life at a mount: what a mount before left in it is removed, it is made anew, and the file system below is
// tried for what the overlay needs (ovl_make_workdir, fs/overlayfs/super.c).
import { encodeBytes } from '../abi/bytes.ts';
import { SyscallError } from '../abi/errno.ts';
import * as flag from '../abi/flags.ts';
import { isDirectory } from '../abi/mode.ts';
import { XATTR_NAME_POSIX_ACL_ACCESS, XATTR_NAME_POSIX_ACL_DEFAULT } from '../abi/xattr.ts';
import { isWhiteout, type Whiteouts } from './whiteout.ts';
import { child, type Door, type RealPath } from './real.ts';
import { OVL_XATTR_OPAQUE } from './xattrs.ts';

/** `base`/work, new and empty. @throws what the file system says */
export function makeWorkDirectory(door: Door, base: RealPath, whiteouts: Whiteouts): RealPath {
  const old = door.lookup(base, 'work');
  if (old !== undefined) removeOld(door, base, 'work', old, 0);
  const work = door.mkdir(base, 'work', 0, door.credentials);
  // A default ACL of the directory above must not say what temporary files are.
  for (const name of [XATTR_NAME_POSIX_ACL_DEFAULT, XATTR_NAME_POSIX_ACL_ACCESS])
    unlessUnsupported(() => {
      door.removexattr(work, name);
    });
  door.notifyChange(work, { mode: 0 });
  probe(door, work, whiteouts);
  return work;
}

/** ovl_workdir_cleanup(): two levels deep, which is all that an overlay leaves. */
function removeOld(door: Door, directory: RealPath, name: string, old: RealPath, level: number): void {
  if (!isDirectory(old.fs.getattr(old.node).mode)) {
    door.unlink(directory, name);
    return;
  }
  try {
    door.rmdir(directory, name);
    return;
  } catch (error) {
    if (!(error instanceof SyscallError) || level > 1) throw error;
  }
  const names: string[] = [];
  door.iterate(old, (entry) => {
    if (entry !== '.' && entry !== '..') names.push(entry);
  });
  for (const entry of names) {
    const node = old.fs.lookup(old.node, entry);
    if (node !== undefined) removeOld(door, old, entry, child(old, entry, { fs: old.fs, node }), level + 1);
  }
  door.rmdir(directory, name);
}

/** Tries O_TMPFILE, RENAME_WHITEOUT and trusted attributes, and takes away what that made. */
function probe(door: Door, work: RealPath, whiteouts: Whiteouts): void {
  unlessUnsupported(() => {
    const { file } = door.tmpfile(work, 0, flag.O_RDWR, door.credentials);
    file.fs.release(file.node);
  });
  const from = whiteouts.temporaryName();
  const to = whiteouts.temporaryName();
  door.create(work, from, 0, door.credentials);
  unlessUnsupported(() => {
    door.rename(work, from, work, to, flag.RENAME_WHITEOUT);
  });
  const left = door.lookup(work, from);
  if (left !== undefined && isWhiteout(left.fs.getattr(left.node))) door.unlink(work, from);
  door.unlink(work, door.lookup(work, to) === undefined ? from : to);
  unlessUnsupported(() => {
    door.setxattr(work, OVL_XATTR_OPAQUE, encodeBytes('0'), 0);
    door.removexattr(work, OVL_XATTR_OPAQUE);
  });
}

function unlessUnsupported(call: () => void): void {
  try {
    call();
  } catch (error) {
    if (!(error instanceof SyscallError) || !['EOPNOTSUPP', 'EINVAL', 'ENODATA'].includes(error.errno)) throw error;
  }
}
