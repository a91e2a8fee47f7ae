// chgrp: changes groups, by name or number.
import { strerror } from '../../abi/errno.ts';
import { Accounts } from '../coreutils/accounts.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';
import { walkTree } from '../coreutils/tree.ts';

export const chgrp = defineTool({
  name: 'chgrp',
  paths: ['/bin/chgrp'],
  synopsis: '[OPTION]... GROUP FILE...\n[OPTION]... --reference=RFILE FILE...',
  summary: 'Changes the group of each FILE.',
  options: [
    'f,silent|say nothing of what fails',
    'h,no-dereference|symbolic links themselves',
    'R,recursive|what is in directories, too',
    ',reference=RFILE|the group of RFILE',
  ],
  *run(tool) {
    const { sys } = tool;
    const model = tool.value('reference');
    const paths = model === undefined ? tool.operands.slice(1) : tool.operands;
    const [first] = tool.operands;
    if (first === undefined) return tool.missingOperand();
    if (paths.length === 0) return tool.usage(`missing operand after ${tool.word(first)}`);
    const gid = model === undefined ? groupOf(tool, first) : groupLike(tool, model);
    const recursive = tool.has('recursive');
    const ofLinks = tool.has('no-dereference') || recursive;
    for (const path of paths) {
      for (const one of walkTree(sys, path, recursive, true)) {
        const { err } = ofLinks ? sys.lchown(one, -1, gid) : sys.chown(one, -1, gid);
        if (err === undefined) continue;
        tool.status = 1;
        const what = err === 'ENOENT' ? 'cannot access' : 'changing group of';
        if (!tool.has('silent')) tool.warn(`${what} ${tool.quote(one)}: ${strerror(err)}`);
      }
      yield { wait: 'turn' };
    }
    return undefined;
  },
});

function groupOf(tool: Tool, text: string): number {
  if (text === '') return -1;
  return new Accounts(tool.process).gidOf(text) ?? tool.die(`invalid group: ${tool.word(text)}`);
}

function groupLike(tool: Tool, path: string): number {
  const { ok, err } = tool.sys.stat(path);
  return err === undefined ? ok.gid : tool.die(`failed to get attributes of ${tool.quote(path)}: ${strerror(err)}`);
}
