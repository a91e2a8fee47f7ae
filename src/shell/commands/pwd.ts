// pwd: the working directory.
import { defineTool } from '../coreutils/tool.ts';

export const pwd = defineTool({
  name: 'pwd',
  paths: ['/bin/pwd', '/usr/bin/pwd'],
  synopsis: '[OPTION]...',
  summary: 'Prints the working directory.',
  options: ['L,logical|as $PWD has it, symbolic links and all', 'P,physical|without symbolic links (as it is)'],
  *run(tool) {
    const logical =
      tool.lastOf('logical', 'physical') === 'logical' ||
      (tool.options.length === 0 && tool.variable('POSIXLY_CORRECT') !== undefined);
    if (tool.operands.length > 0) tool.warn('ignoring non-option arguments');
    const told = tool.variable('PWD') ?? '';
    if (logical && /^\//.test(told) && !/\/\.\.?(?:\/|$)/.test(told)) {
      const [here, there] = [tool.sys.stat('.').ok, tool.sys.stat(told).ok];
      if (here !== undefined && here.dev === there?.dev && here.ino === there.ino) {
        tool.print(`${told}\n`);
        yield* tool.settle();
        return 0;
      }
    }
    const cwd = tool.sys.getcwd();
    if (cwd.err !== undefined) return tool.die(`couldn't find directory entry in '..' with matching i-node`);
    tool.print(`${cwd.ok}\n`);
    yield* tool.settle();
    return 0;
  },
});
