// echo: its arguments, with blanks between them.
import { echoEscapes } from '../escapes.ts';
import { defineTool } from '../coreutils/tool.ts';

export const echo = defineTool({
  name: 'echo',
  paths: ['/bin/echo', '/usr/bin/echo'],
  synopsis: '[SHORT-OPTION]... [STRING]...\nLONG-OPTION',
  summary: 'Prints the STRINGs. -n: no newline; -e: backslash escapes mean something; -E: they do not.',
  parse: false,
  *run(tool) {
    const args = tool.operands;
    const posix = tool.variable('POSIXLY_CORRECT') !== undefined;
    if (args.length === 1 && !posix) {
      if (args[0] === '--help') tool.help([]);
      if (args[0] === '--version') tool.version();
    }
    let newline = true;
    let escapes = posix;
    let at = 0;
    if (!posix || args[0] === '-n') {
      for (; at < args.length && /^-[neE]+$/.test(args[at] ?? ''); at++) {
        for (const letter of (args[at] ?? '').slice(1)) {
          if (letter === 'n') newline = false;
          else escapes = letter === 'e' || posix;
        }
      }
    }
    const text = args.slice(at).join(' ');
    const { text: shown, stop } = escapes ? echoEscapes(text) : { text, stop: false };
    tool.print(newline && !stop ? `${shown}\n` : shown);
    yield* tool.settle();
    return 0;
  },
});
