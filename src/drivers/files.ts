// The daemon's file work: Go's os and ioutil functions over the system calls of one process. Every change of /var/lib/docker
// passes here, and what fails is told in Go's words: `mkdir /x: file exists`.
import { decodeBytes, encodeBytes } from '../abi/bytes.ts';
import { type Errno, strerror } from '../abi/errno.ts';
import {
  AT_SYMLINK_NOFOLLOW,
  O_CLOEXEC,
  O_CREAT,
  O_DIRECTORY,
  O_EXCL,
  O_RDONLY,
  O_TRUNC,
  O_WRONLY,
} from '../abi/flags.ts';
import { S_IFMT, isDirectory, isRegular, isSymlink } from '../abi/mode.ts';
import type { Stat } from '../abi/stat.ts';
import type { Result, Syscalls } from '../kernel/program.ts';

/** Go's os.PathError: what was tried on which path. */
export class PathError extends Error {
  readonly errno: Errno;

  constructor(operation: string, path: string, errno: Errno) {
    super(`${operation} ${path}: ${goError(errno)}`);
    this.name = 'PathError';
    this.errno = errno;
  }
}

/** The text of Go's syscall.Errno: strerror's in lower case. */
export function goError(errno: Errno): string {
  const text = strerror(errno);
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/** The answer of a call that has to succeed. @throws PathError */
export function must<T>(result: Result<T>, operation: string, path: string): T {
  if (result.err !== undefined) throw new PathError(operation, path, result.err);
  return result.ok;
}

const chunk = 1 << 20;

export class Files {
  readonly sys: Syscalls;

  constructor(sys: Syscalls) {
    this.sys = sys;
  }

  exists(path: string): boolean {
    return this.sys.lstat(path).err === undefined;
  }

  lstat(path: string): Stat {
    return must(this.sys.lstat(path), 'lstat', path);
  }

  readBytes(path: string): Uint8Array {
    const { sys } = this;
    const fd = must(sys.open(path, O_RDONLY | O_CLOEXEC), 'open', path);
    const parts: Uint8Array[] = [];
    try {
      for (;;) {
        const part = must(sys.read(fd, chunk), 'read', path);
        if (part.length === 0) return parts.length === 1 ? (parts[0] as Uint8Array) : joined(parts);
        parts.push(part);
      }
    } finally {
      sys.close(fd);
    }
  }

  readText(path: string): string {
    return decodeBytes(this.readBytes(path));
  }

  /** ioutil.WriteFile: truncates what is there. */
  write(path: string, data: string | Uint8Array, mode = 0o666): void {
    const { sys } = this;
    const fd = must(sys.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode), 'open', path);
    try {
      this.writeAll(fd, typeof data === 'string' ? encodeBytes(data) : data, path);
    } finally {
      sys.close(fd);
    }
  }

  writeAll(fd: number, data: Uint8Array, path: string): void {
    for (let written = 0; written < data.length;) {
      written += must(this.sys.write(fd, written === 0 ? data : data.subarray(written)), 'write', path);
    }
  }

  /** Opens a new file. @throws PathError EEXIST */
  create(path: string, mode: number): number {
    return must(this.sys.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode), 'open', path);
  }

  mkdir(path: string, mode: number): void {
    must(this.sys.mkdir(path, mode), 'mkdir', path);
  }

  mkdirAll(path: string, mode: number): void {
    let at = '';
    for (const name of path.split('/')) {
      if (name === '') continue;
      at += `/${name}`;
      const made = this.sys.mkdir(at, mode);
      if (made.err !== undefined && made.err !== 'EEXIST') throw new PathError('mkdir', at, made.err);
    }
    const there = must(this.sys.stat(path), 'mkdir', path);
    if (!isDirectory(there.mode)) throw new PathError('mkdir', path, 'ENOTDIR');
  }

  /** Names in a directory, sorted by their bytes, without `.` and `..`. */
  list(path: string): string[] {
    const { sys } = this;
    const fd = must(sys.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), 'open', path);
    const names: string[] = [];
    try {
      for (;;) {
        const entries = must(sys.getdents(fd), 'readdirent', path);
        if (entries.length === 0) break;
        for (const entry of entries) if (entry.name !== '.' && entry.name !== '..') names.push(entry.name);
      }
    } finally {
      sys.close(fd);
    }
    return names.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  }

  rename(from: string, to: string): void {
    must(this.sys.rename(from, to), 'rename', from);
  }

  /** os.RemoveAll: nothing there is success. */
  removeAll(path: string): void {
    const { sys } = this;
    const there = sys.lstat(path);
    if (there.err === 'ENOENT' || there.err === 'ENOTDIR') return;
    if (there.err !== undefined) throw new PathError('lstat', path, there.err);
    if (!isDirectory(there.ok.mode)) {
      const gone = sys.unlink(path);
      if (gone.err !== undefined && gone.err !== 'ENOENT') throw new PathError('remove', path, gone.err);
      return;
    }
    for (const name of this.list(path)) this.removeAll(`${path}/${name}`);
    const gone = sys.rmdir(path);
    if (gone.err !== undefined && gone.err !== 'ENOENT') throw new PathError('remove', path, gone.err);
  }

  /** A new directory whose name is `prefix` and random digits, mode 0700 (ioutil.TempDir). */
  tempDir(directory: string, prefix: string): string {
    for (;;) {
      const bytes = this.sys.getrandom(4);
      const number = bytes.reduce((sum, byte) => (sum * 256 + byte) % 1_000_000_000, 0);
      const path = `${directory}/${prefix}${String(number).padStart(9, '0')}`;
      const made = this.sys.mkdir(path, 0o700);
      if (made.err === undefined) return path;
      if (made.err !== 'EEXIST') throw new PathError('mkdir', path, made.err);
    }
  }

  /**
   * Copies a tree into a directory that may be there already: owners, modes, times, security.capability and the opaque
   * mark of overlays. With `hardlink` regular files are linked, not copied.
   *
   * @see moby v1.9.1 daemon/graphdriver/overlay/copy.go copyDir()
   */
  copyDir(source: string, target: string, hardlink: boolean): void {
    const { sys } = this;
    const stat = this.lstat(source);
    const permissions = stat.mode & 0o7777;
    if (isRegular(stat.mode)) {
      if (hardlink) {
        must(sys.link(source, target), 'link', `${source} ${target}`);
        return;
      }
      this.#copyRegular(source, target, stat);
    } else if (isDirectory(stat.mode)) {
      const made = sys.mkdir(target, permissions);
      if (made.err !== undefined && made.err !== 'EEXIST') throw new PathError('mkdir', target, made.err);
    } else if (isSymlink(stat.mode)) {
      must(sys.symlink(must(sys.readlink(source), 'readlink', source), target), 'symlink', target);
    } else {
      must(sys.mknod(target, (stat.mode & S_IFMT) | permissions, stat.rdev), 'mknod', target);
    }
    must(sys.lchown(target, stat.uid, stat.gid), 'lchown', target);
    for (const name of ['security.capability', 'trusted.overlay.opaque']) {
      const value = sys.lgetxattr(source, name);
      if (value.err === undefined) must(sys.lsetxattr(target, name, value.ok), 'lsetxattr', target);
    }
    if (!isSymlink(stat.mode)) must(sys.chmod(target, permissions), 'chmod', target);
    if (isDirectory(stat.mode)) {
      for (const name of this.list(source)) this.copyDir(`${source}/${name}`, `${target}/${name}`, hardlink);
    }
    // last: what was put into a directory has changed its times
    must(sys.utimensat(target, stat.atimeNs, stat.mtimeNs, AT_SYMLINK_NOFOLLOW), 'utimensat', target);
  }

  #copyRegular(source: string, target: string, stat: Stat): void {
    const { sys } = this;
    const from = must(sys.open(source, O_RDONLY | O_CLOEXEC), 'open', source);
    const to = must(sys.open(target, O_WRONLY | O_CREAT | O_CLOEXEC, stat.mode & 0o7777), 'open', target);
    try {
      for (let left = stat.size; left > 0;) {
        const moved = must(sys.sendfile(to, from, left), 'sendfile', target);
        if (moved === 0) break;
        left -= moved;
      }
    } finally {
      sys.close(from);
      sys.close(to);
    }
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
