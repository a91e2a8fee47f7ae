// Docker's first overlay driver, as in 1.4 to 23: an image layer is a complete tree under `root/`, its files hard links of the
// parent's; a container's layer is `upper work merged` over one image layer, named in `lower-id`. A tree under `root/` is never
// written once it has a child: a write into a hard link would show in every layer.
import type { Archive } from './archive.ts';
import { applyLayer } from './archive.ts';
import { backingFileSystem } from './backing.ts';
import type { Change } from './changes.ts';
import { type Files, goError, must } from './files.ts';
import type { GraphDriver, GraphDriverType } from './graph-driver.ts';
import { NaiveDiff } from './naive-diff.ts';

/** @see moby v1.9.1 daemon/graphdriver/overlay/overlay.go */
export const overlayDriver: GraphDriverType = {
  name: 'overlay',
  init(files, home, active) {
    const known = files.readText('/proc/filesystems').split('\n');
    if (!known.includes('nodev\toverlay')) throw new Error('driver not supported');
    const backing = backingFileSystem(files, home);
    if (['btrfs', 'aufs', 'zfs'].includes(backing)) {
      throw new Error('backing file system is unsupported for this graph driver');
    }
    files.mkdirAll(home, 0o700);
    return new OverlayDriver(files, home, backing, active ?? {});
  },
};

class OverlayDriver implements GraphDriver {
  readonly name = 'overlay';
  readonly #files: Files;
  readonly #home: string;
  readonly #backing: string;
  readonly #active: Map<string, number>;
  readonly #naive: NaiveDiff;

  constructor(files: Files, home: string, backing: string, active: Readonly<Record<string, number>>) {
    this.#files = files;
    this.#home = home;
    this.#backing = backing;
    this.#active = new Map(Object.entries(active));
    this.#naive = new NaiveDiff(files, this);
  }

  create(id: string, parent: string | undefined): void {
    const files = this.#files;
    const layer = this.#layer(id);
    files.mkdirAll(this.#home, 0o700);
    files.mkdir(layer, 0o700);
    try {
      if (parent === undefined) files.mkdir(`${layer}/root`, 0o755);
      else this.#createOn(layer, this.#layer(parent), parent);
    } catch (error) {
      files.removeAll(layer);
      throw error;
    }
  }

  #createOn(layer: string, parentLayer: string, parent: string): void {
    const files = this.#files;
    files.lstat(parentLayer);
    if (files.exists(`${parentLayer}/root`)) {
      this.#mkdirAs(`${layer}/upper`, files.lstat(`${parentLayer}/root`).mode);
      files.mkdir(`${layer}/work`, 0o700);
      files.mkdir(`${layer}/merged`, 0o700);
      files.write(`${layer}/lower-id`, parent);
      return;
    }
    // the parent is a container's init layer: overlay takes one lower only, so what init holds is copied into our upper
    files.write(`${layer}/lower-id`, files.readBytes(`${parentLayer}/lower-id`));
    this.#mkdirAs(`${layer}/upper`, files.lstat(`${parentLayer}/upper`).mode);
    files.mkdir(`${layer}/work`, 0o700);
    files.mkdir(`${layer}/merged`, 0o700);
    files.copyDir(`${parentLayer}/upper`, `${layer}/upper`, false);
  }

  #mkdirAs(path: string, mode: number): void {
    this.#files.mkdir(path, mode & 0o7777);
    must(this.#files.sys.chmod(path, mode & 0o7777), 'chmod', path);
  }

  remove(id: string): void {
    this.#files.removeAll(this.#layer(id));
  }

  get(id: string): string {
    const files = this.#files;
    const layer = this.#layer(id);
    files.lstat(layer);
    if (files.exists(`${layer}/root`)) return `${layer}/root`;
    const merged = `${layer}/merged`;
    const held = this.#active.get(id) ?? 0;
    if (held === 0) {
      const lower = `${this.#layer(files.readText(`${layer}/lower-id`))}/root`;
      const options = `lowerdir=${lower},upperdir=${layer}/upper,workdir=${layer}/work`;
      const mounted = files.sys.mount('overlay', merged, 'overlay', 0, options);
      if (mounted.err !== undefined) {
        throw new Error(`error creating overlay mount to ${merged}: ${goError(mounted.err)}`);
      }
    }
    this.#active.set(id, held + 1);
    return merged;
  }

  put(id: string): void {
    const held = this.#active.get(id);
    if (held === undefined) return;
    if (held > 1) {
      this.#active.set(id, held - 1);
      return;
    }
    this.#active.delete(id);
    const merged = `${this.#layer(id)}/merged`;
    const gone = this.#files.sys.umount(merged);
    // EINVAL: somebody has unmounted it by hand
    if (gone.err !== undefined && gone.err !== 'EINVAL') throw new Error(`unmount ${merged}: ${goError(gone.err)}`);
  }

  exists(id: string): boolean {
    return this.#files.exists(this.#layer(id));
  }

  status(): readonly (readonly [string, string])[] {
    return [['Backing Filesystem', this.#backing]];
  }

  getMetadata(id: string): Readonly<Record<string, string>> {
    const layer = this.#layer(id);
    this.#files.lstat(layer);
    if (this.#files.exists(`${layer}/root`)) return { RootDir: `${layer}/root` };
    const lower = this.#files.readText(`${layer}/lower-id`);
    return {
      LowerDir: `${this.#layer(lower)}/root`,
      MergedDir: `${layer}/merged`,
      UpperDir: `${layer}/upper`,
      WorkDir: `${layer}/work`,
    };
  }

  cleanup(): void {
    for (const id of [...this.#active.keys()]) {
      this.#active.set(id, 1);
      this.put(id);
    }
  }

  diff(id: string, parent: string | undefined): { archive: Archive; release(): void } {
    return this.#naive.diff(id, parent);
  }

  changes(id: string, parent: string | undefined): readonly Change[] {
    return this.#naive.changes(id, parent);
  }

  diffSize(id: string, parent: string | undefined): number {
    return this.#naive.diffSize(id, parent);
  }

  applyDiff(id: string, parent: string | undefined, archive: Archive): number {
    const files = this.#files;
    const parentRoot = parent === undefined ? undefined : `${this.#layer(parent)}/root`;
    if (parentRoot === undefined || !files.exists(parentRoot)) return this.#naive.applyDiff(id, archive);
    const layer = this.#layer(id);
    const temporary = files.tempDir(layer, 'tmproot');
    let size: number;
    try {
      files.copyDir(parentRoot, temporary, true);
      size = applyLayer(files, temporary, archive);
      files.rename(temporary, `${layer}/root`);
    } catch (error) {
      files.removeAll(temporary);
      throw error;
    }
    for (const name of ['upper', 'work', 'merged', 'lower-id']) files.removeAll(`${layer}/${name}`);
    return size;
  }

  active(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#active);
  }

  #layer(id: string): string {
    return `${this.#home}/${id}`;
  }
}
