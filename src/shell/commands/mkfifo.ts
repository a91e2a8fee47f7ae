// mkfifo: makes named pipes.
import { strerror } from '../../abi/errno.ts';
import { S_IFIFO } from '../../abi/mode.ts';
import { parseMode } from '../coreutils/mode.ts';
import { defineTool } from '../coreutils/tool.ts';

export const mkfifo = defineTool({
  name: 'mkfifo',
  synopsis: '[OPTION]... NAME...',
  summary: 'Makes named pipes with those NAMEs.',
  options: ['m,mode=MODE|with that mode', 'Z|set the default security context: there is none here'],
  *run(tool) {
    const { sys } = tool;
    if (tool.operands.length === 0) tool.missingOperand();
    const words = tool.value('mode');
    const change = words === undefined ? undefined : parseMode(words);
    if (words !== undefined && change === undefined) return tool.die('invalid mode');
    const mode = change?.(0o666, false, 0);
    if (((mode ?? 0) & ~0o777) !== 0) return tool.die('mode must specify only file permission bits');
    for (const path of tool.operands) {
      const { err } = sys.mknod(path, S_IFIFO | (mode ?? 0o666), [0, 0]);
      if (err !== undefined) tool.error(`cannot create fifo ${tool.quote(path)}: ${strerror(err)}`);
      else if (mode !== undefined) sys.chmod(path, mode);
    }
    yield { wait: 'turn' };
    return undefined;
  },
});
