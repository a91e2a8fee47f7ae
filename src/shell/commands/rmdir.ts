// rmdir: removes directories that are empty.
import { strerror } from '../../abi/errno.ts';
import { defineTool } from '../coreutils/tool.ts';

export const rmdir = defineTool({
  name: 'rmdir',
  paths: ['/bin/rmdir'],
  synopsis: '[OPTION]... DIRECTORY...',
  summary: 'Removes each DIRECTORY, if it is empty.',
  options: [
    ',ignore-fail-on-non-empty|no error where it is not empty',
    'p,parents|remove the directories above it, too',
    'v,verbose|say what is removed',
  ],
  *run(tool) {
    if (tool.operands.length === 0) tool.missingOperand();
    for (const operand of tool.operands) {
      const paths = [operand.replace(/(?<=.)\/+$/, '')];
      if (tool.has('parents')) {
        for (let at = operand.lastIndexOf('/'); at > 0; at = operand.lastIndexOf('/', at - 1))
          paths.push(operand.slice(0, at));
      }
      for (const path of paths) {
        if (tool.has('verbose')) tool.print(`${tool.name}: removing directory, ${tool.quote(path)}\n`);
        const { err } = tool.sys.rmdir(path);
        if (err === undefined) continue;
        if (err !== 'ENOTEMPTY' || !tool.has('ignore-fail-on-non-empty')) {
          tool.error(`failed to remove ${tool.quote(path)}: ${strerror(err)}`);
        }
        break;
      }
    }
    yield { wait: 'turn' };
    return undefined;
  },
});
