// Commands of a few lines: what they tell is one call, or nothing at all.
import type { Command } from '../command.ts';
import { Accounts } from '../coreutils/accounts.ts';
import { defineTool } from '../coreutils/tool.ts';

const none = { wait: 'turn' } as const;

export const smallCommands: readonly Command[] = [
  defineTool({
    name: 'true',
    paths: ['/bin/true', '/usr/bin/true'],
    synopsis: '',
    summary: 'Succeeds.',
    parse: false,
    *run() {
      yield none;
      return 0;
    },
  }),
  defineTool({
    name: 'false',
    paths: ['/bin/false', '/usr/bin/false'],
    synopsis: '',
    summary: 'Fails.',
    parse: false,
    *run() {
      yield none;
      return 1;
    },
  }),
  defineTool({
    name: 'whoami',
    synopsis: '',
    summary: 'Prints the name of the effective user.',
    *run(tool) {
      const { euid } = tool.sys.getcredentials();
      const name = new Accounts(tool.process).userName(euid);
      if (name === undefined) return tool.die(`cannot find name for user ID ${euid}`);
      tool.print(`${name}\n`);
      yield none;
      return 0;
    },
  }),
  defineTool({
    name: 'uname',
    paths: ['/bin/uname'],
    synopsis: '[OPTION]...',
    summary: 'Prints what system this is.',
    options: [
      'a,all|all of it',
      'm,machine|the hardware',
      'n,nodename|the host name',
      'r,kernel-release|the release',
      's,kernel-name|the kernel',
      'v,kernel-version|the version',
      'o,operating-system|the system',
    ],
    *run(tool) {
      const { sysname, nodename, release, version, machine } = tool.sys.uname();
      const parts = [
        ['kernel-name', sysname],
        ['nodename', nodename],
        ['kernel-release', release],
        ['kernel-version', version],
        ['machine', machine],
        ['operating-system', 'GNU/Linux'],
      ] as const;
      const chosen = parts.filter(([name]) => tool.has('all') || tool.has(name));
      tool.print(`${(chosen.length === 0 ? [parts[0]] : chosen).map(([, text]) => text).join(' ')}\n`);
      yield none;
      return 0;
    },
  }),
  defineTool({
    name: 'sync',
    paths: ['/bin/sync'],
    synopsis: '',
    summary: 'Writes what is cached to the disks.',
    *run(tool) {
      tool.sys.sync();
      yield none;
      return 0;
    },
  }),
  defineTool({
    name: 'clear',
    suite: 'ncurses',
    synopsis: '',
    summary: 'Clears the screen.',
    *run(tool) {
      tool.print('\x1b[H\x1b[2J\x1b[3J');
      yield none;
      return 0;
    },
  }),
];
