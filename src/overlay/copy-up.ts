// copy_up: what is on a lower layer is made on upper before it is changed, parents first. It is prepared where nobody sees it,
// as a nameless file or in the work directory, and appears whole (fs/overlayfs/copy_up.c).
import { SyscallError } from '../abi/errno.ts';
import * as flag from '../abi/flags.ts';
import { isDirectory, isRegular, isSymlink, S_IFMT } from '../abi/mode.ts';
import type { Attributes, OpenFile } from '../vfs/file-system.ts';
import type { MergedInode } from './inodes.ts';
import { setImpure, setOrigin } from './origin.ts';
import type { Overlay } from './overlay.ts';
import { join, type RealPath } from './real.ts';
import { isOwnXattr } from './xattrs.ts';

/** OVL_COPY_UP_CHUNK_SIZE: holes are looked for once a MiB. */
const copyUpChunk = 1 << 20;

/** The inode, in upper. `truncates`: its data is about to go, so none is copied. @throws EROFS ENOSPC and what the layers say */
export function copyUp(overlay: Overlay, inode: MergedInode, truncates = false): MergedInode {
  if (inode.upper !== undefined) return inode;
  overlay.requireUpper();
  return overlay.door.during('copy_up', () => {
    const chain: MergedInode[] = [];
    for (let at = inode; at.upper === undefined; at = overlay.inode(at.parent)) chain.push(at);
    let result = inode;
    for (const one of chain.reverse()) result = copyUpOne(overlay, one, truncates && one === inode);
    return result;
  });
}

function copyUpOne(overlay: Overlay, inode: MergedInode, truncates: boolean): MergedInode {
  const { door } = overlay;
  const parent = overlay.inode(inode.parent);
  const directory = overlay.upperOf(parent);
  const lower = overlay.realOf(inode);
  // Of this moment: what is made in upper changes the parent's times.
  const attributes: Attributes = { ...lower.fs.getattr(lower.node) };
  const parentTimes = timesOf(directory.fs.getattr(directory.node));
  // Upper files of one lower inode are files of their own: none of them may have its number.
  const keepsOrigin = isDirectory(attributes.mode) || attributes.nlink === 1;
  setImpure(overlay, directory);
  const made =
    isRegular(attributes.mode) && directory.fs.supportsTmpfile
      ? throughTmpfile(overlay, inode, lower, attributes, keepsOrigin, truncates, directory)
      : throughWork(overlay, inode, lower, attributes, keepsOrigin, truncates, directory);
  door.notifyChange(directory, parentTimes);
  return overlay.become(inode.node, { upper: made.node, hasOrigin: keepsOrigin });
}

/** ovl_copy_up_tmpfile() */
function throughTmpfile(
  overlay: Overlay,
  inode: MergedInode,
  lower: RealPath,
  attributes: Attributes,
  keepsOrigin: boolean,
  truncates: boolean,
  directory: RealPath,
): RealPath {
  const { door } = overlay;
  const { file, path } = door.tmpfile(overlay.workDirectory(), attributes.mode, flag.O_RDWR, door.credentials);
  try {
    copyData(overlay, lower, path, file, truncates ? 0 : attributes.size);
    copyMetadata(overlay, lower, path, attributes, keepsOrigin, truncates ? 0 : attributes.size);
    door.lookup(directory, inode.name);
    return door.link(path, directory, inode.name);
  } finally {
    // Without a name by now it is gone with this.
    file.fs.release(file.node);
  }
}

/** ovl_copy_up_workdir(): made under a temporary name, renamed into its place. */
function throughWork(
  overlay: Overlay,
  inode: MergedInode,
  lower: RealPath,
  attributes: Attributes,
  keepsOrigin: boolean,
  truncates: boolean,
  directory: RealPath,
): RealPath {
  const { door } = overlay;
  const work = overlay.workDirectory();
  const name = overlay.whiteouts.temporaryName();
  door.lookup(work, name);
  const { mode, rdev } = attributes;
  let temporary: RealPath;
  if (isDirectory(mode)) temporary = door.mkdir(work, name, 0, door.credentials);
  else if (isSymlink(mode)) temporary = door.symlink(work, name, door.readlink(lower), door.credentials);
  else if (isRegular(mode)) temporary = door.create(work, name, 0, door.credentials);
  else temporary = door.mknod(work, name, mode & S_IFMT, rdev, door.credentials);
  try {
    if (isRegular(mode))
      copyData(overlay, lower, temporary, door.open(temporary, flag.O_WRONLY, false), truncates ? 0 : attributes.size);
    copyMetadata(overlay, lower, temporary, attributes, keepsOrigin, truncates ? 0 : attributes.size);
    door.lookup(directory, inode.name);
    door.rename(work, name, directory, inode.name, 0);
  } catch (error) {
    cleanUp(overlay, work, name, isDirectory(mode));
    throw error;
  }
  return { ...temporary, layer: directory.layer, path: join(directory.path, inode.name) };
}

/** Takes away what was half made. It may be gone already; the first error is the one to tell (ovl_cleanup). */
export function cleanUp(overlay: Overlay, directory: RealPath, name: string, isDir: boolean): void {
  try {
    if (isDir) overlay.door.rmdir(directory, name);
    else overlay.door.unlink(directory, name);
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
  }
}

/** ovl_copy_up_file(): holes are skipped, but only where one reaches into a new MiB. */
function copyData(overlay: Overlay, lower: RealPath, target: RealPath, file: OpenFile, size: number): void {
  const { door } = overlay;
  if (size === 0) return;
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
  door.fsync(target, file, false);
}

/** ovl_copy_up_metadata(): attributes, origin, size, mode, owner, times. Times are last: all else would change them. */
function copyMetadata(
  overlay: Overlay,
  lower: RealPath,
  target: RealPath,
  attributes: Attributes,
  keepsOrigin: boolean,
  size: number,
): void {
  const { door } = overlay;
  copyXattrs(overlay, lower, target);
  if (keepsOrigin) setOrigin(overlay, lower, target);
  if (isRegular(attributes.mode)) door.notifyChange(target, { size });
  setAttributes(overlay, target, attributes);
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
    if (isOwnXattr(name)) continue;
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
