// The one door to the layers (the ovl_do_* wrappers of overlayfs.h): each function makes one call on a layer's file system, with the
// mounter's credentials, and tells one event, refused or not. Nothing else in this folder changes a real inode.
import type { Credentials } from '../abi/credentials.ts';
import { SyscallError } from '../abi/errno.ts';
import * as flag from '../abi/flags.ts';
import { S_IFMT, S_IFREG } from '../abi/mode.ts';
import type { DeviceNumber } from '../abi/stat.ts';
import { isAclName } from '../abi/xattr.ts';
import type { Splice } from '../disk/content.ts';
import type { AttributeChange, FileSystem, Inode, NodeId, OpenFile } from '../vfs/file-system.ts';
import * as vfs from '../vfs/operations.ts';
import type { LayerName, OverlayEvent } from './events.ts';
import type { OwnXattrs } from './xattrs.ts';

/** An inode of a layer with the words by which events tell it. */
export interface RealPath extends Inode {
  readonly layer: LayerName;
  readonly path: string;
}

type Told = { readonly op: OverlayEvent['op']; readonly layer: LayerName } & Readonly<Record<string, unknown>>;

const shortData = 64;

export class Door {
  readonly credentials: Credentials;
  /** Names of the attributes that the overlay keeps for itself. */
  readonly own: OwnXattrs;
  /** What the overlay is about: the span that events belong to. */
  step = 'lookup';
  readonly #mount: number;
  /** Nameless files get names of ours in events, never one twice. */
  lastTmpfile: number;
  readonly #emit: ((event: OverlayEvent) => void) | undefined;

  constructor(
    mount: number,
    credentials: Credentials,
    own: OwnXattrs,
    emit: ((event: OverlayEvent) => void) | undefined,
    lastTmpfile = mount * 0x100,
  ) {
    this.#mount = mount;
    this.lastTmpfile = lastTmpfile;
    this.credentials = credentials;
    this.own = own;
    this.#emit = emit;
  }

  /** Names the span for the calls that `body` makes, unless one is open that is more than a look. */
  during<T>(step: string, body: () => T): T {
    const before = this.step;
    this.step = step;
    try {
      return body();
    } finally {
      this.step = before;
    }
  }

  #do<T>(told: () => Told, call: () => T): T {
    const emit = this.#emit;
    if (emit === undefined) return call();
    const tell = (err: string | undefined): void => {
      const event = { ...told(), mount: this.#mount, step: this.step, ...(err === undefined ? {} : { err }) };
      emit(event as unknown as OverlayEvent);
    };
    let result: T;
    try {
      result = call();
    } catch (error) {
      if (error instanceof SyscallError) tell(error.errno);
      throw error;
    }
    tell(undefined);
    return result;
  }

  // Calls that change something

  create(directory: RealPath, name: string, mode: number, as: Credentials): RealPath {
    const made = this.#do(
      () => ({ op: 'vfs_create', ...at(directory, name), mode: S_IFREG | (mode & ~S_IFMT), ...asWhom(as) }),
      () => vfs.vfsCreate(directory, name, mode, as),
    );
    return child(directory, name, made);
  }

  mkdir(directory: RealPath, name: string, mode: number, as: Credentials): RealPath {
    const made = this.#do(
      () => ({ op: 'vfs_mkdir', ...at(directory, name), mode: mode & 0o7777, ...asWhom(as) }),
      () => vfs.vfsMkdir(directory, name, mode, as),
    );
    return child(directory, name, made);
  }

  mknod(directory: RealPath, name: string, mode: number, rdev: DeviceNumber, as: Credentials): RealPath {
    const made = this.#do(
      () => ({ op: 'vfs_mknod', ...at(directory, name), mode, ...deviceOf(mode, rdev), ...asWhom(as) }),
      () => vfs.vfsMknod(directory, name, mode, rdev, as),
    );
    return child(directory, name, made);
  }

  symlink(directory: RealPath, name: string, target: string, as: Credentials): RealPath {
    const made = this.#do(
      () => ({ op: 'vfs_symlink', ...at(directory, name), target }),
      () => vfs.vfsSymlink(directory, name, target, as),
    );
    return child(directory, name, made);
  }

  /** A nameless file, told by a name of ours in its directory. It is held by the description. */
  tmpfile(
    directory: RealPath,
    mode: number,
    flags: number,
    as: Credentials,
  ): { readonly file: OpenFile; readonly path: RealPath } {
    let file: OpenFile | undefined;
    this.lastTmpfile += 1;
    const name = `#tmpfile${String(this.lastTmpfile)}`;
    this.#do(
      () => ({
        op: 'vfs_tmpfile',
        ...at(directory, name),
        mode: S_IFREG | (mode & ~S_IFMT),
        ...asWhom(as),
      }),
      () => (file = vfs.vfsTmpfile(directory, mode, flags, as)),
    );
    if (file === undefined) throw new Error('a temporary file was made and is not there');
    return { file, path: child(directory, name, file) };
  }

  link(old: RealPath, directory: RealPath, name: string): RealPath {
    this.#do(
      () => ({ op: 'vfs_link', layer: directory.layer, old: old.path, new: join(directory.path, name) }),
      () => {
        vfs.vfsLink(old, directory, name, this.credentials);
      },
    );
    return child(directory, name, old);
  }

  rename(oldDirectory: RealPath, oldName: string, newDirectory: RealPath, newName: string, flags: number): void {
    this.#do(
      () => ({
        op: 'vfs_rename',
        layer: oldDirectory.layer,
        old: join(oldDirectory.path, oldName),
        new: join(newDirectory.path, newName),
        flags: renameFlags(flags),
        ...(newDirectory.layer === oldDirectory.layer ? {} : { to: newDirectory.layer }),
      }),
      () => {
        vfs.vfsRename(oldDirectory, oldName, newDirectory, newName, flags, this.credentials);
      },
    );
  }

  unlink(directory: RealPath, name: string): void {
    this.#do(
      () => ({ op: 'vfs_unlink', ...at(directory, name) }),
      () => {
        vfs.vfsUnlink(directory, name, this.credentials);
      },
    );
  }

  rmdir(directory: RealPath, name: string): void {
    this.#do(
      () => ({ op: 'vfs_rmdir', ...at(directory, name) }),
      () => {
        vfs.vfsRmdir(directory, name, this.credentials);
      },
    );
  }

  setxattr(real: RealPath, name: string, value: Uint8Array, flags: number): void {
    this.#do(
      () => ({
        op: isAclName(name) ? 'vfs_set_acl' : 'vfs_setxattr',
        layer: real.layer,
        path: real.path,
        name,
        ...valueWords(value),
        ...(flags === 0 ? {} : { flags: xattrFlags(flags) }),
      }),
      () => {
        vfs.vfsSetxattr(real, name, value, flags, this.credentials);
      },
    );
  }

  removexattr(real: RealPath, name: string): void {
    this.#do(
      () => ({ op: isAclName(name) ? 'vfs_remove_acl' : 'vfs_removexattr', layer: real.layer, path: real.path, name }),
      () => {
        vfs.vfsRemovexattr(real, name, this.credentials);
      },
    );
  }

  notifyChange(real: RealPath, change: AttributeChange): void {
    this.#do(
      () => ({ op: 'notify_change', layer: real.layer, path: real.path, ...changeWords(real.fs, real.node, change) }),
      () => {
        vfs.notifyChange(real, change, this.credentials);
      },
    );
  }

  write(real: RealPath, file: OpenFile, position: number, data: Uint8Array): number {
    let written = 0;
    return this.#do(
      () => ({
        op: 'vfs_write',
        layer: real.layer,
        path: real.path,
        offset: position,
        len: written,
        ...(data.length <= shortData ? { data: base64(data.subarray(0, written)) } : {}),
      }),
      () => (written = file.fs.write(file, position, data)),
    );
  }

  spliceWrite(real: RealPath, file: OpenFile, position: number, splice: Splice): number {
    let written = 0;
    return this.#do(
      () => ({
        op: 'vfs_write',
        layer: real.layer,
        path: real.path,
        offset: position,
        len: written,
        ...(written <= shortData ? { data: base64(file.fs.read(file, position, written)) } : {}),
      }),
      () => (written = file.fs.spliceWrite(file, position, splice)),
    );
  }

  fallocate(real: RealPath, file: OpenFile, mode: number, offset: number, length: number): void {
    this.#do(
      () => ({
        op: 'vfs_fallocate',
        layer: real.layer,
        path: real.path,
        offset,
        len: length,
        mode: fallocateFlags(mode),
      }),
      () => {
        file.fs.fallocate(file, mode, offset, length);
      },
    );
  }

  fsync(real: RealPath, file: OpenFile, datasync: boolean): void {
    this.#do(
      () => ({ op: 'vfs_fsync', layer: real.layer, path: real.path, ...(datasync ? { datasync: true } : {}) }),
      () => {
        file.fs.fsync(file, datasync);
      },
    );
  }

  // Calls that only look

  lookup(directory: RealPath, name: string): RealPath | undefined {
    let found: Inode | undefined;
    this.#do(
      () => ({ op: 'lookup', ...at(directory, name), ...(found === undefined ? { err: 'ENOENT' } : {}) }),
      () => (found = vfs.lookupOne(directory, name, this.credentials)),
    );
    return found === undefined ? undefined : child(directory, name, found);
  }

  /** undefined: no such attribute, or none on this file system. */
  getxattr(real: RealPath, name: string): Uint8Array | undefined {
    // Most inodes have none, look-ups ask for several, and a failure costs more than all else of the call.
    if (this.#emit === undefined && real.fs.stackDepth === 0) {
      if (real.fs.listxattr(real.node, this.credentials).length === 0) return undefined;
    }
    try {
      return this.requireXattr(real, name);
    } catch (error) {
      if (error instanceof SyscallError && (error.errno === 'ENODATA' || error.errno === 'EOPNOTSUPP'))
        return undefined;
      throw error;
    }
  }

  requireXattr(real: RealPath, name: string): Uint8Array {
    return this.#do(
      () => ({ op: 'vfs_getxattr', layer: real.layer, path: real.path, name }),
      () => vfs.vfsGetxattr(real, name, this.credentials),
    );
  }

  listxattr(real: RealPath): readonly string[] {
    return this.#do(
      () => ({ op: 'vfs_listxattr', layer: real.layer, path: real.path }),
      () => vfs.vfsListxattr(real, this.credentials),
    );
  }

  readlink(real: RealPath): string {
    return this.#do(
      () => ({ op: 'vfs_readlink', layer: real.layer, path: real.path }),
      () => real.fs.readlink(real.node),
    );
  }

  /** A description of a real file that holds nothing: whoever asks holds the inode. */
  open(real: RealPath, flags: number, tells = true): OpenFile {
    const file = (): OpenFile => ({
      fs: real.fs,
      node: real.node,
      flags,
      position: 0,
      state: real.fs.open(real.node, flags, this.credentials),
      credentials: this.credentials,
    });
    if (!tells) return file();
    return this.#do(() => ({ op: 'open', layer: real.layer, path: real.path, flags: openFlags(flags) }), file);
  }

  read(real: RealPath, file: OpenFile, position: number, count: number): Uint8Array {
    let length = 0;
    return this.#do(
      () => ({ op: 'vfs_read', layer: real.layer, path: real.path, offset: position, len: length }),
      () => {
        const bytes = file.fs.read(file, position, count);
        length = bytes.length;
        return bytes;
      },
    );
  }

  spliceRead(real: RealPath, file: OpenFile, position: number, count: number): Splice {
    let length = 0;
    return this.#do(
      () => ({ op: 'vfs_read', layer: real.layer, path: real.path, offset: position, len: length }),
      () => {
        const splice = file.fs.spliceRead(file, position, count);
        length = splice.length;
        return splice;
      },
    );
  }

  seek(real: RealPath, file: OpenFile, offset: number, whence: 'SEEK_DATA' | 'SEEK_HOLE'): number {
    return this.#do(
      () => ({ op: 'vfs_llseek', layer: real.layer, path: real.path, offset, whence }),
      () => file.fs.seek(file, offset, whence),
    );
  }

  iterate(real: RealPath, visit: (name: string, ino: number, type: string) => void): void {
    const file = this.open(real, flag.O_RDONLY | flag.O_DIRECTORY, false);
    this.#do(
      () => ({ op: 'iterate_dir', layer: real.layer, path: real.path }),
      () => {
        vfs.iterateDirectory(file, (name, ino, type) => {
          visit(name, ino, type);
          return true;
        });
      },
    );
    real.fs.close(file);
  }
}

/** The last two names of a path, as the kernel's log shows a dentry (`%pd2`). */
export function pathPair({ path }: { readonly path: string }): string {
  return path.split('/').slice(-2).join('/');
}

export function join(directory: string, name: string): string {
  return directory === '/' ? `/${name}` : `${directory}/${name}`;
}

function at(directory: RealPath, name: string): { layer: LayerName; path: string } {
  return { layer: directory.layer, path: join(directory.path, name) };
}

export function child(
  directory: RealPath,
  name: string,
  made: { readonly fs: FileSystem; readonly node: NodeId },
): RealPath {
  return { fs: made.fs, node: made.node, layer: directory.layer, path: join(directory.path, name) };
}

function asWhom({ fsuid, fsgid }: Credentials): { readonly as?: readonly [number, number] } {
  return fsuid === 0 && fsgid === 0 ? {} : { as: [fsuid, fsgid] };
}

function deviceOf(mode: number, rdev: DeviceNumber): { readonly dev?: DeviceNumber } {
  const type = mode & S_IFMT;
  return type === 0o020000 || type === 0o060000 ? { dev: rdev } : {};
}

function changeWords(fs: FileSystem, node: NodeId, change: AttributeChange): Record<string, unknown> {
  const { mode, uid, gid, size, atimeNs, mtimeNs } = change;
  const words: Record<string, unknown> = {};
  if (mode !== undefined) words['mode'] = (fs.getattr(node).mode & S_IFMT) | (mode & 0o7777);
  if (uid !== undefined) words['uid'] = uid;
  if (gid !== undefined) words['gid'] = gid;
  if (size !== undefined) words['size'] = size;
  if (atimeNs !== undefined) words['atimeNs'] = String(atimeNs);
  if (mtimeNs !== undefined) words['mtimeNs'] = String(mtimeNs);
  return words;
}

function valueWords(value: Uint8Array): Record<string, string> {
  const words: Record<string, string> = { value: base64(value) };
  if (value.length > 0 && value.every((byte) => byte >= 0x20 && byte < 0x7f))
    words['text'] = String.fromCharCode(...value);
  return words;
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function namesOf(flags: number, names: readonly string[]): string[] {
  const values = flag as unknown as Readonly<Record<string, number>>;
  return names.filter((name) => (flags & (values[name] ?? 0)) !== 0);
}

function renameFlags(flags: number): string[] {
  return namesOf(flags, ['RENAME_NOREPLACE', 'RENAME_EXCHANGE', 'RENAME_WHITEOUT']);
}

function xattrFlags(flags: number): string[] {
  return namesOf(flags, ['XATTR_CREATE', 'XATTR_REPLACE']);
}

function fallocateFlags(flags: number): string[] {
  return namesOf(flags, ['FALLOC_FL_KEEP_SIZE', 'FALLOC_FL_PUNCH_HOLE', 'FALLOC_FL_ZERO_RANGE']);
}

function openFlags(flags: number): string[] {
  const access = ['O_RDONLY', 'O_WRONLY', 'O_RDWR'][flags & flag.O_ACCMODE] ?? 'O_RDONLY';
  return [access, ...namesOf(flags, ['O_APPEND', 'O_NONBLOCK', 'O_DIRECTORY', 'O_NOATIME'])];
}
