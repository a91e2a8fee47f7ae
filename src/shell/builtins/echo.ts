// `echo`.
import { echoEscapes } from '../escapes.ts';
import type { Builtin } from './builtin.ts';

export const echo: Builtin = {
  name: 'echo',
  synopsis: '[-neE] [arg ...]',
  summary: 'Prints its arguments with blanks between them.',
  run: (shell, { args }) => {
    let newline = true;
    let escapes = shell.shopts.has('xpg_echo');
    let at = 0;
    for (; at < args.length && /^-[neE]+$/.test(args[at] ?? ''); at++) {
      for (const letter of (args[at] ?? '').slice(1)) {
        if (letter === 'n') newline = false;
        else escapes = letter === 'e';
      }
    }
    const text = at === 0 ? args.join(' ') : args.slice(at).join(' ');
    if (!escapes) {
      shell.print(newline ? `${text}\n` : text);
      return 0;
    }
    const { text: shown, stop } = echoEscapes(text);
    shell.print(newline && !stop ? `${shown}\n` : shown);
    return 0;
  },
};
