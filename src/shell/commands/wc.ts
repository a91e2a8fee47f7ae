// wc: counts lines, words and bytes.
import { byteLength } from '../../abi/bytes.ts';
import { defineTool } from '../coreutils/tool.ts';

export const wc = defineTool({
  name: 'wc',
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Counts lines, words and bytes of each FILE.',
  options: ['c,bytes|bytes', 'l,lines|lines', 'm,chars|characters', 'w,words|words'],
  *run(tool) {
    const files = tool.operands.length === 0 ? [undefined] : tool.operands;
    const all = ['lines', 'words', 'chars', 'bytes'] as const;
    const chosen = all.filter((what) => tool.has(what));
    const shown = chosen.length === 0 ? (['lines', 'words', 'bytes'] as const) : chosen;
    const rows: (readonly [Record<(typeof all)[number], number>, string | undefined])[] = [];
    for (const name of files) {
      const text = yield* tool.text(name ?? '-');
      if (text === undefined) continue;
      const counts = {
        lines: text.split('\n').length - 1,
        words: text.split(/\s+/).filter((word) => word !== '').length,
        chars: [...text].length,
        bytes: byteLength(text),
      };
      rows.push([counts, name]);
    }
    const total = { lines: 0, words: 0, chars: 0, bytes: 0 };
    for (const [counts] of rows) for (const what of all) total[what] += counts[what];
    if (files.length > 1) rows.push([total, 'total']);
    const width =
      shown.length === 1 && rows.length === 1
        ? 1
        : files[0] === undefined
          ? 7
          : String(Math.max(...shown.map((what) => total[what]))).length;
    for (const [counts, name] of rows) {
      const numbers = shown.map((what) => String(counts[what]).padStart(width)).join(' ');
      tool.print(`${numbers}${name === undefined ? '' : ` ${name}`}\n`);
    }
    return undefined;
  },
});
