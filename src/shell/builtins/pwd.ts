// `pwd`.
import { strerror } from '../../abi/errno.ts';
import { complain, parseOptions, wrongOption, type Builtin } from './builtin.ts';

export const pwd: Builtin = {
  name: 'pwd',
  synopsis: '[-LP]',
  summary: 'Prints the working directory; with -P without symbolic links.',
  *run(shell, { args }) {
    const options = parseOptions(args, 'LP');
    if (options.wrong !== undefined) return yield* wrongOption(shell, pwd, options.wrong);
    const physical = options.flags.has('P') || (shell.options.has('physical') && !options.flags.has('L'));
    if (!physical) {
      const here = shell.sys.stat('.');
      const there = shell.sys.stat(shell.cwd);
      if (
        here.err === undefined &&
        there.err === undefined &&
        here.ok.ino === there.ok.ino &&
        here.ok.dev === there.ok.dev
      ) {
        shell.print(`${shell.cwd}\n`);
        return 0;
      }
      if (here.err === undefined && there.err !== undefined && here.ok.nlink === 0) {
        shell.print(`${shell.cwd}\n`);
        return 0;
      }
    }
    const real = shell.sys.getcwd();
    if (real.err !== undefined) {
      return yield* complain(
        shell,
        'pwd',
        `error retrieving current directory: getcwd: cannot access parent directories: ${strerror(real.err)}`,
      );
    }
    shell.print(`${real.ok}\n`);
    return 0;
  },
};
