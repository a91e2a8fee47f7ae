// cmp: are two files the same, byte for byte?
import { strerror } from '../../abi/errno.ts';
import { isRegular } from '../../abi/mode.ts';
import { Input } from '../../kernel/stdio.ts';
import { suffixMultiplier } from '../coreutils/size.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';

export const cmp = defineTool({
  name: 'cmp',
  suite: 'diffutils',
  synopsis: '[OPTION]... FILE1 [FILE2 [SKIP1 [SKIP2]]]',
  summary: 'Compares two files byte by byte.',
  options: [
    'b,print-bytes|print the bytes that differ',
    'i,ignore-initial=SKIP|skip so many bytes of both, or SKIP1:SKIP2',
    'l,verbose|all bytes that differ',
    'n,bytes=LIMIT|compare no more than that',
    's,quiet|print nothing',
    ',silent|print nothing',
  ],
  trouble: 2,
  wrongUsage: "cmp: Try 'cmp --help' for more information.",
  *run(tool) {
    const { operands } = tool;
    const [one, two = '-', skip1, skip2, extra] = operands;
    const loud = tool.has('verbose');
    const quiet = tool.has('quiet') || tool.has('silent');
    if (loud && quiet) return tool.usage('options -l and -s are incompatible');
    const given = tool.value('ignore-initial')?.split(':') ?? [];
    const number = (text: string | undefined, what: string): number => {
      if (text === undefined) return 0;
      const [, digits, suffix = ''] = /^(\d+)([A-Za-z]*)$/.exec(text) ?? [];
      const factor = digits === undefined ? undefined : suffixMultiplier(suffix, '');
      return factor === undefined ? tool.usage(`invalid ${what} '${text}'`) : Number(digits) * factor;
    };
    const ignored = given.map((text) => number(text, '--ignore-initial value'));
    const limit = tool.value('bytes') === undefined ? Infinity : number(tool.value('bytes'), '--bytes value');
    if (one === undefined) return tool.usage(`missing operand after '${tool.name}'`);
    const skips = [
      skip1 === undefined ? (ignored[0] ?? 0) : number(skip1, '--ignore-initial value'),
      skip2 === undefined ? (ignored[1] ?? ignored[0] ?? 0) : number(skip2, '--ignore-initial value'),
    ];
    if (extra !== undefined) return tool.usage(`extra operand '${extra}'`);
    if (one === two && skips[0] === skips[1]) return 0;
    const inputs: Input[] = [];
    for (const name of [one, two]) {
      const opened = name === '-' ? { ok: 0, err: undefined } : tool.sys.open(name, 0);
      if (opened.err !== undefined) return tool.die(`${name}: ${strerror(opened.err)}`);
      inputs.push(new Input(tool.process, opened.ok));
    }
    if (quiet && sizesDiffer(tool, inputs, skips, limit)) return 1;
    return yield* compare(tool, [one, two], inputs, skips, limit, loud, quiet);
  },
});

/** Regular files of different sizes need not be read. */
function sizesDiffer(tool: Tool, inputs: readonly Input[], skips: readonly number[], limit: number): boolean {
  const sizes = inputs.map(({ fd }, i) => {
    const stat = tool.sys.fstat(fd).ok;
    return stat !== undefined && isRegular(stat.mode) ? Math.max(0, stat.size - (skips[i] ?? 0)) : undefined;
  });
  const [a, b] = sizes;
  return a !== undefined && b !== undefined && a !== b && Math.min(a, b) < limit;
}

/** The bytes of an input, piece by piece, without the first `skip`. */
class Bytes {
  piece: Uint8Array = new Uint8Array(0);
  at = 0;
  readonly #input: Input;
  #skip: number;

  constructor(input: Input, skip: number) {
    this.#input = input;
    this.#skip = skip;
  }

  *fill(tool: Tool, name: string): Steps<boolean> {
    while (this.at >= this.piece.length) {
      const { ok, err } = yield* this.#input.piece();
      if (err !== undefined) return tool.die(`${name}: ${strerror(err)}`);
      if (ok.length === 0) return false;
      this.piece = ok;
      this.at = Math.min(this.#skip, ok.length);
      this.#skip -= this.at;
      if (ok.length >= 65536) yield { wait: 'turn' };
    }
    return true;
  }
}

function* compare(
  tool: Tool,
  names: readonly [string, string],
  inputs: readonly Input[],
  skips: readonly number[],
  limit: number,
  loud: boolean,
  quiet: boolean,
): Steps<number> {
  const [a, b] = inputs.map((input, i) => new Bytes(input, skips[i] ?? 0)) as [Bytes, Bytes];
  let place = 0;
  let line = 1;
  let endedInLine = true;
  let status = 0;
  const shows = tool.has('print-bytes');
  const posix = /^(?:C|POSIX)$/.test(
    tool.variable('LC_ALL') || tool.variable('LC_MESSAGES') || tool.variable('LANG') || 'C',
  );
  const width = loud ? offsetWidth(tool, inputs, limit) : 0;
  for (;;) {
    if (place >= limit) return status;
    const has = [yield* a.fill(tool, names[0]), yield* b.fill(tool, names[1])];
    if (has[0] !== true || has[1] !== true) {
      if (has[0] === has[1]) return status;
      if (quiet) return 1;
      yield* tool.out.flush();
      const shorter = has[0] === true ? names[1] : names[0];
      tool.complain(`${tool.name}: ${eofText(shorter, place, loud, endedInLine ? line - 1 : line, endedInLine)}`);
      return 1;
    }
    const count = Math.min(a.piece.length - a.at, b.piece.length - b.at, limit - place);
    for (let i = 0; i < count; i++) {
      const x = a.piece[a.at + i] ?? 0;
      const y = b.piece[b.at + i] ?? 0;
      if (x !== y) {
        status = 1;
        if (quiet) return 1;
        const at = String(place + i + 1);
        if (!loud) {
          const pair = shows ? ` is ${octal(x)} ${printed(x)} ${octal(y)} ${printed(y)}` : '';
          tool.print(
            `${names[0]} ${names[1]} differ: ${shows || !posix ? 'byte' : 'char'} ${at}, line ${String(line)}${pair}\n`,
          );
          return 1;
        }
        tool.print(
          shows
            ? `${at.padStart(width)} ${octal(x)} ${printed(x).padEnd(4)} ${octal(y)} ${printed(y)}\n`
            : `${at.padStart(width)} ${octal(x)} ${octal(y)}\n`,
        );
      }
      endedInLine = x === 10;
      if (x === 10) line++;
    }
    a.at += count;
    b.at += count;
    place += count;
    yield* tool.settle();
  }
}

function eofText(name: string, place: number, loud: boolean, line: number, whole: boolean): string {
  if (place === 0) return `EOF on ${name} which is empty`;
  if (loud) return `EOF on ${name} after byte ${String(place)}`;
  return `EOF on ${name} after byte ${String(place)}, ${whole ? 'line' : 'in line'} ${String(line)}`;
}

function offsetWidth(tool: Tool, inputs: readonly Input[], limit: number): number {
  const sizes = inputs.map(({ fd }) => {
    const stat = tool.sys.fstat(fd).ok;
    return stat !== undefined && isRegular(stat.mode) ? stat.size : Infinity;
  });
  const most = Math.min(limit, ...sizes);
  return Number.isFinite(most) ? String(most).length : 19;
}

function octal(byte: number): string {
  return byte.toString(8).padStart(3);
}

/** As `cat -v` shows it. */
function printed(byte: number): string {
  const low = byte & 0x7f;
  const text = low < 32 ? `^${String.fromCharCode(low + 64)}` : low === 127 ? '^?' : String.fromCharCode(low);
  return byte >= 128 ? `M-${text}` : text;
}
