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
  /** Uppermost first: the directories that are merged, or the one file that is shown or was copied up. */
  readonly lower: readonly RealInode[];
  /** The lower inode that upper was copied up from gives it its number (OVL_CONST_INO). */
  readonly hasOrigin: boolean;
  readonly held: number;
}

export type MergedInodeState = { readonly next: number; readonly table: Radix<MergedInode>; readonly epoch: number };

export class MergedInodes {
  #next: number;
  #epoch: number;
  #table: Radix<MergedInode>;
  /** By real inode: `layer:node`. Made anew from the table. */
  readonly #byReal = new Map<string, NodeId>();

  constructor(state?: MergedInodeState) {
    this.#next = state?.next ?? 1;
    this.#epoch = (state?.epoch ?? 0) + 1;
    this.#table = state === undefined ? emptyRadix() : { ...state.table };
    radixEach(this.#table, (inode) => {
      const key = keyOf(inode);
      if (key !== undefined) this.#byReal.set(key, inode.node);
    });
  }

  get(node: NodeId): MergedInode | undefined {
    return radixGet(this.#table, node);
  }

  find(key: string): MergedInode | undefined {
    const node = this.#byReal.get(key);
    return node === undefined ? undefined : this.get(node);
  }

  add(seed: Omit<MergedInode, 'epoch' | 'node' | 'held'>): MergedInode {
    const node = this.#next++ as NodeId;
    const inode = { ...seed, epoch: this.#epoch, node, held: 0 };
    // The root is its own parent.
    this.put(seed.parent === 0 ? { ...inode, parent: node } : inode);
    return this.get(node) ?? inode;
  }

  put(inode: MergedInode): void {
    const old = this.get(inode.node);
    const oldKey = old === undefined ? undefined : keyOf(old);
    const key = keyOf(inode);
    if (oldKey !== undefined && oldKey !== key && this.#byReal.get(oldKey) === inode.node) this.#byReal.delete(oldKey);
    if (key !== undefined) this.#byReal.set(key, inode.node);
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
    const key = old === undefined ? undefined : keyOf(old);
    if (key !== undefined && this.#byReal.get(key) === node) this.#byReal.delete(key);
    radixSet(this.#table, node, undefined, this.#epoch);
  }

  checkpoint(): MergedInodeState {
    const state = { next: this.#next, table: { ...this.#table }, epoch: this.#epoch };
    this.#epoch += 1;
    return state;
  }
}

/** What an inode is found again by: its upper inode, or its uppermost lower one (ovl_get_inode's key). */
function keyOf(inode: MergedInode): string | undefined {
  if (inode.upper !== undefined) return `0:${String(inode.upper)}`;
  const first = inode.lower[0];
  return first === undefined ? undefined : `${String(first.layer)}:${String(first.node)}`;
}
