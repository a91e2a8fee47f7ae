// Program text to syntax tree, through unbash: the only file that knows its tree. What unbash recovers from, bash refuses;
// so a program with any error gives only the statements before the line of the first one.
import { parse as unbash } from 'unbash';
import type * as Unbash from 'unbash';
import type {
  Assignment,
  CaseItem,
  Command,
  CompoundCommand,
  Conditional,
  List,
  Redirection,
  Runnable,
  SimpleCommand,
  Statement,
  Word,
} from './ast.ts';

/** Bytes (as UTF-16 units) of one program text, and levels of nesting, that are taken. */
export const sizeLimit = 262144;

export interface ParsedStatement extends Statement {
  /** Where it stands in the source, in UTF-16 units; the body of a here-document is not counted in. */
  readonly start: number;
  readonly end: number;
}

/** What is wrong with the text, as bash tells it; lines count from the text's first. */
export interface SyntaxProblem {
  /** More text could mend it. */
  readonly incomplete: boolean;
  readonly position: number;
  /** Without the shell's name and the line: `` syntax error near unexpected token `fi' ``. */
  readonly message: string;
  readonly line: number;
  /** The source line that bash repeats after a misplaced token. */
  readonly quote: string | undefined;
}

export interface ParsedProgram {
  readonly source: string;
  readonly statements: readonly ParsedStatement[];
  readonly problem: SyntaxProblem | undefined;
  /** Here-documents that the end of the text cut off: [line, delimiter]. */
  readonly openHereDocuments: readonly (readonly [line: number, delimiter: string])[];
}

/** @param firstLine the number of the text's first line */
export function parse(source: string, firstLine = 1): ParsedProgram {
  if (source.length > sizeLimit) {
    const message = `command longer than ${String(sizeLimit)} characters`;
    const problem = { incomplete: false, position: 0, message, line: firstLine, quote: undefined };
    return { source, statements: [], problem, openHereDocuments: [] };
  }
  const script = unbash(source);
  const adapter = new Adapter(source, firstLine);
  let problem = problemOf(script, source, adapter);
  const statements: ParsedStatement[] = [];
  // statements on the line of an error are never run: bash reads a whole line before it runs any of it
  const limit = problem === undefined ? Infinity : source.lastIndexOf('\n', problem.position - 1) + 1;
  // what the end of the text cuts off is the last statement
  const isCutOff = problem?.incomplete === true && problem.position >= source.length;
  const whole = isCutOff ? script.commands.slice(0, -1) : script.commands;
  for (const statement of whole) {
    if (statement.pos >= limit || statement.end > limit) break;
    statements.push({ ...adapter.statement(statement), start: statement.pos, end: statement.end });
  }
  const empty = adapter.emptyList;
  if (empty !== undefined && (problem === undefined || empty <= problem.position)) {
    const token = tokenAt(source, empty);
    const lineStart = source.lastIndexOf('\n', token.start - 1) + 1;
    while ((statements[statements.length - 1]?.end ?? 0) > lineStart) statements.pop();
    problem = misplacedToken(source, adapter, token);
  }
  return { source, statements, problem, openHereDocuments: adapter.openHereDocuments };
}

/** Does the text end where a line was to go on: a `\` before its last newline or at its end? */
export function endsInContinuation(source: string): boolean {
  const end = source.endsWith('\n') ? source.length - 1 : source.length;
  let backslashes = 0;
  while (backslashes < end && source[end - 1 - backslashes] === '\\') backslashes++;
  if (backslashes % 2 === 0) return false;
  const line = source.slice(source.lastIndexOf('\n', end - 1) + 1, end);
  return !/(^|\s)#/.test(line);
}

function problemOf(script: Unbash.ParsedScript, source: string, adapter: Adapter): SyntaxProblem | undefined {
  const errors = script.errors;
  if (errors === undefined || errors.length === 0) return undefined;
  const open = errors.find((error) => error.message.startsWith('unterminated'));
  const first = errors.reduce((best, error) => (error.pos < best.pos ? error : best));
  if (first.message.startsWith('maximum')) {
    const message = first.message;
    return { incomplete: false, position: first.pos, message, line: adapter.lineOf(first.pos), quote: undefined };
  }
  const misplaced = errors.find((error) => isMisplaced(error, source));
  if (open !== undefined && (misplaced === undefined || misplaced.pos >= open.pos))
    return unterminated(open, source, adapter);
  if (misplaced === undefined) {
    return {
      incomplete: true,
      position: source.length,
      message: 'syntax error: unexpected end of file',
      line: adapter.lineOf(source.length) + (source.endsWith('\n') ? 0 : 1),
      quote: undefined,
    };
  }
  return misplacedToken(source, adapter, tokenAt(source, misplaced.pos));
}

function misplacedToken(source: string, adapter: Adapter, token: ReturnType<typeof tokenAt>): SyntaxProblem {
  return {
    incomplete: false,
    position: token.start,
    message: `syntax error near unexpected token \`${token.text}'`,
    line: adapter.lineOf(token.start),
    quote: lineAround(source, token.start),
  };
}

/** An error that no further text mends: it stands before the end, or a redirection lacks its word. */
function isMisplaced(error: Unbash.ParseError, source: string): boolean {
  if (error.message.startsWith('unterminated')) return false;
  if (error.message.startsWith('unexpected') || error.message === 'expected redirect target') return true;
  if (error.message.includes('test')) return true;
  return !/^(\s|#[^\n]*(\n|$))*$/.test(source.slice(error.pos)) && !/^expected command in/.test(error.message);
}

function unterminated(error: Unbash.ParseError, source: string, adapter: Adapter): SyntaxProblem {
  const opener = source[error.pos] ?? '';
  const closer = error.message.includes('double quote')
    ? '"'
    : error.message.includes('quote')
      ? "'"
      : error.message.includes('backtick')
        ? '`'
        : error.message.includes('parameter')
          ? '}'
          : ')';
  const message =
    closer === ')' && opener !== '$' && !error.message.includes('extended')
      ? 'syntax error: unexpected end of file'
      : `unexpected EOF while looking for matching \`${closer}'`;
  const line =
    closer === ')' && !source.startsWith('$((', error.pos)
      ? adapter.lineOf(source.length) + (source.endsWith('\n') ? 0 : 1)
      : adapter.lineOf(error.pos);
  return { incomplete: true, position: error.pos, message, line, quote: undefined };
}

const operators = ['<<<', '<<-', '&>>', ';;&', '&&', '||', ';;', ';&', '<<', '>>', '<&', '>&', '<>', '>|', '&>', '|&'];

function tokenAt(source: string, position: number): { readonly start: number; readonly text: string } {
  let start = position;
  while (source[start] === ' ' || source[start] === '\t' || source.startsWith('\\\n', start)) start++;
  if (start >= source.length || source[start] === '\n')
    return { start: Math.min(start, source.length), text: 'newline' };
  const operator = operators.find((candidate) => source.startsWith(candidate, start));
  if (operator !== undefined) return { start, text: operator };
  const word = /^[^\s;&|<>()]+/.exec(source.slice(start));
  return { start, text: word === null ? (source[start] ?? '') : word[0] };
}

function lineAround(source: string, position: number): string {
  const start = source.lastIndexOf('\n', position - 1) + 1;
  const end = source.indexOf('\n', position);
  return source.slice(start, end < 0 ? source.length : end);
}

/** Turns unbash's nodes into ours. */
class Adapter {
  readonly #source: string;
  readonly #firstLine: number;
  readonly #lineStarts: number[] = [0];
  readonly openHereDocuments: (readonly [number, string])[] = [];

  constructor(source: string, firstLine: number) {
    this.#source = source;
    this.#firstLine = firstLine;
    for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) this.#lineStarts.push(at + 1);
  }

  lineOf(position: number): number {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low + this.#firstLine;
  }

  statement(node: Unbash.Statement): Statement {
    return {
      command: this.#runnable(node.command),
      background: node.background === true,
      line: this.lineOf(node.pos),
    };
  }

  /** Where a list ends in which a command is wanted and none stands; the first of them. */
  emptyList: number | undefined;

  #list(node: Unbash.CompoundList, mayBeEmpty = false): List {
    if (node.commands.length === 0 && !mayBeEmpty) this.emptyList ??= node.end;
    return { type: 'list', statements: node.commands.map((statement) => this.statement(statement)) };
  }

  #runnable(node: Unbash.PipelineNode | Unbash.AndOr): Runnable {
    if (node.type === 'AndOr') {
      return {
        type: 'and-or',
        line: this.lineOf(node.pos),
        pipelines: node.commands.map((command) => this.#runnable(command)),
        operators: node.operators,
      };
    }
    if (node.type !== 'Pipeline') return this.#command(node);
    let negated = false;
    let timed: 'no' | 'time' | 'posix' = 'no';
    for (const prefix of node.prefixes) {
      if (prefix.type === 'Negation') negated = !negated;
      else timed = prefix.posix === undefined ? 'time' : 'posix';
    }
    return {
      type: 'pipeline',
      line: this.lineOf(node.pos),
      negated,
      timed,
      commands: node.commands.map((command) => this.#command(command)),
      errorsToo: node.operators.map((operator) => operator === '|&'),
    };
  }

  #command(node: Unbash.CommandNode): Command {
    const line = this.lineOf(node.pos);
    switch (node.type) {
      case 'Command':
        return this.#simple(node, line);
      case 'Function':
        return {
          type: 'function',
          line,
          name: node.name.text,
          body: this.#body(node.body),
          source: this.#source.slice(node.pos, node.end),
        };
      case 'Coproc':
        return { type: 'coprocess', line, name: node.name?.text ?? 'COPROC', body: this.#body(node.body) };
      case 'Redirected':
        return {
          type: 'redirected',
          line,
          body: this.#compound(node.command, line),
          redirections: node.redirects.map((redirect) => this.#redirection(redirect)),
        };
      default:
        return this.#compound(node, line);
    }
  }

  #body(node: Unbash.Command | Unbash.CompoundCommand | Unbash.Redirected | Unbash.CompoundList): Command {
    if (node.type === 'CompoundList') return { type: 'group', line: this.lineOf(node.pos), body: this.#list(node) };
    return this.#command(node);
  }

  #simple(node: Unbash.Command, line: number): SimpleCommand {
    const assignments: Assignment[] = [];
    const words: (Word | Assignment)[] = [];
    const redirections: Redirection[] = [];
    for (const item of node.prefix) {
      if (item.type === 'Assignment') assignments.push(this.#assignment(item));
      else redirections.push(this.#redirection(item));
    }
    if (node.name !== undefined) words.push(this.#word(node.name));
    for (const item of node.suffix) {
      if (item.type === 'Word') words.push(this.#word(item));
      else if (item.type === 'Assignment') words.push(this.#assignment(item));
      else redirections.push(this.#redirection(item));
    }
    return { type: 'simple', line, assignments, words, redirections };
  }

  #assignment(node: Unbash.Assignment): Assignment {
    return {
      name: node.name,
      subscript: node.index === undefined ? undefined : this.#word(node.index),
      append: node.append === true,
      value: node.value.type === 'Word' ? this.#word(node.value) : undefined,
      elements: node.value.type === 'ArrayValue' ? node.value.elements.map((word) => this.#word(word)) : undefined,
      text: node.text,
    };
  }

  #word(node: Unbash.Word): Word {
    return { text: node.text, line: this.lineOf(node.pos), start: node.pos };
  }

  #text(node: { readonly pos: number; readonly end: number } | undefined, line: number): Word {
    return { text: node === undefined ? '' : this.#source.slice(node.pos, node.end), line };
  }

  #redirection(node: Unbash.Redirection): Redirection {
    const descriptor = node.descriptor;
    const fd = descriptor?.type === 'FileDescriptor' ? descriptor.value : undefined;
    const variable = descriptor?.type === 'FileDescriptorVariable' ? descriptor.name : undefined;
    if (node.type === 'HereDoc') {
      const strip = node.operator === '<<-';
      const delimiter = node.delimiter?.value ?? '';
      const line = this.lineOf(node.pos);
      if (node.closing === undefined) this.openHereDocuments.push([line, delimiter]);
      const quoted = node.delimiter?.quoted === true;
      const body = strip ? node.body.text.replace(/^\t+/gm, '') : node.body.text;
      return { type: 'here', fd, variable, body, quoted, delimiter, strip, line };
    }
    const target = node.target === undefined ? { text: '', line: this.lineOf(node.pos) } : this.#word(node.target);
    if (node.type === 'HereString') return { type: 'string', fd, variable, word: target };
    return { type: 'file', operator: node.operator, fd, variable, target };
  }

  #compound(node: Unbash.CompoundCommand, line: number): CompoundCommand {
    switch (node.type) {
      case 'BraceGroup':
        return { type: 'group', line, body: this.#list(node.body) };
      case 'Subshell':
        return { type: 'subshell', line, body: this.#list(node.body) };
      case 'If': {
        const branches = [{ condition: this.#list(node.clause), body: this.#list(node.then) }];
        for (const elif of node.elif)
          branches.push({ condition: this.#list(elif.clause), body: this.#list(elif.then) });
        return { type: 'if', line, branches, otherwise: node.else === undefined ? undefined : this.#list(node.else) };
      }
      case 'For':
      case 'Select':
        return {
          type: node.type === 'For' ? 'for' : 'select',
          line,
          name: node.name.text,
          words: node.wordlist?.map((word) => this.#word(word)),
          body: this.#list(node.body),
        };
      case 'ArithmeticFor':
        return {
          type: 'arithmetic-for',
          line,
          initialize: this.#text(node.initialize, line),
          test: this.#text(node.test, line),
          update: this.#text(node.update, line),
          body: this.#list(node.body),
        };
      case 'While':
        return {
          type: 'while',
          line,
          until: node.kind === 'until',
          condition: this.#list(node.clause),
          body: this.#list(node.body),
        };
      case 'Case':
        return {
          type: 'case',
          line,
          word: this.#word(node.word),
          items: node.items.map((item) => this.#caseItem(item)),
        };
      case 'ArithmeticCommand':
        return { type: 'arithmetic', line, expression: { text: node.body, line } };
      case 'TestCommand':
        return { type: 'conditional', line, expression: this.#conditional(node.expression) };
    }
  }

  #caseItem(item: Unbash.CaseItem): CaseItem {
    return {
      patterns: item.pattern.map((word) => this.#word(word)),
      body: this.#list(item.body, true),
      terminator: item.terminator ?? ';;',
    };
  }

  #conditional(node: Unbash.TestExpression): Conditional {
    switch (node.type) {
      case 'TestUnary':
        return { type: 'unary', operator: node.operator, operand: this.#word(node.operand) };
      case 'TestBinary':
        return { type: 'binary', operator: node.operator, left: this.#word(node.left), right: this.#word(node.right) };
      case 'TestLogical':
        return {
          type: 'logical',
          operator: node.operator,
          operands: node.operands.map((operand) => this.#conditional(operand)),
        };
      case 'TestNot': {
        const operand = this.#conditional(node.operand);
        return node.negations.length % 2 === 1 ? { type: 'not', operand } : operand;
      }
      case 'TestGroup':
        return { type: 'parentheses', operand: this.#conditional(node.expression) };
    }
  }
}
