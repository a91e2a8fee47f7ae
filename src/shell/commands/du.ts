// du: what files take on the disk; an inode with several names counts once.
import { strerror } from '../../abi/errno.ts';
import { isDirectory, isSymlink } from '../../abi/mode.ts';
import type { Stat } from '../../abi/stat.ts';
import { readFileNow } from '../../kernel/stdio.ts';
import { chosenWord } from '../coreutils/argument.ts';
import { globPattern } from '../coreutils/glob.ts';
import { blockSizeOf, humanBinary, humanDecimal, parseSize, sizeText, type BlockSize } from '../coreutils/size.ts';
import { formatTime, zoneOf } from '../coreutils/time.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';
import { below, readNames } from '../coreutils/tree.ts';

/** What a file and all below it come to. */
interface Sum {
  /** Bytes, or inodes. */
  readonly room: number;
  /** The latest of the times asked for. */
  readonly timeNs: bigint;
}

interface Plan {
  readonly unit: BlockSize;
  readonly deepest: number;
  readonly excluded: readonly RegExp[];
  /** Bytes; below zero: no more than that. */
  readonly threshold: number | undefined;
  readonly time: 'mtime' | 'atime' | 'ctime' | undefined;
  readonly timeFormat: string;
  /** Directories, too, count once. */
  readonly countsDirectoriesOnce: boolean;
}

export const du = defineTool({
  name: 'du',
  synopsis: '[OPTION]... [FILE]...\n[OPTION]... --files0-from=F',
  summary: 'Tells how much room each FILE takes, with what is in it.',
  options: [
    '0,null|end lines with NUL',
    'a,all|files, too',
    ',apparent-size|sizes, not room',
    'B,block-size=SIZE|in that unit',
    'b,bytes|as --apparent-size --block-size=1',
    'c,total|a total',
    'DH,dereference-args|follow links of the command line',
    'd,max-depth=N|no deeper than that',
    ',files0-from=F|of the files that F names, each with a NUL',
    'h,human-readable|with units, powers of 1024',
    ',inodes|inodes instead of blocks',
    'k|in KiB',
    'L,dereference|follow all links',
    'l,count-links|each name of a file counts',
    'm|in MiB',
    'P,no-dereference|follow no links',
    'S,separate-dirs|directories without those below',
    ',si|with units, powers of 1000',
    's,summarize|a line for each FILE',
    't,threshold=SIZE|nothing smaller; with -: nothing larger',
    ',time=?WORD|the latest time; atime or ctime instead of the change',
    ',time-style=STYLE|full-iso, long-iso, iso or +FORMAT',
    'X,exclude-from=FILE|leave out what fits a pattern of FILE',
    ',exclude=PATTERN|leave out what fits PATTERN',
    'x,one-file-system|on one file system',
  ],
  *run(tool) {
    const paths = pathsOf(tool);
    const usage = new Usage(tool, planOf(tool, paths.length));
    for (const path of paths) yield* usage.measureOperand(path);
    if (tool.has('total')) usage.tell(usage.total, 'total');
    return undefined;
  },
});

function pathsOf(tool: Tool): readonly string[] {
  const list = tool.value('files0-from');
  if (list === undefined) return tool.operands.length === 0 ? ['.'] : tool.operands;
  const [extra] = tool.operands;
  if (extra !== undefined) {
    tool.warn(`extra operand ${tool.quote(extra)}`);
    tool.complain('file operands cannot be combined with --files0-from');
    return tool.usage();
  }
  const { ok, err } = readFileNow(tool.process, list === '-' ? '/dev/stdin' : list);
  if (err !== undefined) return tool.die(`cannot open ${tool.quote(list)} for reading: ${strerror(err)}`);
  return ok.split('\0').filter((name) => name !== '');
}

const styles: Readonly<Record<string, string>> = {
  'full-iso': '%Y-%m-%d %H:%M:%S.%N %z',
  'long-iso': '%Y-%m-%d %H:%M',
  iso: '%Y-%m-%d',
};

function planOf(tool: Tool, count: number): Plan {
  const time = tool.options.findLast(({ name }) => name === 'time');
  const style = tool.value('time-style') ?? 'long-iso';
  return {
    unit: unitOf(tool),
    deepest: deepestOf(tool),
    excluded: excludedOf(tool),
    threshold: thresholdOf(tool),
    time: time === undefined ? undefined : timeNameOf(tool, time.value),
    timeFormat:
      time === undefined
        ? ''
        : style.startsWith('+')
          ? style.slice(1)
          : (styles[chosenWord(tool, 'time style', style, [['full-iso'], ['long-iso'], ['iso']])] ?? ''),
    countsDirectoriesOnce: count > 1 || tool.has('dereference'),
  };
}

function timeNameOf(tool: Tool, word: string | undefined): 'mtime' | 'atime' | 'ctime' {
  if (word === undefined) return 'mtime';
  const words = [
    ['atime', 'access', 'use'],
    ['ctime', 'status'],
  ] as const;
  return chosenWord<'atime' | 'ctime'>(tool, '--time', word, words);
}

function unitOf(tool: Tool): BlockSize {
  if (tool.has('inodes')) return { unit: 1, radix: 1024, suffix: '' };
  switch (tool.lastOf('block-size', 'bytes', 'human-readable', 'si', 'k', 'm')) {
    case 'human-readable':
      return humanBinary;
    case 'si':
      return humanDecimal;
    case 'bytes':
      return { unit: 1, radix: 1024, suffix: '' };
    case 'k':
      return { unit: 1024, radix: 1024, suffix: '' };
    case 'm':
      return { unit: 1024 * 1024, radix: 1024, suffix: '' };
    default:
      return blockSizeOf(tool, 'DU_BLOCK_SIZE');
  }
}

function deepestOf(tool: Tool): number {
  const given = tool.value('max-depth');
  if (given !== undefined && !/^\d+$/.test(given)) tool.usage(`invalid maximum depth ${tool.word(given)}`);
  if (!tool.has('summarize')) return given === undefined ? Infinity : Number(given);
  if (tool.has('all')) return tool.usage('cannot both summarize and show all entries');
  if (given !== undefined) {
    if (Number(given) !== 0) return tool.usage(`warning: summarizing conflicts with --max-depth=${Number(given)}`);
    tool.warn('warning: summarizing is the same as using --max-depth=0');
  }
  return 0;
}

function excludedOf(tool: Tool): readonly RegExp[] {
  const globs = tool.options.flatMap(({ name, value = '' }) => {
    if (name === 'exclude') return [value];
    if (name !== 'exclude-from') return [];
    const { ok, err } = readFileNow(tool.process, value);
    if (err !== undefined) return tool.usage(`${tool.file(value)}: ${strerror(err)}`);
    return ok.split('\n').filter((line) => line !== '');
  });
  return globs.map((glob) => globPattern(glob));
}

function thresholdOf(tool: Tool): number | undefined {
  const given = tool.options.findLast(({ name }) => name === 'threshold');
  if (given?.value === undefined) return undefined;
  const isMost = given.value.startsWith('-');
  const size = parseSize(isMost ? given.value.slice(1) : given.value);
  const shown = given.spelled.startsWith('--') ? given.spelled : `-${given.spelled}`;
  if (size === undefined) return tool.die(`invalid ${shown} argument ${tool.quote(given.value)}`);
  if (isMost && size === 0) return tool.die(`invalid ${shown} argument '-0'`);
  return isMost ? -size : size;
}

class Usage {
  readonly #tool: Tool;
  readonly #plan: Plan;
  readonly #seen = new Set<string>();
  total: Sum = { room: 0, timeNs: 0n };

  constructor(tool: Tool, plan: Plan) {
    this.#tool = tool;
    this.#plan = plan;
  }

  *measureOperand(path: string): Steps<void> {
    if (path === '') {
      this.#tool.failed("''", 'ENOENT');
      return;
    }
    const sum = yield* this.#measure(path, 0, undefined);
    if (sum !== undefined) this.total = joined(this.total, sum);
  }

  /** undefined: it does not count. What is to be printed on the way is. */
  *#measure(path: string, depth: number, device: number | undefined): Steps<Sum | undefined> {
    const tool = this.#tool;
    const stat = this.#stat(path, depth);
    if (stat === undefined || this.#isExcluded(path)) return undefined;
    const isDir = isDirectory(stat.mode);
    if (tool.has('one-file-system') && device !== undefined && stat.dev !== device) return undefined;
    if (this.#isSecondTime(stat, isDir)) return undefined;
    const own = { room: this.#roomOf(stat), timeNs: this.#timeOf(stat) };
    let all = own;
    let apart = own;
    if (isDir) {
      const { ok, err } = readNames(tool.sys, path);
      if (err !== undefined) tool.error(`cannot read directory ${tool.quote(path)}: ${strerror(err)}`);
      for (const name of ok ?? []) {
        const at = below(path, name);
        const sum = yield* this.#measure(at, depth + 1, device ?? stat.dev);
        if (sum === undefined) continue;
        all = joined(all, sum);
        if (!isDirectory(this.#stat(at, depth + 1)?.mode ?? 0)) apart = joined(apart, sum);
      }
    }
    const sum = isDir && tool.has('separate-dirs') ? apart : all;
    if (depth === 0 || ((isDir || tool.has('all')) && depth <= this.#plan.deepest)) this.#tellIfWanted(sum, path);
    yield* tool.settle();
    return all;
  }

  #stat(path: string, depth: number): Stat | undefined {
    const { sys } = this.#tool;
    const last = this.#tool.lastOf('dereference', 'dereference-args', 'no-dereference');
    const follows = last === 'dereference' || (last === 'dereference-args' && depth === 0);
    let found = follows ? sys.stat(path) : sys.lstat(path);
    if (follows && found.err !== undefined && isSymlink(sys.lstat(path).ok?.mode ?? 0)) found = sys.lstat(path);
    if (found.err === undefined) return found.ok;
    this.#tool.error(`cannot access ${this.#tool.quote(path)}: ${strerror(found.err)}`);
    return undefined;
  }

  /** A pattern fits the whole path, or what follows a slash of it. */
  #isExcluded(path: string): boolean {
    const ends = [path, ...[...path.matchAll(/\/(?!$)/g)].map(({ index }) => path.slice(index + 1))];
    return this.#plan.excluded.some((pattern) => ends.some((end) => pattern.test(end)));
  }

  #isSecondTime({ dev, ino, nlink }: Stat, isDir: boolean): boolean {
    if (this.#tool.has('count-links')) return false;
    if (!this.#plan.countsDirectoriesOnce && (isDir || nlink < 2)) return false;
    const key = `${dev}:${ino}`;
    if (this.#seen.has(key)) return true;
    this.#seen.add(key);
    return false;
  }

  #roomOf({ size, blocks }: Stat): number {
    const tool = this.#tool;
    if (tool.has('inodes')) return 1;
    if (!tool.has('apparent-size') && !tool.has('bytes')) return blocks * 512;
    return size;
  }

  #timeOf({ atimeNs, ctimeNs, mtimeNs }: Stat): bigint {
    const { time } = this.#plan;
    return time === 'atime' ? atimeNs : time === 'ctime' ? ctimeNs : mtimeNs;
  }

  #tellIfWanted(sum: Sum, path: string): void {
    const { threshold } = this.#plan;
    if (threshold !== undefined && (threshold < 0 ? sum.room > -threshold : sum.room < threshold)) return;
    this.tell(sum, path);
  }

  tell({ room, timeNs }: Sum, path: string): void {
    const tool = this.#tool;
    const { unit, time, timeFormat } = this.#plan;
    const when =
      time === undefined
        ? ''
        : `${formatTime(timeFormat, timeNs, zoneOf(tool.variable('TZ')), tool.locale('LC_TIME'))}\t`;
    tool.print(`${sizeText(room, unit)}\t${when}${path}${tool.has('null') ? '\0' : '\n'}`);
  }
}

function joined(a: Sum, b: Sum): Sum {
  return { room: a.room + b.room, timeNs: a.timeNs > b.timeNs ? a.timeNs : b.timeNs };
}
