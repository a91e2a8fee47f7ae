// `kill`.
import { signalNumbers, type Signal } from '../../abi/signal.ts';
import { strerror } from '../../abi/errno.ts';
import { trapName } from '../run/traps.ts';
import { complain, type Builtin } from './builtin.ts';
import { signalTable } from './trap.ts';

export const kill: Builtin = {
  name: 'kill',
  synopsis: '[-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]',
  summary: 'Sends a signal to processes or jobs.',
  *run(shell, { args }) {
    let signal: Signal | 0 = 'SIGTERM';
    let at = 0;
    const usage = function* (): Generator<never, number> {
      yield* [];
      return 2;
    };
    if (args.length === 0) {
      yield* shell.printError(`kill: usage: kill ${kill.synopsis}\n`);
      return 2;
    }
    const first = args[0] ?? '';
    if (first === '-l' || first === '-L') {
      if (args.length === 1) {
        shell.print(signalTable());
        return 0;
      }
      let status = 0;
      for (const spec of args.slice(1)) {
        const name = trapName(/^\d+$/.test(spec) && Number(spec) > 128 ? String(Number(spec) - 128) : spec);
        if (name === undefined) {
          yield* shell.error(`kill: ${spec}: invalid signal specification`);
          status = 1;
        } else if (/^\d+$/.test(spec)) shell.print(`${name}\n`);
        else shell.print(`${name === 'EXIT' ? '0' : String(signalNumbers[`SIG${name}` as Signal])}\n`);
      }
      return status;
    }
    if (first.startsWith('-') && first !== '--' && first.length > 1) {
      const separate = first === '-s' || first === '-n';
      const spec = separate ? args[1] : first.slice(1);
      if (spec === undefined) return yield* complain(shell, 'kill', `${first}: option requires an argument`);
      const name = trapName(spec);
      if (name === undefined || (name !== 'EXIT' && !(`SIG${name}` in signalNumbers))) {
        return yield* complain(shell, 'kill', `${spec}: invalid signal specification`);
      }
      signal = name === 'EXIT' ? 0 : (`SIG${name}` as Signal);
      at = separate ? 2 : 1;
    }
    if (args[at] === '--') at++;
    if (at >= args.length) {
      yield* shell.printError(`kill: usage: kill ${kill.synopsis}\n`);
      return yield* usage();
    }
    let status = 0;
    for (const target of args.slice(at)) {
      let pid: number;
      if (target.startsWith('%')) {
        const job = shell.jobs.bySpec(target);
        if (job === undefined || job === 'ambiguous') {
          yield* shell.error(`kill: ${target}: no such job`);
          status = 1;
          continue;
        }
        pid = job.group > 0 ? -job.group : (job.processes[0]?.pid ?? 0);
      } else if (/^-?\d+$/.test(target)) pid = Number(target);
      else {
        yield* shell.error(`kill: ${target}: arguments must be process or job IDs`);
        status = 1;
        continue;
      }
      const result = shell.sys.kill(pid, signal);
      if (result.err !== undefined) {
        yield* shell.error(`kill: (${target}) - ${strerror(result.err)}`);
        status = 1;
      } else if (
        target.startsWith('%') &&
        signal !== 'SIGKILL' &&
        signal !== 'SIGCONT' &&
        signal !== 'SIGSTOP' &&
        signal !== 0
      ) {
        // a stopped job must run to die
        if (signal === 'SIGTERM' || signal === 'SIGHUP') shell.sys.kill(pid, 'SIGCONT');
      }
    }
    // a signal to the shell itself is acted upon before the next command
    yield { wait: 'turn' };
    return status;
  },
};
