// What a command is about on one overlay: the paths below merged that its steps touch, and for each step the one name that
// its system call was made for. A whiteout made in work is about the name it will cover.
import type { OverlayStep } from '../../overlay/events.ts';
import { endsOf } from './film.ts';
import { keyOfStep, parentOf, type Place } from './layers.ts';

export interface Subjects {
  /** For each step: the path below merged, or undefined where a step has none (a mount). */
  readonly ofStep: readonly (string | undefined)[];
  readonly paths: ReadonlySet<string>;
}

export function subjectsOf(place: Place, steps: readonly OverlayStep[], calls: readonly string[]): Subjects {
  const ofStep: (string | undefined)[] = new Array<string | undefined>(steps.length).fill(undefined);
  const paths = new Set<string>();
  let end = steps.length;
  while (end > 0) {
    // The steps of one call: its subject is the name that it touches last in upper.
    let start = end - 1;
    while (start > 0 && calls[start - 1] === calls[end - 1]) start -= 1;
    let subject: string | undefined;
    for (let i = end - 1; i >= start; i--) {
      const step = steps[i];
      const path = step === undefined ? undefined : upperPath(place, step);
      if (path === undefined || path === '') continue;
      if (subject === undefined || path.startsWith(`${subject}/`)) subject = path;
      paths.add(path);
    }
    for (let i = start; i < end; i++) ofStep[i] = subject;
    end = start;
  }
  return { ofStep, paths };
}

function upperPath(place: Place, step: OverlayStep): string | undefined {
  const key =
    step.op === 'vfs_link' || step.op === 'vfs_rename'
      ? endsOf(place, step).to
      : keyOfStep(place, step.layer, step.path);
  return key.startsWith('upper/') ? key.slice('upper/'.length) : undefined;
}

/** The directories that must be read to draw these paths. */
export function directoriesOf(paths: Iterable<string>): ReadonlySet<string> {
  const directories = new Set<string>(['']);
  for (const path of paths) {
    for (let parent = parentOf(path); parent !== ''; parent = parentOf(parent)) directories.add(parent);
  }
  return directories;
}
