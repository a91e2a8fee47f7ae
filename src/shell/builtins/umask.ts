// `umask`.
import { complain, parseOptions, wrongOption, type Builtin } from './builtin.ts';

export const umask: Builtin = {
  name: 'umask',
  synopsis: '[-p] [-S] [mode]',
  summary: 'Shows or sets which permissions new files lack.',
  *run(shell, { args }) {
    const options = parseOptions(args, 'pS');
    if (options.wrong !== undefined) return yield* wrongOption(shell, umask, options.wrong);
    const current = shell.sys.umask(0);
    const mask = current.err === undefined ? current.ok : 0o022;
    shell.sys.umask(mask);
    const mode = options.operands[0];
    const symbolic = options.flags.has('S');
    if (mode === undefined) {
      const shown = symbolic ? symbolicMask(mask) : mask.toString(8).padStart(4, '0');
      shell.print(`${options.flags.has('p') ? `umask ${symbolic ? '-S ' : ''}` : ''}${shown}\n`);
      return 0;
    }
    if (/^\d/.test(mode)) {
      if (!/^[0-7]+$/.test(mode)) return yield* complain(shell, 'umask', `${mode}: octal number out of range`);
      const value = parseInt(mode, 8);
      if (value > 0o777) return yield* complain(shell, 'umask', `${mode}: octal number out of range`);
      shell.sys.umask(value);
    } else {
      const permissions = applySymbolic(~mask & 0o777, mode);
      if (permissions === undefined) {
        const wrong = /[^ugoa=+\-rwx,]/.exec(mode)?.[0] ?? mode.slice(-1);
        return yield* complain(
          shell,
          'umask',
          `\`${wrong}': invalid symbolic mode ${/[ugoa]/.test(wrong) ? 'operator' : 'character'}`,
        );
      }
      shell.sys.umask(~permissions & 0o777);
    }
    if (symbolic) {
      const now = shell.sys.umask(0);
      const value = now.err === undefined ? now.ok : 0;
      shell.sys.umask(value);
      shell.print(`${symbolicMask(value)}\n`);
    }
    return 0;
  },
};

function symbolicMask(mask: number): string {
  const bits = (shift: number): string => {
    const allowed = (~mask >> shift) & 7;
    return `${(allowed & 4) !== 0 ? 'r' : ''}${(allowed & 2) !== 0 ? 'w' : ''}${(allowed & 1) !== 0 ? 'x' : ''}`;
  };
  return `u=${bits(6)},g=${bits(3)},o=${bits(0)}`;
}

function applySymbolic(permissions: number, mode: string): number | undefined {
  let result = permissions;
  for (const clause of mode.split(',')) {
    const found = /^([ugoa]*)((?:[-+=][rwxugo]*)+)$/.exec(clause);
    if (found === null) return undefined;
    const who = found[1] === '' || found[1]?.includes('a') === true ? 'ugo' : (found[1] ?? '');
    for (const action of (found[2] ?? '').matchAll(/([-+=])([rwxugo]*)/g)) {
      const [, operator, letters = ''] = action;
      for (const class_ of who) {
        const shift = class_ === 'u' ? 6 : class_ === 'g' ? 3 : 0;
        let bits = 0;
        for (const letter of letters) {
          if (letter === 'r') bits |= 4;
          else if (letter === 'w') bits |= 2;
          else if (letter === 'x') bits |= 1;
          else bits |= (permissions >> (letter === 'u' ? 6 : letter === 'g' ? 3 : 0)) & 7;
        }
        if (operator === '=') result = (result & ~(7 << shift)) | (bits << shift);
        else if (operator === '+') result |= bits << shift;
        else result &= ~(bits << shift);
      }
    }
  }
  return result;
}
