// tail: the last lines or bytes of files, or all from one on; with -f what is added to them, too.
import { strerror } from '../../abi/errno.ts';
import { O_RDONLY } from '../../abi/flags.ts';
import { isRegular } from '../../abi/mode.ts';
import type { Stat } from '../../abi/stat.ts';
import { nanosleep, read } from '../../kernel/blocking.ts';
import type { Result } from '../../kernel/program.ts';
import { countOf, delimitersIn, endOfLines, KeptPieces, type Unit } from '../coreutils/kept-pieces.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';

const pieceSize = 65536;
/** GNU's tail is woken by inotify; ours looks so often, in nanoseconds, where no other time is asked for. */
const lookEvery = 100_000_000;

export const tail = defineTool({
  name: 'tail',
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Prints the last 10 lines of each FILE. Before more than one of them stands its name.',
  options: [
    'c,bytes=[+]NUM|the last NUM bytes; with a plus all from byte NUM on',
    'f,follow=?HOW|and what is added, of the open file (descriptor) or by its name (name)',
    'F|--follow=name --retry',
    'n,lines=[+]NUM|the last NUM lines; with a plus all from line NUM on',
    ',max-unchanged-stats=N|for --follow=name; without effect here',
    ',pid=PID|with -f, until that process has ended',
    'q,quiet|no names',
    ',silent|no names',
    ',retry|go on trying to open what cannot be',
    's,sleep-interval=N|seconds between two looks',
    'v,verbose|names always',
    'z,zero-terminated|lines end with NUL',
  ],
  rewrite: oldSpelling,
  *run(tool) {
    const unit = tool.lastOf('bytes', 'lines') === 'bytes' ? 'bytes' : 'lines';
    const given = tool.value(unit) ?? '10';
    const part: Part = {
      unit,
      from: given.startsWith('+'),
      count: countOf(tool, given.replace(/^(-|\+(?=\d))/, ''), unit),
      delimiter: tool.has('zero-terminated') ? 0 : 10,
    };
    const follow = followingOf(tool);
    const files = tool.operands.length === 0 ? ['-'] : tool.operands;
    const printed = new Printed(tool, files.length);
    const watched: Watched[] = [];
    for (const name of files) watched.push(yield* printFile(tool, name, part, printed));
    if (follow.how !== undefined) yield* followAll(tool, watched, follow, printed);
    return undefined;
  },
});

/** `-5`, `+5`, `-5f`, `+5c`: only of one file. */
function oldSpelling(args: readonly string[], tool: Tool): readonly string[] {
  const [, sign = '', digits = '', unit = '', follow = ''] = /^([-+])(\d*)([bcl]?)(f?)$/.exec(args[0] ?? '') ?? [];
  const isOld = digits === '' ? sign === '-' && (unit === 'b' || unit === 'l') : sign === '-' || args.length <= 2;
  if (sign === '' || !isOld) {
    const wrong = /^-(\d+)/.exec(args[0] ?? '');
    if (wrong !== null) tool.die(`option used in invalid context -- ${(args[0] ?? '').charAt(1)}`);
    return args;
  }
  if (args.length > 2) tool.die(`option used in invalid context -- ${digits.charAt(0)}`);
  const value = `${sign === '+' ? '+' : ''}${digits === '' ? '10' : digits}${unit === 'b' ? 'b' : ''}`;
  return [unit === 'b' || unit === 'c' ? '-c' : '-n', value, ...(follow === '' ? [] : ['-f']), ...args.slice(1)];
}

interface Part {
  readonly unit: Unit;
  readonly count: number;
  readonly from: boolean;
  readonly delimiter: number;
}

interface Following {
  readonly how: 'descriptor' | 'name' | undefined;
  readonly retry: boolean;
  readonly pid: number | undefined;
  /** Nanoseconds. */
  readonly interval: number;
}

function followingOf(tool: Tool): Following {
  const last = tool.lastOf('F', 'follow');
  const word = tool.value('follow') ?? 'descriptor';
  if (word !== 'name' && word !== 'descriptor')
    tool.usage(`invalid argument ${tool.word(word)} for ${tool.word('--follow')}`);
  const how = last === undefined ? undefined : last === 'F' ? 'name' : word;
  const seconds = tool.value('sleep-interval');
  if (seconds !== undefined && !/^(\d+\.?\d*|\.\d+)$/.test(seconds))
    tool.die(`invalid number of seconds: ${tool.word(seconds)}`);
  const pid = tool.value('pid');
  if (pid !== undefined && !/^\d+$/.test(pid)) tool.die(`invalid PID: ${tool.word(pid)}`);
  const unchanged = tool.value('max-unchanged-stats');
  if (unchanged !== undefined && !/^\d+$/.test(unchanged))
    tool.die(`invalid maximum number of unchanged stats between opens: ${tool.word(unchanged)}`);
  if (how === undefined && tool.has('retry'))
    tool.warn('warning: --retry ignored; --retry is useful only when following');
  if (how === undefined && pid !== undefined)
    tool.warn('warning: PID ignored; --pid=PID is useful only when following');
  return {
    how,
    retry: last === 'F' || tool.has('retry'),
    pid: pid === undefined ? undefined : Number(pid),
    interval: seconds === undefined ? lookEvery : Math.max(1e6, Number(seconds) * 1e9),
  };
}

/** Prints, and names the file before what is of another one than the last. */
class Printed {
  readonly #tool: Tool;
  readonly #named: boolean;
  #first = true;
  #last: string | undefined;

  constructor(tool: Tool, files: number) {
    const how = tool.lastOf('quiet', 'silent', 'verbose');
    this.#tool = tool;
    this.#named = how === 'verbose' || (how === undefined && files > 1);
  }

  name(name: string): void {
    if (this.#named && this.#last !== name)
      this.#tool.print(`${this.#first ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n`);
    this.#first = false;
    this.#last = name;
  }

  write(name: string, bytes: Uint8Array): void {
    this.name(name);
    this.#tool.out.write(bytes);
  }
}

interface Watched {
  readonly name: string;
  /** undefined: it is not open. */
  fd: number | undefined;
  stat: Stat | undefined;
  /** Bytes of it that were read. */
  position: number;
  /** It cannot be followed. */
  ignored: boolean;
}

function* printFile(tool: Tool, name: string, part: Part, printed: Printed): Steps<Watched> {
  const opened: Result<number> = name === '-' ? { ok: 0 } : tool.sys.open(name, O_RDONLY);
  const watched: Watched = { name, fd: opened.ok, stat: undefined, position: 0, ignored: false };
  if (opened.err !== undefined) {
    tool.error(`cannot open ${tool.quote(name)} for reading: ${strerror(opened.err)}`);
    return watched;
  }
  watched.stat = tool.sys.fstat(opened.ok).ok;
  printed.name(name);
  const isWhole = yield* printPart(tool, name, opened.ok, part);
  // A pipe has ended when it was read to its end.
  watched.ignored = !isWhole || (name === '-' && !isRegular(watched.stat?.mode ?? 0));
  watched.position = tool.sys.lseek(opened.ok, 0, 'SEEK_CUR').ok ?? 0;
  return watched;
}

/** @returns false where it could not be read */
function* printPart(tool: Tool, name: string, fd: number, part: Part): Steps<boolean> {
  const skip = part.from ? Math.max(0, part.count - 1) : 0;
  const kept = part.from ? undefined : new KeptPieces(tool, part.unit, part.count, part.delimiter);
  // Near the end of a file that one can seek in, the rest is not looked at.
  if (kept !== undefined && part.unit === 'bytes' && isRegular(tool.sys.fstat(fd).ok?.mode ?? 0)) {
    const here = tool.sys.lseek(fd, 0, 'SEEK_CUR').ok ?? 0;
    const size = tool.sys.fstat(fd).ok?.size ?? 0;
    if (size - part.count > here) tool.sys.lseek(fd, size - part.count, 'SEEK_SET');
  }
  let left = skip;
  for (;;) {
    const { ok: bytes, err } = yield* read(tool.process, fd, pieceSize);
    if (err !== undefined) {
      tool.error(`error reading ${tool.quote(name === '-' ? 'standard input' : name)}: ${strerror(err)}`);
      return false;
    }
    if (bytes.length === 0) break;
    if (kept !== undefined) {
      kept.push(bytes);
      continue;
    }
    const from =
      part.unit === 'bytes' ? Math.min(left, bytes.length) : (endOfLines(bytes, left, part.delimiter) ?? bytes.length);
    left =
      from < bytes.length || left === 0
        ? 0
        : left - (part.unit === 'bytes' ? from : delimitersIn(bytes, part.delimiter));
    tool.out.write(bytes.subarray(from));
    yield* tool.settle();
  }
  if (kept !== undefined) tool.out.write(kept.end().last);
  yield* tool.settle();
  return true;
}

/** Ends when the process that is waited for has, or nothing is left to follow. */
function* followAll(tool: Tool, watched: readonly Watched[], follow: Following, printed: Printed): Steps<void> {
  for (const file of watched) if (file.fd === undefined && !follow.retry) file.ignored = true;
  if (watched.every((file) => file.ignored && file.name !== '-') && !follow.retry) tool.die('no files remaining');
  for (;;) {
    yield* tool.out.flush();
    if (watched.every((file) => file.ignored)) return;
    const isOver = follow.pid !== undefined && tool.sys.kill(follow.pid, 0).err === 'ESRCH';
    for (const file of watched) {
      if (file.ignored) continue;
      if (follow.how === 'name') reopen(tool, file);
      yield* printAdded(tool, file, printed);
    }
    if (isOver) return;
    yield* tool.out.flush();
    yield* nanosleep(tool.process, BigInt(Math.round(follow.interval)));
  }
}

/** By name: has the file gone, come, or been replaced? */
function reopen(tool: Tool, file: Watched): void {
  const { sys } = tool;
  const stat = sys.stat(file.name);
  if (stat.err !== undefined) {
    if (file.fd === undefined) return;
    tool.warn(`${tool.quote(file.name)} has become inaccessible: ${strerror(stat.err)}`);
    sys.close(file.fd);
    file.fd = undefined;
    return;
  }
  const isSame = file.stat?.ino === stat.ok.ino && file.stat.dev === stat.ok.dev;
  if (file.fd !== undefined && isSame) return;
  const opened = sys.open(file.name, O_RDONLY);
  if (opened.err !== undefined) return;
  const what = file.fd === undefined ? 'appeared' : 'been replaced';
  tool.warn(`${tool.quote(file.name)} has ${what};  following new file`);
  if (file.fd !== undefined) sys.close(file.fd);
  file.fd = opened.ok;
  file.stat = stat.ok;
  file.position = 0;
}

function* printAdded(tool: Tool, file: Watched, printed: Printed): Steps<void> {
  const { fd } = file;
  if (fd === undefined) return;
  const { sys } = tool;
  const stat = sys.fstat(fd).ok;
  if (stat !== undefined && isRegular(stat.mode) && stat.size < file.position) {
    tool.warn(`${file.name}: file truncated`);
    sys.lseek(fd, 0, 'SEEK_SET');
    file.position = 0;
  }
  for (;;) {
    const { ok: bytes } = yield* read(tool.process, fd, pieceSize);
    if (bytes === undefined || bytes.length === 0) return;
    file.position += bytes.length;
    printed.write(file.name, bytes);
    yield* tool.settle();
  }
}
