// A file read line by line, as byte text. An error is told once and ends the file.
import type { Errno } from '../../abi/errno.ts';
import type { Input } from '../../kernel/stdio.ts';
import { byteText } from './byte-text.ts';
import type { Steps, Tool } from './tool.ts';

export class LineReader {
  readonly input: Input;
  /** Of the last line that was given: did its delimiter follow? */
  terminated = true;
  failed: Errno | undefined;
  readonly #tool: Tool;
  readonly #name: string;
  readonly #delimiter: string;
  readonly #failure: string | undefined;
  #lines: readonly string[] = [];
  #at = 0;
  #rest: string[] = [];
  #done = false;

  /** @param failure what is said in place of `NAME: REASON` */
  constructor(tool: Tool, input: Input, name: string, delimiter = '\n', failure?: string) {
    this.#failure = failure;
    this.#tool = tool;
    this.input = input;
    this.#name = name;
    this.#delimiter = delimiter;
  }

  /** The next line without its delimiter; undefined at the end. */
  *line(): Steps<string | undefined> {
    if (this.#at >= this.#lines.length) {
      const lines = yield* this.#more();
      if (lines === undefined) return undefined;
      this.#lines = lines;
      this.#at = 0;
    }
    const line = this.#lines[this.#at++];
    this.terminated = !this.#done || this.#at < this.#lines.length || this.#endsWithDelimiter;
    return line;
  }
  #endsWithDelimiter = true;

  /** Lines as many as came at once; undefined at the end. `terminated` tells about the last of them. */
  *lines(): Steps<readonly string[] | undefined> {
    if (this.#at < this.#lines.length) {
      const rest = this.#lines.slice(this.#at);
      this.#at = this.#lines.length;
      return rest;
    }
    const lines = yield* this.#more();
    this.terminated = this.#endsWithDelimiter;
    return lines;
  }

  *#more(): Steps<readonly string[] | undefined> {
    while (!this.#done) {
      const { ok, err } = yield* this.input.piece();
      if (err !== undefined) {
        this.failed = err;
        if (this.#failure === undefined) this.#tool.failed(this.#tool.file(this.#name), err);
        else this.#tool.error(this.#failure);
      }
      if (ok === undefined || ok.length === 0) {
        this.#done = true;
        const last = this.#rest.join('');
        if (last === '') return undefined;
        this.#endsWithDelimiter = false;
        return [last];
      }
      const text = byteText(ok);
      const end = text.lastIndexOf(this.#delimiter);
      // Who reads much and prints little must let others run, too.
      if (ok.length >= 65536) yield { wait: 'turn' };
      if (end < 0) {
        this.#rest.push(text);
        continue;
      }
      this.#rest.push(text.slice(0, end));
      const lines = this.#rest.join('').split(this.#delimiter);
      this.#rest = [text.slice(end + 1)];
      return lines;
    }
    return undefined;
  }
}

/** Opens `name` for lines; what fails is told. */
export function openLines(tool: Tool, name: string, delimiter = '\n'): LineReader | undefined {
  const input = tool.open(name);
  return input === undefined ? undefined : new LineReader(tool, input, name, delimiter);
}

/** Goes over the lines of all operands (none: standard input), each file for itself; `each` prints by what it returns. */
export function* filterLines(
  tool: Tool,
  each: (line: string, delimiter: string) => string,
  delimiter = '\n',
): Steps<void> {
  for (const name of tool.operands.length === 0 ? ['-'] : tool.operands) {
    const reader = openLines(tool, name, delimiter);
    if (reader === undefined) continue;
    for (;;) {
      const lines = yield* reader.lines();
      if (lines === undefined) break;
      let text = '';
      const last = lines.length - 1;
      for (let i = 0; i <= last; i++) text += each(lines[i] ?? '', i < last || reader.terminated ? delimiter : '');
      tool.printBytes(text);
      yield* tool.settle();
    }
    tool.close(reader.input);
  }
}
