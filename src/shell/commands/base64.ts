// base64 and base32: bytes as letters, and back (RFC 4648).
import type { Command } from '../command.ts';
import { byteText } from '../coreutils/byte-text.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';

interface Encoding {
  readonly name: string;
  readonly alphabet: string;
  readonly bits: number;
  /** Letters of a group, bytes of a group. */
  readonly letters: number;
  readonly bytes: number;
}

const encodings: readonly Encoding[] = [
  {
    name: 'base64',
    alphabet: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
    bits: 6,
    letters: 4,
    bytes: 3,
  },
  { name: 'base32', alphabet: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', bits: 5, letters: 8, bytes: 5 },
];

export const baseCommands: readonly Command[] = encodings.map((encoding) =>
  defineTool({
    name: encoding.name,
    synopsis: '[OPTION]... [FILE]',
    summary: `Prints FILE in ${encoding.name}, or decodes it.`,
    options: [
      'd,decode|decode',
      'i,ignore-garbage|skip what is no letter (with -d)',
      'w,wrap=COLS|columns of a line; 0: one line',
    ],
    *run(tool) {
      const text = tool.value('wrap') ?? '76';
      if (!/^\s*\+?\d+$/.test(text)) return tool.die(`invalid wrap size: ${tool.word(text)}`);
      const [name = '-', extra] = tool.operands;
      if (extra !== undefined) return tool.extraOperand(extra);
      const input = tool.open(name);
      if (input === undefined) return undefined;
      const piece = (): ReturnType<Piece> => input.piece();
      yield* tool.has('decode') ? decode(tool, encoding, piece) : encode(tool, encoding, Number(text), piece);
      return undefined;
    },
  }),
);

type Piece = () => Steps<{
  readonly ok?: Uint8Array | undefined;
  readonly err?: import('../../abi/errno.ts').Errno | undefined;
}>;

function* encode(tool: Tool, encoding: Encoding, wrap: number, piece: Piece): Steps<void> {
  const { bytes: group } = encoding;
  let rest = new Uint8Array(0);
  let column = 0;
  const put = (letters: string): void => {
    let text = '';
    for (let at = 0; at < letters.length;) {
      const take = wrap === 0 ? letters.length : Math.min(wrap - column, letters.length - at);
      text += letters.slice(at, at + take);
      at += take;
      column += take;
      if (wrap !== 0 && column === wrap) {
        text += '\n';
        column = 0;
      }
    }
    tool.print(text);
  };
  for (;;) {
    const { ok, err } = yield* piece();
    if (err !== undefined) tool.die(`read error: ${tool.reason(err)}`);
    if (ok === undefined || ok.length === 0) break;
    const all = new Uint8Array(rest.length + ok.length);
    all.set(rest);
    all.set(ok, rest.length);
    const whole = all.length - (all.length % group);
    put(lettersOf(all.subarray(0, whole), encoding));
    rest = all.slice(whole);
    yield* tool.settle();
    if (ok.length >= 65536) yield { wait: 'turn' };
  }
  if (rest.length > 0) put(lettersOf(rest, encoding));
  if (wrap !== 0 && column > 0) tool.print('\n');
}

function lettersOf(bytes: Uint8Array, { alphabet, bits, letters, bytes: group }: Encoding): string {
  const mask = (1 << bits) - 1;
  let text = '';
  let held = 0;
  let count = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffff;
    for (count += 8; count >= bits; count -= bits) text += alphabet.charAt((held >> (count - bits)) & mask);
  }
  if (count > 0) text += alphabet.charAt((held << (bits - count)) & mask);
  return bytes.length % group === 0 ? text : text + '='.repeat((letters - (text.length % letters)) % letters);
}

/** Bytes that `decodes` up to what is no valid group. */
function* decode(tool: Tool, encoding: Encoding, piece: Piece): Steps<void> {
  const { letters: group, alphabet } = encoding;
  let rest = '';
  const garbage = new RegExp(`[^${alphabet.replace('/', '\\/')}=]`, 'g');
  for (;;) {
    const { ok, err } = yield* piece();
    if (err !== undefined) tool.die(`read error: ${tool.reason(err)}`);
    if (ok === undefined || ok.length === 0) break;
    const text = byteText(ok);
    rest += tool.has('ignore-garbage') ? text.replace(garbage, '') : text.replaceAll('\n', '');
    const whole = rest.length - (rest.length % group);
    if (!put(tool, rest.slice(0, whole), encoding)) return invalid(tool);
    rest = rest.slice(whole);
    yield* tool.settle();
    if (ok.length >= 65536) yield { wait: 'turn' };
  }
  if (rest !== '') {
    put(tool, rest, encoding);
    return invalid(tool);
  }
}

function invalid(tool: Tool): never {
  return tool.die('invalid input');
}

/** Prints what groups of letters stand for. false: a group is wrong, and what it has is printed as far as it goes. */
function put(tool: Tool, text: string, { alphabet, bits, letters: group }: Encoding): boolean {
  const bytes: number[] = [];
  let valid = true;
  for (let at = 0; at < text.length && valid; at += group) {
    const letters = text.slice(at, at + group);
    const data = letters.replace(/=+$/, '');
    let held = 0;
    let count = 0;
    const out: number[] = [];
    for (const letter of data) {
      const value = alphabet.indexOf(letter);
      if (value < 0) {
        valid = false;
        break;
      }
      held = ((held << bits) | value) & 0xffff;
      count += bits;
      if (count >= 8) {
        count -= 8;
        out.push((held >> count) & 0xff);
      }
    }
    if (valid && (letters.length < group || count >= bits)) valid = false;
    bytes.push(...out);
  }
  tool.out.write(Uint8Array.from(bytes));
  return valid;
}
