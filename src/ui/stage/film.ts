// Plays the steps of the log on a model of the layers, forwards and backwards, so that any moment of a command can be drawn.
// The present is read from the simulated disk; the past is the present with steps taken back, never a second history.
import type { OverlayStep } from '../../overlay/events.ts';
import { fileType } from '../../abi/mode.ts';
import { blank, keyOfStep, kindOfType, type Key, type Model, type Node, type Place } from './layers.ts';

/** What a step destroyed, so that it can be put back. */
export interface Undo {
  readonly replaced?: Node | undefined;
  readonly changed?: Node | undefined;
}

type Layers = Map<Key, Node>;

/** Does what the step did. A step that failed changes nothing. */
export function apply(layers: Layers, place: Place, step: OverlayStep, id = ''): Undo {
  if (step.err !== undefined) return {};
  switch (step.op) {
    case 'vfs_create':
    case 'vfs_tmpfile':
    case 'vfs_mkdir':
    case 'vfs_mknod':
    case 'vfs_symlink': {
      const key = keyOfStep(place, step.layer, step.path);
      layers.set(key, made(step, id === '' ? key : id));
      return {};
    }
    case 'vfs_link': {
      const { from, to } = endsOf(place, step);
      const node = layers.get(from) ?? blank('file', from);
      if (node.nameless) layers.delete(from);
      const nlink = node.nameless ? 1 : node.nlink + 1;
      sameInode(layers, node, nlink);
      layers.set(to, { ...node, nameless: false, nlink });
      return {};
    }
    case 'vfs_rename': {
      const { from, to } = endsOf(place, step);
      if (step.flags.includes('RENAME_EXCHANGE')) {
        exchange(layers, from, to);
        return {};
      }
      const replaced = layers.get(to);
      move(layers, from, to);
      if (step.flags.includes('RENAME_WHITEOUT')) layers.set(from, blank('whiteout', `${from} whiteout`));
      return { replaced };
    }
    case 'vfs_unlink':
    case 'vfs_rmdir': {
      const key = keyOfStep(place, step.layer, step.path);
      const replaced = layers.get(key);
      layers.delete(key);
      if (replaced !== undefined && step.op === 'vfs_unlink') sameInode(layers, replaced, replaced.nlink - 1);
      return { replaced };
    }
    default: {
      const key = keyOfStep(place, step.layer, step.path);
      const node = layers.get(key);
      if (node === undefined) return {};
      layers.set(key, changed(node, step));
      return { changed: node };
    }
  }
}

/** Takes the step back. */
export function unapply(layers: Layers, place: Place, step: OverlayStep, undo: Undo): void {
  if (step.err !== undefined) return;
  switch (step.op) {
    case 'vfs_create':
    case 'vfs_tmpfile':
    case 'vfs_mkdir':
    case 'vfs_mknod':
    case 'vfs_symlink':
      layers.delete(keyOfStep(place, step.layer, step.path));
      return;
    case 'vfs_link': {
      const { from, to } = endsOf(place, step);
      const node = layers.get(to);
      layers.delete(to);
      if (node === undefined) return;
      if (layers.has(from)) sameInode(layers, node, node.nlink - 1);
      else layers.set(from, { ...node, nameless: true, nlink: 0 });
      return;
    }
    case 'vfs_rename': {
      const { from, to } = endsOf(place, step);
      if (step.flags.includes('RENAME_EXCHANGE')) {
        exchange(layers, from, to);
        return;
      }
      layers.delete(from);
      move(layers, to, from);
      if (undo.replaced !== undefined) layers.set(to, undo.replaced);
      return;
    }
    case 'vfs_unlink':
    case 'vfs_rmdir': {
      const back = undo.replaced ?? blank(step.op === 'vfs_rmdir' ? 'directory' : 'file');
      sameInode(layers, back, back.nlink);
      layers.set(keyOfStep(place, step.layer, step.path), back);
      return;
    }
    default: {
      const key = keyOfStep(place, step.layer, step.path);
      const now = layers.get(key);
      if (now !== undefined && undo.changed !== undefined) {
        layers.set(key, { ...now, size: undo.changed.size, opaque: undo.changed.opaque });
      }
    }
  }
}

/** The two names of a link or rename. A link names the layer of `new`, a rename that of `old`. */
export function endsOf(
  place: Place,
  step: OverlayStep & { readonly op: 'vfs_link' | 'vfs_rename' },
): { readonly from: Key; readonly to: Key } {
  if (step.op === 'vfs_rename') {
    return { from: keyOfStep(place, step.layer, step.old), to: keyOfStep(place, step.to ?? step.layer, step.new) };
  }
  const inWork = place.work !== undefined && step.old.startsWith(`${place.work}/`);
  return { from: keyOfStep(place, inWork ? 'work' : 'upper', step.old), to: keyOfStep(place, step.layer, step.new) };
}

function made(
  step: OverlayStep & { readonly op: 'vfs_create' | 'vfs_tmpfile' | 'vfs_mkdir' | 'vfs_mknod' | 'vfs_symlink' },
  ino: string,
): Node {
  switch (step.op) {
    case 'vfs_mkdir':
      return blank('directory', ino);
    case 'vfs_symlink':
      return { ...blank('symlink', ino), size: step.target.length };
    case 'vfs_mknod': {
      const whiteout = fileType(step.mode) === 'chr' && (step.dev?.[0] ?? 0) === 0 && (step.dev?.[1] ?? 0) === 0;
      return blank(whiteout ? 'whiteout' : kindOfType(fileType(step.mode)), ino);
    }
    case 'vfs_tmpfile':
      return { ...blank('file', ino), nameless: true, nlink: 0 };
    case 'vfs_create':
      return blank('file', ino);
  }
}

function changed(node: Node, step: OverlayStep): Node {
  switch (step.op) {
    case 'vfs_write':
      return { ...node, size: Math.max(node.size, step.offset + step.len) };
    case 'vfs_copy_file_range':
    case 'vfs_fallocate':
      return { ...node, size: Math.max(node.size, step.offset + step.len) };
    case 'notify_change':
      return step.size === undefined ? node : { ...node, size: step.size };
    case 'vfs_setxattr':
      return step.name.endsWith('overlay.opaque') ? { ...node, opaque: step.value === 'eQ==' } : node;
    case 'vfs_removexattr':
      return step.name.endsWith('overlay.opaque') ? { ...node, opaque: false } : node;
    default:
      return node;
  }
}

function sameInode(layers: Layers, node: Node, nlink: number): void {
  if (node.ino === '') return;
  for (const [key, other] of layers) {
    if (other.ino === node.ino && !key.startsWith('lower')) layers.set(key, { ...other, nlink });
  }
}

function move(layers: Layers, from: Key, to: Key): void {
  const moved: [Key, Node][] = [];
  for (const [key, node] of layers) {
    if (key === from || key.startsWith(`${from}/`)) moved.push([key, node]);
  }
  for (const [key] of moved) layers.delete(key);
  for (const [key, node] of moved) layers.set(to + key.slice(from.length), node);
}

function exchange(layers: Layers, a: Key, b: Key): void {
  const aside = '\0aside';
  move(layers, a, aside);
  move(layers, b, a);
  move(layers, aside, b);
}

/** The states of one command: frame 0 before its first step, frame k after step k. */
export interface Film {
  readonly steps: readonly OverlayStep[];
  /** For each step, the system call under which it was made. */
  readonly calls: readonly string[];
  frame(k: number): Model;
}

interface Shot {
  readonly steps: readonly OverlayStep[];
  readonly calls: readonly string[];
}

/** So many steps lie between two frames that are kept; those between are made when they are asked for. */
const stride = 64;

/**
 * The film of one command on one overlay.
 * @param present what the layers hold now
 * @param before the steps of all earlier commands on this overlay, @param after of all later ones
 */
export function filmOf(
  present: Model,
  place: Place,
  before: readonly OverlayStep[],
  shot: Shot,
  after: readonly OverlayStep[],
): Film {
  // Forwards once, from nothing known, to learn what each step destroyed; then back from what is really there.
  const guess: Layers = new Map();
  for (const step of before) apply(guess, place, step);
  const later = [...shot.steps, ...after];
  const undo = later.map((step) => apply(guess, place, step));
  const back = (layers: Layers, from: number, to: number): void => {
    for (let i = from - 1; i >= to; i--) {
      const step = later[i];
      if (step !== undefined) unapply(layers, place, step, undo[i] ?? {});
    }
  };
  const count = shot.steps.length;
  const layers: Layers = new Map(present);
  back(layers, later.length, count);
  const kept = new Map<number, Model>([[count, new Map(layers)]]);
  for (let k = count; k > 0;) {
    const next = Math.floor((k - 1) / stride) * stride;
    back(layers, k, next);
    kept.set(next, new Map(layers));
    k = next;
  }
  return {
    steps: shot.steps,
    calls: shot.calls,
    frame(k) {
      const at = Math.max(0, Math.min(count, k));
      const whole = kept.get(at);
      if (whole !== undefined) return whole;
      const above = Math.min(count, Math.ceil(at / stride) * stride);
      const made = new Map(kept.get(above) ?? present);
      back(made, above, at);
      return made;
    },
  };
}
