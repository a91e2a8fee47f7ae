// A log file read back: what was written comes back, and anything else is refused with a reason.
import { describe, expect, test } from 'vitest';
import { parseLogFile } from '../../src/session/log-file.ts';

const header = {
  format: 'copyup-log',
  version: 1,
  engine: '0.1.0',
  scene: 'article',
  seed: 1,
  locale: 'en',
  era: '2015',
};
const typed = { id: 1, cause: null, t: '1451555700000000000', kind: 'input', tty: 0, data: 'ls\r' };
const lines = (...values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

describe('a log file', () => {
  test('gives its header and inputs, and no events', () => {
    const event = { id: 2, cause: 1, t: '1', kind: 'event', op: 'exit', pid: 1, status: 0 };
    expect(parseLogFile(lines(header, typed, event))).toEqual({ header, inputs: [typed] });
  });
  test('fields that are not known are left out', () => {
    expect(parseLogFile(lines({ ...header, more: 1 }, { ...typed, more: 2 }))).toEqual({ header, inputs: [typed] });
  });
  test.each([
    ['nothing', '', /no JSON/],
    ['no JSON', '{', /no JSON/],
    ['a list', '[]', /no object/],
    ['another format', lines({ ...header, format: 'x' }), /no log of copyup/],
    ['a newer version', lines({ ...header, version: 2 }), /version 2/],
    ['no scene', lines({ ...header, scene: 3 }), /scene/],
    ['another language', lines({ ...header, locale: 'xx' }), /locale/],
    ['an entry of no kind', lines(header, {}), /line 2/],
    ['a terminal that is no number', lines(header, { ...typed, tty: '0' }), /line 2/],
    ['a time that is no number', lines(header, { ...typed, t: '-1' }), /line 2/],
    [
      'a window too wide',
      lines(header, { id: 1, t: '1', kind: 'input', tty: 0, rows: 1, columns: 1e9 }),
      /no known kind/,
    ],
  ])('%s is refused', (_, text, reason) => {
    expect(() => parseLogFile(text)).toThrow(reason);
  });
});
