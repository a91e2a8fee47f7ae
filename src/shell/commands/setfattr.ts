// setfattr: sets or removes an extended attribute.
import { encodeBytes } from '../../abi/bytes.ts';
import { strerror } from '../../abi/errno.ts';
import { defineTool } from '../coreutils/tool.ts';

export const setfattr = defineTool({
  name: 'setfattr',
  suite: 'attr',
  synopsis: '{-n NAME [-v VALUE]|-x NAME} [-h] FILE...',
  summary: 'Sets or removes an extended attribute of files.',
  options: [
    'n,name=NAME|set that attribute',
    'v,value=VALUE|to that',
    'x,remove=NAME|remove that one',
    'h,no-dereference|symbolic links themselves',
  ],
  trouble: 1,
  *run(tool) {
    const { sys } = tool;
    const name = tool.value('name');
    const removed = tool.value('remove');
    if ((name === undefined) === (removed === undefined) || tool.operands.length === 0) tool.usage();
    const value = decoded(tool.value('value') ?? '');
    if (value === undefined) return tool.die('bad input encoding');
    const noFollow = tool.has('no-dereference');
    for (const path of tool.operands) {
      const { err } =
        removed !== undefined
          ? noFollow
            ? sys.lremovexattr(path, removed)
            : sys.removexattr(path, removed)
          : noFollow
            ? sys.lsetxattr(path, name ?? '', value)
            : sys.setxattr(path, name ?? '', value);
      if (err !== undefined) tool.error(`${path}: ${err === 'ENODATA' ? 'No such attribute' : strerror(err)}`);
    }
    yield { wait: 'turn' };
    return undefined;
  },
});

function decoded(text: string): Uint8Array | undefined {
  if (/^0x/i.test(text)) {
    const digits = text.slice(2);
    if (!/^([0-9a-f]{2})*$/i.test(digits)) return undefined;
    return Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  }
  if (/^0s/i.test(text)) {
    if (!/^[A-Za-z0-9+/]*=*$/.test(text.slice(2))) return undefined;
    return Uint8Array.from(atob(text.slice(2)), (letter) => letter.charCodeAt(0));
  }
  return encodeBytes(/^".*"$/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text);
}
