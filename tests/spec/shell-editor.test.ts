// The line editor's keys, a row a key; and how it draws.
import { describe, expect, it } from 'vitest';
import {
  applyCompletion,
  draw,
  edit,
  emptyEditor,
  eraseLine,
  listColumns,
  nothingDrawn,
  type TextMeasure,
} from '../../src/shell/line-editor.ts';

const segmenter = new Intl.Segmenter();
const measure: TextMeasure = {
  segments: (text) => [...segmenter.segment(text)].map(({ segment }) => segment),
  width: (segment) => (/\p{Script=Han}/u.test(segment) ? 2 : 1),
};
const history = ['echo one', 'ls -l /tmp', 'echo two three'];

/** [keys, the line with its cursor as |] */
const rows: readonly (readonly [string, string, string])[] = [
  ['text', 'abc', 'abc|'],
  ['^A and text', 'bc\x01a', 'a|bc'],
  ['^E', 'ab\x01\x05c', 'abc|'],
  ['^B ^F', 'ab\x02\x02\x06X', 'aX|b'],
  ['arrows', 'ab\x1b[DX\x1b[CY', 'aXbY|'],
  ['backspace over a grapheme', 'ae\u0301\x7f', 'a|'],
  ['Delete', 'ab\x01\x1b[3~', '|b'],
  ['^D in the line', 'ab\x01\x04', '|b'],
  ['^K ^Y', 'abcd\x02\x02\x0b\x01\x19', 'cd|ab'],
  ['^U', 'ab cd\x15', '|'],
  ['^W keeps to blanks', 'ls /a/b\x17', 'ls |'],
  ['cuts in a row are one', 'a b c\x17\x17\x19', 'a b c|'],
  ['Alt-backspace keeps to words', 'ls /a/b\x1b\x7f', 'ls /a/|'],
  ['Alt-b Alt-d', 'one two\x1bb\x1bd', 'one |'],
  ['Alt-f', 'one two\x01\x1bf', 'one| two'],
  ['^T', 'ab\x14', 'ba|'],
  ['up', '\x1b[A', 'echo two three|'],
  ['up and down again', 'ne\x1b[A\x1b[B', 'ne|'],
  ['Alt-.', 'x \x1b.', 'x three|'],
  ['Alt-. twice', 'x \x1b.\x1b.', 'x /tmp|'],
  ['^R', '\x12ls', '|ls -l /tmp'],
  ['^R goes further back', '\x12echo\x12', '|echo one'],
  ['^G leaves the search', 'ab\x12echo\x07', 'ab|'],
  ['undo', 'a b\x17\x1f', 'a b|'],
  ['a paste is text', '\x1b[200~a\tb\x1b[201~', 'a\tb|'],
  ['an unknown sequence is nothing', 'a\x1b[99zb', 'ab|'],
];

describe('keys', () => {
  it.each(rows)('%s', (_name, keys, shown) => {
    const { state } = edit(emptyEditor, keys, history, measure);
    expect(`${state.line.slice(0, state.cursor).join('')}|${state.line.slice(state.cursor).join('')}`).toBe(shown);
  });

  it('gives a sequence that comes in pieces its meaning', () => {
    const first = edit(emptyEditor, 'ab\x1b[', history, measure);
    expect(edit(first.state, 'DX', history, measure).state.line.join('')).toBe('aXb');
  });

  it('stops at the key that ends the line and hands on what follows', () => {
    const { actions, rest } = edit(emptyEditor, 'ls\rcat\r', history, measure);
    expect(actions).toEqual([{ type: 'accept', line: 'ls' }]);
    expect(rest).toBe('cat\r');
  });

  it('ends on ^D only where the line is empty, and asks for a list on the second Tab', () => {
    expect(edit(emptyEditor, '\x04', history, measure).actions).toEqual([{ type: 'end' }]);
    expect(edit(emptyEditor, 'a\t\t', history, measure).actions).toEqual([
      { type: 'complete', list: false },
      { type: 'complete', list: true },
    ]);
  });
});

describe('drawing', () => {
  const { state } = edit(emptyEditor, 'abcdef', history, measure);

  it('puts the cursor behind the line', () => {
    expect(draw(state, nothingDrawn, '$ ', 80, measure).output).toBe('\r$ abcdef\x1b[J\r\x1b[8C');
  });

  it('opens the next row where the line fills one', () => {
    const drawing = draw(state, nothingDrawn, '$ ', 8, measure);
    expect(drawing.output).toBe('\r$ abcdef\r\n\x1b[J\r');
    expect(drawing.drawn).toEqual({ cursorRow: 1, rows: 2 });
  });

  it('counts wide characters and shows control characters', () => {
    const wide = edit(emptyEditor, '层\x1b[200~\x07\x1b[201~', history, measure).state;
    expect(draw(wide, nothingDrawn, '$ ', 80, measure).output).toBe('\r$ 层^G\x1b[J\r\x1b[6C');
  });

  it('goes back to where it began', () => {
    expect(eraseLine({ cursorRow: 2, rows: 3 }, 'a\n$ ')).toBe('\r\x1b[2A$ \x1b[J');
  });

  it('lists candidates from top to bottom', () => {
    expect(listColumns(['a', 'b', 'c'], 6, measure)).toBe('a  c\r\nb\r\n');
  });

  it('puts a completion in and lists when nothing more is sure', () => {
    const start = edit(emptyEditor, 'cat fo', history, measure).state;
    const completion = { from: 4, to: 6, candidates: ['foo1', 'foo2'], insert: 'foo' };
    const once = applyCompletion(start, completion, false, measure);
    expect(once.state.line.join('')).toBe('cat foo');
    const twice = applyCompletion(once.state, { ...completion, to: 7 }, true, measure);
    expect(twice.list).toEqual(['foo1', 'foo2']);
  });
});
