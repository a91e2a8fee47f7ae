// A script played with streams of its own, as `bash FILE.sh` is: standard input, output and error are pipes to the outside.
// The invariant: nothing here waits. Whoever holds it runs it, carries bytes in and out, and says when input ends.
import { encodeBytes } from '../abi/bytes.ts';
import { O_CLOEXEC, O_CREAT, O_TRUNC, O_WRONLY } from '../abi/flags.ts';
import { signalNumbers } from '../abi/signal.ts';
import { runImage } from '../kernel/blocking.ts';
import type { RunState } from '../kernel/machine.ts';
import type { Process, Result } from '../kernel/program.ts';
import type { Scene } from './scene.ts';
import type { World } from './world.ts';

/** A host with nothing on it but its userland: what a script runs on that names no scene. */
export const bareScene: Scene = {
  id: 'bare',
  title: { en: 'A bare host', 'zh-CN': '一台空主机' },
  era: 'today',
  epoch: '2026-01-01T00:00:00Z',
  hostname: 'localhost',
  seed: 1,
  disk: { size: 1024 * 1024 * 1024, inodes: 65_536 },
  memory: 1024 * 1024 * 1024,
  cpus: 2,
  cwd: '/root',
  start: '',
};

export interface ScriptRequest {
  /** What bash is started with, its own name first. */
  readonly argv: readonly string[];
  readonly environ: readonly string[];
  readonly cwd: string;
  /** Standard output and error are one and the same outside: then they keep their order among each other. */
  readonly oneOutput: boolean;
}

export type ScriptState = RunState['state'] | 'ended';

/** Bytes that a pipe holds, and scheduler steps between two looks at the outside. */
const pipeSize = 65_536;
const sliceSteps = 20_000;

export class ScriptRun {
  readonly #world: World;
  readonly #init: Process;
  readonly #pid: number;
  readonly #input: number;
  readonly #outputs: readonly (readonly [fd: 1 | 2, end: number])[];
  #status: number | undefined;

  constructor(world: World, request: ScriptRequest) {
    this.#world = world;
    this.#init = world.machine.bareProcess();
    const { sys } = this.#init;
    const [inputEnd, input] = require(sys.pipe(O_CLOEXEC));
    const [output, outputEnd] = require(sys.pipe(O_CLOEXEC));
    const [error, errorEnd] = request.oneOutput ? [output, outputEnd] : require(sys.pipe(O_CLOEXEC));
    this.#input = input;
    this.#outputs = request.oneOutput
      ? [[1, output]]
      : [
          [1, output],
          [2, error],
        ];
    this.#pid = require(
      sys.fork(function* (process) {
        process.sys.setsid();
        process.sys.chdir(request.cwd);
        // Out of the way first: an end may stand where another has to go.
        const ends = [inputEnd, outputEnd, errorEnd].map((end) => require(process.sys.dupAtLeast(end, 100, true)));
        for (const [fd, end] of ends.entries()) require(process.sys.dup2(end, fd));
        return yield* runImage(process, '/bin/bash', request.argv, request.environ);
      }),
    );
    for (const end of new Set([inputEnd, outputEnd, errorEnd])) require(sys.close(end));
  }

  /** The exit status as a shell tells it: 128 and the signal's number for a death by signal. Undefined while it runs. */
  get status(): number | undefined {
    return this.#status;
  }

  /** Gives it standard input; returns how many bytes there was room for. All of them where nobody reads any more. */
  feed(bytes: Uint8Array): number {
    const { ok, err } = this.#init.sys.write(this.#input, bytes);
    if (err === 'EAGAIN') return 0;
    return ok ?? bytes.length;
  }

  endInput(): void {
    this.#init.sys.close(this.#input);
  }

  /** Runs a slice. `ended`: the script has, whatever its background jobs do. */
  run(): ScriptState {
    const { machine } = this.#world;
    const state = machine.run({ steps: sliceSteps, until: () => this.#hasEnded() });
    if (this.#hasEnded()) return 'ended';
    if (state.state === 'needs') {
      machine.provide(state.chunk);
      return 'busy';
    }
    return state.state;
  }

  /** Lets simulated time pass until the next sleeper wakes. */
  sleep(): void {
    const { machine } = this.#world;
    const state = machine.run({ steps: 1 });
    if (state.state === 'sleeping') machine.advance(state.until - machine.now());
  }

  /** What was printed since, in pieces of standard output (1) and error (2). */
  takeOutput(): readonly (readonly [fd: 1 | 2, bytes: Uint8Array])[] {
    const pieces: (readonly [1 | 2, Uint8Array])[] = [];
    for (const [fd, end] of this.#outputs) {
      for (;;) {
        const { ok } = this.#init.sys.read(end, pipeSize);
        if (ok === undefined || ok.length === 0) break;
        pieces.push([fd, ok]);
      }
    }
    return pieces;
  }

  /** Ctrl-C outside. */
  interrupt(): void {
    this.#init.sys.kill(-this.#pid, 'SIGINT');
  }

  #hasEnded(): boolean {
    if (this.#status !== undefined) return true;
    const { ok } = this.#init.sys.waitpid(this.#pid);
    if (ok === undefined) return false;
    this.#status = ok.signaled === undefined ? ok.exited : 128 + signalNumbers[ok.signaled];
    return this.#status !== undefined;
  }
}

/** Puts a file of the outside into the simulated tree, with the directories on its way. @throws Error when it can't be made */
export function putFile(world: World, path: string, bytes: Uint8Array, mode: number): void {
  const { sys } = world.machine.bareProcess();
  const absolute = path.startsWith('/') ? path : `${world.scene.cwd}/${path}`;
  const parts = absolute.split('/').filter((part) => part !== '' && part !== '.');
  for (let i = 1; i < parts.length; i++) sys.mkdir(`/${parts.slice(0, i).join('/')}`, 0o755);
  const fd = sys.open(absolute, O_WRONLY | O_CREAT | O_TRUNC, mode);
  if (fd.err !== undefined) throw new Error(`${path} could not be put into the simulated tree: ${fd.err}`);
  const written = sys.write(fd.ok, bytes);
  sys.close(fd.ok);
  if (written.ok !== bytes.length) throw new Error(`${path} did not fit: ${written.err ?? 'ENOSPC'}`);
}

/**
 * Plays lines at the prompt of a scene's first terminal: yields what is seen there, the last prompt left out, and returns the
 * shell's status in the end.
 */
export function* transcript(world: World, lines: readonly string[]): Generator<Uint8Array, number> {
  const { machine, player, log } = world;
  const [terminal] = world.terminals;
  const shell = terminal === undefined ? undefined : machine.promptOf(terminal);
  if (terminal === undefined || shell === undefined) throw new Error(`the scene ${world.scene.id} has no prompt`);
  let seen = world.takeEarlyOutput().flatMap(([from, bytes]) => (from === terminal ? [bytes] : []));
  world.output = (from, bytes) => {
    if (from === terminal) seen.push(bytes);
  };
  for (const line of lines) {
    if (machine.process(shell.pid) === undefined) break;
    yield* seen;
    seen = [];
    player.deliver({ tty: terminal, data: `${line}\r` });
    player.settle();
  }
  const prompt = encodeBytes(machine.promptOf(terminal)?.prompt ?? '').length;
  const rest = joined(seen);
  yield rest.subarray(0, rest.length - prompt);
  for (const entry of log.entries) {
    if (entry.kind === 'event' && entry.op === 'exit' && entry.pid === shell.pid) return entry.status;
  }
  const { status } = (machine.process(shell.pid)?.rest ?? {}) as { readonly status?: number };
  return status ?? 0;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function require<T>(result: Result<T>): T {
  if (result.err !== undefined) throw new Error(`a script's streams could not be made: ${result.err}`);
  return result.ok;
}
