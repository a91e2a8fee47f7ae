// A layer as docker sends it about: the entries of its tar, in order, directories before what is in them. Deletions are
// AUFS's names, `.wh.NAME` and `.wh..wh..opq`, whatever driver the layer came from.
import { AT_SYMLINK_NOFOLLOW, O_CLOEXEC, O_RDONLY } from '../abi/flags.ts';
import { S_IFBLK, S_IFCHR, S_IFIFO, type FileType, isDirectory } from '../abi/mode.ts';
import type { DeviceNumber } from '../abi/stat.ts';
import { type Files, must } from './files.ts';

/** File bytes: given, made from a seed when they are read, or those of a file that is there now. */
export type ArchivePiece =
  | { readonly bytes: Uint8Array }
  | { readonly seed: number; readonly length: number }
  | { readonly file: string; readonly length: number };

export interface ArchiveEntry {
  /** Relative to the layer's root, without a leading slash. */
  readonly path: string;
  readonly type: FileType;
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtimeNs: bigint;
  readonly content?: readonly ArchivePiece[];
  /** Of a symlink its target; of a regular file the earlier path it is a hard link of. */
  readonly link?: string;
  readonly rdev?: DeviceNumber;
  readonly xattrs?: Readonly<Record<string, Uint8Array>>;
}

export type Archive = readonly ArchiveEntry[];

export const whiteoutPrefix = '.wh.';
export const opaqueName = '.wh..wh..opq';

export function entrySize(entry: ArchiveEntry): number {
  return (entry.content ?? []).reduce((sum, piece) => sum + ('bytes' in piece ? piece.bytes.length : piece.length), 0);
}

/**
 * Unpacks a layer over the tree at `root`. A file that is there is removed first, never written into: it may be a hard link
 * that another layer shares. Returns the sum of the sizes of the archive's files, in bytes.
 *
 * @see moby v1.9.1 pkg/archive/diff.go UnpackLayer()
 */
export function applyLayer(files: Files, root: string, archive: Archive): number {
  const { sys } = files;
  let size = 0;
  const directories: ArchiveEntry[] = [];
  for (const entry of archive) {
    size += entrySize(entry);
    const name = entry.path.slice(entry.path.lastIndexOf('/') + 1);
    const parent = `${root}/${entry.path.slice(0, Math.max(0, entry.path.lastIndexOf('/')))}`.replace(/\/$/, '');
    if (parent !== root && !files.exists(parent)) files.mkdirAll(parent, 0o755);
    if (name === opaqueName) {
      for (const child of files.list(parent)) files.removeAll(`${parent}/${child}`);
      continue;
    }
    if (name.startsWith(whiteoutPrefix)) {
      files.removeAll(`${parent}/${name.slice(whiteoutPrefix.length)}`);
      continue;
    }
    const path = entry.path === '' ? root : `${root}/${entry.path}`;
    const there = sys.lstat(path);
    if (there.err === undefined && !(entry.type === 'dir' && isDirectory(there.ok.mode))) files.removeAll(path);
    makeEntry(files, root, path, entry, there.err === undefined && isDirectory(there.ok.mode));
    if (entry.type === 'dir') directories.push(entry);
  }
  // after all else: unpacking into a directory has changed its times
  for (const entry of directories) {
    const path = entry.path === '' ? root : `${root}/${entry.path}`;
    must(sys.utimensat(path, entry.mtimeNs, entry.mtimeNs), 'utimensat', path);
  }
  return size;
}

function makeEntry(files: Files, root: string, path: string, entry: ArchiveEntry, isThere: boolean): void {
  const { sys } = files;
  switch (entry.type) {
    case 'dir':
      if (!isThere) files.mkdir(path, entry.mode);
      break;
    case 'lnk':
      must(sys.symlink(entry.link ?? '', path), 'symlink', path);
      break;
    case 'reg':
      if (entry.link !== undefined) {
        must(sys.link(`${root}/${entry.link}`, path), 'link', path);
        return;
      }
      writeContent(files, path, entry);
      break;
    case 'fifo':
      must(sys.mknod(path, S_IFIFO | entry.mode, [0, 0]), 'mknod', path);
      break;
    case 'chr':
    case 'blk':
      must(
        sys.mknod(path, (entry.type === 'chr' ? S_IFCHR : S_IFBLK) | entry.mode, entry.rdev ?? [0, 0]),
        'mknod',
        path,
      );
      break;
    case 'sock':
      // a tar has no sockets: moby leaves them out when it packs
      return;
  }
  if (entry.uid !== 0 || entry.gid !== 0 || isThere) must(sys.lchown(path, entry.uid, entry.gid), 'lchown', path);
  for (const [name, value] of Object.entries(entry.xattrs ?? {}))
    must(sys.lsetxattr(path, name, value), 'lsetxattr', path);
  if (entry.type !== 'lnk') must(sys.chmod(path, entry.mode), 'chmod', path);
  if (entry.type !== 'dir')
    must(sys.utimensat(path, entry.mtimeNs, entry.mtimeNs, AT_SYMLINK_NOFOLLOW), 'utimensat', path);
}

function writeContent(files: Files, path: string, entry: ArchiveEntry): void {
  const { sys } = files;
  const fd = files.create(path, entry.mode);
  try {
    for (const piece of entry.content ?? []) {
      if ('bytes' in piece) files.writeAll(fd, piece.bytes, path);
      else if ('seed' in piece) {
        for (let left = piece.length; left > 0;) left -= must(sys.writeGenerated(fd, left, piece.seed), 'write', path);
      } else {
        const from = must(sys.open(piece.file, O_RDONLY | O_CLOEXEC), 'open', piece.file);
        for (let left = piece.length; left > 0;) {
          const moved = must(sys.sendfile(fd, from, left), 'sendfile', path);
          if (moved === 0) break;
          left -= moved;
        }
        sys.close(from);
      }
    }
  } finally {
    sys.close(fd);
  }
}
