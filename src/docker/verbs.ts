// The verbs of docker 1.9.1, as the overview lists them.
import { copy } from './copy.ts';
import { history, images, rmi, tag } from './image-verbs.ts';
import { inspect } from './inspect.ts';
import { kill, pause, rename, restart, rm, stop, unpause, wait } from './life-verbs.ts';
import { diff, events, logs, port, top } from './look-verbs.ts';
import { missingVerbs } from './missing-verbs.ts';
import { ps } from './ps.ts';
import { pull } from './pull.ts';
import { attach, create, exec, run, start } from './run-verbs.ts';
import { info, networkVerbs, version } from './system-verbs.ts';
import type { Verb } from './verb.ts';
import { volumeVerbs } from './volume-verbs.ts';

const all: readonly Verb[] = [
  ...[attach, copy, create, diff, events, exec, history, images, info, inspect, kill, logs, pause, port, ps, pull],
  ...[rename, restart, rm, rmi, run, start, stop, tag, top, unpause, version, wait],
  ...networkVerbs,
  ...volumeVerbs,
  ...missingVerbs,
];

export const verbs: readonly Verb[] = [...all].sort((a, b) => (a.name < b.name ? -1 : 1));
