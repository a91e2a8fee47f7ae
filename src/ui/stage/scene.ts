// The stage as a stack: where every lane, pole, mark and route stands, in pixels. Pure: a frame of the film in, shapes out.
// The invariant: a name keeps its column through all frames of a command, so that only what happened moves.
import type { OverlayStep } from '../../overlay/events.ts';
import { shortName, visibleName, widthOf } from '../names.ts';
import { endsOf } from './film.ts';
import {
  childrenOf,
  keyOf,
  keyOfStep,
  lookUp,
  lowerLabel,
  mergedNames,
  nameOf,
  parentOf,
  type Kind,
  type Merged,
  type Model,
  type Node,
  type Place,
} from './layers.ts';

export interface StackInput {
  readonly place: Place;
  /** The frame shown. */
  readonly model: Model;
  /** The frame that the command ends with, and the one it began with: their names have columns. */
  readonly first: Model;
  readonly last: Model;
  /** The directory that is open, a path below merged. */
  readonly focus: string;
  readonly mentioned: ReadonlySet<string>;
  /** The name that the system call at the cursor was made for. */
  readonly subject: string | undefined;
  readonly done: OverlayStep | undefined;
  readonly next: OverlayStep | undefined;
  readonly nextNumber: number;
  readonly width: number;
  readonly height: number;
  readonly gutter: number;
}

export type LaneKind = 'merged' | 'upper' | 'lower';
export interface Lane {
  readonly kind: LaneKind;
  /** `upper`, `lower`, `lower1`: the group's name. */
  readonly label: string;
  readonly index: number;
  readonly y: number;
  readonly height: number;
  /** Where marks stand. */
  readonly middle: number;
  readonly directory: string | undefined;
}

export type Source = 'upper' | 'lower' | 'both' | 'none';

export interface Mark {
  readonly lane: number;
  readonly y: number;
  readonly shape: 'flag' | 'folder' | 'ring' | 'whiteout' | 'hidden' | 'ghost';
  readonly layer: string;
  readonly kind: Kind;
  readonly opaque: boolean;
  readonly size: number;
  /** Pixels from where it came in this step. */
  readonly from?: readonly [number, number];
  readonly changed: boolean;
}

export interface Column {
  readonly path: string;
  readonly name: string;
  readonly full: string;
  readonly x: number;
  readonly width: number;
  readonly source: Source;
  /** The layer's name that supplies it. */
  readonly supplier: string;
  readonly kind: Kind;
  readonly isDirectory: boolean;
  readonly covered: boolean;
  readonly absent: boolean;
  readonly current: boolean;
  /** Its state after the command, where that differs from the frame shown. */
  readonly fate: 'goes' | 'comes' | 'moves' | undefined;
  readonly marks: readonly Mark[];
  readonly pole: readonly [from: number, to: number];
  readonly tail: readonly [from: number, to: number] | undefined;
  /** A fold: the names in it, by where they come from. */
  readonly folded?: {
    readonly count: number;
    readonly upper: number;
    readonly lower: number;
    readonly both: number;
    readonly covered: number;
    readonly names: string;
  };
}

export interface Group {
  readonly label: string;
  readonly path: string;
  readonly x1: number;
  readonly x2: number;
  readonly open: boolean;
}

export interface Tray {
  readonly lane: number;
  readonly label: string;
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
  readonly opaque: boolean;
}

export interface WorkItem {
  readonly key: string;
  readonly name: string;
  readonly kind: Kind;
  readonly nameless: boolean;
  readonly x: number;
  readonly y: number;
  readonly nlink: number;
  readonly size: number;
  readonly ino: string;
  readonly opaque: boolean;
  readonly changed: boolean;
  readonly writing: boolean;
}

export interface Wing {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly items: readonly WorkItem[];
  readonly more: number;
  /** Whiteouts that are one inode: a line ties them. */
  readonly ties: readonly { readonly x1: number; readonly x2: number; readonly y: number; readonly nlink: number }[];
}

export interface Route {
  readonly d: string;
  readonly label: string;
  readonly labelX: number;
  readonly labelY: number;
  readonly done: boolean;
}

export interface StackScene {
  readonly lanes: readonly Lane[];
  readonly columns: readonly Column[];
  readonly groups: readonly Group[];
  readonly trays: readonly Tray[];
  readonly wing: Wing | undefined;
  readonly route: Route | undefined;
  readonly bracketY: number | undefined;
  readonly right: number;
  readonly band:
    { readonly x: number; readonly width: number; readonly y: number; readonly height: number } | undefined;
  readonly probe: { readonly x: number; readonly y: number } | undefined;
  /** Names that have no column of their own. */
  readonly folded: number;
  readonly height: number;
}

const nameWidth = 7.85;
const markWidth = 7.25;
/** Room for `1 U 14 L` under a fold. */
const foldWidth = 68;

export function stackScene(input: StackInput): StackScene {
  const { place, width } = input;
  const lanes = laneRows(place, input.height);
  const wingWidth = place.work === undefined ? 0 : width >= 900 ? 200 : 164;
  const right = width - 16;
  const edge = place.work === undefined ? right : right - wingWidth;
  const { groups, slots, folded } = arrange(input, edge - 14);
  const upper = lanes.find((lane) => lane.kind === 'upper');
  const wing = upper === undefined || place.work === undefined ? undefined : workWing(input, edge, right, upper);
  const columns = slots.map((slot) => column(input, slot, lanes, wing));
  const trays = openTrays(input, lanes, groups);
  const band = columns.find((c) => c.current);
  const last = lanes.at(-1);
  const merged = lanes[0];
  const bottom = last === undefined ? input.height : last.y + last.height;
  return {
    lanes,
    columns,
    groups,
    trays,
    wing,
    route: wing === undefined || upper === undefined ? undefined : routeOf(input, columns, wing, upper),
    bracketY: upper === undefined || wing === undefined ? undefined : upper.y + upper.height + 12,
    right: edge - 6,
    band:
      band === undefined || merged === undefined
        ? undefined
        : { x: band.x - 18, width: band.width + 2, y: merged.y + 18, height: bottom - merged.y - 18 },
    probe: band === undefined || merged === undefined ? undefined : { x: band.x, y: merged.middle - 12 },
    folded,
    height: bottom + 12,
  };
}

/** Lanes from top to bottom; what height there is to spare goes to them. */
function laneRows(place: Place, height: number): readonly Lane[] {
  const lowers = place.lower.length;
  const least = 88 + (place.upper === undefined ? 0 : 20 + 104 + 40) + lowers * 84 + 4;
  const spare = Math.max(0, height - least);
  const scale = Math.max(1, height / 480);
  const share = (part: number, most: number): number => Math.round(Math.min(spare * part, most * scale));
  const lanes: Lane[] = [
    { kind: 'merged', label: 'merged', index: -2, y: 4, height: 64, middle: 44, directory: place.target },
  ];
  let y = 88 + share(0.12, 36);
  if (place.upper !== undefined) {
    const h = 104 + share(0.3, 72);
    lanes.push({
      kind: 'upper',
      label: 'upper',
      index: -1,
      y,
      height: h,
      middle: y + Math.round(h * 0.56),
      directory: place.upper,
    });
    y += h + 36 + share(0.16, 40);
  }
  place.lower.forEach((directory, index) => {
    const h = 72 + share(0.42 / lowers, 72);
    lanes.push({
      kind: 'lower',
      label: lowerLabel(place, index),
      index,
      y,
      height: h,
      middle: y + Math.round(h * 0.56),
      directory,
    });
    y += h + 12;
  });
  return lanes;
}

interface Slot {
  readonly path: string;
  readonly x: number;
  readonly width: number;
  readonly small: boolean;
  readonly names?: readonly string[];
}

/** Which names get a column, and where. Names that the command mentions come first; the others as room is left. */
function arrange(
  input: StackInput,
  edge: number,
): { readonly groups: readonly Group[]; readonly slots: readonly Slot[]; readonly folded: number } {
  const { focus, gutter } = input;
  const groups: Group[] = [];
  const slots: Slot[] = [];
  let x = gutter + 20;
  let folded = 0;
  if (focus !== '') {
    const branch = focus.split('/')[0] ?? '';
    const names = everyName(input, '').filter((name) => name !== branch);
    const shown = pick(input, '', names, 2);
    const rest = names.filter((name) => !shown.includes(name));
    const begin = x;
    for (const name of shown) {
      const w = smallWidth(`${name}/`);
      slots.push({ path: name, x, width: w, small: true });
      x += w;
    }
    if (rest.length > 0) {
      const w = foldWidth;
      slots.push({ path: '', x, width: w, small: true, names: rest });
      x += w;
      folded += rest.length;
    }
    if (x > begin) groups.push({ label: '/', path: '', x1: begin, x2: x - 4, open: false });
    x += x > begin ? 16 : 0;
  }
  const names = everyName(input, focus);
  const room = edge - x;
  const widths = new Map(
    names.map((name) => [name, columnWidth(name, input.mentioned.has(focus === '' ? name : `${focus}/${name}`))]),
  );
  const widthOfAll = (list: readonly string[]): number => list.reduce((sum, name) => sum + (widths.get(name) ?? 0), 0);
  let shown = [...names];
  if (widthOfAll(shown) > room) {
    const order = pick(input, focus, names, names.length);
    shown = [];
    let used = foldWidth;
    for (const name of order) {
      const w = widths.get(name) ?? 0;
      if (used + w > room && shown.length > 0) continue;
      used += w;
      shown.push(name);
    }
    shown.sort((a, b) => names.indexOf(a) - names.indexOf(b));
  }
  const rest = names.filter((name) => !shown.includes(name));
  const spare = Math.max(0, room - widthOfAll(shown) - (rest.length > 0 ? foldWidth : 0));
  const each = shown.length === 0 ? 0 : Math.min(Math.max(72, room / 12), Math.floor(spare / shown.length));
  const begin = x;
  for (const name of shown) {
    const w = (widths.get(name) ?? 0) + each;
    slots.push({ path: focus === '' ? name : `${focus}/${name}`, x, width: w, small: false });
    x += w;
  }
  if (rest.length > 0) {
    slots.push({ path: focus, x, width: foldWidth, small: false, names: rest });
    folded += rest.length;
  }
  groups.push({ label: `/${visibleName(focus)}`, path: focus, x1: begin, x2: edge, open: true });
  return { groups, slots, folded };
}

function smallWidth(label: string): number {
  return Math.max(76, Math.round(widthOf(shortName(label, 12)) * nameWidth) + 20);
}

/** A name that a command mentions may come to stand beside a disc. */
function columnWidth(name: string, mentioned: boolean): number {
  const characters = widthOf(shortName(name, 24));
  const beside = mentioned ? Math.round(characters * markWidth) + 36 : 0;
  return Math.max(92, Math.round(characters * nameWidth) + 22, beside);
}

/** The names of a directory in the command's first or last frame. */
function everyName(input: StackInput, directory: string): string[] {
  const names = new Set<string>();
  for (const model of [input.first, input.last]) {
    for (const entry of mergedNames(model, input.place, directory)) names.add(entry.name);
  }
  for (const path of input.mentioned) if (path !== '' && parentOf(path) === directory) names.add(nameOf(path));
  return [...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** The most telling names: mentioned ones, then what upper holds, then the rest. */
function pick(input: StackInput, directory: string, names: readonly string[], count: number): string[] {
  const weight = (name: string): number => {
    const path = directory === '' ? name : `${directory}/${name}`;
    // The one that this step is about is always in sight, and so is the way to it.
    if (path === input.subject || input.subject?.startsWith(`${path}/`) === true) return -1;
    if (input.mentioned.has(path)) return 0;
    const upper = input.last.get(keyOf('upper', path)) ?? input.first.get(keyOf('upper', path));
    if (upper === undefined) return 3;
    // A directory of both layers says more than a file that Docker put there.
    return upper.kind === 'file' ? 2 : 1;
  };
  return [...names].sort((a, b) => weight(a) - weight(b) || names.indexOf(a) - names.indexOf(b)).slice(0, count);
}

function column(input: StackInput, slot: Slot, lanes: readonly Lane[], wing: Wing | undefined): Column {
  const { place, model } = input;
  if (slot.names !== undefined) return fold(input, slot, slot.names, lanes);
  const entry = lookUp(model, place, slot.path);
  const later = lookUp(input.last, place, slot.path);
  const absent = entry.upper === undefined && entry.lowers.every((node) => node === undefined);
  const covered = !absent && entry.from === undefined;
  const lowest = lanes.at(-1);
  const merged = lanes[0];
  const marks: Mark[] = [];
  let poleEnd = merged?.middle ?? 0;
  let stopped = false;
  lanes.forEach((lane, i) => {
    if (lane.kind === 'merged') return;
    const node = lane.kind === 'upper' ? entry.upper : entry.lowers[lane.index];
    const below = lane.index > entry.stop;
    const mark = markOf(input, slot, entry, lane, i, node, below || stopped, absent, wing);
    if (mark !== undefined) marks.push(mark);
    if (
      mark !== undefined &&
      (mark.shape === 'flag' || mark.shape === 'folder' || mark.shape === 'whiteout') &&
      !stopped
    )
      poleEnd = mark.y;
    if (node !== undefined && !below && (node.kind !== 'directory' || node.opaque)) stopped = true;
  });
  const tailFrom = poleEnd + 16;
  const tailTo = lowest === undefined ? tailFrom : lowest.y + lowest.height - 8;
  const source: Source =
    covered || absent ? 'none' : entry.from === 'both' ? 'both' : entry.from === 'upper' ? 'upper' : 'lower';
  const fate = fateOf(entry, later, absent);
  const kind = absent ? later.kind : entry.kind;
  const isDirectory = (covered || absent ? (firstKind(entry) ?? kind) : kind) === 'directory';
  const label = shortName(nameOf(slot.path), slot.small ? 11 : 24);
  return {
    path: slot.path,
    name: isDirectory ? `${label}/` : label,
    full: visibleName(nameOf(slot.path)),
    x: slot.x,
    width: slot.width,
    source,
    supplier:
      entry.from === undefined
        ? ''
        : entry.from === 'both'
          ? ''
          : entry.from === 'upper'
            ? 'upper'
            : lowerLabel(place, entry.from),
    kind,
    isDirectory,
    covered,
    absent,
    current: !slot.small && slot.path === input.subject,
    fate,
    marks,
    pole: [(merged?.middle ?? 0) + 10, poleEnd],
    tail:
      absent || slot.small || (source === 'lower' && poleEnd >= (lowest?.middle ?? 0)) || source === 'both'
        ? undefined
        : [tailFrom, tailTo],
  };
}

function firstKind(entry: Merged): Kind | undefined {
  return [entry.upper, ...entry.lowers].find((node) => node !== undefined && node.kind !== 'whiteout')?.kind;
}

function fateOf(entry: Merged, later: Merged, absent: boolean): Column['fate'] {
  const now = absent ? undefined : entry.from;
  if (now === later.from) return undefined;
  if (later.from === undefined) return now === undefined ? undefined : 'goes';
  return now === undefined ? 'comes' : 'moves';
}

function markOf(
  input: StackInput,
  slot: Slot,
  entry: Merged,
  lane: Lane,
  index: number,
  node: Node | undefined,
  below: boolean,
  absent: boolean,
  wing: Wing | undefined,
): Mark | undefined {
  const layerKey = lane.kind === 'upper' ? 'upper' : `lower${lane.index}`;
  const key = keyOf(layerKey, slot.path);
  const base = {
    lane: index,
    y: lane.middle,
    layer: lane.label,
    kind: node?.kind ?? entry.kind,
    opaque: node?.opaque ?? false,
    size: node?.size ?? 0,
  };
  const touched = input.done !== undefined && lane.kind === 'upper' && keyTouched(input.place, input.done) === key;
  if (node === undefined) {
    if (
      lane.kind === 'upper' &&
      input.next !== undefined &&
      keyTouched(input.place, input.next) === key &&
      bringsIn(input.next)
    ) {
      return { ...base, shape: 'ghost', changed: false };
    }
    // A ring: not here, look below. Under the layer that answers nobody looks.
    if (below || absent || slot.small || entry.from === undefined || entry.from === 'both') return undefined;
    return { ...base, shape: 'ring', changed: false };
  }
  const from = touched ? cameFrom(input, slot, lane, wing) : undefined;
  const shape = below
    ? 'hidden'
    : node.kind === 'whiteout'
      ? 'whiteout'
      : node.kind === 'directory'
        ? 'folder'
        : 'flag';
  return { ...base, shape, changed: touched, ...(from === undefined ? {} : { from }) };
}

function bringsIn(step: OverlayStep): boolean {
  return (
    step.op === 'vfs_rename' ||
    step.op === 'vfs_link' ||
    step.op === 'vfs_create' ||
    step.op === 'vfs_mkdir' ||
    step.op === 'vfs_mknod' ||
    step.op === 'vfs_symlink'
  );
}

function keyTouched(place: Place, step: OverlayStep): string {
  return step.op === 'vfs_link' || step.op === 'vfs_rename'
    ? endsOf(place, step).to
    : keyOfStep(place, step.layer, step.path);
}

/** Where in work the entry stood before this step, as an offset from where it stands now. */
function cameFrom(
  input: StackInput,
  slot: Slot,
  lane: Lane,
  wing: Wing | undefined,
): readonly [number, number] | undefined {
  const step = input.done;
  if (step === undefined || wing === undefined || (step.op !== 'vfs_rename' && step.op !== 'vfs_link'))
    return undefined;
  if (!endsOf(input.place, step).from.startsWith('work/')) return undefined;
  return [wing.x + 40 - slot.x, wing.y + wing.height * 0.56 - lane.middle];
}

function fold(input: StackInput, slot: Slot, names: readonly string[], lanes: readonly Lane[]): Column {
  const { place, model } = input;
  const count = { upper: 0, lower: 0, both: 0, covered: 0 };
  const present = lanes.map(() => false);
  for (const name of names) {
    const entry = lookUp(model, place, slot.path === '' ? name : `${slot.path}/${name}`);
    if (entry.from === undefined) count.covered += 1;
    else if (entry.from === 'both') count.both += 1;
    else if (entry.from === 'upper') count.upper += 1;
    else count.lower += 1;
    lanes.forEach((lane, i) => {
      if (lane.kind === 'merged') return;
      if ((lane.kind === 'upper' ? entry.upper : entry.lowers[lane.index]) !== undefined) present[i] = true;
    });
  }
  const marks: Mark[] = [];
  lanes.forEach((lane, i) => {
    if (present[i] === true)
      marks.push({
        lane: i,
        y: lane.middle,
        shape: 'folder',
        layer: lane.label,
        kind: 'directory',
        opaque: false,
        size: 0,
        changed: false,
      });
  });
  const kinds = [count.upper, count.lower, count.both, count.covered].filter((n) => n > 0).length;
  const source: Source =
    kinds !== 1 || count.both > 0 ? 'both' : count.upper > 0 ? 'upper' : count.lower > 0 ? 'lower' : 'none';
  const merged = lanes[0];
  return {
    path: slot.path,
    name: `+${names.length}`,
    full: `+${names.length}`,
    x: slot.x,
    width: slot.width,
    source,
    supplier: '',
    kind: 'directory',
    isDirectory: true,
    covered: false,
    absent: false,
    current: false,
    fate: undefined,
    marks,
    pole: [(merged?.middle ?? 0) + 10, marks.at(-1)?.y ?? merged?.middle ?? 0],
    tail: undefined,
    folded: { count: names.length, ...count, names: names.slice(0, 40).map(visibleName).join('  ') },
  };
}

/** An outline behind the names of the open directory, on each layer that has it. */
function openTrays(input: StackInput, lanes: readonly Lane[], groups: readonly Group[]): readonly Tray[] {
  const group = groups.find((g) => g.open);
  if (group === undefined || input.focus === '') return [];
  const trays: Tray[] = [];
  lanes.forEach((lane, i) => {
    if (lane.kind === 'merged') return;
    const node = input.model.get(keyOf(lane.kind === 'upper' ? 'upper' : `lower${lane.index}`, input.focus));
    if (node?.kind !== 'directory') return;
    trays.push({
      lane: i,
      label: `${shortName(nameOf(input.focus), 20)}/`,
      x1: group.x1 - 12,
      x2: group.x2,
      y1: lane.y + 8,
      y2: lane.y + lane.height - 12,
      opaque: node.opaque,
    });
  });
  return trays;
}

/** What stands in work now: whiteouts that wait, files without a name, directories on their way. */
function workWing(input: StackInput, edge: number, right: number, upper: Lane): Wing {
  const { model, place } = input;
  const keys: string[] = [];
  for (const directory of ['work/work', 'work/index'])
    for (const name of childrenOf(model, directory)) keys.push(`${directory}/${name}`);
  const width = right - edge;
  const most = Math.max(2, Math.floor((width - 24) / 62));
  const middle = upper.middle;
  const touched = input.done === undefined ? '' : keyTouched(place, input.done);
  const writing = input.done?.op === 'vfs_write' || input.done?.op === 'vfs_copy_file_range';
  // The one that is about to move stands at the side of upper.
  const leaving =
    input.next !== undefined && (input.next.op === 'vfs_rename' || input.next.op === 'vfs_link')
      ? endsOf(place, input.next).from
      : '';
  keys.sort(
    (a, b) =>
      Number(b === leaving) - Number(a === leaving) ||
      Number(b === touched) - Number(a === touched) ||
      (a < b ? -1 : 1),
  );
  const shown = keys.slice(0, most);
  const items = shown.map((key, i): WorkItem => {
    const node = model.get(key);
    return {
      key,
      name: shortName(nameOf(key), 9),
      kind: node?.kind ?? 'file',
      nameless: node?.nameless ?? false,
      x: edge + 40 + i * Math.min(96, (width - 72) / Math.max(1, shown.length - 1)),
      y: middle,
      nlink: node?.nlink ?? 1,
      size: node?.size ?? 0,
      ino: node?.ino ?? '',
      opaque: node?.opaque ?? false,
      changed: key === touched,
      writing: key === touched && writing,
    };
  });
  const ties: Wing['ties'][number][] = [];
  for (let i = 1; i < items.length; i++) {
    const [a, b] = [items[i - 1], items[i]];
    if (a !== undefined && b !== undefined && a.kind === 'whiteout' && a.ino !== '' && a.ino === b.ino) {
      ties.push({ x1: a.x, x2: b.x, y: middle, nlink: a.nlink });
    }
  }
  return { x: edge, y: upper.y, width, height: upper.height, items, more: keys.length - shown.length, ties };
}

/** The way of an entry between work and upper: dashed before the step, whole after it. */
function routeOf(input: StackInput, columns: readonly Column[], wing: Wing, upper: Lane): Route | undefined {
  for (const [step, done] of [
    [input.next, false],
    [input.done, true],
  ] as const) {
    if (step === undefined || (step.op !== 'vfs_rename' && step.op !== 'vfs_link') || step.err !== undefined) continue;
    const ends = endsOf(input.place, step);
    if (!ends.from.startsWith('work/') || !ends.to.startsWith('upper/')) continue;
    const target = columns.find((c) => c.folded === undefined && `upper/${c.path}` === ends.to);
    if (target === undefined) continue;
    const item = wing.items.find((i) => i.key === ends.from);
    const sx = item?.x ?? wing.x + 40;
    const y = upper.middle;
    const ry = y - 34;
    const tx = target.x;
    const label = `${done ? input.nextNumber - 1 : input.nextNumber}  ${step.op}`;
    const lx = tx + 18;
    const le = lx + label.length * 6.65 + 6;
    const d = `M${sx} ${y - 19}V${ry + 8}a8 8 0 0 0 -8 -8H${le}M${lx - 6} ${ry}H${tx + 8}a8 8 0 0 0 -8 8V${y - 19}`;
    return { d, label, labelX: lx, labelY: ry + 4, done };
  }
  return undefined;
}

export { markWidth, nameWidth };
