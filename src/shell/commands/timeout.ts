// timeout: a command that is ended when its time is over.
import { strerror } from '../../abi/errno.ts';
import { signalNumbers, type Signal } from '../../abi/signal.ts';
import { execvp, statusOfFailure } from '../coreutils/exec.ts';
import { parseDuration } from '../coreutils/duration.ts';
import { signalFrom } from '../coreutils/signals.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';

export const timeout = defineTool({
  name: 'timeout',
  synopsis: '[OPTION] DURATION COMMAND [ARG]...',
  summary: 'Runs COMMAND, and ends it when it runs longer than DURATION.',
  options: [
    ',preserve-status|end with the status of COMMAND, even when its time was over',
    ',foreground|COMMAND may read from the terminal; its children are not ended',
    'k,kill-after=DURATION|kill it when it still runs so much later',
    's,signal=SIGNAL|that instead of TERM',
    'v,verbose|say when a signal is sent',
  ],
  trouble: 125,
  stopAtOperand: true,
  *run(tool) {
    const [text = '', ...command] = tool.operands;
    const duration = (word: string): bigint => {
      const parsed = parseDuration(word);
      return parsed ?? tool.usage(`invalid time interval ${tool.word(word)}`);
    };
    const killText = tool.value('kill-after');
    const killAfter = killText === undefined ? 0n : duration(killText);
    const wanted = tool.value('signal');
    const signal = wanted === undefined ? 'SIGTERM' : signalFrom(wanted);
    if (signal === undefined) return tool.usage(`${tool.word(wanted ?? '')}: invalid signal`);
    if (tool.operands.length < 2) return tool.usage();
    const limit = duration(text);
    if (!tool.has('foreground')) tool.sys.setpgid(0, 0);
    const started = tool.sys.fork(function* (own) {
      const err = yield* execvp(own, command, own.environ);
      tool.warn(`failed to run command ${tool.quote(command[0] ?? '')}: ${strerror(err)}`);
      return statusOfFailure(err);
    });
    if (started.err !== undefined) return tool.die(`fork system call failed: ${strerror(started.err)}`);
    return yield* watch(tool, started.ok, command[0] ?? '', signal, limit, killAfter);
  },
});

function* watch(
  tool: Tool,
  pid: number,
  command: string,
  first: Signal | 0,
  limit: bigint,
  killAfter: bigint,
): Steps<number> {
  const { sys } = tool;
  let over = false;
  let signal = first;
  let until = limit === 0n ? undefined : sys.clockGettime() + limit;
  sys.sigaction('SIGCHLD', () => undefined);
  // What would end timeout is passed on.
  let passed: Signal | undefined;
  for (const each of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const) sys.sigaction(each, (got) => (passed = got));
  for (;;) {
    const ended = sys.waitpid(pid);
    if (ended.ok !== undefined) {
      if (over && !tool.has('preserve-status') && ended.ok.signaled !== 'SIGKILL') return 124;
      if (ended.ok.signaled !== undefined) return 128 + signalNumbers[ended.ok.signaled];
      return over && !tool.has('preserve-status') ? 124 : (ended.ok.exited ?? 0);
    }
    if (passed !== undefined) {
      sys.kill(pid, passed);
      passed = undefined;
    }
    if (until !== undefined && sys.clockGettime() >= until) {
      if (tool.has('verbose'))
        tool.warn(`sending signal ${signal === 0 ? 'EXIT' : signal.slice(3)} to command ${tool.quote(command)}`);
      send(tool, pid, signal);
      over = true;
      until = killAfter === 0n || signal === 'SIGKILL' ? undefined : sys.clockGettime() + killAfter;
      signal = 'SIGKILL';
      continue;
    }
    yield until === undefined ? { wait: 'child', pid } : { wait: 'time', until };
  }
}

/** To the command, and in the background to all of its group but timeout itself. */
function send(tool: Tool, pid: number, signal: Signal | 0): void {
  const { sys } = tool;
  sys.kill(pid, signal);
  if (signal === 0 || tool.has('foreground')) return;
  // What cannot be ignored ends timeout, too.
  if (signal !== 'SIGKILL' && signal !== 'SIGSTOP') sys.sigaction(signal, 'ignore');
  sys.kill(0, signal);
  sys.sigaction('SIGCONT', 'ignore');
  sys.kill(pid, 'SIGCONT');
  sys.kill(0, 'SIGCONT');
}
