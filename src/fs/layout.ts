// In what a file system that keeps its own inodes differs from another such one: numbers, blocks, directory sizes, xattr room,
// options. `InodeTree` does the rest for all of them.
import type { Credentials } from '../abi/credentials.ts';
import type { DeviceNumber, StatFs } from '../abi/stat.ts';
import type { Chunks } from '../disk/chunks.ts';
import type { NameEntry, NameTree } from '../disk/names.ts';
import type { Radix } from '../disk/radix.ts';
import type { Run } from '../disk/runs.ts';

export interface Xattr {
  readonly name: string;
  readonly value: Uint8Array;
  /** ext4: it stands in the block beside the inode. */
  readonly inBlock?: boolean;
}

/** Consecutive hashes that share one block of a large directory. Immutable. */
export interface DirectoryBlock {
  /** The lowest hash. */
  readonly from: number;
  /** Bytes that its entries take. */
  readonly used: number;
}

export interface DirectoryContent {
  readonly names: NameTree;
  /** Entries by `order`, where the listing goes by it. */
  readonly orders: Radix<NameEntry>;
  nextOrder: number;
  readonly blocks: DirectoryBlock[];
}

/** An inode, plain data. It is the answer of `getattr`, too. Edited in place while it is of the current epoch. */
export interface InodeRecord {
  readonly epoch: number;
  readonly ino: number;
  readonly generation: number;
  mode: number;
  nlink: number;
  uid: number;
  gid: number;
  readonly rdev: DeviceNumber;
  size: number;
  /** Units of 512 bytes. */
  blocks: number;
  atimeNs: bigint;
  mtimeNs: bigint;
  ctimeNs: bigint;
  readonly btimeNs: bigint;
  /** How many hold it besides its names. */
  held: number;
  /** It has no name yet and may be given one (O_TMPFILE without O_EXCL). */
  linkable: boolean;
  xattrs: readonly Xattr[];
  /** How many blocks its xattrs take beside the inode, and where: empty or one. */
  xattrBlocks: readonly number[];
  /** The blocks of its data, a directory's entries, a long symlink's target. */
  readonly runs: Run[];
  /** The blocks of its extent tree beside the inode. */
  treeBlocks: readonly number[];
  readonly chunks: Chunks;
  readonly directory: DirectoryContent | null;
  readonly target: string;
  /** Of a directory: where its `..` leads, and its name there. */
  parent: number;
  name: string;
}

export interface Layout {
  /** As in /proc/filesystems. */
  readonly type: string;
  readonly handleType: number;
  /** A handle is the number and the generation; or the generation and the number in 64 bits. */
  readonly handleWords: 2 | 3;
  readonly xattrNamespaces: readonly string[];
  readonly linkMax: number;
  /** May a directory have more subdirectories than `linkMax` (its nlink then says 1)? */
  readonly unlimitedSubdirectories: boolean;
  /** Bytes: the largest file. */
  readonly maxSize: number;
  /** Seconds: the first and the last time that an inode can keep. */
  readonly timeRange: readonly [first: bigint, last: bigint];
  readonly nameSeed: number;
  /** Entries by hash, `.` and `..` among them while the directory is one block; or newest first behind `.` and `..`. */
  readonly listing: 'hash' | 'newest';
  /** The position behind a directory's last entry, and whether lseek(2) tells it. */
  readonly endOfDirectory: number;
  readonly tellsEndOfDirectory: boolean;
  readonly zeroRange: boolean;
  /** An allocation that the disk is too full for is taken back (tmpfs) or kept as far as it went (ext4). */
  readonly fallocateUndoes: boolean;
  /** Does a truncation to the same size count as one: times move, what is reserved behind the end goes? */
  readonly truncatesToSameSize: boolean;
  /** Is an attribute left alone, its time with it, that is set to what it is? */
  readonly sparesSameXattr: boolean;

  /** @throws ENOSPC */
  takeNumber(parent: InodeRecord | undefined, mode: number): number;
  freeNumber(ino: number, mode: number): void;
  /** One name more of an inode that has one, and one less; absent: that costs nothing. @throws ENOSPC */
  takeLink?(): void;
  freeLink?(): void;
  nextGeneration(): number;
  /** Where blocks of a new inode should go. */
  blockGoal(ino: number): number;
  /** At most `count` blocks in one piece. Length 0: none for this caller. */
  takeBlocks(
    goal: number,
    count: number,
    purpose: 'data' | 'metadata',
    credentials: Credentials,
  ): { readonly start: number; readonly length: number };
  freeBlocks(start: number, length: number): void;
  /** How many blocks the extent tree of these runs needs beside the inode. */
  treeBlocks(runs: readonly Run[]): number;
  /** Blocks for a symlink whose target has `length` bytes. */
  symlinkBlocks(length: number): number;
  /** Blocks for a directory of `size` bytes. */
  directoryBlocks(size: number): number;
  /** Bytes of a directory without entries. */
  readonly emptyDirectorySize: number;
  /** The directory has just got `entry`: its size from now on. */
  directoryAdded(directory: DirectoryContent, entry: NameEntry, size: number): number;
  directoryRemoved(directory: DirectoryContent, entry: NameEntry, size: number): number;
  /**
   * The list after a change, in the order in which listxattr gives it, and the blocks that it takes.
   * @throws ENOSPC there is no room for it, whatever the disk has
   */
  placeXattr(
    xattrs: readonly Xattr[],
    name: string,
    value: Uint8Array | undefined,
  ): { readonly xattrs: readonly Xattr[]; readonly blocks: number };

  statfs(): StatFs;
  showOptions(): string;
  /** @throws EINVAL */
  remount(data: string): void;
  /** Plain data; what is edited from now on is of `nextEpoch`. */
  checkpoint(nextEpoch: number): unknown;
}
