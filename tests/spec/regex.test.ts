// What regcomp(3) and regexec(3) of glibc 2.36 answered in the locale C.UTF-8, asked of our matcher.
// A row: flags (B basic, E extended, i REG_ICASE, n REG_NEWLINE), pattern, text, and the places of the match and its groups,
// null where there is none, or the words of regerror(3).
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Regex, RegexError } from '../../src/shell/regex/regex.ts';
import { posixBasic, posixExtended } from '../../src/shell/regex/syntax.ts';

type Answer = readonly (readonly [number, number])[] | string | null;
type Row = readonly [flags: string, pattern: string, text: string, answer: Answer];

const table = new URL('../golden/regex/glibc.json', import.meta.url);
const rows = JSON.parse(readFileSync(table, 'utf8')) as readonly Row[];

function answerOf(flags: string, pattern: string, text: string): Answer {
  try {
    const regex = new Regex(pattern, {
      syntax: flags.startsWith('B') ? posixBasic : posixExtended,
      ignoreCase: flags.includes('i'),
      newline: flags.includes('n'),
      encoding: 'utf8',
    });
    const match = regex.exec(text);
    expect(regex.test(text)).toBe(match !== undefined);
    return match === undefined ? null : match.spans();
  } catch (error) {
    if (error instanceof RegexError) return error.message;
    throw error;
  }
}

describe('glibc was recorded to answer', () => {
  const patterns = new Map<string, Row[]>();
  for (const row of rows) patterns.set(`${row[0]} ${row[1]}`, [...(patterns.get(`${row[0]} ${row[1]}`) ?? []), row]);
  it(`${patterns.size} patterns on ${rows.length} texts`, () => {
    for (const row of rows) {
      const [flags, pattern, text] = row;
      expect([flags, pattern, text, answerOf(flags, pattern, text)]).toEqual(row);
    }
  });
});

describe('laws', () => {
  const extended = (source: string): Regex => new Regex(source, { syntax: posixExtended, encoding: 'utf8' });
  const piece = fc.constantFrom('a', 'b', '.', '[ab]', '(a|ab)', '(b|ba)*', 'a?', '(ab)+', 'b{1,2}', '^', '$');
  const pattern = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));
  const text = fc.stringMatching(/^[abc]{0,12}$/);

  it('a match is found where JavaScript finds one, and none begins further left', () => {
    fc.assert(
      fc.property(pattern, text, (source, subject) => {
        const found = extended(source).exec(subject);
        expect(found?.start).toBe(new RegExp(source).exec(subject)?.index);
      }),
    );
  });

  it('no longer match begins at the same place', () => {
    fc.assert(
      fc.property(pattern, text, (source, subject) => {
        const found = extended(source).exec(subject);
        if (found === undefined) return;
        for (let end = subject.length; end > found.end; end--) {
          const whole = new RegExp(`^(?:.{${found.start}})(?:${source})(?=.{${subject.length - end}}$)`).exec(subject);
          expect(whole === null || whole[0].length !== end || /[$^]/.test(source)).toBe(true);
        }
      }),
    );
  });

  it.each([['(a|aa)*b'], ['(a*)*b'], ['a*a*a*a*a*b'], ['((a?){3}){3}b|x$']])(
    '%s takes time that grows with the text, not faster',
    (source) => {
      const regex = extended(source);
      expect(regex.test('a'.repeat(200_000))).toBe(false);
      expect(regex.exec('a'.repeat(200_000))).toBeUndefined();
    },
  );

  it('a byte that is no UTF-8 is matched by itself alone', () => {
    expect(extended('.').test('\udc80')).toBe(false);
    expect(extended('[^a]').test('\udc80')).toBe(false);
    expect(extended('\udc80').test('a\udc80')).toBe(true);
    expect(new Regex('^.$', { syntax: posixExtended, encoding: 'bytes' }).test('\udc80')).toBe(true);
  });

  it('what back-references cannot decide in time uses up the memory', () => {
    expect(() => extended('((a*)*)*\\1b').test('a'.repeat(40))).not.toThrow();
    expect(() => extended('((a*)*)*(\\2)*b').test(`${'a'.repeat(40)}b`)).not.toThrow();
    expect(() => extended('((a|b|ab)*)*c\\1d').exec(`${'ab'.repeat(40)}c d`)).toThrow('Memory exhausted');
  });
});
