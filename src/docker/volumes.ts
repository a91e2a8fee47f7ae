// Volumes: directories under /var/lib/docker/volumes that live beside containers. A name in use is asked of the containers' own
// files, so that nothing has to be counted.
import type { Files } from '../drivers/index.ts';
import type { Container, MountPoint } from './container.ts';
import { isMountMode } from './container-flags.ts';
import { newId } from './names.ts';
import { DockerError, type Store } from './store.ts';

export interface Volume {
  readonly Name: string;
  readonly Driver: 'local';
  readonly Mountpoint: string;
}

export class Volumes {
  readonly #files: Files;
  readonly #store: Store;

  constructor(files: Files, store: Store) {
    this.#files = files;
    this.#store = store;
  }

  get #root(): string {
    return `${this.#store.root}/volumes`;
  }

  list(): readonly Volume[] {
    return this.#files.list(this.#root).map((name) => this.#volume(name));
  }

  #volume(Name: string): Volume {
    return { Name, Driver: 'local', Mountpoint: `${this.#root}/${Name}/_data` };
  }

  has(name: string): boolean {
    return this.#files.exists(`${this.#root}/${name}`);
  }

  /** @throws DockerError */
  require(name: string): Volume {
    if (name === '' || name.includes('/') || !this.has(name)) throw new DockerError('no such volume');
    return this.#volume(name);
  }

  /** One that is there already is taken as it is. */
  create(name: string | undefined): Volume {
    const made = name ?? newId(this.#files.sys);
    if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]/.test(made) || /[^a-zA-Z0-9_.-]/.test(made)) {
      throw new DockerError(
        `${made} includes invalid characters for a local volume name, only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`,
      );
    }
    this.#files.mkdirAll(`${this.#root}/${made}/_data`, 0o755);
    return this.#volume(made);
  }

  /** @throws DockerError */
  remove(name: string): void {
    const { Name } = this.require(name);
    if (this.usersOf(Name).length > 0) throw new DockerError('Conflict: volume is in use');
    this.#files.removeAll(`${this.#root}/${Name}`);
  }

  usersOf(name: string): readonly Container[] {
    return this.#store.containers().filter((one) => one.MountPoints.some((mount) => mount.Name === name));
  }

  /** `/ctr`, `name:/ctr`, `/host:/ctr`, each with a mode: where it comes from, made where it is not there. */
  mountPoint(bind: string): MountPoint {
    const parts = bind.split(':');
    const [first = '', second = '', mode = ''] = parts;
    const isAlone = parts.length === 1 || (parts.length === 2 && isMountMode(second));
    const Mode = isAlone ? second : mode;
    const RW = !Mode.split(',').includes('ro');
    const Destination = (isAlone ? first : second).replace(/(.)\/+$/, '$1');
    if (first.startsWith('/') && !isAlone) {
      this.#files.mkdirAll(first, 0o755);
      return { Name: '', Source: first, Destination, Mode, RW };
    }
    const { Name, Mountpoint } = this.create(isAlone ? undefined : first);
    return { Name, Source: Mountpoint, Destination, Mode, RW };
  }

  /** A volume that is still empty begins with what the image has at its place. */
  fill(mount: MountPoint, root: string): void {
    const source = `${root}${mount.Destination}`;
    if (mount.Name === '' || !this.#files.exists(source) || this.#files.list(mount.Source).length > 0) return;
    this.#files.copyDir(source, mount.Source, false);
  }
}
