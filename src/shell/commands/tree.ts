// tree: directories drawn with what is in them.
import { fileType, isDirectory } from '../../abi/mode.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';
import { below, namesIn } from '../coreutils/tree.ts';

export const tree = defineTool({
  name: 'tree',
  suite: 'tree',
  synopsis: '[OPTION]... [DIRECTORY]...',
  summary: 'Draws the tree of each DIRECTORY.',
  options: [
    'a|what begins with ., too',
    'd|directories alone',
    'L=LEVEL|no deeper than that',
    ',noreport|no counts at the end',
  ],
  *run(tool) {
    const counts = { directories: 0, files: 0 };
    for (const path of tool.operands.length === 0 ? ['.'] : tool.operands) {
      if (!isDirectory(tool.sys.stat(path).ok?.mode ?? 0)) {
        tool.print(`${path}  [error opening dir]\n`);
        tool.status = 2;
        continue;
      }
      tool.print(`${path}\n`);
      counts.directories += 1;
      drawBelow(tool, path, '', 1, counts);
      yield* tool.settle();
    }
    const many = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;
    const files = tool.has('d') ? '' : `, ${many(counts.files, 'file', 'files')}`;
    if (!tool.has('noreport')) tool.print(`\n${many(counts.directories, 'directory', 'directories')}${files}\n`);
    return undefined;
  },
});

function drawBelow(
  tool: Tool,
  path: string,
  indent: string,
  level: number,
  counts: { directories: number; files: number },
): void {
  if (level > Number(tool.value('L') ?? Infinity)) return;
  const names = [...namesIn(tool.sys, path)].filter((name) => tool.has('a') || !name.startsWith('.')).sort();
  const shown = names.filter((name) => !tool.has('d') || isDirectory(tool.sys.lstat(below(path, name)).ok?.mode ?? 0));
  for (const [i, name] of shown.entries()) {
    const isLast = i === shown.length - 1;
    const at = below(path, name);
    const mode = tool.sys.lstat(at).ok?.mode ?? 0;
    const link = fileType(mode) === 'lnk' ? ` -> ${tool.sys.readlink(at).ok ?? ''}` : '';
    tool.print(`${indent}${isLast ? '└── ' : '├── '}${tool.file(name)}${link}\n`);
    if (isDirectory(mode)) {
      counts.directories += 1;
      drawBelow(tool, at, `${indent}${isLast ? '    ' : '│   '}`, level + 1, counts);
    } else counts.files += 1;
  }
}
