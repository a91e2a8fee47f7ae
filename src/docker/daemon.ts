// The docker daemon: what each verb does to layers, files and processes, made through the system calls of the daemon's process.
// The invariant: images and containers are files (`Store`); only what runs now (terminals, pipes, who waits) is kept here, and a
// checkpoint keeps that as plain data.
import { signalNumbers, type Signal } from '../abi/signal.ts';
import { type Change, Files, type GraphDriver, graphDrivers } from '../drivers/index.ts';
import type { Process, Syscalls } from '../kernel/program.ts';
import { type Container, type HostConfig, type Image, createdState, short } from './container.ts';
import { containerInit, execIn, pathsOf } from './container-init.ts';
import { commandProblem, textIn } from './container-root.ts';
import { type CreateRequest, makeContainer } from './create.ts';
import { EventLog, type EventLogRest } from './event-log.ts';
import type { DockerEvent } from './events.ts';
import { writeHostFiles } from './host-files.ts';
import { Images } from './images.ts';
import { setUpInitLayer } from './init-layer.ts';
import { JsonLog, type JsonLogRest } from './json-log.ts';
import { containerName, newId } from './names.ts';
import type { Registry } from './registry/registry.ts';
import {
  type Client,
  type ClientPipes,
  type Running,
  clientOf,
  closeAll,
  openPipes,
  openTerminal,
  pump,
  withoutLastShown,
} from './running.ts';
import { DockerError, Store } from './store.ts';
import { parseRfc3339, rfc3339 } from './units.ts';
import { type User, findUser } from './user.ts';
import { Volumes } from './volumes.ts';

export const dockerRoot = '/var/lib/docker';
export const dockerSocket = '/var/run/docker.sock';

export interface DaemonOptions {
  readonly registry: Registry;
  /** Ids and names of the first containers, where a scene says so. */
  readonly containers: readonly { readonly id: string; readonly name: string }[];
  readonly emit: (event: DockerEvent) => void;
}

/** A container that its restart policy will start again. */
interface Restart {
  /** Nanoseconds since the epoch. */
  readonly atNs: string;
  readonly waitedMs: number;
  readonly failures: number;
}

export interface DaemonRest {
  readonly driver: string;
  readonly active: Readonly<Record<string, number>>;
  readonly running: readonly (readonly [string, Running])[];
  readonly execs: readonly (readonly [number, Running])[];
  readonly execStatuses: readonly (readonly [number, number])[];
  readonly restarts: readonly (readonly [string, Restart])[];
  readonly waiters: readonly (readonly [string, Client])[];
  readonly events: EventLogRest;
  readonly log: JsonLogRest;
}

/** The first wait before a container is started again, and from how long a run the wait begins anew. */
const firstRestartMs = 100;
const longRunNs = 10_000_000_000n;

export class Daemon {
  readonly process: Process;
  readonly files: Files;
  readonly driver: GraphDriver;
  readonly store: Store;
  readonly registry: Registry;
  readonly images: Images;
  readonly volumes: Volumes;
  readonly events: EventLog;
  readonly log: JsonLog;
  /** Exit statuses of commands of `docker exec` that have ended, until they are asked for. */
  readonly execStatuses: Map<number, number>;
  readonly #options: DaemonOptions;
  readonly #running: Map<string, Running>;
  /** Processes of `docker exec`, by pid. */
  readonly #execs: Map<number, Running>;
  readonly #restarts: Map<string, Restart>;
  /** Clients that are told when a container has ended. */
  #waiters: readonly (readonly [string, Client])[];

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
    this.events = new EventLog(process.sys, rest?.events);
    this.log = new JsonLog(process.sys, (id) => `${this.store.directoryOf(id)}/${id}-json.log`, rest?.log);
    this.images = new Images(this.store, this.driver, this.registry, this.events, options.emit);
    this.volumes = new Volumes(this.files, this.store);
    this.execStatuses = new Map(rest?.execStatuses);
    this.#running = new Map(rest?.running);
    this.#execs = new Map(rest?.execs);
    this.#restarts = new Map(rest?.restarts);
    this.#waiters = rest?.waiters ?? [];
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
      execStatuses: [...this.execStatuses],
      restarts: [...this.#restarts],
      waiters: this.#waiters,
      events: this.events.rest(),
      log: this.log.rest(),
    };
  }

  now(): string {
    return rfc3339(this.sys.clockGettime());
  }

  /** A daemon has come to a host where one was before: nothing runs any more, and some containers are to be started. */
  recover(): void {
    for (const container of this.store.containers()) {
      const wasRunning = container.State.Running;
      if (wasRunning) {
        const State = { ...container.State, Running: false, Paused: false, Restarting: false, Pid: 0, ExitCode: 137 };
        this.store.save({ ...container, State: { ...State, FinishedAt: this.now() } });
      }
      const { Name } = this.store.hostConfig(container.ID).RestartPolicy;
      const starts = Name === 'always' || (Name === 'unless-stopped' && !container.HasBeenManuallyStopped);
      if (starts && container.State.StartedAt !== createdState.StartedAt) {
        this.start(this.store.requireContainer(container.ID));
      }
    }
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
    this.requireFreeName(name);
    const container = makeContainer(request, image, { id, name, created: this.now(), driver: this.driver.name });
    const inherited = request.host.VolumesFrom.flatMap((from) => this.#mountsOf(from));
    store.setCreatedCount(created + 1);
    this.#createLayers(id, image);
    const mounts = [
      ...inherited,
      ...[...request.host.Binds, ...container.Config.Volumes].map((bind) => this.volumes.mountPoint(bind)),
    ];
    // Differs from 1.9.1, which mounts a new container's layer here in any case: the kernel shows `uuid=on` for a layer's first mount
    // alone, and the session that is looked at is to be that one.
    if (mounts.length > 0) {
      const root = this.driver.get(id);
      for (const mount of mounts) this.volumes.fill(mount, root);
      this.driver.put(id);
    }
    const last = new Map(mounts.map((mount) => [mount.Destination, mount]));
    const whole = { ...container, MountPoints: [...last.values()] };
    store.save(whole);
    store.saveHostConfig(id, request.host);
    this.#tell('create', whole);
    return whole;
  }

  /** @throws DockerError */
  requireFreeName(name: string): void {
    if (!/^\/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name)) {
      throw new DockerError(`Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
    }
    const other = this.store.containers().find((one) => one.Name === `/${name}`);
    if (other === undefined) return;
    throw new DockerError(
      `Conflict. The name "${name}" is already in use by container ${short(other.ID)}. You have to remove (or rename) that container to be able to reuse that name.`,
    );
  }

  #mountsOf(from: string): Container['MountPoints'] {
    const [name = '', mode] = from.split(':');
    const mounts = this.store.requireContainer(name).MountPoints;
    return mode === 'ro' ? mounts.map((mount) => ({ ...mount, RW: false })) : mounts;
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
    const { State, ID } = container;
    if (State.Paused) throw new DockerError('Cannot start a paused container, try unpause instead.');
    if (State.Running) return;
    this.#restarts.delete(ID);
    this.#launch({ ...container, RestartCount: 0, HasBeenManuallyStopped: false });
  }

  #launch(container: Container): void {
    const { sys, store } = this;
    const { ID, Config } = container;
    const directory = store.directoryOf(ID);
    const host = store.hostConfig(ID);
    const binds = writeHostFiles(this.files, directory, container, host);
    this.#tellDriver('get', ID);
    const root = this.driver.get(ID);
    const refuse = (why: string): never => {
      this.#tellDriver('put', ID);
      this.driver.put(ID);
      const failed = { ...container.State, Running: false, Restarting: false, ExitCode: -1 };
      store.save({ ...container, State: { ...failed, Error: `[8] System error: ${why}` } });
      throw new DockerError(`Cannot start container ${ID}: [8] System error: ${why}`, why);
    };
    const user = this.#userIn(root, Config.User);
    if (typeof user === 'string') return refuse(user);
    const environ = environOf(container, user, Config.Tty);
    const problem = commandProblem(this.files, root, container.Path, pathsOf(environ));
    if (problem !== undefined) return refuse(problem);
    const opened = Config.Tty ? openTerminal(sys) : openPipes(sys, Config.OpenStdin);
    const hasOwnName = host.UTSMode !== 'host';
    const init = containerInit({
      root,
      hostname: hasOwnName ? fullHostname(Config) : undefined,
      binds: [
        ...binds,
        ...container.MountPoints.map(({ Source, Destination, RW }) => [Source, Destination, !RW] as const),
      ],
      readOnly: host.ReadonlyRootfs,
      privileged: host.Privileged,
      workingDir: Config.WorkingDir === '' ? '/' : Config.WorkingDir,
      command: [container.Path, ...container.Args],
      environ,
      user,
      terminal: opened.running.terminal ?? undefined,
      stdio: opened.stdio,
    });
    const spaces = [hasOwnName ? 'uts' : '', host.PidMode === 'host' ? '' : 'pid'].filter((name) => name !== '');
    const pid = sys.fork(init, 'mount', ...(spaces as ('uts' | 'pid')[]));
    for (const fd of opened.closes) sys.close(fd);
    if (pid.err !== undefined) return refuse(pid.err);
    this.#nowRuns(container, { ...opened.running, pid: pid.ok }, directory);
  }

  #nowRuns(container: Container, running: Running, directory: string): void {
    const { ID, State } = container;
    const waiting = this.#running.get(ID);
    this.#running.set(ID, { ...running, clients: waiting?.clients ?? [] });
    this.log.open(ID);
    const started = { ...createdState, Running: true, Pid: running.pid, StartedAt: this.now() };
    this.store.save({
      ...container,
      State: { ...started, FinishedAt: State.FinishedAt },
      LogPath: `${directory}/${ID}-json.log`,
    });
    this.#tell('start', container);
  }

  #userIn(root: string, user: string): User | string {
    return findUser(user, textIn(this.files, root, '/etc/passwd'), textIn(this.files, root, '/etc/group'));
  }

  /**
   * The client's pid is to be told of the end, and to be shown the output. Returns what it is to be joined to.
   *
   * @param input the client brings input: where the container asked for it, only the client then holds that end
   */
  attach(container: Container, client: number, pipes: ClientPipes, input: boolean): Attached {
    const running = this.#running.get(container.ID);
    if (running === undefined) return { terminal: null, stdin: null };
    const added = clientOf(this.sys, client, pipes);
    this.#running.set(container.ID, { ...running, clients: [...running.clients, added] });
    this.events.add('attach', container.ID, container.Config.Image);
    return { terminal: running.terminal, stdin: input ? running.stdin : null };
  }

  /** The client has the container's input for itself: the daemon lets go of it (StdinOnce). */
  releaseInput(id: string): void {
    const running = this.#running.get(id);
    if (running?.stdin === undefined || running.stdin === null) return;
    this.sys.close(running.stdin);
    this.#running.set(id, { ...running, stdin: null });
  }

  /** The last client's terminal is joined: what is printed comes there without the daemon. */
  unshow(id: string): void {
    const running = this.#running.get(id);
    if (running !== undefined) this.#running.set(id, withoutLastShown(this.sys, running));
  }

  unshowExec(pid: number): void {
    const running = this.#execs.get(pid);
    if (running !== undefined) this.#execs.set(pid, withoutLastShown(this.sys, running));
  }

  /** Closes the client's pipe when the container has ended: at once, where it does not run. */
  tellEnd(container: Container, client: number, pipes: ClientPipes): void {
    const waiter = clientOf(this.sys, client, pipes);
    if (container.State.Running) this.#waiters = [...this.#waiters, [container.ID, waiter]];
    else this.sys.close(waiter.end);
  }

  /** Starts a command in a running container; a text is why it can't be run. @throws DockerError */
  exec(
    container: Container,
    name: string,
    command: readonly string[],
    options: ExecOptions,
  ): (Attached & { readonly pid: number }) | string {
    const running = this.#running.get(container.ID);
    if (running === undefined || running.pid === 0) throw new DockerError(`Container ${name} is not running`);
    if (container.State.Paused) throw new DockerError(`Container ${name} is paused, unpause the container before exec`);
    const { sys } = this;
    this.events.add(`exec_create: ${command.join(' ')}`, container.ID, container.Config.Image);
    this.events.add(`exec_start: ${command.join(' ')}`, container.ID, container.Config.Image);
    const root = this.driver.get(container.ID);
    const user = this.#userIn(root, options.user === '' ? container.Config.User : options.user);
    if (typeof user === 'string')
      throw new DockerError(`Cannot run exec command in container ${container.ID}: [8] System error: ${user}`);
    const environ = environOf(container, user, options.tty);
    const problem = commandProblem(this.files, root, command[0] ?? '', pathsOf(environ));
    this.driver.put(container.ID);
    if (problem !== undefined) return problem;
    const opened = options.tty ? openTerminal(sys) : openPipes(sys, options.stdin);
    const program = execIn(running.pid, {
      workingDir: container.Config.WorkingDir === '' ? '/' : container.Config.WorkingDir,
      command,
      environ,
      user,
      terminal: opened.running.terminal ?? undefined,
      stdio: opened.stdio,
    });
    const pid = sys.fork(program);
    for (const fd of opened.closes) sys.close(fd);
    if (pid.err !== undefined)
      throw new DockerError(`Cannot run exec command in container ${container.ID}: ${pid.err}`);
    const client = clientOf(sys, options.client, options.pipes);
    this.#execs.set(pid.ok, { ...opened.running, pid: pid.ok, clients: [client] });
    this.#emitVerb('exec', container);
    return { pid: pid.ok, terminal: opened.running.terminal, stdin: opened.running.stdin };
  }

  releaseExecInput(pid: number): void {
    const running = this.#execs.get(pid);
    if (running === undefined || running.stdin === null) return;
    this.sys.close(running.stdin);
    this.#execs.set(pid, { ...running, stdin: null });
  }

  /** @throws DockerError */
  signal(container: Container, signal: Signal): void {
    const { ID, State } = container;
    if (!State.Running) throw new DockerError(`notrunning: Container ${ID} is not running`);
    if (State.Paused)
      throw new DockerError(`unpausecontainer: Container ${ID} is paused. Unpause the container before stopping`);
    if (State.Restarting) {
      this.#stopRestarting(container);
      return;
    }
    this.sys.kill(State.Pid, signal);
    this.#tell('kill', container);
  }

  /** What waits to be started again stays as it ended. */
  #stopRestarting(container: Container): void {
    this.#restarts.delete(container.ID);
    const running = this.#running.get(container.ID);
    this.#running.delete(container.ID);
    const State = { ...container.State, Running: false, Restarting: false };
    this.store.save({ ...container, State, HasBeenManuallyStopped: true });
    if (running !== undefined) closeAll(this.sys, running);
    this.#tellWaiters(container.ID);
  }

  /** Asked to stop: its policy starts it no more. */
  markStopped(id: string): void {
    this.store.save({ ...this.store.requireContainer(id), HasBeenManuallyStopped: true });
  }

  /** Stops, or lets run again, every process of the container (its freezer, by SIGSTOP and SIGCONT). @throws DockerError */
  setPaused(container: Container, isPaused: boolean): void {
    const { ID, State } = container;
    if (!State.Running) throw new DockerError(`notrunning: Container ${ID} is not running`);
    if (State.Paused === isPaused)
      throw new DockerError(
        isPaused ? `alreadypaused: Container ${ID} is already paused` : `notpaused: Container ${ID} is not paused`,
      );
    // Parents stop before their children and go on after them: a shell does not see that its job was stopped.
    const pids = this.pidsOf(container);
    for (const pid of isPaused ? pids : [...pids].reverse()) this.sys.kill(pid, isPaused ? 'SIGSTOP' : 'SIGCONT');
    this.store.save({ ...container, State: { ...State, Paused: isPaused } });
    this.tell(isPaused ? 'pause' : 'unpause', container);
  }

  /** The host's numbers of the container's processes, its first one first: those of its mount name space. */
  pidsOf(container: Container): readonly number[] {
    const spaceOf = (pid: string | number): string | undefined => this.sys.readlink(`/proc/${pid}/ns/mnt`).ok;
    const own = spaceOf(container.State.Pid);
    const all = this.files.list('/proc').filter((name) => /^\d+$/.test(name) && spaceOf(name) === own);
    return all.map(Number).sort((a, b) => a - b);
  }

  /** @throws DockerError */
  rename(container: Container, name: string): void {
    try {
      this.requireFreeName(name);
    } catch (error) {
      if (!(error instanceof DockerError)) throw error;
      throw new DockerError(`Error when allocating new name: ${error.message}`);
    }
    this.store.save({ ...container, Name: `/${name.replace(/^\//, '')}` });
    this.tell('rename', container);
  }

  /** @throws DockerError */
  remove(container: Container, force: boolean, withVolumes = false): void {
    if (container.State.Running) {
      if (!force) {
        throw new DockerError(
          'Conflict, You cannot remove a running container. Stop the container before attempting removal or use -f',
        );
      }
      this.markStopped(container.ID);
      try {
        this.signal(container, 'SIGKILL');
      } catch (error) {
        if (!(error instanceof DockerError)) throw error;
        throw new DockerError(`Could not kill running container, cannot remove - ${error.message}`);
      }
      this.reap();
    }
    for (const layer of [container.ID, `${container.ID}-init`]) {
      this.#tellDriver('remove', layer);
      this.driver.remove(layer);
    }
    this.store.removeContainer(container.ID);
    for (const { Name } of withVolumes ? container.MountPoints : []) {
      if (Name !== '' && this.volumes.has(Name) && this.volumes.usersOf(Name).length === 0) this.volumes.remove(Name);
    }
    this.#tell('destroy', container);
  }

  changes(container: Container): readonly Change[] {
    return this.driver.changes(container.ID, `${container.ID}-init`);
  }

  // The daemon's own loop

  /** Descriptors that the daemon waits to read. */
  readables(): readonly number[] {
    return [...this.#running.values(), ...this.#execs.values()].flatMap(({ outputs }) => outputs.map(([fd]) => fd));
  }

  /** When it has something to do by itself, nanoseconds. */
  nextNs(): bigint | undefined {
    const times = [...this.#restarts.values()].map(({ atNs }) => BigInt(atNs));
    return times.reduce<bigint | undefined>((least, at) => (least === undefined || at < least ? at : least), undefined);
  }

  /** Takes output that containers have written: into the log, and to whoever is attached. */
  pump(): void {
    for (const [id, running] of this.#running) {
      this.#running.set(
        id,
        pump(this.sys, running, (stream, text) => {
          this.log.add(id, stream, text);
        }),
      );
    }
    for (const [pid, running] of this.#execs)
      this.#execs.set(
        pid,
        pump(this.sys, running, () => undefined),
      );
  }

  /** Collects ended children: containers' first processes and commands of exec. */
  reap(): void {
    for (;;) {
      const ended = this.sys.waitpid(-1);
      if (ended.err !== undefined) return;
      const status = ended.ok.exited ?? 128 + signalNumbers[ended.ok.signaled ?? 'SIGKILL'];
      const exec = this.#execs.get(ended.ok.pid);
      if (exec !== undefined) {
        this.pump();
        this.execStatuses.set(ended.ok.pid, status);
        closeAll(this.sys, this.#execs.get(ended.ok.pid) ?? exec);
        this.#execs.delete(ended.ok.pid);
        continue;
      }
      for (const [id, running] of this.#running) if (running.pid === ended.ok.pid) this.#ended(id, status);
    }
  }

  #ended(id: string, status: number): void {
    this.pump();
    this.log.close(id);
    const running = this.#running.get(id);
    this.#tellDriver('put', id);
    this.driver.put(id);
    const container = this.store.requireContainer(id);
    const State = { ...createdState, ExitCode: status, StartedAt: container.State.StartedAt, FinishedAt: this.now() };
    const ended = { ...container, State };
    const again = this.#restartOf(ended, this.store.hostConfig(id));
    if (again === undefined) {
      this.#running.delete(id);
      this.#restarts.delete(id);
      this.store.save(ended);
      this.#tell('die', ended);
      if (running !== undefined) closeAll(this.sys, running);
      this.#tellWaiters(id);
      return;
    }
    this.#restarts.set(id, again);
    this.store.save({ ...ended, State: { ...State, Running: true, Restarting: true } });
    this.#tell('die', ended);
    if (running === undefined) return;
    closeAll(this.sys, { ...running, clients: [] });
    this.#running.set(id, { ...running, pid: 0, master: null, stdin: null, outputs: [] });
  }

  /** @see moby v1.9.1 daemon/monitor.go shouldRestart() */
  #restartOf(container: Container, { RestartPolicy }: HostConfig): Restart | undefined {
    const { State, HasBeenManuallyStopped } = container;
    const old = this.#restarts.get(container.ID);
    const failures = State.ExitCode === 0 ? 0 : (old?.failures ?? 0) + 1;
    const { Name, MaximumRetryCount } = RestartPolicy;
    const isAllowed =
      Name === 'always' ||
      Name === 'unless-stopped' ||
      (Name === 'on-failure' && State.ExitCode !== 0 && (MaximumRetryCount === 0 || failures <= MaximumRetryCount));
    if (!isAllowed || HasBeenManuallyStopped) return undefined;
    const now = this.sys.clockGettime();
    const ran = now - parseRfc3339(State.StartedAt);
    const waitedMs = ran > longRunNs ? firstRestartMs : (old?.waitedMs ?? firstRestartMs) * 2;
    return { atNs: String(now + BigInt(waitedMs) * 1_000_000n), waitedMs, failures };
  }

  /** Starts again what is due. */
  restartDue(): void {
    const now = this.sys.clockGettime();
    for (const [id, { atNs }] of this.#restarts) {
      const container = this.store.requireContainer(id);
      if (!container.State.Restarting || BigInt(atNs) > now) continue;
      try {
        this.#launch({ ...container, RestartCount: container.RestartCount + 1 });
      } catch (error) {
        if (!(error instanceof DockerError)) throw error;
        this.#stopRestarting(container);
      }
    }
  }

  #tellWaiters(id: string): void {
    for (const [waited, client] of this.#waiters) if (waited === id) this.sys.close(client.end);
    this.#waiters = this.#waiters.filter(([waited]) => waited !== id);
  }

  /** An event of a container's: for `docker events`, and for the simulator's own log. */
  tell(verb: string, container: Container): void {
    this.events.add(verb, container.ID, container.Config.Image);
  }

  #tell(verb: ContainerVerb, container: Container): void {
    this.tell(verb, container);
    this.#emitVerb(verb, container);
  }

  #emitVerb(verb: ContainerVerb, container: Container): void {
    this.#options.emit({ op: 'docker_container', verb, id: container.ID, image: container.Config.Image });
  }

  #tellDriver(verb: Extract<DockerEvent, { op: 'docker_driver' }>['verb'], layer: string, parent?: string): void {
    const event = { op: 'docker_driver', verb, driver: this.driver.name, layer } as const;
    this.#options.emit(parent === undefined ? event : { ...event, parent });
  }
}

type ContainerVerb = Extract<DockerEvent, { op: 'docker_container' }>['verb'];

export interface Attached {
  readonly terminal: number | null;
  /** The daemon's descriptor for the container's input. */
  readonly stdin: number | null;
}

export interface ExecOptions {
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly user: string;
  readonly client: number;
  readonly pipes: ClientPipes;
}

function fullHostname({ Hostname, Domainname }: Container['Config']): string {
  return Domainname === '' ? Hostname : `${Hostname}.${Domainname}`;
}

/** What a container's process finds in its environment: docker's own, the image's and the request's, and its user's home. */
function environOf(container: Container, user: User, tty: boolean): readonly string[] {
  const { Env } = container.Config;
  const names = new Map<string, string>([
    ['PATH', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ['HOSTNAME', `HOSTNAME=${fullHostname(container.Config)}`],
    ...(tty ? [['TERM', 'TERM=xterm'] as const] : []),
  ]);
  for (const entry of Env) {
    const [name = ''] = entry.split('=');
    // `-e NAME` of a name that the client has not: docker takes it away.
    if (entry.includes('=')) names.set(name, entry);
    else names.delete(name);
  }
  if (!names.has('HOME')) names.set('HOME', `HOME=${user.home}`);
  return [...names.values()];
}
