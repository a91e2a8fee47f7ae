// ps: processes, as /proc tells them (procps): UNIX and BSD options, columns, trees.
import { Accounts } from '../coreutils/accounts.ts';
import { columnOf, standardColumns, type Column } from '../coreutils/process-columns.ts';
import { processList, type ProcessEntry } from '../coreutils/processes.ts';
import { defineTool, Exit, type Tool } from '../coreutils/tool.ts';

interface Choice {
  all: boolean;
  /** `-a`: all with a terminal, but for session leaders; `-d`: all but session leaders. */
  terminals: boolean;
  notLeaders: boolean;
  bsdAll: boolean;
  bsdNoTerminal: boolean;
  running: boolean;
  inverse: boolean;
  pids: number[];
  parents: number[];
  sessions: number[];
  commands: string[];
  users: number[];
  realUsers: number[];
  groups: number[];
  ttys: string[];
  format: string[];
  style: string | undefined;
  forest: boolean;
  headers: boolean;
  wide: number;
  sort: string[];
  environment: boolean;
}

export const ps = defineTool({
  name: 'ps',
  paths: ['/bin/ps', '/usr/bin/ps'],
  suite: 'procps',
  synopsis: '[options]',
  summary: 'Lists processes: of this terminal, or those that are chosen.',
  parse: false,
  *run(tool) {
    const choice = readOptions(tool);
    const all = processList(tool);
    const own = all.find(({ pid }) => pid === tool.sys.getpid());
    let chosen = all.filter((entry) => isChosen(entry, choice, own, tool) !== choice.inverse);
    chosen = sorted(chosen, choice.sort, tool);
    const prefixes = choice.forest ? new Map<number, string>() : undefined;
    if (prefixes !== undefined) chosen = forest(chosen, prefixes);
    const columns = columnsOf(tool, choice);
    print(tool, columns, chosen, prefixes, choice);
    yield* tool.settle();
    return chosen.length === 0 ? 1 : 0;
  },
});

function fail(tool: Tool, message: string): never {
  tool.complain(`error: ${message}\n`);
  tool.complain(
    `Usage:\n ps [options]\n\n Try 'ps --help <simple|list|output|threads|misc|all>'\n  or 'ps --help <s|l|o|t|m|a>'\n for additional help text.\n\nFor more details see ps(1).`,
  );
  throw new Exit(1);
}

function readOptions(tool: Tool): Choice {
  const choice: Choice = {
    all: false,
    terminals: false,
    notLeaders: false,
    bsdAll: false,
    bsdNoTerminal: false,
    running: false,
    inverse: false,
    pids: [],
    parents: [],
    sessions: [],
    commands: [],
    users: [],
    realUsers: [],
    groups: [],
    ttys: [],
    format: [],
    style: undefined,
    forest: false,
    headers: true,
    wide: 0,
    sort: [],
    environment: false,
  };
  const args = [...tool.operands];
  while (args.length > 0) {
    const arg = args.shift() ?? '';
    const value = (joined: string): string => {
      if (joined !== '') return joined;
      return args.shift() ?? fail(tool, 'list of process IDs must follow -p');
    };
    if (arg.startsWith('--')) readLong(tool, choice, arg, value);
    else if (/^\d+(?:,\d+)*$/.test(arg)) choice.pids.push(...arg.split(',').map(Number));
    else if (/^-\d+$/.test(arg)) choice.sessions.push(Number(arg.slice(1)));
    else if (arg.startsWith('-') && arg.length > 1) readUnix(tool, choice, arg.slice(1), value);
    else readBsd(tool, choice, arg, value);
  }
  return choice;
}

function listOf(text: string): string[] {
  return text.split(/[,\s]+/).filter((word) => word !== '');
}

function pidsOf(tool: Tool, text: string): number[] {
  return listOf(text).map((word) => (/^\d+$/.test(word) ? Number(word) : fail(tool, 'process ID list syntax error')));
}

function usersOf(tool: Tool, text: string): number[] {
  const accounts = new Accounts(tool.process);
  return listOf(text).map((word) => accounts.uidOf(word) ?? fail(tool, `user name does not exist`));
}

function readLong(tool: Tool, choice: Choice, arg: string, value: (joined: string) => string): void {
  const [name = '', given] = arg.slice(2).split(/=(.*)/s, 2);
  const text = (): string => given ?? value('');
  switch (name) {
    case 'help':
      tool.help([]);
      break;
    case 'version':
      tool.version();
      break;
    case 'forest':
      choice.forest = true;
      break;
    case 'no-headers':
    case 'no-heading':
    case 'noheaders':
      choice.headers = false;
      break;
    case 'headers':
      break;
    case 'sort':
      choice.sort.push(...listOf(text()));
      break;
    case 'pid':
      choice.pids.push(...pidsOf(tool, text()));
      break;
    case 'ppid':
      choice.parents.push(...pidsOf(tool, text()));
      break;
    case 'sid':
      choice.sessions.push(...pidsOf(tool, text()));
      break;
    case 'user':
      choice.users.push(...usersOf(tool, text()));
      break;
    case 'User':
      choice.realUsers.push(...usersOf(tool, text()));
      break;
    case 'tty':
      choice.ttys.push(...listOf(text()).map((word) => word.replace('/dev/', '')));
      break;
    case 'format':
      choice.format.push(text());
      break;
    case 'deselect':
      choice.inverse = true;
      break;
    case 'cols':
    case 'columns':
    case 'width':
      choice.wide = Number(text());
      break;
    case 'cumulative':
    case 'info':
      break;
    default:
      fail(tool, 'unknown gnu long option');
  }
}

function readUnix(tool: Tool, choice: Choice, letters: string, value: (joined: string) => string): void {
  for (let at = 0; at < letters.length; at++) {
    const letter = letters.charAt(at);
    const rest = letters.slice(at + 1);
    const takes = (): string => {
      at = letters.length;
      return value(rest);
    };
    switch (letter) {
      case 'A':
      case 'e':
        choice.all = true;
        break;
      case 'a':
        choice.terminals = true;
        break;
      case 'd':
        choice.notLeaders = true;
        break;
      case 'N':
        choice.inverse = true;
        break;
      case 'f':
        choice.style = choice.style === 'long' ? 'long' : 'full';
        break;
      case 'F':
        choice.style = 'extra-full';
        break;
      case 'l':
        choice.style = 'long';
        break;
      case 'j':
        choice.style = 'jobs';
        break;
      case 'H':
        choice.forest = true;
        break;
      case 'w':
        choice.wide = Infinity;
        break;
      case 'c':
      case 'y':
      case 'M':
      case 'L':
      case 'T':
      case 'm':
        break;
      case 'o':
        choice.format.push(takes());
        break;
      case 'O':
        choice.format.push(`pid,${takes()},state,tname,time,command`);
        break;
      case 'p':
      case 'q':
        choice.pids.push(...pidsOf(tool, takes()));
        break;
      case 's':
      case 'g':
        choice.sessions.push(...pidsOf(tool, takes()));
        break;
      case 'C':
        choice.commands.push(...listOf(takes()));
        break;
      case 'u':
        choice.users.push(...usersOf(tool, takes()));
        break;
      case 'U':
        choice.realUsers.push(...usersOf(tool, takes()));
        break;
      case 'G': {
        const accounts = new Accounts(tool.process);
        choice.groups.push(
          ...listOf(takes()).map((word) => accounts.gidOf(word) ?? fail(tool, 'group name does not exist')),
        );
        break;
      }
      case 't':
        choice.ttys.push(...listOf(takes()).map((word) => word.replace('/dev/', '')));
        break;
      case 'V':
        tool.version();
        break;
      default:
        fail(tool, 'unsupported SysV option');
    }
  }
}

function readBsd(tool: Tool, choice: Choice, letters: string, value: (joined: string) => string): void {
  for (let at = 0; at < letters.length; at++) {
    const letter = letters.charAt(at);
    const rest = letters.slice(at + 1);
    const takes = (): string => {
      at = letters.length;
      return value(rest);
    };
    switch (letter) {
      case 'a':
        choice.bsdAll = true;
        break;
      case 'x':
        choice.bsdNoTerminal = true;
        break;
      case 'u':
        choice.style = 'user';
        break;
      case 'l':
        choice.style = 'bsd-long';
        break;
      case 'j':
        choice.style = 'bsd-jobs';
        break;
      case 'v':
        choice.style = 'memory';
        break;
      case 'r':
        choice.running = true;
        break;
      case 'f':
        choice.forest = true;
        choice.style ??= 'bsd';
        break;
      case 'w':
        choice.wide = choice.wide === 0 ? 132 : Infinity;
        break;
      case 'e':
        choice.environment = true;
        break;
      case 'h':
        choice.headers = false;
        break;
      case 'g':
      case 'c':
      case 'n':
      case 'S':
      case 'T':
        break;
      case 'o':
        choice.format.push(takes());
        break;
      case 'p':
        choice.pids.push(...pidsOf(tool, takes()));
        break;
      case 'U':
        choice.users.push(...usersOf(tool, takes()));
        break;
      case 't':
        choice.ttys.push(...listOf(rest === '' ? 'own' : takes()));
        break;
      case 'k':
        choice.sort.push(...listOf(takes()));
        break;
      case 'V':
        tool.version();
        break;
      default:
        fail(tool, 'unsupported option (BSD syntax)');
    }
    choice.style ??= /[axr]/.test(letter) ? 'bsd' : undefined;
  }
}

function isChosen(entry: ProcessEntry, choice: Choice, own: ProcessEntry | undefined, tool: Tool): boolean {
  if (choice.running && entry.state !== 'R' && entry.state !== 'D') return false;
  if (choice.all || (choice.bsdAll && choice.bsdNoTerminal)) return true;
  const { pids, parents, sessions, commands, users, realUsers, groups, ttys } = choice;
  const lists = [pids, parents, sessions, commands, users, realUsers, groups, ttys];
  const euid = tool.sys.getcredentials().euid;
  const isLeader = entry.pid === entry.session;
  if (choice.terminals && entry.tty !== '?' && !isLeader) return true;
  if (choice.notLeaders && !isLeader) return true;
  if (choice.bsdAll && entry.tty !== '?') return true;
  if (choice.bsdNoTerminal && entry.euid === euid) return true;
  if (
    choice.terminals ||
    choice.notLeaders ||
    choice.bsdAll ||
    choice.bsdNoTerminal ||
    lists.some((list) => list.length > 0)
  ) {
    return (
      pids.includes(entry.pid) ||
      parents.includes(entry.ppid) ||
      sessions.includes(entry.session) ||
      commands.includes(entry.comm) ||
      users.includes(entry.euid) ||
      realUsers.includes(entry.uid) ||
      groups.includes(entry.gid) ||
      ttys.includes(entry.tty) ||
      (ttys.includes('own') && entry.tty === own?.tty)
    );
  }
  return entry.tty === own?.tty && entry.euid === euid;
}

function sorted(entries: readonly ProcessEntry[], keys: readonly string[], tool: Tool): ProcessEntry[] {
  const result = [...entries];
  for (const key of [...keys].reverse()) {
    const descending = key.startsWith('-');
    const name = key.replace(/^[-+]/, '');
    const column = columnOf(name) ?? fail(tool, 'unknown sort specifier');
    result.sort((a, b) => (descending ? -1 : 1) * column.compare(a, b, tool));
  }
  return result;
}

/** Children behind their parents, and how each is led in. */
function forest(entries: readonly ProcessEntry[], prefixes: Map<number, string>): ProcessEntry[] {
  const result: ProcessEntry[] = [];
  const there = new Set(entries.map(({ pid }) => pid));
  const add = (entry: ProcessEntry, lead: string, isRoot: boolean): void => {
    prefixes.set(entry.pid, isRoot ? '' : `${lead} \\_ `);
    result.push(entry);
    const below = isRoot ? '' : `${lead}${isLastOf(entry, entries) ? '    ' : ' |  '}`;
    for (const child of entries) if (child.ppid === entry.pid && child.pid !== entry.pid) add(child, below, false);
  };
  for (const entry of entries) if (!there.has(entry.ppid) || entry.ppid === entry.pid) add(entry, '', true);
  return result;
}

function isLastOf(entry: ProcessEntry, entries: readonly ProcessEntry[]): boolean {
  return entries.findLast(({ ppid }) => ppid === entry.ppid)?.pid === entry.pid;
}

interface Shown {
  readonly column: Column;
  readonly title: string;
}

function columnsOf(tool: Tool, choice: Choice): Shown[] {
  if (choice.format.length === 0) {
    const names = standardColumns[choice.style ?? 'plain'] ?? '';
    return names.split(',').flatMap((name) => {
      const column = columnOf(name);
      return column === undefined ? [] : [{ column, title: column.title }];
    });
  }
  const shown: Shown[] = [];
  for (const format of choice.format) {
    for (const part of listOf(format)) {
      const at = part.indexOf('=');
      const name = at < 0 ? part : part.slice(0, at);
      const column = columnOf(name) ?? fail(tool, `unknown user-defined format specifier "${name}"`);
      shown.push({ column, title: at < 0 ? column.title : part.slice(at + 1) });
    }
  }
  return shown;
}

function print(
  tool: Tool,
  shown: readonly Shown[],
  entries: readonly ProcessEntry[],
  prefixes: ReadonlyMap<number, string> | undefined,
  choice: Choice,
): void {
  const screen = tool.columns();
  const width = choice.wide > 0 ? choice.wide : (screen ?? Infinity);
  const line = (texts: readonly string[]): void => {
    let text = '';
    texts.forEach((part, i) => {
      const column = shown[i]?.column;
      if (column === undefined) return;
      const size = Math.max(column.width, (shown[i]?.title ?? '').length);
      const isLast = i === texts.length - 1;
      const cell = column.right ? part.padStart(size) : isLast ? part : part.padEnd(size);
      text += (i === 0 ? '' : ' ') + cell;
    });
    tool.print(`${text.slice(0, width)}\n`);
  };
  if (choice.headers && shown.some(({ title }) => title !== '')) line(shown.map(({ title }) => title));
  for (const entry of entries) {
    line(
      shown.map(({ column }) => {
        const lead = column.isCommand ? (prefixes?.get(entry.pid) ?? '') : '';
        return lead + column.text(entry, tool);
      }),
    );
  }
}
