// The verbs about images that are there: images history rmi tag.
import { type Image, short } from './container.ts';
import type { Daemon } from './daemon.ts';
import { isTrue, flagTable } from './flags.ts';
import { filtersOf, matchesLabels } from './filters.ts';
import { parseReference, repositoryProblem } from './reference.ts';
import { attempt, each, refuse, summary } from './refusal.ts';
import { tableText } from './table.ts';
import { durationText, parseRfc3339, rfc3339, sizeText } from './units.ts';
import type { Verb } from './verb.ts';

export function ageOf(daemon: Daemon, since: string): string {
  const passed = daemon.sys.clockGettime() - parseRfc3339(since);
  return durationText(passed < 0n ? 0n : passed);
}

const none = '<none>';

export const images: Verb = {
  name: 'images',
  usage: ['[REPOSITORY[:TAG]]'],
  summary: 'List images',
  flags: flagTable(`
    -a, --all=false  Show all images (default hides intermediate images)
    --digests=false  Show digests
    -f, --filter=[]  Filter output based on conditions provided
    --no-trunc=false  Don't truncate output
    -q, --quiet=false  Only show numeric IDs
  `),
  maximum: 1,

  *run(call) {
    const { store } = call.daemon;
    const filters = filtersOf(call);
    if (filters === undefined) return 1;
    const unknown = Object.keys(filters).find((name) => name !== 'dangling' && name !== 'label');
    if (unknown !== undefined) return refuse(call, `Invalid filter '${unknown}'`);
    const dangling = filters['dangling']?.at(-1);
    const onlyDangling = dangling === undefined ? undefined : isTrue(dangling);
    if (dangling !== undefined && onlyDangling === undefined)
      return refuse(call, `Invalid filter 'dangling=${dangling}'`);
    const listed = rowsOf(store.images(), store.tags(), call.operands[0], call.has('-a')).filter(
      ([image, repository]) =>
        (onlyDangling === undefined || (repository === none) === onlyDangling) &&
        matchesLabels(filters['label'], image.config.Labels),
    );
    const id = (image: Image): string => (call.has('--no-trunc') ? image.id : short(image.id));
    if (call.has('-q')) {
      call.print(listed.map(([image]) => `${id(image)}\n`).join(''));
      return 0;
    }
    const digest = call.has('--digests') ? [none] : [];
    const rows = listed.map(([image, repository, word]) => [
      repository,
      word,
      ...digest,
      id(image),
      `${ageOf(call.daemon, image.created)} ago`,
      sizeText(store.virtualSize(image.id)),
    ]);
    const head = ['REPOSITORY', 'TAG', ...(digest.length > 0 ? ['DIGEST'] : []), 'IMAGE ID', 'CREATED', 'VIRTUAL SIZE'];
    call.print(tableText([head, ...rows]));
    return 0;
  },
};

type Row = readonly [image: Image, repository: string, tag: string];

/** Newest first; a name may have `*` in it. */
function rowsOf(
  all: readonly Image[],
  tags: readonly (readonly [string, string])[],
  wanted: string | undefined,
  isAll: boolean,
): readonly Row[] {
  const parents = new Set(all.map((image) => image.parent));
  const rows = all.flatMap((image): Row[] => {
    const names = tags.filter(([, id]) => id === image.id).map(([reference]) => parseReference(reference));
    if (names.length === 0) {
      return wanted === undefined && (isAll || !parents.has(image.id)) ? [[image, none, none]] : [];
    }
    return names
      .filter(({ repository, tag }) => wanted === undefined || isWanted(wanted, repository, tag))
      .map(({ repository, tag }) => [image, repository, tag]);
  });
  return rows.sort(([a], [b]) => (a.created < b.created ? 1 : -1));
}

function isWanted(wanted: string, repository: string, tag: string): boolean {
  const pattern = parseReference(wanted);
  const glob = (text: string): RegExp =>
    new RegExp(
      `^${text
        .replace(/[.+^${}()|\\]/g, '\\$&')
        .replace(/\*/g, '[^/]*')
        .replace(/\?/g, '[^/]')}$`,
    );
  return glob(pattern.repository).test(repository) && (pattern.tag === '' || pattern.tag === tag);
}

export const history: Verb = {
  name: 'history',
  usage: ['IMAGE'],
  summary: 'Show the history of an image',
  flags: flagTable(`
    -H, --human=true  Print sizes and dates in human readable format
    --no-trunc=false  Don't truncate output
    -q, --quiet=false  Only show numeric IDs
  `),
  minimum: 1,
  maximum: 1,

  *run(call) {
    const { daemon } = call;
    const [name = ''] = call.operands;
    const image = attempt(call, () => daemon.images.require(name));
    if (image === undefined) return 1;
    const whole = call.has('--no-trunc');
    const isHuman = call.value('-H') === undefined || call.has('-H');
    const layers = daemon.store.history(image.id);
    if (call.has('-q')) {
      call.print(layers.map(({ id }) => `${whole ? id : short(id)}\n`).join(''));
      return 0;
    }
    const rows = layers.map((layer) => {
      const by = layer.container_config.Cmd.join(' ');
      return [
        whole ? layer.id : short(layer.id),
        isHuman
          ? `${ageOf(daemon, layer.created)} ago`
          : rfc3339((parseRfc3339(layer.created) / 1_000_000_000n) * 1_000_000_000n),
        whole ? by : [...by].slice(0, 45).join(''),
        isHuman ? sizeText(layer.Size) : String(layer.Size),
        '',
      ];
    });
    call.print(tableText([['IMAGE', 'CREATED', 'CREATED BY', 'SIZE', 'COMMENT'], ...rows]));
    return 0;
  },
};

export const rmi: Verb = {
  name: 'rmi',
  usage: ['IMAGE [IMAGE...]'],
  summary: 'Remove one or more images',
  flags: flagTable(`
    -f, --force=false  Force removal of the image
    --no-prune=false  Do not delete untagged parents
  `),
  minimum: 1,

  *run(call) {
    const failed = each(call, call.operands, (name) => {
      for (const line of call.daemon.images.remove(name, call.has('-f'), !call.has('--no-prune')))
        call.print(`${line}\n`);
    });
    return summary(call, 'remove', failed, 'images');
  },
};

export const tag: Verb = {
  name: 'tag',
  usage: ['IMAGE[:TAG] [REGISTRYHOST/][USERNAME/]NAME[:TAG]'],
  summary: 'Tag an image into a repository',
  flags: flagTable('-f, --force=false  Force'),
  minimum: 2,
  maximum: 2,

  *run(call) {
    const [source = '', target = ''] = call.operands;
    const wrong = repositoryProblem(parseReference(target).repository);
    if (wrong !== undefined) {
      call.error(`${wrong}\n`);
      return 1;
    }
    const done = attempt(call, () => {
      call.daemon.images.tag(source, target, call.has('-f'));
      return true;
    });
    return done === true ? 0 : 1;
  },
};
