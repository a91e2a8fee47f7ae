// A listing of a merged directory: upper's names hide those below, whiteouts are left out. The names of the lowest layer come
// first, so that positions stay as they are when something is added above (fs/overlayfs/readdir.c).
import type { FileType } from '../abi/mode.ts';
import { fileType } from '../abi/mode.ts';
import type { DirectoryActor, OpenFile } from '../vfs/file-system.ts';
import type { MergedInode } from './inodes.ts';
import { isWhiteoutOn, lookupName, opaqueValue } from './lookup.ts';
import { hasImpure } from './origin.ts';
import type { RealInode } from './layer.ts';
import type { Overlay } from './overlay.ts';

export interface MergedEntry {
  readonly name: string;
  readonly ino: number;
  readonly type: string;
  readonly isUpper: boolean;
  readonly isWhiteout: boolean;
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
  const entries = readMerged(overlay, inode).filter((entry) => !entry.isWhiteout);
  const isImpure = inode.upper !== undefined && hasImpure(overlay, overlay.upperOf(inode));
  const recalculates = isImpure || overlay.layers.xinoBits > 0;
  return {
    entries: entries.map((entry) => {
      const { name } = entry;
      const type = entry.type as FileType;
      if (name === '.') return { name, ino: overlay.getattr(inode.node).ino, type };
      // Nothing that was copied up is in it: the numbers are the layers' (ovl_calc_d_ino).
      if (!recalculates) return { name, ino: entry.ino, type };
      if (name === '..') return { name, ino: overlay.getattr(inode.parent).ino, type };
      // The number that stat will tell: of a copied-up entry it is that of what it was copied from.
      const found = overlay.isMerge(inode) || entry.isUpper ? lookupName(overlay, inode, name).inode : undefined;
      return { name, ino: found === undefined ? entry.ino : overlay.getattr(found.node).ino, type };
    }),
  };
}

/** All names of all its layers, hidden ones left out, whiteouts marked (ovl_dir_read_merged). */
export function readMerged(overlay: Overlay, inode: MergedInode): readonly MergedEntry[] {
  const reals: RealInode[] = [];
  if (inode.upper !== undefined) reals.push({ layer: 0, node: inode.upper });
  reals.push(...inode.lower.filter(() => inode.isDirectory));
  const byName = new Map<string, MergedEntry>();
  const above: MergedEntry[] = [];
  let lowest: MergedEntry[] = [];
  reals.forEach((real, i) => {
    const path = overlay.onLayer(inode, real);
    if (real.layer > 0 && opaqueValue(overlay, path) === 'x') overlay.xwhiteoutLayers.add(real.layer);
    const own: MergedEntry[] = [];
    const kept: MergedEntry[] = [];
    overlay.door.iterate(path, (name, ino, type) => {
      const known = byName.get(name);
      if (known !== undefined) {
        // The lowest layer tells the order of what it has.
        if (i === reals.length - 1) own.push(known);
        return;
      }
      const mayBeWhiteout = type === 'chr' || type === 'unknown' || type === 'reg';
      const found = mayBeWhiteout && name !== '.' && name !== '..' ? path.fs.lookup(path.node, name) : undefined;
      const isWhiteout =
        found !== undefined &&
        (type === 'reg' ? path.fs.getattr(found).size === 0 : true) &&
        isWhiteoutOn(overlay, real.layer, { ...path, node: found, path: `${path.path}/${name}` });
      const told = type === 'unknown' && found !== undefined ? fileType(path.fs.getattr(found).mode) : type;
      const entry = { name, ino, type: told, isUpper: real.layer === 0, isWhiteout };
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
