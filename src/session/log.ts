// The one log of a session: what the learner did (inputs, which alone are replayed) and what the simulator then did (events).
// Append-only; entries are JSON. Format: ARCHITECTURE.md, "The log".
import type { KernelEvent } from '../kernel/events.ts';
import type { DockerEvent } from '../docker/events.ts';

export type SessionInput =
  | { readonly tty: number; readonly data: string }
  | { readonly tty: number; readonly rows: number; readonly columns: number }
  /** A terminal was opened or closed by the learner. */
  | { readonly terminal: 'open' | 'close'; readonly tty: number };

/** A command is what the shell made of inputs: a span with its text. */
export interface CommandEvent {
  readonly op: 'command';
  readonly tty: number;
  readonly pid: number;
  readonly text: string;
}

export type SessionEvent = KernelEvent | DockerEvent | CommandEvent;

interface Entry {
  /** 1, 2, 3 … */
  readonly id: number;
  /** The entry that this one was done for: input → command → syscall → overlay step. */
  readonly cause: number | null;
  /** Simulated time, decimal nanoseconds since the epoch. */
  readonly t: string;
}
export type InputEntry = Entry & { readonly kind: 'input' } & SessionInput;
export type EventEntry = Entry & { readonly kind: 'event' } & SessionEvent;
export type LogEntry = InputEntry | EventEntry;

export interface LogHeader {
  readonly format: 'copyup-log';
  readonly version: 1;
  readonly engine: string;
  readonly scene: string;
  readonly seed: number;
  readonly locale: Locale;
  readonly era: 'today' | '2015';
}

export type Locale = 'en' | 'zh-CN';
