// rmdir: removes directories that are empty.
import { strerror } from '../../abi/errno.ts';
import { isDirectory, isSymlink } from '../../abi/mode.ts';
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
    const { sys } = tool;
    if (tool.operands.length === 0) tool.missingOperand();
    for (const operand of tool.operands) {
      let path = operand;
      for (let isParent = false; path !== ''; isParent = true) {
        if (tool.has('verbose')) tool.print(`${tool.name}: removing directory, ${tool.quote(path)}\n`);
        const { err } = sys.rmdir(path);
        if (err !== undefined) {
          if (err === 'ENOTEMPTY' && tool.has('ignore-fail-on-non-empty')) break;
          const bare = path.replace(/\/+$/, '');
          const isLink = err === 'ENOTDIR' && bare !== path && isSymlink(sys.lstat(bare).ok?.mode ?? 0);
          const reason =
            isLink && isDirectory(sys.stat(bare).ok?.mode ?? 0) ? 'Symbolic link not followed' : strerror(err);
          tool.error(`failed to remove ${isParent ? 'directory ' : ''}${tool.quote(path)}: ${reason}`);
          break;
        }
        if (!tool.has('parents')) break;
        const slash = path.replace(/\/+$/, '').lastIndexOf('/');
        path = slash < 0 ? '' : path.slice(0, slash).replace(/\/+$/, '');
      }
    }
    yield { wait: 'turn' };
    return undefined;
  },
});
