// What is told of and done to an inode that a path walk has found (fs/stat.c, fs/attr.c, fs/open.c, fs/utimes.c, fs/xattr.c).
// Every change asks first whether the mount may be written to.
import type { Credentials } from '../abi/credentials.ts';
import { fail } from '../abi/errno.ts';
import { MS_NOEXEC, MS_RDONLY, O_ACCMODE, O_PATH, O_RDONLY, W_OK, X_OK } from '../abi/flags.ts';
import { isDirectory, isRegular, isSymlink, S_IFDIR, S_IFLNK, S_IFMT, S_IFREG } from '../abi/mode.ts';
import { UTIME_NOW, UTIME_OMIT, type SetTime, type Stat, type StatFs } from '../abi/stat.ts';
import { touchAtime } from './access-time.ts';
import type { AttributeChange, Inode } from './file-system.ts';
import type { OpenedFile } from './open-file.ts';
import { notifyChange, vfsGetxattr, vfsListxattr, vfsRemovexattr, vfsSetxattr } from './operations.ts';
import type { Path } from './path.ts';
import { checkPermission } from './permission.ts';
import { requireWritableMount } from './walk.ts';

/** stat(2) of a path that was walked. */
export function statPath(path: Path): Stat {
  const { fs } = path.mount;
  const found = fs.getattr(path.node);
  return {
    dev: found.dev ?? fs.device,
    ino: found.ino,
    mode: found.mode,
    nlink: found.nlink,
    uid: found.uid,
    gid: found.gid,
    rdev: found.rdev,
    size: found.size,
    blksize: 4096,
    blocks: found.blocks,
    atimeNs: found.atimeNs,
    mtimeNs: found.mtimeNs,
    ctimeNs: found.ctimeNs,
    btimeNs: found.btimeNs,
  };
}

export function statOpened(opened: OpenedFile): Stat {
  return statPath(opened.path);
}

export function statfsPath(path: Path): StatFs {
  return path.mount.fs.statfs();
}

/** access(2) by the given credentials (the caller makes them of the real ids). EROFS for W_OK on a read-only mount. */
export function accessPath(path: Path, mask: number, credentials: Credentials): void {
  const { mount, node } = path;
  const mode = mount.fs.getattr(node).mode;
  if ((mask & X_OK) !== 0 && isRegular(mode) && (mount.flags & MS_NOEXEC) !== 0) fail('EACCES');
  if (mask !== 0) checkPermission(mount.fs, node, mask, credentials);
  const type = mode & S_IFMT;
  const isStored = type === S_IFREG || type === S_IFDIR || type === S_IFLNK;
  if ((mask & W_OK) !== 0 && isStored && (mount.flags & MS_RDONLY) !== 0) fail('EROFS');
}

/** readlink(2): EINVAL where it is no symlink. */
export function readlinkPath(path: Path): string {
  const { mount, node } = path;
  if (!isSymlink(mount.fs.getattr(node).mode)) fail('EINVAL');
  touchAtime(mount, node, 0);
  return mount.fs.readlink(node);
}

function inodeOf(path: Path): Inode {
  return { fs: path.mount.fs, node: path.node };
}

export function chmodPath(path: Path, mode: number, credentials: Credentials): void {
  requireWritableMount(path.mount);
  const type = path.mount.fs.getattr(path.node).mode & S_IFMT;
  if (type === S_IFLNK) fail('EOPNOTSUPP');
  notifyChange(inodeOf(path), { mode: type | (mode & 0o7777), ctime: true }, credentials);
}

/** -1 leaves an id as it is. */
export function chownPath(path: Path, uid: number, gid: number, credentials: Credentials): void {
  requireWritableMount(path.mount);
  const change: AttributeChange = {
    ctime: true,
    ...(uid === -1 ? {} : { uid }),
    ...(gid === -1 ? {} : { gid }),
    ...(isDirectory(path.mount.fs.getattr(path.node).mode) ? {} : { killPrivileges: true }),
  };
  notifyChange(inodeOf(path), change, credentials);
}

export function utimesPath(path: Path, atime: SetTime, mtime: SetTime, credentials: Credentials): void {
  if (atime === UTIME_OMIT && mtime === UTIME_OMIT) return;
  requireWritableMount(path.mount);
  const change: AttributeChange = {
    ctime: true,
    ...(atime === UTIME_OMIT ? {} : { atimeNs: atime === UTIME_NOW ? 'NOW' : atime }),
    ...(mtime === UTIME_OMIT ? {} : { mtimeNs: mtime === UTIME_NOW ? 'NOW' : mtime }),
  };
  notifyChange(inodeOf(path), change, credentials);
}

/** truncate(2). @throws EISDIR EINVAL EACCES EROFS EFBIG */
export function truncatePath(path: Path, length: number, credentials: Credentials): void {
  if (length < 0) fail('EINVAL');
  const { mount, node } = path;
  const mode = mount.fs.getattr(node).mode;
  if (isDirectory(mode)) fail('EISDIR');
  if (!isRegular(mode)) fail('EINVAL');
  requireWritableMount(mount);
  checkPermission(mount.fs, node, W_OK, credentials);
  notifyChange(inodeOf(path), { size: length, killPrivileges: true, force: true }, credentials);
}

/** ftruncate(2). @throws EINVAL not a regular file that is open for writing; EBADF */
export function truncateOpened(opened: OpenedFile, length: number): void {
  const { file } = opened;
  if (length < 0) fail('EINVAL');
  if ((file.flags & O_PATH) !== 0) fail('EBADF');
  if (!isRegular(file.fs.getattr(file.node).mode) || (file.flags & O_ACCMODE) === O_RDONLY) fail('EINVAL');
  const change: AttributeChange = {
    size: length,
    mtimeNs: 'NOW',
    ctime: true,
    file,
    killPrivileges: true,
    force: true,
  };
  notifyChange(file, change, file.credentials);
}

export function getxattrPath(path: Path, name: string, credentials: Credentials): Uint8Array {
  return vfsGetxattr(inodeOf(path), name, credentials);
}

export function setxattrPath(
  path: Path,
  name: string,
  value: Uint8Array,
  flags: number,
  credentials: Credentials,
): void {
  requireWritableMount(path.mount);
  vfsSetxattr(inodeOf(path), name, value, flags, credentials);
}

export function removexattrPath(path: Path, name: string, credentials: Credentials): void {
  requireWritableMount(path.mount);
  vfsRemovexattr(inodeOf(path), name, credentials);
}

export function listxattrPath(path: Path, credentials: Credentials): readonly string[] {
  return vfsListxattr(inodeOf(path), credentials);
}
