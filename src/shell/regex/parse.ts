// A regular expression as a tree. Errors are glibc's, in its words (regerror(3)).
import { CharacterSet, isClassName, lowerCase, upperCase, type SetParts } from './character-set.ts';
import type { RegexOptions, Syntax } from './syntax.ts';

export class RegexError extends Error {}

export type AssertionKind =
  | 'line-start'
  | 'line-end'
  | 'text-start'
  | 'text-end'
  | 'word-start'
  | 'word-end'
  | 'edge'
  | 'inside'
  | 'no-word-before'
  | 'no-word-after';

export type RegexNode =
  | { readonly type: 'empty' }
  | { readonly type: 'set'; readonly set: CharacterSet }
  | { readonly type: 'assert'; readonly kind: AssertionKind }
  | { readonly type: 'group'; readonly index: number; readonly body: RegexNode }
  | { readonly type: 'sequence'; readonly parts: readonly RegexNode[] }
  | { readonly type: 'either'; readonly choices: readonly RegexNode[] }
  | { readonly type: 'repeat'; readonly body: RegexNode; readonly min: number; readonly max: number }
  | { readonly type: 'back-reference'; readonly index: number };

export interface ParsedRegex {
  readonly root: RegexNode;
  readonly groups: number;
  readonly hasBackReferences: boolean;
  /** The text it stands for, where it is nothing but that. */
  readonly literal: string | undefined;
  /** What grep says of it. */
  readonly warnings: readonly string[];
}

const mostRepeats = 32767;

const escapedAssertions: Readonly<Record<string, AssertionKind>> = {
  '`': 'text-start',
  "'": 'text-end',
  '<': 'word-start',
  '>': 'word-end',
  b: 'edge',
  B: 'inside',
};

const escapedClasses: Readonly<Record<string, SetParts>> = {
  w: { ranges: [[95, 95]], classes: ['alnum'] },
  W: { ranges: [[95, 95]], classes: ['alnum'], negated: true },
  s: { ranges: [], classes: ['space'] },
  S: { ranges: [], classes: ['space'], negated: true },
};

/** @throws RegexError */
export function parseRegex(source: string, options: RegexOptions): ParsedRegex {
  return new Parser(source, options).whole();
}

function enclosed(root: RegexNode, whole: 'words' | 'line'): RegexNode {
  const [before, after] =
    whole === 'words' ? (['no-word-before', 'no-word-after'] as const) : (['line-start', 'line-end'] as const);
  return { type: 'sequence', parts: [{ type: 'assert', kind: before }, root, { type: 'assert', kind: after }] };
}

class Parser {
  readonly #source: string;
  readonly #options: RegexOptions;
  readonly #syntax: Syntax;
  #at = 0;
  #depth = 0;
  #groups = 0;
  readonly #closed = new Set<number>();
  #hasBackReferences = false;
  #literal = '';
  #isLiteral: boolean;
  readonly #warnings: string[] = [];
  /** Nothing stands before in this branch: `*` has nothing to repeat. */
  #fresh = true;

  constructor(source: string, options: RegexOptions) {
    this.#source = source;
    this.#options = options;
    this.#syntax = options.syntax;
    this.#isLiteral = options.ignoreCase !== true && options.whole === undefined;
  }

  whole(): ParsedRegex {
    const root = this.#either();
    const { whole } = this.#options;
    return {
      root: whole === undefined ? root : enclosed(root, whole),
      groups: this.#groups,
      hasBackReferences: this.#hasBackReferences,
      literal: this.#isLiteral ? this.#literal : undefined,
      warnings: this.#warnings,
    };
  }

  #has(text: string): boolean {
    return this.#source.startsWith(text, this.#at);
  }

  /** An operator as this dialect spells it. */
  #operator(plain: string): boolean {
    const { basic, plainPlus } = this.#syntax;
    return this.#has(basic && !(plainPlus && /[+?]/.test(plain)) ? `\\${plain}` : plain);
  }

  #skipOperator(plain: string): boolean {
    if (!this.#operator(plain)) return false;
    this.#at += this.#has('\\') ? 2 : 1;
    return true;
  }

  #atAlternation(): boolean {
    return this.#operator('|') || (this.#syntax.newlineAlternates && this.#has('\n'));
  }

  #either(): RegexNode {
    const choices = [this.#branch()];
    while (this.#atAlternation()) {
      this.#isLiteral = false;
      if (!this.#skipOperator('|')) this.#at += 1;
      choices.push(this.#branch());
    }
    const [only] = choices;
    return choices.length === 1 && only !== undefined ? only : { type: 'either', choices };
  }

  #branch(): RegexNode {
    const parts: RegexNode[] = [];
    this.#fresh = true;
    while (this.#at < this.#source.length && !this.#atAlternation()) {
      if (this.#operator(')')) {
        if (this.#depth > 0) break;
        if (this.#syntax.loneClose !== 'itself') throw new RegexError(this.#syntax.loneClose);
      }
      const part = this.#repeated();
      if (part !== undefined) parts.push(part);
    }
    const [only] = parts;
    if (only === undefined) return { type: 'empty' };
    return parts.length === 1 ? only : { type: 'sequence', parts };
  }

  #repeated(): RegexNode | undefined {
    let node = this.#single();
    // What follows an anchor stands as at the beginning: an anchor cannot be repeated.
    if (node === undefined || node.type === 'assert') return node;
    this.#fresh = false;
    for (let times = 0; ; times++) {
      const bounds = this.#bounds();
      if (bounds === undefined) return node;
      this.#isLiteral = false;
      if (times > 0 && !this.#syntax.repeatedRepeat && bounds.mayNotRepeat)
        throw new RegexError('Invalid preceding regular expression');
      const [min, max] = bounds.range;
      node = max === 0 ? { type: 'empty' } : { type: 'repeat', body: node, min, max };
    }
  }

  #bounds(): { readonly range: readonly [number, number]; readonly mayNotRepeat: boolean } | undefined {
    if (this.#has('*')) {
      this.#at += 1;
      return { range: [0, Infinity], mayNotRepeat: true };
    }
    if (this.#skipOperator('+')) return { range: [1, Infinity], mayNotRepeat: false };
    if (this.#skipOperator('?')) return { range: [0, 1], mayNotRepeat: false };
    if (!this.#syntax.intervals || !this.#operator('{')) return undefined;
    const start = this.#at;
    const range = this.#interval();
    if (range === undefined) {
      this.#at = start;
      return undefined;
    }
    return { range, mayNotRepeat: true };
  }

  /** `{n}`, `{n,}`, `{,m}`, `{n,m}`; undefined: it stands for itself. */
  #interval(): readonly [number, number] | undefined {
    const close = this.#syntax.basic ? '\\}' : '}';
    const from = this.#at + (this.#syntax.basic ? 2 : 1);
    const end = this.#source.indexOf(close, from);
    const wrong = (message: string): undefined => {
      if (!this.#syntax.wrongIntervalIsItself) throw new RegexError(message);
    };
    if (end < 0) {
      wrong('Unmatched \\{');
      return;
    }
    const text = this.#source.slice(from, end);
    const found = /^(\d*)(?:(,)(\d*))?$/.exec(text);
    if (text === '' || (found === null && /^[\d,]*$/.test(text))) throw new RegexError('Invalid content of \\{\\}');
    if (found === null) {
      wrong('Invalid content of \\{\\}');
      return;
    }
    const [, first = '', comma, last = ''] = found;
    const min = Number(first);
    const max = comma === undefined ? min : last === '' ? Infinity : Number(last);
    if (min > max) throw new RegexError('Invalid content of \\{\\}');
    if ((max === Infinity ? min : max) > mostRepeats) throw new RegexError('Regular expression too big');
    this.#at = end + close.length;
    return [min, max];
  }

  #single(): RegexNode | undefined {
    if (this.#fresh) {
      const lone = this.#loneOperator();
      if (lone !== 'none') return lone;
    }
    if (this.#skipOperator('(')) return this.#group();
    const char = this.#take();
    switch (char) {
      case '[':
        return { type: 'set', set: this.#bracket() };
      case '.':
        return this.#set({ ranges: [], negated: true, exceptNewline: this.#options.newline === true });
      case '^':
        if (!this.#syntax.basic || this.#atStart()) return this.#assert('line-start');
        break;
      case '$':
        if (!this.#syntax.basic || this.#atEnd()) return this.#assert('line-end');
        break;
      case '\\':
        return this.#escape();
    }
    return this.#character(char);
  }

  #assert(kind: AssertionKind): RegexNode {
    this.#isLiteral = false;
    return { type: 'assert', kind };
  }

  #set(parts: SetParts): RegexNode {
    this.#isLiteral = false;
    return { type: 'set', set: new CharacterSet(parts, this.#options.encoding) };
  }

  /** `*` and its like where there is nothing to repeat. */
  #loneOperator(): RegexNode | undefined | 'none' {
    const found = ['*', '+', '?', '{'].find((each) => (each === '*' ? this.#has('*') : this.#operator(each)));
    if (found === undefined || (found === '{' && !this.#syntax.intervals)) return 'none';
    const { loneOperator, repeatedRepeat, basic } = this.#syntax;
    if (loneOperator === 'error' || (found === '{' && !repeatedRepeat))
      throw new RegexError('Invalid preceding regular expression');
    const start = this.#at;
    if (loneOperator === 'nothing' && (found !== '{' || this.#interval() !== undefined)) {
      if (this.#at === start) this.#at += 1;
      this.#warnings.push(`${found === '{' ? '{...}' : found} at start of expression`);
      return undefined;
    }
    this.#at = start + (basic && found !== '*' && !(this.#syntax.plainPlus && found !== '{') ? 2 : 1);
    return this.#character(found);
  }

  #group(): RegexNode {
    this.#isLiteral = false;
    const index = ++this.#groups;
    this.#depth += 1;
    const body = this.#either();
    if (!this.#skipOperator(')')) throw new RegexError('Unmatched ( or \\(');
    this.#depth -= 1;
    this.#closed.add(index);
    return { type: 'group', index, body };
  }

  /** Is the `^` just read at the beginning of the whole, of a group or of an alternative? */
  #atStart(): boolean {
    const before = this.#source.slice(0, this.#at - 1);
    return (
      this.#fresh &&
      (before === '' || /\\[(|]$/.test(before) || (this.#syntax.newlineAlternates && before.endsWith('\n')))
    );
  }

  #atEnd(): boolean {
    return this.#at === this.#source.length || this.#atAlternation() || (this.#operator(')') && this.#depth > 0);
  }

  #take(): string {
    const char = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
    this.#at += char.length;
    return char;
  }

  #character(char: string): RegexNode {
    this.#literal += char;
    const point = char.codePointAt(0) ?? 0;
    const { ignoreCase = false, encoding } = this.#options;
    const cases = ignoreCase ? [lowerCase(point), upperCase(point), point] : [point];
    const ranges = cases.map((each) => [each, each] as const);
    return { type: 'set', set: new CharacterSet({ ranges, ignoreCase }, encoding) };
  }

  #escape(): RegexNode {
    if (this.#at >= this.#source.length) throw new RegexError('Trailing backslash');
    const char = this.#take();
    const { backReferences, gnuOperators } = this.#syntax;
    if (backReferences && /[1-9]/.test(char)) {
      if (!this.#closed.has(Number(char))) throw new RegexError('Invalid back reference');
      this.#isLiteral = false;
      this.#hasBackReferences = true;
      return { type: 'back-reference', index: Number(char) };
    }
    if (gnuOperators) {
      const kind = escapedAssertions[char];
      if (kind !== undefined) return this.#assert(kind);
      const parts = escapedClasses[char];
      if (parts !== undefined) return this.#set(parts);
    }
    return this.#character(char);
  }

  #bracket(): CharacterSet {
    this.#isLiteral = false;
    const unmatched = 'Unmatched [, [^, [:, [., or [=';
    if (this.#at >= this.#source.length) throw new RegexError('Invalid regular expression');
    if (this.#syntax.refusesBareClass && /^:[^\]]*:\]/.test(this.#source.slice(this.#at)))
      throw new RegexError('character class syntax is [[:space:]], not [:space:]');
    const { ignoreCase = false, newline = false, encoding } = this.#options;
    const negated = this.#has('^');
    if (negated) this.#at += 1;
    const ranges: (readonly [number, number])[] = [];
    const classes: string[] = [];
    for (let first = true; ; first = false) {
      if (this.#at >= this.#source.length) throw new RegexError(unmatched);
      if (this.#has(']') && !first) break;
      if (!first && this.#has('-') && !this.#has('-]')) throw new RegexError('Invalid range end');
      const start = this.#element(unmatched);
      const isRange = this.#has('-') && !this.#has('-]') && this.#at + 1 < this.#source.length;
      if (!isRange) {
        if (typeof start === 'string') classes.push(start);
        else ranges.push([start, start]);
        continue;
      }
      this.#at += 1;
      const end = this.#element(unmatched);
      if (typeof start === 'string' || typeof end === 'string') throw new RegexError('Invalid range end');
      const [low, high] = ignoreCase ? [upperCase(start), upperCase(end)] : [start, end];
      if (low > high) throw new RegexError('Invalid range end');
      ranges.push([start, end]);
    }
    this.#at += 1;
    return new CharacterSet({ ranges, classes, negated, exceptNewline: newline, ignoreCase }, encoding);
  }

  /** A character, or the name of a class. */
  #element(unmatched: string): number | string {
    const [, mark] = /^\[([.=:])/.exec(this.#source.slice(this.#at, this.#at + 2)) ?? [];
    if (mark === undefined || (mark === ':' && !this.#syntax.characterClasses)) {
      if (this.#syntax.bracketEscapes && this.#has('\\') && this.#at + 1 < this.#source.length) this.#at += 1;
      return this.#take().codePointAt(0) ?? 0;
    }
    const end = this.#source.indexOf(`${mark}]`, this.#at + 2);
    if (end < 0) throw new RegexError(unmatched);
    const name = this.#source.slice(this.#at + 2, end);
    this.#at = end + 2;
    if (mark === ':') {
      if (!isClassName(name)) throw new RegexError('Invalid character class name');
      return name;
    }
    const point = name.codePointAt(0);
    if (point === undefined || String.fromCodePoint(point) !== name)
      throw new RegexError('Invalid collation character');
    return point;
  }
}
