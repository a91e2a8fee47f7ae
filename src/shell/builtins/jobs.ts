// `jobs`, `fg`, `bg`, `wait`, `disown`.
import type { Running } from '../../kernel/program.ts';
import { waitpid } from '../../kernel/blocking.ts';
import { assign } from '../expand/values.ts';
import { finished, stateOf, statusOf, type Job } from '../run/jobs.ts';
import { finishForeground } from '../run/simple.ts';
import { runPendingTraps } from '../run/traps.ts';
import { collect } from '../run/wait.ts';
import type { Shell } from '../shell.ts';
import { complain, parseOptions, wrongOption, type Builtin } from './builtin.ts';
import { signalNumbers } from '../../abi/signal.ts';

export const jobs: Builtin = {
  name: 'jobs',
  synopsis: '[-lnprs] [jobspec ...] or jobs -x command [args]',
  summary: 'Lists the jobs of this shell.',
  *run(shell, { args }) {
    const options = parseOptions(args, 'lnprs');
    if (options.wrong !== undefined) return yield* wrongOption(shell, jobs, options.wrong);
    const { flags, operands } = options;
    collect(shell);
    const all = shell.jobs.list.length === 0 ? shell.jobs.inherited : shell.jobs.list;
    let chosen: readonly Job[] = all;
    let status = 0;
    if (operands.length > 0) {
      const found: Job[] = [];
      for (const spec of operands) {
        const job = shell.jobs.bySpec(spec);
        if (job === undefined || job === 'ambiguous') {
          yield* complain(shell, 'jobs', `${spec}: no such job`);
          status = 1;
        } else found.push(job);
      }
      chosen = found;
    }
    for (const job of chosen) {
      const state = stateOf(job);
      if (flags.has('r') && state !== 'running') continue;
      if (flags.has('s') && state !== 'stopped') continue;
      if (flags.has('n') && job.told) continue;
      if (flags.has('p')) shell.print(`${String(job.processes[0]?.pid ?? 0)}\n`);
      else shell.print(`${shell.jobs.line(job, flags.has('l'))}\n`);
    }
    for (const job of chosen) {
      if (stateOf(job) === 'done') shell.jobs.remove(job.number);
      else if (stateOf(job) === 'stopped') shell.jobs.update({ ...job, told: true });
    }
    return status;
  },
};

/** The job a word names, or an error told. */
function* jobOf(
  shell: Shell,
  command: string,
  spec: string | undefined,
): Generator<import('../../kernel/program.ts').Wait, Job | undefined, import('../../kernel/program.ts').Woken> {
  const job = spec === undefined ? shell.jobs.current : shell.jobs.bySpec(spec);
  if (job === 'ambiguous') {
    yield* shell.error(`${command}: ${spec ?? ''}: ambiguous job spec`);
    return undefined;
  }
  if (job === undefined) yield* shell.error(`${command}: ${spec ?? 'current'}: no such job`);
  return job;
}

/** A job's processes run again. */
function continued(job: Job): Job {
  return {
    ...job,
    told: true,
    processes: job.processes.map((process) => (finished(process) ? process : { ...process, status: undefined })),
  };
}

export const fg: Builtin = {
  name: 'fg',
  synopsis: '[job_spec]',
  summary: 'Brings a job to the foreground.',
  *run(shell, { args }) {
    if (!shell.monitor) return yield* complain(shell, 'fg', 'no job control');
    const job = yield* jobOf(shell, 'fg', args[0]);
    if (job === undefined) return 1;
    shell.print(`${job.text}\n`);
    yield* shell.flush('fg');
    shell.jobs.update({ ...continued(job), background: false });
    shell.jobs.touch(job.number);
    if (shell.terminal !== undefined) shell.sys.tcsetpgrp(shell.terminal, job.group);
    shell.sys.kill(-job.group, 'SIGCONT');
    return yield* finishForeground(shell, job.number);
  },
};

export const bg: Builtin = {
  name: 'bg',
  synopsis: '[job_spec ...]',
  summary: 'Lets stopped jobs run on in the background.',
  *run(shell, { args }) {
    if (!shell.monitor) return yield* complain(shell, 'bg', 'no job control');
    let status = 0;
    for (const spec of args.length === 0 ? [undefined] : args) {
      const job = yield* jobOf(shell, 'bg', spec);
      if (job === undefined) {
        status = 1;
        continue;
      }
      if (stateOf(job) === 'running') {
        yield* shell.error(`bg: job ${String(job.number)} already in background`);
        continue;
      }
      const mark = job === shell.jobs.current ? '+' : job === shell.jobs.previous ? '-' : ' ';
      shell.jobs.update({ ...continued(job), background: true });
      shell.sys.kill(-job.group, 'SIGCONT');
      shell.print(`[${String(job.number)}]${mark} ${job.text} &\n`);
    }
    return status;
  },
};

export const disown: Builtin = {
  name: 'disown',
  synopsis: '[-h] [-ar] [jobspec ... | pid ...]',
  summary: 'Takes jobs off the list.',
  *run(shell, { args }) {
    const options = parseOptions(args, 'har');
    if (options.wrong !== undefined) return yield* wrongOption(shell, disown, options.wrong);
    const { flags, operands } = options;
    let chosen: Job[] = [];
    if (flags.has('a') || flags.has('r'))
      chosen = shell.jobs.list.filter((job) => !flags.has('r') || stateOf(job) === 'running');
    else {
      for (const spec of operands.length === 0 ? [undefined] : operands) {
        const byPid = spec !== undefined && /^\d+$/.test(spec) ? shell.jobs.ofProcess(Number(spec)) : undefined;
        const job = byPid ?? (yield* jobOf(shell, 'disown', spec));
        if (job === undefined) return 1;
        chosen.push(job);
      }
    }
    for (const job of chosen) {
      if (flags.has('h')) shell.jobs.update({ ...job, disowned: true });
      else shell.jobs.remove(job.number);
    }
    return 0;
  },
};

export const wait: Builtin = {
  name: 'wait',
  synopsis: '[-fn] [-p var] [id ...]',
  summary: 'Waits for children and tells their status.',
  *run(shell, { args }) {
    const options = parseOptions(args, 'fnp:');
    if (options.wrong !== undefined) return yield* wrongOption(shell, wait, options.wrong);
    const { flags, values, operands } = options;
    const variable = values.get('p');
    if (flags.has('n')) return yield* waitNext(shell, operands, variable);
    if (operands.length === 0) {
      for (;;) {
        collect(shell);
        const running = shell.jobs.list.flatMap((job) =>
          stateOf(job) === 'running' ? job.processes.filter((process) => process.status === undefined) : [],
        );
        const pid = running[0]?.pid ?? shell.jobs.loose[0];
        if (pid === undefined) break;
        const interrupted = yield* waitOne(shell, pid);
        if (interrupted !== undefined) return interrupted;
      }
      for (const job of [...shell.jobs.list])
        if (stateOf(job) === 'done' && !shell.interactive) shell.jobs.remove(job.number);
      return 0;
    }
    let status = 0;
    for (const operand of operands) {
      status = yield* waitOperand(shell, operand);
      if (shell.unwinding !== undefined) break;
    }
    if (variable !== undefined) assign(shell, variable, operands[operands.length - 1] ?? '');
    return status;
  },
};

/** Waits for a process and reports it. A number: a trapped signal came instead. */
function* waitOne(
  shell: Shell,
  pid: number,
): Generator<import('../../kernel/program.ts').Wait, number | undefined, import('../../kernel/program.ts').Woken> {
  const waited = yield* waitpid(shell.process, pid);
  if (waited.err === 'EINTR') {
    const signal = shell.pending[0];
    if (signal === undefined) return undefined;
    yield* runPendingTraps(shell);
    return 128 + signalNumbers[signal];
  }
  shell.jobs.report(waited.err === undefined ? waited.ok : { pid, exited: 127 });
  return undefined;
}

function* waitOperand(shell: Shell, operand: string): Running {
  let pids: number[];
  if (operand.startsWith('%')) {
    const job = yield* jobOf(shell, 'wait', operand);
    if (job === undefined) return 127;
    pids = job.processes.map((process) => process.pid);
  } else if (/^\d+$/.test(operand)) pids = [Number(operand)];
  else {
    yield* shell.error(`wait: \`${operand}': not a pid or valid job spec`);
    return 1;
  }
  let status = 127;
  for (const pid of pids) {
    for (;;) {
      const ended = shell.jobs.takeEnded(pid);
      if (ended !== undefined) {
        status = statusOf(ended);
        break;
      }
      if (shell.jobs.ofProcess(pid) === undefined && !shell.jobs.loose.includes(pid)) {
        yield* shell.error(`wait: pid ${String(pid)} is not a child of this shell`);
        return 127;
      }
      const interrupted = yield* waitOne(shell, pid);
      if (interrupted !== undefined) return interrupted;
    }
  }
  const job = shell.jobs.ofProcess(pids[0] ?? 0);
  if (job !== undefined && stateOf(job) === 'done') shell.jobs.remove(job.number);
  return status;
}

/** `wait -n`: the next child that ends. */
function* waitNext(shell: Shell, operands: readonly string[], variable: string | undefined): Running {
  for (;;) {
    collect(shell);
    const wanted =
      operands.length === 0
        ? shell.jobs.list
        : operands.flatMap((operand) => {
            const job = operand.startsWith('%') ? shell.jobs.bySpec(operand) : shell.jobs.ofProcess(Number(operand));
            return job === undefined || job === 'ambiguous' ? [] : [job];
          });
    const done = wanted.find((job) => stateOf(job) === 'done');
    if (done !== undefined) {
      const last = done.processes[done.processes.length - 1];
      shell.jobs.remove(done.number);
      if (variable !== undefined) assign(shell, variable, String(last?.pid ?? ''));
      return last?.status === undefined ? 127 : statusOf(last.status);
    }
    if (wanted.length === 0) return 127;
    if ((yield { wait: 'child', pid: -1 }) === 'interrupted') {
      const signal = shell.pending[0];
      if (signal === undefined) continue;
      yield* runPendingTraps(shell);
      return 128 + signalNumbers[signal];
    }
  }
}
