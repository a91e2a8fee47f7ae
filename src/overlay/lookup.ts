// What a name of a merged directory is: upper is asked first, then the lowers that are merged there, uppermost first, until
// something ends the search: a file with data, a whiteout, an opaque directory. A redirect found on the way says where to go on
// (ovl_lookup, fs/overlayfs/namei.c).
import { decodeBytes } from '../abi/bytes.ts';
import { fail, SyscallError } from '../abi/errno.ts';
import { isDirectory, isRegular } from '../abi/mode.ts';
import { lookupIndex, readNlink } from './inode-index.ts';
import { type MergedInode, type MergedInodeSeed, realKey, upperKey } from './inodes.ts';
import type { NodeId } from '../vfs/file-system.ts';
import type { RealInode } from './layer.ts';
import { checkMetacopy } from './metacopy.ts';
import { findOrigin, setImpure, setOrigin, verifyHandle } from './origin.ts';
import type { Overlay } from './overlay.ts';
import type { RealPath } from './real.ts';
import { readRedirect } from './redirect.ts';
import { isWhiteout, isXattrWhiteout } from './whiteout.ts';

export interface Found {
  /** undefined: there is no such name. */
  readonly inode: MergedInode | undefined;
  /** Upper holds a whiteout of that name: what is created there replaces it. */
  readonly overWhiteout: boolean;
}

/** A search under way (struct ovl_lookup_data). */
interface Search {
  readonly overlay: Overlay;
  /** As the user named it, for the kernel's log. */
  readonly shown: string;
  /** What to look for: a name, or from a redirect on a path with a slash before it. */
  name: string;
  isDir: boolean;
  isOpaque: boolean;
  stops: boolean;
  /** Nothing below will be asked: opaqueness, redirects and metacopies need not be looked for. */
  isLast: boolean;
  redirect: string | undefined;
  upperRedirect: string | undefined;
  isAbsolute: boolean;
  /** Bytes of the last metacopy attribute; 0: what was found last has data, or is nothing. */
  metacopy: number;
}

export function lookupName(overlay: Overlay, directory: MergedInode, name: string): Found {
  const search: Search = {
    overlay,
    shown: `${directory.name === '' ? '' : directory.name}/${name}`,
    name,
    isDir: false,
    isOpaque: false,
    stops: false,
    isLast: !readsRedirects(overlay) && directory.lower.length === 0,
    redirect: undefined,
    upperRedirect: undefined,
    isAbsolute: false,
    metacopy: 0,
  };
  const upper = lookupUpper(search, directory);
  const lower = lookupLowers(search, directory, upper);
  return conclude(search, directory, name, upper, lower);
}

/** Data-only layers are there to be led to, whatever the mount says of other redirects. */
function readsRedirects(overlay: Overlay): boolean {
  return overlay.followsRedirects || overlay.hasDataLayers;
}

interface FoundUpper {
  readonly real: RealPath;
  readonly isMetacopy: boolean;
  readonly origin: RealInode | undefined;
  readonly digest: boolean;
}

interface UpperLook {
  readonly found: FoundUpper | undefined;
  readonly isOpaque: boolean;
}

function lookupUpper(search: Search, directory: MergedInode): UpperLook {
  const { overlay } = search;
  if (directory.upper === undefined) return { found: undefined, isOpaque: false };
  const real = lookupLayer(search, overlay.upperOf(directory), 0);
  const origin = real === undefined || search.isDir ? undefined : findOrigin(overlay, real);
  search.upperRedirect = search.redirect;
  const found =
    real === undefined
      ? undefined
      : { real, origin, isMetacopy: !search.isDir && search.metacopy > 0, digest: search.metacopy > minMetacopy };
  return { found, isOpaque: search.isOpaque };
}

/** OVL_METACOPY_MIN_SIZE: a longer attribute holds a digest. */
const minMetacopy = 4;

interface FoundLower {
  readonly stack: RealInode[];
  /** Verified: what the index may be asked about. */
  origin: RealPath | undefined;
  digest: boolean;
  lazyData: string | undefined;
}

function lookupLowers(search: Search, directory: MergedInode, upper: UpperLook): FoundLower {
  const { overlay } = search;
  const result: FoundLower = { stack: [], origin: undefined, digest: false, lazyData: undefined };
  const root = overlay.inode(overlay.root);
  let parents = search.redirect?.startsWith('/') === true ? root : directory;
  const paths = (): RealPath[] => parents.lower.map((real) => overlay.onLayer(parents, real));
  let bases = paths();
  for (let i = 0; !isOver(search) && i < bases.length; i++) {
    const base = bases[i];
    const layer = parents.lower[i]?.layer;
    if (base === undefined || layer === undefined) break;
    checkFollow(search);
    if (!readsRedirects(overlay)) search.isLast = i === bases.length - 1;
    else if (search.isDir || !overlay.hasDataLayers) search.isLast = layer === root.lower.at(-1)?.layer;
    const found = lookupLayer(search, base, layer);
    if (found === undefined) continue;
    if (!take(search, upper.found, result, found, layer)) break;
    if (isOver(search)) break;
    if (search.redirect?.startsWith('/') === true && parents !== root) {
      parents = root;
      bases = paths();
      // The next layer below this one.
      i = root.lower.findIndex((real) => real.layer === layer);
    }
  }
  return result;
}

function isOver(search: Search): boolean {
  return search.stops;
}

/** One lower inode that was found. Returns false where the search ends before it. @throws EPERM ESTALE */
function take(
  search: Search,
  upper: FoundUpper | undefined,
  result: FoundLower,
  found: RealPath,
  layer: number,
): boolean {
  const { overlay } = search;
  const isFirst = result.stack.length === 0;
  if (upper !== undefined && isFirst && search.isDir) fixOrigin(overlay, upper.real, found);
  const mustMatch = search.isDir ? overlay.verifiesLowers : overlay.config.index && upper?.origin !== undefined;
  if (upper !== undefined && isFirst && mustMatch) {
    try {
      verifyHandle(overlay, upper.real, overlay.door.own.origin, found, false, false);
    } catch (error) {
      // Another directory stands there now: it is not merged. A file without its data cannot be shown.
      if (error instanceof SyscallError && search.isDir) return false;
      throw error;
    }
    result.origin = found;
  }
  if (upper === undefined && !search.isDir && isFirst) result.digest = search.metacopy > minMetacopy;
  // Of several metacopies the uppermost is kept: its attributes are shown.
  if (search.metacopy === 0 || isFirst) result.stack.push({ layer, node: found.node });
  return true;
}

/** ovl_check_follow_redirect(): what leads elsewhere is followed only where the mount says so. @throws EPERM */
function checkFollow(search: Search): void {
  const { overlay, shown } = search;
  if (search.metacopy > 0 && !overlay.config.metacopy) {
    overlay.warn(`refusing to follow metacopy origin for (${shown})`);
    fail('EPERM');
  }
  if ((search.redirect !== undefined || search.upperRedirect !== undefined) && !overlay.followsRedirects) {
    overlay.warn(`refusing to follow redirect for (${shown})`);
    fail('EPERM');
  }
}

function conclude(
  search: Search,
  directory: MergedInode,
  name: string,
  { found: upper, isOpaque }: UpperLook,
  lower: FoundLower,
): Found {
  const { overlay, shown } = search;
  const { stack } = lower;
  // Data-only layers are asked when the data is wanted.
  if (search.metacopy > 0 && stack.length > 0 && overlay.hasDataLayers && search.isAbsolute) {
    lower.lazyData = search.name;
    search.metacopy = 0;
  } else checkFollow(search);
  if (search.metacopy > 0 || (upper?.isMetacopy === true && stack.length === 0)) {
    overlay.warn(`metacopy with no lower data found - abort lookup (${shown})`);
    fail('EIO');
  }
  if (!search.isDir && upper?.origin !== undefined && stack.length === 0) {
    stack.push(upper.origin);
    lower.origin = overlay.onLayerAt(upper.origin, name);
  }
  const first = stack[0];
  if (upper === undefined && first === undefined) return { inode: undefined, overWhiteout: isOpaque };
  if (upper === undefined && first !== undefined) lower.origin = overlay.onLayerAt(first, name);
  const index =
    lower.origin !== undefined && overlay.index !== undefined && (!search.isDir || overlay.config.nfsExport)
      ? lookupIndex(overlay, upper?.real, lower.origin)
      : undefined;
  const seed: MergedInodeSeed = {
    parent: directory.node,
    name,
    isDirectory: search.isDir,
    upper: upper?.real.node,
    lower: stack,
    constIno: isKeyedByLower(overlay, upper?.real, first, search.isDir, index !== undefined),
    isMetacopy: upper?.isMetacopy === true,
    lazyData: lower.lazyData,
    hasDigest: upper === undefined ? lower.digest : upper.digest,
    redirect: search.upperRedirect,
    isOpaque,
    isIndexed: index !== undefined,
    nlink: index === undefined || search.isDir ? 0 : nlinkOf(overlay, lower.origin, index),
  };
  const inode =
    upper === undefined && index !== undefined && !search.isDir
      ? byIndex(overlay, seed, index)
      : remember(overlay, seed);
  return { inode, overWhiteout: false };
}

/** A lower hard link one of whose other names was copied up: the entry of the index is its upper inode. */
function byIndex(overlay: Overlay, seed: MergedInodeSeed, index: RealPath): MergedInode {
  const first = seed.lower[0];
  const lower = first === undefined ? undefined : overlay.onLayerAt(first, seed.name);
  const redirect = readRedirect(overlay, index);
  const metacopy = checkMetacopy(overlay, index);
  return remember(overlay, {
    ...seed,
    upper: index.node,
    redirect,
    isMetacopy: metacopy > 0,
    hasDigest: metacopy > minMetacopy,
    constIno: true,
    nlink: nlinkOf(overlay, lower, index),
  });
}

function nlinkOf(overlay: Overlay, lower: RealPath | undefined, upper: RealPath): number {
  const fallback = upper.fs.getattr(upper.node).nlink;
  return lower === undefined ? fallback : readNlink(overlay, lower, upper, fallback);
}

/** ovl_hash_bylower(): does the lower inode give the merged one its number, and is there one for all that show it? */
function isKeyedByLower(
  overlay: Overlay,
  upper: RealPath | undefined,
  first: RealInode | undefined,
  isDir: boolean,
  isIndexed: boolean,
): boolean {
  if (first === undefined) return false;
  if (isIndexed || overlay.upperLayer === undefined) return true;
  const breaks = upper !== undefined || overlay.index === undefined;
  if (breaks && !isDir && overlay.layer(first.layer).fs.getattr(first.node).nlink > 1) return false;
  return !(overlay.config.nfsExport && upper !== undefined);
}

/** ovl_lookup_layer(): a name in `base`, or, after a redirect, a path from the layer's root, which `base` is then. */
function lookupLayer(search: Search, base: RealPath, layer: number): RealPath | undefined {
  if (!search.name.startsWith('/')) return lookupSingle(search, base, layer, search.name, 0, '');
  // Counted from the end: what is before may be changed by a redirect on the way.
  let rest = search.name.length - 1;
  let at = base;
  for (;;) {
    const from = search.name.length - rest;
    const slash = search.name.indexOf('/', from);
    const post = slash < 0 ? '' : search.name.slice(slash);
    const part = search.name.slice(from, slash < 0 ? undefined : slash);
    const found = lookupSingle(search, at, layer, part, from, post);
    if (found === undefined || post === '' || !isDirectory(found.fs.getattr(found.node).mode)) return found;
    at = found;
    rest -= part.length + 1;
  }
}

/** ovl_lookup_single(): one name on one layer. `before`: how much of the path stands before it; `post`: what comes after. */
function lookupSingle(
  search: Search,
  base: RealPath,
  layer: number,
  name: string,
  before: number,
  post: string,
): RealPath | undefined {
  const { overlay } = search;
  const isEnd = post === '';
  const found = lookupOrNothing(overlay, base, name);
  if (found === undefined) return undefined;
  if (isWhiteoutOn(overlay, found)) {
    search.stops = search.isOpaque = true;
    return undefined;
  }
  const { mode } = found.fs.getattr(found.node);
  const isDir = isDirectory(mode);
  if ((isEnd && search.metacopy > 0 && !isRegular(mode)) || (!isDir && (search.isDir || !isEnd))) {
    search.stops = true;
    return undefined;
  }
  if (isDir) {
    if (isEnd) search.isDir = true;
    if (search.isLast) return found;
    const opaque = opaqueValue(overlay, found);
    if (opaque === 'x' && isEnd && layer > 0) overlay.xwhiteoutLayers.add(layer);
    if (opaque === 'y') {
      search.stops = true;
      if (isEnd) search.isOpaque = true;
      return found;
    }
  } else {
    search.metacopy = checkMetacopy(overlay, found);
    search.stops = search.metacopy === 0;
    if (search.metacopy === 0 || search.isLast) return found;
  }
  const redirect = readRedirect(overlay, found);
  // Of a path that was followed, the last part says whether it leads on.
  search.isAbsolute = redirect?.startsWith('/') === true;
  if (redirect === undefined) return found;
  // An opaque directory on the way ends the search there, but not below it where this leads elsewhere.
  if (search.isAbsolute) search.stops = false;
  search.name = (search.isAbsolute ? redirect : search.name.slice(0, before) + redirect) + post;
  search.redirect = search.name;
  return found;
}

function lookupOrNothing(overlay: Overlay, base: RealPath, name: string): RealPath | undefined {
  try {
    return overlay.door.lookup(base, name);
  } catch (error) {
    // The layer has room for shorter names only.
    if (!(error instanceof SyscallError) || error.errno !== 'ENAMETOOLONG') throw error;
    return undefined;
  }
}

/** ovl_path_is_whiteout(), of either form. */
function isWhiteoutOn(overlay: Overlay, found: RealPath): boolean {
  return isWhiteout(found.fs.getattr(found.node)) || isXattrWhiteout(overlay.door, found);
}

export function opaqueValue(overlay: Overlay, directory: RealPath): string | undefined {
  const value = overlay.door.getxattr(directory, overlay.door.own.opaque);
  return value === undefined ? undefined : decodeBytes(value);
}

/** The merged inode for what was found: the one known already, brought up to date, or a new one (ovl_get_inode). */
function remember(overlay: Overlay, seed: MergedInodeSeed): MergedInode {
  const first = seed.lower[0];
  if (seed.upper === undefined && first === undefined) throw new Error('nothing was found');
  const claimed = seed.constIno && first !== undefined ? overlay.inodes.findByLower(first) : undefined;
  if (claimed !== undefined && isElsewhere(overlay, claimed, seed)) {
    // The other name of a file that was copied up shows the copy.
    if (seed.upper === undefined && !seed.isDirectory) return claimed;
    return fail('ESTALE');
  }
  const key = seed.upper === undefined ? first && realKey(first) : upperKey(seed.upper);
  const known = claimed ?? (key === undefined ? undefined : overlay.inodes.find(key));
  if (known === undefined) return overlay.inodes.add(seed);
  // Names of one lower inode are separate files, unless an index keeps them together: each may be copied up for itself.
  const isSame =
    seed.upper !== undefined || seed.constIno || (known.parent === seed.parent && known.name === seed.name);
  if (!isSame) return overlay.inodes.add(seed);
  // Most look-ups find what the last one found.
  return claimed === undefined && tellsNothingNew(known, seed) ? known : refresh(overlay, known, seed);
}

function isSameReal(a: RealInode, b: RealInode | undefined): boolean {
  return a.layer === b?.layer && a.node === b.node;
}

function tellsNothingNew(known: MergedInode, seed: MergedInodeSeed): boolean {
  return (
    known.parent === seed.parent &&
    known.name === seed.name &&
    known.upper === seed.upper &&
    known.isDirectory === seed.isDirectory &&
    known.constIno === seed.constIno &&
    known.isMetacopy === seed.isMetacopy &&
    known.lazyData === seed.lazyData &&
    known.hasDigest === seed.hasDigest &&
    known.redirect === seed.redirect &&
    known.isOpaque === seed.isOpaque &&
    known.isIndexed === seed.isIndexed &&
    known.nlink === seed.nlink &&
    known.lower.length === seed.lower.length &&
    known.lower.every((real, i) => isSameReal(real, seed.lower[i]))
  );
}

/**
 * ovl_verify_inode(): is one lower inode shown twice, by two upper ones, or by a redirect and at its own place? What was changed behind
 * the overlay is not there any more.
 */
function isElsewhere(overlay: Overlay, known: MergedInode, seed: MergedInodeSeed): boolean {
  if (known.upper === seed.upper || (known.parent === seed.parent && known.name === seed.name)) return false;
  const parent = overlay.inodes.get(known.parent);
  if (parent === undefined) return false;
  const isAt = (directory: RealInode, node: NodeId): boolean =>
    overlay.layer(directory.layer).fs.lookup(directory.node, known.name) === node;
  if (known.upper !== undefined)
    return parent.upper !== undefined && isAt({ layer: 0, node: parent.upper }, known.upper);
  const first = known.lower[0];
  return first !== undefined && parent.lower.some((real) => real.layer === first.layer && isAt(real, first.node));
}

function refresh(overlay: Overlay, known: MergedInode, seed: MergedInodeSeed): MergedInode {
  // An open inode keeps the real ones it was opened with; what it is called may have changed.
  if (known.held > 0) return overlay.inodes.change(known.node, { parent: seed.parent, name: seed.name });
  // What was counted since the mount is right; what is read anew may not be (a single lower name is not counted).
  const isCounted = known.isIndexed && seed.isIndexed && known.upper === seed.upper;
  return overlay.inodes.change(known.node, isCounted ? { ...seed, nlink: known.nlink } : seed);
}

/** ovl_fix_origin(): an upper directory that was merged by hand is told what it stands over. */
function fixOrigin(overlay: Overlay, upper: RealPath, lower: RealPath): void {
  if (overlay.isPeeked() || overlay.requireUpperOrNone() === undefined) return;
  if (overlay.door.getxattr(upper, overlay.door.own.origin) !== undefined) return;
  setOrigin(overlay, lower, upper);
  const { fs } = upper;
  const parent = upper.path.slice(0, Math.max(1, upper.path.lastIndexOf('/')));
  setImpure(overlay, { fs, node: fs.parentOf(upper.node), layer: upper.layer, path: parent });
}

/** ovl_lower_positive(): would the name be there if upper had nothing of it? */
export function lowerHas(overlay: Overlay, directory: MergedInode, name: string): boolean {
  for (const parent of directory.lower) {
    const found = lookupOrNothing(overlay, overlay.onLayer(directory, parent), name);
    if (found !== undefined) return !isWhiteoutOn(overlay, found);
  }
  return false;
}
