// hexdump: bytes in the formats that are asked for (util-linux).
import { Input } from '../../kernel/stdio.ts';
import { strerror } from '../../abi/errno.ts';
import { byteText } from '../coreutils/byte-text.ts';
import { compileFormat, displayOf, type HexFormat } from '../coreutils/hex-format.ts';
import { suffixMultiplier } from '../coreutils/size.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';

const ready: Readonly<Record<string, readonly string[]>> = {
  'one-byte-octal': ['"%07.7_Ax\\n"', '"%07.7_ax " 16/1 "%03o " "\\n"'],
  'one-byte-char': ['"%07.7_Ax\\n"', '"%07.7_ax " 16/1 "%3_c " "\\n"'],
  canonical: ['"%08.8_Ax\\n"', '"%08.8_ax  " 8/1 "%02x " "  " 8/1 "%02x " ', '"  |" 16/1 "%_p" "|\\n"'],
  'two-bytes-decimal': ['"%07.7_Ax\\n"', '"%07.7_ax " 8/2 "  %05u " "\\n"'],
  'two-bytes-octal': ['"%07.7_Ax\\n"', '"%07.7_ax " 8/2 " %06o " "\\n"'],
  'two-bytes-hex': ['"%07.7_Ax\\n"', '"%07.7_ax " 8/2 "   %04x " "\\n"'],
};

export const hexdump = defineTool({
  name: 'hexdump',
  paths: ['/usr/bin/hexdump', '/usr/bin/hd'],
  suite: 'util-linux',
  synopsis: '[options] <file>...',
  summary: 'Prints files in hexadecimal, decimal, octal or as characters.',
  options: [
    'b,one-byte-octal|bytes in octal',
    'c,one-byte-char|bytes as characters',
    'C,canonical|hexadecimal and characters',
    'd,two-bytes-decimal|pairs in decimal',
    'o,two-bytes-octal|pairs in octal',
    'x,two-bytes-hex|pairs in hexadecimal',
    'e,format=FORMAT|as FORMAT says',
    'f,format-file=FILE|as the lines of FILE say',
    'n,length=LENGTH|no more than so many bytes',
    's,skip=OFFSET|skip so many first',
    'v,no-squeezing|no * in place of lines that are alike',
  ],
  *run(tool) {
    const texts: string[] = tool.process.argv[0]?.endsWith('hd') === true ? [...(ready['canonical'] ?? [])] : [];
    for (const { name, value = '' } of tool.options) {
      if (name === 'format') texts.push(value);
      else if (name === 'format-file') {
        const text = yield* tool.text(value);
        if (text === undefined) return 1;
        texts.push(...text.split('\n').filter((line) => /^\s*[^#\s]/.test(line)));
      } else texts.push(...(ready[name] ?? []));
    }
    if (texts.length === 0) texts.push('"%07.7_Ax\\n"', '"%07.7_ax " 8/2 "%04x " "\\n"');
    const formats = texts.map((text) => compileFormat(tool, text));
    const size = (option: string): number | undefined => {
      const text = tool.value(option);
      if (text === undefined) return undefined;
      const [, digits = '', suffix = ''] = /^(0[xX][0-9a-fA-F]+|\d+)(\w*)$/.exec(text) ?? [];
      const factor = digits === '' ? undefined : suffixMultiplier(suffix, 'b');
      if (factor === undefined)
        return tool.die(`failed to parse ${option === 'skip' ? 'offset' : 'length'}: '${text}': Invalid argument`);
      return (/^0\d/.test(digits) ? parseInt(digits, 8) : Number(digits)) * factor;
    };
    yield* show(tool, formats, size('skip') ?? 0, size('length') ?? Infinity);
    return undefined;
  },
});

function* show(tool: Tool, formats: readonly HexFormat[], skip: number, limit: number): Steps<void> {
  const block = Math.max(1, ...formats.map((format) => format.blockSize));
  let address = skip;
  let toSkip = skip;
  let left = limit;
  let held = '';
  let before: string | undefined;
  let starred = false;
  let opened = false;
  const put = (bytes: string): void => {
    if (bytes.length === block && bytes === before && !tool.has('no-squeezing')) {
      if (!starred) tool.print('*\n');
      starred = true;
    } else {
      starred = false;
      for (const format of formats) tool.printBytes(displayOf(format, bytes, address));
    }
    before = bytes;
    address += bytes.length;
  };
  for (const name of tool.operands.length === 0 ? ['-'] : tool.operands) {
    const file = name === '-' && tool.operands.length === 0 ? { ok: 0, err: undefined } : tool.sys.open(name, 0);
    if (file.err !== undefined) {
      tool.error(`${name}: ${strerror(file.err)}`);
      continue;
    }
    opened = true;
    const input = new Input(tool.process, file.ok);
    while (left > 0) {
      const { ok, err } = yield* input.piece();
      if (err !== undefined) tool.warn(`${name}: ${strerror(err)}`);
      if (ok === undefined || ok.length === 0) break;
      const cut = Math.min(toSkip, ok.length);
      toSkip -= cut;
      const piece = ok.subarray(cut, cut + Math.min(left, ok.length - cut));
      left -= piece.length;
      held += byteText(piece);
      let at = 0;
      for (; at + block <= held.length; at += block) put(held.slice(at, at + block));
      held = held.slice(at);
      yield* tool.settle();
      if (ok.length >= 65536) yield { wait: 'turn' };
    }
    tool.close(input);
  }
  if (!opened) return tool.die('all input file arguments failed');
  if (held !== '') put(held);
  if (address > skip) for (const format of formats) if (format.end !== undefined) tool.print(format.end(address));
}
