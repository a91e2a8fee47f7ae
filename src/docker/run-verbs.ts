// The verbs that make containers, start them, and look on: create run start attach exec.
import { strerror } from '../abi/errno.ts';
import { O_CREAT, O_EXCL, O_WRONLY } from '../abi/flags.ts';
import { encodeBytes } from '../abi/bytes.ts';
import { type ClientRest, joinTo, makePipes, openInput, waitOn, waitsForNothing } from './attach.ts';
import type { Container } from './container.ts';
import { checkContainerValue, createFlags, runFlags } from './container-flags.ts';
import type { CreateRequest } from './create.ts';
import { flagTable, isTrue } from './flags.ts';
import { complaint } from './help.ts';
import { pullImage } from './pull.ts';
import { parseReference, repositoryProblem, withTag } from './reference.ts';
import { attempt, each, findContainer, refusalOf, refuse, summary, wake } from './refusal.ts';
import { requestOf, RequestError } from './request.ts';
import { DockerError } from './store.ts';
import type { Steps, Verb, VerbCall } from './verb.ts';

export const run: Verb = {
  name: 'run',
  usage: ['IMAGE [COMMAND] [ARG...]'],
  summary: 'Run a command in a new container',
  flags: runFlags,
  check: checkContainerValue,
  minimum: 1,
  *run(call) {
    const isDetached = call.has('-d');
    const request = asked(run, call, isDetached);
    if (typeof request === 'number') return request;
    const conflict = conflictOf(call, request);
    if (conflict !== undefined) {
      call.error(`${conflict}\n`);
      return 1;
    }
    const container = yield* made(call, request);
    if (typeof container === 'number') return container;
    const { AttachStdin, AttachStdout, AttachStderr } = container.Config;
    const isShown = AttachStdout || AttachStderr;
    const removes = call.has('--rm');
    if (removes && ['always', 'on-failure'].includes(request.host.RestartPolicy.Name)) {
      call.error('Conflicting options: --restart and --rm\n');
      return 1;
    }
    if (!isShown) call.print(`${container.ID}\n`);
    try {
      call.daemon.start(container);
    } catch (error) {
      if (isShown && error instanceof DockerError && error.said !== undefined) call.error(`${error.said}\n`);
      refuse(call, refusalOf(error));
      if (removes) call.daemon.remove(call.daemon.store.requireContainer(container.ID), false, true);
      return 1;
    }
    if (!isShown && !AttachStdin) {
      wake(call);
      return 0;
    }
    const proxies = isTrue(call.value('--sig-proxy') ?? 'true') === true && !container.Config.Tty;
    const status = yield* follow(call, container, { input: AttachStdin, removes, proxies });
    return isShown ? status : 0;
  },
};

function conflictOf(call: VerbCall, { config }: CreateRequest): string | undefined {
  if (call.has('-d')) {
    if (call.values('-a').length > 0) return 'Conflicting options: -a and -d';
    return call.has('--rm') ? 'Conflicting options: --rm and -d' : undefined;
  }
  return ttyProblem(call, config.AttachStdin && config.Tty);
}

function ttyProblem(call: VerbCall, isWanted: boolean): string | undefined {
  return isWanted && !call.process.sys.isatty(0) ? 'cannot enable tty mode on non tty input' : undefined;
}

export const create: Verb = {
  name: 'create',
  usage: ['IMAGE [COMMAND] [ARG...]'],
  summary: 'Create a new container',
  flags: createFlags,
  check: checkContainerValue,
  minimum: 1,
  *run(call) {
    const request = asked(create, call, false);
    if (typeof request === 'number') return request;
    const container = yield* made(call, request);
    if (typeof container === 'number') return container;
    call.print(`${container.ID}\n`);
    return 0;
  },
};

/** A number: the status to end with. */
function asked(verb: Verb, call: VerbCall, isDetached: boolean): CreateRequest | number {
  try {
    return requestOf(call, isDetached);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    call.error(complaint(verb, error.message));
    return 1;
  }
}

/** A new container; its image is pulled where it is not there. A number: the status to end with. */
function* made(call: VerbCall, request: CreateRequest): Steps<Container | number> {
  const { daemon, process } = call;
  const cidfile = request.host.ContainerIDFile;
  if (cidfile !== '' && process.sys.lstat(cidfile).err === undefined) {
    call.error(`Container ID file found, make sure the other container isn't running or delete ${cidfile}\n`);
    return 1;
  }
  if (daemon.store.findImage(request.image) === undefined) {
    const reference = withTag(request.image);
    call.error(`Unable to find image '${reference}' locally\n`);
    const wrong = repositoryProblem(parseReference(request.image).repository);
    if (wrong !== undefined) {
      call.error(`${wrong}\n`);
      return 1;
    }
    const status = yield* pullImage(call, reference, call.error);
    if (status !== 0) return status;
  }
  const container = attempt(call, () => daemon.create(request));
  if (container === undefined) return 1;
  if (cidfile === '') return container;
  const fd = process.sys.open(cidfile, O_WRONLY | O_CREAT | O_EXCL, 0o666);
  if (fd.err !== undefined) {
    call.error(`Failed to create the container ID file: open ${cidfile}: ${strerror(fd.err).toLowerCase()}\n`);
    return 1;
  }
  process.sys.write(fd.ok, encodeBytes(container.ID));
  process.sys.close(fd.ok);
  return container;
}

interface FollowOptions {
  readonly input: boolean;
  readonly removes: boolean;
  readonly proxies: boolean;
}

/** Shows what a container prints, and brings it what is typed, until it ends or the client leaves. */
function* follow(call: VerbCall, container: Container, options: FollowOptions): Steps<number> {
  const { process, daemon } = call;
  const { AttachStdout, AttachStderr, StdinOnce, Tty } = container.Config;
  const isOwn = options.removes || AttachStdout || AttachStderr;
  const streams = isOwn
    ? ([AttachStdout && 'stdout', AttachStderr && 'stderr'] as const)
    : (['stdout', 'stderr'] as const);
  const wanted = streams.filter((stream) => stream !== false);
  const pipes = makePipes(process, Tty ? wanted.slice(0, 1) : wanted);
  const attached = daemon.attach(container, process.pid, pipes.write, options.input);
  pipes.release();
  const joined =
    attached.terminal !== null && options.input && process.sys.isatty(0) ? joinTo(process, attached.terminal) : null;
  if (joined !== null) daemon.unshow(container.ID);
  const input = Tty || joined !== null ? null : openInput(process, daemon, attached);
  if (input !== null && StdinOnce) daemon.releaseInput(container.ID);
  wake(call);
  const { removes, proxies } = options;
  const rest: ClientRest = {
    ...waitsForNothing,
    container: container.ID,
    ...pipes.read,
    ...(joined === null ? {} : { outputs: [] }),
    joined,
    input,
    removes,
    proxies,
  };
  return yield* waitOn(process, () => daemon, rest);
}

export const start: Verb = {
  name: 'start',
  usage: ['CONTAINER [CONTAINER...]'],
  summary: 'Start one or more stopped containers',
  flags: flagTable(`
    -a, --attach=false  Attach STDOUT/STDERR and forward signals
    -i, --interactive=false  Attach container's STDIN
  `),
  minimum: 1,
  *run(call) {
    const { daemon } = call;
    if (!call.has('-a') && !call.has('-i')) {
      const failed = each(call, call.operands, (name) => {
        daemon.start(daemon.store.requireContainer(name));
        call.print(`${name}\n`);
      });
      wake(call);
      return summary(call, 'start', failed);
    }
    const [name = '', more] = call.operands;
    if (more !== undefined) {
      call.error('You cannot start and attach multiple containers at once.\n');
      return 1;
    }
    const container = attempt(call, () => {
      const found = daemon.store.requireContainer(name);
      daemon.start(found);
      return found;
    });
    if (container === undefined) return 1;
    const { Tty, OpenStdin } = container.Config;
    return yield* follow(call, container, { input: call.has('-i') && OpenStdin, removes: false, proxies: !Tty });
  },
};

export const attach: Verb = {
  name: 'attach',
  usage: ['CONTAINER'],
  summary: 'Attach to a running container',
  flags: flagTable(`
    --no-stdin=false  Do not attach STDIN
    --sig-proxy=true  Proxy all received signals to the process
  `),
  minimum: 1,
  maximum: 1,
  *run(call) {
    const container = findContainer(call, call.operands[0] ?? '');
    if (container === undefined) return 1;
    const { Tty, OpenStdin } = container.Config;
    const problem = container.State.Running
      ? ttyProblem(call, !call.has('--no-stdin') && Tty)
      : 'You cannot attach to a stopped container, start it first';
    if (problem !== undefined) {
      call.error(`${problem}\n`);
      return 1;
    }
    const proxies = isTrue(call.value('--sig-proxy') ?? 'true') === true && !Tty;
    return yield* follow(call, container, { input: !call.has('--no-stdin') && OpenStdin, removes: false, proxies });
  },
};

export const exec: Verb = {
  name: 'exec',
  usage: ['CONTAINER COMMAND [ARG...]'],
  summary: 'Run a command in a running container',
  flags: flagTable(`
    -d, --detach=false  Detached mode: run command in the background
    -i, --interactive=false  Keep STDIN open even if not attached
    !--privileged=false  Give extended privileges to the command
    -t, --tty=false  Allocate a pseudo-TTY
    -u, --user=  Username or UID (format: <name|uid>[:<group|gid>])
  `),
  minimum: 2,
  *run(call) {
    const [name = '', ...command] = call.operands;
    const { process, daemon } = call;
    const isDetached = call.has('-d');
    const problem = ttyProblem(call, !isDetached && call.has('-i') && call.has('-t'));
    if (problem !== undefined) {
      call.error(`${problem}\n`);
      return 1;
    }
    const pipes = makePipes(process, isDetached ? [] : call.has('-t') ? ['stdout'] : ['stdout', 'stderr']);
    const started = attempt(call, () => {
      const container = daemon.store.requireContainer(name);
      const options = { tty: call.has('-t'), stdin: call.has('-i') && !isDetached, user: call.value('-u') ?? '' };
      return daemon.exec(container, name, command, { ...options, client: process.pid, pipes: pipes.write });
    });
    pipes.release();
    if (started === undefined) return 1;
    if (typeof started === 'string') {
      call.error(`${started}\n`);
      return 255;
    }
    if (isDetached) return 0;
    const joined =
      started.terminal !== null && call.has('-i') && process.sys.isatty(0) ? joinTo(process, started.terminal) : null;
    if (joined !== null) daemon.unshowExec(started.pid);
    wake(call);
    const input = call.has('-t') ? null : openInput(process, daemon, started);
    if (input !== null) daemon.releaseExecInput(started.pid);
    const outputs = joined === null ? pipes.read.outputs : [];
    const rest: ClientRest = { ...waitsForNothing, ...pipes.read, outputs, exec: started.pid, joined, input };
    return yield* waitOn(process, () => daemon, rest);
  },
};
