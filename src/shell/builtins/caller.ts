// `caller`: where the running function was called.
import type { Builtin } from './builtin.ts';

export const caller: Builtin = {
  name: 'caller',
  synopsis: '[expr]',
  summary: 'Says where the running function was called.',
  run: (shell, { args }) => {
    const depth = Number(args[0] ?? 0);
    const at = shell.frames.length - 1 - depth;
    const frame = shell.frames[at];
    if (frame === undefined) {
      if (args.length > 0 || shell.frames.length > 0) return 1;
      shell.print('0 NULL\n');
      return 0;
    }
    const outer = shell.frames[at - 1];
    const source = outer?.source ?? (shell.interactive ? 'NULL' : shell.name);
    shell.print(
      args.length === 0
        ? `${String(frame.callLine)} ${source}\n`
        : `${String(frame.callLine)} ${outer?.name ?? 'main'} ${source}\n`,
    );
    return 0;
  },
};
