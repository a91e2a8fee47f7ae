// cat: files one after another. Only what is there is read; what cannot be is said, and the rest goes on.
import { defineTool } from '../coreutils/tool.ts';

export const cat = defineTool({
  name: 'cat',
  paths: ['/bin/cat'],
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Prints each FILE, or standard input.',
  options: ['n,number|number all lines'],
  *run(tool) {
    let number = 0;
    for (const name of tool.operands.length === 0 ? ['-'] : tool.operands) {
      const input = tool.open(name);
      if (input === undefined) continue;
      for (;;) {
        const { ok, err } = yield* tool.has('number') ? input.line() : input.piece();
        if (err !== undefined) {
          tool.failed(tool.file(name), err);
          break;
        }
        if (ok.length === 0) break;
        if (tool.has('number')) tool.print(`${String(++number).padStart(6)}\t`);
        tool.out.write(ok);
        yield* tool.settle();
      }
      tool.close(input);
    }
    return undefined;
  },
});
