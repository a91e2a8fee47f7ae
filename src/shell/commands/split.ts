// split: a file in pieces.
import { strerror } from '../../abi/errno.ts';
import { O_CREAT, O_TRUNC, O_WRONLY } from '../../abi/flags.ts';
import { execve, waitpid, write } from '../../kernel/blocking.ts';
import type { Program } from '../../kernel/program.ts';
import { Input } from '../../kernel/stdio.ts';
import { parseSize } from '../coreutils/size.ts';
import { byteText, textBytes } from '../coreutils/byte-text.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';

export const split = defineTool({
  name: 'split',
  synopsis: '[OPTION]... [FILE [PREFIX]]',
  summary: 'Puts pieces of FILE into PREFIXaa, PREFIXab, ...; 1000 lines each, and PREFIX is x.',
  options: [
    'a,suffix-length=N|letters behind the prefix',
    ',additional-suffix=SUFFIX|behind those',
    'b,bytes=SIZE|bytes in a piece',
    'C,line-bytes=SIZE|bytes of whole lines in a piece',
    'd|digits, in place of letters',
    ',numeric-suffixes=?FROM|digits, from FROM on',
    'x|hexadecimal digits',
    ',hex-suffixes=?FROM|hexadecimal digits, from FROM on',
    'e,elide-empty-files|no empty pieces (with -n)',
    ',filter=COMMAND|write to a shell COMMAND; the name is in $FILE',
    'l,lines=NUMBER|lines in a piece',
    'n,number=CHUNKS|that many pieces: N, K/N, l/N, l/K/N, r/N, r/K/N',
    't,separator=SEP|what ends a line, in place of a newline',
    'u,unbuffered|write at once (with -n r/...)',
    ',verbose|say which file is opened',
  ],
  rewrite: (args) => args.map((arg) => (/^-\d+$/.test(arg) ? `-l${arg.slice(1)}` : arg)),
  *run(tool) {
    const plan = planOf(tool);
    const [name = '-', prefix = 'x', extra] = tool.operands;
    if (extra !== undefined) return tool.extraOperand(extra);
    const suffixes = new Suffixes(tool, prefix, plan);
    const input = name === '-' ? { ok: 0, err: undefined } : tool.sys.open(name, 0);
    if (input.err !== undefined) return tool.die(`cannot open ${tool.quote(name)} for reading: ${strerror(input.err)}`);
    const bytes = yield* readAll(tool, input.ok, name);
    const text = byteText(bytes);
    const separator = separatorOf(tool);
    const pieces = piecesOf(text, plan, separator);
    if (plan.only !== undefined) {
      tool.printBytes(pieces[plan.only - 1] ?? '');
      return undefined;
    }
    for (const piece of pieces) {
      if (piece === '' && (plan.kind !== 'chunks' || tool.has('elide-empty-files'))) continue;
      yield* put(tool, suffixes.next(), textBytes(piece));
    }
    return undefined;
  },
});

interface Plan {
  readonly kind: 'lines' | 'bytes' | 'line-bytes' | 'chunks';
  readonly size: number;
  /** Of chunks: by bytes, by whole lines, or line by line in turn. */
  readonly by: 'b' | 'l' | 'r';
  readonly only: number | undefined;
}

function planOf(tool: Tool): Plan {
  const ways = tool.options.filter(({ name }) => ['bytes', 'lines', 'line-bytes', 'number'].includes(name));
  if (ways.length > 1) return tool.usage('cannot split in more than one way');
  const [way] = ways;
  const text = way?.value ?? '1000';
  if (way?.name === 'number') return chunksOf(tool, text);
  const kind = way?.name === 'bytes' ? 'bytes' : way?.name === 'line-bytes' ? 'line-bytes' : 'lines';
  const size = /^\d/.test(text) ? parseSize(text, kind === 'lines' ? '' : 'b') : undefined;
  if (size === undefined || size === 0)
    return tool.die(
      `invalid number of ${kind === 'lines' ? 'lines' : 'bytes'}: ${tool.word(text)}${size === 0 ? ': Numerical result out of range' : ''}`,
    );
  return { kind, size, by: 'b', only: undefined };
}

function chunksOf(tool: Tool, text: string): Plan {
  const match = /^(?:([lr])\/)?(?:(\d+)\/)?(.*)$/s.exec(text);
  const [, by = 'b', only, total = ''] = match ?? [];
  if (!/^\d+$/.test(total) || Number(total) === 0)
    return tool.die(
      `invalid number of chunks: ${tool.word(total)}${/^0+$/.test(total) ? ': Numerical result out of range' : ''}`,
    );
  if (only !== undefined && (Number(only) === 0 || Number(only) > Number(total)))
    return tool.die(`invalid chunk number: ${tool.word(only)}: Numerical result out of range`);
  return {
    kind: 'chunks',
    size: Number(total),
    by: by as Plan['by'],
    only: only === undefined ? undefined : Number(only),
  };
}

function separatorOf(tool: Tool): string {
  const text = tool.value('separator');
  if (text === undefined) return '\n';
  if (text === '') return tool.usage('empty record separator');
  if (text === '\\0') return '\0';
  return text.length === 1 ? text : tool.usage(`multi-character separator ${tool.word(text)}`);
}

function linesOf(text: string, separator: string): string[] {
  const lines: string[] = [];
  let from = 0;
  for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
    lines.push(text.slice(from, at + 1));
    from = at + 1;
  }
  if (from < text.length) lines.push(text.slice(from));
  return lines;
}

function piecesOf(text: string, plan: Plan, separator: string): string[] {
  const { kind, size } = plan;
  const pieces: string[] = [];
  if (kind === 'bytes') {
    for (let at = 0; at < text.length; at += size) pieces.push(text.slice(at, at + size));
  } else if (kind === 'lines') {
    const lines = linesOf(text, separator);
    for (let at = 0; at < lines.length; at += size) pieces.push(lines.slice(at, at + size).join(''));
  } else if (kind === 'line-bytes') {
    let piece = '';
    for (const line of linesOf(text, separator)) {
      if (piece !== '' && piece.length + line.length > size) {
        pieces.push(piece);
        piece = '';
      }
      let rest = line;
      for (; rest.length > size; rest = rest.slice(size)) pieces.push(rest.slice(0, size));
      piece += rest;
      if (piece.length === size) {
        pieces.push(piece);
        piece = '';
      }
    }
    if (piece !== '') pieces.push(piece);
  } else return chunks(text, plan, separator);
  return pieces;
}

function chunks(text: string, { size, by }: Plan, separator: string): string[] {
  const pieces = new Array<string>(size).fill('');
  if (by === 'r') {
    linesOf(text, separator).forEach((line, i) => (pieces[i % size] = (pieces[i % size] ?? '') + line));
    return pieces;
  }
  const part = Math.floor(text.length / size);
  if (by === 'b') return pieces.map((_, i) => text.slice(i * part, i === size - 1 ? undefined : (i + 1) * part));
  // A line belongs to the chunk in which it begins.
  let at = 0;
  for (const line of linesOf(text, separator)) {
    const index = part === 0 ? Math.min(size - 1, at) : Math.min(size - 1, Math.floor(at / part));
    pieces[index] = (pieces[index] ?? '') + line;
    at += line.length;
  }
  return pieces;
}

class Suffixes {
  readonly #tool: Tool;
  readonly #prefix: string;
  readonly #digits: string;
  readonly #additional: string;
  /** Longer names follow when those of this length are used up, unless a length was given. */
  readonly #grows: boolean;
  #length: number;
  #index: number;
  #head = '';

  constructor(tool: Tool, prefix: string, plan: Plan) {
    this.#tool = tool;
    this.#prefix = prefix;
    const style = tool.lastOf('d', 'numeric-suffixes', 'x', 'hex-suffixes');
    this.#digits =
      style === undefined
        ? 'abcdefghijklmnopqrstuvwxyz'
        : style === 'x' || style === 'hex-suffixes'
          ? '0123456789abcdef'
          : '0123456789';
    const from = style === undefined ? undefined : tool.value(style);
    if (from !== undefined && !/^[0-9a-f]+$/.test(from))
      tool.usage(`${from}: invalid start value for ${style === 'hex-suffixes' ? 'hexadecimal' : 'numerical'} suffix`);
    const length = tool.value('suffix-length');
    if (length !== undefined && !/^\s*\+?\d+$/.test(length)) tool.die(`invalid suffix length: ${tool.word(length)}`);
    this.#additional = tool.value('additional-suffix') ?? '';
    if (this.#additional.includes('/'))
      tool.usage(`invalid suffix ${tool.quote(this.#additional)}, contains directory separator`);
    const given = Number(length ?? 0);
    this.#grows = given === 0 && from === undefined && plan.kind !== 'chunks';
    const base = this.#digits.length;
    let needed = 2;
    if (plan.kind === 'chunks')
      needed = Math.max(2, Math.ceil(Math.log(plan.size + Number(from ?? 0)) / Math.log(base) - 1e-9));
    if (plan.kind === 'chunks' && given !== 0 && base ** given < plan.size)
      tool.die(
        `the suffix length needs to be at least ${String(Math.ceil(Math.log(plan.size) / Math.log(base) - 1e-9))}`,
      );
    this.#length = given === 0 ? Math.max(needed, from?.length ?? 0) : given;
    this.#index = from === undefined ? 0 : parseInt(from, base === 16 ? 16 : 10);
  }

  next(): string {
    const base = this.#digits.length;
    const last = this.#digits.charAt(base - 1);
    // In names that grow, the last digit first means that a longer name follows: xyz, xzaaa.
    const room = this.#grows ? base ** this.#length - base ** (this.#length - 1) : base ** this.#length;
    if (this.#index >= room) {
      if (!this.#grows) return this.#tool.die('output file suffixes exhausted');
      this.#head += last;
      this.#length++;
      this.#index = 0;
    }
    let suffix = '';
    let rest = this.#index++;
    for (let i = 0; i < this.#length; i++) {
      suffix = this.#digits.charAt(rest % base) + suffix;
      rest = Math.floor(rest / base);
    }
    return this.#prefix + this.#head + suffix + this.#additional;
  }
}

function* readAll(tool: Tool, fd: number, name: string): Steps<Uint8Array> {
  const { ok, err } = yield* new Input(tool.process, fd).rest();
  if (err !== undefined) return tool.die(`${tool.file(name)}: ${strerror(err)}`);
  return ok;
}

function* put(tool: Tool, name: string, bytes: Uint8Array): Steps<void> {
  const filter = tool.value('filter');
  if (filter !== undefined) {
    if (tool.has('verbose')) tool.print(`executing with FILE=${tool.quote(name)}\n`);
    yield* tool.settle();
    yield* pipeTo(tool, filter, name, bytes);
    return;
  }
  if (tool.has('verbose')) tool.print(`creating file ${tool.quote(name)}\n`);
  const fd = tool.sys.open(name, O_WRONLY | O_CREAT | O_TRUNC, 0o666);
  if (fd.err !== undefined) tool.die(`${tool.file(name)}: ${strerror(fd.err)}`);
  else {
    const { err } = yield* write(tool.process, fd.ok, bytes);
    if (err !== undefined) tool.die(`${tool.file(name)}: ${strerror(err)}`);
    tool.sys.close(fd.ok);
  }
  yield* tool.settle();
  yield { wait: 'turn' };
}

function* pipeTo(tool: Tool, command: string, name: string, bytes: Uint8Array): Steps<void> {
  const { sys, process } = tool;
  const pipe = sys.pipe();
  if (pipe.err !== undefined) return tool.die(`failed to create pipe: ${strerror(pipe.err)}`);
  const [readEnd, writeEnd] = pipe.ok;
  const shell = tool.variable('SHELL') ?? '/bin/sh';
  const environ = [...process.environ.filter((entry) => !entry.startsWith('FILE=')), `FILE=${name}`];
  const child: Program = function* (own) {
    own.sys.dup2(readEnd, 0);
    own.sys.close(readEnd);
    own.sys.close(writeEnd);
    yield* execve(own, shell, [shell.slice(shell.lastIndexOf('/') + 1), '-c', command], environ);
    return 1;
  };
  const pid = sys.fork(child);
  sys.close(readEnd);
  if (pid.err !== undefined) return tool.die(`fork system call failed: ${strerror(pid.err)}`);
  sys.sigaction('SIGPIPE', 'ignore');
  yield* write(process, writeEnd, bytes);
  sys.close(writeEnd);
  const ended = yield* waitpid(process, pid.ok);
  if (ended.ok?.exited !== undefined && ended.ok.exited !== 0)
    tool.die(`with FILE=${tool.file(name)}, exit ${String(ended.ok.exited)} from command: ${command}`);
}
