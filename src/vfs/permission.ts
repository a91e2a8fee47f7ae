// Who may do what with an inode (fs/namei.c inode_permission, may_create, may_delete; fs/attr.c setattr_prepare).
import {
  CAP_CHOWN,
  CAP_DAC_OVERRIDE,
  CAP_DAC_READ_SEARCH,
  CAP_FOWNER,
  CAP_FSETID,
  capable,
  type Credentials,
  inGroup,
} from '../abi/credentials.ts';
import { fail, SyscallError } from '../abi/errno.ts';
import { R_OK, W_OK, X_OK } from '../abi/flags.ts';
import { S_IFDIR, S_IFLNK, S_IFMT, S_IFREG, S_ISGID, S_ISUID, S_ISVTX, S_IXGRP } from '../abi/mode.ts';
import { aclAllows } from './acl.ts';
import type { AttributeChange, Attributes, FileSystem, NodeId } from './file-system.ts';
import type { Path } from './path.ts';

/** inode_permission(). @throws EACCES; EROFS for W_OK on a read-only super block */
export function checkPermission(fs: FileSystem, node: NodeId, mask: number, credentials: Credentials): void {
  if ((mask & W_OK) !== 0 && fs.readOnly) {
    const type = fs.getattr(node).mode & S_IFMT;
    if (type === S_IFREG || type === S_IFDIR || type === S_IFLNK) fail('EROFS');
  }
  if (fs.permission !== undefined) fs.permission(node, mask, credentials);
  else if (!genericPermission(fs, node, mask, credentials)) fail('EACCES');
}

/** As checkPermission(), told instead of thrown. */
export function isPermitted({ mount: { fs }, node }: Path, mask: number, credentials: Credentials): boolean {
  try {
    checkPermission(fs, node, mask, credentials);
    return true;
  } catch (error) {
    // may_linkat() asks for a yes or a no and answers with an errno of its own.
    if (!(error instanceof SyscallError)) throw error;
    return false;
  }
}

/** generic_permission(), with the inode's access ACL. */
export function genericPermission(fs: FileSystem, node: NodeId, mask: number, credentials: Credentials): boolean {
  const attributes = fs.getattr(node);
  const mode = attributes.mode;
  if (isAllowed(fs, node, attributes, mask, credentials)) return true;
  if ((mode & S_IFMT) === S_IFDIR) {
    if ((mask & W_OK) === 0 && capable(credentials, CAP_DAC_READ_SEARCH)) return true;
    return capable(credentials, CAP_DAC_OVERRIDE);
  }
  if (mask === R_OK && capable(credentials, CAP_DAC_READ_SEARCH)) return true;
  return ((mask & X_OK) === 0 || (mode & 0o111) !== 0) && capable(credentials, CAP_DAC_OVERRIDE);
}

/** acl_permission_check() */
function isAllowed(
  fs: FileSystem,
  node: NodeId,
  { mode, uid, gid }: Attributes,
  mask: number,
  credentials: Credentials,
): boolean {
  if (credentials.fsuid === uid) return (mask & ~(mode >> 6) & 7) === 0;
  // With an ACL the group bits are its mask: where they are all clear it grants nobody anything.
  const acl = (mode & 0o070) === 0 ? undefined : fs.acl?.(node, 'access');
  if (acl !== undefined) return aclAllows(acl, gid, mask, credentials);
  const isMember = ((mode >> 3) & 7) !== (mode & 7) && inGroup(gid, credentials);
  return (mask & ~(isMember ? mode >> 3 : mode) & 7) === 0;
}

/** inode_owner_or_capable() */
export function isOwnerOrCapable(attributes: Attributes, credentials: Credentials): boolean {
  return credentials.fsuid === attributes.uid || capable(credentials, CAP_FOWNER);
}

export function inGroupOrCapable(gid: number, credentials: Credentials): boolean {
  return inGroup(gid, credentials) || capable(credentials, CAP_FSETID);
}

/** may_create(), the name being free. @throws ENOENT in a removed directory */
export function mayCreate(fs: FileSystem, directory: NodeId, credentials: Credentials): void {
  if (fs.getattr(directory).nlink === 0) fail('ENOENT');
  checkPermission(fs, directory, W_OK | X_OK, credentials);
}

/** may_delete(). @throws EPERM sticky; ENOTDIR or EISDIR where the victim is not what `isDirectory` says */
export function mayDelete(
  fs: FileSystem,
  directory: NodeId,
  victim: NodeId,
  isDirectory: boolean,
  credentials: Credentials,
): void {
  checkPermission(fs, directory, W_OK | X_OK, credentials);
  const parent = fs.getattr(directory);
  const parentMode = parent.mode;
  const parentUid = parent.uid;
  const attributes = fs.getattr(victim);
  if (
    (parentMode & S_ISVTX) !== 0 &&
    attributes.uid !== credentials.fsuid &&
    parentUid !== credentials.fsuid &&
    !capable(credentials, CAP_FOWNER)
  ) {
    fail('EPERM');
  }
  const isDirectoryNow = (attributes.mode & S_IFMT) === S_IFDIR;
  if (isDirectory && !isDirectoryNow) fail('ENOTDIR');
  if (!isDirectory && isDirectoryNow) fail('EISDIR');
}

/** mode_strip_sgid(): a file made in a set-group-id directory by one outside the group may not be set-group-id and executable by it. */
export function stripSetGroupId(directory: Attributes, mode: number, credentials: Credentials): number {
  if ((mode & (S_ISGID | S_IXGRP)) !== (S_ISGID | S_IXGRP) || (directory.mode & S_ISGID) === 0) return mode;
  return inGroupOrCapable(directory.gid, credentials) ? mode : mode & ~S_ISGID;
}

/** setattr_prepare() and may_setattr(), for a change that is not forced. Returns the mode to set, if any. @throws EPERM EACCES */
export function checkChange(
  fs: FileSystem,
  node: NodeId,
  change: AttributeChange,
  mode: number | undefined,
  credentials: Credentials,
): number | undefined {
  const attributes = fs.getattr(node);
  const isOwner = isOwnerOrCapable(attributes, credentials);
  const setsTimes = change.size === undefined && (change.atimeNs !== undefined || change.mtimeNs !== undefined);
  if (setsTimes && !isOwner) {
    // utimensat(2): whoever may write may set both times to now.
    if (change.atimeNs !== 'NOW' || change.mtimeNs !== 'NOW') fail('EPERM');
    checkPermission(fs, node, W_OK, credentials);
  }
  const isUser = credentials.fsuid === attributes.uid;
  if (change.uid !== undefined && !(isUser && change.uid === attributes.uid) && !capable(credentials, CAP_CHOWN)) {
    fail('EPERM');
  }
  if (change.gid !== undefined) {
    const mayGive = isUser && (inGroup(change.gid, credentials) || change.gid === attributes.gid);
    if (!mayGive && !capable(credentials, CAP_CHOWN)) fail('EPERM');
  }
  if (mode === undefined) return undefined;
  if (!isOwner) fail('EPERM');
  return inGroupOrCapable(change.gid ?? attributes.gid, credentials) ? mode : mode & ~S_ISGID;
}

/** setattr_should_drop_sgid() */
function dropsSetGroupId(attributes: Attributes, credentials: Credentials): boolean {
  if ((attributes.mode & S_ISGID) === 0) return false;
  return (attributes.mode & S_IXGRP) !== 0 || !inGroupOrCapable(attributes.gid, credentials);
}

/** The mode without set-user-id and set-group-id as a chown (always) takes them, undefined where nothing changes. */
export function modeAfterChown(attributes: Attributes, credentials: Credentials): number | undefined {
  const mode = attributes.mode & ~(dropsSetGroupId(attributes, credentials) ? S_ISUID | S_ISGID : S_ISUID);
  return mode === attributes.mode ? undefined : mode;
}

/** Likewise as a write takes them (not from CAP_FSETID): setattr_should_drop_suidgid(). */
export function modeAfterWrite(attributes: Attributes, credentials: Credentials): number | undefined {
  if ((attributes.mode & (S_ISUID | S_ISGID)) === 0 || (attributes.mode & S_IFMT) !== S_IFREG) return undefined;
  return capable(credentials, CAP_FSETID) ? undefined : modeAfterChown(attributes, credentials);
}
