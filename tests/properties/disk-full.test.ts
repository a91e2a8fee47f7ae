// Laws of a disk: whatever is done, and wherever an allocation fails, fsck finds nothing; an operation that fails has done nothing.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rootCredentials } from '../../src/abi/credentials.ts';
import { fail, SyscallError } from '../../src/abi/errno.ts';
import { O_RDWR, RENAME_EXCHANGE, RENAME_WHITEOUT } from '../../src/abi/flags.ts';
import { isDirectory, isRegular, S_IFREG } from '../../src/abi/mode.ts';
import { eachName } from '../../src/disk/names.ts';
import { makeExt4 } from '../../src/fs/ext4.ts';
import type { InodeTree } from '../../src/fs/inode-tree.ts';
import type { Layout } from '../../src/fs/layout.ts';
import { ACL_GROUP_OBJ, ACL_MASK, ACL_OTHER, ACL_USER, ACL_USER_OBJ, formatAcl } from '../../src/vfs/acl.ts';
import type { NodeId, OpenFile } from '../../src/vfs/file-system.ts';
import { Fsck } from '../support/fsck.ts';

/** Which allocations fail: from `first` on, `count` of them. */
interface Faults {
  readonly first: number;
  readonly count: number;
}

/** Blocks and inode numbers are taken through it. */
class FailingDisk {
  #taken = 0;
  #faults: Faults = { first: Infinity, count: 0 };

  /** From now on. */
  arm(faults: Faults): void {
    this.#taken = 0;
    this.#faults = faults;
  }

  through(layout: Layout): Layout {
    return new Proxy(layout, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        if (name === 'takeBlocks') return (...args: Parameters<Layout['takeBlocks']>) => this.#takeBlocks(target, args);
        if (name === 'takeNumber') {
          return (...args: Parameters<Layout['takeNumber']>) => {
            if (this.#failsNow()) fail('ENOSPC');
            return target.takeNumber(...args);
          };
        }
        return value.bind(target) as unknown;
      },
    });
  }

  /** A block at a time, so that each of them can be the one that fails. */
  #takeBlocks(target: Layout, [goal, count, purpose, credentials]: Parameters<Layout['takeBlocks']>) {
    if (this.#failsNow()) return { start: 0, length: 0 };
    return target.takeBlocks(goal, Math.min(count, 1), purpose, credentials);
  }

  #failsNow(): boolean {
    const { first, count } = this.#faults;
    const now = this.#taken++;
    return now >= first && now < first + count;
  }
}

class Disk {
  readonly disk = new FailingDisk();
  readonly tree: InodeTree;
  readonly fsck: Fsck;
  /** Open, nameless files. */
  readonly #open: NodeId[] = [];
  #now = 1_700_000_000_000_000_000n;

  constructor(faults: Faults) {
    const context = {
      id: 1,
      now: () => (this.#now += 1000n),
      dmesg: () => undefined,
      fileSystem: () => fail('EINVAL'),
      randomBytes: (count: number) => new Uint8Array(count).fill(7),
    };
    const options = { size: 16 << 20, inodes: 256, device: 1, lostAndFound: false };
    this.tree = makeExt4(context, options, (layout) => this.disk.through(layout));
    this.fsck = new Fsck(this.tree);
    this.#prepare();
    this.disk.arm(faults);
  }

  /** Directories with no room left, files in as many pieces as an inode has room for, inodes with no room for attributes. */
  #prepare(): void {
    const { tree } = this;
    for (const name of ['a', 'b']) tree.mkdir(tree.root, name, 0o755, root);
    for (const folder of [tree.root, nodeAt(tree, ['', 'a'])]) {
      for (const name of ['c', ...longNames.slice(0, 15)]) {
        const node = tree.mknod(folder, name, S_IFREG | 0o644, [0, 0], root);
        for (const block of [1, 3, 5, 7]) tree.write(this.file(node), block * 4096, new Uint8Array(4096).fill(1));
        tree.setxattr(node, 'user.full', new Uint8Array(50), 0, root);
      }
    }
  }

  file(node: NodeId): OpenFile {
    return { fs: this.tree, node, flags: O_RDWR, position: 0, state: null, credentials: rootCredentials };
  }

  hold(node: NodeId): void {
    this.#open.push(node);
  }

  held(): NodeId | undefined {
    return this.#open.at(-1);
  }

  closeOne(): void {
    const node = this.#open.pop();
    if (node !== undefined) this.tree.release(node);
  }

  /** All that a caller can see, and who has which blocks. */
  picture(): unknown {
    const inodes: unknown[] = [];
    this.tree.eachInode((record) => {
      const names: [string, number][] = [];
      if (record.directory !== null) {
        eachName(record.directory.names, 0, ({ name, node }) => {
          names.push([name, node]);
          return true;
        });
      }
      const { ino, mode, nlink, uid, gid, size, blocks, mtimeNs, held, parent, name, target } = record;
      const xattrs = record.xattrs.map((xattr) => [xattr.name, xattr.value.length]);
      const data = isRegular(mode) ? sumOf(this.tree.read(this.file(ino as NodeId), 0, 1 << 20)) : 0;
      inodes.push([ino, mode, nlink, uid, gid, size, blocks, mtimeNs, held, parent, name, target, xattrs, names, data]);
    });
    return inodes;
  }
}

/** So long that a directory of one block has room for sixteen of them. */
const longNames = [...'efghijklmnopqrstuv'].map((letter) => letter.repeat(240));
const names = ['a', 'b', 'c', 'd', ...longNames];
const name = fc.constantFrom(...names);
const folder = fc.constantFrom('', 'a', 'b');
const place = fc.tuple(folder, name);

type Place = readonly [string, string];
type Operation = (disk: Disk) => void;

function sumOf(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 512) sum += bytes[i] ?? 0;
  return sum;
}

function folderNode(tree: InodeTree, name: string): NodeId {
  return name === '' ? tree.root : (tree.lookup(tree.root, name) ?? fail('ENOENT'));
}

function nodeAt(tree: InodeTree, [folder, name]: Place): NodeId {
  return tree.lookup(folderNode(tree, folder), name) ?? fail('ENOENT');
}

function requireFile(disk: Disk, at: Place): OpenFile {
  const node = nodeAt(disk.tree, at);
  if (!isRegular(disk.tree.getattr(node).mode)) fail('EINVAL');
  return disk.file(node);
}

const acl = formatAcl([
  { tag: ACL_USER_OBJ, permissions: 7, id: 0xffffffff },
  ...Array.from({ length: 12 }, (_, i) => ({ tag: ACL_USER, permissions: 5, id: 1000 + i })),
  { tag: ACL_GROUP_OBJ, permissions: 5, id: 0xffffffff },
  { tag: ACL_MASK, permissions: 5, id: 0xffffffff },
  { tag: ACL_OTHER, permissions: 0, id: 0xffffffff },
]);

const root = rootCredentials;
const offset = fc.constantFrom(0, 1, 4096, 20480, 409600);
const length = fc.constantFrom(1, 4096, 5000, 40960);

/** What an operation is called, with its doing. */
type Deed = readonly [what: string, operate: Operation];

function deeds<T>(what: string, on: fc.Arbitrary<T>, operate: (disk: Disk, on: T) => unknown): fc.Arbitrary<Deed> {
  return on.map((drawn) => [`${what} ${JSON.stringify(drawn)}`, (disk) => void operate(disk, drawn)]);
}

const deed = fc.oneof(
  deeds('mkdir', place, ({ tree }, [at, n]) => tree.mkdir(folderNode(tree, at), n, 0o755, root)),
  deeds('mknod', place, ({ tree }, [at, n]) => tree.mknod(folderNode(tree, at), n, S_IFREG | 0o644, [0, 0], root)),
  deeds('symlink', place, ({ tree }, [at, n]) => tree.symlink(folderNode(tree, at), n, 'x'.repeat(100), root)),
  deeds('unlink', place, removeFile),
  deeds('rmdir', place, ({ tree }, [at, n]) => {
    tree.rmdir(folderNode(tree, at), n, root);
  }),
  deeds('link', fc.tuple(place, place), (disk, [from, [at, n]]) => {
    disk.tree.link(requireFile(disk, from).node, folderNode(disk.tree, at), n, root);
  }),
  deeds('rename', fc.tuple(place, place, fc.constantFrom(0, RENAME_EXCHANGE, RENAME_WHITEOUT)), rename),
  deeds('write', fc.tuple(place, offset, length), (disk, [at, from, count]) =>
    disk.tree.write(requireFile(disk, at), from, new Uint8Array(count).fill(1)),
  ),
  deeds('truncate', fc.tuple(place, offset), (disk, [at, size]) => {
    disk.tree.setattr(requireFile(disk, at).node, { size }, root);
  }),
  deeds(
    'fallocate',
    fc.tuple(place, offset, length, fc.constantFrom(0, 1, 3, 16, 17)),
    (disk, [at, from, count, mode]) => {
      disk.tree.fallocate(requireFile(disk, at), mode, from, count);
    },
  ),
  deeds(
    'setxattr',
    fc.tuple(place, fc.constantFrom('user.a', 'user.b', 'trusted.c'), fc.constantFrom(10, 200, 3000)),
    ({ tree }, [at, xattr, size]) => {
      tree.setxattr(nodeAt(tree, at), xattr, new Uint8Array(size), 0, root);
    },
  ),
  deeds('removexattr', place, ({ tree }, at) => {
    tree.removexattr(nodeAt(tree, at), 'user.a', root);
  }),
  deeds('setfacl', place, ({ tree }, at) => {
    const node = nodeAt(tree, at);
    const kind = isDirectory(tree.getattr(node).mode) ? 'default' : 'access';
    tree.setxattr(node, `system.posix_acl_${kind}`, acl, 0, root);
  }),
  deeds('chmod', place, ({ tree }, at) => {
    tree.setattr(nodeAt(tree, at), { mode: 0o640, ctime: true }, root);
  }),
  deeds('tmpfile', folder, (disk, at) => {
    disk.hold(disk.tree.tmpfile(folderNode(disk.tree, at), S_IFREG | 0o600, root));
  }),
  deeds('link tmpfile', place, (disk, [at, n]) => {
    disk.tree.link(disk.held() ?? fail('EBADF'), folderNode(disk.tree, at), n, root);
  }),
  deeds('close', fc.constant(null), (disk) => {
    disk.closeOne();
  }),
  deeds('checkpoint', fc.constant(null), (disk) => disk.tree.checkpoint()),
);

function removeFile(disk: Disk, at: Place): void {
  const node = nodeAt(disk.tree, at);
  if (isDirectory(disk.tree.getattr(node).mode)) fail('EISDIR');
  disk.tree.unlink(folderNode(disk.tree, at[0]), at[1], root);
}

/** What the VFS refuses is not tried: a directory into itself, one kind over the other. */
function rename({ tree }: Disk, [[from, old], [to, next], flags]: readonly [Place, Place, number]): void {
  const [source, target] = [nodeAt(tree, [from, old]), tree.lookup(folderNode(tree, to), next)];
  const isDir = (node: NodeId): boolean => isDirectory(tree.getattr(node).mode);
  const parents = [folderNode(tree, from), folderNode(tree, to)];
  if (parents.includes(source) || (target !== undefined && parents.includes(target))) fail('EINVAL');
  if (target !== undefined && flags !== RENAME_EXCHANGE && isDir(source) !== isDir(target)) fail('ENOTDIR');
  tree.rename(folderNode(tree, from), old, folderNode(tree, to), next, flags, root);
}

/** ext4 keeps what it could give. */
function mayBeHalfDone(what: string): boolean {
  return what.startsWith('fallocate');
}

/** @returns how many operations found the disk full */
function play(list: readonly Deed[], faults: Faults): number {
  const disk = new Disk(faults);
  let failures = 0;
  let before = disk.picture();
  for (const [what, operate] of list) {
    let error: unknown;
    try {
      operate(disk);
    } catch (thrown) {
      error = thrown;
    }
    if (error !== undefined && !(error instanceof SyscallError)) throw error as Error;
    if (error instanceof SyscallError && error.errno === 'ENOSPC') failures += 1;
    const after = disk.picture();
    if (error !== undefined && !mayBeHalfDone(what)) expect([what, after]).toEqual([what, before]);
    before = after;
    expect([what, disk.fsck.check()]).toEqual([what, []]);
  }
  return failures;
}

test('an allocation that fails leaves the tree as it was, and clean', () => {
  const faults = fc.record({ first: fc.nat(15), count: fc.constantFrom(1, 2, 3, Infinity) });
  let failures = 0;
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 50, size: 'max' }), faults, (list, some) => {
      failures += play(list, some);
    }),
    { numRuns: 150, seed: 1 },
  );
  expect(failures).toBeGreaterThan(200);
});

test('without failures the tree is clean, too', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 80, size: 'max' }), (list) => {
      play(list, { first: Infinity, count: 0 });
    }),
    { numRuns: 30, seed: 2 },
  );
});
