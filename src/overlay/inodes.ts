// The merged inodes that the overlay has met: which real inodes each stands for, and by which name it was reached last.
// The invariant: what is here is a memory of the layers, refreshed at every look-up; only a held inode keeps its real ones alive.
import { emptyRadix, type Radix, radixEach, radixGet, radixSet } from '../disk/radix.ts';
import type { NodeId } from '../vfs/file-system.ts';
import type { RealInode } from './layer.ts';

export interface MergedInode {
  readonly epoch: number;
  readonly node: NodeId;
  /** The merged directory it was reached in, and its name there; the root's is itself. */
  readonly parent: NodeId;
  readonly name: string;
  readonly isDirectory: boolean;
  readonly upper: NodeId | undefined;
  /**
   * Uppermost first: the directories that are merged; or the file that is shown or was copied up, then, where that holds no data
   * itself, the one that does.
   */
  readonly lower: readonly RealInode[];
  /** The uppermost lower inode gives it its number, before and after copy-up (OVL_CONST_INO). */
  readonly constIno: boolean;
  /** Upper holds no data: that of the last of `lower` is shown. */
  readonly isMetacopy: boolean;
  /** The path, in a data-only layer, of data that was not looked for yet. */
  readonly lazyData: string | undefined;
  /** Some of its metacopies names the digest that its data must have. */
  readonly hasDigest: boolean;
  /** Upper's redirect. */
  readonly redirect: string | undefined;
  /** Upper's directory hides what is below. */
  readonly isOpaque: boolean;
  /** Upper is an entry of the index (OVL_INDEX), and `nlink` counts its names: those in upper and those below that are not hidden. */
  readonly isIndexed: boolean;
  readonly nlink: number;
  readonly held: number;
}

/** What a look-up or a creation finds out; the rest is the table's. */
export type MergedInodeSeed = Omit<MergedInode, 'epoch' | 'node' | 'held'>;

/** What an inode that upper alone has is. */
export const pureUpper = {
  lower: [],
  constIno: false,
  isMetacopy: false,
  lazyData: undefined,
  hasDigest: false,
  redirect: undefined,
  isOpaque: false,
  isIndexed: false,
  nlink: 0,
} as const;

export type MergedInodeState = { readonly next: number; readonly table: Radix<MergedInode>; readonly epoch: number };

export class MergedInodes {
  #next: number;
  #epoch: number;
  #table: Radix<MergedInode>;
  /** By `realKey`. Made anew from the table. */
  readonly #byReal = new Map<number, NodeId>();
  /** Those that have their number from it by their uppermost lower inode, whether or not there is an upper one. */
  readonly #byLower = new Map<number, NodeId>();

  constructor(state?: MergedInodeState) {
    this.#next = state?.next ?? 1;
    this.#epoch = (state?.epoch ?? 0) + 1;
    this.#table = state === undefined ? emptyRadix() : { ...state.table };
    radixEach(this.#table, (inode) => {
      moveKey(this.#byReal, inode.node, undefined, keyOf(inode));
      moveKey(this.#byLower, inode.node, undefined, lowerKeyOf(inode));
    });
  }

  get(node: NodeId): MergedInode | undefined {
    return radixGet(this.#table, node);
  }

  find(key: number): MergedInode | undefined {
    const node = this.#byReal.get(key);
    return node === undefined ? undefined : this.get(node);
  }

  /** The one that has its number from `lower`. */
  findByLower(lower: RealInode): MergedInode | undefined {
    const node = this.#byLower.get(realKey(lower));
    return node === undefined ? undefined : this.get(node);
  }

  /** One whose uppermost lower inode is `real`, for a file handle: searched for through all that are known. */
  byOrigin(real: RealInode): MergedInode | undefined {
    let found: MergedInode | undefined;
    radixEach(this.#table, (inode) => {
      const first = inode.lower[0];
      if (first?.layer === real.layer && first.node === real.node) found ??= inode;
    });
    return found;
  }

  add(seed: MergedInodeSeed): MergedInode {
    const node = this.#next++ as NodeId;
    // The root is its own parent.
    const parent = seed.parent === 0 ? node : seed.parent;
    // Field by field: all of them have one shape, which look-ups live by.
    const inode: MergedInode = {
      epoch: this.#epoch,
      node,
      parent,
      name: seed.name,
      isDirectory: seed.isDirectory,
      upper: seed.upper,
      lower: seed.lower,
      constIno: seed.constIno,
      isMetacopy: seed.isMetacopy,
      lazyData: seed.lazyData,
      hasDigest: seed.hasDigest,
      redirect: seed.redirect,
      isOpaque: seed.isOpaque,
      isIndexed: seed.isIndexed,
      nlink: seed.nlink,
      held: 0,
    };
    this.put(inode);
    return inode;
  }

  put(inode: MergedInode): void {
    const old = this.get(inode.node);
    moveKey(this.#byReal, inode.node, old && keyOf(old), keyOf(inode));
    moveKey(this.#byLower, inode.node, old && lowerKeyOf(old), lowerKeyOf(inode));
    radixSet(this.#table, inode.node, inode, this.#epoch);
  }

  change(node: NodeId, change: Partial<MergedInode>): MergedInode {
    const old = this.get(node);
    if (old === undefined) throw new Error(`the overlay has no inode ${String(node)}`);
    const inode = { ...old, ...change };
    this.put(inode);
    return inode;
  }

  remove(node: NodeId): void {
    const old = this.get(node);
    moveKey(this.#byReal, node, old && keyOf(old), undefined);
    moveKey(this.#byLower, node, old && lowerKeyOf(old), undefined);
    radixSet(this.#table, node, undefined, this.#epoch);
  }

  checkpoint(): MergedInodeState {
    const state = { next: this.#next, table: { ...this.#table }, epoch: this.#epoch };
    this.#epoch += 1;
    return state;
  }
}

function moveKey(map: Map<number, NodeId>, node: NodeId, from: number | undefined, to: number | undefined): void {
  if (from !== undefined && from !== to && map.get(from) === node) map.delete(from);
  if (to !== undefined) map.set(to, node);
}

/** What an inode is found again by: its upper inode, or its uppermost lower one (ovl_get_inode's key). */
function keyOf(inode: MergedInode): number | undefined {
  if (inode.upper !== undefined) return upperKey(inode.upper);
  const first = inode.lower[0];
  return first === undefined ? undefined : realKey(first);
}

function lowerKeyOf(inode: MergedInode): number | undefined {
  const first = inode.lower[0];
  return inode.constIno && first !== undefined ? realKey(first) : undefined;
}

/** More than there are layers: 500 lower ones, and upper. */
const layerRoom = 1024;

/** A real inode as one number. */
export function realKey({ layer, node }: RealInode): number {
  return node * layerRoom + layer;
}

export function upperKey(node: NodeId): number {
  return node * layerRoom;
}
