// Reads a program of awk. Wrong ones are told in mawk's words.
import {
  AwkError,
  type AwkExpression,
  type AwkFunction,
  type AwkProgram,
  type AwkRedirection,
  type AwkRule,
  type AwkStatement,
  type AwkTarget,
} from './awk-ast.ts';
import { regexTrouble, separatorRegex } from './awk-io.ts';
import { RegexError } from '../regex/regex.ts';
import { AwkLexer, type AwkToken } from './awk-lexer.ts';

/** @throws AwkError */
export function parseAwk(source: string): AwkProgram {
  return new Parser(source).program();
}

const comparisons = ['<', '<=', '==', '!=', '>=', '>'];
const assignments = ['=', '+=', '-=', '*=', '/=', '%=', '^=', '**='];
const argumentCounts: Readonly<Record<string, readonly [least: number, most: number]>> = {
  length: [0, 1],
  substr: [2, 3],
  index: [2, 2],
  split: [2, 3],
  sub: [2, 3],
  gsub: [2, 3],
  gensub: [3, 4],
  match: [2, 3],
  sprintf: [1, 255],
  sin: [1, 1],
  cos: [1, 1],
  atan2: [2, 2],
  exp: [1, 1],
  log: [1, 1],
  sqrt: [1, 1],
  int: [1, 1],
  rand: [0, 0],
  srand: [0, 1],
  tolower: [1, 1],
  toupper: [1, 1],
  system: [1, 1],
  close: [1, 1],
  fflush: [0, 1],
  strftime: [0, 3],
  systime: [0, 0],
  mktime: [1, 1],
};

class Parser {
  readonly #lexer: AwkLexer;
  #token: AwkToken;
  readonly #functions = new Map<string, AwkFunction>();
  readonly #calls: { readonly name: string }[] = [];
  #inFunction = false;
  #inLoop = 0;
  #when: AwkRule['when'] = 'record';
  #braces = 0;
  #parentheses = 0;
  /** `>` writes to a file here: in the arguments of print, outside parentheses. */
  #noGreater = false;
  /** `in` belongs to the loop here: in the head of for. */
  #noIn = false;

  constructor(source: string) {
    this.#lexer = new AwkLexer(source);
    this.#token = this.#lexer.next();
  }

  program(): AwkProgram {
    const rules: AwkRule[] = [];
    for (;;) {
      while (this.#is('newline') || this.#isOperator(';')) this.#advance();
      if (this.#is('end')) break;
      if (this.#isWord('function')) this.#function();
      else rules.push(this.#rule());
    }
    const last = this.#token.line + 1;
    for (const { name } of this.#calls)
      if (!this.#functions.has(name)) throw new AwkError(`line ${last}: function ${name} never defined`);
    return { rules, functions: this.#functions };
  }

  #is(type: AwkToken['type']): boolean {
    return this.#token.type === type;
  }

  #isOperator(...texts: readonly string[]): boolean {
    return this.#token.type === 'operator' && texts.includes(this.#token.text);
  }

  #isWord(text: string): boolean {
    return this.#token.type === 'word' && this.#token.text === text;
  }

  #advance(): AwkToken {
    const token = this.#token;
    if (token.type === 'operator') {
      this.#braces += Number(token.text === '{') - Number(token.text === '}');
      this.#parentheses += Number(token.text === '(') - Number(token.text === ')');
    }
    this.#token = this.#lexer.next();
    return token;
  }

  #wrong(): AwkError {
    const { type, text, line } = this.#token;
    if (type === 'end') {
      const what = this.#braces > 0 ? 'missing } near end of file' : 'syntax error at or near end of file';
      return new AwkError(`line ${line + 1}: ${what}`);
    }
    if (type === 'operator' && text === ')' && this.#parentheses === 0) return new AwkError(`line ${line}: extra ')'`);
    if (type === 'operator' && text === '}' && this.#braces === 0)
      return new AwkError(`line ${line}: extra '}'\nawk: line ${line}: syntax error at or near end of line`);
    return new AwkError(`line ${line}: syntax error at or near ${type === 'newline' ? 'end of line' : text}`);
  }

  #improper(what: string): AwkError {
    return new AwkError(`line ${this.#token.line}: ${what}`);
  }

  #expect(text: string): void {
    if (!this.#isOperator(text)) throw this.#wrong();
    this.#advance();
  }

  #skipNewlines(): void {
    while (this.#is('newline')) this.#advance();
  }

  #function(): void {
    this.#advance();
    if (!this.#is('name') && !this.#is('call')) throw this.#wrong();
    const name = this.#advance().text;
    this.#expect('(');
    const parameters: string[] = [];
    while (!this.#isOperator(')')) {
      if (parameters.length > 0) {
        this.#expect(',');
        this.#skipNewlines();
      }
      if (!this.#is('name')) throw this.#wrong();
      parameters.push(this.#advance().text);
    }
    this.#advance();
    this.#skipNewlines();
    this.#inFunction = true;
    const body = this.#block();
    this.#inFunction = false;
    this.#functions.set(name, { name, parameters, body });
  }

  #rule(): AwkRule {
    let pattern: AwkExpression | undefined;
    let until: AwkExpression | undefined;
    this.#when = 'record';
    if (this.#isWord('BEGIN') || this.#isWord('END')) {
      this.#when = this.#advance().text === 'BEGIN' ? 'BEGIN' : 'END';
      if (!this.#isOperator('{')) throw this.#wrong();
    } else if (!this.#isOperator('{')) {
      pattern = this.#expression();
      if (this.#isOperator(',')) {
        this.#advance();
        this.#skipNewlines();
        until = this.#expression();
      }
    }
    const action = this.#isOperator('{') ? this.#block() : undefined;
    if (action === undefined && !this.#is('newline') && !this.#is('end') && !this.#isOperator(';')) throw this.#wrong();
    return { when: this.#when, pattern, until, action };
  }

  #block(): AwkStatement {
    this.#expect('{');
    const body: AwkStatement[] = [];
    for (;;) {
      while (this.#is('newline') || this.#isOperator(';')) this.#advance();
      if (this.#isOperator('}')) break;
      body.push(this.#statement());
    }
    this.#advance();
    return { type: 'block', body };
  }

  /** A statement with what ends it. */
  #statement(): AwkStatement {
    if (this.#isOperator('{')) return this.#block();
    if (this.#isOperator(';')) {
      this.#advance();
      return { type: 'block', body: [] };
    }
    const compound = this.#compound();
    if (compound !== undefined) return compound;
    const simple = this.#simple();
    this.#endOfStatement();
    return simple;
  }

  #endOfStatement(): void {
    if (this.#is('newline') || this.#isOperator(';')) this.#advance();
    else if (!this.#isOperator('}') && !(this.#is('end') && this.#braces === 0)) throw this.#wrong();
  }

  /** What a loop or a branch does: it may stand on the next line. */
  #body(loop: boolean): AwkStatement {
    if (loop) this.#inLoop += 1;
    this.#skipNewlines();
    const body = this.#statement();
    if (loop) this.#inLoop -= 1;
    return body;
  }

  #condition(): AwkExpression {
    this.#expect('(');
    const test = this.#free(() => this.#expression());
    this.#expect(')');
    return test;
  }

  #compound(): AwkStatement | undefined {
    if (!this.#is('word')) return undefined;
    switch (this.#token.text) {
      case 'if': {
        this.#advance();
        const test = this.#condition();
        const yes = this.#body(false);
        while (this.#is('newline') || this.#isOperator(';')) this.#advance();
        if (!this.#isWord('else')) return { type: 'if', test, yes, no: undefined };
        this.#advance();
        return { type: 'if', test, yes, no: this.#body(false) };
      }
      case 'while': {
        this.#advance();
        const test = this.#condition();
        if (this.#isOperator(';')) {
          this.#advance();
          return { type: 'while', test, body: { type: 'block', body: [] } };
        }
        return { type: 'while', test, body: this.#body(true) };
      }
      case 'do': {
        this.#advance();
        const body = this.#body(true);
        while (this.#is('newline') || this.#isOperator(';')) this.#advance();
        if (!this.#isWord('while')) throw this.#wrong();
        this.#advance();
        const test = this.#condition();
        this.#endOfStatement();
        return { type: 'do', test, body };
      }
      case 'for':
        this.#advance();
        return this.#for();
      default:
        return undefined;
    }
  }

  #for(): AwkStatement {
    this.#expect('(');
    let first: AwkStatement | undefined;
    if (!this.#isOperator(';')) {
      this.#noIn = true;
      first = this.#simple();
      this.#noIn = false;
      const target = first.type === 'expression' ? first.expression : undefined;
      if (this.#isWord('in') && target !== undefined && isTarget(target)) {
        this.#advance();
        if (!this.#is('name')) throw this.#wrong();
        const name = this.#advance().text;
        this.#expect(')');
        return { type: 'each', target, name, body: this.#body(true) };
      }
    }
    this.#expect(';');
    this.#skipNewlines();
    const test = this.#isOperator(';') ? undefined : this.#expression();
    this.#expect(';');
    this.#skipNewlines();
    const step = this.#isOperator(')') ? undefined : this.#simple();
    this.#expect(')');
    if (this.#isOperator(';')) {
      this.#advance();
      return { type: 'for', first, test, step, body: { type: 'block', body: [] } };
    }
    return { type: 'for', first, test, step, body: this.#body(true) };
  }

  #simple(): AwkStatement {
    if (!this.#is('word')) return { type: 'expression', expression: this.#expression() };
    const { text } = this.#token;
    switch (text) {
      case 'print':
      case 'printf':
        this.#advance();
        return this.#print(text);
      case 'next':
      case 'nextfile':
        if (this.#inFunction || this.#when !== 'record') throw this.#improper(`improper use of ${text}`);
        this.#advance();
        return { type: text };
      case 'break':
      case 'continue':
        if (this.#inLoop === 0) throw this.#improper(`${text} statement outside of loop`);
        this.#advance();
        return { type: text };
      case 'exit':
      case 'return': {
        if (text === 'return' && !this.#inFunction) throw this.#improper('return outside function body');
        this.#advance();
        const ends = this.#is('newline') || this.#is('end') || this.#isOperator(';', '}');
        return { type: text, value: ends ? undefined : this.#expression() };
      }
      case 'delete': {
        this.#advance();
        if (!this.#is('name')) throw this.#wrong();
        const name = this.#advance().text;
        return { type: 'delete', name, keys: this.#isOperator('[') ? this.#keys() : undefined };
      }
      default:
        return { type: 'expression', expression: this.#expression() };
    }
  }

  #print(type: 'print' | 'printf'): AwkStatement {
    let args: readonly AwkExpression[] = [];
    if (!this.#is('newline') && !this.#is('end') && !this.#isOperator(';', '}', '>', '>>', '|')) {
      const before = this.#noGreater;
      this.#noGreater = true;
      args = this.#list();
      this.#noGreater = before;
    }
    const [only] = args;
    if (args.length === 1 && only?.type === 'group' && only.parts.length > 1) args = only.parts;
    if (type === 'printf' && args.length === 0) throw this.#wrong();
    let redirection: AwkRedirection | undefined;
    if (this.#isOperator('>', '>>', '|')) {
      const to = this.#advance().text as AwkRedirection['to'];
      redirection = { to, name: this.#choice() };
    }
    return { type, args, redirection };
  }

  #list(): readonly AwkExpression[] {
    const parts = [this.#expression()];
    while (this.#isOperator(',')) {
      this.#advance();
      this.#skipNewlines();
      parts.push(this.#expression());
    }
    return parts;
  }

  /** Inside brackets of any kind nothing is forbidden. */
  #free<T>(read: () => T): T {
    const [noGreater, noIn] = [this.#noGreater, this.#noIn];
    this.#noGreater = false;
    this.#noIn = false;
    const result = read();
    this.#noGreater = noGreater;
    this.#noIn = noIn;
    return result;
  }

  #keys(): readonly AwkExpression[] {
    this.#expect('[');
    const keys = this.#free(() => this.#list());
    this.#expect(']');
    return keys;
  }

  #expression(): AwkExpression {
    const left = this.#choice();
    if (!isTarget(left) || !this.#isOperator(...assignments)) return left;
    const operator = this.#advance().text.replace('**', '^');
    this.#skipNewlines();
    return { type: 'assign', operator, target: left, value: this.#expression() };
  }

  #choice(): AwkExpression {
    const test = this.#either();
    if (!this.#isOperator('?')) return test;
    this.#advance();
    this.#skipNewlines();
    const yes = this.#expression();
    this.#skipNewlines();
    this.#expect(':');
    this.#skipNewlines();
    return { type: 'choice', test, yes, no: this.#expression() };
  }

  #either(): AwkExpression {
    let left = this.#both();
    while (this.#isOperator('||')) {
      this.#advance();
      this.#skipNewlines();
      left = { type: 'either', left, right: this.#both() };
    }
    return left;
  }

  #both(): AwkExpression {
    let left = this.#membership();
    while (this.#isOperator('&&')) {
      this.#advance();
      this.#skipNewlines();
      left = { type: 'both', left, right: this.#membership() };
    }
    return left;
  }

  #membership(): AwkExpression {
    let left = this.#matching();
    while (this.#isWord('in') && !this.#noIn) {
      this.#advance();
      if (!this.#is('name')) throw this.#wrong();
      const keys = left.type === 'group' ? left.parts : [left];
      left = { type: 'in', keys, name: this.#advance().text };
    }
    if (left.type === 'group' && left.parts.length > 1 && !this.#noGreater) throw this.#wrong();
    return left;
  }

  #matching(): AwkExpression {
    let left = this.#comparison();
    while (this.#isOperator('~', '!~')) {
      const negated = this.#advance().text === '!~';
      left = { type: 'match', negated, left, right: this.#comparison() };
    }
    return left;
  }

  #comparison(): AwkExpression {
    const left = this.#piped();
    if (!this.#isOperator(...comparisons) || (this.#noGreater && this.#isOperator('>'))) return left;
    const operator = this.#advance().text;
    return { type: 'binary', operator, left, right: this.#piped() };
  }

  #piped(): AwkExpression {
    let left = this.#concatenation();
    while (this.#isOperator('|') && this.#getlineFollows()) {
      this.#advance();
      this.#advance();
      left = { type: 'getline', from: 'command', source: left, target: this.#optionalTarget() };
    }
    return left;
  }

  #getlineFollows(): boolean {
    return this.#lexer.peekWord() === 'getline';
  }

  #optionalTarget(): AwkTarget | undefined {
    if (!this.#is('name') && !this.#isOperator('$')) return undefined;
    const target = this.#is('name') ? this.#named() : this.#field();
    if (!isTarget(target)) throw this.#wrong();
    return target;
  }

  #concatenation(): AwkExpression {
    let left = this.#sum();
    while (this.#operandFollows()) left = { type: 'binary', operator: ' ', left, right: this.#sum() };
    return left;
  }

  #operandFollows(): boolean {
    switch (this.#token.type) {
      case 'number':
      case 'string':
      case 'name':
      case 'call':
      case 'builtin':
        return true;
      case 'operator':
        return this.#isOperator('$', '!', '(', '++', '--');
      default:
        return false;
    }
  }

  #sum(): AwkExpression {
    let left = this.#product();
    while (this.#isOperator('+', '-')) {
      const operator = this.#advance().text;
      left = { type: 'binary', operator, left, right: this.#product() };
    }
    return left;
  }

  #product(): AwkExpression {
    let left = this.#unary();
    while (this.#isOperator('*', '/', '%')) {
      const operator = this.#advance().text;
      left = { type: 'binary', operator, left, right: this.#unary() };
    }
    return left;
  }

  #unary(): AwkExpression {
    if (!this.#isOperator('!', '-', '+')) return this.#power();
    const operator = this.#advance().text as '!' | '-' | '+';
    return { type: 'unary', operator, operand: this.#unary() };
  }

  #power(): AwkExpression {
    const left = this.#stepped();
    if (!this.#isOperator('^', '**')) return left;
    this.#advance();
    const right = this.#isOperator('-', '+', '!') ? this.#unary() : this.#power();
    return { type: 'binary', operator: '^', left, right };
  }

  #stepped(): AwkExpression {
    if (this.#isOperator('++', '--')) {
      const by = this.#advance().text === '++' ? 1 : -1;
      const target = this.#operand();
      if (!isTarget(target)) throw this.#wrong();
      return { type: 'step', target, by, before: true };
    }
    const target = this.#operand();
    if (!isTarget(target) || !this.#isOperator('++', '--')) return target;
    return { type: 'step', target, by: this.#advance().text === '++' ? 1 : -1, before: false };
  }

  #field(): AwkExpression {
    this.#expect('$');
    if (this.#isOperator('++', '--', '-', '+', '!')) {
      const index = this.#isOperator('++', '--') ? this.#stepped() : this.#unary();
      return { type: 'field', index };
    }
    return { type: 'field', index: this.#operand() };
  }

  #named(): AwkExpression {
    const { text: name } = this.#advance();
    return this.#isOperator('[') ? { type: 'element', name, keys: this.#keys() } : { type: 'name', name };
  }

  #operand(): AwkExpression {
    const token = this.#token;
    switch (token.type) {
      case 'number':
        this.#advance();
        return { type: 'number', value: token.value };
      case 'string':
        this.#advance();
        return { type: 'string', value: token.text };
      case 'name':
        return this.#named();
      case 'call': {
        this.#advance();
        this.#calls.push({ name: token.text });
        return { type: 'call', name: token.text, args: this.#arguments(), line: token.line };
      }
      case 'builtin':
        return this.#builtin();
      case 'word':
        if (token.text !== 'getline') throw this.#wrong();
        this.#advance();
        return this.#getline();
      case 'operator':
        return this.#marked(token);
      default:
        throw this.#wrong();
    }
  }

  #marked(token: AwkToken): AwkExpression {
    switch (token.text) {
      case '$':
        return this.#field();
      case '/':
      case '/=': {
        const source = this.#lexer.regex(token);
        checkRegex(source, token.line);
        this.#token = this.#lexer.next();
        return { type: 'regex', source };
      }
      case '(': {
        this.#advance();
        const parts = this.#free(() => {
          this.#skipNewlines();
          return this.#list();
        });
        this.#skipNewlines();
        this.#expect(')');
        return { type: 'group', parts };
      }
      case '-':
      case '+':
      case '!':
        return this.#unary();
      default:
        throw this.#wrong();
    }
  }

  #arguments(): readonly AwkExpression[] {
    this.#expect('(');
    const args = this.#free(() => {
      this.#skipNewlines();
      const list = this.#isOperator(')') ? [] : this.#list();
      this.#skipNewlines();
      return list;
    });
    this.#expect(')');
    return args;
  }

  #builtin(): AwkExpression {
    const { text: name, line } = this.#advance();
    if (!this.#isOperator('(')) {
      if (name !== 'length') throw this.#wrong();
      return { type: 'builtin', name, args: [] };
    }
    const args = this.#arguments();
    const [least, most] = argumentCounts[name] ?? [0, 255];
    if (args.length < least || args.length > most)
      throw new AwkError(`line ${line}: wrong number of arguments in call to ${name}`);
    return { type: 'builtin', name, args };
  }

  #getline(): AwkExpression {
    const target = this.#optionalTarget();
    if (!this.#isOperator('<')) return { type: 'getline', from: 'main', source: undefined, target };
    this.#advance();
    return { type: 'getline', from: 'file', source: this.#stepped(), target };
  }
}

function checkRegex(source: string, line: number): void {
  try {
    separatorRegex(source);
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    throw new AwkError(`line ${line}: regular expression compile failed (${regexTrouble(error.message)})\n${source}`);
  }
}

function isTarget(expression: AwkExpression): expression is AwkTarget {
  return expression.type === 'name' || expression.type === 'field' || expression.type === 'element';
}
