// ln: makes links, hard ones or with -s symbolic ones.
import { strerror } from '../../abi/errno.ts';
import { isDirectory } from '../../abi/mode.ts';
import { defineTool } from '../coreutils/tool.ts';
import { below } from '../coreutils/tree.ts';

export const ln = defineTool({
  name: 'ln',
  paths: ['/bin/ln'],
  synopsis: '[OPTION]... TARGET... LINK',
  summary: 'Makes LINK a link to TARGET, or links to all TARGETs in a directory.',
  options: [
    'f,force|remove what is there',
    'n,no-dereference|a link to a directory is a file',
    's,symbolic|symbolic links',
    'T,no-target-directory|LINK is never a directory',
    'v,verbose|say what is linked',
  ],
  *run(tool) {
    const { sys } = tool;
    const operands = [...tool.operands];
    if (operands.length === 0) tool.usage('missing file operand');
    const last = operands.length === 1 ? '.' : (operands.pop() ?? '.');
    const stat = tool.has('no-dereference') ? sys.lstat(last) : sys.stat(last);
    const intoDirectory = isDirectory(stat.ok?.mode ?? 0) && !tool.has('no-target-directory');
    if (operands.length > 1 && !intoDirectory) tool.die(`target ${tool.quote(last)} is not a directory`);
    for (const target of operands) {
      const name = target.replace(/\/+$/, '').split('/').at(-1) ?? target;
      const link = intoDirectory ? below(last, name) : last;
      const make = (): ReturnType<typeof sys.symlink> =>
        tool.has('symbolic') ? sys.symlink(target, link) : sys.link(target, link);
      if (!tool.has('symbolic')) {
        const source = sys.lstat(target);
        if (source.err !== undefined) {
          tool.error(`failed to access ${tool.quote(target)}: ${strerror(source.err)}`);
          continue;
        }
        if (isDirectory(source.ok.mode)) {
          tool.error(`${target}: hard link not allowed for directory`);
          continue;
        }
      }
      let made = make();
      if (made.err === 'EEXIST' && tool.has('force')) {
        sys.unlink(link);
        made = make();
      }
      const kind = tool.has('symbolic') ? 'symbolic link' : 'hard link';
      if (made.err !== undefined) {
        const arrow = tool.has('symbolic') || made.err === 'EEXIST' ? '' : ` => ${tool.quote(target)}`;
        tool.error(`failed to create ${kind} ${tool.quote(link)}${arrow}: ${strerror(made.err)}`);
      } else if (tool.has('verbose'))
        tool.print(`${tool.quote(link)} ${tool.has('symbolic') ? '->' : '=>'} ${tool.quote(target)}\n`);
    }
    yield { wait: 'turn' };
    return undefined;
  },
});
