// The docker executable: the daemon, and the client that asks it. Client and daemon meet at /var/run/docker.sock: where that is
// gone, so is the daemon. Differs from docker: no bytes go through the socket, the client calls the daemon in the simulator.
import { S_IFSOCK } from '../abi/mode.ts';
import type { Process, Program, Running } from '../kernel/program.ts';
import { Output } from '../kernel/stdio.ts';
import { parseFlags } from './arguments.ts';
import { type AttachRest, waitAttached } from './attach.ts';
import { Daemon, type DaemonRest, dockerSocket } from './daemon.ts';
import type { DockerEvent } from './events.ts';
import type { RegistryImage } from './registry/image.ts';
import { Registry } from './registry/registry.ts';
import type { Verb, VerbCall } from './verb.ts';
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
  /** Verbs, for completion. */
  readonly verbs: readonly string[];
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
    return yield* ask(process, live, rest as AttachRest | undefined);
  };
  return { programs: new Map([['docker', program]]), verbs: verbs.map((verb) => verb.name) };
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
  const out = new Output(process, 2);
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
    out.print('INFO[0000] API listen on /var/run/docker.sock\nINFO[0000] Daemon has completed initialization\n');
    out.print(
      `INFO[0000] Docker daemon commit=a34a1d5 execdriver=native-0.2 graphdriver=${daemon.driver.name} version=1.9.1\n`,
    );
    yield* out.flush();
  }
  for (;;) {
    process.rest = daemon.rest();
    yield { wait: 'poll', readable: daemon.readables(), writable: [] };
    process.rest = undefined;
    daemon.pump();
    daemon.reap();
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

function* ask(process: Process, live: { daemon?: Daemon }, rest: AttachRest | undefined): Running {
  if (rest !== undefined) return yield* waitAttached(process, () => live.daemon, rest);
  const out = new Output(process, 1);
  const errors = new Output(process, 2);
  const finish = function* (status: number): Running {
    yield* out.flush();
    yield* errors.flush();
    return status;
  };
  const [name, ...words] = process.argv.slice(1);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    out.print(overview());
    return yield* finish(0);
  }
  if (name === '--version' || name === '-v') {
    out.print('Docker version 1.9.1, build a34a1d5\n');
    return yield* finish(0);
  }
  const verb = verbs.find((one) => one.name === name);
  if (verb === undefined) {
    errors.print(
      name.startsWith('-')
        ? `flag provided but not defined: ${name}\nSee 'docker --help'.\n`
        : `docker: '${name}' is not a docker command.\nSee 'docker --help'.\n`,
    );
    return yield* finish(name.startsWith('-') ? 2 : 1);
  }
  const given = parseFlags(verb.flags, words);
  if (given.help === true) {
    out.print(usageText(verb));
    return yield* finish(0);
  }
  const problem = given.error ?? countProblem(verb, given.operands.length);
  if (problem !== undefined) {
    errors.print(`${problem}\nSee 'docker ${verb.name} --help'.\n`);
    return yield* finish(given.error === undefined ? 1 : 125);
  }
  const { daemon } = live;
  if (daemon === undefined || process.sys.lstat(dockerSocket).err !== undefined) {
    errors.print('Cannot connect to the Docker daemon. Is the docker daemon running on this host?\n');
    return yield* finish(1);
  }
  const call: VerbCall = {
    process,
    daemon,
    operands: given.operands,
    has: (flag) => given.flags.has(flag) && given.flags.get(flag)?.at(-1) !== 'false',
    value: (flag) => given.flags.get(flag)?.at(-1),
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
  return yield* finish(yield* verb.run(call));
}

function countProblem(verb: Verb, count: number): string | undefined {
  const { minimum = 0, maximum = Infinity } = verb;
  const many = (n: number): string => `${n} argument${n === 1 ? '' : 's'}`;
  if (count < minimum) {
    return `docker: "${verb.name}" requires ${minimum === maximum ? '' : 'a minimum of '}${many(minimum)}.`;
  }
  if (count > maximum)
    return maximum === 0
      ? `docker: "${verb.name}" requires no arguments.`
      : `docker: "${verb.name}" requires ${many(maximum)}.`;
  return undefined;
}

function usageText(verb: Verb): string {
  const flags = verb.flags.map(
    ({ names, value, help }) => `  ${`${names.join(', ')}${value === true ? '=' : ''}`.padEnd(26)}${help}\n`,
  );
  return `\nUsage:\tdocker ${verb.name} ${verb.usage}\n\n${verb.summary}\n\n${flags.join('')}  ${'--help'.padEnd(26)}Print usage\n`;
}

function overview(): string {
  const lines = verbs.map(({ name, summary }) => `    ${name.padEnd(10)}${summary}\n`);
  return `Usage: docker [OPTIONS] COMMAND [arg...]\n       docker daemon [ --help | ... ]\n       docker [ --help | -v | --version ]\n\nA self-sufficient runtime for containers.\n\nCommands:\n${lines.join('')}\nRun 'docker COMMAND --help' for more information on a command.\n`;
}
