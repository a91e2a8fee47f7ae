// A paragraph's best line breaks, found as Knuth and Plass find them: the breaks of least cost, from the last word backwards.
// The costs are those that fmt documents: lines near the goal, alike, that do not end in awkward places.

export interface Word {
  readonly text: string;
  /** Blanks behind it where no line ends. */
  readonly space: number;
  readonly opens: boolean;
  readonly punctuated: boolean;
  readonly period: boolean;
  /** It ends a sentence. */
  readonly final: boolean;
}

export interface Fill {
  /** No line is wider, if it can be helped. */
  readonly max: number;
  readonly goal: number;
}

const square = (n: number): number => n * n;
const equivalent = square;

const shortCost = (n: number): number => equivalent(n * 10);
const raggedCost = (n: number): number => shortCost(n) / 2;
const lineCost = equivalent(70);
const widowCost = (n: number): number => Math.trunc(equivalent(200) / (n + 2));
const orphanCost = (n: number): number => Math.trunc(equivalent(150) / (n + 2));
const sentenceBonus = equivalent(50);
const noBreakCost = equivalent(600);
const parenthesisBonus = equivalent(40);
const punctuationBonus = equivalent(40);

/** How many words are looked at together. */
const windowSize = 1000;

/** The lines of the paragraph, without indentation. */
export function fillParagraph(words: readonly Word[], firstIndent: number, otherIndent: number, fill: Fill): string[] {
  const lines: string[] = [];
  let from = 0;
  let indent = firstIndent;
  while (from < words.length) {
    const part = words.slice(from, from + windowSize);
    const breaks = bestBreaks(part, indent, otherIndent, fill);
    const isAll = from + part.length >= words.length;
    let at = 0;
    while (at < part.length) {
      const end = breaks[at] ?? part.length;
      // A window's last lines are found again together with what follows.
      if (!isAll && at > 0 && end > part.length * 0.8) break;
      lines.push(lineText(part.slice(at, end)));
      at = end;
      indent = otherIndent;
    }
    from += at;
  }
  return lines;
}

function lineText(words: readonly Word[]): string {
  return words.map(({ text, space }, i) => text + (i === words.length - 1 ? '' : ' '.repeat(space))).join('');
}

/** For each word: where the line ends that begins with it. */
function bestBreaks(words: readonly Word[], firstIndent: number, otherIndent: number, fill: Fill): number[] {
  const count = words.length;
  const best = new Array<number>(count + 1).fill(0);
  const ends = new Array<number>(count + 1).fill(count);
  const lengths = new Array<number>(count + 1).fill(0);
  for (let start = count - 1; start >= 0; start--) {
    let least = Infinity;
    let length = start === 0 ? firstIndent : otherIndent;
    for (let end = start + 1; ; end++) {
      length += words[end - 1]?.text.length ?? 0;
      const cost = costOfLine(words, end, length, lengths, ends, fill) + (best[end] ?? 0);
      if (cost < least) {
        least = cost;
        ends[start] = end;
        lengths[start] = length;
      }
      if (end === count) break;
      length += words[end - 1]?.space ?? 0;
      if (length + (words[end]?.text.length ?? 0) >= fill.max) break;
    }
    best[start] = least + baseCost(words, start);
  }
  return ends;
}

function costOfLine(
  words: readonly Word[],
  end: number,
  length: number,
  lengths: readonly number[],
  ends: readonly number[],
  { goal }: Fill,
): number {
  if (end === words.length) return 0;
  let cost = shortCost(goal - length);
  if (ends[end] !== words.length) cost += raggedCost(length - (lengths[end] ?? 0));
  return cost;
}

/** What it costs that a line begins with this word. */
function baseCost(words: readonly Word[], at: number): number {
  const word = words[at];
  const before = words[at - 1];
  let cost = lineCost;
  if (before !== undefined) {
    if (before.period) cost += before.final ? -sentenceBonus : noBreakCost;
    else if (before.punctuated) cost -= punctuationBonus;
    else if (words[at - 2]?.final === true) cost += widowCost(before.text.length);
  }
  if (word?.opens === true) cost -= parenthesisBonus;
  else if (word?.final === true) cost += orphanCost(word.text.length);
  return cost;
}
