// What the daemon does with images: layers in, names, and out again.
import type { GraphDriver } from '../drivers/index.ts';
import { type Container, type Image, short } from './container.ts';
import type { EventLog } from './event-log.ts';
import type { DockerEvent } from './events.ts';
import { parseReference, repositoryProblem, tagProblem, withTag } from './reference.ts';
import type { RegistryImage } from './registry/image.ts';
import type { Registry } from './registry/registry.ts';
import { DockerError, type Store } from './store.ts';

export class Images {
  readonly #store: Store;
  readonly #driver: GraphDriver;
  readonly #registry: Registry;
  readonly #events: EventLog;
  readonly #emit: (event: DockerEvent) => void;

  constructor(
    store: Store,
    driver: GraphDriver,
    registry: Registry,
    events: EventLog,
    emit: (event: DockerEvent) => void,
  ) {
    this.#store = store;
    this.#driver = driver;
    this.#registry = registry;
    this.#events = events;
    this.#emit = emit;
  }

  /** @throws DockerError */
  require(name: string): Image {
    const image = this.#store.findImage(name);
    if (image === undefined) throw new DockerError(`could not find image: no such id: ${name}`);
    return image;
  }

  /** Registers one layer of a pulled image; false: it is there already. */
  addLayer(image: RegistryImage, index: number): boolean {
    const layer = image.layers[index];
    if (layer === undefined) throw new Error(`the image has no layer ${index}`);
    if (this.#store.hasImage(layer.id)) return false;
    const parent = image.layers[index - 1]?.id;
    const event = { op: 'docker_driver', verb: 'create', driver: this.#driver.name, layer: layer.id } as const;
    this.#emit(parent === undefined ? event : { ...event, parent });
    this.#driver.create(layer.id, parent);
    const size = this.#driver.applyDiff(layer.id, parent, this.#registry.archive(layer));
    this.#store.addImage({
      id: layer.id,
      ...(parent === undefined ? {} : { parent }),
      created: layer.created,
      author: layer.author,
      container_config: { Cmd: layer.createdBy },
      config: layer.config,
      docker_version: '1.8.2',
      architecture: 'amd64',
      os: 'linux',
      Size: size,
    });
    this.#emit({ op: 'docker_pull', image: image.repository, layer: layer.id });
    return true;
  }

  /** What a pull ends with. */
  pulled(reference: string, id: string): void {
    this.#setTag(reference, id);
    this.#events.add('pull', reference, '');
  }

  #setTag(reference: string, id: string): void {
    this.#store.setTags([...this.#store.tags().filter(([known]) => known !== reference), [reference, id]]);
  }

  /** @throws DockerError */
  tag(source: string, target: string, force: boolean): void {
    const { repository, tag } = parseReference(target);
    const wrong = repository === 'scratch' ? "'scratch' is a reserved name" : undefined;
    const refused = wrong ?? tagProblem(tag === '' ? 'latest' : tag) ?? repositoryProblem(repository);
    const image = this.require(source);
    if (refused !== undefined) throw new DockerError(refused);
    const reference = withTag(target);
    const old = this.#store.tags().find(([known]) => known === reference)?.[1];
    if (old !== undefined && old !== image.id && !force) {
      throw new DockerError(
        `Conflict: Tag ${reference} is already set to image ${short(old)}, if you want to replace it, please use -f option`,
      );
    }
    this.#setTag(reference, image.id);
    this.#events.add('tag', reference, '');
  }

  /**
   * What `rmi` prints, line by line. What is untagged stays so where the rest is refused.
   *
   * @see moby v1.9.1 daemon/image_delete.go ImageDelete()
   * @throws DockerError
   */
  remove(name: string, force: boolean, prune: boolean): readonly string[] {
    const image = this.require(name);
    const tags = this.#tagsOf(image);
    const lines: string[] = [];
    const isById = image.id.startsWith(name);
    if (!isById) {
      const user = this.#store.containers().find((one) => one.Image === image.id);
      if (!force && tags.length < 2 && user !== undefined) {
        throw new DockerError(
          `conflict: unable to remove repository reference "${name}" (must force) - container ${short(user.ID)} is using its referenced image ${short(image.id)}`,
        );
      }
      lines.push(this.#untag(image, withTag(name)));
      if (tags.length > 1) return lines;
    } else if (tags.length === 1) lines.push(this.#untag(image, tags[0] ?? ''));
    this.#delete(image, lines, { force, prune, quiet: !isById });
    return lines;
  }

  #tagsOf(image: Image): readonly string[] {
    return this.#store.tags().flatMap(([reference, id]) => (id === image.id ? [reference] : []));
  }

  #untag(image: Image, reference: string): string {
    this.#store.setTags(this.#store.tags().filter(([known]) => known !== reference));
    this.#events.add('untag', image.id, '');
    return `Untagged: ${reference}`;
  }

  #delete(image: Image, lines: string[], how: { force: boolean; prune: boolean; quiet: boolean }): void {
    const hasChildren = this.#store.images().some((other) => other.parent === image.id);
    const conflict = this.#hardConflict(image, hasChildren) ?? (how.force ? undefined : this.#softConflict(image));
    if (conflict !== undefined) {
      if (how.quiet && (hasChildren || this.#tagsOf(image).length > 0)) return;
      throw new DockerError(`conflict: unable to delete ${short(image.id)} (${conflict}`);
    }
    for (const reference of this.#tagsOf(image)) lines.push(this.#untag(image, reference));
    this.#emit({ op: 'docker_driver', verb: 'remove', driver: this.#driver.name, layer: image.id });
    this.#driver.remove(image.id);
    this.#store.removeImage(image.id);
    this.#events.add('delete', image.id, '');
    lines.push(`Deleted: ${image.id}`);
    if (!how.prune || image.parent === undefined) return;
    this.#delete(this.#store.image(image.parent), lines, { force: false, prune: true, quiet: true });
  }

  #usersOf(image: Image): readonly Container[] {
    return this.#store.containers().filter((one) => one.Image === image.id);
  }

  #hardConflict(image: Image, hasChildren: boolean): string | undefined {
    if (hasChildren) return 'cannot be forced) - image has dependent child images';
    const running = this.#usersOf(image).find((one) => one.State.Running);
    return running && `cannot be forced) - image is being used by running container ${short(running.ID)}`;
  }

  #softConflict(image: Image): string | undefined {
    if (this.#tagsOf(image).length > 0) return 'must be forced) - image is referenced in one or more repositories';
    const stopped = this.#usersOf(image).find((one) => !one.State.Running);
    return stopped && `must be forced) - image is being used by stopped container ${short(stopped.ID)}`;
  }
}
