// `declare`, `typeset`, `local`, `export`, `readonly`: attributes of variables.
import type { Running } from '../../kernel/program.ts';
import { functionText } from '../print.ts';
import { associativeEntries } from '../expand/associative.ts';
import { attributeFlags } from '../expand/parameter.ts';
import { ansiCQuoted, doubleQuoted, quotedIfNeeded } from '../expand/quote.ts';
import {
  assign,
  assignElement,
  assignTo,
  makeAssociative,
  makeIndexed,
  requireWritable,
  resolveName,
} from '../expand/values.ts';
import { assignElements } from '../run/assignment.ts';
import { ShellError, type Shell } from '../shell.ts';
import type { Variable } from '../variables.ts';
import { complain, wrongOption, type Builtin, type Invocation } from './builtin.ts';

const attributeLetters = 'aAilnrtuxc';

interface Wanted {
  readonly on: ReadonlySet<string>;
  readonly off: ReadonlySet<string>;
}

export const declare: Builtin = {
  name: 'declare',
  synopsis: '[-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]',
  summary: 'Gives variables values and attributes, or shows them.',
  declaration: true,
  run: (shell, invocation) => run(shell, declare, invocation),
};

export const typeset: Builtin = {
  ...declare,
  name: 'typeset',
  run: (shell, invocation) => run(shell, typeset, invocation),
};

export const local: Builtin = {
  name: 'local',
  synopsis: '[option] name[=value] ...',
  summary: 'Makes variables of the running function.',
  declaration: true,
  *run(shell, invocation) {
    if (!shell.variables.inFunction) return yield* complain(shell, 'local', 'can only be used in a function');
    return yield* run(shell, local, invocation);
  },
};

export const exportBuiltin: Builtin = {
  name: 'export',
  synopsis: '[-fn] [name[=value] ...] or export -p',
  summary: 'Puts variables into the environment of the commands that follow.',
  special: true,
  declaration: true,
  run: (shell, invocation) => run(shell, exportBuiltin, invocation),
};

export const readonlyBuiltin: Builtin = {
  name: 'readonly',
  synopsis: '[-aAf] [name[=value] ...] or readonly -p',
  summary: 'Makes variables that can no longer be changed.',
  special: true,
  declaration: true,
  run: (shell, invocation) => run(shell, readonlyBuiltin, invocation),
};

function* run(shell: Shell, self: Builtin, invocation: Invocation): Running {
  const { args, arrays } = invocation;
  const on = new Set<string>();
  const off = new Set<string>();
  const other = new Set<string>();
  const extra = self.name === 'export' ? 'fnp' : self.name === 'readonly' ? 'fpaA' : 'fFgIp';
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      at++;
      break;
    }
    if (!/^[-+][A-Za-z]/.test(arg)) {
      if (/^-./.test(arg)) return yield* wrongOption(shell, self, arg.slice(0, 2));
      break;
    }
    for (const letter of arg.slice(1)) {
      const isAttribute = attributeLetters.includes(letter) && (self.name !== 'export' || letter !== 'n');
      if (extra.includes(letter)) other.add(letter);
      else if (isAttribute && self.name !== 'export' && self.name !== 'readonly')
        (arg.startsWith('-') ? on : off).add(letter);
      else return yield* wrongOption(shell, self, `${arg.slice(0, 1)}${letter}`);
    }
  }
  if (self.name === 'readonly') {
    on.add('r');
    for (const letter of 'aA') if (other.delete(letter)) on.add(letter);
  }
  if (self.name === 'export') (other.has('n') ? off : on).add('x');
  const names = args.slice(at);
  if (other.has('f') || other.has('F')) return yield* functions(shell, self, names, other, on, off);
  if (names.length === 0 && self.name !== 'local') {
    showAll(shell, { on, off }, self.name, other.has('p') || self.name === 'export' || self.name === 'readonly');
    return 0;
  }
  if (names.length === 0) {
    for (const name of shell.variables.localNames().sort()) {
      const variable = shell.variables.find(name);
      if (variable !== undefined) shell.print(`${plainText(name, variable)}\n`);
    }
    return 0;
  }
  let status = 0;
  for (let index = at; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (other.has('p') && self.name !== 'export' && self.name !== 'readonly') {
      const text = declarationText(shell, arg);
      if (text === undefined) {
        yield* shell.error(`${self.name}: ${arg}: not found`);
        status = 1;
      } else shell.print(`${text}\n`);
      continue;
    }
    try {
      yield* declareOne(shell, self, arg, arrays.get(index), { on, off }, other);
    } catch (error) {
      if (!(error instanceof ShellError)) throw error;
      const isQuiet = self.name === 'export' || self.name === 'readonly';
      const isReadonly = error.message.endsWith('readonly variable');
      yield* shell.error(isQuiet && isReadonly ? error.message : `${self.name}: ${error.message}`);
      status = 1;
    }
  }
  return status;
}

function* declareOne(
  shell: Shell,
  self: Builtin,
  arg: string,
  array: import('../ast.ts').Assignment | undefined,
  wanted: Wanted,
  other: ReadonlySet<string>,
): Running {
  if (array === undefined && arg === '-' && self.name === 'local') {
    shell.keptOptions ??= new Set(shell.options);
    return 0;
  }
  const found = /^([A-Za-z_]\w*)(?:\[([^\]]*)\])?(?:(\+?)=([\s\S]*))?$/.exec(arg);
  if (found === null) throw new ShellError(`\`${arg}': not a valid identifier`);
  const [, written = '', subscript, plus, value] = found;
  const append = plus === '+' || array?.append === true;
  const makeLocal = (self.name === 'declare' || self.name === 'typeset' || self.name === 'local') && !other.has('g');
  const name =
    makeLocal && shell.variables.inFunction
      ? written
      : wanted.on.has('n') || wanted.off.has('n')
        ? written
        : resolveName(shell, written).name;
  const before = shell.variables.find(name);
  const inherit = other.has('I') || shell.shopts.has('localvar_inherit');
  if (
    before?.readonly === true &&
    (value !== undefined ||
      array !== undefined ||
      wanted.off.has('r') ||
      (makeLocal && shell.variables.inFunction && self.name === 'local'))
  ) {
    if (!(wanted.on.has('r') && value === undefined && array === undefined))
      throw new ShellError(`${name}: readonly variable`);
  }
  const variable =
    makeLocal && shell.variables.inFunction
      ? (shell.variables.local(name, inherit) ?? shell.variables.writable(name))
      : other.has('g')
        ? shell.variables.writableGlobal(name)
        : shell.variables.writable(name);
  if (wanted.on.has('A') && wanted.on.has('a'))
    throw new ShellError(`${name}: cannot convert associative to indexed array`);
  if (wanted.on.has('A')) {
    if (variable.indexed !== undefined) throw new ShellError(`${name}: cannot convert indexed to associative array`);
    if (variable.associative === undefined && variable.value === undefined) variable.bare = true;
    makeAssociative(variable);
  } else if (wanted.on.has('a') || subscript !== undefined) {
    if (variable.associative !== undefined) {
      if (wanted.on.has('a')) throw new ShellError(`${name}: cannot convert associative to indexed array`);
    } else {
      if (variable.indexed === undefined && variable.value === undefined) variable.bare = true;
      makeIndexed(variable);
    }
  }
  if (wanted.off.has('a') && variable.indexed !== undefined)
    throw new ShellError(`${name}: cannot destroy array variables in this way`);
  if (wanted.on.has('n') && value !== undefined) {
    if (value === name) throw new ShellError(`${name}: nameref variable self references not allowed`);
    if (!/^[A-Za-z_]\w*(\[.*\])?$/s.test(value))
      throw new ShellError(`\`${value}': invalid variable name for name reference`);
    variable.nameref = true;
    variable.value = value;
    return 0;
  }
  applyAttributes(variable, wanted, true);
  if (array !== undefined) yield* assignElements(shell, name, variable, array);
  else if (value !== undefined) {
    if (subscript !== undefined) assignElement(shell, name, subscript, value, append);
    else if (shell.variables.dynamic.has(name) && !makeLocal) assign(shell, name, value, append);
    else {
      requireWritable(name, variable);
      assignTo(shell, name, variable, value, append);
    }
  }
  if (wanted.on.has('r')) variable.readonly = true;
  shell.variables.changed();
  return 0;
}

function applyAttributes(variable: Variable, { on, off }: Wanted, _declared: boolean): void {
  if (on.has('i')) variable.integer = true;
  if (off.has('i')) variable.integer = false;
  if (on.has('x')) variable.exported = true;
  if (off.has('x')) variable.exported = false;
  if (on.has('n')) variable.nameref = true;
  if (off.has('n')) variable.nameref = false;
  if (on.has('t')) variable.trace = true;
  if (off.has('t')) variable.trace = false;
  if (on.has('l')) variable.fold = 'lower';
  if (on.has('u')) variable.fold = 'upper';
  if (on.has('c')) variable.fold = 'capital';
  if (off.has('l') || off.has('u') || off.has('c')) variable.fold = '';
}

function* functions(
  shell: Shell,
  self: Builtin,
  names: readonly string[],
  other: ReadonlySet<string>,
  on: ReadonlySet<string>,
  off: ReadonlySet<string>,
): Running {
  let status = 0;
  if (names.length === 0) {
    for (const name of [...shell.functions.keys()].sort()) {
      const definition = shell.functions.get(name);
      if (definition === undefined) continue;
      if (self.name === 'export' && !definition.exported) continue;
      if (other.has('F')) shell.print(`declare -f ${name}\n`);
      else shell.print(`${functionText(definition)}\n`);
    }
    return 0;
  }
  for (const name of names) {
    const definition = shell.functions.get(name);
    if (definition === undefined) {
      if (self.name === 'export' || self.name === 'readonly')
        yield* shell.error(`${self.name}: ${name}: not a function`);
      status = 1;
    } else if (self.name === 'export') shell.functions.set(name, { ...definition, exported: !off.has('x') });
    else if (on.has('r')) shell.readonlyFunctions = new Set([...shell.readonlyFunctions, name]);
    else shell.print(other.has('F') ? `${name}\n` : `${functionText(definition)}\n`);
  }
  return status;
}

/** `name=value` as `set` and `declare` without -p show it. */
function plainText(name: string, variable: Variable): string {
  if (variable.indexed !== undefined || variable.associative !== undefined) return `${name}=${arrayText(variable)}`;
  return variable.value === undefined ? name : `${name}=${quotedIfNeeded(variable.value)}`;
}

function showAll(shell: Shell, { on }: Wanted, command: string, full: boolean): void {
  for (const name of shell.variables.names()) {
    const variable = shell.variables.find(name);
    if (variable === undefined) continue;
    const flags = attributeFlags(shell, name);
    if (![...on].every((letter) => flags.includes(letter))) continue;
    if (full || on.size > 0) {
      const text = declarationText(shell, name) ?? '';
      shell.print(`${shell.options.has('posix') ? text.replace(/^declare -\S+/, command) : text}\n`);
    } else if (variable.value !== undefined || variable.indexed !== undefined || variable.associative !== undefined) {
      shell.print(`${plainText(name, variable)}\n`);
    }
  }
  if (!full && on.size === 0) {
    for (const name of [...shell.functions.keys()].sort()) {
      const definition = shell.functions.get(name);
      if (definition !== undefined) shell.print(`${functionText(definition)}\n`);
    }
  }
}

/** As `declare -p name` prints; undefined: there is no such variable. */
function declarationText(shell: Shell, name: string): string | undefined {
  const variable = shell.variables.find(name);
  const flags = attributeFlags(shell, name);
  if (variable === undefined) {
    const dynamic = shell.variables.get(name);
    return dynamic === undefined
      ? undefined
      : `declare -${name === 'RANDOM' || name === 'SECONDS' ? 'i' : '-'} ${name}=${doubleQuoted(dynamic)}`;
  }
  const start = `declare -${flags === '' ? '-' : flags} ${name}`;
  if (variable.bare) return start;
  if (variable.indexed !== undefined || variable.associative !== undefined) return `${start}=${arrayText(variable)}`;
  return variable.value === undefined ? start : `${start}=${doubleQuoted(variable.value)}`;
}

/** `([0]="a" [1]="b")` */
export function arrayText(variable: Variable): string {
  if (variable.indexed !== undefined) {
    const sorted = [...variable.indexed].sort(([a], [b]) => a - b);
    return `(${sorted.map(([index, value]) => `[${String(index)}]=${doubleQuoted(value)}`).join(' ')})`;
  }
  const entries = associativeEntries(variable.associative ?? new Map<string, string>()).map(
    ([key, value]) => `[${keyText(key)}]=${doubleQuoted(value)} `,
  );
  return `(${entries.join('')})`;
}

function keyText(key: string): string {
  if (/[\x00-\x1f]/.test(key)) return ansiCQuoted(key);
  return /^[\w.,%+:/-]+$/.test(key) ? key : doubleQuoted(key);
}
