// Terminals and the processes at them: prompts, signals of keys, foreground and background, hang-up, an attached client. What Linux
// answers was recorded from 6.18 (tty_ioctl(4), setpgid(2), credentials(7)).
import { describe, expect, test } from 'vitest';
import { decodeBytes, encodeBytes } from '../../src/abi/bytes.ts';
import { executableImage } from '../../src/abi/executable.ts';
import { O_RDWR } from '../../src/abi/flags.ts';
import type { Signal } from '../../src/abi/signal.ts';
import { nanosleep, read, waitpid, write } from '../../src/kernel/blocking.ts';
import type { Machine } from '../../src/kernel/machine.ts';
import type { Process, Program, Result, Running } from '../../src/kernel/program.ts';
import { minimalMachine } from '../support/machine.ts';

/** A machine with `program` as the leader of a session on terminal 0, and what the terminal shows. */
class Desk {
  readonly machine: Machine;
  readonly root: Process;
  readonly leader: number;
  shown = '';

  constructor(program: Program, more: ReadonlyMap<string, Program> = new Map()) {
    const { machine, process } = minimalMachine({
      boot: 'host',
      programs: new Map([...more, ['leader', program]]),
      output: (terminal, bytes) => {
        if (terminal === 0) this.shown += decodeBytes(bytes);
      },
    });
    this.machine = machine;
    this.root = process;
    const fd = given(process.sys.open('/leader', 0o101, 0o755));
    given(process.sys.write(fd, executableImage('leader')));
    given(process.sys.close(fd));
    machine.openTerminal({ rows: 24, columns: 80 });
    this.leader = machine.spawn({ path: '/leader', argv: ['leader'], environ: [], terminal: 0 });
    machine.run({ steps: 200 });
  }

  type(text: string): this {
    this.machine.input(0, encodeBytes(text));
    this.machine.run();
    return this;
  }

  /** Runs past all sleeps. */
  settle(): this {
    for (let state = this.machine.run(); state.state === 'sleeping'; state = this.machine.run())
      this.machine.advance(state.until - this.machine.now());
    return this;
  }
}

/** Shows each line read, until the end. */
const echoer: Program = function* (process) {
  process.sys.sigaction('SIGINT', () => undefined);
  for (let number = 1; ; number++) {
    const woken = yield { wait: 'line', fd: 0, prompt: `${String(number)}> `, continuation: false };
    if (woken === 'interrupted') {
      yield* write(process, 1, encodeBytes('\n'));
      continue;
    }
    const line = yield* read(process, 0, 4096);
    if (line.err !== undefined || line.ok.length === 0) return 0;
    yield* write(process, 1, encodeBytes(`[${decodeBytes(line.ok).trim()}]\n`));
  }
};

describe('a prompt', () => {
  test('is shown, told, and takes a line', () => {
    const desk = new Desk(echoer);
    expect(desk.machine.promptOf(0)).toEqual({ pid: desk.leader, prompt: '1> ', continuation: false });
    expect(desk.type('hello\r').shown).toBe('1> hello\r\n[hello]\r\n2> ');
    expect(desk.machine.promptOf(0)?.prompt).toBe('2> ');
  });

  test('^C is shown and interrupts', () => {
    expect(new Desk(echoer).type('\x03').shown).toBe('1> ^C\r\n2> ');
  });

  test('^D is the end', () => {
    const desk = new Desk(echoer).type('\x04');
    expect(desk.shown).toBe('1> ');
    expect(desk.machine.pids()).toEqual([1]);
    expect(desk.machine.promptOf(0)).toBeUndefined();
  });

  test('what was typed ahead is shown behind it', () => {
    const desk = new Desk(function* (process) {
      yield* nanosleep(process, 1_000_000n);
      return yield* echoer(process);
    });
    expect(desk.type('one\rtw').shown).toBe('one\r\ntw');
    expect(desk.settle().shown).toBe('one\r\ntw1> one\r\n[one]\r\n2> tw');
    expect(desk.type('o\r').shown).toBe('one\r\ntw1> one\r\n[one]\r\n2> two\r\n[two]\r\n3> ');
  });

  test('a signal that is not of its terminal leaves it standing', () => {
    const desk = new Desk(function* (process) {
      process.sys.sigaction('SIGUSR1', () => undefined);
      for (;;) if ((yield { wait: 'line', fd: 0, prompt: '$ ', continuation: false }) === 'ready') return 0;
    });
    given(desk.root.sys.kill(desk.leader, 'SIGUSR1'));
    desk.machine.run();
    expect(desk.shown).toBe('$ ');
    expect(desk.machine.promptOf(0)?.prompt).toBe('$ ');
  });
});

describe('keys', () => {
  test.each([
    ['\x03', 'SIGINT', '^C'],
    ['\x1c', 'SIGQUIT', '^\\'],
  ] as const)('%j ends a loop in the foreground', (key, signal, shown) => {
    let status: unknown;
    const desk = new Desk(
      leading(
        function* () {
          for (;;) yield { wait: 'turn' };
        },
        function* (process, job) {
          status = (yield* waitpid(process, job)).ok;
          return 0;
        },
      ),
    );
    desk.machine.run({ steps: 50 });
    desk.machine.input(0, encodeBytes(key));
    desk.machine.run({ steps: 50 });
    expect(status).toMatchObject({ signaled: signal });
    expect(desk.shown).toBe(shown);
  });

  test('^Z stops the foreground, SIGCONT brings it back', () => {
    const seen: unknown[] = [];
    const desk = new Desk(
      leading(
        function* (process) {
          yield* nanosleep(process, 5_000_000n);
          return 4;
        },
        function* (process, job) {
          seen.push((yield* waitpid(process, job, true)).ok);
          given(process.sys.kill(-job, 'SIGCONT'));
          seen.push((yield* waitpid(process, job, false)).ok);
          return 0;
        },
      ),
    );
    const job = desk.leader + 1;
    desk.type('\x1a').settle();
    expect(seen).toEqual([
      { pid: job, stopped: 'SIGTSTP' },
      { pid: job, exited: 4 },
    ]);
  });

  test('a new size is told to the foreground alone', () => {
    const told: string[] = [];
    const listening = (name: string): Program =>
      function* (process) {
        process.sys.sigaction('SIGWINCH', () =>
          told.push(`${name} ${JSON.stringify(process.sys.getWindowSize(0).ok)}`),
        );
        for (;;) yield { wait: 'signal' };
      };
    const desk = new Desk(leading(listening('job'), (process) => listening('leader')(process)));
    desk.machine.resize(0, { rows: 30, columns: 100 });
    desk.machine.run();
    desk.machine.resize(0, { rows: 30, columns: 100 });
    desk.machine.run();
    expect(told).toEqual(['job {"rows":30,"columns":100}']);
  });
});

/** [what a process in the background does, how, answer where SIGTTIN and SIGTTOU are default, ignored, or its group is orphaned] */
const background: readonly (readonly [string, (process: Process) => Running, string, string, string])[] = [
  ['reads', (process) => answer(process.sys.read(0, 10)), 'stopped SIGTTIN', 'EIO', 'EIO'],
  ['writes', (process) => answer(process.sys.write(1, encodeBytes('x'))), 'ok', 'ok', 'ok'],
  [
    'takes the foreground',
    (process) => answer(process.sys.tcsetpgrp(0, process.pid)),
    'stopped SIGTTOU',
    'ok',
    'ENOTTY',
  ],
  [
    'changes the terminal',
    (process) => answer(process.sys.tcsetattr(0, { echo: false })),
    'stopped SIGTTOU',
    'ok',
    'EIO',
  ],
  ['asks for the foreground', (process) => answer(process.sys.tcgetpgrp(0)), 'ok', 'ok', 'ok'],
];
const answers: string[] = [];
function* answer(result: Result<unknown>): Running {
  if (result.err !== 'EAGAIN') answers.push(result.err ?? 'ok');
  yield { wait: 'turn' };
  return 0;
}

describe('in the background', () => {
  test.each(background)('a process that %s', (_name, act, byDefault, ignored) => {
    for (const [ignores, expected] of [
      [false, byDefault],
      [true, ignored],
    ] as const) {
      answers.length = 0;
      const desk = new Desk(function* (process) {
        const job = given(
          process.sys.fork(function* (own) {
            given(own.sys.setpgid(0, 0));
            if (ignores)
              for (const signal of ['SIGTTIN', 'SIGTTOU'] as const) given(own.sys.sigaction(signal, 'ignore'));
            return yield* act(own);
          }),
        );
        const status = yield* waitpid(process, job, true);
        if (status.ok?.stopped !== undefined) answers.push(`stopped ${status.ok.stopped}`);
        return 0;
      });
      desk.settle();
      expect(answers).toEqual([expected]);
    }
  });

  test.each(background.filter(([name]) => name !== 'takes the foreground'))(
    'an orphaned process that %s',
    (_name, act, _default, _ignored, orphaned) => {
      answers.length = 0;
      new Desk(function* (process) {
        given(
          process.sys.fork(function* (middle) {
            given(
              middle.sys.fork(function* (own) {
                given(own.sys.setpgid(0, 0));
                yield* nanosleep(own, 1_000_000n);
                return yield* act(own);
              }),
            );
            yield { wait: 'turn' };
            return 0;
          }),
        );
        yield* waitpid(process, -1);
        yield* nanosleep(process, 10_000_000n);
        return 0;
      }).settle();
      expect(answers).toEqual([orphaned]);
    },
  );
});

describe('a terminal that is closed', () => {
  test('tells the leader; what it reads and writes then; the foreground is told when the leader ends', () => {
    const seen: string[] = [];
    const catching = (process: Process, name: string): void => {
      for (const signal of ['SIGHUP', 'SIGCONT'] as const satisfies readonly Signal[])
        process.sys.sigaction(signal, () => seen.push(`${name} ${signal}`));
    };
    const desk = new Desk(
      leading(
        function* (process) {
          catching(process, 'job');
          for (;;) yield { wait: 'signal' };
        },
        function* (process) {
          catching(process, 'leader');
          yield { wait: 'signal' };
          yield { wait: 'turn' };
          seen.push(
            `read ${String(process.sys.read(0, 10).ok?.length)}`,
            `write ${String(process.sys.write(1, encodeBytes('x')).err)}`,
          );
          return 0;
        },
      ),
    );
    desk.machine.closeTerminal(0);
    desk.settle();
    expect(seen).toEqual(['leader SIGHUP', 'leader SIGCONT', 'read 0', 'write EIO', 'job SIGHUP', 'job SIGCONT']);
  });

  test('ends who does not catch it', () => {
    const desk = new Desk(echoer);
    desk.machine.closeTerminal(0);
    desk.machine.run();
    expect(desk.machine.pids()).toEqual([1]);
    expect(desk.root.sys.stat('/dev/pts/0').err).toBe('ENOENT');
    expect(desk.machine.openTerminal({ rows: 24, columns: 80 })).toBe(0);
  });
});

describe('an attached client', () => {
  test('has its keys and its screen taken to the other terminal, and back', () => {
    const desk = new Desk(function* (process) {
      const pty = given(process.sys.openpty());
      const inside = given(
        process.sys.fork(function* (own) {
          given(own.sys.setsid());
          given(own.sys.setControllingTerminal(pty.slave));
          for (const fd of [0, 1, 2]) given(own.sys.dup2(pty.slave, fd));
          given(own.sys.close(pty.slave));
          given(own.sys.close(pty.master));
          return yield* echoer(own);
        }),
      );
      given(process.sys.close(pty.slave));
      given(process.sys.joinTerminal(0, pty.index));
      yield* waitpid(process, inside);
      given(process.sys.joinTerminal(0, null));
      yield* write(process, 1, encodeBytes('back\n'));
      return yield* echoer(process);
    });
    expect(desk.machine.shownTerminal(0)).toBe(1);
    expect(desk.machine.promptOf(0)?.pid).toBe(desk.leader + 1);
    desk.machine.resize(0, { rows: 10, columns: 20 });
    expect(desk.type('in\r').shown).toBe('1> in\r\n[in]\r\n2> ');
    expect(desk.type('\x04').shown).toBe('1> in\r\n[in]\r\n2> back\r\n1> ');
    expect(desk.machine.shownTerminal(0)).toBe(0);
    expect(desk.machine.promptOf(0)?.pid).toBe(desk.leader);
  });
});

describe('whose terminal it is', () => {
  test("/dev/tty is the caller's own, and without one ENXIO", () => {
    const seen: unknown[] = [];
    new Desk(function* (process) {
      const fd = given(process.sys.open('/dev/tty', O_RDWR));
      seen.push(process.sys.isatty(fd), process.sys.ttyname(0).ok, process.sys.readlink('/proc/self/fd/0').ok);
      given(
        process.sys.fork(function* (own) {
          given(own.sys.setsid());
          seen.push(own.sys.open('/dev/tty', O_RDWR).err);
          yield { wait: 'turn' };
          return 0;
        }),
      );
      yield* waitpid(process, -1);
      return 0;
    });
    expect(seen).toEqual([true, '/dev/pts/0', '/dev/pts/0', 'ENXIO']);
  });
});

/** A leader that starts `job` in a group of its own, in the foreground, and goes on as `then`. */
function leading(job: Program, then: (process: Process, job: number) => Running): Program {
  return function* (process) {
    process.sys.sigaction('SIGTTOU', 'ignore');
    const pid = given(
      process.sys.fork(function* (own) {
        given(own.sys.sigaction('SIGTTOU', 'default'));
        return yield* job(own);
      }),
    );
    given(process.sys.setpgid(pid, pid));
    given(process.sys.tcsetpgrp(0, pid));
    return yield* then(process, pid);
  };
}

function given<T>(result: Result<T>): T {
  if (result.err !== undefined) throw new Error(result.err);
  return result.ok;
}
