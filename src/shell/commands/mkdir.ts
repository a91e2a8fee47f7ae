// mkdir: makes directories; with -p those above them too, and says nothing of what is there already.
import { strerror } from '../../abi/errno.ts';
import { isDirectory } from '../../abi/mode.ts';
import { parseMode } from '../coreutils/mode.ts';
import { defineTool } from '../coreutils/tool.ts';

export const mkdir = defineTool({
  name: 'mkdir',
  paths: ['/bin/mkdir'],
  synopsis: '[OPTION]... DIRECTORY...',
  summary: 'Makes each DIRECTORY that is not there.',
  options: [
    'm,mode=MODE|with that mode',
    'p,parents|make parents as needed, no error if it is there',
    'v,verbose|say what is made',
  ],
  *run(tool) {
    if (tool.operands.length === 0) tool.missingOperand();
    const words = tool.value('mode');
    const change = words === undefined ? undefined : parseMode(words);
    if (words !== undefined && change === undefined) return tool.die(`invalid mode ${tool.word(words)}`);
    const make = (path: string, parents: boolean, mode?: number): void => {
      const { err } = tool.sys.mkdir(path, mode ?? 0o777);
      if (err === undefined) {
        // The umask has no say in a mode that was asked for.
        if (mode !== undefined) tool.sys.chmod(path, mode);
        if (tool.has('verbose')) tool.print(`${tool.name}: created directory ${tool.quote(path)}\n`);
        return;
      }
      if (parents && err === 'EEXIST' && isDirectory(tool.sys.stat(path).ok?.mode ?? 0)) return;
      tool.error(`cannot create directory ${tool.word(path)}: ${strerror(err)}`);
    };
    for (const path of tool.operands) {
      const parents = tool.has('parents');
      if (parents) {
        for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
          if (tool.sys.stat(path.slice(0, at)).err === 'ENOENT') make(path.slice(0, at), true);
        }
      }
      make(path, parents, change?.(0o777, true, 0));
    }
    return undefined;
  },
});
