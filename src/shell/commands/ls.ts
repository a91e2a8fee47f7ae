// ls: names of directories and files, in columns that fit the terminal, or with what lstat tells of each.
import { strerror } from '../../abi/errno.ts';
import { O_DIRECTORY, O_RDONLY } from '../../abi/flags.ts';
import { fileType, isDirectory } from '../../abi/mode.ts';
import type { Stat } from '../../abi/stat.ts';
import { Accounts } from '../coreutils/accounts.ts';
import { modeText } from '../coreutils/mode.ts';
import { quote } from '../coreutils/quote.ts';
import { formatTime, zoneOf } from '../coreutils/time.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';

interface Entry {
  readonly name: string;
  readonly stat: Stat;
  readonly target: string | undefined;
}

/** Half a year: what is older, or in the future, is shown with its year. */
const recentNs = 15_778_476n * 1_000_000_000n;

export const ls = defineTool({
  name: 'ls',
  paths: ['/bin/ls'],
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Lists each FILE (the current directory by default).',
  options: [
    'a,all|do not leave out what begins with .',
    'A,almost-all|as -a, without . and ..',
    'd,directory|directories themselves, not what is in them',
    'i,inode|the number of each inode',
    'l|long listing',
    'n,numeric-uid-gid|as -l, with numbers for owners',
    'r,reverse|in reverse order',
    'S|largest first',
    't|newest first',
    '1|one a line',
  ],
  trouble: 2,
  *run(tool) {
    const operands = tool.operands.length === 0 ? ['.'] : tool.operands;
    const files: Entry[] = [];
    const directories: string[] = [];
    for (const path of operands) {
      const entry = entryOf(tool, path, path, true);
      if (entry === undefined) continue;
      if (isDirectory(entry.stat.mode) && !tool.has('directory')) directories.push(path);
      else files.push(entry);
    }
    if (files.length > 0) show(tool, sorted(tool, files));
    let first = files.length === 0;
    for (const path of directories.sort(byName)) {
      if (!first) tool.print('\n');
      if (operands.length > 1) tool.print(`${shown(tool, path)}:\n`);
      first = false;
      const entries = read(tool, path);
      if (entries === undefined) continue;
      if (isLong(tool)) tool.print(`total ${String(entries.reduce((sum, { stat }) => sum + stat.blocks, 0) / 2)}\n`);
      show(tool, sorted(tool, entries));
      yield* tool.settle();
    }
    return undefined;
  },
});

function isLong(tool: Tool): boolean {
  return tool.lastOf('l', 'numeric-uid-gid', '1') === 'l' || tool.has('numeric-uid-gid') || tool.has('l');
}

function entryOf(tool: Tool, path: string, name: string, operand: boolean): Entry | undefined {
  const { sys } = tool;
  const follows = operand && !isLong(tool) && !tool.has('directory');
  let result = follows ? sys.stat(path) : sys.lstat(path);
  if (follows && result.err !== undefined) result = sys.lstat(path);
  if (result.err !== undefined) {
    tool.error(`cannot access ${tool.quote(path)}: ${strerror(result.err)}`, operand ? 2 : 1);
    return undefined;
  }
  const target = fileType(result.ok.mode) === 'lnk' ? sys.readlink(path).ok : undefined;
  return { name, stat: result.ok, target };
}

function read(tool: Tool, path: string): Entry[] | undefined {
  const fd = tool.sys.open(path, O_RDONLY | O_DIRECTORY);
  if (fd.err !== undefined) {
    tool.error(`cannot open directory ${tool.quote(path)}: ${strerror(fd.err)}`, 2);
    return undefined;
  }
  const entries: Entry[] = [];
  for (;;) {
    const { ok, err } = tool.sys.getdents(fd.ok);
    if (err !== undefined || ok.length === 0) break;
    for (const { name } of ok) {
      const isDot = name === '.' || name === '..';
      if (name.startsWith('.') && !tool.has('all') && (isDot || !tool.has('almost-all'))) continue;
      const entry = entryOf(tool, `${path === '/' ? '' : path.replace(/\/+$/, '')}/${name}`, name, false);
      if (entry !== undefined) entries.push(entry);
    }
  }
  tool.sys.close(fd.ok);
  return entries;
}

function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sorted(tool: Tool, entries: readonly Entry[]): Entry[] {
  const key = tool.lastOf('S', 't');
  const list = [...entries].sort((a, b) => {
    if (key === 'S' && a.stat.size !== b.stat.size) return b.stat.size - a.stat.size;
    if (key === 't' && a.stat.mtimeNs !== b.stat.mtimeNs) return a.stat.mtimeNs < b.stat.mtimeNs ? 1 : -1;
    return byName(a.name, b.name);
  });
  return tool.has('reverse') ? list.reverse() : list;
}

/** Quoted as a shell reads it on a terminal, as it is elsewhere. */
function shown(tool: Tool, name: string): string {
  return tool.columns() === undefined ? name : quote(name, 'shell-escape', tool.utf8);
}

function show(tool: Tool, entries: readonly Entry[]): void {
  const inode = (entry: Entry): string => (tool.has('inode') ? `${String(entry.stat.ino)} ` : '');
  if (isLong(tool)) {
    showLong(tool, entries, inode);
    return;
  }
  const names = entries.map((entry) => `${inode(entry)}${shown(tool, entry.name)}`);
  const width = tool.columns();
  if (width === undefined || tool.has('1')) {
    for (const name of names) tool.print(`${name}\n`);
    return;
  }
  for (const line of columns(names, width)) tool.print(`${line}\n`);
}

/** As many columns as fit, two blanks between them, filled downwards. */
function columns(names: readonly string[], width: number): string[] {
  for (let count = Math.max(1, Math.min(names.length, Math.floor(width / 3))); count >= 1; count--) {
    const rows = Math.ceil(names.length / count);
    const widths: number[] = [];
    names.forEach((name, i) => {
      const column = Math.floor(i / rows);
      widths[column] = Math.max(widths[column] ?? 0, name.length + (column === count - 1 ? 0 : 2));
    });
    if (count > 1 && (widths.length < count || widths.reduce((sum, one) => sum + one, 0) > width)) continue;
    return Array.from({ length: rows }, (_, row) =>
      widths
        .map((one, column) => {
          const name = names[column * rows + row] ?? '';
          return names[(column + 1) * rows + row] === undefined ? name : name.padEnd(one);
        })
        .join(''),
    );
  }
  return [];
}

function showLong(tool: Tool, entries: readonly Entry[], inode: (entry: Entry) => string): void {
  const accounts = new Accounts(tool.process);
  const numeric = tool.has('numeric-uid-gid');
  const now = tool.sys.clockGettime();
  const zone = zoneOf(tool.variable('TZ'));
  const rows = entries.map((entry) => {
    const { stat, name, target } = entry;
    const type = fileType(stat.mode);
    const age = now - stat.mtimeNs;
    const format = age < recentNs && age > -1_000_000_000n ? '%b %e %H:%M' : '%b %e  %Y';
    return [
      modeText(stat.mode),
      String(stat.nlink),
      numeric ? String(stat.uid) : (accounts.userName(stat.uid) ?? String(stat.uid)),
      numeric ? String(stat.gid) : (accounts.groupName(stat.gid) ?? String(stat.gid)),
      type === 'chr' || type === 'blk' ? stat.rdev.join(', ') : String(stat.size),
      formatTime(format, stat.mtimeNs, zone, tool.locale('LC_TIME')),
      `${shown(tool, name)}${target === undefined ? '' : ` -> ${shown(tool, target)}`}`,
      inode(entry),
    ] as const;
  });
  const widest = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  for (const [mode, links, user, group, size, time, name, number] of rows) {
    const owners = `${user.padEnd(widest(2))} ${group.padEnd(widest(3))}`;
    tool.print(`${number}${mode} ${links.padStart(widest(1))} ${owners} ${size.padStart(widest(4))} ${time} ${name}\n`);
  }
}
