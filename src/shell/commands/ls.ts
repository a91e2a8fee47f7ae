// ls: names of directories and files, in columns that fit the terminal, or with what lstat tells of each.
import { strerror, type Errno } from '../../abi/errno.ts';
import { fileType, isDirectory, isSymlink } from '../../abi/mode.ts';
import type { Stat } from '../../abi/stat.ts';
import { inColumns, separated, type Cell } from '../coreutils/columns.ts';
import { FileColors } from '../coreutils/file-colors.ts';
import { lsOptions, readLsOptions, type LsOptions } from '../coreutils/ls-options.ts';
import { longLines } from '../coreutils/ls-long.ts';
import { byteOrder, extensionOf } from '../coreutils/order.ts';
import { masked, quote } from '../coreutils/quote.ts';
import { sizeText } from '../coreutils/size.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';
import { below, readNames } from '../coreutils/tree.ts';
import { compareVersions } from '../coreutils/version-compare.ts';
import { screenWidth } from '../coreutils/width.ts';

/** A name as it is listed. */
export interface Entry {
  readonly name: string;
  readonly path: string;
  /** undefined: it could not be looked at. */
  readonly stat: Stat | undefined;
  readonly target: string | undefined;
  /** Of a link: what is where it leads; undefined: nothing. */
  readonly targetMode: number | undefined;
}

export const ls = defineTool({
  name: 'ls',
  paths: ['/bin/ls'],
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Lists each FILE (the current directory by default).',
  options: lsOptions,
  trouble: 2,
  *run(tool) {
    const listing = new Listing(tool, readLsOptions(tool));
    yield* listing.run(tool.operands);
    return undefined;
  },
});

/** Which entries of a directory are left out. */
function isLeftOut(options: LsOptions, name: string): boolean {
  const { hidden, ignored, hiddenPatterns } = options;
  if (hidden === 'none' && (name.startsWith('.') || hiddenPatterns.some((pattern) => pattern.test(name)))) return true;
  if (hidden === 'almost-all' && (name === '.' || name === '..')) return true;
  return ignored.some((pattern) => pattern.test(name));
}

class Listing {
  readonly #tool: Tool;
  readonly #options: LsOptions;
  readonly #colors: FileColors | undefined;
  #isFirst = true;
  #withLabels = false;

  constructor(tool: Tool, options: LsOptions) {
    this.#tool = tool;
    this.#options = options;
    this.#colors = options.color ? FileColors.of(tool) : undefined;
  }

  *run(operands: readonly string[]): Steps<void> {
    const entries = (operands.length === 0 ? ['.'] : operands).flatMap((path) => this.#operand(path));
    const sorted = this.#sorted(entries);
    const listsItself = this.#options.directoriesThemselves;
    const files = listsItself ? sorted : sorted.filter((entry) => !leadsIn(entry));
    const directories = listsItself ? [] : sorted.filter(leadsIn);
    if (files.length > 0) this.#show(files, directories);
    this.#isFirst = files.length === 0;
    this.#withLabels = this.#options.recursive || operands.length > 1 || files.length > 0;
    for (const { name } of directories) yield* this.#directory(name, true);
    this.#tool.print(this.#colors?.rest() ?? '');
    yield* this.#tool.settle();
  }

  *#directory(path: string, isOperand: boolean): Steps<void> {
    const tool = this.#tool;
    const { ok, err } = readNames(tool.sys, path);
    if (err !== undefined) {
      tool.error(`cannot open directory ${tool.quote(path)}: ${strerror(err)}`, isOperand ? 2 : 1);
      return;
    }
    const listed = [...(this.#options.hidden === 'all' ? ['.', '..'] : []), ...ok].filter(
      (name) => !isLeftOut(this.#options, name),
    );
    const entries = this.#sorted(listed.map((name) => this.#entry(below(path, name), name)));
    if (!this.#isFirst) tool.print('\n');
    this.#isFirst = false;
    if (this.#withLabels) tool.print(`${this.#label(path)}:\n`);
    if (this.#options.format === 'long' || this.#options.blocks) {
      const blocks = entries.reduce((sum, { stat }) => sum + (stat?.blocks ?? 0), 0);
      tool.print(`total ${sizeText(blocks * 512, this.#options.blockSize)}${this.#options.end}`);
    }
    if (entries.length > 0) this.#show(entries);
    yield* tool.settle();
    if (!this.#options.recursive) return;
    for (const { name, stat } of entries) {
      if (stat !== undefined && isDirectory(stat.mode) && name !== '.' && name !== '..')
        yield* this.#directory(below(path, name), false);
    }
  }

  /** A directory's name before what is in it: a colon in it is marked. */
  #label(path: string): string {
    const { quoting } = this.#options;
    const { utf8 } = this.#tool;
    if (!path.includes(':')) return this.#quoted(path);
    if (quoting === 'shell') return quote(path, 'shell-always', utf8);
    if (quoting === 'shell-escape') return quote(path, 'shell-escape-always', utf8);
    const plain = this.#quoted(path);
    return quoting === 'literal' || quoting.startsWith('shell') ? plain : plain.replaceAll(':', '\\:');
  }

  #operand(path: string): Entry[] {
    const tool = this.#tool;
    const { follow } = this.#options;
    const lstat = tool.sys.lstat(path);
    const seen = follow === 'never' ? lstat : tool.sys.stat(path);
    const isGood = follow === 'directories' ? seen.ok !== undefined && isDirectory(seen.ok.mode) : true;
    const { ok, err } = isGood ? seen : lstat;
    if (err !== undefined) {
      this.#failed(path, err, 2);
      return [];
    }
    return [this.#entryOf(path, path, ok)];
  }

  #failed(path: string, err: Errno, status: number): void {
    this.#tool.error(`cannot access ${this.#tool.quote(path)}: ${strerror(err)}`, status);
  }

  #entry(path: string, name: string): Entry {
    const { sys } = this.#tool;
    const { ok, err } = this.#options.follow === 'always' ? sys.stat(path) : sys.lstat(path);
    if (err === undefined) return this.#entryOf(path, name, ok);
    this.#failed(path, err, 1);
    return { name, path, stat: undefined, target: undefined, targetMode: undefined };
  }

  #entryOf(path: string, name: string, stat: Stat): Entry {
    if (!isSymlink(stat.mode)) return { name, path, stat, target: undefined, targetMode: undefined };
    const { sys } = this.#tool;
    return { name, path, stat, target: sys.readlink(path).ok, targetMode: sys.stat(path).ok?.mode };
  }

  #sorted(entries: readonly Entry[]): readonly Entry[] {
    const { sort, reverse, directoriesFirst } = this.#options;
    if (sort === 'none') return entries;
    const compare = this.#comparison();
    const list = [...entries].sort((a, b) => {
      if (directoriesFirst && isLikeDirectory(a) !== isLikeDirectory(b)) return isLikeDirectory(a) ? -1 : 1;
      const order = compare(a, b) || byteOrder(a.name, b.name);
      return reverse ? -order : order;
    });
    return list;
  }

  #comparison(): (a: Entry, b: Entry) => number {
    const { sort, timeOf } = this.#options;
    const time = ({ stat }: Entry): bigint => (stat === undefined ? 0n : timeOf(stat));
    switch (sort) {
      case 'time':
        return (a, b) => (time(a) === time(b) ? 0 : time(a) < time(b) ? 1 : -1);
      case 'size':
        return (a, b) => (b.stat?.size ?? 0) - (a.stat?.size ?? 0);
      case 'extension':
        return (a, b) => byteOrder(extensionOf(a.name), extensionOf(b.name));
      case 'version':
        return (a, b) => compareVersions(a.name, b.name);
      case 'width':
        return (a, b) => this.#widthOf(this.#quoted(a.name)) - this.#widthOf(this.#quoted(b.name));
      default:
        return () => 0;
    }
  }

  #quoted(name: string): string {
    const { quoting, hidesControls } = this.#options;
    const { utf8 } = this.#tool;
    const text = quote(name, quoting, utf8);
    return hidesControls && (quoting === 'literal' || quoting === 'shell' || quoting === 'shell-always')
      ? masked(text, utf8)
      : text;
  }

  #widthOf(text: string): number {
    return screenWidth(text, this.#tool.utf8);
  }

  /** @param others not shown, yet the columns are as wide as they would need */
  #show(entries: readonly Entry[], others: readonly Entry[] = []): void {
    const { format, end } = this.#options;
    const line = { ...this.#options.line, ...(this.#colors === undefined ? {} : { tab: 0 }) };
    const tool = this.#tool;
    const names = this.#names(entries, others);
    if (format === 'long') {
      for (const text of longLines(tool, this.#options, [...entries, ...others], names)) tool.print(text + end);
      return;
    }
    const cells = this.#cells(entries, names);
    if (format === 'single-column') tool.print(cells.map(({ text }) => text + end).join(''));
    else if (format === 'commas') tool.print(separated(cells, line, ','));
    else tool.print(inColumns(cells, line, format === 'across'));
  }

  /** Each name with its colour and, of a long listing, where it leads; what is not quoted stands under what is. */
  #names(entries: readonly Entry[], others: readonly Entry[]): readonly Cell[] {
    const { format, line, quoting } = this.#options;
    const aligns =
      ['shell', 'shell-escape', 'c-maybe'].includes(quoting) &&
      (format === 'long' || ((format === 'vertical' || format === 'across') && line.width > 0));
    const quoted = entries.map(({ name }) => this.#quoted(name));
    const someQuoted =
      aligns &&
      (quoted.some((text, i) => text !== entries[i]?.name) || others.some(({ name }) => this.#quoted(name) !== name));
    return entries.map((entry, i) => {
      const text = quoted[i] ?? '';
      const pad = someQuoted && text === entry.name ? ' ' : '';
      const isLong = format === 'long';
      // Put together when it is printed: the first colour of all begins in another way.
      const shown = (): string => {
        const arrow =
          isLong && entry.target !== undefined ? (): string => this.#arrow(entry, entry.target ?? '') : undefined;
        return pad + this.#painted(entry, text) + this.#indicator(entry, isLong) + (arrow?.() ?? '');
      };
      return {
        get text() {
          return shown();
        },
        width: this.#widthOf(pad + text),
      };
    });
  }

  /** ls looks where links lead only where that shows. */
  get #looksBehind(): boolean {
    const { indicator, format } = this.#options;
    return (
      indicator === 'file-type' || indicator === 'classify' || this.#colors?.showsTargets(format === 'long') === true
    );
  }

  #arrow({ targetMode, stat }: Entry, target: string): string {
    const mode = this.#looksBehind ? targetMode : undefined;
    if (!this.#looksBehind) return ` -> ${this.#quoted(target)}`;
    const file = { name: target, mode, nlink: stat?.nlink ?? 1, isBroken: false };
    const text = this.#quoted(target);
    const painted = this.#colors === undefined ? text : this.#colors.paint(text, file);
    return ` -> ${painted}${mode === undefined ? '' : this.#indicatorOf(mode)}`;
  }

  #painted({ name, path, stat, target, targetMode }: Entry, text: string): string {
    const file = {
      name,
      mode: stat?.mode,
      nlink: stat?.nlink ?? 1,
      isBroken: target !== undefined && targetMode === undefined,
      targetMode,
    };
    const painted = this.#colors === undefined ? text : this.#colors.paint(text, file);
    if (!this.#options.hyperlink) return painted;
    const { nodename } = this.#tool.sys.uname();
    const place = path.startsWith('/') ? path : below(this.#tool.sys.getcwd().ok ?? '', path);
    return `\x1b]8;;file://${nodename}${encodeURI(place)}\x07${painted}\x1b]8;;\x07`;
  }

  #indicator({ stat, target }: Entry, isLong: boolean): string {
    return stat === undefined || (isLong && target !== undefined) ? '' : this.#indicatorOf(stat.mode);
  }

  #indicatorOf(mode: number): string {
    const { indicator } = this.#options;
    const type = fileType(mode);
    if (indicator === 'none') return '';
    if (type === 'dir') return '/';
    if (indicator === 'slash') return '';
    if (type === 'reg') return indicator === 'classify' && (mode & 0o111) !== 0 ? '*' : '';
    return { lnk: '@', fifo: '|', sock: '=' }[type as string] ?? '';
  }

  /** With the inode's number and its blocks before the name, where those are asked for. */
  #cells(entries: readonly Entry[], names: readonly Cell[]): readonly Cell[] {
    const { inode, blocks, blockSize, context, format } = this.#options;
    const before = entries.map(({ stat }) => [
      inode ? String(stat?.ino ?? '?') : '',
      blocks ? (stat === undefined ? '?' : sizeText(stat.blocks * 512, blockSize)) : '',
      context ? '?' : '',
    ]);
    const widths = [0, 1, 2].map((at) =>
      format === 'commas' ? 0 : Math.max(0, ...before.map((row) => row[at]?.length ?? 0)),
    );
    return names.map((name, i) => {
      const lead = (before[i] ?? [])
        .map((part, at) => (part === '' ? '' : `${part.padStart(widths[at] ?? 0)} `))
        .join('');
      const entry = entries[i];
      const mark = entry === undefined ? '' : this.#indicator(entry, false);
      return {
        get text() {
          return lead + name.text;
        },
        width: lead.length + name.width + mark.length,
      };
    });
  }
}

function leadsIn({ stat }: Entry): boolean {
  return stat !== undefined && isDirectory(stat.mode);
}

function isLikeDirectory(entry: Entry): boolean {
  return leadsIn(entry) || (entry.targetMode !== undefined && isDirectory(entry.targetMode));
}
