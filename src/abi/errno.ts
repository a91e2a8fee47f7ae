// Linux's error numbers and their texts, x86-64. Of two names for one number, one is used: EAGAIN, EDEADLK, EOPNOTSUPP.

/** [name, number, text of strerror(3) in the C locale]. Source: asm-generic/errno-base.h, errno.h; glibc. */
const table = [
  ['EPERM', 1, 'Operation not permitted'],
  ['ENOENT', 2, 'No such file or directory'],
  ['ESRCH', 3, 'No such process'],
  ['EINTR', 4, 'Interrupted system call'],
  ['EIO', 5, 'Input/output error'],
  ['ENXIO', 6, 'No such device or address'],
  ['E2BIG', 7, 'Argument list too long'],
  ['ENOEXEC', 8, 'Exec format error'],
  ['EBADF', 9, 'Bad file descriptor'],
  ['ECHILD', 10, 'No child processes'],
  ['EAGAIN', 11, 'Resource temporarily unavailable'],
  ['ENOMEM', 12, 'Cannot allocate memory'],
  ['EACCES', 13, 'Permission denied'],
  ['EFAULT', 14, 'Bad address'],
  ['ENOTBLK', 15, 'Block device required'],
  ['EBUSY', 16, 'Device or resource busy'],
  ['EEXIST', 17, 'File exists'],
  ['EXDEV', 18, 'Invalid cross-device link'],
  ['ENODEV', 19, 'No such device'],
  ['ENOTDIR', 20, 'Not a directory'],
  ['EISDIR', 21, 'Is a directory'],
  ['EINVAL', 22, 'Invalid argument'],
  ['ENFILE', 23, 'Too many open files in system'],
  ['EMFILE', 24, 'Too many open files'],
  ['ENOTTY', 25, 'Inappropriate ioctl for device'],
  ['ETXTBSY', 26, 'Text file busy'],
  ['EFBIG', 27, 'File too large'],
  ['ENOSPC', 28, 'No space left on device'],
  ['ESPIPE', 29, 'Illegal seek'],
  ['EROFS', 30, 'Read-only file system'],
  ['EMLINK', 31, 'Too many links'],
  ['EPIPE', 32, 'Broken pipe'],
  ['EDOM', 33, 'Numerical argument out of domain'],
  ['ERANGE', 34, 'Numerical result out of range'],
  ['EDEADLK', 35, 'Resource deadlock avoided'],
  ['ENAMETOOLONG', 36, 'File name too long'],
  ['ENOSYS', 38, 'Function not implemented'],
  ['ENOTEMPTY', 39, 'Directory not empty'],
  ['ELOOP', 40, 'Too many levels of symbolic links'],
  ['ENODATA', 61, 'No data available'],
  ['EOVERFLOW', 75, 'Value too large for defined data type'],
  ['EILSEQ', 84, 'Invalid or incomplete multibyte or wide character'],
  ['EUSERS', 87, 'Too many users'],
  ['EOPNOTSUPP', 95, 'Operation not supported'],
  ['ESTALE', 116, 'Stale file handle'],
  ['EUCLEAN', 117, 'Structure needs cleaning'],
  ['EDQUOT', 122, 'Disk quota exceeded'],
] as const;

export type Errno = (typeof table)[number][0];

const byName = new Map<Errno, readonly [Errno, number, string]>(table.map((row) => [row[0], row]));

/** The number of an errno, as the kernel returns it (positive). */
export function errnoNumber(errno: Errno): number {
  return byName.get(errno)?.[1] ?? 0;
}

/** The text that strerror(3) gives in the C locale, as commands print it after `: `. */
export function strerror(errno: Errno): string {
  return byName.get(errno)?.[2] ?? `Unknown error ${errno}`;
}

/**
 * A system call that fails. Thrown anywhere left of `kernel/`, turned into `{ err }` by `kernel/` alone.
 * There is one frozen instance an errno: failing is an ordinary answer and must cost no stack trace.
 */
export class SyscallError extends Error {
  readonly errno: Errno;

  constructor(errno: Errno) {
    super(errno);
    this.name = 'SyscallError';
    this.errno = errno;
  }
}

const instances = new Map<Errno, SyscallError>();

/** Fails the system call under way with `errno`. */
export function fail(errno: Errno): never {
  let instance = instances.get(errno);
  if (instance === undefined) {
    instance = new SyscallError(errno);
    instances.set(errno, instance);
  }
  throw instance;
}
