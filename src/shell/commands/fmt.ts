// fmt: paragraphs filled to lines of about one width.
import { argumentText } from '../coreutils/byte-text.ts';
import { openLines } from '../coreutils/line-reader.ts';
import { fillParagraph, type Fill, type Word } from '../coreutils/paragraph.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';

interface Options {
  readonly fill: Fill;
  readonly prefix: string;
  /** The prefix with the blanks that were given before it. */
  readonly lead: number;
  readonly crown: boolean;
  readonly tagged: boolean;
  readonly split: boolean;
  readonly uniform: boolean;
}

interface Line {
  readonly prefixIndent: number;
  readonly indent: number;
  /** undefined: it has no prefix, or is empty, and is printed as it is. */
  readonly text: string | undefined;
  readonly raw: string;
}

export const fmt = defineTool({
  name: 'fmt',
  synopsis: '[-WIDTH] [OPTION]... [FILE]...',
  summary: 'Fills the paragraphs of each FILE.',
  options: [
    'c,crown-margin|keep the indentation of the first two lines',
    'p,prefix=STRING|only lines that begin so',
    's,split-only|break long lines, but join none',
    't,tagged-paragraph|the first line is indented differently',
    'u,uniform-spacing|one blank between words, two behind sentences',
    'w,width=WIDTH|no line is wider (75)',
    'g,goal=WIDTH|that is aimed at (93 % of the width)',
  ],
  rewrite: (args) => args.map((arg, i) => (i === 0 && /^-\d+$/.test(arg) ? `-w${arg.slice(1)}` : arg)),
  *run(tool) {
    const width = sizeOf(tool, 'width', 2500);
    const goal = sizeOf(tool, 'goal', width ?? 75);
    const max = width ?? (goal === undefined ? 75 : goal + 10);
    const prefix = argumentText(tool.value('prefix') ?? '');
    const options: Options = {
      fill: { max, goal: goal ?? Math.floor((max * 187) / 200) },
      prefix: prefix.trim(),
      lead: /^ */.exec(prefix)?.[0].length ?? 0,
      crown: tool.has('crown-margin'),
      tagged: tool.has('tagged-paragraph'),
      split: tool.has('split-only'),
      uniform: tool.has('uniform-spacing'),
    };
    for (const name of tool.operands.length === 0 ? ['-'] : tool.operands) {
      if (name !== '-') {
        const stat = tool.sys.stat(name);
        if (stat.err !== undefined) {
          tool.error(`cannot open ${tool.quote(name)} for reading: ${tool.reason(stat.err)}`);
          continue;
        }
      }
      yield* fillFile(tool, name, options);
    }
    return undefined;
  },
});

function sizeOf(tool: Tool, option: string, most: number): number | undefined {
  const text = tool.value(option);
  if (text === undefined) return undefined;
  if (!/^\s*\+?\d+$/.test(text)) return tool.die(`invalid width: ${tool.word(text)}`);
  if (Number(text) > most) return tool.die(`invalid width: ${tool.word(text)}: Numerical result out of range`);
  return Number(text);
}

function columnsOf(blanks: string): number {
  let column = 0;
  for (const char of blanks) column = char === '\t' ? column + 8 - (column % 8) : column + 1;
  return column;
}

function lineOf(raw: string, { prefix, lead }: Options): Line {
  const blanks = /^[ \t]*/.exec(raw)?.[0] ?? '';
  const prefixIndent = columnsOf(blanks);
  const rest = raw.slice(blanks.length);
  if (prefix === '') return { prefixIndent: 0, indent: prefixIndent, text: rest.trim() === '' ? undefined : rest, raw };
  if (!rest.startsWith(prefix) || prefixIndent < lead)
    return { prefixIndent, indent: prefixIndent, text: undefined, raw };
  const inner = rest.slice(prefix.length);
  const gap = /^[ \t]*/.exec(inner)?.[0] ?? '';
  const body = inner.slice(gap.length);
  return {
    prefixIndent: lead,
    indent: lead + prefix.length + columnsOf(gap),
    text: body.trim() === '' ? undefined : body,
    raw,
  };
}

function* fillFile(tool: Tool, name: string, options: Options): Steps<void> {
  const reader = openLines(tool, name);
  if (reader === undefined) return;
  let lines: Line[] = [];
  let other: number | undefined;
  const flush = (): void => {
    if (lines.length > 0) tool.printBytes(paragraphText(lines, other, options));
    lines = [];
    other = undefined;
  };
  for (;;) {
    const raw = yield* reader.line();
    if (raw === undefined) break;
    const line = lineOf(raw, options);
    if (line.text === undefined) {
      flush();
      tool.printBytes(rawText(raw, options));
      yield* tool.settle();
      continue;
    }
    const [first] = lines;
    if (first !== undefined && !continues(first, lines.length, other, line, options)) flush();
    if (lines.length === 1) other = line.indent;
    lines.push(line);
    if (options.split) flush();
    yield* tool.settle();
  }
  flush();
  yield* tool.settle();
  tool.close(reader.input);
}

function rawText(raw: string, { prefix }: Options): string {
  if (raw.trim() === '') return '\n';
  return prefix === '' ? '\n' : `${raw}\n`;
}

/** Does `line` belong to the paragraph that has `count` lines so far? */
function continues(
  first: Line,
  count: number,
  other: number | undefined,
  line: Line,
  { crown, tagged }: Options,
): boolean {
  if (line.prefixIndent !== first.prefixIndent) return false;
  if (crown) return count === 1 || line.indent === other;
  if (tagged) return count === 1 ? line.indent !== first.indent : line.indent === other;
  return line.indent === first.indent;
}

function paragraphText(lines: readonly Line[], other: number | undefined, options: Options): string {
  const [first] = lines;
  if (first === undefined) return '';
  const words: Word[] = [];
  for (const line of lines) words.push(...wordsOf(line, options.uniform));
  const ending = words.at(-1);
  // The end of a paragraph ends a sentence.
  if (ending !== undefined) words[words.length - 1] = { ...ending, period: true, final: true };
  const next =
    options.crown || options.tagged
      ? (other ?? (options.tagged ? (first.indent === 0 ? 3 : 0) : first.indent))
      : first.indent;
  const filled = fillParagraph(words, first.indent, next, options.fill);
  const lead = (indent: number): string =>
    options.prefix === ''
      ? indentText(indent)
      : ' '.repeat(first.prefixIndent) +
        options.prefix +
        ' '.repeat(Math.max(0, indent - first.prefixIndent - options.prefix.length));
  return filled.map((text, i) => `${lead(i === 0 ? first.indent : next)}${text}\n`).join('');
}

function indentText(columns: number): string {
  return ' '.repeat(columns);
}

function wordsOf({ text = '', indent }: Line, uniform: boolean): Word[] {
  const words: Word[] = [];
  let column = indent;
  for (const match of text.matchAll(/([^ \t\f\r\v]+)([ \t\f\r\v]*)/g)) {
    const [, word = '', blanks = ''] = match;
    column += word.length;
    let after = column;
    for (const char of blanks) after = char === '\t' ? after + 8 - (after % 8) : after + 1;
    const isLast = match.index + match[0].length === text.length;
    const period = /[.?!]['")\]]*$/.test(word);
    const final = period && (isLast || after - column > 1);
    let space = after - column;
    if (isLast || uniform) space = final ? 2 : 1;
    words.push({
      text: word,
      space,
      opens: /^[('"[`]/.test(word),
      punctuated: /[!-/:-@[-`{-~]$/.test(word),
      period,
      final,
    });
    column = after;
  }
  return words;
}
