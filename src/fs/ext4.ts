// ext4 with 4 KiB blocks and 256-byte inodes, as mke2fs makes it by default: how many blocks and inodes a disk of a given size has,
// what a directory, an extent tree and an xattr cost, where numbers come from. Behaviour is `InodeTree`'s.
// Differs from Linux: delayed allocation is not modelled (blocks are given at the write, as stat(2) shows there too), names are
// hashed otherwise (there by a random seed, here by one of the uuid), and new top directories are not spread over groups.
import { capable, CAP_SYS_RESOURCE, type Credentials } from '../abi/credentials.ts';
import { byteLength } from '../abi/bytes.ts';
import { fail } from '../abi/errno.ts';
import { S_IFBLK, S_IFMT } from '../abi/mode.ts';
import type { StatFs } from '../abi/stat.ts';
import { xattrNamespace } from '../abi/xattr.ts';
import { copyBitmap, createBitmap, findFree, mark, type Bitmap } from '../disk/bitmap.ts';
import { BlockDevice, blockSize, type BlockDeviceState } from '../disk/block-device.ts';
import { eachName, type NameEntry } from '../disk/names.ts';
import { logicalExtents, type Run } from '../disk/runs.ts';
import { rootCredentials } from '../abi/credentials.ts';
import type { FileSystem, FileSystemContext, FileSystemType, MountRequest } from '../vfs/file-system.ts';
import { InodeTree, type InodeTreeState } from './inode-tree.ts';
import type { DirectoryContent, InodeRecord, Layout, Xattr } from './layout.ts';

export interface Ext4Options {
  /** Bytes of the disk. */
  readonly size: number;
  /** How many inodes; left out: one for every 16 KiB. */
  readonly inodes?: number;
  /** st_dev: the disk's device number. */
  readonly device: number;
  readonly lostAndFound: boolean;
}

/** mke2fs: a new, empty file system, mounted. `through` may stand between the tree and the disk: one that fails, say. */
export function makeExt4(
  context: FileSystemContext,
  options: Ext4Options,
  through: (layout: Layout) => Layout = (layout) => layout,
): InodeTree {
  const uuid = context.randomBytes(16);
  const layout = through(new Ext4Layout(newLayout(options, uuid), 0));
  const { device } = options;
  const tree = InodeTree.create(layout, context, {
    root: rootNumber,
    device,
    uuid,
    mode: 0o755,
    uid: 0,
    gid: 0,
    epoch: 0,
  });
  if (options.lostAndFound) {
    const directory = tree.mkdir(tree.root, 'lost+found', 0o700, rootCredentials);
    tree.growDirectory(directory, 4 * blockSize);
  }
  return tree;
}

export const ext4: FileSystemType = {
  name: 'ext4',
  nodev: false,
  mount(request: MountRequest): FileSystem {
    const source = request.resolve(request.source);
    if ((source.fs.getattr(source.node).mode & S_IFMT) !== S_IFBLK) fail('ENOTBLK');
    return fail('ENXIO');
  },
  revive(state: unknown, context: FileSystemContext): FileSystem {
    const tree = state as InodeTreeState;
    return new InodeTree(
      new Ext4Layout(tree.layout as Ext4State, tree.epoch + 1),
      { ...tree, epoch: tree.epoch + 1 },
      context,
    );
  },
};

/** Plain data. */
interface Ext4State {
  readonly disk: BlockDeviceState;
  readonly inodes: Bitmap;
  readonly inodesPerGroup: number;
  /** Blocks that f_blocks leaves out: inode tables, journal, bitmaps, super blocks. */
  readonly overhead: number;
  /** Blocks kept for root. */
  readonly reserved: number;
  readonly nameSeed: number;
  readonly generations: number;
  /** Where the next new file's blocks are looked for. */
  readonly goal: number;
  readonly options: string;
}

const rootNumber = 2;
/** s_first_ino: the numbers below belong to the file system itself. */
const firstNumber = 11;
const blocksPerGroup = 32768;
const inodeSize = 256;
const descriptorSize = 64;

function newLayout(options: Ext4Options, uuid: Uint8Array): Ext4State {
  const blocks = Math.floor(options.size / blockSize);
  const groups = Math.ceil(blocks / blocksPerGroup);
  const wanted = options.inodes ?? Math.floor(options.size / 16384);
  const inodesPerBlock = blockSize / inodeSize;
  // Inode tables are whole blocks, and a byte of the bitmap is never shared by two groups.
  const inodesPerGroup = Math.max(
    inodesPerBlock,
    Math.ceil(Math.ceil(wanted / groups) / inodesPerBlock) * inodesPerBlock,
  );
  const overhead = overheadBlocks(blocks, groups, inodesPerGroup);
  const device = new BlockDevice(BlockDevice.create(blocks), 0);
  // One more for the resize inode's own block, which f_blocks does count.
  device.reserve(0, overhead + 1);
  const inodes = createBitmap(inodesPerGroup * groups);
  mark(inodes, 0, firstNumber - 1, true, 0);
  const seed = new DataView(uuid.buffer, uuid.byteOffset, 16).getInt32(0, true);
  return {
    disk: device.checkpoint(0),
    inodes,
    inodesPerGroup,
    overhead,
    reserved: Math.floor(blocks * 0.05),
    nameSeed: seed,
    generations: 0,
    goal: overhead + 1,
    options: '',
  };
}

/** What mke2fs puts on the disk before any file. Source: e2fsprogs' defaults (sparse_super, 64bit, resize_inode, has_journal). */
function overheadBlocks(blocks: number, groups: number, inodesPerGroup: number): number {
  const perBlock = blockSize / descriptorSize;
  const descriptors = Math.ceil(groups / perBlock);
  const grownGroups = Math.ceil(Math.min(blocks * 1024, 2 ** 32) / blocksPerGroup);
  const reservedDescriptors = Math.min(blockSize / 4, Math.ceil(grownGroups / perBlock) - descriptors);
  let backups = 0;
  for (let group = 0; group < groups; group++) if (hasSuper(group)) backups++;
  const inodeTables = (groups * inodesPerGroup * inodeSize) / blockSize;
  return backups * (1 + descriptors + reservedDescriptors) + groups * 2 + inodeTables + journalBlocks(blocks);
}

/** sparse_super: groups 0, 1 and the powers of 3, 5 and 7. */
function hasSuper(group: number): boolean {
  if (group <= 1) return true;
  return [3, 5, 7].some((base) => {
    let power = base;
    while (power < group) power *= base;
    return power === group;
  });
}

/** ext2fs_default_journal_size() */
function journalBlocks(blocks: number): number {
  const steps: readonly (readonly [below: number, size: number])[] = [
    [2048, 0],
    [32768, 1024],
    [256 * 1024, 4096],
    [512 * 1024, 8192],
    [4096 * 1024, 16384],
    [8192 * 1024, 32768],
    [16384 * 1024, 65536],
    [32768 * 1024, 131072],
  ];
  return steps.find(([below]) => blocks < below)?.[1] ?? 262144;
}

class Ext4Layout implements Layout {
  readonly type = 'ext4';
  readonly handleType = 1;
  readonly handleWords = 2;
  readonly xattrNamespaces = ['user', 'trusted', 'security', 'system'];
  readonly linkMax = 65000;
  readonly unlimitedSubdirectories = true;
  readonly maxSize = 2 ** 44 - blockSize;
  /** 34 bits of seconds, from 1901 on. */
  readonly timeRange = [-(2n ** 31n), 2n ** 34n - 2n ** 31n - 1n] as const;
  readonly listing = 'hash';
  /** EXT4_HTREE_EOF_64BIT is one less, which is no exact number here. */
  readonly endOfDirectory = 2 ** 63;
  readonly tellsEndOfDirectory = true;
  readonly zeroRange = true;
  readonly fallocateUndoes = false;
  readonly truncatesToSameSize = true;
  readonly sparesSameXattr = true;
  readonly emptyDirectorySize = blockSize;
  readonly nameSeed: number;

  readonly #state: Ext4State;
  readonly #disk: BlockDevice;
  #epoch: number;
  #inodes: Bitmap;
  #generations: number;
  #goal: number;
  #options: string;

  constructor(state: Ext4State, epoch: number) {
    this.#state = state;
    this.#epoch = epoch;
    this.#disk = new BlockDevice(state.disk, epoch);
    this.#inodes = copyBitmap(state.inodes);
    this.nameSeed = state.nameSeed;
    this.#generations = state.generations;
    this.#goal = state.goal;
    this.#options = state.options;
  }

  /** The lowest free one of the directory's group, else of any. */
  takeNumber(parent: InodeRecord | undefined, _mode: number): number {
    const perGroup = this.#state.inodesPerGroup;
    const group = parent === undefined ? 0 : Math.floor((parent.ino - 1) / perGroup);
    const inodes = this.#inodes;
    if (inodes.free === 0) fail('ENOSPC');
    let bit = findFree(inodes, group * perGroup, inodes.size);
    if (bit < 0) bit = findFree(inodes, 0, group * perGroup);
    mark(inodes, bit, 1, true, this.#epoch);
    return bit + 1;
  }

  freeNumber(ino: number): void {
    mark(this.#inodes, ino - 1, 1, false, this.#epoch);
  }

  nextGeneration(): number {
    let x = (this.nameSeed ^ Math.imul(++this.#generations, 0x9e3779b9)) >>> 0;
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
    return (x ^ (x >>> 13)) >>> 0;
  }

  blockGoal(_ino: number): number {
    return this.#goal;
  }

  takeBlocks(
    goal: number,
    count: number,
    purpose: 'data' | 'metadata',
    credentials: Credentials,
  ): { readonly start: number; readonly length: number } {
    const free = this.#disk.freeBlocks;
    const keep = purpose === 'metadata' ? 0 : this.#kept() + (mayUseReserve(credentials) ? 0 : this.#state.reserved);
    const run = this.#disk.allocate(goal, Math.min(count, Math.max(0, free - keep)));
    this.#disk.countWritten(run.length);
    if (run.length > 0) this.#goal = run.start + run.length;
    return run;
  }

  /** s_resv_clusters: 2 %, at most 4096, that only metadata may take. */
  #kept(): number {
    return Math.min(4096, Math.floor(this.#disk.blocks / 50));
  }

  freeBlocks(start: number, length: number): void {
    this.#disk.free(start, length);
  }

  /** Four extents fit into the inode, 340 into a block. */
  treeBlocks(runs: readonly Run[]): number {
    const extents = logicalExtents(runs, 32768);
    if (extents <= 4) return 0;
    const leaves = Math.ceil(extents / 340);
    return leaves <= 4 ? leaves : leaves + Math.ceil(leaves / 340);
  }

  /** A target of at most 59 bytes stands in the inode. */
  symlinkBlocks(length: number): number {
    return length < 60 ? 0 : 1;
  }

  directoryBlocks(size: number): number {
    return size / blockSize;
  }

  directoryAdded(directory: DirectoryContent, entry: NameEntry, size: number): number {
    const blocks = directory.blocks;
    const length = entryLength(entry.name);
    const index = blockOf(directory, entry.hash);
    const block = blocks[index];
    const used = (block?.used ?? 0) + length;
    blocks[index] = { from: block?.from ?? 0, used };
    const indexed = blocks.length > 1;
    // A single block also holds `.` and `..`; every block ends in a checksum of 12 bytes.
    if (used <= blockSize - 12 - (indexed ? 0 : 24)) return size;
    splitBlock(directory, index);
    if (blocks.length === 1) return size;
    return Math.max(size, (blocks.length + 1 + indexNodes(blocks.length)) * blockSize);
  }

  directoryRemoved(directory: DirectoryContent, entry: NameEntry, size: number): number {
    const index = blockOf(directory, entry.hash);
    const block = directory.blocks[index];
    if (block !== undefined) directory.blocks[index] = { from: block.from, used: block.used - entryLength(entry.name) };
    return size;
  }

  placeXattr(
    xattrs: readonly Xattr[],
    name: string,
    value: Uint8Array | undefined,
  ): { readonly xattrs: readonly Xattr[]; readonly blocks: number } {
    const body = xattrs.filter((xattr) => xattr.inBlock !== true);
    const block = xattrs.filter((xattr) => xattr.inBlock === true && xattr.name !== name);
    const at = body.findIndex((xattr) => xattr.name === name);
    const withoutIt = at < 0 ? body : body.toSpliced(at, 1);
    if (value === undefined) return joined(withoutIt, block);
    const placed = { name, value };
    if (roomOf(withoutIt) + xattrLength(placed) + 4 <= bodyRoom) {
      return joined(at < 0 ? [...body, placed] : body.with(at, placed), block);
    }
    const inBlock = { name, value, inBlock: true };
    if (roomOf(block) + xattrLength(inBlock) + 4 > blockRoom) fail('ENOSPC');
    return joined(withoutIt, [...block, inBlock].sort(byDiskOrder));
  }

  statfs(): StatFs {
    const { overhead, reserved } = this.#state;
    const free = this.#disk.freeBlocks;
    return {
      type: 0xef53,
      bsize: blockSize,
      blocks: this.#disk.blocks - overhead,
      bfree: free,
      bavail: Math.max(0, free - reserved - this.#kept()),
      files: this.#inodes.size,
      ffree: this.#inodes.free,
      namelen: 255,
    };
  }

  showOptions(): string {
    return this.#options;
  }

  remount(data: string): void {
    for (const option of data.split(',')) if (option !== '' && !knownOptions.has(option)) fail('EINVAL');
    const errors = data.split(',').find((option) => option.startsWith('errors='));
    if (errors !== undefined) this.#options = errors === 'errors=continue' ? '' : `,${errors}`;
  }

  checkpoint(nextEpoch: number): Ext4State {
    const state = {
      ...this.#state,
      disk: this.#disk.checkpoint(nextEpoch),
      inodes: this.#inodes,
      generations: this.#generations,
      goal: this.#goal,
      options: this.#options,
    };
    this.#inodes = copyBitmap(this.#inodes);
    this.#epoch = nextEpoch;
    return state;
  }
}

const knownOptions = new Set([
  'rw',
  'ro',
  'acl',
  'user_xattr',
  'barrier',
  'data=ordered',
  'errors=continue',
  'errors=remount-ro',
  'errors=panic',
]);

function mayUseReserve(credentials: Credentials): boolean {
  return credentials.fsuid === 0 || capable(credentials, CAP_SYS_RESOURCE);
}

/** EXT4_DIR_REC_LEN */
function entryLength(name: string): number {
  return (8 + byteLength(name) + 3) & ~3;
}

/** The directory block in which a hash is. */
function blockOf(directory: DirectoryContent, hash: number): number {
  const blocks = directory.blocks;
  let low = 0;
  let high = blocks.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((blocks[middle]?.from ?? 0) <= hash) low = middle;
    else high = middle;
  }
  return low;
}

/** do_split(): the upper half, by bytes, of a full block's entries goes to a new one. */
function splitBlock(directory: DirectoryContent, index: number): void {
  const blocks = directory.blocks;
  const from = blocks[index]?.from ?? 0;
  const end = blocks[index + 1]?.from ?? Infinity;
  const entries: NameEntry[] = [];
  eachName(directory.names, from * 65536, (entry) => {
    if (entry.hash >= end) return false;
    entries.push(entry);
    return true;
  });
  let moved = 0;
  let split = entries.length;
  while (split > 1) {
    const length = entryLength(entries[split - 1]?.name ?? '');
    if (moved + length / 2 > blockSize / 2) break;
    moved += length;
    split--;
  }
  // Entries of one hash stay together.
  while (split < entries.length && entries[split]?.hash === entries[split - 1]?.hash) {
    moved -= entryLength(entries[split]?.name ?? '');
    split++;
  }
  const first = entries[split];
  if (first === undefined) return;
  const used = blocks[index]?.used ?? 0;
  blocks.splice(index, 1, { from, used: used - moved }, { from: first.hash, used: moved });
}

/** Index blocks below the root of a hashed directory, whose root has room for 507 leaves. */
function indexNodes(leaves: number): number {
  return leaves <= 507 ? 0 : Math.ceil(leaves / 340);
}

/** Behind the 160 bytes of the inode proper: a header of 4; in a block one of 32. */
const bodyRoom = inodeSize - 160 - 4;
const blockRoom = blockSize - 32;

/** e_name_index */
const nameIndexes: Readonly<Record<string, number>> = { user: 1, trusted: 4, security: 6, system: 7 };

function nameIndex(name: string): number {
  if (name === 'system.posix_acl_access') return 2;
  if (name === 'system.posix_acl_default') return 3;
  return nameIndexes[xattrNamespace(name)] ?? 0;
}

/** The name as it is on the disk: without what the index says. */
function diskName(name: string): string {
  return name.startsWith('system.posix_acl_') ? '' : name.slice(xattrNamespace(name).length + 1);
}

function xattrLength(xattr: Xattr): number {
  const value = xattr.name.startsWith('system.posix_acl_') ? aclLength(xattr.value) : xattr.value.length;
  return 16 + ((byteLength(diskName(xattr.name)) + 3) & ~3) + ((value + 3) & ~3);
}

/** ext4's own form of an ACL: entries that name nobody take 4 bytes there, the others 8. */
function aclLength(value: Uint8Array): number {
  let length = 4;
  for (let at = 4; at + 8 <= value.length; at += 8) length += value[at] === 2 || value[at] === 8 ? 8 : 4;
  return length;
}

function roomOf(xattrs: readonly Xattr[]): number {
  return xattrs.reduce((sum, xattr) => sum + xattrLength(xattr), 0);
}

function joined(
  body: readonly Xattr[],
  block: readonly Xattr[],
): { readonly xattrs: readonly Xattr[]; readonly blocks: number } {
  return { xattrs: [...body, ...block], blocks: block.length > 0 ? 1 : 0 };
}

function byDiskOrder(a: Xattr, b: Xattr): number {
  const index = nameIndex(a.name) - nameIndex(b.name);
  if (index !== 0) return index;
  const [left, right] = [diskName(a.name), diskName(b.name)];
  return byteLength(left) - byteLength(right) || (left < right ? -1 : left > right ? 1 : 0);
}
