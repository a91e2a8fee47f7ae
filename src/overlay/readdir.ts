// A listing of a merged directory: upper's names hide those below, whiteouts are left out. The names of the lowest layer come
// first, so that positions stay as they are when something is added above (fs/overlayfs/readdir.c).
import { SyscallError } from '../abi/errno.ts';
import type { FileType } from '../abi/mode.ts';
import { fileType } from '../abi/mode.ts';
import type { DirectoryActor, OpenFile } from '../vfs/file-system.ts';
import { minusErrno } from './clean-up.ts';
import type { MergedInode } from './inodes.ts';
import { lookupName, opaqueValue } from './lookup.ts';
import { hasImpure } from './origin.ts';
import type { RealPath } from './real.ts';
import { isWhiteout } from './whiteout.ts';
import type { RealInode } from './layer.ts';
import { unify } from './numbers.ts';
import type { Overlay } from './overlay.ts';

export interface MergedEntry {
  readonly name: string;
  readonly ino: number;
  readonly type: string;
  readonly isUpper: boolean;
  readonly isWhiteout: boolean;
  /** Only a look-up tells whether it is one. */
  readonly mayBeWhiteout: boolean;
}

/** What one stream goes through: read when it begins, and again when it is rewound. */
interface Listing {
  readonly entries: readonly { readonly name: string; readonly ino: number; readonly type: FileType | 'unknown' }[];
}

export function iterateMerged(overlay: Overlay, file: OpenFile, actor: DirectoryActor): void {
  if (file.position === 0 || file.state === null) file.state = listingOf(overlay, file);
  const { entries } = file.state as Listing;
  while (file.position < entries.length) {
    const entry = entries[file.position];
    if (entry === undefined || !actor(entry.name, entry.ino, entry.type, file.position + 1)) return;
    file.position += 1;
  }
}

function listingOf(overlay: Overlay, file: OpenFile): Listing {
  const inode = overlay.inode(file.node);
  const isReal = !hidesWhiteouts(overlay, inode);
  const numberOf = isReal ? realNumbers(overlay, inode) : mergedNumbers(overlay, inode);
  const entries = readMerged(overlay, inode).filter((entry) => isReal || !entry.isWhiteout);
  return {
    entries: entries.flatMap((entry) => {
      const ino = numberOf(entry);
      return ino === undefined ? [] : [{ name: entry.name, ino, type: entry.type as FileType }];
    }),
  };
}

/** OVL_WHITEOUTS: a directory that never was merged is listed as its layer has it, whiteouts with the rest. */
function hidesWhiteouts(overlay: Overlay, inode: MergedInode): boolean {
  if (inode.node === overlay.root || overlay.isMerge(inode)) return true;
  const { door } = overlay;
  return inode.upper !== undefined && door.getxattr(overlay.upperOf(inode), door.own.origin) !== undefined;
}

/** undefined: the entry cannot be shown. */
type NumberOf = (entry: MergedEntry) => number | undefined;

/** ovl_iterate(): where a layer's own number is not the one that stat tells, the name is looked up (ovl_calc_d_ino). */
function mergedNumbers(overlay: Overlay, inode: MergedInode): NumberOf {
  const { sameFs, xinoBits } = overlay.layers;
  const tellsApart = sameFs || xinoBits > 0;
  const isImpure = inode.upper !== undefined && hasImpure(overlay, overlay.upperOf(inode));
  return ({ name, isUpper, ino, mayBeWhiteout }) => {
    const maps = tellsApart && (xinoBits > 0 || name === '..' || (isUpper && (name === '.' || isImpure)));
    return maps || mayBeWhiteout ? shownNumber(overlay, inode, name) : ino;
  };
}

/** ovl_iterate_real(): a directory that one layer has all of. */
function realNumbers(overlay: Overlay, inode: MergedInode): NumberOf {
  const { sameFs, xinoBits } = overlay.layers;
  const isImpure = inode.upper !== undefined && hasImpure(overlay, overlay.upperOf(inode));
  const isBelowMerge = overlay.isMerge(overlay.inode(inode.parent));
  if (xinoBits === 0 && (!sameFs || (!isImpure && !isBelowMerge))) return ({ ino }) => ino;
  const fsid = overlay.layer(inode.upper === undefined ? (inode.lower[0]?.layer ?? 0) : 0).fsid;
  return ({ name, ino }) => {
    if (name === '..') return isBelowMerge ? overlay.getattr(inode.parent).ino : (unify(overlay, ino, fsid) ?? ino);
    const shown = isImpure && name !== '.' ? shownNumber(overlay, inode, name) : undefined;
    return shown ?? unify(overlay, ino, fsid) ?? ino;
  };
}

/** The number that stat will tell: of a copied-up entry it is that of what it was copied from. */
function shownNumber(overlay: Overlay, inode: MergedInode, name: string): number | undefined {
  if (name === '.') return overlay.getattr(inode.node).ino;
  if (name === '..') return overlay.getattr(inode.parent).ino;
  try {
    const found = lookupName(overlay, inode, name).inode;
    return found === undefined ? undefined : overlay.getattr(found.node).ino;
  } catch (error) {
    // The others can be listed all the same.
    if (!(error instanceof SyscallError)) throw error;
    overlay.warn(`failed to look up (${name}) for ino (${minusErrno(error)})`);
    return undefined;
  }
}

/** All names of all its layers, hidden ones left out, whiteouts marked (ovl_dir_read_merged). */
export function readMerged(overlay: Overlay, inode: MergedInode): readonly MergedEntry[] {
  const reals: RealInode[] = [];
  if (inode.upper !== undefined) reals.push({ layer: 0, node: inode.upper });
  reals.push(...inode.lower.filter(() => inode.isDirectory));
  const looksForXattrs = hasXattrWhiteouts(overlay, inode);
  const byName = new Map<string, MergedEntry>();
  const above: MergedEntry[] = [];
  let lowest: MergedEntry[] = [];
  reals.forEach((real, i) => {
    const path = overlay.onLayer(inode, real);
    const own: MergedEntry[] = [];
    const kept: MergedEntry[] = [];
    const isXattrWhiteoutHere = looksForXattrs && overlay.xwhiteoutLayers.has(real.layer);
    overlay.door.iterate(path, (name, ino, type) => {
      const known = byName.get(name);
      if (known !== undefined) {
        // The lowest layer tells the order of what it has.
        if (i === reals.length - 1) own.push(known);
        return;
      }
      const entry = entryFor(path, name, ino, type, real.layer === 0, isXattrWhiteoutHere);
      byName.set(name, entry);
      own.push(entry);
      kept.push(entry);
    });
    if (i === reals.length - 1) lowest = own;
    else above.push(...kept);
  });
  const first = new Set(lowest);
  return [...lowest, ...above.filter((entry) => !first.has(entry))];
}

/** Does one of its lowers, save the lowest layer's, say that it holds whiteouts of the other form? */
function hasXattrWhiteouts(overlay: Overlay, inode: MergedInode): boolean {
  const last = overlay.inode(overlay.root).lower.at(-1)?.layer;
  let has = false;
  for (const real of inode.lower) {
    if (!inode.isDirectory || real.layer === last) continue;
    if (opaqueValue(overlay, overlay.onLayer(inode, real)) !== 'x') continue;
    overlay.xwhiteoutLayers.add(real.layer);
    has = true;
  }
  return has;
}

function entryFor(
  directory: RealPath,
  name: string,
  ino: number,
  type: MergedEntry['type'],
  isUpper: boolean,
  isXattrWhiteoutHere: boolean,
): MergedEntry {
  const mayBeWhiteout = isXattrWhiteoutHere && type === 'reg';
  const mayBeDevice = (type === 'chr' || type === 'unknown') && name !== '.' && name !== '..';
  const node = mayBeDevice ? directory.fs.lookup(directory.node, name) : undefined;
  if (node === undefined) return { name, ino, type, isUpper, isWhiteout: false, mayBeWhiteout };
  const attributes = directory.fs.getattr(node);
  const told = type === 'unknown' ? fileType(attributes.mode) : type;
  return { name, ino, type: told, isUpper, isWhiteout: isWhiteout(attributes), mayBeWhiteout };
}
