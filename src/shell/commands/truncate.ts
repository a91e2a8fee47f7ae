// truncate: sets the sizes of files; what is added is a hole.
import { strerror } from '../../abi/errno.ts';
import { O_CREAT, O_NONBLOCK, O_WRONLY } from '../../abi/flags.ts';
import { parseSize } from '../coreutils/size.ts';
import { defineTool } from '../coreutils/tool.ts';

/** The new size, in bytes, of a file of `size`. */
const changes: Readonly<Record<string, (size: number, by: number) => number>> = {
  '': (_, by) => by,
  '+': (size, by) => size + by,
  '-': (size, by) => Math.max(0, size - by),
  '<': (size, by) => Math.min(size, by),
  '>': (size, by) => Math.max(size, by),
  '/': (size, by) => Math.floor(size / by) * by,
  '%': (size, by) => Math.ceil(size / by) * by,
};

export const truncate = defineTool({
  name: 'truncate',
  synopsis: '[OPTION]... FILE...',
  summary: 'Makes each FILE as long as it is said; it is made where it is not there.',
  options: [
    'c,no-create|make no file',
    'o,io-blocks|SIZE counts blocks, not bytes',
    'r,reference=FILE|the size of that file',
    's,size=SIZE|so many bytes; +, -, <, >, /, % before it change the size there is',
  ],
  *run(tool) {
    const { sys } = tool;
    const text = tool.value('size');
    const reference = tool.value('reference');
    const match = /^\s*([-+<>/%]?)\s*(.*)$/s.exec(text ?? '');
    const [, sign = '', number = ''] = match ?? [];
    const by = text === undefined ? undefined : parseSize(number);
    if (text !== undefined && (by === undefined || !/^\d/.test(number)))
      return tool.die(`Invalid number: ${tool.quote(number)}`);
    if (by === 0 && (sign === '/' || sign === '%')) return tool.die('division by zero');
    if (text === undefined && reference === undefined)
      return tool.usage("you must specify either '--size' or '--reference'");
    if (text !== undefined && reference !== undefined && sign === '')
      return tool.usage("you must specify a relative '--size' with '--reference'");
    if (tool.has('io-blocks') && text === undefined)
      return tool.usage("'--io-blocks' was specified but '--size' was not");
    if (tool.operands.length === 0) return tool.usage('missing file operand');
    let from: number | undefined;
    if (reference !== undefined) {
      const stat = sys.stat(reference);
      if (stat.err !== undefined) return tool.die(`cannot stat ${tool.quote(reference)}: ${strerror(stat.err)}`);
      from = stat.ok.size;
    }
    for (const path of tool.operands) {
      const fd = sys.open(path, O_WRONLY | O_NONBLOCK | (tool.has('no-create') ? 0 : O_CREAT), 0o666);
      if (fd.err !== undefined) {
        if (fd.err !== 'ENOENT' || !tool.has('no-create'))
          tool.error(`cannot open ${tool.quote(path)} for writing: ${strerror(fd.err)}`);
        continue;
      }
      const stat = sys.fstat(fd.ok);
      const unit = tool.has('io-blocks') ? (stat.ok?.blksize ?? 512) : 1;
      const size = from ?? stat.ok?.size ?? 0;
      const wanted = by === undefined ? size : (changes[sign]?.(size, by * unit) ?? size);
      const { err } = sys.ftruncate(fd.ok, wanted);
      if (err !== undefined)
        tool.error(`failed to truncate ${tool.quote(path)} at ${String(wanted)} bytes: ${strerror(err)}`);
      sys.close(fd.ok);
    }
    yield { wait: 'turn' };
    return undefined;
  },
});
