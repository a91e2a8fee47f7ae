// Name spaces as a container has them (pid_namespaces(7), mount_namespaces(7), pivot_root(2), proc(5)).
import { describe, expect, test } from 'vitest';
import { decodeBytes, encodeBytes } from '../../src/abi/bytes.ts';
import { MNT_DETACH, MS_BIND, MS_PRIVATE, MS_REC, O_RDONLY, O_RDWR } from '../../src/abi/flags.ts';
import { nanosleep, waitpid } from '../../src/kernel/blocking.ts';
import type { Machine } from '../../src/kernel/machine.ts';
import type { Process, Program, Result } from '../../src/kernel/program.ts';
import { minimalMachine } from '../support/machine.ts';

/** A directory that a container's root is made of: `/c` with `/c/proc` and a file, bind-mounted on itself as pivot_root asks. */
function machineWithRoot(): { machine: Machine; process: Process } {
  const { machine, process } = minimalMachine({ boot: 'host' });
  const { sys } = process;
  for (const directory of ['/c', '/c/proc', '/c/old', '/c/dev']) given(sys.mkdir(directory, 0o755));
  put(process, '/c/inside', 'container\n');
  put(process, '/outside', 'host\n');
  return { machine, process };
}

/** What a container's first process does before its program begins. */
function enter(process: Process): void {
  const { sys } = process;
  given(sys.mount('none', '/', '', MS_REC | MS_PRIVATE, ''));
  given(sys.mount('/c', '/c', '', MS_BIND | MS_REC, ''));
  given(sys.mount('proc', '/c/proc', 'proc', 0, ''));
  given(sys.chdir('/c'));
  given(sys.pivotRoot('.', 'old'));
  given(sys.chdir('/'));
  given(sys.umount('/old', MNT_DETACH));
  given(sys.sethostname('c0ffee'));
}

function inContainer(
  body: (process: Process) => void,
  rest: Program = idle,
): { machine: Machine; process: Process; pid: number } {
  const { machine, process } = machineWithRoot();
  const pid = given(
    process.sys.fork(
      function* (own) {
        enter(own);
        body(own);
        return yield* rest(own);
      },
      'mount',
      'uts',
      'pid',
    ),
  );
  machine.run();
  return { machine, process, pid };
}

const idle: Program = function* (process) {
  yield* nanosleep(process, 1_000_000_000_000n);
  return 0;
};

describe('inside a container', () => {
  test('its first process is 1, and its root is its own', () => {
    const seen: unknown[] = [];
    const { process } = inContainer(({ sys }) => {
      seen.push(sys.getpid(), sys.getppid(), sys.uname().nodename, sys.stat('/outside').err, sys.getcwd().ok);
      seen.push(
        sys.stat('/inside').err,
        sys.readlink('/proc/self').ok,
        sys.stat('/..').ok?.ino === sys.stat('/').ok?.ino,
      );
    });
    expect(seen).toEqual([1, 0, 'c0ffee', 'ENOENT', '/', undefined, '1', true]);
    expect(process.sys.uname().nodename).toBe('copyup');
    expect(process.sys.stat('/outside').err).toBeUndefined();
  });

  test('/proc shows its own processes by its own numbers, and its mounts', () => {
    const seen: string[][] = [];
    inContainer((own) => {
      given(own.sys.fork(idle));
      seen.push(list(own, '/proc').filter((name) => /^\d+$/.test(name)));
      seen.push(read(own, '/proc/mounts').split('\n'));
      seen.push(
        read(own, '/proc/2/status')
          .split('\n')
          .filter((line) => /^(Pid|PPid|NSpid)/.test(line)),
      );
    });
    expect(seen).toEqual([
      ['1', '2'],
      ['/dev/sda1 / ext4 rw,relatime 0 0', 'proc /proc proc rw,relatime 0 0', ''],
      ['Pid:\t2', 'PPid:\t1', 'NSpid:\t2'],
    ]);
  });

  test('the host sees its processes by the numbers of the host', () => {
    const { process, pid } = inContainer(() => undefined);
    const status = read(process, `/proc/${String(pid)}/status`);
    expect(status).toContain(`NSpid:\t${String(pid)}\t1\n`);
    expect(read(process, '/proc/mounts')).not.toContain('/c ');
    expect(read(process, `/proc/${String(pid)}/mounts`)).toContain('proc');
    expect(read(process, `/proc/${String(pid)}/root/inside`)).toBe('container\n');
  });

  test('it can signal nobody outside, and its first process ignores what it does not catch', () => {
    const seen: unknown[] = [];
    const { machine, process, pid } = inContainer(({ sys }) => {
      seen.push(sys.kill(pidOfHostInit, 0).err, sys.kill(1, 'SIGTERM').err, sys.kill(1, 'SIGKILL').err);
    });
    expect(seen).toEqual(['ESRCH', undefined, undefined]);
    given(process.sys.kill(pid, 'SIGTERM'));
    machine.run();
    expect(process.sys.waitpid(pid).err).toBe('EAGAIN');
    given(process.sys.kill(pid, 'SIGKILL'));
    machine.run();
    expect(process.sys.waitpid(pid).ok).toEqual({ pid, signaled: 'SIGKILL' });
  });

  test('all of it ends with its first process', () => {
    const { machine, process, pid } = inContainer(
      (own) => {
        given(own.sys.fork(idle));
        given(own.sys.fork(idle));
      },
      function* () {
        yield { wait: 'turn' };
        return 3;
      },
    );
    machine.run();
    expect(process.sys.waitpid(pid).ok).toEqual({ pid, exited: 3 });
    expect(machine.pids()).toEqual([1]);
  });

  test('its orphans go to its first process', () => {
    const seen: unknown[] = [];
    inContainer(
      () => undefined,
      function* (own) {
        given(
          own.sys.fork(function* (middle) {
            middle.sys.fork(function* (child) {
              yield { wait: 'turn' };
              yield { wait: 'turn' };
              seen.push(child.sys.getppid());
              return 9;
            });
            yield { wait: 'turn' };
            return 8;
          }),
        );
        seen.push((yield* waitpid(own, -1)).ok?.exited, (yield* waitpid(own, -1)).ok?.exited, own.sys.waitpid(-1).err);
        return 0;
      },
    );
    expect([...seen].map(String).sort()).toEqual(['1', '8', '9', 'ECHILD']);
  });

  test('a second process joins by setns, and the mounts of the host stay as they were', () => {
    const { machine, process, pid } = inContainer(() => undefined);
    const seen: unknown[] = [];
    given(
      process.sys.fork(function* (joining) {
        given(joining.sys.setns(pid, 'mount', 'uts', 'pid'));
        given(
          joining.sys.fork(function* ({ sys }) {
            yield { wait: 'turn' };
            seen.push(sys.getpid(), sys.getppid(), sys.uname().nodename, sys.stat('/inside').err, sys.getcwd().ok);
            return 0;
          }),
        );
        yield* waitpid(joining, -1);
        return 0;
      }),
    );
    machine.run();
    expect(seen).toEqual([2, 0, 'c0ffee', undefined, '/']);
  });

  test('what is mounted in it is gone with it', () => {
    const { machine, process, pid } = inContainer(({ sys }) => {
      given(sys.mount('t', '/dev', 'tmpfs', 0, ''));
    });
    given(process.sys.kill(pid, 'SIGKILL'));
    machine.run();
    given(process.sys.waitpid(pid));
    expect(list(process, '/c/dev')).toEqual([]);
    expect(read(process, '/proc/mounts').match(/ tmpfs /g)).toHaveLength(2);
  });
});

const pidOfHostInit = 77;

describe('descriptors below /proc', () => {
  test('lead to what is open, whatever its name is now', () => {
    const { process } = minimalMachine({ boot: 'host' });
    const { sys } = process;
    put(process, '/f', 'text\n');
    const fd = given(sys.open('/f', O_RDWR));
    given(sys.unlink('/f'));
    expect(sys.readlink(`/proc/self/fd/${String(fd)}`).ok).toBe('/f (deleted)');
    expect(read(process, `/dev/fd/${String(fd)}`)).toBe('text\n');
    const [from, to] = given(sys.pipe());
    expect(sys.readlink(`/proc/self/fd/${String(from)}`).ok).toBe(`pipe:[${String(sys.fstat(from).ok?.ino)}]`);
    const again = given(sys.open(`/dev/fd/${String(to)}`, 1));
    given(sys.write(again, encodeBytes('through')));
    expect(decodeBytes(given(sys.read(from, 100)))).toBe('through');
    expect(sys.stat(`/proc/self/fd/${String(from)}`).ok?.ino).toBe(sys.fstat(from).ok?.ino);
  });
});

function put(process: Process, path: string, text: string): void {
  const fd = given(process.sys.open(path, 0o101, 0o644));
  given(process.sys.write(fd, encodeBytes(text)));
  given(process.sys.close(fd));
}

function read(process: Process, path: string): string {
  const fd = given(process.sys.open(path, O_RDONLY));
  let text = '';
  for (let piece = given(process.sys.read(fd, 4096)); piece.length > 0; piece = given(process.sys.read(fd, 4096)))
    text += decodeBytes(piece);
  given(process.sys.close(fd));
  return text;
}

function list(process: Process, path: string): string[] {
  const fd = given(process.sys.open(path, O_RDONLY));
  const names: string[] = [];
  for (let page = given(process.sys.getdents(fd)); page.length > 0; page = given(process.sys.getdents(fd)))
    names.push(...page.map(({ name }) => name));
  given(process.sys.close(fd));
  return names.filter((name) => name !== '.' && name !== '..').sort();
}

function given<T>(result: Result<T>): T {
  if (result.err !== undefined) throw new Error(result.err);
  return result.ok;
}
