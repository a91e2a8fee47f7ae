// Metacopies: files of upper that have attributes and no data yet. The data is that of the next file with data below, or of one in a
// data-only layer that a redirect leads to (fs/overlayfs/util.c, namei.c).
import { fail, SyscallError } from '../abi/errno.ts';
import { isDirectory, isRegular } from '../abi/mode.ts';
import { minusErrno } from './clean-up.ts';
import type { MergedInode } from './inodes.ts';
import type { RealInode } from './layer.ts';
import type { Overlay } from './overlay.ts';
import { pathPair, type RealPath } from './real.ts';

const minSize = 4;

/** Bytes of the attribute, an empty one counting as 4; 0: the file holds its data. @throws EIO it is too short */
export function checkMetacopy(overlay: Overlay, real: RealPath): number {
  if (!isRegular(real.fs.getattr(real.node).mode)) return 0;
  let value: Uint8Array | undefined;
  try {
    value = overlay.door.getxattr(real, overlay.door.own.metacopy);
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
    // A user's attribute that the mounter may not read says nothing.
    if (overlay.config.userxattr && error.errno === 'EACCES') return 0;
    overlay.warn(`failed to get metacopy (${minusErrno(error)})`);
    throw error;
  }
  if (value === undefined) return 0;
  if (value.length === 0) return minSize;
  if (value.length >= minSize) return value.length;
  overlay.warn(`metacopy file '${nameOf(real)}' has too small xattr`);
  return fail('EIO');
}

function nameOf(real: RealPath): string {
  return real.path.slice(real.path.lastIndexOf('/') + 1);
}

/** Whether an inode's data is another's than its attributes. */
export function isMetacopy(inode: MergedInode): boolean {
  if (inode.isDirectory) return false;
  if (inode.upper !== undefined) return inode.isMetacopy;
  return inode.lower.length > 1 || inode.lazyData !== undefined;
}

/**
 * The inode with its data found (ovl_verify_lowerdata). A data-only layer is asked at the first access.
 *
 * @throws ENOENT the data is not there; EIO it has no digest and must have one
 */
export function findData(overlay: Overlay, inode: MergedInode): MergedInode {
  if (!isMetacopy(inode)) return inode;
  let found = inode;
  if (inode.lazyData !== undefined) {
    const data = lookupData(overlay, inode, inode.lazyData);
    found = overlay.become(inode.node, { lower: [...inode.lower, data], lazyData: undefined });
  }
  checkDigest(overlay, found);
  return found;
}

/** ovl_lookup_data_layers(): the path must lead to a regular file, and over no symlink. @throws what the last layer says */
function lookupData(overlay: Overlay, inode: MergedInode, path: string): RealInode {
  let errno: 'ENOENT' | 'ENOTDIR' = 'ENOENT';
  for (let i = 1; i < overlay.layers.all.length; i++) {
    const layer = overlay.layers.all[i];
    if (layer?.isData !== true) continue;
    const found = walkData(overlay, { fs: layer.fs, node: layer.root, layer: layer.name, path: layer.path }, path);
    if (typeof found !== 'string') return { layer: i, node: found.node };
    errno = found;
  }
  const where = pathPair({ path: overlay.pathOf(inode) });
  overlay.warn(`lazy lowerdata lookup failed (${where}, err=${errno === 'ENOENT' ? '-2' : '-20'})`);
  return fail(errno);
}

function walkData(overlay: Overlay, root: RealPath, path: string): RealPath | 'ENOENT' | 'ENOTDIR' {
  let at = root;
  for (const part of path.split('/').filter((name) => name !== '')) {
    if (!isDirectory(at.fs.getattr(at.node).mode)) return 'ENOTDIR';
    const next = overlay.door.lookup(at, part);
    if (next === undefined) return 'ENOENT';
    at = next;
  }
  return isRegular(at.fs.getattr(at.node).mode) ? at : 'ENOENT';
}

/** ovl_maybe_validate_verity(). No file system here has fs-verity: a digest is one that nothing has. */
function checkDigest(overlay: Overlay, inode: MergedInode): void {
  const { verity } = overlay.config;
  if (verity === 'off') return;
  if (!inode.hasDigest) {
    if (verity !== 'require') return;
    overlay.warn(`metacopy file '${inode.name}' has no digest specified`);
    fail('EIO');
  }
  overlay.warn(`lower file '${inode.name}' has no fs-verity digest`);
  fail('EIO');
}

/** The real inode whose data is shown: upper's, or that of the lowest of the stack. */
export function dataOf(overlay: Overlay, inode: MergedInode): RealPath {
  const last = inode.lower.at(-1);
  return isMetacopy(inode) && last !== undefined ? overlay.onLayer(inode, last) : overlay.realOf(inode);
}
