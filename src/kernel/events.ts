// What the kernel tells as facts, beside what the overlay did: a system call, with its arguments and its answer.
import type { OverlayEvent } from '../overlay/events.ts';

/** Told when the call ends; the overlay events it caused come before it and name it as their cause. File bytes are counts here. */
export interface SyscallEvent {
  readonly op: 'syscall';
  readonly call: string;
  readonly args: Readonly<Record<string, string | number | boolean | null>>;
  readonly ok?: string | number | null;
  readonly err?: string;
  readonly pid: number;
}

export type ProcessEvent =
  | { readonly op: 'exec'; readonly pid: number; readonly path: string; readonly argv: readonly string[] }
  | { readonly op: 'exit'; readonly pid: number; readonly status: number };

export interface MountEvent {
  readonly op: 'mount' | 'umount';
  readonly fstype: string;
  readonly target: string;
  /** The super block: what an overlay event's `mount` says. */
  readonly mount: number;
  /** For an overlay: its layers' directories as the options name them. */
  readonly lower?: readonly string[];
  readonly upper?: string;
  readonly work?: string;
}

export type KernelEvent = OverlayEvent | SyscallEvent | ProcessEvent | MountEvent;

/**
 * Takes events as they happen. `begin` opens a span (a command, a system call) that later events have as their cause,
 * `end` closes it. The kernel numbers nothing: the session's log does.
 */
export interface EventSink {
  begin(): void;
  end(event: SyscallEvent): void;
  emit(event: KernelEvent): void;
}
