// The shell at a terminal: prompts, jobs, interrupts, and a checkpoint from which it goes on.
import { describe, expect, it } from 'vitest';
import { shellMachine } from '../support/shell-machine.ts';
import { userland } from '../support/userland.ts';

const prompt = '[root@yy1 ~]# ';

/** [situation, what is typed, what the terminal shows] */
const rows: readonly (readonly [string, readonly string[], string])[] = [
  ['a command', ['echo hello\r'], `echo hello\r\nhello\r\n${prompt}`],
  ['a command over two lines', ['for i in 1 2\r', 'do echo $i; done\r'], `do echo $i; done\r\n1\r\n2\r\n${prompt}`],
  ['^C at the prompt', ['\x03'], `^C\r\n${prompt}`],
  ['^C in a loop', ['while :; do :; done\r', '\x03'], `^C\r\n${prompt}`],
  ['^C leaves status 130', ['\x03', 'echo $?\r'], `echo $?\r\n130\r\n${prompt}`],
  [
    'a name one letter off',
    ['ech hi\r'],
    `ech hi\r\n-bash: ech: command not found\r\nDid you mean: echo?\r\n${prompt}`,
  ],
  ['a syntax error', ['fi\r'], `fi\r\n-bash: syntax error near unexpected token \`fi'\r\n${prompt}`],
  ['^Z stops the foreground job', ['cat\r', '\x1a'], `^Z\r\n[1]+  Stopped                 cat\r\n${prompt}`],
  ['fg goes on with it', ['cat\r', '\x1a', 'fg\r'], 'fg\r\ncat\r\n'],
  [
    'a background job is told at the next prompt',
    ['sleep 1 &\r', ':\r'],
    `:\r\n[1]+  Done                    sleep 1\r\n${prompt}`,
  ],
  ['!! is the line before', ['echo a\r', '!!\r'], `!!\r\necho a\r\na\r\n${prompt}`],
  ['an alias', ["alias q='echo al'\r", 'q x\r'], `q x\r\nal x\r\n${prompt}`],
  ['^D ends a login shell', ['\x04'], 'logout\r\n'],
];

describe('a login shell', () => {
  it.each(rows)('%s', (_situation, typed, shown) => {
    const machine = shellMachine(userland);
    const terminal = machine.login();
    let last = '';
    for (const text of typed) last = machine.type(terminal, text);
    expect(last).toBe(shown);
  });

  it('goes on from a checkpoint, and so does the shell that waits for it', () => {
    const machine = shellMachine(userland);
    const terminal = machine.login();
    machine.type(terminal, 'x=5; f() { echo f $x; }; a=(1 2); cd /tmp\r');
    machine.type(terminal, 'bash\r');
    machine.type(terminal, 'y=7\r');
    expect(machine.machine.atRest()).toBe(true);
    const root = machine.machine.checkpoint();
    const again = shellMachine(userland);
    again.machine.restore(root);
    again.run();
    expect(again.screens.get(terminal)).toBeUndefined();
    const inner = '[root@yy1 tmp]# ';
    expect(again.type(terminal, 'echo $y $SHLVL\r')).toBe(`echo $y $SHLVL\r\n7 2\r\n${inner}`);
    expect(again.type(terminal, 'exit 3\r')).toBe(`exit 3\r\nexit\r\n${inner}`);
    expect(again.type(terminal, 'echo $?; f; echo ${a[1]} $PWD\r')).toBe(
      `echo $?; f; echo \${a[1]} $PWD\r\n3\r\nf 5\r\n2 /tmp\r\n${inner}`,
    );
  });

  it('is at rest at its prompt and while it waits for a shell, not in a loop', () => {
    const machine = shellMachine(userland);
    const terminal = machine.login();
    expect(machine.machine.atRest()).toBe(true);
    machine.type(terminal, 'while :; do :; done\r');
    expect(machine.machine.atRest()).toBe(false);
  });

  it('tells its hooks of the lines it runs', () => {
    const told: string[] = [];
    const machine = shellMachine(userland, {
      commandStarted: (_pid, _fd, text) => told.push(`> ${text}`),
      commandEnded: () => told.push('<'),
    });
    const terminal = machine.login();
    machine.type(terminal, 'echo a\r');
    machine.type(terminal, '\r');
    machine.type(terminal, 'if true\r');
    machine.type(terminal, 'then :; fi\r');
    expect(told).toEqual(['> echo a', '<', '> if true\nthen :; fi', '<']);
  });

  it('ends a recursion without end with an error', () => {
    const { stderr, status } = shellMachine(userland).play('f() { f; }; f');
    expect(stderr).toContain('exceeded');
    expect(status).toBe(1);
  });
});
