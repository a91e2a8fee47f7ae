// The running session of a page or a terminal: a player that follows the real clock, its terminals, and what is saved of it.
// The kernel never waits for it: it runs in slices, so that a key typed meanwhile is delivered between two of them.
import type { OverlayMount, Root } from '../kernel/machine.ts';
import type { Syscalls } from '../kernel/program.ts';
import type { InputEntry, Locale, LogEntry, LogHeader, SessionInput } from './log.ts';
import type { Keeper } from './keeper.ts';
import type { LessonRun } from './lesson.ts';
import type { CommandSpan, Completion, LessonView, Prompt, SaveState, Session, TerminalInfo } from './session.ts';
import { StorageError } from './storage.ts';
import { type NoteId, notesOf } from './scene.ts';
import type { World } from './world.ts';

/** What the host lends: its clock, its timers, chunks by name. */
export interface Host {
  /** Monotonic nanoseconds. */
  now(): bigint;
  /** Calls `task` once, after `milliseconds`. Returns what cancels it. */
  after(milliseconds: number, task: () => void): () => void;
  /** Calls `task` when nothing else is to do. */
  whenIdle(task: () => void): void;
  loadChunk(name: string): Promise<void>;
}

/** How long one slice may run before keys and paint get their turn. */
const sliceNs = 8_000_000n;
/** Inputs are saved at once; the machine's root when nothing was typed for this long. */
const rootSaveDelayMs = 1500;
/** Bytes: some screens full. */
const mostUndrawn = 64 * 1024;
/** After a save that failed. */
const retryDelayMs = 10_000;
/** What a terminal shows again when it is attached: the last so many bytes. */
const scrollbackBytes = 512 * 1024;

export class LiveSession implements Session {
  readonly arrived = true;
  readonly awaitsLayers = false;
  readonly locale: Locale;
  readonly scene: string;
  readonly notes: readonly NoteId[];

  readonly #world: World;
  readonly #host: Host;
  readonly #header: LogHeader;
  readonly #lesson: LessonRun | undefined;
  /** Inputs that led to the root which this session was resumed from. */
  readonly #past: readonly InputEntry[];
  readonly #listeners = new Set<() => void>();
  readonly #terminals = new Map<number, Scrollback>();
  /** The language of texts; that of the simulated machine is the scene's. */
  #spoken: Locale;
  #keeper: Keeper | undefined;
  #save: SaveState;
  #saving = false;
  /** Something was typed that is in no commit yet; it may become true while one is awaited. */
  readonly #unsaved = { wanted: false };
  #rootWanted = false;
  #cancelRootSave: (() => void) | undefined;
  /** Bytes that were given to viewers and are not drawn yet; more than `mostUndrawn` hold the machine up. */
  #undrawn = 0;
  #held = false;
  #notifying = false;
  #judging = false;
  /** The judging in hand, and the log's length that it is of. */
  #judgement: { readonly steps: Generator<undefined, boolean>; readonly length: number } | undefined;
  #cancelPump: (() => void) | undefined;
  /** Host time at which the machine fell asleep: idle time is counted from here. */
  #asleepSince: bigint | undefined;

  constructor(
    world: World,
    host: Host,
    header: LogHeader,
    save: SaveState,
    lesson?: LessonRun,
    past: readonly InputEntry[] = [],
  ) {
    this.#world = world;
    this.#past = past;
    this.#host = host;
    this.#header = header;
    this.#save = save;
    this.#lesson = lesson;
    this.locale = header.locale;
    this.scene = world.scene.id;
    this.#spoken = header.locale;
    this.notes = notesOf(world.scene);
    for (const terminal of world.terminals) this.#terminals.set(terminal, new Scrollback());
    world.output = (terminal, bytes) => {
      this.#show(terminal, bytes);
    };
    for (const [terminal, bytes] of world.takeEarlyOutput()) this.#show(terminal, bytes);
    this.#pump();
  }

  get title(): string {
    return this.#world.scene.title[this.#spoken];
  }

  get log(): readonly LogEntry[] {
    return this.#world.log.entries;
  }

  get commands(): readonly CommandSpan[] {
    // A new list each time: whoever draws it must see that a command has ended, though no entry was added.
    return [...this.#world.log.commands];
  }

  get save(): SaveState {
    return this.#save;
  }

  get lesson(): LessonView | undefined {
    return this.#lesson?.view;
  }

  get terminals(): readonly TerminalInfo[] {
    return [...this.#terminals.keys()].map((id) => this.#world.describeTerminal(id));
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  attach(terminal: number, output: (bytes: Uint8Array) => void | Promise<void>): () => void {
    const scrollback = this.#require(terminal);
    for (const bytes of scrollback.chunks) void output(bytes);
    scrollback.viewers.add(output);
    return () => {
      scrollback.viewers.delete(output);
    };
  }

  prompt(terminal: number): Prompt | undefined {
    return this.#world.machine.promptOf(terminal);
  }

  input(terminal: number, data: string): void {
    this.#require(terminal);
    this.#deliver({ tty: terminal, data });
  }

  resize(terminal: number, rows: number, columns: number): void {
    this.#require(terminal);
    this.#deliver({ tty: terminal, rows, columns });
  }

  openTerminal(rows: number, columns: number): number {
    this.#catchUp();
    const terminal = this.#world.nextTerminal();
    this.#terminals.set(terminal, new Scrollback());
    this.#deliver({ terminal: 'open', tty: terminal });
    this.#deliver({ tty: terminal, rows, columns });
    return terminal;
  }

  closeTerminal(terminal: number): void {
    this.#require(terminal);
    this.#deliver({ terminal: 'close', tty: terminal });
    this.#terminals.delete(terminal);
  }

  complete(terminal: number, line: string, cursor: number): Completion {
    return this.#world.complete(terminal, line, cursor);
  }

  history(terminal: number): readonly string[] {
    return this.#world.history(terminal);
  }

  overlays(): readonly OverlayMount[] {
    return this.#world.machine.overlays();
  }

  peek(): Syscalls {
    return this.#world.peek();
  }

  speak(locale: Locale): void {
    if (locale === this.#spoken) return;
    this.#spoken = locale;
    this.#lesson?.speak(locale);
    this.#judgement = undefined;
    this.#judgeSoon();
    this.#notify();
  }

  /** The log as a file: a header line, then every entry. */
  download(): string {
    return [this.#header, ...this.#past, ...this.log].map((line) => `${JSON.stringify(line)}\n`).join('');
  }

  /** From now on every input is saved there; what was typed before, at once. */
  keepIn(keeper: Keeper): void {
    this.#keeper = keeper;
    this.#wantSave();
  }

  /** Nothing can be saved, or not by this tab. */
  notKept(save: SaveState): void {
    this.#setSave(save);
  }

  /** From now on nothing is saved (the session is being left). */
  close(): void {
    this.#cancelPump?.();
    this.#cancelRootSave?.();
    this.#keeper = undefined;
    this.#listeners.clear();
  }

  #require(terminal: number): Scrollback {
    const scrollback = this.#terminals.get(terminal);
    if (scrollback === undefined) throw new Error(`there is no terminal ${terminal}`);
    return scrollback;
  }

  #deliver(input: SessionInput): void {
    // Two tabs that both went on would each have a past that the other lacks.
    if (this.#save.state === 'readonly') return;
    this.#catchUp();
    this.#world.player.deliver(input);
    this.#wantSave();
    this.#pump();
  }

  /** Real time that passed while the machine slept passes in it, up to the next sleeper's alarm. */
  #catchUp(): void {
    if (this.#asleepSince === undefined) return;
    const now = this.#host.now();
    const { machine } = this.#world;
    const passed = now - this.#asleepSince;
    const state = machine.run();
    const most = state.state === 'sleeping' ? state.until - machine.now() : passed;
    if (passed > 0n && state.state !== 'busy') machine.advance(passed < most ? passed : most);
    this.#asleepSince = now;
  }

  /** Runs the machine for one slice, and sees to it that there is a next one. */
  #pump(): void {
    this.#cancelPump?.();
    this.#cancelPump = undefined;
    this.#held = false;
    this.#asleepSince = undefined;
    const { machine } = this.#world;
    const end = this.#host.now() + sliceNs;
    const state = machine.run({ until: () => this.#host.now() >= end });
    this.#notify();
    switch (state.state) {
      case 'busy':
        // Whoever draws goes first: what is printed meanwhile would pile up, and a ^C would be seen behind it.
        if (this.#undrawn > mostUndrawn) this.#held = true;
        else this.#later(0);
        return;
      case 'needs':
        void this.#fetch(state.chunk);
        return;
      case 'sleeping': {
        this.#asleepSince = this.#host.now();
        const { until } = state;
        this.#cancelPump = this.#host.after(Number((until - machine.now()) / 1_000_000n), () => {
          if (machine.now() < until) machine.advance(until - machine.now());
          this.#pump();
        });
        return;
      }
      case 'idle':
        this.#asleepSince = this.#host.now();
        this.#judgeSoon();
        if (this.#unsaved.wanted) void this.#commit();
        return;
      default:
        state satisfies never;
    }
  }

  /** Goals are judged when nothing else is to do, one at a time: a fork and a shell's run are no part of answering a key. */
  #judgeSoon(): void {
    if (this.#lesson === undefined || this.#judging) return;
    this.#judging = true;
    this.#host.whenIdle(this.#judge);
  }

  readonly #judge = (): void => {
    const { machine, log } = this.#world;
    const lesson = this.#lesson;
    if (lesson === undefined || !machine.atRest()) {
      // Judged when it is at rest again.
      this.#judging = false;
      this.#judgement = undefined;
      return;
    }
    if (this.#judgement?.length !== log.entries.length) {
      const { entries } = log;
      const steps = lesson.judge({ log: entries, fork: (programs) => this.#world.fork(programs) });
      this.#judgement = { steps, length: entries.length };
    }
    const { done = false, value } = this.#judgement.steps.next();
    if (!done) {
      this.#host.whenIdle(this.#judge);
      return;
    }
    this.#judging = false;
    this.#judgement = undefined;
    if (value !== true) return;
    this.#wantSave();
    this.#notify();
  };

  #later(milliseconds: number): void {
    this.#cancelPump = this.#host.after(milliseconds, () => {
      this.#pump();
    });
  }

  async #fetch(chunk: string): Promise<void> {
    try {
      await this.#host.loadChunk(chunk);
    } catch (error) {
      // Shown, not swallowed: the program goes on waiting, and the next key tries again.
      this.#setSave({ state: 'failed', reason: error instanceof Error ? error.message : String(error) });
      return;
    }
    this.#world.machine.provide(chunk);
    this.#pump();
  }

  #show(terminal: number, bytes: Uint8Array): void {
    const scrollback = this.#terminals.get(terminal);
    if (scrollback === undefined) return;
    for (const drawing of scrollback.add(bytes)) {
      this.#undrawn += bytes.length;
      void drawing.finally(() => {
        this.#undrawn -= bytes.length;
        if (!this.#held || this.#undrawn > mostUndrawn) return;
        this.#held = false;
        this.#pump();
      });
    }
  }

  #notify(): void {
    if (this.#notifying) return;
    this.#notifying = true;
    this.#host.after(0, () => {
      this.#notifying = false;
      for (const listener of [...this.#listeners]) listener();
    });
  }

  #setSave(save: SaveState): void {
    this.#save = save;
    this.#notify();
  }

  #wantSave(): void {
    if (this.#keeper === undefined) return;
    this.#unsaved.wanted = true;
    // What failed once is said until it goes well again.
    if (this.#save.state !== 'failed') this.#setSave({ state: 'saving' });
    // Inputs count as soon as they are typed: a program that runs for long must not hold their saving up.
    this.#host.after(0, () => {
      if (this.#unsaved.wanted) void this.#commit();
    });
    this.#wantRoot(rootSaveDelayMs);
  }

  #wantRoot(delayMs: number): void {
    this.#cancelRootSave?.();
    this.#cancelRootSave = this.#host.after(delayMs, () => {
      this.#host.whenIdle(() => {
        this.#rootWanted = true;
        void this.#commit();
      });
    });
  }

  #isUnsaved(): boolean {
    return this.#unsaved.wanted;
  }

  async #commit(): Promise<void> {
    const keeper = this.#keeper;
    if (keeper === undefined || this.#saving) return;
    this.#saving = true;
    this.#unsaved.wanted = false;
    const inputs = [...this.#past, ...this.log.filter((entry): entry is InputEntry => entry.kind === 'input')];
    const { machine } = this.#world;
    const root: Root | undefined = this.#rootWanted && machine.atRest() ? machine.checkpoint() : undefined;
    this.#rootWanted = false;
    try {
      await this.#keep(keeper, inputs, root);
      if (!this.#isUnsaved()) this.#setSave({ state: 'saved' });
    } catch (error) {
      const stale = error instanceof StorageError && error.kind === 'stale';
      // A tab that was overtaken must not write again; a full disk may have room later.
      if (stale) this.#keeper = undefined;
      else this.#wantRoot(retryDelayMs);
      this.#setSave({
        state: stale ? 'readonly' : 'failed',
        reason: error instanceof Error ? error.message : String(error),
      });
    } finally {
      this.#saving = false;
      if (this.#isUnsaved() && this.#save.state === 'saving') void this.#commit();
    }
  }

  /** Where there is no room for the machine's state there may be for the inputs, and they are the truth. */
  async #keep(keeper: Keeper, inputs: readonly InputEntry[], root: Root | undefined): Promise<void> {
    try {
      await keeper.save(this.#header, inputs, root, this.#lesson?.progress);
    } catch (error) {
      const full = error instanceof StorageError && error.kind === 'quota';
      if (!full || root === undefined) throw error;
      await keeper.save(this.#header, inputs, undefined, this.#lesson?.progress);
    }
  }
}

/** What a terminal has shown, for whoever attaches later. */
class Scrollback {
  readonly chunks: Uint8Array[] = [];
  readonly viewers = new Set<(bytes: Uint8Array) => void | Promise<void>>();
  #size = 0;

  /** @returns what viewers say of when they will have drawn it */
  add(bytes: Uint8Array): readonly Promise<void>[] {
    this.chunks.push(bytes);
    this.#size += bytes.length;
    while (this.#size > scrollbackBytes && this.chunks.length > 1) this.#size -= this.chunks.shift()?.length ?? 0;
    return [...this.viewers].map((viewer) => viewer(bytes)).filter((drawing) => drawing instanceof Promise);
  }
}
