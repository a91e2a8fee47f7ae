// A template on a value: what `--format` prints.
import { CallError, functions } from './functions.ts';
import { type Command, type Node, type Operand, parseTemplate, type Pipeline, TemplateError } from './parse.ts';
import { isDict, isList, isTruth, printed, Struct, typeName, type Value } from './value.ts';

export { TemplateError } from './parse.ts';

/** Reads a template; what comes back prints a value with it. @throws TemplateError, both */
export function compileTemplate(source: string): (data: Value) => string {
  const nodes = parseTemplate(source, (name) => functions.has(name));
  return (data) => {
    const run = new Execution(data);
    run.walk(nodes, data);
    return run.output.join('');
  };
}

class Execution {
  readonly output: string[] = [];
  #variables: readonly (readonly [name: string, value: Value])[];

  constructor(data: Value) {
    this.#variables = [['$', data]];
  }

  walk(nodes: readonly Node[], dot: Value): void {
    for (const node of nodes) {
      if (node.kind === 'text') this.output.push(node.text);
      else if (node.kind === 'print') {
        const value = this.#pipeline(node.pipeline, dot);
        if (node.pipeline.declares.length === 0) this.output.push(printed(value));
      } else this.#branch(node, dot);
    }
  }

  #branch(node: Extract<Node, { kind: 'if' | 'range' | 'with' }>, dot: Value): void {
    const variables = this.#variables;
    const isRange = node.kind === 'range';
    const value = this.#pipeline(isRange ? { ...node.pipeline, declares: [] } : node.pipeline, dot);
    if (isRange) this.#range(node, value, dot);
    else if (isTruth(value)) this.walk(node.then, node.kind === 'with' ? value : dot);
    else this.walk(node.otherwise, dot);
    this.#variables = variables;
  }

  #range(node: Extract<Node, { kind: 'if' | 'range' | 'with' }>, value: Value, dot: Value): void {
    const whole = value instanceof Struct && value.json !== undefined ? value.json : value;
    const entries = isList(whole)
      ? whole.map((one, i) => [i, one] as const)
      : isDict(whole)
        ? Object.keys(whole)
            .sort()
            .map((key) => [key, whole[key]] as const)
        : undefined;
    if (entries === undefined && whole !== null && whole !== undefined) {
      const { text = '', at = 0 } = node.pipeline.commands.at(-1) ?? {};
      throw failure(at, text, `range can't iterate over ${printed(whole)}`);
    }
    if (entries === undefined || entries.length === 0) {
      this.walk(node.otherwise, dot);
      return;
    }
    const { declares } = node.pipeline;
    const variables = this.#variables;
    for (const [key, one] of entries) {
      const values = declares.length === 2 ? [key, one] : [one];
      this.#variables = [...variables, ...declares.map((name, i) => [name, values[i]] as const)];
      this.walk(node.then, one);
    }
  }

  #pipeline({ declares, commands }: Pipeline, dot: Value): Value {
    let value: Value;
    commands.forEach((command, i) => {
      value = this.#command(command, dot, i > 0 ? [value] : []);
    });
    this.#variables = [...this.#variables, ...declares.map((name) => [name, value] as const)];
    return value;
  }

  #command(command: Command, dot: Value, last: readonly Value[]): Value {
    const [first, ...rest] = command.operands;
    if (first === undefined) return undefined;
    const args = (): readonly Value[] => [...rest.map((operand) => this.#operand(operand, dot, command)), ...last];
    if (first.kind === 'function') return this.#call(first.name, args(), command);
    if (first.kind === 'value' && first.isNil === true) throw failure(command.at, 'nil', 'nil is not a command');
    const value = this.#operand(first, dot, command);
    if (typeof value === 'function') return value(...args());
    if (rest.length > 0 || last.length > 0)
      throw failure(
        command.at,
        command.text,
        `can't give argument to non-function ${command.text.split(' ')[0] ?? ''}`,
      );
    return value;
  }

  #call(name: string, args: readonly Value[], command: Command): Value {
    const act = functions.get(name);
    if (act === undefined) throw new Error(`no function ${name}`);
    try {
      return act(args);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      throw failure(command.at, command.text, `error calling ${name}: ${error.message}`);
    }
  }

  #operand(operand: Operand, dot: Value, command: Command): Value {
    switch (operand.kind) {
      case 'value':
        return operand.value;
      case 'function':
        return this.#call(operand.name, [], command);
      case 'field':
        return fieldOf(dot, operand.names, command);
      case 'variable':
        return fieldOf(this.#variables.findLast(([name]) => name === operand.name)?.[1], operand.names, command);
      case 'pipeline':
        return fieldOf(this.#pipeline(operand.pipeline, dot), operand.names, command);
    }
  }
}

function fieldOf(value: Value, names: readonly string[], command: Command): Value {
  let at = value;
  for (const name of names) {
    const fields = at instanceof Struct ? at.fields : isDict(at) ? at : undefined;
    const isThere = fields !== undefined && Object.hasOwn(fields, name);
    if (!isThere && !isDict(at)) {
      // Go points at the second field of a chain.
      const column = command.at + (names.length > 1 ? (names[0] ?? '').length + 1 : 0);
      throw failure(column, `.${names.join('.')}`, `can't evaluate field ${name} in type ${typeName(at)}`);
    }
    at = isThere ? fields[name] : undefined;
  }
  return at;
}

/** @param at where in the template, in characters from its beginning */
function failure(at: number, text: string, why: string): TemplateError {
  return new TemplateError(`template: :1:${at}: executing "" at <${text}>: ${why}`);
}
