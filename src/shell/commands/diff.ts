// diff: what differs between files or directories, as GNU diff 3.8 shows it. The status is 1 where something does.
import { decodeBytes } from '../../abi/bytes.ts';
import { strerror } from '../../abi/errno.ts';
import { fileType, isDirectory } from '../../abi/mode.ts';
import type { Stat } from '../../abi/stat.ts';
import { Input } from '../../kernel/stdio.ts';
import { quote } from '../coreutils/quote.ts';
import { formatTime, zoneOf } from '../coreutils/time.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';
import { below, readNames } from '../coreutils/tree.ts';
import { matches } from '../expand/pattern.ts';
import { compileRegex, RegexError, type Regex } from '../regex/regex.ts';
import { grepBasic } from '../regex/syntax.ts';
import { formatDiff, type DiffFile, type DiffStyle } from './diff-formats.ts';
import { changesBetween, type Change } from './diff-lines.ts';

export const diff = defineTool({
  name: 'diff',
  suite: 'diffutils',
  synopsis: '[OPTION]... FILES',
  summary: 'Shows line by line what differs between files.',
  options: [
    ',normal|as without it',
    'q,brief|only whether files differ',
    's,report-identical-files|say so of files that do not',
    'c|three lines around each change, both sides whole',
    'C=NUM|likewise, so many lines',
    ',context=?NUM|likewise',
    'u|three lines around each change, both sides in one',
    'U=NUM|likewise, so many lines',
    ',unified=?NUM|likewise',
    'e,ed|a script for ed',
    'n,rcs|as RCS keeps it',
    'y,side-by-side|two columns',
    'W,width=NUM|so many columns in all',
    ',left-column|of common lines the left alone',
    ',suppress-common-lines|no common lines',
    'p,show-c-function|the function a change is in',
    'F,show-function-line=RE|the last line that matches RE',
    'L,label=LABEL|in place of name and time',
    't,expand-tabs|blanks for tabs',
    'T,initial-tab|a tab in front of lines',
    ',tabsize=NUM|how wide a tab is',
    'r,recursive|what is in directories, too',
    ',no-dereference|compare symbolic links themselves',
    'N,new-file|a file that is not there is empty',
    ',unidirectional-new-file|likewise for the first',
    'x,exclude=PAT|no files of such names',
    'i,ignore-case|upper and lower case alike',
    'E,ignore-tab-expansion|tabs and blanks alike',
    'Z,ignore-trailing-space|no white space at ends',
    'b,ignore-space-change|white space is one blank',
    'w,ignore-all-space|no white space at all',
    'B,ignore-blank-lines|no empty lines',
    'I,ignore-matching-lines=RE|no changes of lines that match RE',
    'a,text|all files are text',
    ',strip-trailing-cr|no carriage returns at ends',
    'd,minimal|the least changes',
    ',speed-large-files|as without it',
    ',color=?WHEN|colours: always, never or auto',
    'v,version|show the version',
  ],
  trouble: 2,
  wrongUsage: "diff: Try 'diff --help' for more information.",
  // A bare number says how many lines, of a format that is given elsewhere.
  rewrite: (args) => args.filter((arg) => !/^-\d+$/.test(arg)),
  *run(tool) {
    const style = styleOf(tool);
    const [left, right, extra] = tool.operands;
    if (left === undefined || right === undefined) return tool.usage(`missing operand after '${left ?? tool.name}'`);
    if (extra !== undefined) return tool.usage(`extra operand '${extra}'`);
    return yield* new Differ(tool, style).compareOperands(left, right);
  },
});

function numberOf(tool: Tool, text: string, what: string): number {
  return /^\d+$/.test(text) ? Number(text) : tool.usage(`invalid ${what} '${text}'`);
}

function styleOf(tool: Tool): DiffStyle {
  let format: DiffStyle['format'] | undefined;
  let context = 0;
  for (const { name, value } of tool.options) {
    const chosen = formats[name];
    if (chosen === undefined) continue;
    if (format !== undefined && format !== chosen) tool.usage('conflicting output style options');
    format = chosen;
    if (/^(C|U|context|unified)$/.test(name))
      context = Math.max(context, value === undefined ? 3 : numberOf(tool, value, 'context length'));
    if (name === 'c' || name === 'u') context = Math.max(context, 3);
  }
  const when = tool.value('color') ?? 'auto';
  if (tool.has('color') && !['always', 'never', 'auto'].includes(when)) tool.usage(`invalid color '${when}'`);
  const headed = tool.value('show-function-line');
  const isFunction =
    headed !== undefined ? matcher(tool, headed) : tool.has('show-c-function') ? isCFunction : undefined;
  if (format === undefined && tool.has('show-c-function')) [format, context] = ['context', 3];
  return {
    format: format ?? 'normal',
    context,
    colours:
      tool.has('color') &&
      (when === 'always' || (when === 'auto' && tool.sys.isatty(1) && tool.variable('TERM') !== 'dumb')),
    width: numberOf(tool, tool.value('width') ?? '130', 'width'),
    leftColumn: tool.has('left-column'),
    suppressCommon: tool.has('suppress-common-lines'),
    expandTabs: tool.has('expand-tabs'),
    tabSize: numberOf(tool, tool.value('tabsize') ?? '8', 'tabsize'),
    initialTab: tool.has('initial-tab'),
    isFunction,
    isIgnored: () => false,
  };
}

const formats: Readonly<Record<string, DiffStyle['format']>> = {
  normal: 'normal',
  c: 'context',
  C: 'context',
  context: 'context',
  u: 'unified',
  U: 'unified',
  unified: 'unified',
  ed: 'ed',
  rcs: 'rcs',
  'side-by-side': 'side-by-side',
};

function isCFunction(line: string): boolean {
  return /^[A-Za-z$_]/.test(line);
}

function matcher(tool: Tool, source: string): (line: string) => boolean {
  try {
    const regex: Regex = compileRegex(source, { syntax: grepBasic, encoding: 'utf8' });
    return (line) => regex.test(line);
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    return tool.die(`${source}: ${error.message}`);
  }
}

/** One of the two things that are compared; undefined: it is not there, and counts as empty. */
interface Entry {
  readonly path: string;
  readonly stat: Stat | undefined;
}

class Differ {
  readonly #tool: Tool;
  readonly #style: DiffStyle;
  readonly #isIgnoredLine: ((line: string) => boolean) | undefined;
  /** What stands for the names of the two sides wherever they are told. */
  readonly #labels: readonly (string | undefined)[];

  constructor(tool: Tool, style: DiffStyle) {
    this.#tool = tool;
    this.#style = style;
    this.#labels = tool.options.flatMap(({ name, value = '' }) => (name === 'label' ? [value] : []));
    const given = tool.options.flatMap(({ name, value = '' }) =>
      name === 'ignore-matching-lines' ? [matcher(tool, value)] : [],
    );
    if (tool.has('ignore-blank-lines')) given.push((line) => this.#key(line).trim() === '');
    this.#isIgnoredLine = given.length === 0 ? undefined : (line) => given.some((fits) => fits(line));
  }

  /** @returns 0 the same, 1 different, 2 trouble */
  *compareOperands(left: string, right: string): Steps<number> {
    const entries = [this.#entry(left), this.#entry(right)] as const;
    let [a, b] = entries;
    // A directory and a file: the file of that name in the directory.
    if (a.stat !== undefined && b.stat !== undefined && isDirectory(a.stat.mode) !== isDirectory(b.stat.mode)) {
      if (isDirectory(a.stat.mode)) a = this.#entry(below(a.path, baseName(b.path)));
      else b = this.#entry(below(b.path, baseName(a.path)));
    }
    const absent = this.#tool.has('new-file') && (a.stat !== undefined || b.stat !== undefined);
    let isMissing = false;
    for (const { path, stat } of [a, b]) {
      if (stat !== undefined || absent) continue;
      this.#trouble(`${path}: ${strerror(this.#tool.sys.stat(path).err ?? 'ENOENT')}`);
      isMissing = true;
    }
    return isMissing ? 2 : yield* this.#compare(a, b, true);
  }

  #names(a: Entry, b: Entry): readonly [string, string] {
    return [this.#labels[0] ?? a.path, this.#labels[1] ?? b.path];
  }

  #entry(path: string): Entry {
    const { sys } = this.#tool;
    if (path === '-') return { path, stat: sys.fstat(0).ok };
    return { path, stat: this.#tool.has('no-dereference') ? sys.lstat(path).ok : sys.stat(path).ok };
  }

  #trouble(text: string): void {
    this.#tool.out.push();
    this.#tool.warn(text);
  }

  *#compare(a: Entry, b: Entry, isTop: boolean): Steps<number> {
    const tool = this.#tool;
    const types = [a, b].map(({ stat }) => (stat === undefined ? undefined : fileType(stat.mode)));
    const [one, other] = types;
    if (a.stat !== undefined && a.stat.ino === b.stat?.ino && a.stat.dev === b.stat.dev && one !== 'reg') return 0;
    if ((one === 'dir' || one === undefined) && (other === 'dir' || other === undefined)) {
      if (!isTop && !tool.has('recursive')) {
        tool.print(`Common subdirectories: ${a.path} and ${b.path}\n`);
        return 0;
      }
      return yield* this.#directories(a, b);
    }
    if (one === 'lnk' && other === 'lnk') {
      const [x, y] = [a, b].map(({ path }) => tool.sys.readlink(path).ok);
      if (x === y) return 0;
      tool.print(`Symbolic links ${a.path} and ${b.path} differ\n`);
      return 1;
    }
    const [nameA, nameB] = this.#names(a, b);
    const plain = (type: string | undefined): boolean => type === 'reg' || type === undefined || isTop;
    if ((one !== other && one !== undefined && other !== undefined && !isTop) || !plain(one) || !plain(other)) {
      tool.print(`File ${nameA} is a ${describe(a.stat)} while file ${nameB} is a ${describe(b.stat)}\n`);
      return 1;
    }
    if (a.stat !== undefined && b.stat?.ino === a.stat.ino && a.stat.dev === b.stat.dev && one === 'reg')
      return this.#same(a, b);
    return yield* this.#files(a, b, isTop);
  }

  #same(a: Entry, b: Entry): number {
    const [nameA, nameB] = this.#names(a, b);
    if (this.#tool.has('report-identical-files')) this.#tool.print(`Files ${nameA} and ${nameB} are identical\n`);
    return 0;
  }

  *#directories(a: Entry, b: Entry): Steps<number> {
    const tool = this.#tool;
    const lists: (readonly string[])[] = [];
    for (const { path, stat } of [a, b]) {
      const names = stat === undefined ? { ok: [], err: undefined } : readNames(tool.sys, path);
      if (names.err !== undefined) {
        this.#trouble(`${path}: ${strerror(names.err)}`);
        return 2;
      }
      lists.push(names.ok.filter((name) => !this.#isExcluded(name)));
    }
    const [left = new Set<string>(), right = new Set<string>()] = lists.map((names) => new Set(names));
    let status = 0;
    for (const name of [...new Set([...left, ...right])].sort(byCode)) {
      status = Math.max(status, yield* this.#child(a, b, name, [left.has(name), right.has(name)]));
      yield* tool.settle();
      yield { wait: 'turn' };
    }
    return status;
  }

  *#child(a: Entry, b: Entry, name: string, [inLeft, inRight]: readonly [boolean, boolean]): Steps<number> {
    const tool = this.#tool;
    const paths = [below(a.path, name), below(b.path, name)] as const;
    const fillsIn = inLeft ? tool.has('new-file') : tool.has('new-file') || tool.has('unidirectional-new-file');
    if (inLeft !== inRight && !fillsIn) {
      tool.print(`Only in ${inLeft ? a.path : b.path}: ${name}\n`);
      return 1;
    }
    const entries: Entry[] = [];
    for (const [path, isThere] of [
      [paths[0], inLeft],
      [paths[1], inRight],
    ] as const) {
      const entry = isThere ? this.#entry(path) : { path, stat: undefined };
      if (isThere && entry.stat === undefined) {
        this.#trouble(`${path}: ${strerror(tool.sys.stat(path).err ?? 'ENOENT')}`);
        return 2;
      }
      entries.push(entry);
    }
    const [left, right] = entries;
    return left === undefined || right === undefined ? 2 : yield* this.#compare(left, right, false);
  }

  #isExcluded(name: string): boolean {
    return this.#tool.options.some((option) => option.name === 'exclude' && matches(name, option.value ?? ''));
  }

  *#bytes({ path, stat }: Entry): Steps<Uint8Array | undefined> {
    const tool = this.#tool;
    if (stat === undefined) return new Uint8Array(0);
    const fd = path === '-' ? { ok: 0, err: undefined } : tool.sys.open(path, 0);
    if (fd.err !== undefined) {
      this.#trouble(`${path}: ${strerror(fd.err)}`);
      return undefined;
    }
    const input = new Input(tool.process, fd.ok);
    const { ok, err } = yield* input.rest();
    tool.close(input);
    if (err !== undefined) this.#trouble(`${path}: ${strerror(err)}`);
    return ok;
  }

  *#files(a: Entry, b: Entry, isTop: boolean): Steps<number> {
    const tool = this.#tool;
    const left = yield* this.#bytes(a);
    const right = yield* this.#bytes(b);
    if (left === undefined || right === undefined) return 2;
    const isEqual = left.length === right.length && left.every((byte, i) => byte === right[i]);
    const isText = tool.has('text') || !(left.subarray(0, 4096).includes(0) || right.subarray(0, 4096).includes(0));
    if (isEqual && (this.#style.format !== 'side-by-side' || !isText)) return this.#same(a, b);
    if (!isText) {
      const [nameA, nameB] = this.#names(a, b);
      tool.print(`${tool.has('brief') ? 'Files' : 'Binary files'} ${nameA} and ${nameB} differ\n`);
      return 1;
    }
    return this.#texts(a, b, [decodeBytes(left), decodeBytes(right)], isTop);
  }

  #texts(a: Entry, b: Entry, [left, right]: readonly [string, string], isTop: boolean): number {
    const tool = this.#tool;
    const [nameA, nameB] = this.#names(a, b);
    const old = this.#file(a, left, this.#labels[0]);
    const now = this.#file(b, right, this.#labels[1]);
    const changes = changesBetween(this.#keys(old), this.#keys(now));
    const shown =
      this.#isIgnoredLine === undefined ? changes : changes.filter((change) => !this.#isIgnored(old, now, change));
    if (shown.length === 0 && this.#style.format !== 'side-by-side') return this.#same(a, b);
    if (tool.has('brief')) {
      tool.print(`Files ${nameA} and ${nameB} differ\n`);
      return 1;
    }
    if (!isTop) tool.print(`${this.#command()} ${headerName(nameA)} ${headerName(nameB)}\n`);
    const isIgnored =
      this.#isIgnoredLine === undefined ? () => false : (change: Change) => this.#isIgnored(old, now, change);
    tool.print(formatDiff(old, now, changes, { ...this.#style, isIgnored }));
    if (this.#style.format === 'ed') {
      for (const file of [old, now]) {
        if (file.ended || file.lines.length === 0) continue;
        this.#trouble(`${file.name}: No newline at end of file\n`);
        return 2;
      }
    }
    return shown.length === 0 ? 0 : 1;
  }

  #isIgnored(old: DiffFile, now: DiffFile, change: Change): boolean {
    const lines = [
      ...old.lines.slice(change.oldStart, change.oldStart + change.oldCount),
      ...now.lines.slice(change.newStart, change.newStart + change.newCount),
    ];
    return lines.every((line) => this.#isIgnoredLine?.(line) === true);
  }

  /** The command's name and its options as given: what stands before the files in a recursive comparison. */
  #command(): string {
    const args = this.#tool.process.argv.slice(1);
    const operands = [...this.#tool.operands];
    const options: string[] = [];
    for (const arg of args.reverse()) {
      if (arg === operands.at(-1)) operands.pop();
      else options.unshift(shellWord(arg));
    }
    return [this.#tool.name, ...options].join(' ');
  }

  #file({ path, stat }: Entry, text: string, label: string | undefined): DiffFile {
    const ended = text.endsWith('\n') || text === '';
    const lines = text === '' ? [] : (ended ? text.slice(0, -1) : text).split('\n');
    const time =
      path === '-' && stat !== undefined && fileType(stat.mode) !== 'reg'
        ? this.#tool.sys.clockGettime()
        : (stat?.mtimeNs ?? 0n);
    return { name: path, lines, ended, header: label ?? `${headerName(path)}\t${this.#time(time)}` };
  }

  #time(ns: bigint): string {
    const locale = this.#tool.locale('LC_TIME');
    const short = this.#style.format === 'context' && (locale === 'C' || locale === 'POSIX');
    return formatTime(short ? '%a %b %e %T %Y' : '%Y-%m-%d %H:%M:%S.%N %z', ns, zoneOf(this.#tool.variable('TZ')), 'C');
  }

  /** What lines are compared by: a last line without its newline is another one, unless white space does not count. */
  #keys({ lines, ended }: DiffFile): string[] {
    const keys = lines.map((line) => this.#key(line));
    const loose = ['ignore-trailing-space', 'ignore-space-change', 'ignore-all-space'].some((name) =>
      this.#tool.has(name),
    );
    if (!ended && !loose) keys.push(`${keys.pop() ?? ''}\n`);
    return keys;
  }

  #key(line: string): string {
    const tool = this.#tool;
    let key = line;
    if (tool.has('strip-trailing-cr')) key = key.replace(/\r$/, '');
    if (tool.has('ignore-all-space')) key = key.replace(/[ \t\r\v\f]+/g, '');
    else if (tool.has('ignore-space-change')) key = key.replace(/[ \t\r\v\f]+$/, '').replace(/[ \t\r\v\f]+/g, ' ');
    else {
      if (tool.has('ignore-trailing-space')) key = key.replace(/[ \t\r\v\f]+$/, '');
      if (tool.has('ignore-tab-expansion')) key = expanded(key, this.#style.tabSize);
    }
    return tool.has('ignore-case') ? key.toLowerCase() : key;
  }
}

function expanded(line: string, tabSize: number): string {
  let text = '';
  for (const char of line) text += char === '\t' ? ' '.repeat(tabSize - (text.length % tabSize)) : char;
  return text;
}

function byCode(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function baseName(path: string): string {
  return (
    path
      .replace(/(?<=.)\/+$/, '')
      .split('/')
      .at(-1) ?? path
  );
}

function shellWord(text: string): string {
  return /^[\w%+,\-./:=@]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A name that a patch could not be read back from is quoted as in C. */
function headerName(name: string): string {
  return /[^!#-[\]-~]/.test(name) ? quote(name, 'c', false) : name;
}

function describe(stat: Stat | undefined): string {
  if (stat === undefined) return 'regular empty file';
  switch (fileType(stat.mode)) {
    case 'reg':
      return stat.size === 0 ? 'regular empty file' : 'regular file';
    case 'dir':
      return 'directory';
    case 'lnk':
      return 'symbolic link';
    case 'fifo':
      return 'fifo';
    case 'sock':
      return 'socket';
    case 'blk':
      return 'block special file';
    default:
      return 'character special file';
  }
}
