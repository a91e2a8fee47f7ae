// sleep: waits for the sum of its arguments.
import { nanosleep } from '../../kernel/blocking.ts';
import { parseDuration } from '../coreutils/duration.ts';
import { defineTool } from '../coreutils/tool.ts';

export const sleep = defineTool({
  name: 'sleep',
  paths: ['/bin/sleep', '/usr/bin/sleep'],
  synopsis: 'NUMBER[SUFFIX]...\nOPTION',
  summary: 'Waits NUMBER seconds, or minutes (m), hours (h), days (d); several are added.',
  *run(tool) {
    if (tool.operands.length === 0) tool.missingOperand();
    let total = 0n;
    for (const operand of tool.operands) {
      const part = parseDuration(operand);
      if (part === undefined) tool.error(`invalid time interval ${tool.word(operand)}`);
      else total += part;
    }
    if (tool.status !== 0) return tool.usage();
    yield* nanosleep(tool.process, total);
    return 0;
  },
});
