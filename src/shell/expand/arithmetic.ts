// Shell arithmetic: C's operators on 64-bit integers, over variables. The text comes here after parameter and command
// substitution; an expression is compiled once and kept, since loops evaluate the same text again and again.

import { ShellError } from '../shell.ts';

/** The variables an expression reads and writes. A subscript is the text between the brackets. */
export interface ArithmeticVariables {
  /** undefined: unset. */
  read(name: string, subscript: string | undefined): string | undefined;
  assign(name: string, subscript: string | undefined, value: bigint): void;
}

/** An expression that has no value; the message is bash's: `1/0: division by 0 (error token is "0")`. */
export class ArithmeticError extends ShellError {}

type Compiled = (variables: ArithmeticVariables, depth: number) => bigint;

const recursionLimit = 1024;
const cache = new Map<string, Compiled>();

/** The value of an expression. @throws ArithmeticError */
export function evaluate(text: string, variables: ArithmeticVariables): bigint {
  return evaluateAt(text, variables, 0);
}

function evaluateAt(text: string, variables: ArithmeticVariables, depth: number): bigint {
  if (/^-?\d{1,15}$/.test(text) && !/^-?0\d/.test(text)) return BigInt(text);
  if (depth > recursionLimit) {
    throw new ArithmeticError(`${text}: expression recursion level exceeded (error token is "${text}")`);
  }
  let compiled = cache.get(text);
  if (compiled === undefined) {
    compiled = new Parser(text).parse();
    if (cache.size > 1000) cache.clear();
    cache.set(text, compiled);
  }
  return compiled(variables, depth);
}

interface Place {
  readonly name: string;
  readonly subscript: string | undefined;
}

const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);
const truth = (value: boolean): bigint => (value ? 1n : 0n);

const binaryLevels: readonly (readonly string[])[] = [
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

const assignments = ['=', '*=', '/=', '%=', '+=', '-=', '<<=', '>>=', '&=', '^=', '|='];

const operators = [
  '<<=',
  '>>=',
  '**',
  '++',
  '--',
  '<<',
  '>>',
  '<=',
  '>=',
  '==',
  '!=',
  '&&',
  '||',
  '*=',
  '/=',
  '%=',
  '+=',
  '-=',
  '&=',
  '^=',
  '|=',
  ...'+-*/%<>=!~&|^?:,()',
];

class Parser {
  readonly #text: string;
  #at = 0;
  /** Where the token last taken began: bash names the text from there in its errors. */
  #last = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Compiled {
    this.#space();
    if (this.#at >= this.#text.length) return () => 0n;
    const compiled = this.#comma();
    this.#space();
    if (this.#at < this.#text.length) {
      const next = this.#peek();
      if (next !== undefined && assignments.includes(next))
        this.#fail('attempted assignment to non-variable', this.#at);
      this.#fail('syntax error in expression', this.#at);
    }
    return compiled;
  }

  #fail(message: string, from: number): never {
    throw new ArithmeticError(`${this.#text.trimStart()}: ${message} (error token is "${this.#text.slice(from)}")`);
  }

  #space(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
  }

  #peek(): string | undefined {
    this.#space();
    return operators.find((operator) => this.#text.startsWith(operator, this.#at));
  }

  #take(...wanted: readonly string[]): string | undefined {
    const operator = this.#peek();
    if (operator === undefined || !wanted.includes(operator)) return undefined;
    this.#last = this.#at;
    this.#at += operator.length;
    return operator;
  }

  #comma(): Compiled {
    let left = this.#assignment();
    while (this.#take(',') !== undefined) {
      const first = left;
      const second = this.#assignment();
      left = (variables, depth) => {
        first(variables, depth);
        return second(variables, depth);
      };
    }
    return left;
  }

  #assignment(): Compiled {
    const start = this.#at;
    const place = this.#place();
    if (place !== undefined) {
      const operator = this.#take(...assignments);
      if (operator !== undefined) {
        const value = this.#assignment();
        if (operator === '=') {
          return (variables, depth) => {
            const result = value(variables, depth);
            variables.assign(place.name, place.subscript, result);
            return result;
          };
        }
        const apply = this.#binary(operator.slice(0, -1), this.#last);
        const read = readPlace(place);
        return (variables, depth) => {
          const right = value(variables, depth);
          const result = apply(read(variables, depth), right);
          variables.assign(place.name, place.subscript, result);
          return result;
        };
      }
    }
    this.#at = start;
    return this.#ternary();
  }

  #ternary(): Compiled {
    const test = this.#or();
    if (this.#take('?') === undefined) return test;
    this.#space();
    if (this.#peek() === ':' || this.#at >= this.#text.length) this.#fail('expression expected', this.#at);
    const consequent = this.#comma();
    if (this.#take(':') === undefined) this.#fail("`:' expected for conditional expression", this.#at);
    this.#space();
    if (this.#at >= this.#text.length) this.#fail('expression expected', this.#last);
    const alternate = this.#ternaryOrAssignment();
    return (variables, depth) => (test(variables, depth) !== 0n ? consequent : alternate)(variables, depth);
  }

  #ternaryOrAssignment(): Compiled {
    return this.#ternary();
  }

  #or(): Compiled {
    let left = this.#and();
    while (this.#take('||') !== undefined) {
      const first = left;
      const second = this.#and();
      left = (variables, depth) => truth(first(variables, depth) !== 0n || second(variables, depth) !== 0n);
    }
    return left;
  }

  #and(): Compiled {
    let left = this.#level(0);
    while (this.#take('&&') !== undefined) {
      const first = left;
      const second = this.#level(0);
      left = (variables, depth) => truth(first(variables, depth) !== 0n && second(variables, depth) !== 0n);
    }
    return left;
  }

  #level(level: number): Compiled {
    const wanted = binaryLevels[level];
    if (wanted === undefined) return this.#power();
    let left = this.#level(level + 1);
    for (;;) {
      const operator = this.#take(...wanted);
      if (operator === undefined) return left;
      const first = left;
      this.#space();
      const from = this.#at;
      const second = this.#level(level + 1);
      const apply = this.#binary(operator, from);
      left = (variables, depth) => apply(first(variables, depth), second(variables, depth));
    }
  }

  #power(): Compiled {
    const base = this.#unary();
    if (this.#take('**') === undefined) return base;
    const exponent = this.#power();
    const from = this.#last;
    return (variables, depth) => {
      const left = base(variables, depth);
      const right = exponent(variables, depth);
      if (right < 0n) this.#fail('exponent less than 0', from);
      return power(left, right);
    };
  }

  #unary(): Compiled {
    const start = this.#at;
    const operator = this.#take('!', '~', '+', '-', '++', '--');
    if (operator === undefined) return this.#postfix();
    if (operator === '++' || operator === '--') {
      const place = this.#place();
      if (place !== undefined) {
        const step = operator === '++' ? 1n : -1n;
        const read = readPlace(place);
        return (variables, depth) => {
          const result = wrap(read(variables, depth) + step);
          variables.assign(place.name, place.subscript, result);
          return result;
        };
      }
      // `--5` is two signs
      this.#space();
      this.#at = start;
      this.#space();
      this.#last = this.#at;
      this.#at += 1;
    }
    const operand = this.#unary();
    switch (operator) {
      case '!':
        return (variables, depth) => truth(operand(variables, depth) === 0n);
      case '~':
        return (variables, depth) => wrap(~operand(variables, depth));
      case '-':
      case '--':
        return (variables, depth) => wrap(-operand(variables, depth));
      default:
        return operand;
    }
  }

  #postfix(): Compiled {
    this.#space();
    if (this.#take('(') !== undefined) {
      const inner = this.#comma();
      if (this.#take(')') === undefined) {
        this.#space();
        this.#fail("missing `)'", this.#at < this.#text.length ? this.#at : this.#last);
      }
      return inner;
    }
    const start = this.#at;
    const number = /^(?:(\d+)#([0-9a-zA-Z@_]*)|0[xX]([0-9a-zA-Z]*)|\d[0-9a-zA-Z@_]*)/.exec(this.#text.slice(this.#at));
    if (number !== null) {
      this.#last = start;
      this.#at += number[0].length;
      const value = this.#number(number[0], start);
      return () => value;
    }
    const place = this.#place();
    if (place === undefined) {
      this.#fail('syntax error: operand expected', this.#at < this.#text.length ? this.#at : this.#last);
    }
    const read = readPlace(place);
    const after = this.#at;
    const operator = this.#take('++', '--');
    if (operator === undefined) return read;
    // `a++b` is a sum where an operand follows
    this.#space();
    if (/[\w(]/.test(this.#text[this.#at] ?? '')) {
      this.#at = after;
      return read;
    }
    const step = operator === '++' ? 1n : -1n;
    return (variables, depth) => {
      const before = read(variables, depth);
      variables.assign(place.name, place.subscript, wrap(before + step));
      return before;
    };
  }

  #place(): Place | undefined {
    this.#space();
    const name = /^[A-Za-z_]\w*/.exec(this.#text.slice(this.#at));
    if (name === null) return undefined;
    this.#last = this.#at;
    this.#at += name[0].length;
    if (this.#text[this.#at] !== '[') return { name: name[0], subscript: undefined };
    let depth = 0;
    for (let at = this.#at; at < this.#text.length; at++) {
      if (this.#text[at] === '[') depth++;
      else if (this.#text[at] === ']' && --depth === 0) {
        const subscript = this.#text.slice(this.#at + 1, at);
        this.#at = at + 1;
        return { name: name[0], subscript };
      }
    }
    return this.#fail('bad array subscript', this.#last);
  }

  #number(text: string, from: number): bigint {
    const hash = text.indexOf('#');
    if (hash >= 0) {
      const base = Number(text.slice(0, hash));
      if (base < 2 || base > 64) this.#fail('invalid arithmetic base', from);
      if (hash === text.length - 1) this.#fail('invalid integer constant', from);
      return this.#digits(text.slice(hash + 1), base, from);
    }
    if (/^0[xX]/.test(text)) return this.#digits(text.slice(2), 16, from);
    if (text.length > 1 && text.startsWith('0')) return this.#digits(text.slice(1), 8, from);
    return this.#digits(text, 10, from);
  }

  #digits(text: string, base: number, from: number): bigint {
    let value = 0n;
    for (const char of text) {
      const digit = digitValue(char, base);
      if (digit >= base) this.#fail('value too great for base', from);
      value = wrap(value * BigInt(base) + BigInt(digit));
    }
    return value;
  }

  #binary(operator: string, from: number): (left: bigint, right: bigint) => bigint {
    switch (operator) {
      case '+':
        return (left, right) => wrap(left + right);
      case '-':
        return (left, right) => wrap(left - right);
      case '*':
        return (left, right) => wrap(left * right);
      case '/':
        return (left, right) => wrap(left / this.#divisor(right, from));
      case '%':
        return (left, right) => left % this.#divisor(right, from);
      case '<<':
        return (left, right) => wrap(left << (right & 63n));
      case '>>':
        return (left, right) => left >> (right & 63n);
      case '&':
        return (left, right) => left & right;
      case '^':
        return (left, right) => left ^ right;
      case '|':
        return (left, right) => left | right;
      case '==':
        return (left, right) => truth(left === right);
      case '!=':
        return (left, right) => truth(left !== right);
      case '<=':
        return (left, right) => truth(left <= right);
      case '>=':
        return (left, right) => truth(left >= right);
      case '<':
        return (left, right) => truth(left < right);
      case '>':
        return (left, right) => truth(left > right);
      default:
        throw new Error(`no such operator: ${operator}`);
    }
  }

  #divisor(value: bigint, from: number): bigint {
    return value === 0n ? this.#fail('division by 0', from) : value;
  }
}

function readPlace(place: Place): Compiled {
  return (variables, depth) => {
    const text = variables.read(place.name, place.subscript);
    if (text === undefined || text === '') return 0n;
    return evaluateAt(text, variables, depth + 1);
  };
}

function digitValue(char: string, base: number): number {
  if (char >= '0' && char <= '9') return char.charCodeAt(0) - 48;
  if (char >= 'a' && char <= 'z') return char.charCodeAt(0) - 87;
  if (char >= 'A' && char <= 'Z') return char.charCodeAt(0) - (base <= 36 ? 55 : 29);
  return char === '@' ? 62 : 63;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let factor = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = wrap(result * factor);
    factor = wrap(factor * factor);
  }
  return result;
}
