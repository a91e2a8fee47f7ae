// unlink and rmdir: what only upper has is removed; what a lower has too is covered by a whiteout. A merged directory that holds
// whiteouts is first changed for an empty opaque one, so that no moment shows what they hid (ovl_do_remove, fs/overlayfs/dir.c).
import { fail } from '../abi/errno.ts';
import * as flag from '../abi/flags.ts';
import type { NodeId } from '../vfs/file-system.ts';
import { cleanUp } from './clean-up.ts';
import { copyUp, copyXattrs, setAttributes } from './copy-up.ts';
import { dropIndexIfUnused, needsIndex, writeNlink } from './inode-index.ts';
import type { MergedInode } from './inodes.ts';
import { lookupName, lowerHas } from './lookup.ts';
import type { Overlay } from './overlay.ts';
import { join, type RealPath } from './real.ts';
import { readMerged } from './readdir.ts';
import { encodeBytes } from '../abi/bytes.ts';

export const opaqueYes = encodeBytes('y');

export function removeObject(overlay: Overlay, directory: NodeId, name: string, isDir: boolean): void {
  overlay.requireUpper();
  const { door } = overlay;
  const parent = overlay.inode(directory);
  const inode = lookupName(overlay, parent, name).inode ?? fail('ENOENT');
  const hasLower = inode.upper === undefined ? true : lowerHas(overlay, parent, name);
  const whiteouts = isDir && (hasLower || !isPureUpper(inode)) ? requireEmpty(overlay, inode) : [];
  const upperParent = overlay.upperOf(copyUp(overlay, parent));
  const counted = beginNlink(overlay, overlay.inode(inode.node));
  let upper = counted.upper === undefined ? undefined : overlay.upperOf(counted);
  if (upper !== undefined && whiteouts.length > 0)
    upper = clearEmpty(overlay, counted, upperParent, upper, name, whiteouts);
  const found = door.lookup(upperParent, name);
  // Somebody changed upper behind the overlay.
  if (upper?.node !== found?.node) fail('ESTALE');
  const isLast = isDir || upper === undefined || upper.fs.getattr(upper.node).nlink === 1;
  if (!hasLower) {
    if (isDir) door.rmdir(upperParent, name);
    else door.unlink(upperParent, name);
  } else
    door.during('whiteout', () => {
      overlay.whiteOut(upperParent, name, upper !== undefined && isDir);
    });
  dropNlink(overlay, inode.node, isDir);
  // An inode that is open lives on until it is closed.
  if (isLast && overlay.inode(inode.node).held === 0) overlay.inodes.remove(inode.node);
}

export function isPureUpper(inode: MergedInode): boolean {
  return inode.upper !== undefined && inode.lower.length === 0;
}

/**
 * ovl_nlink_start(): before a name comes or goes, what the index has of the inode is brought to where a crash leaves it right. Of a
 * lower hard link there is nothing yet: it is copied up for that.
 */
export function beginNlink(overlay: Overlay, inode: MergedInode): MergedInode {
  const counted = needsIndex(overlay, inode) ? copyUp(overlay, inode) : inode;
  if (counted.isIndexed && !counted.isDirectory) writeNlink(overlay, counted, 'upper');
  return counted;
}

/** A name is gone: ovl_drop_nlink() or clear_nlink(), and ovl_nlink_end(). */
export function dropNlink(overlay: Overlay, node: NodeId, isDir: boolean): void {
  const inode = overlay.inode(node);
  if (!inode.isIndexed) return;
  dropIndexIfUnused(overlay, overlay.inodes.change(node, { nlink: isDir ? 0 : Math.max(0, inode.nlink - 1) }));
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
    door.setxattr(opaque, door.own.opaque, opaqueYes, 0);
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
  overlay.become(inode.node, { upper: opaque.node, lower: [], isOpaque: true, redirect: undefined });
  return { ...opaque, layer: upperParent.layer, path: join(upperParent.path, name) };
}
