// Runs a program of awk. All is a generator: a program may sleep wherever it reads, writes or waits for a command, and in its
// loops others get their turn.
import { strerror } from '../../abi/errno.ts';
import { O_RDONLY } from '../../abi/flags.ts';
import { Input, type Output } from '../../kernel/stdio.ts';
import { shellStatus } from '../coreutils/exec.ts';
import { runShell } from '../coreutils/sh.ts';
import type { Steps, Tool } from '../coreutils/tool.ts';
import { textAs } from '../regex/encoding.ts';
import { RegexError, type Regex } from '../regex/regex.ts';
import { AwkArray } from './awk-array.ts';
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
import { callBuiltin } from './awk-builtins.ts';
import { AwkStreams, RecordReader, regexTrouble, separatorRegex } from './awk-io.ts';
import { unescaped } from './awk-lexer.ts';
import { AwkRecord } from './awk-record.ts';
import {
  compareValues,
  formatAwk,
  isTrue,
  numberText,
  outside,
  toNumber,
  toText,
  type AwkValue,
} from './awk-values.ts';

/** What a name stands for: a value or an array, decided by its first use. */
class Cell {
  value: AwkValue;
  #array: AwkArray | undefined;
  readonly #origin: Cell | undefined;

  /** @param origin the name that was given to a function before it was anything: it becomes the same array */
  constructor(value?: AwkValue, origin?: Cell) {
    this.value = value;
    this.#origin = origin;
  }

  get array(): AwkArray {
    return (this.#array ??= this.#origin?.array ?? new AwkArray());
  }

  get isArray(): boolean {
    return this.#array !== undefined;
  }
}

type Flow = 'next' | 'nextfile' | 'break' | 'continue' | 'return' | undefined;

class ExitSignal extends Error {}

const deepest = 800;

export class AwkRun {
  readonly tool: Tool;
  readonly streams: AwkStreams;
  readonly record: AwkRecord;
  readonly #program: AwkProgram;
  readonly #globals = new Map<string, Cell>();
  #locals: Map<string, Cell> | undefined;
  readonly #active = new Set<AwkRule>();
  #operands: string[] = [];
  #operandAt = 1;
  #readAny = false;
  #main: RecordReader | undefined;
  #result: AwkValue;
  #steps = 0;
  #depth = 0;
  #status = 0;
  seed = 0;
  randomState = 0;

  constructor(tool: Tool, program: AwkProgram, operands: readonly string[]) {
    this.tool = tool;
    this.#program = program;
    this.streams = new AwkStreams(tool);
    this.record = new AwkRecord(
      () => this.text('FS'),
      () => this.text('OFS'),
      () => this.text('RS') === '',
    );
    for (const [name, value] of Object.entries(initial)) this.#global(name).value = value;
    const { array } = this.#global('ENVIRON');
    for (const entry of tool.process.environ) {
      const at = entry.indexOf('=');
      array.set(textAs(entry.slice(0, at), 'bytes'), outside(textAs(entry.slice(at + 1), 'bytes')));
    }
    this.#operands = [tool.name, ...operands];
    const { array: argv } = this.#global('ARGV');
    for (const [i, operand] of this.#operands.entries()) argv.set(String(i), outside(textAs(operand, 'bytes')));
    this.#global('ARGC').value = this.#operands.length;
    const [a = 0, b = 0, c = 0] = tool.sys.getrandom(3);
    this.seed = (a << 16) | (b << 8) | c;
    this.randomState = this.seed;
  }

  #global(name: string): Cell {
    let cell = this.#globals.get(name);
    if (cell === undefined) this.#globals.set(name, (cell = new Cell()));
    return cell;
  }

  #cell(name: string): Cell {
    return this.#locals?.get(name) ?? this.#global(name);
  }

  isArray(name: string): boolean {
    return this.#cell(name).isArray;
  }

  array(name: string): AwkArray {
    return this.#cell(name).array;
  }

  /** A variable of awk's own as text. */
  text(name: string): string {
    return toText(this.#global(name).value, '%.6g');
  }

  get convert(): string {
    return this.text('CONVFMT');
  }

  /** `-v name=value`, and operands of that form. */
  assign(name: string, text: string): void {
    this.setVariable(name, outside(unescaped(textAs(text, 'bytes'))));
  }

  fail(text: string): never {
    const file = this.text('FILENAME');
    const place = `FILENAME="${file}" FNR=${this.text('FNR') || '0'} NR=${this.text('NR') || '0'}`;
    throw new AwkError(`run time error: ${text}\n\t${place}`);
  }

  // ---- the program

  /** @returns the exit status */
  *run(): Steps<number> {
    try {
      yield* this.#untilExit(this.#mainLoop());
      yield* this.#untilExit(this.#rules('END'));
    } catch (error) {
      if (!(error instanceof AwkError)) throw error;
      // What was printed so far comes behind the message: it is written as the program ends.
      this.tool.warn(error.message);
      this.#status = 2;
    }
    yield* this.streams.closeAll();
    return this.#status;
  }

  *#untilExit(steps: Steps<void>): Steps<void> {
    try {
      yield* steps;
    } catch (error) {
      if (!(error instanceof ExitSignal)) throw error;
    }
  }

  *#mainLoop(): Steps<void> {
    const { rules } = this.#program;
    yield* this.#rules('BEGIN');
    if (rules.every(({ when }) => when === 'BEGIN')) throw new ExitSignal();
    for (;;) {
      const text = yield* this.nextRecord();
      if (text === undefined) return;
      this.record.set(text);
      yield* this.#recordRules();
      yield* this.tool.out.settle();
      if (++this.#steps % 200 === 0) yield { wait: 'turn' };
    }
  }

  *#rules(when: 'BEGIN' | 'END'): Steps<void> {
    for (const rule of this.#program.rules)
      if (rule.when === when && rule.action !== undefined) yield* this.#execute(rule.action);
  }

  *#recordRules(): Steps<void> {
    for (const rule of this.#program.rules) {
      if (rule.when !== 'record' || !(yield* this.#fits(rule))) continue;
      if (rule.action === undefined) {
        this.tool.out.print(this.record.text + this.text('ORS'));
        continue;
      }
      const flow = yield* this.#execute(rule.action);
      if (flow === 'nextfile') this.#closeMain();
      if (flow === 'next' || flow === 'nextfile') return;
    }
  }

  *#fits(rule: AwkRule): Steps<boolean> {
    const { pattern, until } = rule;
    if (pattern === undefined) return true;
    if (until === undefined) return isTrue(yield* this.evaluate(pattern));
    if (!this.#active.has(rule)) {
      if (!isTrue(yield* this.evaluate(pattern))) return false;
      this.#active.add(rule);
    }
    if (isTrue(yield* this.evaluate(until))) this.#active.delete(rule);
    return true;
  }

  // ---- records

  #closeMain(): void {
    if (this.#main !== undefined && this.#main.fd > 2) this.tool.sys.close(this.#main.fd);
    this.#main = undefined;
  }

  *nextRecord(): Steps<string | undefined> {
    for (;;) {
      if (this.#main === undefined && !this.#openNext()) return undefined;
      const reader = this.#main;
      const text = yield* this.read(reader);
      if (reader?.error !== undefined) throw new AwkError(`read error (${reader.error})`);
      if (text !== undefined) {
        this.count('NR');
        this.count('FNR');
        return text;
      }
      this.#closeMain();
    }
  }

  *read(reader: RecordReader | undefined): Steps<string | undefined> {
    return reader === undefined ? undefined : yield* reader.record(this.text('RS'));
  }

  count(name: string): void {
    const cell = this.#global(name);
    cell.value = toNumber(cell.value) + 1;
  }

  /** The next operand that is a file; those that give a variable a value do so now. */
  #openNext(): boolean {
    const { array } = this.#global('ARGV');
    while (this.#operandAt < toNumber(this.#global('ARGC').value)) {
      const key = String(this.#operandAt++);
      const operand = array.has(key) ? toText(array.get(key), this.convert) : '';
      if (operand === '') continue;
      const [, name, value] = /^([A-Za-z_]\w*)=([^]*)$/.exec(operand) ?? [];
      if (name !== undefined && value !== undefined) {
        this.assign(name, value);
        continue;
      }
      this.#readAny = true;
      this.#openMain(operand);
      return true;
    }
    if (this.#readAny) return false;
    this.#readAny = true;
    this.#main = new RecordReader(new Input(this.tool.process, 0));
    this.#global('FNR').value = 0;
    return true;
  }

  #openMain(operand: string): void {
    const fd = operand === '-' ? { ok: 0, err: undefined } : this.tool.sys.open(operand, O_RDONLY);
    if (fd.err !== undefined) {
      throw new AwkError(`cannot open ${operand} (${strerror(fd.err)})`);
    }
    this.#main = new RecordReader(new Input(this.tool.process, fd.ok));
    this.#global('FILENAME').value = operand === '-' ? '' : operand;
    this.#global('FNR').value = 0;
  }

  // ---- statements

  *#execute(statement: AwkStatement): Steps<Flow> {
    switch (statement.type) {
      case 'expression':
        yield* this.evaluate(statement.expression);
        return undefined;
      case 'block':
        for (const inner of statement.body) {
          const flow = yield* this.#execute(inner);
          if (flow !== undefined) return flow;
        }
        return undefined;
      case 'print':
      case 'printf':
        yield* this.#print(statement.type, statement.args, statement.redirection);
        return undefined;
      case 'if':
        if (isTrue(yield* this.evaluate(statement.test))) return yield* this.#execute(statement.yes);
        return statement.no === undefined ? undefined : yield* this.#execute(statement.no);
      case 'while':
      case 'do':
      case 'for':
        return yield* this.#loop(statement);
      case 'each':
        return yield* this.#each(statement);
      case 'exit':
        if (statement.value !== undefined)
          this.#status = Math.trunc(toNumber(yield* this.evaluate(statement.value))) & 255;
        throw new ExitSignal();
      case 'return':
        this.#result = statement.value === undefined ? undefined : yield* this.evaluate(statement.value);
        return 'return';
      case 'delete': {
        const array = this.array(statement.name);
        if (statement.keys === undefined) array.clear();
        else array.delete(yield* this.key(statement.keys));
        return undefined;
      }
      default:
        return statement.type;
    }
  }

  *#loop(statement: AwkStatement & { readonly type: 'while' | 'do' | 'for' }): Steps<Flow> {
    if (statement.type === 'for' && statement.first !== undefined) yield* this.#execute(statement.first);
    const { test } = statement;
    for (let round = 0; ; round++) {
      if ((statement.type !== 'do' || round > 0) && test !== undefined && !isTrue(yield* this.evaluate(test)))
        return undefined;
      const flow = yield* this.#execute(statement.body);
      if (flow === 'break') return undefined;
      if (flow !== undefined && flow !== 'continue') return flow;
      if (statement.type === 'for' && statement.step !== undefined) yield* this.#execute(statement.step);
      if (++this.#steps % 1000 === 0) {
        yield* this.tool.out.settle();
        yield { wait: 'turn' };
      }
    }
  }

  *#each(statement: AwkStatement & { readonly type: 'each' }): Steps<Flow> {
    for (const key of this.array(statement.name).keys()) {
      yield* this.store(statement.target, outside(key));
      const flow = yield* this.#execute(statement.body);
      if (flow === 'break') return undefined;
      if (flow !== undefined && flow !== 'continue') return flow;
    }
    return undefined;
  }

  *#print(
    type: 'print' | 'printf',
    args: readonly AwkExpression[],
    redirection: AwkRedirection | undefined,
  ): Steps<void> {
    const values: AwkValue[] = [];
    for (const arg of args) values.push(yield* this.evaluate(arg));
    const output = redirection === undefined ? this.tool.out : yield* this.#sink(redirection);
    if (type === 'printf') {
      const { text, error } = this.#formatted(values);
      output.print(text);
      if (error !== undefined) {
        this.fail(`${error} ${error.startsWith('not') ? 'to ' : 'in '}printf("${toText(values[0], this.convert)}")`);
      }
    } else {
      const texts = values.map((value) =>
        typeof value === 'number' ? numberText(value, this.text('OFMT')) : toText(value, ''),
      );
      output.print((args.length === 0 ? this.record.text : texts.join(this.text('OFS'))) + this.text('ORS'));
    }
    if (output === this.tool.errors) yield* output.flush();
    else yield* output.settle();
  }

  #formatted([format, ...args]: readonly AwkValue[]): { readonly text: string; readonly error: string | undefined } {
    return formatAwk(toText(format, this.convert), args, this.convert);
  }

  *#sink({ to, name }: AwkRedirection): Steps<Output> {
    return this.streams.output(to, toText(yield* this.evaluate(name), this.convert));
  }

  // ---- expressions

  *key(keys: readonly AwkExpression[]): Steps<string> {
    const parts: string[] = [];
    for (const key of keys) parts.push(toText(yield* this.evaluate(key), this.convert));
    return parts.length === 1 ? (parts[0] ?? '') : parts.join(this.text('SUBSEP'));
  }

  *evaluate(expression: AwkExpression): Steps<AwkValue> {
    switch (expression.type) {
      case 'number':
      case 'string':
        return expression.value;
      case 'name':
        return this.#variable(expression.name);
      case 'field':
        return this.record.get(yield* this.#fieldIndex(expression.index));
      case 'element':
        return this.array(expression.name).get(yield* this.key(expression.keys));
      case 'regex':
        return this.regex(expression.source).test(this.record.text) ? 1 : 0;
      case 'group':
        return yield* this.#group(expression.parts);
      case 'assign':
        return yield* this.#assign(expression.operator, expression.target, expression.value);
      case 'step': {
        const [read, write] = yield* this.#place(expression.target);
        const before = toNumber(read());
        write(before + expression.by);
        return expression.before ? before + expression.by : before;
      }
      case 'unary': {
        const value = yield* this.evaluate(expression.operand);
        if (expression.operator === '!') return isTrue(value) ? 0 : 1;
        return expression.operator === '-' ? -toNumber(value) : toNumber(value);
      }
      case 'binary': {
        const left = yield* this.evaluate(expression.left);
        return this.#binary(expression.operator, left, yield* this.evaluate(expression.right));
      }
      case 'match': {
        const text = toText(yield* this.evaluate(expression.left), this.convert);
        const found = (yield* this.regexOf(expression.right)).test(text);
        return found === expression.negated ? 0 : 1;
      }
      case 'both':
        return isTrue(yield* this.evaluate(expression.left)) && isTrue(yield* this.evaluate(expression.right)) ? 1 : 0;
      case 'either':
        return isTrue(yield* this.evaluate(expression.left)) || isTrue(yield* this.evaluate(expression.right)) ? 1 : 0;
      case 'choice':
        return yield* this.evaluate(isTrue(yield* this.evaluate(expression.test)) ? expression.yes : expression.no);
      case 'in':
        return this.array(expression.name).has(yield* this.key(expression.keys)) ? 1 : 0;
      case 'call':
        return yield* this.#call(expression.name, expression.args);
      case 'builtin':
        return yield* callBuiltin(this, expression.name, expression.args);
      case 'getline':
        return yield* this.#getline(expression);
    }
  }

  *#group(parts: readonly AwkExpression[]): Steps<AwkValue> {
    let value: AwkValue;
    for (const part of parts) value = yield* this.evaluate(part);
    return value;
  }

  #variable(name: string): AwkValue {
    if (name === 'NF') return this.record.count;
    return this.#cell(name).value;
  }

  setVariable(name: string, value: AwkValue): void {
    if (name === 'NF') this.record.setCount(Math.max(0, Math.trunc(toNumber(value))));
    else {
      if (name === 'FS' || name === 'RS') this.record.splitNow();
      this.#cell(name).value = value;
    }
  }

  *#fieldIndex(index: AwkExpression): Steps<number> {
    const number = Math.trunc(toNumber(yield* this.evaluate(index)));
    if (number < 0) this.fail(`negative field index $${number}`);
    return number;
  }

  /** Reads and writes what a target names; its subscripts are evaluated once. */
  *#place(target: AwkTarget): Steps<readonly [read: () => AwkValue, write: (value: AwkValue) => void]> {
    switch (target.type) {
      case 'name':
        return [() => this.#variable(target.name), (value) => this.setVariable(target.name, value)];
      case 'element': {
        const array = this.array(target.name);
        const key = yield* this.key(target.keys);
        return [() => array.get(key), (value) => array.set(key, value)];
      }
      case 'field': {
        const index = yield* this.#fieldIndex(target.index);
        return [
          () => this.record.get(index),
          (value) => {
            if (index === 0) this.record.set(toText(value, this.convert));
            else this.record.setField(index, value);
          },
        ];
      }
    }
  }

  *store(target: AwkTarget, value: AwkValue): Steps<void> {
    const [, write] = yield* this.#place(target);
    write(value);
  }

  *#assign(operator: string, target: AwkTarget, expression: AwkExpression): Steps<AwkValue> {
    if (operator === '=') {
      const value = yield* this.evaluate(expression);
      yield* this.store(target, value);
      return value;
    }
    const [read, write] = yield* this.#place(target);
    const right = yield* this.evaluate(expression);
    const value = this.#binary(operator.slice(0, -1), read(), right);
    write(value);
    return value;
  }

  #binary(operator: string, left: AwkValue, right: AwkValue): AwkValue {
    const [a, b] = [left, right];
    switch (operator) {
      case ' ':
        return toText(a, this.convert) + toText(b, this.convert);
      case '+':
        return toNumber(a) + toNumber(b);
      case '-':
        return toNumber(a) - toNumber(b);
      case '*':
        return toNumber(a) * toNumber(b);
      case '/':
        return toNumber(a) / toNumber(b);
      case '%':
        return toNumber(a) % toNumber(b);
      case '^':
        return toNumber(a) ** toNumber(b);
      default:
        return compares(operator, compareValues(a, b, this.convert)) ? 1 : 0;
    }
  }

  regex(source: string): Regex {
    try {
      return separatorRegex(source);
    } catch (error) {
      if (!(error instanceof RegexError)) throw error;
      return this.fail(`regular expression compile failed (${regexTrouble(error.message)})\n${source}`);
    }
  }

  /** An expression's value as a regular expression; one between slashes is itself. */
  *regexOf(expression: AwkExpression): Steps<Regex> {
    if (expression.type === 'regex') return this.regex(expression.source);
    return this.regex(toText(yield* this.evaluate(expression), this.convert));
  }

  *#call(name: string, args: readonly AwkExpression[]): Steps<AwkValue> {
    const called = this.#program.functions.get(name);
    if (called === undefined) throw new AwkError(`function ${name} never defined`);
    if (args.length > called.parameters.length) this.fail(`too many arguments in call to ${name}`);
    if (this.#depth >= deepest) this.fail('function calls are nested too deep');
    const locals = new Map<string, Cell>();
    for (const [i, parameter] of called.parameters.entries()) locals.set(parameter, yield* this.#argument(args[i]));
    return yield* this.#body(called, locals);
  }

  *#body(called: AwkFunction, locals: Map<string, Cell>): Steps<AwkValue> {
    const before = this.#locals;
    this.#locals = locals;
    this.#depth += 1;
    this.#result = undefined;
    yield* this.#execute(called.body);
    this.#depth -= 1;
    this.#locals = before;
    const result = this.#result;
    this.#result = undefined;
    return result;
  }

  /** Values are copied; what is an array, or may become one, is handed on. */
  *#argument(expression: AwkExpression | undefined): Steps<Cell> {
    if (expression === undefined) return new Cell();
    if (expression.type === 'name') {
      const cell = this.#cell(expression.name);
      if (cell.isArray) return cell;
      const value = this.#variable(expression.name);
      return value === undefined ? new Cell(undefined, cell) : new Cell(value);
    }
    return new Cell(yield* this.evaluate(expression));
  }

  *#getline({ from, source, target }: AwkExpression & { readonly type: 'getline' }): Steps<AwkValue> {
    let text: string | undefined;
    if (from === 'main' || source === undefined) text = yield* this.nextRecord();
    else {
      const name = toText(yield* this.evaluate(source), this.convert);
      const reader = yield* this.streams.reader(from === 'file' ? 'file' : 'command', name);
      text = yield* this.read(reader);
      if (reader === undefined || reader.error !== undefined) return -1;
    }
    if (text === undefined) return 0;
    if (target === undefined) this.record.set(text);
    else yield* this.store(target, outside(text));
    return 1;
  }

  /** system(3): all that was printed is written first. */
  *system(command: string): Steps<number> {
    yield* this.streams.flush();
    const { ok } = yield* runShell(this.tool.process, command);
    if (ok === undefined) return -1;
    return ok.signaled === undefined ? shellStatus(ok) : shellStatus(ok) + 128;
  }
}

const initial: Readonly<Record<string, AwkValue>> = {
  FS: ' ',
  OFS: ' ',
  RS: '\n',
  ORS: '\n',
  NR: 0,
  FNR: 0,
  SUBSEP: '\x1c',
  CONVFMT: '%.6g',
  OFMT: '%.6g',
  RSTART: 0,
  RLENGTH: -1,
  FILENAME: undefined,
};

function compares(operator: string, order: number): boolean {
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
}
