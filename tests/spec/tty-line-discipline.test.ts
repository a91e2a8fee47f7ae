// What a terminal makes of typed bytes: recorded from Linux 6.18 through a pty, 7-bit and UTF-8 (IUTF8), one row a case.
import { describe, expect, test } from 'vitest';
import { decodeBytes, encodeBytes } from '../../src/abi/bytes.ts';
import type { Result, Termios } from '../../src/kernel/program.ts';
import { minimalMachine } from '../support/machine.ts';

const settings: Record<string, Partial<Termios>> = {
  cooked: {},
  raw: { echo: false, icanon: false, isig: false, icrnl: false, opost: false, echoctl: false },
  cbreak: { icanon: false },
  'no echo': { echo: false },
  'no echoctl': { echoctl: false },
  'no icrnl': { icrnl: false },
  'no opost': { opost: false },
};

/** [settings, typed, shown, what the reads give] */
const rows: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['cooked', 'hi\r', 'hi\r\n', ['hi\n']],
  ['cooked', 'hi\n', 'hi\r\n', ['hi\n']],
  ['cooked', 'ab\x7fc\r', 'ab\b \bc\r\n', ['ac\n']],
  ['cooked', 'ab\bc\r', 'ab^Hc\r\n', ['ab\bc\n']],
  ['cooked', 'é\x7fx\r', 'é\b \bx\r\n', ['x\n']],
  ['cooked', '日本\x7fx\r', '日本\b \bx\r\n', ['日x\n']],
  ['cooked', 'one two\x17x\r', 'one two\b \b\b \b\b \bx\r\n', ['one x\n']],
  ['cooked', 'one two  \x17x\r', 'one two  \b \b\b \b\b \b\b \b\b \bx\r\n', ['one x\n']],
  ['cooked', 'a/b-c.d\x17x\r', 'a/b-c.d\b \bx\r\n', ['a/b-c.x\n']],
  ['cooked', 'abc\x15x\r', 'abc\b \b\b \b\b \bx\r\n', ['x\n']],
  ['cooked', '\x01\x02\r', '^A^B\r\n', ['\x01\x02\n']],
  ['cooked', 'a\x01\x7fb\r', 'a^A\b \b\b \bb\r\n', ['ab\n']],
  ['cooked', 'a\tb\x7f\x7fc\r', 'a\tb\b \b\b\b\b\b\b\b\bc\r\n', ['ac\n']],
  ['cooked', '\x04', '', ['']],
  ['cooked', 'ab\x04', 'ab', ['ab']],
  ['cooked', 'ab\x04cd\r', 'abcd\r\n', ['ab', 'cd\n']],
  ['cooked', 'a\x04\x04', 'a', ['a', '']],
  ['cooked', 'a\rb\r', 'a\r\nb\r\n', ['a\n', 'b\n']],
  ['cooked', '\x7f\r', '\r\n', ['\n']],
  ['cooked', '\x1b[A\r', '^[[A\r\n', ['\x1b[A\n']],
  ['cooked', 'ab\x16\x03c\r', 'ab^\b^Cc\r\n', ['ab\x03c\n']],
  ['cooked', 'ab\x12c\r', 'ab^R\r\nabc\r\n', ['abc\n']],
  ['cooked', 'a\0b\r', 'a^@b\r\n', ['a\0b\n']],
  ['cooked', '\udc80\udcff\r', '\udc80\udcff\r\n', ['\udc80\udcff\n']],
  ['cooked', 'ab\x13c\r\x11', 'abc\r\n', ['abc\n']],
  ['raw', 'hi\r\x03\x04\x7f', '', ['hi\r\x03\x04\x7f']],
  ['raw', 'a\n', '', ['a\n']],
  ['cbreak', 'hi\r', 'hi\r\n', ['hi\n']],
  ['cbreak', 'a\x04b\x7f\x17\x15', 'a^Db^?^W^U', ['a\x04b\x7f\x17\x15']],
  ['no echo', 'secret\x7f\x7f\r', '', ['secr\n']],
  ['no echoctl', 'a\x01b\r', 'a\x01b\r\n', ['a\x01b\n']],
  ['no icrnl', 'a\rb\n', 'a^Mb\r\n', ['a\rb\n']],
  ['no opost', 'a\r', 'a\n', ['a\n']],
];

describe('what is typed is shown and read as Linux does', () => {
  test.each(rows)('%s: %j', (setting, typed, shown, reads) => {
    const { sys } = minimalMachine().process;
    const { master, slave } = given(sys.openpty());
    given(sys.tcsetattr(slave, settings[setting] ?? {}));
    given(sys.write(master, encodeBytes(typed)));
    expect(drain((count) => sys.read(master, count)).join('')).toBe(shown);
    expect(drain((count) => sys.read(slave, count))).toEqual(reads);
  });
});

/** Reads until a read would block. */
function drain(read: (count: number) => Result<Uint8Array>): string[] {
  const pieces: string[] = [];
  for (;;) {
    const result = read(4096);
    if (result.err === 'EAGAIN') return pieces;
    pieces.push(decodeBytes(given(result)));
  }
}

function given<T>(result: Result<T>): T {
  if (result.err !== undefined) throw new Error(result.err);
  return result.ok;
}
