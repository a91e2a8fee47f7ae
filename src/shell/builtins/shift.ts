// `shift`.
import { complain, type Builtin } from './builtin.ts';

export const shift: Builtin = {
  name: 'shift',
  synopsis: '[n]',
  summary: 'Drops the first positional parameter, or the first n.',
  special: true,
  *run(shell, { args }) {
    const arg = args[0] ?? '1';
    if (!/^[-+]?\d+$/.test(arg)) return yield* complain(shell, 'shift', `${arg}: numeric argument required`);
    if (args.length > 1) {
      shell.unwinding = { kind: 'abort' };
      return yield* complain(shell, 'shift', 'too many arguments');
    }
    const count = Number(arg);
    if (count < 0) return yield* complain(shell, 'shift', `${arg}: shift count out of range`);
    if (count > shell.positional.length) {
      if (shell.shopts.has('shift_verbose')) return yield* complain(shell, 'shift', `${arg}: shift count out of range`);
      return 1;
    }
    shell.positional = shell.positional.slice(count);
    return 0;
  },
};
