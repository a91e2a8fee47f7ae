// The system calls that make, remove and rename names (fs/namei.c): path walk, then permission, then the file system.
// Every function throws SyscallError. Read-only mounts, mount points and the umask are looked after here.
import { CAP_DAC_READ_SEARCH, CAP_FOWNER, capable } from '../abi/credentials.ts';
import { byteLength } from '../abi/bytes.ts';
import { fail } from '../abi/errno.ts';
import {
  AT_EMPTY_PATH,
  AT_SYMLINK_FOLLOW,
  R_OK,
  RENAME_EXCHANGE,
  RENAME_NOREPLACE,
  RENAME_WHITEOUT,
  W_OK,
} from '../abi/flags.ts';
import {
  isDirectory,
  S_IFBLK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFMT,
  S_IFREG,
  S_IFSOCK,
  S_ISGID,
  S_ISUID,
  S_ISVTX,
  S_IXGRP,
} from '../abi/mode.ts';
import { nameTooLong, PATH_MAX, pathTooLong } from '../abi/path.ts';
import type { DeviceNumber } from '../abi/stat.ts';
import type { Inode, NodeId } from './file-system.ts';
import type { OpenedFile } from './open-file.ts';
import * as operations from './operations.ts';
import type { Path } from './path.ts';
import { isPermitted, mayCreate, mayDelete } from './permission.ts';
import {
  LOOKUP_EMPTY,
  LOOKUP_FOLLOW,
  requireWritableMount,
  walk,
  walkToParent,
  type PathContext,
  type Walk,
} from './walk.ts';

export { LOOKUP_DIRECTORY, LOOKUP_FOLLOW, walk, type PathContext } from './walk.ts';
export * from './open-file.ts';
export * from './path-attributes.ts';

/** `mode` is before the umask, here and below. */
export function mkdir(context: PathContext, path: string, mode: number): void {
  const at = walkToNew(context, path, true);
  const stripped = operations.stripUmask(inodeOf(at), mode & (0o777 | S_ISVTX), context.umask);
  operations.vfsMkdir(inodeOf(at), at.last, stripped, context.credentials);
}

/** @throws EPERM a directory; EINVAL an unknown type. Type 0 is a regular file. */
export function mknod(context: PathContext, path: string, mode: number, rdev: DeviceNumber): void {
  const type = mode & S_IFMT;
  if (type === S_IFDIR) fail('EPERM');
  if (![0, S_IFREG, S_IFCHR, S_IFBLK, S_IFIFO, S_IFSOCK].includes(type)) fail('EINVAL');
  const at = walkToNew(context, path, false);
  const stripped = operations.stripUmask(inodeOf(at), mode & 0o7777, context.umask);
  operations.vfsMknod(inodeOf(at), at.last, stripped | (type === 0 ? S_IFREG : type), rdev, context.credentials);
}

export function symlink(context: PathContext, target: string, path: string): void {
  if (target === '') fail('ENOENT');
  if (byteLength(target) >= PATH_MAX) fail('ENAMETOOLONG');
  const at = walkToNew(context, path, false);
  operations.vfsSymlink(inodeOf(at), at.last, target, context.credentials);
}

/** filename_create(): the parent of a name that is free. @throws EEXIST; ENOENT slashes behind what will be no directory; EROFS */
function walkToNew(context: PathContext, path: string, forDirectory: boolean): Walk {
  const at = walkToParent(context, path);
  if (isSpecial(at.last)) fail('EEXIST');
  if (nameTooLong(at.last)) fail('ENAMETOOLONG');
  if (at.mount.fs.lookup(at.node, at.last) !== undefined) fail('EEXIST');
  if (at.trailing && !forDirectory) fail('ENOENT');
  requireWritableMount(at.mount);
  return at;
}

/** Is the last component no name: `.`, `..` or the root? */
function isSpecial(last: string): boolean {
  return last === '' || last === '.' || last === '..';
}

function inodeOf(at: { readonly mount: Walk['mount']; readonly node: NodeId }): Inode {
  return { fs: at.mount.fs, node: at.node };
}

/** Is something mounted on this inode, as `mount` shows it? */
function isMountpoint(at: Walk, node: NodeId): boolean {
  return at.mount.children?.has(node) ?? false;
}

export function rmdir(context: PathContext, path: string): void {
  const at = walkToParent(context, path);
  if (at.last === '..') fail('ENOTEMPTY');
  if (at.last === '.') fail('EINVAL');
  if (at.last === '') fail('EBUSY');
  requireWritableMount(at.mount);
  const node = requireName(at);
  if (isMountpoint(at, node)) refuseMountpoint(at, node, true, context);
  operations.vfsRmdir(inodeOf(at), at.last, context.credentials);
}

export function unlink(context: PathContext, path: string): void {
  const at = walkToParent(context, path);
  if (isSpecial(at.last)) fail('EISDIR');
  requireWritableMount(at.mount);
  const node = requireName(at);
  if (at.trailing) fail(isDirectory(at.mount.fs.getattr(node).mode) ? 'EISDIR' : 'ENOTDIR');
  if (isMountpoint(at, node)) refuseMountpoint(at, node, false, context);
  operations.vfsUnlink(inodeOf(at), at.last, context.credentials);
}

/** vfs_rmdir(), vfs_unlink(): whose it is comes before what stands on it. @throws EBUSY and what may_delete() throws */
function refuseMountpoint(at: Walk, node: NodeId, asDirectory: boolean, { credentials }: PathContext): never {
  mayDelete(at.mount.fs, at.node, node, asDirectory, credentials);
  fail('EBUSY');
}

function requireName(at: Walk): NodeId {
  return findName(at) ?? fail('ENOENT');
}

function findName(at: Walk): NodeId | undefined {
  if (nameTooLong(at.last)) fail('ENAMETOOLONG');
  return at.mount.fs.lookup(at.node, at.last);
}

/** linkat(2). `flags` of AT_SYMLINK_FOLLOW AT_EMPTY_PATH; `from`: where a relative `oldPath` begins and what an empty one is. */
export function link(
  context: PathContext,
  oldPath: string,
  newPath: string,
  flags: number,
  from?: () => OpenedFile,
): void {
  if ((flags & ~(AT_SYMLINK_FOLLOW | AT_EMPTY_PATH)) !== 0) fail('EINVAL');
  const empty = (flags & AT_EMPTY_PATH) !== 0;
  if (oldPath === '' && !empty) fail('ENOENT');
  if (pathTooLong(oldPath)) fail('ENAMETOOLONG');
  const base = oldPath.startsWith('/') ? undefined : from?.();
  // LOOKUP_LINKAT_EMPTY: whoever has not opened it himself needs the capability.
  const isOwn = base === undefined || base.file.credentials === context.credentials;
  if (empty && !isOwn && !capable(context.credentials, CAP_DAC_READ_SEARCH)) fail('ENOENT');
  const lookup = (empty ? LOOKUP_EMPTY : 0) | ((flags & AT_SYMLINK_FOLLOW) !== 0 ? LOOKUP_FOLLOW : 0);
  const old = walk(context, oldPath, lookup, base?.path);
  const at = walkToNew(context, newPath, false);
  if (old.mount !== at.mount) fail('EXDEV');
  requireLinkable(old, context);
  operations.vfsLink(inodeOf(old), inodeOf(at), at.last, context.credentials);
}

/** may_linkat(), fs.protected_hardlinks being 1: only what one owns or could write and read. @throws EPERM */
function requireLinkable(old: Path, context: PathContext): void {
  const { credentials } = context;
  const attributes = old.mount.fs.getattr(old.node);
  if (attributes.uid === credentials.fsuid || capable(credentials, CAP_FOWNER)) return;
  const { mode } = attributes;
  const isSetGroupId = (mode & (S_ISGID | S_IXGRP)) === (S_ISGID | S_IXGRP);
  const isSafe = (mode & S_IFMT) === S_IFREG && (mode & S_ISUID) === 0 && !isSetGroupId;
  if (!isSafe || !isPermitted(old, R_OK | W_OK, credentials)) fail('EPERM');
}

/** renameat2(2). @throws EXDEV EBUSY ENOTDIR EINVAL ENOTEMPTY and what vfsRename throws */
export function rename(context: PathContext, oldPath: string, newPath: string, flags: number): void {
  const exchange = (flags & RENAME_EXCHANGE) !== 0;
  if ((flags & ~(RENAME_NOREPLACE | RENAME_EXCHANGE | RENAME_WHITEOUT)) !== 0) fail('EINVAL');
  if (exchange && (flags & (RENAME_NOREPLACE | RENAME_WHITEOUT)) !== 0) fail('EINVAL');
  const old = walkToParent(context, oldPath);
  const at = walkToParent(context, newPath);
  if (old.mount !== at.mount) fail('EXDEV');
  if (isSpecial(old.last)) fail('EBUSY');
  if (isSpecial(at.last)) fail((flags & RENAME_NOREPLACE) !== 0 ? 'EEXIST' : 'EBUSY');
  requireWritableMount(old.mount);
  const { fs } = old.mount;
  const source = requireName(old);
  const target = findName(at);
  if ((flags & RENAME_NOREPLACE) !== 0 && target !== undefined) fail('EEXIST');
  if (exchange && target === undefined) fail('ENOENT');
  if (exchange && target !== undefined && at.trailing && !isDirectory(fs.getattr(target).mode)) fail('ENOTDIR');
  if (!isDirectory(fs.getattr(source).mode) && (old.trailing || (!exchange && at.trailing))) fail('ENOTDIR');
  if (isAncestor(old, source, at.node)) fail('EINVAL');
  if (target !== undefined && isAncestor(old, target, old.node)) fail(exchange ? 'EINVAL' : 'ENOTEMPTY');
  if (source !== target && (isMountpoint(old, source) || (target !== undefined && isMountpoint(at, target)))) {
    mayDelete(fs, old.node, source, isDirectory(fs.getattr(source).mode), context.credentials);
    if (target === undefined) mayCreate(fs, at.node, context.credentials);
    else refuseMountpoint(at, target, isDirectory(fs.getattr(exchange ? target : source).mode), context);
    fail('EBUSY');
  }
  operations.vfsRename(inodeOf(old), old.last, inodeOf(at), at.last, flags, context.credentials);
}

/** Is directory `node` at or above directory `below`, in the file system of `at`? */
function isAncestor(at: Walk, node: NodeId, below: NodeId): boolean {
  const { fs } = at.mount;
  for (let directory = below; ; directory = fs.parentOf(directory)) {
    if (directory === node) return true;
    if (directory === fs.root) return false;
  }
}
