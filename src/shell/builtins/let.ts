// `let`.
import { evaluateIn } from '../expand/values.ts';
import { ShellError } from '../shell.ts';
import { complain, type Builtin } from './builtin.ts';

export const letBuiltin: Builtin = {
  name: 'let',
  synopsis: 'arg [arg ...]',
  summary: 'Evaluates arithmetic expressions; fails where the last is 0.',
  *run(shell, { args }) {
    if (args.length === 0) return yield* complain(shell, 'let', 'expression expected');
    let value = 0n;
    for (const arg of args) {
      try {
        value = evaluateIn(shell, arg, 'let: ');
      } catch (error) {
        if (!(error instanceof ShellError)) throw error;
        yield* shell.error(error.message);
        return 1;
      }
    }
    return value === 0n ? 1 : 0;
  },
};
