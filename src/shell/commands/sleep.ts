// sleep: waits for the sum of its arguments.
import { nanosleep } from '../../kernel/blocking.ts';
import { defineTool } from '../coreutils/tool.ts';

const units: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

export const sleep = defineTool({
  name: 'sleep',
  paths: ['/bin/sleep'],
  synopsis: 'NUMBER[SUFFIX]...',
  summary: 'Waits NUMBER seconds, or minutes (m), hours (h), days (d).',
  *run(tool) {
    if (tool.operands.length === 0) tool.missingOperand();
    let seconds = 0;
    for (const operand of tool.operands) {
      const match = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(operand);
      if (match === null) return tool.usage(`invalid time interval ${tool.word(operand)}`);
      seconds += Number(match[1]) * (units[match[2] ?? ''] ?? 1);
    }
    yield* nanosleep(tool.process, BigInt(Math.round(seconds * 1e9)));
    return 0;
  },
});
