// `shopt`.
import { optionNames, isOptionName, shoptNames } from '../options.ts';
import { switchOption } from './set.ts';
import { complain, parseOptions, wrongOption, type Builtin } from './builtin.ts';

export const shopt: Builtin = {
  name: 'shopt',
  synopsis: '[-pqsu] [-o] [optname ...]',
  summary: 'Shows, switches on (-s) and off (-u) what bash does beyond POSIX.',
  *run(shell, { args }) {
    const options = parseOptions(args, 'pqsuo');
    if (options.wrong !== undefined) return yield* wrongOption(shell, shopt, options.wrong);
    const { flags, operands } = options;
    if (flags.has('s') && flags.has('u')) {
      return yield* complain(shell, 'shopt', 'cannot set and unset shell options simultaneously');
    }
    const old = flags.has('o');
    const known: readonly string[] = old ? optionNames : shoptNames;
    const isOn = (name: string): boolean =>
      old ? isOptionName(name) && shell.options.has(name) : shell.shopts.has(name);
    const show = (name: string): void => {
      if (flags.has('q')) return;
      if (flags.has('p'))
        shell.print(old ? `set ${isOn(name) ? '-' : '+'}o ${name}\n` : `shopt ${isOn(name) ? '-s' : '-u'} ${name}\n`);
      else shell.print(`${name.padEnd(15)}\t${isOn(name) ? 'on' : 'off'}\n`);
    };
    const change = flags.has('s') ? true : flags.has('u') ? false : undefined;
    if (operands.length === 0) {
      for (const name of known) if (change === undefined || isOn(name) === change) show(name);
      return 0;
    }
    let status = 0;
    for (const name of operands) {
      if (!known.includes(name)) {
        yield* shell.error(`shopt: ${name}: invalid shell option name`);
        status = 1;
      } else if (change === undefined) {
        show(name);
        if (!isOn(name)) status = 1;
      } else if (old && isOptionName(name)) switchOption(shell, name, change);
      else if (change) shell.shopts.add(name);
      else shell.shopts.delete(name);
    }
    return status;
  },
};
