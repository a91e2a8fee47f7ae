// A regular expression as a program for the automata: instructions that point at each other (Thompson's construction). A program
// runs forwards, or backwards over the text with everything turned round; only the forward one notes where groups begin and end.
import type { CharacterSet } from './character-set.ts';
import { RegexError, type AssertionKind, type RegexNode } from './parse.ts';

export type Instruction =
  | { readonly op: 'set'; readonly set: number; next: number }
  /** Either way, `next` is the better one. */
  | { readonly op: 'split'; next: number; other: number }
  /** The beginning of a round (`next`), or the end of the loop (`other`). */
  | { readonly op: 'loop'; next: number; other: number }
  /** Back to the loop (`next`); a round that read nothing leaves it (`other`). */
  | { readonly op: 'again'; next: number; other: number }
  | { readonly op: 'assert'; readonly kind: AssertionKind; next: number }
  | { readonly op: 'open'; readonly group: number; next: number }
  /** `optional`: an empty round of it does not count (glibc). */
  | { readonly op: 'close'; readonly group: number; readonly optional: boolean; next: number }
  | { readonly op: 'back-reference'; readonly group: number; next: number }
  | { readonly op: 'match' };

export interface RegexProgram {
  readonly instructions: readonly Instruction[];
  readonly start: number;
}

const mostInstructions = 200_000;

/** Sets that stand in a program, by number. */
export class SetTable {
  readonly sets: CharacterSet[] = [];
  readonly #numbers = new Map<CharacterSet, number>();

  number(set: CharacterSet): number {
    let number = this.#numbers.get(set);
    if (number === undefined) {
      number = this.sets.push(set) - 1;
      this.#numbers.set(set, number);
    }
    return number;
  }
}

/**
 * @param anything what a back-reference stands for where only an outline is wanted: an automaton cannot tell what it refers to
 * @throws RegexError
 */
export function compileProgram(
  root: RegexNode,
  table: SetTable,
  direction: 'forwards' | 'backwards',
  anything: CharacterSet | undefined,
): RegexProgram {
  const builder = new Builder(table, direction === 'backwards', anything);
  const match = builder.add({ op: 'match' });
  return { start: builder.build(root, match, false), instructions: builder.instructions };
}

/** Builds from the end: each part is told what comes after it. */
class Builder {
  readonly instructions: Instruction[] = [];
  readonly #table: SetTable;
  readonly #backwards: boolean;
  readonly #anything: CharacterSet | undefined;

  constructor(table: SetTable, backwards: boolean, anything: CharacterSet | undefined) {
    this.#table = table;
    this.#backwards = backwards;
    this.#anything = anything;
  }

  add(instruction: Instruction): number {
    if (this.instructions.length >= mostInstructions) throw new RegexError('Regular expression too big');
    return this.instructions.push(instruction) - 1;
  }

  build(node: RegexNode, next: number, optional: boolean): number {
    switch (node.type) {
      case 'empty':
        return next;
      case 'set':
        return this.add({ op: 'set', set: this.#table.number(node.set), next });
      case 'assert':
        return this.add({ op: 'assert', kind: node.kind, next });
      case 'sequence': {
        const parts = this.#backwards ? node.parts : [...node.parts].reverse();
        return parts.reduce((after, part) => this.build(part, after, false), next);
      }
      case 'either':
        return node.choices
          .map((choice) => this.build(choice, next, false))
          .reduceRight((other, first) => this.add({ op: 'split', next: first, other }));
      case 'repeat':
        return this.#repeat(node.body, node.min, node.max, next);
      case 'group': {
        if (this.#backwards) return this.build(node.body, next, false);
        const close = this.add({ op: 'close', group: node.index, optional, next });
        return this.add({ op: 'open', group: node.index, next: this.build(node.body, close, false) });
      }
      case 'back-reference':
        if (this.#anything !== undefined) return this.#star({ type: 'set', set: this.#anything }, next);
        return this.add({ op: 'back-reference', group: node.index, next });
    }
  }

  #repeat(body: RegexNode, min: number, max: number, next: number): number {
    let after = max === Infinity ? this.#star(body, next) : this.#atMost(body, max - min, next);
    for (let i = 0; i < min; i++) after = this.build(body, after, false);
    return after;
  }

  #star(body: RegexNode, next: number): number {
    const loop: Instruction = { op: 'loop', next: -1, other: next };
    const at = this.add(loop);
    const again = this.add({ op: 'again', next: at, other: next });
    loop.next = this.build(body, again, true);
    return at;
  }

  /** (((body)? body)? body)?: the innermost is the first. */
  #atMost(body: RegexNode, times: number, next: number): number {
    if (times <= 0) return next;
    const last = this.build(body, next, times === 1);
    return this.add({ op: 'split', next: this.#atMost(body, times - 1, last), other: next });
  }
}
