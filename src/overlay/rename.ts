// rename: within upper, after both sides are there; where the old name shows something below, the rename leaves a whiteout. A
// directory that a lower layer has a part in does not move: EXDEV (ovl_rename, fs/overlayfs/dir.c).
import { fail } from '../abi/errno.ts';
import * as flag from '../abi/flags.ts';
import type { NodeId } from '../vfs/file-system.ts';
import { cleanUp, copyUp } from './copy-up.ts';
import { opaqueYes } from './create.ts';
import type { MergedInode } from './inodes.ts';
import { isOpaque, lookupName, lowerHas } from './lookup.ts';
import { setImpure } from './origin.ts';
import type { Overlay } from './overlay.ts';
import type { RealPath } from './real.ts';
import { clearEmpty, requireEmpty } from './remove.ts';
import { OVL_XATTR_OPAQUE } from './xattrs.ts';

export function renameObject(
  overlay: Overlay,
  oldDirectory: NodeId,
  oldName: string,
  newDirectory: NodeId,
  newName: string,
  flags: number,
): void {
  if ((flags & ~(flag.RENAME_EXCHANGE | flag.RENAME_NOREPLACE)) !== 0) fail('EINVAL');
  overlay.requireUpper();
  const { door } = overlay;
  const exchange = (flags & flag.RENAME_EXCHANGE) !== 0;
  const oldParent = overlay.inode(oldDirectory);
  const newParent = overlay.inode(newDirectory);
  const old = lookupName(overlay, oldParent, oldName).inode ?? fail('ENOENT');
  const target = lookupName(overlay, newParent, newName);
  if (!canMove(overlay, old) || (exchange && target.inode !== undefined && !canMove(overlay, target.inode)))
    fail('EXDEV');
  const replaced = exchange ? undefined : target.inode;
  const whiteouts = replaced?.isDirectory === true && !isPureUpper(replaced) ? requireEmpty(overlay, replaced) : [];
  let realFlags = exchange ? flag.RENAME_EXCHANGE : 0;
  let leavesWhiteoutBehind = false;
  if (!exchange) {
    if (old.upper === undefined || lowerHas(overlay, oldParent, oldName)) {
      realFlags |= target.overWhiteout ? flag.RENAME_EXCHANGE : flag.RENAME_WHITEOUT;
    } else if (old.isDirectory && target.overWhiteout) {
      // The whiteout comes to the old name, where it hides nothing.
      realFlags |= flag.RENAME_EXCHANGE;
      leavesWhiteoutBehind = true;
    }
  }
  const moved = copyUp(overlay, old);
  const oldUpper = overlay.upperOf(copyUp(overlay, overlay.inode(oldDirectory)));
  const newUpper = overlay.upperOf(copyUp(overlay, overlay.inode(newDirectory)));
  const other = exchange && target.inode !== undefined ? copyUp(overlay, target.inode) : undefined;
  if (replaced !== undefined && whiteouts.length > 0 && replaced.upper !== undefined) {
    clearEmpty(overlay, replaced, newUpper, overlay.upperOf(replaced), newName, whiteouts);
  }
  if (oldDirectory !== newDirectory) {
    if (moved.hasOrigin) setImpure(overlay, newUpper);
    if (other?.hasOrigin === true) setImpure(overlay, oldUpper);
  }
  if (door.lookup(oldUpper, oldName)?.node !== moved.upper) fail('ESTALE');
  door.lookup(newUpper, newName);
  const isLast = replaced !== undefined && isLastName(replaced, newUpper);
  makeOpaque(overlay, moved, newParent);
  if (other !== undefined) makeOpaque(overlay, other, oldParent);
  // A lower directory that is replaced has nothing in upper to replace.
  door.rename(oldUpper, oldName, newUpper, newName, realFlags);
  if (leavesWhiteoutBehind) cleanUp(overlay, oldUpper, oldName, false);
  overlay.inodes.change(moved.node, { parent: newDirectory, name: newName });
  if (other !== undefined) overlay.inodes.change(other.node, { parent: oldDirectory, name: oldName });
  if (replaced !== undefined && isLast && overlay.inode(replaced.node).held === 0) overlay.inodes.remove(replaced.node);
}

function isLastName(replaced: MergedInode, upper: RealPath): boolean {
  return replaced.upper === undefined || replaced.isDirectory || upper.fs.getattr(replaced.upper).nlink === 1;
}

/** ovl_can_move(): a directory moves only where upper has all of it (redirect_dir is off). */
function canMove(_overlay: Overlay, inode: MergedInode): boolean {
  return !inode.isDirectory || isPureUpper(inode);
}

function isPureUpper(inode: MergedInode): boolean {
  return inode.upper !== undefined && inode.lower.length === 0;
}

/** A directory that moves into a merged one must not be merged with what has its new name below. */
function makeOpaque(overlay: Overlay, inode: MergedInode, newParent: MergedInode): void {
  if (!inode.isDirectory || !overlay.isMerge(overlay.inode(newParent.node))) return;
  const real = overlay.upperOf(inode);
  if (!isOpaque(overlay, real)) overlay.door.setxattr(real, OVL_XATTR_OPAQUE, opaqueYes, 0);
}
