// Escapes in the texts of a sed script, and the right side of `s`.
import { decodeBytes } from '../../abi/bytes.ts';
import type { CaseChange, ReplacementPart } from './sed-script.ts';

const letters: Readonly<Record<string, string>> = { a: '\x07', f: '\f', t: '\t', v: '\v', r: '\r' };

/** `\t` and its like, `\dNNN`, `\oNNN`, `\xHH`, `\cX` at the beginning of a text; `length` is theirs. */
export function numericEscape(text: string): { readonly text: string; readonly length: number } | undefined {
  const [whole, letter, decimal, octal, hex, control] =
    /^\\(?:([aftvr])|d(\d{1,3})|o([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|c([^\\\n]))/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const { length } = whole;
  if (letter !== undefined) return { text: letters[letter] ?? '', length };
  if (control !== undefined) return { text: String.fromCharCode(control.toUpperCase().charCodeAt(0) ^ 64), length };
  const code = decimal === undefined ? parseInt(octal ?? hex ?? '0', octal === undefined ? 16 : 8) : Number(decimal);
  return { text: decodeBytes(Uint8Array.of(code & 255)), length };
}

/** A regular expression with sed's escapes made plain: what they stand for is never special. */
export function regexSource(source: string): string {
  let text = '';
  let inBracket = false;
  for (let at = 0; at < source.length;) {
    const numeric = numericEscape(source.slice(at));
    const char = source[at] ?? '';
    if (numeric !== undefined) {
      text += !inBracket && /^[.*[\]^$\\+?(){}|]$/.test(numeric.text) ? `\\${numeric.text}` : numeric.text;
      at += numeric.length;
    } else if (char === '\\') {
      const next = source[at + 1] ?? '';
      if (next === 'n') text += '\n';
      else if (inBracket) {
        text += char;
        at += 1;
        continue;
      } else text += char + next;
      at += 2;
    } else {
      const [head, entered]: readonly [string, boolean] = inBracket
        ? insideBracket(source, at)
        : outsideBracket(source, at);
      text += head;
      inBracket = entered;
      at += head.length;
    }
  }
  return text;
}

function outsideBracket(source: string, at: number): readonly [text: string, inBracket: boolean] {
  const found = /^\[\^?\]?/.exec(source.slice(at, at + 3));
  return found === null ? [source[at] ?? '', false] : [found[0], true];
}

function insideBracket(source: string, at: number): readonly [text: string, inBracket: boolean] {
  const named = /^\[([.:=]).*?\1\]/s.exec(source.slice(at, at + 40));
  if (named !== null) return [named[0], true];
  return [source[at] ?? '', source[at] !== ']'];
}

export function readReplacement(source: string): readonly ReplacementPart[] {
  const parts: ReplacementPart[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') parts.push({ type: 'text', text });
    text = '';
  };
  for (let at = 0; at < source.length;) {
    const char = source[at] ?? '';
    const next = source[at + 1] ?? '';
    const numeric = numericEscape(source.slice(at));
    if (numeric !== undefined) {
      text += numeric.text;
      at += numeric.length;
    } else if (char === '&' || (char === '\\' && /^\d$/.test(next))) {
      flush();
      parts.push({ type: 'group', group: char === '&' ? 0 : Number(next) });
      at += char === '&' ? 1 : 2;
    } else if (char === '\\' && /^[ULEul]$/.test(next)) {
      flush();
      parts.push({ type: 'case', change: next as CaseChange });
      at += 2;
    } else if (char === '\\') {
      text += next === 'n' ? '\n' : next === '' || next === 'c' ? `\\${next === 'c' ? '' : next}` : next;
      at += 2;
    } else {
      text += char;
      at += 1;
    }
  }
  flush();
  return parts;
}

/** Puts texts together while cases change: `\U` and `\L` until `\E`, `\u` and `\l` for one character. */
export class CaseWriter {
  text = '';
  #mode: CaseChange = 'E';
  #once: CaseChange | undefined;

  change(change: CaseChange): void {
    if (change === 'u' || change === 'l') this.#once = change;
    else {
      this.#mode = change;
      if (change === 'E') this.#once = undefined;
    }
  }

  add(text: string): void {
    if (text === '') return;
    let rest = text;
    if (this.#once !== undefined) {
      const first = String.fromCodePoint(text.codePointAt(0) ?? 0);
      rest = text.slice(first.length);
      this.text += this.#once === 'u' ? first.toUpperCase() : first.toLowerCase();
      this.#once = undefined;
    }
    this.text += this.#mode === 'U' ? rest.toUpperCase() : this.#mode === 'L' ? rest.toLowerCase() : rest;
  }
}
