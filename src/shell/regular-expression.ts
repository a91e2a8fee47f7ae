// POSIX extended regular expressions as JavaScript's: `=~` of bash.

const cache = new Map<string, RegExp | undefined>();

const classes: Readonly<Record<string, string>> = {
  alpha: '\\p{L}',
  digit: '0-9',
  alnum: '\\p{L}\\p{Nd}',
  upper: '\\p{Lu}',
  lower: '\\p{Ll}',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`\\{-~',
  print: '\\x20-\\x7e\\u{a0}-\\u{10ffff}',
  graph: '\\x21-\\x7e\\u{a1}-\\u{10ffff}',
  cntrl: '\\x00-\\x1f\\x7f',
  xdigit: '0-9a-fA-F',
};

/** undefined: the expression is wrong. */
export function posixRegExp(source: string, ignoreCase: boolean): RegExp | undefined {
  const key = (ignoreCase ? 'i' : '') + source;
  if (cache.has(key)) return cache.get(key);
  let regexp: RegExp | undefined;
  try {
    regexp = new RegExp(translate(source), ignoreCase ? 'isu' : 'su');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (cache.size > 200) cache.clear();
  cache.set(key, regexp);
  return regexp;
}

function translate(source: string): string {
  let result = '';
  let at = 0;
  while (at < source.length) {
    const char = String.fromCodePoint(source.codePointAt(at) ?? 0);
    at += char.length;
    if (char === '[') {
      const [set, end] = bracket(source, at);
      result += set;
      at = end;
    } else if (char === '\\') {
      const next = source[at] ?? '\\';
      at++;
      // GNU's own: word edges and classes
      if (/[bBwWsS]/.test(next)) result += `\\${next}`;
      else if (next === '<') result += '\\b(?=\\w)';
      else if (next === '>') result += '\\b(?<=\\w)';
      else result += /[\^$\\.*+?()[\]{}|/]/.test(next) ? `\\${next}` : next;
    } else if (char === '{') {
      const bounds = /^\d*(,\d*)?\}/.exec(source.slice(at));
      if (bounds === null || bounds[0] === '}') result += '\\{';
      else {
        result += `{${bounds[0].startsWith(',') ? '0' : ''}${bounds[0]}`;
        at += bounds[0].length;
      }
    } else if (char === '}' || char === ']') result += `\\${char}`;
    else if (char === '(' && source[at] === '?') result += '(';
    else result += char === '/' ? '\\/' : char;
  }
  return result;
}

function bracket(source: string, from: number): readonly [set: string, end: number] {
  let at = from;
  let set = '[';
  if (source[at] === '^') {
    set += '^';
    at++;
  }
  for (let first = true; at < source.length; first = false) {
    if (source[at] === ']' && !first) return [`${set}]`, at + 1];
    const named = /^\[:(\w+):\]/.exec(source.slice(at, at + 12));
    if (named !== null) {
      set += classes[named[1] ?? ''] ?? '';
      at += named[0].length;
      continue;
    }
    const collated = /^\[([.=])(.)\1\]/u.exec(source.slice(at, at + 8));
    const char = collated?.[2] ?? String.fromCodePoint(source.codePointAt(at) ?? 0);
    at += collated === null ? char.length : collated[0].length;
    const range = char === '-' && !first && source[at] !== ']' && collated === null;
    set += range ? '-' : /[\]\\^[-]/.test(char) ? `\\${char}` : char;
  }
  return ['\\[', from];
}
