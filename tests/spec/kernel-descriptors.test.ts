// Descriptors that are no plain file: pipes, fifos, devices, O_PATH; answers recorded from Linux 6.18.
import { describe, expect, test } from 'vitest';
import { decodeBytes, encodeBytes } from '../../src/abi/bytes.ts';
import { O_APPEND, O_CREAT, O_NONBLOCK, O_PATH, O_RDONLY, O_RDWR, O_WRONLY } from '../../src/abi/flags.ts';
import { read, write } from '../../src/kernel/blocking.ts';
import type { Result, Syscalls } from '../../src/kernel/program.ts';
import { minimalMachine } from '../support/machine.ts';

/** What each descriptor of the rows is. */
const opened: Readonly<Record<string, (sys: Syscalls) => Result<number>>> = {
  'the read end of a pipe': (sys) => ({ ok: given(sys.pipe())[0] }),
  'the write end of a pipe': (sys) => ({ ok: given(sys.pipe())[1] }),
  'a fifo, O_RDONLY|O_NONBLOCK': (sys) => sys.open('/fifo', O_RDONLY | O_NONBLOCK),
  'a fifo, O_WRONLY|O_NONBLOCK': (sys) => sys.open('/fifo', O_WRONLY | O_NONBLOCK),
  'a fifo, O_RDWR': (sys) => sys.open('/fifo', O_RDWR),
  '/dev/null, O_WRONLY': (sys) => sys.open('/dev/null', O_WRONLY),
  '/dev/null, O_RDONLY': (sys) => sys.open('/dev/null', O_RDONLY),
  '/dev/full': (sys) => sys.open('/dev/full', O_RDWR),
  '/dev/zero': (sys) => sys.open('/dev/zero', O_RDONLY),
  'a file, O_PATH': (sys) => sys.open('/file', O_PATH),
  'a file': (sys) => sys.open('/file', O_RDWR),
  'a directory': (sys) => sys.open('/', O_RDONLY),
  'a directory, O_WRONLY': (sys) => sys.open('/', O_WRONLY),
  'no descriptor': () => ({ ok: 999 }),
};

type Call = (sys: Syscalls, fd: number) => Result<unknown>;
const readOne: Call = (sys, fd) => sys.read(fd, 1);
const writeOne: Call = (sys, fd) => sys.write(fd, encodeBytes('x'));
const noCall: Call = () => ({ ok: 'open' });

/** [descriptor, what is done, how, answer] */
const rows: readonly (readonly [string, string, Call, unknown])[] = [
  ['the read end of a pipe', 'read', readOne, ''],
  ['the read end of a pipe', 'write', writeOne, 'EBADF'],
  ['the read end of a pipe', 'lseek', (sys, fd) => sys.lseek(fd, 0, 'SEEK_SET'), 'ESPIPE'],
  ['the read end of a pipe', 'pread', (sys, fd) => sys.pread(fd, 1, 0), 'ESPIPE'],
  ['the read end of a pipe', 'fsync', (sys, fd) => sys.fsync(fd), 'EINVAL'],
  ['the read end of a pipe', 'ftruncate', (sys, fd) => sys.ftruncate(fd, 0), 'EINVAL'],
  ['the read end of a pipe', 'fstat', (sys, fd) => ({ ok: sys.fstat(fd).ok?.mode }), 0o10600],
  ['the write end of a pipe', 'read', readOne, 'EBADF'],
  ['the write end of a pipe', 'fallocate', (sys, fd) => sys.fallocate(fd, 0, 0, 5), 'ESPIPE'],
  ['a fifo, O_RDONLY|O_NONBLOCK', 'read, nobody writes', readOne, ''],
  ['a fifo, O_WRONLY|O_NONBLOCK', 'open, nobody reads', noCall, 'ENXIO'],
  ['a fifo, O_RDWR', 'read', readOne, 'EAGAIN'],
  ['a fifo, O_RDWR', 'write', writeOne, 1],
  ['/dev/null, O_WRONLY', 'read', readOne, 'EBADF'],
  ['/dev/null, O_WRONLY', 'write', writeOne, 1],
  ['/dev/null, O_WRONLY', 'fsync', (sys, fd) => sys.fsync(fd), 'EINVAL'],
  ['/dev/null, O_WRONLY', 'lseek', (sys, fd) => sys.lseek(fd, 5, 'SEEK_SET'), 0],
  ['/dev/null, O_WRONLY', 'ftruncate', (sys, fd) => sys.ftruncate(fd, 0), 'EINVAL'],
  ['/dev/null, O_RDONLY', 'write', writeOne, 'EBADF'],
  ['/dev/full', 'write', writeOne, 'ENOSPC'],
  ['/dev/zero', 'read', (sys, fd) => sys.read(fd, 3), '\0\0\0'],
  ['/dev/zero', 'pread', (sys, fd) => sys.pread(fd, 3, 7), '\0\0\0'],
  ['a file, O_PATH', 'read', readOne, 'EBADF'],
  ['a file, O_PATH', 'fsync', (sys, fd) => sys.fsync(fd), 'EBADF'],
  ['a file, O_PATH', 'fchmod', (sys, fd) => sys.fchmod(fd, 0o600), 'EBADF'],
  ['a file, O_PATH', 'ftruncate', (sys, fd) => sys.ftruncate(fd, 0), 'EBADF'],
  ['a file, O_PATH', 'F_GETFL', (sys, fd) => sys.getFlags(fd), O_PATH],
  ['a file, O_PATH', 'F_SETFL', (sys, fd) => sys.setFlags(fd, 0), 'EBADF'],
  ['a file, O_PATH', 'fstat', (sys, fd) => ({ ok: sys.fstat(fd).ok?.mode }), 0o100644],
  ['a file', 'fchdir', (sys, fd) => sys.fchdir(fd), 'ENOTDIR'],
  ['a file', 'getdents', (sys, fd) => sys.getdents(fd), 'ENOTDIR'],
  ['a file', 'dup at or above 1000000', (sys, fd) => sys.dupAtLeast(fd, 1_000_000), 'EINVAL'],
  ['a file', 'dup at or above -1', (sys, fd) => sys.dupAtLeast(fd, -1), 'EINVAL'],
  ['a file', 'dup2 to 10000000', (sys, fd) => sys.dup2(fd, 10_000_000), 'EBADF'],
  ['a file', 'tcgetattr', (sys, fd) => sys.tcgetattr(fd), 'ENOTTY'],
  ['a directory', 'read', readOne, 'EISDIR'],
  ['a directory', 'ftruncate', (sys, fd) => sys.ftruncate(fd, 0), 'EINVAL'],
  ['a directory', 'fsync', (sys, fd) => sys.fsync(fd), null],
  ['a directory, O_WRONLY', 'open', noCall, 'EISDIR'],
  ['no descriptor', 'close', (sys, fd) => sys.close(fd), 'EBADF'],
  ['no descriptor', 'dup2 onto itself', (sys, fd) => sys.dup2(fd, fd), 'EBADF'],
];

describe('what a descriptor answers', () => {
  test.each(rows)('%s: %s', (name, _what, call, answer) => {
    const { sys } = machineWithFiles();
    const fd = opened[name]?.(sys) ?? { err: 'EBADF' };
    // A pipe's other end is open: what is read there is the end only where the row says so.
    if (name === 'the read end of a pipe' && call === readOne) sys.close((fd.ok ?? 0) + 1);
    const result = fd.err === undefined ? call(sys, fd.ok) : fd;
    expect(result.err ?? (result.ok instanceof Uint8Array ? decodeBytes(result.ok) : result.ok)).toBe(answer);
  });
});

describe('a pipe', () => {
  test('holds 64 KiB; what fits in PIPE_BUF goes in whole', () => {
    const { sys } = minimalMachine().process;
    const [from, to] = given(sys.pipe());
    expect(sys.read(from, 1).err).toBe('EAGAIN');
    let size = 0;
    for (;;) {
      const written = sys.write(to, new Uint8Array(5000));
      if (written.err !== undefined) break;
      size += written.ok;
    }
    expect(size).toBe(65536);
    given(sys.read(from, 100));
    expect(sys.write(to, new Uint8Array(4096)).err).toBe('EAGAIN');
    expect(sys.write(to, new Uint8Array(4097)).ok).toBe(100);
  });

  test('is read to its end after the writer is gone', () => {
    const { sys } = minimalMachine().process;
    const [from, to] = given(sys.pipe());
    given(sys.write(to, encodeBytes('abc')));
    given(sys.close(to));
    expect([2, 10, 10].map((count) => decodeBytes(given(sys.read(from, count))))).toEqual(['ab', 'c', '']);
  });

  test('is closed only with its last descriptor', () => {
    const { sys } = minimalMachine().process;
    const [from, to] = given(sys.pipe());
    const twin = given(sys.dup(to));
    given(sys.close(to));
    expect(sys.read(from, 1).err).toBe('EAGAIN');
    given(sys.close(twin));
    expect(given(sys.read(from, 1)).length).toBe(0);
  });
});

describe('a fifo', () => {
  test('waits for the other side, then carries bytes until the writer is gone', () => {
    const { machine, process } = minimalMachine();
    given(process.sys.mknod('/fifo', 0o010644, [0, 0]));
    let text = '';
    const reader = given(
      process.sys.fork(function* (own) {
        const fd = given(own.sys.open('/fifo', O_RDONLY));
        for (;;) {
          const piece = yield* read(own, fd, 100);
          if (piece.err !== undefined || piece.ok.length === 0) return piece.err === undefined ? 0 : 1;
          text += decodeBytes(piece.ok);
        }
      }),
    );
    expect(machine.run().state).toBe('idle');
    expect(process.sys.waitpid(reader).err).toBe('EAGAIN');
    given(
      process.sys.fork(function* (own) {
        const fd = given(own.sys.open('/fifo', O_WRONLY));
        yield* write(own, fd, encodeBytes('through'));
        return 0;
      }),
    );
    machine.run();
    expect(process.sys.waitpid(reader).ok).toEqual({ pid: reader, exited: 0 });
    expect(text).toBe('through');
  });

  test('a writer that comes first waits too', () => {
    const { machine, process } = minimalMachine();
    given(process.sys.mknod('/fifo', 0o010644, [0, 0]));
    const writer = given(
      process.sys.fork(function* (own) {
        const fd = given(own.sys.open('/fifo', O_WRONLY));
        return (yield* write(own, fd, encodeBytes('x'))).ok === 1 ? 0 : 1;
      }),
    );
    expect(machine.run().state).toBe('idle');
    const fd = given(process.sys.open('/fifo', O_RDONLY | O_NONBLOCK));
    machine.run();
    expect(process.sys.waitpid(writer).ok).toEqual({ pid: writer, exited: 0 });
    expect(decodeBytes(given(process.sys.read(fd, 9)))).toBe('x');
    expect(given(process.sys.read(fd, 9)).length).toBe(0);
  });

  test('forgets what nobody read when both sides are closed', () => {
    const { sys } = machineWithFiles();
    const both = given(sys.open('/fifo', O_RDWR));
    given(sys.write(both, encodeBytes('lost')));
    given(sys.close(both));
    expect(given(sys.read(given(sys.open('/fifo', O_RDONLY | O_NONBLOCK)), 9)).length).toBe(0);
  });
});

describe('descriptors of a process', () => {
  test('are 1024 at most', () => {
    const { sys } = machineWithFiles();
    let last: Result<number> = { ok: -1 };
    let count = 0;
    for (; last.err === undefined; count++) last = sys.open('/file', O_RDONLY);
    expect([last.err, count]).toEqual(['EMFILE', 1025]);
    given(sys.close(5));
    expect(sys.open('/file', O_RDONLY)).toEqual({ ok: 5 });
  });

  test('share their position when they are dup, and not when opened twice', () => {
    const { sys } = machineWithFiles();
    const first = given(sys.open('/file', O_RDWR));
    const twin = given(sys.dup(first));
    const other = given(sys.open('/file', O_RDWR));
    given(sys.write(first, encodeBytes('hello')));
    expect(sys.lseek(twin, 0, 'SEEK_CUR').ok).toBe(5);
    expect(sys.lseek(other, 0, 'SEEK_CUR').ok).toBe(0);
  });

  test('sendfile moves the position of its source, and refuses O_APPEND and a pipe as source', () => {
    const { sys } = machineWithFiles();
    const file = given(sys.open('/file', O_RDWR));
    given(sys.write(file, encodeBytes('hello')));
    given(sys.lseek(file, 0, 'SEEK_SET'));
    const [from, to] = given(sys.pipe());
    expect(sys.sendfile(to, file, 100).ok).toBe(5);
    expect(sys.lseek(file, 0, 'SEEK_CUR').ok).toBe(5);
    expect(sys.sendfile(file, from, 5).err).toBe('EINVAL');
    expect(sys.sendfile(given(sys.open('/log', O_WRONLY | O_CREAT | O_APPEND, 0o644)), file, 5).err).toBe('EINVAL');
  });
});

function machineWithFiles(): { readonly sys: Syscalls } {
  const { sys } = minimalMachine({ boot: 'host' }).process;
  given(sys.mknod('/fifo', 0o010644, [0, 0]));
  given(sys.close(given(sys.open('/file', O_WRONLY | O_CREAT, 0o644))));
  return { sys };
}

function given<T>(result: Result<T>): T {
  if (result.err !== undefined) throw new Error(result.err);
  return result.ok;
}
