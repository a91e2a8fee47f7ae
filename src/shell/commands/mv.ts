// mv: renames; where the kernel says EXDEV it copies the tree and removes the old one, as the real one does.
import { strerror } from '../../abi/errno.ts';
import { RENAME_NOREPLACE } from '../../abi/flags.ts';
import { isDirectory } from '../../abi/mode.ts';
import { copyTree } from '../coreutils/copy.ts';
import { defineTool } from '../coreutils/tool.ts';
import { below, walkTree } from '../coreutils/tree.ts';

export const mv = defineTool({
  name: 'mv',
  paths: ['/bin/mv'],
  synopsis: '[OPTION]... SOURCE... DEST',
  summary: 'Renames SOURCE to DEST, or moves several into a directory.',
  options: [
    'f,force|never ask',
    'i,interactive|ask before overwriting',
    'n,no-clobber|overwrite nothing',
    't,target-directory=DIRECTORY|into that directory',
    'T,no-target-directory|DEST is never a directory',
    'v,verbose|say what is renamed',
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
    for (const source of operands) {
      const target = isDir ? below(last, source.replace(/\/+$/, '').split('/').at(-1) ?? source) : last;
      const stat = sys.lstat(source);
      if (stat.err !== undefined) {
        tool.error(`cannot stat ${tool.quote(source)}: ${strerror(stat.err)}`);
        continue;
      }
      const there = sys.lstat(target);
      if (there.err === undefined) {
        if (tool.lastOf('no-clobber', 'interactive', 'force') === 'no-clobber') continue;
        const asks = tool.lastOf('no-clobber', 'interactive', 'force') === 'interactive';
        if (asks && !(yield* tool.confirm(`${tool.name}: overwrite ${tool.quote(target)}? `))) continue;
        if (there.ok.ino === stat.ok.ino && there.ok.dev === stat.ok.dev) {
          tool.error(`${tool.quote(source)} and ${tool.quote(target)} are the same file`);
          continue;
        }
      }
      // As coreutils: nothing is replaced by the first try, so that what is there can be looked at.
      let renamed = sys.rename(source, target, RENAME_NOREPLACE);
      if (renamed.err === 'EEXIST' || renamed.err === 'EINVAL') renamed = sys.rename(source, target);
      if (renamed.err === undefined) {
        if (tool.has('verbose')) tool.print(`renamed ${tool.quote(source)} -> ${tool.quote(target)}\n`);
      } else if (renamed.err === 'EXDEV') {
        const copied = copyTree(tool, source, target, {
          recursive: true,
          preserve: true,
          xattrs: true,
          follow: false,
          force: true,
          told: (from, to) => {
            if (tool.has('verbose')) tool.print(`copied ${tool.quote(from)} -> ${tool.quote(to)}\n`);
          },
        });
        if (copied) {
          for (const path of walkTree(sys, source, true, false)) {
            const gone = isDirectory(sys.lstat(path).ok?.mode ?? 0) ? sys.rmdir(path) : sys.unlink(path);
            if (gone.err !== undefined) tool.error(`cannot remove ${tool.quote(path)}: ${strerror(gone.err)}`);
            else if (tool.has('verbose')) tool.print(`removed ${tool.quote(path)}\n`);
          }
        }
      } else if (renamed.err === 'EINVAL') {
        tool.error(`cannot move ${tool.quote(source)} to a subdirectory of itself, ${tool.quote(target)}`);
      } else tool.error(`cannot move ${tool.quote(source)} to ${tool.quote(target)}: ${strerror(renamed.err)}`);
      yield { wait: 'turn' };
    }
    return undefined;
  },
});
