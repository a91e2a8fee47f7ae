// Reads a script of sed: addresses, commands and their arguments, character by character, since errors tell how many were read.
import { compileRegex, RegexError } from '../regex/regex.ts';
import { sedBasic, sedExtended } from '../regex/syntax.ts';
import type { Encoding } from '../regex/character-set.ts';
import { numericEscape, readReplacement, regexSource } from './sed-text.ts';
import {
  SedError,
  type SedAddress,
  type SedCommand,
  type SedRangeEnd,
  type SedRegex,
  type Substitution,
} from './sed-script.ts';

/** One `-e` or `-f`: what errors call it. */
export interface ScriptPart {
  readonly text: string;
  /** The file it is from; undefined: `-e`. */
  readonly file: string | undefined;
}

export interface ParseOptions {
  readonly extended: boolean;
  readonly posix: boolean;
  readonly sandbox: boolean;
  readonly encoding: Encoding;
}

export interface ParsedScript {
  readonly commands: readonly SedCommand[];
  /** Files of `w`, in order. */
  readonly files: readonly string[];
  /** It begins with `#n`. */
  readonly quiet: boolean;
  /** Its end, as errors name it. */
  readonly place: string;
}

/** @throws SedError */
export function parseSed(parts: readonly ScriptPart[], options: ParseOptions): ParsedScript {
  return new Parser(parts, options).whole();
}

const end = '';
const oneAddress = 'qQ';

interface Pending {
  first: SedAddress | undefined;
  second: SedRangeEnd | undefined;
  negated: boolean;
}

class Parser {
  readonly #parts: readonly ScriptPart[];
  readonly #options: ParseOptions;
  readonly #text: string;
  #at = 0;
  readonly #commands: SedCommand[] = [];
  readonly #blocks: SedCommand[] = [];
  readonly #labels = new Map<string, number>();
  readonly #files = new Set<string>();

  constructor(parts: readonly ScriptPart[], options: ParseOptions) {
    this.#parts = parts;
    this.#options = options;
    this.#text = parts.map(({ text }) => text).join('\n');
  }

  whole(): ParsedScript {
    const quiet = /^#n(\n|$)/.test(this.#parts[0]?.text ?? '');
    while (this.#command());
    if (this.#blocks.length > 0) throw this.#error("unmatched `{'", 0);
    for (const command of this.#commands) {
      if (!/[btT]/.test(command.name) || command.text === '') continue;
      const target = this.#labels.get(command.text);
      if (target === undefined) throw new SedError(`can't find label for jump to \`${command.text}'`, 4);
      command.target = target;
    }
    return { commands: this.#commands, files: [...this.#files], quiet, place: this.#place(0) };
  }

  /** @param read how many characters, where it is not as many as were */
  #error(text: string, read?: number): SedError {
    return new SedError(`${this.#place(read)}: ${text}`);
  }

  #place(read?: number): string {
    let start = 0;
    let place = '';
    for (const [i, part] of this.#parts.entries()) {
      const stop = start + part.text.length;
      const lines = this.#text.slice(start, Math.max(start, this.#at - 1)).split('\n').length;
      place =
        part.file === undefined
          ? `-e expression #${i + 1}, char ${read ?? this.#at - start}`
          : `file ${part.file} line ${lines}`;
      if (this.#at <= stop) break;
      start = stop + 1;
    }
    return place;
  }

  /** The next character; empty at the end. */
  #next(): string {
    const char = this.#text[this.#at];
    if (char === undefined) return end;
    this.#at += 1;
    return char;
  }

  #peek(): string {
    return this.#text[this.#at] ?? end;
  }

  #back(char: string): void {
    if (char !== end) this.#at -= 1;
  }

  #nextNonblank(): string {
    for (;;) {
      const char = this.#next();
      if (!/^[ \t\r\v\f]$/.test(char)) return char;
    }
  }

  #number(first: string): number {
    let digits = first;
    while (/^\d$/.test(this.#peek())) digits += this.#next();
    return Number(digits);
  }

  #command(): boolean {
    let char = this.#next();
    while (/^[\s;]$/.test(char)) char = this.#next();
    if (char === end) return false;
    this.#back(char);
    const pending: Pending = { first: this.#firstAddress(), second: undefined, negated: false };
    char = this.#nextNonblank();
    if (pending.first !== undefined && char === ',') {
      pending.second = this.#rangeEnd();
      char = this.#nextNonblank();
    }
    if (char === '!') {
      pending.negated = true;
      char = this.#nextNonblank();
      if (char === '!') throw this.#error("multiple `!'s");
    }
    const { first, second } = pending;
    if (first?.type === 'line' && first.line === 0 && second?.type !== 'regex')
      throw this.#error('invalid usage of line address 0');
    if (char === end || char === '\n') throw this.#error('missing command');
    this.#named(char, pending);
    return true;
  }

  #firstAddress(): SedAddress | undefined {
    const char = this.#peek();
    if (char === '+' || char === '~') {
      this.#next();
      if (/^\d$/.test(this.#peek())) this.#next();
      throw this.#error('invalid usage of +N or ~N as first address');
    }
    return this.#address();
  }

  #address(): SedAddress | undefined {
    const char = this.#next();
    if (/^\d$/.test(char)) {
      const line = this.#number(char);
      const mark = this.#nextNonblank();
      if (mark !== '~' || this.#options.posix) {
        this.#back(mark);
        return { type: 'line', line };
      }
      const step = /^\d$/.test(this.#peek()) ? this.#number('') : 0;
      return step > 0 ? { type: 'step', first: line, step } : { type: 'line', line };
    }
    if (char === '$') return { type: 'last' };
    if (char !== '/' && char !== '\\') {
      this.#back(char);
      return undefined;
    }
    const mark = char === '/' ? char : this.#next();
    const source = mark === end ? undefined : this.#delimited(mark, true);
    if (source === undefined) throw this.#error('unterminated address regex');
    let flags = '';
    for (;;) {
      const flag = this.#nextNonblank();
      if (flag !== 'I' && flag !== 'M') {
        this.#back(flag);
        break;
      }
      flags += flag;
    }
    return { type: 'regex', regex: this.#regex(source, flags) };
  }

  #rangeEnd(): SedRangeEnd {
    const char = this.#nextNonblank();
    if (char === '+' || char === '~') {
      const number = /^\d$/.test(this.#peek()) ? this.#number('') : 0;
      if (char === '+') return { type: 'plus', count: number };
      return number > 0 ? { type: 'multiple', of: number } : { type: 'line', line: 0 };
    }
    this.#back(char);
    const address = this.#address();
    if (address !== undefined) return address;
    this.#next();
    throw this.#error("unexpected `,'");
  }

  /** Up to the delimiter, which is read, too; undefined: it does not come. */
  #delimited(mark: string, isRegex: boolean): string | undefined {
    let text = '';
    let inBracket = false;
    for (;;) {
      const char = this.#next();
      if (char === end) return undefined;
      if (char === '\n' && !inBracket) {
        this.#back(char);
        return undefined;
      }
      if (char === mark && !inBracket) return text;
      if (char === '\\' && !inBracket) {
        const escaped = this.#next();
        if (escaped === end) return undefined;
        if (escaped === mark)
          text +=
            isRegex && /[.*[\]^$+?(){}|]/.test(mark)
              ? `[${mark === '^' ? '\\^' : mark}]`
              : mark === '&' && !isRegex
                ? '\\&'
                : escaped;
        else if (escaped === '\n' && isRegex) text += '\n';
        else text += `\\${escaped}`;
        continue;
      }
      text += char;
      if (!isRegex) continue;
      if (char === '[' && !inBracket) {
        inBracket = true;
        if (this.#peek() === '^') text += this.#next();
        if (this.#peek() === ']') text += this.#next();
      } else if (inBracket && char === '[' && /^[.:=]$/.test(this.#peek())) {
        const close = `${this.#peek()}]`;
        const stop = this.#text.indexOf(close, this.#at + 1);
        if (stop >= 0) {
          text += this.#text.slice(this.#at, stop + 2);
          this.#at = stop + 2;
        }
      } else if (char === ']') inBracket = false;
    }
  }

  #regex(source: string, flags: string): SedRegex {
    if (source === '') {
      if (flags !== '') throw this.#error('cannot specify modifiers on empty regexp');
      return { find: () => undefined, isLast: true, groups: 9 };
    }
    try {
      const regex = compileRegex(regexSource(source), {
        syntax: this.#options.extended ? sedExtended : sedBasic,
        ignoreCase: /[Ii]/.test(flags),
        newline: /[Mm]/.test(flags),
        encoding: this.#options.encoding,
      });
      return { find: (text, from) => regex.exec(text, from), isLast: false, groups: regex.groups };
    } catch (error) {
      if (error instanceof RegexError) throw this.#error(error.message);
      throw error;
    }
  }

  #add(name: string, { first, second, negated }: Pending, more: Partial<SedCommand> = {}): SedCommand {
    const command: SedCommand = {
      name,
      first,
      second,
      negated,
      text: '',
      number: undefined,
      target: -1,
      substitution: undefined,
      transliteration: undefined,
      ...more,
    };
    this.#commands.push(command);
    return command;
  }

  #named(name: string, pending: Pending): void {
    if (oneAddress.includes(name) && pending.second !== undefined) throw this.#error('command only uses one address');
    switch (name) {
      case '#':
        if (pending.first !== undefined) throw this.#error("comments don't accept any addresses");
        while (!['\n', end].includes(this.#next()));
        return;
      case 'v': {
        const version = this.#word();
        if (version !== '' && isNewer(version)) throw this.#error('expected newer version of sed');
        return;
      }
      case '{':
        this.#blocks.push(this.#add(name, pending));
        return;
      case '}': {
        const block = this.#blocks.pop();
        if (block === undefined) throw this.#error("unexpected `}'");
        if (pending.first !== undefined) throw this.#error("} doesn't want any addresses");
        this.#endOfCommand();
        block.target = this.#commands.length;
        return;
      }
      case ':': {
        if (pending.first !== undefined) throw this.#error(": doesn't want any addresses");
        const label = this.#label(/^[\s;]$/);
        if (label === '') throw this.#error('":" lacks a label');
        this.#labels.set(label, this.#commands.length);
        return;
      }
      case 'b':
      case 't':
      case 'T':
        this.#add(name, pending, { text: this.#label(/^[\s;}]$/) });
        return;
      case 'a':
      case 'i':
      case 'c':
        this.#add(name, pending, { text: this.#appended() });
        return;
      case 'e':
        if (this.#options.sandbox) throw this.#error('e/r/w commands disabled in sandbox mode');
        this.#add(name, pending, { text: this.#restOfLine() });
        return;
      case 'r':
      case 'R':
      case 'w':
      case 'W': {
        if (this.#options.sandbox) throw this.#error('e/r/w commands disabled in sandbox mode');
        const text = this.#fileName();
        if (/[wW]/.test(name)) this.#files.add(text);
        this.#add(name, pending, { text });
        return;
      }
      case 'q':
      case 'Q':
      case 'l':
      case 'L': {
        const char = this.#nextNonblank();
        const number = /^\d$/.test(char) ? this.#number(char) : undefined;
        if (number === undefined) this.#back(char);
        this.#endOfCommand();
        this.#add(name, pending, { number });
        return;
      }
      case 's':
        this.#add(name, pending, { substitution: this.#substitution() });
        return;
      case 'y':
        this.#add(name, pending, { transliteration: this.#transliteration() });
        this.#endOfCommand();
        return;
      default:
        if (!'=dDFgGhHnNpPxz'.includes(name)) throw this.#error(`unknown command: \`${name}'`);
        this.#endOfCommand();
        this.#add(name, pending);
    }
  }

  #endOfCommand(): void {
    const char = this.#nextNonblank();
    if (char === '}' || char === '#') this.#back(char);
    else if (!['\n', ';', end].includes(char)) throw this.#error('extra characters after command');
  }

  #word(): string {
    const char = this.#nextNonblank();
    this.#back(char);
    let word = '';
    while (!/^[\s;}]?$/.test(this.#peek())) word += this.#next();
    return word;
  }

  /** A label ends before what `stops`. */
  #label(stops: RegExp): string {
    let char = this.#nextNonblank();
    let label = '';
    while (char !== end && !stops.test(char) && char !== '}') {
      label += char;
      char = this.#next();
    }
    if (char === '}') this.#back(char);
    return label;
  }

  #restOfLine(): string {
    let char = this.#nextNonblank();
    let text = '';
    while (char !== end && char !== '\n') {
      text += char;
      char = this.#next();
    }
    return text;
  }

  #fileName(): string {
    const name = this.#restOfLine();
    if (name === '') throw this.#error('missing filename in r/R/w/W commands');
    return name;
  }

  /** The text of a, c and i: in the same line, or in the next ones behind a backslash. */
  #appended(): string {
    let char = this.#nextNonblank();
    if (char === end) throw this.#error("expected \\ after `a', `c' or `i'");
    if (char === '\\') {
      char = this.#next();
      if (/^[ \t]$/.test(char)) {
        const start = this.#at;
        const after = this.#nextNonblank();
        // `a\` and blanks to the end of the line; else the blanks are text.
        if (after !== '\n') this.#at = start - 1;
        char = after === '\n' ? after : end;
      } else if (char !== '\n') {
        this.#back(char);
        char = end;
      }
      if (char === end && this.#peek() === end) return '';
    } else {
      this.#back(char);
      if (char === '\n') throw this.#error("expected \\ after `a', `c' or `i'");
    }
    let text = '';
    for (;;) {
      const next = this.#next();
      if (next === end || next === '\n') return `${text}\n`;
      if (next !== '\\') {
        text += next;
        continue;
      }
      const escaped = this.#next();
      if (escaped === end) return `${text}\n`;
      const numeric = numericEscape(`\\${escaped}${this.#text.slice(this.#at)}`);
      if (numeric === undefined || text === '') text += escaped;
      else {
        text += numeric.text;
        this.#at += numeric.length - 2;
      }
    }
  }

  #substitution(): Substitution {
    const mark = this.#next();
    const source = mark === end || mark === '\n' || mark === '\\' ? undefined : this.#delimited(mark, true);
    const replacement = source === undefined ? undefined : this.#delimited(mark, false);
    if (source === undefined || replacement === undefined) throw this.#error("unterminated `s' command");
    const flags = this.#flags();
    const parts = readReplacement(replacement);
    const regex = this.#regex(source, flags.regex);
    for (const part of parts) {
      if (part.type === 'group' && part.group > regex.groups)
        throw this.#error(`invalid reference \\${part.group} on \`s' command's RHS`);
    }
    return { ...flags, regex, parts };
  }

  #flags(): Omit<Substitution, 'regex' | 'parts'> & { readonly regex: string } {
    const flags = { regex: '', global: false, number: 0, print: false, evaluate: false };
    for (;;) {
      const char = this.#next();
      if (/^[iImM]$/.test(char)) flags.regex += char;
      else if (char === 'g') {
        if (flags.global) throw this.#error("multiple `g' options to `s' command");
        flags.global = true;
      } else if (char === 'p') {
        if (flags.print) throw this.#error("multiple `p' options to `s' command");
        flags.print = true;
      } else if (char === 'e') {
        if (this.#options.sandbox) throw this.#error('e/r/w commands disabled in sandbox mode');
        flags.evaluate = true;
      } else if (/^\d$/.test(char)) {
        if (flags.number > 0) throw this.#error("multiple number options to `s' command");
        flags.number = this.#number(char);
        if (flags.number === 0) throw this.#error("number option to `s' command may not be zero");
      } else if (char === 'w') {
        if (this.#options.sandbox) throw this.#error('e/r/w commands disabled in sandbox mode');
        const file = this.#fileName();
        this.#files.add(file);
        return { ...flags, number: flags.number || 1, file };
      } else if (char === '}' || char === '#') {
        this.#back(char);
        break;
      } else if (['\n', ';', end].includes(char)) break;
      else if (!/^[ \t\r]$/.test(char)) throw this.#error("unknown option to `s'");
    }
    return { ...flags, number: flags.number || 1, file: undefined };
  }

  #transliteration(): ReadonlyMap<string, string> {
    const mark = this.#next();
    const from = mark === end ? undefined : this.#delimited(mark, false);
    const to = from === undefined ? undefined : this.#delimited(mark, false);
    if (from === undefined || to === undefined) throw this.#error("unterminated `y' command");
    const [left, right] = [from, to].map((text) => this.#plain(text));
    if (left === undefined || right === undefined || left.length !== right.length)
      throw this.#error("strings for `y' command are different lengths");
    const map = new Map<string, string>();
    for (const [i, char] of left.entries()) if (!map.has(char)) map.set(char, right[i] ?? '');
    return map;
  }

  #plain(text: string): string[] {
    const chars: string[] = [];
    for (let at = 0; at < text.length;) {
      const numeric = numericEscape(text.slice(at));
      const escaped = text[at] === '\\' ? text[at + 1] : undefined;
      if (numeric !== undefined) {
        chars.push(numeric.text);
        at += numeric.length;
      } else if (escaped === '\\' || escaped === 'n' || escaped === '\n' || escaped === '&') {
        chars.push(escaped === 'n' ? '\n' : escaped);
        at += 2;
      } else if (escaped !== undefined) throw this.#error("`y' command strings have different lengths");
      else {
        const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
        chars.push(char);
        at += char.length;
      }
    }
    return chars;
  }
}

function isNewer(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 4 || (major === 4 && minor > 9);
}
