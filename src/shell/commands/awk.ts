// awk: runs programs over records of text. Debian's awk is mawk 1.3.4; gensub, and match with an array, are gawk's.
import { strerror } from '../../abi/errno.ts';
import { O_RDONLY } from '../../abi/flags.ts';
import { Input } from '../../kernel/stdio.ts';
import { Exit, defineTool, type Steps, type Tool } from '../coreutils/tool.ts';
import { decodeAs, textAs } from '../regex/encoding.ts';
import { AwkError } from './awk-ast.ts';
import { unescaped } from './awk-lexer.ts';
import { parseAwk } from './awk-parse.ts';
import { AwkRun } from './awk-run.ts';

const usage = `Usage: mawk [Options] [Program] [file ...]

Program:
    the text of a program, or its file behind -f

Options:
    -f program-file  reads the program from a file; may be given more than once
    -F value         sets FS
    -v var=value     gives a variable a value
    -W version       shows the version and ends
    --               ends the options
`;

export const awk = defineTool({
  name: 'awk',
  paths: ['/usr/bin/awk', '/usr/bin/mawk'],
  suite: 'mawk',
  synopsis: '[Options] [Program] [file ...]',
  summary: 'Runs a program over records of text.',
  parse: false,
  trouble: 2,
  *run(tool) {
    try {
      return yield* start(tool);
    } catch (error) {
      if (!(error instanceof AwkError)) throw error;
      return tool.die(error.message);
    }
  },
});

interface Given {
  readonly sources: string[];
  readonly variables: string[];
  separator: string | undefined;
  operands: readonly string[];
}

function* start(tool: Tool): Steps<number> {
  const given = options(tool);
  const operands = [...given.operands];
  const sources: string[] = [];
  for (const file of given.sources) sources.push(yield* sourceOf(tool, file));
  if (given.sources.length === 0) {
    const program = operands.shift();
    if (program === undefined) {
      tool.print(usage);
      throw new Exit(0);
    }
    sources.push(textAs(program, 'bytes'));
  }
  for (const variable of given.variables)
    if (!/^[A-Za-z_]\w*=/.test(variable)) tool.die(`improper assignment: -v ${variable}`);
  const run = new AwkRun(tool, parseAwk(sources.join('\n')), operands);
  if (given.separator !== undefined) run.setVariable('FS', unescaped(textAs(given.separator, 'bytes')));
  for (const variable of given.variables) {
    const at = variable.indexOf('=');
    run.assign(variable.slice(0, at), variable.slice(at + 1));
  }
  return yield* run.run();
}

function options(tool: Tool): Given {
  const given: Given = { sources: [], variables: [], separator: undefined, operands: [] };
  const args = [...tool.operands];
  for (let arg = args[0]; arg !== undefined && /^-./.test(arg); arg = args[0]) {
    args.shift();
    if (arg === '--') break;
    const letter = arg.charAt(1);
    if (!/[fFvW]/.test(letter)) tool.die(`not an option: ${arg}`);
    const value = arg.length > 2 ? arg.slice(2) : (args.shift() ?? tool.die(`option -${letter} lacks argument`));
    if (letter === 'f') given.sources.push(value);
    else if (letter === 'F') given.separator = value;
    else if (letter === 'v') given.variables.push(value);
    else if ('version'.startsWith(value)) version(tool);
    else if ('help'.startsWith(value) || 'usage'.startsWith(value)) {
      tool.print(usage);
      throw new Exit(0);
    } else if (!/^(?:i|interactive|random=.*|sprintf=.*|posix_space|dump|d)$/.test(value))
      tool.warn(`unrecognized option: -W ${value}`);
  }
  given.operands = args;
  return given;
}

function version(tool: Tool): never {
  tool.print('mawk 1.3.4 20200120\n');
  throw new Exit(0);
}

function* sourceOf(tool: Tool, file: string): Steps<string> {
  const fd = file === '-' ? { ok: 0, err: undefined } : tool.sys.open(file, O_RDONLY);
  if (fd.err !== undefined) return tool.die(`cannot open ${file} (${strerror(fd.err)})`);
  const input = new Input(tool.process, fd.ok);
  const bytes = yield* input.rest();
  tool.close(input);
  if (bytes.err !== undefined) return tool.die(`read error (${strerror(bytes.err)})`);
  return decodeAs(bytes.ok, 'bytes');
}
