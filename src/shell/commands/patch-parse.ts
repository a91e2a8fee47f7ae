// Reads patches: unified, context, normal and ed scripts, with what stands around them.

export interface PatchLine {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
  /** It ends in a newline. */
  readonly ended: boolean;
}

export interface Hunk {
  /** The first line, from 1, before and after. */
  readonly oldStart: number;
  readonly newStart: number;
  readonly lines: readonly PatchLine[];
}

export interface FilePatch {
  readonly format: 'unified' | 'context' | 'normal' | 'ed';
  readonly oldName: string | undefined;
  readonly newName: string | undefined;
  /** The headers as they stand. */
  readonly header: readonly string[];
  /** It makes the file, or takes it away: one side is /dev/null, or as old as time. */
  readonly creates: boolean;
  readonly removes: boolean;
  readonly hunks: readonly Hunk[];
  readonly script: readonly string[];
  /** The line its first hunk stands on, from 1. */
  readonly line: number;
  /** What is wrong with it, where something is: said when it is its turn. */
  readonly broken: PatchError | undefined;
}

export class PatchError extends Error {}

/** @throws PatchError */
export function parsePatches(text: string): readonly FilePatch[] {
  return new Reader(text).all();
}

class Reader {
  readonly #lines: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#lines = text.replace(/\n$/, '').split('\n');
  }

  all(): readonly FilePatch[] {
    const patches: FilePatch[] = [];
    for (let patch = this.#next(); patch !== undefined; patch = this.#next()) patches.push(patch);
    return patches;
  }

  #line(offset = 0): string {
    return this.#lines[this.#at + offset] ?? '';
  }

  #next(): FilePatch | undefined {
    const start = this.#at;
    for (; this.#at < this.#lines.length; this.#at++) {
      if (this.#line().startsWith('--- ') && this.#line(1).startsWith('+++ ') && this.#line(2).startsWith('@@ -'))
        return this.#headed('unified', start);
      if (this.#line().startsWith('*** ') && this.#line(1).startsWith('--- ') && this.#line(2).startsWith('********'))
        return this.#headed('context', start);
      if (/^\d+(,\d+)?[acd]\d+(,\d+)?$/.test(this.#line()) && /^[<>] ?/.test(this.#line(1))) return this.#normal(start);
      if (/^\d+(,\d+)?[acd]$/.test(this.#line())) return this.#ed(start);
    }
    return undefined;
  }

  #headed(format: 'unified' | 'context', start: number): FilePatch {
    const [oldHeader, newHeader] = [this.#line(), this.#line(1)];
    const header = this.#lines.slice(start, this.#at + 2);
    this.#at += 2;
    const line = this.#at + 1;
    const hunks: Hunk[] = [];
    let broken: PatchError | undefined;
    try {
      while (format === 'unified' ? this.#line().startsWith('@@ -') : this.#line().startsWith('********'))
        hunks.push(format === 'unified' ? this.#unifiedHunk() : this.#contextHunk());
    } catch (error) {
      // Patches are read before the first is applied, but what is wrong with one is said only then.
      if (!(error instanceof PatchError)) throw error;
      broken = error;
      this.#at = this.#lines.length;
    }
    return {
      format,
      oldName: nameIn(oldHeader),
      newName: nameIn(newHeader),
      header,
      creates: isNothing(oldHeader),
      removes: isNothing(newHeader),
      hunks,
      script: [],
      line,
      broken,
    };
  }

  #malformed(): PatchError {
    return new PatchError(`malformed patch at line ${this.#at + 1}: ${this.#line()}\n`);
  }

  /** Was the line just read without its newline? */
  #isUnended(): boolean {
    if (!this.#line().startsWith('\\ ')) return false;
    this.#at += 1;
    return true;
  }

  #unifiedHunk(): Hunk {
    const found = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(this.#line());
    if (found === null) throw this.#malformed();
    const [, oldStart = '0', oldText = '1', newStart = '0', newText = '1'] = found;
    let [oldLeft, newLeft] = [Number(oldText), Number(newText)];
    const lines: PatchLine[] = [];
    this.#at += 1;
    while (oldLeft > 0 || newLeft > 0) {
      if (this.#at >= this.#lines.length) {
        // Context at the end may be cut off.
        if (oldLeft === newLeft && oldLeft < 3) break;
        throw new PatchError(`unexpected end of file in patch`);
      }
      const raw = this.#line();
      const mark = raw === '' ? ' ' : raw.charAt(0);
      if (mark !== ' ' && mark !== '-' && mark !== '+') throw this.#malformed();
      this.#at += 1;
      if (mark !== '+') oldLeft -= 1;
      if (mark !== '-') newLeft -= 1;
      lines.push({ mark, text: raw.slice(1), ended: !this.#isUnended() });
    }
    return {
      oldStart: Number(oldStart) + (oldText === '0' ? 1 : 0),
      newStart: Number(newStart) + (newText === '0' ? 1 : 0),
      lines,
    };
  }

  /** The two sides of a context hunk, woven into one. */
  #contextHunk(): Hunk {
    this.#at += 1;
    const oldHead = /^\*\*\* (\d+)(?:,(\d+))? \*\*\*\*/.exec(this.#line());
    if (oldHead === null) throw this.#malformed();
    this.#at += 1;
    const old = this.#contextSide();
    const newHead = /^--- (\d+)(?:,(\d+))? ----/.exec(this.#line());
    if (newHead === null) throw this.#malformed();
    this.#at += 1;
    const now = this.#contextSide();
    const isEmpty = (head: RegExpExecArray): boolean => head[1] === '0';
    return {
      oldStart: Math.max(1, Number(oldHead[1])),
      newStart: Math.max(1, Number(newHead[1])),
      lines: woven(isEmpty(oldHead) ? [] : old, now, old.length === 0, now.length === 0),
    };
  }

  #contextSide(): readonly ContextLine[] {
    const side: ContextLine[] = [];
    for (let raw = this.#line(); /^[ !+-] /.test(raw) && !/^--- \d+(,\d+)? ----/.test(raw); raw = this.#line()) {
      this.#at += 1;
      side.push({ mark: raw.charAt(0), text: raw.slice(2), ended: !this.#isUnended() });
    }
    return side;
  }

  #normal(start: number): FilePatch {
    const header = this.#lines.slice(start, this.#at);
    const line = this.#at + 1;
    const hunks: Hunk[] = [];
    for (;;) {
      const found = /^(\d+)(?:,(\d+))?([acd])(\d+)(?:,(\d+))?$/.exec(this.#line());
      if (found === null) break;
      const [, oldText = '0', , letter, newText = '0'] = found;
      this.#at += 1;
      const lines = [...this.#normalSide('<', '-')];
      if (this.#line() === '---') this.#at += 1;
      lines.push(...this.#normalSide('>', '+'));
      hunks.push({
        oldStart: Number(oldText) + (letter === 'a' ? 1 : 0),
        newStart: Number(newText) + (letter === 'd' ? 1 : 0),
        lines,
      });
    }
    return { ...nameless, format: 'normal', header, hunks, line };
  }

  *#normalSide(sign: string, mark: '-' | '+'): Generator<PatchLine> {
    while (this.#line().startsWith(sign)) {
      const raw = this.#line();
      this.#at += 1;
      yield { mark, text: raw.slice(2), ended: !this.#isUnended() };
    }
  }

  #ed(start: number): FilePatch {
    const header = this.#lines.slice(start, this.#at);
    const line = this.#at + 1;
    const from = this.#at;
    while (/^\d+(,\d+)?[acd]$|^s\/\.\/\/$|^a$/.test(this.#line())) {
      const takesText = /[ac]$/.test(this.#line());
      this.#at += 1;
      if (!takesText) continue;
      while (this.#at < this.#lines.length && this.#line() !== '.') this.#at += 1;
      this.#at += 1;
    }
    return { ...nameless, format: 'ed', header, script: this.#lines.slice(from, this.#at), line };
  }
}

const nameless = {
  oldName: undefined,
  newName: undefined,
  creates: false,
  removes: false,
  hunks: [],
  script: [],
  broken: undefined,
} as const;

interface ContextLine {
  readonly mark: string;
  readonly text: string;
  readonly ended: boolean;
}

/** Where one side is left out, it is the other's context. */
function woven(
  old: readonly ContextLine[],
  now: readonly ContextLine[],
  oldLeftOut: boolean,
  newLeftOut: boolean,
): readonly PatchLine[] {
  const context = (side: readonly ContextLine[]): readonly ContextLine[] => side.filter(({ mark }) => mark === ' ');
  const left = oldLeftOut ? context(now) : old;
  const right = newLeftOut ? context(old) : now;
  const lines: PatchLine[] = [];
  let [x, y] = [0, 0];
  while (x < left.length || y < right.length) {
    const [one, other] = [left[x], right[y]];
    if (one !== undefined && one.mark !== ' ') lines.push({ mark: '-', text: one.text, ended: one.ended });
    else if (other !== undefined && other.mark !== ' ') lines.push({ mark: '+', text: other.text, ended: other.ended });
    else if (one !== undefined) lines.push({ mark: ' ', text: one.text, ended: one.ended });
    if (one !== undefined && one.mark !== ' ') x += 1;
    else if (other !== undefined && other.mark !== ' ') y += 1;
    else {
      x += 1;
      y += 1;
    }
  }
  return lines;
}

/** The name in `--- name<TAB>time`; it may be quoted as in C. */
function nameIn(header: string): string | undefined {
  const text = header.slice(4);
  const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(text);
  if (quoted !== null) return (quoted[1] ?? '').replace(/\\(.)/g, '$1');
  const name = text.includes('\t') ? text.slice(0, text.indexOf('\t')) : text.replace(/ +$/, '');
  return name === '' ? undefined : name;
}

function isNothing(header: string): boolean {
  return nameIn(header) === '/dev/null' || /\t(?:1970-01-01 00:00:00|Thu Jan +1 00:00:00 1970)/.test(header);
}
