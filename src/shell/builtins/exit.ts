// `exit` and `logout`.
import { stateOf } from '../run/jobs.ts';
import { complain, type Builtin } from './builtin.ts';

export const exit: Builtin = {
  name: 'exit',
  synopsis: '[n]',
  summary: 'Leaves the shell with a status, by default that of the last command.',
  special: true,
  *run(shell, { args }) {
    if (shell.interactive) yield* shell.printError(shell.login ? 'logout\n' : 'exit\n');
    const arg = args[0];
    if (arg !== undefined && !/^\s*[-+]?\d+\s*$/.test(arg)) {
      yield* complain(shell, 'exit', `${arg}: numeric argument required`);
      shell.unwinding = { kind: 'exit' };
      return 2;
    }
    if (args.length > 1) {
      shell.unwinding = { kind: 'abort' };
      return yield* complain(shell, 'exit', 'too many arguments');
    }
    if (shell.interactive && !shell.exitWarned && shell.jobs.list.some((job) => stateOf(job) === 'stopped')) {
      yield* shell.printError('There are stopped jobs.\n');
      shell.exitWarned = true;
      return 1;
    }
    shell.unwinding = { kind: 'exit' };
    return arg === undefined ? shell.status : Number(BigInt.asUintN(8, BigInt(arg.trim().replace(/^\+/, ''))));
  },
};

export const logout: Builtin = {
  name: 'logout',
  synopsis: '[n]',
  summary: 'Leaves a login shell.',
  *run(shell, invocation) {
    if (!shell.login) return yield* complain(shell, 'logout', "not login shell: use `exit'");
    const result = exit.run(shell, invocation);
    return typeof result === 'number' ? result : yield* result;
  },
};
