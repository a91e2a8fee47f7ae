// A place in a name space: an inode as it is seen through one mount (`struct path`). A directory's own name is its file system's
// to tell (`nameOf`); of anything else the path keeps the directory and the name by which it was reached, since an inode
// may have many. A path that outlives the system call must be held (`holdPath`), or its inode may be freed under it.
import type { NodeId } from './file-system.ts';
import type { Mount } from './mount.ts';

export interface Path {
  readonly mount: Mount;
  readonly node: NodeId;
  /** Where it was reached; the node itself for a directory. */
  readonly directory: NodeId;
  /** Its name there; empty for a directory. */
  readonly name: string;
}

/** Keeps the inode and the mount: a working directory, a root, an open file. Pairs with `releasePath`. */
export declare function holdPath(path: Path): void;
export declare function releasePath(path: Path): void;
/**
 * d_path(): the absolute path as a process with `root` sees it, with ` (deleted)` behind it where the name is gone,
 * `(unreachable)` before it where `root` does not lead there.
 */
export declare function pathText(path: Path, root: Path): string;
