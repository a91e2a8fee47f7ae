// nohup, nice, setsid: commands that change something about themselves and become another command.
import { strerror } from '../../abi/errno.ts';
import { O_APPEND, O_CREAT, O_WRONLY } from '../../abi/flags.ts';
import { become, execvp, startChild, statusOfFailure, waitForEnd, shellStatus } from '../coreutils/exec.ts';
import { defineTool, Exit, type Tool } from '../coreutils/tool.ts';

export const nohup = defineTool({
  name: 'nohup',
  synopsis: 'COMMAND [ARG]...\nOPTION',
  summary: 'Runs COMMAND so that it goes on when the terminal hangs up.',
  trouble: 125,
  stopAtOperand: true,
  *run(tool) {
    const { sys, operands } = tool;
    if (operands.length === 0) return tool.missingOperand();
    const [ignoresInput, hasOutput, hasErrors] = [0, 1, 2].map((fd) => sys.isatty(fd));
    if (ignoresInput === true) {
      const fd = sys.open('/dev/null', O_WRONLY);
      if (fd.ok !== undefined) {
        sys.dup2(fd.ok, 0);
        sys.close(fd.ok);
      }
      if (hasOutput !== true && hasErrors !== true) tool.warn('ignoring input');
    }
    let target = 1;
    if (hasOutput === true || hasErrors === true) target = redirect(tool, hasOutput === true, ignoresInput === true);
    if (hasErrors === true) {
      if (hasOutput !== true)
        tool.warn(
          ignoresInput === true ? 'ignoring input and redirecting stderr to stdout' : 'redirecting stderr to stdout',
        );
      sys.dup2(target, 2);
    }
    sys.sigaction('SIGHUP', 'ignore');
    return yield* become(tool, operands);
  },
});

function redirect(tool: Tool, isNeeded: boolean, ignoring: boolean): number {
  if (!isNeeded) return 1;
  const { sys } = tool;
  const flags = O_CREAT | O_WRONLY | O_APPEND;
  let name = 'nohup.out';
  let fd = sys.open(name, flags, 0o600);
  if (fd.err !== undefined) {
    const first = strerror(fd.err);
    const home = tool.variable('HOME');
    if (home !== undefined) {
      tool.warn(`failed to open ${tool.quote(name)}: ${first}`);
      name = `${home}/nohup.out`;
      fd = sys.open(name, flags, 0o600);
    }
    if (fd.err !== undefined) {
      tool.warn(`failed to open ${tool.quote(name)}: ${strerror(fd.err)}`);
      throw new Exit(125);
    }
  }
  tool.warn(`${ignoring ? 'ignoring input and ' : ''}appending output to ${tool.quote(name)}`);
  sys.dup2(fd.ok, 1);
  sys.close(fd.ok);
  return 1;
}

/** Every process here has the same share: 0 is the niceness there is, and what is asked for is looked at and let be. */
export const nice = defineTool({
  name: 'nice',
  synopsis: '[OPTION] [COMMAND [ARG]...]',
  summary: 'Runs COMMAND with another niceness, or prints the niceness.',
  options: ['n,adjustment=N|add N (10)'],
  trouble: 125,
  stopAtOperand: true,
  rewrite: (args) => (/^--?\d+$/.test(args[0] ?? '') ? ['-n', (args[0] ?? '').slice(1), ...args.slice(1)] : args),
  *run(tool) {
    const text = tool.value('adjustment');
    if (text !== undefined && !/^\s*[-+]?\d+$/.test(text)) return tool.die(`invalid adjustment ${tool.word(text)}`);
    if (tool.operands.length === 0) {
      if (text !== undefined) return tool.usage('a command must be given with an adjustment');
      tool.print('0\n');
      return 0;
    }
    yield* tool.finish();
    const err = yield* execvp(tool.process, tool.operands, tool.process.environ);
    tool.warn(`${tool.quote(tool.operands[0] ?? '')}: ${strerror(err)}`);
    return statusOfFailure(err);
  },
});

export const setsid = defineTool({
  name: 'setsid',
  suite: 'util-linux',
  synopsis: '[options] <program> [arguments ...]',
  summary: 'Runs a program in a new session.',
  options: [
    'c,ctty|the terminal becomes that of the session',
    'f,fork|always in a child',
    'w,wait|wait for it, and end with its status',
  ],
  stopAtOperand: true,
  *run(tool) {
    const { sys, operands } = tool;
    const [program = ''] = operands;
    if (operands.length === 0) return tool.usage('no command specified');
    const enter = (): void => {
      sys.setsid();
      if (tool.has('ctty')) sys.setControllingTerminal(0);
    };
    const failed = (err: Parameters<typeof strerror>[0]): void =>
      tool.warn(`failed to execute ${program}: ${strerror(err)}`);
    const leads = sys.getpgid(0).ok === sys.getpid();
    if (leads || tool.has('fork')) {
      const started = startChild(tool, operands, {
        prepare: (own) => {
          own.sys.setsid();
          if (tool.has('ctty')) own.sys.setControllingTerminal(0);
        },
        failed: (_, err) => failed(err),
      });
      if (started.err !== undefined) return tool.die(`fork: ${strerror(started.err)}`);
      if (!tool.has('wait')) return 0;
      return shellStatus(yield* waitForEnd(tool.process, started.ok));
    }
    enter();
    yield* tool.finish();
    const err = yield* execvp(tool.process, operands, tool.process.environ);
    failed(err);
    return statusOfFailure(err);
  },
});

export const which = defineTool({
  name: 'which',
  suite: 'debianutils',
  synopsis: '[-a] args',
  summary: 'Says which file a command is.',
  parse: false,
  *run(tool) {
    const args = [...tool.operands];
    let every = false;
    while (args[0]?.startsWith('-') === true && args[0].length > 1) {
      const arg = args.shift() ?? '';
      if (arg === '--') break;
      const wrong = /[^a]/.exec(arg.slice(1))?.[0];
      if (wrong !== undefined) {
        tool.complain(`Illegal option -${wrong}`);
        tool.complain(`Usage: ${tool.sys.readlink('/proc/self/exe').ok ?? tool.name} [-a] args`);
        throw new Exit(2);
      }
      every = true;
    }
    let all = true;
    const path = (tool.variable('PATH') ?? '').split(':').map((directory) => (directory === '' ? '.' : directory));
    for (const name of args) {
      const places = name.includes('/') ? [name] : path.map((directory) => `${directory}/${name}`);
      const found = places.filter((place) => {
        const { ok } = tool.sys.stat(place);
        return ok !== undefined && (ok.mode & 0o170000) === 0o100000 && tool.sys.access(place, 1).err === undefined;
      });
      if (found.length === 0) all = false;
      for (const place of every ? found : found.slice(0, 1)) tool.print(`${place}\n`);
    }
    yield* tool.settle();
    return all && args.length > 0 ? 0 : 1;
  },
});
