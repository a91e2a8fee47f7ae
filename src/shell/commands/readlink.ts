// readlink: where a symbolic link leads.
import { defineTool } from '../coreutils/tool.ts';

export const readlink = defineTool({
  name: 'readlink',
  paths: ['/bin/readlink'],
  synopsis: '[OPTION]... FILE...',
  summary: 'Prints the target of each symbolic link.',
  options: ['f,canonicalize|follow every link of the path', 'n,no-newline|no newline at the end'],
  *run(tool) {
    if (tool.operands.length === 0) tool.missingOperand();
    for (const path of tool.operands) {
      const target = tool.has('canonicalize') ? canonical(tool.sys, path) : tool.sys.readlink(path).ok;
      if (target === undefined) tool.status = 1;
      else tool.print(`${target}${tool.has('no-newline') ? '' : '\n'}`);
    }
    yield { wait: 'turn' };
    return undefined;
  },
});

/** All but the last component must be there. */
function canonical(sys: import('../../kernel/program.ts').Syscalls, path: string): string | undefined {
  let done = path.startsWith('/') ? '' : (sys.getcwd().ok ?? '');
  const rest = path.split('/');
  for (let links = 0; rest.length > 0;) {
    const part = rest.shift() ?? '';
    if (part === '' || part === '.') continue;
    if (part === '..') {
      done = done.slice(0, Math.max(0, done.lastIndexOf('/')));
      continue;
    }
    const at = `${done}/${part}`;
    const link = sys.readlink(at);
    if (link.err === undefined) {
      if (++links > 40) return undefined;
      rest.unshift(...link.ok.split('/'));
      if (link.ok.startsWith('/')) done = '';
      continue;
    }
    if (sys.lstat(at).err !== undefined && rest.some((one) => one !== '')) return undefined;
    done = at;
  }
  return done === '' ? '/' : done;
}
