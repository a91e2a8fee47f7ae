// sed: edits lines as a script says, as GNU sed 4.9 does. In place it writes a file beside and renames it.
import { strerror } from '../../abi/errno.ts';
import { O_RDONLY } from '../../abi/flags.ts';
import { Input } from '../../kernel/stdio.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';
import { decodeAs, textAs } from '../regex/encoding.ts';
import type { Encoding } from '../regex/character-set.ts';
import { SedInput, SedOutput, SedWriters } from './sed-files.ts';
import { parseSed, type ScriptPart } from './sed-parse.ts';
import { SedRun } from './sed-run.ts';
import { SedError } from './sed-script.ts';

export const sed = defineTool({
  name: 'sed',
  paths: ['/bin/sed'],
  suite: 'sed',
  synopsis: '[OPTION]... {script-only-if-no-other-script} [input-file]...',
  summary: 'Edits lines of text as a script says.',
  options: [
    'n,quiet|print only what the script prints',
    ',silent|likewise',
    'e,expression=SCRIPT|these commands',
    'f,file=FILE|the commands in FILE',
    'Er,regexp-extended|extended regular expressions',
    'i,in-place=?SUFFIX|edit files in place; with SUFFIX keep the old ones',
    'l,line-length=N|where the command l folds lines',
    's,separate|files stand alone',
    'u,unbuffered|write each line at once',
    'z,null-data|lines end in NUL',
    ',follow-symlinks|edit what links point to',
    ',posix|without GNU extensions',
    ',sandbox|without the commands e, r and w',
    ',debug|show the script',
    'b,binary|as without it',
  ],
  wrongUsage:
    'Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n' +
    "Try 'sed --help' for more information.",
  *run(tool) {
    try {
      return yield* edit(tool);
    } catch (error) {
      if (error instanceof SedError) return tool.die(error.message, error.status);
      throw error;
    }
  },
});

function* edit(tool: Tool): Steps<number | undefined> {
  const encoding: Encoding = tool.utf8 ? 'utf8' : 'bytes';
  const operands = [...tool.operands];
  const parts = yield* scriptParts(tool, operands, encoding);
  const posix = tool.has('posix');
  const script = parseSed(parts, {
    extended: tool.has('regexp-extended'),
    posix,
    sandbox: tool.has('sandbox'),
    encoding,
  });
  const newline = tool.has('null-data') ? '\0' : '\n';
  const suffix = tool.value('in-place') ?? '';
  const standard = new SedOutput(tool.out, newline);
  const input = new SedInput(
    tool,
    {
      files: operands.length === 0 ? ['-'] : operands.map((file) => followed(tool, file)),
      separate: tool.has('separate') || tool.has('in-place'),
      inPlace: tool.has('in-place') ? { suffix } : undefined,
      newline,
      encoding,
    },
    standard,
  );
  const writers = new SedWriters(tool, script.files, newline, () => standard);
  const run = new SedRun(tool, script.commands, input, writers, {
    quiet: tool.has('quiet') || tool.has('silent') || script.quiet,
    place: script.place,
    posix,
    unbuffered: tool.has('unbuffered'),
    newline,
    lineLength: lineLength(tool),
  });
  return yield* run.run();
}

/** As atoi(3) reads it. */
function lineLength(tool: Tool): number {
  const text = tool.value('line-length');
  return text === undefined ? 70 : Number(/^\d+/.exec(text)?.[0] ?? 0);
}

function followed(tool: Tool, file: string): string {
  let path = file;
  if (!tool.has('follow-symlinks')) return path;
  for (let depth = 0; depth < 40; depth++) {
    const { ok } = tool.sys.readlink(path);
    if (ok === undefined) break;
    path = ok.startsWith('/') ? ok : path.slice(0, path.lastIndexOf('/') + 1) + ok;
  }
  return path;
}

function* scriptParts(tool: Tool, operands: string[], encoding: Encoding): Steps<readonly ScriptPart[]> {
  const parts: ScriptPart[] = [];
  for (const { name, value = '' } of tool.options) {
    if (name === 'expression') parts.push({ text: textAs(value, encoding), file: undefined });
    if (name === 'file') parts.push({ text: yield* scriptFile(tool, value, encoding), file: value });
  }
  if (parts.length > 0) return parts;
  return [{ text: textAs(operands.shift() ?? tool.usage(), encoding), file: undefined }];
}

function* scriptFile(tool: Tool, file: string, encoding: Encoding): Steps<string> {
  const fd = file === '-' || file === '/dev/stdin' ? { ok: 0, err: undefined } : tool.sys.open(file, O_RDONLY);
  if (fd.err !== undefined) throw new SedError(`couldn't open file ${file}: ${strerror(fd.err)}`, 4);
  const input = new Input(tool.process, fd.ok);
  const bytes = yield* input.rest();
  if (bytes.err !== undefined) throw new SedError(`read error on ${file}: ${strerror(bytes.err)}`, 4);
  tool.close(input);
  return decodeAs(bytes.ok, encoding).replace(/\n$/, '');
}
