// rev: each line backwards, by characters.
import { strerror } from '../../abi/errno.ts';
import { decodeBytes, encodeBytes } from '../../abi/bytes.ts';
import { O_RDONLY } from '../../abi/flags.ts';
import { Input } from '../../kernel/stdio.ts';
import { byteText, textBytes } from '../coreutils/byte-text.ts';
import { LineReader } from '../coreutils/line-reader.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';

export const rev = defineTool({
  name: 'rev',
  suite: 'util-linux',
  synopsis: '[options] [<file> ...]',
  summary: 'Prints each line with its last character first.',
  *run(tool) {
    for (const name of tool.operands.length === 0 ? [undefined] : tool.operands) {
      const opened = name === undefined ? { ok: 0, err: undefined } : tool.sys.open(name, O_RDONLY);
      if (opened.err !== undefined) {
        tool.error(`cannot open ${name ?? ''}: ${strerror(opened.err)}`);
        continue;
      }
      const reader = new LineReader(tool, new Input(tool.process, opened.ok), name ?? 'stdin');
      for (let number = 0; ; number++) {
        const line = yield* reader.line();
        if (line === undefined) break;
        const turned = backwards(tool, line);
        if (turned === undefined) {
          tool.error(`${name ?? 'stdin'}: ${String(number)}: Invalid or incomplete multibyte or wide character`);
          break;
        }
        tool.printBytes(turned + (reader.terminated ? '\n' : ''));
        yield* tool.settle();
      }
      tool.close(reader.input);
    }
    return undefined;
  },
});

/** undefined: a byte is no character of the locale. */
function backwards({ utf8 }: Tool, line: string): string | undefined {
  if (!/[\x80-\xff]/.test(line)) return [...line].reverse().join('');
  if (!utf8) return undefined;
  const text = decodeBytes(textBytes(line));
  if (/[\udc80-\udcff]/.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ''))) return undefined;
  return byteText(encodeBytes([...text].reverse().join('')));
}
