// yes: a line, again and again.
import { encodeBytes } from '../../abi/bytes.ts';
import { defineTool } from '../coreutils/tool.ts';

export const yes = defineTool({
  name: 'yes',
  synopsis: '[STRING]...',
  summary: 'Prints a line with the STRINGs, or y, until it is killed.',
  *run(tool) {
    const line = `${tool.operands.length === 0 ? 'y' : tool.operands.join(' ')}\n`;
    const bytes = encodeBytes(line.repeat(Math.max(1, Math.floor(8192 / line.length))));
    for (;;) {
      tool.out.write(bytes);
      yield* tool.out.flush();
      yield { wait: 'turn' };
    }
  },
});
