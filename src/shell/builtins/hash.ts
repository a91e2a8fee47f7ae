// `hash`.
import { findCommand, searchPath } from '../run/lookup.ts';
import { parseOptions, wrongOption, type Builtin } from './builtin.ts';

export const hash: Builtin = {
  name: 'hash',
  synopsis: '[-lr] [-p pathname] [-dt] [name ...]',
  summary: 'Shows and changes what is remembered of where commands are.',
  *run(shell, { args }) {
    const options = parseOptions(args, 'lrp:dt');
    if (options.wrong !== undefined) return yield* wrongOption(shell, hash, options.wrong);
    const { flags, values, operands } = options;
    if (flags.has('r')) shell.hash.clear();
    let status = 0;
    const path = values.get('p');
    for (const name of operands) {
      if (path !== undefined) shell.hash.set(name, { path, hits: 0 });
      else if (flags.has('d') || flags.has('t')) {
        const known = shell.hash.get(name);
        if (known === undefined) {
          yield* shell.error(`hash: ${name}: not found`);
          status = 1;
        } else if (flags.has('d')) shell.hash.delete(name);
        else shell.print(operands.length > 1 ? `${name}\t${known.path}\n` : `${known.path}\n`);
      } else if (!name.includes('/') && !shell.builtins.has(name) && !shell.functions.has(name)) {
        shell.hash.delete(name);
        const found = searchPath(shell, name, shell.variables.get('PATH'))[0];
        if (found === undefined) {
          yield* shell.error(`hash: ${name}: not found`);
          status = 1;
        } else {
          findCommand(shell, name);
          shell.hash.set(name, { path: found, hits: 0 });
        }
      }
    }
    if (operands.length === 0 && !flags.has('r')) {
      if (shell.hash.size === 0) {
        if (!flags.has('l')) shell.print('hash: hash table empty\n');
      } else {
        if (!flags.has('l')) shell.print('hits\tcommand\n');
        for (const [name, { path: where, hits }] of shell.hash) {
          shell.print(
            flags.has('l') ? `builtin hash -p ${where} ${name}\n` : `${String(hits).padStart(4)}\t${where}\n`,
          );
        }
      }
    }
    return status;
  },
};
