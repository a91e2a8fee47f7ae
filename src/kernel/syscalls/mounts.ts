// mount(2) by file system type, umount2(2), and the calls that change where a process's tree begins.
import { CAP_SYS_ADMIN, CAP_SYS_CHROOT, capable } from '../../abi/credentials.ts';
import { fail } from '../../abi/errno.ts';
import {
  MNT_DETACH,
  MNT_FORCE,
  MS_BIND,
  MS_MOVE,
  MS_PRIVATE,
  MS_RDONLY,
  MS_REMOUNT,
  MS_SHARED,
  MS_SLAVE,
  MS_UNBINDABLE,
  UMOUNT_NOFOLLOW,
  X_OK,
} from '../../abi/flags.ts';
import { isDirectory } from '../../abi/mode.ts';
import type { FileSystem, Inode, MountRequest, ResolvedPath } from '../../vfs/file-system.ts';
import { LOOKUP_DIRECTORY, LOOKUP_FOLLOW, walk } from '../../vfs/namei.ts';
import { inodePermission } from '../../vfs/operations.ts';
import { type Path, pathText } from '../../vfs/path.ts';
import { type Kernel, movePath } from '../kernel.ts';
import type { OverlayEvent } from '../../overlay/events.ts';
import type { OverlayMount } from '../machine.ts';
import type { Task } from '../task.ts';
import type { CallTable } from './call.ts';

const propagationFlags = MS_PRIVATE | MS_SLAVE | MS_SHARED | MS_UNBINDABLE;

export const mountCalls = {
  mount(kernel, task, source, target, fstype, flags, data) {
    const at = walk(task, target, LOOKUP_FOLLOW);
    if (!capable(task.credentials, CAP_SYS_ADMIN)) fail('EPERM');
    const table = kernel.mountTable;
    if ((flags & MS_REMOUNT) !== 0) {
      table.remount(task.namespace, at, flags, data);
      return null;
    }
    if ((flags & MS_BIND) !== 0) {
      if (source === '') fail('EINVAL');
      table.bind(task.namespace, walk(task, source, LOOKUP_FOLLOW), at, flags);
      return null;
    }
    // Propagation is private throughout, so there is nothing to change.
    if ((flags & propagationFlags) !== 0) return at.node === at.mount.root ? null : fail('EINVAL');
    if ((flags & MS_MOVE) !== 0) {
      table.move(task.namespace, walk(task, source, LOOKUP_FOLLOW), at);
      return null;
    }
    if (fstype === '') fail('EINVAL');
    const fs = newSuperblock(kernel, task, source, fstype, flags, data);
    try {
      table.mount(task.namespace, fs, source, at, flags);
    } catch (error) {
      // It stands nowhere: what it held of other file systems is let go.
      kernel.superblocks.delete(fs.id);
      fs.unmount();
      throw error;
    }
    tellMount(kernel, task, fs, at);
    return null;
  },

  umount(kernel, task, target, flags = 0) {
    if ((flags & ~(MNT_FORCE | MNT_DETACH | UMOUNT_NOFOLLOW)) !== 0) fail('EINVAL');
    const at = walk(task, target, (flags & UMOUNT_NOFOLLOW) !== 0 ? 0 : LOOKUP_FOLLOW);
    if (!capable(task.credentials, CAP_SYS_ADMIN)) fail('EPERM');
    const { fs } = at.mount;
    const place = pathText(at, task.root);
    kernel.mountTable.umount(task.namespace, at, flags);
    kernel.sweepSuperblocks();
    kernel.emit({ op: 'umount', fstype: fs.type, target: place, mount: fs.id });
    return null;
  },

  unshare(kernel, task, ...namespaces) {
    if (!capable(task.credentials, CAP_SYS_ADMIN)) fail('EPERM');
    for (const kind of namespaces) unshareOne(kernel, task, kind);
    return null;
  },

  setns(kernel, task, pid, ...namespaces) {
    if (!capable(task.credentials, CAP_SYS_ADMIN)) fail('EPERM');
    const other = kernel.taskIn(task.pids, pid) ?? fail('ESRCH');
    if (other.state === 'zombie') fail('ESRCH');
    for (const kind of namespaces) {
      switch (kind) {
        case 'mount':
          other.mounts.users += 1;
          task.root = movePath(task.root, other.root);
          task.cwd = movePath(task.cwd, other.root);
          kernel.leaveMounts(task);
          task.mounts = other.mounts;
          break;
        case 'uts':
          task.uts = other.uts;
          break;
        case 'pid':
          task.childPids = other.pids;
          break;
        default:
          kind satisfies never;
      }
    }
    return null;
  },

  pivotRoot(kernel, task, newRoot, putOld) {
    const to = walk(task, newRoot, LOOKUP_FOLLOW | LOOKUP_DIRECTORY);
    const old = walk(task, putOld, LOOKUP_FOLLOW | LOOKUP_DIRECTORY);
    if (!capable(task.credentials, CAP_SYS_ADMIN)) fail('EPERM');
    const before = task.root;
    kernel.mountTable.pivotRoot(task.namespace, to, old, before);
    for (const other of kernel.tasks.values()) {
      if (other.state === 'zombie' || other.mounts !== task.mounts) continue;
      if (other.root.mount === before.mount && other.root.node === before.node) other.root = movePath(other.root, to);
      if (other.cwd.mount === before.mount && other.cwd.node === before.node) other.cwd = movePath(other.cwd, to);
    }
    return null;
  },

  chroot(_kernel, task, path) {
    const to = enterable(task, walk(task, path, LOOKUP_FOLLOW | LOOKUP_DIRECTORY));
    if (!capable(task.credentials, CAP_SYS_CHROOT)) fail('EPERM');
    task.root = movePath(task.root, to);
    return null;
  },

  chdir(_kernel, task, path) {
    task.cwd = movePath(task.cwd, enterable(task, walk(task, path, LOOKUP_FOLLOW | LOOKUP_DIRECTORY)));
    return null;
  },

  fchdir(kernel, task, fd) {
    const path = kernel.descriptor(task, fd).opened?.path ?? fail('ENOTDIR');
    if (!isDirectory(path.mount.fs.getattr(path.node).mode)) fail('ENOTDIR');
    task.cwd = movePath(task.cwd, enterable(task, path));
    return null;
  },

  getcwd(_kernel, task) {
    const text = pathText(task.cwd, task.root);
    // Of the system call's `(unreachable)` the C library makes ENOENT.
    if (!text.startsWith('/')) fail('ENOENT');
    return text.endsWith(' (deleted)') && task.cwd.mount.fs.getattr(task.cwd.node).nlink === 0 ? fail('ENOENT') : text;
  },
} satisfies Partial<CallTable>;

function enterable(task: Task, path: Path): Path {
  inodePermission({ fs: path.mount.fs, node: path.node }, X_OK, task.credentials);
  return path;
}

export function unshareOne(kernel: Kernel, task: Task, kind: 'mount' | 'uts' | 'pid'): void {
  switch (kind) {
    case 'mount': {
      const copy = kernel.mountTable.copyNamespace(task.namespace);
      task.root = movePath(task.root, copy.translate(task.root));
      task.cwd = movePath(task.cwd, copy.translate(task.cwd));
      kernel.leaveMounts(task);
      task.mounts = { value: copy.namespace, users: 1 };
      return;
    }
    case 'uts':
      task.uts = kernel.newUts(task.uts.value.hostname);
      return;
    case 'pid':
      task.childPids = { id: kernel.nextNamespace++, parent: task.pids, level: task.pids.level + 1, next: 1 };
      return;
    default:
      kind satisfies never;
  }
}

/** @throws ENODEV no such type, and what the type throws */
export function newSuperblock(
  kernel: Kernel,
  task: Task,
  source: string,
  fstype: string,
  flags: number,
  data: string,
): FileSystem {
  const type = kernel.options.fileSystems.find((known) => known.name === fstype) ?? fail('ENODEV');
  const id = kernel.nextSuper++;
  const on = new Set<number>();
  const request: MountRequest<OverlayEvent> = {
    ...kernel.fileSystemContext(id),
    source,
    flags,
    data,
    credentials: task.credentials,
    resolve: (path) => {
      const found = walk(task, path, LOOKUP_FOLLOW);
      on.add(found.mount.fs.id);
      return resolved(found);
    },
    siblings: () => [...kernel.superblocks.values()].filter((block) => block.type === fstype).map((block) => block.fs),
  };
  const fs = type.mount(request);
  kernel.superblocks.set(id, { fs, type: fstype, overlay: undefined, on: [...on] });
  return fs;
}

function resolved(path: Path): ResolvedPath {
  const { mount, node } = path;
  return {
    fs: mount.fs,
    node,
    mountId: mount.id,
    mountFlags: mount.flags | (mount.fs.readOnly ? MS_RDONLY : 0),
    isBelow: (other: Inode) => {
      if (other.fs !== mount.fs) return false;
      for (let at = path.name === '' ? node : path.directory; ; at = mount.fs.parentOf(at)) {
        if (at === other.node || node === other.node) return true;
        if (at === mount.fs.parentOf(at)) return false;
      }
    },
  };
}

function tellMount(kernel: Kernel, task: Task, fs: FileSystem, at: Path): void {
  const target = pathText(at, kernel.task(1).root).replace(/^\(unreachable\)/, '') || pathText(at, task.root);
  if (fs.type !== 'overlay') {
    kernel.emit({ op: 'mount', fstype: fs.type, target, mount: fs.id });
    return;
  }
  const overlay = overlayMountOf(fs, target);
  kernel.superblocks.set(fs.id, { fs, type: fs.type, overlay, on: kernel.superblocks.get(fs.id)?.on ?? [] });
  const { lower, upper, work } = overlay;
  const event = { op: 'mount', fstype: fs.type, target, mount: fs.id, lower } as const;
  kernel.emit({ ...event, ...(upper === undefined ? {} : { upper }), ...(work === undefined ? {} : { work }) });
}

/** The layers of an overlay as /proc/mounts shows them. */
export function overlayMountOf(fs: FileSystem, target: string): OverlayMount {
  const options = fs.showOptions().replace(/^,/, '');
  const lower: string[] = [];
  let upper: string | undefined;
  let work: string | undefined;
  for (const shown of options.split(',')) {
    const option = unescapeOctal(shown);
    const at = option.indexOf('=');
    const [key, value] = [option.slice(0, at), option.slice(at + 1)];
    if (key === 'lowerdir') lower.push(...value.split(/(?<!\\)::?/).map(unescapeOption));
    else if (key === 'lowerdir+' || key === 'datadir+') lower.push(value);
    else if (key === 'upperdir') upper = unescapeOption(value);
    else if (key === 'workdir') work = unescapeOption(value);
  }
  return { id: fs.id, target, lower, upper, work, options };
}

/** A comma or a backslash as /proc/mounts shows it. */
function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
}

function unescapeOption(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
