// sort: lines in order, by bytes (the C locale), by number, by a field.
import { encodeBytes } from '../../abi/bytes.ts';
import { defineTool } from '../coreutils/tool.ts';

export const sort = defineTool({
  name: 'sort',
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Prints the lines of all FILEs in order.',
  options: [
    'f,ignore-case|upper and lower case alike',
    'k,key=FIELD|by that field',
    'n,numeric-sort|by number',
    'o,output=FILE|into that file',
    'r,reverse|backwards',
    't,field-separator=SEPARATOR|what stands between fields',
    'u,unique|each line once',
  ],
  trouble: 2,
  *run(tool) {
    let text = '';
    for (const name of tool.operands.length === 0 ? ['-'] : tool.operands) {
      const part = yield* tool.text(name);
      if (part === undefined) return 2;
      text += part === '' || part.endsWith('\n') ? part : `${part}\n`;
    }
    const lines = text === '' ? [] : text.slice(0, -1).split('\n');
    const separator = tool.value('field-separator');
    const key = Number(/^\d+/.exec(tool.value('key') ?? '')?.[0] ?? 0);
    const fieldOf = (line: string): string => {
      if (key === 0) return line;
      const fields = separator === undefined ? line.trimStart().split(/[ \t]+/) : line.split(separator);
      return fields.slice(key - 1).join(separator ?? ' ');
    };
    const numeric = tool.has('numeric-sort') || /n/.test(tool.value('key') ?? '');
    const folded = (line: string): string => (tool.has('ignore-case') ? line.toUpperCase() : line);
    const order = (a: string, b: string): number => {
      if (numeric) {
        const [x, y] = [parseFloat(fieldOf(a)) || 0, parseFloat(fieldOf(b)) || 0];
        if (x !== y) return x - y;
      } else {
        const byField = compareBytes(folded(fieldOf(a)), folded(fieldOf(b)));
        if (byField !== 0) return byField;
      }
      return tool.has('unique') ? 0 : compareBytes(a, b);
    };
    lines.sort((a, b) => (tool.has('reverse') ? order(b, a) : order(a, b)));
    const kept = tool.has('unique')
      ? lines.filter((line, i) => i === 0 || order(line, lines[i - 1] ?? '') !== 0)
      : lines;
    const output = kept.map((line) => `${line}\n`).join('');
    const file = tool.value('output');
    if (file === undefined) {
      tool.print(output);
      return 0;
    }
    const fd = tool.sys.open(file, 0o1101, 0o666);
    if (fd.err !== undefined) return tool.die(`open failed: ${file}`);
    tool.sys.write(fd.ok, encodeBytes(output));
    tool.sys.close(fd.ok);
    return 0;
  },
});

function compareBytes(a: string, b: string): number {
  const [x, y] = [encodeBytes(a), encodeBytes(b)];
  for (let i = 0; i < Math.min(x.length, y.length); i++) if (x[i] !== y[i]) return (x[i] ?? 0) - (y[i] ?? 0);
  return x.length - y.length;
}
