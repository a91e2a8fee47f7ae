// `[[ … ]]`, and the file and string tests it shares with `test`.
import type { Running } from '../../kernel/program.ts';
import type { Conditional, Word } from '../ast.ts';
import { binaryOperators as pairTests, fileTest, fileTests } from '../coreutils/condition.ts';
import { expandPattern, expandQuoted, expandString, type Expanding } from '../expand/expand.ts';
import { matches } from '../expand/pattern.ts';
import { quotedIfNeeded, traceQuoted } from '../expand/quote.ts';
import { partsOf } from '../expand/reader.ts';
import { elementOf, elementsOf, evaluateIn, valueOf } from '../expand/values.ts';
import { isOptionName } from '../options.ts';
import { compileRegex, RegexError, type Regex } from '../regex/regex.ts';
import { posixExtended } from '../regex/syntax.ts';
import { ShellError, type Shell } from '../shell.ts';

/** 0 true, 1 false, 2 wrong. */
export function* evaluateConditional(shell: Shell, expression: Conditional): Running {
  switch (expression.type) {
    case 'parentheses':
      return yield* evaluateConditional(shell, expression.operand);
    case 'not': {
      const status = yield* evaluateConditional(shell, expression.operand);
      return status === 2 ? 2 : status === 0 ? 1 : 0;
    }
    case 'logical': {
      let status = 0;
      for (const operand of expression.operands) {
        status = yield* evaluateConditional(shell, operand);
        if (status === 2 || (expression.operator === '&&') !== (status === 0)) break;
      }
      return status;
    }
    case 'unary': {
      const operand = yield* expandString(shell, expression.operand);
      yield* trace(shell, `${expression.operator} ${traceQuoted(operand)}`);
      return unaryTest(shell, expression.operator, operand) ? 0 : 1;
    }
    case 'binary':
      return yield* binary(shell, expression.operator, expression.left, expression.right);
  }
}

function* trace(shell: Shell, text: string): Expanding<void> {
  if (shell.options.has('xtrace')) yield* shell.printError(`${shell.variables.get('PS4') ?? '+ '}[[ ${text} ]]\n`);
}

function* binary(shell: Shell, operator: string, leftWord: Word, rightWord: Word): Running {
  const left = yield* expandString(shell, leftWord);
  if (operator === '==' || operator === '=' || operator === '!=') {
    const pattern = yield* expandPattern(shell, rightWord);
    yield* trace(shell, `${traceQuoted(left)} ${operator} ${pattern}`);
    const matched = matches(left, pattern, { extended: true, ignoreCase: shell.shopts.has('nocasematch') });
    return matched === (operator !== '!=') ? 0 : 1;
  }
  if (operator === '=~') return yield* matchRegExp(shell, left, rightWord);
  if (numericOperators.has(operator)) {
    const leftNumber = evaluateIn(
      shell,
      yield* expandQuoted(shell, { text: left, line: shell.line, parts: [{ type: 'quoted', text: left }] }),
      '[[: ',
    );
    const right = yield* expandString(shell, rightWord);
    yield* trace(shell, `${left} ${operator} ${right}`);
    return compareNumbers(operator, leftNumber, evaluateIn(shell, right, '[[: ')) ? 0 : 1;
  }
  const right = yield* expandString(shell, rightWord);
  yield* trace(shell, `${quotedIfNeeded(left)} ${operator} ${quotedIfNeeded(right)}`);
  return binaryTest(shell, operator, left, right) ? 0 : 1;
}

/** `=~`: quoted parts of the right side match themselves; BASH_REMATCH takes what matched. */
function* matchRegExp(shell: Shell, left: string, word: Word): Running {
  let source = '';
  for (const part of partsOf(word)) {
    if (part.type === 'literal') source += part.text;
    else if (part.type === 'quoted') source += escapeRegExp(part.text);
    else {
      const text = yield* expandString(shell, { text: '', line: word.line, parts: [part], literal: null });
      source += part.type === 'double' ? escapeRegExp(text) : text;
    }
  }
  const regex = regexOf(source, shell.shopts.has('nocasematch'));
  if (regex === undefined) return 2;
  yield* trace(shell, `${traceQuoted(left)} =~ ${source}`);
  const found = regex.exec(left);
  const variable = shell.variables.writable('BASH_REMATCH');
  variable.value = undefined;
  variable.indexed = new Map(
    found?.spans().map(([start, end], index) => [index, start < 0 ? '' : left.slice(start, end)]),
  );
  return found === undefined ? 1 : 0;
}

/** undefined: the expression is wrong. */
function regexOf(source: string, ignoreCase: boolean): Regex | undefined {
  try {
    return compileRegex(source, { syntax: posixExtended, ignoreCase, encoding: 'utf8' });
  } catch (error) {
    // bash says nothing of what is no expression: the status alone does.
    if (error instanceof RegexError) return undefined;
    throw error;
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

export const numericOperators: ReadonlySet<string> = new Set(['-eq', '-ne', '-lt', '-le', '-gt', '-ge']);

export function compareNumbers(operator: string, left: bigint, right: bigint): boolean {
  switch (operator) {
    case '-eq':
      return left === right;
    case '-ne':
      return left !== right;
    case '-lt':
      return left < right;
    case '-le':
      return left <= right;
    case '-gt':
      return left > right;
    default:
      return left >= right;
  }
}

export const binaryOperators: ReadonlySet<string> = new Set([
  ...numericOperators,
  '=',
  '==',
  '!=',
  '<',
  '>',
  '-nt',
  '-ot',
  '-ef',
]);
export const unaryOperators: ReadonlySet<string> = new Set(
  [...'abcdefghknoprstuvwxzGLNORS'].map((letter) => `-${letter}`),
);

export function binaryTest(shell: Shell, operator: string, left: string, right: string): boolean {
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-ef':
    case '-ot':
      return pairTests[operator](shell.sys, left, right);
    default:
      return pairTests['-nt'](shell.sys, left, right);
  }
}

export function unaryTest(shell: Shell, operator: string, operand: string): boolean {
  const { sys } = shell;
  switch (operator) {
    case '-n':
      return operand !== '';
    case '-z':
      return operand === '';
    case '-v':
      return isSet(shell, operand);
    case '-R':
      return shell.variables.find(operand)?.nameref === true;
    case '-o':
      return isOptionName(operand) && shell.options.has(operand);
    case '-t':
      return /^\d+$/.test(operand) && sys.isatty(Number(operand));
    case '-a':
      return fileTest(sys, '-e', operand);
    default:
      if (!fileTests.has(operator)) throw new ShellError(`${operator}: unary operator expected`);
      return fileTest(sys, operator, operand);
  }
}

function isSet(shell: Shell, reference: string): boolean {
  const found = /^([A-Za-z_]\w*)\[([\s\S]*)\]$/.exec(reference);
  if (found === null) {
    if (/^\d+$/.test(reference))
      return Number(reference) === 0 || shell.positional[Number(reference) - 1] !== undefined;
    return /^[A-Za-z_]\w*$/.test(reference) && valueOf(shell, reference) !== undefined;
  }
  const [, name = '', subscript = ''] = found;
  if (subscript === '@' || subscript === '*') return elementsOf(shell, name).length > 0;
  return elementOf(shell, name, subscript) !== undefined;
}
