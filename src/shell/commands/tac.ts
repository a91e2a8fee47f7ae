// tac: files backwards, line by line.
import { argumentText, byteText } from '../coreutils/byte-text.ts';
import { BasicRegExp } from '../coreutils/basic-regexp.ts';
import { defineTool } from '../coreutils/tool.ts';
import { strerror } from '../../abi/errno.ts';
import { O_RDONLY } from '../../abi/flags.ts';
import { Input } from '../../kernel/stdio.ts';

export const tac = defineTool({
  name: 'tac',
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Prints each FILE with its last line first.',
  options: [
    'b,before|the separator stands before each part, not behind it',
    'r,regex|the separator is a regular expression',
    's,separator=STRING|that separates, in place of a newline',
  ],
  *run(tool) {
    const separator = argumentText(tool.value('separator') ?? '\n');
    if (tool.has('regex') && separator === '') return tool.die('separator cannot be empty');
    const pattern = tool.has('regex') ? new BasicRegExp(tool, separator) : undefined;
    const glue = separator === '' ? '\0' : separator;
    for (const name of tool.operands.length === 0 ? ['-'] : tool.operands) {
      const opened = name === '-' ? { ok: 0, err: undefined } : tool.sys.open(name, O_RDONLY);
      if (opened.err !== undefined) {
        tool.error(`failed to open ${tool.quote(name)} for reading: ${strerror(opened.err)}`);
        continue;
      }
      const { ok, err } = yield* new Input(tool.process, opened.ok).rest();
      if (opened.ok > 2) tool.sys.close(opened.ok);
      if (err !== undefined) {
        // A directory is found out by seeking to its end, not by reading it.
        tool.error(
          `${name === '-' ? 'standard input' : tool.file(name)}: read error: ${strerror(err === 'EISDIR' ? 'EINVAL' : err)}`,
        );
        continue;
      }
      const text = byteText(ok);
      const starts = pattern === undefined ? placesOf(text, glue) : matchesOf(text, pattern);
      let end = text.length;
      for (const [from, to] of starts.reverse()) {
        const edge = tool.has('before') ? from : to;
        if (edge < end || tool.has('before')) tool.printBytes(text.slice(edge, end));
        end = edge;
        yield* tool.settle();
      }
      tool.printBytes(text.slice(0, end));
      yield* tool.settle();
    }
    return undefined;
  },
});

function placesOf(text: string, separator: string): [number, number][] {
  const places: [number, number][] = [];
  for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, at + separator.length))
    places.push([at, at + separator.length]);
  return places;
}

/** Found from the end, as the command looks: the last place first, each as short as it can begin. */
function matchesOf(text: string, pattern: BasicRegExp): [number, number][] {
  const places: [number, number][] = [];
  let end = text.length;
  for (let at = text.length - 1; at >= 0; at--) {
    const found = pattern.matchAt(text.slice(0, end), at);
    if (found === undefined || found.end === at) continue;
    places.push([at, found.end]);
    end = at;
  }
  return places.reverse();
}
