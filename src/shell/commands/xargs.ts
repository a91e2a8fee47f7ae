// xargs: words of standard input as arguments of a command.
import { strerror } from '../../abi/errno.ts';
import { byteLength, decodeBytes } from '../../abi/bytes.ts';
import { O_RDONLY } from '../../abi/flags.ts';
import type { ChildStatus } from '../../kernel/program.ts';
import { Input } from '../../kernel/stdio.ts';
import { signalNumbers } from '../../abi/signal.ts';
import { startChild } from '../coreutils/exec.ts';
import { waitpid } from '../../kernel/blocking.ts';
import { quoteIfNeeded } from '../coreutils/quote.ts';
import { defineTool, Exit, type Steps, type Tool } from '../coreutils/tool.ts';

export const xargs = defineTool({
  name: 'xargs',
  suite: 'findutils',
  synopsis: '[OPTION]... COMMAND [INITIAL-ARGS]...',
  summary: 'Runs COMMAND with INITIAL-ARGS and more arguments, which are read.',
  options: [
    '0,null|items end with NUL, and quotes mean nothing',
    'a,arg-file=FILE|read from FILE, not from standard input',
    'd,delimiter=CHARACTER|items end with that, and quotes mean nothing',
    'E=END|a line that ends the input',
    'e,eof=?END|likewise; none without END',
    'I=R|run once for each line; it stands where R is in INITIAL-ARGS',
    'i,replace=?R|likewise; {} without R',
    'L=MAX-LINES|no more lines for one command',
    'l,max-lines=?MAX-LINES|likewise; 1 without a number',
    'n,max-args=MAX-ARGS|no more arguments for one command',
    'o,open-tty|the command reads from the terminal',
    'P,max-procs=MAX-PROCS|so many commands at a time',
    'p,interactive|ask before each command',
    ',process-slot-var=VAR|tell the command its place',
    'r,no-run-if-empty|run nothing where there is no argument',
    's,max-chars=MAX-CHARS|no longer command lines',
    ',show-limits|print the limits',
    't,verbose|print each command',
    'x,exit|end where a command line would be too long',
  ],
  stopAtOperand: true,
  *run(tool) {
    yield* new Runner(tool).run();
    return undefined;
  },
});

interface Item {
  readonly text: string;
  /** It is the last of its line, and no blank stands behind it. */
  readonly endsLine: boolean;
}

/** ARG_MAX less what the environment takes, as xargs reckons it: never above 128 KiB. */
const mostChars = 131072;

class Runner {
  readonly #tool: Tool;
  readonly #command: readonly string[];
  readonly #replace: string | undefined;
  readonly #maxLines: number | undefined;
  readonly #maxArgs: number | undefined;
  readonly #maxChars: number;
  readonly #maxProcs: number;
  readonly #slots: (number | undefined)[] = [];
  #stop: number | undefined;
  #ran = false;

  constructor(tool: Tool) {
    this.#tool = tool;
    this.#command = tool.operands.length === 0 ? ['echo'] : tool.operands;
    const modes = tool.options.filter(({ name }) => ['I', 'replace', 'L', 'max-lines', 'max-args'].includes(name));
    let replace: string | undefined;
    let maxLines: number | undefined;
    let maxArgs: number | undefined;
    let before: string | undefined;
    const clash = (option: string, shown: string): void => {
      if (before !== undefined && before !== option)
        tool.warn(`warning: options ${before} and ${shown} are mutually exclusive, ignoring previous ${before} value`);
      before = option;
    };
    for (const { name, value, spelled } of modes) {
      if (name === 'I' || name === 'replace') {
        clash('--replace', '--replace/-I/-i');
        replace = value ?? '{}';
        maxLines = maxArgs = undefined;
      } else if (name === 'L' || name === 'max-lines') {
        clash('--max-lines', name === 'L' ? '-L' : '--max-lines/-l');
        maxLines = value === undefined ? 1 : this.#number(value, name === 'L' ? 'L' : spelled.replace(/^--.*/, 'l'), 1);
        replace = maxArgs = undefined;
      } else {
        const count = this.#number(value ?? '', 'n', 1);
        // -n 1 together with -I says what -I says anyway.
        if (replace !== undefined && count === 1) continue;
        clash('--max-args', '--max-args/-n');
        maxArgs = count;
        replace = maxLines = undefined;
      }
    }
    this.#replace = replace;
    this.#maxLines = maxLines;
    this.#maxArgs = maxArgs;
    const chars = tool.value('max-chars');
    this.#maxChars = chars === undefined ? mostChars : Math.min(this.#number(chars, 's', 1), 2 * 1024 * 1024 - 2048);
    const procs = tool.value('max-procs');
    const wanted = procs === undefined ? 1 : this.#number(procs, 'P', 0);
    this.#maxProcs = wanted === 0 ? Infinity : wanted;
  }

  #number(text: string, option: string, least: number): number {
    const tool = this.#tool;
    if (!/^\s*[-+]?\d+$/.test(text)) {
      tool.warn(`invalid number "${text}" for -${option} option`);
      return tool.usage();
    }
    const number = Number(text);
    if (number < least) {
      tool.warn(`value ${text} for -${option} option should be >= ${String(least)}`);
      if (option !== 's') return tool.usage();
      return least;
    }
    return number;
  }

  *run(): Steps<void> {
    const tool = this.#tool;
    if (tool.has('show-limits')) this.#showLimits();
    const items = new Items(tool, this.#replace !== undefined);
    const initial = this.#size(this.#command);
    if (initial > this.#maxChars) return tool.die('cannot fit single argument within argument list size limit');
    let args: string[] = [];
    let size = initial;
    let lines = 0;
    for (;;) {
      const item = yield* items.next();
      if (item === undefined) break;
      const cost = byteLength(item.text) + 1;
      if (this.#replace !== undefined) {
        yield* this.#runReplaced(item.text, this.#replace);
        if (this.#stop !== undefined) break;
        continue;
      }
      if (size + cost > this.#maxChars) {
        if (args.length === 0 || tool.has('exit') || this.#maxLines !== undefined) {
          if (args.length === 0 || tool.has('exit')) {
            yield* this.#waitAll();
            return tool.die('argument line too long');
          }
        }
        yield* this.#runWith(args);
        if (this.#stop !== undefined) break;
        [args, size, lines] = [[], initial, 0];
      }
      args.push(item.text);
      size += cost;
      if (item.endsLine) lines++;
      if (args.length === this.#maxArgs || (lines === this.#maxLines && item.endsLine)) {
        yield* this.#runWith(args);
        if (this.#stop !== undefined) break;
        [args, size, lines] = [[], initial, 0];
      }
    }
    const isEmptyRun = !this.#ran && tool.status === 0 && !tool.has('no-run-if-empty') && this.#replace === undefined;
    if (this.#stop === undefined && (args.length > 0 || isEmptyRun)) yield* this.#runWith(args);
    yield* this.#waitAll();
    if (this.#stop !== undefined) tool.status = this.#stop;
  }

  #size(words: readonly string[]): number {
    return words.reduce((sum, word) => sum + byteLength(word) + 1, 0);
  }

  #showLimits(): void {
    const environment = this.#tool.process.environ.reduce((sum, entry) => sum + byteLength(entry) + 1, 0);
    const most = 2097152 - 2048;
    const rows = [
      `Your environment variables take up ${String(environment)} bytes`,
      `POSIX upper limit on argument length (this system): ${String(most - environment)}`,
      'POSIX smallest allowable upper limit on argument length (all systems): 4096',
      `Maximum length of command we could actually use: ${String(most - 2 * environment)}`,
      `Size of command buffer we are actually using: ${String(this.#maxChars)}`,
      `Maximum parallelism (--max-procs must be no greater): 2147483647`,
    ];
    for (const row of rows) this.#tool.complain(row);
  }

  *#runReplaced(text: string, place: string): Steps<void> {
    const words = this.#command.map((word, i) =>
      (i === 0 && this.#command.length > 0 ? word : word).split(place).join(text),
    );
    if (this.#size(words) > this.#maxChars) {
      yield* this.#waitAll();
      return this.#tool.die('argument list too long');
    }
    yield* this.#start(words);
  }

  *#runWith(args: readonly string[]): Steps<void> {
    yield* this.#start([...this.#command, ...args]);
  }

  *#start(words: readonly string[]): Steps<void> {
    const tool = this.#tool;
    this.#ran = true;
    const shown = words.map((word) => quoteIfNeeded(word, tool.utf8)).join(' ');
    if (tool.has('interactive')) {
      if (!(yield* this.#agrees(shown))) return;
    } else if (tool.has('verbose')) tool.complain(shown);
    while (this.#slots.filter((pid) => pid !== undefined).length >= this.#maxProcs) yield* this.#waitOne();
    if (this.#stop !== undefined) return;
    let slot = this.#slots.indexOf(undefined);
    if (slot < 0) slot = this.#slots.length;
    const variable = tool.value('process-slot-var');
    const environ =
      variable === undefined
        ? tool.process.environ
        : [...tool.process.environ.filter((entry) => !entry.startsWith(`${variable}=`)), `${variable}=${String(slot)}`];
    const fromFile = tool.has('arg-file');
    const started = startChild(tool, words, {
      environ,
      prepare: ({ sys }) => {
        if (fromFile && !tool.has('open-tty')) return;
        // The command must not read what is meant for xargs.
        const fd = sys.open(tool.has('open-tty') ? '/dev/tty' : '/dev/null', O_RDONLY);
        if (fd.err !== undefined) return;
        sys.dup2(fd.ok, 0);
        if (fd.ok !== 0) sys.close(fd.ok);
      },
      failed: (_, err) => {
        tool.warn(`${quoteIfNeeded(words[0] ?? '', tool.utf8)}: ${strerror(err)}`);
      },
    });
    if (started.err !== undefined) return tool.die(`cannot fork: ${strerror(started.err)}`);
    this.#slots[slot] = started.ok;
    if (this.#maxProcs === 1) yield* this.#waitOne();
  }

  *#agrees(shown: string): Steps<boolean> {
    const tool = this.#tool;
    tool.errors.print(`${shown}?...`);
    yield* tool.errors.flush();
    const fd = tool.sys.open('/dev/tty', O_RDONLY);
    if (fd.err !== undefined) return tool.die(`failed to open /dev/tty for reading: ${strerror(fd.err)}`);
    const { ok } = yield* new Input(tool.process, fd.ok).line();
    tool.sys.close(fd.ok);
    return ok !== undefined && /^[yY]/.test(decodeBytes(ok));
  }

  *#waitAll(): Steps<void> {
    while (this.#slots.some((pid) => pid !== undefined)) yield* this.#waitOne();
  }

  *#waitOne(): Steps<void> {
    const { ok, err } = yield* waitpid(this.#tool.process, -1);
    if (err === 'EINTR') return;
    if (ok === undefined) {
      this.#slots.length = 0;
      return;
    }
    const slot = this.#slots.indexOf(ok.pid);
    if (slot >= 0) this.#slots[slot] = undefined;
    this.#ended(ok);
  }

  #ended(status: ChildStatus): void {
    const tool = this.#tool;
    const name = quoteIfNeeded(this.#command[0] ?? '', tool.utf8);
    if (status.signaled !== undefined) {
      tool.warn(`${name}: terminated by signal ${String(signalNumbers[status.signaled])}`);
      this.#stop ??= 125;
    } else if (status.exited === 255) {
      tool.warn(`${name}: exited with status 255; aborting`);
      this.#stop ??= 124;
    } else if (status.exited === 126 || status.exited === 127) this.#stop ??= status.exited;
    else if (status.exited !== 0) tool.status = 123;
  }
}

/** The items of the input. */
class Items {
  readonly #tool: Tool;
  readonly #input: Input;
  readonly #byLine: boolean;
  readonly #delimiter: number | undefined;
  readonly #end: string | undefined;
  #held = '';
  #ended = false;
  #done = false;

  constructor(tool: Tool, byLine: boolean) {
    this.#tool = tool;
    this.#byLine = byLine;
    const file = tool.value('arg-file');
    let fd = 0;
    if (file !== undefined && file !== '-') {
      const opened = tool.sys.open(file, O_RDONLY);
      if (opened.err !== undefined) tool.die(`Cannot open input file ${tool.quote(file)}: ${strerror(opened.err)}`);
      else {
        fd = opened.ok;
        tool.sys.setCloseOnExec(fd, true);
      }
    }
    this.#input = new Input(tool.process, fd);
    this.#delimiter = this.#delimiterOf();
    const last = tool.lastOf('E', 'eof');
    const end = last === undefined ? undefined : tool.value(last);
    this.#end = end === '' || this.#delimiter !== undefined ? undefined : end;
  }

  #delimiterOf(): number | undefined {
    const tool = this.#tool;
    const last = tool.lastOf('null', 'delimiter');
    if (last === undefined) return undefined;
    const text = last === 'null' ? '\0' : (tool.value('delimiter') ?? '');
    if (byteLength(text) === 1) return text.charCodeAt(0) & 0xff;
    const letters: Readonly<Record<string, number>> = {
      a: 7,
      b: 8,
      f: 12,
      n: 10,
      r: 13,
      t: 9,
      v: 11,
      '\\': 92,
      '0': 0,
    };
    const [, letter = ''] = /^\\([abfnrtv\\0])$/.exec(text) ?? [];
    if (letter !== '') return letters[letter];
    const [, number] = /^\\(x[0-9a-fA-F]+|[0-7]+)$/.exec(text) ?? [];
    if (number !== undefined) {
      const value = number.startsWith('x') ? parseInt(number.slice(1), 16) : parseInt(number, 8);
      if (value <= 255) return value;
      tool.warn(
        `Invalid escape sequence ${text} in input delimiter specification; character values must not exceed ${number.startsWith('x') ? 'ff' : '377'}.`,
      );
      throw new Exit(1);
    }
    if (text.startsWith('\\')) tool.warn(`Invalid escape sequence ${text} in input delimiter specification.`);
    else
      tool.warn(
        `Invalid input delimiter specification ${text}: the delimiter must be either a single character or an escape sequence starting with \\.`,
      );
    throw new Exit(1);
  }

  *next(): Steps<Item | undefined> {
    if (this.#done) return undefined;
    const item = yield* this.#delimiter === undefined ? this.#word() : this.#delimited(this.#delimiter);
    if (item === undefined || (this.#end !== undefined && item.text === this.#end)) {
      this.#done = true;
      return undefined;
    }
    return item;
  }

  /** What was read before is still run. */
  #unmatched(kind: string): void {
    this.#tool.error(`unmatched ${kind} quote; by default quotes are special to xargs unless you use the -0 option`);
  }

  *#delimited(delimiter: number): Steps<Item | undefined> {
    const bytes = yield* this.#read(delimiter);
    if (bytes === undefined) return undefined;
    const whole = bytes.at(-1) === delimiter;
    return { text: decodeBytes(whole ? bytes.subarray(0, -1) : bytes), endsLine: true };
  }

  *#read(delimiter: number): Steps<Uint8Array | undefined> {
    const { ok, err } = yield* this.#input.line(delimiter);
    if (err !== undefined) return this.#tool.die(`read error: ${strerror(err)}`);
    return ok.length === 0 ? undefined : ok;
  }

  *#fill(): Steps<boolean> {
    if (this.#ended) return false;
    const bytes = yield* this.#read(10);
    if (bytes === undefined) {
      this.#ended = true;
      return false;
    }
    this.#held += decodeBytes(bytes);
    return true;
  }

  /** A word, with quotes and backslashes read; or, with -I, a line without the blanks before it. */
  *#word(): Steps<Item | undefined> {
    for (;;) {
      this.#held = this.#byLine ? this.#held.replace(/^[ \t\n]+/, '') : this.#held.replace(/^[ \t\n\v\f\r]+/, '');
      if (this.#held !== '') break;
      if (!(yield* this.#fill())) return undefined;
    }
    let text = '';
    let quote = '';
    let at = 0;
    for (;;) {
      if (at >= this.#held.length) {
        if (!(yield* this.#fill())) break;
        continue;
      }
      const char = this.#held.charAt(at++);
      if (quote === '\\') {
        text += char;
        quote = '';
      } else if (quote !== '') {
        if (char === '\n') {
          const kind = quote === '"' ? 'double' : 'single';
          this.#unmatched(kind);
          return undefined;
        }
        if (char === quote) quote = '';
        else text += char;
      } else if (char === '\\' || char === '"' || char === "'") quote = char;
      else if (char === '\n' || (!this.#byLine && (char === ' ' || char === '\t'))) {
        const rest = this.#held.slice(at);
        this.#held = rest;
        // A blank at the end of a line joins the next line to it.
        return { text, endsLine: char === '\n' };
      } else text += char;
    }
    if (quote === '"' || quote === "'") {
      const kind = quote === '"' ? 'double' : 'single';
      this.#unmatched(kind);
      return undefined;
    }
    this.#held = '';
    return { text, endsLine: true };
  }
}
