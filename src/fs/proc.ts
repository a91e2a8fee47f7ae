// /proc: what the kernel tells about itself and its processes (proc(5)). A process's entries are gone with it.
import { fail } from '../abi/errno.ts';
import type { FileSystem, FileSystemContext, FileSystemType, NodeId } from '../vfs/file-system.ts';
import { PathIndex, type SyntheticEntry, SyntheticTree } from './synthetic-tree.ts';

/** What /proc shows of one process; strings as they are printed. */
export interface ProcProcess {
  readonly uid: number;
  readonly gid: number;
  readonly startNs: bigint;
  readonly files: Readonly<Record<string, () => string>>;
  readonly links: Readonly<Record<string, () => string>>;
  /** `ns/`: what each name space is called, `mnt:[4026531841]`. */
  readonly namespaces: Readonly<Record<string, () => string>>;
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

/** A link of a process that leads to a place and not along its text: `cwd`, `root`, or a descriptor. */
export interface ProcLink {
  readonly namespace: number;
  readonly pid: number;
  readonly link: 'cwd' | 'root' | number;
}

export function procType(source: ProcSource): FileSystemType {
  return {
    name: 'proc',
    nodev: true,
    mount: (request) => new Proc(request, source, source.currentNamespace()),
    revive: (state, context) => {
      const { namespace, mountedNs } = state as ProcState;
      return new Proc(context, source, namespace, mountedNs);
    },
  };
}

/** Where a link of /proc leads; undefined: it is followed by its text, as any other. */
export function procLink(fs: FileSystem, node: NodeId): ProcLink | undefined {
  return fs instanceof Proc ? fs.linkAt(node) : undefined;
}

interface ProcState {
  readonly namespace: number;
  readonly mountedNs: bigint;
}

/** A process's nodes: pid × span + 0 itself, 1 and 2 its directories, then its files, `ns/` from 128, `fd/` from 256. */
const span = 4096;
const fdDirectory = 1;
const nsDirectory = 2;
const firstPart = 3;
const nsBase = 128;
const fdBase = 256;

class Proc extends SyntheticTree {
  readonly type = 'proc';
  protected readonly magic = 0x9fa0;
  protected readonly refusals = { make: 'ENOENT', remove: 'EPERM' } as const;
  readonly #source: ProcSource;
  readonly #namespace: number;
  readonly #index: PathIndex;

  constructor(context: FileSystemContext, source: ProcSource, namespace: number, mountedNs?: bigint) {
    super(context, mountedNs);
    this.#source = source;
    this.#namespace = namespace;
    this.#index = new PathIndex([...Object.keys(source.files), 'self', 'thread-self', 'mounts']);
  }

  linkAt(node: NodeId): ProcLink | undefined {
    if (node < span) return undefined;
    const pid = Math.floor(node / span);
    const part = node - pid * span;
    const namespace = this.#namespace;
    if (part >= fdBase) return { namespace, pid, link: part - fdBase };
    const process = this.#source.process(namespace, pid);
    const name = process === undefined ? undefined : partNames(process)[part - firstPart];
    return name === 'cwd' || name === 'root' ? { namespace, pid, link: name } : undefined;
  }

  protected entry(node: NodeId): SyntheticEntry | undefined {
    if (node < span) return this.#globalEntry(this.#index.path(node));
    const pid = Math.floor(node / span);
    const process = this.#source.process(this.#namespace, pid);
    if (process === undefined) return undefined;
    const { uid, gid, startNs: timeNs } = process;
    const own = { uid, gid, timeNs };
    const part = node - pid * span;
    if (part === 0) return { ...own, kind: 'dir', mode: 0o555 };
    if (part === fdDirectory) return { ...own, kind: 'dir', mode: 0o500 };
    if (part === nsDirectory) return { ...own, kind: 'dir', mode: 0o511 };
    if (part >= fdBase) {
      const found = process.fds().find(([fd]) => fd === part - fdBase);
      return found === undefined ? undefined : { ...own, kind: 'link', mode: 0o700, target: () => found[1] };
    }
    if (part >= nsBase) {
      const target = Object.values(process.namespaces)[part - nsBase];
      return target === undefined ? undefined : { ...own, kind: 'link', mode: 0o777, target };
    }
    const name = partNames(process)[part - firstPart] ?? '';
    const text = process.files[name];
    if (text !== undefined) return { ...own, kind: 'file', mode: name === 'environ' ? 0o400 : 0o444, text };
    const target = process.links[name];
    return target === undefined ? undefined : { ...own, kind: 'link', mode: 0o777, target };
  }

  #globalEntry(path: string | undefined): SyntheticEntry | undefined {
    switch (path) {
      case undefined:
        return undefined;
      case 'self':
        return { kind: 'link', mode: 0o777, target: () => this.#self() };
      case 'thread-self':
        return { kind: 'link', mode: 0o777, target: () => `${this.#self()}/task/${this.#self()}` };
      case 'mounts':
        return { kind: 'link', mode: 0o777, target: () => 'self/mounts' };
      default: {
        const text = this.#source.files[path];
        return text === undefined ? { kind: 'dir', mode: 0o555 } : { kind: 'file', mode: 0o444, text };
      }
    }
  }

  #self(): string {
    return String(this.#source.self(this.#namespace) ?? fail('ENOENT'));
  }

  protected list(directory: NodeId): readonly (readonly [string, NodeId])[] {
    if (directory < span) {
      const own = this.#index.list(directory);
      if (directory !== this.root) return own;
      const pids = this.#source.pids(this.#namespace);
      return [...own, ...pids.map((pid) => [String(pid), (pid * span) as NodeId] as const)];
    }
    const pid = Math.floor(directory / span);
    const base = pid * span;
    const process = this.#source.process(this.#namespace, pid) ?? fail('ENOENT');
    const numbered = (names: readonly string[], first: number): (readonly [string, NodeId])[] =>
      names.map((name, i) => [name, (base + first + i) as NodeId]);
    switch (directory - base) {
      case fdDirectory:
        return process.fds().map(([fd]) => [String(fd), (base + fdBase + fd) as NodeId]);
      case nsDirectory:
        return numbered(Object.keys(process.namespaces), nsBase);
      default:
        return [
          ['fd', (base + fdDirectory) as NodeId],
          ['ns', (base + nsDirectory) as NodeId],
          ...numbered(partNames(process), firstPart),
        ];
    }
  }

  override lookup(directory: NodeId, name: string): NodeId | undefined {
    if (directory !== this.root || !/^[1-9]\d{0,8}$/.test(name)) return super.lookup(directory, name);
    const pid = Number(name);
    return this.#source.process(this.#namespace, pid) === undefined ? undefined : ((pid * span) as NodeId);
  }

  parentOf(directory: NodeId): NodeId {
    if (directory < span) return this.#index.parentOf(directory);
    return directory % span === 0 ? this.root : ((directory - (directory % span)) as NodeId);
  }

  nameOf(directory: NodeId): string {
    if (directory < span) return this.#index.nameOf(directory);
    const part = directory % span;
    if (part === 0) return String(directory / span);
    return part === fdDirectory ? 'fd' : 'ns';
  }

  checkpoint(): ProcState {
    return { namespace: this.#namespace, mountedNs: this.mountedNs };
  }
}

function partNames(process: ProcProcess): readonly string[] {
  return [...Object.keys(process.files), ...Object.keys(process.links)];
}
