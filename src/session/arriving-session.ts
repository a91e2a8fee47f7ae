// A session whose machine is on its way: prompts are shown from a still, what is typed is kept, and the machine gets all of it, in
// order, when it is there. From then on the live session answers everything.
import { encodeBytes } from '../abi/bytes.ts';
import type { OverlayMount } from '../kernel/machine.ts';
import type { Syscalls } from '../kernel/program.ts';
import type { LessonRun } from './lesson.ts';
import type { LiveSession } from './live-session.ts';
import type { Locale, LogEntry } from './log.ts';
import { type NoteId, notesOf, type Scene } from './scene.ts';
import type { CommandSpan, Completion, LessonView, Prompt, SaveState, Session, TerminalInfo } from './session.ts';
import type { Still, StillTerminal } from './still.ts';

export class ArrivingSession implements Session {
  readonly locale: Locale;
  readonly notes: readonly NoteId[];
  readonly #scene: Scene;
  readonly #lesson: LessonRun | undefined;
  readonly #fetch: () => Promise<LiveSession>;
  readonly #listeners = new Set<() => void>();
  readonly #waiting: ((live: LiveSession) => void)[] = [];
  /** Terminals that were typed into: the prompt is answered, and what comes next is not known yet. */
  readonly #answered = new Set<number>();
  readonly #overlay: boolean;
  #terminals: readonly StillTerminal[];
  #spoken: Locale;
  #save: SaveState = { state: 'saving' };
  #live: LiveSession | undefined;
  #arriving: Promise<LiveSession> | undefined;
  #closed = false;

  /** @param fetch makes the machine; called once, and again only after it failed */
  constructor(
    scene: Scene,
    locale: Locale,
    still: Still,
    lesson: LessonRun | undefined,
    fetch: () => Promise<LiveSession>,
  ) {
    this.#scene = scene;
    this.notes = notesOf(scene);
    this.locale = locale;
    this.#spoken = locale;
    this.#terminals = still.terminals;
    this.#overlay = still.overlay;
    this.#lesson = lesson;
    this.#fetch = fetch;
  }

  /** Fetches the machine. @throws what `fetch` does; the session says so too, and the next call tries again */
  arrive(): Promise<LiveSession> {
    this.#arriving ??= this.#fetch().then(
      (live) => {
        this.#welcome(live);
        return live;
      },
      (error: unknown) => {
        this.#arriving = undefined;
        this.#save = { state: 'failed', reason: error instanceof Error ? error.message : String(error) };
        this.#notify();
        throw error;
      },
    );
    return this.#arriving;
  }

  get arrived(): boolean {
    return this.#live !== undefined;
  }

  get awaitsLayers(): boolean {
    return this.#live === undefined && this.#overlay;
  }

  get scene(): string {
    return this.#scene.id;
  }

  get title(): string {
    return this.#live?.title ?? this.#scene.title[this.#spoken];
  }

  get log(): readonly LogEntry[] {
    return this.#live?.log ?? [];
  }

  get commands(): readonly CommandSpan[] {
    return this.#live?.commands ?? [];
  }

  get terminals(): readonly TerminalInfo[] {
    return this.#live?.terminals ?? this.#terminals.map(({ info }) => info);
  }

  get save(): SaveState {
    return this.#live?.save ?? this.#save;
  }

  get lesson(): LessonView | undefined {
    return this.#live === undefined ? this.#lesson?.view : this.#live.lesson;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  attach(terminal: number, output: (bytes: Uint8Array) => void | Promise<void>): () => void {
    if (this.#live !== undefined) return this.#live.attach(terminal, output);
    const printed = encodeBytes(this.#terminals.find(({ info }) => info.id === terminal)?.printed ?? '');
    if (printed.length > 0) void output(printed);
    let detach: (() => void) | undefined = () => undefined;
    this.#whenLive((live) => {
      if (detach === undefined) return;
      let shown = printed.length;
      detach = live.attach(terminal, (bytes) => {
        const known = Math.min(shown, bytes.length);
        shown -= known;
        return known < bytes.length ? output(bytes.subarray(known)) : undefined;
      });
    });
    return () => {
      detach?.();
      detach = undefined;
    };
  }

  prompt(terminal: number): Prompt | undefined {
    if (this.#live !== undefined) return this.#live.prompt(terminal);
    return this.#answered.has(terminal) ? undefined : this.#terminals.find(({ info }) => info.id === terminal)?.prompt;
  }

  input(terminal: number, data: string): void {
    if (this.#live === undefined) this.#answered.add(terminal);
    this.#whenLive((live) => {
      live.input(terminal, data);
    });
    // The reason of a failure stands in `save`.
    if (this.#live === undefined) this.arrive().catch(() => undefined);
  }

  resize(terminal: number, rows: number, columns: number): void {
    this.#whenLive((live) => {
      live.resize(terminal, rows, columns);
    });
  }

  openTerminal(rows: number, columns: number): number {
    if (this.#live !== undefined) return this.#live.openTerminal(rows, columns);
    // The kernel's rule: the lowest number that is free.
    const taken = new Set(this.#terminals.map(({ info }) => info.id));
    let id = 0;
    while (taken.has(id)) id += 1;
    const info: TerminalInfo = { id, kind: 'host', label: this.#scene.hostname };
    this.#terminals = [...this.#terminals, { info, prompt: undefined, printed: '' }];
    this.#whenLive((live) => {
      const opened = live.openTerminal(rows, columns);
      if (opened !== id) throw new Error(`terminal ${opened} was opened where ${id} was told`);
    });
    this.arrive().catch(() => undefined);
    this.#notify();
    return id;
  }

  closeTerminal(terminal: number): void {
    this.#terminals = this.#terminals.filter(({ info }) => info.id !== terminal);
    this.#whenLive((live) => {
      live.closeTerminal(terminal);
    });
    this.#notify();
  }

  complete(terminal: number, line: string, cursor: number): Completion {
    return this.#live?.complete(terminal, line, cursor) ?? { from: cursor, to: cursor, candidates: [], insert: '' };
  }

  history(terminal: number): readonly string[] {
    return this.#live?.history(terminal) ?? [];
  }

  overlays(): readonly OverlayMount[] {
    return this.#live?.overlays() ?? [];
  }

  peek(): Syscalls {
    if (this.#live === undefined) throw new Error('there is nothing to read before the machine is there');
    return this.#live.peek();
  }

  speak(locale: Locale): void {
    this.#spoken = locale;
    if (this.#live === undefined) this.#lesson?.speak(locale);
    this.#whenLive((live) => {
      live.speak(locale);
    });
    this.#notify();
  }

  /** The session is being left: a machine that still comes is not kept. */
  close(): void {
    this.#closed = true;
    this.#live?.close();
    this.#listeners.clear();
  }

  #welcome(live: LiveSession): void {
    if (this.#closed) {
      live.close();
      return;
    }
    this.#live = live;
    live.subscribe(() => {
      this.#notify();
    });
    for (const deliver of this.#waiting.splice(0)) deliver(live);
    this.#notify();
  }

  #whenLive(action: (live: LiveSession) => void): void {
    if (this.#live === undefined) this.#waiting.push(action);
    else action(this.#live);
  }

  #notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
