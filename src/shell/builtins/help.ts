// `help`.
import { matches } from '../expand/pattern.ts';
import { complain, type Builtin } from './builtin.ts';

export const help: Builtin = {
  name: 'help',
  synopsis: '[-dms] [pattern ...]',
  summary: 'Says what the builtins do.',
  *run(shell, { args }) {
    const short = args[0] === '-s';
    const describe = args[0] === '-d';
    const patterns = args.filter((arg) => !/^-[dms]$/.test(arg));
    const names = [...shell.builtins.keys()].sort();
    if (patterns.length === 0) {
      shell.print('These commands are defined inside the shell. `help name` says more of one.\n\n');
      for (const name of names) shell.print(` ${name} ${shell.builtins.get(name)?.synopsis ?? ''}`.trimEnd() + '\n');
      return 0;
    }
    let found = false;
    for (const pattern of patterns) {
      for (const name of names) {
        if (!matches(name, pattern) && name !== pattern) continue;
        const builtin = shell.builtins.get(name);
        if (builtin === undefined) continue;
        found = true;
        if (describe) shell.print(`${name} - ${builtin.summary}\n`);
        else {
          shell.print(`${name}: ${name} ${builtin.synopsis}`.trimEnd() + '\n');
          if (!short) shell.print(`    ${builtin.summary}\n`);
        }
      }
    }
    if (found) return 0;
    return yield* complain(
      shell,
      'help',
      `no help topics match \`${patterns[patterns.length - 1] ?? ''}'.  Try \`help help' or \`man -k ${patterns[patterns.length - 1] ?? ''}' or \`info ${patterns[patterns.length - 1] ?? ''}'.`,
    );
  },
};
