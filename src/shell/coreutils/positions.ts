// Lists of positions as cut and numfmt take them: `1,3-5,7-`.
import type { Tool } from './tool.ts';

/** [first, last] pairs in order, counted from 1; none touches the next, unless both were given. */
export type Positions = readonly (readonly [number, number])[];

export function readPositions(tool: Tool, list: string, fields: boolean, complement: boolean): Positions {
  const pairs: [number, number][] = [];
  const what = fields ? 'field value' : 'byte/character position';
  if (list === '') tool.usage(fields ? 'fields are numbered from 1' : 'byte/character positions are numbered from 1');
  for (const part of list.split(/[, \t]/)) {
    const [, first = '', dash, last = ''] = /^(\d*)(?:(-)(\d*))?$/.exec(part) ?? [undefined, 'x'];
    if (first === 'x') {
      if (/^\d*-\d*-/.test(part)) tool.usage(fields ? 'invalid field range' : 'invalid byte or character range');
      return tool.usage(
        `invalid ${what} ${tool.word(part.replace(/^\d*-(?=\D|\d+\D)/, '').replace(/^\d+(?=\D)/, ''))}`,
      );
    }
    if (dash !== undefined && first === '' && last === '') tool.usage('invalid range with no endpoint: -');
    const from = first === '' ? 1 : Number(first);
    if (from === 0 || (first === '' && dash === undefined))
      tool.usage(fields ? 'fields are numbered from 1' : 'byte/character positions are numbered from 1');
    const to = dash === undefined ? from : last === '' ? Infinity : Number(last);
    if (to < from) tool.usage('invalid decreasing range');
    for (const number of [first, last]) {
      if (number !== '' && BigInt(number) >= 1n << 64n)
        tool.usage(`${fields ? 'field number' : 'byte/character offset'} ${tool.word(number)} is too large`);
    }
    pairs.push([from, to]);
  }
  pairs.sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [from, to] of pairs) {
    const before = merged.at(-1);
    if (before !== undefined && from <= before[1]) before[1] = Math.max(before[1], to);
    else merged.push([from, to]);
  }
  return complement ? complementOf(merged) : merged;
}

function complementOf(pairs: Positions): Positions {
  const rest: [number, number][] = [];
  let next = 1;
  for (const [from, to] of pairs) {
    if (from > next) rest.push([next, from - 1]);
    next = to + 1;
  }
  if (next !== Infinity) rest.push([next, Infinity]);
  return rest;
}
