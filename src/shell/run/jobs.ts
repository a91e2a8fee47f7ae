// The jobs of a shell: what it started and has not yet told the end of. Plain data, so that a checkpoint holds it.
import { signalNumbers, type Signal } from '../../abi/signal.ts';
import type { ChildStatus } from '../../kernel/program.ts';

/** As in `$?`: the exit status, or 128 and the signal's number. */
export function statusOf(status: ChildStatus): number {
  if (status.exited !== undefined) return status.exited;
  const signal = status.signaled ?? status.stopped;
  return signal === undefined ? 0 : 128 + signalNumbers[signal];
}

export interface JobProcess {
  readonly pid: number;
  readonly text: string;
  /** undefined: it runs. */
  readonly status: ChildStatus | undefined;
}

export interface Job {
  readonly number: number;
  /** Its process group, 0 where it stayed in the shell's. */
  readonly group: number;
  readonly processes: readonly JobProcess[];
  readonly text: string;
  readonly background: boolean;
  /** Its last change was told to the user. */
  readonly told: boolean;
  /** `disown -h`, or taken off by `disown`: no SIGHUP, no notice. */
  readonly disowned: boolean;
}

export type JobState = 'running' | 'stopped' | 'done';

export function stateOf(job: Job): JobState {
  let stopped = false;
  for (const { status } of job.processes) {
    if (status === undefined) return 'running';
    if (status.stopped !== undefined) stopped = true;
  }
  return stopped ? 'stopped' : 'done';
}

export function finished(process: JobProcess): boolean {
  return process.status !== undefined && process.status.stopped === undefined;
}

/** Texts of strsignal(3), as bash tells deaths. */
const descriptions: Partial<Record<Signal, string>> = {
  SIGHUP: 'Hangup',
  SIGINT: 'Interrupt',
  SIGQUIT: 'Quit',
  SIGILL: 'Illegal instruction',
  SIGTRAP: 'Trace/breakpoint trap',
  SIGABRT: 'Aborted',
  SIGBUS: 'Bus error',
  SIGFPE: 'Floating point exception',
  SIGKILL: 'Killed',
  SIGUSR1: 'User defined signal 1',
  SIGSEGV: 'Segmentation fault',
  SIGUSR2: 'User defined signal 2',
  SIGPIPE: 'Broken pipe',
  SIGALRM: 'Alarm clock',
  SIGTERM: 'Terminated',
  SIGSTKFLT: 'Stack fault',
  SIGXCPU: 'CPU time limit exceeded',
  SIGXFSZ: 'File size limit exceeded',
  SIGVTALRM: 'Virtual timer expired',
  SIGPROF: 'Profiling timer expired',
  SIGIO: 'I/O possible',
  SIGPWR: 'Power failure',
  SIGSYS: 'Bad system call',
};

export function signalDescription(signal: Signal): string {
  return descriptions[signal] ?? signal;
}

/** What `jobs` says of a state: `Done`, `Exit 3`, `Stopped`, `Terminated`. */
export function stateText(job: Job): string {
  const state = stateOf(job);
  if (state === 'running') return 'Running';
  const last = job.processes[job.processes.length - 1]?.status;
  if (state === 'stopped') {
    const stopped = job.processes.find((process) => process.status?.stopped !== undefined)?.status?.stopped;
    return stopped === 'SIGTTIN' || stopped === 'SIGTTOU' ? `Stopped(${stopped})` : 'Stopped';
  }
  if (last?.signaled !== undefined) return signalDescription(last.signaled);
  return last?.exited === undefined || last.exited === 0 ? 'Done' : `Exit ${String(last.exited)}`;
}

export class Jobs {
  #list: Job[] = [];
  /** Job numbers, the most lately stopped or started last: `%+` and `%-`. */
  #recent: number[] = [];
  /** Background processes outside any job (process substitutions). */
  #loose: number[] = [];
  /** Statuses of background processes already collected, for `wait PID`. */
  #ended = new Map<number, ChildStatus>();

  get list(): readonly Job[] {
    return this.#list;
  }

  get loose(): readonly number[] {
    return this.#loose;
  }

  /** A child has no jobs; it still shows its parent's, as `jobs | cat` does. */
  forChild(): Jobs {
    const child = new Jobs();
    child.inherited = this.#list.length > 0 ? this.#list : this.inherited;
    return child;
  }
  inherited: readonly Job[] = [];

  add(job: Omit<Job, 'number' | 'told' | 'disowned'>): Job {
    const number = this.#list.reduce((highest, other) => Math.max(highest, other.number), 0) + 1;
    const made = { ...job, number, told: false, disowned: false };
    this.#list.push(made);
    this.#recent.push(number);
    return made;
  }

  addLoose(pid: number): void {
    this.#loose.push(pid);
  }

  update(job: Job): void {
    const at = this.#list.findIndex((other) => other.number === job.number);
    if (at >= 0) this.#list[at] = job;
  }

  remove(number: number): void {
    this.#list = this.#list.filter((job) => job.number !== number);
    this.#recent = this.#recent.filter((other) => other !== number);
  }

  /** Makes a job `%+`. */
  touch(number: number): void {
    this.#recent = [...this.#recent.filter((other) => other !== number), number];
  }

  find(number: number): Job | undefined {
    return this.#list.find((job) => job.number === number);
  }

  ofProcess(pid: number): Job | undefined {
    return this.#list.find((job) => job.processes.some((process) => process.pid === pid));
  }

  get current(): Job | undefined {
    const stopped = this.#ordered().filter((job) => stateOf(job) === 'stopped');
    return stopped[stopped.length - 1] ?? this.#ordered()[this.#recent.length - 1];
  }

  get previous(): Job | undefined {
    const current = this.current;
    const others = this.#ordered().filter((job) => job !== current);
    const stopped = others.filter((job) => stateOf(job) === 'stopped');
    return stopped[stopped.length - 1] ?? others[others.length - 1];
  }

  #ordered(): Job[] {
    return this.#recent.flatMap((number) => this.find(number) ?? []);
  }

  /** `%1`, `%+`, `%%`, `%-`, `%name`, `%?text`, or without the `%`. 'ambiguous' where several begin so. */
  bySpec(spec: string): Job | undefined | 'ambiguous' {
    const text = spec.startsWith('%') ? spec.slice(1) : spec;
    if (text === '' || text === '%' || text === '+') return this.current;
    if (text === '-') return this.previous;
    if (/^\d+$/.test(text)) return this.find(Number(text));
    const fitting = this.#list.filter((job) =>
      text.startsWith('?') ? job.text.includes(text.slice(1)) : job.text.startsWith(text),
    );
    return fitting.length > 1 ? 'ambiguous' : fitting[0];
  }

  /** Takes the news of a child. */
  report(status: ChildStatus): void {
    const job = this.ofProcess(status.pid);
    if (status.continued === undefined && status.stopped === undefined) {
      if (this.#loose.includes(status.pid)) this.#loose = this.#loose.filter((pid) => pid !== status.pid);
      this.#ended.set(status.pid, status);
      if (this.#ended.size > 1000) this.#ended.delete(this.#ended.keys().next().value ?? 0);
    }
    if (job === undefined) return;
    const processes = job.processes.map((process) =>
      process.pid === status.pid ? { ...process, status: status.continued === true ? undefined : status } : process,
    );
    this.update({ ...job, processes, told: false });
    if (status.stopped !== undefined) this.touch(job.number);
  }

  /** The status of a background process that `wait` asks for, once. */
  takeEnded(pid: number): ChildStatus | undefined {
    return this.#ended.get(pid);
  }

  forgetEnded(pid: number): void {
    this.#ended.delete(pid);
  }

  /** `[1]+  Running                 sleep 100 &` */
  line(job: Job, long: boolean): string {
    const mark = job === this.current ? '+' : job === this.previous ? '-' : ' ';
    const state = stateText(job);
    const end = stateOf(job) === 'running' && job.background ? ' &' : '';
    if (!long) return `[${String(job.number)}]${mark}  ${state.padEnd(23)} ${job.text}${end}`;
    return job.processes
      .map((process, index) => {
        const head = index === 0 ? `[${String(job.number)}]${mark} ` : '     ';
        const bar = index === 0 ? '' : '| ';
        const shown = index === 0 ? state.padEnd(23) : ''.padEnd(23);
        const tail = index === job.processes.length - 1 ? end : '';
        return `${head}${String(process.pid).padStart(5)} ${shown} ${bar}${process.text}${tail}`;
      })
      .join('\n');
  }

  save(): unknown {
    return { list: this.#list, recent: this.#recent, loose: this.#loose, ended: [...this.#ended] };
  }

  load(saved: unknown): void {
    const from = saved as { list: Job[]; recent: number[]; loose: number[]; ended: [number, ChildStatus][] };
    this.#list = [...from.list];
    this.#recent = [...from.recent];
    this.#loose = [...from.loose];
    this.#ended = new Map(from.ended);
  }
}
