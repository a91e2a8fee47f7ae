// One sentence for each step of the log: the same in the step bar, the Steps panel, and what a screen reader hears.
import type { OverlayStep } from '../overlay/events.ts';
import { fileType } from '../abi/mode.ts';
import { grouped, visibleName } from './names.ts';
import { endsOf } from './stage/film.ts';
import { keyOfStep, nameOf, type Kind, type Model, type Place } from './stage/layers.ts';
import type { Say } from './words.ts';

/** @param before the layers as they were before the step */
export function stepSentence(say: Say, place: Place, step: OverlayStep, before: Model): string {
  const { id, values } = telling(place, step, before);
  const sentence = say(`step.${id}`, values);
  return step.err === undefined ? sentence : `${sentence} ${say('step.refused', { err: step.err })}`;
}

interface Telling {
  readonly id: string;
  readonly values: Readonly<Record<string, string | number>>;
}

function telling(place: Place, step: OverlayStep, before: Model): Telling {
  switch (step.op) {
    case 'vfs_link': {
      const { from, to } = endsOf(place, step);
      const node = before.get(from);
      const values = { old: shown(from), name: shown(to), layer: layerOf(to) };
      if (node?.kind === 'whiteout') return { id: 'link-whiteout', values };
      // A nameless file is there under the name that the log gives it.
      const nameless = node?.nameless ?? (from.startsWith('work/') && to.startsWith('upper'));
      return { id: nameless ? 'link-tmpfile' : 'link', values };
    }
    case 'vfs_rename': {
      const { from, to } = endsOf(place, step);
      const node = before.get(from);
      const values = { old: shown(from), name: shown(to), from: layerOf(from), layer: layerOf(to) };
      if (step.flags.includes('RENAME_EXCHANGE')) {
        const other = before.get(to);
        if (node?.kind === 'whiteout') return { id: 'exchange-whiteout', values };
        if (node?.opaque === true)
          return { id: other?.kind === 'whiteout' ? 'exchange-opaque-whiteout' : 'exchange-opaque', values };
        return { id: 'exchange', values };
      }
      if (step.flags.includes('RENAME_WHITEOUT')) return { id: 'rename-whiteout', values };
      if (layerOf(from) === layerOf(to)) return { id: 'rename', values };
      if (node?.kind === 'whiteout') return { id: 'cover', values };
      return { id: node?.kind === 'directory' ? 'arrive-directory' : 'arrive', values };
    }
    case 'vfs_setxattr':
    case 'vfs_set_acl':
    case 'vfs_removexattr':
    case 'vfs_remove_acl': {
      const key = keyOfStep(place, step.layer, step.path);
      const values = {
        ...where(key),
        attribute: visibleName(step.name),
      };
      if (step.op !== 'vfs_setxattr') return { id: step.op.slice(4), values };
      const known = /^(?:trusted|user)\.overlay\.(origin|impure|opaque|uuid|nlink|redirect|metacopy|upper)$/.exec(
        step.name,
      )?.[1];
      if (known === 'impure' && key === 'upper') return { id: 'set-impure-root', values };
      if (known === 'opaque' && step.value !== 'eQ==') return { id: 'setxattr', values };
      return { id: known === undefined ? 'setxattr' : `set-${known}`, values };
    }
    case 'notify_change': {
      const values = {
        ...where(keyOfStep(place, step.layer, step.path)),
        size: step.size === undefined ? '' : grouped(step.size),
        mode: step.mode === undefined ? '' : (step.mode & 0o7777).toString(8).padStart(4, '0'),
        owner: `${step.uid ?? '–'}:${step.gid ?? '–'}`,
      };
      if (step.size !== undefined) return { id: 'change-size', values };
      if (step.mode !== undefined) return { id: 'change-mode', values };
      if (step.uid !== undefined || step.gid !== undefined) return { id: 'change-owner', values };
      return { id: step.atimeNs !== undefined || step.mtimeNs !== undefined ? 'change-times' : 'change', values };
    }
    case 'vfs_mknod': {
      const type = fileType(step.mode);
      const whiteout = type === 'chr' && (step.dev?.[0] ?? 0) === 0 && (step.dev?.[1] ?? 0) === 0;
      const id = whiteout
        ? 'mknod-whiteout'
        : type === 'fifo'
          ? 'mknod-fifo'
          : type === 'sock'
            ? 'mknod-socket'
            : 'mknod-device';
      return { id, values: where(keyOfStep(place, step.layer, step.path)) };
    }
    case 'vfs_write':
    case 'vfs_copy_file_range':
    case 'vfs_fallocate': {
      const key = keyOfStep(place, step.layer, step.path);
      const values = { ...where(key), count: step.len, length: grouped(step.len), offset: grouped(step.offset) };
      if (step.op === 'vfs_fallocate') return { id: 'fallocate', values };
      if (step.op === 'vfs_copy_file_range') return { id: 'copy-file-range', values };
      return { id: layerOf(key) === 'upper' ? 'write' : 'write-copy', values };
    }
    case 'vfs_unlink':
    case 'vfs_rmdir': {
      const key = keyOfStep(place, step.layer, step.path);
      const whiteout = before.get(key)?.kind === 'whiteout';
      return { id: step.op === 'vfs_rmdir' ? 'rmdir' : whiteout ? 'unlink-whiteout' : 'unlink', values: where(key) };
    }
    case 'vfs_create':
    case 'vfs_mkdir':
    case 'vfs_symlink': {
      const key = keyOfStep(place, step.layer, step.path);
      const values = { ...where(key), target: step.op === 'vfs_symlink' ? visibleName(step.target) : '' };
      return { id: `${step.op.slice(4)}-${layerOf(key) === 'upper' ? 'upper' : 'work'}`, values };
    }
    case 'vfs_tmpfile':
    case 'vfs_fsync':
      return { id: step.op.slice(4), values: where(keyOfStep(place, step.layer, step.path)) };
    default:
      step satisfies never;
      throw new Error('a step that has no sentence');
  }
}

function where(key: string): { readonly name: string; readonly layer: string } {
  return { name: shown(key), layer: layerOf(key) };
}

function layerOf(key: string): string {
  return key.split('/')[0] ?? key;
}

/** The last part of a path, as a person may see it; the layer's own name for its root. */
function shown(key: string): string {
  return visibleName(nameOf(key));
}

/** `file`, `whiteout`, `opaque directory` in the reader's words. */
export function kindWord(say: Say, kind: Kind, opaque = false): string {
  return say(opaque && kind === 'directory' ? 'kind.opaque' : `kind.${kind}`);
}
