// tail: the last lines or bytes of files.
import { defineTool } from '../coreutils/tool.ts';

export const tail = defineTool({
  name: 'tail',
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Prints the last 10 lines of each FILE.',
  options: [
    'c,bytes=NUMBER|that many bytes',
    'n,lines=NUMBER|that many lines; +NUMBER: from that one on',
    'q,quiet|no headers',
    'v,verbose|always headers',
  ],
  rewrite: (args) => args.flatMap((arg) => (/^-\d+$/.test(arg) ? ['-n', arg.slice(1)] : [arg])),
  *run(tool) {
    const files = tool.operands.length === 0 ? ['-'] : tool.operands;
    const bytes = tool.value('bytes');
    const given = bytes ?? tool.value('lines') ?? '10';
    const count = Number(given.replace(/^[-+]/, ''));
    if (!Number.isInteger(count))
      tool.die(`invalid number of ${bytes === undefined ? 'lines' : 'bytes'}: ${tool.word(given)}`);
    let first = true;
    for (const name of files) {
      const text = yield* tool.text(name);
      if (text === undefined) continue;
      if ((files.length > 1 && !tool.has('quiet')) || tool.has('verbose')) {
        tool.print(`${first ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n`);
      }
      first = false;
      const pieces = text === '' ? [] : bytes === undefined ? text.split(/(?<=\n)/) : [...text];
      const from = given.startsWith('+') ? Math.max(0, count - 1) : Math.max(0, pieces.length - count);
      tool.print(pieces.slice(from).join(''));
      yield* tool.settle();
    }
    return undefined;
  },
});
