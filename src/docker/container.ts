// A container as `containers/<id>/config.json` and `hostconfig.json` have it, and an image as `graph/<id>/json`: the daemon's
// whole memory of them.
import type { ImageConfig } from './registry/image.ts';

export interface ContainerState {
  /** Also while it is paused, and while it waits to be started again. */
  readonly Running: boolean;
  readonly Paused: boolean;
  readonly Restarting: boolean;
  readonly Pid: number;
  readonly ExitCode: number;
  readonly Error: string;
  /** RFC 3339; year 1 where it never was. */
  readonly StartedAt: string;
  readonly FinishedAt: string;
}

export interface MountPoint {
  /** Of a volume; '' of a directory of the host's. */
  readonly Name: string;
  readonly Source: string;
  readonly Destination: string;
  /** `ro`, `rw` and labels, as they were given. */
  readonly Mode: string;
  readonly RW: boolean;
}

export interface ContainerConfig {
  readonly Hostname: string;
  readonly Domainname: string;
  readonly User: string;
  readonly AttachStdin: boolean;
  readonly AttachStdout: boolean;
  readonly AttachStderr: boolean;
  readonly Tty: boolean;
  readonly OpenStdin: boolean;
  /** The first client that brings input takes it with it when it goes. */
  readonly StdinOnce: boolean;
  readonly Env: readonly string[];
  readonly Cmd: readonly string[];
  readonly Image: string;
  readonly Volumes: readonly string[];
  readonly WorkingDir: string;
  readonly Entrypoint: readonly string[] | null;
  readonly Labels: Readonly<Record<string, string>>;
  readonly StopSignal: string;
}

export interface HostConfig {
  readonly Binds: readonly string[];
  readonly ContainerIDFile: string;
  readonly Privileged: boolean;
  readonly Dns: readonly string[];
  readonly DnsOptions: readonly string[];
  readonly DnsSearch: readonly string[];
  readonly ExtraHosts: readonly string[];
  readonly VolumesFrom: readonly string[];
  readonly PidMode: string;
  readonly UTSMode: string;
  readonly RestartPolicy: { readonly Name: string; readonly MaximumRetryCount: number };
  readonly ReadonlyRootfs: boolean;
}

export interface Container {
  readonly ID: string;
  readonly Created: string;
  readonly Path: string;
  readonly Args: readonly string[];
  readonly Config: ContainerConfig;
  readonly State: ContainerState;
  readonly Image: string;
  /** With a slash in front. */
  readonly Name: string;
  readonly Driver: string;
  readonly LogPath: string;
  readonly RestartCount: number;
  /** Stopped by a verb: `unless-stopped` leaves it so when a daemon starts. */
  readonly HasBeenManuallyStopped: boolean;
  readonly MountPoints: readonly MountPoint[];
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

export const createdState: ContainerState = {
  Running: false,
  Paused: false,
  Restarting: false,
  Pid: 0,
  ExitCode: 0,
  Error: '',
  StartedAt: never,
  FinishedAt: never,
};

export function short(id: string): string {
  return id.slice(0, 12);
}

/** One word, as inspect and the filters have it. */
export function stateWord(state: ContainerState): 'paused' | 'restarting' | 'running' | 'created' | 'exited' {
  if (state.Running) return state.Paused ? 'paused' : state.Restarting ? 'restarting' : 'running';
  return state.StartedAt === never ? 'created' : 'exited';
}

/** `Up 2 minutes`, `Exited (0) 3 seconds ago`, `Created`. */
export function statusText(state: ContainerState, age: (since: string) => string): string {
  switch (stateWord(state)) {
    case 'paused':
      return `Up ${age(state.StartedAt)} (Paused)`;
    case 'restarting':
      return `Restarting (${state.ExitCode}) ${age(state.FinishedAt)} ago`;
    case 'running':
      return `Up ${age(state.StartedAt)}`;
    case 'created':
      return 'Created';
    case 'exited':
      return `Exited (${state.ExitCode}) ${age(state.FinishedAt)} ago`;
  }
}
