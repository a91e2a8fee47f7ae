// Words to strings: tilde, parameters, command substitution, arithmetic, splitting, pathnames, in bash's order. Each
// character is carried twice, as text and as pattern, because a quoted `*` is text that must not act as a pattern.
import type { Part, Word } from '../ast.ts';
import type { Wait, Woken } from '../../kernel/program.ts';
import { ShellError, type Shell } from '../shell.ts';
import { commandSubstitution, processSubstitution } from '../run/substitution.ts';
import { braceWords } from './brace.ts';
import { glob } from './glob.ts';
import { expandParameter } from './parameter.ts';
import { escapePattern, hasPattern, matches } from './pattern.ts';
import { literalOf, partsOf, quotedPartsOf } from './reader.ts';
import { tildePrefix } from './tilde.ts';
import { evaluateIn } from './values.ts';

export type Expanding<T> = Generator<Wait, T, Woken>;

interface Field {
  readonly text: string;
  readonly pattern: string;
}

/** Where expansion puts what it makes. `split`: unquoted results are cut at IFS into fields. */
export class Fields {
  readonly done: Field[] = [];
  readonly #split: boolean;
  readonly #ifs: string;
  #text = '';
  #pattern = '';
  /** The field exists, be it empty. */
  #active = false;

  constructor(split: boolean, ifs: string) {
    this.#split = split;
    this.#ifs = ifs;
  }

  quoted(text: string): void {
    this.#text += text;
    this.#pattern += escapePattern(text);
    this.#active = true;
  }

  literal(text: string): void {
    this.#text += text;
    this.#pattern += text;
    if (text !== '') this.#active = true;
  }

  /** The result of an unquoted expansion. */
  unquoted(text: string): void {
    if (!this.#split) {
      this.literal(text);
      return;
    }
    let at = 0;
    while (at < text.length) {
      const char = text[at] ?? '';
      if (!this.#ifs.includes(char)) {
        let end = at + 1;
        while (end < text.length && !this.#ifs.includes(text[end] ?? '')) end++;
        this.literal(text.slice(at, end));
        at = end;
        continue;
      }
      while (at < text.length && this.#isBlank(text[at] ?? '')) at++;
      const delimiter = at < text.length && this.#ifs.includes(text[at] ?? '');
      if (delimiter) {
        at++;
        while (at < text.length && this.#isBlank(text[at] ?? '')) at++;
        this.end(true);
      } else this.end(false);
    }
  }

  #isBlank(char: string): boolean {
    return (char === ' ' || char === '\t' || char === '\n') && this.#ifs.includes(char);
  }

  /** Ends the field. `force`: though nothing is in it. */
  end(force: boolean): void {
    if (!this.#active && !force) return;
    this.done.push({ text: this.#text, pattern: this.#pattern });
    this.#text = '';
    this.#pattern = '';
    this.#active = false;
  }

  /** The elements of `"$@"`: each a field of its own; first and last join what stands around. */
  list(items: readonly string[], quoted: boolean): void {
    items.forEach((item, index) => {
      if (index > 0) {
        if (this.#split) this.end(quoted);
        else this.literal(' ');
      }
      if (quoted) this.quoted(item);
      else this.unquoted(item);
    });
  }

  get splitting(): boolean {
    return this.#split;
  }

  get text(): string {
    return this.#text;
  }

  get pattern(): string {
    return this.#pattern;
  }
}

export function ifsOf(shell: Shell): string {
  return shell.variables.get('IFS') ?? ' \t\n';
}

/** A command's words: every expansion, in order. @throws ShellError */
export function* expandWords(shell: Shell, words: readonly Word[]): Expanding<string[]> {
  const result: string[] = [];
  for (const written of words) {
    const literal = literalOf(written);
    if (literal !== null) {
      result.push(literal);
      continue;
    }
    const split = shell.options.has('braceexpand') ? braceWords(written) : [written];
    if (written.tooMany !== undefined)
      yield* shell.error(`brace expansion: failed to allocate memory for ${String(written.tooMany)} elements`);
    for (const word of split) {
      const parts = partsOf(word);
      const only = parts.length === 1 ? parts[0] : undefined;
      if (only?.type === 'quoted') {
        result.push(only.text);
        continue;
      }
      const fields = new Fields(true, ifsOf(shell));
      yield* expandParts(shell, parts, fields, false, 'word');
      fields.end(false);
      for (const field of fields.done) pathnames(shell, field, result);
    }
  }
  return result;
}

/** Adds the paths that a field matches; the field itself where it is no pattern or nothing matches. */
function pathnames(shell: Shell, field: Field, result: string[]): void {
  const extended = shell.shopts.has('extglob');
  if (shell.options.has('noglob') || !hasPattern(field.pattern, extended)) {
    result.push(field.text);
    return;
  }
  const ignore = shell.variables.get('GLOBIGNORE');
  let paths = glob(shell.sys, field.pattern, {
    extended,
    ignoreCase: shell.shopts.has('nocaseglob'),
    dots: shell.shopts.has('dotglob') || ignore !== undefined,
    globstar: shell.shopts.has('globstar'),
  });
  if (ignore !== undefined && ignore !== '') {
    const patterns = ignore.split(':');
    paths = paths.filter((path) => !patterns.some((pattern) => matches(path, pattern)));
  }
  if (paths.length > 0) for (const path of paths) result.push(path);
  else if (shell.shopts.has('failglob')) throw new ShellError(`no match: ${field.text}`);
  else if (!shell.shopts.has('nullglob')) result.push(field.text);
}

/**
 * One word to one string, neither split nor matched against files: values, here-strings, `case` words.
 * `tilde`: where a `~` is looked for: at the word's start, or after `=` and `:` too.
 */
export function* expandString(shell: Shell, word: Word, tilde: 'word' | 'assignment' = 'word'): Expanding<string> {
  const literal = literalOf(word);
  if (literal !== null) return literal;
  const fields = new Fields(false, '');
  yield* expandParts(shell, partsOf(word), fields, false, tilde);
  return fields.text;
}

/** As `expandString`, to a pattern in which quoted characters are plain. */
export function* expandPattern(shell: Shell, word: Word): Expanding<string> {
  const literal = literalOf(word);
  if (literal !== null) return literal;
  const fields = new Fields(false, '');
  yield* expandParts(shell, partsOf(word), fields, false, 'word');
  return fields.pattern;
}

/** Text that stands as if in double quotes. */
export function* expandQuoted(shell: Shell, word: Word): Expanding<string> {
  if (!/[$`\\]/.test(word.text)) return word.text;
  const fields = new Fields(false, '');
  yield* expandParts(shell, quotedPartsOf(word), fields, true, 'none');
  return fields.text;
}

/** An arithmetic expression's value. */
export function* expandArithmetic(shell: Shell, word: Word, context = ''): Expanding<bigint> {
  const text = yield* expandQuoted(shell, word);
  return evaluateIn(shell, text.includes('"') ? text.replace(/"/g, '') : text, context);
}

/** Words as a list with splitting but without pathnames (the operand of `${x:-…}` unquoted goes through here, too). */
export function* expandParts(
  shell: Shell,
  parts: readonly Part[],
  fields: Fields,
  quoted: boolean,
  tilde: 'none' | 'word' | 'assignment' | 'operand',
): Expanding<void> {
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    if (part === undefined) break;
    switch (part.type) {
      case 'literal': {
        const text =
          tilde === 'none' ? part.text : literalWithTilde(shell, part.text, index, parts.length, tilde, fields);
        if (tilde === 'operand') fields.unquoted(text);
        else fields.literal(text);
        break;
      }
      case 'quoted':
        fields.quoted(part.text);
        break;
      case 'double':
        if (!onlyLists(shell, part.parts)) fields.quoted('');
        yield* expandParts(shell, part.parts, fields, true, 'none');
        break;
      case 'parameter':
        yield* expandParameter(shell, part, fields, quoted);
        break;
      case 'command': {
        const text = yield* commandSubstitution(shell, part.source, part.line);
        if (quoted) fields.quoted(text);
        else fields.unquoted(text);
        break;
      }
      case 'arithmetic': {
        const value = String(yield* expandArithmetic(shell, part.expression));
        if (quoted) fields.quoted(value);
        else fields.unquoted(value);
        break;
      }
      case 'process':
        fields.quoted(yield* processSubstitution(shell, part.direction, part.source, part.line));
        break;
    }
  }
}

/** Does a quoted stretch hold nothing but `$@` and the like, which make no field where there are no elements? */
function onlyLists(shell: Shell, parts: readonly Part[]): boolean {
  if (parts.length === 0) return false;
  return parts.every((part) => {
    if (part.type !== 'parameter') return false;
    if (part.length) return false;
    if (part.indirect && part.operation?.kind === 'names') return part.operation.operator === '@';
    if (part.indirect && part.subscript === undefined) {
      const target = shell.variables.get(part.name);
      return target !== undefined && (target === '@' || target.endsWith('[@]'));
    }
    return part.name === '@' || part.subscript?.text === '@';
  });
}

/** Replaces the tilde prefixes of a literal part: at the word's start, and in assignments after `:` too. */
function literalWithTilde(
  shell: Shell,
  text: string,
  index: number,
  count: number,
  tilde: 'word' | 'assignment' | 'operand',
  fields: Fields,
): string {
  if (!text.includes('~')) return text;
  const last = index === count - 1;
  const assigned = tilde === 'word' && index === 0 ? (/^[A-Za-z_]\w*\+?=/.exec(text)?.[0] ?? '') : '';
  if (assigned !== '') {
    const rest = literalWithTilde(shell, text.slice(assigned.length), index, count, 'assignment', fields);
    return assigned + rest;
  }
  if (tilde !== 'assignment') {
    if (index > 0 || !text.startsWith('~')) return text;
    const slash = text.indexOf('/');
    if (slash < 0 && !last) return text;
    const home = tildePrefix(shell, text.slice(1, slash < 0 ? undefined : slash));
    if (home === undefined) return text;
    fields.quoted(home);
    return slash < 0 ? '' : text.slice(slash);
  }
  const pieces = text.split(':');
  return pieces
    .map((piece, at) => {
      if (!piece.startsWith('~') || (at === 0 && index > 0)) return piece;
      const slash = piece.indexOf('/');
      if (slash < 0 && at === pieces.length - 1 && !last) return piece;
      const home = tildePrefix(shell, piece.slice(1, slash < 0 ? undefined : slash));
      return home === undefined ? piece : home + (slash < 0 ? '' : piece.slice(slash));
    })
    .join(':');
}
