// test and [: does a condition hold?
import { defineTool, Exit, type Tool } from '../coreutils/tool.ts';
import { binaryOperators, fileTest, fileTests } from '../coreutils/condition.ts';

export const test = defineTool({
  name: 'test',
  paths: ['/usr/bin/test'],
  synopsis: 'EXPRESSION',
  summary: 'Succeeds where EXPRESSION is true.',
  parse: false,
  trouble: 2,
  *run(tool) {
    yield* tool.settle();
    return new Condition(tool, tool.operands).holds() ? 0 : 1;
  },
});

export const bracket = defineTool({
  name: '[',
  paths: ['/usr/bin/['],
  synopsis: 'EXPRESSION ]\nOPTION',
  summary: 'Succeeds where EXPRESSION is true.',
  parse: false,
  trouble: 2,
  *run(tool) {
    const args = tool.operands;
    if (args.length === 1 && args[0] === '--help') tool.help([]);
    if (args.length === 1 && args[0] === '--version') tool.version();
    if (args.at(-1) !== ']') return tool.die(`missing ${tool.word(']')}`);
    yield* tool.settle();
    return new Condition(tool, args.slice(0, -1), ']').holds() ? 0 : 1;
  },
});

/** POSIX's rules by the number of arguments, then the grammar with -a, -o and parentheses. */
class Condition {
  readonly #tool: Tool;
  readonly #args: readonly string[];
  /** What stands behind the arguments, if anything does. */
  readonly #after: string | undefined;
  #at = 0;

  constructor(tool: Tool, args: readonly string[], after?: string) {
    this.#tool = tool;
    this.#args = args;
    this.#after = after;
  }

  holds(): boolean {
    if (this.#args.length === 0) return false;
    const value = this.#byCount(this.#args.length);
    const extra = this.#args[this.#at];
    if (extra !== undefined) this.#wrong(`extra argument ${this.#tool.quote(extra)}`);
    return value;
  }

  #wrong(text: string): never {
    this.#tool.warn(text);
    throw new Exit(2);
  }

  #word(offset = 0): string {
    return this.#args[this.#at + offset] ?? '';
  }

  #advance(): void {
    this.#at++;
    if (this.#at > this.#args.length) this.#beyond();
  }

  #beyond(): never {
    this.#wrong(`missing argument after ${this.#tool.quote(this.#args.at(-1) ?? '')}`);
  }

  #byCount(count: number): boolean {
    switch (count) {
      case 1:
        return this.#one();
      case 2:
        return this.#two();
      case 3:
        return this.#three();
      case 4:
        if (this.#word() === '!') {
          this.#at++;
          return !this.#three();
        }
        if (this.#word() === '(' && this.#word(3) === ')') {
          this.#at++;
          const value = this.#two();
          this.#at++;
          return value;
        }
        return this.#or();
      default:
        return this.#or();
    }
  }

  #one(): boolean {
    const word = this.#word();
    this.#at++;
    return word !== '';
  }

  #two(): boolean {
    const word = this.#word();
    if (word === '!') {
      this.#at++;
      return !this.#one();
    }
    if (/^-.$/.test(word)) {
      if (isUnary(word)) return this.#unary();
      return this.#wrong(`${this.#tool.word(word)}: unary operator expected`);
    }
    return this.#beyond();
  }

  #three(): boolean {
    if (isBinary(this.#word(1))) return this.#binary(false);
    if (this.#word() === '!') {
      this.#at++;
      return !this.#two();
    }
    if (this.#word() === '(' && this.#word(2) === ')') {
      this.#at++;
      const value = this.#one();
      this.#at++;
      return value;
    }
    if (['-a', '-o', '<', '>'].includes(this.#word(1))) return this.#or();
    return this.#wrong(`${this.#tool.word(this.#word(1))}: binary operator expected`);
  }

  #or(): boolean {
    let value = false;
    for (;;) {
      const right = this.#and();
      value ||= right;
      if (this.#args[this.#at] !== '-o') return value;
      this.#at++;
    }
  }

  #and(): boolean {
    let value = true;
    for (;;) {
      const right = this.#term();
      value &&= right;
      if (this.#args[this.#at] !== '-a') return value;
      this.#at++;
    }
  }

  #term(): boolean {
    let negated = false;
    while (this.#args[this.#at] === '!') {
      this.#advance();
      negated = !negated;
    }
    if (this.#at >= this.#args.length) this.#beyond();
    return this.#plainTerm() !== negated;
  }

  #plainTerm(): boolean {
    const left = this.#args.length - this.#at;
    if (this.#word() === '(') {
      this.#advance();
      let count = 1;
      while (this.#at + count < this.#args.length && this.#word(count) !== ')') {
        if (count === 4) {
          count = this.#args.length - this.#at;
          break;
        }
        count++;
      }
      if (this.#at >= this.#args.length) this.#beyond();
      const value = this.#byCount(count);
      const found = this.#args[this.#at] ?? this.#after;
      if (found === undefined) this.#wrong(`${this.#tool.quote(')')} expected`);
      if (found !== ')') this.#wrong(`${this.#tool.quote(')')} expected, found ${this.#tool.word(found)}`);
      this.#at++;
      return value;
    }
    if (left >= 4 && this.#word() === '-l' && isBinary(this.#word(2))) return this.#binary(true);
    if (left >= 3 && isBinary(this.#word(1))) return this.#binary(false);
    if (/^-.$/.test(this.#word()) && this.#word() !== '-') {
      if (!isUnary(this.#word())) return this.#wrong(`${this.#tool.word(this.#word())}: unary operator expected`);
      return this.#unary();
    }
    return this.#one();
  }

  #unary(): boolean {
    const operator = this.#word();
    this.#at++;
    const operand = this.#args[this.#at];
    if (operand === undefined) return this.#beyond();
    this.#at++;
    if (operator === '-n') return operand !== '';
    if (operator === '-z') return operand === '';
    if (operator === '-t') return this.#tool.sys.isatty(Number(this.#integer(operand)));
    return fileTest(this.#tool.sys, operator, operand);
  }

  #binary(leftIsLength: boolean): boolean {
    if (leftIsLength) this.#at++;
    const left = this.#word();
    const operator = this.#word(1);
    let right = this.#word(2);
    this.#at += 3;
    const rightIsLength = right === '-l' && this.#at < this.#args.length && /^-(?:eq|ne|lt|le|gt|ge)$/.test(operator);
    if (rightIsLength) {
      right = this.#word();
      this.#at++;
    }
    const number = (text: string, isLength: boolean): bigint => (isLength ? BigInt(text.length) : this.#integer(text));
    switch (operator) {
      case '=':
      case '==':
        return left === right;
      case '!=':
        return left !== right;
      case '-nt':
      case '-ot':
      case '-ef':
        if (leftIsLength || rightIsLength) return this.#wrong(`${operator} does not accept -l`);
        return binaryOperators[operator](this.#tool.sys, left, right);
      default: {
        const [a, b] = [number(left, leftIsLength), number(right, rightIsLength)];
        return (
          { '-eq': a === b, '-ne': a !== b, '-lt': a < b, '-le': a <= b, '-gt': a > b, '-ge': a >= b }[operator] ??
          false
        );
      }
    }
  }

  #integer(text: string): bigint {
    const match = /^[ \t\n\v\f\r]*\+?(-?\d+)[ \t\n\v\f\r]*$/.exec(text);
    if (match === null || /\+-/.test(text)) return this.#wrong(`invalid integer ${this.#tool.quote(text)}`);
    return BigInt(match[1] ?? '0');
  }
}

function isUnary(word: string): boolean {
  return fileTests.has(word) || word === '-n' || word === '-z' || word === '-t';
}

function isBinary(word: string): boolean {
  return /^(?:=|==|!=|-nt|-ot|-ef|-eq|-ne|-lt|-le|-gt|-ge)$/.test(word);
}
