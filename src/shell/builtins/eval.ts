// `eval`.
import { parseOptions, wrongOption, type Builtin } from './builtin.ts';

export const evalBuiltin: Builtin = {
  name: 'eval',
  synopsis: '[arg ...]',
  summary: 'Runs its arguments, joined with blanks, as a program.',
  special: true,
  *run(shell, { args }) {
    const options = parseOptions(args, '');
    if (options.wrong !== undefined) return yield* wrongOption(shell, evalBuiltin, options.wrong);
    return yield* shell.interpreter.runText(shell, options.operands.join(' '), shell.line, 'eval');
  },
};
