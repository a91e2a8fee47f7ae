// What every file system offers, and all that stands on one: the overlay is built on this interface and is itself one.
// The invariant: a `NodeId` is the only way to name an inode across calls. Records returned by `getattr` are live views,
// valid until the next change, and never kept.
import type { Credentials } from '../abi/credentials.ts';
import type { FileType } from '../abi/mode.ts';
import type { DeviceNumber, StatFs } from '../abi/stat.ts';
import type { Splice } from '../disk/content.ts';
import type { AclEntry } from './acl.ts';

/**
 * A file system's own handle of an inode (FUSE: nodeid). Stable while the inode lives or is held; not always `st_ino`:
 * the overlay numbers its merged inodes privately and reports another `ino`.
 */
export type NodeId = number & { readonly brand: 'NodeId' };

/** An inode of one file system: what Linux's `struct inode *` says with its `i_sb`. */
export interface Inode {
  readonly fs: FileSystem;
  readonly node: NodeId;
}

/** `struct kstat` without `st_dev` where `dev` is undefined: then it is the file system's `device`. Times in nanoseconds. */
export interface Attributes {
  readonly dev?: number;
  readonly ino: number;
  readonly mode: number;
  readonly nlink: number;
  readonly uid: number;
  readonly gid: number;
  readonly rdev: DeviceNumber;
  /** Bytes. */
  readonly size: number;
  /** Units of 512 bytes. */
  readonly blocks: number;
  readonly atimeNs: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly btimeNs: bigint;
}

/**
 * `struct iattr`: what setattr is to change. `'NOW'` is a time left to the file system's own clock.
 * `killPrivileges` asks for set-user-id, set-group-id and file capabilities to be dropped (ATTR_KILL_SUID, ATTR_KILL_SGID, ATTR_KILL_PRIV).
 * `file` is the open file of ftruncate(2) and futimens(2), where there is one.
 */
export interface AttributeChange {
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly size?: number;
  readonly atimeNs?: bigint | 'NOW';
  readonly mtimeNs?: bigint | 'NOW';
  readonly ctime?: true;
  /** open(2) with O_TRUNC asked for the size. */
  readonly open?: true;
  readonly killPrivileges?: true;
  readonly file?: OpenFile;
  /** ATTR_FORCE: what the kernel does as part of a write or a truncation is asked of nobody. */
  readonly force?: true;
}

/**
 * An open file description (`struct file`). Plain data except for `fs`, which a checkpoint writes as its id.
 * `state` is the file system's own, plain data, replaced and never edited in place.
 */
export interface OpenFile {
  readonly fs: FileSystem;
  readonly node: NodeId;
  /** O_ flags of open(2); fcntl F_SETFL may change them. */
  flags: number;
  /** Bytes, or a directory stream's position. */
  position: number;
  state: unknown;
  readonly credentials: Credentials;
}

/** Takes one entry of a directory; false: there is no room, the stream stops before this entry. `next` is the position after it. */
export type DirectoryActor = (name: string, ino: number, type: FileType | 'unknown', next: number) => boolean;

/**
 * Every method throws `SyscallError`. None checks the caller's permission save where it says so: `vfs/operations.ts` does that,
 * as the VFS does in Linux. `credentials` are the caller's, for new inodes' owners and for file systems that stand on others.
 */
export interface FileSystem {
  /** The super block's number in this kernel: a checkpoint's name for this instance. */
  readonly id: number;
  /** As in /proc/filesystems: `ext4`, `tmpfs`, `overlay`. */
  readonly type: string;
  /** st_dev of its inodes. */
  readonly device: number;
  readonly root: NodeId;
  /** Super block is read-only: every change is EROFS. */
  readonly readOnly: boolean;
  /** 16 bytes, or null: the file system has none. */
  readonly uuid: Uint8Array | null;
  /** How many file systems stand below this one: 0 for a disk. s_stack_depth. */
  readonly stackDepth: number;
  /** Names of xattr namespaces it stores, such as `trusted`; `''`: it takes every name and answers for it. */
  readonly xattrNamespaces: readonly string[];
  /** s_maxbytes: the largest position of a file. Absent: as far as numbers are exact. */
  readonly maxBytes?: number;
  readonly supportsTmpfile: boolean;
  readonly supportsWhiteout: boolean;

  lookup(directory: NodeId, name: string): NodeId | undefined;
  getattr(node: NodeId): Attributes;
  setattr(node: NodeId, change: AttributeChange, credentials: Credentials): void;
  readlink(node: NodeId): string;
  /**
   * The inode was read: its access time is to be now (i_op->update_time), if now is `from` or later. The VFS has looked at
   * relatime and the mount. Absent: nothing.
   */
  touchAtime?(node: NodeId, from?: bigint): void;
  /** An inode's POSIX ACL, undefined where it has none. Absent: the file system keeps none. */
  acl?(node: NodeId, kind: 'access' | 'default'): readonly AclEntry[] | undefined;
  /** Absent: the generic check of owner, group, other and ACL on `getattr` suffices. `mask` is of R_OK W_OK X_OK. */
  permission?(node: NodeId, mask: number, credentials: Credentials): void;

  /** mknod(2): regular files (create), devices, fifos, sockets. `mode` holds the type bits. @throws EEXIST ENOSPC EDQUOT ENAMETOOLONG EMLINK */
  mknod(directory: NodeId, name: string, mode: number, rdev: DeviceNumber, credentials: Credentials): NodeId;
  mkdir(directory: NodeId, name: string, mode: number, credentials: Credentials): NodeId;
  symlink(directory: NodeId, name: string, target: string, credentials: Credentials): NodeId;
  link(node: NodeId, directory: NodeId, name: string, credentials: Credentials): void;
  unlink(directory: NodeId, name: string, credentials: Credentials): void;
  rmdir(directory: NodeId, name: string, credentials: Credentials): void;
  /** `flags` of RENAME_NOREPLACE RENAME_EXCHANGE RENAME_WHITEOUT. The target, if any, is checked by the VFS and replaced here. */
  rename(
    oldDirectory: NodeId,
    oldName: string,
    newDirectory: NodeId,
    newName: string,
    flags: number,
    credentials: Credentials,
  ): void;
  /** A nameless inode with nlink 0; alive until its last `release`. It is returned held once. `linkable` false (O_EXCL): it never gets a name. */
  tmpfile(directory: NodeId, mode: number, credentials: Credentials, linkable?: boolean): NodeId;

  /** Keeps an inode alive though its last name goes (an open file, a cwd, a mount's root). Pairs with `release`. */
  hold(node: NodeId): void;
  release(node: NodeId): void;

  /** The file system's part of open(2), after permission checks and before truncation: its `state`. */
  open(node: NodeId, flags: number, credentials: Credentials): unknown;
  /** The last descriptor of this description is gone. */
  close(file: OpenFile): void;
  /** At most `count` bytes; empty at the end. The bytes are the caller's to keep. */
  read(file: OpenFile, position: number, count: number): Uint8Array;
  /** Bytes written: fewer than given only where Linux would. @throws ENOSPC EFBIG EDQUOT EIO */
  write(file: OpenFile, position: number, data: Uint8Array): number;
  /** As `read`, as shared chunks without a copy: what splice(2) moves. */
  spliceRead(file: OpenFile, position: number, length: number): Splice;
  spliceWrite(file: OpenFile, position: number, splice: Splice): number;
  /** SEEK_DATA or SEEK_HOLE from `offset`. @throws ENXIO */
  seek(file: OpenFile, offset: number, whence: 'SEEK_DATA' | 'SEEK_HOLE'): number;
  fallocate(file: OpenFile, mode: number, offset: number, length: number): void;
  /** As `write`, of `length` bytes of the stream of `seed` (disk/content.ts), which nobody has to hold. */
  writeGenerated?(file: OpenFile, position: number, length: number, seed: number): number;
  /** Calls `actor` for the entries from `file.position` on, `.` and `..` with them, and moves `file.position` past those taken. */
  iterate(file: OpenFile, actor: DirectoryActor): void;
  /** The position of a directory's end, for lseek(2) from there. undefined, or absent: it tells nobody (EINVAL). */
  directoryEnd?(node: NodeId): number | undefined;
  fsync(file: OpenFile, datasync: boolean): void;
  syncfs(): void;

  /** @throws ENODATA EOPNOTSUPP */
  getxattr(node: NodeId, name: string, credentials: Credentials): Uint8Array;
  /** @throws EEXIST ENODATA (by `flags`) ENOSPC ERANGE EOPNOTSUPP */
  setxattr(node: NodeId, name: string, value: Uint8Array, flags: number, credentials: Credentials): void;
  removexattr(node: NodeId, name: string, credentials: Credentials): void;
  /** All that are stored; what the caller may not see is left out by the VFS. */
  listxattr(node: NodeId, credentials: Credentials): readonly string[];

  statfs(): StatFs;
  /** Flags of the super block that were given as options, as /proc/mounts shows them after `rw`: `,sync` … Absent: none. */
  readonly superWords?: string;
  /** What /proc/mounts shows after `rw,relatime`, each option with a leading comma. */
  showOptions(): string;
  /** mount(2) with MS_REMOUNT: the super block's own part. @throws EINVAL EROFS */
  remount(flags: number, data: string): void;
  /** The last mount of it is gone. */
  unmount(): void;

  /** Of a directory: its parent (the root's is itself) and its name there, from which its path is told. */
  parentOf(directory: NodeId): NodeId;
  nameOf(directory: NodeId): string;
  /** exportfs: a stable handle of an inode, or null where the file system can make none; and back. */
  encodeHandle(node: NodeId): Uint8Array | null;
  decodeHandle(handle: Uint8Array): NodeId | undefined;
  /** FILEID_ type byte of its handles, as name_to_handle_at(2) gives it. */
  readonly handleType: number;

  /** All of it as plain immutable data, in O(1): later changes never show in it. `FileSystemType.revive` makes an instance of it. */
  checkpoint(): unknown;
}

/** What a file system's `mount` and `revive` are given by the kernel. `Event` is what it tells; a plain disk tells nothing. */
export interface FileSystemContext<Event = never> {
  /** For the new super block. */
  readonly id: number;
  /** Simulated time, nanoseconds since the epoch. */
  now(): bigint;
  /** Appends a line to the kernel's log, without the time in brackets. */
  dmesg(line: string): void;
  /** A live super block by its id (layers of an overlay after `revive`). */
  fileSystem(id: number): FileSystem;
  /** Takes one event. Absent: nobody listens and building one is waste. */
  readonly emit?: (event: Event) => void;
  /** Is the call under way one that must leave no trace, such as a panel's look? A look-up then repairs nothing. Absent: never. */
  isPeeked?(): boolean;
  /** `count` pseudo-random bytes of the scene's seed (uuids). */
  randomBytes(count: number): Uint8Array;
}

/** One call of mount(2), for a file system type. */
export interface MountRequest<Event = never> extends FileSystemContext<Event> {
  readonly source: string;
  readonly flags: number;
  /** The option string, as mount(2) takes it. */
  readonly data: string;
  readonly credentials: Credentials;
  /** Resolves a path of the caller for a mount option. @throws what a path walk throws */
  resolve(path: string): ResolvedPath;
  /** Other live super blocks of this type: overlay looks whether an upper or work directory is in use. */
  siblings(): readonly FileSystem[];
}

/** Where a path option led. `mountFlags` are of that mount (MS_RDONLY, MS_NOEXEC …). */
export interface ResolvedPath extends Inode {
  /** The mount that it is seen through. */
  readonly mountId: number;
  readonly mountFlags: number;
  /** Does the inode stand, or lead up to the root of the same mount, at or below `other`? */
  isBelow(other: Inode): boolean;
}

/** An entry of /proc/filesystems. */
export interface FileSystemType<Event = never> {
  readonly name: string;
  /** `nodev` in /proc/filesystems: it needs no block device. */
  readonly nodev: boolean;
  mount(request: MountRequest<Event>): FileSystem;
  revive(state: unknown, context: FileSystemContext<Event>): FileSystem;
}
