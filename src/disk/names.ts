// The names of one directory, ordered by a 30-bit hash of the name and, where hashes collide, by a slot: a persistent trie on
// the hash's high bits with sorted leaves. An entry's position never changes while it is there, so that a directory
// stream goes on where it was, whatever is added or removed meanwhile. Epochs as in radix.ts.
import type { FileType } from '../abi/mode.ts';

/** Immutable. */
export interface NameEntry {
  readonly name: string;
  readonly hash: number;
  readonly slot: number;
  readonly node: number;
  readonly type: FileType;
  /** The position that a file system which does not list by hash gives it; 0 elsewhere. */
  readonly order: number;
}

interface NameNode {
  readonly epoch: number;
  /** Sorted by (hash, slot), or null in a branch. */
  readonly entries: NameEntry[] | null;
  /** 32, by the next five bits of the hash, or null in a leaf. */
  readonly children: (NameNode | null)[] | null;
}

export interface NameTree {
  count: number;
  root: NameNode | null;
}

/** Slots below this one are free for names that no entry stands for, `.` and `..`. */
const firstSlot = 2;
const slotsPerHash = 65536;
const leafCapacity = 32;
export const hashBits = 30;

export function emptyNames(): NameTree {
  return { count: 0, root: null };
}

/** FNV-1a over the code units, finished by Murmur3's mixer; `seed` is the file system's. Never negative. */
export function hashName(name: string, seed: number): number {
  let hash = seed ^ 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> (32 - hashBits);
}

/** Where an entry stands in the order: hash and slot in one number. */
export function namePosition(entry: { readonly hash: number; readonly slot: number }): number {
  return entry.hash * slotsPerHash + entry.slot;
}

export function findName(tree: NameTree, name: string, hash: number): NameEntry | undefined {
  let node = tree.root;
  let shift = hashBits - 5;
  while (node !== null) {
    const entries = node.entries;
    if (entries === null) {
      node = node.children?.[(hash >>> shift) & 31] ?? null;
      shift -= 5;
      continue;
    }
    for (let i = lowerBound(entries, hash); i < entries.length; i++) {
      const entry = entries[i];
      if (entry?.hash !== hash) return undefined;
      if (entry.name === name) return entry;
    }
    return undefined;
  }
  return undefined;
}

function lowerBound(entries: readonly NameEntry[], hash: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle] as NameEntry).hash < hash) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Adds a name that is not there. Returns the entry, with its slot. */
export function addName(
  tree: NameTree,
  name: string,
  hash: number,
  node: number,
  type: FileType,
  order: number,
  epoch: number,
): NameEntry {
  const leaf = ownLeaf(tree, hash, epoch);
  const entries = leaf.entries as NameEntry[];
  let at = lowerBound(entries, hash);
  let slot = firstSlot;
  while (at < entries.length && entries[at]?.hash === hash && entries[at]?.slot === slot) {
    at++;
    slot++;
  }
  const entry = { name, hash, slot, node, type, order };
  entries.splice(at, 0, entry);
  tree.count++;
  if (entries.length > leafCapacity) splitLeaf(tree, hash, epoch);
  return entry;
}

/** Puts `node` in the place of what the name leads to, at the same position. */
export function replaceName(tree: NameTree, old: NameEntry, node: number, type: FileType, epoch: number): void {
  const entries = ownLeaf(tree, old.hash, epoch).entries as NameEntry[];
  entries[entries.indexOf(old)] = { ...old, node, type };
}

export function removeName(tree: NameTree, old: NameEntry, epoch: number): void {
  const entries = ownLeaf(tree, old.hash, epoch).entries as NameEntry[];
  const at = entries.indexOf(old);
  if (at < 0) throw new Error(`the name ${old.name} is not in its directory`);
  entries.splice(at, 1);
  if (--tree.count === 0) tree.root = null;
}

/** The leaf for `hash`, of this epoch, with all above it. */
function ownLeaf(tree: NameTree, hash: number, epoch: number): NameNode {
  let node = ownNode(tree.root, epoch);
  tree.root = node;
  for (let shift = hashBits - 5; node.children !== null; shift -= 5) {
    const slot = (hash >>> shift) & 31;
    const child = node.children[slot] ?? null;
    const owned = ownNode(child, epoch);
    if (owned !== child) node.children[slot] = owned;
    node = owned;
  }
  return node;
}

function ownNode(node: NameNode | null, epoch: number): NameNode {
  if (node === null) return { epoch, entries: [], children: null };
  if (node.epoch === epoch) return node;
  return { epoch, entries: node.entries?.slice() ?? null, children: node.children?.slice() ?? null };
}

/** Turns the full leaf for `hash` into a branch, unless its hashes have no bits left to tell them apart. */
function splitLeaf(tree: NameTree, hash: number, epoch: number): void {
  let parent: NameNode | null = null;
  let node = tree.root as NameNode;
  let shift = hashBits - 5;
  while (node.children !== null) {
    parent = node;
    node = node.children[(hash >>> shift) & 31] as NameNode;
    shift -= 5;
  }
  if (shift < 0) return;
  const children = new Array<NameNode | null>(32).fill(null);
  for (const entry of node.entries ?? []) {
    const slot = (entry.hash >>> shift) & 31;
    const child = (children[slot] ??= { epoch, entries: [], children: null });
    child.entries?.push(entry);
  }
  const branch = { epoch, entries: null, children };
  if (parent?.children) parent.children[(hash >>> (shift + 5)) & 31] = branch;
  else tree.root = branch;
}

/** Calls `visit` for the entries at or behind `position` in order, until it returns false. True: none is left. */
export function eachName(tree: NameTree, position: number, visit: (entry: NameEntry) => boolean): boolean {
  return tree.root === null || eachInNode(tree.root, position, 0, hashBits, visit);
}

function eachInNode(
  node: NameNode,
  position: number,
  base: number,
  bits: number,
  visit: (entry: NameEntry) => boolean,
): boolean {
  if (node.entries !== null) {
    // A copy, for `visit` may change the directory.
    for (const entry of node.entries.slice()) if (namePosition(entry) >= position && !visit(entry)) return false;
    return true;
  }
  const span = 2 ** (bits - 5);
  const children = node.children ?? [];
  for (let i = 0; i < children.length; i++) {
    const child = children[i];
    const low = base + i * span;
    if (!child || (low + span) * slotsPerHash <= position) continue;
    if (!eachInNode(child, position, low, bits - 5, visit)) return false;
  }
  return true;
}
