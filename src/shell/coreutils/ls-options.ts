// What ls was asked for: options, variables and whether a terminal watches, made into one plan.
import type { Stat } from '../../abi/stat.ts';
import { chosenWord } from './argument.ts';
import type { Line } from './columns.ts';
import type { QuotingStyle } from './quote.ts';
import { globPattern } from './glob.ts';
import { blockSizeOf, humanBinary, humanDecimal, parseBlockSize, type BlockSize } from './size.ts';
import type { Tool } from './tool.ts';

export const lsOptions = [
  'a,all|do not leave out what begins with .',
  'A,almost-all|as -a, without . and ..',
  ',author|the author of each file, with -l',
  'b,escape|C escapes for what cannot be shown',
  ',block-size=SIZE|sizes in that unit, with -l',
  'B,ignore-backups|leave out what ends with ~',
  'c|by the time of change of the inode',
  'C|in columns',
  ',color=?WHEN|colours: always, auto or never',
  'd,directory|directories themselves, not what is in them',
  'f|as -aU',
  'F,classify=?WHEN|an indicator (one of */=>@|) after each name',
  ',file-type|likewise, without *',
  ',format=WORD|across (-x), commas (-m), long (-l), single-column (-1), verbose (-l), vertical (-C)',
  ',full-time|as -l --time-style=full-iso',
  'g|as -l, without owners',
  ',group-directories-first|directories before files',
  'G,no-group|no groups, with -l',
  'h,human-readable|sizes such as 1K 234M 2G',
  ',si|likewise, by powers of 1000',
  'H,dereference-command-line|follow links of the command line',
  ',dereference-command-line-symlink-to-dir|likewise, those that lead to directories',
  ',hide=PATTERN|leave those out, unless -a or -A',
  ',hyperlink=?WHEN|names are links',
  ',indicator-style=WORD|none, slash (-p), file-type or classify (-F)',
  'i,inode|the number of each inode',
  'I,ignore=PATTERN|leave those out',
  'k,kibibytes|blocks of 1024 bytes',
  'l|long listing',
  'L,dereference|what links lead to',
  'm|by commas',
  'n,numeric-uid-gid|as -l, with numbers for owners',
  'N,literal|names as they are',
  'o|as -l, without groups',
  'p|/ after directories',
  'q,hide-control-chars|? for what cannot be shown',
  ',show-control-chars|as it is',
  'Q,quote-name|names in double quotes',
  ',quoting-style=WORD|literal, locale, shell, shell-always, shell-escape, shell-escape-always, c, escape',
  'r,reverse|in reverse order',
  'R,recursive|directories below, too',
  's,size|the room each file takes, in blocks',
  'S|largest first',
  ',sort=WORD|none (-U), size (-S), time (-t), version (-v), extension (-X), width',
  ',time=WORD|atime (-u), ctime (-c) or birth',
  ',time-style=TIME_STYLE|how times are shown, with -l',
  't|newest first',
  'T,tabsize=COLS|tab stops at each COLS',
  'u|by the time of access',
  'U|unsorted',
  'v|numbers in names by their value',
  'w,width=COLS|the width of the output; 0: no limit',
  'x|in lines',
  'X|by extension',
  'Z,context|the security context of each file',
  ',zero|end lines with NUL',
  '1|one a line',
] as const;

export interface LsOptions {
  readonly format: 'long' | 'single-column' | 'vertical' | 'across' | 'commas';
  readonly sort: 'name' | 'none' | 'time' | 'size' | 'extension' | 'version' | 'width';
  readonly reverse: boolean;
  readonly directoriesFirst: boolean;
  readonly recursive: boolean;
  readonly directoriesThemselves: boolean;
  readonly hidden: 'none' | 'almost-all' | 'all';
  readonly ignored: readonly RegExp[];
  readonly hiddenPatterns: readonly RegExp[];
  readonly follow: 'never' | 'directories' | 'operands' | 'always';
  readonly inode: boolean;
  readonly blocks: boolean;
  readonly context: boolean;
  /** Of -s and the total. */
  readonly blockSize: BlockSize;
  /** Of sizes with -l. */
  readonly fileSize: BlockSize;
  readonly color: boolean;
  readonly hyperlink: boolean;
  readonly indicator: 'none' | 'slash' | 'file-type' | 'classify';
  readonly quoting: QuotingStyle;
  readonly hidesControls: boolean;
  readonly line: Line;
  readonly end: string;
  readonly timeOf: (stat: Stat) => bigint;
  readonly timeFormats: TimeFormats;
  readonly owner: boolean;
  readonly group: boolean;
  readonly author: boolean;
  readonly numeric: boolean;
}

export interface TimeFormats {
  readonly old: string;
  readonly recent: string;
}

export function readLsOptions(tool: Tool): LsOptions {
  const format = formatOf(tool);
  const isTerminal = tool.sys.isatty(1);
  const zero = tool.has('zero');
  const when = (option: string): boolean => whenOf(tool, option, isTerminal);
  const quoting = zero ? 'literal' : quotingOf(tool, isTerminal);
  const time = timeNameOf(tool);
  const controls = tool.lastOf('hide-control-chars', 'show-control-chars', 'zero');
  const color = !zero && when('color') && tool.lastOf('f', 'color') !== 'f';
  const owners = format === 'long';
  return {
    format,
    sort: sortOf(tool, format, time !== undefined),
    reverse: tool.has('reverse'),
    directoriesFirst: tool.has('group-directories-first'),
    recursive: tool.has('recursive'),
    directoriesThemselves: tool.has('directory'),
    hidden:
      { all: 'all' as const, f: 'all' as const, 'almost-all': 'almost-all' as const }[
        tool.lastOf('all', 'f', 'almost-all') ?? ''
      ] ?? 'none',
    ignored: patternsOf(tool, 'ignore', tool.has('ignore-backups') ? ['*~', '.*~'] : []),
    hiddenPatterns: patternsOf(tool, 'hide', []),
    follow: followOf(tool, format),
    inode: tool.has('inode'),
    blocks: tool.has('size'),
    context: tool.has('context'),
    ...unitsOf(tool),
    color,
    hyperlink: when('hyperlink'),
    indicator: indicatorOf(tool, isTerminal),
    quoting,
    hidesControls: controls === undefined ? isTerminal : controls === 'hide-control-chars',
    line: { width: widthOf(tool), tab: tabOf(tool) },
    end: zero ? '\0' : '\n',
    timeOf: timeReader(time),
    timeFormats: owners ? timeFormatsOf(tool) : { old: '', recent: '' },
    owner: !tool.has('g'),
    group: !tool.has('o') && !tool.has('no-group'),
    author: tool.has('author'),
    numeric: tool.has('numeric-uid-gid'),
  };
}

const formatWords = [
  ['verbose', 'long'],
  ['commas'],
  ['horizontal', 'across'],
  ['vertical'],
  ['single-column'],
] as const;

/** The last word counts; `-1` does not undo `-l`, and `-f` undoes it. */
function formatOf(tool: Tool): LsOptions['format'] {
  let format: LsOptions['format'] | undefined;
  for (const { name, value } of tool.options) {
    if (['l', 'g', 'o', 'numeric-uid-gid', 'full-time'].includes(name)) format = 'long';
    else if (name === 'f') format = format === 'long' ? undefined : format;
    else if (name === '1' || name === 'zero') format = format === 'long' ? format : 'single-column';
    else if (name === 'C') format = 'vertical';
    else if (name === 'x') format = 'across';
    else if (name === 'm') format = 'commas';
    else if (name === 'format') {
      const word = chosenWord(tool, '--format', value ?? '', formatWords, 1);
      format = word === 'verbose' ? 'long' : word === 'horizontal' ? 'across' : word;
    }
  }
  return format ?? (tool.sys.isatty(1) ? 'vertical' : 'single-column');
}

const sortWords = [['none'], ['time'], ['size'], ['extension'], ['version'], ['width']] as const;

function sortOf(tool: Tool, format: LsOptions['format'], isTimeGiven: boolean): LsOptions['sort'] {
  const letters = { S: 'size', t: 'time', U: 'none', f: 'none', v: 'version', X: 'extension' } as const;
  let sort: LsOptions['sort'] | undefined;
  for (const { name, value } of tool.options) {
    if (name === 'sort') sort = chosenWord(tool, '--sort', value ?? '', sortWords, 1);
    else if (name in letters) sort = letters[name as keyof typeof letters];
  }
  return sort ?? (isTimeGiven && format !== 'long' ? 'time' : 'name');
}

const timeWords = [
  ['atime', 'access', 'use'],
  ['ctime', 'status'],
  ['birth', 'creation'],
] as const;

function timeNameOf(tool: Tool): 'atime' | 'ctime' | 'birth' | undefined {
  let time: 'atime' | 'ctime' | 'birth' | undefined;
  for (const { name, value } of tool.options) {
    if (name === 'u') time = 'atime';
    else if (name === 'c') time = 'ctime';
    else if (name === 'time') time = chosenWord(tool, '--time', value ?? '', timeWords, 1);
  }
  return time;
}

function timeReader(name: 'atime' | 'ctime' | 'birth' | undefined): (stat: Stat) => bigint {
  switch (name) {
    case 'atime':
      return ({ atimeNs }) => atimeNs;
    case 'ctime':
      return ({ ctimeNs }) => ctimeNs;
    case 'birth':
      return ({ btimeNs }) => btimeNs;
    case undefined:
      return ({ mtimeNs }) => mtimeNs;
  }
}

function followOf(tool: Tool, format: LsOptions['format']): LsOptions['follow'] {
  switch (tool.lastOf('dereference', 'dereference-command-line', 'dereference-command-line-symlink-to-dir')) {
    case 'dereference':
      return 'always';
    case 'dereference-command-line':
      return 'operands';
    case undefined:
      return tool.has('directory') || format === 'long' || tool.lastOf('classify', 'indicator-style') === 'classify'
        ? 'never'
        : 'directories';
    default:
      return 'directories';
  }
}

function patternsOf(tool: Tool, option: string, more: readonly string[]): RegExp[] {
  const given = tool.options.flatMap(({ name, value }) => (name === option ? [value ?? ''] : []));
  return [...given, ...more].map((glob) => globPattern(glob, { period: true }));
}

/** -k is for blocks alone; -h, --si and --block-size are for sizes, too. */
function unitsOf(tool: Tool): { readonly blockSize: BlockSize; readonly fileSize: BlockSize } {
  const bytes: BlockSize = { unit: 1, radix: 1024, suffix: '' };
  const last = tool.lastOf('human-readable', 'si', 'block-size');
  if (last === 'human-readable') return { blockSize: humanBinary, fileSize: humanBinary };
  if (last === 'si') return { blockSize: humanDecimal, fileSize: humanDecimal };
  const blockSize = blockSizeOf(tool, 'LS_BLOCK_SIZE');
  const kibi: BlockSize = tool.has('kibibytes') ? { ...bytes, unit: 1024 } : blockSize;
  if (last === 'block-size') return { blockSize, fileSize: blockSize };
  const variable = parseBlockSize(tool.variable('LS_BLOCK_SIZE') ?? tool.variable('BLOCK_SIZE') ?? '');
  return { blockSize: kibi, fileSize: variable ?? bytes };
}

const whenWords = [
  ['always', 'yes', 'force'],
  ['never', 'no', 'none'],
  ['auto', 'tty', 'if-tty'],
] as const;

function whenOf(tool: Tool, option: string, isTerminal: boolean): boolean {
  const given = tool.options.findLast(({ name }) => name === option);
  if (given === undefined) return false;
  const word = given.value === undefined ? 'always' : chosenWord(tool, `--${option}`, given.value, whenWords, 1);
  return word === 'always' || (word === 'auto' && isTerminal);
}

const indicatorWords = [['none'], ['slash'], ['file-type'], ['classify']] as const;

function indicatorOf(tool: Tool, isTerminal: boolean): LsOptions['indicator'] {
  let indicator: LsOptions['indicator'] = 'none';
  for (const { name, value } of tool.options) {
    if (name === 'p') indicator = 'slash';
    else if (name === 'file-type') indicator = 'file-type';
    else if (name === 'classify') indicator = whenOf(tool, 'classify', isTerminal) ? 'classify' : indicator;
    else if (name === 'indicator-style')
      indicator = chosenWord(tool, '--indicator-style', value ?? '', indicatorWords, 1);
  }
  return indicator;
}

const quotingWords = [
  ['literal'],
  ['shell'],
  ['shell-always'],
  ['shell-escape'],
  ['shell-escape-always'],
  ['c'],
  ['c-maybe'],
  ['escape'],
  ['locale'],
  ['clocale'],
] as const;

function quotingOf(tool: Tool, isTerminal: boolean): QuotingStyle {
  let style: QuotingStyle | undefined;
  for (const { name, value } of tool.options) {
    if (name === 'escape') style = 'escape';
    else if (name === 'literal') style = 'literal';
    else if (name === 'quote-name') style = 'c';
    else if (name === 'quoting-style') style = chosenWord(tool, '--quoting-style', value ?? '', quotingWords, 1);
  }
  if (style !== undefined) return style;
  const variable = tool.variable('QUOTING_STYLE');
  if (variable !== undefined && variable !== '') {
    const known = quotingWords.find(([word]) => word === variable)?.[0];
    if (known !== undefined) return known;
    tool.warn(`ignoring invalid value of environment variable QUOTING_STYLE: ${tool.word(variable)}`);
  }
  return isTerminal ? 'shell-escape' : 'literal';
}

function widthOf(tool: Tool): number {
  const given = tool.value('width');
  if (given !== undefined) {
    const width = numberOf(given);
    return width ?? tool.die(`invalid line width: ${tool.word(given)}`, 2);
  }
  return tool.columns() ?? numberOf(tool.variable('COLUMNS') ?? '') ?? 80;
}

function tabOf(tool: Tool): number {
  const given = tool.value('tabsize');
  if (given === undefined) return numberOf(tool.variable('TABSIZE') ?? '') ?? 8;
  return numberOf(given) ?? tool.die(`invalid tab size: ${tool.word(given)}`, 2);
}

function numberOf(text: string): number | undefined {
  if (/^0[0-7]+$/.test(text)) return parseInt(text, 8);
  return /^(\d+|0[xX][0-9a-fA-F]+)$/.test(text) ? Number(text) : undefined;
}

const timeStyles: Readonly<Record<string, TimeFormats>> = {
  'full-iso': { old: '%Y-%m-%d %H:%M:%S.%N %z', recent: '%Y-%m-%d %H:%M:%S.%N %z' },
  'long-iso': { old: '%Y-%m-%d %H:%M', recent: '%Y-%m-%d %H:%M' },
  iso: { old: '%Y-%m-%d ', recent: '%m-%d %H:%M' },
  locale: { old: '%b %e  %Y', recent: '%b %e %H:%M' },
};

function timeFormatsOf(tool: Tool): TimeFormats {
  const option = tool.options.findLast(({ name }) => name === 'time-style' || name === 'full-time');
  let style = option?.name === 'full-time' ? 'full-iso' : (option?.value ?? tool.variable('TIME_STYLE') ?? 'locale');
  const locale = timeStyles['locale'] ?? { old: '', recent: '' };
  for (; style.startsWith('posix-'); style = style.slice(6))
    if (['C', 'POSIX'].includes(tool.locale('LC_TIME'))) return locale;
  if (style.startsWith('+')) {
    const [old = '', recent = old, more] = style.slice(1).split('\n');
    if (more !== undefined) tool.die(`invalid time style format ${tool.quote(recent)}`, 2);
    return { old, recent };
  }
  const names = Object.keys(timeStyles);
  const near = names.filter((name) => name.startsWith(style));
  const chosen = timeStyles[style] ?? (near.length === 1 ? timeStyles[near[0] ?? ''] : undefined);
  if (chosen !== undefined) return chosen;
  tool.warn(
    `${near.length === 0 ? 'invalid' : 'ambiguous'} argument ${tool.word(style)} for ${tool.word('time style')}`,
  );
  tool.complain('Valid arguments are:');
  for (const name of names) tool.complain(`  - [posix-]${name}`);
  tool.complain("  - +FORMAT (e.g., +%H:%M) for a 'date'-style format");
  return tool.usage(undefined, 2);
}
