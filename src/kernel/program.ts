// What a program is to the kernel, and what the kernel is to a program. A program is a generator over synchronous system
// calls: it yields only where Linux would let another process run or would put this one to sleep.
import type { Errno } from '../abi/errno.ts';
import type { Credentials } from '../abi/credentials.ts';
import type { DirectoryEntry, SetTime, Stat, StatFs, DeviceNumber } from '../abi/stat.ts';
import type { Whence } from '../abi/flags.ts';
import type { Signal } from '../abi/signal.ts';

/** The answer of a system call. `err` is undefined exactly when it succeeded. */
export type Result<T> = { readonly ok: T; readonly err?: undefined } | { readonly err: Errno; readonly ok?: undefined };

/**
 * Why a program yields.
 * - `turn`: it could go on; others may run first. A loop of builtins yields it each round, so that Ctrl-C gets in.
 * - `readable`, `writable`: the descriptor would block.
 * - `child`: until a child of that pid (-1: any) changes state.
 * - `time`: until the simulated clock reads `until` (nanoseconds).
 * - `line`: until a whole line, ^C or ^D of the terminal is there; `prompt` is shown and the terminal's own line editor works
 *   meanwhile. The answer is then read from the descriptor as usual.
 * - `signal`: until any signal is caught (sigsuspend).
 * - `poll`: until one of the descriptors would not block, or the clock reads `until` (poll(2)).
 * - `chunk`: code or data that the host must fetch first (`need(chunk)`): costs no simulated time and is not in the log.
 * What the yield returns: `'ready'`, or `'interrupted'` when a caught signal came first (the call is then EINTR).
 */
export type Wait =
  | { readonly wait: 'turn' }
  | { readonly wait: 'readable' | 'writable'; readonly fd: number }
  | { readonly wait: 'child'; readonly pid: number }
  | { readonly wait: 'time'; readonly until: bigint }
  | { readonly wait: 'line'; readonly fd: number; readonly prompt: string; readonly continuation: boolean }
  | { readonly wait: 'signal' }
  | {
      readonly wait: 'poll';
      readonly readable: readonly number[];
      readonly writable: readonly number[];
      readonly until?: bigint;
    }
  | { readonly wait: 'chunk'; readonly chunk: string }
  | { readonly wait: 'exec'; readonly image: ProgramImage };

export type Woken = 'ready' | 'interrupted';

export type Running = Generator<Wait, number, Woken>;

/**
 * A program of the registry. Returns the exit status (0–255).
 * @param rest what the process had put in `process.rest` when a checkpoint was taken; the program goes on from there.
 */
export type Program = (process: Process, rest?: unknown) => Running;

/** What execve found: run by the scheduler in place of the caller's generator. Opaque to programs. */
export interface ProgramImage {
  readonly name: string;
  readonly program: Program;
  readonly argv: readonly string[];
  readonly environ: readonly string[];
}

/** A process as its program sees it. */
export interface Process {
  readonly pid: number;
  readonly argv: readonly string[];
  /** `NAME=value`, as given to execve. */
  readonly environ: readonly string[];
  readonly sys: Syscalls;
  /**
   * Set while this process could be made anew from plain data: a shell at its prompt, a client that only waits.
   * A kernel all of whose processes have it is at rest, and only then is a checkpoint taken. undefined: it is in the midst of something.
   */
  rest: unknown;
}

export interface Termios {
  readonly echo: boolean;
  readonly icanon: boolean;
  readonly isig: boolean;
  readonly icrnl: boolean;
  readonly opost: boolean;
  /** Show control characters as ^X. */
  readonly echoctl: boolean;
}

export interface WindowSize {
  readonly rows: number;
  readonly columns: number;
}

export interface Utsname {
  readonly sysname: string;
  readonly nodename: string;
  readonly release: string;
  readonly version: string;
  readonly machine: string;
}

/** `status` as wait(2) encodes it is split: exactly one of `exited` (0–255), `signaled`, `stopped`, `continued` is there. */
export interface ChildStatus {
  readonly pid: number;
  readonly exited?: number;
  readonly signaled?: Signal;
  readonly stopped?: Signal;
  readonly continued?: true;
}

/** 'default', 'ignore', or a function run by the scheduler, synchronously, when the process is next scheduled. */
export type Disposition = 'default' | 'ignore' | ((signal: Signal) => void);

/**
 * The system calls, named as in man section 2 (those that would block are in `blocking.ts`, as generators over these).
 * Paths and names are strings in which a byte that is no UTF-8 is U+DC80–DCFF. Flags are the numbers of `abi/flags.ts`.
 * None throws: each answers a `Result`. A call that would block answers EAGAIN here, O_NONBLOCK or not.
 */
export interface Syscalls {
  open(path: string, flags: number, mode?: number): Result<number>;
  close(fd: number): Result<null>;
  read(fd: number, count: number): Result<Uint8Array>;
  pread(fd: number, count: number, offset: number): Result<Uint8Array>;
  write(fd: number, data: Uint8Array): Result<number>;
  pwrite(fd: number, data: Uint8Array, offset: number): Result<number>;
  lseek(fd: number, offset: number, whence: Whence): Result<number>;
  fsync(fd: number): Result<null>;
  fdatasync(fd: number): Result<null>;
  syncfs(fd: number): Result<null>;
  sync(): Result<null>;
  ftruncate(fd: number, length: number): Result<null>;
  truncate(path: string, length: number): Result<null>;
  fallocate(fd: number, mode: number, offset: number, length: number): Result<null>;
  /** Offsets undefined: the descriptors' own, moved on. */
  copyFileRange(
    fdIn: number,
    offIn: number | undefined,
    fdOut: number,
    offOut: number | undefined,
    length: number,
  ): Result<number>;
  /** Bytes moved between a file and a file or pipe without a copy; cp uses it. */
  sendfile(fdOut: number, fdIn: number, count: number): Result<number>;
  dup(fd: number): Result<number>;
  /** Lowest free descriptor at or above `minimum` (fcntl F_DUPFD). */
  dupAtLeast(fd: number, minimum: number, closeOnExec?: boolean): Result<number>;
  dup2(oldFd: number, newFd: number): Result<number>;
  setCloseOnExec(fd: number, on: boolean): Result<null>;
  /** O_ flags of the description (F_GETFL) / O_APPEND and O_NONBLOCK set (F_SETFL). */
  getFlags(fd: number): Result<number>;
  setFlags(fd: number, flags: number): Result<null>;
  pipe(flags?: number): Result<readonly [readFd: number, writeFd: number]>;
  /** Writes `length` bytes at the descriptor's position that are made from `seed` when they are read. */
  writeGenerated(fd: number, length: number, seed: number): Result<number>;

  stat(path: string): Result<Stat>;
  lstat(path: string): Result<Stat>;
  fstat(fd: number): Result<Stat>;
  /** By the real ids, as access(2). `effective`: AT_EACCESS. */
  access(path: string, mode: number, effective?: boolean): Result<null>;
  /** Entries from the stream's position on, at most `limit` (default: about 32 KiB worth); empty at the end. */
  getdents(fd: number, limit?: number): Result<readonly DirectoryEntry[]>;
  mkdir(path: string, mode: number): Result<null>;
  rmdir(path: string): Result<null>;
  unlink(path: string): Result<null>;
  rename(oldPath: string, newPath: string, flags?: number): Result<null>;
  link(oldPath: string, newPath: string): Result<null>;
  /** `flags`: AT_SYMLINK_FOLLOW, AT_EMPTY_PATH. */
  linkat(oldDirFd: number | undefined, oldPath: string, newPath: string, flags: number): Result<null>;
  symlink(target: string, linkPath: string): Result<null>;
  readlink(path: string): Result<string>;
  mknod(path: string, mode: number, dev: DeviceNumber): Result<null>;
  chmod(path: string, mode: number): Result<null>;
  fchmod(fd: number, mode: number): Result<null>;
  /** -1 leaves an id as it is. */
  chown(path: string, uid: number, gid: number): Result<null>;
  lchown(path: string, uid: number, gid: number): Result<null>;
  fchown(fd: number, uid: number, gid: number): Result<null>;
  /** `flags`: AT_SYMLINK_NOFOLLOW. */
  utimensat(path: string, atime: SetTime, mtime: SetTime, flags?: number): Result<null>;
  futimens(fd: number, atime: SetTime, mtime: SetTime): Result<null>;
  getxattr(path: string, name: string): Result<Uint8Array>;
  lgetxattr(path: string, name: string): Result<Uint8Array>;
  fgetxattr(fd: number, name: string): Result<Uint8Array>;
  setxattr(path: string, name: string, value: Uint8Array, flags?: number): Result<null>;
  lsetxattr(path: string, name: string, value: Uint8Array, flags?: number): Result<null>;
  fsetxattr(fd: number, name: string, value: Uint8Array, flags?: number): Result<null>;
  removexattr(path: string, name: string): Result<null>;
  lremovexattr(path: string, name: string): Result<null>;
  fremovexattr(fd: number, name: string): Result<null>;
  /** Unsorted, as stored; trusted.* for CAP_SYS_ADMIN alone. */
  listxattr(path: string): Result<readonly string[]>;
  llistxattr(path: string): Result<readonly string[]>;
  flistxattr(fd: number): Result<readonly string[]>;
  statfs(path: string): Result<StatFs>;
  fstatfs(fd: number): Result<StatFs>;

  mount(source: string, target: string, fstype: string, flags: number, data: string): Result<null>;
  umount(target: string, flags?: number): Result<null>;
  /** CLONE_NEWNS (and CLONE_NEWUTS, CLONE_NEWPID for children) as named. */
  unshare(...namespaces: ('mount' | 'uts' | 'pid')[]): Result<null>;
  /** Joins the name spaces of process `pid` (setns(2) on a pidfd): `mount` puts root and cwd at that name space's root, `pid` is for children. */
  setns(pid: number, ...namespaces: ('mount' | 'uts' | 'pid')[]): Result<null>;
  pivotRoot(newRoot: string, putOld: string): Result<null>;
  chroot(path: string): Result<null>;
  chdir(path: string): Result<null>;
  fchdir(fd: number): Result<null>;
  getcwd(): Result<string>;
  umask(mask: number): Result<number>;

  /**
   * sbrk(3): the program holds so many bytes of memory more, or fewer. To be told where input decides how many.
   * False is ENOMEM: there are not so many.
   */
  sbrk(increment: number): boolean;
  getpid(): number;
  getppid(): number;
  getcredentials(): Credentials;
  setresuid(ruid: number, euid: number, suid: number): Result<null>;
  setresgid(rgid: number, egid: number, sgid: number): Result<null>;
  setgroups(groups: readonly number[]): Result<null>;
  /**
   * Starts `program` in a child that has this process's descriptors, cwd, root, credentials, name spaces and terminal. Returns its pid.
   * `namespaces` are made new for the child, as clone(2) does with CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWPID: it is pid 1 in the last.
   */
  fork(program: Program, ...namespaces: ('mount' | 'uts' | 'pid')[]): Result<number>;
  /**
   * Finds the executable: `#!` lines are followed; an image that names a program of the registry runs it. On success yield
   * `{ wait: 'exec', image }`: the program is replaced and never resumes.
   * @throws (as err) ENOENT EACCES ENOEXEC ENOTDIR ELOOP E2BIG
   */
  execve(path: string, argv: readonly string[], environ: readonly string[]): Result<ProgramImage>;
  /** WNOHANG: EAGAIN where no child has changed, ECHILD where there is none. `untraced`: stopped children too. */
  waitpid(pid: number, untraced?: boolean): Result<ChildStatus>;
  /** pid < -1: the process group -pid; 0: the own group; -1: all that may be signalled. Signal 0 only checks. */
  kill(pid: number, signal: Signal | 0): Result<null>;
  sigaction(signal: Signal, disposition: Disposition): Result<null>;
  setpgid(pid: number, pgid: number): Result<null>;
  getpgid(pid: number): Result<number>;
  setsid(): Result<number>;
  /** CLOCK_REALTIME, nanoseconds since the epoch. */
  clockGettime(): bigint;
  uname(): Utsname;
  sethostname(name: string): Result<null>;

  isatty(fd: number): boolean;
  tcgetattr(fd: number): Result<Termios>;
  tcsetattr(fd: number, termios: Partial<Termios>): Result<null>;
  tcgetpgrp(fd: number): Result<number>;
  tcsetpgrp(fd: number, pgid: number): Result<null>;
  /** TIOCGWINSZ, TIOCSWINSZ */
  getWindowSize(fd: number): Result<WindowSize>;
  setWindowSize(fd: number, size: WindowSize): Result<null>;
  /** TIOCSCTTY: the terminal becomes the session's. */
  setControllingTerminal(fd: number): Result<null>;
  /** Opens a new pseudo terminal pair (posix_openpt, unlockpt, ptsname). */
  openpty(): Result<{ readonly master: number; readonly slave: number; readonly index: number }>;
  /**
   * Joins the terminal of `fd` to pseudo terminal `index`: what is typed goes there and what is printed there comes here,
   * until `null`. `detachable`: ^P ^Q ends it too, and is then what `fd` reads. Differs from Linux: there a client copies bytes in a loop of its own; here the terminal layer does, so that
   * an attached client is at rest.
   */
  joinTerminal(fd: number, index: number | null, detachable?: boolean): Result<null>;
  ttyname(fd: number): Result<string>;
  /** syslog(2) SYSLOG_ACTION_READ_ALL: the kernel's log, `[    0.000000] …` lines. */
  syslog(): Result<string>;
  getrandom(count: number): Uint8Array;
}
