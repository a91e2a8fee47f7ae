// `enable`: builtins on and off.
import { parseOptions, wrongOption, type Builtin } from './builtin.ts';

export const enable: Builtin = {
  name: 'enable',
  synopsis: '[-a] [-dnps] [-f filename] [name ...]',
  summary: 'Switches builtins on and off.',
  *run(shell, { args }) {
    const options = parseOptions(args, 'adnps');
    if (options.wrong !== undefined) return yield* wrongOption(shell, enable, options.wrong);
    const { flags, operands } = options;
    if (operands.length === 0) {
      for (const name of [...shell.builtins.keys()].sort()) {
        const off = shell.disabledBuiltins.has(name);
        if (flags.has('s') && shell.builtins.get(name)?.special !== true) continue;
        if (flags.has('a') || off === flags.has('n')) shell.print(`enable ${off ? '-n ' : ''}${name}\n`);
      }
      return 0;
    }
    let status = 0;
    for (const name of operands) {
      if (!shell.builtins.has(name)) {
        yield* shell.error(`enable: ${name}: not a shell builtin`);
        status = 1;
      } else if (flags.has('n')) shell.disabledBuiltins.add(name);
      else shell.disabledBuiltins.delete(name);
    }
    return status;
  },
};
