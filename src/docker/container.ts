// A container as `containers/<id>/config.json` has it, and an image as `graph/<id>/json`: the daemon's whole memory of them.
import type { ImageConfig } from './registry/image.ts';

export interface ContainerState {
  readonly Running: boolean;
  readonly Pid: number;
  readonly ExitCode: number;
  readonly Error: string;
  /** RFC 3339; year 1 where it never was. */
  readonly StartedAt: string;
  readonly FinishedAt: string;
}

export interface Container {
  readonly ID: string;
  readonly Created: string;
  readonly Path: string;
  readonly Args: readonly string[];
  readonly Config: {
    readonly Hostname: string;
    readonly User: string;
    readonly Env: readonly string[];
    readonly Cmd: readonly string[];
    readonly Image: string;
    readonly WorkingDir: string;
    readonly Entrypoint: readonly string[] | null;
    readonly Tty: boolean;
    readonly OpenStdin: boolean;
    readonly Labels: Readonly<Record<string, string>>;
  };
  readonly State: ContainerState;
  readonly Image: string;
  /** With a slash in front. */
  readonly Name: string;
  readonly Driver: string;
  readonly LogPath: string;
}

export interface Image {
  readonly id: string;
  readonly parent?: string;
  readonly created: string;
  readonly author: string;
  readonly container_config: { readonly Cmd: readonly string[] };
  readonly config: ImageConfig;
  readonly docker_version: string;
  readonly architecture: 'amd64';
  readonly os: 'linux';
  /** Bytes that the layer adds. */
  readonly Size: number;
}

export const never = '0001-01-01T00:00:00Z';

export function short(id: string): string {
  return id.slice(0, 12);
}

/** `Up 2 minutes`, `Exited (0) 3 seconds ago`, `Created`. */
export function statusText(state: ContainerState, age: (since: string) => string): string {
  if (state.Running) return `Up ${age(state.StartedAt)}`;
  if (state.StartedAt === never) return 'Created';
  return `Exited (${state.ExitCode}) ${age(state.FinishedAt)} ago`;
}
