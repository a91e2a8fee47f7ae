// hostname: prints the host's name, or gives it another.
import { strerror } from '../../abi/errno.ts';
import { defineTool } from '../coreutils/tool.ts';

export const hostname = defineTool({
  name: 'hostname',
  paths: ['/bin/hostname'],
  suite: 'hostname',
  synopsis: '[NAME]',
  summary: 'Prints the name of this host, or sets it.',
  options: ['s,short|only up to the first dot'],
  *run(tool) {
    const [name, extra] = tool.operands;
    if (extra !== undefined) tool.extraOperand(extra);
    if (name !== undefined) {
      const { err } = tool.sys.sethostname(name);
      if (err !== undefined) tool.die(err === 'EPERM' ? 'you must be root to change the host name' : strerror(err));
    } else tool.print(`${tool.sys.uname().nodename.replace(tool.has('short') ? /\..*/ : /$/, '')}\n`);
    yield { wait: 'turn' };
    return undefined;
  },
});
