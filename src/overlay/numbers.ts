// st_dev and st_ino of merged inodes (ovl_getattr's part on origins and ovl_map_dev_ino, fs/overlayfs/inode.c): a copied-up file keeps
// the number of what it was copied from; layers of several file systems are told apart by bits of the number or by the device.
import { makedev } from '../abi/device.ts';
import type { MergedInode } from './inodes.ts';
import type { Overlay } from './overlay.ts';

/** Numbers are exact up to here: what Linux keeps in the highest of 64 bits stands in the highest of these. */
const exactBits = 53;
/** With so many the file system's number stands low enough. */
const wideBits = 32;

/** @param layer the one whose inode answers; @param ino that inode's number */
export function mapNumber(
  overlay: Overlay,
  inode: MergedInode,
  layer: number,
  ino: number,
): { readonly dev: number; readonly ino: number } {
  const { sameFs, xinoBits } = overlay.layers;
  let fsid = overlay.layer(layer).fsid;
  let number = ino;
  const origin = inode.lower[0];
  const isStable = !inode.isDirectory || sameFs || xinoBits > 0;
  if (isStable && origin !== undefined && overlay.hasOrigin(inode)) {
    const { fs, fsid: lowerFsid } = overlay.layer(origin.layer);
    const lower = fs.getattr(origin.node);
    // Upper files of one lower inode are files of their own, and directories may share one: none of them may have its number.
    if (inode.isIndexed || (!overlay.verifiesLowers && (inode.isDirectory || lower.nlink === 1))) {
      fsid = lowerFsid;
      number = lower.ino;
    }
  }
  if (sameFs) return { dev: overlay.device, ino: number };
  const unified = unify(overlay, number, fsid);
  if (unified !== undefined) return { dev: overlay.device, ino: unified };
  // Differs from Linux: the number of a directory there is one of a counter of all mounts.
  if (inode.isDirectory) return { dev: overlay.device, ino: inode.node };
  return { dev: pseudoDevice(overlay, fsid), ino: number };
}

/** A number with the bits that tell its file system; undefined: there are none, or no room for them. */
export function unify(overlay: Overlay, ino: number, fsid: number): number | undefined {
  const { xinoBits } = overlay.layers;
  if (xinoBits === 0) return undefined;
  // Differs from Linux: where more high bits are wanted than an exact number has, they begin at its 53rd.
  const shift = (xinoBits < wideBits ? exactBits : 64) - xinoBits;
  return ino < 2 ** shift ? ino + fsid * 2 ** (shift + 1) : undefined;
}

/** The anonymous device that stands for one of the file systems below, upper's too. */
function pseudoDevice(overlay: Overlay, fsid: number): number {
  return makedev(0, anonymousBase + ((overlay.id * 512 + fsid) % anonymousBase));
}

/** The upper half of minor numbers: super blocks have those below. */
const anonymousBase = 2 ** 19;
