// The checks that goals are made of: facts about the layers and about what happened, each a program that `goals.sh` calls.
// The invariant: a check only looks. It runs on a throw-away fork and answers for the moment the fork was taken.
import { fileType } from '../abi/mode.ts';
import { decodeBytes } from '../abi/bytes.ts';
import { O_RDONLY } from '../abi/flags.ts';
import { strerror } from '../abi/errno.ts';
import type { Stat } from '../abi/stat.ts';
import type { Syscalls } from '../kernel/program.ts';
import type { LogEntry } from './log.ts';

/** The overlay a lesson is about: the one mounted last, though it may be gone by now. */
export interface Subject {
  readonly merged: string;
  readonly upper: string | undefined;
  readonly work: string | undefined;
  readonly lower: readonly string[];
}

export interface CheckContext {
  readonly sys: Syscalls;
  readonly log: readonly LogEntry[];
  readonly subject: Subject | undefined;
  /** Commands that the learner has run so far. */
  readonly commands: number;
  /** Do the lower layers look as they did when they were mounted? */
  readonly lowerUnchanged: () => boolean;
  readonly predicted: (id: string) => boolean;
  /** A phrase of the catalogue of checks, with its values put in for {0}, {1} … */
  readonly say: (id: string, ...values: readonly string[]) => string;
}

/** undefined: it holds. Else what was found and what was wanted, and where to look. */
type Verdict = undefined | { readonly found: string; readonly wanted: string; readonly layer: string };

export type Check = (context: CheckContext, args: readonly string[]) => Verdict;

/** By name, as in formats: `has PATH`, `lacks PATH`, `content PATH TEXT` … */
export const checks: Readonly<Record<string, Check>> = {
  has: (context, [path = '']) =>
    lstat(context, path) === undefined ? verdict(path, context.say('nothing'), context.say('an-entry')) : undefined,

  lacks: (context, [path = '']) => {
    const stat = lstat(context, path);
    return stat === undefined ? undefined : verdict(path, describe(context, stat), context.say('nothing'));
  },

  content: (context, [path = '', text = '']) => {
    const found = contentOf(context, path);
    if (found === undefined) return verdict(path, context.say('unreadable'), JSON.stringify(text));
    return found.replace(/\n$/, '') === text ? undefined : verdict(path, JSON.stringify(found), JSON.stringify(text));
  },

  same_content: (context, [a = '', b = '']) => {
    const [left, right] = [contentOf(context, a), contentOf(context, b)];
    return left !== undefined && left === right
      ? undefined
      : verdict(a, context.say('other-content'), context.say('content-of', b));
  },

  is_whiteout: (context, [path = '']) => {
    const stat = lstat(context, path);
    if (stat === undefined)
      return verdict(path, context.say('no-whiteout', context.say('nothing'), path), context.say('a-whiteout'));
    const whiteout = fileType(stat.mode) === 'chr' && stat.rdev[0] === 0 && stat.rdev[1] === 0;
    return whiteout
      ? undefined
      : verdict(path, context.say('no-whiteout', describe(context, stat), path), context.say('a-whiteout'));
  },

  is_opaque: (context, [path = '']) => {
    const value = xattr(context, path, 'trusted.overlay.opaque');
    return value === 'y' ? undefined : verdict(path, context.say('not-opaque', path), 'trusted.overlay.opaque="y"');
  },

  xattr: (context, [path = '', name = '', wanted]) => {
    const value = xattr(context, path, name);
    if (value === undefined)
      return verdict(path, context.say('no-attribute', name), wanted === undefined ? name : `${name}="${wanted}"`);
    return wanted === undefined || value === wanted
      ? undefined
      : verdict(path, `${name}="${value}"`, `${name}="${wanted}"`);
  },

  mode: (context, [path = '', wanted = '']) => {
    const stat = lstat(context, path);
    const mode = stat === undefined ? undefined : (stat.mode & 0o7777).toString(8);
    return mode === wanted.replace(/^0+(?=.)/, '') ? undefined : verdict(path, mode ?? context.say('nothing'), wanted);
  },

  owner: (context, [path = '', wanted = '']) => {
    const stat = lstat(context, path);
    const owner = stat === undefined ? undefined : `${stat.uid}:${stat.gid}`;
    return owner === wanted ? undefined : verdict(path, owner ?? context.say('nothing'), wanted);
  },

  same_inode: (context, [a = '', b = '']) => {
    const [left, right] = [lstat(context, a), lstat(context, b)];
    const same = left !== undefined && right !== undefined && left.ino === right.ino && left.dev === right.dev;
    return same ? undefined : verdict(a, context.say('another-inode'), context.say('inode-of', b));
  },

  nlink: (context, [path = '', wanted = '']) => {
    const stat = lstat(context, path);
    const found = stat === undefined ? context.say('nothing') : String(stat.nlink);
    return found === wanted ? undefined : verdict(path, found, wanted);
  },

  lower_unchanged: (context) =>
    context.lowerUnchanged() ? undefined : verdict('lower', context.say('changed'), context.say('no-change')),

  mounted: (context, [path = '', ...options]) => {
    const target = resolve(context, path);
    const line = readText(context.sys, '/proc/mounts')
      .split('\n')
      .map((text) => text.split(' '))
      .findLast((fields) => fields[1] === target);
    if (line === undefined) return verdict(path, context.say('not-mounted'), context.say('a-mount'));
    const shown = (line[3] ?? '').split(',');
    const missing = options.filter((option) => !shown.includes(option));
    return missing.length === 0
      ? undefined
      : verdict(path, context.say('mounted-with', line[3] ?? ''), missing.join(','));
  },

  event: (context, [op = '', path]) =>
    context.log.some((entry) => matches(context, entry, op, path))
      ? undefined
      : verdict(path ?? op, context.say('no-such-event', path === undefined ? op : `${op} ${path}`), op),

  no_event: (context, [op = '', path]) =>
    context.log.some((entry) => matches(context, entry, op, path))
      ? verdict(path ?? op, context.say('an-event', op), context.say('none'))
      : undefined,

  copied_at_most: (context, [bytes = '0']) => {
    let copied = 0;
    for (const entry of context.log) {
      if (entry.kind === 'event' && entry.op === 'vfs_write' && entry.step === 'copy_up') copied += entry.len;
    }
    return copied <= Number(bytes)
      ? undefined
      : verdict('work', context.say('bytes-copied', String(copied)), context.say('at-most', bytes));
  },

  commands_at_most: (context, [count = '0']) =>
    context.commands <= Number(count)
      ? undefined
      : verdict('log', context.say('commands', String(context.commands)), context.say('at-most', count)),

  errno: (context, [name = '']) =>
    context.log.some((entry) => entry.kind === 'event' && entry.op === 'syscall' && entry.err === name)
      ? undefined
      : verdict('log', context.say('no-call-failed'), name),

  predicted: (context, [id = '']) =>
    context.predicted(id) ? undefined : verdict('lesson', context.say('not-predicted'), id),
};

function verdict(path: string, found: string, wanted: string): Verdict {
  return { found, wanted, layer: path.split('/')[0] === '' ? path : (path.split('/')[0] ?? path) };
}

/** A path of a check as a path of the host: `upper/root/f1.txt` lies in the layer's own directory. */
export function resolve(context: Pick<CheckContext, 'subject'>, path: string): string {
  if (path.startsWith('/')) return path;
  const [layer = '', ...rest] = path.split('/');
  const directory = layerDirectory(context.subject, layer);
  return directory === undefined ? `/nowhere/${path}` : [directory, ...rest].join('/');
}

function layerDirectory(subject: Subject | undefined, layer: string): string | undefined {
  switch (layer) {
    case 'merged':
      return subject?.merged;
    case 'upper':
      return subject?.upper;
    case 'work':
      return subject?.work;
    case 'lower':
      return subject?.lower[0];
    default: {
      const number = /^lower(\d+)$/.exec(layer)?.[1];
      return number === undefined ? undefined : subject?.lower[Number(number)];
    }
  }
}

function lstat(context: CheckContext, path: string): Stat | undefined {
  return context.sys.lstat(resolve(context, path)).ok;
}

function xattr(context: CheckContext, path: string, name: string): string | undefined {
  const value = context.sys.lgetxattr(resolve(context, path), name).ok;
  return value === undefined ? undefined : decodeBytes(value);
}

/** A file's text as long as a check may compare: 64 KiB. */
function contentOf(context: CheckContext, path: string): string | undefined {
  const fd = context.sys.open(resolve(context, path), O_RDONLY);
  if (fd.err !== undefined) return undefined;
  const bytes = context.sys.read(fd.ok, 65536);
  context.sys.close(fd.ok);
  return bytes.err === undefined ? decodeBytes(bytes.ok) : undefined;
}

function readText(sys: Syscalls, path: string): string {
  const fd = sys.open(path, O_RDONLY);
  if (fd.err !== undefined) return strerror(fd.err);
  let text = '';
  for (;;) {
    const bytes = sys.read(fd.ok, 65536);
    if (bytes.err !== undefined || bytes.ok.length === 0) break;
    text += decodeBytes(bytes.ok);
  }
  sys.close(fd.ok);
  return text;
}

function describe({ say }: CheckContext, stat: Stat): string {
  const type = fileType(stat.mode);
  return type === 'chr' ? say('type-chr', stat.rdev.join(',')) : say(`type-${type}`, String(stat.size));
}

/** `op` names an operation, an overlay step (`copy_up`), or `docker_container` with its verb, or `command` with a part of its text. */
function matches(context: CheckContext, entry: LogEntry, op: string, path: string | undefined): boolean {
  if (entry.kind !== 'event') return false;
  const step = 'step' in entry ? entry.step : undefined;
  if (entry.op !== op && step !== op) return false;
  if (path === undefined) return true;
  if (entry.op === 'command') {
    // A path of a layer may be typed in any way that leads there; its last parts are what a person would type.
    return entry.text.includes(path);
  }
  if (entry.op === 'docker_container' || entry.op === 'docker_driver') return entry.verb === path;
  const wanted = resolve(context, path);
  return ['path', 'new', 'old', 'target', 'image'].some(
    (field) => (entry as unknown as Record<string, unknown>)[field] === wanted,
  );
}

/** What a check prints when it fails: found, wanted, and where to look. */
export function failureText(say: CheckContext['say'], failure: NonNullable<Verdict>): string {
  return say('verdict', failure.found, failure.wanted, failure.layer);
}
