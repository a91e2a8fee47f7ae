// unlink and rmdir: what only upper has is removed; what a lower has too is covered by a whiteout. A merged directory that holds
// whiteouts is first changed for an empty opaque one, so that no moment shows what they hid (ovl_do_remove, fs/overlayfs/dir.c).
import { fail } from '../abi/errno.ts';
import * as flag from '../abi/flags.ts';
import type { NodeId } from '../vfs/file-system.ts';
import { cleanUp, copyUp, copyXattrs, setAttributes } from './copy-up.ts';
import { opaqueYes } from './create.ts';
import type { MergedInode } from './inodes.ts';
import { lookupName, lowerHas } from './lookup.ts';
import type { Overlay } from './overlay.ts';
import { join, type RealPath } from './real.ts';
import { readMerged } from './readdir.ts';
import { OVL_XATTR_OPAQUE } from './xattrs.ts';

export function removeObject(overlay: Overlay, directory: NodeId, name: string, isDir: boolean): void {
  overlay.requireUpper();
  const { door } = overlay;
  const parent = overlay.inode(directory);
  const inode = lookupName(overlay, parent, name).inode ?? fail('ENOENT');
  const hasLower = inode.upper === undefined ? true : lowerHas(overlay, parent, name);
  const whiteouts = isDir && (hasLower || overlay.isMerge(inode)) ? requireEmpty(overlay, inode) : [];
  const upperParent = overlay.upperOf(copyUp(overlay, parent));
  let upper = inode.upper === undefined ? undefined : overlay.upperOf(inode);
  if (upper !== undefined && whiteouts.length > 0)
    upper = clearEmpty(overlay, inode, upperParent, upper, name, whiteouts);
  const found = door.lookup(upperParent, name);
  // Somebody changed upper behind the overlay.
  if (upper?.node !== found?.node) fail('ESTALE');
  const isLast = isDir || upper === undefined || upper.fs.getattr(upper.node).nlink === 1;
  if (!hasLower) {
    if (isDir) door.rmdir(upperParent, name);
    else door.unlink(upperParent, name);
  } else
    door.during('whiteout', () => {
      coverWithWhiteout(overlay, upperParent, name, upper !== undefined && isDir);
    });
  // An inode that is open lives on until it is closed.
  if (isLast && overlay.inode(inode.node).held === 0) overlay.inodes.remove(inode.node);
}

/** Names of the whiteouts that upper's directory holds. @throws ENOTEMPTY (ovl_check_empty_dir) */
export function requireEmpty(overlay: Overlay, inode: MergedInode): readonly string[] {
  const whiteouts: string[] = [];
  for (const entry of readMerged(overlay, inode)) {
    if (entry.name === '.' || entry.name === '..') continue;
    if (!entry.isWhiteout) fail('ENOTEMPTY');
    if (entry.isUpper) whiteouts.push(entry.name);
  }
  return whiteouts;
}

/** ovl_clear_empty(): an empty opaque directory takes the place of one that holds whiteouts, which is then removed. Returns the new one. */
export function clearEmpty(
  overlay: Overlay,
  inode: MergedInode,
  upperParent: RealPath,
  upper: RealPath,
  name: string,
  whiteouts: readonly string[],
): RealPath {
  const { door } = overlay;
  const work = overlay.workDirectory();
  const attributes = { ...upper.fs.getattr(upper.node) };
  const temporary = overlay.whiteouts.temporaryName();
  door.lookup(work, temporary);
  const opaque = door.mkdir(work, temporary, attributes.mode, door.credentials);
  try {
    copyXattrs(overlay, upper, opaque);
    door.setxattr(opaque, OVL_XATTR_OPAQUE, opaqueYes, 0);
    setAttributes(overlay, opaque, attributes);
    door.rename(work, temporary, upperParent, name, flag.RENAME_EXCHANGE);
  } catch (error) {
    cleanUp(overlay, work, temporary, true);
    throw error;
  }
  const old: RealPath = { ...upper, layer: work.layer, path: join(work.path, temporary) };
  for (const whiteout of whiteouts) {
    if (door.lookup(old, whiteout) !== undefined) cleanUp(overlay, old, whiteout, false);
  }
  cleanUp(overlay, work, temporary, true);
  overlay.become(inode.node, { upper: opaque.node, lower: [], hasOrigin: false });
  return { ...opaque, layer: upperParent.layer, path: join(upperParent.path, name) };
}

/** ovl_cleanup_and_whiteout(): a directory cannot be replaced by a device, so the two change places. */
function coverWithWhiteout(overlay: Overlay, upperParent: RealPath, name: string, isDir: boolean): void {
  const { door } = overlay;
  const work = overlay.workDirectory();
  const whiteout = overlay.whiteouts.make(door, work);
  const temporary = whiteout.path.split('/').at(-1) ?? '';
  try {
    door.rename(work, temporary, upperParent, name, isDir ? flag.RENAME_EXCHANGE : 0);
  } catch (error) {
    cleanUp(overlay, work, temporary, false);
    throw error;
  }
  if (isDir) cleanUp(overlay, work, temporary, true);
}
