// /proc: a tree that is made as it is read, of what the kernel tells about itself and its processes (proc(5)).
// The invariant: a node's number says what it is, so that nothing is kept between two calls; a process's entries are gone with it.
import { encodeBytes } from '../abi/bytes.ts';
import { makedev } from '../abi/device.ts';
import { fail } from '../abi/errno.ts';
import { fileType, S_IFDIR, S_IFLNK, S_IFREG } from '../abi/mode.ts';
import type { StatFs } from '../abi/stat.ts';
import type { Splice } from '../disk/content.ts';
import type {
  Attributes,
  DirectoryActor,
  FileSystem,
  FileSystemContext,
  FileSystemType,
  NodeId,
  OpenFile,
} from '../vfs/file-system.ts';

/** What /proc shows of one process; strings as they are printed. */
export interface ProcProcess {
  readonly uid: number;
  readonly gid: number;
  readonly startNs: bigint;
  readonly files: Readonly<Record<string, () => string>>;
  readonly links: Readonly<Record<string, () => string>>;
  /** Open descriptors and what each is. */
  fds(): readonly (readonly [fd: number, target: string])[];
}

/** The kernel, as /proc sees it. Numbers are those of the name space that was current when it was mounted. */
export interface ProcSource {
  /** The name space of whoever calls now. */
  currentNamespace(): number;
  pids(namespace: number): readonly number[];
  process(namespace: number, pid: number): ProcProcess | undefined;
  /** `/proc/self` for the caller; undefined: it is not seen here. */
  self(namespace: number): number | undefined;
  /** Files by their path below /proc: `meminfo`, `sys/kernel/hostname`. */
  readonly files: Readonly<Record<string, () => string>>;
}

export function procType(source: ProcSource): FileSystemType {
  return {
    name: 'proc',
    nodev: true,
    mount: (request) => new Proc(request, source, source.currentNamespace()),
    revive: (state, context) => new Proc(context, source, (state as { namespace: number }).namespace),
  };
}

/** A process's nodes: pid × span + one of these. */
const span = 4096;
const fdBase = 256;

type Entry =
  | { readonly kind: 'dir'; readonly mode: number; readonly process?: number }
  | { readonly kind: 'file'; readonly mode: number; readonly text: () => string; readonly process?: number }
  | { readonly kind: 'link'; readonly mode: number; readonly target: () => string; readonly process?: number };

class Proc implements FileSystem {
  readonly type = 'proc';
  readonly root = 1 as NodeId;
  readonly readOnly = false;
  readonly uuid = null;
  readonly stackDepth = 0;
  readonly xattrNamespaces: readonly string[] = [];
  readonly supportsTmpfile = false;
  readonly supportsWhiteout = false;
  readonly handleType = 0;
  readonly id: number;
  readonly device: number;
  readonly #source: ProcSource;
  readonly #namespace: number;
  readonly #bootNs: bigint;
  /** Paths of the files and directories that are no process's, by node - 1. */
  readonly #paths: readonly string[];

  constructor(context: FileSystemContext, source: ProcSource, namespace: number) {
    this.id = context.id;
    this.device = makedev(0, context.id);
    this.#source = source;
    this.#namespace = namespace;
    this.#bootNs = context.now();
    const paths = new Set<string>(['']);
    for (const path of Object.keys(source.files)) {
      for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) paths.add(path.slice(0, at));
      paths.add(path);
    }
    for (const link of ['self', 'mounts', 'thread-self']) paths.add(link);
    this.#paths = [...paths];
  }

  #entry(node: NodeId): Entry | undefined {
    if (node < span) return this.#globalEntry(this.#paths[node - 1]);
    const pid = Math.floor(node / span);
    const process = this.#source.process(this.#namespace, pid);
    if (process === undefined) return undefined;
    const part = node - pid * span;
    if (part === 0) return { kind: 'dir', mode: 0o555, process: pid };
    if (part === 1) return { kind: 'dir', mode: 0o500, process: pid };
    if (part >= fdBase) {
      const found = process.fds().find(([fd]) => fd === part - fdBase);
      return found === undefined ? undefined : { kind: 'link', mode: 0o700, target: () => found[1], process: pid };
    }
    const name = this.#partNames(process)[part - 2] ?? '';
    const text = process.files[name];
    if (text !== undefined) return { kind: 'file', mode: name === 'environ' ? 0o400 : 0o444, text, process: pid };
    const target = process.links[name];
    return target === undefined ? undefined : { kind: 'link', mode: 0o777, target, process: pid };
  }

  #globalEntry(path: string | undefined): Entry | undefined {
    if (path === undefined) return undefined;
    if (path === 'self') return { kind: 'link', mode: 0o777, target: () => this.#self() };
    if (path === 'thread-self')
      return { kind: 'link', mode: 0o777, target: () => `${this.#self()}/task/${this.#self()}` };
    if (path === 'mounts') return { kind: 'link', mode: 0o777, target: () => 'self/mounts' };
    const text = this.#source.files[path];
    return text === undefined ? { kind: 'dir', mode: 0o555 } : { kind: 'file', mode: 0o444, text };
  }

  #self(): string {
    return String(this.#source.self(this.#namespace) ?? fail('ENOENT'));
  }

  #partNames(process: ProcProcess): readonly string[] {
    return [...Object.keys(process.files), ...Object.keys(process.links)];
  }

  #require(node: NodeId): Entry {
    return this.#entry(node) ?? fail('ENOENT');
  }

  /** [name, node] of a directory's entries. */
  #list(directory: NodeId): readonly (readonly [string, NodeId])[] {
    if (directory < span) {
      const path = this.#paths[directory - 1] ?? '';
      const prefix = path === '' ? '' : `${path}/`;
      const own = this.#paths.flatMap((other, i): (readonly [string, NodeId])[] => {
        const rest = other.startsWith(prefix) ? other.slice(prefix.length) : '';
        return rest === '' || rest.includes('/') ? [] : [[rest, (i + 1) as NodeId]];
      });
      if (path !== '') return own;
      return [
        ...own,
        ...this.#source.pids(this.#namespace).map((pid) => [String(pid), (pid * span) as NodeId] as const),
      ];
    }
    const pid = Math.floor(directory / span);
    const process = this.#source.process(this.#namespace, pid) ?? fail('ENOENT');
    if (directory === pid * span + 1)
      return process.fds().map(([fd]) => [String(fd), (pid * span + fdBase + fd) as NodeId]);
    const parts = this.#partNames(process).map((name, i) => [name, (pid * span + 2 + i) as NodeId] as const);
    return [['fd', (pid * span + 1) as NodeId], ...parts];
  }

  lookup(directory: NodeId, name: string): NodeId | undefined {
    return this.#list(directory).find(([other]) => other === name)?.[1];
  }

  getattr(node: NodeId): Attributes {
    const entry = this.#require(node);
    const process = entry.process === undefined ? undefined : this.#source.process(this.#namespace, entry.process);
    const type = entry.kind === 'dir' ? S_IFDIR : entry.kind === 'link' ? S_IFLNK : S_IFREG;
    const time = process?.startNs ?? this.#bootNs;
    return {
      ino: node,
      mode: type | entry.mode,
      nlink: entry.kind === 'dir' ? 2 : 1,
      uid: process?.uid ?? 0,
      gid: process?.gid ?? 0,
      rdev: [0, 0],
      size: 0,
      blocks: 0,
      atimeNs: time,
      mtimeNs: time,
      ctimeNs: time,
      btimeNs: time,
    };
  }

  readlink(node: NodeId): string {
    const entry = this.#require(node);
    return entry.kind === 'link' ? entry.target() : fail('EINVAL');
  }

  open(node: NodeId): unknown {
    const entry = this.#require(node);
    // What a reader sees is of one moment, however small its reads are (seq_file).
    return entry.kind === 'file' ? encodeBytes(entry.text()) : null;
  }

  read(file: OpenFile, position: number, count: number): Uint8Array {
    const text = file.state;
    return text instanceof Uint8Array ? text.slice(position, position + count) : fail('EINVAL');
  }

  iterate(file: OpenFile, actor: DirectoryActor): void {
    const entries: (readonly [string, NodeId])[] = [
      ['.', file.node],
      ['..', this.parentOf(file.node)],
      ...this.#list(file.node),
    ];
    while (file.position < entries.length) {
      const found = entries[file.position];
      if (found === undefined) return;
      const entry = this.#entry(found[1]);
      const type = entry === undefined ? 'reg' : fileType(this.getattr(found[1]).mode);
      if (!actor(found[0], found[1], type, file.position + 1)) return;
      file.position += 1;
    }
  }

  parentOf(directory: NodeId): NodeId {
    if (directory >= span) return directory % span === 0 ? this.root : ((directory - (directory % span)) as NodeId);
    const path = this.#paths[directory - 1] ?? '';
    const at = path.lastIndexOf('/');
    return (this.#paths.indexOf(at < 0 ? '' : path.slice(0, at)) + 1) as NodeId;
  }

  nameOf(directory: NodeId): string {
    if (directory < span) return (this.#paths[directory - 1] ?? '').split('/').at(-1) ?? '';
    return directory % span === 0 ? String(directory / span) : 'fd';
  }

  statfs(): StatFs {
    return { type: 0x9fa0, bsize: 4096, blocks: 0, bfree: 0, bavail: 0, files: 0, ffree: 0, namelen: 255 };
  }

  /** Attributes are the processes' own; a change of mode or owner is refused, of times and size it is of no effect. */
  setattr(node: NodeId, change: { readonly mode?: number; readonly uid?: number; readonly gid?: number }): void {
    this.#require(node);
    if (change.mode !== undefined || change.uid !== undefined || change.gid !== undefined) fail('EPERM');
  }

  /** What is writable in Linux's /proc is not modelled: nobody is told that a write took effect. */
  write(): number {
    return fail('EIO');
  }

  mknod(): NodeId {
    return fail('ENOENT');
  }
  mkdir(): NodeId {
    return fail('ENOENT');
  }
  symlink(): NodeId {
    return fail('ENOENT');
  }
  link(): void {
    fail('ENOENT');
  }
  unlink(): void {
    fail('EPERM');
  }
  rmdir(): void {
    fail('EPERM');
  }
  rename(): void {
    fail('EPERM');
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
  showOptions(): string {
    return '';
  }
  checkpoint(): unknown {
    return { namespace: this.#namespace };
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
