// A tree that nobody stores: its entries are made as they are asked for, of what the kernel knows (fs/kernfs, fs/libfs.c).
// The invariant: a node's number says what it is, so that nothing is kept between two calls. Nothing can be made or removed in it.
import { encodeBytes } from '../abi/bytes.ts';
import { makedev } from '../abi/device.ts';
import { type Errno, fail } from '../abi/errno.ts';
import { fileType, isDirectory, S_IFDIR, S_IFLNK, S_IFREG } from '../abi/mode.ts';
import type { DeviceNumber, StatFs } from '../abi/stat.ts';
import type { Splice } from '../disk/content.ts';
import type {
  AttributeChange,
  Attributes,
  DirectoryActor,
  FileSystem,
  FileSystemContext,
  NodeId,
  OpenFile,
} from '../vfs/file-system.ts';

/** What a node is. `mode` has no type bits save where `kind` is a device or a pipe. Times and owner: the tree's and root's where absent. */
export interface SyntheticEntry {
  readonly kind: 'dir' | 'file' | 'link' | 'special';
  readonly mode: number;
  readonly rdev?: DeviceNumber;
  readonly uid?: number;
  readonly gid?: number;
  readonly timeNs?: bigint;
  readonly text?: () => string;
  readonly target?: () => string;
}

const typeBits = { dir: S_IFDIR, file: S_IFREG, link: S_IFLNK, special: 0 } as const;

export abstract class SyntheticTree implements FileSystem {
  abstract readonly type: string;
  /** f_type of statfs(2). */
  protected abstract readonly magic: number;
  /** What making and removing is answered. */
  protected abstract readonly refusals: { readonly make: Errno; readonly remove: Errno };
  readonly root: NodeId = 1 as NodeId;
  readonly readOnly = false;
  readonly uuid = null;
  readonly stackDepth = 0;
  readonly xattrNamespaces: readonly string[] = [];
  readonly supportsTmpfile = false;
  readonly supportsWhiteout = false;
  readonly handleType = 0;
  readonly id: number;
  readonly device: number;
  protected readonly mountedNs: bigint;

  constructor(context: FileSystemContext, mountedNs = context.now()) {
    this.id = context.id;
    this.device = makedev(0, context.id);
    this.mountedNs = mountedNs;
  }

  /** undefined: it is gone. */
  protected abstract entry(node: NodeId): SyntheticEntry | undefined;
  /** Without `.` and `..`. */
  protected abstract list(directory: NodeId): readonly (readonly [name: string, node: NodeId])[];
  abstract parentOf(directory: NodeId): NodeId;
  abstract nameOf(directory: NodeId): string;
  abstract checkpoint(): unknown;

  protected require(node: NodeId): SyntheticEntry {
    return this.entry(node) ?? fail('ENOENT');
  }

  lookup(directory: NodeId, name: string): NodeId | undefined {
    return this.list(directory).find(([other]) => other === name)?.[1];
  }

  getattr(node: NodeId): Attributes {
    const { kind, mode, rdev, uid, gid, timeNs } = this.require(node);
    const time = timeNs ?? this.mountedNs;
    return {
      ino: node,
      mode: typeBits[kind] | mode,
      nlink: kind === 'dir' ? 2 : 1,
      uid: uid ?? 0,
      gid: gid ?? 0,
      rdev: rdev ?? [0, 0],
      size: 0,
      blocks: 0,
      atimeNs: time,
      mtimeNs: time,
      ctimeNs: time,
      btimeNs: time,
    };
  }

  /** A change of mode or owner is refused; one of times or of the size (O_TRUNC) is of no effect. */
  setattr(node: NodeId, change: AttributeChange): void {
    this.require(node);
    if (change.mode !== undefined || change.uid !== undefined || change.gid !== undefined) fail('EPERM');
  }

  readlink(node: NodeId): string {
    return (this.require(node).target ?? fail('EINVAL'))();
  }

  /** What a reader sees is of one moment, however small its reads are (seq_file). */
  open(node: NodeId): unknown {
    const { text } = this.require(node);
    return text === undefined ? null : encodeBytes(text());
  }

  read(file: OpenFile, position: number, count: number): Uint8Array {
    const text = file.state;
    return text instanceof Uint8Array ? text.slice(position, position + count) : fail('EINVAL');
  }

  /** What is writable in Linux's trees is not modelled: nobody is told that a write took effect. */
  write(): number {
    return fail('EIO');
  }

  iterate(file: OpenFile, actor: DirectoryActor): void {
    const entries: readonly (readonly [string, NodeId])[] = [
      ['.', file.node],
      ['..', this.parentOf(file.node)],
      ...this.list(file.node),
    ];
    while (file.position < entries.length) {
      const found = entries[file.position];
      if (found === undefined) return;
      const [name, node] = found;
      const type = this.entry(node) === undefined ? 'reg' : fileType(this.getattr(node).mode);
      if (!actor(name, node, type, file.position + 1)) return;
      file.position += 1;
    }
  }

  statfs(): StatFs {
    const { magic } = this;
    return { type: magic, bsize: 4096, blocks: 0, bfree: 0, bavail: 0, files: 0, ffree: 0, namelen: 255 };
  }

  showOptions(): string {
    return '';
  }

  mknod(): NodeId {
    return fail(this.refusals.make);
  }
  mkdir(): NodeId {
    return fail(this.refusals.make);
  }
  symlink(): NodeId {
    return fail(this.refusals.make);
  }
  link(): void {
    fail(this.refusals.make);
  }
  unlink(directory: NodeId, name: string): void {
    const node = this.lookup(directory, name);
    fail(node !== undefined && isDirectory(this.getattr(node).mode) ? 'EISDIR' : this.refusals.remove);
  }
  rmdir(): void {
    fail(this.refusals.remove);
  }
  rename(): void {
    fail(this.refusals.remove);
  }
  tmpfile(): NodeId {
    return fail('EOPNOTSUPP');
  }
  spliceRead(file: OpenFile, position: number, length: number): Splice {
    const bytes = this.read(file, position, length);
    return { length: bytes.length, start: 0, chunks: [bytes] };
  }
  spliceWrite(): number {
    return fail('EIO');
  }
  seek(): number {
    return fail('EINVAL');
  }
  fallocate(): void {
    fail('EOPNOTSUPP');
  }
  getxattr(): Uint8Array {
    return fail('EOPNOTSUPP');
  }
  setxattr(): void {
    fail('EOPNOTSUPP');
  }
  removexattr(): void {
    fail('EOPNOTSUPP');
  }
  listxattr(): readonly string[] {
    return [];
  }
  encodeHandle(): null {
    return null;
  }
  decodeHandle(): undefined {
    return undefined;
  }

  // Nothing is held, flushed or ended here: the tree is of the moment.
  hold(): void {
    return;
  }
  release(): void {
    return;
  }
  close(): void {
    return;
  }
  fsync(): void {
    return;
  }
  syncfs(): void {
    return;
  }
  remount(): void {
    return;
  }
  unmount(): void {
    return;
  }
}

/** Files and directories named by paths without a leading slash, numbered from 1 (the root, '') in the order of their names in `paths`. */
export class PathIndex {
  readonly #paths: readonly string[];

  /** Directories on the way to a path are added. */
  constructor(paths: readonly string[]) {
    const all = new Set<string>(['']);
    for (const path of paths) {
      for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) all.add(path.slice(0, at));
      all.add(path);
    }
    this.#paths = [...all];
  }

  path(node: NodeId): string | undefined {
    return this.#paths[node - 1];
  }

  list(directory: NodeId): (readonly [string, NodeId])[] {
    const path = this.path(directory) ?? '';
    const prefix = path === '' ? '' : `${path}/`;
    return this.#paths.flatMap((other, i): (readonly [string, NodeId])[] => {
      const rest = other.startsWith(prefix) ? other.slice(prefix.length) : '';
      return rest === '' || rest.includes('/') ? [] : [[rest, (i + 1) as NodeId]];
    });
  }

  parentOf(directory: NodeId): NodeId {
    const path = this.path(directory) ?? '';
    const at = path.lastIndexOf('/');
    return (this.#paths.indexOf(at < 0 ? '' : path.slice(0, at)) + 1) as NodeId;
  }

  nameOf(directory: NodeId): string {
    return (this.path(directory) ?? '').split('/').at(-1) ?? '';
  }
}
