// chmod: changes modes, by number or by words such as u+x.
import { strerror } from '../../abi/errno.ts';
import { isDirectory, isSymlink } from '../../abi/mode.ts';
import { modeText, parseMode } from '../coreutils/mode.ts';
import { defineTool } from '../coreutils/tool.ts';
import { walkTree } from '../coreutils/tree.ts';

export const chmod = defineTool({
  name: 'chmod',
  paths: ['/bin/chmod'],
  synopsis: '[OPTION]... MODE[,MODE]... FILE...',
  summary: 'Changes the mode of each FILE.',
  options: [
    'c,changes|say what is changed',
    'f,silent|say nothing of what fails',
    'R,recursive|what is in directories, too',
    'v,verbose|say what is done',
  ],
  rewrite: (args) => (/^-[rwxXst]/.test(args[0] ?? '') ? ['--', ...args] : args),
  *run(tool) {
    const { sys } = tool;
    const [words, ...paths] = tool.operands;
    if (words === undefined) return tool.missingOperand();
    if (paths.length === 0) return tool.usage(`missing operand after ${tool.word(words)}`);
    const change = parseMode(words);
    if (change === undefined) return tool.usage(`invalid mode: ${tool.word(words)}`);
    const umask = sys.umask(0).ok ?? 0;
    sys.umask(umask);
    for (const path of paths) {
      for (const one of walkTree(sys, path, tool.has('recursive'), true)) {
        const stat = one === path ? sys.stat(one) : sys.lstat(one);
        if (stat.err !== undefined) {
          if (!tool.has('silent')) tool.warn(`cannot access ${tool.quote(one)}: ${strerror(stat.err)}`);
          tool.status = 1;
          continue;
        }
        if (isSymlink(stat.ok.mode)) continue;
        const mode = change(stat.ok.mode & 0o7777, isDirectory(stat.ok.mode), umask);
        const { err } = sys.chmod(one, mode);
        if (err !== undefined) {
          if (!tool.has('silent')) tool.warn(`changing permissions of ${tool.quote(one)}: ${strerror(err)}`);
          tool.status = 1;
        } else if (tool.has('verbose') || (tool.has('changes') && mode !== (stat.ok.mode & 0o7777))) {
          const told = (bits: number): string =>
            `${bits.toString(8).padStart(4, '0')} (${modeText((stat.ok.mode & 0o170000) | bits).slice(1)})`;
          const isSame = mode === (stat.ok.mode & 0o7777);
          tool.print(
            isSame
              ? `mode of ${tool.quote(one)} retained as ${told(mode)}\n`
              : `mode of ${tool.quote(one)} changed from ${told(stat.ok.mode & 0o7777)} to ${told(mode)}\n`,
          );
        }
      }
      yield { wait: 'turn' };
    }
    return undefined;
  },
});
