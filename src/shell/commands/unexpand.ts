// unexpand: blanks as tabs.
import { filterLines } from '../coreutils/line-reader.ts';
import { nextStop, readTabStops, type TabStops } from '../coreutils/tab-stops.ts';
import { defineTool } from '../coreutils/tool.ts';

export const unexpand = defineTool({
  name: 'unexpand',
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Prints each FILE with tabs in place of blanks.',
  options: [
    'a,all|all blanks, not only those before all else',
    ',first-only|only those (also after -a)',
    't,tabs=LIST|tab stops: each N columns, or a list; implies -a',
  ],
  rewrite: (args) => args.map((arg) => (/^-\d[\d,]*$/.test(arg) ? `-t${arg.slice(1)}` : arg)),
  *run(tool) {
    const tabs = readTabStops(
      tool,
      tool.options.flatMap(({ name, value }) => (name === 'tabs' ? [value ?? ''] : [])),
    );
    const all = (tool.has('all') || tool.has('tabs')) && !tool.has('first-only');
    yield* filterLines(tool, (line, end) => unexpanded(line, tabs, all) + end);
    return undefined;
  },
});

function unexpanded(line: string, tabs: TabStops, all: boolean): string {
  let result = '';
  let column = 0;
  let pending = '';
  let pendingFrom = 0;
  let converts = true;
  // The first blank of a run that ends at a stop stays a blank when it stands alone.
  let oneBlankBeforeStop = false;
  for (const char of line) {
    const isBlank = char === ' ' || char === '\t';
    if (converts && isBlank) {
      const stop = nextStop(tabs, column);
      if (stop === undefined) {
        converts = false;
      } else {
        if (pending === '') pendingFrom = column;
        if (char === '\t') {
          column = stop;
          pending = '\t';
          result += oneBlankBeforeStop ? '\t' : '';
          oneBlankBeforeStop = false;
          result += pending;
          pending = '';
          continue;
        }
        column++;
        pending += ' ';
        if (column === stop) {
          if (column - pendingFrom === 1 && pending === ' ') oneBlankBeforeStop = true;
          else {
            result += `${oneBlankBeforeStop ? '\t' : ''}\t`;
            oneBlankBeforeStop = false;
          }
          pending = '';
        }
        continue;
      }
    }
    if (oneBlankBeforeStop) {
      result += pending === '' ? ' ' : '\t';
      oneBlankBeforeStop = false;
    }
    result += pending + char;
    pending = '';
    column = char === '\b' ? Math.max(0, column - 1) : column + 1;
    if (!all && !isBlank) converts = false;
  }
  if (oneBlankBeforeStop) result += pending === '' ? ' ' : '\t';
  return result + pending;
}
