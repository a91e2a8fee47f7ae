// System calls on names: make, remove, rename, link, and what they lead to.
import { fail } from '../../abi/errno.ts';
import { isSymlink } from '../../abi/mode.ts';
import { link, mkdir, mknod, readlinkPath, rename, rmdir, symlink, unlink, walk } from '../../vfs/namei.ts';
import type { CallTable } from './call.ts';

export const nameCalls = {
  mkdir(_kernel, task, path, mode) {
    mkdir(task, path, mode);
    return null;
  },

  rmdir(_kernel, task, path) {
    rmdir(task, path);
    return null;
  },

  unlink(_kernel, task, path) {
    unlink(task, path);
    return null;
  },

  rename(_kernel, task, oldPath, newPath, flags = 0) {
    rename(task, oldPath, newPath, flags);
    return null;
  },

  link(_kernel, task, oldPath, newPath) {
    link(task, oldPath, newPath, 0);
    return null;
  },

  linkat(kernel, task, oldDirFd, oldPath, newPath, flags) {
    const from = oldDirFd === undefined ? undefined : () => kernel.descriptor(task, oldDirFd).opened ?? fail('EXDEV');
    link(task, oldPath, newPath, flags, from);
    return null;
  },

  symlink(_kernel, task, target, linkPath) {
    symlink(task, target, linkPath);
    return null;
  },

  readlink(kernel, task, path) {
    const link = walk(task, path, 0);
    // readlinkPath moves the access time.
    if (kernel.quiet && isSymlink(link.mount.fs.getattr(link.node).mode)) return link.mount.fs.readlink(link.node);
    return readlinkPath(link);
  },

  mknod(_kernel, task, path, mode, dev) {
    mknod(task, path, mode, dev);
    return null;
  },
} satisfies Partial<CallTable>;
