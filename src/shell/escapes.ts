// Backslash escapes of `echo -e` and of `printf`'s %b.
import { byteText, codePoint, joinBytes } from './expand/reader.ts';

const simple: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** `stop`: a `\c` was met, which ends all output. */
export function echoEscapes(text: string): { readonly text: string; readonly stop: boolean } {
  if (!text.includes('\\')) return { text, stop: false };
  let result = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char !== '\\') {
      result += char;
      continue;
    }
    const next = text[at + 1] ?? '';
    if (next === 'c') return { text: join(result), stop: true };
    const plain = simple[next];
    if (plain !== undefined) {
      result += plain;
      at++;
      continue;
    }
    const [code, length] = numericEscape(text.slice(at + 1), true);
    if (code === undefined) result += char;
    else {
      result += code;
      at += length;
    }
  }
  return { text: join(result), stop: false };
}

/** A `\nnn`, `\xHH`, `\uHHHH` or `\UHHHHHHHH` after its backslash, and how long it is. `zero`: octal begins with 0. */
export function numericEscape(text: string, zero: boolean): readonly [text: string | undefined, length: number] {
  const octal = (zero ? /^0([0-7]{0,3})/ : /^([0-7]{1,3})/).exec(text);
  if (octal !== null) return [byteText(parseInt(octal[1] === '' ? '0' : (octal[1] ?? '0'), 8) & 255), octal[0].length];
  const hex = /^x([0-9a-fA-F]{1,2})/.exec(text);
  if (hex !== null) return [byteText(parseInt(hex[1] ?? '0', 16)), hex[0].length];
  const unicode = /^(?:u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8}))/.exec(text);
  if (unicode !== null) return [codePoint(parseInt(unicode[1] ?? unicode[2] ?? '0', 16)), unicode[0].length];
  return [undefined, 0];
}

/** Lone bytes that together are UTF-8 become characters; unlike a value, output may hold NUL. */
function join(text: string): string {
  return text.split('\0').map(joinBytes).join('\0');
}
