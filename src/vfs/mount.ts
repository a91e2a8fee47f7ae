// Mounts and mount name spaces (fs/namespace.c): which file system's tree stands where.
import type { NodeId, FileSystem } from './file-system.ts';
import type { Path } from './path.ts';

/** `struct mount`. `flags` are MS_RDONLY MS_NOSUID MS_NODEV MS_NOEXEC MS_NOATIME MS_NODIRATIME MS_RELATIME MS_STRICTATIME of this mount. */
export interface Mount {
  /** As in mountinfo. */
  readonly id: number;
  readonly fs: FileSystem;
  readonly root: NodeId;
  /** What mount(2) named as the source; `none` where it named nothing. */
  readonly source: string;
  flags: number;
  parent: Mount | null;
  /** In `parent`'s tree. */
  mountpoint: NodeId;
}

export declare class MountNamespace {
  readonly id: number;
  /** The bottom of the tree: what `/` is where no chroot is. */
  readonly root: Mount;
  /** Parents before children, older before newer, as /proc/mounts lists them. */
  list(): readonly Mount[];
}

/** All name spaces and super blocks of a kernel. */
export declare class MountTable {
  constructor();
  /** A name space with `fs` at its root. */
  createNamespace(fs: FileSystem, source: string, flags: number): MountNamespace;
  /** CLONE_NEWNS: the same tree of new mounts. `translate` says which new path an old one (a cwd, a root) has become. */
  copyNamespace(namespace: MountNamespace): { namespace: MountNamespace; translate(path: Path): Path };
  /** The last process in it is gone. */
  releaseNamespace(namespace: MountNamespace): void;
  /** Live super blocks. */
  fileSystems(): readonly FileSystem[];
  /** @throws ENOTDIR EBUSY ENOENT (a deleted mount point) */
  mount(namespace: MountNamespace, fs: FileSystem, source: string, target: Path, flags: number): Mount;
  /** MS_BIND, with MS_REC in `flags` the mounts below too. */
  bind(namespace: MountNamespace, source: Path, target: Path, flags: number): Mount;
  /** MS_REMOUNT: the super block's flags and options and the mount's flags; with MS_BIND the mount's flags alone. */
  remount(namespace: MountNamespace, target: Path, flags: number, data: string): void;
  /** MS_MOVE. */
  move(namespace: MountNamespace, source: Path, target: Path): void;
  /** umount2(2), with MNT_DETACH. @throws EINVAL (no mount's root) EBUSY */
  umount(namespace: MountNamespace, target: Path, flags: number): void;
  pivotRoot(namespace: MountNamespace, newRoot: Path, putOld: Path, root: Path): void;
  /** Plain data; file systems by their id. */
  checkpoint(): unknown;
  static revive(state: unknown, fileSystem: (id: number) => FileSystem): MountTable;
  /** Name spaces by id, after `revive`. */
  namespace(id: number): MountNamespace;
  /** A mount by id, whatever its name space, detached ones that are held too: with it a checkpoint's paths are found again. */
  mountById(id: number): Mount;
}

/** Lines of /proc/PID/mounts and /proc/PID/mountinfo as a process with `root` sees them, each with its newline. */
export declare function mountsText(namespace: MountNamespace, root: Path): string;
export declare function mountinfoText(namespace: MountNamespace, root: Path): string;
