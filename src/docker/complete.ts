// Completion of docker's words: verbs, a verb's options, and the names it can be used on, as bash-completion for docker 1.9
// offers them. It reads the daemon's files by the calls it is given, and changes nothing.
import { decodeBytes } from '../abi/bytes.ts';
import type { Syscalls } from '../kernel/program.ts';
import type { Container } from './container.ts';
import { verbs } from './verbs.ts';

const root = '/var/lib/docker';

/** Words that may stand at `index` among `words`, `docker` first; undefined: paths. */
export function completeDocker(sys: Syscalls, words: readonly string[], index: number): readonly string[] | undefined {
  const word = words[index] ?? '';
  if (index <= 1) return verbs.map(({ name }) => name).filter((name) => !name.includes(' '));
  const [, first = '', second = ''] = words;
  const below = verbs
    .filter(({ name }) => name.startsWith(`${first} `))
    .map(({ name }) => name.slice(first.length + 1));
  if (index === 2 && below.length > 0) return below;
  const verb = verbs.find(({ name }) => name === `${first} ${second}`) ?? verbs.find(({ name }) => name === first);
  if (verb === undefined) return undefined;
  const before = words.slice(verb.name.split(' ').length + 1, index);
  if (word.startsWith('-')) {
    return verb.flags.flatMap(({ names, missing }) => (missing ? [] : names.filter((name) => !name.startsWith('#'))));
  }
  const takesValue = verb.flags.find(({ names, kind }) => kind !== 'bool' && names.includes(words[index - 1] ?? ''));
  if (takesValue !== undefined) return takesValue.names[0] === '--volumes-from' ? namesOf(sys, () => true) : undefined;
  return operandsOf(sys, verb.name, before.filter((one) => !one.startsWith('-')).length);
}

const isRunning = ({ State }: Container): boolean => State.Running;
const isStopped = ({ State }: Container): boolean => !State.Running;
const isAny = (): boolean => true;

/** Which containers a verb is for; `first`: as its first operand alone. */
const wanted: Readonly<Record<string, { readonly of: (one: Container) => boolean; readonly first?: true }>> = {
  attach: { of: isRunning, first: true },
  exec: { of: isRunning, first: true },
  top: { of: isRunning, first: true },
  stop: { of: isRunning },
  kill: { of: isRunning },
  pause: { of: ({ State }) => State.Running && !State.Paused },
  unpause: { of: ({ State }) => State.Paused },
  start: { of: isStopped },
  restart: { of: isAny },
  rm: { of: isAny },
  wait: { of: isAny },
  logs: { of: isAny, first: true },
  diff: { of: isAny, first: true },
  port: { of: isAny, first: true },
  rename: { of: isAny, first: true },
};

/** @param position how many operands stand before */
function operandsOf(sys: Syscalls, verb: string, position: number): readonly string[] | undefined {
  const kind = wanted[verb];
  if (kind !== undefined) return kind.first === true && position > 0 ? [] : namesOf(sys, kind.of);
  switch (verb) {
    case 'run':
    case 'create':
    case 'history':
    case 'images':
    case 'tag':
      return position === 0 ? imagesOf(sys) : verb === 'run' || verb === 'create' ? undefined : [];
    case 'rmi':
    case 'pull':
      return imagesOf(sys);
    case 'inspect':
      return [...namesOf(sys, isAny), ...imagesOf(sys)];
    case 'volume rm':
    case 'volume inspect':
      return listed(sys, `${root}/volumes`);
    case 'network inspect':
      return ['bridge', 'host', 'none'];
    default:
      return undefined;
  }
}

function namesOf(sys: Syscalls, is: (one: Container) => boolean): readonly string[] {
  return listed(sys, `${root}/containers`).flatMap((id) => {
    const text = textOf(sys, `${root}/containers/${id}/config.json`);
    const container = text === '' ? undefined : (JSON.parse(text) as Container);
    return container !== undefined && is(container) ? [container.Name.slice(1), id.slice(0, 12)] : [];
  });
}

/** Repositories, and repositories with their tags. */
function imagesOf(sys: Syscalls): readonly string[] {
  const file = listed(sys, root).find((name) => name.startsWith('repositories-'));
  const text = file === undefined ? '' : textOf(sys, `${root}/${file}`);
  if (text === '') return [];
  const { Repositories } = JSON.parse(text) as {
    Repositories: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
  return Object.entries(Repositories).flatMap(([name, tags]) => [
    name,
    ...Object.keys(tags).map((tag) => `${name}:${tag}`),
  ]);
}

function listed(sys: Syscalls, path: string): readonly string[] {
  const fd = sys.open(path, 0);
  if (fd.err !== undefined) return [];
  const names: string[] = [];
  for (;;) {
    const entries = sys.getdents(fd.ok);
    if (entries.err !== undefined || entries.ok.length === 0) break;
    for (const { name } of entries.ok) if (name !== '.' && name !== '..') names.push(name);
  }
  sys.close(fd.ok);
  return names;
}

function textOf(sys: Syscalls, path: string): string {
  const fd = sys.open(path, 0);
  if (fd.err !== undefined) return '';
  const text = decodeBytes(sys.read(fd.ok, 1 << 20).ok ?? new Uint8Array(0));
  sys.close(fd.ok);
  return text;
}
