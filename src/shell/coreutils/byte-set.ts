// A set of bytes as tr writes it: ranges, classes, repeats, escapes.
import type { Tool } from './tool.ts';

const classes: Readonly<Record<string, (byte: number) => boolean>> = {
  alnum: (b) => (b >= 48 && b <= 57) || (b >= 65 && b <= 90) || (b >= 97 && b <= 122),
  alpha: (b) => (b >= 65 && b <= 90) || (b >= 97 && b <= 122),
  blank: (b) => b === 32 || b === 9,
  cntrl: (b) => b < 32 || b === 127,
  digit: (b) => b >= 48 && b <= 57,
  graph: (b) => b > 32 && b < 127,
  lower: (b) => b >= 97 && b <= 122,
  print: (b) => b >= 32 && b < 127,
  punct: (b) => (b >= 33 && b <= 47) || (b >= 58 && b <= 64) || (b >= 91 && b <= 96) || (b >= 123 && b <= 126),
  space: (b) => b === 32 || (b >= 9 && b <= 13),
  upper: (b) => b >= 65 && b <= 90,
  xdigit: (b) => (b >= 48 && b <= 57) || (b >= 65 && b <= 70) || (b >= 97 && b <= 102),
};

export type SetPart =
  | { readonly bytes: readonly number[]; readonly className?: string; readonly equivalence?: true }
  /** `[x*n]`; 0: as often as is needed. */
  | { readonly repeat: number; readonly times: number };

interface Unit {
  readonly byte: number;
  /** Written with a backslash: it means only itself. */
  readonly escaped: boolean;
}

const escapes: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92 };

function unitsOf(tool: Tool, text: string): readonly Unit[] {
  const units: Unit[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char !== '\\') {
      units.push({ byte: char.charCodeAt(0), escaped: false });
      continue;
    }
    const next = text.charAt(at + 1);
    const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1))?.[0];
    if (octal !== undefined) {
      let digits = octal;
      if (parseInt(digits, 8) > 255) {
        digits = digits.slice(0, 2);
        tool.warn(
          `warning: the ambiguous octal escape \\${octal} is being\n\tinterpreted as the 2-byte sequence \\0${digits}, ${octal.slice(2)}`,
        );
      }
      units.push({ byte: parseInt(digits, 8), escaped: true });
      at += digits.length;
    } else if (next === '') {
      tool.warn('warning: an unescaped backslash at end of string is not portable');
      units.push({ byte: 92, escaped: false });
    } else {
      units.push({ byte: escapes[next] ?? next.charCodeAt(0), escaped: true });
      at++;
    }
  }
  return units;
}

export function readByteSet(tool: Tool, text: string): readonly SetPart[] {
  const units = unitsOf(tool, text);
  const parts: SetPart[] = [];
  const isPlain = (at: number, char: string): boolean => units[at]?.byte === char.charCodeAt(0) && !units[at].escaped;
  let at = 0;
  while (at < units.length) {
    const bracket = isPlain(at, '[') ? bracketPart(tool, units, at, isPlain) : undefined;
    if (bracket !== undefined) {
      parts.push(bracket.part);
      at = bracket.end;
      continue;
    }
    const { byte: first } = units[at] ?? { byte: 0 };
    const { byte: last } = units[at + 2] ?? {};
    if (isPlain(at + 1, '-') && last !== undefined) {
      if (last < first)
        tool.die(`range-endpoints of '${shown(first)}-${shown(last)}' are in reverse collating sequence order`);
      parts.push({ bytes: Array.from({ length: last - first + 1 }, (_, i) => first + i) });
      at += 3;
    } else {
      parts.push({ bytes: [first] });
      at++;
    }
  }
  return parts;
}

function bracketPart(
  tool: Tool,
  units: readonly Unit[],
  at: number,
  isPlain: (at: number, char: string) => boolean,
): { readonly part: SetPart; readonly end: number } | undefined {
  for (const mark of [':', '=']) {
    if (!isPlain(at + 1, mark)) continue;
    for (let end = at + 2; end + 1 < units.length; end++) {
      if (!isPlain(end, mark) || !isPlain(end + 1, ']')) continue;
      const inner = units.slice(at + 2, end).map(({ byte }) => byte);
      // `[:*]`, `[=*3]`: repeats, not classes.
      if (isPlain(at + 2, '*') && /^\d*$/.test(String.fromCharCode(...inner.slice(1)))) break;
      const name = String.fromCharCode(...inner);
      if (mark === '=') {
        if (inner.length === 0) return tool.die("missing equivalence class character '[==]'");
        if (inner.length > 1)
          return tool.die(`${shownAll(inner)}: equivalence class operand must be a single character`);
        return { part: { bytes: inner, equivalence: true }, end: end + 2 };
      }
      if (inner.length === 0) return tool.die("missing character class name '[::]'");
      const test = Object.hasOwn(classes, name) ? classes[name] : undefined;
      if (test === undefined) return tool.die(`invalid character class ${tool.word(name)}`);
      return { part: { bytes: allBytes.filter(test), className: name }, end: end + 2 };
    }
  }
  if (!isPlain(at + 2, '*')) return undefined;
  let end = at + 3;
  let digits = '';
  while (end < units.length && !isPlain(end, ']')) digits += String.fromCharCode(units[end++]?.byte ?? 0);
  if (end >= units.length) return undefined;
  if (!/^\d*$/.test(digits)) {
    if (/^\d/.test(digits) || digits === '')
      return tool.die(`invalid repeat count ${tool.word(digits)} in [c*n] construct`);
    return tool.die(`invalid repeat count ${tool.word(digits)} in [c*n] construct`);
  }
  const times = digits === '' ? 0 : parseInt(digits, digits.startsWith('0') ? 8 : 10);
  return { part: { repeat: units[at + 1]?.byte ?? 0, times }, end: end + 1 };
}

const allBytes: readonly number[] = Array.from({ length: 256 }, (_, i) => i);

function shown(byte: number): string {
  return byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
}

function shownAll(bytes: readonly number[]): string {
  return bytes.map(shown).join('');
}

export function complementSet(bytes: readonly number[]): readonly number[] {
  const there = new Set(bytes);
  return allBytes.filter((byte) => !there.has(byte));
}

/** All bytes of parts in order; a repeat without a count is as long as makes the whole `length`. */
export function expandSet(parts: readonly SetPart[], length = 0): number[] {
  const fixed = parts.reduce((sum, part) => sum + ('bytes' in part ? part.bytes.length : part.times), 0);
  return parts.flatMap((part) =>
    'bytes' in part
      ? [...part.bytes]
      : new Array<number>(part.times === 0 ? Math.max(0, length - fixed) : part.times).fill(part.repeat),
  );
}
