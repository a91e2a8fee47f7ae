// fold: long lines broken.
import { filterLines } from '../coreutils/line-reader.ts';
import { defineTool } from '../coreutils/tool.ts';

export const fold = defineTool({
  name: 'fold',
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Breaks lines that are wider than 80 columns.',
  options: ['b,bytes|count bytes, not columns', 's,spaces|break at blanks', 'w,width=WIDTH|that many columns'],
  rewrite: (args) => args.map((arg) => (/^-\d+$/.test(arg) ? `-w${arg.slice(1)}` : arg)),
  *run(tool) {
    const text = tool.value('width') ?? '80';
    if (!/^\s*\+?\d+$/.test(text) || Number(text) === 0)
      return tool.die(
        `invalid number of columns: ${tool.word(text)}${/^0+$/.test(text) ? ': Numerical result out of range' : ''}`,
      );
    const width = Number(text);
    const bytes = tool.has('bytes');
    const spaces = tool.has('spaces');
    yield* filterLines(tool, (line, end) => folded(line, width, bytes, spaces) + end);
    return undefined;
  },
});

function folded(line: string, width: number, bytes: boolean, spaces: boolean): string {
  if (line.length <= width && (bytes || !line.includes('\t'))) return line;
  let result = '';
  let start = 0;
  let column = 0;
  for (let at = 0; at < line.length; at++) {
    const next = advance(line.charAt(at), column, bytes);
    if (next <= width || at === start) {
      column = next;
      continue;
    }
    let cut = at;
    if (spaces) {
      let blank = at - 1;
      while (blank >= start && line[blank] !== ' ' && line[blank] !== '\t') blank--;
      if (blank >= start) cut = blank + 1;
    }
    result += `${line.slice(start, cut)}\n`;
    start = cut;
    column = 0;
    for (let i = start; i < at; i++) column = advance(line.charAt(i), column, bytes);
    at--;
  }
  return result + line.slice(start);
}

function advance(character: string, column: number, bytes: boolean): number {
  if (bytes) return column + 1;
  if (character === '\b') return Math.max(0, column - 1);
  if (character === '\r') return 0;
  return character === '\t' ? column + 8 - (column % 8) : column + 1;
}
