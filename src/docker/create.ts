// A container as it is asked for: the request that create and run make of their options, and what becomes of it with its image.
import { type Container, type ContainerConfig, type HostConfig, type Image, createdState, short } from './container.ts';
import { DockerError } from './store.ts';
import { signalNamed } from './signals.ts';

export interface CreateRequest {
  readonly image: string;
  readonly command: readonly string[];
  readonly entrypoint: readonly string[] | undefined;
  readonly name: string | undefined;
  readonly config: Omit<ContainerConfig, 'Cmd' | 'Entrypoint' | 'Image'>;
  readonly host: HostConfig;
}

/** @throws DockerError */
export function makeContainer(
  request: CreateRequest,
  image: Image,
  made: { readonly id: string; readonly name: string; readonly created: string; readonly driver: string },
): Container {
  const { config } = request;
  if (config.WorkingDir !== '' && !config.WorkingDir.startsWith('/')) {
    throw new DockerError(`The working directory '${config.WorkingDir}' is invalid. It needs to be an absolute path.`);
  }
  if (signalNamed(config.StopSignal) === undefined) throw new DockerError(`Invalid signal: ${config.StopSignal}`);
  const entrypoint = request.entrypoint ?? image.config.Entrypoint ?? [];
  const ownCommand = request.entrypoint === undefined ? (image.config.Cmd ?? []) : [];
  const command = request.command.length > 0 ? request.command : ownCommand;
  const [path, ...args] = [...entrypoint, ...command];
  if (path === undefined) throw new DockerError('No command specified');
  return {
    ID: made.id,
    Created: made.created,
    Path: path,
    Args: args,
    Config: {
      ...config,
      Hostname: config.Hostname === '' ? short(made.id) : config.Hostname,
      User: config.User === '' ? image.config.User : config.User,
      Env: mergeEnv(config.Env, image.config.Env),
      Cmd: command,
      Image: request.image,
      WorkingDir: config.WorkingDir === '' ? image.config.WorkingDir : config.WorkingDir,
      Entrypoint: entrypoint.length === 0 ? null : entrypoint,
      Labels: { ...image.config.Labels, ...config.Labels },
    },
    State: createdState,
    Image: image.id,
    Name: `/${made.name.replace(/^\//, '')}`,
    Driver: made.driver,
    LogPath: '',
    RestartCount: 0,
    HasBeenManuallyStopped: false,
    MountPoints: [],
  };
}

/** What the request says first, then what only the image says. */
function mergeEnv(own: readonly string[], image: readonly string[]): readonly string[] {
  const names = new Set(own.map((entry) => entry.split('=')[0]));
  return [...own, ...image.filter((entry) => !names.has(entry.split('=')[0]))];
}
