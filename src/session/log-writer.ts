// The writer of a session's log. It alone numbers entries and says what caused what; the kernel, docker and the shell only tell.
// The invariant: the same inputs at the same simulated times give the same entries byte for byte, so nothing here reads a clock.
import type { EventSink, KernelEvent, SyscallEvent } from '../kernel/events.ts';
import { isRead, type OverlayStep } from '../overlay/events.ts';
import type { DockerEvent } from '../docker/events.ts';
import type { LogEntry, SessionEvent, SessionInput } from './log.ts';
import type { CommandSpan } from './session.ts';
import { callText } from './call-text.ts';

/** A command as it grows. The public face of one is `CommandSpan`. */
interface OpenCommand extends CommandSpan {
  readonly pid: number;
  steps: OverlayStep[];
  calls: string[];
  running: boolean;
  /** How many calls only looked at a layer. */
  reads: number;
  /** Bytes that copy-ups wrote. */
  copied: number;
}

/** Of whose command a process is part: asked for processes that the log has not met yet. */
export interface ProcessTree {
  parentOf(pid: number): number | undefined;
}

/**
 * Takes events and appends entries. A system call enters the log when it changed a layer of an overlay, or when it failed in a command:
 * all others can be had again by replay, and would be most of the log.
 */
export class LogWriter implements EventSink {
  readonly entries: LogEntry[] = [];
  readonly commands: OpenCommand[] = [];
  #nextId: number;
  #lastInput: number | null = null;
  readonly #now: () => bigint;
  readonly #processes: ProcessTree;
  /** Open system calls: overlay steps told inside one wait here until it ends. */
  readonly #open: { id: number | undefined; steps: OverlayStep[]; reads: number }[] = [];
  readonly #commandByShell = new Map<number, OpenCommand>();
  readonly #shellOf = new Map<number, number>();

  /** @param firstId of the first entry: more than 1 where an earlier part of the log stands elsewhere */
  constructor(now: () => bigint, processes: ProcessTree, firstId: number) {
    this.#now = now;
    this.#processes = processes;
    this.#nextId = firstId;
  }

  input(input: SessionInput): void {
    this.#lastInput = this.#nextId;
    this.entries.push({ id: this.#nextId++, cause: null, t: String(this.#now()), kind: 'input', ...input });
  }

  begin(): void {
    this.#open.push({ id: undefined, steps: [], reads: 0 });
  }

  end(event: SyscallEvent): void {
    const span = this.#open.pop();
    if (span === undefined) throw new Error('a system call ended that had not begun');
    const own = this.#ownCommandOf(event.pid);
    const command = own ?? this.#latest();
    if (command !== undefined) command.reads += span.reads;
    if (span.steps.length === 0 && (event.err === undefined || own === undefined)) return;
    const id = span.id ?? this.#nextId++;
    this.#append(event, id, command?.entry ?? this.#lastInput);
    if (command === undefined) return;
    const call = callText(event);
    for (const step of span.steps) {
      command.steps.push(step);
      command.calls.push(call);
      if (step.op === 'vfs_write' && step.step === 'copy_up') command.copied += step.len;
    }
  }

  emit(event: KernelEvent | DockerEvent): void {
    const span = this.#open.at(-1);
    if ('layer' in event && 'step' in event && typeof event.step === 'string') {
      const overlay = event;
      if (isRead(overlay)) {
        if (span !== undefined) span.reads += 1;
        return;
      }
      if (span !== undefined) {
        span.id ??= this.#nextId++;
        span.steps.push(overlay);
        this.#append(overlay, this.#nextId++, span.id);
        return;
      }
    }
    const pid = 'pid' in event ? event.pid : undefined;
    const command = pid === undefined ? this.#latest() : this.#commandOf(pid);
    if (event.op === 'exit') this.#shellOf.delete(event.pid);
    this.#append(event, this.#nextId++, span?.id ?? command?.entry ?? this.#lastInput);
  }

  /** The shell `pid` on terminal `tty` begins to run the line `text`. */
  commandStarted(pid: number, tty: number, text: string): void {
    const id = this.#nextId++;
    const command: OpenCommand = {
      number: this.commands.length + 1,
      entry: id,
      tty,
      pid,
      text,
      steps: [],
      calls: [],
      running: true,
      reads: 0,
      copied: 0,
    };
    this.commands.push(command);
    this.#commandByShell.set(pid, command);
    this.#append({ op: 'command', tty, pid, text }, id, this.#lastInput);
  }

  commandEnded(pid: number): void {
    const command = this.#commandByShell.get(pid);
    if (command !== undefined) command.running = false;
  }

  #append(event: SessionEvent, id: number, cause: number | null): void {
    const entry = { id, cause, t: String(this.#now()), kind: 'event', ...event } as LogEntry;
    this.entries.push(entry);
  }

  /** The command that a process works for; what the daemon does, it does for the command typed last. */
  #commandOf(pid: number): OpenCommand | undefined {
    return this.#ownCommandOf(pid) ?? this.#latest();
  }

  /** That of its nearest ancestor that is a shell with one running. */
  #ownCommandOf(pid: number): OpenCommand | undefined {
    let shell = this.#shellOf.get(pid);
    if (shell === undefined) {
      for (let at: number | undefined = pid; at !== undefined && at > 0; at = this.#processes.parentOf(at)) {
        if (this.#commandByShell.has(at)) {
          shell = at;
          break;
        }
      }
      // A miss is not remembered: the process may be a shell that has yet to run its first command.
      if (shell !== undefined) this.#shellOf.set(pid, shell);
    }
    return shell === undefined ? undefined : this.#commandByShell.get(shell);
  }

  #latest(): OpenCommand | undefined {
    for (let i = this.commands.length - 1; i >= 0; i--) if (this.commands[i]?.running === true) return this.commands[i];
    return this.commands.at(-1);
  }
}
