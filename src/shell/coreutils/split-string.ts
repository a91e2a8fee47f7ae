// The words of `env -S`: quotes, escapes and variables, as a #! line needs them.
import type { Tool } from './tool.ts';

const letters: Readonly<Record<string, string>> = {
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '#': '#',
  $: '$',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

export function splitString(tool: Tool, text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (quote === "'" && char !== "'" && char !== '\\') word = (word ?? '') + char;
    else if (char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) {
      quote = char;
      word ??= '';
    } else if (quote === '' && /\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (quote === '' && char === '#' && word === undefined) break;
    else if (char === '\\') {
      const next = text.charAt(++at);
      if (next === '') return tool.die('invalid backslash at end of string in -S');
      if (quote === "'" && next !== "'" && next !== '\\') word = `${word ?? ''}\\${next}`;
      else if (next === 'c') {
        if (quote === '"') return tool.die("'\\c' must not appear in double-quoted -S string");
        break;
      } else if (next === '_') {
        if (quote === '"') word = `${word ?? ''} `;
        else {
          if (word !== undefined) words.push(word);
          word = undefined;
        }
      } else {
        const plain = letters[next];
        if (plain === undefined) return tool.die(`invalid sequence '\\${next}' in -S`);
        word = (word ?? '') + plain;
      }
    } else if (char === '$') {
      const name = /^\{([A-Za-z_]\w*)\}/.exec(text.slice(at + 1));
      if (name === null) return tool.die('only ${VARNAME} expansion is supported, error at: ' + text.slice(at));
      word = (word ?? '') + (tool.variable(name[1] ?? '') ?? '');
      at += name[0].length;
    } else word = (word ?? '') + char;
  }
  if (quote !== '') return tool.die('no terminating quote in -S string');
  if (word !== undefined) words.push(word);
  return words;
}
