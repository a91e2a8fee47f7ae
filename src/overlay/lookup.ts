// What a name of a merged directory is: upper is asked first, then the lowers that are merged there, uppermost first, until
// something ends the search: a file, a whiteout, an opaque directory (ovl_lookup, fs/overlayfs/namei.c).
import { decodeBytes } from '../abi/bytes.ts';
import { isDirectory } from '../abi/mode.ts';
import type { MergedInode } from './inodes.ts';
import type { RealInode } from './layer.ts';
import { findOrigin, setImpure, setOrigin } from './origin.ts';
import type { Overlay } from './overlay.ts';
import type { RealPath } from './real.ts';
import { isWhiteout, isXattrWhiteout } from './whiteout.ts';
import { OVL_XATTR_OPAQUE } from './xattrs.ts';

export interface Found {
  /** undefined: there is no such name. */
  readonly inode: MergedInode | undefined;
  /** Upper holds a whiteout of that name: what is created there replaces it. */
  readonly overWhiteout: boolean;
}

export function lookupName(overlay: Overlay, directory: MergedInode, name: string): Found {
  const { door } = overlay;
  let upper: RealPath | undefined;
  if (directory.upper !== undefined) {
    const found = door.lookup(overlay.upperOf(directory), name);
    if (found !== undefined) {
      if (isWhiteoutIn(overlay, overlay.upperOf(directory), found)) return { inode: undefined, overWhiteout: true };
      upper = found;
    }
  }
  const isDir = upper === undefined ? undefined : isDirectory(upper.fs.getattr(upper.node).mode);
  const lower: RealInode[] = [];
  if (isDir !== false && !(upper !== undefined && isOpaque(overlay, upper))) {
    collectLower(overlay, directory, name, isDir === true, lower);
  }
  if (upper === undefined && lower.length === 0) return { inode: undefined, overWhiteout: false };
  return { inode: remember(overlay, directory, name, upper, lower), overWhiteout: false };
}

/** Adds what the lowers have of that name: directories are gathered, a file ends it. */
function collectLower(
  overlay: Overlay,
  directory: MergedInode,
  name: string,
  wantsDirectory: boolean,
  lower: RealInode[],
): void {
  const { door } = overlay;
  let onlyDirectories = wantsDirectory;
  for (const parent of directory.lower) {
    const parentPath = overlay.onLayer(directory, parent);
    const found = door.lookup(parentPath, name);
    if (found === undefined) continue;
    if (isWhiteoutIn(overlay, parentPath, found)) return;
    if (!isDirectory(found.fs.getattr(found.node).mode)) {
      if (!onlyDirectories) lower.push({ layer: parent.layer, node: found.node });
      return;
    }
    lower.push({ layer: parent.layer, node: found.node });
    onlyDirectories = true;
    if (isOpaque(overlay, found)) return;
  }
}

export function isWhiteoutIn(overlay: Overlay, parent: RealPath, found: RealPath): boolean {
  if (isWhiteout(found.fs.getattr(found.node))) return true;
  const attributes = found.fs.getattr(found.node);
  if ((attributes.mode & 0o170000) !== 0o100000 || attributes.size !== 0) return false;
  return opaqueValue(overlay, parent) === 'x' && isXattrWhiteout(overlay.door, found);
}

function opaqueValue(overlay: Overlay, directory: RealPath): string | undefined {
  const value = overlay.door.getxattr(directory, OVL_XATTR_OPAQUE);
  return value === undefined ? undefined : decodeBytes(value);
}

export function isOpaque(overlay: Overlay, directory: RealPath): boolean {
  return opaqueValue(overlay, directory) === 'y';
}

/** The merged inode for what was found: the one known already, brought up to date, or a new one (ovl_get_inode). */
function remember(
  overlay: Overlay,
  directory: MergedInode,
  name: string,
  upper: RealPath | undefined,
  lower: readonly RealInode[],
): MergedInode {
  const first = lower[0];
  if (upper === undefined && first !== undefined) {
    const layer = overlay.layer(first.layer);
    const { mode, nlink } = layer.fs.getattr(first.node);
    const isDir = isDirectory(mode);
    // Names of one lower inode are separate files: each may be copied up for itself.
    const known = overlay.inodes.find(`${String(first.layer)}:${String(first.node)}`);
    const same =
      known !== undefined && (isDir || nlink === 1 || (known.parent === directory.node && known.name === name));
    const seed = { parent: directory.node, name, isDirectory: isDir, upper: undefined, lower, hasOrigin: false };
    return same ? refresh(overlay, known, seed) : overlay.inodes.add(seed);
  }
  if (upper === undefined) throw new Error('nothing was found');
  const isDir = isDirectory(upper.fs.getattr(upper.node).mode);
  const origin = isDir ? undefined : findOrigin(overlay, upper);
  const below = isDir ? lower : origin === undefined ? [] : [origin];
  if (isDir && first !== undefined) fixOrigin(overlay, directory, name, upper, first);
  const known = overlay.inodes.find(`0:${String(upper.node)}`);
  const seed = {
    parent: directory.node,
    name,
    isDirectory: isDir,
    upper: upper.node,
    lower: below,
    hasOrigin: below.length > 0,
  };
  return known === undefined ? overlay.inodes.add(seed) : refresh(overlay, known, seed);
}

function refresh(
  overlay: Overlay,
  known: MergedInode,
  seed: Omit<MergedInode, 'epoch' | 'node' | 'held'>,
): MergedInode {
  // An open inode keeps the real ones it was opened with; what it is called may have changed.
  if (known.held > 0) return overlay.inodes.change(known.node, { parent: seed.parent, name: seed.name });
  return overlay.inodes.change(known.node, seed);
}

/** ovl_fix_origin(): an upper directory that was merged by hand is told what it stands over. */
function fixOrigin(overlay: Overlay, directory: MergedInode, name: string, upper: RealPath, first: RealInode): void {
  if (overlay.isPeeked() || overlay.requireUpperOrNone() === undefined) return;
  if (overlay.door.getxattr(upper, 'trusted.overlay.origin') !== undefined) return;
  const { layer, node } = first;
  const lower = overlay.layer(layer);
  setOrigin(overlay, { fs: lower.fs, node, layer: lower.name, path: `${lower.path}/${name}` }, upper);
  setImpure(overlay, overlay.upperOf(directory));
}

/** ovl_lower_positive(): would the name be there if upper had nothing of it? */
export function lowerHas(overlay: Overlay, directory: MergedInode, name: string): boolean {
  for (const parent of directory.lower) {
    const parentPath = overlay.onLayer(directory, parent);
    const found = overlay.door.lookup(parentPath, name);
    if (found !== undefined) return !isWhiteoutIn(overlay, parentPath, found);
  }
  return false;
}
