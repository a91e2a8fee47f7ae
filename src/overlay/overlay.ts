// A mounted overlay: the merged view as a file system, over real inodes of its layers (fs/overlayfs inode.c, file.c, super.c).
// The steps of each operation are in the files beside this one; what is here hands through and keeps the books.
import { fail } from '../abi/errno.ts';
import type { Credentials } from '../abi/credentials.ts';
import { makedev } from '../abi/device.ts';
import * as flag from '../abi/flags.ts';
import { isRegular, S_IFCHR, S_IFDIR, S_IFLNK, S_IFMT, S_IFREG, S_ISGID } from '../abi/mode.ts';
import type { DeviceNumber, StatFs } from '../abi/stat.ts';
import { XATTR_NAME_POSIX_ACL_ACCESS } from '../abi/xattr.ts';
import type { Splice } from '../disk/content.ts';
import type { AclEntry } from '../vfs/acl.ts';
import type { AttributeChange, Attributes, DirectoryActor, FileSystem, NodeId, OpenFile } from '../vfs/file-system.ts';
import { checkPermission, genericPermission, inGroupOrCapable } from '../vfs/permission.ts';
import { cleanUp } from './clean-up.ts';
import { type OverlayConfig, showConfig } from './config.ts';
import { copyUp, type CopyUpReason } from './copy-up.ts';
import { createObject, linkObject } from './create.ts';
import type { Door, RealPath } from './real.ts';
import { decodeHandle, encodeHandle, decodeLower } from './handle.ts';
import { indexName } from './inode-index.ts';
import { type MergedInode, MergedInodes, type MergedInodeState, pureUpper, upperKey } from './inodes.ts';
import { type Layer, type Layers, mergedLowers, type RealInode } from './layer.ts';
import { lookupName } from './lookup.ts';
import { dataOf, findData, isMetacopy } from './metacopy.ts';
import { mapNumber } from './numbers.ts';
import { iterateMerged } from './readdir.ts';
import { removeObject } from './remove.ts';
import { renameObject } from './rename.ts';
import type { Whiteouts } from './whiteout.ts';

/** Plain data. */
export interface OverlayState {
  readonly config: OverlayConfig;
  readonly uuid: Uint8Array | null;
  readonly mounter: Credentials;
  readonly readOnly: boolean;
  readonly layers: readonly ({
    readonly name: Layer['name'];
    readonly path: string;
    readonly fs: number;
    readonly root: NodeId;
    readonly fsid: number;
    readonly isData: boolean;
    readonly badUuid: boolean;
  } | null)[];
  readonly xinoBits: number;
  readonly index: NodeId | null;
  readonly xwhiteoutLayers: readonly number[];
  readonly superWords: string;
  readonly work: { readonly fs: number; readonly node: NodeId; readonly base: NodeId } | null;
  readonly inodes: MergedInodeState;
  readonly whiteout: { readonly name: string; readonly node: NodeId } | null;
  readonly sharesWhiteout: boolean;
  readonly lastTemporary: number;
  readonly lastTmpfile: number;
}

export interface OverlaySeed {
  readonly id: number;
  readonly config: OverlayConfig;
  readonly uuid: Uint8Array | null;
  readonly layers: Layers;
  /** The directory that changes are prepared in: `work/work`, or the index where there is one. */
  readonly work: RealPath | undefined;
  readonly index: RealPath | undefined;
  /** `,sync` …: flags of the super block that were given as options. */
  readonly superWords: string;
  readonly xwhiteoutLayers?: readonly number[];
  readonly dmesg: (line: string) => void;
  readonly door: Door;
  readonly readOnly: boolean;
  readonly stackDepth: number;
  readonly whiteouts: Whiteouts;
  /** Somebody looks from outside, who must leave no trace on a layer. */
  readonly isPeeked: () => boolean;
  readonly inodes?: MergedInodeState;
  readonly release: () => void;
}

export class Overlay implements FileSystem {
  readonly type = 'overlay';
  readonly id: number;
  readonly device: number;
  readonly root: NodeId;
  readonly stackDepth: number;
  uuid: Uint8Array | null;
  /** Every name is asked of a layer, after copy-up where it is to be set. */
  readonly xattrNamespaces = ['', 'system'];
  readonly supportsTmpfile = true;
  readonly supportsWhiteout = false;
  readOnly: boolean;

  /** Changed at mount alone, where the layers turn out to lack something. */
  config: OverlayConfig;
  readonly layers: Layers;
  work: RealPath | undefined;
  index: RealPath | undefined;
  readonly superWords: string;
  /** Layers that were seen to have directories with whiteouts of the other form. */
  readonly xwhiteoutLayers: Set<number>;
  readonly hasDataLayers: boolean;
  readonly door: Door;
  readonly inodes: MergedInodes;
  readonly whiteouts: Whiteouts;
  readonly isPeeked: () => boolean;
  readonly #dmesg: (line: string) => void;
  readonly #release: () => void;

  constructor(seed: OverlaySeed) {
    this.id = seed.id;
    this.device = makedev(0, seed.id);
    this.config = seed.config;
    this.index = seed.index;
    this.superWords = seed.superWords;
    this.xwhiteoutLayers = new Set(seed.xwhiteoutLayers);
    this.hasDataLayers = seed.layers.all.some((layer) => layer?.isData === true);
    this.#dmesg = seed.dmesg;
    this.uuid = seed.uuid;
    this.layers = seed.layers;
    this.work = seed.work;
    this.door = seed.door;
    this.readOnly = seed.readOnly;
    this.stackDepth = seed.stackDepth;
    this.whiteouts = seed.whiteouts;
    this.isPeeked = seed.isPeeked;
    this.#release = seed.release;
    this.inodes = new MergedInodes(seed.inodes);
    const first = this.inodes.get(1 as NodeId);
    this.root =
      first?.node ??
      this.inodes.add({
        ...pureUpper,
        parent: 0 as NodeId,
        name: '',
        isDirectory: true,
        upper: this.upperLayer?.root,
        lower: mergedLowers(this.layers),
        // The root has upper's own number.
        constIno: this.upperLayer === undefined,
      }).node;
  }

  /** The real file knows (ovl_llseek); it is the same on all that layers are made of. */
  get maxBytes(): number {
    return (this.upperLayer ?? this.layer(1)).fs.maxBytes ?? Number.MAX_SAFE_INTEGER;
  }

  get upperLayer(): Layer | undefined {
    return this.layers.all[0];
  }

  /** A line in the kernel's log. */
  warn(line: string): void {
    if (!this.isPeeked()) this.#dmesg(`overlayfs: ${line}`);
  }

  /** ovl_redirect_follow() */
  get followsRedirects(): boolean {
    return this.config.redirectMode !== 'nofollow';
  }

  /** ovl_verify_lower(): a lower directory is merged only where upper names it as its origin. */
  get verifiesLowers(): boolean {
    return this.config.nfsExport && this.config.index;
  }

  /** ovl_allow_offline_changes(): may a layer be changed while it is not mounted? */
  get allowsOfflineChanges(): boolean {
    const { index, metacopy, redirectMode, xino } = this.config;
    return !index && !metacopy && redirectMode !== 'on' && xino !== 'on';
  }

  layer(index: number): Layer {
    const layer = this.layers.all[index];
    if (layer === undefined) throw new Error(`the overlay has no layer ${String(index)}`);
    return layer;
  }

  inode(node: NodeId): MergedInode {
    return this.inodes.get(node) ?? fail('ESTALE');
  }

  // Where an inode is on its layers

  /** Its path below the mount point, from the root's empty one on. */
  pathOf(inode: MergedInode): string {
    let text = '';
    for (let at = inode; at.node !== at.parent; at = this.inode(at.parent)) text = `/${at.name}${text}`;
    return text;
  }

  onLayer(inode: MergedInode, real: RealInode): RealPath {
    const layer = this.layer(real.layer);
    const { fs } = layer;
    return { fs, node: real.node, layer: layer.name, path: below(layer.path, this.#pathOn(layer, inode, real)) };
  }

  /** Likewise of a real inode that no merged one stands for yet. */
  onLayerAt(real: RealInode, name: string): RealPath {
    const layer = this.layer(real.layer);
    return { fs: layer.fs, node: real.node, layer: layer.name, path: `${layer.path}/${name}` };
  }

  /** Where it is below a layer's root. After a redirect that is another path than the merged one. */
  #pathOn(layer: Layer, inode: MergedInode, real: RealInode): string {
    if (real.layer === 0 || this.config.redirectMode === 'nofollow') return this.pathOf(inode);
    if (inode.isDirectory) return directoryPath(layer, real.node) ?? this.pathOf(inode);
    const parent = this.inode(inode.parent).lower.find((one) => one.layer === real.layer);
    const directory = parent === undefined ? undefined : directoryPath(layer, parent.node);
    return directory === undefined ? this.pathOf(inode) : `${directory}/${inode.name}`;
  }

  /** @throws Error where it is not in upper: a caller that changes it has copied it up */
  upperOf(inode: MergedInode): RealPath {
    const { upper } = inode;
    if (upper === undefined) throw new Error(`${inode.name} is not in upper`);
    const first = inode.lower[0];
    if (inode.isIndexed && !inode.isDirectory && this.index !== undefined && first !== undefined) {
      // Its names in upper come and go; that in the index stays.
      const { index } = this;
      const path = `${index.path}/${indexName(this, this.onLayer(inode, first))}`;
      return { fs: index.fs, node: upper, layer: index.layer, path };
    }
    return this.onLayer(inode, { layer: 0, node: upper });
  }

  /** The inode that answers for it: upper's, or the uppermost lower one. */
  realOf(inode: MergedInode): RealPath {
    if (inode.upper !== undefined) return this.upperOf(inode);
    return this.onLayer(inode, inode.lower[0] ?? fail('ESTALE'));
  }

  isMerge(inode: MergedInode): boolean {
    return inode.isDirectory && (inode.upper !== undefined ? inode.lower.length > 0 : inode.lower.length > 1);
  }

  /** The directory that changes are prepared in from now on; it is kept while the overlay is mounted. */
  useWork(work: RealPath | undefined): void {
    if (work !== undefined) work.fs.hold(work.node);
    if (this.work !== undefined) this.work.fs.release(this.work.node);
    this.work = work;
  }

  /** OVL_TYPE_ORIGIN */
  hasOrigin(inode: MergedInode): boolean {
    return inode.upper !== undefined && inode.lower.length > 0 && inode.constIno;
  }

  /** ovl_cleanup_and_whiteout(): a directory cannot be replaced by a device, so the two change places. */
  whiteOut(directory: RealPath, name: string, isDir: boolean): void {
    const { door } = this;
    const work = this.workDirectory();
    const whiteout = this.whiteouts.make(this, work);
    const temporary = whiteout.path.slice(whiteout.path.lastIndexOf('/') + 1);
    try {
      door.rename(work, temporary, directory, name, isDir ? flag.RENAME_EXCHANGE : 0);
    } catch (error) {
      cleanUp(this, work, temporary, false);
      throw error;
    }
    if (isDir) cleanUp(this, work, temporary, true);
  }

  /** ovl_want_write() */
  requireUpper(): Layer {
    const upper = this.upperLayer;
    if (upper === undefined || upper.fs.readOnly) fail('EROFS');
    return upper;
  }

  /** Upper, where it can be changed. */
  requireUpperOrNone(): Layer | undefined {
    const upper = this.upperLayer;
    return upper === undefined || upper.fs.readOnly ? undefined : upper;
  }

  workDirectory(): RealPath {
    return this.work ?? fail('EROFS');
  }

  // Names

  lookup(directory: NodeId, name: string): NodeId | undefined {
    return this.door.during('lookup', () => lookupName(this, this.inode(directory), name).inode?.node);
  }

  mknod(directory: NodeId, name: string, mode: number, rdev: DeviceNumber, credentials: Credentials): NodeId {
    // A whiteout is the overlay's to make, nobody else's.
    if ((mode & S_IFMT) === S_IFCHR && rdev[0] === 0 && rdev[1] === 0) fail('EPERM');
    const kind = (mode & S_IFMT) === S_IFREG ? 'file' : 'special';
    return this.door.during('create', () => createObject(this, directory, name, { kind, mode, rdev }, credentials));
  }

  mkdir(directory: NodeId, name: string, mode: number, credentials: Credentials): NodeId {
    return this.door.during('mkdir', () =>
      createObject(this, directory, name, { kind: 'directory', mode: S_IFDIR | mode, rdev: [0, 0] }, credentials),
    );
  }

  symlink(directory: NodeId, name: string, target: string, credentials: Credentials): NodeId {
    return this.door.during('symlink', () =>
      createObject(
        this,
        directory,
        name,
        { kind: 'symlink', mode: S_IFLNK | 0o777, rdev: [0, 0], target },
        credentials,
      ),
    );
  }

  link(node: NodeId, directory: NodeId, name: string): void {
    this.door.during('link', () => {
      linkObject(this, node, directory, name);
    });
  }

  unlink(directory: NodeId, name: string): void {
    this.door.during('unlink', () => {
      removeObject(this, directory, name, false);
    });
  }

  rmdir(directory: NodeId, name: string): void {
    this.door.during('rmdir', () => {
      removeObject(this, directory, name, true);
    });
  }

  rename(oldDirectory: NodeId, oldName: string, newDirectory: NodeId, newName: string, flags: number): void {
    this.door.during('rename', () => {
      renameObject(this, oldDirectory, oldName, newDirectory, newName, flags);
    });
  }

  tmpfile(directory: NodeId, mode: number, credentials: Credentials): NodeId {
    return this.door.during('tmpfile', () => {
      this.requireUpper();
      const parent = copyUp(this, this.inode(directory));
      const { file, path } = this.door.tmpfile(this.upperOf(parent), mode, flag.O_RDWR, this.creator(credentials));
      const inode = this.inodes.add({
        ...pureUpper,
        parent: directory,
        name: path.path.split('/').at(-1) ?? '',
        isDirectory: false,
        upper: file.node,
      });
      // The description's hold becomes the merged inode's.
      this.inodes.change(inode.node, { held: 1 });
      return inode.node;
    });
  }

  /** ovl_setup_cred_for_create(): the mounter's, with the ids that the new inode is to have. */
  creator(caller: Credentials): Credentials {
    return { ...this.door.credentials, fsuid: caller.fsuid, fsgid: caller.fsgid };
  }

  // Attributes

  getattr(node: NodeId): Attributes {
    const inode = this.inode(node);
    const first = inode.upper !== undefined ? { layer: 0, node: inode.upper } : (inode.lower[0] ?? fail('ESTALE'));
    const real = this.layer(first.layer).fs.getattr(first.node);
    // Field by field: a layer's record holds much more, and this is asked at every step of every path.
    const { mode, uid, gid, rdev, size, atimeNs, mtimeNs, ctimeNs, btimeNs } = real;
    const nlink = this.isMerge(inode) ? 1 : inode.isIndexed && !inode.isDirectory ? inode.nlink : real.nlink;
    const blocks = isMetacopy(inode) ? this.#dataBlocks(inode, size) : real.blocks;
    const { dev, ino } = mapNumber(this, inode, first.layer, real.ino);
    return { dev, ino, mode, nlink, uid, gid, rdev, size, blocks, atimeNs, mtimeNs, ctimeNs, btimeNs };
  }

  /** Of data in a data-only layer that nobody has looked for, as many as its size would have. */
  #dataBlocks(inode: MergedInode, size: number): number {
    const last = inode.lower.at(-1);
    if (inode.lazyData !== undefined || last === undefined) return Math.ceil(size / 4096) * 8;
    return this.layer(last.layer).fs.getattr(last.node).blocks;
  }

  /** ovl_update_time(): an access is noted in upper, and nowhere while there is none. */
  touchAtime(node: NodeId, from?: bigint): void {
    const { upper } = this.inode(node);
    if (upper !== undefined) this.upperLayer?.fs.touchAtime?.(upper, from);
  }

  acl(node: NodeId, kind: 'access' | 'default'): readonly AclEntry[] | undefined {
    const real = this.realOf(this.inode(node));
    return real.fs.acl?.(real.node, kind);
  }

  permission(node: NodeId, mask: number, credentials: Credentials): void {
    const inode = this.inode(node);
    const type = this.getattr(node).mode & S_IFMT;
    const isPlain = type === S_IFREG || type === S_IFDIR || type === S_IFLNK;
    if ((mask & flag.W_OK) !== 0 && isPlain && this.readOnly) fail('EROFS');
    if (!genericPermission(this, node, mask, credentials)) fail('EACCES');
    const real = this.realOf(inode);
    // A write to what is on a lower layer will be one to its copy: the mounter must be able to read it.
    const onLower = inode.upper === undefined && isPlain && (mask & flag.W_OK) !== 0;
    const realMask = onLower ? (mask & ~flag.W_OK) | flag.R_OK : mask;
    checkPermission(real.fs, real.node, realMask, this.door.credentials);
  }

  setattr(node: NodeId, change: AttributeChange): void {
    this.door.during(change.open === true ? 'open' : 'setattr', () => {
      this.requireUpper();
      const inode = copyUp(this, this.inode(node), change.size === undefined ? 'metadata' : 'data');
      const { file: _file, ...rest } = change;
      this.door.notifyChange(this.upperOf(inode), rest);
    });
  }

  readlink(node: NodeId): string {
    return this.door.readlink(this.realOf(this.inode(node)));
  }

  getxattr(node: NodeId, name: string): Uint8Array {
    return this.door.requireXattr(this.realOf(this.inode(node)), this.door.own.realName(name));
  }

  setxattr(node: NodeId, name: string, value: Uint8Array, flags: number, credentials: Credentials): void {
    this.door.during('setxattr', () => {
      this.requireUpper();
      if (name === XATTR_NAME_POSIX_ACL_ACCESS) this.#dropSetGroupId(node, credentials);
      const inode = copyUp(this, this.inode(node));
      this.door.setxattr(this.upperOf(inode), this.door.own.realName(name), value, flags);
    });
  }

  /** ovl_set_acl(): the layer goes by the mounter, who would keep the caller's set-group-id. */
  #dropSetGroupId(node: NodeId, credentials: Credentials): void {
    const { mode, gid } = this.getattr(node);
    if ((mode & S_ISGID) === 0 || inGroupOrCapable(gid, credentials)) return;
    this.door.notifyChange(this.upperOf(copyUp(this, this.inode(node))), { mode: mode & ~S_ISGID });
  }

  removexattr(node: NodeId, name: string, credentials: Credentials): void {
    this.door.during('removexattr', () => {
      this.requireUpper();
      if (name === XATTR_NAME_POSIX_ACL_ACCESS) this.#dropSetGroupId(node, credentials);
      const before = this.inode(node);
      // A removal that will fail copies nothing up.
      if (before.upper === undefined) this.door.requireXattr(this.realOf(before), this.door.own.realName(name));
      this.door.removexattr(this.upperOf(copyUp(this, before)), this.door.own.realName(name));
    });
  }

  listxattr(node: NodeId): readonly string[] {
    return this.door.own.shown(this.door.listxattr(this.realOf(this.inode(node))));
  }

  // Open files: which real file one stands for is asked at each use, so that what was opened before a copy-up sees it after

  open(node: NodeId, flags: number): unknown {
    const { mode } = this.getattr(node);
    if (!isRegular(mode)) return null;
    const inode = this.door.during('open', () => findData(this, this.inode(node)));
    const truncates = (flags & flag.O_TRUNC) !== 0;
    const writes = (flags & flag.O_ACCMODE) !== flag.O_RDONLY || truncates;
    const opened = writes ? this.#forWriting(inode, truncates ? 'truncate' : 'data') : inode;
    const kept = flags & (flag.O_ACCMODE | flag.O_APPEND | flag.O_NONBLOCK);
    this.door.during('open', () => this.door.open(dataOf(this, opened), kept | flag.O_NOATIME));
    return null;
  }

  #forWriting(inode: MergedInode, reason: CopyUpReason): MergedInode {
    if (inode.upper === undefined || inode.isIndexed || inode.isMetacopy) {
      return this.door.during('copy_up', () => copyUp(this, inode, reason));
    }
    return inode;
  }

  close(): void {
    return;
  }

  #real(file: OpenFile): { readonly path: RealPath; readonly file: OpenFile } {
    const path = dataOf(this, this.inode(file.node));
    return { path, file: this.door.open(path, file.flags, false) };
  }

  read(file: OpenFile, position: number, count: number): Uint8Array {
    const real = this.#real(file);
    return this.door.during('read', () => this.door.read(real.path, real.file, position, count));
  }

  write(file: OpenFile, position: number, data: Uint8Array): number {
    const real = this.#real(file);
    return this.door.during('write', () => this.door.write(real.path, real.file, position, data));
  }

  spliceRead(file: OpenFile, position: number, length: number): Splice {
    const real = this.#real(file);
    return this.door.during('read', () => this.door.spliceRead(real.path, real.file, position, length));
  }

  spliceWrite(file: OpenFile, position: number, splice: Splice): number {
    const real = this.#real(file);
    return this.door.during('write', () => this.door.spliceWrite(real.path, real.file, position, splice));
  }

  seek(file: OpenFile, offset: number, whence: 'SEEK_DATA' | 'SEEK_HOLE'): number {
    const real = this.#real(file);
    return this.door.during('seek', () => this.door.seek(real.path, real.file, offset, whence));
  }

  fallocate(file: OpenFile, mode: number, offset: number, length: number): void {
    const real = this.#real(file);
    this.door.during('fallocate', () => {
      this.door.fallocate(real.path, real.file, mode, offset, length);
    });
  }

  fsync(file: OpenFile, datasync: boolean): void {
    const inode = this.inode(file.node);
    // Nothing of lower can be dirty, and nothing of a volatile overlay is worth it.
    if (this.config.fsync === 'volatile' || inode.upper === undefined) return;
    if (inode.isMetacopy && datasync) return;
    const path = this.upperOf(inode);
    const real = { path, file: this.door.open(path, file.flags, false) };
    this.door.during('fsync', () => {
      this.door.fsync(real.path, real.file, datasync);
    });
  }

  syncfs(): void {
    if (this.config.fsync !== 'volatile') this.upperLayer?.fs.syncfs();
  }

  iterate(file: OpenFile, actor: DirectoryActor): void {
    this.door.during('readdir', () => {
      iterateMerged(this, file, actor);
    });
  }

  /** ovl_dir_llseek(): a merged one has an end of its own and tells nobody. */
  directoryEnd(node: NodeId): number | undefined {
    const inode = this.inode(node);
    if (this.isMerge(inode)) return undefined;
    const real = this.realOf(inode);
    return real.fs.directoryEnd?.(real.node);
  }

  // Books

  hold(node: NodeId): void {
    const inode = this.inode(node);
    if (inode.held === 0) this.#holdReal(inode);
    this.inodes.change(node, { held: inode.held + 1 });
  }

  release(node: NodeId): void {
    const inode = this.inode(node);
    this.inodes.change(node, { held: inode.held - 1 });
    if (inode.held > 1) return;
    const gone = inode.node !== this.root && this.#isGone(inode);
    this.#releaseReal(inode);
    if (gone) this.inodes.remove(node);
  }

  #holdReal(inode: MergedInode): void {
    if (inode.upper !== undefined) this.layer(0).fs.hold(inode.upper);
    for (const real of inode.lower) this.layer(real.layer).fs.hold(real.node);
  }

  #releaseReal(inode: MergedInode): void {
    if (inode.upper !== undefined) this.layer(0).fs.release(inode.upper);
    for (const real of inode.lower) this.layer(real.layer).fs.release(real.node);
  }

  #isGone(inode: MergedInode): boolean {
    return inode.upper !== undefined && this.layer(0).fs.getattr(inode.upper).nlink === 0;
  }

  /** Gives an inode other real ones (a copy-up, a look-up that found more), with what holds them. */
  become(node: NodeId, change: Partial<MergedInode>): MergedInode {
    const before = this.inode(node);
    const after = this.inodes.change(node, change);
    if (before.held > 0) {
      this.#holdReal(after);
      this.#releaseReal(before);
    }
    return after;
  }

  parentOf(directory: NodeId): NodeId {
    return this.inode(directory).parent;
  }

  nameOf(directory: NodeId): string {
    return this.inode(directory).name;
  }

  /** OVL_FILEID_V1, where the overlay can be exported; an overlay on it can then keep an index. */
  get handleType(): number {
    return this.config.nfsExport ? 0xfb : 0;
  }

  encodeHandle(node: NodeId): Uint8Array | null {
    if (!this.config.nfsExport) return null;
    const inode = this.inode(node);
    const first = inode.lower[0];
    const handle =
      first === undefined
        ? encodeHandle(this, this.upperOf(inode), true)
        : encodeHandle(this, this.onLayer(inode, first), false);
    return handle ?? null;
  }

  /** Of an inode that was met since the mount. */
  decodeHandle(handle: Uint8Array): NodeId | undefined {
    const isUpper = ((handle[3] ?? 0) & 4) !== 0;
    const upper = isUpper && this.upperLayer !== undefined ? decodeHandle(this, handle, this.upperLayer) : undefined;
    if (upper !== undefined) return this.inodes.find(upperKey(upper))?.node;
    const lower = decodeLower(this, handle);
    return lower === undefined ? undefined : this.inodes.byOrigin(lower)?.node;
  }

  statfs(): StatFs {
    const layer = this.upperLayer ?? this.layer(1);
    return { ...layer.fs.statfs(), type: 0x794c7630 };
  }

  showOptions(): string {
    return showConfig(this.config, this.layers.sameFs);
  }

  remount(flags: number, _data: string): void {
    const readOnly = (flags & flag.MS_RDONLY) !== 0;
    // ovl_force_readonly()
    if (!readOnly && (this.upperLayer === undefined || this.work === undefined)) fail('EROFS');
    this.readOnly = readOnly;
  }

  unmount(): void {
    this.useWork(undefined);
    this.#release();
  }

  checkpoint(): OverlayState {
    const { work } = this;
    return {
      config: this.config,
      uuid: this.uuid,
      mounter: this.door.credentials,
      readOnly: this.readOnly,
      layers: this.layers.all.map((layer) =>
        layer === undefined
          ? null
          : {
              name: layer.name,
              path: layer.path,
              fs: layer.fs.id,
              root: layer.root,
              fsid: layer.fsid,
              isData: layer.isData,
              badUuid: layer.badUuid,
            },
      ),
      xinoBits: this.layers.xinoBits,
      index: this.index?.node ?? null,
      xwhiteoutLayers: [...this.xwhiteoutLayers],
      superWords: this.superWords,
      work:
        work === undefined ? null : { fs: work.fs.id, node: work.node, base: this.layers.workBase?.node ?? work.node },
      inodes: this.inodes.checkpoint(),
      whiteout: this.whiteouts.shared ?? null,
      sharesWhiteout: this.whiteouts.shares,
      lastTemporary: this.whiteouts.lastTemporary,
      lastTmpfile: this.door.lastTmpfile,
    };
  }
}

function below(layer: string, path: string): string {
  return path === '' ? layer : `${layer === '/' ? '' : layer}${path}`;
}

/** A directory's path below its layer's root; undefined: it is not there any more. */
function directoryPath({ fs, root }: Layer, node: NodeId): string | undefined {
  let text = '';
  for (let at = node; at !== root; at = fs.parentOf(at)) {
    if (at === fs.root || fs.getattr(at).nlink === 0) return undefined;
    text = `/${fs.nameOf(at)}${text}`;
  }
  return text;
}
