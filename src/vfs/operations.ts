// The VFS's operations on inodes, as Linux names them (fs/namei.c, fs/attr.c, fs/xattr.c, fs/open.c): they check the
// caller's permission, then call the file system. System calls come here after the path walk; the overlay comes here with
// the mounter's credentials to change a layer. None of them walks a path, applies a umask or looks at a mount's flags.
import { CAP_MKNOD, capable, type Credentials } from '../abi/credentials.ts';
import { fail } from '../abi/errno.ts';
import {
  FALLOC_FL_KEEP_SIZE,
  FALLOC_FL_PUNCH_HOLE,
  FALLOC_FL_ZERO_RANGE,
  O_ACCMODE,
  O_APPEND,
  O_EXCL,
  O_NOATIME,
  O_PATH,
  O_RDONLY,
  O_RDWR,
  O_TRUNC,
  O_WRONLY,
  R_OK,
  RENAME_EXCHANGE,
  RENAME_NOREPLACE,
  W_OK,
  X_OK,
} from '../abi/flags.ts';
import {
  S_IFBLK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  S_IFSOCK,
  S_ISVTX,
  isDirectory,
} from '../abi/mode.ts';
import { nameTooLong } from '../abi/path.ts';
import type { DeviceNumber } from '../abi/stat.ts';
import { XATTR_NAME_CAPS } from '../abi/xattr.ts';
import type { Splice } from '../disk/content.ts';
import type { AttributeChange, DirectoryActor, FileSystem, Inode, NodeId, OpenFile } from './file-system.ts';
import {
  checkChange,
  checkPermission,
  isOwnerOrCapable,
  mayCreate,
  mayDelete,
  modeAfterChown,
  modeAfterWrite,
  stripSetGroupId,
} from './permission.ts';

export {
  checkXattrArguments,
  checkXattrName,
  vfsGetxattr,
  vfsListxattr,
  vfsRemovexattr,
  vfsSetxattr,
} from './xattr.ts';

/** inode_permission(): throws EACCES, or EROFS for W_OK on a read-only super block. */
export function inodePermission(inode: Inode, mask: number, credentials: Credentials): void {
  checkPermission(inode.fs, inode.node, mask, credentials);
}

/** lookup_one(): EACCES without X_OK on the directory; undefined where there is no such name. `.` and `..` are not for it. */
export function lookupOne(directory: Inode, name: string, credentials: Credentials): Inode | undefined {
  const { fs } = directory;
  checkPermission(fs, directory.node, X_OK, credentials);
  const node = lookupName(fs, directory.node, name);
  return node === undefined ? undefined : { fs, node };
}

/** The file system's lookup. @throws ENAMETOOLONG */
function lookupName(fs: FileSystem, directory: NodeId, name: string): NodeId | undefined {
  if (nameTooLong(name)) fail('ENAMETOOLONG');
  return fs.lookup(directory, name);
}

/** may_create() with the look-up that the dentry stands for in Linux. @throws EEXIST */
function requireFree(directory: Inode, name: string, credentials: Credentials): void {
  if (lookupName(directory.fs, directory.node, name) !== undefined) fail('EEXIST');
  mayCreate(directory.fs, directory.node, credentials);
}

/** mode_strip_umask(), and posix_acl_create()'s part in it: a default ACL stands in the umask's place. */
export function stripUmask({ fs, node }: Inode, mode: number, umask: number): number {
  return umask === 0 || fs.acl?.(node, 'default') !== undefined ? mode : mode & ~umask;
}

export function vfsCreate(directory: Inode, name: string, mode: number, credentials: Credentials): Inode {
  return vfsMknod(directory, name, S_IFREG | (mode & 0o7777), noDevice, credentials);
}

export function vfsMkdir(directory: Inode, name: string, mode: number, credentials: Credentials): Inode {
  requireFree(directory, name, credentials);
  const { fs } = directory;
  return { fs, node: fs.mkdir(directory.node, name, mode & (0o777 | S_ISVTX), credentials) };
}

/** @throws EPERM a device without CAP_MKNOD (a whiteout, 0/0, is free), or a type that mknod(2) does not make */
export function vfsMknod(
  directory: Inode,
  name: string,
  mode: number,
  rdev: DeviceNumber,
  credentials: Credentials,
): Inode {
  requireFree(directory, name, credentials);
  const { fs } = directory;
  const type = mode & S_IFMT;
  const isWhiteout = type === S_IFCHR && rdev[0] === 0 && rdev[1] === 0;
  if ((type === S_IFCHR || type === S_IFBLK) && !isWhiteout && !capable(credentials, CAP_MKNOD)) fail('EPERM');
  const stripped = stripSetGroupId(fs.getattr(directory.node), mode, credentials);
  const isDevice = type === S_IFCHR || type === S_IFBLK;
  return { fs, node: fs.mknod(directory.node, name, stripped, isDevice ? rdev : noDevice, credentials) };
}

export function vfsSymlink(directory: Inode, name: string, target: string, credentials: Credentials): Inode {
  requireFree(directory, name, credentials);
  const { fs } = directory;
  return { fs, node: fs.symlink(directory.node, name, target, credentials) };
}

/** @throws EXDEV EPERM (a directory) EMLINK ENOENT (all names are gone) */
export function vfsLink(old: Inode, directory: Inode, name: string, credentials: Credentials): void {
  requireFree(directory, name, credentials);
  if (old.fs !== directory.fs) fail('EXDEV');
  if (isDirectory(old.fs.getattr(old.node).mode)) fail('EPERM');
  old.fs.link(old.node, directory.node, name, credentials);
}

export function vfsUnlink(directory: Inode, name: string, credentials: Credentials): void {
  const victim = lookupName(directory.fs, directory.node, name) ?? fail('ENOENT');
  mayDelete(directory.fs, directory.node, victim, false, credentials);
  directory.fs.unlink(directory.node, name, credentials);
}

export function vfsRmdir(directory: Inode, name: string, credentials: Credentials): void {
  const victim = lookupName(directory.fs, directory.node, name) ?? fail('ENOENT');
  mayDelete(directory.fs, directory.node, victim, true, credentials);
  directory.fs.rmdir(directory.node, name, credentials);
}

/** Preconditions: neither is an ancestor of the other (lock_rename), as the system call has checked. */
export function vfsRename(
  oldDirectory: Inode,
  oldName: string,
  newDirectory: Inode,
  newName: string,
  flags: number,
  credentials: Credentials,
): void {
  const { fs } = oldDirectory;
  if (fs !== newDirectory.fs) fail('EXDEV');
  const source = lookupName(fs, oldDirectory.node, oldName) ?? fail('ENOENT');
  const target = lookupName(fs, newDirectory.node, newName);
  if ((flags & RENAME_NOREPLACE) !== 0 && target !== undefined) fail('EEXIST');
  if ((flags & RENAME_EXCHANGE) !== 0 && target === undefined) fail('ENOENT');
  if (source === target) return;
  const movesDirectory = isDirectory(fs.getattr(source).mode);
  mayDelete(fs, oldDirectory.node, source, movesDirectory, credentials);
  const exchange = (flags & RENAME_EXCHANGE) !== 0;
  if (target === undefined) mayCreate(fs, newDirectory.node, credentials);
  else {
    const targetIsDirectory = exchange ? isDirectory(fs.getattr(target).mode) : movesDirectory;
    mayDelete(fs, newDirectory.node, target, targetIsDirectory, credentials);
  }
  if (oldDirectory.node !== newDirectory.node) {
    // Its `..` changes, so it must be writable itself.
    if (movesDirectory) checkPermission(fs, source, W_OK, credentials);
    if (exchange && target !== undefined && isDirectory(fs.getattr(target).mode)) {
      checkPermission(fs, target, W_OK, credentials);
    }
  }
  fs.rename(oldDirectory.node, oldName, newDirectory.node, newName, flags, credentials);
}

/** An open, nameless file, held by the description that is returned. O_EXCL in `flags`: it never gets a name. */
export function vfsTmpfile(directory: Inode, mode: number, flags: number, credentials: Credentials): OpenFile {
  const { fs } = directory;
  checkPermission(fs, directory.node, W_OK | X_OK, credentials);
  if (!fs.supportsTmpfile) fail('EOPNOTSUPP');
  const stripped = stripSetGroupId(fs.getattr(directory.node), S_IFREG | (mode & 0o7777), credentials);
  const node = fs.tmpfile(directory.node, stripped, credentials, (flags & O_EXCL) === 0);
  return { fs, node, flags, position: 0, state: fs.open(node, flags, credentials), credentials };
}

/**
 * notify_change(). `killPrivileges` is worked out here: set-user-id and set-group-id go into `mode`, file capabilities are removed
 * as an xattr; the file system sees neither word. @throws EPERM EACCES EROFS EFBIG ENOSPC
 */
export function notifyChange(inode: Inode, change: AttributeChange, credentials: Credentials): void {
  const { fs, node } = inode;
  const { killPrivileges, mode, ...rest } = change;
  let newMode = mode;
  let killsCapability = false;
  if (killPrivileges === true) {
    const attributes = fs.getattr(node);
    const drop = change.force === true ? modeAfterWrite : modeAfterChown;
    if (!isDirectory(attributes.mode)) newMode ??= drop(attributes, credentials);
    killsCapability = hasCapability(fs, node, credentials);
  }
  if (change.force !== true) newMode = checkChange(fs, node, change, newMode, credentials);
  if (killsCapability) fs.removexattr(node, XATTR_NAME_CAPS, credentials);
  fs.setattr(node, newMode === undefined ? rest : { ...rest, mode: newMode }, credentials);
}

function hasCapability(fs: FileSystem, node: NodeId, credentials: Credentials): boolean {
  const names = fs.listxattr(node, credentials);
  return names.length > 0 && names.includes(XATTR_NAME_CAPS);
}

/** dentry_needs_remove_privs(): does a write by these credentials take away set-user-id, set-group-id or capabilities? */
export function needsPrivilegesRemoved(inode: Inode, credentials: Credentials): boolean {
  const { fs, node } = inode;
  return modeAfterWrite(fs.getattr(node), credentials) !== undefined || hasCapability(fs, node, credentials);
}

/** may_open() and the file system's open, and O_TRUNC. The description holds the inode until `closeFile`. `created`: this open made it. */
export function vfsOpen(inode: Inode, flags: number, credentials: Credentials, created = false): OpenFile {
  const { fs, node } = inode;
  if (!created) mayOpen(fs, node, flags, credentials);
  const mode = fs.getattr(node).mode;
  if ((mode & S_IFMT) === S_IFSOCK) fail('ENXIO');
  fs.hold(node);
  try {
    const state = fs.open(node, flags, credentials);
    const file: OpenFile = { fs, node, flags, position: 0, state, credentials };
    if (!created && (flags & O_TRUNC) !== 0 && (mode & S_IFMT) === S_IFREG) truncateOnOpen(inode, file, credentials);
    return file;
  } catch (error) {
    // The open fails: what it held is let go.
    fs.release(node);
    throw error;
  }
}

/** handle_truncate() */
function truncateOnOpen(inode: Inode, file: OpenFile, credentials: Credentials): void {
  notifyChange(
    inode,
    { size: 0, mtimeNs: 'NOW', ctime: true, open: true, file, killPrivileges: true, force: true },
    credentials,
  );
}

function mayOpen(fs: FileSystem, node: NodeId, flags: number, credentials: Credentials): void {
  const attributes = fs.getattr(node);
  const type = attributes.mode & S_IFMT;
  if (type === S_IFLNK) fail('ELOOP');
  const mask = accessMask(flags) | ((flags & O_TRUNC) !== 0 ? W_OK : 0);
  if (type === S_IFDIR && (mask & W_OK) !== 0) fail('EISDIR');
  checkPermission(fs, node, mask, credentials);
  if ((flags & O_NOATIME) !== 0 && !isOwnerOrCapable(fs.getattr(node), credentials)) fail('EPERM');
}

/** ACC_MODE: what of R_OK and W_OK an open asks for. */
function accessMask(flags: number): number {
  switch (flags & O_ACCMODE) {
    case O_RDONLY:
      return R_OK;
    case O_WRONLY:
      return W_OK;
    default:
      return R_OK | W_OK;
  }
}

export function closeFile(file: OpenFile): void {
  if ((file.flags & O_PATH) === 0) file.fs.close(file);
  file.fs.release(file.node);
}

/** @throws EBADF not open for reading; EISDIR */
export function vfsRead(file: OpenFile, position: number, count: number): Uint8Array {
  requireReadable(file);
  if (isDirectory(file.fs.getattr(file.node).mode)) fail('EISDIR');
  return file.fs.read(file, position, count);
}

/** file_remove_privs() for the file's credentials, times, then the data. With O_APPEND `position` is the end, whatever is given. */
export function vfsWrite(file: OpenFile, position: number, data: Uint8Array): number {
  const at = beginWrite(file, position, data.length);
  return data.length === 0 ? 0 : file.fs.write(file, at, data);
}

/** As `vfsWrite`, of generated bytes. @throws EOPNOTSUPP */
export function vfsWriteGenerated(file: OpenFile, position: number, length: number, seed: number): number {
  const at = beginWrite(file, position, length);
  if (file.fs.writeGenerated === undefined) fail('EOPNOTSUPP');
  return length === 0 ? 0 : file.fs.writeGenerated(file, at, length, seed);
}

export function spliceRead(file: OpenFile, position: number, length: number): Splice {
  requireReadable(file);
  if (isDirectory(file.fs.getattr(file.node).mode)) fail('EISDIR');
  return file.fs.spliceRead(file, position, length);
}

export function spliceWrite(file: OpenFile, position: number, splice: Splice): number {
  const at = beginWrite(file, position, splice.length);
  return splice.length === 0 ? 0 : file.fs.spliceWrite(file, at, splice);
}

function requireReadable(file: OpenFile): void {
  if ((file.flags & O_PATH) !== 0 || (file.flags & O_ACCMODE) === O_WRONLY) fail('EBADF');
}

function requireWritable(file: OpenFile): void {
  const access = file.flags & O_ACCMODE;
  if ((file.flags & O_PATH) !== 0 || (access !== O_WRONLY && access !== O_RDWR)) fail('EBADF');
}

/** generic_write_checks() and file_remove_privs(). Returns where the write begins. */
function beginWrite(file: OpenFile, position: number, length: number): number {
  requireWritable(file);
  const { fs, node } = file;
  const at = (file.flags & O_APPEND) !== 0 ? fs.getattr(node).size : position;
  if (length > 0 && needsPrivilegesRemoved(file, file.credentials)) {
    notifyChange(file, { killPrivileges: true, force: true }, file.credentials);
  }
  return at;
}

/** @throws EINVAL EOPNOTSUPP EBADF EPERM (append-only) ESPIPE EISDIR ENODEV EFBIG ENOSPC */
export function vfsFallocate(file: OpenFile, mode: number, offset: number, length: number): void {
  if ((file.flags & O_PATH) !== 0) fail('EBADF');
  if (offset < 0 || length <= 0) fail('EINVAL');
  const kind = mode & ~FALLOC_FL_KEEP_SIZE;
  const known = kind === 0 || kind === FALLOC_FL_ZERO_RANGE || mode === (FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE);
  if (!known) fail('EOPNOTSUPP');
  requireWritable(file);
  if (kind !== 0 && (file.flags & O_APPEND) !== 0) fail('EPERM');
  const type = file.fs.getattr(file.node).mode & S_IFMT;
  if (type === S_IFIFO) fail('ESPIPE');
  if (type === S_IFDIR) fail('EISDIR');
  if (type !== S_IFREG) fail('ENODEV');
  if (needsPrivilegesRemoved(file, file.credentials)) {
    notifyChange(file, { killPrivileges: true, force: true }, file.credentials);
  }
  file.fs.fallocate(file, mode, offset, length);
}

/** @throws EINVAL what has no data to sync */
export function vfsFsync(file: OpenFile, datasync: boolean): void {
  if ((file.flags & O_PATH) !== 0) fail('EBADF');
  const type = file.fs.getattr(file.node).mode & S_IFMT;
  if (type !== S_IFREG && type !== S_IFDIR) fail('EINVAL');
  file.fs.fsync(file, datasync);
}

/** @throws ENOTDIR; ENOENT in a removed directory */
export function iterateDirectory(file: OpenFile, actor: DirectoryActor): void {
  if ((file.flags & O_PATH) !== 0) fail('EBADF');
  const attributes = file.fs.getattr(file.node);
  if (!isDirectory(attributes.mode)) fail('ENOTDIR');
  if (attributes.nlink === 0) fail('ENOENT');
  file.fs.iterate(file, actor);
}

const noDevice: DeviceNumber = [0, 0];
