// File handles by which the overlay remembers real inodes across mounts (struct ovl_fb): kept as an attribute's value, and in
// hexadecimal as the name of an entry of the index.
import { SyscallError } from '../abi/errno.ts';
import type { NodeId } from '../vfs/file-system.ts';
import { minusErrno } from './clean-up.ts';
import type { Layer, RealInode } from './layer.ts';
import type { Overlay } from './overlay.ts';
import type { RealPath } from './real.ts';

/** Version, magic, length, flags (little endian), type of the handle, then 16 bytes of uuid; the file system's own handle follows. */
const headerLength = 21;
const magic = 0xfb;
/** OVL_FH_FLAG_ANY_ENDIAN and OVL_FH_FLAG_PATH_UPPER; OVL_FH_FLAG_BIG_ENDIAN is never right here. */
const anyEndian = 2;
const pathUpper = 4;
const knownFlags = 7;

/** undefined where the file system makes no handles (ovl_encode_real_fh). */
export function encodeHandle(overlay: Overlay, real: RealPath, isUpper: boolean): Uint8Array | undefined {
  const handle = real.fs.encodeHandle(real.node);
  if (handle === null) return undefined;
  const bytes = new Uint8Array(headerLength + handle.length);
  bytes.set([0, magic, bytes.length, isUpper ? pathUpper : 0, real.fs.handleType]);
  if (overlay.config.uuid !== 'off' && real.fs.uuid !== null) bytes.set(real.fs.uuid, 5);
  bytes.set(handle, headerLength);
  return bytes;
}

/** ovl_check_fb_len(): `unknown` is a handle that a newer kernel or one of another endianness made. */
export function checkHandle(bytes: Uint8Array): 'ok' | 'unknown' | 'invalid' {
  if (bytes.length < headerLength || bytes.length < (bytes[2] ?? 0) || bytes[1] !== magic) return 'invalid';
  const flags = bytes[3] ?? 0;
  if ((bytes[0] ?? 0) > 0 || (flags & ~knownFlags) !== 0) return 'unknown';
  return (flags & anyEndian) === 0 && (flags & 1) !== 0 ? 'unknown' : 'ok';
}

/** The handle that an attribute holds; undefined: none, an empty one, or one that is not to be understood (ovl_get_fh). */
export function readHandle(overlay: Overlay, real: RealPath, name: string): Uint8Array | undefined {
  let value: Uint8Array | undefined;
  try {
    value = overlay.door.getxattr(real, name);
  } catch (error) {
    // It is a hint: what cannot be read is as if it were not there.
    if (!(error instanceof SyscallError)) throw error;
    overlay.warn(`failed to get origin (${minusErrno(error)})`);
    return undefined;
  }
  if (value === undefined || value.length === 0) return undefined;
  const state = checkHandle(value);
  if (state === 'invalid') overlay.warn(`invalid origin (${toHex(value)})`);
  return state === 'ok' ? value.subarray(0, value[2]) : undefined;
}

/** The inode that a handle stands for on one layer (ovl_decode_real_fh). */
export function decodeHandle(overlay: Overlay, handle: Uint8Array, layer: Layer): NodeId | undefined {
  const wanted = overlay.config.uuid === 'off' ? null : layer.fs.uuid;
  const uuid = handle.subarray(5, headerLength);
  const matches = wanted === null ? uuid.every((byte) => byte === 0) : wanted.every((byte, i) => uuid[i] === byte);
  if (!matches || handle[4] !== layer.fs.handleType) return undefined;
  return layer.fs.decodeHandle(handle.slice(headerLength));
}

/** Likewise on whichever lower layer (ovl_check_origin_fh). */
export function decodeLower(overlay: Overlay, handle: Uint8Array): RealInode | undefined {
  for (let i = 1; i < overlay.layers.all.length; i++) {
    const layer = overlay.layers.all[i];
    if (layer === undefined || (layer.fsid !== 0 && layer.badUuid)) continue;
    const node = decodeHandle(overlay, handle, layer);
    if (node !== undefined) return { layer: i, node };
  }
  return undefined;
}

export function sameHandle(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => b[i] === byte);
}

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** undefined: it is no hexadecimal number of whole bytes. */
export function fromHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => parseInt(text.slice(2 * i, 2 * i + 2), 16));
}
