// `type`: what a name would run.
import { functionText } from '../print.ts';
import { findCommand, searchPath } from '../run/lookup.ts';
import type { Shell } from '../shell.ts';
import { parseOptions, wrongOption, type Builtin } from './builtin.ts';

const keywords = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'case',
  'esac',
  'for',
  'select',
  'while',
  'until',
  'do',
  'done',
  'in',
  'function',
  'time',
  '{',
  '}',
  '!',
  '[[',
  ']]',
  'coproc',
]);

export const type: Builtin = {
  name: 'type',
  synopsis: '[-afptP] name [name ...]',
  summary: 'Says what each name would run as a command.',
  *run(shell, { args }) {
    const options = parseOptions(args, 'afptP');
    if (options.wrong !== undefined) return yield* wrongOption(shell, type, options.wrong);
    const { flags } = options;
    let status = 0;
    for (const name of options.operands) {
      const meanings = meaningsOf(shell, name, flags.has('f'), flags.has('a'), flags.has('P'));
      if (meanings.length === 0) {
        if (!flags.has('t') && !flags.has('p') && !flags.has('P')) yield* shell.error(`type: ${name}: not found`);
        status = 1;
        continue;
      }
      for (const meaning of flags.has('a') ? meanings : meanings.slice(0, 1)) {
        if (flags.has('t')) shell.print(`${meaning.kind}\n`);
        else if (flags.has('p') || flags.has('P')) {
          if (meaning.kind === 'file') shell.print(`${meaning.path}\n`);
        } else shell.print(`${describe(shell, name, meaning)}\n`);
      }
    }
    return status;
  },
};

export interface Meaning {
  readonly kind: 'alias' | 'keyword' | 'function' | 'builtin' | 'file';
  readonly path: string;
}

/** What a name means, in the order in which the shell looks. */
export function meaningsOf(
  shell: Shell,
  name: string,
  noFunctions: boolean,
  all: boolean,
  filesOnly = false,
): Meaning[] {
  const meanings: Meaning[] = [];
  if (!filesOnly) {
    if (shell.aliases.has(name) && shell.shopts.has('expand_aliases')) meanings.push({ kind: 'alias', path: '' });
    if (keywords.has(name)) meanings.push({ kind: 'keyword', path: '' });
    if (!noFunctions && shell.functions.has(name)) meanings.push({ kind: 'function', path: '' });
    if (shell.builtins.has(name) && !shell.disabledBuiltins.has(name)) meanings.push({ kind: 'builtin', path: '' });
  }
  if (name.includes('/')) {
    if (shell.sys.access(name, 1).err === undefined) meanings.push({ kind: 'file', path: name });
  } else if (all) {
    for (const path of searchPath(shell, name, shell.variables.get('PATH'))) meanings.push({ kind: 'file', path });
  } else if (meanings.length === 0) {
    const path = findCommand(shell, name, false);
    if (path !== undefined) meanings.push({ kind: 'file', path });
  }
  return meanings;
}

/** A sentence for one meaning, as `type` and `command -V` say it. */
export function describe(shell: Shell, name: string, meaning: Meaning): string {
  switch (meaning.kind) {
    case 'alias':
      return `${name} is aliased to \`${shell.aliases.get(name) ?? ''}'`;
    case 'keyword':
      return `${name} is a shell keyword`;
    case 'function': {
      const definition = shell.functions.get(name);
      return `${name} is a function\n${definition === undefined ? '' : functionText(definition)}`;
    }
    case 'builtin':
      return `${name} is a shell builtin`;
    case 'file':
      return shell.hash.get(name)?.path === meaning.path
        ? `${name} is hashed (${meaning.path})`
        : `${name} is ${meaning.path}`;
  }
}
