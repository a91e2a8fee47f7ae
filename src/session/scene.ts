// A scene: the simulated world that a session starts in, as its folder under lessons/scenes/ describes it.
import type { Locale } from './log.ts';

/** `scene.yaml`, and `start.sh` as text. Ids are permanent: links and stored sessions name them. */
export interface Scene {
  readonly id: string;
  readonly title: Readonly<Record<Locale, string>>;
  readonly era: 'today' | '2015';
  /** RFC 3339: the simulated clock at the start. */
  readonly epoch: string;
  readonly hostname: string;
  readonly seed: number;
  /** Bytes and inodes of the host's disk. */
  readonly disk: { readonly size: number; readonly inodes: number };
  readonly memory: number;
  readonly cpus: number;
  /** Where the first shell starts. */
  readonly cwd: string;
  /** Docker runs on this host, with that storage driver. */
  readonly docker?: {
    readonly driver: string;
    /** Ids and names of the first containers; later ones come from the seed. */
    readonly containers?: readonly { readonly id: string; readonly name: string }[];
  };
  readonly lesson?: string;
  /** A command that the arrival offers: Tab takes it. */
  readonly firstCommand?: string;
  /** Commands that are typed for whoever wants to watch first. */
  readonly demonstration?: readonly string[];
  /** Commands that a phone offers to take. */
  readonly suggestions?: readonly string[];
  readonly start: string;
}

/** What must be said on screen of a scene: the words stand in the message catalogue. */
export type NoteId = 'userland' | 'docker' | 'first-container' | 'transfer';

export function notesOf(scene: Scene): readonly NoteId[] {
  if (scene.docker === undefined) return ['userland'];
  const chosen = (scene.docker.containers ?? []).length > 0;
  return chosen ? ['docker', 'userland', 'first-container', 'transfer'] : ['docker', 'userland', 'transfer'];
}

export class UnknownSceneError extends Error {
  constructor(id: string, known: readonly string[]) {
    super(`no scene is called ${JSON.stringify(id)}; there are: ${known.join(', ')}`);
    this.name = 'UnknownSceneError';
  }
}

export class UnknownLessonError extends Error {
  constructor(id: string, known: readonly string[]) {
    super(`no lesson is called ${JSON.stringify(id)}; there are: ${known.join(', ')}`);
    this.name = 'UnknownLessonError';
  }
}

/** Nanoseconds since the epoch of an RFC 3339 time with its offset, or with Z. Kept free of Date, which reads the host's zone rules. */
export function epochOf(text: string): bigint {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:Z|([+-])(\d\d):(\d\d))$/.exec(text);
  if (match === null) throw new Error(`a scene's epoch is no RFC 3339 time: ${text}`);
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const offset = match[7] === undefined ? 0 : (match[7] === '-' ? -1 : 1) * (Number(match[8]) * 60 + Number(match[9]));
  const seconds = daysBefore(year, month, day) * 86400 + hour * 3600 + (minute - offset) * 60 + second;
  return BigInt(seconds) * 1_000_000_000n;
}

/** Days from 1970-01-01 to a date of the Gregorian calendar. The year is counted from March, so that a leap day ends it. */
function daysBefore(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const m = (month + 9) % 12;
  return (
    365 * y +
    Math.floor(y / 4) -
    Math.floor(y / 100) +
    Math.floor(y / 400) +
    Math.floor((153 * m + 2) / 5) +
    day -
    719469
  );
}
