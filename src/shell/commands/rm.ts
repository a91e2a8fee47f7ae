// rm: removes names. A directory only with -r, its entries first; nothing asks before, unless -i says so.
import { strerror } from '../../abi/errno.ts';
import { O_DIRECTORY, O_RDONLY } from '../../abi/flags.ts';
import { isDirectory } from '../../abi/mode.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';

export const rm = defineTool({
  name: 'rm',
  paths: ['/bin/rm'],
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Removes (unlinks) each FILE.',
  options: [
    'f,force|ignore what is not there, never ask',
    'i,interactive|ask before each removal',
    'rR,recursive|remove directories and what is in them',
    'd,dir|remove empty directories',
    'v,verbose|say what is removed',
  ],
  *run(tool) {
    if (tool.operands.length === 0 && !tool.has('force')) tool.missingOperand();
    for (const path of tool.operands) {
      if (/(^|\/)\.\.?\/*$/.test(path)) {
        tool.error(`refusing to remove '.' or '..' directory: skipping ${tool.quote(path)}`);
      } else if (tool.has('recursive') && /^\/+$/.test(path)) {
        tool.error("it is dangerous to operate recursively on '/'");
        tool.warn('use --no-preserve-root to override this failsafe');
      } else yield* remove(tool, path);
    }
    return undefined;
  },
});

function* remove(tool: Tool, path: string): Steps<void> {
  const { sys } = tool;
  const failed = (err: Parameters<typeof strerror>[0]): void => {
    tool.error(`cannot remove ${tool.quote(path)}: ${strerror(err)}`);
  };
  const stat = sys.lstat(path);
  if (stat.err !== undefined) {
    if (stat.err !== 'ENOENT' || !tool.has('force')) failed(stat.err);
    return;
  }
  const isDir = isDirectory(stat.ok.mode);
  if (isDir && !tool.has('recursive') && !tool.has('dir')) {
    failed('EISDIR');
    return;
  }
  if (tool.lastOf('force', 'interactive') === 'interactive') {
    const what = isDir ? 'directory' : stat.ok.size === 0 ? 'regular empty file' : 'regular file';
    if (!(yield* tool.confirm(`${tool.name}: remove ${what} ${tool.quote(path)}? `))) return;
  }
  if (isDir && tool.has('recursive')) {
    const fd = sys.open(path, O_RDONLY | O_DIRECTORY);
    if (fd.err !== undefined) {
      failed(fd.err);
      return;
    }
    const names: string[] = [];
    for (;;) {
      const entries = sys.getdents(fd.ok);
      if (entries.err !== undefined || entries.ok.length === 0) break;
      for (const { name } of entries.ok) if (name !== '.' && name !== '..') names.push(name);
    }
    sys.close(fd.ok);
    for (const name of names) yield* remove(tool, `${path.replace(/\/+$/, '')}/${name}`);
  }
  const { err } = isDir ? sys.rmdir(path) : sys.unlink(path);
  if (err !== undefined) failed(err);
  else if (tool.has('verbose')) tool.print(`removed ${isDir ? 'directory ' : ''}${tool.quote(path)}\n`);
  yield { wait: 'turn' };
}
