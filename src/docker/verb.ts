// One verb of the docker command: its usage, its options, and what it does with the daemon.
import type { Process, Wait, Woken } from '../kernel/program.ts';
import type { FlagSpec } from './arguments.ts';
import type { Daemon } from './daemon.ts';

export type Steps<T> = Generator<Wait, T, Woken>;

export interface Verb {
  readonly name: string;
  /** After the verb's name in its usage. */
  readonly usage: string;
  readonly summary: string;
  readonly flags: readonly FlagSpec[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly run: (call: VerbCall) => Steps<number>;
}

export interface VerbCall {
  readonly process: Process;
  readonly daemon: Daemon;
  readonly operands: readonly string[];
  readonly has: (flag: string) => boolean;
  readonly value: (flag: string) => string | undefined;
  readonly values: (flag: string) => readonly string[];
  readonly print: (text: string) => void;
  readonly error: (text: string) => void;
}
