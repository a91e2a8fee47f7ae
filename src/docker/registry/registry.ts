// The registry that `docker pull` asks: what the host has provided of the images it knows. An image's data is a chunk of its
// own, fetched when it is first asked for.
import { encodeBytes } from '../../abi/bytes.ts';
import type { Archive } from '../../drivers/index.ts';
import type { RegistryImage, RegistryLayer } from './image.ts';
import { unfoldTree } from './image-tree.ts';
import { sha256 } from './sha256.ts';

/** [repository, tags, the chunk that holds it] */
const catalogue: readonly (readonly [repository: string, tags: readonly string[], chunk: string])[] = [
  ['library/centos', ['centos6', '6'], 'image-centos6'],
  ['library/busybox', ['latest'], 'image-busybox'],
];

export class Registry {
  readonly #images: ReadonlyMap<string, RegistryImage>;
  readonly #isProgram: (name: string) => boolean;
  readonly #archives = new Map<string, Archive>();

  /** @param images by chunk, such as the `image` of `registry/centos6.ts` for `image-centos6`: the host adds what it has fetched */
  constructor(isProgram: (name: string) => boolean, images: ReadonlyMap<string, RegistryImage>) {
    this.#isProgram = isProgram;
    this.#images = images;
  }

  /** The chunk that a tag is in; undefined: the registry has no such tag. */
  chunkOf(repository: string, tag: string): string | undefined {
    return catalogue.find(([name, tags]) => name === repository && tags.includes(tag))?.[2];
  }

  hasRepository(repository: string): boolean {
    return catalogue.some(([name]) => name === repository);
  }

  tagsOf(repository: string): readonly string[] {
    return catalogue.flatMap(([name, tags]) => (name === repository ? tags : []));
  }

  /** undefined: the chunk has not been provided yet. */
  image(chunk: string): RegistryImage | undefined {
    return this.#images.get(chunk);
  }

  /** What a layer adds to its parent. */
  archive(layer: RegistryLayer): Archive {
    if (layer.tree === undefined) return [];
    let archive = this.#archives.get(layer.id);
    if (archive === undefined) {
      archive = unfoldTree(layer.tree, this.#isProgram);
      this.#archives.set(layer.id, archive);
    }
    return archive;
  }

  /** The manifest's digest: of our own data, since the real manifest's bytes are not known. */
  digest(image: RegistryImage, tag: string): string {
    const manifest = {
      schemaVersion: 1,
      name: image.repository,
      tag,
      architecture: 'amd64',
      history: [...image.layers]
        .reverse()
        .map((layer) => ({ id: layer.id, created: layer.created, cmd: layer.createdBy })),
    };
    return `sha256:${sha256(encodeBytes(JSON.stringify(manifest)))}`;
  }
}
