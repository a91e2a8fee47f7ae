// Reading and assigning variables as expansion and assignments see them: arrays, attributes, namerefs, readonly.
import type { Shell } from '../shell.ts';
import { ShellError } from '../shell.ts';
import type { Variable } from '../variables.ts';
import { associativeEntries } from './associative.ts';
import { ArithmeticError, evaluate, type ArithmeticVariables } from './arithmetic.ts';

/** Arrays that the shell computes. */
const computedArrays: Readonly<Record<string, (shell: Shell) => readonly string[]>> = {
  PIPESTATUS: (shell) => shell.pipeStatus.map(String),
  FUNCNAME: (shell) => {
    const names = shell.frames.map((frame) => frame.name).reverse();
    return names.length === 0 || !shell.frames.some((frame) => frame.name !== 'source') ? [] : [...names, 'main'];
  },
  BASH_SOURCE: (shell) => [
    ...shell.frames.map((frame) => frame.source).reverse(),
    ...(shell.interactive ? [] : [shell.name]),
  ],
  BASH_LINENO: (shell) => [...shell.frames.map((frame) => String(frame.callLine)).reverse(), '0'],
  DIRSTACK: (shell) => [shell.cwd, ...shell.directories],
  GROUPS: (shell) => {
    const { gid, groups } = shell.sys.getcredentials();
    return [...new Set([gid, ...groups])].map(String);
  },
};

/** The variable a name stands for, through namerefs. @throws ShellError circular name reference */
export function resolveName(
  shell: Shell,
  name: string,
): { readonly name: string; readonly subscript: string | undefined } {
  let current = name;
  for (let steps = 0; steps < 10; steps++) {
    const variable = shell.variables.find(current);
    if (variable?.nameref !== true || variable.value === undefined || variable.value === '') {
      return { name: current, subscript: undefined };
    }
    const target = /^([A-Za-z_]\w*)(?:\[(.*)\])?$/s.exec(variable.value);
    if (target === null) return { name: current, subscript: undefined };
    if (target[2] !== undefined) return { name: target[1] ?? '', subscript: target[2] };
    current = target[1] ?? '';
  }
  throw new ShellError(`${name}: circular name reference`);
}

/** Is the variable an array, and of which kind? */
export function arrayKind(shell: Shell, name: string): 'indexed' | 'associative' | undefined {
  if (computedArrays[name] !== undefined) return 'indexed';
  const variable = shell.variables.find(name);
  if (variable?.indexed !== undefined) return 'indexed';
  return variable?.associative === undefined ? undefined : 'associative';
}

/** Keys of an array in their order; of a plain variable `0`; of an unset one none. */
export function keysOf(shell: Shell, name: string): readonly string[] {
  const computed = computedArrays[name];
  if (computed !== undefined) return computed(shell).map((_, index) => String(index));
  const variable = shell.variables.find(name);
  if (variable?.indexed !== undefined) return sortedIndexes(variable.indexed).map(String);
  if (variable?.associative !== undefined) return associativeEntries(variable.associative).map(([key]) => key);
  return shell.variables.get(name) === undefined ? [] : ['0'];
}

/** Elements of an array in the order of `keysOf`. */
export function elementsOf(shell: Shell, name: string): readonly string[] {
  const computed = computedArrays[name];
  if (computed !== undefined) return computed(shell);
  const variable = shell.variables.find(name);
  if (variable?.indexed !== undefined) {
    const indexed = variable.indexed;
    return sortedIndexes(indexed).map((index) => indexed.get(index) ?? '');
  }
  if (variable?.associative !== undefined) return associativeEntries(variable.associative).map(([, value]) => value);
  const value = shell.variables.get(name);
  return value === undefined ? [] : [value];
}

function sortedIndexes(indexed: ReadonlyMap<number, string>): number[] {
  const indexes = [...indexed.keys()];
  for (let at = 1; at < indexes.length; at++) {
    if ((indexes[at] ?? 0) < (indexes[at - 1] ?? 0)) return indexes.sort((a, b) => a - b);
  }
  return indexes;
}

/** A plain variable's value, or an array's element 0. */
export function valueOf(shell: Shell, name: string): string | undefined {
  const computed = computedArrays[name];
  if (computed !== undefined) return computed(shell)[0];
  const variable = shell.variables.find(name);
  if (variable?.nameref === true) {
    const target = resolveName(shell, name);
    if (target.name === name) return variable.value;
    return target.subscript === undefined
      ? shell.variables.get(target.name)
      : elementOf(shell, target.name, target.subscript);
  }
  return shell.variables.get(name);
}

/** `${name[subscript]}`, the subscript already expanded; an index is evaluated. @throws ShellError ArithmeticError */
export function elementOf(shell: Shell, name: string, subscript: string): string | undefined {
  const target = resolveName(shell, name).name;
  const variable = shell.variables.find(target);
  if (variable?.associative !== undefined) return variable.associative.get(subscript);
  let index = Number(evaluate(subscript, arithmeticVariables(shell)));
  const computed = computedArrays[target];
  if (computed !== undefined) {
    const elements = computed(shell);
    return elements[index < 0 ? elements.length + index : index];
  }
  if (variable?.indexed === undefined) return index === 0 || index === -1 ? shell.variables.get(target) : undefined;
  if (index < 0) index += 1 + lastIndex(variable.indexed);
  if (index < 0) throw new ShellError(`${name}: bad array subscript`);
  return variable.indexed.get(index);
}

/** The highest index in use, -1 where there is none. */
export function lastIndex(indexed: ReadonlyMap<number, string>): number {
  let last = -1;
  for (const index of indexed.keys()) if (index > last) last = index;
  return last;
}

/** A value as the variable's attributes make it: evaluated, folded. */
function shaped(shell: Shell, variable: Variable, value: string, append: string | undefined): string {
  let result = value;
  if (variable.integer) {
    const number = evaluate(value, arithmeticVariables(shell));
    const before = append === undefined ? 0n : evaluate(append, arithmeticVariables(shell));
    return String(BigInt.asIntN(64, before + number));
  }
  if (append !== undefined) result = append + value;
  if (variable.fold === 'lower') return result.toLowerCase();
  if (variable.fold === 'upper') return result.toUpperCase();
  if (variable.fold === 'capital') return result.slice(0, 1).toUpperCase() + result.slice(1).toLowerCase();
  return result;
}

/** `name=value` or `name+=value`. @throws ShellError readonly variable */
export function assign(shell: Shell, name: string, value: string, append = false): void {
  const target = resolveName(shell, name);
  if (target.subscript !== undefined) {
    assignElement(shell, target.name, target.subscript, value, append);
    return;
  }
  const dynamic = shell.variables.dynamic.get(target.name);
  if (dynamic !== undefined) {
    if (target.name === 'SHELLOPTS' || target.name === 'BASHOPTS')
      throw new ShellError(`${target.name}: readonly variable`);
    dynamic.set?.(append ? dynamic.get() + value : value);
    return;
  }
  assignTo(shell, target.name, shell.variables.writable(target.name), value, append);
}

/** As `assign`, to a variable in hand (a local, a temporary). */
export function assignTo(shell: Shell, name: string, variable: Variable, value: string, append = false): void {
  requireWritable(name, variable);
  if (variable.indexed !== undefined) {
    variable.indexed.set(0, shaped(shell, variable, value, append ? (variable.indexed.get(0) ?? '') : undefined));
  } else if (variable.associative !== undefined) {
    variable.associative.set(
      '0',
      shaped(shell, variable, value, append ? (variable.associative.get('0') ?? '') : undefined),
    );
  } else {
    variable.value = shaped(shell, variable, value, append ? (variable.value ?? '') : undefined);
  }
  if (shell.options.has('allexport')) variable.exported = true;
  if (variable.exported) shell.variables.changed();
  noticed(shell, name, variable.value);
}

/** `name[subscript]=value`, the subscript already expanded. @throws ShellError ArithmeticError */
export function assignElement(shell: Shell, name: string, subscript: string, value: string, append = false): void {
  const target = resolveName(shell, name).name;
  const variable = shell.variables.writable(target);
  requireWritable(target, variable);
  if (subscript === '' || (variable.associative === undefined && (subscript === '@' || subscript === '*')))
    throw new ShellError(`${name}[${subscript}]: bad array subscript`);
  if (variable.associative !== undefined) {
    const before = append ? (variable.associative.get(subscript) ?? '') : undefined;
    variable.bare = false;
    variable.associative.set(subscript, shaped(shell, variable, value, before));
    return;
  }
  const indexed = makeIndexed(variable);
  variable.bare = false;
  let index = Number(evaluate(subscript, arithmeticVariables(shell)));
  if (index < 0) index += 1 + lastIndex(indexed);
  if (index < 0) throw new ShellError(`${name}[${subscript}]: bad array subscript`);
  indexed.set(index, shaped(shell, variable, value, append ? (indexed.get(index) ?? '') : undefined));
}

/** Turns a plain variable into an array whose element 0 is its value. */
export function makeIndexed(variable: Variable): Map<number, string> {
  if (variable.indexed === undefined) {
    variable.indexed = new Map();
    if (variable.value !== undefined) variable.indexed.set(0, variable.value);
    variable.value = undefined;
  }
  return variable.indexed;
}

export function makeAssociative(variable: Variable): Map<string, string> {
  if (variable.associative === undefined) {
    variable.associative = new Map();
    if (variable.value !== undefined) variable.associative.set('0', variable.value);
    variable.value = undefined;
  }
  return variable.associative;
}

/** `name=(…)` with elements already expanded; a key undefined takes the next index. */
export function assignArray(
  shell: Shell,
  name: string,
  variable: Variable,
  elements: readonly (readonly [key: string | undefined, value: string, append: boolean])[],
  append: boolean,
): void {
  requireWritable(name, variable);
  if (variable.associative !== undefined) {
    const map = append ? variable.associative : new Map<string, string>();
    let pendingKey: string | undefined;
    for (const [key, value, add] of elements) {
      if (key === '') throw new ShellError(`[]=${value}: bad array subscript`);
      if (key !== undefined) map.set(key, shaped(shell, variable, value, add ? (map.get(key) ?? '') : undefined));
      else if (pendingKey === undefined) pendingKey = value;
      else {
        map.set(pendingKey, shaped(shell, variable, value, undefined));
        pendingKey = undefined;
      }
    }
    if (pendingKey !== undefined) map.set(pendingKey, '');
    variable.associative = map;
    variable.bare = false;
    return;
  }
  const map = append ? makeIndexed(variable) : new Map<number, string>();
  let next = append ? lastIndex(map) + 1 : 0;
  for (const [key, value, add] of elements) {
    if (key !== undefined) {
      let index = Number(evaluate(key, arithmeticVariables(shell)));
      if (index < 0) index += 1 + lastIndex(map);
      if (index < 0) throw new ShellError(`[${key}]=${value}: bad array subscript`);
      next = index;
    }
    map.set(next, shaped(shell, variable, value, add ? (map.get(next) ?? '') : undefined));
    next++;
  }
  variable.value = undefined;
  variable.indexed = map;
  variable.bare = false;
}

export function requireWritable(name: string, variable: Variable): void {
  if (variable.readonly) throw new ShellError(`${name}: readonly variable`);
}

/** What the shell itself takes from variables it has remembered. */
function noticed(shell: Shell, name: string, value: string | undefined): void {
  switch (name) {
    case 'PATH':
      shell.hash.clear();
      break;
    case 'OPTIND':
      shell.getoptsAt = { index: Number(value) || 1, offset: 0 };
      break;
    case 'HISTSIZE':
      shell.history.limit(value);
      break;
    default:
  }
}

/** Removes a variable, or one element. @throws ShellError cannot unset: readonly variable */
export function unsetVariable(shell: Shell, name: string, subscript: string | undefined): void {
  const variable = shell.variables.find(name);
  if (variable?.readonly === true) throw new ShellError(`${name}: cannot unset: readonly variable`);
  if (subscript === undefined) {
    shell.variables.unset(name);
    if (name === 'PATH') shell.hash.clear();
    return;
  }
  if (variable === undefined) return;
  const own = shell.variables.writable(name);
  if (own.associative !== undefined) {
    if (subscript === '@' || subscript === '*') own.associative.clear();
    else own.associative.delete(subscript);
  } else if (own.indexed !== undefined) {
    if (subscript === '@' || subscript === '*') {
      own.indexed.clear();
      return;
    }
    let index = Number(evaluate(subscript, arithmeticVariables(shell)));
    if (index < 0) index += 1 + lastIndex(own.indexed);
    if (index < 0) throw new ShellError(`[${subscript}]: bad array subscript`);
    own.indexed.delete(index);
  } else if (subscript === '0') shell.variables.unset(name);
  else throw new ShellError(`${name}: not an array variable`);
}

const arithmeticOf = new WeakMap<Shell, ArithmeticVariables>();

export function arithmeticVariables(shell: Shell): ArithmeticVariables {
  let variables = arithmeticOf.get(shell);
  if (variables === undefined) {
    variables = {
      read: (name, subscript) => {
        const value = subscript === undefined ? valueOf(shell, name) : elementOf(shell, name, subscript);
        if (value === undefined && shell.options.has('nounset'))
          throw new ShellError(`${name}: unbound variable`, 'shell', 127);
        return value;
      },
      assign: (name, subscript, value) => {
        if (subscript === undefined) assign(shell, name, String(value));
        else assignElement(shell, name, subscript, String(value));
      },
    };
    arithmeticOf.set(shell, variables);
  }
  return variables;
}

/** Evaluates text that is already expanded; a failure is told with `context` before it (`((`, `let`). @throws ShellError */
export function evaluateIn(shell: Shell, text: string, context = ''): bigint {
  try {
    return evaluate(text, arithmeticVariables(shell));
  } catch (error) {
    if (error instanceof ArithmeticError)
      throw new ShellError(context + error.message, context === '' ? 'line' : 'command');
    throw error;
  }
}
