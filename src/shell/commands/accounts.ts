// groups, logname, users, getent, arch, hostid: who and what there is, as the accounts' files and the kernel tell.
import { readFileNow } from '../../kernel/stdio.ts';
import { Accounts } from '../coreutils/accounts.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';

export const groups = defineTool({
  name: 'groups',
  synopsis: '[OPTION]... [USERNAME]...',
  summary: 'Prints the groups of each USERNAME, or of this process.',
  *run(tool) {
    const accounts = new Accounts(tool.process);
    const shown = (gids: readonly number[]): string =>
      [...new Set(gids)]
        .map((gid) => {
          const name = accounts.groupName(gid);
          if (name === undefined) tool.error(`cannot find name for group ID ${String(gid)}`);
          return name ?? String(gid);
        })
        .join(' ');
    if (tool.operands.length === 0) {
      const { egid, groups: more } = tool.sys.getcredentials();
      tool.print(`${shown([egid, ...more])}\n`);
    }
    for (const name of tool.operands) {
      const user = accounts.user(name);
      if (user === undefined) {
        tool.error(`${tool.quote(name)}: no such user`);
        continue;
      }
      const more = accounts.groups.filter(({ members }) => members.includes(name)).map(({ gid }) => gid);
      tool.print(`${name} : ${shown([user.gid, ...more])}\n`);
    }
    yield* tool.settle();
    return undefined;
  },
});

export const logname = defineTool({
  name: 'logname',
  synopsis: '[OPTION]',
  summary: 'Prints the name that was logged in with.',
  *run(tool) {
    const [extra] = tool.operands;
    if (extra !== undefined) return tool.extraOperand(extra);
    // No login wrote a record: nobody has a login name here.
    return tool.die('no login name');
  },
});

export const users = defineTool({
  name: 'users',
  synopsis: '[OPTION]... [FILE]',
  summary: 'Prints who is logged in, as FILE tells.',
  *run(tool) {
    const extra = tool.operands[1];
    if (extra !== undefined) return tool.extraOperand(extra);
    yield* tool.settle();
    return 0;
  },
});

export const arch = defineTool({
  name: 'arch',
  synopsis: '[OPTION]...',
  summary: 'Prints the hardware.',
  *run(tool) {
    const [extra] = tool.operands;
    if (extra !== undefined) return tool.extraOperand(extra);
    tool.print(`${tool.sys.uname().machine}\n`);
    yield* tool.settle();
    return 0;
  },
});

export const hostid = defineTool({
  name: 'hostid',
  synopsis: '[OPTION]',
  summary: 'Prints the number of this host.',
  *run(tool) {
    const [extra] = tool.operands;
    if (extra !== undefined) return tool.extraOperand(extra);
    // Made of the address that a host without a name service has: 127.0.1.1.
    tool.print('007f0101\n');
    yield* tool.settle();
    return 0;
  },
});

const databases = [
  'passwd',
  'group',
  'hosts',
  'services',
  'protocols',
  'networks',
  'shadow',
  'gshadow',
  'ethers',
  'rpc',
];

export const getent = defineTool({
  name: 'getent',
  suite: 'libc',
  synopsis: '[OPTION...] database [key ...]',
  summary: 'Prints entries of passwd, group and other databases of /etc.',
  wrongUsage: "Try `getent --help' or `getent --usage' for more information.",
  options: ['i,no-idn|nothing', 's,service=CONFIG|nothing: files are all there is'],
  stopAtOperand: true,
  *run(tool) {
    const [database, ...keys] = tool.operands;
    if (database === undefined) return tool.usage('wrong number of arguments');
    if (!databases.includes(database)) {
      tool.complain(`Unknown database: ${database}`);
      return tool.usage();
    }
    const lines = (readFileNow(tool.process, `/etc/${database}`).ok ?? '')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    if (keys.length === 0) tool.print(lines.map((line) => `${line}\n`).join(''));
    let missing = false;
    for (const key of keys) {
      const found = lines.find((line) => isEntry(line, database, key));
      if (found === undefined) missing = true;
      else tool.print(`${found}\n`);
    }
    yield* tool.settle();
    return missing ? 2 : 0;
  },
});

function isEntry(line: string, database: string, key: string): boolean {
  if (database === 'passwd' || database === 'group') {
    const [name, , id] = line.split(':');
    return /^\d+$/.test(key) ? id === key : name === key;
  }
  return line.split(/[\s:]+/).includes(key);
}

/** What `who` and `w` go by is utmp, in which no login here is written. */
export const who = defineTool({
  name: 'who',
  synopsis: '[OPTION]... [ FILE | ARG1 ARG2 ]',
  summary: 'Prints who is logged in.',
  options: [
    'a,all|all of the below',
    'b,boot|when the machine came up',
    'd,dead|processes that ended',
    'H,heading|a line of headings',
    'l,login|processes that wait for a login',
    'm|only for the terminal on standard input',
    'p,process|processes of init',
    'q,count|names and how many they are',
    'r,runlevel|the run level',
    's,short|name, terminal and time (as it is)',
    't,time|when the clock was set',
    'T,mesg|whether messages are welcome',
    'u,users|since when they have been idle',
  ],
  *run(tool) {
    const extra = tool.operands[2];
    if (extra !== undefined) return tool.extraOperand(extra);
    if (tool.has('count')) tool.print('\n# users=0\n');
    else if (tool.has('heading')) tool.print(headings(tool));
    yield* tool.settle();
    return 0;
  },
});

function headings(tool: Tool): string {
  const message = tool.has('mesg') || tool.has('all') ? ' ' : '';
  const idle = tool.has('users') || tool.has('all') ? ' IDLE          PID' : '';
  return `NAME    ${message} LINE         TIME        ${idle} COMMENT\n`;
}
