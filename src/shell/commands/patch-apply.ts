// Puts hunks into a file: at their place, else the nearest one where their lines stand, else with less of their context.
import type { Hunk, PatchLine } from './patch-parse.ts';

export interface FileLine {
  readonly text: string;
  readonly ended: boolean;
}

export interface Applied {
  /** The line it was found at, from 1 in the result. */
  readonly at: number;
  readonly fuzz: number;
  readonly offset: number;
}

export function linesOf(text: string): FileLine[] {
  if (text === '') return [];
  const ended = text.endsWith('\n');
  const lines = (ended ? text.slice(0, -1) : text).split('\n');
  return lines.map((line, i) => ({ text: line, ended: ended || i < lines.length - 1 }));
}

export function textOf(lines: readonly FileLine[]): string {
  return lines.map(({ text, ended }, i) => text + (ended || i < lines.length - 1 ? '\n' : '')).join('');
}

export function reversed(hunk: Hunk): Hunk {
  const turned: PatchLine[] = [];
  // What is taken away comes before what is put in.
  let removed: PatchLine[] = [];
  let added: PatchLine[] = [];
  const flush = (): void => {
    turned.push(...removed, ...added);
    [removed, added] = [[], []];
  };
  for (const line of hunk.lines) {
    if (line.mark === '+') removed.push({ ...line, mark: '-' });
    else if (line.mark === '-') added.push({ ...line, mark: '+' });
    else {
      flush();
      turned.push(line);
    }
  }
  flush();
  return { oldStart: hunk.newStart, newStart: hunk.oldStart, lines: turned };
}

export class PatchedFile {
  readonly #input: readonly FileLine[];
  readonly #loose: boolean;
  readonly #result: FileLine[] = [];
  /** How many lines of the input are settled. */
  #done = 0;
  /** How much further down than the patch says the last hunk was found. */
  #offset = 0;
  /** How much longer the result is than the input, so far. */
  #grown = 0;

  /** @param loose white space in context may differ */
  constructor(input: readonly FileLine[], loose: boolean) {
    this.#input = input;
    this.#loose = loose;
  }

  get grown(): number {
    return this.#grown;
  }

  get result(): readonly FileLine[] {
    return [...this.#result, ...this.#input.slice(this.#done)];
  }

  /** Where the hunk could go, from 0; undefined: nowhere. */
  locate(hunk: Hunk, fuzz: number): number | undefined {
    const old = hunk.lines.filter(({ mark }) => mark !== '+');
    const guess = hunk.oldStart - 1 + this.#offset;
    const isChange = ({ mark }: PatchLine): boolean => mark !== ' ';
    const prefix = hunk.lines.findIndex(isChange);
    const suffix = hunk.lines.length - 1 - hunk.lines.findLastIndex(isChange);
    const context = Math.max(prefix, suffix);
    let before = fuzz + prefix - context;
    const after = fuzz + suffix - context;
    const fits = (at: number, cutBefore: number, cutAfter: number): boolean =>
      at >= this.#done && at + old.length <= this.#input.length && this.#matches(old, at, cutBefore, cutAfter);
    if (old.length === 0)
      return Math.min(guess, this.#input.length) >= this.#done ? Math.min(guess, this.#input.length) : undefined;
    if (before < 0 && hunk.oldStart <= 1) {
      if (after < 0 && old.length !== this.#input.length) return undefined;
      return fits(0, 0, Math.max(0, after)) ? 0 : undefined;
    }
    before = Math.max(0, before);
    if (after < 0) {
      const last = this.#input.length - old.length;
      return fits(last, before, 0) ? last : undefined;
    }
    for (let offset = 0; offset <= Math.max(guess, this.#input.length); offset++) {
      if (fits(guess + offset, before, after)) return guess + offset;
      if (fits(guess - offset, before, after)) return guess - offset;
    }
    return undefined;
  }

  #matches(old: readonly PatchLine[], at: number, before: number, after: number): boolean {
    for (let i = before; i < old.length - after; i++) {
      const [one, other] = [old[i], this.#input[at + i]];
      if (one === undefined || other === undefined) return false;
      if (
        this.#loose ? squeezed(one.text) !== squeezed(other.text) : one.text !== other.text || one.ended !== other.ended
      )
        return false;
    }
    return true;
  }

  apply(hunk: Hunk, at: number, fuzz: number): Applied {
    this.#result.push(...this.#input.slice(this.#done, at));
    let from = at;
    for (const { mark, text, ended } of hunk.lines) {
      const own = this.#input[from];
      // Context stays as the file has it.
      if (mark === '+') this.#result.push({ text, ended });
      else if (mark === ' ' && own !== undefined) this.#result.push(own);
      if (mark !== '+') from += 1;
    }
    this.#done = from;
    const offset = at - (hunk.oldStart - 1);
    this.#offset = offset;
    const applied = { at: at + 1 + this.#grown, fuzz, offset };
    this.#grown +=
      hunk.lines.filter(({ mark }) => mark === '+').length - hunk.lines.filter(({ mark }) => mark === '-').length;
    return applied;
  }
}

function squeezed(text: string): string {
  return text.trimEnd().replace(/[ \t]+/g, ' ');
}

/** An ed script as diff -e writes it: from the end of the file to its beginning. */
export function applyScript(input: readonly FileLine[], script: readonly string[]): FileLine[] {
  const lines = [...input];
  let current = 0;
  for (let at = 0; at < script.length; at++) {
    const [, first, last, letter] = /^(?:(\d+)(?:,(\d+))?)?([acds])/.exec(script[at] ?? '') ?? [];
    if (letter === undefined) continue;
    if (letter === 's') {
      const line = lines[current - 1];
      if (line !== undefined) lines[current - 1] = { ...line, text: line.text.slice(1) };
      continue;
    }
    const from = first === undefined ? current : Number(first);
    const count = letter === 'a' ? 0 : Number(last ?? from) - from + 1;
    const text: FileLine[] = [];
    if (letter !== 'd')
      while (++at < script.length && script[at] !== '.') text.push({ text: script[at] ?? '', ended: true });
    const start = letter === 'a' ? from : from - 1;
    lines.splice(start, count, ...text);
    current = start + text.length;
  }
  return lines;
}
