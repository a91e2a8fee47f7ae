// A program run on a text without backtracking: a deterministic automaton whose states are made as they are needed. A state is
// the set of instructions that wait for a character, with what stood before; the character to come decides which assertions
// hold, so what a state accepts is known one character later. Time is linear in the text.
import { isWordCharacter, type Encoding } from './character-set.ts';
import type { AssertionKind } from './parse.ts';
import type { RegexProgram, SetTable } from './program.ts';

/** What stands beside a place in the text, as far as assertions ask. */
export const beyond = 0;
const newlineBeside = 1;
const wordBeside = 2;
const otherBeside = 3;

export function holds(kind: AssertionKind, before: number, after: number, newlines: boolean): boolean {
  switch (kind) {
    case 'text-start':
      return before === beyond;
    case 'text-end':
      return after === beyond;
    case 'line-start':
      return before === beyond || (newlines && before === newlineBeside);
    case 'line-end':
      return after === beyond || (newlines && after === newlineBeside);
    case 'word-start':
      return before !== wordBeside && after === wordBeside;
    case 'word-end':
      return before === wordBeside && after !== wordBeside;
    case 'edge':
      return (before === wordBeside) !== (after === wordBeside);
    case 'inside':
      return (before === wordBeside) === (after === wordBeside);
    case 'no-word-before':
      return before !== wordBeside;
    case 'no-word-after':
      return after !== wordBeside;
  }
}

/** Characters that an expression does not tell apart are one class. Class 0 is the end of the text. */
export class Alphabet {
  readonly #table: SetTable;
  readonly #encoding: Encoding;
  readonly #ascii = new Int16Array(128);
  readonly #others = new Map<number, number>();
  readonly #bySignature = new Map<string, number>();
  /** For each class: which sets hold it. */
  readonly members: (readonly boolean[])[] = [[]];
  readonly beside: number[] = [beyond];

  constructor(table: SetTable, encoding: Encoding) {
    this.#table = table;
    this.#encoding = encoding;
  }

  classOf(point: number): number {
    const known = point < 128 ? (this.#ascii[point] ?? 0) : (this.#others.get(point) ?? 0);
    if (known > 0) return known;
    const members = this.#table.sets.map((set) => set.has(point));
    const beside = this.besideOf(point);
    const signature = `${beside}${members.map((has) => (has ? 1 : 0)).join('')}`;
    let found = this.#bySignature.get(signature);
    if (found === undefined) {
      found = this.members.push(members) - 1;
      this.beside.push(beside);
      this.#bySignature.set(signature, found);
    }
    if (point < 128) this.#ascii[point] = found;
    else this.#others.set(point, found);
    return found;
  }

  besideOf(point: number): number {
    if (point === 10) return newlineBeside;
    if (point < 128 ? /\w/.test(String.fromCharCode(point)) : isWordCharacter(point, this.#encoding)) return wordBeside;
    return otherBeside;
  }

  before(text: string, at: number): number {
    return at === 0 ? beyond : this.besideOf(pointBefore(text, at));
  }

  after(text: string, at: number): number {
    return at >= text.length ? beyond : this.besideOf(text.codePointAt(at) ?? 0);
  }
}

export function pointBefore(text: string, at: number): number {
  const unit = text.charCodeAt(at - 1);
  if (unit < 0xdc00 || unit > 0xdfff || at < 2) return unit;
  const high = text.charCodeAt(at - 2);
  return high >= 0xd800 && high <= 0xdbff ? (text.codePointAt(at - 2) ?? unit) : unit;
}

class State {
  readonly kernel: readonly number[];
  readonly beside: number;
  readonly next: (State | undefined)[] = [];
  /** For each class: does the text match up to here when such a character follows? */
  readonly accepts: boolean[] = [];

  constructor(kernel: readonly number[], beside: number) {
    this.kernel = kernel;
    this.beside = beside;
  }
}

const mostStates = 4000;

export interface AutomatonOptions {
  readonly backwards: boolean;
  /** A match may begin anywhere, not only where the run does. */
  readonly anywhere: boolean;
  readonly newlines: boolean;
}

export class Automaton {
  readonly #program: RegexProgram;
  readonly #alphabet: Alphabet;
  readonly #options: AutomatonOptions;
  #states = new Map<string, State>();

  constructor(program: RegexProgram, alphabet: Alphabet, options: AutomatonOptions) {
    this.#program = program;
    this.#alphabet = alphabet;
    this.#options = options;
  }

  /** The end of the longest match that begins at `from`, or -1. */
  longest(text: string, from: number): number {
    let state = this.#state([this.#program.start], this.#alphabet.before(text, from));
    let end = -1;
    for (let at = from; ;) {
      const point = text.codePointAt(at);
      const name = point === undefined ? 0 : this.#alphabet.classOf(point);
      const next = state.next[name] ?? this.#step(state, name);
      if (state.accepts[name] === true) end = at;
      if (point === undefined || next.kernel.length === 0) return end;
      state = next;
      at += point > 0xffff ? 2 : 1;
    }
  }

  /** Does any match begin at or after `from`? */
  matches(text: string, from: number): boolean {
    let state = this.#state([this.#program.start], this.#alphabet.before(text, from));
    for (let at = from; ;) {
      const point = text.codePointAt(at);
      const name = point === undefined ? 0 : this.#alphabet.classOf(point);
      const next = state.next[name] ?? this.#step(state, name);
      if (state.accepts[name] === true) return true;
      if (point === undefined || next.kernel.length === 0) return false;
      state = next;
      at += point > 0xffff ? 2 : 1;
    }
  }

  /** For each place in the text, 1 where a match begins; for a program that runs backwards. */
  starts(text: string): Uint8Array {
    const starts = new Uint8Array(text.length + 1);
    let state = this.#state([this.#program.start], beyond);
    for (let at = text.length; ;) {
      const point = at === 0 ? -1 : pointBefore(text, at);
      const name = point < 0 ? 0 : this.#alphabet.classOf(point);
      const next = state.next[name] ?? this.#step(state, name);
      if (state.accepts[name] === true) starts[at] = 1;
      if (point < 0) return starts;
      state = next;
      at -= point > 0xffff ? 2 : 1;
    }
  }

  #state(kernel: readonly number[], beside: number): State {
    const key = `${beside}:${kernel.join()}`;
    let state = this.#states.get(key);
    if (state === undefined) {
      if (this.#states.size >= mostStates) this.#states = new Map();
      state = new State(kernel, beside);
      this.#states.set(key, state);
    }
    return state;
  }

  #step(state: State, name: number): State {
    const reached = new Set<number>();
    this.#close(state, this.#alphabet.beside[name] ?? otherBeside, reached);
    const { instructions, start } = this.#program;
    const members = this.#alphabet.members[name] ?? [];
    const kernel = new Set<number>();
    let accepts = false;
    for (const at of reached) {
      const instruction = instructions[at];
      if (instruction?.op === 'match') accepts = true;
      else if (instruction?.op === 'set' && members[instruction.set] === true) kernel.add(instruction.next);
    }
    if (this.#options.anywhere && name !== 0) kernel.add(start);
    const next = this.#state(
      [...kernel].sort((a, b) => a - b),
      this.#alphabet.beside[name] ?? otherBeside,
    );
    state.accepts[name] = accepts;
    state.next[name] = next;
    return next;
  }

  /** All instructions that are reached from the state without reading, when `toCome` is next. */
  #close(state: State, toCome: number, reached: Set<number>): void {
    const { instructions } = this.#program;
    const { backwards, newlines } = this.#options;
    const [before, after] = backwards ? [toCome, state.beside] : [state.beside, toCome];
    const pending = [...state.kernel];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      if (reached.has(at)) continue;
      reached.add(at);
      const instruction = instructions[at];
      switch (instruction?.op) {
        case 'split':
        case 'loop':
        case 'again':
          pending.push(instruction.other, instruction.next);
          break;
        case 'assert':
          if (holds(instruction.kind, before, after, newlines)) pending.push(instruction.next);
          break;
        case 'open':
        case 'close':
          pending.push(instruction.next);
          break;
        default:
          break;
      }
    }
  }
}
