// /sys, as far as programs here look at it: empty directories to mount on and the few files that tools read (sysfs(5)).
import type { FileSystemContext, FileSystemType, NodeId } from '../vfs/file-system.ts';
import { PathIndex, type SyntheticEntry, SyntheticTree } from './synthetic-tree.ts';

/** Files by their path below /sys, and directories (null). */
export type SysfsSource = Readonly<Record<string, (() => string) | null>>;

export function sysfsType(source: SysfsSource): FileSystemType {
  const index = new PathIndex(Object.keys(source));
  return {
    name: 'sysfs',
    nodev: true,
    mount: (request) => new Sysfs(request, source, index),
    revive: (state, context) => new Sysfs(context, source, index, state as bigint),
  };
}

class Sysfs extends SyntheticTree {
  readonly type = 'sysfs';
  protected readonly magic = 0x62656572;
  protected readonly refusals = { make: 'EPERM', remove: 'EPERM' } as const;
  readonly #source: SysfsSource;
  readonly #index: PathIndex;

  constructor(context: FileSystemContext, source: SysfsSource, index: PathIndex, mountedNs?: bigint) {
    super(context, mountedNs);
    this.#source = source;
    this.#index = index;
  }

  protected entry(node: NodeId): SyntheticEntry | undefined {
    const path = this.#index.path(node);
    if (path === undefined) return undefined;
    const text = this.#source[path] ?? null;
    return text === null ? { kind: 'dir', mode: path === '' ? 0o555 : 0o755 } : { kind: 'file', mode: 0o444, text };
  }

  protected list(directory: NodeId): readonly (readonly [string, NodeId])[] {
    return this.#index.list(directory);
  }

  parentOf(directory: NodeId): NodeId {
    return this.#index.parentOf(directory);
  }

  nameOf(directory: NodeId): string {
    return this.#index.nameOf(directory);
  }

  checkpoint(): bigint {
    return this.mountedNs;
  }
}
