// dirname: a path without its last part.
import { defineTool } from '../coreutils/tool.ts';

export const dirname = defineTool({
  name: 'dirname',
  synopsis: '[OPTION] NAME...',
  summary: 'Prints each NAME without its last part; . where there is no other.',
  options: ['z,zero|NUL after each'],
  *run(tool) {
    if (tool.operands.length === 0) tool.missingOperand();
    const end = tool.has('zero') ? '\0' : '\n';
    for (const name of tool.operands) tool.print(directoryOf(name) + end);
    yield* tool.settle();
    return 0;
  },
});

function directoryOf(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  if (trimmed === '') return path === '' ? '.' : '/';
  const slash = trimmed.lastIndexOf('/');
  return slash < 0 ? '.' : trimmed.slice(0, slash).replace(/\/+$/, '') || '/';
}
