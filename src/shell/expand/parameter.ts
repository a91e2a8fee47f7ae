// Parameter expansion: `$x` and all of `${…}`.
import type { ParameterOperation, ParameterPart, Word } from '../ast.ts';
import { optionLetters } from '../options.ts';
import { ShellError, type Shell } from '../shell.ts';
import { ArithmeticError } from './arithmetic.ts';
import {
  expandArithmetic,
  expandParts,
  expandPattern,
  expandQuoted,
  expandString,
  ifsOf,
  type Expanding,
  type Fields,
} from './expand.ts';
import { compiled, hasPattern, patternSource, unescapePattern } from './pattern.ts';
import { promptText } from './prompt.ts';
import { ansiCQuoted, doubleQuoted, singleQuoted } from './quote.ts';
import { ansiC, partsOf } from './reader.ts';
import { arrayKind, assign, assignElement, elementOf, elementsOf, keysOf, resolveName, valueOf } from './values.ts';

/** `$@`-like values: `star` joins them where they are quoted. */
interface List {
  readonly items: readonly string[];
  readonly star: boolean;
  readonly keys?: readonly string[];
}
type Value = string | undefined | List;

/** Adds what a parameter expands to. @throws ShellError */
export function* expandParameter(shell: Shell, part: ParameterPart, fields: Fields, quoted: boolean): Expanding<void> {
  if (part.bad) throw new ShellError(`${part.text}: bad substitution`);
  const { operation } = part;
  if (operation === undefined && !part.indirect && !part.length && part.subscript === undefined) {
    const simple = plainValue(shell, part.name);
    if (typeof simple === 'string') {
      if (quoted) fields.quoted(simple);
      else fields.unquoted(simple);
      return;
    }
  }
  if (operation?.kind === 'names') {
    const names = shell.variables.names().filter((name) => name.startsWith(part.name));
    emit(shell, { items: names, star: operation.operator === '*' }, fields, quoted);
    return;
  }
  const reference =
    part.indirect && operation === undefined && part.subscript === undefined
      ? shell.variables.find(part.name)
      : undefined;
  if (reference?.nameref === true) {
    emit(shell, reference.value, fields, quoted);
    return;
  }
  const target = yield* targetOf(shell, part);
  if (target === undefined) {
    // `${!a[@]}`: the keys
    emit(
      shell,
      { items: keysOf(shell, resolveName(shell, part.name).name), star: part.subscript?.text === '*' },
      fields,
      quoted,
    );
    return;
  }
  const value = yield* readTarget(shell, target);
  if (part.length) {
    const length =
      typeof value === 'object' ? value.items.length : [...requireSet(shell, value, describe(target))].length;
    emit(shell, String(length), fields, quoted);
    return;
  }
  if (operation?.kind === 'default') {
    yield* applyDefault(shell, operation, target, value, fields, quoted);
    return;
  }
  if (operation === undefined || operation.kind !== 'transform' || !'aAPKk'.includes(operation.operator)) {
    if (value === undefined) requireSet(shell, value, describe(target));
    else if (typeof value === 'object' && value.items.length === 0 && operation === undefined) {
      emit(shell, value, fields, quoted);
      return;
    }
  }
  emit(shell, operation === undefined ? value : yield* apply(shell, operation, target, value), fields, quoted);
}

interface Target {
  readonly name: string;
  /** Expanded; `@` and `*` mean all elements. */
  readonly subscript: string | undefined;
}

function describe(target: Target): string {
  return target.subscript === undefined ? target.name : `${target.name}[${target.subscript}]`;
}

/** Which variable is meant, through `!`; undefined: `${!a[@]}`. */
function* targetOf(shell: Shell, part: ParameterPart): Expanding<Target | undefined> {
  const subscript = part.subscript === undefined ? undefined : yield* subscriptOf(shell, part.name, part.subscript);
  const direct = { name: part.name, subscript };
  if (!part.indirect) return direct;
  if (subscript === '@' || subscript === '*') return undefined;
  const variable = shell.variables.find(part.name);
  if (variable?.nameref === true) return { name: variable.value ?? '', subscript: undefined };
  const reference = yield* readTarget(shell, direct);
  const text = typeof reference === 'object' ? reference.items.join(' ') : reference;
  if (text === undefined || text === '') {
    if (text === undefined) throw new ShellError(`${part.name}: invalid indirect expansion`);
    throw new ShellError(`${text}: invalid variable name`);
  }
  const found = /^([A-Za-z_]\w*|[0-9]+|[@*#?$!-])(?:\[([\s\S]*)\])?$/.exec(text);
  if (found === null) throw new ShellError(`${text}: invalid variable name`);
  const name = found[1] ?? '';
  if (found[2] === undefined) return { name, subscript: undefined };
  return { name, subscript: yield* subscriptOf(shell, name, { text: found[2], line: shell.line }) };
}

/** The text between brackets: expanded as a string for a key, as if in double quotes for an index. */
export function* subscriptOf(shell: Shell, name: string, word: Word): Expanding<string> {
  if (word.text === '@' || word.text === '*' || /^\w+$/.test(word.text)) return word.text;
  if (arrayKind(shell, resolveName(shell, name).name) === 'associative')
    return yield* expandString(shell, word, 'word');
  // the parts of a word depend on how it is read, and another shell may read it the other way
  const text = yield* expandQuoted(shell, { text: word.text, line: word.line });
  return text.includes('"') ? text.replace(/"/g, '') : text;
}

function* readTarget(shell: Shell, target: Target): Expanding<Value> {
  const { name, subscript } = target;
  if (subscript === undefined) return plainValue(shell, name);
  if (subscript === '@' || subscript === '*') {
    const resolved = resolveName(shell, name).name;
    return { items: elementsOf(shell, resolved), star: subscript === '*', keys: keysOf(shell, resolved) };
  }
  try {
    return elementOf(shell, name, subscript);
  } catch (error) {
    if (error instanceof ArithmeticError) throw new ShellError(error.message);
    throw error;
  }
}

function plainValue(shell: Shell, name: string): Value {
  const code = name.charCodeAt(0);
  if (code >= 48 && code <= 57) {
    const index = Number(name);
    return index === 0 ? shell.name : shell.positional[index - 1];
  }
  switch (name) {
    case '@':
    case '*':
      return { items: shell.positional, star: name === '*' };
    case '#':
      return String(shell.positional.length);
    case '?':
      return String(shell.status);
    case '$':
      return String(shell.shellPid);
    case '!':
      return shell.lastBackground === undefined ? undefined : String(shell.lastBackground);
    case '-':
      return (
        optionLetters(shell.options).replace(/^([a-h]*)/, `$1${shell.interactive ? 'i' : ''}`) +
        (shell.commandString ? 'c' : '') +
        (shell.readingStandardInput ? 's' : '')
      );
    case '_':
      return shell.lastArgument;
    default: {
      const variable = shell.variables.find(name);
      if (variable?.nameref === true) {
        const target = resolveName(shell, name);
        if (target.subscript === '@' || target.subscript === '*') {
          return { items: elementsOf(shell, target.name), star: target.subscript === '*' };
        }
      }
      return valueOf(shell, name);
    }
  }
}

function requireSet(shell: Shell, value: Value, name: string): string {
  if (typeof value === 'string') return value;
  if (value === undefined && shell.options.has('nounset'))
    throw new ShellError(`${/^[\d!]/.test(name) ? '$' : ''}${name}: unbound variable`, 'shell', 127);
  return '';
}

function emit(shell: Shell, value: Value, fields: Fields, quoted: boolean): void {
  if (value === undefined) {
    if (quoted) fields.quoted('');
    return;
  }
  if (typeof value === 'string') {
    if (quoted) fields.quoted(value);
    else fields.unquoted(value);
    return;
  }
  if (quoted && value.star) fields.quoted(value.items.join(ifsOf(shell).slice(0, 1)));
  else if (!fields.splitting && value.star && !quoted) fields.literal(value.items.join(ifsOf(shell).slice(0, 1)));
  else fields.list(value.items, quoted);
}

function* applyDefault(
  shell: Shell,
  operation: ParameterOperation & { readonly kind: 'default' },
  target: Target,
  value: Value,
  fields: Fields,
  quoted: boolean,
): Expanding<void> {
  const unset =
    value === undefined ||
    (typeof value === 'object' && value.items.length === 0) ||
    (operation.colon && (typeof value === 'object' ? value.items.length === 1 && value.items[0] === '' : value === ''));
  if (operation.operator === '+' ? unset : !unset) {
    if (operation.operator === '+') {
      if (quoted && typeof value !== 'object') fields.quoted('');
    } else emit(shell, value, fields, quoted);
    return;
  }
  switch (operation.operator) {
    case '-':
    case '+':
      if (quoted && operation.word.text === '') fields.quoted('');
      yield* expandParts(shell, partsOf(operation.word), fields, quoted, quoted ? 'none' : 'operand');
      return;
    case '=': {
      const text = yield* expandString(shell, operation.word);
      if (/^[^A-Za-z_]/.test(target.name)) throw new ShellError(`$${target.name}: cannot assign in this way`);
      if (target.subscript === undefined) assign(shell, target.name, text);
      else assignElement(shell, target.name, target.subscript, text);
      emit(shell, text, fields, quoted);
      return;
    }
    case '?': {
      const text = yield* expandString(shell, operation.word);
      const message = text === '' ? (operation.colon ? 'parameter null or not set' : 'parameter not set') : text;
      throw new ShellError(`${describe(target)}: ${message}`, 'shell', 127);
    }
  }
}

/** Operations that make a text of a text, or of each element. */
function* apply(shell: Shell, operation: ParameterOperation, target: Target, value: Value): Expanding<Value> {
  switch (operation.kind) {
    case 'slice':
      return yield* slice(shell, operation, target, value);
    case 'remove': {
      const pattern = yield* expandPattern(shell, operation.pattern);
      return each(value, (text) => removePattern(shell, text, operation.operator, pattern));
    }
    case 'replace': {
      const pattern = yield* expandPattern(shell, operation.pattern);
      const replacement = yield* expandPattern(shell, operation.replacement);
      return each(value, (text) => replacePattern(shell, text, operation.operator, pattern, replacement));
    }
    case 'case': {
      const pattern = operation.pattern === undefined ? '?' : yield* expandPattern(shell, operation.pattern);
      return each(value, (text) => changeCase(shell, text, operation.operator, pattern));
    }
    case 'transform':
      return yield* transform(shell, operation.operator, target, value);
    case 'default':
    case 'names':
      return value;
  }
}

function each(value: Value, change: (text: string) => string): Value {
  if (typeof value === 'object') return { items: value.items.map(change), star: value.star };
  return value === undefined ? change('') : change(value);
}

function* slice(
  shell: Shell,
  operation: ParameterOperation & { readonly kind: 'slice' },
  target: Target,
  value: Value,
): Expanding<Value> {
  let offset = Number(yield* expandArithmetic(shell, operation.offset));
  const length = operation.length === undefined ? undefined : Number(yield* expandArithmetic(shell, operation.length));
  if (typeof value !== 'object') {
    const chars = [...(value ?? '')];
    if (offset < 0) offset += chars.length;
    if (offset < 0 || offset > chars.length) return '';
    const end = length === undefined ? chars.length : length < 0 ? chars.length + length : offset + length;
    if (end < offset) throw new ShellError(`${operation.length?.text ?? ''}: substring expression < 0`);
    return chars.slice(offset, end).join('');
  }
  if (length !== undefined && length < 0)
    throw new ShellError(`${operation.length?.text ?? ''}: substring expression < 0`);
  if (target.subscript === undefined) {
    // `$0` stands before the positional parameters
    const items = offset === 0 ? [shell.name, ...value.items] : value.items;
    let start = offset;
    if (offset < 0) start = items.length + offset;
    else if (offset > 0) start = offset - 1;
    if (start < 0)
      return offset + items.length === -1
        ? { items: [shell.name, ...items].slice(0, length), star: value.star }
        : { items: [], star: value.star };
    return { items: items.slice(start, length === undefined ? undefined : start + length), star: value.star };
  }
  const keys = value.keys ?? [];
  const indexed = arrayKind(shell, resolveName(shell, target.name).name) === 'indexed';
  let start: number;
  if (indexed) {
    // an offset counts indexes, of which a sparse array lacks some
    if (offset < 0) offset += 1 + Number(keys[keys.length - 1] ?? -1);
    if (offset < 0) return { items: [], star: value.star };
    start = keys.findIndex((key) => Number(key) >= offset);
    if (start < 0) start = keys.length;
  } else start = offset < 0 ? value.items.length + offset : Math.max(0, offset - 1);
  if (start < 0) return { items: [], star: value.star };
  return { items: value.items.slice(start, length === undefined ? undefined : start + length), star: value.star };
}

function removePattern(shell: Shell, text: string, operator: string, pattern: string): string {
  if (pattern === '' || text === '') return text;
  const extended = shell.shopts.has('extglob');
  if (!hasPattern(pattern, extended)) {
    const plain = unescapePattern(pattern);
    if (operator.startsWith('#')) return text.startsWith(plain) ? text.slice(plain.length) : text;
    return text.endsWith(plain) ? text.slice(0, text.length - plain.length) : text;
  }
  const options = { extended, ignoreCase: shell.shopts.has('nocasematch') };
  if (operator.startsWith('#')) {
    const whole = compiled(`^(?:${patternSource(pattern, extended)})$`, options);
    if (operator === '#') {
      for (let end = 0; end <= text.length; end++) if (whole.test(text.slice(0, end))) return text.slice(end);
    } else {
      for (let end = text.length; end >= 0; end--) if (whole.test(text.slice(0, end))) return text.slice(end);
    }
    return text;
  }
  const whole = compiled(`^(?:${patternSource(pattern, extended)})$`, options);
  if (operator === '%') {
    for (let start = text.length; start >= 0; start--) if (whole.test(text.slice(start))) return text.slice(0, start);
  } else {
    for (let start = 0; start <= text.length; start++) if (whole.test(text.slice(start))) return text.slice(0, start);
  }
  return text;
}

function replacePattern(shell: Shell, text: string, operator: string, pattern: string, replacement: string): string {
  if (pattern === '' && operator !== '/#' && operator !== '/%') return text;
  const extended = shell.shopts.has('extglob');
  const options = { extended, ignoreCase: shell.shopts.has('nocasematch') };
  const source = patternSource(pattern, extended);
  const put = (matched: string): string =>
    replacementText(replacement, matched, shell.shopts.has('patsub_replacement'));
  if (operator === '/#' || operator === '/%') {
    const anchored = compiled(operator === '/#' ? `^(?:${source})` : `(?:${source})$`, options);
    const found = anchored.exec(text);
    if (found === null) return text;
    return text.slice(0, found.index) + put(found[0]) + text.slice(found.index + found[0].length);
  }
  const regexp = compiled(source, options, true);
  let result = '';
  let at = 0;
  while (at < text.length) {
    regexp.lastIndex = at;
    const found = regexp.exec(text);
    if (found !== null && found[0] !== '') {
      result += put(found[0]);
      at += found[0].length;
      if (operator === '/') return result + text.slice(at);
    } else {
      const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
      result += char;
      at += char.length;
    }
  }
  return result;
}

/** The replacement with `&` as what matched; a backslash keeps the next character. */
function replacementText(replacement: string, matched: string, ampersand: boolean): string {
  return replacement.replace(/\\([\s\S])|&/g, (whole, escaped: string | undefined) =>
    escaped !== undefined ? escaped : ampersand ? matched : whole,
  );
}

function changeCase(shell: Shell, text: string, operator: string, pattern: string): string {
  const regexp = compiled(`^(?:${patternSource(pattern, shell.shopts.has('extglob'))})$`);
  const change = (char: string): string => {
    if (!regexp.test(char)) return char;
    const up = operator.startsWith('^') || (operator.startsWith('~') && char === char.toLowerCase());
    return up ? char.toUpperCase() : char.toLowerCase();
  };
  const chars = [...text];
  if (operator.length === 2) return chars.map(change).join('');
  return chars.map((char, index) => (index === 0 ? change(char) : char)).join('');
}

function* transform(shell: Shell, operator: string, target: Target, value: Value): Expanding<Value> {
  switch (operator) {
    case 'Q':
      return value === undefined ? '' : each(value, singleQuoted);
    case 'U':
      return each(value, (text) => text.toUpperCase());
    case 'u':
      return each(value, (text) => text.slice(0, 1).toUpperCase() + text.slice(1));
    case 'L':
      return each(value, (text) => text.toLowerCase());
    case 'E':
      return each(value, (text) => ansiC(text.replace(/'/g, "\\'"), 0)[0]);
    case 'P': {
      if (value === undefined) return '';
      if (typeof value === 'string') return yield* promptText(shell, value);
      const items: string[] = [];
      for (const item of value.items) items.push(yield* promptText(shell, item));
      return { items, star: value.star };
    }
    case 'a': {
      const flags = attributeFlags(shell, resolveName(shell, target.name).name);
      return typeof value === 'object' ? { items: value.items.map(() => flags), star: value.star } : flags;
    }
    case 'A':
      return typeof value === 'object'
        ? arrayDeclaration(shell, target, value)
        : scalarDeclaration(shell, target, value);
    case 'K':
    case 'k': {
      if (typeof value !== 'object') return value === undefined ? '' : singleQuoted(value);
      const items = value.items.flatMap((item, index) => {
        const key = value.keys?.[index] ?? String(index);
        return operator === 'k' ? [key, item] : [`${keyText(key)} ${doubleQuoted(item)}`];
      });
      return operator === 'k' ? { items, star: value.star } : items.join(' ');
    }
    default:
      return value;
  }
}

function keyText(key: string): string {
  return /^\w+$/.test(key) ? key : /[\x00-\x1f]/.test(key) ? ansiCQuoted(key) : doubleQuoted(key);
}

/** Attribute letters as `declare -p` and `${x@a}` show them. */
export function attributeFlags(shell: Shell, name: string): string {
  const variable = shell.variables.find(name);
  if (variable === undefined) return arrayKind(shell, name) === 'indexed' ? 'a' : '';
  return [
    variable.indexed !== undefined ? 'a' : '',
    variable.associative !== undefined ? 'A' : '',
    variable.integer ? 'i' : '',
    variable.nameref ? 'n' : '',
    variable.readonly ? 'r' : '',
    variable.trace ? 't' : '',
    variable.exported ? 'x' : '',
    variable.fold === 'lower' ? 'l' : variable.fold === 'upper' ? 'u' : variable.fold === 'capital' ? 'c' : '',
  ].join('');
}

function scalarDeclaration(shell: Shell, target: Target, value: string | undefined): string {
  const flags = attributeFlags(shell, target.name);
  if (value === undefined) return flags === '' ? '' : `declare -${flags} ${target.name}`;
  const text = `${target.name}=${singleQuoted(value)}`;
  return flags === '' ? text : `declare -${flags} ${text}`;
}

function arrayDeclaration(shell: Shell, target: Target, value: List): Value {
  if (target.subscript === undefined) return `set -- ${value.items.map(singleQuoted).join(' ')}`;
  const flags = attributeFlags(shell, target.name);
  const elements = value.items.map(
    (item, index) => `[${keyText(value.keys?.[index] ?? String(index))}]=${doubleQuoted(item)}`,
  );
  const isAssociative = arrayKind(shell, target.name) === 'associative';
  const text = isAssociative ? elements.map((element) => `${element} `).join('') : elements.join(' ');
  return `declare -${flags === '' ? '-' : flags} ${target.name}=(${text})`;
}
