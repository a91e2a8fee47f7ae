// Redirects: what is at another place, or under another name, on the layers below is told by an attribute of the upper one. A path with
// a slash before it begins at the layer's root, a name alone is in the same directory (ovl_set_redirect, ovl_check_redirect).
import { byteLength, decodeBytes, encodeBytes } from '../abi/bytes.ts';
import { fail, SyscallError } from '../abi/errno.ts';
import { minusErrno } from './clean-up.ts';
import type { MergedInode } from './inodes.ts';
import type { Overlay } from './overlay.ts';
import type { RealPath } from './real.ts';

/** OVL_REDIRECT_MAX: bytes of a path that is built up, with the NUL. */
const maxLength = 256;

/** The redirect that a real inode has. @throws EINVAL it is none: an empty part, or a slash in a name (ovl_get_redirect_xattr) */
export function readRedirect(overlay: Overlay, real: RealPath): string | undefined {
  let value: Uint8Array | undefined;
  try {
    value = overlay.door.getxattr(real, overlay.door.own.redirect);
  } catch (error) {
    if (error instanceof SyscallError) overlay.warn(`failed to get redirect (${minusErrno(error)})`);
    throw error;
  }
  if (value === undefined) return undefined;
  const end = value.indexOf(0);
  const redirect = decodeBytes(end < 0 ? value : value.subarray(0, end));
  const isValid = redirect.startsWith('/') ? !/\/(\/|$)/.test(redirect) : redirect !== '' && !redirect.includes('/');
  if (isValid) return redirect;
  overlay.warn(`invalid redirect (${redirect})`);
  return fail('EINVAL');
}

/**
 * ovl_set_redirect(): before an inode that lowers have a part in moves, or gets another name. It must be in upper.
 *
 * @throws EXDEV the path would be too long, or upper keeps no attributes: mv(1) then copies
 */
export function setRedirect(overlay: Overlay, inode: MergedInode, inSameDirectory: boolean): void {
  const isAbsolute = needsAbsolute(overlay, inode, inSameDirectory);
  if (inode.redirect !== undefined && (!isAbsolute || inode.redirect.startsWith('/'))) return;
  const redirect = isAbsolute ? absolutePath(overlay, inode) : inode.name;
  const { door } = overlay;
  try {
    door.setxattr(overlay.upperOf(inode), door.own.redirect, encodeBytes(redirect), 0);
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
    overlay.warn(`failed to set redirect (${minusErrno(error)})`);
    fail('EXDEV');
  }
  overlay.inodes.change(inode.node, { redirect });
}

/** Names of one file may be in several directories. */
function needsAbsolute(overlay: Overlay, inode: MergedInode, inSameDirectory: boolean): boolean {
  if (!inSameDirectory) return true;
  const first = inode.lower[0];
  if (inode.isDirectory || first === undefined) return false;
  return overlay.layer(first.layer).fs.getattr(first.node).nlink > 1;
}

/** ovl_get_redirect(): up to the root, or to what is redirected absolutely itself. */
function absolutePath(overlay: Overlay, inode: MergedInode): string {
  let path = '';
  for (let at = inode; at.node !== at.parent; at = overlay.inode(at.parent)) {
    const name = at.redirect ?? at.name;
    if (name.startsWith('/')) {
      path = name + path;
      break;
    }
    path = `/${name}${path}`;
  }
  return byteLength(path) < maxLength ? path : fail('EXDEV');
}
