// What the registry serves: repositories, their tags, and layers with the JSON that docker 1.9 keeps of each.
import type { TreeImage } from './image-tree.ts';

/** Docker's word for what a container of it runs with; only what is set is there. */
export interface ImageConfig {
  readonly Cmd: readonly string[] | null;
  readonly Entrypoint: readonly string[] | null;
  readonly Env: readonly string[];
  readonly WorkingDir: string;
  readonly User: string;
  readonly Labels: Readonly<Record<string, string>>;
}

export interface RegistryLayer {
  /** 64 hex digits. */
  readonly id: string;
  /** RFC 3339, with nanoseconds. */
  readonly created: string;
  readonly author: string;
  /** The container_config's Cmd: CREATED BY of `docker history`. */
  readonly createdBy: readonly string[];
  readonly config: ImageConfig;
  readonly tree?: TreeImage;
}

export interface RegistryImage {
  /** `library/centos` */
  readonly repository: string;
  readonly tags: readonly string[];
  /** Base first. */
  readonly layers: readonly RegistryLayer[];
}
