// basename: the last part of a path.
import { defineTool } from '../coreutils/tool.ts';

export const basename = defineTool({
  name: 'basename',
  synopsis: 'NAME [SUFFIX]\nOPTION... NAME...',
  summary: 'Prints NAME without its directories, and without SUFFIX.',
  options: ['a,multiple|each operand is a NAME', 's,suffix=SUFFIX|without SUFFIX; implies -a', 'z,zero|NUL after each'],
  stopAtOperand: true,
  *run(tool) {
    const { operands } = tool;
    const suffix = tool.value('suffix');
    const many = tool.has('multiple') || suffix !== undefined;
    if (operands.length === 0) tool.missingOperand();
    if (!many && operands.length > 2) tool.extraOperand(operands[2] ?? '');
    const end = tool.has('zero') ? '\0' : '\n';
    for (const name of many ? operands : operands.slice(0, 1)) {
      const cut = suffix ?? (many ? '' : (operands[1] ?? ''));
      const last = lastPart(name);
      tool.print(
        (cut !== '' && last.endsWith(cut) && last !== cut && !last.startsWith('/')
          ? last.slice(0, -cut.length)
          : last) + end,
      );
    }
    yield* tool.settle();
    return 0;
  },
});

function lastPart(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  if (trimmed === '') return path === '' ? '' : '/';
  return trimmed.slice(trimmed.lastIndexOf('/') + 1);
}
