// expr: one expression of numbers and strings, each operand and operator an argument.
import { argumentText } from '../coreutils/byte-text.ts';
import { BasicRegExp } from '../coreutils/basic-regexp.ts';
import { defineTool, Exit, type Tool } from '../coreutils/tool.ts';

export const expr = defineTool({
  name: 'expr',
  synopsis: 'EXPRESSION\nOPTION',
  summary: 'Prints the value of EXPRESSION.',
  parse: false,
  trouble: 2,
  *run(tool) {
    const args = [...tool.operands];
    if (args.length === 1) {
      if (args[0] === '--help') tool.help([]);
      if (args[0] === '--version') tool.version();
    }
    if (args[0] === '--') args.shift();
    if (args.length === 0) return tool.usage('missing operand');
    const expression = new Expression(tool, args.map(argumentText));
    const value = expression.whole();
    tool.printBytes(`${value}\n`);
    yield* tool.settle();
    return isNull(value) ? 1 : 0;
  },
});

/** Numbers are strings of digits until they are counted with. */
type Value = string;

function isNull(value: Value): boolean {
  return value === '' || /^-?0+$/.test(value);
}

function numberOf(value: Value): bigint | undefined {
  return /^-?\d+$/.test(value) ? BigInt(value) : undefined;
}

class Expression {
  readonly #tool: Tool;
  readonly #args: readonly string[];
  #at = 0;

  constructor(tool: Tool, args: readonly string[]) {
    this.#tool = tool;
    this.#args = args;
  }

  whole(): Value {
    const value = this.#or(true);
    const extra = this.#args[this.#at];
    if (extra !== undefined) this.#syntax(`unexpected argument ${this.#tool.word(extra)}`);
    return value;
  }

  #syntax(text: string): never {
    this.#tool.warn(`syntax error: ${text}`);
    throw new Exit(2);
  }

  #take(...words: string[]): string | undefined {
    const word = this.#args[this.#at];
    if (word === undefined || !words.includes(word)) return undefined;
    this.#at++;
    return word;
  }

  #or(counts: boolean): Value {
    let left = this.#and(counts);
    while (this.#take('|') !== undefined) {
      const right = this.#and(counts && isNull(left));
      if (isNull(left)) left = isNull(right) ? '0' : right;
    }
    return left;
  }

  #and(counts: boolean): Value {
    let left = this.#comparison(counts);
    while (this.#take('&') !== undefined) {
      const right = this.#comparison(counts && !isNull(left));
      if (isNull(left) || isNull(right)) left = '0';
    }
    return left;
  }

  #comparison(counts: boolean): Value {
    let left = this.#sum(counts);
    for (;;) {
      const operator = this.#take('<', '<=', '=', '==', '!=', '>=', '>');
      if (operator === undefined) return left;
      const right = this.#sum(counts);
      const [a, b] = [numberOf(left), numberOf(right)];
      const order =
        a !== undefined && b !== undefined ? (a < b ? -1 : a > b ? 1 : 0) : left < right ? -1 : left > right ? 1 : 0;
      left = holds(operator, order) ? '1' : '0';
    }
  }

  #sum(counts: boolean): Value {
    let left = this.#product(counts);
    for (;;) {
      const operator = this.#take('+', '-');
      if (operator === undefined) return left;
      const right = this.#product(counts);
      if (!counts) continue;
      const [a, b] = [this.#integer(left), this.#integer(right)];
      left = String(operator === '+' ? a + b : a - b);
    }
  }

  #product(counts: boolean): Value {
    let left = this.#match(counts);
    for (;;) {
      const operator = this.#take('*', '/', '%');
      if (operator === undefined) return left;
      const right = this.#match(counts);
      if (!counts) continue;
      const [a, b] = [this.#integer(left), this.#integer(right)];
      if (operator !== '*' && b === 0n) this.#tool.die('division by zero', 2);
      left = String(operator === '*' ? a * b : operator === '/' ? a / b : a % b);
    }
  }

  #integer(value: Value): bigint {
    return numberOf(value) ?? this.#tool.die('non-integer argument', 2);
  }

  #match(counts: boolean): Value {
    let left = this.#function(counts);
    while (this.#take(':') !== undefined) {
      const right = this.#function(counts);
      if (counts) left = this.#matched(left, right);
    }
    return left;
  }

  #matched(text: string, pattern: string): Value {
    const regexp = new BasicRegExp(this.#tool, pattern, 2);
    const found = regexp.matchAt(text, 0);
    if (regexp.groups > 0) return found?.group ?? '';
    return String(found?.end ?? 0);
  }

  #function(counts: boolean): Value {
    if (this.#take('+') !== undefined) return this.#operand();
    const word = this.#take('length', 'match', 'index', 'substr');
    if (word === undefined) return this.#primary(counts);
    const text = this.#function(counts);
    if (word === 'length') return String(text.length);
    const second = this.#function(counts);
    if (word === 'match') return counts ? this.#matched(text, second) : '';
    if (word === 'index') {
      const places = [...second].map((char) => text.indexOf(char)).filter((at) => at >= 0);
      return String(places.length === 0 ? 0 : Math.min(...places) + 1);
    }
    const third = this.#function(counts);
    const [from, length] = [numberOf(second), numberOf(third)];
    if (from === undefined || length === undefined || from <= 0n || length <= 0n) return '';
    return text.slice(Number(from) - 1, Number(from - 1n + length));
  }

  #operand(): string {
    const word = this.#args[this.#at];
    if (word === undefined)
      return this.#syntax(`missing argument after ${this.#tool.word(this.#args[this.#at - 1] ?? '')}`);
    this.#at++;
    return word;
  }

  #primary(counts: boolean): Value {
    const word = this.#operand();
    if (word === '(') {
      const value = this.#or(counts);
      const next = this.#args[this.#at];
      if (next === undefined) this.#syntax(`expecting ')' after ${this.#tool.word(this.#args[this.#at - 1] ?? '')}`);
      if (next !== ')') this.#syntax(`expecting ')' instead of ${this.#tool.word(next)}`);
      this.#at++;
      return value;
    }
    if (word === ')') this.#syntax("unexpected ')'");
    return word;
  }
}

function holds(operator: string, order: number): boolean {
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '!=':
      return order !== 0;
    case '>=':
      return order >= 0;
    case '>':
      return order > 0;
    default:
      return order === 0;
  }
}
