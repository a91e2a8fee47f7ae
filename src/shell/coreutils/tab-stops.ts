// Tab stops as expand and unexpand take them: `4`, `2,6,10`, `2,/8`, `2,+8`.
import type { Tool } from './tool.ts';

export interface TabStops {
  readonly stops: readonly number[];
  /** After the last stop: one each so many columns, counted from 0 (`/8`) or from that stop (`+8`). 0: none. */
  readonly every: number;
  readonly fromLast: boolean;
}

export function readTabStops(tool: Tool, lists: readonly string[]): TabStops {
  if (lists.length === 0) return { stops: [], every: 8, fromLast: false };
  const stops: number[] = [];
  let every = 0;
  let fromLast = false;
  for (const part of lists.join(',').split(/[, \t]+/)) {
    if (part === '') continue;
    const [, mark = '', digits = ''] = /^([/+]?)(.*)$/s.exec(part) ?? [];
    const bad = /^\d*(\D.*)$/s.exec(digits);
    if (bad !== null) {
      if (/^\d+[/+]/.test(digits))
        return tool.die(
          `'${digits.charAt(digits.search(/\D/))}' specifier not at start of number: ${tool.word(bad[1] ?? '')}`,
        );
      return tool.die(`tab size contains invalid character(s): ${tool.word(bad[1] ?? '')}`);
    }
    const size = Number(digits);
    if (mark === '') {
      if (every !== 0) return tool.die(`'${fromLast ? '+' : '/'}' specifier only allowed with the last value`);
      if (size === 0) return tool.die('tab size cannot be 0');
      if (size <= (stops.at(-1) ?? 0)) return tool.die('tab sizes must be ascending');
      stops.push(size);
    } else {
      if (every !== 0) return tool.die(`'${mark}' specifier only allowed with the last value`);
      every = size;
      fromLast = mark === '+';
    }
  }
  const [only] = stops;
  if (stops.length === 1 && only !== undefined && every === 0) return { stops: [], every: only, fromLast: false };
  if (stops.length === 0 && every === 0) return { stops: [], every: 8, fromLast: false };
  return { stops, every, fromLast };
}

/** The first stop right of `column`; undefined: there is none. */
export function nextStop({ stops, every, fromLast }: TabStops, column: number): number | undefined {
  const stop = stops.find((each) => each > column);
  if (stop !== undefined) return stop;
  if (every === 0) return undefined;
  const base = fromLast ? (stops.at(-1) ?? 0) : 0;
  return base + (Math.floor((column - base) / every) + 1) * every;
}
