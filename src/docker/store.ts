// The daemon's state as files under /var/lib/docker: images in `graph`, tags in `repositories-DRIVER`, containers in `containers`.
// The invariant: nothing is remembered beside the files, so that a daemon made anew from them goes on as before.
import type { Files, GraphDriver } from '../drivers/index.ts';
import type { Container, HostConfig, Image } from './container.ts';
import { withTag } from './reference.ts';

/** What the daemon answers where it refuses. */
export class DockerError extends Error {
  /** What the container's own first process said of it. */
  readonly said: string | undefined;

  constructor(message: string, said?: string) {
    super(message);
    this.said = said;
  }
}

export class Store {
  readonly files: Files;
  readonly root: string;
  readonly #driver: GraphDriver;

  constructor(files: Files, root: string, driver: GraphDriver) {
    this.files = files;
    this.root = root;
    this.#driver = driver;
    for (const name of ['containers', 'graph', 'tmp', 'trust', 'volumes']) files.mkdirAll(`${root}/${name}`, 0o700);
    if (!files.exists(this.#tagsPath)) files.write(this.#tagsPath, '{"Repositories":{}}', 0o600);
  }

  get #tagsPath(): string {
    return `${this.root}/repositories-${this.#driver.name}`;
  }

  // Images

  images(): readonly Image[] {
    return this.files.list(`${this.root}/graph`).map((id) => this.image(id));
  }

  image(id: string): Image {
    return JSON.parse(this.files.readText(`${this.root}/graph/${id}/json`)) as Image;
  }

  hasImage(id: string): boolean {
    return this.files.exists(`${this.root}/graph/${id}/json`);
  }

  addImage(image: Image): void {
    const directory = `${this.root}/graph/${image.id}`;
    this.files.mkdirAll(directory, 0o700);
    this.files.write(`${directory}/layersize`, String(image.Size), 0o600);
    if (image.parent !== undefined) this.files.write(`${directory}/parent`, image.parent, 0o600);
    this.files.write(`${directory}/json`, JSON.stringify(image), 0o600);
  }

  removeImage(id: string): void {
    this.files.removeAll(`${this.root}/graph/${id}`);
  }

  /** The image and all it stands on, top first. */
  history(id: string): readonly Image[] {
    const found: Image[] = [];
    for (let at: string | undefined = id; at !== undefined; at = found.at(-1)?.parent) found.push(this.image(at));
    return found;
  }

  virtualSize(id: string): number {
    return this.history(id).reduce((sum, image) => sum + image.Size, 0);
  }

  /** [`centos:centos6`, id], sorted. */
  tags(): readonly (readonly [reference: string, id: string])[] {
    const { Repositories } = JSON.parse(this.files.readText(this.#tagsPath)) as {
      Repositories: Record<string, Record<string, string>>;
    };
    return Object.entries(Repositories)
      .flatMap(([name, tags]) => Object.entries(tags).map(([tag, id]) => [`${name}:${tag}`, id] as const))
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }

  setTags(tags: readonly (readonly [reference: string, id: string])[]): void {
    const repositories: Record<string, Record<string, string>> = {};
    for (const [reference, id] of tags) {
      const at = reference.lastIndexOf(':');
      (repositories[reference.slice(0, at)] ??= {})[reference.slice(at + 1)] = id;
    }
    this.files.write(this.#tagsPath, JSON.stringify({ Repositories: repositories }), 0o600);
  }

  /** By reference, id or the beginning of one; undefined: none, or more than one. */
  findImage(name: string): Image | undefined {
    const reference = withTag(name);
    const tagged = this.tags().find(([known]) => known === reference)?.[1];
    if (tagged !== undefined) return this.image(tagged);
    const found = /^[0-9a-f]+$/.test(name)
      ? this.files.list(`${this.root}/graph`).filter((id) => id.startsWith(name))
      : [];
    return found.length === 1 && found[0] !== undefined ? this.image(found[0]) : undefined;
  }

  // Containers

  containers(): readonly Container[] {
    return this.files
      .list(`${this.root}/containers`)
      .filter((id) => this.files.exists(`${this.root}/containers/${id}/config.json`))
      .map((id) => JSON.parse(this.files.readText(`${this.root}/containers/${id}/config.json`)) as Container)
      .sort((a, b) => (a.Created < b.Created ? 1 : -1));
  }

  save(container: Container): void {
    const directory = this.directoryOf(container.ID);
    this.files.mkdirAll(directory, 0o700);
    this.files.write(`${directory}/config.json`, JSON.stringify(container), 0o600);
  }

  hostConfig(id: string): HostConfig {
    return JSON.parse(this.files.readText(`${this.directoryOf(id)}/hostconfig.json`)) as HostConfig;
  }

  saveHostConfig(id: string, config: HostConfig): void {
    this.files.write(`${this.directoryOf(id)}/hostconfig.json`, JSON.stringify(config), 0o600);
  }

  /**
   * How many containers were ever made. Differs from docker: `linkgraph.db` is a data base of names there; here that file
   * keeps this one number, by which a scene gives ids to the first containers.
   */
  createdCount(): number {
    const path = `${this.root}/linkgraph.db`;
    return this.files.exists(path) ? Number(this.files.readText(path)) : 0;
  }

  setCreatedCount(count: number): void {
    this.files.write(`${this.root}/linkgraph.db`, String(count), 0o600);
  }

  directoryOf(id: string): string {
    return `${this.root}/containers/${id}`;
  }

  removeContainer(id: string): void {
    this.files.removeAll(this.directoryOf(id));
  }

  /** By id, its beginning, or name. @throws DockerError */
  requireContainer(name: string): Container {
    const all = this.containers();
    const exact = all.find((one) => one.ID === name || one.Name === `/${name.replace(/^\//, '')}`);
    if (exact !== undefined) return exact;
    const found = all.filter((one) => one.ID.startsWith(name));
    if (found.length === 1 && found[0] !== undefined) return found[0];
    throw new DockerError(`no such id: ${name}`);
  }
}
