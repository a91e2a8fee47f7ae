// pipefs: where pipes that have no name are inodes (fs/pipe.c). It is mounted nowhere; /proc/PID/fd leads to it.
import { S_IFIFO } from '../abi/mode.ts';
import type { FileSystemContext, FileSystemType, NodeId } from '../vfs/file-system.ts';
import { type SyntheticEntry, SyntheticTree } from './synthetic-tree.ts';

export interface PipefsSource {
  /** A live pipe by its number, which is its inode's. */
  pipe(ino: number): { readonly uid: number; readonly gid: number; readonly createdNs: bigint } | undefined;
}

export function pipefsType(source: PipefsSource): FileSystemType {
  return {
    name: 'pipefs',
    nodev: true,
    mount: (request) => new Pipefs(request, source),
    revive: (state, context) => new Pipefs(context, source, state as bigint),
  };
}

class Pipefs extends SyntheticTree {
  readonly type = 'pipefs';
  protected readonly magic = 0x50495045;
  protected readonly refusals = { make: 'EPERM', remove: 'EPERM' } as const;
  readonly #source: PipefsSource;

  constructor(context: FileSystemContext, source: PipefsSource, mountedNs?: bigint) {
    super(context, mountedNs);
    this.#source = source;
  }

  protected entry(node: NodeId): SyntheticEntry | undefined {
    if (node === this.root) return { kind: 'dir', mode: 0o555 };
    const pipe = this.#source.pipe(node);
    if (pipe === undefined) return undefined;
    return { kind: 'special', mode: S_IFIFO | 0o600, uid: pipe.uid, gid: pipe.gid, timeNs: pipe.createdNs };
  }

  protected list(): readonly (readonly [string, NodeId])[] {
    return [];
  }

  parentOf(): NodeId {
    return this.root;
  }

  nameOf(): string {
    return '';
  }

  checkpoint(): bigint {
    return this.mountedNs;
  }
}
