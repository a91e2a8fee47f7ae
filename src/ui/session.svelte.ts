// The one bridge between a session and the components: everything that may change is read through here, and is read anew
// after the session says that something changed. Drawing follows the log at its own pace; the kernel never waits for it.
import { createSubscriber } from 'svelte/reactivity';
import type { CommandSpan, LessonView, SaveState, Session, TerminalInfo } from '../session/session.ts';
import { afterPaint } from './after-paint.ts';
import { directoriesOf, subjectsOf, type Subjects } from './stage/subject.ts';
import { filmOf, type Film } from './stage/film.ts';
import { readLayers, type Model, type Place } from './stage/layers.ts';
import { placesOf } from './stage/places.ts';

export class SessionView {
  readonly session: Session;
  readonly #subscribe: () => void;
  /** The overlay chosen by hand; undefined: the newest. */
  #chosen = $state<number | undefined>();

  constructor(session: Session) {
    this.session = session;
    this.#subscribe = createSubscriber((update) => {
      const draw = afterPaint(() => {
        this.#commands = undefined;
        update();
      });
      return session.subscribe(draw);
    });
  }

  /** A list of its own after each change: the session's grows in place. */
  #commands: readonly CommandSpan[] | undefined;

  get commands(): readonly CommandSpan[] {
    this.#subscribe();
    return (this.#commands ??= [...this.session.commands]);
  }

  get terminals(): readonly TerminalInfo[] {
    this.#subscribe();
    return this.session.terminals;
  }

  get title(): string {
    this.#subscribe();
    return this.session.title;
  }

  get awaitsLayers(): boolean {
    this.#subscribe();
    return this.session.awaitsLayers;
  }

  get save(): SaveState {
    this.#subscribe();
    return this.session.save;
  }

  get lesson(): LessonView | undefined {
    this.#subscribe();
    return this.session.lesson;
  }

  /** Grows with the log: what is drawn of the layers is read anew when it does. */
  get logLength(): number {
    this.#subscribe();
    return this.session.log.length;
  }

  #placesAt = -1;
  #places: readonly Place[] = [];

  get places(): readonly Place[] {
    const length = this.logLength;
    if (length !== this.#placesAt && this.session.arrived) {
      this.#placesAt = length;
      this.#places = placesOf(this.session);
    }
    return this.#places;
  }

  get place(): Place | undefined {
    const places = this.places;
    return places.find((place) => place.id === this.#chosen) ?? places[0];
  }

  choose(id: number): void {
    this.#chosen = id;
  }
}

/** A command's steps on one overlay. */
export interface Shot {
  readonly steps: CommandSpan['steps'];
  readonly calls: readonly string[];
}

/** The steps of a command that were made on this overlay, refused ones with them. */
export function shotOf(command: CommandSpan | undefined, place: Place): Shot {
  if (command === undefined) return { steps: [], calls: [] };
  const steps: CommandSpan['steps'][number][] = [];
  const calls: string[] = [];
  command.steps.forEach((step, i) => {
    if (step.mount !== place.id) return;
    steps.push(step);
    calls.push(command.calls[i] ?? '');
  });
  return { steps, calls };
}

export interface Reading {
  readonly film: Film;
  readonly subjects: Subjects;
  readonly model: Model;
}

/** Reads what must be known to draw `command` on `place`: the directories it touches, and those that are open. */
export function readCommand(
  session: Session,
  place: Place,
  commands: readonly CommandSpan[],
  command: CommandSpan | undefined,
  open: Iterable<string>,
): Reading {
  const shot = shotOf(command, place);
  const subjects = subjectsOf(place, shot.steps, shot.calls);
  const directories = directoriesOf(subjects.paths);
  const all = new Set([...directories, ...open]);
  for (const path of open) for (const parent of directoriesOf([`${path}/x`])) all.add(parent);
  const model = readLayers(session.peek(), place, [...all]);
  const number = command?.number ?? Infinity;
  const before = commands.filter((c) => c.number < number).flatMap((c) => shotOf(c, place).steps);
  const after =
    command === undefined ? [] : commands.filter((c) => c.number > number).flatMap((c) => shotOf(c, place).steps);
  return { film: filmOf(model, place, command === undefined ? [] : before, shot, after), subjects, model };
}
