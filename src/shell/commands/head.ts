// head: the first lines or bytes of files.
import { defineTool } from '../coreutils/tool.ts';

export const head = defineTool({
  name: 'head',
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Prints the first 10 lines of each FILE.',
  options: [
    'c,bytes=NUMBER|that many bytes',
    'n,lines=NUMBER|that many lines',
    'q,quiet|no headers',
    'v,verbose|always headers',
  ],
  rewrite: (args) => args.flatMap((arg) => (/^-\d+$/.test(arg) ? ['-n', arg.slice(1)] : [arg])),
  *run(tool) {
    const files = tool.operands.length === 0 ? ['-'] : tool.operands;
    const bytes = tool.value('bytes');
    const count = Number(bytes ?? tool.value('lines') ?? '10');
    if (!Number.isInteger(count))
      tool.die(
        `invalid number of ${bytes === undefined ? 'lines' : 'bytes'}: ${tool.word(bytes ?? tool.value('lines') ?? '')}`,
      );
    let first = true;
    for (const name of files) {
      const text = yield* tool.text(name);
      if (text === undefined) continue;
      if ((files.length > 1 && !tool.has('quiet')) || tool.has('verbose')) {
        tool.print(`${first ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n`);
      }
      first = false;
      const pieces = bytes === undefined ? text.split(/(?<=\n)/) : [...text];
      tool.print(pieces.slice(0, count).join(''));
      yield* tool.settle();
    }
    return undefined;
  },
});
