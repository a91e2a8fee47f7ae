// The work directory's life at a mount: what a mount before left in it is removed, it is made anew, and the file system below is
// tried for what the overlay needs (ovl_make_workdir, fs/overlayfs/super.c).
import { encodeBytes } from '../abi/bytes.ts';
import { errnoNumber, fail, SyscallError } from '../abi/errno.ts';
import * as flag from '../abi/flags.ts';
import { isDirectory, S_IFREG } from '../abi/mode.ts';
import { XATTR_NAME_POSIX_ACL_ACCESS, XATTR_NAME_POSIX_ACL_DEFAULT } from '../abi/xattr.ts';
import { type Cleaner, cleanUp, entryOf, namesIn } from './clean-up.ts';
import type { RealPath } from './real.ts';
import { isWhiteout, type Whiteouts } from './whiteout.ts';

/**
 * ovl_workdir_create(): the directory `name` of the work directory, new and empty; with `persists` the one that is there.
 *
 * @param option the mount's `workdir`, as the kernel's log shows it
 * @returns undefined where it could not be made: the mount is read-only then
 * @throws EINVAL it holds what says that it may not be mounted; ENOTDIR
 */
export function makeWorkDirectory(
  cleaner: Cleaner,
  base: RealPath,
  name: string,
  option: string,
  persists: boolean,
): RealPath | undefined {
  const { door } = cleaner;
  try {
    const old = door.lookup(base, name);
    if (old !== undefined) {
      if (persists) return isDirectory(old.fs.getattr(old.node).mode) ? old : refuse('ENOTDIR');
      removeOld(cleaner, base, name, old, 0);
      if (door.lookup(base, name) !== undefined) fail('EEXIST');
    }
    const made = door.mkdir(base, name, 0, door.credentials);
    // A default ACL of the directory above must not say what temporary files are.
    for (const acl of [XATTR_NAME_POSIX_ACL_DEFAULT, XATTR_NAME_POSIX_ACL_ACCESS])
      unlessUnsupported(() => {
        door.removexattr(made, acl);
      });
    door.notifyChange(made, { mode: 0 });
    return made;
  } catch (error) {
    if (error instanceof Refusal) return fail(error.errno);
    if (!(error instanceof SyscallError)) throw error;
    // The layers can be seen all the same.
    const number = String(errnoNumber(error.errno));
    cleaner.warn(`failed to create directory ${option}/${name} (errno: ${number}); mounting read-only`);
    return undefined;
  }
}

/** What makes the mount fail, where other errors make it read-only. */
class Refusal extends Error {
  readonly errno: 'EINVAL' | 'ENOTDIR';

  constructor(errno: 'EINVAL' | 'ENOTDIR') {
    super(errno);
    this.errno = errno;
  }
}

function refuse(errno: 'EINVAL' | 'ENOTDIR'): never {
  throw new Refusal(errno);
}

/** ovl_workdir_cleanup(): two levels deep, which is all that an overlay leaves. */
export function removeOld(cleaner: Cleaner, directory: RealPath, name: string, old: RealPath, level: number): void {
  const isDir = isDirectory(old.fs.getattr(old.node).mode);
  if (!isDir || level > 1) {
    cleanUp(cleaner, directory, name, isDir);
    return;
  }
  try {
    cleaner.door.rmdir(directory, name);
    return;
  } catch (error) {
    // It holds something, which goes first.
    if (!(error instanceof SyscallError)) throw error;
  }
  for (const entry of namesIn(cleaner, old)) {
    if (level === 1 && name === 'incompat') {
      cleaner.warn(`overlay with incompat feature '${entry}' cannot be mounted`);
      refuse('EINVAL');
    }
    const found = entryOf(old, entry);
    if (found !== undefined) removeOld(cleaner, old, entry, found, level + 1);
  }
  cleanUp(cleaner, directory, name, true);
}

/** Tries d_type, O_TMPFILE, RENAME_WHITEOUT and attributes, and takes away what that made. Returns whether attributes are kept. */
export function probe(
  cleaner: Cleaner,
  base: RealPath,
  work: RealPath,
  whiteouts: Whiteouts,
): SyscallError | undefined {
  const { door } = cleaner;
  door.iterate(base, () => undefined);
  try {
    const { file } = door.tmpfile(work, 0, flag.O_RDWR, door.credentials);
    file.fs.release(file.node);
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
    cleaner.warn('upper fs does not support tmpfile.');
  }
  if (!probeRenameWhiteout(cleaner, work, whiteouts)) cleaner.warn('upper fs does not support RENAME_WHITEOUT.');
  try {
    door.setxattr(work, door.own.opaque, encodeBytes('0'), 0);
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
    return error;
  }
  door.removexattr(work, door.own.opaque);
  return undefined;
}

/** ovl_check_rename_whiteout() */
function probeRenameWhiteout(cleaner: Cleaner, work: RealPath, whiteouts: Whiteouts): boolean {
  const { door } = cleaner;
  const [from, to] = [whiteouts.temporaryName(), whiteouts.temporaryName()];
  door.lookup(work, from);
  door.create(work, from, 0, door.credentials);
  door.lookup(work, to);
  try {
    door.rename(work, from, work, to, flag.RENAME_WHITEOUT);
  } catch (error) {
    if (!(error instanceof SyscallError) || error.errno !== 'EINVAL') throw error;
    cleanUp(cleaner, work, from, false);
    return false;
  }
  const left = door.lookup(work, from);
  const works = left !== undefined && isWhiteout(left.fs.getattr(left.node));
  if (works) cleanUp(cleaner, work, from, false);
  cleanUp(cleaner, work, to, false);
  return works;
}

/** ovl_create_volatile_dirty(): nothing is synced from now on, so what is here after a crash may not be trusted. */
export function markVolatile(cleaner: Cleaner, base: RealPath): void {
  const { door } = cleaner;
  let at = door.lookup(base, 'work') ?? fail('ENOENT');
  for (const name of ['incompat', 'volatile']) at = door.lookup(at, name) ?? door.mkdir(at, name, 0, door.credentials);
  if (door.lookup(at, 'dirty') === undefined) door.create(at, 'dirty', S_IFREG, door.credentials);
}

function unlessUnsupported(call: () => void): void {
  try {
    call();
  } catch (error) {
    if (!(error instanceof SyscallError) || !['EOPNOTSUPP', 'ENODATA'].includes(error.errno)) throw error;
  }
}
