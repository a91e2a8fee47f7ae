// The current record of awk and its fields: split when a field is asked for, joined again when one was given a value.
import { outside, toText, type AwkValue } from './awk-values.ts';
import { separatorRegex } from './awk-io.ts';

export class AwkRecord {
  #text = '';
  #fields: AwkValue[] = [];
  #isSplit = true;
  #isJoined = true;
  readonly #separator: () => string;
  readonly #outputSeparator: () => string;
  readonly #isParagraph: () => boolean;

  constructor(separator: () => string, outputSeparator: () => string, isParagraph: () => boolean) {
    this.#separator = separator;
    this.#outputSeparator = outputSeparator;
    this.#isParagraph = isParagraph;
  }

  set(text: string): void {
    this.#text = text;
    this.#isJoined = true;
    this.#isSplit = false;
  }

  get text(): string {
    if (!this.#isJoined) {
      this.#text = this.#fields.map((value) => toText(value, '%.6g')).join(this.#outputSeparator());
      this.#isJoined = true;
    }
    return this.#text;
  }

  get count(): number {
    this.#split();
    return this.#fields.length;
  }

  setCount(count: number): void {
    this.#split();
    while (this.#fields.length < count) this.#fields.push('');
    this.#fields.length = count;
    this.#isJoined = false;
  }

  get(index: number): AwkValue {
    if (index === 0) return outside(this.text);
    this.#split();
    return this.#fields[index - 1];
  }

  setField(index: number, value: AwkValue): void {
    if (index > this.count) this.setCount(index);
    this.#fields[index - 1] = value;
    this.#isJoined = false;
  }

  /** Is made at once where the separator is about to change: what was read is split by the old one. */
  #split(): void {
    if (this.#isSplit) return;
    this.#isSplit = true;
    const separator = this.#separator();
    this.#fields = splitText(this.#text, separator, this.#isParagraph()).map(outside);
  }

  splitNow(): void {
    this.#split();
  }
}

/** Fields of a text. @param linesToo a newline separates them, whatever else does */
export function splitText(text: string, separator: string, linesToo = false): string[] {
  if (text === '') return [];
  if (separator === ' ')
    return text.split(/[ \t\n]+/).filter((field, i, all) => field !== '' || (i > 0 && i < all.length - 1));
  if (separator === '') return [...text];
  if (separator.length === 1 && !linesToo && !/[\\^$.*+?()[\]|]/.test(separator)) return text.split(separator);
  const single =
    separator.length === 1 && separator !== '\\' ? `[${separator === '^' ? '\\^' : separator}]` : separator;
  return splitByRegex(text, linesToo ? `(${single})|\n` : single);
}

function splitByRegex(text: string, source: string): string[] {
  const regex = separatorRegex(source);
  const fields: string[] = [];
  let start = 0;
  for (let from = 0; from <= text.length;) {
    const match = regex.exec(text, from);
    if (match === undefined) break;
    if (match.end === match.start) {
      from = match.end + 1;
      continue;
    }
    fields.push(text.slice(start, match.start));
    start = match.end;
    from = match.end;
  }
  return [...fields, text.slice(start)];
}
