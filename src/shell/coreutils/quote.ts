// File names as GNU shows them (gnulib quotearg): so that a shell reads them back, and so that no control character reaches
// a terminal. A byte that is no UTF-8, and outside a UTF-8 locale every byte beyond ASCII, counts as unprintable.
import { encodeBytes } from '../../abi/bytes.ts';

export type QuotingStyle =
  | 'literal'
  | 'shell'
  | 'shell-always'
  | 'shell-escape'
  | 'shell-escape-always'
  | 'c'
  | 'c-maybe'
  | 'escape'
  | 'locale'
  | 'clocale';

const letters: Readonly<Record<string, string>> = {
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
};

/** Each character, and whether a terminal shows it as itself. */
export function isPrintable(character: string, utf8: boolean): boolean {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x7f) return point >= 0x20;
  if (!utf8) return false;
  return !/[\p{Cc}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]|[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u.test(character);
}

function octal(character: string): string {
  let text = '';
  for (const byte of encodeBytes(character)) text += `\\${byte.toString(8).padStart(3, '0')}`;
  return text;
}

/** `?` for each byte or character that a terminal does not show. */
export function masked(text: string, utf8: boolean): string {
  let result = '';
  for (const character of text) {
    const isShown = isPrintable(character, utf8);
    result += isShown ? character : '?'.repeat(utf8 ? 1 : encodeBytes(character).length);
  }
  return result;
}

export function quoteIfNeeded(text: string, utf8: boolean): string {
  const quoted = quoteShell(text, utf8, false, true);
  // Before a colon a name that has one itself must be told apart from the message.
  return quoted === text && text.includes(':') ? quoteAlways(text, utf8) : quoted;
}

export function quoteAlways(text: string, utf8: boolean): string {
  return quoteShell(text, utf8, true, true);
}

/** 'x', with C escapes inside. In a UTF-8 locale the marks are curly, as glibc's C.UTF-8 has them. */
export function quoteLocale(text: string, utf8: boolean): string {
  const [open, close] = utf8 ? ['\u2018', '\u2019'] : ["'", "'"];
  let inner = '';
  for (const character of text) {
    if (character === close || character === '\\') inner += `\\${character}`;
    else inner += escaped(character, utf8);
  }
  return open + inner + close;
}

function escaped(character: string, utf8: boolean): string {
  if (isPrintable(character, utf8)) return character;
  const letter = letters[character];
  return letter === undefined ? octal(character) : `\\${letter}`;
}

export function quote(text: string, style: QuotingStyle, utf8: boolean): string {
  switch (style) {
    case 'literal':
      return text;
    case 'shell':
      return quoteShell(text, utf8, false, false);
    case 'shell-always':
      return quoteShell(text, utf8, true, false);
    case 'shell-escape':
      return quoteShell(text, utf8, false, true);
    case 'shell-escape-always':
      return quoteShell(text, utf8, true, true);
    case 'locale':
      return quoteLocale(text, utf8);
    case 'clocale':
      return utf8 ? quoteLocale(text, utf8) : quote(text, 'c', utf8);
    case 'c-maybe': {
      const isPlain = [...text].every((character) => character !== '"' && isPrintable(character, utf8));
      return isPlain ? text : quote(text, 'c', utf8);
    }
    case 'c':
    case 'escape': {
      let inner = '';
      for (const character of text) {
        if (character === '\\' || (style === 'c' && character === '"') || (style === 'escape' && character === ' ')) {
          inner += `\\${character}`;
        } else inner += escaped(character, utf8);
      }
      return style === 'c' ? `"${inner}"` : inner;
    }
  }
}

/** Characters that mean something to a shell wherever they stand. */
const special = /[ !"$&()*;<=>[^`|?\\'\n\t]/;

function quoteShell(text: string, utf8: boolean, always: boolean, escape: boolean): string {
  let unprintable = false;
  for (const character of text) if (!isPrintable(character, utf8)) unprintable = true;
  const needed =
    text === '' || special.test(text) || /^[#~]/.test(text) || /^[{}]$/.test(text) || (escape && unprintable);
  if (!needed && !always) return text;
  // Only characters that C and a shell read alike between double quotes: then those are the shorter way.
  if (text.includes("'") && /^[\w %+,\-./:\]'#~{}]*$/.test(text) && !/.[#~]|[{}]./.test(text)) return `"${text}"`;
  let quoted = "'";
  let escaping = false;
  for (const character of text) {
    if (escape && !isPrintable(character, utf8)) {
      if (!escaping) quoted += "'$'";
      escaping = true;
      quoted += escaped(character, utf8);
      continue;
    }
    if (escaping) quoted += "''";
    escaping = false;
    quoted += character === "'" ? "'\\''" : character;
  }
  return `${quoted}'`;
}
