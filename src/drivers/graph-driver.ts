// What a storage driver is to docker: it makes layers out of parents, shows one as a directory, and tells how two differ.
// A driver works only through the system calls of the daemon's process. Layers are never written after `applyDiff`.
import type { Archive } from './archive.ts';
import type { Change } from './changes.ts';

/**
 * Every method throws `Error` with the text that docker shows, most often a `PathError`.
 *
 * @see moby v1.9.1 daemon/graphdriver/driver.go Driver
 */
export interface GraphDriver {
  /** As `--storage-driver` takes it and `docker info` shows it. */
  readonly name: string;
  /** A new layer on top of `parent` (undefined: an empty one). */
  create(id: string, parent: string | undefined): void;
  /** Takes the layer away; one that is not there is no error. */
  remove(id: string): void;
  /** The directory at which the layer can be read and written; mounts it where need be. Pairs with `put`. */
  get(id: string): string;
  put(id: string): void;
  exists(id: string): boolean;
  /** The driver's lines of `docker info`. */
  status(): readonly (readonly [name: string, value: string])[];
  /** `GraphDriver.Data` of `docker inspect`, or null. */
  getMetadata(id: string): Readonly<Record<string, string>> | null;
  /** The daemon ends: what the driver mounted for itself goes. */
  cleanup(): void;
  /** The layer against `parent`, as an archive; its pieces may name files, so it is to be used before `release` is called. */
  diff(id: string, parent: string | undefined): { readonly archive: Archive; release(): void };
  changes(id: string, parent: string | undefined): readonly Change[];
  /** Fills a fresh layer. Returns its size in bytes: the sum of the archive's files. */
  applyDiff(id: string, parent: string | undefined, archive: Archive): number;
  /** Bytes of the files in which the layer differs from `parent`. */
  diffSize(id: string, parent: string | undefined): number;
  /** How often each layer is held by `get`: what a driver made anew after a checkpoint has to be told. */
  active(): Readonly<Record<string, number>>;
}

/** A storage driver that the daemon can be started with. */
export interface GraphDriverType {
  readonly name: string;
  /**
   * @param home the driver's directory, `/var/lib/docker/overlay`
   * @throws Error `driver not supported`, `backing file system is unsupported for this graph driver` …
   */
  init(files: import('./files.ts').Files, home: string, active?: Readonly<Record<string, number>>): GraphDriver;
}
