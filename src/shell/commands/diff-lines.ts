// Which lines of two files differ: a shortest edit script, found in linear space (E. Myers, "An O(ND) Difference Algorithm and Its
// Variations", 1986), then moved to where GNU diff shows it among the equally short ones.

/** Lines `oldStart` (from 0) and on, `oldCount` of them, became `newCount` lines from `newStart` on. */
export interface Change {
  readonly oldStart: number;
  readonly oldCount: number;
  readonly newStart: number;
  readonly newCount: number;
}

/** @param oldKeys a key a line: lines are equal where their keys are */
export function changesBetween(oldKeys: readonly string[], newKeys: readonly string[]): readonly Change[] {
  const numbers = new Map<string, number>();
  const numbered = (keys: readonly string[]): number[] =>
    keys.map((key) => {
      let number = numbers.get(key);
      if (number === undefined) numbers.set(key, (number = numbers.size));
      return number;
    });
  const left = new Side(numbered(oldKeys));
  const right = new Side(numbered(newKeys));
  left.dropWhatIsNotIn(right);
  right.dropWhatIsNotIn(left);
  new Comparison(left, right).compare();
  left.settle(right);
  right.settle(left);
  return collect(left, right);
}

class Side {
  readonly lines: readonly number[];
  readonly changed: Uint8Array;
  /** The lines that the other file has, too, and where they stand. */
  kept: number[] = [];
  keptAt: number[] = [];

  constructor(lines: readonly number[]) {
    this.lines = lines;
    this.changed = new Uint8Array(lines.length);
  }

  dropWhatIsNotIn(other: Side): void {
    const there = new Set(other.lines);
    for (const [at, line] of this.lines.entries()) {
      if (there.has(line)) {
        this.kept.push(line);
        this.keptAt.push(at);
      } else this.changed[at] = 1;
    }
  }

  mark(kept: number): void {
    this.changed[this.keptAt[kept] ?? 0] = 1;
  }

  isChanged(at: number): boolean {
    return this.changed[at] === 1;
  }

  /**
   * Moves each run of changed lines as far down as it goes, so that runs that meet become one; or up again to where the
   * other file has a change, too.
   */
  settle(other: Side): void {
    const { lines } = this;
    let at = 0;
    let beside = 0;
    for (;;) {
      while (at < lines.length && !this.isChanged(at)) {
        while (other.isChanged(beside)) beside += 1;
        beside += 1;
        at += 1;
      }
      if (at >= lines.length) return;
      let start = at;
      let end = this.#endOfRun(at);
      while (other.isChanged(beside)) beside += 1;
      let corresponding: number;
      let length: number;
      do {
        length = end - start;
        while (start > 0 && lines[start - 1] === lines[end - 1]) {
          this.changed[--start] = 1;
          this.changed[--end] = 0;
          while (start > 0 && this.isChanged(start - 1)) start -= 1;
          beside = before(other, beside);
        }
        corresponding = beside > 0 && other.isChanged(beside - 1) ? end : lines.length;
        while (end < lines.length && lines[start] === lines[end]) {
          this.changed[start++] = 0;
          this.changed[end++] = 1;
          end = this.#endOfRun(end);
          beside += 1;
          while (other.isChanged(beside)) {
            corresponding = end;
            beside += 1;
          }
        }
      } while (length !== end - start);
      while (corresponding < end) {
        this.changed[--start] = 1;
        this.changed[--end] = 0;
        beside = before(other, beside);
      }
      at = end;
    }
  }

  #endOfRun(from: number): number {
    let end = from;
    while (this.isChanged(end)) end += 1;
    return end;
  }
}

/** The place before the line in front of `at` that is not changed and those that are. */
function before(side: Side, at: number): number {
  let place = at - 1;
  while (place > 0 && side.isChanged(place)) place -= 1;
  return place;
}

class Comparison {
  readonly #left: Side;
  readonly #right: Side;
  readonly #forward: Int32Array;
  readonly #backward: Int32Array;
  /** Where diagonal 0 stands in the arrays. */
  readonly #zero: number;

  constructor(left: Side, right: Side) {
    this.#left = left;
    this.#right = right;
    const diagonals = left.kept.length + right.kept.length + 3;
    this.#forward = new Int32Array(diagonals);
    this.#backward = new Int32Array(diagonals);
    this.#zero = right.kept.length + 1;
  }

  compare(): void {
    const pending: (readonly [number, number, number, number])[] = [
      [0, this.#left.kept.length, 0, this.#right.kept.length],
    ];
    for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
      const [left, right] = [this.#left.kept, this.#right.kept];
      let [x, xEnd, y, yEnd]: readonly [number, number, number, number] = part;
      while (x < xEnd && y < yEnd && left[x] === right[y]) {
        x += 1;
        y += 1;
      }
      while (x < xEnd && y < yEnd && left[xEnd - 1] === right[yEnd - 1]) {
        xEnd -= 1;
        yEnd -= 1;
      }
      if (x === xEnd) for (; y < yEnd; y++) this.#right.mark(y);
      else if (y === yEnd) for (; x < xEnd; x++) this.#left.mark(x);
      else {
        const [xMiddle, yMiddle] = this.#middle(x, xEnd, y, yEnd);
        pending.push([xMiddle, xEnd, yMiddle, yEnd], [x, xMiddle, y, yMiddle]);
      }
    }
  }

  /** Where the furthest paths from both ends meet. */
  #middle(x0: number, x1: number, y0: number, y1: number): readonly [number, number] {
    const [left, right] = [this.#left.kept, this.#right.kept];
    const [forward, backward, zero] = [this.#forward, this.#backward, this.#zero];
    const get = (array: Int32Array, diagonal: number): number => array[zero + diagonal] ?? 0;
    const [least, most] = [x0 - y1, x1 - y0];
    const [fromTop, fromEnd] = [x0 - y0, x1 - y1];
    const isOdd = ((fromTop - fromEnd) & 1) !== 0;
    let [fLow, fHigh, bLow, bHigh] = [fromTop, fromTop, fromEnd, fromEnd];
    forward[zero + fromTop] = x0;
    backward[zero + fromEnd] = x1;
    for (;;) {
      if (fLow > least) forward[zero + --fLow - 1] = -1;
      else fLow += 1;
      if (fHigh < most) forward[zero + ++fHigh + 1] = -1;
      else fHigh -= 1;
      for (let d = fHigh; d >= fLow; d -= 2) {
        const [low, high] = [get(forward, d - 1), get(forward, d + 1)];
        let x = low < high ? high : low + 1;
        while (x < x1 && x - d < y1 && left[x] === right[x - d]) x += 1;
        forward[zero + d] = x;
        if (isOdd && d >= bLow && d <= bHigh && get(backward, d) <= x) return [x, x - d];
      }
      if (bLow > least) backward[zero + --bLow - 1] = 0x7fffffff;
      else bLow += 1;
      if (bHigh < most) backward[zero + ++bHigh + 1] = 0x7fffffff;
      else bHigh -= 1;
      for (let d = bHigh; d >= bLow; d -= 2) {
        const [low, high] = [get(backward, d - 1), get(backward, d + 1)];
        let x = low < high ? low : high - 1;
        while (x > x0 && x - d > y0 && left[x - 1] === right[x - d - 1]) x -= 1;
        backward[zero + d] = x;
        if (!isOdd && d >= fLow && d <= fHigh && x <= get(forward, d)) return [x, x - d];
      }
    }
  }
}

function collect(left: Side, right: Side): readonly Change[] {
  const changes: Change[] = [];
  let x = 0;
  let y = 0;
  for (; x < left.lines.length || y < right.lines.length; x++, y++) {
    const [oldStart, newStart] = [x, y];
    while (left.isChanged(x)) x += 1;
    while (right.isChanged(y)) y += 1;
    if (x > oldStart || y > newStart)
      changes.push({ oldStart, oldCount: x - oldStart, newStart, newCount: y - newStart });
  }
  return changes;
}
