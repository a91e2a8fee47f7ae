// xxd: bytes in hexadecimal and as characters, and back (Vim's tool).
import { O_CREAT, O_WRONLY } from '../../abi/flags.ts';
import { Input } from '../../kernel/stdio.ts';
import { byteText } from '../coreutils/byte-text.ts';
import { defineTool, Exit, type Steps, type Tool } from '../coreutils/tool.ts';

const usage = `Usage:
       xxd [options] [infile [outfile]]
    or
       xxd -r [-s [-]offset] [-c cols] [-ps] [infile [outfile]]
`;

interface Style {
  form: 'hex' | 'bits' | 'plain' | 'include' | 'little';
  reverse: boolean;
  columns: number | undefined;
  group: number | undefined;
  skip: number;
  fromEnd: boolean;
  limit: number;
  offset: number;
  upper: boolean;
  decimal: boolean;
  autoskip: boolean;
  name: string | undefined;
  capital: boolean;
}

export const xxd = defineTool({
  name: 'xxd',
  suite: 'vim',
  synopsis: '[options] [infile [outfile]]',
  summary: 'Prints a hex dump of a file, or makes a file of a hex dump.',
  parse: false,
  *run(tool) {
    const style: Style = {
      form: 'hex',
      reverse: false,
      columns: undefined,
      group: undefined,
      skip: 0,
      fromEnd: false,
      limit: Infinity,
      offset: 0,
      upper: false,
      decimal: false,
      autoskip: false,
      name: undefined,
      capital: false,
    };
    const files = readOptions(tool, style);
    const [inName = '-', outName = '-'] = files;
    if (files.length > 2) wrong(tool);
    const input = inName === '-' ? { ok: 0, err: undefined } : tool.sys.open(inName, 0);
    if (input.err !== undefined) return tool.die(`${inName}: ${tool.reason(input.err)}`, 2);
    if (outName !== '-') {
      const opened = tool.sys.open(outName, O_WRONLY | O_CREAT | (style.reverse ? 0 : 0o1000), 0o666);
      if (opened.err !== undefined) return tool.die(`${outName}: ${tool.reason(opened.err)}`, 3);
      tool.sys.dup2(opened.ok, 1);
      tool.sys.close(opened.ok);
    }
    const source = new Input(tool.process, input.ok);
    if (style.reverse) yield* reverse(tool, style, source);
    else yield* dump(tool, style, source, inName);
    return undefined;
  },
});

function wrong(tool: Tool): never {
  tool.complain(usage.trimEnd());
  throw new Exit(1);
}

function readOptions(tool: Tool, style: Style): string[] {
  const args = [...tool.operands];
  while (args.length > 0) {
    const arg = args[0] ?? '';
    if (!arg.startsWith('-') || arg === '-') break;
    args.shift();
    if (arg === '--') break;
    const word = arg.replace(/^--?/, '');
    const match = /^(cols|c|groupsize|g|len|l|seek|skip|s|offset|o|name|n)(.*)$/.exec(word);
    if (/^(a|autoskip)$/.test(word)) style.autoskip = !style.autoskip;
    else if (/^(b|bits)$/.test(word)) style.form = 'bits';
    else if (word === 'e') style.form = 'little';
    else if (/^(i|include)$/.test(word)) style.form = 'include';
    else if (/^(C|capitalize)$/.test(word)) style.capital = true;
    else if (/^(p|ps|postscript|plain)$/.test(word)) style.form = 'plain';
    else if (/^(r|revert)$/.test(word)) style.reverse = true;
    else if (word === 'd') style.decimal = true;
    else if (/^(u|uppercase)$/.test(word)) style.upper = true;
    else if (/^(h|help)$/.test(word)) wrong(tool);
    else if (/^(v|version)$/.test(word)) {
      tool.complain('xxd 2022-01-14 by Juergen Weigert et al.');
      throw new Exit(0);
    } else if (match !== null) {
      const [, letter = '', joined = ''] = match;
      const value = joined !== '' ? joined : args.shift();
      if (value === undefined) return wrong(tool);
      takeValue(tool, style, letter, value);
    } else return wrong(tool);
  }
  return args;
}

function takeValue(tool: Tool, style: Style, letter: string, value: string): void {
  if (letter.startsWith('n')) {
    style.name = value;
    return;
  }
  const sign = /^[-+]*/.exec(value)?.[0] ?? '';
  const digits = value.slice(sign.length);
  const number = /^0[0-7]+$/.test(digits)
    ? parseInt(digits, 8)
    : Number.isNaN(Number(digits))
      ? parseInt(digits, 10) || 0
      : Number(digits);
  switch (letter.charAt(0)) {
    case 'c':
      style.columns = number;
      break;
    case 'g':
      style.group = number;
      break;
    case 'l':
      style.limit = number;
      break;
    case 'o':
      style.offset = sign.includes('-') ? -number : number;
      break;
    default:
      style.fromEnd = sign.includes('-');
      style.skip = number;
  }
  if (letter.charAt(0) === 'c' && number > 256 && style.form !== 'plain' && style.form !== 'include') {
    tool.warn('invalid number of columns (max. 256).');
    throw new Exit(1);
  }
}

function* dump(tool: Tool, style: Style, input: Input, name: string): Steps<void> {
  const { form } = style;
  const columns = style.columns || (form === 'bits' ? 6 : form === 'plain' ? 30 : form === 'include' ? 12 : 16);
  const group = style.group ?? (form === 'bits' ? 1 : form === 'little' ? 4 : 2);
  if (form === 'little' && (group & (group - 1)) !== 0) {
    tool.warn('number of octets per group must be a power of 2 with -e.');
    throw new Exit(1);
  }
  let skip = style.skip;
  let address = style.skip + style.offset;
  if (style.fromEnd) {
    const size = tool.sys.fstat(input.fd).ok?.size ?? 0;
    if (size < skip) {
      tool.warn('Sorry, cannot seek.');
      throw new Exit(4);
    }
    skip = size - skip;
    address = skip + style.offset;
  }
  const title = form === 'include' ? includeName(style, name) : '';
  if (title !== '') tool.print(`unsigned char ${title}[] = {\n`);
  let held: Uint8Array = new Uint8Array(0);
  let left = style.limit;
  let total = 0;
  let zeros = 0;
  const put = (line: Uint8Array, isLast: boolean): void => {
    const text = lineText(style, line, columns, group, address, total);
    total += line.length;
    address += line.length;
    if (!style.autoskip || form === 'plain' || form === 'include') tool.printBytes(text);
    else if (line.every((byte) => byte === 0)) {
      zeros++;
      if (zeros === 1 || isLast) tool.printBytes(text);
      else if (zeros === 2) tool.print('*\n');
    } else {
      zeros = 0;
      tool.printBytes(text);
    }
  };
  while (left > 0) {
    const { ok, err } = yield* input.piece();
    if (err !== undefined) return tool.die(`${name}: ${tool.reason(err)}`, 2);
    if (ok.length === 0) break;
    const cut = Math.min(skip, ok.length);
    skip -= cut;
    const piece = ok.subarray(cut, cut + Math.min(left, ok.length - cut));
    left -= piece.length;
    const all = new Uint8Array(held.length + piece.length);
    all.set(held);
    all.set(piece, held.length);
    const whole = all.length - (all.length % columns);
    // A whole line is kept back: it may be the last, which is never skipped.
    const upTo = whole === all.length && whole > 0 ? whole - columns : whole;
    for (let at = 0; at < upTo; at += columns) put(all.subarray(at, at + columns), false);
    held = all.slice(upTo);
    yield* tool.settle();
    if (ok.length >= 65536) yield { wait: 'turn' };
  }
  for (let at = 0; at < held.length; at += columns) put(held.subarray(at, at + columns), true);
  if (form === 'include') tool.print(total > 0 ? '\n' : '');
  if (title !== '') tool.print(`};\nunsigned int ${title}_${style.capital ? 'LEN' : 'len'} = ${String(total)};\n`);
}

function includeName(style: Style, name: string): string {
  if (style.name === undefined && name === '-') return '';
  const text = (style.name ?? name).replace(/[^A-Za-z0-9]/g, '_');
  const safe = /^\d/.test(text) ? `__${text}` : text;
  return style.capital ? safe.toUpperCase() : safe;
}

function hex(byte: number, upper: boolean): string {
  const text = byte.toString(16).padStart(2, '0');
  return upper ? text.toUpperCase() : text;
}

function lineText(
  style: Style,
  line: Uint8Array,
  columns: number,
  group: number,
  address: number,
  total: number,
): string {
  const { form, upper } = style;
  if (form === 'plain') return `${[...line].map((byte) => hex(byte, upper)).join('')}\n`;
  if (form === 'include') {
    const bytes = [...line].map((byte) => `0${upper ? 'X' : 'x'}${hex(byte, upper)}`).join(', ');
    return `${total === 0 ? '' : ',\n'}  ${bytes}`;
  }
  const place = style.decimal ? String(address).padStart(8, '0') : (address >>> 0).toString(16).padStart(8, '0');
  const size = group === 0 ? columns : group;
  const cell = form === 'bits' ? 8 : 2;
  let cells = '';
  for (let at = 0; at < columns; at += size) {
    const part = line.subarray(at, Math.min(at + size, columns));
    let text: string;
    if (form === 'little') {
      text = [...part]
        .reverse()
        .map((byte) => hex(byte, upper))
        .join('')
        .padStart(size * 2);
    } else
      text = [...part].map((byte) => (form === 'bits' ? byte.toString(2).padStart(8, '0') : hex(byte, upper))).join('');
    cells += text.padEnd(Math.min(size, columns - at) * cell) + (group === 0 && at + size < columns ? '' : ' ');
  }
  let shown = '';
  for (const byte of line) shown += byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.';
  return `${place}: ${cells} ${shown}\n`;
}

function* reverse(tool: Tool, style: Style, input: Input): Steps<void> {
  const { ok, err } = yield* input.rest();
  if (err !== undefined) return tool.die(tool.reason(err), 2);
  const text = byteText(ok);
  if (style.form === 'plain') {
    const digits = text.replace(/[^0-9a-fA-F]/g, '');
    const bytes = new Uint8Array(digits.length >> 1);
    for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(digits.slice(i * 2, i * 2 + 2), 16);
    tool.out.write(bytes);
    return;
  }
  let place = 0;
  const columns = style.columns || (style.form === 'bits' ? 6 : 16);
  for (const line of text.split('\n')) {
    const match = /^\s*([0-9a-fA-F]+):?\s?(.*)$/s.exec(line);
    if (match === null) continue;
    const target = parseInt(match[1] ?? '', 16) + style.skip;
    const body = (match[2] ?? '').split(/ {2,}/)[0] ?? '';
    const digits = style.form === 'bits' ? body.replace(/[^01]/g, '') : body.replace(/[^0-9a-fA-F]/g, '');
    const unit = style.form === 'bits' ? 8 : 2;
    const bytes: number[] = [];
    for (let at = 0; at + unit <= digits.length && bytes.length < columns; at += unit)
      bytes.push(parseInt(digits.slice(at, at + unit), style.form === 'bits' ? 2 : 16));
    if (target !== place) {
      yield* tool.out.flush();
      const moved = tool.sys.lseek(1, target - place, 'SEEK_CUR');
      if (moved.err !== undefined) {
        if (target < place) return tool.die('Sorry, cannot seek backwards.', 5);
        tool.out.write(new Uint8Array(target - place));
      }
      place = target;
    }
    tool.out.write(Uint8Array.from(bytes));
    place += bytes.length;
    yield* tool.settle();
  }
}
