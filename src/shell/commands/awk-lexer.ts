// The words of an awk program. Whether a slash divides or begins a regular expression, the parser knows.
import { AwkError } from './awk-ast.ts';

export interface AwkToken {
  readonly type: 'number' | 'string' | 'name' | 'call' | 'builtin' | 'word' | 'operator' | 'newline' | 'end';
  /** As it is written; of a string, what it stands for. */
  readonly text: string;
  readonly value: number;
  readonly line: number;
  readonly at: number;
}

const words = new Set(
  'BEGIN END function if else while for do break continue next nextfile exit return delete in getline print printf'.split(
    ' ',
  ),
);
export const builtins: ReadonlySet<string> = new Set(
  (
    'length substr index split sub gsub gensub match sprintf sin cos atan2 exp log sqrt int rand srand tolower toupper ' +
    'system close fflush strftime systime mktime'
  ).split(' '),
);
const operators = /(?:\*\*=|\+\+|--|\+=|-=|\*=|\/=|%=|\^=|==|<=|>=|!=|!~|>>|&&|\|\||\*\*|[-+*/%^=<>!~?:,;(){}[\]$|])/y;

const letters: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** A string with its escapes read: what is no escape keeps its backslash. */
export function unescaped(text: string): string {
  return text.replace(/\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(\n)|([^]))/g, (whole, octal, hex, newline, char) => {
    if (octal !== undefined) return byteText(parseInt(octal as string, 8) & 255);
    if (hex !== undefined) return byteText(parseInt(hex as string, 16));
    if (newline !== undefined) return '';
    return letters[char as string] ?? whole;
  });
}

function byteText(byte: number): string {
  return String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte);
}

export class AwkLexer {
  readonly #source: string;
  #at = 0;
  #line = 1;

  constructor(source: string) {
    this.#source = source;
  }

  /** A slash was read where an operand should be: the rest of the regular expression. */
  regex(slash: AwkToken): string {
    let at = slash.at + 1;
    let inBracket = false;
    let source = '';
    for (;;) {
      const char = this.#source[at];
      if (char === undefined || char === '\n')
        throw new AwkError(`line ${slash.line}: runaway regular expression /${source.slice(0, 10)} ...`);
      at += 1;
      if (char === '\\' && this.#source[at] !== undefined) {
        source += this.#source[at] === '/' ? '/' : char + (this.#source[at] ?? '');
        at += 1;
        continue;
      }
      if (char === '[' && !inBracket) {
        inBracket = true;
        const head = /^\^?\]?/.exec(this.#source.slice(at))?.[0] ?? '';
        source += char + head;
        at += head.length;
        continue;
      }
      if (char === '[' && inBracket && this.#source[at] === ':') {
        const end = this.#source.indexOf(':]', at);
        if (end > 0) {
          source += this.#source.slice(at - 1, end + 2);
          at = end + 2;
          continue;
        }
      }
      if (char === ']') inBracket = false;
      if (char === '/' && !inBracket) break;
      source += char;
    }
    this.#at = at;
    return source;
  }

  /** The name that comes next, if one does; nothing is read. */
  peekWord(): string | undefined {
    const word = /(?:[ \t\r]|\\\r?\n)*([A-Za-z_]\w*)/y;
    word.lastIndex = this.#at;
    return word.exec(this.#source)?.[1];
  }

  next(): AwkToken {
    const blank = /(?:[ \t\r]|\\\r?\n|#[^\n]*)*/y;
    blank.lastIndex = this.#at;
    const skipped = blank.exec(this.#source)?.[0] ?? '';
    this.#line += skipped.split('\n').length - 1;
    this.#at += skipped.length;
    const at = this.#at;
    const char = this.#source[at];
    if (char === undefined) return this.#token('end', '', 0, at);
    if (char === '\n') {
      this.#at += 1;
      const token = this.#token('newline', '\n', 0, at);
      this.#line += 1;
      return token;
    }
    if (char === '"') return this.#string(at);
    const number = this.#match(/(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d*)?/y, at);
    if (number !== undefined)
      return this.#token('number', number, Number(/^[\d.]+(?:[eE][-+]?\d+)?/.exec(number)?.[0]), at);
    const name = this.#match(/[A-Za-z_]\w*/y, at);
    if (name !== undefined) {
      if (words.has(name)) return this.#token('word', name, 0, at);
      if (builtins.has(name)) return this.#token('builtin', name, 0, at);
      return this.#token(this.#source[this.#at] === '(' ? 'call' : 'name', name, 0, at);
    }
    const operator = this.#match(operators, at);
    if (operator !== undefined) return this.#token('operator', operator, 0, at);
    throw new AwkError(`line ${this.#line}: unexpected character '${char}'`);
  }

  #match(pattern: RegExp, at: number): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(this.#source)?.[0];
    if (found !== undefined) this.#at = at + found.length;
    return found;
  }

  #string(at: number): AwkToken {
    const found = /"((?:[^"\\\n]|\\[^])*)"/y;
    found.lastIndex = at;
    const match = found.exec(this.#source);
    if (match === null) {
      const rest = this.#source.slice(
        at,
        this.#source.indexOf('\n', at) < 0 ? undefined : this.#source.indexOf('\n', at),
      );
      throw new AwkError(`line ${this.#line}: runaway string constant ${rest.slice(0, 11)} ...`);
    }
    this.#at = at + match[0].length;
    const token = this.#token('string', unescaped(match[1] ?? ''), 0, at);
    this.#line += match[0].split('\n').length - 1;
    return token;
  }

  #token(type: AwkToken['type'], text: string, value: number, at: number): AwkToken {
    return { type, text, value, line: this.#line, at };
  }
}
