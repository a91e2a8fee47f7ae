// copy_up: what is on a lower layer is made on upper before it is changed, parents first. It is prepared where nobody sees it,
// as a nameless file or in the work directory, and appears whole (fs/overlayfs/copy_up.c).
import { fail, SyscallError } from '../abi/errno.ts';
import * as flag from '../abi/flags.ts';
import { isDirectory, isRegular, isSymlink, S_IFMT } from '../abi/mode.ts';
import { XATTR_NAME_CAPS } from '../abi/xattr.ts';
import type { Attributes, OpenFile } from '../vfs/file-system.ts';
import { cleanUp } from './clean-up.ts';
import { createDirectoryIndex, dropDirectoryIndex, indexName, needsIndex, writeNlink } from './inode-index.ts';
import type { MergedInode } from './inodes.ts';
import { findData } from './metacopy.ts';
import { setImpure, setOrigin } from './origin.ts';
import type { Overlay } from './overlay.ts';
import { join, type RealPath } from './real.ts';

/** OVL_COPY_UP_CHUNK_SIZE: holes are looked for once a MiB. */
const copyUpChunk = 1 << 20;

/** What the inode is copied up for: its data may not be wanted yet, or not any more. */
export type CopyUpReason = 'metadata' | 'data' | 'truncate';

/**
 * The inode, in upper, by the name that it was reached by.
 *
 * @throws EROFS ENOSPC EIO (a metacopy without its data) and what the layers say
 */
export function copyUp(overlay: Overlay, inode: MergedInode, reason: CopyUpReason = 'metadata'): MergedInode {
  if (isCopiedUp(overlay, inode, reason)) return inode;
  overlay.requireUpper();
  return overlay.door.during('copy_up', () => {
    const known = findData(overlay, inode);
    const chain: MergedInode[] = [];
    for (let at = overlay.inode(inode.parent); at.upper === undefined; at = overlay.inode(at.parent)) chain.push(at);
    for (const one of chain.reverse()) copyUpOne(overlay, one, 'metadata');
    return copyUpOne(overlay, known, reason);
  });
}

/** ovl_already_copied_up() */
function isCopiedUp(overlay: Overlay, inode: MergedInode, reason: CopyUpReason): boolean {
  return inode.upper !== undefined && hasUpperName(overlay, inode) && (reason === 'metadata' || !inode.isMetacopy);
}

/** Is its name in upper? Of an indexed one upper may know other names alone. */
function hasUpperName(overlay: Overlay, inode: MergedInode): boolean {
  if (!inode.isIndexed || inode.isDirectory) return true;
  const { upper } = overlay.inode(inode.parent);
  return upper !== undefined && overlay.layer(0).fs.lookup(upper, inode.name) === inode.upper;
}

function copyUpOne(overlay: Overlay, given: MergedInode, reason: CopyUpReason): MergedInode {
  try {
    return copyUpSteps(overlay, given, reason);
  } catch (error) {
    // Half-done work is undone, the error goes on.
    if (given.upper === undefined && !given.isDirectory) undoIndexed(overlay, given);
    throw error;
  }
}

/**
 * Differs from Linux: with nfs_export an entry of the index that never got a name in upper stays there, the next mount takes it for an
 * orphan, and the lower file cannot be looked up any more.
 */
function undoIndexed(overlay: Overlay, before: MergedInode): void {
  const { index } = overlay;
  const { isIndexed, upper } = overlay.inode(before.node);
  if (index === undefined || !overlay.config.nfsExport || !isIndexed || upper === undefined) return;
  if (index.fs.getattr(upper).nlink !== 1) return;
  cleanUp(overlay, index, indexName(overlay, overlay.realOf(before)), false);
  const { isMetacopy, hasDigest } = before;
  overlay.become(before.node, { upper: undefined, isMetacopy, hasDigest, isIndexed: false, nlink: 0 });
}

function copyUpSteps(overlay: Overlay, given: MergedInode, reason: CopyUpReason): MergedInode {
  const { door } = overlay;
  const directory = overlay.upperOf(overlay.inode(given.parent));
  // Of this moment: what is made in upper changes the parent's times.
  const parentTimes = timesOf(directory.fs.getattr(directory.node));
  let inode = given;
  if (inode.upper === undefined) inode = make(overlay, inode, reason, directory, parentTimes);
  if (!hasUpperName(overlay, inode)) {
    // ovl_link_up(): the count is kept right whichever of the steps is the last one.
    setImpure(overlay, directory);
    writeNlink(overlay, inode, 'lower');
    door.lookup(directory, inode.name);
    door.link(overlay.upperOf(inode), directory, inode.name);
    restoreTimes(overlay, directory, parentTimes);
    writeNlink(overlay, inode, 'upper');
  }
  return reason !== 'metadata' && inode.isMetacopy ? copyUpData(overlay, inode, reason) : inode;
}

/** What is being made of which lower inode. */
interface Copy {
  readonly inode: MergedInode;
  readonly lower: RealPath;
  readonly attributes: Attributes;
  /** Upper files of one lower inode are files of their own, unless they are indexed: none of them may have its number. */
  readonly keepsOrigin: boolean;
  readonly isMetacopy: boolean;
  /** Bytes of data: none where it is about to go. */
  readonly size: number;
  /** Where it is prepared, and where it goes. */
  readonly work: RealPath;
  readonly target: RealPath;
  readonly name: string;
  readonly indexesDirectory: boolean;
  /** All of it is synced, and not its data alone. */
  readonly syncsAll: boolean;
}

/** ovl_do_copy_up() */
function make(
  overlay: Overlay,
  inode: MergedInode,
  reason: CopyUpReason,
  directory: RealPath,
  parentTimes: ReturnType<typeof timesOf>,
): MergedInode {
  const lower = overlay.realOf(inode);
  const attributes: Attributes = { ...lower.fs.getattr(lower.node) };
  const { mode } = attributes;
  const isDir = isDirectory(mode);
  const isIndexed = needsIndex(overlay, inode);
  const index = isIndexed ? overlay.index : undefined;
  const toIndex = index !== undefined && !isDir;
  if (!toIndex) setImpure(overlay, directory);
  const copy: Copy = {
    inode,
    lower,
    attributes,
    keepsOrigin: isDir || attributes.nlink === 1 || toIndex,
    isMetacopy: isRegular(mode) && reason === 'metadata' && wantsMetacopy(overlay),
    size: reason === 'truncate' ? 0 : attributes.size,
    work: overlay.workDirectory(),
    target: toIndex ? index : directory,
    name: toIndex ? indexName(overlay, lower) : inode.name,
    indexesDirectory: index !== undefined && isDir,
    syncsAll: overlay.config.fsync === 'strict' && (isDir || isRegular(mode)),
  };
  const made =
    isRegular(mode) && directory.fs.supportsTmpfile ? throughTmpfile(overlay, copy) : throughWork(overlay, copy);
  const changed = overlay.become(inode.node, {
    upper: made.node,
    isMetacopy: copy.isMetacopy,
    hasDigest: copy.isMetacopy ? inode.hasDigest : false,
    isIndexed,
    nlink: isIndexed ? (isDir ? 1 : attributes.nlink) : 0,
  });
  if (toIndex) writeNlink(overlay, changed, 'upper');
  else restoreTimes(overlay, directory, parentTimes);
  return changed;
}

/** ovl_need_meta_copy_up(). Where a digest is required a metacopy needs one, and no file system here makes any. */
function wantsMetacopy(overlay: Overlay): boolean {
  return overlay.config.metacopy && overlay.config.verity !== 'require';
}

/** The parent is as it was: that something was copied up in it is nobody's business. Best effort. */
function restoreTimes(overlay: Overlay, directory: RealPath, times: ReturnType<typeof timesOf>): void {
  try {
    overlay.door.notifyChange(directory, times);
  } catch (error) {
    // The copy is there, and right.
    if (!(error instanceof SyscallError)) throw error;
  }
}

/** ovl_copy_up_tmpfile() */
function throughTmpfile(overlay: Overlay, copy: Copy): RealPath {
  const { door } = overlay;
  const { file, path } = door.tmpfile(copy.work, copy.attributes.mode, flag.O_RDWR, door.credentials);
  try {
    if (!copy.isMetacopy) copyData(overlay, copy.inode, path, file, copy.size, !copy.syncsAll);
    copyMetadata(overlay, copy, path);
    door.lookup(copy.target, copy.name);
    return door.link(path, copy.target, copy.name);
  } finally {
    // Without a name by now it is gone with this.
    file.fs.release(file.node);
  }
}

/** ovl_copy_up_workdir(): made under a temporary name, renamed into its place. */
function throughWork(overlay: Overlay, copy: Copy): RealPath {
  const { door } = overlay;
  const { work } = copy;
  const name = overlay.whiteouts.temporaryName();
  door.lookup(work, name);
  const { mode, rdev } = copy.attributes;
  let temporary: RealPath;
  if (isDirectory(mode)) temporary = door.mkdir(work, name, 0, door.credentials);
  else if (isSymlink(mode)) temporary = door.symlink(work, name, door.readlink(copy.lower), door.credentials);
  else if (isRegular(mode)) temporary = door.create(work, name, 0, door.credentials);
  else temporary = door.mknod(work, name, mode & S_IFMT, rdev, door.credentials);
  try {
    if (isRegular(mode) && !copy.isMetacopy) {
      copyData(overlay, copy.inode, temporary, door.open(temporary, flag.O_WRONLY, false), copy.size, !copy.syncsAll);
    }
    if (copy.indexesDirectory) createDirectoryIndex(overlay, copy.lower, temporary);
    copyMetadata(overlay, copy, temporary);
    door.lookup(copy.target, copy.name);
    door.rename(work, name, copy.target, copy.name, 0);
  } catch (error) {
    cleanUp(overlay, work, name, isDirectory(mode));
    // Differs from Linux: there the entry stays, and the directory cannot be looked up any more.
    if (copy.indexesDirectory) dropDirectoryIndex(overlay, copy.lower);
    throw error;
  }
  return { ...temporary, layer: copy.target.layer, path: join(copy.target.path, copy.name) };
}

/** ovl_copy_up_meta_inode_data(): a metacopy is given its data. */
function copyUpData(overlay: Overlay, inode: MergedInode, reason: CopyUpReason): MergedInode {
  const { door } = overlay;
  const upper = overlay.upperOf(inode);
  const { size } = upper.fs.getattr(upper.node);
  const wanted = reason === 'truncate' ? 0 : size;
  // A write takes it away.
  const capability = wanted === 0 ? undefined : door.getxattr(upper, XATTR_NAME_CAPS);
  copyData(overlay, inode, upper, door.open(upper, flag.O_WRONLY), wanted, true);
  if (capability !== undefined) door.setxattr(upper, XATTR_NAME_CAPS, capability, 0);
  door.removexattr(upper, door.own.metacopy);
  return overlay.become(inode.node, { isMetacopy: false, hasDigest: false });
}

/** ovl_copy_up_file(): holes are skipped, but only where one reaches into a new MiB. */
function copyData(
  overlay: Overlay,
  inode: MergedInode,
  target: RealPath,
  file: OpenFile,
  size: number,
  syncs: boolean,
): void {
  const { door } = overlay;
  if (size === 0) return;
  const last = inode.lower.at(-1) ?? fail('EIO');
  const lower = overlay.onLayer(inode, last);
  const source = door.open(lower, flag.O_RDONLY | flag.O_NOATIME);
  let position = 0;
  let data = -1;
  let skipsHoles = true;
  // Ranges that adjoin are told as one: the pieces are an artefact of how it is copied.
  let begin = 0;
  const flush = (end: number): void => {
    if (end === begin) return;
    const splice = door.spliceRead(lower, source, begin, end - begin);
    door.spliceWrite(target, file, begin, splice);
  };
  while (position < size) {
    if (skipsHoles && data < position) {
      try {
        data = door.seek(lower, source, position, 'SEEK_DATA');
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        // ENXIO: nothing but a hole to the end. Anything else: the file system does not say where holes are.
        if (error.errno === 'ENXIO') break;
        skipsHoles = false;
        continue;
      }
      if (data > position) {
        flush(position);
        position = data;
        begin = data;
        continue;
      }
    }
    position += Math.min(copyUpChunk, size - position);
  }
  flush(position);
  if (syncs && overlay.config.fsync !== 'volatile') door.fsync(target, file, false);
}

/** ovl_copy_up_metadata(): attributes, origin, size, mode, owner, times. Times are last: all else would change them. */
function copyMetadata(overlay: Overlay, copy: Copy, target: RealPath): void {
  const { door } = overlay;
  copyXattrs(overlay, copy.lower, target);
  if (copy.keepsOrigin) setOrigin(overlay, copy.lower, target);
  if (copy.isMetacopy) door.setxattr(target, door.own.metacopy, new Uint8Array(0), 0);
  if (isRegular(copy.attributes.mode)) door.notifyChange(target, { size: copy.size });
  setAttributes(overlay, target, copy.attributes);
  if (copy.syncsAll) door.fsync(target, door.open(target, flag.O_RDONLY, false), false);
}

/** ovl_set_attr() */
export function setAttributes(overlay: Overlay, target: RealPath, attributes: Attributes): void {
  const { door } = overlay;
  if (!isSymlink(attributes.mode)) door.notifyChange(target, { mode: attributes.mode });
  door.notifyChange(target, { uid: attributes.uid, gid: attributes.gid });
  door.notifyChange(target, timesOf(attributes));
}

export function copyXattrs(overlay: Overlay, from: RealPath, to: RealPath): void {
  const { door } = overlay;
  for (const name of door.listxattr(from)) {
    if (door.own.isOwn(name)) continue;
    const value = door.getxattr(from, name);
    if (value === undefined) continue;
    try {
      door.setxattr(to, name, value, 0);
    } catch (error) {
      // What upper cannot keep is left behind, save what protects the file (ovl_must_copy_xattr).
      const must = name.startsWith('security.') || name.startsWith('system.posix_acl_');
      if (must || !(error instanceof SyscallError) || error.errno !== 'EOPNOTSUPP') throw error;
    }
  }
}

export function timesOf({ atimeNs, mtimeNs }: Attributes): { readonly atimeNs: bigint; readonly mtimeNs: bigint } {
  return { atimeNs, mtimeNs };
}
