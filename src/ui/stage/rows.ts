// The stage as a grid: a row a path, a column a layer. The same model as the stack's, lying down.
import { lookUp, mergedNames, nameOf, parentOf, type Merged, type Model, type Place } from './layers.ts';

export interface Row {
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  readonly entry: Merged;
  readonly isDirectory: boolean;
  readonly open: boolean;
  readonly current: boolean;
  /** Where the command's end shows another answer than this frame. */
  readonly goes: boolean;
  readonly absent: boolean;
  /** Several quiet directories in one row. */
  readonly fold?: readonly string[];
}

export interface RowsInput {
  readonly place: Place;
  readonly model: Model;
  readonly first: Model;
  readonly last: Model;
  readonly open: ReadonlySet<string>;
  readonly mentioned: ReadonlySet<string>;
  readonly subject: string | undefined;
  /** Rows that fit; quiet neighbours fold when there are more. */
  readonly most: number;
}

export function rowsOf(input: RowsInput): readonly Row[] {
  const whole = [...walk(input, '', 1, false)];
  const root = rowAt(input, '', 0);
  if (whole.length + 1 <= input.most) return [root, ...whole];
  return [root, ...walk(input, '', 1, true)];
}

function* walk(input: RowsInput, directory: string, depth: number, folding: boolean): Generator<Row> {
  const names = new Set<string>();
  for (const model of [input.first, input.last])
    for (const entry of mergedNames(model, input.place, directory)) names.add(entry.name);
  for (const path of input.mentioned) if (path !== '' && parentOf(path) === directory) names.add(nameOf(path));
  let quiet: Row[] = [];
  const flush = function* (): Generator<Row> {
    const [head] = quiet;
    if (head !== undefined && quiet.length > 2) yield { ...head, fold: quiet.map((row) => row.name) };
    else yield* quiet;
    quiet = [];
  };
  for (const name of [...names].sort((a, b) => (a < b ? -1 : 1))) {
    const path = directory === '' ? name : `${directory}/${name}`;
    const row = rowAt(input, path, depth);
    const busy = row.open || input.mentioned.has(path) || row.entry.upper !== undefined || row.current;
    if (folding && !busy) {
      quiet.push(row);
      continue;
    }
    yield* flush();
    yield row;
    if (row.open) yield* walk(input, path, depth + 1, folding);
  }
  yield* flush();
}

function rowAt(input: RowsInput, path: string, depth: number): Row {
  const entry = path === '' ? rootEntry(input.place) : lookUp(input.model, input.place, path);
  const later = path === '' ? entry : lookUp(input.last, input.place, path);
  const absent = path !== '' && entry.upper === undefined && entry.lowers.every((node) => node === undefined);
  return {
    path,
    name: path === '' ? '/' : nameOf(path),
    depth,
    entry,
    isDirectory: path === '' || [entry.upper, ...entry.lowers, later.upper].some((node) => node?.kind === 'directory'),
    open: path === '' || input.open.has(path),
    current: path !== '' && path === input.subject,
    goes: entry.from !== undefined && later.from === undefined,
    absent,
  };
}

function rootEntry(place: Place): Merged {
  const node = { kind: 'directory' as const, size: 0, nlink: 2, ino: '', opaque: false, nameless: false };
  return {
    name: '/',
    path: '',
    upper: place.upper === undefined ? undefined : node,
    lowers: place.lower.map(() => node),
    from: 'both',
    stop: place.lower.length - 1,
    kind: 'directory',
  };
}
