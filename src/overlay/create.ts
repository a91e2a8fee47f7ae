// New names: made in upper where nothing is, made in work and renamed over the whiteout where one is
// (ovl_create_or_link, fs/overlayfs/dir.c).
import type { Credentials } from '../abi/credentials.ts';
import { fail, SyscallError } from '../abi/errno.ts';
import * as flag from '../abi/flags.ts';
import { S_ISGID } from '../abi/mode.ts';
import type { DeviceNumber } from '../abi/stat.ts';
import { XATTR_NAME_POSIX_ACL_ACCESS, XATTR_NAME_POSIX_ACL_DEFAULT } from '../abi/xattr.ts';
import { formatAcl, inheritAcl } from '../vfs/acl.ts';
import type { NodeId } from '../vfs/file-system.ts';
import { cleanUp } from './clean-up.ts';
import { copyUp } from './copy-up.ts';
import { dropIndexIfUnused } from './inode-index.ts';
import { type MergedInode, pureUpper, upperKey } from './inodes.ts';
import { lookupName } from './lookup.ts';
import { setImpure } from './origin.ts';
import type { Overlay } from './overlay.ts';
import { join, type RealPath } from './real.ts';
import { beginNlink, opaqueYes } from './remove.ts';
import { setRedirect } from './redirect.ts';

export interface NewObject {
  readonly kind: 'file' | 'directory' | 'special' | 'symlink';
  readonly mode: number;
  readonly rdev: DeviceNumber;
  readonly target?: string;
}

export function createObject(
  overlay: Overlay,
  directory: NodeId,
  name: string,
  object: NewObject,
  caller: Credentials,
): NodeId {
  overlay.requireUpper();
  const found = lookupName(overlay, overlay.inode(directory), name);
  if (found.inode !== undefined) fail('EEXIST');
  const parent = copyUp(overlay, overlay.inode(directory));
  const upper = overlay.upperOf(parent);
  const made = found.overWhiteout
    ? overWhiteout(overlay, upper, name, object.kind === 'directory', (work, temporary) =>
        makeInWork(overlay, directory, work, temporary, object, caller),
      )
    : makeInUpper(overlay, parent, upper, name, object, overlay.creator(caller));
  const isOpaque = object.kind === 'directory' && (found.overWhiteout || wantsOpaque(overlay, parent));
  return newInode(overlay, parent, name, object.kind === 'directory', isOpaque, made).node;
}

/** ovl_create_upper() */
function makeInUpper(
  overlay: Overlay,
  parent: MergedInode,
  upper: RealPath,
  name: string,
  object: NewObject,
  as: Credentials,
): RealPath {
  const made = make(overlay, upper, name, object, as);
  if (object.kind !== 'directory' || !wantsOpaque(overlay, parent)) return made;
  try {
    overlay.door.setxattr(made, overlay.door.own.opaque, opaqueYes, 0);
  } catch (error) {
    // It saves looks below, no more.
    if (!(error instanceof SyscallError)) throw error;
  }
  return made;
}

/** Nothing below may come to be merged with a new directory by a change of layers while they are not mounted. */
function wantsOpaque(overlay: Overlay, parent: MergedInode): boolean {
  return overlay.isMerge(parent) && !overlay.allowsOfflineChanges;
}

/** What the directory would have given to its owner, mode and ACLs had it been made there (ovl_create_over_whiteout). */
function makeInWork(
  overlay: Overlay,
  directory: NodeId,
  work: RealPath,
  temporary: string,
  object: NewObject,
  caller: Credentials,
): RealPath {
  const { door } = overlay;
  const parent = overlay.getattr(directory);
  const inheritsGroup = (parent.mode & S_ISGID) !== 0;
  const defaults = overlay.acl(directory, 'default');
  const ownMode = inheritsGroup && object.kind === 'directory' ? object.mode | S_ISGID : object.mode;
  const { mode, access, isDefault } =
    defaults === undefined ? { mode: ownMode, access: undefined, isDefault: false } : inheritAcl(defaults, ownMode);
  const as = overlay.creator(caller);
  const made = make(overlay, work, temporary, { ...object, mode }, inheritsGroup ? { ...as, fsgid: parent.gid } : as);
  // A set-group-id bit does not survive mkdir(2).
  if (object.kind !== 'symlink' && made.fs.getattr(made.node).mode !== mode) door.notifyChange(made, { mode });
  if (access !== undefined) door.setxattr(made, XATTR_NAME_POSIX_ACL_ACCESS, formatAcl(access), 0);
  if (isDefault && defaults !== undefined) door.setxattr(made, XATTR_NAME_POSIX_ACL_DEFAULT, formatAcl(defaults), 0);
  return made;
}

function make(overlay: Overlay, directory: RealPath, name: string, object: NewObject, as: Credentials): RealPath {
  const { door } = overlay;
  switch (object.kind) {
    case 'file':
      return door.create(directory, name, object.mode, as);
    case 'directory':
      return door.mkdir(directory, name, object.mode, as);
    case 'special':
      return door.mknod(directory, name, object.mode, object.rdev, as);
    case 'symlink':
      return door.symlink(directory, name, object.target ?? '', as);
    default:
      return object.kind satisfies never;
  }
}

/** ovl_create_over_whiteout(): a directory changes places with the whiteout, and is opaque: what is below must not show. */
function overWhiteout(
  overlay: Overlay,
  upper: RealPath,
  name: string,
  isDir: boolean,
  makeIn: (work: RealPath, temporary: string) => RealPath,
): RealPath {
  const { door } = overlay;
  const work = overlay.workDirectory();
  const temporary = overlay.whiteouts.temporaryName();
  door.lookup(work, temporary);
  const made = makeIn(work, temporary);
  try {
    if (isDir) {
      door.setxattr(made, door.own.opaque, opaqueYes, 0);
      door.rename(work, temporary, upper, name, flag.RENAME_EXCHANGE);
      cleanUp(overlay, work, temporary, false);
    } else door.rename(work, temporary, upper, name, 0);
  } catch (error) {
    cleanUp(overlay, work, temporary, isDir);
    throw error;
  }
  return { ...made, layer: upper.layer, path: join(upper.path, name) };
}

function newInode(
  overlay: Overlay,
  parent: MergedInode,
  name: string,
  isDirectory: boolean,
  isOpaque: boolean,
  made: RealPath,
): MergedInode {
  const seed = { ...pureUpper, parent: parent.node, name, isDirectory, isOpaque, upper: made.node };
  const known = overlay.inodes.find(upperKey(made.node));
  return known === undefined || known.held > 0 ? overlay.inodes.add(seed) : overlay.inodes.change(known.node, seed);
}

/** ovl_link() */
export function linkObject(overlay: Overlay, node: NodeId, directory: NodeId, name: string): void {
  overlay.requireUpper();
  const found = lookupName(overlay, overlay.inode(directory), name);
  if (found.inode !== undefined) fail('EEXIST');
  copyUp(overlay, overlay.inode(node));
  const parent = copyUp(overlay, overlay.inode(directory));
  const old = beginNlink(overlay, overlay.inode(node));
  // Its data is to be found by either name.
  if (old.isMetacopy) setRedirect(overlay, old, false);
  const upper = overlay.upperOf(parent);
  if (overlay.hasOrigin(old)) setImpure(overlay, upper);
  const real = overlay.upperOf(old);
  if (found.overWhiteout)
    overWhiteout(overlay, upper, name, false, (work, temporary) => overlay.door.link(real, work, temporary));
  else overlay.door.link(real, upper, name);
  const now = overlay.inode(node);
  if (now.isIndexed) overlay.inodes.change(node, { nlink: now.nlink + 1 });
  // A nameless file has its first name now.
  if (old.name.startsWith('#tmpfile')) overlay.inodes.change(old.node, { parent: parent.node, name });
  dropIndexIfUnused(overlay, overlay.inode(node));
}
