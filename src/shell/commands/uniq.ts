// uniq: neighbouring lines that are alike become one, are counted, or are shown together.
import { O_CREAT, O_TRUNC, O_WRONLY } from '../../abi/flags.ts';
import { chosenWord } from '../coreutils/argument.ts';
import { LineReader } from '../coreutils/line-reader.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';
import { isSpace } from '../coreutils/byte-text.ts';

type Grouping = 'none' | 'prepend' | 'append' | 'separate' | 'both';

export const uniq = defineTool({
  name: 'uniq',
  synopsis: '[OPTION]... [INPUT [OUTPUT]]',
  summary: 'Prints each of a run of like lines once.',
  options: [
    'c,count|how many lines were alike, before each',
    'd,repeated|only lines that were repeated, each once',
    'D|all lines that were repeated',
    ',all-repeated=?METHOD|likewise, with empty lines between: none, prepend, separate',
    'f,skip-fields=N|do not compare the first N fields',
    ',group=?METHOD|all lines, with empty lines between: separate, prepend, append, both',
    'i,ignore-case|upper and lower case alike',
    's,skip-chars=N|do not compare the first N characters',
    'u,unique|only lines that were not repeated',
    'w,check-chars=N|compare no more than N characters',
    'z,zero-terminated|lines end with NUL',
  ],
  rewrite: (args) =>
    args.map((arg) => (/^-\d+$/.test(arg) ? `-f${arg.slice(1)}` : /^\+\d+$/.test(arg) ? `-s${arg.slice(1)}` : arg)),
  *run(tool) {
    const [input = '-', output, extra] = tool.operands;
    if (extra !== undefined) return tool.extraOperand(extra);
    const grouping = groupingOf(tool);
    const repeated = repeatedOf(tool);
    if (tool.has('count') && repeated !== undefined)
      return tool.usage('printing all duplicated lines and repeat counts is meaningless');
    const keyOf = keyFunction(tool);
    const end = tool.has('zero-terminated') ? '\0' : '\n';
    const source = tool.open(input);
    if (source === undefined) return undefined;
    if (output !== undefined && output !== '-') {
      const fd = tool.sys.open(output, O_WRONLY | O_CREAT | O_TRUNC, 0o666);
      if (fd.err !== undefined) return tool.die(`${tool.file(output)}: ${tool.reason(fd.err)}`);
      tool.sys.dup2(fd.ok, 1);
      tool.sys.close(fd.ok);
    }
    const reader = new LineReader(tool, source, input, end, `error reading ${tool.quote(input)}`);
    const printer = new GroupPrinter(tool, end, grouping, repeated);
    let run: string[] = [];
    let key: string | undefined;
    for (;;) {
      const lines = yield* reader.lines();
      if (lines === undefined) break;
      for (const line of lines) {
        const next = keyOf(line);
        if (next !== key && run.length > 0) {
          printer.print(run);
          run = [];
        }
        key = next;
        run.push(line);
      }
      yield* tool.settle();
    }
    if (run.length > 0) printer.print(run);
    return undefined;
  },
});

class GroupPrinter {
  readonly #tool: Tool;
  readonly #end: string;
  readonly #grouping: Grouping | undefined;
  readonly #repeated: Grouping | undefined;
  #first = true;

  constructor(tool: Tool, end: string, grouping: Grouping | undefined, repeated: Grouping | undefined) {
    this.#tool = tool;
    this.#end = end;
    this.#grouping = grouping;
    this.#repeated = repeated;
  }

  print(run: readonly string[]): void {
    const tool = this.#tool;
    const end = this.#end;
    const method = this.#grouping ?? this.#repeated;
    if (method === undefined) {
      const isShown = run.length > 1 ? !tool.has('unique') : !tool.has('repeated');
      if (isShown)
        tool.printBytes(`${tool.has('count') ? `${String(run.length).padStart(7)} ` : ''}${run[0] ?? ''}${end}`);
      return;
    }
    if (this.#grouping === undefined && (run.length === 1 || tool.has('unique'))) return;
    if (method === 'prepend' || (this.#first ? method === 'both' : method === 'separate')) tool.printBytes(end);
    tool.printBytes(run.map((line) => line + end).join(''));
    if (method === 'append' || method === 'both') tool.printBytes(end);
    this.#first = false;
  }
}

function groupingOf(tool: Tool): Grouping | undefined {
  if (!tool.has('group')) return undefined;
  const word = tool.value('group');
  const method =
    word === undefined
      ? 'separate'
      : chosenWord<Grouping>(tool, '--group', word, [['prepend'], ['append'], ['separate'], ['both']]);
  if (['count', 'repeated', 'D', 'all-repeated', 'unique'].some((name) => tool.has(name)))
    tool.usage('--group is mutually exclusive with -c/-d/-D/-u');
  return method;
}

function repeatedOf(tool: Tool): Grouping | undefined {
  let method: Grouping | undefined;
  for (const { name, value } of tool.options) {
    if (name === 'D') method = 'none';
    if (name === 'all-repeated')
      method =
        value === undefined
          ? 'none'
          : chosenWord<Grouping>(tool, '--all-repeated', value, [['none'], ['prepend'], ['separate']]);
  }
  return method;
}

/** What of a line is compared. */
function keyFunction(tool: Tool): (line: string) => string {
  const size = (name: string, what: string): number | undefined => {
    const text = tool.value(name);
    if (text === undefined) return undefined;
    if (!/^\s*\+?\d+$/.test(text)) return tool.die(`${text}: invalid number of ${what}`);
    return Number(text);
  };
  const fields = size('skip-fields', 'fields to skip') ?? 0;
  const skipped = size('skip-chars', 'bytes to skip') ?? 0;
  const most = size('check-chars', 'bytes to compare') ?? Infinity;
  const folds = tool.has('ignore-case');
  return (line) => {
    let at = 0;
    for (let i = 0; i < fields && at < line.length; i++) {
      while (at < line.length && isSpace(line.charAt(at))) at++;
      while (at < line.length && !isSpace(line.charAt(at))) at++;
    }
    at = Math.min(line.length, at + skipped);
    const key = at === 0 && most === Infinity ? line : line.slice(at, at + most);
    return folds ? key.replace(/[a-z]+/g, (letters) => letters.toUpperCase()) : key;
  };
}
