// What the groups of a match hold. The automaton has found where the match begins and ends; of the ways through the expression
// that lead there, glibc takes the first: left alternatives before right ones, another round before none.
import { isByte, lowerCase } from './character-set.ts';
import { holds, type Alphabet } from './automaton.ts';
import { RegexError } from './parse.ts';
import type { Instruction, RegexProgram } from './program.ts';

/** Pairs of places in the text by group, the whole first; [-1, -1]: took no part. */
export type Spans = readonly (readonly [start: number, end: number])[];

/** Steps of a search with back-references after which glibc would have used up its memory. */
const mostSteps = 2_000_000;

interface Way {
  readonly at: number;
  readonly place: number;
  /** How many notes were taken on the way here. */
  readonly noted: number;
}

type Note = readonly [instruction: Instruction & { readonly op: 'open' | 'close' | 'loop' }, place: number];

export class GroupFinder {
  readonly #program: RegexProgram;
  readonly #alphabet: Alphabet;
  readonly #accepts: (set: number, point: number) => boolean;
  readonly #groups: number;
  readonly #newlines: boolean;
  readonly #ignoreCase: boolean;

  constructor(
    program: RegexProgram,
    alphabet: Alphabet,
    accepts: (set: number, point: number) => boolean,
    groups: number,
    flags: { readonly newlines: boolean; readonly ignoreCase: boolean },
  ) {
    this.#program = program;
    this.#alphabet = alphabet;
    this.#accepts = accepts;
    this.#groups = groups;
    this.#newlines = flags.newlines;
    this.#ignoreCase = flags.ignoreCase;
  }

  /** The groups of the match that is known to reach from `start` to `end`. */
  within(text: string, start: number, end: number): Spans {
    const width = end - start + 1;
    const seen = new Uint8Array(Math.ceil((this.#program.instructions.length * width) / 8));
    const isNew = ({ at, place }: Way): boolean => {
      const bit = at * width + (place - start);
      const mask = 1 << (bit & 7);
      if (((seen[bit >> 3] ?? 0) & mask) !== 0) return false;
      seen[bit >> 3] = (seen[bit >> 3] ?? 0) | mask;
      return true;
    };
    const found = this.#search(text, start, end, isNew, (place) => place === end);
    if (found === undefined) throw new Error('a match has no way through its expression');
    return this.#spans(found.notes, start, end);
  }

  /** The longest match from `start` of an expression with back-references. @throws RegexError */
  longest(text: string, start: number): Spans | undefined {
    let steps = 0;
    let best: { readonly notes: readonly Note[]; readonly place: number } | undefined;
    const found = this.#search(
      text,
      start,
      text.length,
      ({ at, place }) => {
        if (++steps > mostSteps) throw new RegexError('Memory exhausted');
        return at >= 0 && place >= 0;
      },
      (place, notes) => {
        if (place > (best?.place ?? -1)) best = { notes: [...notes], place };
        return place === text.length;
      },
    );
    best = found ?? best;
    return best === undefined ? undefined : this.#spans(best.notes, start, best.place);
  }

  #search(
    text: string,
    start: number,
    end: number,
    isNew: (way: Way) => boolean,
    isEnough: (place: number, notes: readonly Note[]) => boolean,
  ): { readonly notes: readonly Note[]; readonly place: number } | undefined {
    const { instructions } = this.#program;
    const pending: Way[] = [{ at: this.#program.start, place: start, noted: 0 }];
    const notes: Note[] = [];
    for (let way = pending.pop(); way !== undefined; way = pending.pop()) {
      notes.length = way.noted;
      let { at, place } = way;
      for (;;) {
        const instruction = instructions[at];
        if (instruction === undefined || !isNew({ at, place, noted: 0 })) break;
        if (instruction.op === 'match') {
          if (isEnough(place, notes)) return { notes, place };
          break;
        }
        if (instruction.op === 'again') {
          // A round that read nothing is the last.
          const began = notes.findLast(([note]) => note === instructions[instruction.next])?.[1];
          at = began === place ? instruction.other : instruction.next;
          continue;
        }
        if (instruction.op === 'open' || instruction.op === 'close' || instruction.op === 'loop')
          notes.push([instruction, place]);
        if (instruction.op === 'split' || instruction.op === 'loop') {
          pending.push({ at: instruction.other, place, noted: notes.length });
          at = instruction.next;
          continue;
        }
        const after = this.#after(instruction, text, place, end, notes);
        if (after < 0) break;
        place = after;
        at = instruction.next;
      }
    }
    return undefined;
  }

  /** The place behind what the instruction reads, or -1. */
  #after(
    instruction: Exclude<Instruction, { op: 'match' | 'split' | 'loop' | 'again' }>,
    text: string,
    place: number,
    end: number,
    notes: readonly Note[],
  ): number {
    switch (instruction.op) {
      case 'set': {
        if (place >= end) return -1;
        const point = text.codePointAt(place) ?? 0;
        return this.#accepts(instruction.set, point) ? place + (point > 0xffff ? 2 : 1) : -1;
      }
      case 'assert': {
        const before = this.#alphabet.before(text, place);
        return holds(instruction.kind, before, this.#alphabet.after(text, place), this.#newlines) ? place : -1;
      }
      case 'back-reference': {
        const [from, to] = this.#spans(notes, 0, 0)[instruction.group] ?? [-1, -1];
        if (from < 0 || to < 0) return -1;
        return this.#same(text.slice(from, to), text.slice(place, place + to - from)) ? place + to - from : -1;
      }
      default:
        return place;
    }
  }

  #same(one: string, other: string): boolean {
    if (one === other) return true;
    if (!this.#ignoreCase || one.length !== other.length) return false;
    return [...one].every((char, i) => folded(char) === folded([...other][i] ?? ''));
  }

  #spans(notes: readonly Note[], start: number, end: number): Spans {
    const spans: (readonly [number, number])[] = Array.from({ length: this.#groups + 1 }, () => [-1, -1]);
    let kept: (readonly [number, number])[] | undefined;
    for (const [instruction, place] of notes) {
      if (instruction.op === 'loop') continue;
      const { group } = instruction;
      if (instruction.op === 'open') spans[group] = [place, -1];
      else {
        const [from] = spans[group] ?? [-1];
        if (from < place) {
          spans[group] = [from, place];
          kept = [...spans];
        } else if (instruction.optional && kept !== undefined && (kept[group]?.[0] ?? -1) >= 0) {
          // An empty round after another: what the rounds before left is what counts.
          spans.splice(0, spans.length, ...kept);
        } else spans[group] = [from, place];
      }
    }
    spans[0] = [start, end];
    return spans;
  }
}

function folded(char: string): number {
  const point = char.codePointAt(0) ?? 0;
  return isByte(point) ? point : lowerCase(point);
}
