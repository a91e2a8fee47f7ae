// Brace expansion: text to texts, before anything else is expanded. `{a,b}` and `{1..9..2}`; `${` is never one.
import type { Word } from '../ast.ts';
import { endOfDouble } from './reader.ts';

/** More words than this are more than there is memory for. */
const mostWords = 1 << 20;

class TooManyWords extends Error {
  readonly count: number;

  constructor(count: number) {
    super('too many words');
    this.count = count;
  }
}

/** The words that brace expansion makes of a word: itself where it holds no brace expression, or would make too many (`word.tooMany`). */
export function braceWords(word: Word): readonly Word[] {
  if (word.braces !== undefined) return word.braces;
  if (!word.text.includes('{')) return (word.braces = [word]);
  let texts: readonly string[];
  try {
    texts = expandBraces(word.text);
  } catch (error) {
    // The word stays as it is written, and whoever asked says so.
    if (!(error instanceof TooManyWords)) throw error;
    word.tooMany = error.count;
    texts = [word.text];
  }
  return (word.braces =
    texts.length === 1 && texts[0] === word.text ? [word] : texts.map((text) => ({ text, line: word.line })));
}

export function expandBraces(text: string): string[] {
  let at = 0;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '{') {
      const found = braceAt(text, at);
      if (found !== undefined) {
        const prefix = text.slice(0, at);
        const tails = expandBraces(text.slice(found.end + 1));
        const count = found.items.length * tails.length;
        if (count > mostWords) throw new TooManyWords(count);
        const texts: string[] = [];
        for (const item of found.items) for (const tail of tails) texts.push(prefix + item + tail);
        return texts;
      }
      at++;
    } else at = skipQuoted(text, at);
  }
  return [text];
}

function skipQuoted(text: string, at: number): number {
  const char = text[at];
  if (char === '\\') return at + 2;
  if (char === "'") {
    const end = text.indexOf("'", at + 1);
    return end < 0 ? text.length : end + 1;
  }
  if (char === '"') return endOfDouble(text, at + 1) + 1;
  if (char === '`') {
    const end = text.indexOf('`', at + 1);
    return end < 0 ? text.length : end + 1;
  }
  if (char === '$' && (text[at + 1] === '{' || text[at + 1] === '(')) return closing(text, at + 1) + 1;
  return at + 1;
}

/** The bracket that closes the `{` or `(` at `at`. */
function closing(text: string, at: number): number {
  const open = text[at];
  const close = open === '{' ? '}' : ')';
  let depth = 0;
  let position = at;
  while (position < text.length) {
    const char = text[position];
    if (char === open) {
      depth++;
      position++;
    } else if (char === close) {
      if (--depth === 0) return position;
      position++;
    } else if (char === '\\' || char === "'" || char === '"') position = skipQuoted(text, position);
    else position++;
  }
  return text.length;
}

/** The brace expression that begins at `start`, its items expanded in turn. */
function braceAt(text: string, start: number): { readonly end: number; readonly items: readonly string[] } | undefined {
  const commas: number[] = [];
  let depth = 0;
  let at = start + 1;
  while (at < text.length) {
    const char = text[at];
    if (char === '{') {
      depth++;
      at++;
    } else if (char === '}') {
      if (depth === 0) break;
      depth--;
      at++;
    } else if (char === ',' && depth === 0) {
      commas.push(at);
      at++;
    } else at = skipQuoted(text, at);
  }
  if (at >= text.length) return undefined;
  if (commas.length === 0) {
    const items = sequence(text.slice(start + 1, at));
    return items === undefined ? undefined : { end: at, items };
  }
  const items: string[] = [];
  let from = start + 1;
  for (const comma of [...commas, at]) {
    items.push(...expandBraces(text.slice(from, comma)));
    from = comma + 1;
  }
  return { end: at, items };
}

function sequence(text: string): string[] | undefined {
  const numeric = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(text);
  if (numeric !== null) {
    const [, first = '', last = '', step] = numeric;
    const padded = /^-?0\d/.test(first) || /^-?0\d/.test(last);
    const width = padded ? Math.max(first.length, last.length) : 0;
    return range(Number(first), Number(last), Number(step ?? 1)).map((value) => {
      const digits = String(Math.abs(value)).padStart(width - (value < 0 ? 1 : 0), '0');
      return value < 0 ? `-${digits}` : digits;
    });
  }
  const letters = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.(-?\d+))?$/.exec(text);
  if (letters === null) return undefined;
  const [, first = '', last = '', step] = letters;
  return range(first.charCodeAt(0), last.charCodeAt(0), Number(step ?? 1)).map((code) => {
    const char = String.fromCharCode(code);
    // a backslash among them goes the way of every backslash that quotes nothing
    return char === '\\' ? '""' : char === '`' ? '\\`' : char;
  });
}

function range(first: number, last: number, step: number): number[] {
  const by = Math.max(1, Math.abs(step));
  const values: number[] = [];
  const count = Math.floor(Math.abs(last - first) / by) + 1;
  if (count > mostWords) throw new TooManyWords(count);
  for (let index = 0; index < count; index++) values.push(first <= last ? first + index * by : first - index * by);
  return values;
}
