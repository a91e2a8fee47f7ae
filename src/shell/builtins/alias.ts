// `alias` and `unalias`.
import { singleQuoted } from '../expand/quote.ts';
import { parseOptions, wrongOption, type Builtin } from './builtin.ts';

export const alias: Builtin = {
  name: 'alias',
  synopsis: '[-p] [name[=value] ... ]',
  summary: 'Makes and shows aliases.',
  *run(shell, { args }) {
    const options = parseOptions(args, 'p');
    if (options.wrong !== undefined) return yield* wrongOption(shell, alias, options.wrong);
    if (options.operands.length === 0 || options.flags.has('p')) {
      for (const name of [...shell.aliases.keys()].sort())
        shell.print(`alias ${name}=${singleQuoted(shell.aliases.get(name) ?? '')}\n`);
    }
    let status = 0;
    for (const operand of options.operands) {
      const equals = operand.indexOf('=', 1);
      if (equals > 0) {
        const name = operand.slice(0, equals);
        if (/[\s$`=|&;()<>'"\\/]/.test(name)) {
          yield* shell.error(`alias: \`${name}': invalid alias name`);
          status = 1;
        } else {
          shell.aliases.set(name, operand.slice(equals + 1));
          shell.aliasVersion++;
        }
        continue;
      }
      const value = shell.aliases.get(operand);
      if (value === undefined) {
        yield* shell.error(`alias: ${operand}: not found`);
        status = 1;
      } else shell.print(`alias ${operand}=${singleQuoted(value)}\n`);
    }
    return status;
  },
};

export const unalias: Builtin = {
  name: 'unalias',
  synopsis: '[-a] name [name ...]',
  summary: 'Removes aliases.',
  *run(shell, { args }) {
    const options = parseOptions(args, 'a');
    if (options.wrong !== undefined) return yield* wrongOption(shell, unalias, options.wrong);
    if (options.flags.has('a')) {
      shell.aliases.clear();
      shell.aliasVersion++;
      return 0;
    }
    if (options.operands.length === 0) {
      yield* shell.printError(`unalias: usage: unalias ${unalias.synopsis}\n`);
      return 2;
    }
    let status = 0;
    for (const name of options.operands) {
      if (shell.aliases.delete(name)) {
        shell.aliasVersion++;
        continue;
      }
      yield* shell.error(`unalias: ${name}: not found`);
      status = 1;
    }
    return status;
  },
};
