// One verb of the docker command: its usage, its options, and what it does with the daemon.
import type { Process, Wait, Woken } from '../kernel/program.ts';
import type { Daemon } from './daemon.ts';
import type { FlagSpec, ValueCheck } from './flags.ts';

export type Steps<T> = Generator<Wait, T, Woken>;

export interface Verb {
  /** `run`; of a verb below a verb both words, `volume ls`. */
  readonly name: string;
  /** What stands after the options, one for each way to call it. */
  readonly usage: readonly string[];
  /** One line, of the overview. */
  readonly summary: string;
  /** What its own help says in place of the summary. */
  readonly details?: string;
  /** What its help says at the end: what of it is not simulated. */
  readonly note?: string;
  readonly flags: readonly FlagSpec[];
  readonly check?: ValueCheck;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly run: (call: VerbCall) => Steps<number>;
}

export interface VerbCall {
  readonly process: Process;
  readonly daemon: Daemon;
  readonly operands: readonly string[];
  /** Whether a flag was given; of a truth value, whether it is true. */
  readonly has: (flag: string) => boolean;
  /** The last that was given. */
  readonly value: (flag: string) => string | undefined;
  readonly values: (flag: string) => readonly string[];
  readonly print: (text: string) => void;
  readonly error: (text: string) => void;
}
