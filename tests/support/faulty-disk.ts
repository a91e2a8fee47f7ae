// A tmpfs whose n-th change fails: what stands on it must show the old or the new, never half of something.
import { type Errno, fail } from '../../src/abi/errno.ts';
import { tmpfsType } from '../../src/fs/index.ts';
import type { OverlayEvent } from '../../src/overlay/index.ts';
import type { FileSystem, FileSystemType } from '../../src/vfs/file-system.ts';

const changes: ReadonlySet<string | symbol> = new Set([
  'mknod',
  'mkdir',
  'symlink',
  'link',
  'unlink',
  'rmdir',
  'rename',
  'tmpfile',
  'setattr',
  'setxattr',
  'removexattr',
  'write',
  'spliceWrite',
  'fallocate',
  'fsync',
]);

const disk = tmpfsType(64 << 20);

export class FaultyDisk {
  readonly type: FileSystemType<OverlayEvent>;
  #countdown = Infinity;
  #errno: Errno = 'EIO';
  /** The change that failed, with its arguments. */
  failed: readonly [name: string, ...unknown[]] | undefined;

  constructor() {
    this.type = {
      name: 'faulty',
      nodev: true,
      mount: (request) => this.#through(disk.mount(request)),
      revive: () => {
        throw new Error('a faulty disk is not saved');
      },
    };
  }

  /** The `n`-th change from now on fails, and no other. */
  arm(n: number, errno: Errno): void {
    this.#countdown = n;
    this.#errno = errno;
    this.failed = undefined;
  }

  disarm(): void {
    this.#countdown = Infinity;
  }

  #through(below: FileSystem): FileSystem {
    return new Proxy(below, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          if (changes.has(name)) this.#count(String(name), args);
          return Reflect.apply(value, target, args) as unknown;
        };
      },
      set: (target, name, value) => Reflect.set(target, name, value, target),
    });
  }

  #count(name: string, args: readonly unknown[]): void {
    this.#countdown -= 1;
    if (this.#countdown !== 0) return;
    this.failed = [name, ...args];
    fail(this.#errno);
  }
}
