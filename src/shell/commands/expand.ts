// expand: tabs as blanks.
import { filterLines } from '../coreutils/line-reader.ts';
import { nextStop, readTabStops } from '../coreutils/tab-stops.ts';
import { defineTool } from '../coreutils/tool.ts';

export const expand = defineTool({
  name: 'expand',
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Prints each FILE with blanks in place of tabs.',
  options: ['i,initial|only tabs before all else', 't,tabs=LIST|tab stops: each N columns, or a list'],
  rewrite: (args) => args.map((arg) => (/^-\d[\d,]*$/.test(arg) ? `-t${arg.slice(1)}` : arg)),
  *run(tool) {
    const tabs = readTabStops(
      tool,
      tool.options.flatMap(({ name, value }) => (name === 'tabs' ? [value ?? ''] : [])),
    );
    const initial = tool.has('initial');
    yield* filterLines(tool, (line, end) => {
      if (!line.includes('\t')) return line + end;
      let result = '';
      let column = 0;
      let converts = true;
      for (const char of line) {
        if (char === '\t' && converts) {
          const stop = nextStop(tabs, column) ?? column + 1;
          result += ' '.repeat(stop - column);
          column = stop;
          continue;
        }
        column =
          char === '\b' ? Math.max(0, column - 1) : char === '\t' ? (nextStop(tabs, column) ?? column + 1) : column + 1;
        result += char;
        if (initial && char !== ' ' && char !== '\t') converts = false;
      }
      return result + end;
    });
    return undefined;
  },
});
