// `getopts`.
import { assign, unsetVariable } from '../expand/values.ts';
import { isName, complain, type Builtin } from './builtin.ts';

export const getopts: Builtin = {
  name: 'getopts',
  synopsis: 'optstring name [arg ...]',
  summary: 'Takes the next option of the positional parameters apart.',
  *run(shell, { args }) {
    const [optstring, name, ...given] = args;
    if (optstring === undefined || name === undefined) {
      yield* shell.printError(`getopts: usage: getopts ${getopts.synopsis}\n`);
      return 2;
    }
    const words = args.length > 2 ? given : shell.positional;
    const at = shell.getoptsAt;
    const index = Number(shell.variables.get('OPTIND') ?? 1);
    let { offset } = at;
    let position = index === at.index ? index : Math.max(1, index);
    if (index !== at.index) offset = 0;
    const silent = optstring.startsWith(':');
    const finish = (value: string, status: number): number => {
      assign(shell, 'OPTIND', String(position));
      shell.getoptsAt = { index: position, offset };
      if (isName(name)) assign(shell, name, value);
      return status;
    };
    unsetVariable(shell, 'OPTARG', undefined);
    let word = words[position - 1];
    if (offset === 0) {
      if (word === undefined || !word.startsWith('-') || word === '-') return finish('?', 1);
      if (word === '--') {
        position++;
        return finish('?', 1);
      }
      offset = 1;
    }
    word ??= '';
    const letter = word[offset] ?? '';
    const found = letter === ':' ? -1 : optstring.indexOf(letter, silent ? 1 : 0);
    const last = offset + 1 >= word.length;
    if (found < 0) {
      if (last) {
        position++;
        offset = 0;
      } else offset++;
      if (silent) assign(shell, 'OPTARG', letter);
      else if (shell.variables.get('OPTERR') !== '0')
        yield* shell.printError(`${shell.scriptName()}: illegal option -- ${letter}\n`);
      return finish('?', 0);
    }
    if (optstring[found + 1] !== ':') {
      if (last) {
        position++;
        offset = 0;
      } else offset++;
      return finish(letter, 0);
    }
    const rest = word.slice(offset + 1);
    offset = 0;
    position++;
    if (rest !== '') assign(shell, 'OPTARG', rest);
    else {
      const value = words[position - 1];
      if (value === undefined) {
        if (silent) {
          assign(shell, 'OPTARG', letter);
          return finish(':', 0);
        }
        if (shell.variables.get('OPTERR') !== '0')
          yield* shell.printError(`${shell.scriptName()}: option requires an argument -- ${letter}\n`);
        return finish('?', 0);
      }
      position++;
      assign(shell, 'OPTARG', value);
    }
    if (!isName(name)) return yield* complain(shell, 'getopts', `\`${name}': not a valid identifier`);
    return finish(letter, 0);
  },
};
