// Where a copied-up inode came from: the file handle of the lower inode, kept on upper, from which a merged inode has its number
// (ovl_get_origin_fh, ovl_check_origin_fh). It is a hint: one that leads nowhere is as if it were not there.
import { encodeBytes } from '../abi/bytes.ts';
import { SyscallError } from '../abi/errno.ts';
import type { NodeId } from '../vfs/file-system.ts';
import type { RealInode } from './layer.ts';
import type { Overlay } from './overlay.ts';
import type { RealPath } from './real.ts';
import { OVL_XATTR_IMPURE, OVL_XATTR_ORIGIN } from './xattrs.ts';

const headerLength = 21;
/** struct ovl_fb: version, magic, length, flags (little endian), type of the handle, then 16 bytes of uuid. */
const magic = 0xfb;

/** undefined where the file system makes no handles. */
function encodeOrigin(overlay: Overlay, real: RealPath): Uint8Array | undefined {
  const handle = real.fs.encodeHandle(real.node);
  if (handle === null) return undefined;
  const bytes = new Uint8Array(headerLength + handle.length);
  bytes.set([0, magic, bytes.length, 0, real.fs.handleType]);
  if (overlay.options.uuid !== 'off' && real.fs.uuid !== null) bytes.set(real.fs.uuid, 5);
  bytes.set(handle, headerLength);
  return bytes;
}

/** ovl_set_origin_fh(): an empty value where there is no handle; where upper keeps no attributes, nothing. */
export function setOrigin(overlay: Overlay, lower: RealPath, upper: RealPath): void {
  try {
    overlay.door.setxattr(upper, OVL_XATTR_ORIGIN, encodeOrigin(overlay, lower) ?? new Uint8Array(0), 0);
  } catch (error) {
    // Numbers then change at copy-up: that is all that is lost (ovl_check_setxattr).
    if (!(error instanceof SyscallError) || error.errno !== 'EOPNOTSUPP') throw error;
  }
}

/** The lower inode that `upper` was copied up from, on whichever layer. */
export function findOrigin(overlay: Overlay, upper: RealPath): RealInode | undefined {
  const value = overlay.door.getxattr(upper, OVL_XATTR_ORIGIN);
  if (value === undefined || value.length <= headerLength || value[1] !== magic) return undefined;
  for (let i = 1; i < overlay.layers.all.length; i++) {
    const layer = overlay.layers.all[i];
    if (layer === undefined || value[4] !== layer.fs.handleType || !hasUuid(value, layer.fs.uuid)) continue;
    const node: NodeId | undefined = layer.fs.decodeHandle(value.slice(headerLength));
    if (node === undefined) continue;
    // Upper's own inodes have handles too; a copy's origin has the copy's type.
    const type = upper.fs.getattr(upper.node).mode & 0o170000;
    if ((layer.fs.getattr(node).mode & 0o170000) === type) return { layer: i, node };
  }
  return undefined;
}

function hasUuid(value: Uint8Array, uuid: Uint8Array | null): boolean {
  if (uuid === null) return true;
  return uuid.every((byte, i) => value[5 + i] === byte) || value.subarray(5, headerLength).every((byte) => byte === 0);
}

const yes = encodeBytes('y');

/** ovl_set_impure(): the directory may now hold what came from below; a listing must look for origins. */
export function setImpure(overlay: Overlay, directory: RealPath): void {
  if (overlay.door.getxattr(directory, OVL_XATTR_IMPURE) !== undefined) return;
  overlay.door.setxattr(directory, OVL_XATTR_IMPURE, yes, 0);
}
