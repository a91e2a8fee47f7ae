// nproc: how many processors there are.
import { readFileNow } from '../../kernel/stdio.ts';
import { defineTool } from '../coreutils/tool.ts';

export const nproc = defineTool({
  name: 'nproc',
  synopsis: '[OPTION]...',
  summary: 'Prints the number of processors that may be used.',
  options: [',all|all that are installed', ',ignore=N|N less, but one at least'],
  *run(tool) {
    const [extra] = tool.operands;
    const text = tool.value('ignore') ?? '0';
    if (!/^\s*\+?\d+$/.test(text)) return tool.die(`invalid number: ${tool.word(text)}`);
    if (extra !== undefined) return tool.extraOperand(extra);
    const listed = (readFileNow(tool.process, '/proc/cpuinfo').ok ?? '').match(/^processor/gm)?.length ?? 1;
    let count = listed;
    if (!tool.has('all')) {
      const wanted = Number(/^\s*(\d+)/.exec(tool.variable('OMP_NUM_THREADS') ?? '')?.[1] ?? 0);
      const limit = Number(/^\s*(\d+)\s*$/.exec(tool.variable('OMP_THREAD_LIMIT') ?? '')?.[1] ?? 0);
      if (wanted > 0) count = wanted;
      if (limit > 0) count = Math.min(count, limit);
    }
    tool.print(`${String(Math.max(1, count - Number(text)))}\n`);
    yield* tool.settle();
    return 0;
  },
});
