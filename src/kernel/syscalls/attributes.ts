// System calls on attributes: stat, modes, owners, times, extended attributes.
import type { Credentials } from '../../abi/credentials.ts';
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
  type PathContext,
} from '../../vfs/namei.ts';
import { checkXattrArguments, checkXattrName } from '../../vfs/operations.ts';
import type { FileSystem, NodeId } from '../../vfs/file-system.ts';
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
    accessPath(walk(contextOf(task, credentials), path, LOOKUP_FOLLOW), mode, credentials);
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

  getxattr: (_kernel, task, path, name) => getxattr(task, name, () => walk(task, path, LOOKUP_FOLLOW)),
  lgetxattr: (_kernel, task, path, name) => getxattr(task, name, () => walk(task, path, 0)),
  fgetxattr: (kernel, task, fd, name) => getxattr(task, name, () => pathOfDescriptor(kernel, task, fd)),

  setxattr: (_kernel, task, path, name, value, flags = 0) =>
    setxattr(task, name, value, flags, () => walk(task, path, LOOKUP_FOLLOW)),
  lsetxattr: (_kernel, task, path, name, value, flags = 0) =>
    setxattr(task, name, value, flags, () => walk(task, path, 0)),
  fsetxattr: (kernel, task, fd, name, value, flags = 0) =>
    setxattr(task, name, value, flags, () => pathOfDescriptor(kernel, task, fd)),

  removexattr: (_kernel, task, path, name) => removexattr(task, name, () => walk(task, path, LOOKUP_FOLLOW)),
  lremovexattr: (_kernel, task, path, name) => removexattr(task, name, () => walk(task, path, 0)),
  fremovexattr: (kernel, task, fd, name) => removexattr(task, name, () => pathOfDescriptor(kernel, task, fd)),

  listxattr: (_kernel, task, path) => listxattrPath(walk(task, path, LOOKUP_FOLLOW), task.credentials),
  llistxattr: (_kernel, task, path) => listxattrPath(walk(task, path, 0), task.credentials),
  flistxattr: (kernel, task, fd) => listxattrPath(pathOfDescriptor(kernel, task, fd), task.credentials),

  statfs: (_kernel, task, path) => statfsPath(walk(task, path, LOOKUP_FOLLOW)),
  fstatfs: (kernel, task, fd) => statfsPath(pathOfDescriptor(kernel, task, fd, true)),
} satisfies Partial<CallTable>;

// The name and the value are looked at before the file is looked for (fs/xattr.c setxattr_copy, import_xattr_name).

function getxattr(task: Task, name: string, find: () => Path): Uint8Array {
  checkXattrName(name);
  return getxattrPath(find(), name, task.credentials);
}

function setxattr(task: Task, name: string, value: Uint8Array, flags: number, find: () => Path): null {
  checkXattrArguments(name, value.length, flags);
  setxattrPath(find(), name, value, flags, task.credentials);
  return null;
}

function removexattr(task: Task, name: string, find: () => Path): null {
  checkXattrName(name);
  removexattrPath(find(), name, task.credentials);
  return null;
}

/** The caller with other credentials. A task may have its fields from another by its prototype, so none of them is left to a spread. */
function contextOf(task: Task, credentials: Credentials): PathContext {
  const { root, cwd, namespace, umask, leavesNoTrace } = task;
  const followMagic = (fs: FileSystem, node: NodeId): Path | undefined => task.followMagic(fs, node);
  return { root, cwd, namespace, umask, leavesNoTrace, followMagic, credentials };
}

/** access_override_creds(): the capabilities are those that the real user would have. */
function realCredentials(credentials: Credentials): Credentials {
  const { uid, gid, euid, capabilities } = credentials;
  const real = uid !== 0 ? 0 : euid === 0 ? capabilities : -1;
  return { ...credentials, fsuid: uid, fsgid: gid, capabilities: real };
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
