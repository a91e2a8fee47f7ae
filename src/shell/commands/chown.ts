// chown: changes owners, by name or number: USER, USER:GROUP, :GROUP.
import { strerror } from '../../abi/errno.ts';
import { Accounts } from '../coreutils/accounts.ts';
import { defineTool } from '../coreutils/tool.ts';
import { walkTree } from '../coreutils/tree.ts';

export const chown = defineTool({
  name: 'chown',
  paths: ['/bin/chown'],
  synopsis: '[OPTION]... [OWNER][:[GROUP]] FILE...',
  summary: 'Changes the owner of each FILE.',
  options: [
    'f,silent|say nothing of what fails',
    'h,no-dereference|symbolic links themselves',
    'R,recursive|what is in directories, too',
    'v,verbose|say what is done',
  ],
  *run(tool) {
    const { sys } = tool;
    const [spec, ...paths] = tool.operands;
    if (spec === undefined) return tool.missingOperand();
    if (paths.length === 0) return tool.usage(`missing operand after ${tool.word(spec)}`);
    const accounts = new Accounts(tool.process);
    const [owner = '', group] = spec.split(/[:.]/, 2);
    const number = (text: string, known: number | undefined): number | undefined =>
      known ?? (/^\d+$/.test(text) ? Number(text) : undefined);
    const uid = owner === '' ? -1 : number(owner, accounts.user(owner)?.uid);
    const gid =
      group === undefined
        ? -1
        : group === ''
          ? (accounts.user(owner)?.gid ?? -1)
          : number(group, accounts.group(group)?.gid);
    if (uid === undefined) return tool.die(`invalid user: ${tool.word(spec)}`);
    if (gid === undefined) return tool.die(`invalid group: ${tool.word(spec)}`);
    const linksThemselves = tool.has('no-dereference') || tool.has('recursive');
    for (const path of paths) {
      for (const one of walkTree(sys, path, tool.has('recursive'), true)) {
        const { err } = linksThemselves ? sys.lchown(one, uid, gid) : sys.chown(one, uid, gid);
        if (err === undefined) continue;
        tool.status = 1;
        const what = err === 'ENOENT' ? 'cannot access' : 'changing ownership of';
        if (!tool.has('silent')) tool.warn(`${what} ${tool.quote(one)}: ${strerror(err)}`);
      }
      yield { wait: 'turn' };
    }
    return undefined;
  },
});
