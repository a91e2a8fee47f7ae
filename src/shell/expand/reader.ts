// The inside of a word: where quotes, expansions and plain text begin and end. It never looks at a variable, so its answer
// belongs to the text and is kept with it.
import { decodeBytes, encodeBytes } from '../../abi/bytes.ts';
import type { ParameterOperation, ParameterPart, Part, Word } from '../ast.ts';

/** The parts of a word as written in a program. */
export function partsOf(word: Word): readonly Part[] {
  return (word.parts ??= new Reader(word.text, word.line).readWord());
}

/** The parts of text that stands as if between double quotes: here-documents, arithmetic, prompts, subscripts. */
export function quotedPartsOf(word: Word): readonly Part[] {
  return (word.parts ??= new Reader(word.text, word.line).readDouble('heredoc'));
}

/** The word's text where nothing in it is special; else null. */
export function literalOf(word: Word): string | null {
  if (word.literal !== undefined) return word.literal;
  return (word.literal = /[^\w./:=+,%@^-]/.test(word.text) ? null : word.text);
}

const specialParameter = /[@*#?$!_0-9-]/;

class Reader {
  readonly #text: string;
  readonly #line: number;
  #at = 0;

  constructor(text: string, line: number) {
    this.#text = text;
    this.#line = line;
  }

  readWord(): Part[] {
    const text = this.#text;
    const parts: Part[] = [];
    let plain = '';
    const flush = (): void => {
      if (plain !== '') parts.push({ type: 'literal', text: plain });
      plain = '';
    };
    while (this.#at < text.length) {
      const char = text[this.#at] ?? '';
      if (char === '\\') {
        const next = text[this.#at + 1];
        this.#at += 2;
        if (next === '\n') continue;
        flush();
        parts.push({ type: 'quoted', text: next ?? '\\' });
      } else if (char === "'") {
        flush();
        const end = text.indexOf("'", this.#at + 1);
        const stop = end < 0 ? text.length : end;
        parts.push({ type: 'quoted', text: text.slice(this.#at + 1, stop) });
        this.#at = stop + 1;
      } else if (char === '"') {
        flush();
        this.#at++;
        parts.push({ type: 'double', parts: this.readDouble('quotes') });
      } else if (char === '$' || char === '`') {
        const part = this.#dollar(false);
        if (part === undefined) plain += char;
        else {
          flush();
          parts.push(part);
        }
      } else if ((char === '<' || char === '>') && text[this.#at + 1] === '(') {
        flush();
        const start = this.#at + 2;
        const end = endOfCommand(text, start);
        this.#at = end + 1;
        parts.push({ type: 'process', direction: char, source: text.slice(start, end), line: this.#line });
      } else {
        plain += char;
        this.#at++;
      }
    }
    flush();
    return parts;
  }

  /** `quotes`: up to the closing `"`, which is passed over. `heredoc`: to the end, and `"` is an ordinary character. */
  readDouble(kind: 'quotes' | 'heredoc'): Part[] {
    const text = this.#text;
    const parts: Part[] = [];
    let plain = '';
    const flush = (): void => {
      if (plain !== '') parts.push({ type: 'quoted', text: plain });
      plain = '';
    };
    while (this.#at < text.length) {
      const char = text[this.#at] ?? '';
      if (char === '"' && kind === 'quotes') {
        this.#at++;
        break;
      }
      if (char === '\\') {
        const next = text[this.#at + 1] ?? '';
        this.#at += 2;
        if (next === '\n') continue;
        if (next === '$' || next === '`' || next === '\\' || (next === '"' && kind === 'quotes')) plain += next;
        else plain += `\\${next}`;
      } else if (char === '$' || char === '`') {
        const part = this.#dollar(true);
        if (part === undefined) plain += char;
        else {
          flush();
          parts.push(part);
        }
      } else {
        plain += char;
        this.#at++;
      }
    }
    flush();
    return parts;
  }

  /** What begins with `$` or a backtick here; undefined: an ordinary character, passed over. */
  #dollar(inDouble: boolean): Part | undefined {
    const text = this.#text;
    const start = this.#at;
    if (text[start] === '`') {
      let end = start + 1;
      let source = '';
      while (end < text.length && text[end] !== '`') {
        if (text[end] === '\\') {
          const next = text[end + 1] ?? '';
          if (next === '`' || next === '\\' || next === '$' || (inDouble && next === '"')) source += next;
          else source += `\\${next}`;
          end += 2;
        } else source += text[end++] ?? '';
      }
      this.#at = end + 1;
      return { type: 'command', source, line: this.#line };
    }
    const next = text[start + 1] ?? '';
    if (next === '(') {
      if (text[start + 2] === '(') {
        const end = endOfArithmetic(text, start + 3);
        if (end !== undefined) {
          this.#at = end + 2;
          return { type: 'arithmetic', expression: { text: text.slice(start + 3, end), line: this.#line } };
        }
      }
      const end = endOfCommand(text, start + 2);
      this.#at = end + 1;
      return { type: 'command', source: text.slice(start + 2, end), line: this.#line };
    }
    if (next === '[') {
      const end = endOfBracket(text, start + 2);
      this.#at = end + 1;
      return { type: 'arithmetic', expression: { text: text.slice(start + 2, end), line: this.#line } };
    }
    if (next === '{') {
      const end = endOfBrace(text, start + 2, inDouble);
      this.#at = end + 1;
      return parameterOf(text.slice(start + 2, end), text.slice(start, end + 1), this.#line, inDouble);
    }
    if (next === "'" && !inDouble) {
      const [value, end] = ansiC(text, start + 2);
      this.#at = end;
      return { type: 'quoted', text: value };
    }
    if (next === '"' && !inDouble) {
      this.#at = start + 2;
      return { type: 'double', parts: this.readDouble('quotes') };
    }
    const name = /^(?:[A-Za-z_]\w*|[@*#?$!0-9-])/.exec(text.slice(start + 1, start + 300));
    if (name === null) {
      this.#at++;
      return undefined;
    }
    this.#at += 1 + name[0].length;
    return simpleParameter(name[0], text.slice(start, this.#at));
  }
}

function simpleParameter(name: string, text: string): ParameterPart {
  return {
    type: 'parameter',
    text,
    name,
    indirect: false,
    length: false,
    subscript: undefined,
    operation: undefined,
    bad: false,
  };
}

/** The form of `${inside}`. */
function parameterOf(inside: string, text: string, line: number, inDouble: boolean): ParameterPart {
  const word = (part: string): Word =>
    inDouble ? { text: part, line, parts: operandParts(part, line) } : { text: part, line };
  const bad: ParameterPart = { ...simpleParameter('', text), bad: true };
  let rest = inside;
  let length = false;
  let indirect = false;
  if (rest.length > 1 && rest.startsWith('#') && (specialParameter.test(rest[1] ?? '') || /^#[A-Za-z_]/.test(rest))) {
    // `${#-…}`, `${#?…}` are operations on `$#` where more follows
    if (rest.length === 2 || /^#[A-Za-z_0-9@*]/.test(rest)) {
      length = true;
      rest = rest.slice(1);
    }
  } else if (rest.length > 1 && rest.startsWith('!') && /^![A-Za-z_0-9@*#?$!-]/.test(rest)) {
    indirect = true;
    rest = rest.slice(1);
  }
  const found = /^(?:[A-Za-z_]\w*|[0-9]+|[@*#?$!-])/.exec(rest);
  if (found === null) return bad;
  const name = found[0];
  rest = rest.slice(name.length);
  let subscript: Word | undefined;
  if (rest.startsWith('[') && /^[A-Za-z_]/.test(name)) {
    const end = endOfBracket(rest, 1);
    if (end >= rest.length || end === 1) return bad;
    subscript = { text: rest.slice(1, end), line };
    rest = rest.slice(end + 1);
  }
  const part = { type: 'parameter', text, name, indirect, length, subscript, bad: false } as const;
  if (rest === '') return { ...part, operation: undefined };
  if (length) return bad;
  if (indirect && (rest === '@' || rest === '*') && subscript === undefined) {
    return { ...part, operation: { kind: 'names', operator: rest } };
  }
  const operation = operationOf(rest, word, line);
  return operation === undefined ? bad : { ...part, operation };
}

const caseOfAll = { '^': '^^', ',': ',,', '~': '~~' } as const;

function operationOf(rest: string, word: (text: string) => Word, line: number): ParameterOperation | undefined {
  const first = rest[0] ?? '';
  const second = rest[1] ?? '';
  if (first === ':' && (second === '-' || second === '=' || second === '?' || second === '+')) {
    return { kind: 'default', operator: second, colon: true, word: word(rest.slice(2)) };
  }
  if (first === '-' || first === '=' || first === '?' || first === '+') {
    return { kind: 'default', operator: first, colon: false, word: word(rest.slice(1)) };
  }
  const pattern = (text: string): Word => ({ text, line });
  if (first === '#' || first === '%') {
    const operator = second === first ? (first === '#' ? '##' : '%%') : first;
    return { kind: 'remove', operator, pattern: pattern(rest.slice(operator.length)) };
  }
  if (first === '/') {
    const operator = second === '/' ? '//' : second === '#' ? '/#' : second === '%' ? '/%' : '/';
    const text = rest.slice(operator.length);
    const slash = endOfPattern(text, operator === '/' || operator === '//');
    return {
      kind: 'replace',
      operator,
      pattern: pattern(text.slice(0, slash)),
      replacement: pattern(slash < text.length ? text.slice(slash + 1) : ''),
    };
  }
  if (first === '^' || first === ',' || first === '~') {
    const operator = second === first ? caseOfAll[first] : first;
    const text = rest.slice(operator.length);
    return { kind: 'case', operator, pattern: text === '' ? undefined : pattern(text) };
  }
  if (first === '@' && rest.length === 2 && /[QEPAKaUuLk]/.test(second)) return { kind: 'transform', operator: second };
  if (first === ':') {
    const colon = endOfOffset(rest, 1);
    const offset = pattern(rest.slice(1, colon));
    return { kind: 'slice', offset, length: colon < rest.length ? pattern(rest.slice(colon + 1)) : undefined };
  }
  return undefined;
}

/** Inside double quotes the word of `${x:-word}` keeps its single quotes, and its double quotes open a quoted stretch. */
function operandParts(text: string, line: number): Part[] {
  const parts: Part[] = [];
  let from = 0;
  let at = 0;
  const outside = (end: number): void => {
    if (end > from) parts.push(...new Reader(text.slice(from, end), line).readDouble('heredoc'));
  };
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '\\') {
      if (text[at + 1] === '"' || text[at + 1] === '}') {
        outside(at);
        parts.push({ type: 'quoted', text: text[at + 1] ?? '' });
        at += 2;
        from = at;
      } else at += 2;
    } else if (char === '"') {
      outside(at);
      const end = endOfDouble(text, at + 1);
      parts.push({ type: 'double', parts: new Reader(text.slice(at + 1, end), line).readDouble('quotes') });
      at = end + 1;
      from = at;
    } else if (char === '$' || char === '`') at = Math.max(endOfDollar(text, at, true), at + 1);
    else at++;
  }
  outside(text.length);
  return parts;
}

/** The first `/` of `text` that is not quoted or inside an expansion; the text's length where there is none. */
function endOfPattern(text: string, takesSlash: boolean): number {
  let at = 0;
  while (at < text.length) {
    const char = text[at] ?? '';
    // a leading slash belongs to the pattern, unless the pattern is anchored
    if (char === '/' && (at > 0 || !takesSlash)) return at;
    at = skip(text, at, false);
  }
  return text.length;
}

/** The `:` that ends the offset of `${x:offset:length}`; a ternary's own colon is passed over. */
function endOfOffset(text: string, from: number): number {
  let questions = 0;
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === '?') questions++;
    else if (char === ':' && depth === 0) {
      if (questions === 0) return at;
      questions--;
    }
    at = skip(text, at, false);
  }
  return text.length;
}

/** Past one character, quoted stretch or expansion at `at`. */
function skip(text: string, at: number, inDouble: boolean): number {
  const char = text[at];
  if (char === '\\') return at + 2;
  if (char === "'" && !inDouble) {
    const end = text.indexOf("'", at + 1);
    return end < 0 ? text.length : end + 1;
  }
  if (char === '"') return endOfDouble(text, at + 1) + 1;
  if (char === '$' || char === '`') return Math.max(endOfDollar(text, at, inDouble), at + 1);
  return at + 1;
}

/** The `"` that closes a stretch begun before `from`. */
export function endOfDouble(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const char = text[at];
    if (char === '"') return at;
    if (char === '\\') at += 2;
    else if (char === '$' || char === '`') at = Math.max(endOfDollar(text, at, true), at + 1);
    else at++;
  }
  return text.length;
}

/** Past the expansion that begins at `at`; `at` itself where none begins. */
function endOfDollar(text: string, at: number, inDouble: boolean): number {
  if (text[at] === '`') {
    let end = at + 1;
    while (end < text.length && text[end] !== '`') end += text[end] === '\\' ? 2 : 1;
    return end + 1;
  }
  const next = text[at + 1];
  if (next === '(') {
    if (text[at + 2] === '(') {
      const end = endOfArithmetic(text, at + 3);
      if (end !== undefined) return end + 2;
    }
    return endOfCommand(text, at + 2) + 1;
  }
  if (next === '{') return endOfBrace(text, at + 2, inDouble) + 1;
  if (next === '[') return endOfBracket(text, at + 2) + 1;
  if (next === "'" && !inDouble) return ansiC(text, at + 2)[1];
  return at;
}

/** The `}` that closes `${`. */
function endOfBrace(text: string, from: number, inDouble: boolean): number {
  // a pattern may hold single quotes, whatever quotes stand around
  const isPattern = /^!?(?:[A-Za-z_]\w*|[0-9]+|[@*#?$!-])(?:\[[^\]]*\])?[#%/^,~]/.test(text.slice(from, from + 200));
  let at = from;
  while (at < text.length) {
    if (text[at] === '}') return at;
    at = skip(text, at, inDouble && !isPattern);
  }
  return text.length;
}

/** The `]` that closes a subscript. */
export function endOfBracket(text: string, from: number): number {
  let depth = 1;
  let at = from;
  while (at < text.length) {
    const char = text[at];
    if (char === '[') depth++;
    else if (char === ']' && --depth === 0) return at;
    at = skip(text, at, false);
  }
  return text.length;
}

/** The first `)` of the `))` that closes `$((`; undefined: it is a command substitution that begins with a subshell. */
function endOfArithmetic(text: string, from: number): number | undefined {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const char = text[at];
    if (char === '(') depth++;
    else if (char === ')') {
      if (depth === 0) return text[at + 1] === ')' ? at : undefined;
      depth--;
    }
    at = skip(text, at, false);
  }
  return undefined;
}

/** The `)` that closes `$(`: past quotes, comments, here-documents and the unpaired `)` of `case` patterns. */
function endOfCommand(text: string, from: number): number {
  const open: ('(' | 'case')[] = ['('];
  const hereDocuments: { readonly delimiter: string; readonly strip: boolean }[] = [];
  let at = from;
  let atWord = true;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '#' && atWord) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
      continue;
    }
    if (atWord) {
      const word = /^(case|esac)(?=[\s;&|()]|$)/.exec(text.slice(at, at + 5));
      if (word !== null) {
        if (word[1] === 'case') open.push('case');
        else if (open[open.length - 1] === 'case') open.pop();
        at += 4;
        atWord = false;
        continue;
      }
    }
    if (char === '<' && text[at + 1] === '<' && text[at + 2] !== '<') {
      const here = /^<<(-?)[ \t]*((?:\\.|'[^']*'|"[^"]*"|[^\s;&|()<>'"\\])+)/.exec(text.slice(at));
      if (here !== null) {
        hereDocuments.push({ delimiter: (here[2] ?? '').replace(/['"\\]/g, ''), strip: here[1] === '-' });
        at += here[0].length;
        continue;
      }
    }
    if (char === '\n' && hereDocuments.length > 0) {
      at = afterHereDocuments(text, at + 1, hereDocuments.splice(0));
      atWord = true;
      continue;
    }
    if (char === '(') open.push('(');
    else if (char === ')' && open[open.length - 1] === '(') {
      open.pop();
      if (open.length === 0) return at;
    }
    atWord = /[\s;&|()]/.test(char);
    at = skip(text, at, false);
  }
  return text.length;
}

function afterHereDocuments(
  text: string,
  from: number,
  documents: readonly { readonly delimiter: string; readonly strip: boolean }[],
): number {
  let at = from;
  for (const { delimiter, strip } of documents) {
    while (at < text.length) {
      const end = text.indexOf('\n', at);
      const line = text.slice(at, end < 0 ? text.length : end);
      const bare = strip ? line.replace(/^\t+/, '') : line;
      if (bare === delimiter) {
        at = end < 0 ? text.length : end;
        break;
      }
      // `$(cat <<E … E)`: the parenthesis may follow the delimiter at once
      if (bare.startsWith(`${delimiter})`)) return at + line.length - bare.length + delimiter.length;
      at = end < 0 ? text.length : end + 1;
    }
  }
  return at;
}

const simpleEscapes: Readonly<Record<string, string>> = {
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
  "'": "'",
  '"': '"',
  '?': '?',
};

/** The text of `$'…'` from `from`, and the position after its closing quote. Bytes above 0x7f are kept as U+DC80–DCFF. */
export function ansiC(text: string, from: number): readonly [value: string, end: number] {
  let value = '';
  let at = from;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === "'") return [joinBytes(value), at + 1];
    if (char !== '\\') {
      value += char;
      at++;
      continue;
    }
    const next = text[at + 1] ?? '';
    const simple = simpleEscapes[next];
    if (simple !== undefined) {
      value += simple;
      at += 2;
      continue;
    }
    const numeric =
      /^(?:([0-7]{1,3})|x\{?([0-9a-fA-F]{1,2})\}?|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|c([\s\S]))/.exec(
        text.slice(at + 1, at + 12),
      );
    if (numeric === null) {
      value += `\\${next}`;
      at += 2;
      continue;
    }
    at += 1 + numeric[0].length;
    const [, octal, hex, short, long, control] = numeric;
    if (octal !== undefined) value += byteText(parseInt(octal, 8) & 255);
    else if (hex !== undefined) value += byteText(parseInt(hex, 16));
    else if (control !== undefined) value += String.fromCharCode(control.charCodeAt(0) & 31);
    else value += codePoint(parseInt(short ?? long ?? '0', 16));
  }
  return [joinBytes(value), text.length];
}

export function codePoint(code: number): string {
  return code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? '\ufffd' : String.fromCodePoint(code);
}

export function byteText(byte: number): string {
  return String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte);
}

/** Runs of lone bytes that make UTF-8 together become their characters; a NUL ends the text, as in C. */
export function joinBytes(text: string): string {
  const end = text.indexOf('\0');
  const kept = end < 0 ? text : text.slice(0, end);
  return /[\udc80-\udcff]/.test(kept) ? decodeBytes(encodeBytes(kept)) : kept;
}
