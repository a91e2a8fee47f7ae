// Attributes of merged inodes: the overlay's own are hidden; a user's that look like them are kept escaped (fs/overlayfs/xattrs.c).
import { fail } from '../abi/errno.ts';
import type { Overlay } from './overlay.ts';
import type { RealPath } from './real.ts';

const own = 'trusted.overlay.';
const escaped = 'trusted.overlay.overlay.';

export const OVL_XATTR_OPAQUE = `${own}opaque`;
export const OVL_XATTR_ORIGIN = `${own}origin`;
export const OVL_XATTR_IMPURE = `${own}impure`;
export const OVL_XATTR_UUID = `${own}uuid`;

/** The name under which a layer keeps the user's attribute `name`. */
export function realName(name: string): string {
  return name.startsWith(own) ? `${escaped}${name.slice(own.length)}` : name;
}

/** Is it the overlay's own on a layer: neither shown nor copied up as a user's is. */
export function isOwnXattr(name: string): boolean {
  return name.startsWith(own) && !name.startsWith(escaped);
}

export function getOwnXattr(overlay: Overlay, real: RealPath, name: string): Uint8Array {
  if (name === own) fail('EOPNOTSUPP');
  return overlay.door.requireXattr(real, realName(name));
}

/** A layer's list as the user sees it. */
export function listOwnXattrs(names: readonly string[]): readonly string[] {
  return names
    .filter((name) => !isOwnXattr(name))
    .map((name) => (name.startsWith(escaped) ? `${own}${name.slice(escaped.length)}` : name));
}
