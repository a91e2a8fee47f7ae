// The docker executable: the daemon, and the client that asks it. Client and daemon meet at /var/run/docker.sock: where that is
// gone, so is the daemon. Differs from docker: no bytes go through the socket, the client calls the daemon in the simulator.
import { S_IFSOCK } from '../abi/mode.ts';
import type { Process, Program, Running } from '../kernel/program.ts';
import { Output } from '../kernel/stdio.ts';
import { type ClientRest, waitOn } from './attach.ts';
import { Daemon, type DaemonRest, dockerSocket } from './daemon.ts';
import type { DockerEvent } from './events.ts';
import { type FlagSpec, type Given, isTrue, parseFlags } from './flags.ts';
import { complaint, countProblem, fullUsage, globalFlags, overview, shortUsage } from './help.ts';
import type { RegistryImage } from './registry/image.ts';
import { Registry } from './registry/registry.ts';
import type { VerbCall } from './verb.ts';
import { verbs } from './verbs.ts';

export interface DockerHooks {
  readonly emit: (event: DockerEvent) => void;
  readonly isProgram: (name: string) => boolean;
  /** Images by chunk, as the host has provided them. */
  readonly images: ReadonlyMap<string, RegistryImage>;
  readonly containers: readonly { readonly id: string; readonly name: string }[];
}

export interface Docker {
  readonly programs: ReadonlyMap<string, Program>;
}

/** Docker for one machine. */
export function createDocker(hooks: DockerHooks): Docker {
  const registry = new Registry(hooks.isProgram, hooks.images);
  const live: { daemon?: Daemon } = {};
  const program: Program = function* docker(process, rest) {
    if (process.argv[1] === 'daemon' || isDaemonRest(rest)) {
      return yield* serve(
        process,
        live,
        { registry, containers: hooks.containers, emit: hooks.emit },
        rest as DaemonRest | undefined,
      );
    }
    return yield* ask(process, live, rest as ClientRest | undefined);
  };
  return { programs: new Map([['docker', program]]) };
}

function isDaemonRest(rest: unknown): boolean {
  return typeof rest === 'object' && rest !== null && 'driver' in rest;
}

function* serve(
  process: Process,
  live: { daemon?: Daemon },
  options: ConstructorParameters<typeof Daemon>[2],
  rest: DaemonRest | undefined,
): Running {
  const { sys } = process;
  const out = new Output(process, 2, true);
  const driver =
    process.argv.find((word) => word.startsWith('--storage-driver='))?.slice('--storage-driver='.length) ?? 'overlay';
  let daemon: Daemon;
  try {
    daemon = new Daemon(process, rest?.driver ?? driver, options, rest);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    out.print(`Error starting daemon: error initializing graphdriver: ${error.message}\n`);
    yield* out.flush();
    return 1;
  }
  live.daemon = daemon;
  for (const signal of ['SIGCHLD', 'SIGUSR1'] as const) sys.sigaction(signal, () => undefined);
  let isEnding = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    sys.sigaction(signal, () => {
      isEnding = true;
    });
  }
  if (rest === undefined) {
    firstStart(daemon);
    daemon.recover();
    out.print('INFO[0000] API listen on /var/run/docker.sock\nINFO[0000] Daemon has completed initialization\n');
    out.print(
      `INFO[0000] Docker daemon commit=a34a1d5 execdriver=native-0.2 graphdriver=${daemon.driver.name} version=1.9.1\n`,
    );
    yield* out.flush();
  }
  for (;;) {
    process.rest = daemon.rest();
    const until = daemon.nextNs();
    yield {
      wait: 'poll',
      readable: daemon.readables(),
      writable: [],
      ...(until === undefined ? {} : { until }),
    };
    process.rest = undefined;
    daemon.pump();
    daemon.reap();
    daemon.restartDue();
    // Set by a signal's handler, which the compiler does not follow.
    if (isEnding as boolean) break;
  }
  daemon.driver.cleanup();
  sys.unlink(dockerSocket);
  delete live.daemon;
  return 0;
}

/** What a daemon leaves on a host it was never on: its socket and its key. */
function firstStart({ files, sys }: Daemon): void {
  files.mkdirAll('/var/run', 0o755);
  files.mkdirAll('/etc/docker', 0o700);
  sys.unlink(dockerSocket);
  sys.mknod(dockerSocket, S_IFSOCK | 0o660, [0, 0]);
  if (files.exists('/etc/docker/key.json')) return;
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const key = [...sys.getrandom(48)].map((byte) => letters.charAt(byte % 32)).join('');
  files.write('/etc/docker/key.json', (key.match(/.{4}/g) ?? []).join(':'), 0o600);
}

function* ask(process: Process, live: { daemon?: Daemon }, rest: ClientRest | undefined): Running {
  if (rest !== undefined) return yield* waitOn(process, () => live.daemon, rest);
  const out = new Output(process, 1, true);
  const errors = new Output(process, 2, true);
  const status = yield* client(process, live, out, errors);
  yield* out.flush();
  yield* errors.flush();
  return status;
}

/** Reads the command line and does what it says. */
function* client(process: Process, live: { daemon?: Daemon }, out: Output, errors: Output): Running {
  const front = parseFlags(globalFlags, process.argv.slice(1));
  const refused = front.error ?? missingFlag(globalFlags, front);
  if (refused !== undefined) {
    errors.print(`${refused}\nSee 'docker --help'.\n`);
    return 2;
  }
  if (front.flags.get('-v')?.at(-1) === 'true') {
    out.print('Docker version 1.9.1, build a34a1d5\n');
    return 0;
  }
  const words = front.operands[0] === 'help' ? [...front.operands.slice(1, 3), '--help'] : front.operands;
  const [name = '', second = ''] = words;
  if (front.help === true || front.operands.length === 0 || name === '--help') {
    out.print(overview(verbs));
    return 0;
  }
  const deep = verbs.find((one) => one.name === `${name} ${second}`);
  const verb = deep ?? verbs.find((one) => one.name === name);
  if (verb === undefined) {
    errors.print(`docker: '${name}' is not a docker command.\nSee 'docker --help'.\n`);
    return 1;
  }
  const given = parseFlags(verb.flags, words.slice(deep === undefined ? 1 : 2), verb.check);
  if (given.help === true) {
    out.print(fullUsage(verb));
    return 0;
  }
  if (given.error !== undefined) {
    errors.print(`${given.error}\nSee 'docker ${verb.name} --help'.\n`);
    return 2;
  }
  const problem = countProblem(verb, given.operands.length);
  if (problem !== undefined) {
    errors.print(`${complaint(verb, problem)}${shortUsage(verb)}`);
    return 1;
  }
  const missing = missingFlag(verb.flags, given);
  if (missing !== undefined) {
    errors.print(complaint(verb, missing));
    return 1;
  }
  const { daemon } = live;
  if (daemon === undefined || process.sys.lstat(dockerSocket).err !== undefined) {
    errors.print('Cannot connect to the Docker daemon. Is the docker daemon running on this host?\n');
    return 1;
  }
  return yield* verb.run(callOf(process, daemon, given, out, errors));
}

/** A flag that was given and that the simulator cannot do. */
function missingFlag(flags: readonly FlagSpec[], given: Given): string | undefined {
  const flag = flags.find((one) => one.missing && given.flags.has(one.names[0] ?? ''));
  return flag === undefined ? undefined : `${flag.names.at(-1) ?? ''} is not simulated`;
}

function callOf(process: Process, daemon: Daemon, given: Given, out: Output, errors: Output): VerbCall {
  const value = (flag: string): string | undefined => given.flags.get(flag)?.at(-1);
  return {
    process,
    daemon,
    operands: given.operands,
    has: (flag) => value(flag) !== undefined && isTrue(value(flag) ?? '') !== false,
    value,
    values: (flag) => given.flags.get(flag) ?? [],
    print: (text) => {
      out.print(text);
      out.push();
    },
    error: (text) => {
      errors.print(text);
      errors.push();
    },
  };
}
