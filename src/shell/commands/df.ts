// df: how much room there is in file systems, by where they are mounted.
import { strerror } from '../../abi/errno.ts';
import type { StatFs } from '../../abi/stat.ts';
import { deviceOf, mountOf, readMounts, realPath, type Mount } from '../coreutils/mounts.ts';
import { blockSizeOf, humanBinary, humanDecimal, sizeText, unitLabel, type BlockSize } from '../coreutils/size.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';
import { padLeft, padRight, textWidth } from '../coreutils/width.ts';

const fields = [
  'source',
  'fstype',
  'itotal',
  'iused',
  'iavail',
  'ipcent',
  'size',
  'used',
  'avail',
  'pcent',
  'file',
  'target',
] as const;
type Field = (typeof fields)[number];

interface Row {
  readonly source: string;
  readonly type: string;
  readonly target: string;
  /** As it was given. */
  readonly file: string;
  readonly room: Room;
}

/** Bytes and inodes; undefined: the file system has no such number. */
interface Room {
  readonly total: number;
  readonly used: number;
  readonly available: number;
  readonly inodes: number;
  readonly usedInodes: number;
  readonly freeInodes: number;
}

/** Types that hold no files of anybody's. */
const pseudoTypes = [
  'autofs',
  'proc',
  'subfs',
  'debugfs',
  'devpts',
  'fusectl',
  'fuse.portal',
  'mqueue',
  'rpc_pipefs',
  'sysfs',
  'devfs',
  'kernfs',
  'ignore',
];

export const df = defineTool({
  name: 'df',
  paths: ['/bin/df'],
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Tells how much room there is in the file system of each FILE, or in all of them.',
  options: [
    'a,all|those without room and those hidden by others, too',
    'B,block-size=SIZE|in that unit',
    'h,human-readable|with units, powers of 1024',
    'H,si|with units, powers of 1000',
    'i,inodes|inodes instead of blocks',
    'k|as --block-size=1K',
    'l,local|of this machine',
    'm|as --block-size=1M',
    ',no-sync|do not write first what is cached',
    ',output=?FIELD_LIST|those columns',
    'P,portability|in the form of POSIX',
    ',sync|write first what is cached',
    ',total|a line with the sums',
    't,type=TYPE|only that type',
    'T,print-type|the types, too',
    'x,exclude-type=TYPE|not that type',
    'v|nothing',
  ],
  *run(tool) {
    yield { wait: 'turn' };
    const { columns, unit } = layoutOf(tool);
    const values = (name: string): string[] =>
      tool.options.flatMap((option) => (option.name === name && option.value !== undefined ? [option.value] : []));
    const [wanted, excluded] = [values('type'), values('exclude-type')];
    const both = wanted.filter((type) => excluded.includes(type));
    for (const type of both) tool.error(`file system type ${tool.quote(type)} both selected and excluded`);
    if (both.length > 0) return 1;
    if (tool.lastOf('sync', 'no-sync') === 'sync') tool.sys.sync();
    const isWanted = ({ type }: Mount): boolean =>
      (wanted.length === 0 || wanted.includes(type)) && !excluded.includes(type);
    const rows = tool.operands.length > 0 ? rowsOfFiles(tool, isWanted) : rowsOfAll(tool, isWanted);
    if (rows.length > 0) {
      if (tool.has('total')) rows.push(sumOf(rows, columns));
      show(tool, rows, columns, unit);
    } else if (tool.status === 0) return tool.die('no file systems processed');
    return undefined;
  },
});

function layoutOf(tool: Tool): { readonly columns: readonly Field[]; readonly unit: BlockSize } {
  const given = tool.options.filter(({ name }) => name === 'output');
  if (given.length > 0) {
    for (const [name, letter] of [
      ['inodes', 'i'],
      ['portability', 'P'],
      ['print-type', 'T'],
    ] as const)
      if (tool.has(name)) tool.usage(`options -${letter} and --output are mutually exclusive`);
  }
  const unit = unitOf(tool);
  if (given.length === 0) {
    const type: Field[] = tool.has('print-type') ? ['fstype'] : [];
    return tool.has('inodes')
      ? { columns: ['source', ...type, 'itotal', 'iused', 'iavail', 'ipcent', 'target'], unit }
      : { columns: ['source', ...type, 'size', 'used', 'avail', 'pcent', 'target'], unit };
  }
  const columns: Field[] = [];
  for (const name of given.flatMap(({ value }) => value?.split(',') ?? [])) {
    const field = fields.find((one) => one === name);
    if (field === undefined) return tool.usage(`option --output: field ${tool.word(name)} unknown`);
    if (columns.includes(field)) return tool.usage(`option --output: field ${tool.word(name)} used more than once`);
    columns.push(field);
  }
  return { columns: columns.length === 0 ? fields : columns, unit };
}

function unitOf(tool: Tool): BlockSize {
  switch (tool.lastOf('block-size', 'human-readable', 'si', 'k', 'm')) {
    case 'human-readable':
      return humanBinary;
    case 'si':
      return humanDecimal;
    case 'k':
      return { unit: 1024, radix: 1024, suffix: '' };
    case 'm':
      return { unit: 1024 * 1024, radix: 1024, suffix: '' };
    default:
      return blockSizeOf(tool, 'DF_BLOCK_SIZE');
  }
}

function rowsOfFiles(tool: Tool, isWanted: (mount: Mount) => boolean): Row[] {
  const mounts = readMounts(tool.process);
  return tool.operands.flatMap((file) => {
    const found = tool.sys.stat(file);
    if (found.err !== undefined) {
      tool.failed(tool.file(file), found.err);
      return [];
    }
    const mount = mountOf(mounts, realPath(tool.process, file), found.ok.dev);
    return mount === undefined || !isWanted(mount) ? [] : rowOf(tool, mount, file);
  });
}

/** All that are worth a line: of one file system the mount nearest to the root, and none without room. */
function rowsOfAll(tool: Tool, isWanted: (mount: Mount) => boolean): Row[] {
  const all = tool.has('all');
  const chosen: Mount[] = [];
  for (const mount of readMounts(tool.process)) {
    if (!isWanted(mount) || (!all && pseudoTypes.includes(mount.type))) continue;
    const at = all ? -1 : chosen.findIndex((other) => other.device === mount.device);
    const other = chosen[at];
    if (other === undefined) chosen.push(mount);
    else if (isBetter(mount, other)) chosen[at] = mount;
  }
  // What is mounted over is seen no more.
  const seen = chosen.filter((mount) => all || tool.sys.stat(mount.target).ok?.dev === deviceOf(mount));
  return seen.flatMap((mount) => rowOf(tool, mount, '-').filter(({ room }) => all || room.total > 0));
}

function isBetter(mount: Mount, other: Mount): boolean {
  if (mount.source.includes('/') && !other.source.includes('/')) return true;
  if (other.target.length > mount.target.length && other.root.length >= mount.root.length) return true;
  return mount.source !== other.source && mount.target === other.target;
}

function rowOf(tool: Tool, { source, type, target }: Mount, file: string): Row[] {
  const found = tool.sys.statfs(target);
  if (found.err !== undefined) {
    tool.error(`${tool.file(target)}: ${strerror(found.err)}`);
    return [];
  }
  return [{ source, type, target, file, room: roomOf(found.ok) }];
}

function roomOf({ bsize, blocks, bfree, bavail, files, ffree }: StatFs): Room {
  return {
    total: blocks * bsize,
    used: (blocks - bfree) * bsize,
    available: bavail * bsize,
    inodes: files,
    usedInodes: files - ffree,
    freeInodes: ffree,
  };
}

function sumOf(rows: readonly Row[], columns: readonly Field[]): Row {
  const sum = (of: (room: Room) => number): number => rows.reduce((all, { room }) => all + of(room), 0);
  const room = {
    total: sum(({ total }) => total),
    used: sum(({ used }) => used),
    available: sum(({ available }) => available),
    inodes: sum(({ inodes }) => inodes),
    usedInodes: sum(({ usedInodes }) => usedInodes),
    freeInodes: sum(({ freeInodes }) => freeInodes),
  };
  const target = columns.includes('source') ? '-' : 'total';
  return { source: 'total', type: '-', target, file: '-', room };
}

const texts: readonly Field[] = ['source', 'fstype', 'file', 'target'];
const leastWidths: Readonly<Record<Field, number>> = {
  source: 14,
  fstype: 4,
  itotal: 5,
  iused: 5,
  iavail: 5,
  ipcent: 4,
  size: 5,
  used: 5,
  avail: 5,
  pcent: 4,
  file: 0,
  target: 0,
};

function show(tool: Tool, rows: readonly Row[], columns: readonly Field[], unit: BlockSize): void {
  const table = [
    columns.map((field) => heading(tool, field, unit)),
    ...rows.map((row) => columns.map((field) => cell(row, field, unit))),
  ];
  const widths = columns.map((field, i) =>
    Math.max(leastWidths[field], ...table.map((line) => textWidth(line[i] ?? ''))),
  );
  for (const line of table) {
    const cells = line.map((text, i) => {
      const field = columns[i] ?? 'target';
      if (!texts.includes(field)) return padLeft(text, widths[i] ?? 0);
      return i === columns.length - 1 ? text : padRight(text, widths[i] ?? 0);
    });
    tool.print(`${cells.join(' ')}\n`);
  }
}

function heading(tool: Tool, field: Field, unit: BlockSize): string {
  const isHuman = unit.unit === 0;
  const isPosix = tool.has('portability') && !isHuman;
  switch (field) {
    case 'source':
      return 'Filesystem';
    case 'fstype':
      return 'Type';
    case 'itotal':
      return 'Inodes';
    case 'iused':
      return 'IUsed';
    case 'iavail':
      return 'IFree';
    case 'ipcent':
      return 'IUse%';
    case 'size':
      return isHuman ? 'Size' : isPosix ? `${unit.unit}-blocks` : `${unitLabel(unit)}-blocks`;
    case 'used':
      return 'Used';
    case 'avail':
      return isHuman || tool.has('output') ? 'Avail' : 'Available';
    case 'pcent':
      return isPosix ? 'Capacity' : 'Use%';
    case 'file':
      return 'File';
    case 'target':
      return 'Mounted on';
  }
}

function cell({ source, type, target, file, room }: Row, field: Field, unit: BlockSize): string {
  const count = (inodes: number): string => (unit.unit === 0 ? sizeText(inodes, unit) : String(inodes));
  switch (field) {
    case 'source':
      return printable(source);
    case 'fstype':
      return type;
    case 'itotal':
      return count(room.inodes);
    case 'iused':
      return count(room.usedInodes);
    case 'iavail':
      return count(room.freeInodes);
    case 'ipcent':
      return percent(room.usedInodes, room.freeInodes);
    case 'size':
      return sizeText(room.total, unit);
    case 'used':
      return sizeText(room.used, unit);
    case 'avail':
      return sizeText(room.available, unit);
    case 'pcent':
      return percent(room.used, room.available);
    case 'file':
      return printable(file);
    case 'target':
      return printable(target);
  }
}

function percent(used: number, free: number): string {
  return used + free === 0 ? '-' : `${Math.ceil((used * 100) / (used + free))}%`;
}

/** A control character would break the line. */
function printable(text: string): string {
  return text.replace(/[\x00-\x1f\x7f]/g, '?');
}
