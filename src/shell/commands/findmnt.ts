// findmnt: what is mounted, as a tree, a list, or in forms that programs read.
import {
  readMounts,
  mountAt,
  optionMatches,
  readFstab,
  realPath,
  typeMatches,
  type Mount,
} from '../coreutils/mounts.ts';
import { defineTool, Exit, type Tool } from '../coreutils/tool.ts';
import { isPrintable } from '../coreutils/quote.ts';
import { padLeft, padRight, textWidth } from '../coreutils/width.ts';
import { encodeBytes } from '../../abi/bytes.ts';

interface Node {
  readonly mount: Mount;
  readonly children: readonly Node[];
}

interface Column {
  readonly name: string;
  readonly right?: boolean;
  readonly of: (tool: Tool, mount: Mount) => string;
}

const columns: readonly Column[] = [
  {
    name: 'SOURCE',
    of: (tool, { source, root }) => source + (root === '/' || tool.has('nofsroot') ? '' : `[${root}]`),
  },
  { name: 'TARGET', of: (_, { target }) => target },
  { name: 'FSTYPE', of: (_, { type }) => type },
  { name: 'OPTIONS', of: (_, mount) => allOptions(mount) },
  { name: 'VFS-OPTIONS', of: (_, { options }) => options },
  { name: 'FS-OPTIONS', of: (_, { superOptions }) => superOptions },
  { name: 'LABEL', of: () => '' },
  { name: 'UUID', of: () => '' },
  { name: 'PARTLABEL', of: () => '' },
  { name: 'PARTUUID', of: () => '' },
  { name: 'MAJ:MIN', of: (_, { device }) => device },
  { name: 'ACTION', of: () => '' },
  { name: 'OLD-TARGET', of: () => '' },
  { name: 'OLD-OPTIONS', of: () => '' },
  { name: 'SIZE', right: true, of: (tool, mount) => room(tool, mount, 'size') },
  { name: 'AVAIL', right: true, of: (tool, mount) => room(tool, mount, 'available') },
  { name: 'USED', right: true, of: (tool, mount) => room(tool, mount, 'used') },
  { name: 'USE%', right: true, of: (tool, mount) => room(tool, mount, 'percent') },
  { name: 'FSROOT', of: (_, { root }) => root },
  { name: 'TID', right: true, of: (tool) => String(tool.process.pid) },
  { name: 'ID', right: true, of: (_, { id }) => String(id) },
  { name: 'OPT-FIELDS', of: (_, { propagation }) => propagation.join(' ') },
  { name: 'PROPAGATION', of: (_, mount) => propagationOf(mount) },
  { name: 'FREQ', right: true, of: () => '0' },
  { name: 'PASSNO', right: true, of: () => '0' },
  { name: 'PARENT', right: true, of: (_, { parent }) => String(parent) },
  { name: 'SOURCES', of: (_, { source }) => source },
];

export const findmnt = defineTool({
  name: 'findmnt',
  paths: ['/bin/findmnt'],
  suite: 'util-linux',
  synopsis:
    '[options]\n[options] <device> | <mountpoint>\n[options] <device> <mountpoint>\n[options] [--source <device>] [--target <path> | --mountpoint <mountpoint>]',
  summary: 'Finds a file system.',
  options: [
    's,fstab|what /etc/fstab names',
    'm,mtab|as /etc/mtab has it',
    'k,kernel|as the kernel has it (the default)',
    'A,all|nothing is left out',
    'a,ascii|ASCII characters for the tree',
    'b,bytes|sizes in bytes',
    'C,nocanonicalize|paths as they are given',
    'c,canonicalize|paths without links',
    'D,df|as df shows them',
    'd,direction=WORD|forward or backward',
    'e,evaluate|labels to device names',
    'F,tab-file=PATH|from that file',
    'f,first-only|the first that fits',
    'i,invert|those that do not fit',
    'J,json|as JSON',
    'l,list|as a list',
    'N,task=TID|as that task sees it',
    'n,noheadings|no headings',
    'O,options=LIST|with these options',
    'o,output=LIST|those columns',
    ',output-all|all columns',
    'P,pairs|as KEY="value"',
    ',pseudo|those without a device',
    ',real|those with one',
    'R,submounts|with what is mounted below',
    'r,raw|unaligned',
    'S,source=STRING|what is mounted',
    'T,target=PATH|where that path is',
    ',tree|as a tree',
    'M,mountpoint=DIR|the mount point',
    't,types=LIST|those types',
    'U,uniq|none that is mounted over',
    'u,notruncate|nothing is cut',
    'v,nofsroot|no [/dir] of bind mounts',
    'h,help|show this help',
    'V,version|show the version',
  ],
  *run(tool) {
    yield { wait: 'turn' };
    const chosen = columnsOf(tool);
    const all = tool.has('fstab') ? fstabMounts(tool) : readMounts(tool.process);
    const isTree = wantsTree(tool);
    const found = select(tool, all);
    const below = (mount: Mount): Node => ({
      mount,
      children: all.filter(({ parent, id }) => parent === mount.id && id !== mount.id).map(below),
    });
    const alone = (mount: Mount): Node => ({ mount, children: [] });
    const nodes = tool.has('submounts') || found === undefined ? roots(found ?? all).map(below) : found.map(alone);
    if (nodes.length === 0) return 1;
    const shown = isTree ? nodes : flat(nodes).filter(({ mount }) => found !== undefined || !isHidden(tool, mount));
    if (shown.length === 0) return 1;
    if (tool.has('json')) tool.print(jsonText(tool, shown, chosen));
    else for (const line of textLines(tool, shown, chosen, isTree)) tool.print(`${line}\n`);
    return 0;
  },
});

/** Without -R only what was found; of all, those that hang below nothing else of them. */
function roots(mounts: readonly Mount[]): readonly Mount[] {
  return mounts.filter(({ id, parent }) => id === parent || !mounts.some((other) => other.id === parent));
}

function wantsTree(tool: Tool): boolean {
  if (tool.has('tree')) return true;
  if (
    ['list', 'raw', 'pairs', 'df', 'fstab', 'mtab', 'types', 'options', 'source', 'invert'].some((name) =>
      tool.has(name),
    )
  ) {
    return tool.has('submounts') && !['list', 'raw', 'pairs', 'df'].some((name) => tool.has(name));
  }
  return true;
}

/** --df leaves out what holds no files of anybody's. */
function isHidden(tool: Tool, { target }: Mount): boolean {
  return tool.has('df') && !tool.has('all') && (tool.sys.statfs(target).ok?.blocks ?? 0) === 0;
}

function columnsOf(tool: Tool): readonly Column[] {
  const standard = tool.has('df')
    ? ['SOURCE', 'FSTYPE', 'SIZE', 'USED', 'AVAIL', 'USE%', 'TARGET']
    : ['TARGET', 'SOURCE', 'FSTYPE', 'OPTIONS'];
  const list = tool.value('output');
  const names =
    list === undefined ? standard : list.startsWith('+') ? [...standard, ...list.slice(1).split(',')] : list.split(',');
  if (tool.has('output-all')) return columns;
  if (list === '') throw new Exit(1);
  return names.map((name) => {
    const column = columns.find((one) => one.name === name.toUpperCase());
    return (
      column ??
      tool.die(`unknown column: ${name === '' ? `${names.slice(0, names.indexOf(name)).at(-1) ?? ''},` : name}`)
    );
  });
}

/** Those that fit; undefined where all do. */
function select(tool: Tool, mounts: readonly Mount[]): readonly Mount[] | undefined {
  const [first, second] = tool.operands;
  const target = tool.value('target');
  if (target !== undefined) {
    if (tool.sys.stat(target).err !== undefined) return [];
    return last(above(mounts, realPath(tool.process, target)));
  }
  const point = tool.value('mountpoint') ?? second;
  const source = tool.value('source') ?? (second === undefined ? undefined : first);
  const types = tool.value('types');
  const options = tool.value('options')?.split(',');
  const either = second === undefined ? first : undefined;
  if ([point, source, types, options, either].every((one) => one === undefined)) return undefined;
  const real = (path: string): string => (tool.has('nocanonicalize') ? path : realPath(tool.process, path));
  const isOne = (mount: Mount): boolean =>
    (point === undefined || mount.target === real(point)) &&
    (source === undefined || isOf(mount, source)) &&
    (types === undefined || typeMatches(types, mount.type)) &&
    (options === undefined || options.every((word) => optionMatches(mount, word)));
  const wanted = tool.has('invert') ? (mount: Mount): boolean => !isOne(mount) : isOne;
  let found = mounts.filter(wanted);
  if (either !== undefined) {
    const atPoint = found.filter((mount) => mount.target === real(either));
    found = atPoint.length > 0 ? atPoint : found.filter((mount) => isOf(mount, either));
  }
  if (tool.value('direction') === 'backward') found = found.reverse();
  if (
    (point ?? either) !== undefined &&
    source === undefined &&
    found.every((mount) => mount.target === found[0]?.target)
  )
    return last(found);
  return tool.has('first-only') ? found.slice(0, 1) : found;
}

function isOf({ source, device }: Mount, wanted: string): boolean {
  return source === wanted || device === wanted;
}

function last(mounts: readonly Mount[]): readonly Mount[] {
  return mounts.slice(-1);
}

/** The mount a path is on, as a list. */
function above(mounts: readonly Mount[], path: string): readonly Mount[] {
  for (let at = path; ; at = at.slice(0, Math.max(1, at.lastIndexOf('/')))) {
    const mount = mountAt(mounts, at);
    if (mount !== undefined) return [mount];
    if (at === '/') return [];
  }
}

function fstabMounts(tool: Tool): readonly Mount[] {
  return readFstab(tool.process, tool.value('tab-file') ?? '/etc/fstab').entries.map((entry, i) => ({
    ...entry,
    id: i + 1,
    parent: i + 1,
    device: '',
    root: '/',
    propagation: [],
    superOptions: '',
  }));
}

function allOptions({ options, superOptions }: Mount): string {
  const own = options.split(',');
  const rest = superOptions
    .split(',')
    .filter((word) => !own.includes(word) && word !== 'rw' && word !== 'ro' && word !== '');
  const isReadOnly = superOptions.split(',').includes('ro');
  return [...(isReadOnly ? own.map((word) => (word === 'rw' ? 'ro' : word)) : own), ...rest].join(',');
}

function propagationOf({ propagation }: Mount): string {
  const words = propagation.map((word) => word.replace(/:.*/, ''));
  const shared = words.includes('shared') ? 'shared' : 'private';
  const kinds = [
    shared,
    ...(words.includes('master') ? ['slave'] : []),
    ...(words.includes('unbindable') ? ['unbindable'] : []),
  ];
  return kinds.join(',');
}

function room(tool: Tool, { target }: Mount, what: 'size' | 'used' | 'available' | 'percent'): string {
  const { ok } = tool.sys.statfs(target);
  if (ok === undefined) return '';
  const { bsize, blocks, bfree, bavail } = ok;
  if (what === 'percent') return blocks === 0 ? '-' : `${Math.round(((blocks - bfree) / blocks) * 100)}%`;
  const bytes = bsize * { size: blocks, used: blocks - bfree, available: bavail }[what];
  return tool.has('bytes') || bytes === 0 ? String(bytes) : shortSize(bytes);
}

/** `11.8G`: one digit where it is not zero. */
function shortSize(bytes: number): string {
  let power = 0;
  while (power < 6 && bytes >= 1024 ** (power + 1)) power++;
  const tenths = Math.floor((bytes * 10) / 1024 ** power + 0.5);
  const text = tenths % 10 === 0 ? String(tenths / 10) : `${Math.floor(tenths / 10)}.${tenths % 10}`;
  return text + 'BKMGTPE'.charAt(power);
}

function flat(nodes: readonly Node[]): readonly Node[] {
  return nodes.flatMap(({ mount, children }) => [{ mount, children: [] }, ...flat(children)]);
}

/** Bytes that a terminal should not get as `\xNN`. */
function plain(tool: Tool, text: string, also = ''): string {
  let result = '';
  for (const character of text) {
    if (isPrintable(character, tool.utf8) && !also.includes(character)) result += character;
    else for (const byte of encodeBytes(character)) result += `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return result;
}

function textLines(tool: Tool, nodes: readonly Node[], chosen: readonly Column[], isTree: boolean): readonly string[] {
  if (tool.has('pairs')) {
    return flat(nodes).map(({ mount }) =>
      chosen.map((column) => `${column.name}="${plain(tool, column.of(tool, mount), '"\\$`')}"`).join(' '),
    );
  }
  const heads = tool.has('noheadings') ? [] : [chosen.map(({ name }) => name)];
  if (tool.has('raw')) {
    const rows = flat(nodes).map(({ mount }) => chosen.map((column) => plain(tool, column.of(tool, mount), ' \\')));
    return [...heads, ...rows].map((row) => row.join(' '));
  }
  return aligned(tool, heads, treeRows(tool, nodes, chosen, isTree), chosen);
}

/** Cells of each line; the target's has the branches of the tree before it. */
function treeRows(tool: Tool, nodes: readonly Node[], chosen: readonly Column[], isTree: boolean): readonly string[][] {
  const [branch, end, line] = tool.utf8 && !tool.has('ascii') ? ['├─', '└─', '│ '] : ['|-', '`-', '| '];
  const rows: string[][] = [];
  const add = ({ mount, children }: Node, own: string, next: string): void => {
    rows.push(
      chosen.map((column) => (isTree && column.name === 'TARGET' ? own : '') + plain(tool, column.of(tool, mount))),
    );
    for (const [i, child] of children.entries()) {
      const isLast = i === children.length - 1;
      add(child, next + (isLast ? end : branch), next + (isLast ? '  ' : line));
    }
  };
  for (const node of nodes) add(node, '', '');
  return rows;
}

function aligned(
  tool: Tool,
  heads: readonly (readonly string[])[],
  rows: readonly (readonly string[])[],
  chosen: readonly Column[],
): readonly string[] {
  const table = [...heads, ...rows];
  const widths = chosen.map(({ name, right }, i) => {
    const widest = Math.max(0, ...rows.map((row) => textWidth(row[i] ?? '')));
    // A number that fills its heading gets a cell more.
    return right === true && widest === 4 && /^(SIZE|USED)$/.test(name) ? 5 : Math.max(name.length, widest);
  });
  const screen = tool.columns();
  if (screen !== undefined && !tool.has('notruncate')) narrow(widths, chosen, screen);
  return table.map((row) =>
    row
      .map((text, i) => {
        const width = widths[i] ?? 0;
        const cut = textWidth(text) > width ? [...text].slice(0, width).join('') : text;
        if (chosen[i]?.right === true) return padLeft(cut, width);
        return i === row.length - 1 ? cut : padRight(cut, width);
      })
      .join(' '),
  );
}

/** What may be cut is cut, where the lines are longer than the screen. */
function narrow(widths: number[], chosen: readonly Column[], screen: number): void {
  const excess = (): number => widths.reduce((sum, width) => sum + width + 1, -1) - screen;
  if (excess() <= 0) return;
  for (const [i, { name }] of chosen.entries())
    if (name === 'FSTYPE') widths[i] = Math.max(6, Math.min(widths[i] ?? 0, Math.floor(screen / 10)));
  for (const [i, { name }] of chosen.entries())
    if (/OPTIONS$/.test(name) && excess() > 0) widths[i] = Math.max(name.length, (widths[i] ?? 0) - excess());
}

function jsonText(tool: Tool, nodes: readonly Node[], chosen: readonly Column[]): string {
  const pad = (depth: number): string => '   '.repeat(depth);
  const list = (items: readonly Node[], depth: number): string => items.map((node) => object(node, depth)).join(',');
  const object = ({ mount, children }: Node, depth: number): string => {
    const fields = chosen.map(
      (column) => `${pad(depth + 1)}"${column.name.toLowerCase()}": ${jsonValue(column, column.of(tool, mount))}`,
    );
    if (children.length > 0)
      fields.push(`${pad(depth + 1)}"children": [\n${pad(depth + 2)}${list(children, depth + 2)}\n${pad(depth + 1)}]`);
    return `{\n${fields.join(',\n')}\n${pad(depth)}}`;
  };
  return `{\n${pad(1)}"filesystems": [\n${pad(2)}${list(nodes, 2)}\n${pad(1)}]\n}\n`;
}

function jsonValue({ name }: Column, text: string): string {
  if (text === '') return 'null';
  return ['ID', 'TID', 'PARENT', 'FREQ', 'PASSNO'].includes(name) ? text : JSON.stringify(text);
}
