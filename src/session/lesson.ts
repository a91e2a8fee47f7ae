// A lesson being taken: its goals, which of them were met, and the texts to show. Goals are shell functions of `goals.sh`,
// run on a throw-away fork of the machine after each command. The invariant: checking leaves no trace in machine or log.
import { decodeBytes } from '../abi/bytes.ts';
import { O_CREAT, O_RDONLY, O_TRUNC, O_WRONLY } from '../abi/flags.ts';
import { encodeBytes } from '../abi/bytes.ts';
import { executableImage } from '../abi/executable.ts';
import type { Machine } from '../kernel/machine.ts';
import type { Program, Syscalls } from '../kernel/program.ts';
import { type Catalogue, message, parseCatalogue } from './catalogue.ts';
import { type CheckContext, checks, failureText, type Subject } from './checks.ts';
import type { Locale, LogEntry } from './log.ts';
import type { Goal, LessonView } from './session.ts';

/** A lesson as its folder has it (formats: `lesson.yaml` compiled, texts by locale, scripts as text). */
export interface LessonSource {
  readonly id: string;
  readonly scene: string;
  readonly hints: Readonly<Record<string, readonly string[]>>;
  readonly mutants: readonly LessonMutant[];
  readonly text: Readonly<Record<Locale, string>>;
  readonly checkText: Readonly<Record<Locale, string>>;
  readonly start: string;
  readonly goals: string;
  readonly solution: string;
}

export interface LessonMutant {
  /** A part of the solution, and what stands there instead. */
  readonly replace: readonly [string, string];
  /** The goal that is not met then, and a part of the reason given. */
  readonly fails: string;
  readonly says: string;
}

/** What goals are judged by. */
export interface Situation {
  readonly log: readonly LogEntry[];
  /** A machine like the learner's at this moment, with `programs` besides; undefined: it is in the midst of something. */
  fork(programs: ReadonlyMap<string, Program>): Machine | undefined;
}

export interface GoalResult {
  readonly met: boolean;
  /** What the check that failed printed. */
  readonly reason: string;
}

/** On a fork's disk: nobody sees it. Not below /run, from which nothing is executed. */
const directory = '/.copyup';

export class LessonRun {
  readonly #source: LessonSource;
  #texts: Catalogue;
  readonly #goals: readonly string[];
  readonly #met = new Set<string>();
  #reasons = new Map<string, string>();
  #sentences: ReadonlyMap<string, string> | undefined;
  #judged = -1;
  #fingerprint: { readonly mount: number; readonly lower: string } | undefined;
  #locale: Locale;

  /** @param progress what `progress` gave before a reload */
  constructor(source: LessonSource, locale: Locale, progress: unknown) {
    this.#source = source;
    this.#locale = locale;
    this.#texts = parseCatalogue(source.text[locale]);
    this.#goals = goalNames(source.goals);
    const met = (progress as { met?: unknown } | null | undefined)?.met;
    if (Array.isArray(met)) for (const id of met) if (this.#goals.includes(String(id))) this.#met.add(String(id));
  }

  /** From now on its texts are in that language; what was met stays met. */
  speak(locale: Locale): void {
    this.#locale = locale;
    this.#texts = parseCatalogue(this.#source.text[locale]);
    this.#sentences = undefined;
    this.#reasons = new Map();
    this.#judged = -1;
  }

  /** What the check of a goal that is not met said when it was judged last. */
  reasonOf(id: string): string {
    return this.#reasons.get(id) ?? '';
  }

  get progress(): { readonly met: readonly string[] } {
    return { met: [...this.#met] };
  }

  get view(): LessonView {
    const current = this.#goals.find((id) => !this.#met.has(id));
    return {
      title: this.#texts.get('title') ?? this.#source.id,
      intro: this.#texts.get('intro') ?? '',
      text: current === undefined ? '' : (this.#texts.get(current) ?? ''),
      goals: this.#goals.map((id): Goal => {
        const reason = id === current ? this.#reasons.get(id) : undefined;
        const goal = { id, text: this.#sentences?.get(id) ?? id, met: this.#met.has(id) };
        return reason === undefined ? goal : { ...goal, reason };
      }),
    };
  }

  /**
   * Judges the goals that are not met yet, where anything happened since the last time. A goal once met stays met.
   * Yields between goals: each is a shell's run. Left half-way, it has changed nothing that is shown.
   * @returns whether anything that is shown changed
   */
  *judge(situation: Situation): Generator<undefined, boolean> {
    if (situation.log.length === this.#judged && this.#sentences !== undefined) return false;
    const open = this.#goals.filter((id) => !this.#met.has(id));
    if (open.length === 0 && this.#sentences !== undefined) return false;
    const results = yield* this.#run(situation, open);
    if (results === undefined) return false;
    this.#judged = situation.log.length;
    this.#reasons = new Map();
    for (const [id, result] of results) {
      if (result.met) this.#met.add(id);
      else this.#reasons.set(id, result.reason);
    }
    return true;
  }

  *#run(
    situation: Situation,
    goals: readonly string[],
  ): Generator<undefined, ReadonlyMap<string, GoalResult> | undefined> {
    const subject = subjectOf(situation.log);
    let sentences: Map<string, string[]> | undefined;
    let goalInHand = '';
    const programs = new Map<string, Program>();
    for (const [name, check] of Object.entries(checks)) {
      programs.set(`check-${name}`, function* (process) {
        const args = process.argv.slice(1);
        if (sentences !== undefined) {
          const goal = process.environ.find((entry) => entry.startsWith('GOAL='))?.slice(5) ?? goalInHand;
          sentences.set(goal, [...(sentences.get(goal) ?? []), sentenceOf(name, args)]);
          return 0;
        }
        const failure = check(contextOf(process.sys), args);
        if (failure === undefined) return 0;
        process.sys.write(1, encodeBytes(`${failureText(say, failure)}\n`));
        return 1;
        yield { wait: 'turn' };
      });
    }
    const catalogue = parseCatalogue(this.#source.checkText[this.#locale]);
    const say: CheckContext['say'] = (id, ...values) => message(catalogue, id, Object.fromEntries(values.entries()));
    const sentenceOf = (name: string, args: readonly string[]): string => {
      const special = `${name}-${args[0] ?? ''}`;
      const values = Object.fromEntries(args.map((arg, i) => [String(i), shortPath(arg)]));
      return message(catalogue, catalogue.has(special) ? special : name, values);
    };
    const contextOf = (sys: Syscalls): CheckContext => ({
      sys,
      log: situation.log,
      subject,
      commands: situation.log.filter((entry) => entry.kind === 'event' && entry.op === 'command').length,
      lowerUnchanged: () => this.#lowerUnchanged(sys, situation.log, subject),
      predicted: () => false,
      say,
    });
    const machine = situation.fork(programs);
    if (machine === undefined) return undefined;
    install(machine, this.#source.goals);
    if (this.#sentences === undefined) {
      sentences = new Map();
      for (const id of this.#goals) {
        goalInHand = id;
        yield undefined;
        runGoal(machine, id);
      }
      const and = message(catalogue, 'and');
      this.#sentences = new Map(
        [...sentences].map(([id, parts]) => [id, capital(parts.join(and.startsWith(',') ? `${and} ` : and))]),
      );
      sentences = undefined;
    }
    const results = new Map<string, GoalResult>();
    for (const id of goals) {
      yield undefined;
      results.set(id, runGoal(machine, id));
    }
    return results;
  }

  #lowerUnchanged(sys: Syscalls, log: readonly LogEntry[], subject: Subject | undefined): boolean {
    if (subject === undefined) return true;
    const mount = log.findLast((entry) => entry.kind === 'event' && entry.op === 'mount')?.id ?? 0;
    const lower = subject.lower.map((layer) => fingerprint(sys, layer)).join();
    if (this.#fingerprint?.mount !== mount) this.#fingerprint = { mount, lower };
    return this.#fingerprint.lower === lower;
  }
}

/** The functions of a `goals.sh`, in order: each stands below a comment line with its text's key. */
export function goalNames(goals: string): readonly string[] {
  return [...goals.matchAll(/^# *([\w-]+)\n([\w-]+) *\(\)/gm)].map((match) => match[2] ?? '');
}

function install(machine: Machine, goals: string): void {
  const { sys } = machine.bareProcess();
  sys.mkdir(directory, 0o700);
  for (const name of Object.keys(checks))
    writeFile(sys, `${directory}/${name}`, executableImage(`check-${name}`), 0o755);
  writeFile(sys, `${directory}/goals.sh`, encodeBytes(goals), 0o644);
}

function runGoal(machine: Machine, id: string): GoalResult {
  const out = `${directory}/out`;
  const pid = machine.spawn({
    path: '/bin/bash',
    argv: ['bash', '-c', `exec >${out} 2>&1; . ${directory}/goals.sh; ${id}; echo $? >${directory}/status`],
    environ: [
      `PATH=${directory}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
      'HOME=/root',
      `GOAL=${id}`,
    ],
    cwd: '/root',
  });
  // A goal that does not end is not met; it holds nothing up.
  machine.run({ steps: 200_000, until: () => machine.process(pid) === undefined });
  const { sys } = machine.bareProcess();
  const status = readFile(sys, `${directory}/status`);
  const reason = readFile(sys, out) ?? '';
  sys.unlink(`${directory}/status`);
  return { met: status?.trim() === '0', reason: reason.trim() };
}

function writeFile(sys: Syscalls, path: string, bytes: Uint8Array, mode: number): void {
  const fd = sys.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
  if (fd.err !== undefined) throw new Error(`${path} could not be made on a fork: ${fd.err}`);
  sys.write(fd.ok, bytes);
  sys.close(fd.ok);
}

function readFile(sys: Syscalls, path: string): string | undefined {
  const fd = sys.open(path, O_RDONLY);
  if (fd.err !== undefined) return undefined;
  const bytes = sys.read(fd.ok, 65536);
  sys.close(fd.ok);
  return bytes.err === undefined ? decodeBytes(bytes.ok) : undefined;
}

function subjectOf(log: readonly LogEntry[]): Subject | undefined {
  const mount = log.findLast(
    (entry) =>
      entry.kind === 'event' &&
      entry.op === 'mount' &&
      entry.fstype === 'overlay' &&
      entry.upper !== undefined &&
      !entry.upper.includes('-init/'),
  );
  if (mount?.kind !== 'event' || mount.op !== 'mount') return undefined;
  return { merged: mount.target, upper: mount.upper, work: mount.work, lower: mount.lower ?? [] };
}

/** 64 digits are no sentence: an id is told by its first twelve. */
function shortPath(text: string): string {
  return text.replace(/([0-9a-f]{12})[0-9a-f]{52}/g, '$1…');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a tree looks like from outside: names, types, sizes, modes, owners and times of change, not link counts. */
function fingerprint(sys: Syscalls, path: string): string {
  const fd = sys.open(path, O_RDONLY);
  if (fd.err !== undefined) return fd.err;
  let hash = 0x811c9dc5;
  const add = (text: string): void => {
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  };
  for (;;) {
    const entries = sys.getdents(fd.ok);
    if (entries.err !== undefined || entries.ok.length === 0) break;
    for (const { name, type } of [...entries.ok].sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (name === '.' || name === '..') continue;
      const stat = sys.lstat(`${path}/${name}`).ok;
      if (stat === undefined) continue;
      add(`${name} ${stat.mode} ${stat.uid} ${stat.gid} ${stat.size} ${stat.mtimeNs}\n`);
      if (type === 'dir') add(fingerprint(sys, `${path}/${name}`));
    }
  }
  sys.close(fd.ok);
  return String(hash);
}
