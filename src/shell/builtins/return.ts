// `return`.
import { complain, type Builtin } from './builtin.ts';

export const returnBuiltin: Builtin = {
  name: 'return',
  synopsis: '[n]',
  summary: 'Ends a function or a sourced file with a status.',
  special: true,
  *run(shell, { args }) {
    if (shell.frames.length === 0) {
      yield* complain(shell, 'return', "can only `return' from a function or sourced script");
      return 2;
    }
    const arg = args[0];
    if (arg !== undefined && !/^\s*[-+]?\d+\s*$/.test(arg)) {
      yield* complain(shell, 'return', `${arg}: numeric argument required`);
      shell.unwinding = { kind: 'return' };
      return 2;
    }
    if (args.length > 1) {
      shell.unwinding = { kind: 'abort' };
      return yield* complain(shell, 'return', 'too many arguments');
    }
    shell.unwinding = { kind: 'return' };
    return arg === undefined ? shell.status : Number(BigInt.asUintN(8, BigInt(arg.trim().replace(/^\+/, ''))));
  },
};
