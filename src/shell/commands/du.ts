// du: what files take on the disk; an inode with several names counts once.
import { strerror } from '../../abi/errno.ts';
import { isDirectory } from '../../abi/mode.ts';
import { humanBinary, sizeText } from '../coreutils/size.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';
import { below, namesIn } from '../coreutils/tree.ts';

export const du = defineTool({
  name: 'du',
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Tells how much room each FILE takes, with what is in it.',
  options: [
    'a,all|files, too',
    'b,bytes|sizes in bytes',
    'c,total|a total',
    'd,max-depth=NUMBER|no deeper than that',
    'h,human-readable|with units',
    'k|in KiB',
    's,summarize|a line for each FILE',
    'x,one-file-system|on one file system',
    ',apparent-size|sizes, not room',
  ],
  *run(tool) {
    const seen = new Set<string>();
    let total = 0;
    for (const path of tool.operands.length === 0 ? ['.'] : tool.operands) {
      total += measure(tool, path, 0, seen, undefined);
      yield* tool.settle();
    }
    if (tool.has('total')) tool.print(`${shown(tool, total)}\ttotal\n`);
    return undefined;
  },
});

/** Bytes; prints what is to be printed on the way. */
function measure(tool: Tool, path: string, depth: number, seen: Set<string>, device: number | undefined): number {
  const stat = tool.sys.lstat(path);
  if (stat.err !== undefined) {
    tool.error(`cannot access ${tool.quote(path)}: ${strerror(stat.err)}`);
    return 0;
  }
  const { dev, ino, mode, nlink, size, blocks } = stat.ok;
  const isDir = isDirectory(mode);
  if (tool.has('one-file-system') && device !== undefined && dev !== device) return 0;
  if (!isDir && nlink > 1) {
    if (seen.has(`${dev}:${ino}`)) return 0;
    seen.add(`${dev}:${ino}`);
  }
  let sum = tool.has('apparent-size') || tool.has('bytes') ? size : blocks * 512;
  if (isDir)
    for (const name of [...namesIn(tool.sys, path)])
      sum += measure(tool, below(path, name), depth + 1, seen, device ?? dev);
  const deepest = tool.has('summarize') ? 0 : Number(tool.value('max-depth') ?? Infinity);
  if (depth === 0 || ((isDir || tool.has('all')) && depth <= deepest)) tool.print(`${shown(tool, sum)}\t${path}\n`);
  return sum;
}

function shown(tool: Tool, bytes: number): string {
  if (tool.has('bytes')) return String(bytes);
  return tool.has('human-readable') ? sizeText(bytes, humanBinary) : String(Math.ceil(bytes / 1024));
}
