// Shell variables: one global table and a stack of tables for functions and for `x=1 command`, looked through from the top
// (dynamic scope). A subshell copies the tables, not the variables: whoever changes one that it does not own copies it first.

/** A variable's value and attributes. Exactly one of `value`, `indexed`, `associative` is in use; all undefined: declared, unset. */
export interface Variable {
  value: string | undefined;
  indexed: Map<number, string> | undefined;
  associative: Map<string, string> | undefined;
  exported: boolean;
  readonly: boolean;
  integer: boolean;
  /** `declare -l`, `-u`, `-c` */
  fold: '' | 'lower' | 'upper' | 'capital';
  nameref: boolean;
  trace: boolean;
  /** An array that was declared and never given elements: `declare -p` shows no value. */
  bare: boolean;
  /** The tables that may change it in place. */
  owner: Variables;
}

/** Variables that the shell computes (RANDOM, SECONDS …). */
export interface DynamicVariable {
  get(): string;
  set?(value: string): void;
}

/** Bytes that a value takes besides its text. */
const valueOverhead = 64;

interface Scope {
  readonly kind: 'function' | 'temporary';
  readonly table: Map<string, Variable>;
}

/** A variable as plain data: `[name, kind, value(s), attributes]`. */
export type SavedVariable = readonly [
  name: string,
  kind: 'scalar' | 'indexed' | 'associative' | 'unset',
  value: string | readonly (readonly [string | number, string])[],
  attributes: string,
];

export class Variables {
  #globals = new Map<string, Variable>();
  #scopes: Scope[] = [];
  readonly dynamic = new Map<string, DynamicVariable>();
  /** Moves on whenever the environment of a command may have changed. */
  #exportGeneration = 0;
  #environment: { readonly generation: number; readonly list: readonly string[] } | undefined;

  /** For a subshell. Dynamic variables are the new shell's to define. */
  clone(): Variables {
    const copy = new Variables();
    copy.#globals = new Map(this.#globals);
    copy.#scopes = this.#scopes.map((scope) => ({ kind: scope.kind, table: new Map(scope.table) }));
    this.#globals = new Map(this.#globals);
    copy.#environment = this.#environment;
    copy.#exportGeneration = this.#exportGeneration;
    // from here on neither shell owns what both see
    for (const variable of this.#all()) variable.owner = shared;
    return copy;
  }

  *#all(): Generator<Variable> {
    yield* this.#globals.values();
    for (const scope of this.#scopes) yield* scope.table.values();
  }

  /** The variable of that name as it is, namerefs not followed. */
  find(name: string): Variable | undefined {
    for (let at = this.#scopes.length - 1; at >= 0; at--) {
      const variable = this.#scopes[at]?.table.get(name);
      if (variable !== undefined) return variable;
    }
    return this.#globals.get(name);
  }

  /** The value of a plain variable, or of element 0 of an array; undefined: unset. */
  get(name: string): string | undefined {
    const dynamic = this.dynamic.get(name);
    if (dynamic !== undefined) return dynamic.get();
    const variable = this.find(name);
    if (variable === undefined) return undefined;
    if (variable.indexed !== undefined) return variable.indexed.get(0);
    if (variable.associative !== undefined) return variable.associative.get('0');
    return variable.value;
  }

  /** A variable that may be changed in place: made where there is none, copied where a parent shell shares it. */
  writable(name: string): Variable {
    for (let at = this.#scopes.length - 1; at >= 0; at--) {
      const table = this.#scopes[at]?.table;
      const variable = table?.get(name);
      if (variable !== undefined && table !== undefined) return this.#own(table, name, variable);
    }
    const variable = this.#globals.get(name);
    if (variable !== undefined) return this.#own(this.#globals, name, variable);
    const made = emptyVariable(this);
    this.#globals.set(name, made);
    return made;
  }

  /** As `writable`, in the global table whatever stands above it. */
  writableGlobal(name: string): Variable {
    const variable = this.#globals.get(name);
    if (variable !== undefined) return this.#own(this.#globals, name, variable);
    const made = emptyVariable(this);
    this.#globals.set(name, made);
    return made;
  }

  /** `local name`: a variable of the running function; undefined: no function runs. `inherit` copies what was seen before. */
  local(name: string, inherit = false): Variable | undefined {
    const table = this.#functionTable();
    if (table === undefined) return undefined;
    const existing = table.get(name);
    if (existing !== undefined) return this.#own(table, name, existing);
    const seen = this.find(name);
    const made = emptyVariable(this);
    if (seen !== undefined && (inherit || this.#isTemporary(name))) {
      made.value = seen.value;
      made.exported = seen.exported;
      if (inherit) {
        made.indexed = seen.indexed === undefined ? undefined : new Map(seen.indexed);
        made.associative = seen.associative === undefined ? undefined : new Map(seen.associative);
        made.integer = seen.integer;
        made.fold = seen.fold;
      }
    }
    table.set(name, made);
    this.#exportGeneration++;
    return made;
  }

  isLocal(name: string): boolean {
    return this.#functionTable()?.has(name) === true;
  }

  localNames(): string[] {
    return [...(this.#functionTable()?.keys() ?? [])];
  }

  get inFunction(): boolean {
    return this.#functionTable() !== undefined;
  }

  #functionTable(): Map<string, Variable> | undefined {
    for (let at = this.#scopes.length - 1; at >= 0; at--) {
      const scope = this.#scopes[at];
      if (scope?.kind === 'function') return scope.table;
    }
    return undefined;
  }

  #isTemporary(name: string): boolean {
    for (let at = this.#scopes.length - 1; at >= 0; at--) {
      const scope = this.#scopes[at];
      if (scope?.table.has(name) === true) return scope.kind === 'temporary';
    }
    return false;
  }

  #own(table: Map<string, Variable>, name: string, variable: Variable): Variable {
    if (variable.owner === this) return variable;
    const copy: Variable = {
      ...variable,
      indexed: variable.indexed === undefined ? undefined : new Map(variable.indexed),
      associative: variable.associative === undefined ? undefined : new Map(variable.associative),
      owner: this,
    };
    table.set(name, copy);
    return copy;
  }

  /** Sets a plain value without looking at attributes other than export: for the shell's own variables. */
  set(name: string, value: string): void {
    const variable = this.writable(name);
    if (variable.indexed !== undefined) variable.indexed.set(0, value);
    else if (variable.associative !== undefined) variable.associative.set('0', value);
    else variable.value = value;
    if (variable.exported) this.#exportGeneration++;
  }

  /** Removes the innermost variable of that name. */
  unset(name: string): void {
    this.dynamic.delete(name);
    this.#exportGeneration++;
    for (let at = this.#scopes.length - 1; at >= 0; at--) {
      const scope = this.#scopes[at];
      if (scope?.table.has(name) === true) {
        if (scope.kind === 'function' && this.#functionTable() === scope.table) {
          // a local stays known, unset, until its function returns
          scope.table.set(name, emptyVariable(this));
        } else scope.table.delete(name);
        return;
      }
    }
    this.#globals.delete(name);
  }

  pushScope(kind: 'function' | 'temporary'): Map<string, Variable> {
    const table = new Map<string, Variable>();
    this.#scopes.push({ kind, table });
    return table;
  }

  popScope(): void {
    const scope = this.#scopes.pop();
    if (scope !== undefined && scope.table.size > 0) this.#exportGeneration++;
  }

  get depth(): number {
    return this.#scopes.length;
  }

  /** `x=1 command`: a variable seen by the command alone. */
  setTemporary(table: Map<string, Variable>, name: string, value: string): Variable {
    const made = emptyVariable(this);
    made.value = value;
    made.exported = true;
    table.set(name, made);
    this.#exportGeneration++;
    return made;
  }

  /** To be called after a variable's value or its export attribute was changed in place. */
  changed(): void {
    this.#exportGeneration++;
  }

  /** `NAME=value` of every exported variable that has a value. */
  environment(): readonly string[] {
    if (this.#environment?.generation === this.#exportGeneration) return this.#environment.list;
    const list: string[] = [];
    for (const name of this.names()) {
      const variable = this.find(name);
      if (variable?.exported === true && variable.value !== undefined) list.push(`${name}=${variable.value}`);
    }
    this.#environment = { generation: this.#exportGeneration, list };
    return list;
  }

  /** Every name that is visible, in the order of bytes. */
  names(): string[] {
    const names = new Set(this.#globals.keys());
    for (const scope of this.#scopes) for (const name of scope.table.keys()) names.add(name);
    for (const name of this.dynamic.keys()) names.add(name);
    return [...names].sort();
  }

  /** How many values there are, and about how many bytes they take. */
  size(): { readonly bytes: number; readonly count: number } {
    let [bytes, count] = [0, 0];
    const add = (value: string): void => {
      bytes += value.length + valueOverhead;
      count++;
    };
    for (const { value, indexed, associative } of this.#all()) {
      if (value !== undefined) add(value);
      indexed?.forEach(add);
      associative?.forEach(add);
    }
    return { bytes, count };
  }

  save(): readonly SavedVariable[] {
    return [...this.#globals].map(([name, variable]) => {
      const flags = [
        variable.exported ? 'x' : '',
        variable.readonly ? 'r' : '',
        variable.integer ? 'i' : '',
        variable.nameref ? 'n' : '',
        variable.trace ? 't' : '',
        variable.fold === '' ? '' : variable.fold[0] === 'l' ? 'l' : variable.fold[0] === 'u' ? 'u' : 'c',
      ].join('');
      if (variable.indexed !== undefined) return [name, 'indexed', [...variable.indexed], flags];
      if (variable.associative !== undefined) return [name, 'associative', [...variable.associative], flags];
      return variable.value === undefined ? [name, 'unset', '', flags] : [name, 'scalar', variable.value, flags];
    });
  }

  load(saved: readonly SavedVariable[]): void {
    this.#globals.clear();
    for (const [name, kind, value, flags] of saved) {
      const variable = emptyVariable(this);
      if (typeof value === 'string') variable.value = kind === 'unset' ? undefined : value;
      else if (kind === 'indexed') variable.indexed = new Map(value as readonly (readonly [number, string])[]);
      else variable.associative = new Map(value as readonly (readonly [string, string])[]);
      variable.exported = flags.includes('x');
      variable.readonly = flags.includes('r');
      variable.integer = flags.includes('i');
      variable.nameref = flags.includes('n');
      variable.trace = flags.includes('t');
      variable.fold = flags.includes('l')
        ? 'lower'
        : flags.includes('u')
          ? 'upper'
          : flags.includes('c')
            ? 'capital'
            : '';
      this.#globals.set(name, variable);
    }
    this.#exportGeneration++;
  }
}

/** The owner of what several shells see: none of them is it. */
const shared = new Variables();

function emptyVariable(owner: Variables): Variable {
  return {
    value: undefined,
    indexed: undefined,
    associative: undefined,
    exported: false,
    readonly: false,
    integer: false,
    fold: '',
    nameref: false,
    trace: false,
    bare: false,
    owner,
  };
}
