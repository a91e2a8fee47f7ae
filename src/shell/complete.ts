// Completion of the word at the cursor: commands, variables, users, paths, and what a command's own completer offers. It
// reads through the system calls it is given and changes nothing.
import { isDirectory } from '../abi/mode.ts';
import type { Syscalls } from '../kernel/program.ts';
import { builtins } from './builtins/index.ts';
import { entriesOf } from './expand/glob.ts';
import { readWhole } from './expand/tilde.ts';
import type { SavedShell } from './saved-state.ts';

export interface Completion {
  /** Where in the line the word to replace begins and ends (UTF-16 units). */
  readonly from: number;
  readonly to: number;
  /** As they are listed: a path's last part, with its `/` where it is a directory. */
  readonly candidates: readonly string[];
  /** What all candidates share, quoted as it must be, with its closing blank or slash where there is just one. */
  readonly insert: string;
}

/** Offers words for one command: `docker`'s verbs, options and ids. undefined: paths, as for any command. */
export interface Completer {
  readonly command: string;
  /** @param words the command's words up to the cursor, unquoted, its name first; @param index which of them is being written */
  complete(sys: Syscalls, words: readonly string[], index: number): readonly string[] | undefined;
}

/** @param shell what the shell of that prompt has in its `rest` */
export function complete(
  sys: Syscalls,
  shell: SavedShell | undefined,
  line: string,
  cursor: number,
  completers: readonly Completer[] = [],
): Completion {
  const words = wordsBefore(line.slice(0, cursor));
  const word = words[words.length - 1] ?? { text: '', start: cursor, quote: '' as const, command: true };
  const value = (name: string): string | undefined => variableOf(shell, name);
  const variable = /\$(\{?)([A-Za-z_]\w*|)$/.exec(word.quote === "'" ? '' : line.slice(word.start, cursor));
  if (variable !== null && !/\\$/.test(line.slice(word.start, cursor - variable[0].length))) {
    const [whole, brace = '', prefix = ''] = variable;
    const names = variableNames(shell).filter((name) => name.startsWith(prefix));
    return offer(
      cursor - whole.length,
      cursor,
      names,
      (name) => `$${brace}${name}`,
      (only) => `$${brace}${only}${brace === '' ? ' ' : '}'}`,
    );
  }
  const first = words.findLast((candidate) => candidate.command) ?? word;
  const quoted = (text: string): string => quoteFor(text, word.quote);
  const close = (text: string): string => (text.endsWith('/') ? quoted(text) : `${quoted(text)}${word.quote} `);
  if (word.command && !word.text.includes('/') && !word.text.startsWith('~')) {
    const names = commandNames(sys, shell, value('PATH') ?? '').filter((name) => name.startsWith(word.text));
    if (names.length > 0) return offer(word.start, cursor, names, quoted, close);
  }
  if (word.text.startsWith('~') && !word.text.includes('/')) {
    const users = readWhole(sys, '/etc/passwd')
      .split('\n')
      .map((entry) => entry.split(':')[0] ?? '')
      .filter((name) => name !== '');
    const homes = users
      .filter((name) => name.startsWith(word.text.slice(1)))
      .sort()
      .map((name) => `~${name}/`);
    if (homes.length > 0)
      return offer(
        word.start,
        cursor,
        homes,
        (text) => text,
        (text) => text,
      );
  }
  const name = first.text.replace(/^.*\//, '');
  const own = word.command ? undefined : completers.find((completer) => completer.command === name);
  if (own !== undefined) {
    const from = words.indexOf(first);
    const given = words.slice(from).map((one) => one.text);
    const offered = own.complete(sys, given, given.length - 1);
    if (offered !== undefined) {
      const fitting = [...new Set(offered)].filter((text) => text.startsWith(word.text)).sort();
      return offer(word.start, cursor, fitting, quoted, close);
    }
  }
  const directoriesOnly = !word.command && (name === 'cd' || name === 'pushd' || name === 'rmdir');
  return completePath(sys, word, cursor, value('HOME'), { directoriesOnly, executablesOnly: word.command });
}

interface WordAt {
  /** Without its quotes. */
  readonly text: string;
  readonly start: number;
  /** The quote that is open at the cursor. */
  readonly quote: '' | '"' | "'";
  /** It stands where a command's name does. */
  readonly command: boolean;
}

const wordsBeforeCommand = new Set([
  'if',
  'then',
  'else',
  'elif',
  'while',
  'until',
  'do',
  'time',
  '!',
  '{',
  'sudo',
  'exec',
  'command',
  'builtin',
]);

/** The words of the line up to the cursor; the last is the one being written, maybe empty. */
function wordsBefore(text: string): WordAt[] {
  const words: WordAt[] = [];
  let at = 0;
  let command = true;
  for (;;) {
    while (/[ \t]/.test(text[at] ?? '')) at++;
    const operator = /^(?:&&|\|\||[;&|(\n])/.exec(text.slice(at));
    if (operator !== null) {
      at += operator[0].length;
      command = true;
      continue;
    }
    const redirection = /^\d*(?:>>|<>|>&|<&|>\||[<>])/.exec(text.slice(at));
    let target = false;
    if (redirection !== null) {
      at += redirection[0].length;
      target = true;
      while (/[ \t]/.test(text[at] ?? '')) at++;
    }
    const start = at;
    let value = '';
    let quote: '' | '"' | "'" = '';
    for (; at < text.length; at++) {
      const char = text[at] ?? '';
      if (quote !== '') {
        if (char === quote) quote = '';
        else if (char === '\\' && quote === '"' && /["\\$`]/.test(text[at + 1] ?? '')) value += text[++at] ?? '';
        else value += char;
      } else if (char === '\\') value += text[++at] ?? '';
      else if (char === '"' || char === "'") quote = char;
      else if (/[\s;&|<>()]/.test(char)) break;
      else value += char;
    }
    const assignment = command && /^[A-Za-z_]\w*\+?=/.test(value);
    words.push({ text: value, start, quote, command: command && !target });
    if (at >= text.length) return words;
    if (!target && !assignment && !wordsBeforeCommand.has(value)) command = false;
    if (text[at] === ')') at++;
  }
}

function offer(
  from: number,
  to: number,
  candidates: readonly string[],
  quoted: (text: string) => string,
  close: (only: string) => string,
): Completion {
  const [only] = candidates;
  if (only === undefined) return { from, to, candidates: [], insert: '' };
  const insert = candidates.length === 1 ? close(only) : quoted(commonPrefix(candidates));
  return { from, to, candidates, insert };
}

function commonPrefix(texts: readonly string[]): string {
  let prefix = texts[0] ?? '';
  for (const text of texts) while (!text.startsWith(prefix)) prefix = prefix.slice(0, -1);
  // never half of a surrogate pair
  return /[\ud800-\udbff]$/.test(prefix) ? prefix.slice(0, -1) : prefix;
}

function quoteFor(text: string, quote: '' | '"' | "'"): string {
  if (quote === "'") return `'${text.replace(/'/g, "'\\''")}`;
  if (quote === '"') return `"${text.replace(/["\\$`]/g, '\\$&')}`;
  const tilde = /^~[\w.-]*(?=\/)/.exec(text)?.[0] ?? '';
  return tilde + text.slice(tilde.length).replace(/[\s!"#$&'()*,;<>?@[\\\]^`{|}~]/g, '\\$&');
}

function completePath(
  sys: Syscalls,
  word: WordAt,
  cursor: number,
  home: string | undefined,
  how: { readonly directoriesOnly: boolean; readonly executablesOnly: boolean },
): Completion {
  // `--option=path` and `name=path` complete what follows the sign
  const equals = word.quote === '' ? (/^[\w-]+=/.exec(word.text)?.[0].length ?? 0) : 0;
  const start = word.start + equals;
  const text = word.text.slice(equals);
  const slash = text.lastIndexOf('/');
  const shown = text.slice(0, slash + 1);
  const prefix = text.slice(slash + 1);
  const directory = shown.startsWith('~/') && home !== undefined ? home + shown.slice(1) : shown;
  const found: string[] = [];
  for (const entry of entriesOf(sys, directory)) {
    if (entry.name === '.' || entry.name === '..' || !entry.name.startsWith(prefix)) continue;
    if (prefix === '' && entry.name.startsWith('.')) continue;
    const path = directory + entry.name;
    const stat = entry.type === 'lnk' ? sys.stat(path) : undefined;
    const isDir = entry.type === 'dir' || (stat?.err === undefined && stat !== undefined && isDirectory(stat.ok.mode));
    if (how.directoriesOnly && !isDir) continue;
    if (how.executablesOnly && !isDir && !isExecutable(sys, path)) continue;
    found.push(isDir ? `${entry.name}/` : entry.name);
  }
  found.sort((a, b) => (a < b ? -1 : 1));
  const quoted = (name: string): string => quoteFor(shown + name, word.quote);
  return offer(start, cursor, found, quoted, (only) =>
    only.endsWith('/') ? quoted(only) : `${quoted(only)}${word.quote} `,
  );
}

function commandNames(sys: Syscalls, shell: SavedShell | undefined, path: string): string[] {
  const names = new Set<string>(builtins.keys());
  for (const [name] of shell?.functions ?? []) names.add(name);
  for (const [name] of shell?.aliases ?? []) names.add(name);
  for (const keyword of [
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
    'function',
    'time',
  ]) {
    names.add(keyword);
  }
  for (const directory of path.split(':')) {
    for (const entry of entriesOf(sys, directory === '' ? '.' : directory)) {
      if (entry.type === 'dir' || names.has(entry.name)) continue;
      if (isExecutable(sys, `${directory === '' ? '.' : directory}/${entry.name}`)) names.add(entry.name);
    }
  }
  return [...names].sort();
}

/** May somebody execute it? A completion is an offer; whether it may be run is told when it is. */
function isExecutable(sys: Syscalls, path: string): boolean {
  const stat = sys.stat(path);
  return stat.err === undefined && (stat.ok.mode & 0o111) !== 0;
}

function variableOf(shell: SavedShell | undefined, name: string): string | undefined {
  const found = shell?.variables.find(([candidate]) => candidate === name);
  return found?.[1] === 'scalar' && typeof found[2] === 'string' ? found[2] : undefined;
}

function variableNames(shell: SavedShell | undefined): string[] {
  return [...new Set([...(shell?.variables ?? []).map(([name]) => name), ...(shell?.dynamic ?? [])])].sort();
}
