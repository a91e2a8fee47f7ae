// cp: copies files, and with -r trees.
import { isDirectory } from '../../abi/mode.ts';
import { copyTree } from '../coreutils/copy.ts';
import { defineTool } from '../coreutils/tool.ts';
import { below } from '../coreutils/tree.ts';

export const cp = defineTool({
  name: 'cp',
  paths: ['/bin/cp'],
  synopsis: '[OPTION]... SOURCE... DEST',
  summary: 'Copies SOURCE to DEST, or several into a directory.',
  options: [
    'a,archive|as -dR --preserve=all',
    'd|keep symbolic links',
    'f,force|remove a DEST that cannot be opened',
    'i,interactive|ask before overwriting',
    'n,no-clobber|overwrite nothing',
    'P,no-dereference|keep symbolic links',
    'p|keep mode, owner and times',
    ',preserve=?LIST|keep what is listed',
    'Rr,recursive|copy directories and what is in them',
    't,target-directory=DIRECTORY|into that directory',
    'T,no-target-directory|DEST is never a directory',
    'v,verbose|say what is copied',
  ],
  *run(tool) {
    const { sys } = tool;
    const operands = [...tool.operands];
    if (operands.length === 0) tool.usage('missing file operand');
    const into = tool.value('target-directory');
    const last = into ?? (operands.length > 1 ? operands.pop() : undefined);
    if (last === undefined)
      return tool.usage(`missing destination file operand after ${tool.quote(operands[0] ?? '')}`);
    const isDir = isDirectory(sys.stat(last).ok?.mode ?? 0) && !tool.has('no-target-directory');
    if (!isDir && (operands.length > 1 || into !== undefined))
      return tool.die(`target ${tool.quote(last)} is not a directory`);
    const archive = tool.has('archive');
    for (const source of operands) {
      const target = isDir ? below(last, source.replace(/\/+$/, '').split('/').at(-1) ?? source) : last;
      if (sys.lstat(target).err === undefined) {
        if (tool.has('no-clobber')) continue;
        if (tool.has('interactive') && !(yield* tool.confirm(`${tool.name}: overwrite ${tool.quote(target)}? `)))
          continue;
      }
      copyTree(tool, source, target, {
        recursive: archive || tool.has('recursive'),
        preserve: archive || tool.has('p') || tool.has('preserve'),
        xattrs: archive || (tool.value('preserve') ?? '').split(',').some((word) => word === 'xattr' || word === 'all'),
        follow: !(archive || tool.has('d') || tool.has('no-dereference') || tool.has('recursive')),
        force: tool.has('force'),
        told: (from, to) => {
          if (tool.has('verbose')) tool.print(`${tool.quote(from)} -> ${tool.quote(to)}\n`);
        },
      });
      yield { wait: 'turn' };
    }
    return undefined;
  },
});
