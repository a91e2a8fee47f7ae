// id: who the caller is, by number and name.
import { Accounts } from '../coreutils/accounts.ts';
import { defineTool } from '../coreutils/tool.ts';

export const id = defineTool({
  name: 'id',
  synopsis: '[OPTION]...',
  summary: 'Prints the user and groups of the caller.',
  options: ['u,user|only the user', 'g,group|only the group', 'G,groups|all groups', 'n,name|names instead of numbers'],
  *run(tool) {
    const { euid, egid, groups } = tool.sys.getcredentials();
    const accounts = new Accounts(tool.process);
    const named = (number: number, name: string | undefined): string =>
      name === undefined ? String(number) : `${number}(${name})`;
    const only = (number: number, name: string | undefined): string =>
      tool.has('name') ? (name ?? String(number)) : String(number);
    const all = [...new Set([egid, ...groups])];
    if (tool.has('user')) tool.print(`${only(euid, accounts.userName(euid))}\n`);
    else if (tool.has('group')) tool.print(`${only(egid, accounts.groupName(egid))}\n`);
    else if (tool.has('groups')) tool.print(`${all.map((gid) => only(gid, accounts.groupName(gid))).join(' ')}\n`);
    else {
      const list = all.map((gid) => named(gid, accounts.groupName(gid))).join(',');
      tool.print(
        `uid=${named(euid, accounts.userName(euid))} gid=${named(egid, accounts.groupName(egid))} groups=${list}\n`,
      );
    }
    yield { wait: 'turn' };
    return undefined;
  },
});
