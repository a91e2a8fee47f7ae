// System calls on attributes: stat, modes, owners, times, extended attributes.
import type { Credentials } from '../../abi/credentials.ts';
import { CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH } from '../../abi/credentials.ts';
import { fail } from '../../abi/errno.ts';
import { AT_SYMLINK_NOFOLLOW } from '../../abi/flags.ts';
import {
  accessPath,
  chmodPath,
  chownPath,
  getxattrPath,
  listxattrPath,
  LOOKUP_FOLLOW,
  removexattrPath,
  setxattrPath,
  statfsPath,
  statPath,
  utimesPath,
  walk,
} from '../../vfs/namei.ts';
import type { Path } from '../../vfs/path.ts';
import type { Kernel } from '../kernel.ts';
import type { SetTime } from '../../abi/stat.ts';
import type { Task } from '../task.ts';
import type { CallTable } from './call.ts';

export const attributeCalls = {
  stat: (_kernel, task, path) => statPath(walk(task, path, LOOKUP_FOLLOW)),
  lstat: (_kernel, task, path) => statPath(walk(task, path, 0)),
  fstat: (kernel, task, fd) => kernel.descriptor(task, fd).stat(),

  access(_kernel, task, path, mode, effective = false) {
    // access(2) answers for the real ids: what a set-user-id program's caller could do.
    const credentials = effective ? task.credentials : realCredentials(task.credentials);
    accessPath(walk({ ...contextOf(task), credentials }, path, LOOKUP_FOLLOW), mode, credentials);
    return null;
  },

  chmod(_kernel, task, path, mode) {
    chmodPath(walk(task, path, LOOKUP_FOLLOW), mode, task.credentials);
    return null;
  },

  fchmod(kernel, task, fd, mode) {
    chmodPath(pathOfDescriptor(kernel, task, fd), mode, task.credentials);
    return null;
  },

  chown(_kernel, task, path, uid, gid) {
    chownPath(walk(task, path, LOOKUP_FOLLOW), uid, gid, task.credentials);
    return null;
  },

  lchown(_kernel, task, path, uid, gid) {
    chownPath(walk(task, path, 0), uid, gid, task.credentials);
    return null;
  },

  fchown(kernel, task, fd, uid, gid) {
    chownPath(pathOfDescriptor(kernel, task, fd), uid, gid, task.credentials);
    return null;
  },

  utimensat(_kernel, task, path, atime, mtime, flags = 0) {
    if (isNothingToSet(atime, mtime)) return null;
    utimesPath(
      walk(task, path, (flags & AT_SYMLINK_NOFOLLOW) !== 0 ? 0 : LOOKUP_FOLLOW),
      atime,
      mtime,
      task.credentials,
    );
    return null;
  },

  futimens(kernel, task, fd, atime, mtime) {
    if (isNothingToSet(atime, mtime)) return null;
    utimesPath(pathOfDescriptor(kernel, task, fd), atime, mtime, task.credentials);
    return null;
  },

  getxattr: (_kernel, task, path, name) => getxattrPath(walk(task, path, LOOKUP_FOLLOW), name, task.credentials),
  lgetxattr: (_kernel, task, path, name) => getxattrPath(walk(task, path, 0), name, task.credentials),
  fgetxattr: (kernel, task, fd, name) => getxattrPath(pathOfDescriptor(kernel, task, fd), name, task.credentials),

  setxattr(_kernel, task, path, name, value, flags = 0) {
    setxattrPath(walk(task, path, LOOKUP_FOLLOW), name, value, flags, task.credentials);
    return null;
  },

  lsetxattr(_kernel, task, path, name, value, flags = 0) {
    setxattrPath(walk(task, path, 0), name, value, flags, task.credentials);
    return null;
  },

  fsetxattr(kernel, task, fd, name, value, flags = 0) {
    setxattrPath(pathOfDescriptor(kernel, task, fd), name, value, flags, task.credentials);
    return null;
  },

  removexattr(_kernel, task, path, name) {
    removexattrPath(walk(task, path, LOOKUP_FOLLOW), name, task.credentials);
    return null;
  },

  lremovexattr(_kernel, task, path, name) {
    removexattrPath(walk(task, path, 0), name, task.credentials);
    return null;
  },

  fremovexattr(kernel, task, fd, name) {
    removexattrPath(pathOfDescriptor(kernel, task, fd), name, task.credentials);
    return null;
  },

  listxattr: (_kernel, task, path) => listxattrPath(walk(task, path, LOOKUP_FOLLOW), task.credentials),
  llistxattr: (_kernel, task, path) => listxattrPath(walk(task, path, 0), task.credentials),
  flistxattr: (kernel, task, fd) => listxattrPath(pathOfDescriptor(kernel, task, fd), task.credentials),

  statfs: (_kernel, task, path) => statfsPath(walk(task, path, LOOKUP_FOLLOW)),
  fstatfs: (kernel, task, fd) => statfsPath(pathOfDescriptor(kernel, task, fd, true)),
} satisfies Partial<CallTable>;

function contextOf(task: Task): Omit<Task, 'credentials'> {
  return task;
}

function realCredentials(credentials: Credentials): Credentials {
  const { uid, gid } = credentials;
  const capabilities =
    uid === 0 ? credentials.capabilities : credentials.capabilities & ~(CAP_DAC_OVERRIDE | CAP_DAC_READ_SEARCH);
  return { ...credentials, fsuid: uid, fsgid: gid, capabilities };
}

/** @throws EBADF opened with O_PATH, where the call does not take that; EPERM an anonymous pipe or terminal */
function pathOfDescriptor(kernel: Kernel, task: Task, fd: number, takesPathOnly = false): Path {
  const description = kernel.descriptor(task, fd);
  if (!takesPathOnly && (description.flags & 0o10000000) !== 0) fail('EBADF');
  return description.opened?.path ?? fail('EPERM');
}

/** Linux 6.18 fs/utimes.c do_utimes(): then not even the file is looked for. */
function isNothingToSet(atime: SetTime, mtime: SetTime): boolean {
  return atime === 'UTIME_OMIT' && mtime === 'UTIME_OMIT';
}
