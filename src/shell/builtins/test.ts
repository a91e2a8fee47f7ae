// `test` and `[`.
import type { Running } from '../../kernel/program.ts';
import {
  binaryOperators,
  binaryTest,
  compareNumbers,
  numericOperators,
  unaryOperators,
  unaryTest,
} from '../run/conditional.ts';
import { ShellError, type Shell } from '../shell.ts';
import type { Builtin } from './builtin.ts';

export const test: Builtin = {
  name: 'test',
  synopsis: '[expr]',
  summary: 'Succeeds where a conditional expression is true.',
  run: (shell, { args }) => run(shell, 'test', args),
};

export const bracket: Builtin = {
  name: '[',
  synopsis: 'arg... ]',
  summary: 'The same as `test`; its last argument is `]`.',
  *run(shell, { args }) {
    if (args[args.length - 1] !== ']') {
      yield* shell.error("[: missing `]'");
      return 2;
    }
    const result = run(shell, '[', args.slice(0, -1));
    return typeof result === 'number' ? result : yield* result;
  },
};

function run(shell: Shell, name: string, args: readonly string[]): number | Running {
  try {
    return new Expression(shell, args).evaluate() ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    return fail(shell, `${name}: ${error.message}`);
  }
}

function* fail(shell: Shell, message: string): Running {
  yield* shell.error(message);
  return 2;
}

/** POSIX's rules by the number of arguments, then the old grammar with -a, -o and parentheses. */
class Expression {
  readonly #shell: Shell;
  readonly #args: readonly string[];
  #at = 0;

  constructor(shell: Shell, args: readonly string[]) {
    this.#shell = shell;
    this.#args = args;
  }

  evaluate(): boolean {
    const args = this.#args;
    const [a = '', b = '', c = '', d = ''] = args;
    switch (args.length) {
      case 0:
        return false;
      case 1:
        return a !== '';
      case 2:
        return this.#two(a, b);
      case 3:
        return this.#three(a, b, c);
      case 4:
        if (a === '!') return !this.#three(b, c, d);
        if (a === '(' && d === ')') return this.#two(b, c);
        break;
      default:
    }
    const value = this.#or();
    if (this.#at < args.length) throw new ShellError('too many arguments');
    return value;
  }

  #two(a: string, b: string): boolean {
    if (a === '!') return b === '';
    if (unaryOperators.has(a)) return this.#unary(a, b);
    throw new ShellError(`${a}: unary operator expected`);
  }

  #three(a: string, b: string, c: string): boolean {
    if (binaryOperators.has(b)) return this.#binary(b, a, c);
    if (b === '-a') return a !== '' && c !== '';
    if (b === '-o') return a !== '' || c !== '';
    if (a === '!') return !this.#two(b, c);
    if (a === '(' && c === ')') return b !== '';
    throw new ShellError(`${b}: binary operator expected`);
  }

  #or(): boolean {
    let value = this.#and();
    while (this.#args[this.#at] === '-o') {
      this.#at++;
      const right = this.#and();
      value = value || right;
    }
    return value;
  }

  #and(): boolean {
    let value = this.#not();
    while (this.#args[this.#at] === '-a') {
      this.#at++;
      const right = this.#not();
      value = value && right;
    }
    return value;
  }

  #not(): boolean {
    if (this.#args[this.#at] === '!') {
      this.#at++;
      return !this.#not();
    }
    return this.#primary();
  }

  #primary(): boolean {
    const args = this.#args;
    const first = args[this.#at];
    if (first === undefined) throw new ShellError('argument expected');
    const second = args[this.#at + 1];
    const third = args[this.#at + 2];
    if (second !== undefined && third !== undefined && binaryOperators.has(second)) {
      this.#at += 3;
      return this.#binary(second, first, third);
    }
    if (first === '(') {
      this.#at++;
      const value = this.#or();
      if (args[this.#at] !== ')') throw new ShellError("`)' expected");
      this.#at++;
      return value;
    }
    if (unaryOperators.has(first) && second !== undefined) {
      this.#at += 2;
      return this.#unary(first, second);
    }
    this.#at++;
    return first !== '';
  }

  #unary(operator: string, operand: string): boolean {
    if (operator === '-t' && !/^\d+$/.test(operand)) throw new ShellError(`${operand}: integer expression expected`);
    return unaryTest(this.#shell, operator, operand);
  }

  #binary(operator: string, left: string, right: string): boolean {
    if (!numericOperators.has(operator)) return binaryTest(this.#shell, operator, left, right);
    return compareNumbers(operator, integer(left), integer(right));
  }
}

function integer(text: string): bigint {
  const trimmed = text.trim();
  if (!/^[-+]?\d+$/.test(trimmed)) throw new ShellError(`${text}: integer expression expected`);
  return BigInt(trimmed.replace(/^\+/, ''));
}
