// A place in a name space: an inode as it is seen through one mount (`struct path`). A directory's own name is its file system's
// to tell (`nameOf`); of anything else the path keeps the directory and the name by which it was reached, since an inode
// may have many. A path that outlives the system call must be held (`holdPath`), or its inode may be freed under it.
import type { FileSystem, NodeId } from './file-system.ts';

export interface Path {
  readonly mount: Mount;
  readonly node: NodeId;
  /** Where it was reached; the node itself for a directory. */
  readonly directory: NodeId;
  /** Its name there; empty for a directory. */
  readonly name: string;
}

/** `struct mount`. */
export interface Mount {
  /** As in mountinfo. */
  readonly id: number;
  readonly fs: FileSystem;
  readonly root: NodeId;
  /** Where a bind mount's root is no directory: where and by what name it was found. Else the root itself and ''. */
  readonly rootDirectory: NodeId;
  readonly rootName: string;
  /** What mount(2) named as the source; `none` where it named nothing. */
  readonly source: string;
  /** MS_RDONLY MS_NOSUID MS_NODEV MS_NOEXEC MS_NOATIME MS_NODIRATIME MS_RELATIME of this mount; none of the last three: strictatime. */
  flags: number;
  parent: Mount | null;
  /** In `parent`'s tree. */
  mountpoint: NodeId;
  /** Where the mount point is no directory: where and by what name it was reached. Else the mount point itself and ''. */
  mountpointDirectory: NodeId;
  mountpointName: string;
  /** What is mounted on this one, by mount point; null: nothing. */
  children: Map<NodeId, Mount> | null;
  /** How many held paths go through it. */
  pins: number;
  /** How many descriptions may write regular files through it. */
  writers: number;
  /** The name space that it is attached in. null: it is detached, and lives as long as it is pinned. */
  namespace: MountTree | null;
  readonly owner: MountOwner;
}

/** A mount name space, as a mount knows it. */
export interface MountTree {
  readonly id: number;
  root: Mount;
  readonly mounts: Mount[];
}

/** Who is told when a mount's last pin goes. */
export interface MountOwner {
  letGo(mount: Mount): void;
}

/** The root of a mount. */
export function rootOf(mount: Mount): Path {
  return { mount, node: mount.root, directory: mount.root, name: '' };
}

export function isSamePath(a: Path, b: Path): boolean {
  return a.mount === b.mount && a.node === b.node;
}

/** Keeps the inode and the mount: a working directory, a root, an open file. Pairs with `releasePath`. */
export function holdPath(path: Path): void {
  path.mount.pins++;
  path.mount.fs.hold(path.node);
}

export function releasePath(path: Path): void {
  path.mount.fs.release(path.node);
  path.mount.pins--;
  path.mount.owner.letGo(path.mount);
}

/**
 * d_path(): the absolute path as a process with `root` sees it, with ` (deleted)` behind it where the name is gone,
 * `(unreachable)` before it where `root` does not lead there.
 */
export function pathText(path: Path, root: Path): string {
  let text = '';
  let deleted = false;
  let { mount, node } = path;
  // The root of a mount stands where it is mounted, a file, too: its name on the disk is not seen.
  if (path.name !== '' && node !== mount.root) {
    deleted = mount.fs.lookup(path.directory, path.name) !== node;
    text = `/${path.name}`;
    node = path.directory;
  }
  for (;;) {
    if (mount === root.mount && node === root.node) break;
    if (node === mount.root) {
      if (mount.parent === null) {
        return `${mount === mount.namespace?.root ? '' : '(unreachable)'}${text === '' ? '/' : text}${deleted ? ' (deleted)' : ''}`;
      }
      if (mount.mountpointName !== '') {
        text = `/${mount.mountpointName}${text}`;
        node = mount.mountpointDirectory;
      } else node = mount.mountpoint;
      mount = mount.parent;
      continue;
    }
    const name = mount.fs.nameOf(node);
    const parent = mount.fs.parentOf(node);
    if (mount.fs.getattr(node).nlink === 0) deleted = true;
    text = `/${name}${text}`;
    node = parent;
  }
  return `${text === '' ? '/' : text}${deleted ? ' (deleted)' : ''}`;
}

/** Is `path` at or below `ancestor`, through whatever mounts lie between? */
export function isBelow(path: Path, ancestor: Path): boolean {
  let mount = path.mount;
  let node = path.name === '' || path.node === mount.root ? path.node : path.directory;
  if (isSamePath(path, ancestor)) return true;
  for (;;) {
    if (mount === ancestor.mount && node === ancestor.node) return true;
    if (node !== mount.root) node = mount.fs.parentOf(node);
    else if (mount.parent === null) return false;
    else {
      node = mount.mountpointName !== '' ? mount.mountpointDirectory : mount.mountpoint;
      mount = mount.parent;
    }
  }
}
