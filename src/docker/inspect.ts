// `docker inspect`: a container and an image as the daemon's API tells them, with every field that docker 1.9.1 has.
import type { Container, HostConfig, Image } from './container.ts';
import { stateWord } from './container.ts';
import type { Daemon } from './daemon.ts';
import { flagTable } from './flags.ts';
import { refuse, refusalOf } from './refusal.ts';
import type { ImageConfig } from './registry/image.ts';
import { compileTemplate, TemplateError } from './template/execute.ts';
import { type Dict, nilDict, nilList, plain, Struct, type Value } from './template/value.ts';
import type { Verb, VerbCall } from './verb.ts';

export const inspect: Verb = {
  name: 'inspect',
  usage: ['CONTAINER|IMAGE [CONTAINER|IMAGE...]'],
  summary: 'Return low-level information on a container or image',
  flags: flagTable(`
    -f, --format=  Format the output using the given go template
    -s, --size=false  Display total file sizes if the type is container
    --type=  Return JSON for specified type, (e.g image or container)
  `),
  minimum: 1,

  *run(call) {
    const type = call.value('--type') ?? '';
    let print: ((data: Value) => string) | undefined;
    try {
      const format = call.value('-f') ?? '';
      print = format === '' ? undefined : compileTemplate(format);
    } catch (error) {
      return templateProblem(call, error);
    }
    if (!['', 'container', 'image'].includes(type)) {
      call.error(`"${type}" is not a valid value for --type\n`);
      return 1;
    }
    const found: Struct[] = [];
    let status = 0;
    for (const name of call.operands) {
      const view = viewOf(call, name, type);
      if (view === undefined) {
        status = 1;
        continue;
      }
      if (print === undefined) {
        found.push(view);
        continue;
      }
      try {
        call.print(`${print(view)}\n`);
      } catch (error) {
        status = templateProblem(call, error);
        break;
      }
    }
    if (print === undefined) call.print(jsonList(found));
    return status;
  },
};

function templateProblem(call: VerbCall, error: unknown): number {
  if (!(error instanceof TemplateError)) throw error;
  call.error(`Template parsing error: ${error.message}\n`);
  return 1;
}

/** Go's json.Indent of each, in brackets of the client's own. */
export function jsonList(views: readonly Value[]): string {
  return views.length === 0
    ? '[]\n'
    : `[\n${views.map((view) => JSON.stringify(plain(view), null, 4)).join(',\n')}\n]\n`;
}

/** undefined: there is none, and that has been said. */
function viewOf(call: VerbCall, name: string, type: string): Struct | undefined {
  const { daemon } = call;
  if (type !== 'image') {
    try {
      return containerView(daemon, daemon.store.requireContainer(name), call.has('-s'));
    } catch (error) {
      const text = refusalOf(error);
      if (type === 'container') {
        call.error(`Error response from daemon: ${text}`);
        return undefined;
      }
      if (!text.startsWith('no such id')) {
        refuse(call, text);
        return undefined;
      }
    }
  }
  const image = daemon.store.findImage(name);
  if (image !== undefined) return imageView(daemon, image);
  call.error(`Error: No such image${type === '' ? ' or container' : ''}: ${name}\n`);
  return undefined;
}

const orNil = (list: readonly string[]): readonly string[] =>
  list.length === 0 ? (nilList as readonly string[]) : list;
const strSlice = (list: readonly string[] | null): Value =>
  list === null ? null : new Struct('*stringutils.StrSlice', { parts: list }, list);
const ownSet = (names: readonly string[]): Dict =>
  names.length === 0 ? nilDict : Object.fromEntries(names.map((name) => [name, {}]));

export function containerView(daemon: Daemon, container: Container, withSize: boolean): Struct {
  const { ID, State, Config } = container;
  const directory = daemon.store.directoryOf(ID);
  const host = daemon.store.hostConfig(ID);
  const wasStarted = container.LogPath !== '';
  const inDirectory = (name: string): string => (wasStarted ? `${directory}/${name}` : '');
  const size = withSize ? daemon.driver.diffSize(ID, `${ID}-init`) : 0;
  return new Struct('types.ContainerJSON', {
    Id: ID,
    Created: container.Created,
    Path: container.Path,
    Args: container.Args,
    State: new Struct('*types.ContainerState', {
      Status: stateWord(State),
      Running: State.Running,
      Paused: State.Paused,
      Restarting: State.Restarting,
      OOMKilled: false,
      Dead: false,
      Pid: State.Pid,
      ExitCode: State.ExitCode,
      Error: State.Error,
      StartedAt: State.StartedAt,
      FinishedAt: State.FinishedAt,
    }),
    Image: container.Image,
    ResolvConfPath: inDirectory('resolv.conf'),
    HostnamePath: inDirectory('hostname'),
    HostsPath: inDirectory('hosts'),
    LogPath: container.LogPath,
    Name: container.Name,
    RestartCount: container.RestartCount,
    Driver: container.Driver,
    ExecDriver: 'native-0.2',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: '',
    ExecIDs: nilList,
    HostConfig: hostConfigView(host),
    GraphDriver: graphDriverView(daemon, ID),
    ...(withSize ? { SizeRw: size, SizeRootFs: size + daemon.store.virtualSize(container.Image) } : {}),
    Mounts: container.MountPoints.map(
      ({ Name, Source, Destination, Mode, RW }) =>
        new Struct('types.MountPoint', {
          ...(Name === '' ? {} : { Name }),
          Source,
          Destination,
          ...(Name === '' ? {} : { Driver: 'local' }),
          Mode,
          RW,
        }),
    ),
    Config: configView({ ...Config, Volumes: Config.Volumes.map((volume) => volume.split(':')[0] ?? '') }, Config),
    NetworkSettings: networkView(State.Running),
  });
}

interface AnyConfig extends Omit<ImageConfig, 'Env'> {
  readonly Env: readonly string[];
  readonly Volumes: readonly string[];
}

function configView(config: AnyConfig, own?: Container['Config']): Struct {
  return new Struct('*runconfig.Config', {
    Hostname: own?.Hostname ?? '',
    Domainname: own?.Domainname ?? '',
    User: config.User,
    AttachStdin: own?.AttachStdin ?? false,
    AttachStdout: own?.AttachStdout ?? false,
    AttachStderr: own?.AttachStderr ?? false,
    Tty: own?.Tty ?? false,
    OpenStdin: own?.OpenStdin ?? false,
    StdinOnce: own?.StdinOnce ?? false,
    Env: orNil(config.Env),
    Cmd: strSlice(config.Cmd),
    Image: own?.Image ?? '',
    Volumes: ownSet(config.Volumes),
    WorkingDir: config.WorkingDir,
    Entrypoint: strSlice(config.Entrypoint),
    OnBuild: nilList,
    Labels: own === undefined && Object.keys(config.Labels).length === 0 ? nilDict : config.Labels,
    ...(own === undefined ? {} : { StopSignal: own.StopSignal }),
  });
}

function hostConfigView(host: HostConfig): Struct {
  return new Struct('*runconfig.HostConfig', {
    Binds: orNil(host.Binds),
    ContainerIDFile: host.ContainerIDFile,
    LxcConf: [],
    Memory: 0,
    MemoryReservation: 0,
    MemorySwap: 0,
    KernelMemory: 0,
    CpuShares: 0,
    CpuPeriod: 0,
    CpusetCpus: '',
    CpusetMems: '',
    CpuQuota: 0,
    BlkioWeight: 0,
    OomKillDisable: false,
    MemorySwappiness: -1,
    Privileged: host.Privileged,
    PortBindings: {},
    Links: nilList,
    PublishAllPorts: false,
    Dns: host.Dns,
    DnsOptions: host.DnsOptions,
    DnsSearch: host.DnsSearch,
    ExtraHosts: orNil(host.ExtraHosts),
    VolumesFrom: orNil(host.VolumesFrom),
    Devices: [],
    NetworkMode: 'default',
    IpcMode: '',
    PidMode: host.PidMode,
    UTSMode: host.UTSMode,
    CapAdd: null,
    CapDrop: null,
    GroupAdd: nilList,
    RestartPolicy: new Struct('runconfig.RestartPolicy', host.RestartPolicy),
    SecurityOpt: nilList,
    ReadonlyRootfs: host.ReadonlyRootfs,
    Ulimits: nilList,
    LogConfig: new Struct('runconfig.LogConfig', { Type: 'json-file', Config: {} }),
    CgroupParent: '',
    ConsoleSize: [0, 0],
    VolumeDriver: '',
  });
}

/** Differs from docker: the simulator has no network, so that a container has no address on docker0. */
function networkView(isRunning: boolean): Struct {
  const endpoint = {
    EndpointID: '',
    Gateway: '',
    IPAddress: '',
    IPPrefixLen: 0,
    IPv6Gateway: '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    MacAddress: '',
  };
  return new Struct('*types.NetworkSettings', {
    Bridge: '',
    SandboxID: '',
    HairpinMode: false,
    LinkLocalIPv6Address: '',
    LinkLocalIPv6PrefixLen: 0,
    Ports: isRunning ? {} : nilDict,
    SandboxKey: '',
    SecondaryIPAddresses: nilList,
    SecondaryIPv6Addresses: nilList,
    EndpointID: '',
    Gateway: '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    IPAddress: '',
    IPPrefixLen: 0,
    IPv6Gateway: '',
    MacAddress: '',
    Networks: { bridge: new Struct('*network.EndpointSettings', endpoint) },
  });
}

function graphDriverView(daemon: Daemon, id: string): Struct {
  return new Struct('types.GraphDriverData', { Name: daemon.driver.name, Data: daemon.driver.getMetadata(id) });
}

function imageView(daemon: Daemon, image: Image): Struct {
  const tags = daemon.store.tags().flatMap(([reference, id]) => (id === image.id ? [reference] : []));
  const { Cmd } = image.container_config;
  return new Struct('types.ImageInspect', {
    Id: image.id,
    RepoTags: tags,
    RepoDigests: [],
    Parent: image.parent ?? '',
    Comment: '',
    Created: image.created,
    Container: '',
    ContainerConfig: configView({ ...image.config, Cmd, Volumes: [] }),
    DockerVersion: image.docker_version,
    Author: image.author,
    Config: configView({ ...image.config, Volumes: [] }),
    Architecture: image.architecture,
    Os: image.os,
    Size: image.Size,
    VirtualSize: daemon.store.virtualSize(image.id),
    GraphDriver: graphDriverView(daemon, image.id),
  });
}
