// head: the first lines or bytes of files, or all but the last.
import { strerror } from '../../abi/errno.ts';
import { O_RDONLY } from '../../abi/flags.ts';
import { Input } from '../../kernel/stdio.ts';
import { suffixMultiplier } from '../coreutils/size.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';

export const head = defineTool({
  name: 'head',
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Prints the first 10 lines of each FILE.',
  options: [
    'c,bytes=[-]NUMBER|that many bytes; -NUMBER: all but the last so many',
    'n,lines=[-]NUMBER|that many lines; -NUMBER: all but the last so many',
    'q,quiet|no headers',
    ',silent|no headers',
    'v,verbose|always headers',
    'z,zero-terminated|lines end with NUL',
  ],
  rewrite: (args) => args.flatMap((arg, i) => (i === 0 ? oldOption(arg) : [arg])),
  *run(tool) {
    const last = tool.lastOf('bytes', 'lines');
    const bytes = last === 'bytes';
    const text = (last === undefined ? undefined : tool.value(last)) ?? '10';
    const count = countOf(tool, text.replace(/^-/, ''), bytes);
    const butLast = text.startsWith('-');
    const files = tool.operands.length === 0 ? ['-'] : tool.operands;
    const styles = tool.lastOf('quiet', 'silent', 'verbose');
    const headers = styles === 'verbose' || (styles === undefined && files.length > 1);
    const delimiter = tool.has('zero-terminated') ? 0 : 10;
    let first = true;
    for (const name of files) {
      const opened = name === '-' ? { ok: 0, err: undefined } : tool.sys.open(name, O_RDONLY);
      if (opened.err !== undefined) {
        tool.error(`cannot open ${tool.quote(name)} for reading: ${strerror(opened.err)}`);
        continue;
      }
      if (headers) tool.print(`${first ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n`);
      first = false;
      const input = new Input(tool.process, opened.ok);
      const shown = name === '-' ? 'standard input' : tool.file(name);
      if (butLast) yield* allButLast(tool, input, shown, count, bytes, delimiter);
      else yield* firstOnes(tool, input, shown, count, bytes, delimiter);
      tool.close(input);
    }
    return undefined;
  },
});

/** `-5`, `-5c`, `-2k`, `-3qv`: as it was once written. */
function oldOption(arg: string): string[] {
  const match = /^-(\d+)([bkm]?)([clqvz]*)$/.exec(arg);
  if (match === null) return [arg];
  const [, digits = '', unit = '', letters = ''] = match;
  const bytes = letters.includes('c') || unit !== '';
  return [
    `-${bytes ? 'c' : 'n'}`,
    digits + unit,
    ...[...letters].filter((letter) => /[qvz]/.test(letter)).map((letter) => `-${letter}`),
  ];
}

function countOf(tool: Tool, text: string, bytes: boolean): number {
  const [, digits, suffix = ''] = /^\s*\+?(\d+)(\w*)$/.exec(text) ?? [];
  const factor = digits === undefined ? undefined : suffixMultiplier(suffix, 'b');
  if (factor === undefined) return tool.die(`invalid number of ${bytes ? 'bytes' : 'lines'}: ${tool.word(text)}`);
  return Number(digits) * factor;
}

function* pieceOf(tool: Tool, input: Input, name: string): Steps<Uint8Array | undefined> {
  const { ok, err } = yield* input.piece();
  if (err !== undefined) tool.error(`error reading ${name.startsWith("'") ? name : `'${name}'`}: ${strerror(err)}`);
  return ok === undefined || ok.length === 0 ? undefined : ok;
}

/** Where the `count`th line of a piece ends, and how many lines are left to find. */
function endOfLines(piece: Uint8Array, count: number, delimiter: number): readonly [end: number, left: number] {
  let left = count;
  let at = -1;
  while (left > 0) {
    at = piece.indexOf(delimiter, at + 1);
    if (at < 0) return [piece.length, left];
    left--;
  }
  return [at + 1, 0];
}

function* firstOnes(
  tool: Tool,
  input: Input,
  name: string,
  count: number,
  bytes: boolean,
  delimiter: number,
): Steps<void> {
  let left = count;
  while (left > 0) {
    const piece = yield* pieceOf(tool, input, name);
    if (piece === undefined) return;
    const [end, rest] = bytes
      ? [Math.min(left, piece.length), Math.max(0, left - piece.length)]
      : endOfLines(piece, left, delimiter);
    left = rest;
    tool.out.write(piece.subarray(0, end));
    // What was read too far goes back, for whoever reads the file next.
    if (end < piece.length) tool.sys.lseek(input.fd, end - piece.length, 'SEEK_CUR');
    yield* tool.settle();
  }
}

/** Holds back as much as may be the end. */
function* allButLast(
  tool: Tool,
  input: Input,
  name: string,
  count: number,
  bytes: boolean,
  delimiter: number,
): Steps<void> {
  const { ok, err } = yield* input.rest();
  if (err !== undefined) {
    tool.error(`error reading ${name.startsWith("'") ? name : `'${name}'`}: ${strerror(err)}`);
    return;
  }
  let end = ok.length;
  if (bytes) end = Math.max(0, end - count);
  else {
    let left = count;
    // A last line without its newline counts as one.
    if (left > 0 && end > 0 && ok[end - 1] === delimiter) end--;
    for (; left > 0 && end > 0; left--) end = ok.lastIndexOf(delimiter, end - 1) + (left === 1 ? 1 : 0);
    if (left > 0 || end < 0) end = 0;
  }
  tool.out.write(ok.subarray(0, end));
  yield* tool.settle();
}
