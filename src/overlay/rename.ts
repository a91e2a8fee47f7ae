// rename: within upper, after both sides are there; where the old name shows something below, the rename leaves a whiteout. A
// directory that a lower layer has a part in moves with a redirect to it, or, where none may be made, not at all: EXDEV
// (ovl_rename, fs/overlayfs/dir.c).
import { fail, SyscallError } from '../abi/errno.ts';
import * as flag from '../abi/flags.ts';
import type { NodeId } from '../vfs/file-system.ts';
import { cleanUp } from './clean-up.ts';
import { copyUp } from './copy-up.ts';
import type { MergedInode } from './inodes.ts';
import { type Found, lookupName, lowerHas } from './lookup.ts';
import { setImpure } from './origin.ts';
import type { Overlay } from './overlay.ts';
import type { RealPath } from './real.ts';
import { setRedirect } from './redirect.ts';
import { beginNlink, clearEmpty, dropNlink, isPureUpper, opaqueYes, requireEmpty } from './remove.ts';

/** One side of a rename. */
interface Side {
  readonly directory: NodeId;
  readonly name: string;
}

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
  const from = { directory: oldDirectory, name: oldName };
  const to = { directory: newDirectory, name: newName };
  const old = lookupName(overlay, overlay.inode(oldDirectory), oldName).inode ?? fail('ENOENT');
  const target = lookupName(overlay, overlay.inode(newDirectory), newName);
  const exchanged = (flags & flag.RENAME_EXCHANGE) !== 0 ? target.inode : undefined;
  if (!canMove(overlay, old) || (exchanged !== undefined && !canMove(overlay, exchanged))) fail('EXDEV');
  if (exchanged !== undefined) exchange(overlay, from, to, old, exchanged);
  else move(overlay, from, to, old, target);
}

/** ovl_can_move(): a directory moves where upper has all of it, or can say where the rest is. */
function canMove(overlay: Overlay, inode: MergedInode): boolean {
  return overlay.config.redirectMode === 'on' || !inode.isDirectory || !isMergeOrLower(inode);
}

/** ovl_type_merge_or_lower() */
function isMergeOrLower(inode: MergedInode): boolean {
  if (inode.upper === undefined) return true;
  return inode.lower.length > 0 && (inode.isDirectory || inode.isMetacopy);
}

function exchange(overlay: Overlay, from: Side, to: Side, old: MergedInode, other: MergedInode): void {
  const first = copyUp(overlay, old);
  const [oldUpper, newUpper] = upperParents(overlay, from, to);
  const second = copyUp(overlay, other);
  if (from.directory !== to.directory) {
    if (overlay.hasOrigin(first)) setImpure(overlay, newUpper);
    if (overlay.hasOrigin(second)) setImpure(overlay, oldUpper);
  }
  requireSame(overlay, oldUpper, from.name, first);
  requireSame(overlay, newUpper, to.name, second);
  if (first.upper === second.upper) return;
  prepare(overlay, first, from, to);
  prepare(overlay, second, to, from);
  overlay.door.rename(oldUpper, from.name, newUpper, to.name, flag.RENAME_EXCHANGE);
  overlay.inodes.change(first.node, { parent: to.directory, name: to.name });
  overlay.inodes.change(second.node, { parent: from.directory, name: from.name });
}

function move(overlay: Overlay, from: Side, to: Side, old: MergedInode, target: Found): void {
  const { door } = overlay;
  const replaced = target.inode;
  const whiteouts = replaced?.isDirectory === true && !isPureUpper(replaced) ? requireEmpty(overlay, replaced) : [];
  const { realFlags, leavesWhiteout } = flagsOf(overlay, from, old, target);
  const moved = copyUp(overlay, old);
  const [oldUpper, newUpper] = upperParents(overlay, from, to);
  const counted = replaced === undefined ? undefined : beginNlink(overlay, overlay.inode(replaced.node));
  if (counted?.upper !== undefined && whiteouts.length > 0) {
    clearEmpty(overlay, counted, newUpper, overlay.upperOf(counted), to.name, whiteouts);
  }
  if (from.directory !== to.directory && overlay.hasOrigin(moved)) setImpure(overlay, newUpper);
  requireSame(overlay, oldUpper, from.name, moved);
  const there = door.lookup(newUpper, to.name);
  // Two names of one inode: there is nothing to do.
  if (there !== undefined && there.node === moved.upper) return;
  const isLast = counted !== undefined && isLastName(counted, newUpper);
  prepare(overlay, moved, from, to);
  door.rename(oldUpper, from.name, newUpper, to.name, realFlags);
  if (leavesWhiteout) cleanUp(overlay, oldUpper, from.name, false);
  overlay.inodes.change(moved.node, { parent: to.directory, name: to.name });
  if (counted === undefined) return;
  dropNlink(overlay, counted.node, counted.isDirectory);
  if (isLast && overlay.inode(counted.node).held === 0) overlay.inodes.remove(counted.node);
}

/** `leavesWhiteout`: the whiteout that was at the new name comes to the old one, where it hides nothing. */
function flagsOf(
  overlay: Overlay,
  from: Side,
  old: MergedInode,
  target: Found,
): { readonly realFlags: number; readonly leavesWhiteout: boolean } {
  const showsBelow = old.upper === undefined || lowerHas(overlay, overlay.inode(from.directory), from.name);
  if (showsBelow) {
    return { realFlags: target.overWhiteout ? flag.RENAME_EXCHANGE : flag.RENAME_WHITEOUT, leavesWhiteout: false };
  }
  // A directory cannot take a device's place: the two change places.
  const changes = old.isDirectory && target.overWhiteout;
  return { realFlags: changes ? flag.RENAME_EXCHANGE : 0, leavesWhiteout: changes };
}

function upperParents(overlay: Overlay, from: Side, to: Side): readonly [RealPath, RealPath] {
  copyUp(overlay, overlay.inode(to.directory));
  return [overlay.upperOf(overlay.inode(from.directory)), overlay.upperOf(overlay.inode(to.directory))];
}

/** Nobody changed upper behind the overlay. @throws ESTALE */
function requireSame(overlay: Overlay, directory: RealPath, name: string, inode: MergedInode): void {
  if (overlay.door.lookup(directory, name)?.node !== inode.upper) fail('ESTALE');
}

/** What the inode's attributes must say before it stands at another place. @throws EXDEV */
function prepare(overlay: Overlay, inode: MergedInode, from: Side, to: Side): void {
  if (isMergeOrLower(inode)) {
    setRedirect(overlay, inode, from.directory === to.directory);
    return;
  }
  // A directory that moves into a merged one must not be merged with what has its new name below.
  if (!inode.isDirectory || inode.isOpaque || !overlay.isMerge(overlay.inode(to.directory))) return;
  try {
    overlay.door.setxattr(overlay.upperOf(inode), overlay.door.own.opaque, opaqueYes, 0);
  } catch (error) {
    // mv(1) then copies it.
    if (error instanceof SyscallError) fail('EXDEV');
    throw error;
  }
  overlay.inodes.change(inode.node, { isOpaque: true });
}

function isLastName(replaced: MergedInode, upper: RealPath): boolean {
  return replaced.upper === undefined || replaced.isDirectory || upper.fs.getattr(replaced.upper).nlink === 1;
}
