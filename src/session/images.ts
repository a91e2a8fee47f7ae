// The images that docker's registry has, each a chunk of the build that is fetched when a pull first asks for it.
import type { RegistryImage } from '../docker/index.ts';

const loaders: Readonly<Record<string, () => Promise<{ readonly image: RegistryImage }>>> = {
  'image-centos6': () => import('../docker/registry/centos6.ts'),
  'image-busybox': () => import('../docker/registry/busybox.ts'),
};

export const imageChunks: readonly string[] = Object.keys(loaders);

/** Adds a chunk's image to `images`. @throws Error where there is no such chunk, or it cannot be fetched */
export async function loadImage(chunk: string, images: Map<string, RegistryImage>): Promise<void> {
  const load = loaders[chunk];
  if (load === undefined) throw new Error(`there is no chunk ${chunk}`);
  images.set(chunk, (await load()).image);
}
