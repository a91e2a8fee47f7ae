// printenv: the environment, or some of it.
import { defineTool } from '../coreutils/tool.ts';

export const printenv = defineTool({
  name: 'printenv',
  synopsis: '[OPTION]... [VARIABLE]...',
  summary: 'Prints the values of each VARIABLE, or of all.',
  options: ['0,null|NUL after each'],
  trouble: 2,
  stopAtOperand: true,
  *run(tool) {
    const end = tool.has('null') ? '\0' : '\n';
    let missing = false;
    if (tool.operands.length === 0) tool.print(tool.process.environ.map((entry) => entry + end).join(''));
    for (const name of tool.operands) {
      const value = name.includes('=') ? undefined : tool.variable(name);
      if (value === undefined) missing = true;
      else tool.print(value + end);
    }
    yield* tool.settle();
    return missing ? 1 : 0;
  },
});
