// Where in the log the stage is: a command and how many of its steps are done. It follows the newest command until someone
// steps back; playing is a timer over step numbers, and a new command cuts it short.
import { watched } from './watched.ts';
import type { CommandSpan } from '../session/session.ts';
import { type Reading, readCommand, type SessionView } from './session.svelte.ts';
import type { Place } from './stage/layers.ts';
import { parentOf } from './stage/layers.ts';

/** A whole film takes no longer than this, however many steps it has. */
const longestMs = 4000;
const longestStepMs = 700;

export class Playback {
  readonly #view: SessionView;
  readonly #still: () => boolean;
  /** The command looked at; undefined: the newest. */
  #number = $state<number | undefined>();
  /** Steps done; undefined: all. */
  #step = $state<number | undefined>();
  #playing = $state(false);
  #speed = $state(1);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #seen = 0;
  /** A directory opened by hand. */
  #opened = $state<string | undefined>();
  #expanded = $state.raw<ReadonlySet<string>>(new Set());

  /** @param still whether motion is unwanted: then a step changes at once */
  constructor(view: SessionView, still: () => boolean) {
    this.#view = view;
    this.#still = still;
    this.#seen = view.session.commands.length;
  }

  get place(): Place | undefined {
    return this.#view.place;
  }

  get command(): CommandSpan | undefined {
    const commands = this.#view.commands;
    return this.#number === undefined ? commands.at(-1) : commands.find((c) => c.number === this.#number);
  }

  readonly #reading = $derived.by((): Reading | undefined => {
    // The layers change only with the log.
    watched(this.#view.logLength);
    const place = this.place;
    if (place === undefined) return undefined;
    return readCommand(this.#view.session, place, this.#view.commands, this.command, [
      this.#openByHand,
      ...this.#expanded,
    ]);
  });

  get reading(): Reading | undefined {
    return this.#reading;
  }

  get count(): number {
    return this.#reading?.film.steps.length ?? 0;
  }

  /** Steps done: 0 is before the command. */
  get at(): number {
    return Math.min(this.#step ?? this.count, this.count);
  }

  get playing(): boolean {
    return this.#playing;
  }

  get speed(): number {
    return this.#speed;
  }

  get #openByHand(): string {
    return this.#opened ?? this.#lastFocus;
  }

  /** The directory that the stage shows: opened by hand, or the one that the command is about. */
  #lastFocus = 'root';

  get focus(): string {
    if (this.#opened !== undefined) return this.#opened;
    const reading = this.#reading;
    const at = this.at;
    const subject =
      reading?.subjects.ofStep[Math.max(0, at - 1)] ?? reading?.subjects.ofStep.findLast((path) => path !== undefined);
    if (subject !== undefined) {
      this.#lastFocus = parentOf(subject);
      return this.#lastFocus;
    }
    const known = reading?.film.frame(this.count);
    const exists = known !== undefined && [...known.keys()].some((key) => key.endsWith(`/${this.#lastFocus}`));
    return exists ? this.#lastFocus : '';
  }

  get expanded(): ReadonlySet<string> {
    return this.#expanded;
  }

  open(directory: string): void {
    this.#opened = directory;
  }

  toggle(directory: string): void {
    const next = new Set(this.#expanded);
    if (!next.delete(directory)) next.add(directory);
    this.#expanded = next;
  }

  /** Called when the session has changed: a new command starts its film. */
  follow(): void {
    const commands = this.#view.session.commands;
    const newest = commands.at(-1);
    if (newest === undefined || newest.number <= this.#seen) return;
    if (newest.running && newest.steps.length === 0) return;
    this.#seen = newest.number;
    this.#number = undefined;
    this.#opened = undefined;
    this.stop();
    const place = this.place;
    const steps = place === undefined ? 0 : newest.steps.filter((step) => step.mount === place.id).length;
    if (steps === 0 || this.#still()) {
      this.#step = undefined;
      return;
    }
    this.#step = 0;
    this.play();
  }

  seek(number: number, step: number): void {
    this.stop();
    this.#number = number === this.#view.session.commands.at(-1)?.number ? undefined : number;
    this.#step = step;
    this.#opened = undefined;
  }

  stepBy(count: number): void {
    this.stop();
    const next = this.at + count;
    if (next < 0) this.commandBy(-1, true);
    else if (next > this.count) this.commandBy(1);
    else this.#step = next;
  }

  commandBy(count: number, atEnd = false): void {
    this.stop();
    const commands = this.#view.session.commands;
    const here = commands.findIndex((c) => c.number === this.command?.number);
    const next = commands[here + count];
    if (next === undefined) return;
    this.seek(next.number, atEnd ? Infinity : Math.min(1, this.#stepsOf(next)));
  }

  #stepsOf(command: CommandSpan): number {
    const place = this.place;
    return place === undefined ? 0 : command.steps.filter((step) => step.mount === place.id).length;
  }

  toStart(): void {
    this.stop();
    this.#step = 0;
  }

  toggleSpeed(): void {
    this.#speed = this.#speed === 1 ? 2 : this.#speed === 2 ? 0.5 : 1;
  }

  togglePlay(): void {
    if (this.#playing) this.stop();
    else {
      if (this.at >= this.count) this.#step = 0;
      this.play();
    }
  }

  play(): void {
    clearTimeout(this.#timer);
    if (this.count === 0) return;
    this.#playing = true;
    const pause = Math.min(longestStepMs, longestMs / this.count) / this.#speed;
    // Where a step would last less than a frame, several are taken at once.
    const stride = Math.max(1, Math.ceil(16 / pause));
    const tick = (): void => {
      const next = Math.min(this.count, this.at + stride);
      this.#step = next;
      if (next >= this.count) {
        this.#playing = false;
        return;
      }
      this.#timer = setTimeout(tick, Math.max(16, pause));
    };
    this.#timer = setTimeout(tick, Math.min(300, pause));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#playing = false;
  }
}
