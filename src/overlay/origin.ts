// Where a copied-up inode came from: the file handle of the lower inode, kept on upper, from which a merged inode has its number
// (ovl_set_origin_fh, ovl_check_origin). It is a hint, unless an index stands on it: then one that does not match is ESTALE.
import { encodeBytes } from '../abi/bytes.ts';
import { type Errno, fail, SyscallError } from '../abi/errno.ts';
import { S_IFMT } from '../abi/mode.ts';
import { minusErrno } from './clean-up.ts';
import { decodeLower, encodeHandle, readHandle, sameHandle } from './handle.ts';
import type { RealInode } from './layer.ts';
import type { Overlay } from './overlay.ts';
import { pathPair, type RealPath } from './real.ts';
import { isWhiteout } from './whiteout.ts';

/** ovl_set_origin_fh(): an empty value where there is no handle; where upper keeps no attributes, nothing. */
export function setOrigin(overlay: Overlay, lower: RealPath, upper: RealPath): void {
  const { door } = overlay;
  const handle = encodeHandle(overlay, lower, false);
  // A symlink keeps no attribute of a user's.
  unless(['EOPNOTSUPP', 'EPERM'], () => {
    door.setxattr(upper, door.own.origin, handle ?? new Uint8Array(0), 0);
  });
}

/** ovl_check_setxattr(): upper keeps no such attributes. Numbers then change at copy-up: that is all that is lost. */
function unless(errnos: readonly Errno[], call: () => void): void {
  try {
    call();
  } catch (error) {
    if (!(error instanceof SyscallError) || !errnos.includes(error.errno)) throw error;
  }
}

/** The lower inode that `upper` was copied up from, on whichever layer. @throws EIO it is of another type */
export function findOrigin(overlay: Overlay, upper: RealPath): RealInode | undefined {
  const handle = readHandle(overlay, upper, overlay.door.own.origin);
  return handle === undefined ? undefined : originOf(overlay, handle, upper);
}

/** ovl_check_origin_fh(). @throws EIO */
export function originOf(overlay: Overlay, handle: Uint8Array, upper: RealPath): RealInode | undefined {
  const origin = decodeLower(overlay, handle);
  if (origin === undefined) return undefined;
  const attributes = upper.fs.getattr(upper.node);
  const type = attributes.mode & S_IFMT;
  const originType = overlay.layer(origin.layer).fs.getattr(origin.node).mode & S_IFMT;
  if (type !== originType && !isWhiteout(attributes)) {
    overlay.warn(
      `invalid origin (${pathPair(upper)}, ftype=${type.toString(16)}, origin ftype=${originType.toString(16)}).`,
    );
    fail('EIO');
  }
  return origin;
}

/**
 * ovl_verify_set_fh(): does the attribute name `real`? `sets`: where there is none it is given one.
 * @throws ESTALE it names another inode; ENODATA there is none
 */
export function verifyHandle(
  overlay: Overlay,
  on: RealPath,
  name: string,
  real: RealPath,
  isUpper: boolean,
  sets: boolean,
): void {
  try {
    matchHandle(overlay, on, name, real, isUpper, sets);
  } catch (error) {
    if (error instanceof SyscallError) {
      const { ino } = real.fs.getattr(real.node);
      const what = isUpper ? 'upper' : 'origin';
      overlay.warn(`failed to verify ${what} (${pathPair(real)}, ino=${String(ino)}, err=${minusErrno(error)})`);
    }
    throw error;
  }
}

/** As verifyHandle(), without a line in the log. */
export function matchHandle(
  overlay: Overlay,
  on: RealPath,
  name: string,
  real: RealPath,
  isUpper: boolean,
  sets: boolean,
): void {
  const handle = encodeHandle(overlay, real, isUpper) ?? fail('EOPNOTSUPP');
  const kept = readHandle(overlay, on, name);
  if (kept !== undefined) {
    if (!sameHandle(kept, handle)) fail('ESTALE');
  } else if (sets) overlay.door.setxattr(on, name, handle, 0);
  else fail('ENODATA');
}

const yes = encodeBytes('y');

/** ovl_set_impure(): the directory may now hold what came from below; a listing must look for origins. */
export function setImpure(overlay: Overlay, directory: RealPath): void {
  const { door } = overlay;
  if (hasImpure(overlay, directory)) return;
  unless(['EOPNOTSUPP'], () => {
    door.setxattr(directory, door.own.impure, yes, 0);
  });
}

export function hasImpure(overlay: Overlay, directory: RealPath): boolean {
  return overlay.door.getxattr(directory, overlay.door.own.impure) !== undefined;
}
