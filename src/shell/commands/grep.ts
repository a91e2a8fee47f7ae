// grep: lines that match a pattern, as GNU grep 3.8 finds and prints them.
import { decodeBytes, encodeBytes } from '../../abi/bytes.ts';
import { strerror, type Errno } from '../../abi/errno.ts';
import { O_RDONLY } from '../../abi/flags.ts';
import { fileType } from '../../abi/mode.ts';
import type { Stat } from '../../abi/stat.ts';
import { execve } from '../../kernel/blocking.ts';
import { Input } from '../../kernel/stdio.ts';
import type { Command } from '../command.ts';
import { defineTool, Exit, type Steps, type Tool } from '../coreutils/tool.ts';
import type { Encoding } from '../regex/character-set.ts';
import { textAs } from '../regex/encoding.ts';
import { RegexError } from '../regex/regex.ts';
import { fileRules, grepFiles, type GrepFile } from './grep-files.ts';
import { GrepLines, GrepPrinter, type GrepPlan } from './grep-lines.ts';
import { patternsOf, type PatternKind, type Patterns } from './grep-patterns.ts';

export const grep = defineTool({
  name: 'grep',
  paths: ['/bin/grep'],
  suite: 'grep',
  synopsis: '[OPTION]... PATTERNS [FILE]...',
  summary: 'Prints the lines of each FILE that match a pattern.',
  options: [
    'E,extended-regexp|extended patterns',
    'F,fixed-strings|plain text',
    'G,basic-regexp|basic patterns, as without it',
    'P,perl-regexp|patterns of Perl',
    'e,regexp=PATTERNS|these patterns, one a line',
    'f,file=FILE|the patterns in FILE',
    'iy,ignore-case|upper and lower case alike',
    ',no-ignore-case|not so',
    'w,word-regexp|whole words',
    'x,line-regexp|whole lines',
    'z,null-data|lines end in NUL',
    's,no-messages|say nothing of files that cannot be read',
    'v,invert-match|lines that do not match',
    'V,version|show the version',
    'm,max-count=NUM|stop after so many lines',
    'b,byte-offset|with the offset of the line',
    'n,line-number|with numbers',
    ',line-buffered|write each line at once',
    'H,with-filename|with the name of the file',
    'h,no-filename|without it',
    ',label=LABEL|the name of standard input',
    'o,only-matching|only what matches',
    'q,quiet|print nothing',
    ',silent|likewise',
    ',binary-files=TYPE|files that are no text: binary, text or without-match',
    'a,text|all files are text',
    'I|files that are no text do not match',
    'd,directories=ACTION|read, skip or recurse into directories',
    'D,devices=ACTION|read or skip devices',
    'r,recursive|what is in directories, too',
    'R,dereference-recursive|likewise, and behind symbolic links',
    ',include=GLOB|only files of such names',
    ',exclude=GLOB|no files of such names',
    ',exclude-from=FILE|no files that patterns in FILE name',
    ',exclude-dir=GLOB|no directories of such names',
    'L,files-without-match|names of files that do not match',
    'l,files-with-matches|names of files that match',
    'c,count|how many lines',
    'T,initial-tab|a tab before the line',
    'Z,null|NUL after names',
    'B,before-context=NUM|so many lines before each',
    'A,after-context=NUM|so many lines after each',
    'C,context=NUM|both',
    ',group-separator=SEP|between groups of lines',
    ',no-group-separator|nothing between them',
    ',color=?WHEN|colours: always, never or auto',
    ',colour=?WHEN|likewise',
    'U,binary|carriage returns stay',
  ],
  trouble: 2,
  wrongUsage: "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.",
  rewrite: (args) => args.map(contextNumber),
  *run(tool) {
    const plan = yield* planOf(tool);
    const printer = new GrepPrinter(tool, plan.lines);
    const failed = (path: string, err: Errno): void => {
      tool.status = 2;
      if (!tool.has('no-messages')) say(tool, `${path}: ${strerror(err)}`);
    };
    const output = outputOf(tool, plan.lines);
    let any = false;
    for (const file of grepFiles(tool, plan.operands, plan.rules, failed)) {
      const name =
        plan.named === 'always' || (plan.named === 'below' && file.isBelow) ? labelOf(tool, file) : undefined;
      const selected = yield* search(tool, printer, { file, name, failed, output, skipsDirectories: plan.skips });
      if (selected) any = true;
      if (selected && plan.lines.quiet) return 0;
      yield* tool.settle();
      yield { wait: 'turn' };
    }
    return tool.status === 2 ? 2 : any ? 0 : 1;
  },
});

/** What was printed before stands before the message, wherever both go. */
function say(tool: Tool, text: string): void {
  tool.out.push();
  tool.warn(text);
}

export const egrep = likeGrep('egrep', '-E');
export const fgrep = likeGrep('fgrep', '-F');

/** A script on Debian: it runs grep with an option in front. */
function likeGrep(name: string, option: string): Command {
  return {
    name,
    paths: [`/bin/${name}`],
    *program(process) {
      const failed = yield* execve(process, '/bin/grep', ['grep', option, ...process.argv.slice(1)], process.environ);
      process.sys.write(2, encodeBytes(`/bin/${name}: 3: exec: grep: ${strerror(failed.err ?? 'ENOENT')}\n`));
      return 127;
    },
  };
}

/** `-5`, `-n5`: the number of lines of context. */
function contextNumber(arg: string): string {
  const found = /^-([^-\dABCDdefm]*)(\d+)([^-\dABCDdefm]*)$/.exec(arg);
  if (found === null) return arg;
  const [, before = '', number = '', after = ''] = found;
  return `-${before}${after}C${number}`;
}

interface GrepRun {
  readonly lines: GrepPlan;
  readonly operands: readonly string[];
  readonly rules: ReturnType<typeof fileRules>;
  readonly named: 'always' | 'below' | 'never';
  readonly skips: boolean;
}

function* planOf(tool: Tool): Steps<GrepRun> {
  const encoding: Encoding = tool.utf8 ? 'utf8' : 'bytes';
  // Values are looked at before anything else is.
  const most = countOf(tool.value('max-count'), Infinity, () => tool.die('invalid max count'));
  const wide = (name: string): number =>
    countOf(tool.value(name) ?? tool.value('context'), 0, (text) =>
      tool.die(`${text}: invalid context length argument`),
    );
  const [before, after] = [wide('before-context'), wide('after-context')];
  const directories = directoriesOf(tool);
  const binary = binaryOf(tool);
  const colours = coloursOf(tool);
  const operands = [...tool.operands];
  const patterns = yield* givenPatterns(tool, operands, encoding);
  const recursive = directories === 'recurse';
  if (operands.length === 0) operands.push(recursive ? '' : '-');
  const onlyNames = tool.has('files-with-matches') || tool.has('files-without-match');
  const excludedFrom = yield* linesOf(tool, 'exclude-from');
  const shown = tool.lastOf('with-filename', 'no-filename');
  const lines: GrepPlan = {
    patterns,
    encoding,
    invert: tool.has('invert-match'),
    onlyMatching: tool.has('only-matching'),
    quiet: tool.has('quiet') || tool.has('silent'),
    list: !onlyNames
      ? undefined
      : tool.lastOf('files-with-matches', 'files-without-match') === 'files-with-matches'
        ? 'matching'
        : 'others',
    count: tool.has('count') && !onlyNames,
    most,
    before,
    after,
    separator:
      tool.lastOf('group-separator', 'no-group-separator') === 'no-group-separator'
        ? undefined
        : (tool.value('group-separator') ?? '--'),
    lineNumbers: tool.has('line-number'),
    byteOffsets: tool.has('byte-offset'),
    alignTab: tool.has('initial-tab'),
    nullAfterName: tool.has('null'),
    delimiter: tool.has('null-data') ? 0 : 10,
    binary,
    colours,
  };
  const named =
    shown === 'no-filename' ? 'never' : shown === 'with-filename' || operands.length > 1 ? 'always' : 'below';
  return { lines, operands, rules: fileRules(tool, excludedFrom, recursive), named, skips: directories === 'skip' };
}

function countOf(text: string | undefined, otherwise: number, wrong: (text: string) => never): number {
  if (text === undefined) return otherwise;
  if (!/^-?\d+$/.test(text)) return wrong(text);
  const number = Number(text);
  // A negative count is none at all.
  return number < 0 ? (otherwise === Infinity ? Infinity : wrong(text)) : number;
}

function directoriesOf(tool: Tool): string {
  const last = tool.lastOf('directories', 'recursive', 'dereference-recursive');
  if (last !== 'directories') return last === undefined ? 'read' : 'recurse';
  const text = tool.value('directories') ?? '';
  const found = ['read', 'recurse', 'skip'].filter((word) => word.startsWith(text));
  if (found.length === 1) return found[0] ?? '';
  tool.warn(
    `${found.length === 0 ? 'invalid' : 'ambiguous'} argument ${tool.word(text)} for ${tool.word('--directories')}`,
  );
  tool.complain('Valid arguments are:');
  for (const word of ['read', 'recurse', 'skip']) tool.complain(`  - ${tool.word(word)}`);
  tool.complain(`Usage: ${tool.name} [OPTION]... PATTERNS [FILE]...`);
  tool.complain(`Try '${tool.name} --help' for more information.`);
  throw new Exit(1);
}

function binaryOf(tool: Tool): GrepPlan['binary'] {
  const last = tool.lastOf('binary-files', 'text', 'I', 'null-data');
  if (last === 'text') return 'text';
  if (last === 'I') return 'without-match';
  const text = tool.value('binary-files') ?? 'binary';
  if (text === 'binary' || text === 'text' || text === 'without-match') return text;
  return tool.die('unknown binary-files type');
}

function coloursOf(tool: Tool): ReadonlyMap<string, string> | undefined {
  const given = tool.options.findLast(({ name }) => name === 'color' || name === 'colour');
  if (given === undefined) return undefined;
  const when = given.value ?? 'auto';
  if (['never', 'no', 'none'].includes(when)) return undefined;
  if (['auto', 'tty', 'if-tty'].includes(when)) {
    const term = tool.variable('TERM');
    if (!tool.sys.isatty(1) || term === undefined || term === 'dumb') return undefined;
  } else if (!['always', 'yes', 'force'].includes(when)) return tool.usage();
  const colours = new Map(
    Object.entries({ ms: '01;31', mc: '01;31', sl: '', cx: '', fn: '35', ln: '32', bn: '32', se: '36' }),
  );
  for (const part of (tool.variable('GREP_COLORS') ?? '').split(':')) {
    const [name = '', value] = part.split('=', 2);
    if (value !== undefined && !/^[\d;]*$/.test(value)) break;
    if (name === 'mt') {
      colours.set('ms', value ?? '');
      colours.set('mc', value ?? '');
    } else if (name === 'rv' || name === 'ne' || colours.has(name)) colours.set(name, value ?? '');
  }
  return colours;
}

function* givenPatterns(tool: Tool, operands: string[], encoding: Encoding): Steps<Patterns> {
  const given: string[] = [];
  for (const { name, value = '' } of tool.options) {
    if (name === 'regexp') given.push(...value.split('\n'));
    if (name === 'file') given.push(...(yield* linesIn(tool, value)));
  }
  if (!tool.has('regexp') && !tool.has('file')) given.push(...(operands.shift() ?? tool.usage()).split('\n'));
  const kinds = new Set(tool.options.map(({ name }) => name).filter((name) => name in matchers));
  if (kinds.size > 1) tool.die('conflicting matchers specified');
  const [kind = 'basic-regexp'] = kinds;
  if (kind === 'perl-regexp') tool.die('Perl matching not supported in a --disable-perl-regexp build');
  const whole = tool.has('line-regexp') ? 'line' : tool.has('word-regexp') ? 'words' : undefined;
  const patterns = patternsOf(
    given.map((text) => textAs(text, encoding)),
    matchers[kind] ?? 'basic',
    {
      ignoreCase: tool.lastOf('ignore-case', 'no-ignore-case') === 'ignore-case',
      encoding,
      ...(whole === undefined ? {} : { whole }),
    },
  );
  if (patterns instanceof RegexError) return tool.die(patterns.message);
  for (const warning of patterns.warnings) tool.warn(`warning: ${warning}`);
  return patterns;
}

const matchers: Readonly<Record<string, PatternKind>> = {
  'basic-regexp': 'basic',
  'extended-regexp': 'extended',
  'fixed-strings': 'fixed',
  'perl-regexp': 'extended',
};

function* linesIn(tool: Tool, file: string): Steps<string[]> {
  const fd = file === '-' ? { ok: 0, err: undefined } : tool.sys.open(file, O_RDONLY);
  if (fd.err !== undefined) return tool.die(`${file}: ${strerror(fd.err)}`);
  const input = new Input(tool.process, fd.ok);
  const bytes = yield* input.rest();
  if (bytes.err !== undefined) return tool.die(`${file}: ${strerror(bytes.err)}`);
  tool.close(input);
  const text = decodeBytes(bytes.ok);
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

function* linesOf(tool: Tool, option: string): Steps<string[]> {
  const lines: string[] = [];
  for (const { name, value = '' } of tool.options) if (name === option) lines.push(...(yield* linesIn(tool, value)));
  return lines;
}

function labelOf(tool: Tool, { path }: GrepFile): string {
  return path === '-' ? (tool.value('label') ?? '(standard input)') : path;
}

/** Where lines are printed into a file that is one of those that are searched, they would be found again. */
function outputOf(tool: Tool, plan: GrepPlan): Stat | undefined {
  if (plan.quiet || plan.list !== undefined || plan.count || plan.most <= 1) return undefined;
  const { ok } = tool.sys.fstat(1);
  return ok !== undefined && fileType(ok.mode) === 'reg' ? ok : undefined;
}

interface Search {
  readonly file: GrepFile;
  readonly name: string | undefined;
  readonly failed: (path: string, err: Errno) => void;
  readonly output: Stat | undefined;
  readonly skipsDirectories: boolean;
}

/** Was a line selected? */
function* search(
  tool: Tool,
  printer: GrepPrinter,
  { file, name, failed, output, skipsDirectories }: Search,
): Steps<boolean> {
  const { path } = file;
  const label = labelOf(tool, file);
  const fd = path === '-' ? { ok: 0, err: undefined } : tool.sys.open(path, O_RDONLY);
  if (fd.err !== undefined) {
    failed(path, fd.err);
    return false;
  }
  const input = new Input(tool.process, fd.ok);
  const stat = tool.sys.fstat(fd.ok).ok;
  if (stat !== undefined && skipsDirectories && fileType(stat.mode) === 'dir') {
    tool.close(input);
    return false;
  }
  if (output !== undefined && stat?.ino === output.ino && stat.dev === output.dev) {
    tool.close(input);
    if (!tool.has('no-messages')) say(tool, `${label}: input file is also the output`);
    tool.status = 2;
    return false;
  }
  const lines = new GrepLines(
    printer,
    name,
    stat !== undefined && fileType(stat.mode) === 'reg' ? stat.size : undefined,
  );
  while (!lines.done) {
    const { ok, err } = yield* input.piece();
    if (err !== undefined) {
      failed(label, err);
      break;
    }
    if (ok.length === 0) break;
    lines.take(ok);
    yield* tool.settle();
    if (tool.has('line-buffered')) yield* tool.out.flush();
  }
  lines.finish();
  tool.close(input);
  report(tool, printer, lines, name, label);
  return lines.selected > 0;
}

function report(tool: Tool, printer: GrepPrinter, lines: GrepLines, name: string | undefined, label: string): void {
  const { count, list, nullAfterName, quiet } = printer.plan;
  if (quiet) return;
  const end = nullAfterName ? '\0' : undefined;
  if (count) {
    const head = name === undefined ? '' : printer.name(name) + (end ?? printer.coloured('se', ':'));
    tool.print(`${head}${lines.selected}\n`);
  }
  if (list !== undefined && (list === 'matching') === lines.selected > 0)
    tool.print(`${printer.name(label)}${end ?? '\n'}`);
  if (lines.hidden) say(tool, `${label}: binary file matches`);
}
