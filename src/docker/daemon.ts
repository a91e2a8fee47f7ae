// The docker daemon: what each verb does to layers, files and processes, made through the system calls of the daemon's process.
// The invariant: images and containers are files (`Store`); only what runs now (terminals, pipes, who waits) is kept here, and a
// checkpoint keeps that as plain data.
import { decodeBytes, encodeBytes } from '../abi/bytes.ts';
import { O_RDONLY, O_WRONLY } from '../abi/flags.ts';
import { signalNumbers, type Signal } from '../abi/signal.ts';
import { type Change, Files, type GraphDriver, graphDrivers } from '../drivers/index.ts';
import type { Process, Syscalls } from '../kernel/program.ts';
import { type Container, type ContainerState, type Image, never, short } from './container.ts';
import { containerInit, execIn, pathsOf } from './container-init.ts';
import type { DockerEvent } from './events.ts';
import { setUpInitLayer } from './init-layer.ts';
import { containerName, newId } from './names.ts';
import type { RegistryImage } from './registry/image.ts';
import type { Registry } from './registry/registry.ts';
import { DockerError, Store } from './store.ts';
import { rfc3339 } from './units.ts';

export const dockerRoot = '/var/lib/docker';
export const dockerSocket = '/var/run/docker.sock';

export interface DaemonOptions {
  readonly registry: Registry;
  /** Ids and names of the first containers, where a scene says so. */
  readonly containers: readonly { readonly id: string; readonly name: string }[];
  readonly emit: (event: DockerEvent) => void;
}

/** What a running container has of the daemon's. Plain data. */
interface Running {
  readonly pid: number;
  readonly master: number | null;
  readonly terminal: number | null;
  /** Pipes of its output, by stream. */
  readonly outputs: readonly (readonly [fd: number, stream: 'stdout' | 'stderr'])[];
  /** Descriptors onto clients: told of the end by being closed; output goes to the other two. */
  readonly clients: readonly { readonly end: number; readonly stdout: number | null; readonly stderr: number | null }[];
}

export interface DaemonRest {
  readonly driver: string;
  readonly active: Readonly<Record<string, number>>;
  readonly running: readonly (readonly [string, Running])[];
  readonly execs: readonly (readonly [number, Running])[];
}

export interface CreateRequest {
  readonly image: string;
  readonly command: readonly string[];
  readonly entrypoint: readonly string[] | undefined;
  readonly name: string | undefined;
  readonly tty: boolean;
  readonly openStdin: boolean;
  readonly env: readonly string[];
  readonly workingDir: string | undefined;
  readonly user: string | undefined;
  readonly hostname: string | undefined;
  readonly volumes: readonly string[];
}

export class Daemon {
  readonly process: Process;
  readonly files: Files;
  readonly driver: GraphDriver;
  readonly store: Store;
  readonly registry: Registry;
  readonly #options: DaemonOptions;
  readonly #running: Map<string, Running>;
  /** Processes of `docker exec`, by pid. */
  readonly #execs: Map<number, Running>;

  /** @throws Error as docker's daemon says it when it cannot start */
  constructor(process: Process, driver: string, options: DaemonOptions, rest?: DaemonRest) {
    this.process = process;
    this.files = new Files(process.sys);
    this.#options = options;
    this.registry = options.registry;
    const type = graphDrivers.find((known) => known.name === driver);
    if (type === undefined) throw new Error('driver not supported');
    this.driver = type.init(this.files, `${dockerRoot}/${driver}`, rest?.active);
    this.store = new Store(this.files, dockerRoot, this.driver);
    this.#running = new Map(rest?.running);
    this.#execs = new Map(rest?.execs);
  }

  get sys(): Syscalls {
    return this.process.sys;
  }

  rest(): DaemonRest {
    return {
      driver: this.driver.name,
      active: this.driver.active(),
      running: [...this.#running],
      execs: [...this.#execs],
    };
  }

  now(): string {
    return rfc3339(this.sys.clockGettime());
  }

  // Images

  /** Registers one layer of a pulled image; false: it is there already. */
  addLayer(image: RegistryImage, index: number): boolean {
    const layer = image.layers[index];
    if (layer === undefined) throw new Error(`the image has no layer ${index}`);
    if (this.store.hasImage(layer.id)) return false;
    const parent = image.layers[index - 1]?.id;
    this.#tellDriver('create', layer.id, parent);
    this.driver.create(layer.id, parent);
    const size = this.driver.applyDiff(layer.id, parent, this.registry.archive(layer));
    this.store.addImage({
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
    this.#options.emit({ op: 'docker_pull', image: image.repository, layer: layer.id });
    return true;
  }

  tag(reference: string, id: string): void {
    this.store.setTags([...this.store.tags().filter(([known]) => known !== reference), [reference, id]]);
  }

  /** What `rmi` prints, line by line. @throws DockerError */
  removeImage(name: string, force: boolean): readonly string[] {
    const { store } = this;
    const image = store.findImage(name);
    if (image === undefined) throw new DockerError(`could not find image: no such id: ${name}`);
    const tags = store.tags().filter(([, id]) => id === image.id);
    const reference = tags.find(([known]) => known === name || known === `${name}:latest`)?.[0];
    const users = store.containers().filter((one) => store.history(one.Image).some(({ id }) => id === image.id));
    const user = users[0];
    if (reference !== undefined && user !== undefined && !force && tags.length === 1) {
      throw new DockerError(
        `conflict: unable to remove repository reference "${reference}" (must force) - container ${short(user.ID)} is using its referenced image ${short(image.id)}`,
      );
    }
    const refuse = (how: string, why: string): never => {
      throw new DockerError(`conflict: unable to delete ${short(image.id)} (${how}) - image ${why}`);
    };
    if (reference === undefined) {
      const running = users.find((one) => one.State.Running);
      if (running !== undefined) refuse('cannot be forced', `is being used by running container ${short(running.ID)}`);
      if (store.images().some((other) => other.parent === image.id))
        refuse('cannot be forced', 'has dependent child images');
      if (user !== undefined && !force)
        refuse('must be forced', `is being used by stopped container ${short(user.ID)}`);
      if (tags.length > 1 && !force) refuse('must be forced', 'is referenced in one or more repositories');
    }
    const gone = reference === undefined ? tags.map(([known]) => known) : [reference];
    store.setTags(store.tags().filter(([known]) => !gone.includes(known)));
    const lines = gone.map((known) => `Untagged: ${known}`);
    for (const { id } of store.history(image.id)) {
      const isNeeded =
        store.tags().some(([, tagged]) => tagged === id) ||
        store.images().some((other) => other.parent === id) ||
        store.containers().some((one) => one.Image === id);
      if (isNeeded) break;
      this.#tellDriver('remove', id);
      this.driver.remove(id);
      store.removeImage(id);
      lines.push(`Deleted: ${id}`);
    }
    return lines;
  }

  // Containers

  create(request: CreateRequest): Container {
    const { store } = this;
    const image = store.findImage(request.image);
    if (image === undefined) throw new DockerError(`No such image: ${request.image}`);
    const created = store.createdCount();
    const reserved = this.#options.containers[created];
    const id = reserved?.id ?? newId(this.sys);
    const isTaken = (name: string): boolean => store.containers().some((one) => one.Name === `/${name}`);
    const name = request.name ?? reserved?.name ?? containerName(this.sys, isTaken);
    if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name)) {
      throw new DockerError(`Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
    }
    const other = store.containers().find((one) => one.Name === `/${name}`);
    if (other !== undefined) {
      throw new DockerError(
        `Conflict. The name "${name}" is already in use by container ${short(other.ID)}. You have to remove (or rename) that container to be able to reuse that name.`,
      );
    }
    const entrypoint = request.entrypoint ?? image.config.Entrypoint ?? [];
    const own =
      request.command.length > 0 ? request.command : request.entrypoint === undefined ? (image.config.Cmd ?? []) : [];
    const [path, ...args] = [...entrypoint, ...own];
    if (path === undefined) throw new DockerError('No command specified');
    store.setCreatedCount(created + 1);
    this.#createLayers(id, image);
    const container: Container = {
      ID: id,
      Created: this.now(),
      Path: path,
      Args: args,
      Config: {
        Hostname: request.hostname ?? short(id),
        User: request.user ?? image.config.User,
        Env: [...image.config.Env, ...request.env],
        Cmd: own,
        Image: request.image,
        WorkingDir: request.workingDir ?? image.config.WorkingDir,
        Entrypoint: entrypoint.length === 0 ? null : entrypoint,
        Tty: request.tty,
        OpenStdin: request.openStdin,
        Labels: image.config.Labels,
      },
      State: { Running: false, Pid: 0, ExitCode: 0, Error: '', StartedAt: never, FinishedAt: never },
      Image: image.id,
      Name: `/${name}`,
      Driver: this.driver.name,
      LogPath: '',
    };
    store.save(container);
    this.files.write(`${store.directoryOf(id)}/hostconfig.json`, JSON.stringify({ Binds: request.volumes }), 0o600);
    this.#tell('create', container);
    return container;
  }

  #createLayers(id: string, image: Image): void {
    const init = `${id}-init`;
    this.#tellDriver('create', init, image.id);
    this.driver.create(init, image.id);
    try {
      setUpInitLayer(this.files, this.driver.get(init));
    } finally {
      this.driver.put(init);
    }
    this.#tellDriver('create', id, init);
    this.driver.create(id, init);
  }

  /** @throws DockerError where the container's first process cannot be started */
  start(container: Container): void {
    if (container.State.Running) return;
    const { sys, store } = this;
    const directory = store.directoryOf(container.ID);
    const { Hostname, Tty, OpenStdin } = container.Config;
    this.files.write(`${directory}/hostname`, `${Hostname}\n`, 0o644);
    this.files.write(`${directory}/hosts`, `172.17.0.2\t${Hostname}\n127.0.0.1\tlocalhost\n`, 0o644);
    this.files.write(`${directory}/resolv.conf`, 'nameserver 8.8.8.8\n', 0o644);
    this.#tellDriver('get', container.ID);
    const root = this.driver.get(container.ID);
    const environ = this.#environOf(container);
    const missing = this.#missingCommand(root, container.Path, environ);
    if (missing !== undefined) {
      this.driver.put(container.ID);
      const failed = { ...container.State, ExitCode: 127, Error: missing, FinishedAt: this.now() };
      store.save({ ...container, State: failed });
      throw new DockerError(`Cannot start container ${container.ID}: [8] System error: ${missing}`);
    }
    const opened = Tty ? this.#terminal() : this.#pipes(OpenStdin);
    const pid = sys.fork(
      containerInit({
        root,
        hostname: Hostname,
        binds: [
          [`${directory}/resolv.conf`, '/etc/resolv.conf', false],
          [`${directory}/hostname`, '/etc/hostname', false],
          [`${directory}/hosts`, '/etc/hosts', false],
          ...this.#volumesOf(directory),
        ],
        workingDir: container.Config.WorkingDir === '' ? '/' : container.Config.WorkingDir,
        command: [container.Path, ...container.Args],
        environ,
        user: container.Config.User,
        terminal: opened.terminal ?? undefined,
        stdio: opened.stdio,
      }),
      'mount',
      'uts',
      'pid',
    );
    for (const fd of opened.closes) sys.close(fd);
    if (pid.err !== undefined) {
      this.driver.put(container.ID);
      throw new DockerError(`Cannot start container ${container.ID}: ${pid.err}`);
    }
    this.#running.set(container.ID, {
      pid: pid.ok,
      master: opened.master,
      terminal: opened.terminal,
      outputs: opened.outputs,
      clients: [],
    });
    const State: ContainerState = {
      Running: true,
      Pid: pid.ok,
      ExitCode: 0,
      Error: '',
      StartedAt: this.now(),
      FinishedAt: container.State.FinishedAt,
    };
    store.save({ ...container, State, LogPath: `${directory}/${container.ID}-json.log` });
    this.#tell('start', container);
  }

  #missingCommand(root: string, path: string, environ: readonly string[]): string | undefined {
    const places = path.includes('/') ? [path] : pathsOf(environ).map((directory) => `${directory}/${path}`);
    for (const place of places) if (this.#existsIn(root, place, 0)) return undefined;
    return path.includes('/')
      ? `exec: "${path}": stat ${path}: no such file or directory`
      : `exec: "${path}": executable file not found in $PATH`;
  }

  /** Follows links as the container will: its root is not ours. */
  #existsIn(root: string, path: string, depth: number): boolean {
    const stat = this.sys.lstat(`${root}${path}`);
    if (stat.err !== undefined) {
      // A directory on the way may be a link.
      const parts = path.split('/');
      for (let i = 2; i < parts.length && depth < 8; i++) {
        const link = this.sys.readlink(`${root}${parts.slice(0, i).join('/')}`);
        if (link.err === undefined) {
          return this.#existsIn(
            root,
            absolute(parts.slice(0, i - 1).join('/'), link.ok) + '/' + parts.slice(i).join('/'),
            depth + 1,
          );
        }
      }
      return false;
    }
    if ((stat.ok.mode & 0o170000) !== 0o120000) return true;
    const target = this.sys.readlink(`${root}${path}`).ok ?? '';
    return depth < 8 && this.#existsIn(root, absolute(path.slice(0, path.lastIndexOf('/')), target), depth + 1);
  }

  #environOf(container: Container): readonly string[] {
    const { Env, Tty, Hostname } = container.Config;
    const given = new Set(Env.map((entry) => entry.split('=')[0]));
    const own = [
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      `HOSTNAME=${Hostname}`,
      ...(Tty ? ['TERM=xterm'] : []),
      'HOME=/root',
    ];
    return [...own.filter((entry) => !given.has(entry.split('=')[0] ?? '')), ...Env];
  }

  #volumesOf(directory: string): (readonly [string, string, boolean])[] {
    const { Binds } = JSON.parse(this.files.readText(`${directory}/hostconfig.json`)) as { Binds: readonly string[] };
    return Binds.map((bind) => {
      const [source = '', target = '', mode] = bind.split(':');
      this.files.mkdirAll(source, 0o755);
      return [source, target, mode === 'ro'] as const;
    });
  }

  #terminal(): Opened {
    const pty = this.sys.openpty();
    if (pty.err !== undefined) throw new DockerError(pty.err);
    const { master, slave, index } = pty.ok;
    return { stdio: [slave, slave, slave], closes: [slave], master, terminal: index, outputs: [] };
  }

  #pipes(stdin: boolean, input?: number): Opened {
    const { sys } = this;
    const out = sys.pipe();
    const err = sys.pipe();
    const none = sys.open('/dev/null', O_RDONLY);
    if (out.err !== undefined || err.err !== undefined || none.err !== undefined)
      throw new DockerError('too many open files');
    const source = stdin && input !== undefined ? input : none.ok;
    return {
      stdio: [source, out.ok[1], err.ok[1]],
      closes: [out.ok[1], err.ok[1], none.ok],
      master: null,
      terminal: null,
      outputs: [
        [out.ok[0], 'stdout'],
        [err.ok[0], 'stderr'],
      ],
    };
  }

  /** The client's pid is to be told of the end, and to be shown the output. Returns the terminal to join, if there is one. */
  attach(id: string, client: number, end: number): number | null {
    const running = this.#running.get(id);
    if (running === undefined) return null;
    this.#running.set(id, {
      ...running,
      clients: [...running.clients, this.#clientOf(client, end, running.terminal === null)],
    });
    return running.terminal;
  }

  #clientOf(client: number, end: number, streams: boolean): Running['clients'][number] {
    const open = (fd: number): number | null => this.sys.open(`/proc/${client}/fd/${fd}`, O_WRONLY).ok ?? null;
    return { end: open(end) ?? -1, stdout: streams ? open(1) : null, stderr: streams ? open(2) : null };
  }

  /** Starts a command in a running container. @throws DockerError */
  exec(
    container: Container,
    command: readonly string[],
    options: { tty: boolean; stdin: boolean; user: string; client: number; end: number },
  ): { pid: number; terminal: number | null } {
    const running = this.#running.get(container.ID);
    if (running === undefined) throw new DockerError(`Container ${container.Name.slice(1)} is not running`);
    const { sys } = this;
    const open = (fd: number, flags: number): number => sys.open(`/proc/${options.client}/fd/${fd}`, flags).ok ?? -1;
    const opened: Opened = options.tty
      ? this.#terminal()
      : (() => {
          const input = options.stdin ? open(0, O_RDONLY) : (sys.open('/dev/null', O_RDONLY).ok ?? -1);
          const fds = [input, open(1, O_WRONLY), open(2, O_WRONLY)] as const;
          return { stdio: fds, closes: [...fds], master: null, terminal: null, outputs: [] };
        })();
    const environ = this.#environOf({ ...container, Config: { ...container.Config, Tty: options.tty } });
    const pid = sys.fork(
      execIn(running.pid, {
        workingDir: container.Config.WorkingDir === '' ? '/' : container.Config.WorkingDir,
        command,
        environ,
        user: options.user,
        terminal: opened.terminal ?? undefined,
        stdio: opened.stdio,
      }),
    );
    for (const fd of opened.closes) sys.close(fd);
    if (pid.err !== undefined)
      throw new DockerError(`Cannot run exec command in container ${container.ID}: ${pid.err}`);
    const client = this.#clientOf(options.client, options.end, false);
    this.#execs.set(pid.ok, {
      pid: pid.ok,
      master: opened.master,
      terminal: opened.terminal,
      outputs: [],
      clients: [client],
    });
    this.#tell('exec', container);
    return { pid: pid.ok, terminal: opened.terminal };
  }

  /** Exit statuses of commands of `docker exec` that have ended, until they are asked for. */
  readonly execStatuses = new Map<number, number>();

  signal(container: Container, signal: Signal): void {
    if (!container.State.Running)
      throw new DockerError(
        `Cannot kill container ${container.Name.slice(1)}: Container ${container.ID} is not running`,
      );
    this.sys.kill(container.State.Pid, signal);
    this.#tell('kill', container);
  }

  remove(container: Container, force: boolean): void {
    if (container.State.Running) {
      if (!force) {
        throw new DockerError(
          'Conflict, You cannot remove a running container. Stop the container before attempting removal or use -f',
        );
      }
      this.sys.kill(container.State.Pid, 'SIGKILL');
      this.reap();
    }
    for (const layer of [container.ID, `${container.ID}-init`]) {
      this.#tellDriver('remove', layer);
      this.driver.remove(layer);
    }
    this.store.removeContainer(container.ID);
    this.#tell('destroy', container);
  }

  changes(container: Container): readonly Change[] {
    return this.driver.changes(container.ID, `${container.ID}-init`);
  }

  // The daemon's own loop

  /** Descriptors that the daemon waits to read. */
  readables(): readonly number[] {
    return [...this.#running.values()].flatMap((running) => running.outputs.map(([fd]) => fd));
  }

  /** Takes output that containers have written: into the log, and to whoever is attached. */
  pump(): void {
    for (const [id, running] of this.#running) {
      for (const [fd, stream] of running.outputs) {
        for (;;) {
          const bytes = this.sys.read(fd, 65536);
          if (bytes.err !== undefined || bytes.ok.length === 0) break;
          this.#logOutput(id, stream, bytes.ok);
          for (const client of running.clients) {
            const to = stream === 'stdout' ? client.stdout : client.stderr;
            if (to !== null) this.sys.write(to, bytes.ok);
          }
        }
      }
    }
  }

  #logOutput(id: string, stream: string, bytes: Uint8Array): void {
    const path = `${this.store.directoryOf(id)}/${id}-json.log`;
    const fd = this.sys.open(path, O_WRONLY | 0o100 | 0o2000, 0o600);
    if (fd.err !== undefined) return;
    const time = this.now();
    for (const line of decodeBytes(bytes).split(/(?<=\n)/)) {
      this.sys.write(fd.ok, encodeBytes(`${JSON.stringify({ log: line, stream, time })}\n`));
    }
    this.sys.close(fd.ok);
  }

  /** Collects ended children: containers' first processes and commands of exec. */
  reap(): void {
    for (;;) {
      const ended = this.sys.waitpid(-1);
      if (ended.err !== undefined) return;
      const status = ended.ok.exited ?? 128 + signalNumbers[ended.ok.signaled ?? 'SIGKILL'];
      const exec = this.#execs.get(ended.ok.pid);
      if (exec !== undefined) {
        this.#execs.delete(ended.ok.pid);
        this.execStatuses.set(ended.ok.pid, status);
        this.#close(exec);
        continue;
      }
      for (const [id, running] of this.#running) if (running.pid === ended.ok.pid) this.#ended(id, running, status);
    }
  }

  #ended(id: string, running: Running, status: number): void {
    this.pump();
    this.#running.delete(id);
    this.#tellDriver('put', id);
    this.driver.put(id);
    const container = this.store.requireContainer(id);
    const State = { ...container.State, Running: false, Pid: 0, ExitCode: status, FinishedAt: this.now() };
    this.store.save({ ...container, State });
    this.#tell('die', container);
    this.#close(running);
  }

  #close(running: Running): void {
    for (const [fd] of running.outputs) this.sys.close(fd);
    if (running.master !== null) this.sys.close(running.master);
    for (const { end, stdout, stderr } of running.clients)
      for (const fd of [end, stdout, stderr]) if (fd !== null && fd >= 0) this.sys.close(fd);
  }

  #tell(verb: Extract<DockerEvent, { op: 'docker_container' }>['verb'], container: Container): void {
    this.#options.emit({ op: 'docker_container', verb, id: container.ID, image: container.Config.Image });
  }

  #tellDriver(verb: Extract<DockerEvent, { op: 'docker_driver' }>['verb'], layer: string, parent?: string): void {
    const event = { op: 'docker_driver', verb, driver: this.driver.name, layer } as const;
    this.#options.emit(parent === undefined ? event : { ...event, parent });
  }
}

interface Opened {
  readonly stdio: readonly [number, number, number];
  readonly closes: readonly number[];
  readonly master: number | null;
  readonly terminal: number | null;
  readonly outputs: Running['outputs'];
}

function absolute(directory: string, target: string): string {
  return target.startsWith('/') ? target : `${directory}/${target}`;
}
