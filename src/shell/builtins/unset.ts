// `unset`.
import { subscriptOf } from '../expand/parameter.ts';
import { unsetVariable } from '../expand/values.ts';
import { ShellError } from '../shell.ts';
import { parseOptions, wrongOption, isName, type Builtin } from './builtin.ts';

export const unset: Builtin = {
  name: 'unset',
  synopsis: '[-f] [-v] [-n] [name ...]',
  summary: 'Removes variables, elements of arrays, and functions.',
  special: true,
  *run(shell, { args }) {
    const options = parseOptions(args, 'fvn');
    if (options.wrong !== undefined) return yield* wrongOption(shell, unset, options.wrong);
    let status = 0;
    for (const name of options.operands) {
      const found = /^([A-Za-z_]\w*)(?:\[([\s\S]*)\])?$/.exec(name);
      if (options.flags.has('f') || (found === null && !options.flags.has('v'))) {
        if (shell.readonlyFunctions.has(name)) {
          yield* shell.error(`unset: ${name}: cannot unset: readonly function`);
          status = 1;
        } else shell.functions.delete(name);
        continue;
      }
      if (found === null) {
        yield* shell.error(`unset: \`${name}': not a valid identifier`);
        status = 1;
        continue;
      }
      let base = found[1] ?? '';
      const nameref = shell.variables.find(base);
      if (nameref?.nameref === true && !options.flags.has('n') && isName(nameref.value ?? ''))
        base = nameref.value ?? '';
      try {
        if (shell.variables.find(base) === undefined && !shell.variables.dynamic.has(base) && !options.flags.has('v')) {
          shell.functions.delete(base);
        } else if (found[2] === undefined) unsetVariable(shell, base, undefined);
        else unsetVariable(shell, base, yield* subscriptOf(shell, base, { text: found[2], line: shell.line }));
      } catch (error) {
        if (!(error instanceof ShellError)) throw error;
        yield* shell.error(`unset: ${error.message}`);
        status = 1;
      }
    }
    return status;
  },
};
