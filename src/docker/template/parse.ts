// Go's template language, read: texts, `{{…}}` actions, pipelines (text/template/parse of Go 1.4).
import type { Value } from './value.ts';

/** What docker says after `Template parsing error: `. */
export class TemplateError extends Error {}

export type Operand =
  | { readonly kind: 'value'; readonly value: Value; readonly isNil?: true }
  | { readonly kind: 'field'; readonly names: readonly string[] }
  | { readonly kind: 'variable'; readonly name: string; readonly names: readonly string[] }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline; readonly names: readonly string[] };

export interface Command {
  readonly operands: readonly Operand[];
  /** As it was written, and where: errors quote it. */
  readonly text: string;
  readonly at: number;
}

export interface Pipeline {
  readonly declares: readonly string[];
  readonly commands: readonly Command[];
}

export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'print'; readonly pipeline: Pipeline }
  | {
      readonly kind: 'if' | 'range' | 'with';
      readonly pipeline: Pipeline;
      readonly then: readonly Node[];
      readonly otherwise: readonly Node[];
    };

interface Token {
  readonly kind: 'word' | 'field' | 'variable' | 'string' | 'number' | 'mark';
  readonly text: string;
  readonly at: number;
  readonly spaced: boolean;
}

interface Action {
  readonly tokens: readonly Token[];
}

/** @param isFunction says which functions there are @throws TemplateError */
export function parseTemplate(source: string, isFunction: (name: string) => boolean): readonly Node[] {
  const parser = new Parser(pieces(source), isFunction);
  const nodes = parser.nodes();
  const rest = parser.ended;
  if (rest !== undefined) throw problem(`unexpected {{${rest}}}`);
  return nodes;
}

function problem(text: string): TemplateError {
  return new TemplateError(`template: :1: ${text}`);
}

/** Texts and actions in turn. */
function pieces(source: string): readonly (string | Action)[] {
  const found: (string | Action)[] = [];
  let at = 0;
  for (;;) {
    const open = source.indexOf('{{', at);
    if (open < 0) return [...found, source.slice(at)];
    found.push(source.slice(at, open));
    if (source.startsWith('/*', open + 2)) {
      const close = source.indexOf('*/}}', open);
      if (close < 0) throw problem('unclosed comment');
      at = close + 4;
      continue;
    }
    const { tokens, end } = tokensOf(source, open + 2);
    found.push({ tokens });
    at = end;
  }
}

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['string', /"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'/y],
  ['number', /[-+]?(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d*)?(?:[eE][-+]?\d+)?)/y],
  ['variable', /\$\w*/y],
  ['field', /\.\w+/y],
  ['word', /[A-Za-z_]\w*/y],
  ['mark', /:=|[.,|()=]/y],
];

function tokensOf(source: string, from: number): { tokens: readonly Token[]; end: number } {
  const tokens: Token[] = [];
  let at = from;
  for (;;) {
    const start = at;
    while (/[ \t\r\n]/.test(source.charAt(at))) at += 1;
    if (source.startsWith('}}', at)) return { tokens, end: at + 2 };
    if (at >= source.length) throw problem('unclosed action');
    const found = patterns.flatMap(([kind, pattern]) => {
      pattern.lastIndex = at;
      const match = pattern.exec(source);
      return match === null ? [] : [{ kind, text: match[0] }];
    })[0];
    if (found === undefined) {
      const char = source.charAt(at);
      throw problem(char === '"' ? 'unterminated quoted string' : `unexpected ${JSON.stringify(char)} in command`);
    }
    tokens.push({ ...found, at, spaced: at > start });
    at += found.text.length;
  }
}

const ends = new Set(['end', 'else']);

class Parser {
  readonly #pieces: readonly (string | Action)[];
  readonly #isFunction: (name: string) => boolean;
  #next = 0;
  #tokens: readonly Token[] = [];
  #variables: readonly string[] = ['$'];
  /** The `end` or `else` that a list of nodes ended with. */
  ended: string | undefined;

  constructor(all: readonly (string | Action)[], isFunction: (name: string) => boolean) {
    this.#pieces = all;
    this.#isFunction = isFunction;
  }

  /** Until the end, or an `end` or `else`. */
  nodes(): readonly Node[] {
    const nodes: Node[] = [];
    for (;;) {
      const piece = this.#pieces[this.#next++];
      this.ended = undefined;
      if (piece === undefined) return nodes;
      if (typeof piece === 'string') {
        if (piece !== '') nodes.push({ kind: 'text', text: piece });
        continue;
      }
      this.#tokens = piece.tokens;
      const word = piece.tokens[0]?.kind === 'word' ? piece.tokens[0].text : '';
      if (ends.has(word)) {
        this.ended = word;
        this.#take();
        return nodes;
      }
      nodes.push(this.#action(word));
    }
  }

  #action(word: string): Node {
    if (word === 'if' || word === 'range' || word === 'with') {
      this.#take();
      return this.#branch(word);
    }
    if (['template', 'define', 'block', 'break', 'continue'].includes(word))
      throw problem(`{{${word}}} is not simulated`);
    const pipeline = this.#pipeline('command');
    this.#requireEnd();
    return { kind: 'print', pipeline };
  }

  #branch(kind: 'if' | 'range' | 'with'): Node {
    const variables = this.#variables;
    const pipeline = this.#pipeline(kind);
    this.#requireEnd();
    const then = this.nodes();
    let otherwise: readonly Node[] = [];
    if (this.ended === 'else') {
      if (this.#peek()?.text === 'if') {
        this.#take();
        otherwise = [this.#branch('if')];
      } else {
        otherwise = this.nodes();
        this.#requireClosed();
      }
    } else this.#requireClosed();
    this.ended = undefined;
    this.#variables = variables;
    return { kind, pipeline, then, otherwise };
  }

  #requireClosed(): void {
    if (this.ended === undefined) throw problem('unexpected EOF');
    if (this.ended === 'else') throw problem('expected end; found {{else}}');
  }

  #peek(): Token | undefined {
    return this.#tokens[0];
  }

  #take(): Token | undefined {
    const [token, ...rest] = this.#tokens;
    this.#tokens = rest;
    return token;
  }

  #requireEnd(): void {
    const token = this.#peek();
    if (token !== undefined) throw problem(`unexpected ${JSON.stringify(token.text)} in command`);
  }

  #pipeline(context: string): Pipeline {
    const declares = this.#declarations(context);
    const commands: Command[] = [];
    for (;;) {
      const command = this.#command();
      if (command !== undefined) commands.push(command);
      if (this.#peek()?.text !== '|' || this.#peek()?.kind !== 'mark') break;
      this.#take();
    }
    if (commands.length === 0) throw problem(`missing value for ${context}`);
    return { declares, commands };
  }

  /** `$i, $e :=` */
  #declarations(context: string): readonly string[] {
    const [first, second, third, fourth] = this.#tokens;
    if (first?.kind !== 'variable') return [];
    const count =
      second?.text === ':=' ? 1 : second?.text === ',' && third?.kind === 'variable' && fourth?.text === ':=' ? 2 : 0;
    if (count === 0) return [];
    if (count === 2 && context !== 'range') throw problem(`too many declarations in ${context}`);
    const names = count === 1 ? [first.text] : [first.text, third?.text ?? ''];
    this.#tokens = this.#tokens.slice(count * 2);
    this.#variables = [...this.#variables, ...names];
    return names;
  }

  #command(): Command | undefined {
    const operands: Operand[] = [];
    const texts: string[] = [];
    const at = this.#peek()?.at ?? 0;
    for (;;) {
      const token = this.#peek();
      if (token === undefined || (token.kind === 'mark' && ['|', ')'].includes(token.text))) break;
      const before = this.#tokens;
      operands.push(this.#operand());
      const used = before.slice(0, before.length - this.#tokens.length);
      texts.push(used.map(({ text, spaced }, i) => (spaced && i > 0 ? ` ${text}` : text)).join(''));
    }
    return operands.length === 0 ? undefined : { operands, text: texts.join(' '), at };
  }

  #operand(): Operand {
    const token = this.#take();
    switch (token?.kind) {
      case 'field':
        return { kind: 'field', names: [token.text.slice(1), ...this.#chain()] };
      case 'variable':
        if (!this.#variables.includes(token.text)) throw problem(`undefined variable ${JSON.stringify(token.text)}`);
        return { kind: 'variable', name: token.text, names: this.#chain() };
      case 'string':
        return { kind: 'value', value: unquoted(token.text) };
      case 'number':
        return { kind: 'value', value: Number(token.text) };
      case 'word':
        return this.#word(token.text);
      default:
        if (token?.text === '.') return { kind: 'field', names: [] };
        if (token?.text === '(') return this.#parenthesis();
        throw problem(`unexpected ${JSON.stringify(token?.text ?? '')} in operand`);
    }
  }

  #word(text: string): Operand {
    if (text === 'true' || text === 'false') return { kind: 'value', value: text === 'true' };
    if (text === 'nil') return { kind: 'value', value: null, isNil: true };
    if (!this.#isFunction(text)) throw problem(`function ${JSON.stringify(text)} not defined`);
    return { kind: 'function', name: text };
  }

  #parenthesis(): Operand {
    const pipeline = this.#pipeline('parenthesized pipeline');
    if (this.#take()?.text !== ')') throw problem('unclosed left paren');
    return { kind: 'pipeline', pipeline, names: this.#chain() };
  }

  /** The fields that follow without a blank. */
  #chain(): readonly string[] {
    const names: string[] = [];
    for (let token = this.#peek(); token?.kind === 'field' && !token.spaced; token = this.#peek()) {
      names.push(token.text.slice(1));
      this.#take();
    }
    return names;
  }
}

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };

function unquoted(text: string): Value {
  const inner = text.slice(1, -1);
  if (text.startsWith('`')) return inner;
  const value = inner.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)/g, (_whole, code: string) =>
    /^[xu]./.test(code) ? String.fromCodePoint(parseInt(code.slice(1), 16)) : (escapes[code] ?? code),
  );
  return text.startsWith("'") ? (value.codePointAt(0) ?? 0) : value;
}
