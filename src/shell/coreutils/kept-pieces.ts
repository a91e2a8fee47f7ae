// The last pieces of a stream, as many as hold a number of lines or bytes: what `tail` shows and what `head -n -5` keeps back.
import { joinBytes } from '../../kernel/stdio.ts';
import type { Tool } from './tool.ts';

export type Unit = 'lines' | 'bytes';

interface Piece {
  readonly bytes: Uint8Array;
  readonly delimiters: number;
}

export class KeptPieces {
  readonly #tool: Tool;
  readonly #unit: Unit;
  readonly #count: number;
  readonly #delimiter: number;
  readonly #pieces: Piece[] = [];
  #length = 0;
  #delimiters = 0;

  /** @param count of `unit` that are kept */
  constructor(tool: Tool, unit: Unit, count: number, delimiter: number) {
    this.#tool = tool;
    this.#unit = unit;
    this.#count = count;
    this.#delimiter = delimiter;
  }

  /** Takes a piece, and gives those that are surely not among the last. */
  push(bytes: Uint8Array): readonly Uint8Array[] {
    if (!this.#tool.sys.sbrk(bytes.length)) this.#tool.die('memory exhausted');
    const delimiters = this.#unit === 'lines' ? delimitersIn(bytes, this.#delimiter) : 0;
    this.#pieces.push({ bytes, delimiters });
    this.#length += bytes.length;
    this.#delimiters += delimiters;
    const free: Uint8Array[] = [];
    for (let first = this.#pieces[0]; first !== undefined && !this.#needs(first); first = this.#pieces[0]) {
      this.#pieces.shift();
      this.#length -= first.bytes.length;
      this.#delimiters -= first.delimiters;
      this.#tool.sys.sbrk(-first.bytes.length);
      free.push(first.bytes);
    }
    return free;
  }

  /** At the end: what was kept, cut where the last ones begin. */
  end(): { readonly before: Uint8Array; readonly last: Uint8Array } {
    const all = joinBytes(
      this.#pieces.map(({ bytes }) => bytes),
      this.#length,
    );
    const at = this.#unit === 'bytes' ? Math.max(0, all.length - this.#count) : this.#lastLines(all);
    return { before: all.subarray(0, at), last: all.subarray(at) };
  }

  #needs({ bytes, delimiters }: Piece): boolean {
    // A last line without its delimiter is a line, too: one more may be needed than there are delimiters.
    return this.#unit === 'bytes'
      ? this.#length - bytes.length < this.#count
      : this.#delimiters - delimiters <= this.#count;
  }

  #lastLines(all: Uint8Array): number {
    if (this.#count === 0) return all.length;
    let from = all.at(-1) === this.#delimiter ? all.length - 2 : all.length - 1;
    for (let left = this.#count; left > 0; left--) {
      const at = from < 0 ? -1 : all.lastIndexOf(this.#delimiter, from);
      if (at < 0) return 0;
      if (left === 1) return at + 1;
      from = at - 1;
    }
    return 0;
  }
}

export function delimitersIn(bytes: Uint8Array, delimiter: number): number {
  let count = 0;
  for (let at = bytes.indexOf(delimiter); at >= 0; at = bytes.indexOf(delimiter, at + 1)) count++;
  return count;
}

/** Where the first `count` lines end, or undefined where there are fewer; and how many there are. */
export function endOfLines(bytes: Uint8Array, count: number, delimiter: number): number | undefined {
  let at = 0;
  for (let left = count; left > 0; left--) {
    const found = bytes.indexOf(delimiter, at);
    if (found < 0) return undefined;
    at = found + 1;
  }
  return at;
}

const suffixes = /^(\d+)(b|[kKMGTPEZY](?:B|iB)?|m)?$/;
const powers = 'KMGTPEZY';

/** The number of an option, `10`, `4K`, `1MB`, `2b`; what is none ends the command. */
export function countOf(tool: Tool, text: string, unit: Unit): number {
  const [, digits = '', suffix = ''] = suffixes.exec(text.replace(/^(?=[a-zA-Z])/, '1')) ?? [];
  if (digits === '') return tool.die(`invalid number of ${unit}: ${tool.word(text)}`);
  const count = BigInt(digits) * unitOf(suffix);
  if (count >= 1n << 64n)
    return tool.die(`invalid number of ${unit}: ${tool.word(text)}: Value too large for defined data type`);
  return Number(count);
}

function unitOf(suffix: string): bigint {
  if (suffix === '') return 1n;
  if (suffix === 'b') return 512n;
  const radix = suffix.length === 2 ? 1000n : 1024n;
  return radix ** BigInt(powers.indexOf(suffix.charAt(0).toUpperCase()) + 1);
}
