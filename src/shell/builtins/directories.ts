// `pushd`, `popd`, `dirs`: the stack of directories, whose top is the working directory.
import type { Running } from '../../kernel/program.ts';
import type { Shell } from '../shell.ts';
import { complain, type Builtin } from './builtin.ts';
import { changeDirectory } from './cd.ts';

export const pushd: Builtin = {
  name: 'pushd',
  synopsis: '[-n] [+N | -N | dir]',
  summary: 'Puts a directory on the stack and goes there, or turns the stack round.',
  *run(shell, { args }) {
    const stay = args[0] === '-n';
    const arg = (stay ? args.slice(1) : args)[0];
    const stack = [shell.cwd, ...shell.directories];
    if (arg === undefined) {
      const second = shell.directories[0];
      if (second === undefined) return yield* complain(shell, 'pushd', 'no other directory');
      return yield* go(shell, 'pushd', second, [shell.cwd, ...shell.directories.slice(1)]);
    }
    if (/^[+-]\d+$/.test(arg)) {
      const at = indexOf(arg, stack.length);
      if (at === undefined) return yield* complain(shell, 'pushd', `${arg}: directory stack index out of range`);
      const turned = [...stack.slice(at), ...stack.slice(0, at)];
      return yield* go(shell, 'pushd', turned[0] ?? '', turned.slice(1));
    }
    if (stay) {
      shell.directories = [arg, ...shell.directories];
      return showStack(shell);
    }
    return yield* go(shell, 'pushd', arg, stack);
  },
};

export const popd: Builtin = {
  name: 'popd',
  synopsis: '[-n] [+N | -N]',
  summary: 'Takes a directory off the stack and goes to the one below.',
  *run(shell, { args }) {
    const stay = args[0] === '-n';
    const arg = (stay ? args.slice(1) : args)[0];
    const stack = [shell.cwd, ...shell.directories];
    if (stack.length === 1) return yield* complain(shell, 'popd', 'directory stack empty');
    const at = arg === undefined ? (stay ? 1 : 0) : /^[+-]\d+$/.test(arg) ? indexOf(arg, stack.length) : undefined;
    if (at === undefined) {
      if (arg !== undefined && !/^[+-]\d+$/.test(arg))
        return yield* complain(shell, 'popd', `${arg}: invalid argument`, 2);
      return yield* complain(shell, 'popd', `${arg ?? ''}: directory stack index out of range`);
    }
    if (at === 0) return yield* go(shell, 'popd', stack[1] ?? '', stack.slice(2));
    shell.directories = stack.filter((_, index) => index !== at).slice(1);
    return showStack(shell);
  },
};

export const dirs: Builtin = {
  name: 'dirs',
  synopsis: '[-clpv] [+N] [-N]',
  summary: 'Shows the stack of directories.',
  *run(shell, { args }) {
    let [long, lines, numbered] = [false, false, false];
    const stack = [shell.cwd, ...shell.directories];
    for (const arg of args) {
      if (/^[+-]\d+$/.test(arg)) {
        const at = indexOf(arg, stack.length);
        if (at === undefined) return yield* complain(shell, 'dirs', `${arg}: directory stack index out of range`);
        shell.print(`${shown(shell, stack[at] ?? '', long)}\n`);
        return 0;
      }
      for (const letter of arg.slice(1)) {
        if (letter === 'c') {
          shell.directories = [];
          return 0;
        }
        if (letter === 'l') long = true;
        else if (letter === 'p') lines = true;
        else if (letter === 'v') numbered = true;
        else return yield* complain(shell, 'dirs', `${arg}: invalid option`, 2);
      }
    }
    const texts = stack.map((directory) => shown(shell, directory, long));
    if (numbered)
      texts.forEach((text, index) => {
        shell.print(`${String(index).padStart(2)}  ${text}\n`);
      });
    else shell.print(`${texts.join(lines ? '\n' : ' ')}\n`);
    return 0;
  },
};

function indexOf(text: string, length: number): number | undefined {
  const at = text.startsWith('-') ? length - 1 - Number(text.slice(1)) : Number(text.slice(1));
  return at >= 0 && at < length ? at : undefined;
}

function* go(shell: Shell, command: string, target: string, below: readonly string[]): Running {
  const status = yield* changeDirectory(shell, command, target, false, false);
  if (status !== 0) return status;
  shell.directories = below;
  return showStack(shell);
}

function showStack(shell: Shell): number {
  shell.print(`${[shell.cwd, ...shell.directories].map((directory) => shown(shell, directory, false)).join(' ')}\n`);
  return 0;
}

function shown(shell: Shell, directory: string, long: boolean): string {
  const home = shell.variables.get('HOME');
  if (long || home === undefined || home === '/') return directory;
  return directory === home || directory.startsWith(`${home}/`) ? `~${directory.slice(home.length)}` : directory;
}
