// Completion, a row a situation.
import { describe, expect, it } from 'vitest';
import { complete, type Completer } from '../../src/shell/complete.ts';
import type { SavedShell } from '../../src/shell/saved-state.ts';
import { shellMachine } from '../support/shell-machine.ts';
import { userland } from '../support/userland.ts';

const machine = shellMachine(userland);
machine.play("cd /root; mkdir dir; touch 'a file' apple dir/x; greet() { :; }");
const terminal = machine.login();
machine.type(terminal, 'greet() { :; }; GREETING=hi; cd /root\r');
const pid = machine.machine.promptOf(terminal)?.pid ?? 0;
const saved = machine.machine.process(pid)?.rest as SavedShell;
const docker: Completer = {
  command: 'docker',
  complete: (_sys, words, index) =>
    index === 1 ? ['images', 'info', 'pull'] : words[1] === 'rm' ? ['c1', 'c2'] : undefined,
};

/** [situation, line, the line after completion] */
const rows: readonly (readonly [string, string, string])[] = [
  ['a command', 'slee', 'sleep '],
  ['a builtin', 'expor', 'export '],
  ['a function', 'gree', 'greet '],
  ['after a pipe', 'cat x | slee', 'cat x | sleep '],
  ['after an assignment', 'x=1 slee', 'x=1 sleep '],
  ['a path', 'cat app', 'cat apple '],
  ['a directory', 'cat di', 'cat dir/'],
  ['below a directory', 'cat dir/', 'cat dir/x '],
  ['a name with a blank', 'cat a\\ ', 'cat a\\ file '],
  ['within double quotes', 'cat "a ', 'cat "a file" '],
  ['what several share', 'cat a', 'cat a'],
  ['a variable', 'echo $GREET', 'echo $GREETING '],
  ['a variable in braces', 'echo ${GREET', 'echo ${GREETING}'],
  ['a user', 'cd ~ro', 'cd ~root/'],
  ['below home', 'cat ~/app', 'cat ~/apple '],
  ['a redirection', 'echo > app', 'echo > apple '],
  ['cd takes directories alone', 'cd ', 'cd dir/'],
  ['a word of the command', 'docker pu', 'docker pull '],
  ['several words of the command', 'docker i', 'docker i'],
  ['an operand of the command', 'docker rm c', 'docker rm c'],
  ['nothing fits', 'cat zzz', 'cat zzz'],
];

describe('completion', () => {
  it.each(rows)('%s', (_situation, line, after) => {
    const { from, to, candidates, insert } = complete(machine.machine.peek(pid), saved, line, line.length, [docker]);
    expect(candidates.length === 0 ? line : line.slice(0, from) + insert + line.slice(to)).toBe(after);
  });
});
