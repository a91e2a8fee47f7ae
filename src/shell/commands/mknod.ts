// mknod: makes devices and fifos.
import { strerror } from '../../abi/errno.ts';
import { S_IFBLK, S_IFCHR, S_IFIFO } from '../../abi/mode.ts';
import { parseMode } from '../coreutils/mode.ts';
import { defineTool } from '../coreutils/tool.ts';

export const mknod = defineTool({
  name: 'mknod',
  paths: ['/bin/mknod'],
  synopsis: '[OPTION]... NAME TYPE [MAJOR MINOR]',
  summary: 'Makes the special file NAME of that TYPE: b, c, u or p.',
  options: ['m,mode=MODE|with that mode'],
  *run(tool) {
    const [name, type, major, minor, extra] = tool.operands;
    if (name === undefined) return tool.missingOperand();
    if (type === undefined) return tool.usage(`missing operand after ${tool.word(name)}`);
    const types: Record<string, number> = { b: S_IFBLK, c: S_IFCHR, u: S_IFCHR, p: S_IFIFO };
    const bits = types[type];
    if (bits === undefined) return tool.die(`invalid device type ${tool.word(type)}`);
    if (type === 'p' ? major !== undefined : extra !== undefined)
      return tool.extraOperand((type === 'p' ? major : extra) ?? '');
    if (type !== 'p' && (major === undefined || minor === undefined)) {
      return tool.usage(
        `missing operand after ${tool.word(tool.operands.at(-1) ?? '')}\nSpecial files require major and minor device numbers.`,
      );
    }
    const words = tool.value('mode');
    const change = words === undefined ? undefined : parseMode(words);
    if (words !== undefined && change === undefined) return tool.die('invalid mode');
    const mode = change?.(0o666, false, 0) ?? 0o666;
    const { err } = tool.sys.mknod(name, bits | mode, [Number(major ?? 0), Number(minor ?? 0)]);
    if (err !== undefined) return tool.die(`${name}: ${strerror(err)}`);
    yield { wait: 'turn' };
    return 0;
  },
});
