// diff, changes, applyDiff and diffSize for a driver that has nothing better: by mounting layers and looking at them.
import { fileType, isDirectory, isRegular } from '../abi/mode.ts';
import { type Archive, type ArchiveEntry, applyLayer, whiteoutPrefix } from './archive.ts';
import { type Change, changesDirs, changesSize } from './changes.ts';
import { type Files, must } from './files.ts';

/** The part of a driver that the naive way needs (moby: ProtoDriver). */
interface Layers {
  get(id: string): string;
  put(id: string): void;
}

/** @see moby v1.9.1 daemon/graphdriver/fsdiff.go */
export class NaiveDiff {
  readonly #files: Files;
  readonly #layers: Layers;

  constructor(files: Files, layers: Layers) {
    this.#files = files;
    this.#layers = layers;
  }

  changes(id: string, parent: string | undefined): Change[] {
    return this.#withBoth(id, parent, (root, parentRoot) => changesDirs(this.#files, root, parentRoot));
  }

  diffSize(id: string, parent: string | undefined): number {
    return this.#withBoth(id, parent, (root, parentRoot) =>
      changesSize(this.#files, root, changesDirs(this.#files, root, parentRoot)),
    );
  }

  diff(id: string, parent: string | undefined): { archive: Archive; release(): void } {
    const changes = this.changes(id, parent);
    const root = this.#layers.get(id);
    const archive = exportChanges(this.#files, root, changes);
    return {
      archive,
      release: () => {
        this.#layers.put(id);
      },
    };
  }

  applyDiff(id: string, archive: Archive): number {
    const root = this.#layers.get(id);
    try {
      return applyLayer(this.#files, root, archive);
    } finally {
      this.#layers.put(id);
    }
  }

  #withBoth<T>(id: string, parent: string | undefined, look: (root: string, parentRoot: string | undefined) => T): T {
    const root = this.#layers.get(id);
    try {
      if (parent === undefined) return look(root, undefined);
      const parentRoot = this.#layers.get(parent);
      try {
        return look(root, parentRoot);
      } finally {
        this.#layers.put(parent);
      }
    } finally {
      this.#layers.put(id);
    }
  }
}

/** @see moby v1.9.1 pkg/archive/changes.go ExportChanges() */
function exportChanges(files: Files, root: string, changes: readonly Change[]): Archive {
  const seen = new Map<number, string>();
  return changes.flatMap((change): ArchiveEntry[] => {
    const path = change.path.slice(1);
    if (change.kind === 'delete') {
      const slash = path.lastIndexOf('/') + 1;
      const name = `${path.slice(0, slash)}${whiteoutPrefix}${path.slice(slash)}`;
      return [{ path: name, type: 'reg', mode: 0, uid: 0, gid: 0, mtimeNs: files.sys.clockGettime() }];
    }
    const real = root + change.path;
    const stat = files.lstat(real);
    const type = fileType(stat.mode);
    if (type === 'sock') return [];
    const entry = {
      path,
      type,
      mode: stat.mode & 0o7777,
      uid: stat.uid,
      gid: stat.gid,
      mtimeNs: stat.mtimeNs,
      rdev: stat.rdev,
    };
    if (type === 'lnk') return [{ ...entry, link: must(files.sys.readlink(real), 'readlink', real) }];
    if (!isRegular(stat.mode)) return [entry];
    const earlier = seen.get(stat.ino);
    if (stat.nlink > 1 && earlier !== undefined && !isDirectory(stat.mode)) return [{ ...entry, link: earlier }];
    seen.set(stat.ino, path);
    const capability = files.sys.lgetxattr(real, 'security.capability');
    const xattrs = capability.err === undefined ? { xattrs: { 'security.capability': capability.ok } } : {};
    return [{ ...entry, ...xattrs, content: [{ file: real, length: stat.size }] }];
  });
}
