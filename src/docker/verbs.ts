// The verbs of docker 1.9.1 there are: a line each.
import { images, history, info, inspect, pull, rmi, tag, version } from './image-verbs.ts';
import { attach, create, diff, exec, kill, logs, ps, restart, rm, run, start, stop, wait } from './container-verbs.ts';
import type { Verb } from './verb.ts';

export const verbs: readonly Verb[] = [
  attach,
  create,
  diff,
  exec,
  history,
  images,
  info,
  inspect,
  kill,
  logs,
  ps,
  pull,
  restart,
  rm,
  rmi,
  run,
  start,
  stop,
  tag,
  version,
  wait,
];
