// Which blocks of a file exist and where on the disk they are: its extents, in order of their place in the file.
// A run is immutable; the array is the owner's to edit. No two runs overlap; what no run covers is a hole.

export interface Run {
  /** First block in the file. */
  readonly start: number;
  readonly length: number;
  /** First block on the disk. */
  readonly block: number;
  /** False: reserved by fallocate and reads as zeros. */
  readonly written: boolean;
}

/** The index of the first run that ends behind block `at`. */
export function runIndex(runs: readonly Run[], at: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const run = runs[middle] as Run;
    if (run.start + run.length <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Puts a run where there is a hole, joined with its neighbours where they go on from each other. */
export function addRun(runs: Run[], run: Run): void {
  const index = runIndex(runs, run.start);
  const next = runs[index];
  if (next !== undefined && next.start < run.start + run.length) throw new Error('two extents of a file overlap');
  runs.splice(index, 0, run);
  joinAt(runs, index + 1);
  joinAt(runs, index);
}

/** Joins run `index` to the one before it if it goes on from it. */
function joinAt(runs: Run[], index: number): void {
  const left = runs[index - 1];
  const right = runs[index];
  if (left === undefined || right === undefined || left.written !== right.written) return;
  if (left.start + left.length !== right.start || left.block + left.length !== right.block) return;
  runs.splice(index - 1, 2, { ...left, length: left.length + right.length });
}

/** Takes [first, end) out. Returns what was there. */
export function cutRuns(runs: Run[], first: number, end: number): readonly Run[] {
  const from = runIndex(runs, first);
  const cut: Run[] = [];
  const keep: Run[] = [];
  let to = from;
  for (; to < runs.length; to++) {
    const run = runs[to] as Run;
    if (run.start >= end) break;
    const low = Math.max(run.start, first);
    const high = Math.min(run.start + run.length, end);
    if (low > run.start) keep.push({ ...run, length: low - run.start });
    cut.push({ ...run, start: low, length: high - low, block: run.block + low - run.start });
    if (high < run.start + run.length) {
      keep.push({ ...run, start: high, length: run.start + run.length - high, block: run.block + high - run.start });
    }
  }
  if (to > from) runs.splice(from, to - from, ...keep);
  return cut;
}

/** The holes in [first, end), in order. */
export function holesIn(
  runs: readonly Run[],
  first: number,
  end: number,
): readonly { readonly start: number; readonly length: number }[] {
  const holes: { start: number; length: number }[] = [];
  let at = first;
  for (let i = runIndex(runs, first); i < runs.length && at < end; i++) {
    const run = runs[i] as Run;
    if (run.start >= end) break;
    if (run.start > at) holes.push({ start: at, length: run.start - at });
    at = run.start + run.length;
  }
  if (at < end) holes.push({ start: at, length: end - at });
  return holes;
}

/** Makes all of [first, end) that is reserved written, or the reverse. */
export function setWritten(runs: Run[], first: number, end: number, written: boolean): void {
  for (let i = runIndex(runs, first); i < runs.length; i++) {
    const run = runs[i] as Run;
    if (run.start >= end) return;
    if (run.written !== written) break;
    if (i === runs.length - 1) return;
  }
  for (const run of cutRuns(runs, first, end)) addRun(runs, { ...run, written });
}

/** The runs that a change of [first, end) may touch, for `restoreRuns`. */
export interface RunsBefore {
  readonly index: number;
  readonly runs: readonly Run[];
  readonly first: number;
  readonly end: number;
}

export function runsAround(runs: readonly Run[], first: number, end: number): RunsBefore {
  const index = runIndex(runs, first - 1);
  let to = index;
  while (to < runs.length && (runs[to] as Run).start <= end) to++;
  const touched = runs.slice(index, to);
  const [head, tail] = [touched[0], touched.at(-1)];
  return {
    index,
    runs: touched,
    first: head === undefined ? first : Math.min(first, head.start),
    end: tail === undefined ? end : Math.max(end, tail.start + tail.length),
  };
}

/** Undoes a change of the range that `before` was taken of. */
export function restoreRuns(runs: Run[], before: RunsBefore): void {
  cutRuns(runs, before.first, before.end);
  runs.splice(before.index, 0, ...before.runs);
}

/** How many extents there would be if the disk had room in one piece: what a file's own shape makes of it. */
export function logicalExtents(runs: readonly Run[], longest: number): number {
  let count = 0;
  let end = -1;
  let length = 0;
  let written = true;
  for (const run of runs) {
    if (run.start !== end || run.written !== written) length = 0;
    count += Math.ceil((length + run.length) / longest) - Math.ceil(length / longest);
    length += run.length;
    end = run.start + run.length;
    written = run.written;
  }
  return count;
}
