// head: the first lines or bytes of files, or all but the last. What it did not need it leaves to be read, where one can seek.
import { read } from '../../kernel/blocking.ts';
import { O_RDONLY } from '../../abi/flags.ts';
import { strerror } from '../../abi/errno.ts';
import type { Result } from '../../kernel/program.ts';
import { countOf, endOfLines, delimitersIn, KeptPieces, type Unit } from '../coreutils/kept-pieces.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';

const pieceSize = 65536;

export const head = defineTool({
  name: 'head',
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Prints the first 10 lines of each FILE. Before more than one of them stands its name.',
  options: [
    'c,bytes=[-]NUM|the first NUM bytes; with a minus all but the last NUM',
    'n,lines=[-]NUM|the first NUM lines; with a minus all but the last NUM',
    'q,quiet|no names',
    ',silent|no names',
    'v,verbose|names always',
    'z,zero-terminated|lines end with NUL',
  ],
  rewrite: oldSpelling,
  *run(tool) {
    const unit = tool.lastOf('bytes', 'lines') === 'bytes' ? 'bytes' : 'lines';
    const given = tool.value(unit) ?? '10';
    const part = {
      unit,
      butLast: given.startsWith('-'),
      count: countOf(tool, given.replace(/^[-+]/, ''), unit),
      delimiter: tool.has('zero-terminated') ? 0 : 10,
    } as const;
    const files = tool.operands.length === 0 ? ['-'] : tool.operands;
    const how = tool.lastOf('quiet', 'silent', 'verbose');
    const named = how === 'verbose' || (how === undefined && files.length > 1);
    let first = true;
    for (const name of files) {
      const opened: Result<number> = name === '-' ? { ok: 0 } : tool.sys.open(name, O_RDONLY);
      if (opened.err !== undefined) {
        tool.error(`cannot open ${tool.quote(name)} for reading: ${strerror(opened.err)}`);
        continue;
      }
      if (named) tool.print(`${first ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n`);
      first = false;
      yield* printPart(tool, name, opened.ok, part);
      if (opened.ok !== 0) tool.sys.close(opened.ok);
    }
    return undefined;
  },
});

/** `-5`, `-5c`, `-5qz`: as the first argument only. */
function oldSpelling(args: readonly string[], tool: Tool): readonly string[] {
  const [, digits = '', letters = ''] = /^-(\d+)(.*)$/.exec(args[0] ?? '') ?? [];
  if (digits === '') {
    const isValue = (i: number): boolean => /^(-[a-z]*[nc]|--lines|--bytes)$/.test(args[i - 1] ?? '');
    const wrong = args.map((arg, i) => (isValue(i) ? undefined : /^-(\d)/.exec(arg)?.[1])).find(Boolean);
    return wrong === undefined ? args : tool.usage(`invalid trailing option -- ${wrong}`);
  }
  const words: string[] = [];
  let [unit, multiplier] = ['-n', ''];
  for (const letter of letters) {
    if (letter === 'c') [unit, multiplier] = ['-c', ''];
    else if ('bkm'.includes(letter)) [unit, multiplier] = ['-c', letter];
    else if (letter === 'l') [unit, multiplier] = ['-n', ''];
    else if ('qvz'.includes(letter)) words.push(`-${letter}`);
    else tool.usage(`invalid trailing option -- ${letter}`);
  }
  return [unit, digits + multiplier, ...words, ...args.slice(1)];
}

interface Part {
  readonly unit: Unit;
  readonly count: number;
  readonly butLast: boolean;
  readonly delimiter: number;
}

function* printPart(tool: Tool, name: string, fd: number, part: Part): Steps<void> {
  const kept = part.butLast ? new KeptPieces(tool, part.unit, part.count, part.delimiter) : undefined;
  let left = part.count;
  while (kept !== undefined || left > 0) {
    const size = kept === undefined && part.unit === 'bytes' ? Math.min(left, pieceSize) : pieceSize;
    const { ok: bytes, err } = yield* read(tool.process, fd, size);
    if (err !== undefined) {
      tool.error(`error reading ${tool.quote(name === '-' ? 'standard input' : name)}: ${strerror(err)}`);
      return;
    }
    if (bytes.length === 0) break;
    if (kept !== undefined) for (const piece of kept.push(bytes)) tool.out.write(piece);
    else if (part.unit === 'bytes') {
      tool.out.write(bytes);
      left -= bytes.length;
    } else {
      const end = endOfLines(bytes, left, part.delimiter);
      tool.out.write(bytes.subarray(0, end));
      left = end === undefined ? left - delimitersIn(bytes, part.delimiter) : 0;
      if (end !== undefined) giveBack(tool, fd, bytes.length - end);
    }
    yield* tool.settle();
  }
  if (kept === undefined) return;
  const { before, last } = kept.end();
  tool.out.write(before);
  giveBack(tool, fd, last.length);
  yield* tool.settle();
}

/** Of a pipe that cannot be: what was read of it is gone, as with any head. */
function giveBack(tool: Tool, fd: number, length: number): void {
  if (length > 0) tool.sys.lseek(fd, -length, 'SEEK_CUR');
}
