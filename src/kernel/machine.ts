// The outside of a kernel: what the session, the headless server, the library and the tests hold of one simulated machine.
import type { OverlayEvent } from '../overlay/events.ts';
import type { FileSystemType } from '../vfs/file-system.ts';
import type { EventSink } from './events.ts';
import type { Process, Program, Syscalls, WindowSize } from './program.ts';

export interface MachineOptions {
  /** Simulated time at boot, nanoseconds since the epoch. */
  readonly epoch: bigint;
  /** Seed of uuids, ids and /dev/urandom. */
  readonly seed: number;
  readonly hostname: string;
  /** Bytes and inodes of the ext4 root (the headless root: 256 MiB, 65536). */
  readonly rootSize: number;
  readonly rootInodes: number;
  readonly memory: number;
  readonly cpus: number;
  readonly programs: ReadonlyMap<string, Program>;
  readonly fileSystems: readonly FileSystemType<OverlayEvent>[];
  readonly events?: EventSink;
  /** Bytes that a terminal shows, as they are printed. */
  readonly output?: (terminal: number, bytes: Uint8Array) => void;
  /** `minimal`: `/` alone, as the syscall protocol says; `host`: /dev /proc /sys /tmp … mounted as on a running host. */
  readonly boot: 'minimal' | 'host';
}

/** Plain immutable data: all of the machine at one moment. */
export type Root = Readonly<Record<string, unknown>> & { readonly version: 1 };

export interface PromptState {
  readonly pid: number;
  readonly prompt: string;
  /** PS2: the command goes on. */
  readonly continuation: boolean;
}

/**
 * - `idle`: every process sleeps until an input comes
 * - `sleeping`: likewise, and one wakes by itself at `until`
 * - `busy`: the budget was used up
 * - `needs`: a chunk must be fetched first
 */
export type RunState =
  | { readonly state: 'idle' }
  | { readonly state: 'sleeping'; readonly until: bigint }
  | { readonly state: 'busy' }
  | { readonly state: 'needs'; readonly chunk: string };

export interface Machine {
  now(): bigint;
  /** A process without a program, whose calls are made from outside: the headless server's, tests', the daemon's. pid 1 on a minimal boot. */
  bareProcess(): Process;
  /** Starts a program with the given controlling terminal (or none). */
  spawn(request: {
    readonly path: string;
    readonly argv: readonly string[];
    readonly environ: readonly string[];
    readonly cwd?: string;
    readonly terminal?: number;
    readonly parent?: number;
  }): number;
  /** A pseudo terminal whose master is the outside world: bytes to `output`. Returns its index (/dev/pts/N). */
  openTerminal(size: WindowSize): number;
  closeTerminal(terminal: number): void;
  /** The index that `openTerminal` will give next. */
  freeTerminal(): number;
  /** The terminals whose master is the outside world. */
  terminals(): readonly number[];
  /** Bytes typed. At a prompt: a whole line with its "\r", or "\x03", or "\x04". */
  input(terminal: number, data: Uint8Array): void;
  resize(terminal: number, size: WindowSize): void;
  /** What the foreground of a terminal waits for: a prompt (then the line editor works), or undefined: bytes go as they are typed. Follows `joinTerminal`. */
  promptOf(terminal: number): PromptState | undefined;
  /** The terminal that `terminal` shows: itself, or the one it is joined to. */
  shownTerminal(terminal: number): number;
  /** Runs ready processes. `steps` scheduler steps at most, or until `until()` says so. */
  run(limit?: { readonly steps?: number; readonly until?: () => boolean }): RunState;
  /** Puts the simulated clock forward (idle time, a sleeper's wake-up). */
  advance(nanoseconds: bigint): void;
  /** The chunk asked for with `needs` is there now. */
  provide(chunk: string): void;
  process(pid: number): Process | undefined;
  pids(): readonly number[];
  /** System calls as a process, without a program (completion, panels): reads only, and they leave no event and no time. */
  peek(pid: number): Syscalls;
  atRest(): boolean;
  /** @throws Error when not at rest */
  checkpoint(): Root;
  restore(root: Root): void;
  /** /proc/1/mounts, whether or not a proc is mounted. */
  mounts(): string;
  /** Mounted overlays, oldest first, with what panels need to draw them. */
  overlays(): readonly OverlayMount[];
}

export interface OverlayMount {
  /** Super block id: `mount` of its events. */
  readonly id: number;
  readonly target: string;
  readonly lower: readonly string[];
  readonly upper: string | undefined;
  readonly work: string | undefined;
  readonly options: string;
}
