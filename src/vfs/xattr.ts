// Extended attributes as system calls see them (fs/xattr.c, security/commoncap.c, fs/posix_acl.c): whose a name space is, what a
// capability and an ACL must look like. Values are stored by the file system.
import { CAP_SETFCAP, CAP_SYS_ADMIN, capable, type Credentials } from '../abi/credentials.ts';
import { byteLength } from '../abi/bytes.ts';
import { fail } from '../abi/errno.ts';
import { R_OK, W_OK, XATTR_CREATE, XATTR_REPLACE } from '../abi/flags.ts';
import { isSymlink, S_IFDIR, S_IFLNK, S_IFMT, S_IFREG, S_ISVTX } from '../abi/mode.ts';
import {
  isAclName,
  XATTR_NAME_CAPS,
  XATTR_NAME_MAX,
  XATTR_NAME_POSIX_ACL_DEFAULT,
  XATTR_SIZE_MAX,
} from '../abi/xattr.ts';
import { isValidAcl, parseAcl } from './acl.ts';
import type { FileSystem, Inode } from './file-system.ts';
import { checkPermission, isOwnerOrCapable } from './permission.ts';

/** @throws ENODATA EOPNOTSUPP EINVAL EACCES */
export function vfsGetxattr(inode: Inode, name: string, credentials: Credentials): Uint8Array {
  if (isAclName(name)) {
    if (isSymlink(inode.fs.getattr(inode.node).mode) || !inode.fs.xattrNamespaces.includes('system'))
      fail('EOPNOTSUPP');
    return inode.fs.getxattr(inode.node, name, credentials);
  }
  checkXattr(inode, name, R_OK, credentials);
  requireHandler(inode.fs, name);
  const value = inode.fs.getxattr(inode.node, name, credentials);
  return name === XATTR_NAME_CAPS ? capabilityValue(value) : value;
}

/** cap_inode_getsecurity(): version 2, which a version 3 of the name space's own root is shown as. @throws EINVAL */
function capabilityValue(value: Uint8Array): Uint8Array {
  const revision = value[3];
  if (value.length === 20 && revision === 2) return value;
  if (value.length !== 24 || revision !== 3) fail('EINVAL');
  if (value.subarray(20).some((byte) => byte !== 0)) return value;
  const shown = value.slice(0, 20);
  shown[3] = 2;
  return shown;
}

/** @throws EEXIST ENODATA (by `flags`) EINVAL ERANGE EPERM EACCES EOPNOTSUPP ENOSPC */
export function vfsSetxattr(
  inode: Inode,
  name: string,
  value: Uint8Array,
  flags: number,
  credentials: Credentials,
): void {
  if (isAclName(name)) {
    setAcl(inode, name, value, credentials);
    return;
  }
  if (name === XATTR_NAME_CAPS && value.length > 0) checkCapabilityValue(value, credentials);
  checkXattr(inode, name, W_OK, credentials);
  checkSecurity(name, credentials);
  requireHandler(inode.fs, name);
  inode.fs.setxattr(inode.node, name, value, flags, credentials);
}

export function vfsRemovexattr(inode: Inode, name: string, credentials: Credentials): void {
  if (isAclName(name)) {
    setAcl(inode, name, undefined, credentials);
    return;
  }
  checkXattr(inode, name, W_OK, credentials);
  if (name === XATTR_NAME_CAPS) {
    if (!capable(credentials, CAP_SETFCAP)) fail('EPERM');
  } else checkSecurity(name, credentials);
  requireHandler(inode.fs, name);
  inode.fs.removexattr(inode.node, name, credentials);
}

/** Without `trusted.` names for who may not see them. */
export function vfsListxattr(inode: Inode, credentials: Credentials): readonly string[] {
  const names = inode.fs.listxattr(inode.node, credentials);
  if (names.length === 0 || capable(credentials, CAP_SYS_ADMIN)) return names;
  return names.filter((name) => !name.startsWith('trusted.'));
}

/** What setxattr(2) looks at before it looks for the file. `size` in bytes. @throws EINVAL ERANGE E2BIG */
export function checkXattrArguments(name: string, size: number, flags: number): void {
  if ((flags & ~(XATTR_CREATE | XATTR_REPLACE)) !== 0) fail('EINVAL');
  checkXattrName(name);
  if (size > XATTR_SIZE_MAX) fail('E2BIG');
}

/** Likewise getxattr(2) and removexattr(2). @throws ERANGE */
export function checkXattrName(name: string): void {
  if (name === '' || (name.length * 3 > XATTR_NAME_MAX && byteLength(name) > XATTR_NAME_MAX)) fail('ERANGE');
}

/** xattr_permission() */
function checkXattr(inode: Inode, name: string, mask: number, credentials: Credentials): void {
  const { fs, node } = inode;
  if ((mask & W_OK) !== 0 && fs.readOnly) fail('EROFS');
  if (name.startsWith('security.') || name.startsWith('system.')) return;
  if (name.startsWith('trusted.')) {
    if (!capable(credentials, CAP_SYS_ADMIN)) fail(mask === W_OK ? 'EPERM' : 'ENODATA');
    return;
  }
  if (name.startsWith('user.')) {
    const attributes = fs.getattr(node);
    const type = attributes.mode & S_IFMT;
    if (type !== S_IFREG && type !== S_IFDIR) fail(mask === W_OK ? 'EPERM' : 'ENODATA');
    const isSticky = type === S_IFDIR && (attributes.mode & S_ISVTX) !== 0;
    if (isSticky && mask === W_OK && !isOwnerOrCapable(attributes, credentials)) fail('EPERM');
  }
  checkPermission(fs, node, mask, credentials);
}

/** cap_inode_setxattr() and cap_inode_removexattr() */
function checkSecurity(name: string, credentials: Credentials): void {
  if (name.startsWith('security.') && name !== XATTR_NAME_CAPS && !capable(credentials, CAP_SYS_ADMIN)) fail('EPERM');
}

/** xattr_resolve_name(). A file system that lists `''` takes every name. */
function requireHandler(fs: FileSystem, name: string): void {
  if (fs.xattrNamespaces.includes('')) return;
  const dot = name.indexOf('.');
  if (dot < 0 || name.startsWith('system.') || !fs.xattrNamespaces.includes(name.slice(0, dot))) fail('EOPNOTSUPP');
  if (dot === name.length - 1) fail('EINVAL');
}

/** cap_convert_nscap(): version 2 (20 bytes) or 3 (24 bytes). */
function checkCapabilityValue(value: Uint8Array, credentials: Credentials): void {
  const revision = value[3] ?? 0;
  const isVersion2 = value.length === 20 && revision === 2;
  const isVersion3 = value.length === 24 && revision === 3;
  if (!isVersion2 && !isVersion3) fail('EINVAL');
  if (!capable(credentials, CAP_SETFCAP)) fail('EPERM');
}

/** vfs_set_acl() and vfs_remove_acl(). The file system brings the mode's bits into line with the ACL. */
function setAcl(inode: Inode, name: string, value: Uint8Array | undefined, credentials: Credentials): void {
  const { fs, node } = inode;
  const entries = value === undefined || value.length === 0 ? [] : parseAcl(value);
  if (fs.readOnly) fail('EROFS');
  const attributes = fs.getattr(node);
  const type = attributes.mode & S_IFMT;
  if (type === S_IFLNK || !fs.xattrNamespaces.includes('system')) fail('EOPNOTSUPP');
  if (name === XATTR_NAME_POSIX_ACL_DEFAULT && type !== S_IFDIR) {
    if (entries.length > 0) fail('EACCES');
    return;
  }
  if (!isOwnerOrCapable(attributes, credentials)) fail('EPERM');
  if (entries.length > 0 && !isValidAcl(entries)) fail('EINVAL');
  if (entries.length > 0 && value !== undefined) fs.setxattr(node, name, value, 0, credentials);
  else fs.removexattr(node, name, credentials);
}
