// less and man on a terminal: what keys do.
import { describe, expect, it } from 'vitest';
import { decodeBytes, encodeBytes } from '../../src/abi/bytes.ts';
import { findScene } from '../../src/session/catalog-of-scenes.ts';
import { createWorld } from '../../src/session/world.ts';

function screen(): { type: (text: string) => string } {
  const world = createWorld(findScene('layers'), 'en', new Map());
  const terminal = world.terminals[0]!;
  let shown = '';
  world.takeEarlyOutput();
  world.output = (_, bytes) => (shown += decodeBytes(bytes));
  return {
    type: (text) => {
      shown = '';
      world.machine.input(terminal, encodeBytes(text));
      for (let state = world.machine.run(); state.state !== 'idle'; state = world.machine.run()) {
        if (state.state === 'sleeping') world.machine.advance(state.until - world.machine.now());
      }
      return shown;
    },
  };
}

/** The first row of what was drawn last. */
const firstRow = (shown: string): string => shown.slice(shown.lastIndexOf('\x1b[H') + 3).split('\x1b[K')[0] ?? '';

describe('less', () => {
  it.each([
    ['the first screen', [], '1'],
    ['a screen on', [' '], '24'],
    ['and back', [' ', 'b'], '1'],
    ['a line on', ['j'], '2'],
    ['the end', ['G'], '78'],
    ['a line by number', ['50g'], '50'],
    ['a search', ['/^5.$\r'], '\x1b[7m50\x1b[27m'],
    ['the next place', ['/^5.$\r', 'n'], '\x1b[7m51\x1b[27m'],
    ['an arrow', ['\x1b[B'], '2'],
  ] as const)('%s', (_, keys, row) => {
    const { type } = screen();
    let shown = type('seq 100 > /tmp/n; less /tmp/n\r');
    for (const key of keys) shown = type(key);
    expect(firstRow(shown)).toBe(row);
  });

  it('q ends it, and the terminal is as it was', () => {
    const { type } = screen();
    type('seq 100 | less\r');
    expect(type('q')).toContain('\x1b[?1049l');
    expect(type('echo back\r')).toContain('back\r\n');
  });

  it('what is read through a pipe is copied', () => {
    expect(screen().type('seq 2 | less | cat; man cat | head -n 1\r')).toContain('1\r\n2\r\nCAT(1)');
  });
});
