// A file system that keeps its own inodes: the whole of ext4's and tmpfs's behaviour save what their `Layout` decides.
// Its state is one persistent table of inodes; a checkpoint is that table's head. The invariant: a record is changed only through
// `#edit`, which copies it first when a checkpoint may hold it.
import type { Credentials } from '../abi/credentials.ts';
import { byteLength } from '../abi/bytes.ts';
import { fail } from '../abi/errno.ts';
import { FALLOC_FL_KEEP_SIZE, FALLOC_FL_PUNCH_HOLE, FALLOC_FL_ZERO_RANGE } from '../abi/flags.ts';
import { RENAME_EXCHANGE, RENAME_NOREPLACE, RENAME_WHITEOUT, XATTR_CREATE, XATTR_REPLACE } from '../abi/flags.ts';
import { fileType, isDirectory, isSymlink, S_IFCHR, S_IFDIR, S_IFLNK, S_IFMT, S_ISGID } from '../abi/mode.ts';
import { nameTooLong, PATH_MAX } from '../abi/path.ts';
import { noDevice } from '../abi/device.ts';
import { isAclName, XATTR_NAME_POSIX_ACL_ACCESS, XATTR_NAME_POSIX_ACL_DEFAULT } from '../abi/xattr.ts';
import type { DeviceNumber, StatFs } from '../abi/stat.ts';
import { blockSize } from '../disk/block-device.ts';
import {
  generateInto,
  readChunks,
  spliceFrom,
  spliceInto,
  truncateChunks,
  writeChunks,
  zeroChunks,
} from '../disk/chunks.ts';
import type { Splice } from '../disk/content.ts';
import {
  addName,
  eachName,
  emptyNames,
  findName,
  hashName,
  namePosition,
  removeName,
  replaceName,
  type NameEntry,
} from '../disk/names.ts';
import { emptyRadix, radixEach, radixGet, radixPrevious, radixSet, type Radix } from '../disk/radix.ts';
import { addRun, cutRuns, holesIn, restoreRuns, type Run, runIndex, runsAround, setWritten } from '../disk/runs.ts';
import {
  aclAfterChmod,
  type AclEntry,
  aclMode,
  formatAcl,
  inheritAcl,
  type InheritedAcl,
  parseAcl,
} from '../vfs/acl.ts';
import type {
  AttributeChange,
  Attributes,
  DirectoryActor,
  FileSystem,
  FileSystemContext,
  NodeId,
  OpenFile,
} from '../vfs/file-system.ts';
import { inGroupOrCapable } from '../vfs/permission.ts';
import type { InodeRecord, Layout, Xattr } from './layout.ts';

/** Plain data: what a checkpoint holds. */
export interface InodeTreeState {
  readonly epoch: number;
  readonly device: number;
  readonly root: number;
  readonly readOnly: boolean;
  readonly uuid: Uint8Array | null;
  readonly inodes: Radix<InodeRecord>;
  readonly layout: unknown;
}

/** Positions of a newest-first listing count down from here. */
const newestBase = 2 ** 30;

export class InodeTree implements FileSystem {
  readonly id: number;
  readonly type: string;
  readonly device: number;
  readonly root: NodeId;
  readonly uuid: Uint8Array | null;
  readonly stackDepth = 0;
  readonly xattrNamespaces: readonly string[];
  readonly maxBytes: number;
  readonly supportsTmpfile = true;
  readonly supportsWhiteout = true;
  readonly handleType: number;
  readOnly: boolean;

  readonly #layout: Layout;
  readonly #context: FileSystemContext;
  #epoch: number;
  #inodes: Radix<InodeRecord>;

  constructor(layout: Layout, state: InodeTreeState, context: FileSystemContext) {
    this.id = context.id;
    this.type = layout.type;
    this.device = state.device;
    this.root = state.root as NodeId;
    this.uuid = state.uuid;
    this.readOnly = state.readOnly;
    this.xattrNamespaces = layout.xattrNamespaces;
    this.handleType = layout.handleType;
    this.maxBytes = layout.maxSize;
    this.#layout = layout;
    this.#context = context;
    this.#epoch = state.epoch;
    this.#inodes = { ...state.inodes };
  }

  /** A new one with nothing but its root directory. `root`: the number that it has. */
  static create(
    layout: Layout,
    context: FileSystemContext,
    made: {
      readonly root: number;
      readonly device: number;
      readonly uuid: Uint8Array | null;
      readonly mode: number;
      readonly uid: number;
      readonly gid: number;
      readonly epoch: number;
    },
  ): InodeTree {
    const { root, device, uuid, epoch } = made;
    const state = { epoch, device, root, readOnly: false, uuid, inodes: emptyRadix<InodeRecord>(), layout: undefined };
    const tree = new InodeTree(layout, state, context);
    tree.#createRoot(made);
    return tree;
  }

  #createRoot(made: {
    readonly root: number;
    readonly mode: number;
    readonly uid: number;
    readonly gid: number;
  }): void {
    const record = this.#newRecord(made.root, S_IFDIR | made.mode, made.uid, made.gid, noDevice, '');
    record.nlink = 2;
    record.parent = made.root;
    record.size = this.#layout.emptyDirectorySize;
    radixSet(this.#inodes, made.root, record, this.#epoch);
    this.#resizeMetadata(record, this.#layout.directoryBlocks(record.size), rootOwner);
  }

  lookup(directory: NodeId, name: string): NodeId | undefined {
    const content = this.#get(directory).directory;
    if (content === null) fail('ENOTDIR');
    return findName(content.names, name, hashName(name, this.#layout.nameSeed))?.node as NodeId | undefined;
  }

  getattr(node: NodeId): Attributes {
    return this.#get(node);
  }

  readlink(node: NodeId): string {
    const record = this.#get(node);
    if (!isSymlink(record.mode)) fail('EINVAL');
    return record.target;
  }

  parentOf(directory: NodeId): NodeId {
    return this.#get(directory).parent as NodeId;
  }

  nameOf(directory: NodeId): string {
    return this.#get(directory).name;
  }

  mknod(directory: NodeId, name: string, mode: number, rdev: DeviceNumber, credentials: Credentials): NodeId {
    return this.#create(directory, name, mode, rdev, '', credentials);
  }

  mkdir(directory: NodeId, name: string, mode: number, credentials: Credentials): NodeId {
    return this.#create(directory, name, S_IFDIR | (mode & 0o7777), noDevice, '', credentials);
  }

  symlink(directory: NodeId, name: string, target: string, credentials: Credentials): NodeId {
    if (byteLength(target) >= PATH_MAX) fail('ENAMETOOLONG');
    return this.#create(directory, name, S_IFLNK | 0o777, noDevice, target, credentials);
  }

  tmpfile(directory: NodeId, mode: number, credentials: Credentials, linkable = true): NodeId {
    this.#requireWritable();
    const record = this.#newInode(this.#get(directory), mode, noDevice, '', credentials);
    record.nlink = 0;
    record.held = 1;
    record.linkable = linkable;
    return record.ino as NodeId;
  }

  link(node: NodeId, directory: NodeId, name: string, credentials: Credentials): void {
    this.#requireWritable();
    const record = this.#edit(this.#get(node));
    if (record.nlink === 0 && !record.linkable) fail('ENOENT');
    if (record.nlink >= this.#layout.linkMax) fail('EMLINK');
    this.#requireFree(directory, name);
    if (record.nlink > 0) this.#layout.takeLink?.();
    this.#addEntry(directory, name, record, credentials);
    record.nlink++;
    record.linkable = false;
    record.ctimeNs = this.#context.now();
  }

  unlink(directory: NodeId, name: string, _credentials: Credentials): void {
    this.#requireWritable();
    const entry = this.#requireEntry(directory, name);
    const record = this.#edit(this.#get(entry.node));
    this.#removeEntry(directory, entry);
    this.#dropLink(record);
    record.ctimeNs = this.#context.now();
    this.#evictIfUnused(record);
  }

  #dropLink(record: InodeRecord): void {
    if (record.nlink > 1) this.#layout.freeLink?.();
    record.nlink--;
  }

  rmdir(directory: NodeId, name: string, _credentials: Credentials): void {
    this.#requireWritable();
    const entry = this.#requireEntry(directory, name);
    const record = this.#get(entry.node);
    if (record.directory === null) fail('ENOTDIR');
    if (record.directory.names.count > 0) fail('ENOTEMPTY');
    this.#removeEntry(directory, entry);
    this.#addSubdirectory(directory, -1);
    this.#killDirectory(entry.node);
  }

  /** A directory whose last name went: nothing can be made in it any more. */
  #killDirectory(node: number): void {
    const record = this.#edit(this.#get(node));
    record.nlink = 0;
    record.size = 0;
    record.ctimeNs = this.#context.now();
    this.#evictIfUnused(record);
  }

  rename(
    oldDirectory: NodeId,
    oldName: string,
    newDirectory: NodeId,
    newName: string,
    flags: number,
    credentials: Credentials,
  ): void {
    this.#requireWritable();
    const old = this.#requireEntry(oldDirectory, oldName);
    const target = this.#find(newDirectory, newName);
    if ((flags & RENAME_NOREPLACE) !== 0 && target !== undefined) fail('EEXIST');
    if ((flags & RENAME_EXCHANGE) !== 0) {
      if (target === undefined) fail('ENOENT');
      this.#exchange(oldDirectory, old, newDirectory, target);
      return;
    }
    if (target?.node === old.node) return;
    const record = this.#edit(this.#get(old.node));
    if (target?.type === 'dir' && this.#isNotEmpty(target.node)) fail('ENOTEMPTY');
    if (record.directory !== null && target === undefined && oldDirectory !== newDirectory) {
      this.#requireSubdirectoryRoom(newDirectory);
    }
    const whiteout = (flags & RENAME_WHITEOUT) !== 0 ? this.#whiteout(oldDirectory, credentials) : undefined;
    if (target === undefined) {
      this.#addEntry(newDirectory, newName, record, credentials, () => {
        if (whiteout !== undefined) this.#evict(whiteout);
      });
    } else this.#replaceEntry(newDirectory, target, record);
    // Found again: the growth of the directory may have replaced its nodes, not its entries.
    const gone = this.#requireEntry(oldDirectory, oldName);
    if (whiteout === undefined) this.#removeEntry(oldDirectory, gone);
    else this.#replaceEntry(oldDirectory, gone, whiteout);
    if (record.directory !== null) this.#moveDirectory(record, oldDirectory, newDirectory, newName);
    record.ctimeNs = this.#context.now();
    if (target !== undefined) this.#dropReplaced(newDirectory, target);
  }

  #whiteout(directory: NodeId, credentials: Credentials): InodeRecord {
    return this.#newInode(this.#get(directory), S_IFCHR, noDevice, '', credentials);
  }

  #moveDirectory(record: InodeRecord, from: NodeId, to: NodeId, name: string): void {
    record.name = name;
    record.parent = to;
    if (from === to) return;
    this.#addSubdirectory(from, -1);
    this.#addSubdirectory(to, 1);
  }

  #dropReplaced(directory: NodeId, target: NameEntry): void {
    if (target.type === 'dir') {
      this.#addSubdirectory(directory, -1);
      this.#killDirectory(target.node);
      return;
    }
    const record = this.#edit(this.#get(target.node));
    this.#dropLink(record);
    record.ctimeNs = this.#context.now();
    this.#evictIfUnused(record);
  }

  #exchange(oldDirectory: NodeId, old: NameEntry, newDirectory: NodeId, target: NameEntry): void {
    const first = this.#edit(this.#get(old.node));
    const second = this.#edit(this.#get(target.node));
    if (first === second) return;
    this.#replaceEntry(newDirectory, target, first);
    this.#replaceEntry(oldDirectory, this.#requireEntry(oldDirectory, old.name), second);
    if (first.directory !== null) this.#moveDirectory(first, oldDirectory, newDirectory, target.name);
    if (second.directory !== null) this.#moveDirectory(second, newDirectory, oldDirectory, old.name);
    first.ctimeNs = second.ctimeNs = this.#context.now();
  }

  #create(
    directory: NodeId,
    name: string,
    mode: number,
    rdev: DeviceNumber,
    target: string,
    credentials: Credentials,
  ): NodeId {
    this.#requireWritable();
    const parent = this.#get(directory);
    this.#requireFree(directory, name);
    if (isDirectory(mode)) this.#requireSubdirectoryRoom(directory);
    const record = this.#newInode(parent, mode, rdev, target, credentials);
    this.#addEntry(directory, name, record, credentials, () => {
      this.#evict(record);
    });
    if (record.directory !== null) {
      record.parent = directory;
      record.name = name;
      this.#addSubdirectory(directory, 1);
    }
    return record.ino as NodeId;
  }

  #find(directory: number, name: string): NameEntry | undefined {
    const content = this.#get(directory).directory;
    if (content === null) fail('ENOTDIR');
    return findName(content.names, name, hashName(name, this.#layout.nameSeed));
  }

  #requireEntry(directory: number, name: string): NameEntry {
    return this.#find(directory, name) ?? fail('ENOENT');
  }

  #requireFree(directory: number, name: string): void {
    const record = this.#get(directory);
    if (record.nlink === 0) fail('ENOENT');
    if (nameTooLong(name)) fail('ENAMETOOLONG');
    if (this.#find(directory, name) !== undefined) fail('EEXIST');
  }

  #requireSubdirectoryRoom(directory: number): void {
    if (!this.#layout.unlimitedSubdirectories && this.#get(directory).nlink >= this.#layout.linkMax) fail('EMLINK');
  }

  #isNotEmpty(node: number): boolean {
    return (this.#get(node).directory?.names.count ?? 0) > 0;
  }

  /** ext4 with dir_nlink: a directory with more links than can be counted has 1. */
  #addSubdirectory(directory: number, change: 1 | -1): void {
    const record = this.#edit(this.#get(directory));
    if (record.nlink === 1) return;
    record.nlink += change;
    if (record.nlink > this.#layout.linkMax) record.nlink = 1;
  }

  /** Adds a name to a directory. `undo` is called where there is no room for it. @throws ENOSPC */
  #addEntry(directory: number, name: string, of: InodeRecord, credentials: Credentials, undo?: () => void): void {
    const record = this.#edit(this.#get(directory));
    const content = record.directory;
    if (content === null) fail('ENOTDIR');
    const layout = this.#layout;
    const order = layout.listing === 'newest' ? content.nextOrder++ : 0;
    const hash = hashName(name, layout.nameSeed);
    const entry = addName(content.names, name, hash, of.ino, fileType(of.mode), order, this.#epoch);
    const size = layout.directoryAdded(content, entry, record.size);
    if (size !== record.size) {
      try {
        this.#resizeMetadata(record, layout.directoryBlocks(size), credentials);
      } catch (error) {
        // The disk is full: half-done work is undone, the error goes on.
        removeName(content.names, entry, this.#epoch);
        layout.directoryRemoved(content, entry, size);
        undo?.();
        throw error;
      }
      record.size = size;
    }
    if (order > 0) radixSet(content.orders, order, entry, this.#epoch);
    record.mtimeNs = record.ctimeNs = this.#context.now();
  }

  #removeEntry(directory: number, entry: NameEntry): void {
    const record = this.#edit(this.#get(directory));
    const content = record.directory;
    if (content === null) fail('ENOTDIR');
    removeName(content.names, entry, this.#epoch);
    if (entry.order > 0) radixSet(content.orders, entry.order, undefined, this.#epoch);
    record.size = this.#layout.directoryRemoved(content, entry, record.size);
    record.mtimeNs = record.ctimeNs = this.#context.now();
  }

  /** The name leads to another inode from now on. Where the newest come first, it is new. */
  #replaceEntry(directory: number, entry: NameEntry, of: InodeRecord): void {
    const record = this.#edit(this.#get(directory));
    const content = record.directory;
    if (content === null) fail('ENOTDIR');
    if (this.#layout.listing === 'newest') {
      removeName(content.names, entry, this.#epoch);
      radixSet(content.orders, entry.order, undefined, this.#epoch);
      const order = content.nextOrder++;
      const added = addName(content.names, entry.name, entry.hash, of.ino, fileType(of.mode), order, this.#epoch);
      radixSet(content.orders, order, added, this.#epoch);
    } else replaceName(content.names, entry, of.ino, fileType(of.mode), this.#epoch);
    record.mtimeNs = record.ctimeNs = this.#context.now();
  }

  hold(node: NodeId): void {
    this.#edit(this.#get(node)).held++;
  }

  release(node: NodeId): void {
    const record = this.#edit(this.#get(node));
    if (record.held === 0) throw new Error(`inode ${String(node)} is released more often than held`);
    record.held--;
    this.#evictIfUnused(record);
  }

  touchAtime(node: NodeId, from?: bigint): void {
    const now = this.#context.now();
    if (this.readOnly || (from !== undefined && now < from)) return;
    const record = this.#get(node);
    if (record.atimeNs !== now) this.#edit(record).atimeNs = now;
  }

  setattr(node: NodeId, change: AttributeChange, credentials: Credentials): void {
    this.#requireWritable();
    const record = this.#edit(this.#get(node));
    if (change.size !== undefined) this.#setSize(record, change.size, credentials);
    if (change.uid !== undefined) record.uid = change.uid;
    if (change.gid !== undefined) record.gid = change.gid;
    if (change.mode !== undefined) this.#setMode(record, change.mode, credentials);
    const now = this.#context.now();
    if (change.atimeNs !== undefined) record.atimeNs = change.atimeNs === 'NOW' ? now : this.#truncated(change.atimeNs);
    if (change.mtimeNs !== undefined) record.mtimeNs = change.mtimeNs === 'NOW' ? now : this.#truncated(change.mtimeNs);
    if (change.ctime === true) record.ctimeNs = now;
  }

  /** timestamp_truncate(): the nearest time that can be kept. */
  #truncated(time: bigint): bigint {
    const [first, last] = this.#layout.timeRange;
    if (time < first * second) return first * second;
    return time > last * second ? last * second : time;
  }

  #setMode(record: InodeRecord, mode: number, credentials: Credentials): void {
    record.mode = (record.mode & S_IFMT) | (mode & 0o7777);
    const acl = record.xattrs.find((xattr) => xattr.name === XATTR_NAME_POSIX_ACL_ACCESS);
    if (acl !== undefined) {
      const value = formatAcl(aclAfterChmod(parseAcl(acl.value), mode));
      this.#placeXattr(record, XATTR_NAME_POSIX_ACL_ACCESS, value, credentials);
    }
  }

  #setSize(record: InodeRecord, size: number, _credentials: Credentials): void {
    if (size > this.#layout.maxSize) fail('EFBIG');
    if (size === record.size && !this.#layout.truncatesToSameSize) return;
    if (size <= record.size) {
      truncateChunks(record.chunks, size, this.#epoch);
      this.#freeRange(record, Math.ceil(size / blockSize), Infinity);
    }
    record.size = size;
    record.mtimeNs = record.ctimeNs = this.#context.now();
  }

  #get(node: number): InodeRecord {
    const record = radixGet(this.#inodes, node);
    if (record === undefined) throw new Error(`${this.type} has no inode ${String(node)}`);
    return record;
  }

  #edit(record: InodeRecord): InodeRecord {
    if (record.epoch === this.#epoch) return record;
    const directory = record.directory;
    const copy: InodeRecord = {
      ...record,
      epoch: this.#epoch,
      runs: record.runs.slice(),
      chunks: { ...record.chunks },
      directory:
        directory === null
          ? null
          : {
              ...directory,
              names: { ...directory.names },
              orders: { ...directory.orders },
              blocks: directory.blocks.slice(),
            },
    };
    radixSet(this.#inodes, record.ino, copy, this.#epoch);
    return copy;
  }

  /** inode_init_owner(), a number, and what a symlink or a directory needs beside its inode. @throws ENOSPC */
  #newInode(
    parent: InodeRecord,
    mode: number,
    rdev: DeviceNumber,
    target: string,
    credentials: Credentials,
  ): InodeRecord {
    const layout = this.#layout;
    const inheritsGroup = (parent.mode & S_ISGID) !== 0;
    const ownMode = inheritsGroup && isDirectory(mode) ? mode | S_ISGID : mode;
    const defaults = parent.xattrs === noXattrs ? undefined : this.acl(parent.ino as NodeId, 'default');
    const inherited = defaults === undefined ? undefined : inheritAcl(defaults, ownMode);
    const fullMode = inherited?.mode ?? ownMode;
    const ino = layout.takeNumber(parent, fullMode);
    const gid = inheritsGroup ? parent.gid : credentials.fsgid;
    const record = this.#newRecord(ino, fullMode, credentials.fsuid, gid, rdev, target);
    radixSet(this.#inodes, ino, record, this.#epoch);
    let blocks = 0;
    if (record.directory !== null) {
      record.nlink = 2;
      record.size = layout.emptyDirectorySize;
      blocks = layout.directoryBlocks(record.size);
    } else if (target !== '') {
      record.size = byteLength(target);
      blocks = layout.symlinkBlocks(record.size);
    }
    if (blocks > 0) {
      try {
        this.#resizeMetadata(record, blocks, credentials);
      } catch (error) {
        // The disk is full: half-done work is undone, the error goes on.
        this.#evict(record);
        throw error;
      }
    }
    if (defaults !== undefined && inherited !== undefined)
      this.#placeInherited(record, defaults, inherited, credentials);
    return record;
  }

  /** The ACLs of a new inode. Without room for them it is not made. */
  #placeInherited(
    record: InodeRecord,
    defaults: readonly AclEntry[],
    { access, isDefault }: InheritedAcl,
    credentials: Credentials,
  ): void {
    try {
      if (isDefault) this.#placeXattr(record, XATTR_NAME_POSIX_ACL_DEFAULT, formatAcl(defaults), credentials);
      if (access !== undefined) this.#placeXattr(record, XATTR_NAME_POSIX_ACL_ACCESS, formatAcl(access), credentials);
    } catch (error) {
      // The disk is full: half-done work is undone, the error goes on.
      this.#evict(record);
      throw error;
    }
  }

  acl(node: NodeId, kind: 'access' | 'default'): readonly AclEntry[] | undefined {
    const { xattrs } = this.#get(node);
    if (xattrs.length === 0) return undefined;
    const name = kind === 'access' ? XATTR_NAME_POSIX_ACL_ACCESS : XATTR_NAME_POSIX_ACL_DEFAULT;
    const found = xattrs.find((xattr) => xattr.name === name);
    return found === undefined ? undefined : parseAcl(found.value);
  }

  #newRecord(ino: number, mode: number, uid: number, gid: number, rdev: DeviceNumber, target: string): InodeRecord {
    const now = this.#context.now();
    const directory = isDirectory(mode)
      ? { names: emptyNames(), orders: emptyRadix<NameEntry>(), nextOrder: 1, blocks: [] }
      : null;
    return {
      epoch: this.#epoch,
      ino,
      generation: this.#layout.nextGeneration(),
      mode,
      nlink: 1,
      uid,
      gid,
      rdev,
      size: 0,
      blocks: 0,
      atimeNs: now,
      mtimeNs: now,
      ctimeNs: now,
      btimeNs: now,
      held: 0,
      linkable: false,
      xattrs: noXattrs,
      xattrBlocks: noBlocks,
      runs: [],
      treeBlocks: noBlocks,
      chunks: emptyRadix(),
      directory,
      target,
      parent: 0,
      name: '',
    };
  }

  #evictIfUnused(record: InodeRecord): void {
    if (record.nlink === 0 && record.held === 0) this.#evict(record);
  }

  #evict(record: InodeRecord): void {
    for (const run of record.runs) this.#layout.freeBlocks(run.block, run.length);
    for (const block of record.treeBlocks) this.#layout.freeBlocks(block, 1);
    for (const block of record.xattrBlocks) this.#layout.freeBlocks(block, 1);
    this.#layout.freeNumber(record.ino, record.mode);
    radixSet(this.#inodes, record.ino, undefined, this.#epoch);
  }

  #requireWritable(): void {
    if (this.readOnly) fail('EROFS');
  }

  /** Gives blocks to the holes of [first, end), in order. Returns the block before which all are there. */
  #fill(record: InodeRecord, first: number, end: number, written: boolean, credentials: Credentials): number {
    const runs = record.runs;
    const before = runsAround(runs, first, end);
    const taken: Run[] = [];
    let reached = end;
    for (const hole of holesIn(runs, first, end)) {
      const holeEnd = hole.start + hole.length;
      const at = this.#fillHole(record, hole.start, holeEnd, written, credentials, taken);
      if (at === holeEnd) continue;
      reached = at;
      break;
    }
    if (written && reached > first) setWritten(runs, first, reached, true);
    try {
      this.#resizeTree(record, credentials);
    } catch (error) {
      // No room for the extents' own block: what they were to tell of is given back, the error goes on.
      restoreRuns(runs, before);
      for (const { block, length } of taken) {
        this.#layout.freeBlocks(block, length);
        record.blocks -= length * 8;
      }
      throw error;
    }
    return reached;
  }

  #fillHole(
    record: InodeRecord,
    first: number,
    end: number,
    written: boolean,
    credentials: Credentials,
    taken: Run[],
  ): number {
    const { runs } = record;
    let at = first;
    while (at < end) {
      const before = runs[runIndex(runs, at) - 1];
      const goal = before === undefined ? this.#layout.blockGoal(record.ino) : before.block + at - before.start;
      const got = this.#layout.takeBlocks(goal, end - at, 'data', credentials);
      if (got.length === 0) break;
      const run = { start: at, length: got.length, block: got.start, written };
      addRun(runs, run);
      taken.push(run);
      record.blocks += got.length * 8;
      at += got.length;
    }
    return at;
  }

  #freeRange(record: InodeRecord, first: number, end: number): void {
    const before = runsAround(record.runs, first, end);
    const cut = cutRuns(record.runs, first, end);
    try {
      this.#resizeTree(record, rootOwner);
    } catch (error) {
      // A hole in the midst may need one extent more, and a block for it.
      restoreRuns(record.runs, before);
      throw error;
    }
    for (const run of cut) {
      this.#layout.freeBlocks(run.block, run.length);
      record.blocks -= run.length * 8;
    }
  }

  #resizeTree(record: InodeRecord, credentials: Credentials): void {
    const count = record.runs.length <= 4 ? 0 : this.#layout.treeBlocks(record.runs);
    if (count === record.treeBlocks.length) return;
    record.treeBlocks = this.#resizeList(record, record.treeBlocks, count, credentials);
  }

  #resizeList(
    record: InodeRecord,
    blocks: readonly number[],
    count: number,
    credentials: Credentials,
  ): readonly number[] {
    const list = blocks.slice(0, count);
    for (const block of blocks.slice(count)) this.#layout.freeBlocks(block, 1);
    record.blocks -= (blocks.length - list.length) * 8;
    while (list.length < count) {
      const got = this.#layout.takeBlocks(this.#layout.blockGoal(record.ino), 1, 'metadata', credentials);
      if (got.length === 0) {
        for (const block of list.slice(blocks.length)) this.#layout.freeBlocks(block, 1);
        fail('ENOSPC');
      }
      list.push(got.start);
    }
    record.blocks += Math.max(0, count - blocks.length) * 8;
    return list;
  }

  /** A directory or symlink gets as many blocks as `count`; it never has fewer than before. @throws ENOSPC */
  #resizeMetadata(record: InodeRecord, count: number, credentials: Credentials): void {
    const had = record.runs.length === 0 ? 0 : endOf(record.runs);
    if (count <= had) return;
    if (this.#fill(record, had, count, true, credentials) < count) {
      this.#freeRange(record, had, count);
      fail('ENOSPC');
    }
  }

  /** Gives a directory room for later entries (lost+found). `size` bytes, whole blocks. */
  growDirectory(directory: NodeId, size: number): void {
    const record = this.#edit(this.#get(directory));
    this.#resizeMetadata(record, this.#layout.directoryBlocks(size), rootOwner);
    record.size = size;
  }

  open(_node: NodeId, _flags: number, _credentials: Credentials): unknown {
    return null;
  }

  close(_file: OpenFile): void {
    // Nothing of a description is kept here: the inode is held and released by the VFS.
  }

  read(file: OpenFile, position: number, count: number): Uint8Array {
    const record = this.#get(file.node);
    return readChunks(record.chunks, position, Math.max(0, Math.min(count, record.size - position)));
  }

  write(file: OpenFile, position: number, data: Uint8Array): number {
    const record = this.#edit(this.#get(file.node));
    const count = this.#prepareWrite(record, position, data.length, file.credentials);
    writeChunks(record.chunks, position, count === data.length ? data : data.subarray(0, count), this.#epoch);
    return count;
  }

  writeGenerated(file: OpenFile, position: number, length: number, seed: number): number {
    const record = this.#edit(this.#get(file.node));
    const count = this.#prepareWrite(record, position, length, file.credentials);
    generateInto(record.chunks, position, count, seed, position, this.#epoch);
    return count;
  }

  spliceRead(file: OpenFile, position: number, length: number): Splice {
    const record = this.#get(file.node);
    return spliceFrom(record.chunks, position, Math.max(0, Math.min(length, record.size - position)));
  }

  spliceWrite(file: OpenFile, position: number, splice: Splice): number {
    const record = this.#edit(this.#get(file.node));
    const count = this.#prepareWrite(record, position, splice.length, file.credentials);
    spliceInto(record.chunks, position, count === splice.length ? splice : { ...splice, length: count }, this.#epoch);
    return count;
  }

  /** Blocks, size and times for a write. Returns how many bytes there is room for. @throws ENOSPC EFBIG EROFS */
  #prepareWrite(record: InodeRecord, position: number, length: number, credentials: Credentials): number {
    this.#requireWritable();
    if (length === 0) return 0;
    const most = this.#layout.maxSize;
    if (position >= most) fail('EFBIG');
    let end = Math.min(position + length, most);
    const first = Math.floor(position / blockSize);
    const reached = this.#fill(record, first, Math.ceil(end / blockSize), true, credentials);
    end = Math.min(end, reached * blockSize);
    if (end <= position) fail('ENOSPC');
    if (end > record.size) record.size = end;
    record.mtimeNs = record.ctimeNs = this.#context.now();
    return end - position;
  }

  seek(file: OpenFile, offset: number, whence: 'SEEK_DATA' | 'SEEK_HOLE'): number {
    const record = this.#get(file.node);
    if (offset < 0 || offset >= record.size) fail('ENXIO');
    let at = offset;
    for (let i = runIndex(record.runs, Math.floor(offset / blockSize)); i < record.runs.length; i++) {
      const run = record.runs[i];
      if (run === undefined) break;
      const start = run.start * blockSize;
      if (start >= record.size) break;
      if (!run.written) continue;
      if (whence === 'SEEK_DATA') return Math.max(offset, start);
      if (start > at) return at;
      at = (run.start + run.length) * blockSize;
    }
    if (whence === 'SEEK_DATA') fail('ENXIO');
    return Math.min(at, record.size);
  }

  fallocate(file: OpenFile, mode: number, offset: number, length: number): void {
    this.#requireWritable();
    const keepSize = (mode & FALLOC_FL_KEEP_SIZE) !== 0;
    const kind = mode & ~FALLOC_FL_KEEP_SIZE;
    if (kind !== 0 && kind !== FALLOC_FL_PUNCH_HOLE && !(kind === FALLOC_FL_ZERO_RANGE && this.#layout.zeroRange)) {
      fail('EOPNOTSUPP');
    }
    const record = this.#edit(this.#get(file.node));
    const end = offset + length;
    if (end > this.#layout.maxSize) fail('EFBIG');
    const now = this.#context.now();
    if (kind === FALLOC_FL_PUNCH_HOLE) this.#zeroRange(record, offset, Math.min(end, record.size), true);
    else {
      if (kind === FALLOC_FL_ZERO_RANGE) this.#zeroRange(record, offset, end, false);
      this.#reserve(record, offset, end, keepSize, file.credentials);
    }
    record.mtimeNs = record.ctimeNs = now;
  }

  /** Whole blocks become holes (`free`) or reserved ones; the bytes of the blocks at both ends become zeros. */
  #zeroRange(record: InodeRecord, from: number, to: number, free: boolean): void {
    if (to <= from) return;
    zeroChunks(record.chunks, from, to, this.#epoch);
    const first = Math.ceil(from / blockSize);
    // The last block goes wholly when nothing of the file is behind it.
    const end = to >= record.size ? Math.ceil(to / blockSize) : Math.floor(to / blockSize);
    if (end <= first) return;
    if (free) this.#freeRange(record, first, end);
    else setWritten(record.runs, first, end, false);
  }

  #reserve(record: InodeRecord, from: number, to: number, keepSize: boolean, credentials: Credentials): void {
    const first = Math.floor(from / blockSize);
    const end = Math.ceil(to / blockSize);
    const before = this.#layout.fallocateUndoes ? holesIn(record.runs, first, end) : [];
    const reached = this.#fill(record, first, end, false, credentials);
    const full = reached < end;
    if (full && this.#layout.fallocateUndoes) {
      for (const hole of before) this.#freeRange(record, hole.start, hole.start + hole.length);
      fail('ENOSPC');
    }
    const size = Math.min(to, reached * blockSize);
    if (!keepSize && size > record.size) record.size = size;
    if (full) fail('ENOSPC');
  }

  fsync(_file: OpenFile, _datasync: boolean): void {
    // What is written is on the disk at once.
  }

  syncfs(): void {
    // As for fsync.
  }

  iterate(file: OpenFile, actor: DirectoryActor): void {
    const record = this.#get(file.node);
    const content = record.directory;
    if (content === null) fail('ENOTDIR');
    if (record.nlink === 0) fail('ENOENT');
    if (this.#layout.listing === 'newest') this.#listNewest(file, record, actor);
    else this.#listByHash(file, record, actor);
  }

  directoryEnd(_node: NodeId): number | undefined {
    return this.#layout.tellsEndOfDirectory ? this.#layout.endOfDirectory : undefined;
  }

  #listByHash(file: OpenFile, record: InodeRecord, actor: DirectoryActor): void {
    const seed = this.#layout.nameSeed;
    const oneBlock = record.size <= blockSize;
    const dots = [
      { name: '.', ino: record.ino, position: namePosition({ hash: oneBlock ? hashName('.', seed) : 0, slot: 0 }) },
      {
        name: '..',
        ino: record.parent,
        position: namePosition({ hash: oneBlock ? hashName('..', seed) : 0, slot: 1 }),
      },
    ].sort((a, b) => a.position - b.position);
    const takeDots = (before: number): boolean => {
      for (const dot of dots) {
        if (dot.position < file.position || dot.position >= before) continue;
        if (!actor(dot.name, dot.ino, 'dir', dot.position + 1)) return false;
        file.position = dot.position + 1;
      }
      return true;
    };
    const names = (record.directory ?? fail('ENOTDIR')).names;
    const wentOn = eachName(names, file.position, (entry) => {
      const position = namePosition(entry);
      if (!takeDots(position) || !actor(entry.name, entry.node, entry.type, position + 1)) return false;
      file.position = position + 1;
      return true;
    });
    if (wentOn && takeDots(Infinity)) file.position = this.#layout.endOfDirectory;
  }

  #listNewest(file: OpenFile, record: InodeRecord, actor: DirectoryActor): void {
    const orders = (record.directory ?? fail('ENOTDIR')).orders;
    if (file.position === 0) {
      if (!actor('.', record.ino, 'dir', 1)) return;
      file.position = 1;
    }
    if (file.position === 1) {
      if (!actor('..', record.parent, 'dir', 2)) return;
      file.position = 2;
    }
    let from = file.position === 2 ? newestBase : newestBase - file.position;
    for (;;) {
      const found = radixPrevious(orders, from);
      if (found === undefined) break;
      const next = newestBase - found.key + 1;
      if (!actor(found.value.name, found.value.node, found.value.type, next)) return;
      file.position = next;
      from = found.key - 1;
    }
    file.position = this.#layout.endOfDirectory;
  }

  getxattr(node: NodeId, name: string, _credentials: Credentials): Uint8Array {
    for (const xattr of this.#get(node).xattrs) if (xattr.name === name) return xattr.value;
    return fail('ENODATA');
  }

  setxattr(node: NodeId, name: string, value: Uint8Array, flags: number, credentials: Credentials): void {
    this.#requireWritable();
    const old = this.#get(node);
    const exists = old.xattrs.some((xattr) => xattr.name === name);
    if (exists && (flags & XATTR_CREATE) !== 0) fail('EEXIST');
    if (!exists && (flags & XATTR_REPLACE) !== 0) fail('ENODATA');
    const spares = exists && this.#layout.sparesSameXattr && isSame(this.getxattr(node, name, credentials), value);
    if (name === XATTR_NAME_POSIX_ACL_ACCESS) {
      // posix_acl_update_mode(): an ACL that says no more than a mode is kept as one.
      const { bits, isAll } = aclMode(parseAcl(value));
      const kept = inGroupOrCapable(old.gid, credentials) ? ~0o777 : ~(S_ISGID | 0o777);
      const mode = (old.mode & kept) | bits;
      if (spares && mode === old.mode) return;
      this.#placeXattr(this.#edit(old), name, isAll ? undefined : value.slice(), credentials);
      this.#edit(this.#get(node)).mode = mode;
    } else if (spares) return;
    else this.#placeXattr(this.#edit(old), name, value.slice(), credentials);
    const record = this.#edit(this.#get(node));
    record.ctimeNs = this.#context.now();
  }

  removexattr(node: NodeId, name: string, credentials: Credentials): void {
    this.#requireWritable();
    const old = this.#get(node);
    if (!old.xattrs.some((xattr) => xattr.name === name)) {
      // To take away an ACL that is not there is no error.
      if (isAclName(name)) return;
      fail('ENODATA');
    }
    const record = this.#edit(old);
    this.#placeXattr(record, name, undefined, credentials);
    record.ctimeNs = this.#context.now();
  }

  listxattr(node: NodeId, _credentials: Credentials): readonly string[] {
    const xattrs = this.#get(node).xattrs;
    return xattrs.length === 0 ? noNames : xattrs.map((xattr) => xattr.name);
  }

  #placeXattr(record: InodeRecord, name: string, value: Uint8Array | undefined, credentials: Credentials): void {
    const placed = this.#layout.placeXattr(record.xattrs, name, value);
    record.xattrBlocks = this.#resizeList(record, record.xattrBlocks, placed.blocks, credentials);
    record.xattrs = placed.xattrs;
  }

  statfs(): StatFs {
    return this.#layout.statfs();
  }

  showOptions(): string {
    return this.#layout.showOptions();
  }

  remount(flags: number, data: string): void {
    this.#layout.remount(data);
    this.readOnly = (flags & 1) !== 0;
  }

  unmount(): void {
    // The state is the disk: nothing is pending.
  }

  encodeHandle(node: NodeId): Uint8Array | null {
    const record = this.#get(node);
    const words = this.#layout.handleWords;
    const bytes = new Uint8Array(words * 4);
    const view = new DataView(bytes.buffer);
    view.setUint32(words === 2 ? 0 : 4, record.ino, true);
    view.setUint32(words === 2 ? 4 : 0, record.generation, true);
    return bytes;
  }

  decodeHandle(handle: Uint8Array): NodeId | undefined {
    const words = this.#layout.handleWords;
    if (handle.length < words * 4) return undefined;
    const view = new DataView(handle.buffer, handle.byteOffset, handle.length);
    const record = radixGet(this.#inodes, view.getUint32(words === 2 ? 0 : 4, true));
    const generation = view.getUint32(words === 2 ? 4 : 0, true);
    return record !== undefined && record.nlink > 0 && record.generation === generation
      ? (record.ino as NodeId)
      : undefined;
  }

  checkpoint(): InodeTreeState {
    const state = {
      epoch: this.#epoch,
      device: this.device,
      root: this.root as number,
      readOnly: this.readOnly,
      uuid: this.uuid,
      inodes: this.#inodes,
      layout: this.#layout.checkpoint(this.#epoch + 1),
    };
    this.#epoch++;
    this.#inodes = { ...this.#inodes };
    return state;
  }

  /** Every inode, for a check of the whole. */
  eachInode(visit: (record: InodeRecord) => void): void {
    radixEach(this.#inodes, visit);
  }
}

const second = 1_000_000_000n;
const noXattrs: readonly Xattr[] = [];
const noBlocks: readonly number[] = [];
const noNames: readonly string[] = [];

/** For what the kernel does on its own account. */
const rootOwner: Credentials = { uid: 0, gid: 0, euid: 0, egid: 0, fsuid: 0, fsgid: 0, groups: [], capabilities: -1 };

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function endOf(runs: InodeRecord['runs']): number {
  const last = runs[runs.length - 1];
  return last === undefined ? 0 : last.start + last.length;
}
