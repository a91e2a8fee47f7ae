// Where there is no more, Linux says so and has done nothing: descriptors, processes, links, inodes.
import { describe, expect, it } from 'vitest';
import { O_CREAT, O_EXCL, O_RDWR, O_TRUNC, O_WRONLY } from '../../src/abi/flags.ts';
import type { Syscalls } from '../../src/kernel/program.ts';
import { minimalMachine } from '../support/machine.ts';

/** `ulimit -n` */
const most = 1024;

/** A process with room for `left` more descriptors. */
function nearlyFull(left: number): Syscalls {
  const { sys } = minimalMachine().process;
  const fd = sys.open('/file', O_CREAT | O_RDWR, 0o644).ok ?? -1;
  sys.write(fd, new Uint8Array(5));
  for (let i = 1; i < most - left; i++) expect(sys.dup(fd).err).toBeUndefined();
  return sys;
}

describe('without a free descriptor', () => {
  it.each([
    ['open', (sys: Syscalls) => sys.open('/file', O_RDWR)],
    ['open that would make a file', (sys: Syscalls) => sys.open('/new', O_CREAT | O_EXCL | O_WRONLY, 0o644)],
    ['open that would truncate', (sys: Syscalls) => sys.open('/file', O_WRONLY | O_TRUNC)],
    ['dup', (sys: Syscalls) => sys.dup(0)],
    ['F_DUPFD', (sys: Syscalls) => sys.dupAtLeast(0, 1000)],
    ['pipe', (sys: Syscalls) => sys.pipe()],
    ['openpty', (sys: Syscalls) => sys.openpty()],
  ])('%s is EMFILE and has done nothing', (_what, call) => {
    const sys = nearlyFull(0);
    const { err } = call(sys);
    expect(err).toBe('EMFILE');
    expect(sys.stat('/new').err).toBe('ENOENT');
    expect(sys.stat('/file').ok?.size).toBe(5);
  });

  it.each([
    ['pipe', (sys: Syscalls) => sys.pipe()],
    ['openpty', (sys: Syscalls) => sys.openpty()],
  ])('%s takes none where it needs two and there is one', (_what, call) => {
    const sys = nearlyFull(1);
    for (let i = 0; i < 3; i++) expect(call(sys).err).toBe('EMFILE');
    expect(sys.open('/file', O_RDWR)).toEqual({ ok: most - 1 });
    sys.close(5);
    sys.close(700);
    expect(call(sys).err).toBeUndefined();
  });

  it('dup2 onto an open one works, beyond the limit is EBADF, F_DUPFD beyond it EINVAL', () => {
    const sys = nearlyFull(0);
    expect(sys.dup2(0, 9)).toEqual({ ok: 9 });
    expect(sys.dup2(0, most).err).toBe('EBADF');
    expect(sys.dup2(0, -1).err).toBe('EBADF');
    expect(sys.dupAtLeast(0, most).err).toBe('EINVAL');
  });
});

describe('links of ext4', () => {
  it('a file has 65,000 names, the next is EMLINK', () => {
    const { sys } = minimalMachine().process;
    sys.mkdir('/d', 0o755);
    sys.close(sys.open('/d/f', O_CREAT | O_RDWR, 0o644).ok ?? -1);
    for (let i = 1; i < 65_000; i++) if (sys.link('/d/f', `/d/${i}`).err !== undefined) throw new Error(`link ${i}`);
    expect(sys.link('/d/f', '/d/one-more').err).toBe('EMLINK');
    expect(sys.stat('/d/f').ok?.nlink).toBe(65_000);
    sys.unlink('/d/1');
    expect(sys.link('/d/f', '/d/one-more').err).toBeUndefined();
  });

  it('a directory of more than 64,998 others counts them no longer', () => {
    const { sys } = minimalMachine({ rootSize: 512 << 20, rootInodes: 70_000 }).process;
    sys.mkdir('/d', 0o755);
    for (let i = 0; i < 64_998; i++) if (sys.mkdir(`/d/${i}`, 0o755).err !== undefined) throw new Error(`mkdir ${i}`);
    expect(sys.stat('/d').ok?.nlink).toBe(65_000);
    expect(sys.mkdir('/d/one-more', 0o755).err).toBeUndefined();
    expect(sys.stat('/d').ok?.nlink).toBe(1);
    sys.rmdir('/d/one-more');
    expect(sys.stat('/d').ok?.nlink).toBe(1);
  });
});

describe('a disk without inodes', () => {
  it('makes nothing more, and goes on when one is free', () => {
    const { sys } = minimalMachine({ rootSize: 64 << 20, rootInodes: 64 }).process;
    const free = sys.statfs('/').ok?.ffree ?? 0;
    for (let i = 0; i < free; i++) expect(sys.mknod(`/f${i}`, 0o100644, [0, 0]).err).toBeUndefined();
    expect(sys.statfs('/').ok?.ffree).toBe(0);
    expect([
      sys.mkdir('/d', 0o755).err,
      sys.symlink('x', '/s').err,
      sys.mknod('/p', 0o010644, [0, 0]).err,
      sys.open('/new', O_CREAT | O_RDWR, 0o644).err,
      sys.link('/f0', '/l').err,
      sys.rename('/f1', '/g', 4).err,
    ]).toEqual(['ENOSPC', 'ENOSPC', 'ENOSPC', 'ENOSPC', undefined, 'ENOSPC']);
    expect(sys.stat('/f1').err).toBeUndefined();
    sys.unlink('/f2');
    expect(sys.mkdir('/d', 0o755).err).toBeUndefined();
  });
});
