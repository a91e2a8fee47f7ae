// `cd`.
import { strerror } from '../../abi/errno.ts';
import type { Running } from '../../kernel/program.ts';
import { assign } from '../expand/values.ts';
import { normalized } from '../paths.ts';
import type { Shell } from '../shell.ts';
import { complain, parseOptions, wrongOption, type Builtin } from './builtin.ts';

export const cd: Builtin = {
  name: 'cd',
  synopsis: '[-L|[-P [-e]] [-@]] [dir]',
  summary: 'Changes the working directory: to HOME, to OLDPWD with `-`, or to a directory, looked for along CDPATH.',
  *run(shell, { args }) {
    const options = parseOptions(args, 'LPe@');
    if (options.wrong !== undefined) return yield* wrongOption(shell, cd, options.wrong);
    if (options.operands.length > 1) return yield* complain(shell, 'cd', 'too many arguments');
    const physical = options.flags.has('P') || (shell.options.has('physical') && !options.flags.has('L'));
    let target = options.operands[0];
    let show = false;
    if (target === undefined) {
      target = shell.variables.get('HOME');
      if (target === undefined) return yield* complain(shell, 'cd', 'HOME not set');
    } else if (target === '-') {
      target = shell.variables.get('OLDPWD');
      if (target === undefined) return yield* complain(shell, 'cd', 'OLDPWD not set');
      show = true;
    } else if (!/^(\/|\.\.?(\/|$))/.test(target)) {
      for (const directory of (shell.variables.get('CDPATH') ?? '').split(':')) {
        if (directory === '') continue;
        const candidate = directory.endsWith('/') ? directory + target : `${directory}/${target}`;
        const stat = shell.sys.stat(candidate);
        if (stat.err === undefined && (stat.ok.mode & 0o170000) === 0o040000) {
          target = candidate;
          show = true;
          break;
        }
      }
    }
    return yield* changeDirectory(shell, 'cd', target, physical, show);
  },
};

/** Goes to a directory and sets PWD and OLDPWD; `show` prints where it came to. */
export function* changeDirectory(
  shell: Shell,
  command: string,
  target: string,
  physical: boolean,
  show: boolean,
): Running {
  if (target === '') return 0;
  const logical = normalized(shell.cwd, target);
  let result = shell.sys.chdir(physical ? target : logical);
  // a logical path may not exist where the real one does
  if (!physical && result.err === 'ENOENT') {
    const direct = shell.sys.chdir(target);
    if (direct.err === undefined) result = direct;
  }
  if (result.err !== undefined) {
    yield* shell.error(`${command}: ${target}: ${strerror(result.err)}`);
    return 1;
  }
  const real = physical ? shell.sys.getcwd() : undefined;
  const old = shell.variables.get('PWD') ?? shell.cwd;
  shell.cwd = real?.ok ?? logical;
  assign(shell, 'OLDPWD', old);
  assign(shell, 'PWD', shell.cwd);
  if (show) shell.print(`${shell.cwd}\n`);
  return 0;
}
