// `set`.
import { functionText } from '../print.ts';
import { isOptionName, optionNames, optionOfLetter, type OptionName } from '../options.ts';
import { quotedIfNeeded } from '../expand/quote.ts';
import type { Shell } from '../shell.ts';
import { arrayText } from './declare.ts';
import { complain, type Builtin } from './builtin.ts';

export const set: Builtin = {
  name: 'set',
  synopsis: '[-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]',
  summary: 'Switches options on (-) and off (+), and sets the positional parameters.',
  special: true,
  *run(shell, { args }) {
    if (args.length === 0) {
      showVariables(shell);
      return 0;
    }
    let at = 0;
    for (; at < args.length; at++) {
      const arg = args[at] ?? '';
      if (arg === '--') {
        shell.positional = args.slice(at + 1);
        return 0;
      }
      if (arg === '-') {
        shell.options.delete('xtrace');
        shell.options.delete('verbose');
        if (at + 1 < args.length) shell.positional = args.slice(at + 1);
        return 0;
      }
      if (!/^[-+]./.test(arg)) break;
      const on = arg.startsWith('-');
      for (const letter of arg.slice(1)) {
        if (letter === 'o') {
          const name = args[at + 1];
          if (name === undefined || /^[-+]/.test(name)) {
            showOptions(shell, on);
            continue;
          }
          at++;
          if (!isOptionName(name)) return yield* complain(shell, 'set', `${name}: invalid option name`, 2);
          switchOption(shell, name, on);
          continue;
        }
        const name = optionOfLetter(letter);
        if (name === undefined) {
          yield* shell.error(`set: ${arg.slice(0, 1)}${letter}: invalid option`);
          yield* shell.printError(`set: usage: set ${set.synopsis}\n`);
          return 2;
        }
        switchOption(shell, name, on);
      }
    }
    if (at < args.length) shell.positional = args.slice(at);
    return 0;
  },
};

export function switchOption(shell: Shell, name: OptionName, on: boolean): void {
  if (on) shell.options.add(name);
  else shell.options.delete(name);
  if (on && name === 'vi') shell.options.delete('emacs');
  if (on && name === 'emacs') shell.options.delete('vi');
}

function showOptions(shell: Shell, table: boolean): void {
  for (const name of optionNames) {
    const on = shell.options.has(name);
    shell.print(table ? `${name.padEnd(15)}\t${on ? 'on' : 'off'}\n` : `set ${on ? '-' : '+'}o ${name}\n`);
  }
}

function showVariables(shell: Shell): void {
  for (const name of shell.variables.names()) {
    const variable = shell.variables.find(name);
    if (variable?.indexed !== undefined || variable?.associative !== undefined) {
      shell.print(`${name}=${arrayText(variable)}\n`);
      continue;
    }
    const value = shell.variables.get(name);
    if (value !== undefined) shell.print(`${name}=${quotedIfNeeded(value)}\n`);
  }
  if (shell.options.has('posix')) return;
  for (const name of [...shell.functions.keys()].sort()) {
    const definition = shell.functions.get(name);
    if (definition !== undefined) shell.print(`${functionText(definition)}\n`);
  }
}
