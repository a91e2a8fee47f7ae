// `printf`.
import { assign, assignElement } from '../expand/values.ts';
import { formatPrintf } from '../printf-format.ts';
import { complain, lacksArgument, parseOptions, wrongOption, type Builtin } from './builtin.ts';

export const printf: Builtin = {
  name: 'printf',
  synopsis: '[-v var] format [arguments]',
  summary: 'Prints arguments as a format says, or puts the text into a variable.',
  *run(shell, { args }) {
    const options = args[0]?.startsWith('-') === true ? parseOptions(args, 'v:') : undefined;
    if (options?.wrong !== undefined) return yield* wrongOption(shell, printf, options.wrong);
    if (options?.missing !== undefined) return yield* lacksArgument(shell, printf, options.missing);
    const [format, ...rest] = options === undefined ? args : options.operands;
    if (format === undefined) {
      yield* shell.printError(`printf: usage: printf ${printf.synopsis}\n`);
      return 2;
    }
    const result = formatPrintf(format, rest, { now: shell.sys.clockGettime(), started: shell.startedAt });
    const name = options?.values.get('v');
    if (name === undefined) {
      shell.print(result.text);
      if (result.errors.length > 0) yield* shell.flush('printf');
    }
    for (const error of result.errors) yield* shell.error(`printf: ${error}`);
    if (name !== undefined) {
      const target = /^([A-Za-z_]\w*)(?:\[([\s\S]+)\])?$/.exec(name);
      if (target === null) return yield* complain(shell, 'printf', `\`${name}': not a valid identifier`, 2);
      if (target[2] === undefined) assign(shell, name, result.text);
      else assignElement(shell, target[1] ?? '', target[2], result.text);
    }
    return result.errors.length > 0 ? 1 : 0;
  },
};
