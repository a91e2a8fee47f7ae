// How GNU diff shows the differences of two files: normal, context, unified, ed, RCS and side by side.
import type { Change } from './diff-lines.ts';

export interface DiffFile {
  /** What headers call it, with its time. */
  readonly header: string;
  readonly name: string;
  readonly lines: readonly string[];
  /** Its last line ends in a newline. */
  readonly ended: boolean;
}

export interface DiffStyle {
  readonly format: 'normal' | 'context' | 'unified' | 'ed' | 'rcs' | 'side-by-side';
  readonly context: number;
  readonly colours: boolean;
  readonly width: number;
  readonly leftColumn: boolean;
  readonly suppressCommon: boolean;
  readonly expandTabs: boolean;
  readonly tabSize: number;
  readonly initialTab: boolean;
  /** Lines that hunks are headed by. */
  readonly isFunction: ((line: string) => boolean) | undefined;
  /** Is a change of no interest? */
  readonly isIgnored: (change: Change) => boolean;
}

const missingNewline = '\\ No newline at end of file';

type Colour = 'header' | 'hunk' | 'old' | 'new';
const colourCodes: Readonly<Record<Colour, string>> = { header: '1', hunk: '36', old: '31', new: '32' };

/** The text, or empty where nothing but ignored changes is there. */
export function formatDiff(old: DiffFile, now: DiffFile, changes: readonly Change[], style: DiffStyle): string {
  const writer = new DiffWriter(old, now, style);
  switch (style.format) {
    case 'unified':
      return writer.unified(changes);
    case 'context':
      return writer.context(changes);
    case 'ed':
      return writer.ed(changes);
    case 'rcs':
      return writer.rcs(changes);
    case 'side-by-side':
      return writer.sideBySide(changes);
    case 'normal':
      return writer.normal(changes);
  }
}

class DiffWriter {
  readonly #old: DiffFile;
  readonly #new: DiffFile;
  readonly #style: DiffStyle;
  #text = '';

  constructor(old: DiffFile, now: DiffFile, style: DiffStyle) {
    this.#old = old;
    this.#new = now;
    this.#style = style;
  }

  #coloured(colour: Colour | undefined, text: string): string {
    return this.#style.colours && colour !== undefined ? `\x1b[${colourCodes[colour]}m${text}\x1b[0m` : text;
  }

  /** Tabs as blanks, behind a prefix that moves nothing. */
  #shown(line: string): string {
    const { expandTabs, tabSize } = this.#style;
    if (!expandTabs) return line;
    let shown = '';
    for (const char of line) shown += char === '\t' ? ' '.repeat(tabSize - (shown.length % tabSize)) : char;
    return shown;
  }

  #line(file: DiffFile, at: number, prefix: string, colour: Colour | undefined): void {
    const mark = this.#style.initialTab ? `${prefix.trimEnd()}\t` : prefix;
    this.#text += `${this.#coloured(colour, mark + this.#shown(file.lines[at] ?? ''))}\n`;
    if (at === file.lines.length - 1 && !file.ended) this.#text += `${missingNewline}\n`;
  }

  normal(changes: readonly Change[]): string {
    for (const change of changes) {
      if (this.#style.isIgnored(change)) continue;
      const { oldStart, oldCount, newStart, newCount } = change;
      const letter = oldCount === 0 ? 'a' : newCount === 0 ? 'd' : 'c';
      const head = range(oldStart, oldCount, ',') + letter + range(newStart, newCount, ',');
      this.#text += `${this.#coloured('hunk', head)}\n`;
      for (let i = 0; i < oldCount; i++) this.#line(this.#old, oldStart + i, '< ', 'old');
      if (letter === 'c') this.#text += '---\n';
      for (let i = 0; i < newCount; i++) this.#line(this.#new, newStart + i, '> ', 'new');
    }
    return this.#text;
  }

  ed(changes: readonly Change[]): string {
    for (const change of [...changes].reverse()) {
      if (this.#style.isIgnored(change)) continue;
      const { oldStart, oldCount, newStart, newCount } = change;
      const letter = oldCount === 0 ? 'a' : newCount === 0 ? 'd' : 'c';
      this.#text += `${range(oldStart, oldCount, ',')}${letter}\n`;
      if (newCount === 0) continue;
      let open = true;
      for (const line of this.#new.lines.slice(newStart, newStart + newCount)) {
        if (!open) this.#text += 'a\n';
        open = line !== '.';
        // A line that is only a dot would end the text: two are written, and one taken away again.
        this.#text += open ? `${line}\n` : '..\n.\ns/.//\n';
      }
      if (open) this.#text += '.\n';
    }
    return this.#text;
  }

  rcs(changes: readonly Change[]): string {
    for (const change of changes) {
      if (this.#style.isIgnored(change)) continue;
      const { oldStart, oldCount, newStart, newCount } = change;
      if (oldCount > 0) this.#text += `d${oldStart + 1} ${oldCount}\n`;
      if (newCount === 0) continue;
      this.#text += `a${oldStart + oldCount} ${newCount}\n`;
      for (let at = newStart; at < newStart + newCount; at++) {
        const isLast = at === this.#new.lines.length - 1;
        this.#text += (this.#new.lines[at] ?? '') + (isLast && !this.#new.ended ? '' : '\n');
      }
    }
    return this.#text;
  }

  /** Changes that are so near that their lines around meet. */
  *#hunks(changes: readonly Change[]): Generator<readonly Change[]> {
    const { context, isIgnored } = this.#style;
    let hunk: Change[] = [];
    for (const change of changes) {
      const last = hunk.at(-1);
      if (last !== undefined && change.oldStart - (last.oldStart + last.oldCount) > 2 * context) {
        if (!hunk.every(isIgnored)) yield hunk;
        hunk = [];
      }
      hunk.push(change);
    }
    if (hunk.length > 0 && !hunk.every(isIgnored)) yield hunk;
  }

  #bounds(hunk: readonly Change[]): Change {
    const { context } = this.#style;
    const [first, last] = [hunk[0], hunk.at(-1)];
    if (first === undefined || last === undefined) throw new Error('a hunk without changes');
    const before = Math.min(context, first.oldStart, first.newStart);
    const oldStart = first.oldStart - before;
    const newStart = first.newStart - before;
    const oldStop = last.oldStart + last.oldCount;
    const after = Math.min(context, this.#old.lines.length - oldStop);
    return {
      oldStart,
      newStart,
      oldCount: oldStop + after - oldStart,
      newCount: last.newStart + last.newCount + after - newStart,
    };
  }

  #functionBefore(line: number): string {
    const { isFunction } = this.#style;
    if (isFunction === undefined) return '';
    for (let at = line - 1; at >= 0; at--) {
      const text = this.#old.lines[at] ?? '';
      if (isFunction(text)) return ` ${text.slice(0, 40).trimEnd()}`;
    }
    return '';
  }

  #header(oldMark: string, newMark: string): void {
    this.#text += `${this.#coloured('header', `${oldMark} ${this.#old.header}`)}\n`;
    this.#text += `${this.#coloured('header', `${newMark} ${this.#new.header}`)}\n`;
  }

  unified(changes: readonly Change[]): string {
    for (const hunk of this.#hunks(changes)) {
      if (this.#text === '') this.#header('---', '+++');
      const { oldStart, oldCount, newStart, newCount } = this.#bounds(hunk);
      const head = `@@ -${unifiedRange(oldStart, oldCount)} +${unifiedRange(newStart, newCount)} @@`;
      this.#text += `${this.#coloured('hunk', head)}${this.#functionBefore(hunk[0]?.oldStart ?? 0)}\n`;
      let at = oldStart;
      for (const change of hunk) {
        for (; at < change.oldStart; at++) this.#line(this.#old, at, ' ', undefined);
        for (; at < change.oldStart + change.oldCount; at++) this.#line(this.#old, at, '-', 'old');
        for (let i = 0; i < change.newCount; i++) this.#line(this.#new, change.newStart + i, '+', 'new');
      }
      for (; at < oldStart + oldCount; at++) this.#line(this.#old, at, ' ', undefined);
    }
    return this.#text;
  }

  context(changes: readonly Change[]): string {
    for (const hunk of this.#hunks(changes)) {
      if (this.#text === '') this.#header('***', '---');
      const { oldStart, oldCount, newStart, newCount } = this.#bounds(hunk);
      this.#text += `***************${this.#functionBefore(hunk[0]?.oldStart ?? 0)}\n`;
      this.#text += `${this.#coloured('hunk', `*** ${contextRange(oldStart, oldCount)} ****`)}\n`;
      if (hunk.some((change) => change.oldCount > 0)) this.#contextSide(hunk, 'old', oldStart, oldCount);
      this.#text += `${this.#coloured('hunk', `--- ${contextRange(newStart, newCount)} ----`)}\n`;
      if (hunk.some((change) => change.newCount > 0)) this.#contextSide(hunk, 'new', newStart, newCount);
    }
    return this.#text;
  }

  #contextSide(hunk: readonly Change[], side: 'old' | 'new', start: number, count: number): void {
    const file = side === 'old' ? this.#old : this.#new;
    const marks = new Map<number, string>();
    for (const change of hunk) {
      const [from, length, others] =
        side === 'old'
          ? [change.oldStart, change.oldCount, change.newCount]
          : [change.newStart, change.newCount, change.oldCount];
      const mark = others > 0 ? '! ' : side === 'old' ? '- ' : '+ ';
      for (let at = from; at < from + length; at++) marks.set(at, mark);
    }
    for (let at = start; at < start + count; at++) this.#line(file, at, marks.get(at) ?? '  ', side);
  }

  sideBySide(changes: readonly Change[]): string {
    let x = 0;
    let y = 0;
    const common = (stop: number): void => {
      for (; x < stop; x++, y++) {
        if (!this.#style.suppressCommon)
          this.#pair(x, this.#style.leftColumn ? '(' : ' ', this.#style.leftColumn ? undefined : y);
      }
    };
    for (const change of changes) {
      common(change.oldStart);
      const both = Math.min(change.oldCount, change.newCount);
      for (let i = 0; i < both; i++) this.#pair(x++, '|', y++);
      while (x < change.oldStart + change.oldCount) this.#pair(x++, '<', undefined);
      while (y < change.newStart + change.newCount) this.#pair(undefined, '>', y++);
    }
    common(this.#old.lines.length);
    return this.#text;
  }

  #pair(left: number | undefined, mark: string, right: number | undefined): void {
    const { width, tabSize, expandTabs } = this.#style;
    const unit = expandTabs ? 1 : tabSize;
    const offset = Math.floor((width + unit + 3) / (2 * unit)) * unit;
    const half = Math.max(0, Math.min(offset - 3, width - offset));
    const second = half > 0 ? offset : width;
    let line = '';
    let column = 0;
    const moveTo = (to: number): void => {
      if (!expandTabs) {
        for (let tab = column + tabSize - (column % tabSize); tab <= to; tab += tabSize) {
          line += '\t';
          column = tab;
        }
      }
      line += ' '.repeat(Math.max(0, to - column));
      column = Math.max(column, to);
    };
    const put = (text: string, from: number): void => {
      const [shown, end] = halfLine(text, half, tabSize, expandTabs);
      line += shown;
      column = from + end;
    };
    if (left !== undefined) put(this.#old.lines[left] ?? '', 0);
    const leftEnds = left === undefined || left < this.#old.lines.length - 1 || this.#old.ended;
    const rightEnds = right === undefined || right < this.#new.lines.length - 1 || this.#new.ended;
    if (mark !== ' ') {
      moveTo(Math.floor((half + second - 1) / 2));
      line += mark === '|' && leftEnds !== rightEnds ? (leftEnds ? '/' : '\\') : mark;
      column += 1;
    }
    const text = right === undefined ? '' : (this.#new.lines[right] ?? '');
    if (text !== '') {
      moveTo(second);
      put(text, second);
    }
    const colour = mark === '<' ? 'old' : mark === '>' ? 'new' : undefined;
    this.#text += this.#coloured(colour, line);
    if (leftEnds && rightEnds) this.#text += '\n';
    else if (leftEnds !== rightEnds && mark === '|') this.#text += '\n';
  }
}

/** As much of a line as fits, and how wide that is. */
function halfLine(
  text: string,
  bound: number,
  tabSize: number,
  expandTabs: boolean,
): readonly [shown: string, width: number] {
  let shown = '';
  let column = 0;
  let width = 0;
  for (const char of text) {
    if (char === '\t') {
      const to = column + tabSize - (column % tabSize);
      if (column === width && width < bound) {
        shown += expandTabs ? ' '.repeat(Math.min(to, bound) - column) : to <= bound ? '\t' : '';
        if (to <= bound || expandTabs) width = Math.min(to, bound);
      }
      column = to;
      continue;
    }
    if (column < bound) {
      shown += char;
      width = column + 1;
    }
    column += 1;
  }
  return [shown, width];
}

/** `5`, `5,7`; the line before where there is none. */
function range(start: number, count: number, separator: string): string {
  if (count === 0) return String(start);
  return count === 1 ? String(start + 1) : `${start + 1}${separator}${start + count}`;
}

function contextRange(start: number, count: number): string {
  return range(start, count, ',');
}

function unifiedRange(start: number, count: number): string {
  if (count === 1) return String(start + 1);
  return count === 0 ? `${start},0` : `${start + 1},${count}`;
}
