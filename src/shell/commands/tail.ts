// tail: the last lines or bytes of files; with -f also what is added later.
import { strerror } from '../../abi/errno.ts';
import { O_RDONLY } from '../../abi/flags.ts';
import { nanosleep } from '../../kernel/blocking.ts';
import { Input } from '../../kernel/stdio.ts';
import { suffixMultiplier } from '../coreutils/size.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';

export const tail = defineTool({
  name: 'tail',
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Prints the last 10 lines of each FILE.',
  options: [
    'c,bytes=[+]NUMBER|that many bytes; +NUMBER: from that one on',
    'f,follow=?HOW|go on with what is added; by name or descriptor',
    'F|as --follow=name --retry',
    'n,lines=[+]NUMBER|that many lines; +NUMBER: from that one on',
    ',max-unchanged-stats=N|with --follow=name: look again after N rounds',
    ',pid=PID|with -f: end when that process has ended',
    'q,quiet|no headers',
    ',silent|no headers',
    ',retry|try again where a file cannot be opened',
    's,sleep-interval=N|with -f: seconds between rounds (1)',
    'v,verbose|always headers',
    'z,zero-terminated|lines end with NUL',
  ],
  rewrite: (args) => args.flatMap((arg, i) => (i === 0 ? oldOption(arg) : [arg])),
  *run(tool) {
    const last = tool.lastOf('bytes', 'lines');
    const bytes = last === 'bytes';
    const text = (last === undefined ? undefined : tool.value(last)) ?? '10';
    const count = countOf(tool, text.replace(/^[-+]/, ''), bytes);
    const files = tool.operands.length === 0 ? ['-'] : tool.operands;
    const style = tool.lastOf('quiet', 'silent', 'verbose');
    const headers = style === 'verbose' || (style === undefined && files.length > 1);
    const ending: Ending = {
      count,
      bytes,
      fromStart: text.startsWith('+'),
      delimiter: tool.has('zero-terminated') ? 0 : 10,
    };
    const follower = new Follower(tool, headers);
    for (const name of files) {
      const opened = name === '-' ? { ok: 0, err: undefined } : tool.sys.open(name, O_RDONLY);
      const shown = name === '-' ? 'standard input' : name;
      if (opened.err !== undefined) {
        tool.error(`cannot open ${tool.quote(name)} for reading: ${strerror(opened.err)}`);
        follower.missing(name);
        continue;
      }
      if (headers) follower.header(shown);
      const good = yield* printEnd(tool, opened.ok, name, ending);
      yield* tool.settle();
      if (good) follower.add(name, opened.ok);
      else tool.sys.close(opened.ok);
    }
    if (tool.has('follow') || tool.has('F')) return yield* follower.run();
    return undefined;
  },
});

function oldOption(arg: string): string[] {
  const match = /^([-+])(\d*)([bcl]?)(f?)$/.exec(arg);
  if (match === null || (match[1] === '-' && match[2] === '') || arg === '+') return [arg];
  const [, sign = '', digits = '', unit = '', follows = ''] = match;
  const size = digits === '' ? '10' : digits;
  const words = [
    `-${unit === 'b' || unit === 'c' ? 'c' : 'n'}`,
    `${sign === '+' ? '+' : ''}${size}${unit === 'b' ? 'b' : ''}`,
  ];
  return follows === '' ? words : [...words, '-f'];
}

function countOf(tool: Tool, text: string, bytes: boolean): number {
  const [, digits, suffix = ''] = /^(\d+)(\w*)$/.exec(text) ?? [];
  const factor = digits === undefined ? undefined : suffixMultiplier(suffix, 'b');
  if (factor === undefined) return tool.die(`invalid number of ${bytes ? 'bytes' : 'lines'}: ${tool.word(text)}`);
  return Number(digits) * factor;
}

interface Ending {
  readonly count: number;
  readonly bytes: boolean;
  readonly fromStart: boolean;
  readonly delimiter: number;
}

/** Prints the end of a file. false: it could not be read. */
function* printEnd(
  tool: Tool,
  fd: number,
  name: string,
  { count, bytes, fromStart, delimiter }: Ending,
): Steps<boolean> {
  const input = new Input(tool.process, fd);
  if (!fromStart && bytes) {
    // Only the end of a regular file is read.
    const size = tool.sys.fstat(fd).ok?.size ?? 0;
    const at = tool.sys.lseek(fd, 0, 'SEEK_CUR').ok ?? 0;
    if (size - at > count) tool.sys.lseek(fd, size - count, 'SEEK_SET');
  }
  const held: Uint8Array[] = [];
  let heldSize = 0;
  let heldLines = 0;
  let skip = Math.max(0, count - 1);
  for (;;) {
    const { ok, err } = yield* input.piece();
    if (err !== undefined) {
      tool.error(`error reading ${tool.quote(name === '-' ? 'standard input' : name)}: ${strerror(err)}`);
      return false;
    }
    if (ok.length === 0) break;
    if (ok.length >= 65536) yield { wait: 'turn' };
    if (fromStart) {
      let at = 0;
      if (bytes) {
        at = Math.min(skip, ok.length);
        skip -= at;
      } else {
        while (skip > 0 && at < ok.length) {
          const end = ok.indexOf(delimiter, at);
          at = end < 0 ? ok.length : end + 1;
          if (end >= 0) skip--;
        }
      }
      tool.out.write(ok.subarray(at));
      yield* tool.settle();
      continue;
    }
    held.push(ok);
    heldSize += ok.length;
    heldLines += linesIn(ok, delimiter);
    // Pieces before the last `count` lines or bytes are let go.
    for (;;) {
      const [first] = held;
      if (first === undefined || held.length < 2) break;
      const lines = linesIn(first, delimiter);
      if (bytes ? heldSize - first.length < count : heldLines - lines <= count) break;
      held.shift();
      heldSize -= first.length;
      heldLines -= lines;
    }
  }
  if (!fromStart) tool.out.write(endOf(held, heldSize, count, bytes, delimiter));
  return true;
}

function linesIn(piece: Uint8Array, delimiter: number): number {
  let count = 0;
  for (const byte of piece) if (byte === delimiter) count++;
  return count;
}

function endOf(
  held: readonly Uint8Array[],
  size: number,
  count: number,
  bytes: boolean,
  delimiter: number,
): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of held) {
    all.set(piece, at);
    at += piece.length;
  }
  if (bytes) return all.subarray(Math.max(0, size - count));
  if (count === 0) return all.subarray(size);
  let from = size > 0 && all[size - 1] === delimiter ? size - 1 : size;
  for (let left = count; left > 0; left--) {
    if (from <= 0) return all;
    from = all.lastIndexOf(delimiter, from - 1);
    if (from < 0) return all;
  }
  return all.subarray(from + 1);
}

interface Followed {
  readonly name: string;
  fd: number | undefined;
  place: number;
}

class Follower {
  readonly #tool: Tool;
  readonly #headers: boolean;
  readonly #byName: boolean;
  readonly #files: Followed[] = [];
  #shown: string | undefined;

  constructor(tool: Tool, headers: boolean) {
    this.#tool = tool;
    this.#headers = headers;
    this.#byName = tool.has('F') || tool.value('follow') === 'name';
  }

  header(name: string): void {
    this.#tool.print(`${this.#shown === undefined ? '' : '\n'}==> ${name} <==\n`);
    this.#shown = name;
  }

  add(name: string, fd: number): void {
    this.#files.push({ name, fd, place: this.#tool.sys.lseek(fd, 0, 'SEEK_CUR').ok ?? 0 });
  }

  missing(name: string): void {
    if (this.#tool.has('retry') || this.#tool.has('F')) this.#files.push({ name, fd: undefined, place: 0 });
  }

  *run(): Steps<number> {
    const tool = this.#tool;
    const seconds = Number(tool.value('sleep-interval') ?? '1');
    if (Number.isNaN(seconds) || seconds < 0)
      return tool.die(`invalid number of seconds: ${tool.word(tool.value('sleep-interval') ?? '')}`);
    const pid = tool.value('pid');
    if (this.#files.length === 0) {
      tool.warn('no files remaining');
      return 1;
    }
    for (;;) {
      for (const file of this.#files) yield* this.#more(file);
      yield* tool.out.flush();
      if (pid !== undefined && tool.sys.kill(Number(pid), 0).err === 'ESRCH') return tool.status;
      yield* nanosleep(tool.process, BigInt(Math.round(Math.max(seconds, 0.01) * 1e9)));
    }
  }

  *#more(file: Followed): Steps<void> {
    const tool = this.#tool;
    if (this.#byName) this.#reopen(file);
    if (file.fd === undefined) return;
    const { ok: stat } = tool.sys.fstat(file.fd);
    if (stat !== undefined && stat.size < file.place && file.fd !== 0) {
      tool.warn(`${tool.file(file.name)}: file truncated`);
      file.place = 0;
      tool.sys.lseek(file.fd, 0, 'SEEK_SET');
    }
    for (;;) {
      const { ok } = tool.sys.read(file.fd, 65536);
      if (ok === undefined || ok.length === 0) return;
      const shown = file.name === '-' ? 'standard input' : file.name;
      if (this.#headers && this.#shown !== shown) this.header(shown);
      file.place += ok.length;
      tool.out.write(ok);
      yield* tool.settle();
    }
  }

  /** By name: another file may stand there now. */
  #reopen(file: Followed): void {
    const tool = this.#tool;
    const { sys } = tool;
    const there = sys.stat(file.name).ok;
    const here = file.fd === undefined ? undefined : sys.fstat(file.fd).ok;
    if (there === undefined) {
      if (file.fd !== undefined) {
        tool.warn(`${tool.quote(file.name)} has become inaccessible: No such file or directory`);
        sys.close(file.fd);
        file.fd = undefined;
      }
      return;
    }
    if (here !== undefined && here.ino === there.ino && here.dev === there.dev) return;
    const opened = sys.open(file.name, O_RDONLY);
    if (opened.err !== undefined) return;
    tool.warn(
      here === undefined
        ? `${tool.quote(file.name)} has appeared;  following new file`
        : `${tool.quote(file.name)} has been replaced;  following new file`,
    );
    if (file.fd !== undefined) sys.close(file.fd);
    file.fd = opened.ok;
    file.place = 0;
  }
}
