// From a path to what it names, and the system calls that make, remove and rename names (fs/namei.c, fs/open.c, fs/stat.c).
// Every function throws SyscallError. Permission of the caller, read-only mounts and the umask are all looked after here.
import type { Credentials } from '../abi/credentials.ts';
import type { DeviceNumber, SetTime, Stat, StatFs } from '../abi/stat.ts';
import type { OpenFile } from './file-system.ts';
import type { MountNamespace } from './mount.ts';
import type { Path } from './path.ts';

/** What of a process a path walk needs. A process may be one, or keep one. */
export interface PathContext {
  readonly root: Path;
  readonly cwd: Path;
  readonly namespace: MountNamespace;
  readonly credentials: Credentials;
  readonly umask: number;
}

/** A description with the path that it was opened by. */
export interface OpenedFile {
  readonly path: Path;
  readonly file: OpenFile;
}

/** Bits of `flags` of `walk`. */
export const LOOKUP_FOLLOW = 1;
export const LOOKUP_DIRECTORY = 2;
/** An empty path is `from` itself (AT_EMPTY_PATH). */
export const LOOKUP_EMPTY = 4;

/** user_path_at(): `from` is where a relative path begins, the working directory where it is left out. */
export declare function walk(context: PathContext, path: string, flags: number, from?: Path): Path;

/** open(2); `mode` before the umask. O_PATH gives a file whose fs was not asked to open. The result is held until `closeOpened`. */
export declare function openPath(context: PathContext, path: string, flags: number, mode: number): OpenedFile;
/** Opens again what is already found (/proc/PID/fd/N, an executable). */
export declare function openAt(context: PathContext, path: Path, flags: number): OpenedFile;
export declare function closeOpened(opened: OpenedFile): void;

/** stat(2) of a path that was walked. */
export declare function statPath(path: Path): Stat;
export declare function statOpened(opened: OpenedFile): Stat;
export declare function statfsPath(path: Path): StatFs;
/** access(2) by the given credentials (the caller makes them of the real ids). EROFS for W_OK on a read-only mount. */
export declare function accessPath(path: Path, mask: number, credentials: Credentials): void;
/** readlink(2): EINVAL where it is no symlink. */
export declare function readlinkPath(path: Path): string;

export declare function mkdir(context: PathContext, path: string, mode: number): void;
export declare function mknod(context: PathContext, path: string, mode: number, rdev: DeviceNumber): void;
export declare function symlink(context: PathContext, target: string, path: string): void;
export declare function rmdir(context: PathContext, path: string): void;
export declare function unlink(context: PathContext, path: string): void;
/** linkat(2). `flags` of AT_SYMLINK_FOLLOW AT_EMPTY_PATH; `from`: what an empty `oldPath` is. */
export declare function link(context: PathContext, oldPath: string, newPath: string, flags: number, from?: Path): void;
export declare function rename(context: PathContext, oldPath: string, newPath: string, flags: number): void;

export declare function chmodPath(path: Path, mode: number, credentials: Credentials): void;
/** -1 leaves an id as it is. */
export declare function chownPath(path: Path, uid: number, gid: number, credentials: Credentials): void;
export declare function utimesPath(path: Path, atime: SetTime, mtime: SetTime, credentials: Credentials): void;
export declare function truncatePath(path: Path, length: number, credentials: Credentials): void;
export declare function truncateOpened(opened: OpenedFile, length: number): void;
export declare function getxattrPath(path: Path, name: string, credentials: Credentials): Uint8Array;
export declare function setxattrPath(
  path: Path,
  name: string,
  value: Uint8Array,
  flags: number,
  credentials: Credentials,
): void;
export declare function removexattrPath(path: Path, name: string, credentials: Credentials): void;
export declare function listxattrPath(path: Path, credentials: Credentials): readonly string[];

/**
 * read(2) and pread(2), with access time (relatime …): at `offset`, or at the description's own position, which is moved on.
 * writeOpened likewise, O_APPEND looked after.
 */
export declare function readOpened(opened: OpenedFile, count: number, offset?: number): Uint8Array;
export declare function writeOpened(opened: OpenedFile, data: Uint8Array, offset?: number): number;
/** copy_file_range(2) and sendfile(2) between files: chunks are shared. Offsets as above. Fewer than `length` at the end of the file. */
export declare function copyOpened(
  source: OpenedFile,
  sourceOffset: number | undefined,
  target: OpenedFile,
  targetOffset: number | undefined,
  length: number,
): number;
/** getdents(2) with access time. */
export declare function iterateOpened(opened: OpenedFile, actor: import('./file-system.ts').DirectoryActor): void;
/** lseek(2): sets and returns the position. */
export declare function seekOpened(
  opened: OpenedFile,
  offset: number,
  whence: import('../abi/flags.ts').Whence,
): number;
