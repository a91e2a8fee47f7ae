// `break` and `continue`.
import type { Running } from '../../kernel/program.ts';
import type { Shell } from '../shell.ts';
import { complain, type Builtin } from './builtin.ts';

function* leave(shell: Shell, kind: 'break' | 'continue', args: readonly string[]): Running {
  const arg = args[0];
  if (shell.loopDepth === 0) {
    yield* complain(shell, kind, "only meaningful in a `for', `while', or `until' loop");
    return 0;
  }
  if (arg !== undefined && !/^[-+]?\d+$/.test(arg)) {
    yield* complain(shell, kind, `${arg}: numeric argument required`);
    shell.unwinding = { kind: 'exit' };
    return 128;
  }
  if (args.length > 1) {
    yield* complain(shell, kind, 'too many arguments');
    shell.unwinding = { kind: 'break', count: shell.loopDepth };
    return 1;
  }
  const count = Number(arg ?? 1);
  if (count <= 0) {
    yield* complain(shell, kind, `${arg ?? ''}: loop count out of range`);
    shell.unwinding = { kind: 'break', count: shell.loopDepth };
    return 1;
  }
  shell.unwinding = { kind, count: Math.min(count, shell.loopDepth) };
  return 0;
}

export const breakBuiltin: Builtin = {
  name: 'break',
  synopsis: '[n]',
  summary: 'Leaves the innermost loop, or n of them.',
  special: true,
  run: (shell, { args }) => leave(shell, 'break', args),
};

export const continueBuiltin: Builtin = {
  name: 'continue',
  synopsis: '[n]',
  summary: 'Goes on with the next round of the innermost loop, or of the n-th around it.',
  special: true,
  run: (shell, { args }) => leave(shell, 'continue', args),
};
