// Shell patterns (glob(7), bash's extended forms) as regular expressions. In a pattern text a backslash makes the next
// character plain: expansion puts one before every quoted character.

export interface PatternOptions {
  readonly extended: boolean;
  readonly ignoreCase: boolean;
}

const plainOptions: PatternOptions = { extended: true, ignoreCase: false };
const cache = new Map<string, RegExp>();

/** Does the whole of `text` match? */
export function matches(text: string, pattern: string, options: PatternOptions = plainOptions): boolean {
  return compiled(`^(?:${patternSource(pattern, options.extended)})$`, options).test(text);
}

/** The pattern as the source of a regular expression with the flag `u`, without anchors. `lazy`: stars take as little as they can. */
export function patternSource(pattern: string, extended = true, lazy = false): string {
  return new Compiler(pattern, extended, lazy ? '*?' : '*').compile(() => false);
}

/** A regular expression from a source, kept for the next time. `sticky`: it matches at `lastIndex` only. */
export function compiled(source: string, options: PatternOptions = plainOptions, sticky = false): RegExp {
  const flags = `u${options.ignoreCase ? 'i' : ''}${sticky ? 'y' : ''}`;
  const key = `${flags}/${source}`;
  let regexp = cache.get(key);
  if (regexp === undefined) {
    if (cache.size > 500) cache.clear();
    regexp = new RegExp(source, flags);
    cache.set(key, regexp);
  }
  return regexp;
}

/** Has the pattern an active `*`, `?`, `[…]` or extended form? */
export function hasPattern(pattern: string, extended: boolean): boolean {
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === '\\') at++;
    else if (char === '*' || char === '?') return true;
    else if (char === '[' && pattern.indexOf(']', at + 1) > 0) return true;
    else if (extended && pattern[at + 1] === '(' && (char === '+' || char === '@' || char === '!')) return true;
  }
  return false;
}

/** Text as a pattern that matches only itself. */
export function escapePattern(text: string): string {
  return /[*?[\]\\()|!+@&-]/.test(text) ? text.replace(/[*?[\]\\()|!+@&-]/g, '\\$&') : text;
}

/** A pattern without its backslashes: the file name it stands for where nothing in it is active. */
export function unescapePattern(pattern: string): string {
  return pattern.includes('\\') ? pattern.replace(/\\([\s\S])/g, '$1') : pattern;
}

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
  word: '\\w',
  ascii: '\\x00-\\x7f',
};

class Compiler {
  readonly #pattern: string;
  readonly #extended: boolean;
  readonly #star: string;
  #at = 0;

  constructor(pattern: string, extended: boolean, star: string) {
    this.#pattern = pattern;
    this.#extended = extended;
    this.#star = star;
  }

  /** Up to a character for which `stop` says true, or the end. */
  compile(stop: (char: string) => boolean): string {
    const pattern = this.#pattern;
    let source = '';
    while (this.#at < pattern.length) {
      const char = pattern[this.#at] ?? '';
      if (stop(char)) break;
      if (this.#extended && pattern[this.#at + 1] === '(' && '?*+@!'.includes(char)) {
        const group = this.#group(char, stop);
        if (group !== undefined) {
          source += group;
          continue;
        }
      }
      this.#at++;
      if (char === '*') source += `[\\s\\S]${this.#star}`;
      else if (char === '?') source += '[\\s\\S]';
      else if (char === '[') source += this.#bracket();
      else if (char === '\\' && this.#at < pattern.length) source += this.#plain();
      else {
        this.#at--;
        source += this.#plain();
      }
    }
    return source;
  }

  #plain(): string {
    const char = String.fromCodePoint(this.#pattern.codePointAt(this.#at) ?? 0);
    this.#at += char.length;
    return /[\^$\\.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char;
  }

  #group(operator: string, stop: (char: string) => boolean): string | undefined {
    const start = this.#at;
    this.#at += 2;
    const alternatives: string[] = [];
    for (;;) {
      alternatives.push(this.compile((char) => char === '|' || char === ')'));
      const closer = this.#pattern[this.#at];
      if (closer === undefined) {
        this.#at = start;
        return undefined;
      }
      this.#at++;
      if (closer === ')') break;
    }
    const body = `(?:${alternatives.join('|')})`;
    if (operator === '?' || operator === '*' || operator === '+') return body + operator;
    if (operator === '@') return body;
    // `!(…)`: anything that the alternatives, with what follows, do not match to the end
    const rest = this.compile(stop);
    return `(?:(?!${body}${rest}$)[\\s\\S]${this.#star})${rest}`;
  }

  /** After `[`: a set, or a plain `[` where it is never closed. */
  #bracket(): string {
    const pattern = this.#pattern;
    const start = this.#at;
    let set = '';
    const negated = pattern[this.#at] === '!' || pattern[this.#at] === '^';
    if (negated) this.#at++;
    let first = true;
    for (;;) {
      const char = pattern[this.#at];
      if (char === undefined) {
        this.#at = start;
        return '\\[';
      }
      if (char === ']' && !first) {
        this.#at++;
        break;
      }
      first = false;
      const named = /^\[:(\w+):\]/.exec(pattern.slice(this.#at, this.#at + 12));
      if (named !== null) {
        set += classes[named[1] ?? ''] ?? '';
        this.#at += named[0].length;
        continue;
      }
      const low = this.#member();
      if (pattern[this.#at] === '-' && pattern[this.#at + 1] !== ']' && pattern[this.#at + 1] !== undefined) {
        this.#at++;
        const high = this.#member();
        if (low <= high) set += `${setMember(low)}-${setMember(high)}`;
      } else set += setMember(low);
    }
    if (set === '') return negated ? '[\\s\\S]' : '[^\\s\\S]';
    return `[${negated ? '^' : ''}${set}]`;
  }

  #member(): number {
    const equivalence = /^\[([.=])([\s\S]+?)\1\]/u.exec(this.#pattern.slice(this.#at, this.#at + 12));
    if (equivalence !== null) {
      this.#at += equivalence[0].length;
      return equivalence[2]?.codePointAt(0) ?? 0;
    }
    if (this.#pattern[this.#at] === '\\' && this.#at + 1 < this.#pattern.length) this.#at++;
    const code = this.#pattern.codePointAt(this.#at) ?? 0;
    this.#at += code > 0xffff ? 2 : 1;
    return code;
  }
}

function setMember(code: number): string {
  return `\\u{${code.toString(16)}}`;
}
