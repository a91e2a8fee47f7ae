// `exec`: a program in place of the shell, or redirections that stay.
import { strerror } from '../../abi/errno.ts';
import { isDirectory } from '../../abi/mode.ts';
import { execve } from '../../kernel/blocking.ts';
import { environmentOf } from '../run/simple.ts';
import { findCommand } from '../run/lookup.ts';
import { complain, parseOptions, wrongOption, type Builtin } from './builtin.ts';

export const exec: Builtin = {
  name: 'exec',
  synopsis: '[-cl] [-a name] [command [argument ...]] [redirection ...]',
  summary: 'Puts a program in the place of the shell; without one, makes redirections that stay.',
  special: true,
  *run(shell, { args }) {
    const options = parseOptions(args, 'cla:');
    if (options.wrong !== undefined) return yield* wrongOption(shell, exec, options.wrong);
    if (options.missing !== undefined) return yield* complain(shell, 'exec', '-a: option requires an argument', 2);
    const [name, ...rest] = options.operands;
    if (name === undefined) {
      shell.execKeeps = true;
      return 0;
    }
    const path = findCommand(shell, name);
    let status = 127;
    if (path === undefined) yield* complain(shell, 'exec', `${name}: not found`);
    else {
      const zero = (options.flags.has('l') ? '-' : '') + (options.values.get('a') ?? name);
      const environ = options.flags.has('c') ? [] : [...environmentOf(shell), `_=${path}`];
      if (shell.terminal !== undefined)
        for (const signal of ['SIGTSTP', 'SIGTTIN', 'SIGTTOU', 'SIGQUIT', 'SIGTERM'] as const)
          shell.sys.sigaction(signal, 'default');
      const failed = yield* execve(shell.process, path, [zero, ...rest], environ);
      if (failed.err === 'ENOEXEC')
        yield* execve(shell.process, shell.variables.get('BASH') ?? '/bin/bash', ['bash', path, ...rest], environ);
      const stat = shell.sys.stat(path);
      const reason =
        stat.err === undefined && isDirectory(stat.ok.mode) ? 'Is a directory' : strerror(failed.err ?? 'ENOENT');
      yield* shell.error(`${path}: ${reason}`);
      if (failed.err !== 'ENOENT') {
        yield* shell.error(`exec: ${path}: cannot execute: ${reason}`);
        status = 126;
      }
    }
    if (!shell.interactive && !shell.shopts.has('execfail')) shell.unwinding = { kind: 'exit' };
    return status;
  },
};
