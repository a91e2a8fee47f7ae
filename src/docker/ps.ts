// `docker ps`: which containers, in which form (moby v1.9.1 api/client/ps, daemon/list.go).
import { type Container, short, stateWord, statusText } from './container.ts';
import type { Daemon } from './daemon.ts';
import { flagTable } from './flags.ts';
import { filtersOf, matchesAny, matchesLabels } from './filters.ts';
import { ageOf } from './image-verbs.ts';
import { attempt } from './refusal.ts';
import { DockerError } from './store.ts';
import { tableText } from './table.ts';
import { compileTemplate, TemplateError } from './template/execute.ts';
import { printed, Struct, type Value } from './template/value.ts';
import { parseRfc3339, rfc3339, sizeText } from './units.ts';
import type { Verb, VerbCall } from './verb.ts';

export const ps: Verb = {
  name: 'ps',
  usage: [],
  summary: 'List containers',
  flags: flagTable(`
    -a, --all=false  Show all containers (default shows just running)
    --before=  Show only container created before Id or Name
    -f, --filter=[]  Filter output based on conditions provided
    --format=  Pretty-print containers using a Go template
    -l, --latest=false  Show the latest created container, include non-running
    -n=-1  Show n last created containers, include non-running
    --no-trunc=false  Don't truncate output
    -q, --quiet=false  Only display numeric IDs
    -s, --size=false  Display total file sizes
    --since=  Show created since Id or Name, include non-running
  `),
  maximum: 0,

  *run(call) {
    const filters = filtersOf(call);
    if (filters === undefined) return 1;
    const shown = attempt(call, () => chosen(call, filters));
    if (shown === undefined) return 1;
    try {
      call.print(listText(call, shown));
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      call.print(`Template parsing error: ${error.message}\n`);
    }
    return 0;
  },
};

/** Newest first. @throws DockerError */
function chosen(call: VerbCall, filters: Readonly<Record<string, readonly string[]>>): readonly Container[] {
  const { store } = call.daemon;
  const words = ['paused', 'restarting', 'running', 'dead', 'created', 'exited'];
  const states = filters['status'];
  if (states?.some((state) => !words.includes(state)) === true)
    throw new DockerError('Unrecognised filter value for status');
  const bad = filters['exited']?.find((code) => !/^[-+]?\d+$/.test(code));
  if (bad !== undefined) throw new DockerError(`strconv.Atoi: parsing "${bad}": invalid syntax`);
  const codes = filters['exited']?.map(Number);
  const idOf = (flag: string): string | undefined => {
    const name = call.value(flag) ?? '';
    return name === '' ? undefined : store.requireContainer(name).ID;
  };
  const [before, since] = [idOf('--before'), idOf('--since')];
  const limit = call.has('-l') ? 1 : Number(call.value('-n') ?? -1);
  const isAll =
    call.has('-a') ||
    limit > 0 ||
    before !== undefined ||
    since !== undefined ||
    states?.some((state) => state === 'exited' || state === 'created') === true;
  const all = store.containers();
  const from = before === undefined ? 0 : all.findIndex(({ ID }) => ID === before) + 1;
  const to = since === undefined ? all.length : all.findIndex(({ ID }) => ID === since);
  const ancestors = filters['ancestor'] === undefined ? undefined : descendants(call.daemon, filters['ancestor']);
  const found = all
    .slice(from, to)
    .filter(
      (one) =>
        (isAll || one.State.Running) &&
        matchesAny(filters['name'], one.Name) &&
        matchesAny(filters['id'], one.ID) &&
        matchesLabels(filters['label'], one.Config.Labels) &&
        (codes === undefined || (!one.State.Running && codes.includes(one.State.ExitCode))) &&
        matchesAny(states, stateWord(one.State)) &&
        (ancestors === undefined || ancestors.has(one.Image)),
    );
  return limit > 0 ? found.slice(0, limit) : found;
}

/** The ids of these images and of all that stand on them. */
function descendants({ store }: Daemon, names: readonly string[]): ReadonlySet<string> {
  const roots = new Set(names.flatMap((name) => store.findImage(name)?.id ?? []));
  const all = store.images().filter(({ id }) => store.history(id).some((one) => roots.has(one.id)));
  return new Set(all.map(({ id }) => id));
}

const tableFormat = 'table {{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}} ago\t{{.Status}}\t{{.Ports}}\t{{.Names}}';
const rawFormat =
  'container_id: {{.ID}}\nimage: {{.Image}}\ncommand: {{.Command}}\ncreated_at: {{.CreatedAt}}\nstatus: {{.Status}}\nnames: {{.Names}}\nlabels: {{.Labels}}\nports: {{.Ports}}\n';

/** @throws TemplateError */
function listText(call: VerbCall, shown: readonly Container[]): string {
  const isQuiet = call.has('-q');
  const asked = call.value('--format') ?? '';
  const given = asked === '' ? 'table' : asked;
  const size = call.has('-s');
  const format =
    given === 'table'
      ? isQuiet
        ? '{{.ID}}'
        : tableFormat
      : given === 'raw'
        ? isQuiet
          ? 'container_id: {{.ID}}'
          : `${rawFormat}${size ? 'size: {{.Size}}\n' : ''}`
        : given;
  const isTable = format.startsWith('table');
  const trimmed = (isTable ? format.slice('table'.length) : format).replace(/^ +| +$/g, '');
  const written = trimmed.replace(/\\t/g, '\t').replace(/\\n/g, '\n');
  const row = compileTemplate(isTable && size ? `${written}\t{{.Size}}` : written);
  const rows = shown.map((container) => {
    const heads: string[] = [];
    return { text: row(rowView(call, container, heads)), heads };
  });
  if (!isTable) return rows.map(({ text }) => `${text}\n`).join('');
  let heads = rows[0]?.heads;
  if (heads === undefined) {
    heads = [];
    row(rowView(call, undefined, heads));
  }
  return tableText([heads, ...rows.flatMap(({ text }) => text.split('\n').map((line) => line.split('\t')))]);
}

/** What a row's template sees: each field that it reads leaves its head. */
function rowView(call: VerbCall, container: Container | undefined, heads: string[]): Struct {
  const fields: Record<string, Value> = {};
  const define = (name: string, head: string, value: (one: Container) => Value): void => {
    Object.defineProperty(fields, name, {
      enumerable: true,
      get: () => {
        heads.push(head);
        return container === undefined ? '' : value(container);
      },
    });
  };
  const { daemon } = call;
  const whole = call.has('--no-trunc');
  define('ID', 'CONTAINER ID', ({ ID }) => (whole ? ID : short(ID)));
  define('Names', 'NAMES', ({ Name }) => Name.slice(1));
  define('Image', 'IMAGE', (one) => imageText(daemon, one, whole));
  define('Command', 'COMMAND', (one) => commandText(one, whole));
  define('CreatedAt', 'CREATED AT', ({ Created }) => createdText(Created));
  define('RunningFor', 'CREATED', ({ Created }) => ageOf(daemon, Created));
  define('Status', 'STATUS', ({ State }) => statusText(State, (since) => ageOf(daemon, since)));
  define('Ports', 'PORTS', () => '');
  define('Size', 'SIZE', (one) => (call.has('-s') ? sizeOf(daemon, one) : '0 B'));
  define('Labels', 'LABELS', ({ Config }) =>
    Object.entries(Config.Labels)
      .map(([name, value]) => `${name}=${value}`)
      .join(','),
  );
  fields['Label'] = (name: Value): Value => {
    const last = printed(name).split('.').at(-1) ?? '';
    heads.push(last.replace(/[-_]/g, ' ').toUpperCase());
    return container?.Config.Labels[printed(name)] ?? '';
  };
  return new Struct('*ps.containerContext', fields);
}

/** The name it was made by, as long as that name is the image's. */
function imageText(daemon: Daemon, { Config, Image: id }: Container, whole: boolean): string {
  const isSame = id.startsWith(Config.Image) || daemon.store.findImage(Config.Image)?.id === id;
  const text = isSame ? Config.Image : id;
  return !whole && id.startsWith(text.slice(0, 12)) && text.length >= 12 ? short(text) : text;
}

function commandText({ Path, Args }: Container, whole: boolean): string {
  const words = [Path, ...Args.map((arg) => (arg.includes(' ') ? `'${arg}'` : arg))].join(' ');
  return JSON.stringify(whole ? words : [...words].slice(0, 20).join(''));
}

/** Go's time.String: `2015-12-31 17:50:00 +0000 UTC`. */
function createdText(created: string): string {
  const seconds = (parseRfc3339(created) / 1_000_000_000n) * 1_000_000_000n;
  return `${rfc3339(seconds).replace('T', ' ').replace('Z', '')} +0000 UTC`;
}

function sizeOf(daemon: Daemon, { ID, Image: id }: Container): string {
  const size = daemon.driver.diffSize(ID, `${ID}-init`);
  return `${sizeText(size)} (virtual ${sizeText(size + daemon.store.virtualSize(id))})`;
}
