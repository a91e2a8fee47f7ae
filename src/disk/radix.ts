// A persistent table keyed by small integers (inode numbers, chunk numbers): a trie of 32 slots a node. A node is edited in place
// while it is of the current epoch and copied first otherwise: so whoever keeps a head and bumps the epoch has a snapshot.
// The invariant: a head that was kept elsewhere is never edited; the owner clones the head when it begins an epoch.

interface RadixNode<T> {
  readonly epoch: number;
  readonly slots: (RadixNode<T> | T | undefined)[];
}

/** With 0 levels `root` is the value of key 0: a file of one chunk costs no node. */
export interface Radix<T> {
  levels: number;
  root: RadixNode<T> | T | undefined;
}

export function emptyRadix<T>(): Radix<T> {
  return { levels: 0, root: undefined };
}

export function radixGet<T>(tree: Radix<T>, key: number): T | undefined {
  const levels = tree.levels;
  if (key >>> (5 * levels) !== 0) return undefined;
  let node: unknown = tree.root;
  for (let shift = 5 * (levels - 1); shift >= 0 && node !== undefined; shift -= 5) {
    node = (node as RadixNode<T>).slots[(key >>> shift) & 31];
  }
  return node as T | undefined;
}

/** `value` undefined removes the key. Keys are below 2 ** 30. */
export function radixSet<T>(tree: Radix<T>, key: number, value: T | undefined, epoch: number): void {
  while (key >= 2 ** (5 * tree.levels)) {
    if (value === undefined) return;
    if (tree.root !== undefined || tree.levels > 0) {
      const slots = new Array<RadixNode<T> | T | undefined>(32).fill(undefined);
      slots[0] = tree.root;
      tree.root = { epoch, slots };
    } else tree.root = { epoch, slots: new Array<undefined>(32).fill(undefined) };
    tree.levels++;
  }
  if (tree.levels === 0) {
    tree.root = value;
    return;
  }
  if (value === undefined) {
    tree.root = removeBelow(tree.root as RadixNode<T> | undefined, key, 5 * (tree.levels - 1), epoch);
    return;
  }
  let node = ownNode(tree.root as RadixNode<T> | undefined, epoch);
  tree.root = node;
  for (let shift = 5 * (tree.levels - 1); shift > 0; shift -= 5) {
    const slot = (key >>> shift) & 31;
    const child = node.slots[slot] as RadixNode<T> | undefined;
    const owned = ownNode(child, epoch);
    if (owned !== child) node.slots[slot] = owned;
    node = owned;
  }
  node.slots[key & 31] = value;
}

/** The node without the key, undefined if that leaves it empty: a table that keys pass through does not grow. */
function removeBelow<T>(
  node: RadixNode<T> | undefined,
  key: number,
  shift: number,
  epoch: number,
): RadixNode<T> | undefined {
  const slot = (key >>> shift) & 31;
  const old = node?.slots[slot];
  if (node === undefined || old === undefined) return node;
  const owned = ownNode(node, epoch);
  owned.slots[slot] = shift === 0 ? undefined : removeBelow(old as RadixNode<T>, key, shift - 5, epoch);
  if (owned.slots[slot] !== undefined) return owned;
  for (let i = 0; i < 32; i++) if (owned.slots[i] !== undefined) return owned;
  return undefined;
}

/** Removes all keys from `first` on. */
export function radixTruncate<T>(tree: Radix<T>, first: number, epoch: number): void {
  if (first === 0) {
    tree.levels = 0;
    tree.root = undefined;
  } else if (first < 2 ** (5 * tree.levels)) {
    tree.root = truncateNode(tree.root as RadixNode<T> | undefined, first, 5 * (tree.levels - 1), epoch);
  }
}

function truncateNode<T>(
  node: RadixNode<T> | undefined,
  first: number,
  shift: number,
  epoch: number,
): RadixNode<T> | undefined {
  if (node === undefined) return undefined;
  const owned = ownNode(node, epoch);
  const slot = (first >>> shift) & 31;
  const inSlot = first - Math.floor(first / 2 ** shift) * 2 ** shift;
  let from = slot;
  if (shift > 0 && inSlot > 0) {
    owned.slots[slot] = truncateNode(owned.slots[slot] as RadixNode<T> | undefined, inSlot, shift - 5, epoch);
    from = slot + 1;
  }
  for (let i = from; i < 32; i++) owned.slots[i] = undefined;
  return owned;
}

function ownNode<T>(node: RadixNode<T> | undefined, epoch: number): RadixNode<T> {
  if (node === undefined) return { epoch, slots: new Array<undefined>(32).fill(undefined) };
  return node.epoch === epoch ? node : { epoch, slots: node.slots.slice() };
}

/** Calls `visit` for every key in order. */
export function radixEach<T>(tree: Radix<T>, visit: (value: T, key: number) => void): void {
  eachBelow(tree.root, tree.levels, 0, visit);
}

function eachBelow<T>(
  node: RadixNode<T> | T | undefined,
  levels: number,
  key: number,
  visit: (value: T, key: number) => void,
): void {
  if (node === undefined) return;
  if (levels === 0) {
    visit(node as T, key);
    return;
  }
  const slots = (node as RadixNode<T>).slots;
  for (let i = 0; i < 32; i++) eachBelow(slots[i], levels - 1, key * 32 + i, visit);
}

/** The lowest key at or above `from` and its value, or undefined. */
export function radixNext<T>(tree: Radix<T>, from: number): { readonly key: number; readonly value: T } | undefined {
  if (from >= 2 ** (5 * tree.levels)) return undefined;
  return nextBelow(tree.root, tree.levels, 0, from);
}

function nextBelow<T>(
  node: RadixNode<T> | T | undefined,
  levels: number,
  key: number,
  from: number,
): { readonly key: number; readonly value: T } | undefined {
  if (node === undefined) return undefined;
  if (levels === 0) return { key, value: node as T };
  const slots = (node as RadixNode<T>).slots;
  const span = 2 ** (5 * (levels - 1));
  const low = Math.floor(Math.max(0, from - key * 32 * span) / span);
  for (let i = low; i < 32; i++) {
    const found = nextBelow(slots[i], levels - 1, key * 32 + i, from);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The highest key at or below `from` and its value, or undefined. */
export function radixPrevious<T>(
  tree: Radix<T>,
  from: number,
): { readonly key: number; readonly value: T } | undefined {
  return previousBelow(tree.root, tree.levels, 0, from);
}

function previousBelow<T>(
  node: RadixNode<T> | T | undefined,
  levels: number,
  key: number,
  from: number,
): { readonly key: number; readonly value: T } | undefined {
  if (node === undefined || from < 0) return undefined;
  if (levels === 0) return { key, value: node as T };
  const slots = (node as RadixNode<T>).slots;
  const span = 2 ** (5 * (levels - 1));
  const high = Math.min(31, Math.floor((from - key * 32 * span) / span));
  for (let i = high; i >= 0; i--) {
    const found = previousBelow(slots[i], levels - 1, key * 32 + i, from);
    if (found !== undefined) return found;
  }
  return undefined;
}
