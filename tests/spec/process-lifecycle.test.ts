// fork, exit, wait, signals, groups and sessions, as recorded from Linux 6.18 (wait(2), kill(2), setpgid(2), setsid(2)).
import { describe, expect, test } from 'vitest';
import type { Signal } from '../../src/abi/signal.ts';
import { nanosleep, read, waitpid, write } from '../../src/kernel/blocking.ts';
import type { Machine } from '../../src/kernel/machine.ts';
import type { Program, Result } from '../../src/kernel/program.ts';
import { minimalMachine } from '../support/machine.ts';

const sleeper: Program = function* (process) {
  yield* nanosleep(process, 5_000_000_000n);
  return 7;
};

describe('how a child ends', () => {
  test.each([
    [0, { exited: 0 }],
    [7, { exited: 7 }],
    [300, { exited: 44 }],
    [-1, { exited: 255 }],
  ])('a program that returns %i', (status, ended) => {
    const { machine, process } = minimalMachine();
    const pid = given(process.sys.fork(ending(status)));
    expect(process.sys.waitpid(pid).err).toBe('EAGAIN');
    settle(machine);
    expect(process.sys.waitpid(pid)).toEqual({ ok: { pid, ...ended } });
    expect(process.sys.waitpid(pid).err).toBe('ECHILD');
  });

  test.each<Signal>(['SIGTERM', 'SIGKILL', 'SIGINT', 'SIGPIPE', 'SIGHUP', 'SIGQUIT', 'SIGALRM', 'SIGUSR1'])(
    '%s ends it',
    (signal) => {
      const { machine, process } = minimalMachine();
      const pid = given(process.sys.fork(sleeper));
      machine.run();
      given(process.sys.kill(pid, signal));
      settle(machine);
      expect(process.sys.waitpid(pid)).toEqual({ ok: { pid, signaled: signal } });
    },
  );

  test.each<Signal>(['SIGCHLD', 'SIGWINCH', 'SIGCONT', 'SIGURG'])('%s does not', (signal) => {
    const { machine, process } = minimalMachine();
    const pid = given(process.sys.fork(sleeper));
    machine.run();
    given(process.sys.kill(pid, signal));
    settle(machine);
    expect(process.sys.waitpid(pid)).toEqual({ ok: { pid, exited: 7 } });
  });

  test.each<[string, () => unknown, Signal]>([
    ['a string longer than the host can hold', () => 'x'.repeat(2 ** 31 - 1), 'SIGKILL'],
    ['an array longer than the host can hold', () => new Array<number>(2 ** 32), 'SIGKILL'],
    ['calls without end', endless, 'SIGSEGV'],
  ])('%s: it alone dies, and the machine goes on', (_, ask, signal) => {
    const { machine, process } = minimalMachine();
    const pid = given(
      process.sys.fork(function* () {
        yield { wait: 'turn' };
        ask();
        return 0;
      }),
    );
    settle(machine);
    expect(process.sys.waitpid(pid)).toEqual({ ok: { pid, signaled: signal } });
    const other = given(process.sys.fork(ending(3)));
    settle(machine);
    expect(process.sys.waitpid(other)).toEqual({ ok: { pid: other, exited: 3 } });
  });

  test('an error of another kind is a bug, and no process’s death', () => {
    const { machine, process } = minimalMachine();
    given(
      process.sys.fork(function* () {
        yield { wait: 'turn' };
        throw new RangeError('Offset is outside the bounds of the DataView');
      }),
    );
    expect(() => {
      settle(machine);
    }).toThrow('Offset');
  });

  test('a loop that only takes turns ends by a signal, and its finally runs', () => {
    const { machine, process } = minimalMachine();
    let cleaned = false;
    const pid = given(
      process.sys.fork(function* () {
        try {
          for (;;) yield { wait: 'turn' };
        } finally {
          cleaned = true;
        }
      }),
    );
    expect(machine.run({ steps: 100 })).toEqual({ state: 'busy' });
    given(process.sys.kill(pid, 'SIGINT'));
    expect(machine.run({ steps: 100 })).toEqual({ state: 'idle' });
    expect(process.sys.waitpid(pid)).toEqual({ ok: { pid, signaled: 'SIGINT' } });
    expect(cleaned).toBe(true);
  });

  test('a plain Error of a program is a bug and comes out of run', () => {
    const { machine, process } = minimalMachine();
    given(
      process.sys.fork(function* () {
        yield { wait: 'turn' };
        throw new Error('broken invariant');
      }),
    );
    expect(() => machine.run()).toThrow('broken invariant');
  });
});

describe('stopping', () => {
  test('is told to who waits for it, a signal waits for SIGCONT, SIGKILL does not', () => {
    const { machine, process } = minimalMachine();
    const { sys } = process;
    const pid = given(sys.fork(sleeper));
    machine.run();
    given(sys.kill(pid, 'SIGSTOP'));
    machine.run();
    expect(sys.waitpid(pid).err).toBe('EAGAIN');
    expect(sys.waitpid(pid, true)).toEqual({ ok: { pid, stopped: 'SIGSTOP' } });
    expect(sys.waitpid(pid, true).err).toBe('EAGAIN');
    given(sys.kill(pid, 'SIGTERM'));
    settle(machine);
    expect(sys.waitpid(pid).err).toBe('EAGAIN');
    given(sys.kill(pid, 'SIGCONT'));
    machine.run();
    expect(sys.waitpid(pid)).toEqual({ ok: { pid, signaled: 'SIGTERM' } });
  });

  test('a stopped process does not run; continued, it goes on', () => {
    const { machine, process } = minimalMachine();
    const { sys } = process;
    let turns = 0;
    const pid = given(
      sys.fork(function* () {
        while (turns < 1000) {
          turns += 1;
          yield { wait: 'turn' };
        }
        return 3;
      }),
    );
    machine.run({ steps: 10 });
    given(sys.kill(pid, 'SIGSTOP'));
    machine.run();
    const before = turns;
    expect(before).toBeLessThan(12);
    machine.run();
    expect(turns).toBe(before);
    given(sys.kill(pid, 'SIGCONT'));
    machine.run();
    expect(sys.waitpid(pid)).toEqual({ ok: { pid, exited: 3 } });
  });

  test('SIGKILL ends a stopped process', () => {
    const { machine, process } = minimalMachine();
    const { sys } = process;
    const pid = given(sys.fork(sleeper));
    given(sys.kill(pid, 'SIGSTOP'));
    machine.run();
    given(sys.kill(pid, 'SIGKILL'));
    machine.run();
    expect(sys.waitpid(pid)).toEqual({ ok: { pid, signaled: 'SIGKILL' } });
  });
});

describe('a caught signal', () => {
  test('runs the handler and interrupts what the process slept in', () => {
    const { machine, process } = minimalMachine();
    const caught: Signal[] = [];
    const pid = given(
      process.sys.fork(function* (child) {
        child.sys.sigaction('SIGUSR1', (signal) => caught.push(signal));
        const slept = yield* nanosleep(child, 1_000_000_000n);
        return slept.err === 'EINTR' ? 11 : 0;
      }),
    );
    machine.run();
    given(process.sys.kill(pid, 'SIGUSR1'));
    machine.run();
    expect(caught).toEqual(['SIGUSR1']);
    expect(process.sys.waitpid(pid)).toEqual({ ok: { pid, exited: 11 } });
  });

  test('an ignored one leaves it asleep', () => {
    const { machine, process } = minimalMachine();
    const pid = given(
      process.sys.fork(function* (child) {
        child.sys.sigaction('SIGINT', 'ignore');
        const slept = yield* nanosleep(child, 1_000_000_000n);
        return slept.err === 'EINTR' ? 11 : 0;
      }),
    );
    machine.run();
    given(process.sys.kill(pid, 'SIGINT'));
    expect(machine.run().state).toBe('sleeping');
    settle(machine);
    expect(process.sys.waitpid(pid)).toEqual({ ok: { pid, exited: 0 } });
  });

  test('SIGKILL and SIGSTOP cannot be caught', () => {
    const { sys } = minimalMachine().process;
    expect(sys.sigaction('SIGKILL', 'ignore').err).toBe('EINVAL');
    expect(sys.sigaction('SIGSTOP', () => undefined).err).toBe('EINVAL');
  });
});

describe('whom a call names', () => {
  test('nobody', () => {
    const { machine, process } = minimalMachine();
    const { sys } = process;
    expect(sys.waitpid(-1).err).toBe('ECHILD');
    expect(sys.kill(4000, 0).err).toBe('ESRCH');
    expect(sys.kill(-4000, 'SIGTERM').err).toBe('ESRCH');
    const pid = given(sys.fork(ending(0)));
    machine.run();
    // A zombie is still there to be signalled, until it is waited for.
    expect(sys.kill(pid, 'SIGKILL')).toEqual({ ok: null });
    expect(sys.getpgid(pid).err).toBeUndefined();
    given(sys.waitpid(pid));
    expect(sys.kill(pid, 0).err).toBe('ESRCH');
    expect(sys.getpgid(pid).err).toBe('ESRCH');
  });

  test('a process group', () => {
    const { machine, process } = minimalMachine();
    const { sys } = process;
    const [a, b, c] = [sleeper, sleeper, sleeper].map((program) => given(sys.fork(program))) as [
      number,
      number,
      number,
    ];
    given(sys.setpgid(a, 0));
    given(sys.setpgid(b, a));
    machine.run();
    given(sys.kill(-a, 'SIGTERM'));
    machine.run();
    expect(sys.waitpid(c).err).toBe('EAGAIN');
    expect(given(sys.waitpid(-a)).signaled).toBe('SIGTERM');
    expect(given(sys.waitpid(-a)).signaled).toBe('SIGTERM');
    expect(sys.waitpid(-a).err).toBe('ECHILD');
  });

  test('groups and sessions that cannot be', () => {
    const { machine, process } = minimalMachine();
    const { sys } = process;
    const answers: unknown[] = [];
    const child = given(
      sys.fork(function* (own) {
        answers.push(own.sys.setsid().err, own.sys.setpgid(0, 0).err, own.sys.setsid().err, own.sys.setpgid(0, -1).err);
        yield { wait: 'turn' };
        return 0;
      }),
    );
    const other = given(sys.fork(sleeper));
    expect(sys.setpgid(other, 4000).err).toBe('EPERM');
    expect(sys.setpgid(4000, 0).err).toBe('ESRCH');
    machine.run();
    expect(answers).toEqual([undefined, 'EPERM', 'EPERM', 'EINVAL']);
    given(sys.waitpid(child));
  });
});

describe('whose child', () => {
  test('an orphan goes to init, which waits for it', () => {
    const { machine, process } = minimalMachine();
    let parentSeen = 0;
    const middle = given(
      process.sys.fork(function* (parent) {
        parent.sys.fork(function* (child) {
          yield* nanosleep(child, 1000n);
          yield { wait: 'turn' };
          parentSeen = child.sys.getppid();
          return 0;
        });
        yield { wait: 'turn' };
        return 0;
      }),
    );
    settle(machine);
    expect(given(process.sys.waitpid(middle)).exited).toBe(0);
    expect(parentSeen).toBe(1);
    settle(machine);
    expect(machine.pids()).toEqual([1]);
  });

  test('SIGCHLD tells the parent', () => {
    const { machine, process } = minimalMachine();
    const pid = given(
      process.sys.fork(function* (parent) {
        let told = 0;
        parent.sys.sigaction('SIGCHLD', () => {
          told += 1;
        });
        parent.sys.fork(ending(5));
        yield { wait: 'signal' };
        const status = yield* waitpid(parent, -1);
        return told === 1 && status.ok?.exited === 5 ? 0 : 1;
      }),
    );
    machine.run();
    expect(given(process.sys.waitpid(pid)).exited).toBe(0);
  });

  test('who ignores SIGCHLD has no zombies', () => {
    const { machine, process } = minimalMachine();
    const { sys } = process;
    sys.sigaction('SIGCHLD', 'ignore');
    given(sys.fork(ending(0)));
    machine.run();
    expect(sys.waitpid(-1).err).toBe('ECHILD');
    expect(machine.pids()).toEqual([1]);
  });

  test('a table that is full refuses: EAGAIN', () => {
    const { process } = minimalMachine();
    let err: string | undefined;
    let made = 0;
    for (; err === undefined && made < 100_000; made++) ({ err } = process.sys.fork(sleeper));
    expect(err).toBe('EAGAIN');
  });
});

describe('who runs next', () => {
  /** The order in which three processes get their turns does not depend on where slices end. */
  test.each([1, 2, 3, 5, 7])('slices of %i steps', (steps) => {
    expect(turns(steps)).toBe(turns(undefined));
  });

  function turns(steps: number | undefined): string {
    const { machine, process } = minimalMachine();
    let order = '';
    for (const name of 'abc') {
      given(
        process.sys.fork(function* () {
          for (let i = 0; i < 8; i++) {
            order += name;
            yield { wait: 'turn' };
          }
          return 0;
        }),
      );
    }
    while (machine.run(steps === undefined ? {} : { steps }).state === 'busy');
    return order;
  }

  test('a writer and a reader of a pipe take turns when it is full and empty', () => {
    const { machine, process } = minimalMachine();
    const { sys } = process;
    const total = 1_000_000;
    const [from, to] = given(sys.pipe());
    given(
      sys.fork(function* (writer) {
        writer.sys.close(from);
        const done = yield* write(writer, to, new Uint8Array(total).fill(65));
        return done.ok === total ? 0 : 1;
      }),
    );
    const reader = given(
      sys.fork(function* (own) {
        own.sys.close(to);
        let length = 0;
        for (;;) {
          const piece = yield* read(own, from, 10_000);
          if (piece.err !== undefined) return 1;
          if (piece.ok.length === 0) return length === total ? 0 : 2;
          length += piece.ok.length;
        }
      }),
    );
    given(sys.close(from));
    given(sys.close(to));
    machine.run();
    expect(given(sys.waitpid(-1)).exited).toBe(0);
    expect(given(sys.waitpid(reader)).exited).toBe(0);
  });

  test('a writer whose reader is gone ends by SIGPIPE', () => {
    const { machine, process } = minimalMachine();
    const { sys } = process;
    const [from, to] = given(sys.pipe());
    const pid = given(
      sys.fork(function* (own) {
        own.sys.close(from);
        for (;;) {
          const { err } = yield* write(own, to, new Uint8Array(1000));
          if (err !== undefined) yield { wait: 'turn' };
        }
      }),
    );
    sys.close(to);
    machine.run();
    sys.close(from);
    machine.run();
    expect(given(sys.waitpid(pid)).signaled).toBe('SIGPIPE');
  });
});

describe('chunks', () => {
  test('are asked for one after the other, and cost no time', () => {
    const { machine, process } = minimalMachine();
    const { sys } = process;
    const wants = (chunk: string): Program =>
      function* () {
        yield { wait: 'chunk', chunk };
        return 0;
      };
    given(sys.fork(wants('a')));
    given(sys.fork(wants('b')));
    const asked: string[] = [];
    for (let state = machine.run(); state.state === 'needs'; state = machine.run()) {
      asked.push(state.chunk);
      machine.provide(state.chunk);
    }
    expect([...asked].sort()).toEqual(['a', 'b']);
    expect(given(sys.waitpid(-1)).exited).toBe(0);
    expect(given(sys.waitpid(-1)).exited).toBe(0);
  });
});

function endless(): number {
  return endless() + 1;
}

function ending(status: number): Program {
  return function* () {
    yield { wait: 'turn' };
    return status;
  };
}

/** Runs past every sleep. */
function settle(machine: Machine): void {
  for (let state = machine.run(); state.state === 'sleeping'; state = machine.run())
    machine.advance(state.until - machine.now());
}

function given<T>(result: Result<T>): T {
  if (result.err !== undefined) throw new Error(result.err);
  return result.ok;
}
