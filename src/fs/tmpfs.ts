// tmpfs: inodes and pages in memory, counted against a size and a number of inodes. Behaviour is `InodeTree`'s.
// Lists the newest name first; a name that was renamed counts as new. Its numbers are never used again.
import type { Credentials } from '../abi/credentials.ts';
import { makedev } from '../abi/device.ts';
import { fail } from '../abi/errno.ts';
import { MS_RDONLY } from '../abi/flags.ts';
import type { StatFs } from '../abi/stat.ts';
import { blockSize } from '../disk/block-device.ts';
import type { NameEntry } from '../disk/names.ts';
import type { Run } from '../disk/runs.ts';
import type { FileSystem, FileSystemContext, FileSystemType, MountRequest } from '../vfs/file-system.ts';
import { InodeTree, type InodeTreeState } from './inode-tree.ts';
import type { DirectoryContent, InodeRecord, Layout, Xattr } from './layout.ts';

/** The type `tmpfs` on a machine with `memory` bytes: half of them is the default size. `devtmpfs` and the like may be made of it by `name`. */
export function tmpfsType(memory: number, name = 'tmpfs'): FileSystemType {
  const defaults = { pages: Math.floor(memory / blockSize / 2), inodes: Math.floor(memory / blockSize / 2) };
  return {
    name,
    nodev: true,
    mount(request: MountRequest): FileSystem {
      const tree = makeTmpfs(request, request.data, name, defaults, request.credentials);
      tree.readOnly = (request.flags & MS_RDONLY) !== 0;
      return tree;
    },
    revive(state: unknown, context: FileSystemContext): FileSystem {
      const tree = state as InodeTreeState;
      const layout = new TmpfsLayout(name, tree.layout as TmpfsState);
      return new InodeTree(layout, { ...tree, epoch: tree.epoch + 1 }, context);
    },
  };
}

interface Defaults {
  /** size= in pages. */
  readonly pages: number;
  /** nr_inodes= */
  readonly inodes: number;
}

function makeTmpfs(
  context: FileSystemContext,
  data: string,
  name: string,
  defaults: Defaults,
  credentials: Credentials,
): InodeTree {
  const options = parseOptions(data, defaults, defaultOptions(defaults, credentials), context);
  const layout = new TmpfsLayout(name, {
    options,
    defaults,
    usedPages: 0,
    usedInodes: 1,
    lastNumber: 1,
    generations: 0,
  });
  return InodeTree.create(layout, context, {
    root: 1,
    // An anonymous device: major 0.
    device: makedev(0, context.id),
    uuid: context.randomBytes(16),
    mode: options.mode,
    uid: options.uid,
    gid: options.gid,
    epoch: 0,
  });
}

interface TmpfsOptions extends Defaults {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

function defaultOptions(defaults: Defaults, credentials: Credentials): TmpfsOptions {
  return { ...defaults, mode: 0o1777, uid: credentials.fsuid, gid: credentials.fsgid };
}

/** @throws EINVAL an option that tmpfs does not have, or a value it cannot read */
function parseOptions(
  data: string,
  defaults: Defaults,
  before: TmpfsOptions,
  context?: FileSystemContext,
): TmpfsOptions {
  let options = before;
  for (const option of data.split(',')) {
    if (option === '') continue;
    const equals = option.indexOf('=');
    const key = equals < 0 ? option : option.slice(0, equals);
    const value = equals < 0 ? '' : option.slice(equals + 1);
    switch (key) {
      case 'size':
        options = { ...options, pages: Math.ceil(parseSize(value, defaults.pages * 2 * blockSize) / blockSize) };
        break;
      case 'nr_blocks':
        options = { ...options, pages: parseSize(value) };
        break;
      case 'nr_inodes':
        options = { ...options, inodes: parseSize(value) };
        break;
      case 'mode':
        options = { ...options, mode: parseNumber(value, 8) & 0o7777 };
        break;
      case 'uid':
        options = { ...options, uid: parseNumber(value, 10) };
        break;
      case 'gid':
        options = { ...options, gid: parseNumber(value, 10) };
        break;
      case 'inode64':
      case 'inode32':
      case 'rw':
      case 'ro':
        break;
      default:
        context?.dmesg(`tmpfs: Unknown parameter '${key}'`);
        fail('EINVAL');
    }
  }
  return options;
}

/** memparse(): a number with a suffix k m g t p e; with `memory` also a percentage of that many bytes. */
function parseSize(text: string, memory?: number): number {
  const percent = /^(\d+)%$/.exec(text);
  if (percent !== null && memory !== undefined) return Math.floor((Number(percent[1]) * memory) / 100);
  const parts = /^(0x[0-9a-f]+|\d+)([kmgtpe]?)$/i.exec(text);
  if (parts === null) fail('EINVAL');
  const exponent = ' kmgtpe'.indexOf((parts[2] ?? '').toLowerCase() || ' ');
  return Number(parts[1]) * 1024 ** exponent;
}

function parseNumber(text: string, base: 8 | 10): number {
  if (!(base === 8 ? /^[0-7]+$/ : /^\d+$/).test(text)) fail('EINVAL');
  return parseInt(text, base);
}

/** Plain data. */
interface TmpfsState {
  readonly options: TmpfsOptions;
  readonly defaults: Defaults;
  readonly usedPages: number;
  readonly usedInodes: number;
  readonly lastNumber: number;
  readonly generations: number;
}

/** BOGO_DIRENT_SIZE */
const entrySize = 20;

class TmpfsLayout implements Layout {
  readonly type: string;
  readonly handleType = 1;
  readonly handleWords = 3;
  readonly xattrNamespaces = ['user', 'trusted', 'security', 'system'];
  readonly linkMax = 2 ** 32 - 1;
  readonly unlimitedSubdirectories = false;
  /** Differs from Linux: there 8 EiB; here as far as chunks can be numbered. */
  readonly maxSize = 2 ** 46;
  readonly timeRange = [-(2n ** 63n), 2n ** 63n - 1n] as const;
  readonly nameSeed = 0;
  readonly listing = 'newest';
  readonly endOfDirectory = 2 ** 31 - 1;
  readonly tellsEndOfDirectory = false;
  readonly zeroRange = false;
  readonly fallocateUndoes = true;
  readonly truncatesToSameSize = false;
  readonly sparesSameXattr = false;
  readonly emptyDirectorySize = 2 * entrySize;

  readonly #defaults: Defaults;
  #options: TmpfsOptions;
  #usedPages: number;
  #usedInodes: number;
  #lastNumber: number;
  #generations: number;

  constructor(type: string, state: TmpfsState) {
    this.type = type;
    this.#defaults = state.defaults;
    this.#options = state.options;
    this.#usedPages = state.usedPages;
    this.#usedInodes = state.usedInodes;
    this.#lastNumber = state.lastNumber;
    this.#generations = state.generations;
  }

  takeNumber(_parent: InodeRecord | undefined, _mode: number): number {
    this.takeLink();
    return ++this.#lastNumber;
  }

  freeNumber(_ino: number): void {
    this.freeLink();
  }

  /** shmem_link(): each further name pins memory as an inode does, and counts as one. */
  takeLink(): void {
    const most = this.#options.inodes;
    if (most > 0 && this.#usedInodes >= most) fail('ENOSPC');
    this.#usedInodes++;
  }

  freeLink(): void {
    this.#usedInodes--;
  }

  nextGeneration(): number {
    return ++this.#generations;
  }

  blockGoal(_ino: number): number {
    return 0;
  }

  /** Pages have no place: any number will do that lets a run go on. */
  takeBlocks(goal: number, count: number): { readonly start: number; readonly length: number } {
    const most = this.#options.pages;
    const length = most === 0 ? count : Math.min(count, Math.max(0, most - this.#usedPages));
    this.#usedPages += length;
    return { start: goal, length };
  }

  freeBlocks(_start: number, length: number): void {
    this.#usedPages -= length;
  }

  treeBlocks(_runs: readonly Run[]): number {
    return 0;
  }

  /** SHORT_SYMLINK_LEN */
  symlinkBlocks(length: number): number {
    return length < 128 ? 0 : 1;
  }

  directoryBlocks(_size: number): number {
    return 0;
  }

  directoryAdded(_directory: DirectoryContent, _entry: NameEntry, size: number): number {
    return size + entrySize;
  }

  directoryRemoved(_directory: DirectoryContent, _entry: NameEntry, size: number): number {
    return size - entrySize;
  }

  /** By name, as the tree of simple xattrs lists them. */
  placeXattr(
    xattrs: readonly Xattr[],
    name: string,
    value: Uint8Array | undefined,
  ): { readonly xattrs: readonly Xattr[]; readonly blocks: number } {
    const others = xattrs.filter((xattr) => xattr.name !== name);
    if (value === undefined) return { xattrs: others, blocks: 0 };
    const list = [...others, { name, value }].sort((a, b) => (a.name < b.name ? -1 : 1));
    return { xattrs: list, blocks: 0 };
  }

  statfs(): StatFs {
    const { pages, inodes } = this.#options;
    const free = Math.max(0, pages - this.#usedPages);
    return {
      type: 0x01021994,
      bsize: blockSize,
      blocks: pages,
      bfree: free,
      bavail: free,
      files: inodes,
      ffree: Math.max(0, inodes - this.#usedInodes),
      namelen: 255,
    };
  }

  /** shmem_show_options(): what is not the default. */
  showOptions(): string {
    const { pages, inodes, mode, uid, gid } = this.#options;
    let text = '';
    if (pages !== this.#defaults.pages) text += `,size=${String((pages * blockSize) / 1024)}k`;
    if (inodes !== this.#defaults.inodes) text += `,nr_inodes=${String(inodes)}`;
    if (mode !== 0o1777) text += `,mode=${mode.toString(8).padStart(3, '0')}`;
    if (uid !== 0) text += `,uid=${String(uid)}`;
    if (gid !== 0) text += `,gid=${String(gid)}`;
    return text;
  }

  /** @throws EINVAL an unknown option, or a size below what is used */
  remount(data: string): void {
    const options = parseOptions(data, this.#defaults, this.#options);
    if (options.pages > 0 && options.pages < this.#usedPages) fail('EINVAL');
    if (options.inodes > 0 && options.inodes < this.#usedInodes) fail('EINVAL');
    // shmem_reconfigure() leaves the root directory's mode and owner alone.
    this.#options = { ...this.#options, pages: options.pages, inodes: options.inodes };
  }

  checkpoint(): TmpfsState {
    return {
      options: this.#options,
      defaults: this.#defaults,
      usedPages: this.#usedPages,
      usedInodes: this.#usedInodes,
      lastNumber: this.#lastNumber,
      generations: this.#generations,
    };
  }
}
