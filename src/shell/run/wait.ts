// Waiting for children: a foreground job to end or stop, and the news of background ones.
import type { ChildStatus, Wait, Woken } from '../../kernel/program.ts';
import { waitpid } from '../../kernel/blocking.ts';
import type { Shell } from '../shell.ts';
import { finished, signalDescription, stateOf, type Job } from './jobs.ts';

/** Waits for processes that are no job, in order. Their statuses. */
export function* waitForProcesses(shell: Shell, pids: readonly number[]): Generator<Wait, ChildStatus[], Woken> {
  const statuses: ChildStatus[] = [];
  for (const pid of pids) {
    for (;;) {
      const waited = yield* waitpid(shell.process, pid);
      if (waited.err === 'EINTR') continue;
      statuses.push(waited.err === undefined ? waited.ok : { pid, exited: 127 });
      break;
    }
  }
  return statuses;
}

/** Waits until a job has ended or stopped; it is the job's newest record that is returned. */
export function* waitForJob(shell: Shell, job: Job): Generator<Wait, Job, Woken> {
  for (;;) {
    const now = shell.jobs.find(job.number) ?? job;
    const state = stateOf(now);
    if (state !== 'running') return now;
    const running = now.processes.find((process) => !finished(process) && process.status === undefined);
    if (running === undefined) return now;
    const waited = yield* waitpid(shell.process, running.pid, true);
    if (waited.err === 'EINTR') continue;
    shell.jobs.report(waited.err === undefined ? waited.ok : { pid: running.pid, exited: 127 });
  }
}

/** Collects, without waiting, what background children have to tell. */
export function collect(shell: Shell): void {
  const pids = shell.jobs.list.flatMap((job) =>
    job.processes.filter((process) => !finished(process)).map((process) => process.pid),
  );
  for (const pid of [...pids, ...shell.jobs.loose]) {
    const waited = shell.sys.waitpid(pid, true);
    if (waited.err === undefined) shell.jobs.report(waited.ok);
    else if (waited.err === 'ECHILD') shell.jobs.report({ pid, exited: 127 });
  }
}

/** Tells what changed of background jobs, and drops those that ended. At a prompt, and in `jobs`. */
export function* notify(shell: Shell): Generator<Wait, void, Woken> {
  collect(shell);
  let text = '';
  for (const job of [...shell.jobs.list]) {
    const state = stateOf(job);
    if (state === 'running') continue;
    if (!job.told && shell.interactive) text += `${shell.jobs.line(job, false)}\n`;
    if (state === 'done') shell.jobs.remove(job.number);
    else if (!job.told) shell.jobs.update({ ...job, told: true });
  }
  if (text !== '') yield* shell.printError(text);
}

export function pipelineStatus(shell: Shell, statuses: readonly number[]): number {
  if (shell.options.has('pipefail')) {
    for (let at = statuses.length - 1; at >= 0; at--) if (statuses[at] !== 0) return statuses[at] ?? 0;
    return 0;
  }
  return statuses[statuses.length - 1] ?? 0;
}

/** Says how a foreground command died, unless of SIGINT or SIGPIPE. */
export function* tellDeath(shell: Shell, status: ChildStatus, text: () => string): Generator<Wait, void, Woken> {
  const signal = status.signaled;
  if (signal === undefined || signal === 'SIGINT' || signal === 'SIGPIPE') {
    if (signal === 'SIGINT' && shell.interactive) yield* shell.printError('\n');
    return;
  }
  // Debian's bash says no more of SIGTERM
  if (shell.interactive || signal === 'SIGTERM') yield* shell.printError(`${signalDescription(signal)}\n`);
  else {
    const description = signalDescription(signal).padEnd(23);
    yield* shell.error(`${String(status.pid).padStart(5)} ${description} ${text()}`);
  }
}
