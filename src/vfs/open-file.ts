// open(2) and what is done with an open file (fs/open.c, fs/read_write.c, fs/readdir.c).
// The invariant: every OpenedFile pins its mount and holds its inode until `closeOpened`, once.
import { fail } from '../abi/errno.ts';
import {
  MS_NODEV,
  O_ACCMODE,
  O_APPEND,
  O_CLOEXEC,
  O_CREAT,
  O_DIRECTORY,
  O_EXCL,
  O_NOCTTY,
  O_NOFOLLOW,
  O_PATH,
  O_RDONLY,
  O_TMPFILE,
  O_TRUNC,
  O_WRONLY,
  W_OK,
  type Whence,
} from '../abi/flags.ts';
import {
  isDirectory,
  isRegular,
  isSymlink,
  S_IFBLK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFMT,
  S_IFREG,
  S_IFSOCK,
} from '../abi/mode.ts';
import { touchAtime } from './access-time.ts';
import type { DirectoryActor, OpenFile } from './file-system.ts';
import * as operations from './operations.ts';
import type { Path } from './path.ts';
import { checkPermission } from './permission.ts';
import {
  LOOKUP_DIRECTORY,
  LOOKUP_FOLLOW,
  pathOf,
  readLinkFor,
  requireWritableMount,
  stepInto,
  stepUp,
  walk,
  walkPath,
  walkToParent,
  type PathContext,
  type Walk,
} from './walk.ts';

/** A description with the path that it was opened by. */
export interface OpenedFile {
  readonly path: Path;
  readonly file: OpenFile;
}

/** open(2); `mode` before the umask. O_PATH gives a file whose fs was not asked to open. The result is held until `closeOpened`. */
export function openPath(context: PathContext, path: string, flags: number, mode: number, from?: Path): OpenedFile {
  if ((flags & O_PATH) !== 0)
    return openForPath(context, path, flags & (O_DIRECTORY | O_NOFOLLOW | O_PATH | O_CLOEXEC), from);
  if ((flags & O_TMPFILE) === O_TMPFILE) return openTmpfile(context, path, flags, mode, from);
  if ((flags & (O_DIRECTORY | O_CREAT)) === (O_DIRECTORY | O_CREAT)) fail('EINVAL');
  const at = walkToParent(context, path, from);
  return openLast(at, context, flags, mode);
}

/** do_o_path() */
function openForPath(context: PathContext, path: string, flags: number, from?: Path): OpenedFile {
  const follow = (flags & O_NOFOLLOW) === 0 ? LOOKUP_FOLLOW : 0;
  const found = walk(context, path, follow | ((flags & O_DIRECTORY) !== 0 ? LOOKUP_DIRECTORY : 0), from);
  const { mount, node } = found;
  mount.fs.hold(node);
  const { credentials } = context;
  return pinned(found, { fs: mount.fs, node, flags, position: 0, state: null, credentials });
}

/** do_tmpfile(). @throws EINVAL not for writing; EOPNOTSUPP */
function openTmpfile(context: PathContext, path: string, flags: number, mode: number, from?: Path): OpenedFile {
  if ((flags & O_ACCMODE) === O_RDONLY || (flags & O_CREAT) !== 0) fail('EINVAL');
  const directory = walk(context, path, LOOKUP_FOLLOW | LOOKUP_DIRECTORY, from);
  const { mount, node } = directory;
  requireWritableMount(mount);
  const directoryInode = { fs: mount.fs, node };
  const stripped = operations.stripUmask(directoryInode, mode & 0o7777, context.umask);
  const file = operations.vfsTmpfile(directoryInode, stripped, flags, context.credentials);
  // d_tmpfile() names it so.
  return pinned({ mount, node: file.node, directory: node, name: `#${String(file.node)}` }, file);
}

/** open_last_lookups() and do_open(): `at` is on the parent, its last component not walked. */
function openLast(at: Walk, context: PathContext, flags: number, mode: number): OpenedFile {
  const creates = (flags & O_CREAT) !== 0;
  const exclusive = (flags & (O_CREAT | O_EXCL)) === (O_CREAT | O_EXCL);
  let mustBeDirectory = (flags & O_DIRECTORY) !== 0;
  for (;;) {
    const { last } = at;
    if (last === '' || last === '.' || last === '..') {
      if (last === '..') stepUp(at, context.root);
      break;
    }
    if (at.trailing) {
      if (creates) fail('EISDIR');
      mustBeDirectory = true;
    }
    const parent = at.node;
    if (!stepInto(at, last)) {
      if (!creates) fail('ENOENT');
      return createLast(at, context, flags, mode);
    }
    if (at.name === '' || !isSymlink(at.mount.fs.getattr(at.node).mode)) break;
    if (exclusive || ((flags & O_NOFOLLOW) !== 0 && !at.trailing)) break;
    const target = readLinkFor(at, context);
    if (target === undefined) break;
    at.node = at.directory = parent;
    at.name = '';
    walkPath(at, context, target, true, false);
  }
  const isDir = isDirectory(at.mount.fs.getattr(at.node).mode);
  if (exclusive) fail('EEXIST');
  if (creates && isDir) fail('EISDIR');
  if (mustBeDirectory && !isDir) fail('ENOTDIR');
  return openFound(pathOf(at), flags, context);
}

/** lookup_open() where there is no such name: makes a regular file and opens it, whatever its mode. */
function createLast(at: Walk, context: PathContext, flags: number, mode: number): OpenedFile {
  const { fs } = at.mount;
  const { credentials } = context;
  requireWritableMount(at.mount);
  const directory = { fs, node: at.node };
  const stripped = operations.stripUmask(directory, mode & 0o7777, context.umask);
  const made = operations.vfsCreate(directory, at.last, stripped, credentials);
  const path = { mount: at.mount, node: made.node, directory: at.node, name: at.last };
  return pinned(path, operations.vfsOpen(made, descriptionFlags(flags), credentials, true));
}

/** Opens again what is already found (/proc/PID/fd/N, an executable). */
export function openAt(context: PathContext, path: Path, flags: number): OpenedFile {
  const mode = path.mount.fs.getattr(path.node).mode;
  if ((flags & O_DIRECTORY) !== 0 && !isDirectory(mode)) fail('ENOTDIR');
  return openFound(path, flags, context);
}

function openFound(path: Path, flags: number, context: PathContext): OpenedFile {
  const { mount, node } = path;
  const type = mount.fs.getattr(node).mode & S_IFMT;
  const isDevice = type === S_IFCHR || type === S_IFBLK;
  if (isDevice && (mount.flags & MS_NODEV) !== 0) fail('EACCES');
  if ((flags & O_TRUNC) !== 0 && type === S_IFREG) requireWritableMount(mount);
  const writes = (flags & O_ACCMODE) !== O_RDONLY;
  // may_open() speaks before the mount does, so that who may not write is told EACCES.
  if (writes && type === S_IFREG && !mount.fs.readOnly) checkPermission(mount.fs, node, W_OK, context.credentials);
  if (writes && type === S_IFREG) requireWritableMount(mount);
  return pinned(path, operations.vfsOpen({ fs: mount.fs, node }, flags, context.credentials));
}

function descriptionFlags(flags: number): number {
  return flags & ~O_TRUNC;
}

const onlyForOpen = O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC;

function pinned(path: Path, file: OpenFile): OpenedFile {
  file.flags &= ~onlyForOpen;
  path.mount.pins++;
  if (isWriter(file)) path.mount.writers++;
  return { path, file };
}

export function closeOpened(opened: OpenedFile): void {
  const { path, file } = opened;
  if (isWriter(file)) path.mount.writers--;
  operations.closeFile(file);
  path.mount.pins--;
  path.mount.owner.letGo(path.mount);
}

/** Does it keep its mount from being made read-only? */
function isWriter(file: OpenFile): boolean {
  if ((file.flags & O_PATH) !== 0 || (file.flags & O_ACCMODE) === O_RDONLY) return false;
  return isRegular(file.fs.getattr(file.node).mode);
}

/** MAX_RW_COUNT */
const mostAtOnce = 0x7ffff000;

/**
 * read(2) and pread(2), with access time (relatime …): at `offset`, or at the description's own position, which is moved on.
 * writeOpened likewise, O_APPEND looked after.
 */
export function readOpened(opened: OpenedFile, count: number, offset?: number): Uint8Array {
  const { path, file } = opened;
  if (offset !== undefined && offset < 0) fail('EINVAL');
  const bytes = operations.vfsRead(file, offset ?? file.position, Math.min(count, mostAtOnce));
  if (offset === undefined) file.position += bytes.length;
  if (count > 0) touchAtime(path.mount, file.node, file.flags);
  return bytes;
}

export function writeOpened(opened: OpenedFile, data: Uint8Array, offset?: number): number {
  const { file } = opened;
  if (offset !== undefined && offset < 0) fail('EINVAL');
  const written = operations.vfsWrite(file, offset ?? file.position, data);
  if (offset === undefined && written > 0) moveOn(file, written);
  return written;
}

/** As `writeOpened`, of generated bytes (disk/content.ts): what a large file of an image is made of. */
export function writeGeneratedOpened(opened: OpenedFile, length: number, seed: number): number {
  const { file } = opened;
  const written = operations.vfsWriteGenerated(file, file.position, length, seed);
  moveOn(file, written);
  return written;
}

function moveOn(file: OpenFile, written: number): void {
  file.position = (file.flags & O_APPEND) !== 0 ? file.fs.getattr(file.node).size : file.position + written;
}

/** copy_file_range(2). Offsets undefined: the descriptions' own, moved on. @throws EXDEV EINVAL EISDIR EBADF */
export function copyFileRange(
  source: OpenedFile,
  sourceOffset: number | undefined,
  target: OpenedFile,
  targetOffset: number | undefined,
  length: number,
): number {
  const [from, to] = [source.file, target.file];
  if (((from.flags | to.flags) & O_PATH) !== 0) fail('EBADF');
  const modes = [from.fs.getattr(from.node).mode, to.fs.getattr(to.node).mode];
  if (modes.some(isDirectory)) fail('EISDIR');
  if (!modes.every(isRegular)) fail('EINVAL');
  const access = [from.flags & O_ACCMODE, to.flags & O_ACCMODE];
  if (access[0] === O_WRONLY || access[1] === O_RDONLY || (to.flags & O_APPEND) !== 0) fail('EBADF');
  if (from.fs.type !== to.fs.type || (from.fs !== to.fs && from.fs.stackDepth === 0)) fail('EXDEV');
  const start = sourceOffset ?? from.position;
  const at = targetOffset ?? to.position;
  if (start < 0 || at < 0) fail('EINVAL');
  const count = Math.max(0, Math.min(length, from.fs.getattr(from.node).size - start));
  const overlaps = from.fs === to.fs && from.node === to.node && start < at + count && at < start + count;
  if (overlaps && count > 0) fail('EINVAL');
  return moveBytes(source, sourceOffset, target, targetOffset, length, from.fs.stackDepth === 0);
}

/** sendfile(2) between files: chunks are shared. Offsets as above. Fewer than `length` at the end of the file. */
export function copyOpened(
  source: OpenedFile,
  sourceOffset: number | undefined,
  target: OpenedFile,
  targetOffset: number | undefined,
  length: number,
): number {
  return moveBytes(source, sourceOffset, target, targetOffset, length, true);
}

/** `touches`: the source counts as read. A copy that an overlay hands down is not told to it (ovl_copy_file_range). */
function moveBytes(
  source: OpenedFile,
  sourceOffset: number | undefined,
  target: OpenedFile,
  targetOffset: number | undefined,
  length: number,
  touches: boolean,
): number {
  const [from, to] = [source.file, target.file];
  const splice = operations.spliceRead(from, sourceOffset ?? from.position, Math.min(length, mostAtOnce));
  const written = operations.spliceWrite(to, targetOffset ?? to.position, splice);
  if (sourceOffset === undefined) from.position += written;
  if (targetOffset === undefined && written > 0) moveOn(to, written);
  if (touches && length > 0) touchAtime(source.path.mount, from.node, from.flags);
  return written;
}

/** getdents(2) with access time. */
export function iterateOpened(opened: OpenedFile, actor: DirectoryActor): void {
  operations.iterateDirectory(opened.file, actor);
  touchAtime(opened.path.mount, opened.file.node, opened.file.flags);
}

/** lseek(2): sets and returns the position. @throws EINVAL ENXIO ESPIPE EBADF */
export function seekOpened(opened: OpenedFile, offset: number, whence: Whence): number {
  const { file } = opened;
  if ((file.flags & O_PATH) !== 0) fail('EBADF');
  const attributes = file.fs.getattr(file.node);
  const type = attributes.mode & S_IFMT;
  if (type === S_IFIFO || type === S_IFSOCK) fail('ESPIPE');
  const isDir = type === S_IFDIR;
  const position = isDir ? seekDirectory(file, offset, whence) : seekTarget(file, attributes.size, offset, whence);
  const most = isDir ? (file.fs.directoryEnd?.(file.node) ?? MAX_LFS_FILESIZE) : file.fs.maxBytes;
  if (position < 0 || position > (most ?? Number.MAX_SAFE_INTEGER)) fail('EINVAL');
  file.position = position;
  return position;
}

/** Linux's is one less; a number of this size is exact in steps of 2048. */
const MAX_LFS_FILESIZE = 2 ** 63;

/** ext4_dir_llseek(); where the end is not told, dcache_dir_lseek(). */
function seekDirectory(file: OpenFile, offset: number, whence: Whence): number {
  if (whence === 'SEEK_SET') return offset;
  if (whence === 'SEEK_CUR') return file.position + offset;
  const end = file.fs.directoryEnd?.(file.node) ?? fail('EINVAL');
  if (whence === 'SEEK_END') return end + offset;
  if (offset < 0 || offset >= end) fail('ENXIO');
  return whence === 'SEEK_DATA' ? offset : end;
}

function seekTarget(file: OpenFile, size: number, offset: number, whence: Whence): number {
  switch (whence) {
    case 'SEEK_SET':
      return offset;
    case 'SEEK_CUR':
      return file.position + offset;
    case 'SEEK_END':
      return size + offset;
    case 'SEEK_DATA':
    case 'SEEK_HOLE':
      if (!isRegular(file.fs.getattr(file.node).mode)) fail('EINVAL');
      return file.fs.seek(file, offset, whence);
  }
}
