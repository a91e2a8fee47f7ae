// shuf: lines in random order. The randomness is the machine's own.
import { O_CREAT, O_TRUNC, O_WRONLY } from '../../abi/flags.ts';
import { Input } from '../../kernel/stdio.ts';
import { argumentText, byteText } from '../coreutils/byte-text.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';

export const shuf = defineTool({
  name: 'shuf',
  synopsis: '[OPTION]... [FILE]\n-e [OPTION]... [ARG]...\n-i LO-HI [OPTION]...',
  summary: 'Prints lines in random order.',
  options: [
    'e,echo|each ARG is a line',
    'i,input-range=LO-HI|each number of the range is a line',
    'n,head-count=COUNT|no more than COUNT lines',
    'o,output=FILE|into FILE',
    ',random-source=FILE|random bytes of FILE',
    'r,repeat|lines may come again',
    'z,zero-terminated|lines end with NUL',
  ],
  *run(tool) {
    const range = rangeOf(tool);
    const counts = tool.options
      .filter(({ name }) => name === 'head-count')
      .map(({ value = '' }) => countOf(tool, value));
    const count = counts.length === 0 ? Infinity : Math.min(...counts);
    if (tool.has('echo') && range !== undefined) return tool.usage('cannot combine -e and -i options');
    if (tool.options.filter(({ name }) => name === 'input-range').length > 1)
      return tool.die('multiple -i options specified');
    if (tool.options.filter(({ name }) => name === 'output').length > 1)
      return tool.die('multiple output files specified');
    const extra = range === undefined ? tool.operands[1] : tool.operands[0];
    if (!tool.has('echo') && extra !== undefined) return tool.extraOperand(extra);
    const end = tool.has('zero-terminated') ? '\0' : '\n';
    const dice = new Dice(tool, yield* randomBytes(tool));
    const lines = yield* linesOf(tool, range, end);
    if (lines === undefined) return 1;
    const output = tool.value('output');
    if (output !== undefined) {
      const fd = tool.sys.open(output, O_WRONLY | O_CREAT | O_TRUNC, 0o666);
      if (fd.err !== undefined) return tool.die(`${tool.file(output)}: ${tool.reason(fd.err)}`);
      tool.sys.dup2(fd.ok, 1);
    }
    yield* print(tool, lines, count, dice, end);
    return undefined;
  },
});

function* print(tool: Tool, lines: string[], count: number, dice: Dice, end: string): Steps<void> {
  if (tool.has('repeat')) {
    if (count > 0 && lines.length === 0) tool.die('no lines to repeat');
    for (let i = 0; i < count; i++) {
      tool.printBytes((lines[dice.below(lines.length)] ?? '') + end);
      yield* tool.settle();
      if (i % 1024 === 1023) yield { wait: 'turn' };
    }
    return;
  }
  const wanted = Math.min(count, lines.length);
  for (let i = 0; i < wanted; i++) {
    const j = i + dice.below(lines.length - i);
    const chosen = lines[j] ?? '';
    lines[j] = lines[i] ?? '';
    tool.printBytes(chosen + end);
    yield* tool.settle();
  }
}

function countOf(tool: Tool, text: string): number {
  return /^\s*\+?\d+$/.test(text) ? Number(text) : tool.die(`invalid line count: ${tool.word(text)}`);
}

function rangeOf(tool: Tool): readonly [number, number] | undefined {
  const text = tool.value('input-range');
  if (text === undefined) return undefined;
  const match = /^(\d+)-(\d+)$/.exec(text);
  const [low, high] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || high - low + 1 < 0) return tool.die(`invalid input range: ${tool.word(text)}`);
  return [low, high];
}

function* linesOf(tool: Tool, range: readonly [number, number] | undefined, end: string): Steps<string[] | undefined> {
  if (tool.has('echo')) return tool.operands.map(argumentText);
  if (range !== undefined) return Array.from({ length: range[1] - range[0] + 1 }, (_, i) => String(range[0] + i));
  const input = tool.open(tool.operands[0] ?? '-');
  if (input === undefined) return undefined;
  const { ok, err } = yield* input.rest();
  if (err !== undefined) return tool.die(`read error: ${tool.reason(err)}`);
  const lines = byteText(ok).split(end);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function* randomBytes(tool: Tool): Steps<Uint8Array | undefined> {
  const name = tool.value('random-source');
  if (name === undefined) return undefined;
  const fd = tool.sys.open(name, 0);
  if (fd.err !== undefined) return tool.die(`${tool.file(name)}: ${tool.reason(fd.err)}`);
  // An endless source is read as far as any run here can need.
  const { ok } = yield* new Input(tool.process, fd.ok).piece();
  tool.sys.close(fd.ok);
  return ok ?? new Uint8Array(0);
}

/** Numbers below a limit, all as likely as another: bytes are collected until they have more values than the limit needs. */
class Dice {
  readonly #tool: Tool;
  readonly #source: Uint8Array | undefined;
  #at = 0;
  #held = 0n;
  #most = 0n;

  constructor(tool: Tool, source: Uint8Array | undefined) {
    this.#tool = tool;
    this.#source = source;
  }

  below(limit: number): number {
    const top = BigInt(limit) - 1n;
    for (;;) {
      while (this.#most < top) {
        this.#held = (this.#held << 8n) + BigInt(this.#byte());
        this.#most = (this.#most << 8n) + 255n;
      }
      if (this.#most === top) {
        const value = this.#held;
        this.#held = this.#most = 0n;
        return Number(value);
      }
      const choices = top + 1n;
      const excess = (this.#most - top) % choices;
      const unusable = excess === 0n ? 0n : this.#most - top - (this.#most - top - excess);
      const usable = this.#most - unusable;
      const remainder = this.#held % choices;
      const isUsable = this.#held <= usable;
      if (isUsable) {
        this.#held /= choices;
        this.#most = usable / choices;
        return Number(remainder);
      }
      this.#held = remainder;
      this.#most = unusable - 1n;
    }
  }

  #byte(): number {
    if (this.#source === undefined) return this.#tool.sys.getrandom(1)[0] ?? 0;
    const byte = this.#source[this.#at++];
    if (byte === undefined)
      return this.#tool.die(`${this.#tool.file(this.#tool.value('random-source') ?? '')}: end of file`);
    return byte;
  }
}
