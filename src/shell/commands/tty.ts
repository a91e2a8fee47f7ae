// tty: the terminal that is standard input.
import { defineTool } from '../coreutils/tool.ts';

export const tty = defineTool({
  name: 'tty',
  synopsis: '[OPTION]...',
  summary: 'Prints the name of the terminal on standard input.',
  options: ['s,silent|print nothing', ',quiet|print nothing'],
  trouble: 2,
  *run(tool) {
    const [extra] = tool.operands;
    if (extra !== undefined) return tool.extraOperand(extra);
    const silent = tool.has('silent') || tool.has('quiet');
    const name = tool.sys.ttyname(0);
    if (!silent) tool.print(`${name.ok ?? 'not a tty'}\n`);
    yield* tool.settle();
    return name.err === undefined ? 0 : 1;
  },
});
