// System calls on open files.
import { fail, SyscallError } from '../../abi/errno.ts';
import {
  O_ACCMODE,
  O_APPEND,
  O_CLOEXEC,
  O_NOATIME,
  O_NONBLOCK,
  O_PATH,
  O_RDONLY,
  O_RDWR,
  O_WRONLY,
} from '../../abi/flags.ts';
import { S_IFBLK, S_IFCHR, S_IFIFO, S_IFMT } from '../../abi/mode.ts';
import type { DirectoryEntry } from '../../abi/stat.ts';
import type { FileType } from '../../abi/mode.ts';
import {
  copyFileRange,
  copyOpened,
  iterateOpened,
  openAt,
  openPath,
  readOpened,
  seekOpened,
  truncateOpened,
  truncatePath,
  LOOKUP_FOLLOW,
  walk,
  writeGeneratedOpened,
  writeOpened,
  closeOpened,
  type OpenedFile,
  type PathContext,
} from '../../vfs/namei.ts';
import { vfsFallocate, vfsFsync } from '../../vfs/operations.ts';
import { DeviceDescription, FileDescription, memoryDeviceNumbers, type Description } from '../description.ts';
import { requireForeground } from '../job-control.ts';
import type { Kernel } from '../kernel.ts';
import { type Pipe, PipeDescription } from '../pipe.ts';
import type { Task } from '../task.ts';
import { TerminalDescription } from '../terminal-description.ts';
import type { CallTable } from './call.ts';

/** What one getdents64(2) gives where no limit is named: about 32 KiB of entries. */
const getdentsBytes = 32768;

export const fileCalls = {
  open(kernel, task, path, flags, mode = 0) {
    kernel.requireDescriptorRoom(task, 1);
    // A read from outside must leave no trace, not even an access time.
    const opened = openPath(task, path, kernel.quiet ? flags | O_NOATIME : flags, mode & 0o7777);
    return kernel.install(task, describe(kernel, task, opened), (flags & O_CLOEXEC) !== 0);
  },

  close(kernel, task, fd) {
    kernel.closeDescriptor(task, fd);
    return null;
  },

  read(kernel, task, fd, count) {
    const description = kernel.descriptor(task, fd);
    if (description instanceof TerminalDescription && description.side === 'terminal')
      requireForeground(kernel, task, description.terminal, 'SIGTTIN');
    return description.read(count);
  },

  pread(kernel, task, fd, count, offset) {
    if (offset < 0) fail('EINVAL');
    const description = kernel.descriptor(task, fd);
    if (description instanceof DeviceDescription) return description.read(count);
    return readOpened(seekable(kernel, task, fd), count, offset);
  },

  write(kernel, task, fd, data) {
    return writeTo(kernel, task, kernel.descriptor(task, fd), data);
  },

  pwrite(kernel, task, fd, data, offset) {
    if (offset < 0) fail('EINVAL');
    const description = kernel.descriptor(task, fd);
    if (description instanceof DeviceDescription) return description.write(data);
    return writeOpened(seekable(kernel, task, fd), data, offset);
  },

  writeGenerated(kernel, task, fd, length, seed) {
    return writeGeneratedOpened(seekable(kernel, task, fd), length, seed);
  },

  lseek(kernel, task, fd, offset, whence) {
    // A memory device has no positions: null_lseek().
    if (kernel.descriptor(task, fd) instanceof DeviceDescription) return 0;
    return seekOpened(seekable(kernel, task, fd), offset, whence);
  },

  fsync(kernel, task, fd) {
    vfsFsync(requireFile(kernel, task, fd).file, false);
    return null;
  },

  fdatasync(kernel, task, fd) {
    vfsFsync(requireFile(kernel, task, fd).file, true);
    return null;
  },

  syncfs(kernel, task, fd) {
    const description = kernel.descriptor(task, fd);
    if ((description.flags & O_PATH) !== 0) fail('EBADF');
    description.opened?.file.fs.syncfs();
    return null;
  },

  sync(kernel) {
    for (const fs of kernel.mountTable.fileSystems()) fs.syncfs();
    return null;
  },

  ftruncate(kernel, task, fd, length) {
    if (length < 0) fail('EINVAL');
    truncateOpened(requireFile(kernel, task, fd), length);
    return null;
  },

  truncate(_kernel, task, path, length) {
    if (length < 0) fail('EINVAL');
    truncatePath(walk(task, path, LOOKUP_FOLLOW), length, task.credentials);
    return null;
  },

  fallocate(kernel, task, fd, mode, offset, length) {
    const description = kernel.descriptor(task, fd);
    if (description.opened === undefined) fail('ESPIPE');
    vfsFallocate(description.opened.file, mode, offset, length);
    return null;
  },

  copyFileRange(kernel, task, fdIn, offIn, fdOut, offOut, length) {
    const source = kernel.descriptor(task, fdIn).opened;
    const target = kernel.descriptor(task, fdOut).opened;
    return copyFileRange(source ?? fail('EINVAL'), offIn, target ?? fail('EINVAL'), offOut, length);
  },

  sendfile(kernel, task, fdOut, fdIn, count) {
    const source = kernel.descriptor(task, fdIn);
    const target = kernel.descriptor(task, fdOut);
    if (!(source instanceof FileDescription) || (target.flags & O_APPEND) !== 0) fail('EINVAL');
    if (target instanceof FileDescription) return copyOpened(source.opened, undefined, target.opened, undefined, count);
    const start = source.opened.file.position;
    const data = source.read(Math.min(count, 65536));
    let written = 0;
    try {
      written = writeTo(kernel, task, target, data);
    } finally {
      source.opened.file.position = start + written;
    }
    return written;
  },

  dup(kernel, task, fd) {
    return kernel.install(task, kernel.descriptor(task, fd), false);
  },

  dupAtLeast(kernel, task, fd, minimum, closeOnExec = false) {
    if (minimum < 0 || minimum >= 1024) fail('EINVAL');
    return kernel.install(task, kernel.descriptor(task, fd), closeOnExec, minimum);
  },

  dup2(kernel, task, oldFd, newFd) {
    const description = kernel.descriptor(task, oldFd);
    if (newFd < 0 || newFd >= 1024) fail('EBADF');
    if (oldFd === newFd) return newFd;
    if (task.fds[newFd] !== undefined) kernel.closeDescriptor(task, newFd);
    kernel.installAt(task, newFd, description, false);
    return newFd;
  },

  setCloseOnExec(_kernel, task, fd, on) {
    const descriptor = task.fds[fd] ?? fail('EBADF');
    task.fds[fd] = { description: descriptor.description, closeOnExec: on };
    return null;
  },

  getFlags(kernel, task, fd) {
    return kernel.descriptor(task, fd).flags;
  },

  setFlags(kernel, task, fd, flags) {
    const description = kernel.descriptor(task, fd);
    if ((description.flags & O_PATH) !== 0) fail('EBADF');
    const settable = O_APPEND | O_NONBLOCK;
    description.flags = (description.flags & ~settable) | (flags & settable);
    return null;
  },

  pipe(kernel, task, flags = 0) {
    if ((flags & ~(O_CLOEXEC | O_NONBLOCK)) !== 0) fail('EINVAL');
    kernel.requireDescriptorRoom(task, 2);
    const pipe = kernel.createPipe(task);
    const path = kernel.pipePath(pipe);
    const status = flags & O_NONBLOCK;
    const context = { ...contextOf(task), credentials: kernel.credentials };
    const end = (access: number): PipeDescription =>
      new PipeDescription(pipe, openAt(context, path, access | status), kernel, 'nobody');
    const reader = end(O_RDONLY);
    const writer = end(O_WRONLY);
    const closeOnExec = (flags & O_CLOEXEC) !== 0;
    const readFd = kernel.install(task, reader, closeOnExec);
    return [readFd, kernel.install(task, writer, closeOnExec)] as const;
  },

  getdents(kernel, task, fd, limit) {
    const opened = kernel.descriptor(task, fd).opened ?? fail('ENOTDIR');
    const entries: DirectoryEntry[] = [];
    let bytes = 0;
    iterateOpened(opened, (name, ino, type, offset) => {
      if (limit === undefined ? bytes >= getdentsBytes : entries.length >= limit) return false;
      bytes += 20 + name.length;
      entries.push({ name, ino, type: type as FileType, offset });
      return true;
    });
    return entries;
  },
} satisfies Partial<CallTable>;

/** A write that nobody can read is told twice, as Linux does: by EPIPE and by the signal. */
function writeTo(kernel: Kernel, task: Task, description: Description, data: Uint8Array): number {
  try {
    return description.write(data);
  } catch (error) {
    if (error instanceof SyscallError && error.errno === 'EPIPE') kernel.signal(task, 'SIGPIPE');
    throw error;
  }
}

/** What a file system reads and writes itself, no pipe or device. @throws EINVAL */
function requireFile(kernel: Kernel, task: Task, fd: number): OpenedFile {
  const description = kernel.descriptor(task, fd);
  return description instanceof FileDescription ? description.opened : fail('EINVAL');
}

/** A file that has positions. @throws ESPIPE */
function seekable(kernel: Kernel, task: Task, fd: number): OpenedFile {
  const description = kernel.descriptor(task, fd);
  if (description instanceof PipeDescription || description instanceof TerminalDescription) fail('ESPIPE');
  return description.opened ?? fail('ESPIPE');
}

/** What an opened inode is to its descriptor: a device or a fifo is served by the kernel, all else by its file system. */
export function describe(kernel: Kernel, task: Task, opened: OpenedFile): Description {
  const save = (file: OpenedFile): unknown => kernel.savedOpened(file);
  if ((opened.file.flags & O_PATH) !== 0) return new FileDescription(opened, save);
  const { fs, node } = opened.file;
  const { mode, rdev } = fs.getattr(node);
  try {
    switch (mode & S_IFMT) {
      case S_IFCHR:
        return openCharacterDevice(kernel, task, opened, rdev, save);
      case S_IFBLK:
        return fail('ENXIO');
      case S_IFIFO:
        return openFifo(kernel, task, opened);
      default:
        return new FileDescription(opened, save);
    }
  } catch (error) {
    closeOpened(opened);
    throw error;
  }
}

function openCharacterDevice(
  kernel: Kernel,
  task: Task,
  opened: OpenedFile,
  rdev: readonly [number, number],
  save: (opened: OpenedFile) => unknown,
): Description {
  const [major, minor] = rdev;
  const memory = memoryDeviceNumbers.get(`${String(major)},${String(minor)}`);
  if (memory !== undefined) return new DeviceDescription(memory, opened, (count) => kernel.random.bytes(count), save);
  const closed = (terminal: import('../tty.ts').Terminal): void => {
    kernel.terminalClosed(terminal);
  };
  const { flags } = opened.file;
  // /dev/tty: the caller's own terminal; /dev/console likewise, there being no other console.
  if (major === 5 && (minor === 0 || minor === 1)) {
    const terminal = task.terminal === undefined ? undefined : kernel.terminal(task.terminal);
    return new TerminalDescription('terminal', terminal ?? fail('ENXIO'), flags, opened, save, closed);
  }
  if (major === 5 && minor === 2)
    return new TerminalDescription('master', kernel.createTerminal(false), flags, opened, save, closed);
  if (major === 136) {
    const terminal = kernel.terminal(minor) ?? fail('EIO');
    if (task.sid === task.pid && task.terminal === undefined && terminal.session === 0 && (flags & 0o400) === 0) {
      terminal.session = task.sid;
      terminal.foreground = task.pgid;
      task.terminal = minor;
    }
    return new TerminalDescription('terminal', terminal, flags, opened, save, closed);
  }
  return fail('ENXIO');
}

/** @throws ENXIO a non-blocking writer without a reader */
function openFifo(kernel: Kernel, task: Task, opened: OpenedFile): Description {
  const { fs, node, flags } = opened.file;
  // A nameless pipe is opened again through /proc/PID/fd: nobody waits for the other side.
  const isFifo = fs.type !== 'pipefs';
  const pipe = isFifo ? fifoOf(kernel, task, fs.id, node) : (kernel.pipes.get(node) ?? fail('ENXIO'));
  const access = flags & O_ACCMODE;
  const isNonblocking = (flags & O_NONBLOCK) !== 0;
  if (isFifo && access === O_WRONLY && isNonblocking && pipe.readers === 0) fail('ENXIO');
  const peers = access === O_RDONLY ? pipe.writers : pipe.readers;
  const peerOpens = access === O_RDONLY ? pipe.writerOpens : pipe.readerOpens;
  if (access !== O_WRONLY) pipe.readerOpens += 1;
  if (access !== O_RDONLY) pipe.writerOpens += 1;
  const waits = isFifo && access !== O_RDWR && !isNonblocking && peers === 0;
  return new PipeDescription(pipe, opened, kernel, waits ? peerOpens : 'nobody');
}

function fifoOf(kernel: Kernel, task: Task, superblock: number, node: number): Pipe {
  const key = `${String(superblock)}:${String(node)}`;
  const pipe = kernel.fifos.get(key) ?? kernel.createPipe(task);
  kernel.fifos.set(key, pipe);
  return pipe;
}

/** The caller without its credentials, for what the kernel does on its behalf. */
function contextOf({ root, cwd, namespace, umask }: Task): Omit<PathContext, 'credentials'> {
  return { root, cwd, namespace, umask };
}
