// link and unlink: one call of that name each, without looking first.
import { strerror } from '../../abi/errno.ts';
import { defineTool } from '../coreutils/tool.ts';

export const link = defineTool({
  name: 'link',
  synopsis: 'FILE1 FILE2',
  summary: 'Makes FILE2 a hard link to FILE1.',
  *run(tool) {
    yield { wait: 'turn' };
    const [from, to, extra] = tool.operands;
    if (from === undefined) return tool.missingOperand();
    if (to === undefined) return tool.usage(`missing operand after ${tool.quote(from)}`);
    if (extra !== undefined) return tool.extraOperand(extra);
    const { err } = tool.sys.link(from, to);
    if (err !== undefined)
      return tool.die(`cannot create link ${tool.quote(to)} to ${tool.quote(from)}: ${strerror(err)}`);
    return 0;
  },
});

export const unlink = defineTool({
  name: 'unlink',
  synopsis: 'FILE',
  summary: 'Removes FILE by unlink(2).',
  *run(tool) {
    yield { wait: 'turn' };
    const [path, extra] = tool.operands;
    if (path === undefined) return tool.missingOperand();
    if (extra !== undefined) return tool.extraOperand(extra);
    const { err } = tool.sys.unlink(path);
    return err === undefined ? 0 : tool.die(`cannot unlink ${tool.quote(path)}: ${strerror(err)}`);
  },
});
