// What stands on the layers of one overlay, as far as it is on screen: a flat map from `upper/root/f1.txt` to what is there.
// Only directories that are shown are read. A whiteout is an entry like any other here; what merged shows is worked out.
import { O_DIRECTORY, O_RDONLY } from '../../abi/flags.ts';
import { fileType } from '../../abi/mode.ts';
import type { Stat } from '../../abi/stat.ts';
import type { Syscalls } from '../../kernel/program.ts';
import type { LayerName } from '../../overlay/events.ts';

export type Kind = 'file' | 'directory' | 'symlink' | 'whiteout' | 'device' | 'fifo' | 'socket';

export interface Node {
  readonly kind: Kind;
  /** Bytes. */
  readonly size: number;
  readonly nlink: number;
  /** Nodes of one layer with the same number are one inode. */
  readonly ino: string;
  /** trusted.overlay.opaque="y": the layers below do not show through. */
  readonly opaque: boolean;
  /** Made with O_TMPFILE: it has no name yet, only the one that the log gives it. */
  readonly nameless: boolean;
}

/** The directories of an overlay's layers. */
export interface Place {
  readonly id: number;
  readonly target: string;
  readonly lower: readonly string[];
  readonly upper: string | undefined;
  readonly work: string | undefined;
  readonly mounted: boolean;
}

/** `upper/root/f1.txt`: a layer, then the path below it. */
export type Key = string;
export type Model = ReadonlyMap<Key, Node>;

/** `lower`, where there is one; else `lower0` (the uppermost) and so on. */
export function lowerLabel(place: Place, index: number): string {
  return place.lower.length === 1 ? 'lower' : `lower${index}`;
}

export function keyOf(layer: string, path: string): Key {
  return path === '' ? layer : `${layer}/${path}`;
}

export function parentOf(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? '' : path.slice(0, cut);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The key of a path that a step names. Index files stand in the work directory. */
export function keyOfStep(place: Place, layer: LayerName, path: string): Key {
  const directory =
    layer === 'upper'
      ? place.upper
      : layer === 'work' || layer === 'index'
        ? place.work
        : place.lower[Number(layer.slice(5))];
  const name = layer === 'index' ? 'work' : layer;
  if (directory === undefined) return `${name}${path}`;
  if (path === directory) return name;
  return path.startsWith(`${directory}/`)
    ? `${name}/${path.slice(directory.length + 1)}`
    : `${name}/${path.replace(/^\//, '')}`;
}

const mostEntries = 4000;
const mostStats = 600;

/** Reads the given directories (paths below merged) of every layer, and the whole of work. */
export function readLayers(sys: Syscalls, place: Place, directories: readonly string[]): Map<Key, Node> {
  const model = new Map<Key, Node>();
  const layers: [string, string][] = place.lower.map((path, i) => [`lower${i}`, whole(sys, place, path)]);
  if (place.upper !== undefined) layers.push(['upper', whole(sys, place, place.upper)]);
  for (const [layer, path] of layers) {
    const root = nodeAt(sys, path);
    if (root !== undefined) model.set(layer, root);
    for (const directory of directories)
      readDirectory(sys, model, keyOf(layer, directory), directory === '' ? path : `${path}/${directory}`);
  }
  if (place.work !== undefined) {
    const work = whole(sys, place, place.work);
    for (const name of ['work', 'index']) readDirectory(sys, model, `work/${name}`, `${work}/${name}`);
  }
  return model;
}

/** Mount options may name layers from the working directory of whoever mounted: some directory above the mount point has them. */
function whole(sys: Syscalls, place: Place, path: string): string {
  if (path.startsWith('/')) return path;
  for (let above = place.target; above !== '';) {
    above = parentOf(above);
    if (sys.lstat(`${above}/${path}`).err === undefined) return `${above}/${path}`;
  }
  return `/${path}`;
}

function readDirectory(sys: Syscalls, model: Map<Key, Node>, key: Key, path: string): void {
  const fd = sys.open(path, O_RDONLY | O_DIRECTORY);
  if (fd.err !== undefined) return;
  // The directory itself: it may be opaque.
  const self = nodeAt(sys, path);
  if (self !== undefined) model.set(key, self);
  let count = 0;
  for (;;) {
    const entries = sys.getdents(fd.ok);
    if (entries.err !== undefined || entries.ok.length === 0 || count > mostEntries) break;
    for (const entry of entries.ok) {
      if (entry.name === '.' || entry.name === '..') continue;
      count += 1;
      const node = count <= mostStats ? nodeAt(sys, `${path}/${entry.name}`) : undefined;
      model.set(`${key}/${entry.name}`, node ?? blank(kindOfType(entry.type)));
    }
  }
  sys.close(fd.ok);
}

function nodeAt(sys: Syscalls, path: string): Node | undefined {
  const stat = sys.lstat(path);
  if (stat.err !== undefined) return undefined;
  const kind = kindOf(stat.ok);
  return {
    kind,
    size: stat.ok.size,
    nlink: stat.ok.nlink,
    ino: String(stat.ok.ino),
    opaque: kind === 'directory' && isOpaque(sys, path),
    nameless: false,
  };
}

function isOpaque(sys: Syscalls, path: string): boolean {
  const value = sys.lgetxattr(path, 'trusted.overlay.opaque');
  return value.err === undefined && value.ok[0] === 0x79;
}

function kindOf(stat: Stat): Kind {
  const type = fileType(stat.mode);
  return type === 'chr' && stat.rdev[0] === 0 && stat.rdev[1] === 0 ? 'whiteout' : kindOfType(type);
}

export function kindOfType(type: string): Kind {
  switch (type) {
    case 'dir':
      return 'directory';
    case 'lnk':
      return 'symlink';
    case 'chr':
    case 'blk':
      return 'device';
    case 'fifo':
      return 'fifo';
    case 'sock':
      return 'socket';
    default:
      return 'file';
  }
}

export function blank(kind: Kind, ino = ''): Node {
  return { kind, size: 0, nlink: kind === 'directory' ? 2 : 1, ino, opaque: false, nameless: false };
}

/** What merged shows under one name, and why. */
export interface Merged {
  readonly name: string;
  readonly path: string;
  /** On each layer, from upper (if there is one) down: what stands there. */
  readonly upper: Node | undefined;
  readonly lowers: readonly (Node | undefined)[];
  /** Which layer answers: 'upper', 0, 1 …; 'both': a directory of several; undefined: ENOENT. */
  readonly from: 'upper' | 'both' | number | undefined;
  /** The look-up ends at upper (-1) or at lower `stop`; what is further down is hidden. */
  readonly stop: number;
  readonly kind: Kind;
}

/** Every name that any layer has in `directory`, in order of their bytes. */
export function mergedNames(model: Model, place: Place, directory: string): readonly Merged[] {
  const layers = [...(place.upper === undefined ? [] : ['upper']), ...place.lower.map((_, i) => `lower${i}`)];
  const names = new Set<string>();
  for (const layer of layers) for (const name of childrenOf(model, keyOf(layer, directory))) names.add(name);
  return [...names]
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    .map((name) => lookUp(model, place, directory === '' ? name : `${directory}/${name}`));
}

export function* childrenOf(model: Model, key: Key): Generator<string> {
  const prefix = `${key}/`;
  for (const path of model.keys()) {
    if (path.startsWith(prefix) && !path.includes('/', prefix.length)) yield path.slice(prefix.length);
  }
}

/** As overlay looks a name up: from upper down, until a layer ends it. */
export function lookUp(model: Model, place: Place, path: string): Merged {
  const upper = place.upper === undefined ? undefined : model.get(keyOf('upper', path));
  const lowers = place.lower.map((_, i) => model.get(keyOf(`lower${i}`, path)));
  // How far down the parents let a look-up through: an opaque directory, or a name that is no directory, ends it above.
  const floor = floorOf(model, place, parentOf(path));
  const found: ('upper' | number)[] = [];
  let stop = place.lower.length - 1;
  const stack: ['upper' | number, Node | undefined][] = [
    ...(place.upper === undefined ? [] : [['upper', upper] as ['upper', Node | undefined]]),
    ...lowers.map((node, i): [number, Node | undefined] => [i, node]),
  ];
  for (const [layer, node] of stack) {
    const depth = layer === 'upper' ? -1 : layer;
    if (depth > floor) break;
    if (node === undefined) continue;
    if (node.kind === 'whiteout') {
      stop = depth;
      break;
    }
    if (found.length > 0 && node.kind !== 'directory') break;
    found.push(layer);
    if (node.kind !== 'directory' || node.opaque) {
      stop = depth;
      break;
    }
  }
  stop = Math.min(stop, floor);
  const first = found[0];
  const firstNode = first === undefined ? undefined : first === 'upper' ? upper : lowers[first];
  const from = found.length > 1 ? 'both' : first;
  return { name: nameOf(path), path, upper, lowers, from, stop, kind: firstNode?.kind ?? 'whiteout' };
}

/** The lowest layer that a look-up below `directory` reaches: -1 is upper alone. */
function floorOf(model: Model, place: Place, directory: string): number {
  const all = place.lower.length - 1;
  if (directory === '') return all;
  const parents = directory.split('/');
  let floor = all;
  for (let i = 1; i <= parents.length; i++) {
    const path = parents.slice(0, i).join('/');
    const upper = model.get(keyOf('upper', path));
    if (upper !== undefined && (upper.kind !== 'directory' || upper.opaque)) return -1;
    for (let layer = 0; layer <= floor; layer++) {
      const node = model.get(keyOf(`lower${layer}`, path));
      if (node !== undefined && (node.kind !== 'directory' || node.opaque)) floor = node.opaque ? layer : layer - 1;
    }
  }
  return floor;
}
