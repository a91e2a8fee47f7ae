// The index: a directory in work whose entries are named by the file handles of lower inodes. A lower hard link that was copied up is
// found here by its other names, so that they stay one file; with nfs_export everything that was copied up is (fs/overlayfs/namei.c,
// util.c, readdir.c). An entry is a hard link of the upper inode; of a directory, one that names the upper one by its handle.
import { decodeBytes, encodeBytes } from '../abi/bytes.ts';
import { fail, SyscallError } from '../abi/errno.ts';
import { isDirectory, S_IFMT } from '../abi/mode.ts';
import { cleanUp, minusErrno, namesIn } from './clean-up.ts';
import { checkHandle, decodeHandle, encodeHandle, fromHex, readHandle, sameHandle, toHex } from './handle.ts';
import type { MergedInode } from './inodes.ts';
import type { RealInode } from './layer.ts';
import { originOf, verifyHandle } from './origin.ts';
import type { Overlay } from './overlay.ts';
import { child, pathPair, type RealPath } from './real.ts';
import { isWhiteout } from './whiteout.ts';
import { removeOld } from './workdir.ts';

/** The name of a lower inode's entry. @throws EIO its file system makes no handles */
export function indexName(overlay: Overlay, lower: RealPath): string {
  return toHex(encodeHandle(overlay, lower, false) ?? fail('EIO'));
}

/** ovl_need_index(): is the inode one that the index has an entry of, once it is copied up? */
export function needsIndex(overlay: Overlay, inode: MergedInode): boolean {
  const first = inode.lower[0];
  if (first === undefined || overlay.index === undefined) return false;
  if (overlay.config.nfsExport) return true;
  return !inode.isDirectory && overlay.layer(first.layer).fs.getattr(first.node).nlink > 1;
}

/**
 * ovl_lookup_index(): the entry of a lower inode, if it is `upper`'s.
 *
 * @throws EIO the entry is of something else: two directories claim one, or all names of a file that is shown were removed
 */
export function lookupIndex(overlay: Overlay, upper: RealPath | undefined, origin: RealPath): RealPath | undefined {
  const { index } = overlay;
  if (index === undefined) return undefined;
  const entry = overlay.door.lookup(index, indexName(overlay, origin));
  if (entry === undefined) return undefined;
  const attributes = entry.fs.getattr(entry.node);
  const type = attributes.mode & S_IFMT;
  const originType = origin.fs.getattr(origin.node).mode & S_IFMT;
  if (isWhiteout(attributes) || type !== originType) {
    const types = `ftype=${type.toString(16)}, origin ftype=${originType.toString(16)}`;
    overlay.warn(`bad index found (index=${pathPair(entry)}, ${types}).`);
    return fail('EIO');
  }
  if (isDirectory(attributes.mode)) {
    verifyIndexedDirectory(overlay, entry, upper, origin);
    return entry;
  }
  return upper !== undefined && upper.node !== entry.node ? undefined : entry;
}

function verifyIndexedDirectory(
  overlay: Overlay,
  entry: RealPath,
  upper: RealPath | undefined,
  origin: RealPath,
): void {
  const where = `origin=${pathPair(origin)}, index=${pathPair(entry)}`;
  if (upper === undefined) {
    overlay.warn(`suspected uncovered redirected dir found (${where}).`);
    fail('EIO');
  }
  try {
    verifyHandle(overlay, entry, overlay.door.own.upper, upper, true, false);
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
    if (error.errno === 'ESTALE') {
      overlay.warn(`suspected multiply redirected dir found (upper=${pathPair(upper)}, ${where}).`);
    }
    // Whatever it was, the entry is not to be trusted.
    fail('EIO');
  }
}

/** ovl_create_index(): the entry of a directory that is being copied up, `upper`. */
export function createDirectoryIndex(overlay: Overlay, lower: RealPath, upper: RealPath): void {
  const { door } = overlay;
  const index = overlay.index ?? fail('EIO');
  const name = indexName(overlay, lower);
  const temporary = overlay.whiteouts.temporaryName();
  door.lookup(index, temporary);
  const made = door.mkdir(index, temporary, 0, door.credentials);
  try {
    door.setxattr(made, door.own.upper, encodeHandle(overlay, upper, true) ?? fail('EIO'), 0);
    door.lookup(index, name);
    door.rename(index, temporary, index, name, 0);
  } catch (error) {
    cleanUp(overlay, index, temporary, true);
    throw error;
  }
}

/** The directory was not copied up after all. */
export function dropDirectoryIndex(overlay: Overlay, lower: RealPath): void {
  const index = overlay.index ?? fail('EIO');
  const name = indexName(overlay, lower);
  if (overlay.door.lookup(index, name) !== undefined) cleanUp(overlay, index, name, true);
}

// The count of names. What is kept is the difference to one of the two inodes' own counts, so that it stays right when a crash comes
// between a change of a count and the next step.

/** ovl_get_nlink() */
export function readNlink(overlay: Overlay, lower: RealPath, upper: RealPath, fallback: number): number {
  const ownLower = lower.fs.getattr(lower.node).nlink;
  if (ownLower === 1) return fallback;
  const value = overlay.door.getxattr(upper, overlay.door.own.nlink);
  const parts = /^([LU])([+-]\d+)$/.exec(value === undefined ? '' : decodeBytes(value));
  const base = parts?.[1] === 'L' ? ownLower : upper.fs.getattr(upper.node).nlink;
  const nlink = base + Number(parts?.[2] ?? NaN);
  if (nlink > 0) return nlink;
  const error = value === undefined ? -61 : -22;
  overlay.warn(`failed to get index nlink (${pathPair(upper)}, err=${String(error)})`);
  return fallback;
}

/** ovl_set_nlink_upper() and ovl_set_nlink_lower() */
export function writeNlink(overlay: Overlay, inode: MergedInode, relativeTo: 'upper' | 'lower'): void {
  const { door } = overlay;
  const upper = overlay.upperOf(inode);
  const first = inode.lower[0];
  if (first === undefined) return;
  const real = relativeTo === 'upper' ? upper : overlay.onLayer(inode, first);
  const difference = inode.nlink - real.fs.getattr(real.node).nlink;
  const text = `${relativeTo === 'upper' ? 'U' : 'L'}${difference < 0 ? '' : '+'}${String(difference)}`;
  door.setxattr(upper, door.own.nlink, encodeBytes(text), 0);
}

/** ovl_nlink_end(): an entry whose inode has no name any more goes, or becomes a whiteout that says so to who held a handle. */
export function dropIndexIfUnused(overlay: Overlay, inode: MergedInode): void {
  if (!inode.isIndexed || inode.nlink > 0 || overlay.index === undefined || inode.upper === undefined) return;
  const first = inode.lower[0];
  if (first === undefined) return;
  const { index, door } = overlay;
  const upper = overlay.upperOf(inode);
  const { ino, nlink } = inode.isDirectory ? { ino: 0, nlink: 1 } : upper.fs.getattr(upper.node);
  if (nlink !== 1) {
    overlay.warn(`cleanup linked index (${pathPair(upper)}, ino=${String(ino)}, nlink=${String(nlink)})`);
    writeNlink(overlay, overlay.inodes.change(inode.node, { nlink: nlink - 1 }), 'upper');
    return;
  }
  const name = indexName(overlay, overlay.onLayer(inode, first));
  const entry = door.lookup(index, name);
  if (entry === undefined) return;
  try {
    if (overlay.config.nfsExport) overlay.whiteOut(index, name, inode.isDirectory);
    else removeEntry(overlay, index, name, inode.isDirectory);
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
    // The name is gone, which is what was asked for; the next mount cleans up.
    overlay.warn(`cleanup index of '${pathPair(upper)}' failed (${minusErrno(error)})`);
  }
}

function removeEntry(overlay: Overlay, index: RealPath, name: string, isDir: boolean): void {
  if (isDir) overlay.door.rmdir(index, name);
  else overlay.door.unlink(index, name);
}

/** ovl_indexdir_cleanup(): at mount, what is stale, an orphan or left over goes. @throws EINVAL an entry that is none */
export function cleanIndex(overlay: Overlay, index: RealPath): void {
  try {
    cleanEntries(overlay, index);
  } catch (error) {
    if (error instanceof SyscallError) overlay.warn(`failed index dir cleanup (${minusErrno(error)})`);
    throw error;
  }
}

function cleanEntries(overlay: Overlay, index: RealPath): void {
  const { door } = overlay;
  for (const name of namesIn(overlay, index)) {
    const entry = door.lookup(index, name);
    if (entry === undefined) continue;
    if (name.startsWith('#')) {
      removeOld(overlay, index, name, entry, 1);
      continue;
    }
    const isDir = isDirectory(entry.fs.getattr(entry.node).mode);
    const state = verifyEntry(overlay, name, entry);
    if (state === 'orphan' && overlay.config.nfsExport) overlay.whiteOut(index, name, isDir);
    else if (state !== 'good') removeEntry(overlay, index, name, isDir);
  }
}

/** ovl_verify_index() */
function verifyEntry(overlay: Overlay, name: string, entry: RealPath): 'good' | 'stale' | 'orphan' {
  const attributes = entry.fs.getattr(entry.node);
  const type = (attributes.mode & S_IFMT).toString(16);
  try {
    const found = stateOf(overlay, name, entry);
    if (found === 'orphan') {
      overlay.warn(`orphan index entry (${pathPair(entry)}, ftype=${type}, nlink=${String(attributes.nlink)})`);
    }
    return found;
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
    overlay.warn(`failed to verify index (${pathPair(entry)}, ftype=${type}, err=${minusErrno(error)})`);
    if (error.errno === 'ESTALE') return 'stale';
    if (error.errno === 'ENOENT') return 'orphan';
    throw error;
  }
}

function stateOf(overlay: Overlay, name: string, entry: RealPath): 'good' | 'orphan' {
  const handle = fromHex(name);
  if (handle === undefined || handle.length < 21 || checkHandle(handle) === 'invalid') fail('EINVAL');
  if (checkHandle(handle) === 'unknown') fail('ENODATA');
  const attributes = entry.fs.getattr(entry.node);
  // It says that a handle is stale, and stands for nothing more.
  if (isWhiteout(attributes)) return 'good';
  const isDir = isDirectory(attributes.mode);
  if (isDir && !overlay.config.nfsExport) return 'good';
  const upper = isDir ? indexedDirectory(overlay, entry) : entry;
  if (upper === 'orphan') return 'orphan';
  const origin = readHandle(overlay, upper, overlay.door.own.origin) ?? fail('ENODATA');
  if (!sameHandle(origin, handle)) fail('ESTALE');
  if (isDir || attributes.nlink !== 1) return 'good';
  const lower = originOf(overlay, handle, entry) ?? fail('ESTALE');
  return readNlink(overlay, lowerPath(overlay, lower, name), entry, 0) === 0 ? 'orphan' : 'good';
}

function lowerPath(overlay: Overlay, { layer: at, node }: RealInode, name: string): RealPath {
  const layer = overlay.layer(at);
  return child({ fs: layer.fs, node: layer.root, layer: layer.name, path: layer.path }, name, { fs: layer.fs, node });
}

/** ovl_index_upper() of a directory's entry. @throws ESTALE it names none */
function indexedDirectory(overlay: Overlay, entry: RealPath): RealPath | 'orphan' {
  const handle = readHandle(overlay, entry, overlay.door.own.upper) ?? fail('ESTALE');
  const layer = overlay.layer(0);
  const node = decodeHandle(overlay, handle, layer);
  if (node === undefined) return 'orphan';
  if (!isDirectory(layer.fs.getattr(node).mode)) fail('EIO');
  return { fs: layer.fs, node, layer: layer.name, path: layer.path };
}
