// Whiteouts: what says on an upper layer that a name below is not there. One inode serves all of a mount: it stands ready in
// the work directory, and each whiteout is a link of it (ovl_whiteout, fs/overlayfs/dir.c).
import { SyscallError } from '../abi/errno.ts';
import { S_IFCHR, S_IFMT, S_IFREG } from '../abi/mode.ts';
import type { Attributes, NodeId } from '../vfs/file-system.ts';
import { type Cleaner, minusErrno } from './clean-up.ts';
import { child, type Door, type RealPath } from './real.ts';

/** A character device 0/0. */
export function isWhiteout(attributes: Attributes): boolean {
  return (attributes.mode & S_IFMT) === S_IFCHR && attributes.rdev[0] === 0 && attributes.rdev[1] === 0;
}

/** The other form, for layers that can have no device: an empty regular file with the attribute, in a directory that says `x`. */
export function isXattrWhiteout(door: Door, real: RealPath): boolean {
  const attributes = real.fs.getattr(real.node);
  if ((attributes.mode & S_IFMT) !== S_IFREG || attributes.size !== 0) return false;
  return door.getxattr(real, door.own.whiteout) !== undefined;
}

export class Whiteouts {
  /** The one that stands in the work directory. */
  shared: { readonly name: string; readonly node: NodeId } | undefined;
  /** False once a link was refused: from then on each whiteout is an inode of its own. */
  shares: boolean;
  lastTemporary: number;

  constructor(shared?: { readonly name: string; readonly node: NodeId }, shares = true, lastTemporary = 0) {
    this.shared = shared;
    this.shares = shares;
    this.lastTemporary = lastTemporary;
  }

  /** `#` and a hexadecimal number that counts up (ovl_tempname). */
  temporaryName(): string {
    this.lastTemporary += 1;
    return `#${this.lastTemporary.toString(16)}`;
  }

  /** A whiteout with a temporary name in the work directory. @throws what mknod and link throw */
  make(cleaner: Cleaner, work: RealPath): RealPath {
    const { door } = cleaner;
    if (this.shared === undefined) {
      const name = this.temporaryName();
      door.lookup(work, name);
      const made = door.mknod(work, name, S_IFCHR, [0, 0], door.credentials);
      this.shared = { name, node: made.node };
    }
    const { name, node } = this.shared;
    const shared = child(work, name, { fs: work.fs, node });
    if (this.shares) {
      const next = this.temporaryName();
      door.lookup(work, next);
      try {
        return door.link(shared, work, next);
      } catch (error) {
        // This one is used up, and the next is made anew.
        if (!(error instanceof SyscallError)) throw error;
        if (error.errno !== 'EMLINK') {
          const nlink = String(work.fs.getattr(node).nlink);
          const why = `(nlink=${nlink}, err=${minusErrno(error)})`;
          cleaner.warn(`Failed to link whiteout - disabling whiteout inode sharing${why}`);
          this.shares = false;
        }
      }
    }
    this.shared = undefined;
    return shared;
  }
}
