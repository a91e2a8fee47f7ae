// The path walk (fs/namei.c link_path_walk): from a string to a place in the name space, one component after another.
// Hot: a stat is little else. One `Walk` is made for each walk and edited along the way; what callers keep is a `Path`.
import type { Credentials } from '../abi/credentials.ts';
import { fail } from '../abi/errno.ts';
import { MS_RDONLY, X_OK } from '../abi/flags.ts';
import { S_IFDIR, S_IFLNK, S_IFMT } from '../abi/mode.ts';
import { MAXSYMLINKS, nameTooLong, pathTooLong } from '../abi/path.ts';
import { touchAtime } from './access-time.ts';
import type { FileSystem, NodeId } from './file-system.ts';
import type { MountNamespace } from './mount.ts';
import type { Mount, Path } from './path.ts';
import { checkPermission } from './permission.ts';

/** What of a process a path walk needs. A process may be one, or keep one. */
export interface PathContext {
  readonly root: Path;
  readonly cwd: Path;
  readonly namespace: MountNamespace;
  readonly credentials: Credentials;
  readonly umask: number;
  /** A look from outside: no access time moves. */
  readonly leavesNoTrace?: boolean;
  /** Where a magic link (/proc/PID/fd/N, cwd, root, exe) leads without its text being walked; undefined: it is an ordinary one. */
  followMagic?(fs: FileSystem, node: NodeId): Path | undefined;
}

/** Bits of `flags` of `walk`. */
export const LOOKUP_FOLLOW = 1;
export const LOOKUP_DIRECTORY = 2;
/** An empty path is `from` itself (AT_EMPTY_PATH). */
export const LOOKUP_EMPTY = 4;

/** `struct nameidata`: where a walk is. */
export interface Walk {
  mount: Mount;
  node: NodeId;
  /** As in `Path`. */
  directory: NodeId;
  name: string;
  /** The last component, not walked: a name, `.`, `..`, or '' where the path was nothing but slashes. */
  last: string;
  /** Did slashes follow the last component? */
  trailing: boolean;
  /** Symbolic links followed. */
  links: number;
}

/** user_path_at(): `from` is where a relative path begins, the working directory where it is left out. */
export function walk(context: PathContext, path: string, flags: number, from?: Path): Path {
  if (path === '' && (flags & LOOKUP_EMPTY) !== 0) return from ?? context.cwd;
  const at = begin(context, path, from);
  walkPath(at, context, path, false, (flags & LOOKUP_FOLLOW) !== 0);
  if ((flags & LOOKUP_DIRECTORY) !== 0 && (at.mount.fs.getattr(at.node).mode & S_IFMT) !== S_IFDIR) fail('ENOTDIR');
  return pathOf(at);
}

/** filename_parentat(): all but the last component, which is left in `last`. */
export function walkToParent(context: PathContext, path: string, from?: Path): Walk {
  const at = begin(context, path, from);
  walkPath(at, context, path, true, false);
  return at;
}

export function pathOf(at: Walk): Path {
  return { mount: at.mount, node: at.node, directory: at.directory, name: at.name };
}

function begin(context: PathContext, path: string, from: Path | undefined): Walk {
  if (path === '') fail('ENOENT');
  if (pathTooLong(path)) fail('ENAMETOOLONG');
  const start = from ?? context.cwd;
  if (start.name !== '' && path.charCodeAt(0) !== slash) fail('ENOTDIR');
  return {
    mount: start.mount,
    node: start.node,
    directory: start.directory,
    name: start.name,
    last: '',
    trailing: false,
    links: 0,
  };
}

const slash = 47;
const dot = 46;

/** Walks `path` from where `at` is. `toParent`: stops before the last component. `follow`: a symlink at the end is followed. */
export function walkPath(at: Walk, context: PathContext, path: string, toParent: boolean, follow: boolean): void {
  const length = path.length;
  let i = 0;
  if (path.charCodeAt(0) === slash) {
    jump(at, context.root);
    while (i < length && path.charCodeAt(i) === slash) i++;
  }
  at.last = '';
  at.trailing = false;
  while (i < length) {
    let end = i + 1;
    while (end < length && path.charCodeAt(end) !== slash) end++;
    let next = end;
    while (next < length && path.charCodeAt(next) === slash) next++;
    const isLast = next === length;
    const fs = at.mount.fs;
    checkPermission(fs, at.node, X_OK, context.credentials);
    if (isLast && toParent) {
      at.last = path.slice(i, end);
      at.trailing = next > end;
      return;
    }
    const mustBeDirectory = next > end;
    const dots =
      path.charCodeAt(i) !== dot ? 0 : end - i === 1 ? 1 : end - i === 2 && path.charCodeAt(i + 1) === dot ? 2 : 0;
    if (dots === 0) step(at, context, path.slice(i, end), mustBeDirectory || follow, mustBeDirectory);
    else if (dots === 2) stepUp(at, context.root);
    i = next;
  }
}

/** One name: look it up, follow it if it is a symlink and `follow` says so, cross what is mounted on it. */
export function step(at: Walk, context: PathContext, name: string, follow: boolean, mustBeDirectory: boolean): void {
  if (!stepInto(at, name)) fail('ENOENT');
  const fs = at.mount.fs;
  let type = fs.getattr(at.node).mode & S_IFMT;
  if (type === S_IFDIR) return;
  if (type === S_IFLNK && follow) {
    followLink(at, context);
    if (!mustBeDirectory) return;
    type = at.mount.fs.getattr(at.node).mode & S_IFMT;
  }
  if (mustBeDirectory && type !== S_IFDIR) fail('ENOTDIR');
}

/** Puts `at` on the name in the directory where it is, and on what is mounted there. False: there is no such name, `at` stays. */
export function stepInto(at: Walk, name: string): boolean {
  const fs = at.mount.fs;
  if (nameTooLong(name)) fail('ENAMETOOLONG');
  const directory = at.node;
  const node = fs.lookup(directory, name);
  if (node === undefined) return false;
  at.node = node;
  if (at.mount.children !== null) crossMounts(at);
  if ((at.mount.fs.getattr(at.node).mode & S_IFMT) === S_IFDIR) {
    at.directory = at.node;
    at.name = '';
  } else {
    at.directory = directory;
    at.name = name;
  }
  return true;
}

function crossMounts(at: Walk): void {
  for (let child = at.mount.children?.get(at.node); child !== undefined; child = at.mount.children?.get(at.node)) {
    at.mount = child;
    at.node = child.root;
  }
}

/** handle_dots(): the parent; the root stays, and the root of a mount goes down to where it is mounted. */
export function stepUp(at: Walk, root: Path): void {
  for (;;) {
    if (at.mount === root.mount && at.node === root.node) break;
    if (at.node !== at.mount.root) {
      at.node = at.mount.fs.parentOf(at.node);
      break;
    }
    if (at.mount.parent === null) break;
    at.node = at.mount.mountpoint;
    at.mount = at.mount.parent;
  }
  if (at.mount.children !== null) crossMounts(at);
  at.directory = at.node;
  at.name = '';
}

/** `at` is on a symlink: goes where it leads. @throws ELOOP ENOENT (an empty target) */
export function followLink(at: Walk, context: PathContext): void {
  const target = readLinkFor(at, context);
  if (target === undefined) return;
  // A link that something is mounted on cannot be: `directory` is of the same mount.
  at.node = at.directory;
  at.name = '';
  walkPath(at, context, target, false, true);
}

/** The text of the symlink that `at` is on; undefined: it was a magic one, and `at` is where it leads. */
export function readLinkFor(at: Walk, context: PathContext): string | undefined {
  if (++at.links > MAXSYMLINKS) fail('ELOOP');
  const { fs } = at.mount;
  if (context.leavesNoTrace !== true) touchAtime(at.mount, at.node, 0);
  const magic = context.followMagic?.(fs, at.node);
  if (magic !== undefined) {
    jump(at, magic);
    return undefined;
  }
  const target = fs.readlink(at.node);
  if (target === '') fail('ENOENT');
  return target;
}

function jump(at: Walk, path: Path): void {
  at.mount = path.mount;
  at.node = path.node;
  at.directory = path.directory;
  at.name = path.name;
}

/** mnt_want_write(). @throws EROFS */
export function requireWritableMount(mount: Mount): void {
  if ((mount.flags & MS_RDONLY) !== 0 || mount.fs.readOnly) fail('EROFS');
}
