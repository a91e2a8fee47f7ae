// pgrep, pkill, pidof: processes by name and by other things.
import type { Command } from '../command.ts';
import { strerror } from '../../abi/errno.ts';
import { Accounts } from '../coreutils/accounts.ts';
import { commandLine, processList, type ProcessEntry } from '../coreutils/processes.ts';
import { signalFrom } from '../coreutils/signals.ts';
import { posixExtended } from '../regex/syntax.ts';
import { compileRegex, RegexError, type Regex } from '../regex/regex.ts';
import { defineTool, Exit, type Tool } from '../coreutils/tool.ts';

const selection = [
  'c,count|how many they are',
  'f,full|by the whole command line',
  "g,pgroup=PGID,...|of those process groups; 0: one's own",
  'G,group=GID,...|with those real groups',
  'i,ignore-case|upper and lower case alike',
  'n,newest|only the youngest',
  'o,oldest|only the oldest',
  'O,older=SECONDS|older than that',
  'P,parent=PPID,...|children of those',
  "s,session=SID,...|of those sessions; 0: one's own",
  't,terminal=TTY,...|of those terminals',
  'u,euid=ID,...|with those effective users',
  'U,uid=ID,...|with those real users',
  'v,inverse|all that do not match',
  'x,exact|the whole name must match',
  'r,runstates=STATE|in those states',
];

export const pgrepCommands: readonly Command[] = [
  defineTool({
    name: 'pgrep',
    suite: 'procps',
    synopsis: '[options] <pattern>',
    summary: 'Prints the processes that match.',
    options: [
      'd,delimiter=STRING|between them, in place of a newline',
      'l,list-name|names, too',
      'a,list-full|command lines, too',
      'w,lightweight|threads, too',
      ...selection,
    ],
    trouble: 2,
    wrongUsage: "Try `pgrep --help' for more information.",
    *run(tool) {
      const found = select(tool);
      if (tool.has('count')) tool.print(`${String(found.length)}\n`);
      else {
        const lines = found.map((entry) => {
          if (tool.has('list-full')) return `${String(entry.pid)} ${commandLine(entry)}`;
          return tool.has('list-name') ? `${String(entry.pid)} ${entry.comm}` : String(entry.pid);
        });
        if (lines.length > 0) tool.print(`${lines.join(tool.value('delimiter') ?? '\n')}\n`);
      }
      yield* tool.settle();
      return found.length === 0 ? 1 : 0;
    },
  }),
  defineTool({
    name: 'pkill',
    suite: 'procps',
    synopsis: '[options] <pattern>',
    summary: 'Sends a signal to the processes that match.',
    options: ['e,echo|say who is sent it', ',signal=SIG|that instead of TERM', ...selection],
    trouble: 2,
    wrongUsage: "Try `pkill --help' for more information.",
    rewrite: (args) =>
      args.map((arg) =>
        /^-(?:\d+|(?:SIG)?[A-Z][A-Z0-9]+)$/.test(arg) && signalFrom(arg.slice(1)) !== undefined
          ? `--signal=${arg.slice(1)}`
          : arg,
      ),
    *run(tool) {
      const word = tool.value('signal') ?? 'TERM';
      const signal = signalFrom(word);
      if (signal === undefined) return tool.die(`Unknown signal "${word}".`);
      const found = select(tool);
      let sent = 0;
      for (const entry of found) {
        const { err } = tool.sys.kill(entry.pid, signal);
        if (err === undefined) {
          sent++;
          if (tool.has('echo')) tool.print(`${entry.comm} killed (pid ${String(entry.pid)})\n`);
        } else if (err !== 'ESRCH') tool.warn(`killing pid ${String(entry.pid)} failed: ${strerror(err)}`);
      }
      if (tool.has('count')) tool.print(`${String(found.length)}\n`);
      yield* tool.settle();
      return sent > 0 ? 0 : 1;
    },
  }),
  defineTool({
    name: 'pidof',
    paths: ['/bin/pidof', '/usr/bin/pidof'],
    suite: 'procps',
    synopsis: '[options] [program [...]]',
    summary: 'Prints the processes of a program.',
    options: [
      's,single-shot|only one',
      'c,check-root|only with this root',
      'q|print nothing',
      'w,with-workers|processes without a command line, too',
      'x|scripts, too',
      'o,omit-pid=PID,...|but not those',
      't,lightweight|threads, too',
      'S,separator=SEP|between them, in place of a blank',
    ],
    *run(tool) {
      const omitted = tool.options
        .flatMap(({ name, value = '' }) => (name === 'omit-pid' ? value.split(',') : []))
        .map((word) => (word === '%PPID' ? tool.sys.getppid() : Number(word)));
      const found: number[] = [];
      for (const name of tool.operands) {
        const own = processList(tool).filter((entry) => isProgram(tool, entry, name) && !omitted.includes(entry.pid));
        found.push(...own.map(({ pid }) => pid).sort((a, b) => b - a));
      }
      const shown = tool.has('single-shot') ? found.slice(0, 1) : found;
      if (!tool.has('q') && shown.length > 0) tool.print(`${shown.map(String).join(tool.value('separator') ?? ' ')}\n`);
      yield* tool.settle();
      return found.length === 0 ? 1 : 0;
    },
  }),
];

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function isProgram(tool: Tool, entry: ProcessEntry, name: string): boolean {
  const [first, second] = entry.argv;
  if (first === undefined) return tool.has('with-workers') && entry.comm === name;
  const shown = first.replace(/^-/, '');
  if (shown === name || (!name.includes('/') && baseOf(shown) === name)) return true;
  return tool.has('x') && second !== undefined && (second === name || baseOf(second) === name);
}

function select(tool: Tool): readonly ProcessEntry[] {
  const [pattern, extra] = tool.operands;
  if (extra !== undefined) {
    tool.warn('only one pattern can be provided');
    return tool.usage();
  }
  const criteria = ['pgroup', 'group', 'older', 'parent', 'session', 'terminal', 'euid', 'uid', 'runstates'];
  if (pattern === undefined && !criteria.some((name) => tool.has(name))) {
    tool.warn('no matching criteria specified');
    return tool.usage();
  }
  const regexp = pattern === undefined ? undefined : patternOf(tool, pattern);
  const accounts = new Accounts(tool.process);
  const list = (name: string): readonly string[] | undefined => tool.value(name)?.split(',');
  const own = processList(tool).find(({ pid }) => pid === tool.sys.getpid());
  const numbers = (name: string, self: number): readonly number[] | undefined =>
    list(name)?.map((word) => (/^\d+$/.test(word) ? Number(word) || self : tool.die(`not a number: ${word}`)));
  const userIds = (name: string): readonly number[] | undefined =>
    list(name)?.map((word) => accounts.uidOf(word) ?? tool.die(`invalid user name: ${word}`));
  const wanted = {
    pgroup: numbers('pgroup', own?.pgrp ?? 0),
    session: numbers('session', own?.session ?? 0),
    parent: numbers('parent', 0),
    euid: userIds('euid'),
    uid: userIds('uid'),
    group: list('group')?.map((word) => accounts.gidOf(word) ?? tool.die(`invalid group name: ${word}`)),
    terminal: list('terminal')?.map((word) => word.replace('/dev/', '')),
  };
  const now = tool.sys.clockGettime();
  const older = tool.value('older');
  const isOne = (entry: ProcessEntry): boolean => {
    const text = tool.has('full') ? commandLine(entry) : entry.comm;
    const matches =
      (regexp === undefined || regexp.test(text)) &&
      (wanted.pgroup?.includes(entry.pgrp) ?? true) &&
      (wanted.session?.includes(entry.session) ?? true) &&
      (wanted.parent?.includes(entry.ppid) ?? true) &&
      (wanted.euid?.includes(entry.euid) ?? true) &&
      (wanted.uid?.includes(entry.uid) ?? true) &&
      (wanted.group?.includes(entry.gid) ?? true) &&
      (wanted.terminal?.includes(entry.tty) ?? true) &&
      (tool.value('runstates')?.includes(entry.state) ?? true) &&
      (older === undefined || Number((now - entry.startNs) / 1_000_000_000n) >= Number(older));
    return matches !== tool.has('inverse');
  };
  const found = processList(tool).filter((entry) => entry.pid !== tool.sys.getpid() && isOne(entry));
  if (tool.has('newest')) return found.slice(-1);
  return tool.has('oldest') ? found.slice(0, 1) : found;
}

function patternOf(tool: Tool, pattern: string): Regex {
  const whole = tool.has('exact') ? `^(${pattern})$` : pattern;
  try {
    return compileRegex(whole, {
      syntax: posixExtended,
      ignoreCase: tool.has('ignore-case'),
      encoding: tool.utf8 ? 'utf8' : 'bytes',
    });
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    tool.warn(error.message);
    throw new Exit(2);
  }
}
