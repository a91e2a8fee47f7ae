// Basic regular expressions (GNU's, with \+ \? \|) over byte text, as JavaScript's.
import type { Tool } from './tool.ts';

const classes: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`\\{-~',
  print: '\\x20-\\x7e',
  graph: '\\x21-\\x7e',
  cntrl: '\\x00-\\x1f\\x7f',
  xdigit: '0-9a-fA-F',
};

/** Ends the command where the expression is wrong. */
export function basicRegExp(tool: Tool, source: string, flags: string, status = 1): RegExp {
  let result = '';
  let depth = 0;
  let at = 0;
  const isStart = (): boolean => result === '' || /(?:\(|\||^\^)$/.test(result);
  while (at < source.length) {
    const char = source.charAt(at++);
    if (char === '[') {
      const set = bracket(source, at);
      if (set === undefined) return tool.die('Unmatched [, [^, [:, [., or [=', status);
      [result, at] = [result + set[0], set[1]];
    } else if (char === '*') result += isStart() ? '\\*' : '*';
    else if (char === '^') result += isStart() ? '^' : '\\^';
    else if (char === '$') result += at === source.length || /^\\[)|]/.test(source.slice(at)) ? '$' : '\\$';
    else if (char === '\\') {
      if (at >= source.length) return tool.die('Trailing backslash', status);
      const next = source.charAt(at++);
      if (next === '(') {
        depth++;
        result += '(';
      } else if (next === ')') {
        if (depth-- === 0) return tool.die('Unmatched ) or \\)', status);
        result += ')';
      } else if (next === '{') {
        const bounds = /^(\d*)(,?)(\d*)\\\}/.exec(source.slice(at));
        if (bounds === null)
          return tool.die(source.slice(at).includes('\\}') ? 'Invalid content of \\{\\}' : 'Unmatched \\{', status);
        const [whole, least = '', comma = '', most = ''] = bounds;
        if (most !== '' && Number(least) > Number(most)) return tool.die('Invalid content of \\{\\}', status);
        result += `{${least === '' ? '0' : least}${comma}${most}}`;
        at += whole.length;
      } else if (next === '+' || next === '?') result += isStart() ? `\\${next}` : next;
      else if (next === '|') result += '|';
      else if (/[1-9]/.test(next)) {
        if (Number(next) > (result.match(/(?<!\\)\((?!\?)/g)?.length ?? 0))
          return tool.die('Invalid back reference', status);
        result += `(?:\\${next})`;
      } else if (/[bBwWsS]/.test(next)) result += `\\${next}`;
      else if (next === '<') result += '\\b(?=\\w)';
      else if (next === '>') result += '\\b(?<=\\w)';
      else if (next === '`') result += '^';
      else if (next === "'") result += '$';
      else result += /\w/.test(next) ? next : `\\${next}`;
    } else result += /[.\w\s]|[^\x00-\x7f]/.test(char) ? char : `\\${char}`;
  }
  if (depth > 0) return tool.die('Unmatched ( or \\(', status);
  return new RegExp(result, `${flags}s`);
}

function bracket(source: string, from: number): readonly [string, number] | undefined {
  let at = from;
  let set = '[';
  if (source.charAt(at) === '^') {
    set += '^';
    at++;
  }
  for (let first = true; at < source.length; first = false) {
    const char = source.charAt(at);
    if (char === ']' && !first) return [`${set}]`, at + 1];
    const named = /^\[:(\w+):\]/.exec(source.slice(at, at + 12));
    if (named !== null) {
      set += classes[named[1] ?? ''] ?? '';
      at += named[0].length;
      continue;
    }
    at++;
    const range = char === '-' && !first && source.charAt(at) !== ']';
    set += range ? '-' : /[\]\\^[-]/.test(char) ? `\\${char}` : char;
  }
  return undefined;
}
