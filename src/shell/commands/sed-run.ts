// Runs a script of sed: one cycle a line.
import { encodeBytes, decodeBytes } from '../../abi/bytes.ts';
import { Input } from '../../kernel/stdio.ts';
import { outputOfShell } from '../coreutils/sh.ts';
import type { Steps, Tool } from '../coreutils/tool.ts';
import type { RegexMatch } from '../regex/regex.ts';
import type { SedInput, SedLine, SedOutput, SedWriters } from './sed-files.ts';
import { SedError, type SedAddress, type SedCommand, type SedRegex, type Substitution } from './sed-script.ts';
import { CaseWriter } from './sed-text.ts';

export interface RunOptions {
  readonly quiet: boolean;
  /** The end of the script, as errors of the run name it. */
  readonly place: string;
  readonly posix: boolean;
  readonly unbuffered: boolean;
  readonly newline: string;
  /** Where `l` folds lines. */
  readonly lineLength: number;
}

type RangeState = { state: 'inactive' | 'active' | 'closed'; end: number };
type Appended =
  { readonly type: 'text'; readonly text: string } | { readonly type: 'line' | 'file'; readonly file: string };

/** How a cycle goes on: to the next, with what is left, or to the end with a status. */
type Flow = 'next' | 'deleted' | 'again' | { readonly status: number; readonly print: boolean };

export class SedRun {
  readonly #tool: Tool;
  readonly #commands: readonly SedCommand[];
  readonly #input: SedInput;
  readonly #writers: SedWriters;
  readonly #options: RunOptions;
  readonly #ranges: RangeState[];
  readonly #readers = new Map<string, Input | undefined>();
  #pattern: SedLine = { text: '', ended: true };
  #hold: SedLine = { text: '', ended: true };
  #appended: Appended[] = [];
  #replaced = false;
  #last: SedRegex | undefined;
  #steps = 0;

  constructor(tool: Tool, commands: readonly SedCommand[], input: SedInput, writers: SedWriters, options: RunOptions) {
    this.#tool = tool;
    this.#commands = commands;
    this.#input = input;
    this.#writers = writers;
    this.#options = options;
    this.#ranges = commands.map(() => ({ state: 'inactive', end: 0 }));
    this.#resetRanges();
  }

  get #output(): SedOutput {
    return this.#input.output;
  }

  #resetRanges(): void {
    for (const [i, { first }] of this.#commands.entries()) {
      const range = this.#ranges[i];
      if (range !== undefined) range.state = first?.type === 'line' && first.line === 0 ? 'active' : 'inactive';
    }
  }

  /** The status that `q` gave, if it did. */
  *run(): Steps<number | undefined> {
    let again = false;
    for (;;) {
      if (!again && !(yield* this.#read())) return undefined;
      this.#replaced = false;
      const flow = yield* this.#cycle();
      again = flow === 'again';
      const ends = typeof flow === 'object';
      if (!this.#options.quiet && (flow === 'next' || (ends && flow.print))) this.#print();
      if (!ends || flow.print) yield* this.#append();
      yield* this.#settle();
      if (!ends) continue;
      yield* this.#input.finishFile();
      return flow.status;
    }
  }

  *#settle(): Steps<void> {
    yield* this.#output.settle();
    if (this.#options.unbuffered) yield* this.#output.flush();
    if (++this.#steps % 200 === 0) yield { wait: 'turn' };
  }

  #print(): void {
    this.#output.line(this.#pattern.text, this.#pattern.ended);
  }

  *#read(): Steps<boolean> {
    const line = yield* this.#input.next(() => this.#resetRanges());
    if (line === undefined) return false;
    this.#pattern = line;
    return true;
  }

  /** What a, r and R have put off. */
  *#append(): Steps<void> {
    const queue = this.#appended;
    this.#appended = [];
    for (const item of queue) {
      if (item.type === 'text') this.#output.raw(item.text);
      else if (item.type === 'file') yield* this.#appendFile(item.file);
      else {
        const line = yield* this.#lineOf(item.file);
        if (line !== undefined) this.#output.line(line.text, line.ended);
      }
    }
  }

  *#appendFile(file: string): Steps<void> {
    const fd = file === '/dev/stdin' ? { ok: 0, err: undefined } : this.#tool.sys.open(file, 0);
    if (fd.err !== undefined) return;
    const input = new Input(this.#tool.process, fd.ok);
    for (;;) {
      const { ok } = yield* input.piece();
      if (ok === undefined || ok.length === 0) break;
      this.#output.bytes(ok);
    }
    this.#tool.close(input);
  }

  *#lineOf(file: string): Steps<SedLine | undefined> {
    if (!this.#readers.has(file)) {
      const fd = file === '/dev/stdin' ? { ok: 0, err: undefined } : this.#tool.sys.open(file, 0);
      this.#readers.set(file, fd.err === undefined ? new Input(this.#tool.process, fd.ok) : undefined);
    }
    const { newline } = this.#options;
    const reader = this.#readers.get(file);
    if (reader === undefined) return undefined;
    const { ok } = yield* reader.line(newline.charCodeAt(0));
    if (ok === undefined || ok.length === 0) return undefined;
    const text = decodeBytes(ok);
    return text.endsWith(newline) ? { text: text.slice(0, -1), ended: true } : { text, ended: false };
  }

  *#cycle(): Steps<Flow> {
    for (let at = 0; at < this.#commands.length;) {
      const command = this.#commands[at];
      if (command === undefined) break;
      if ((yield* this.#selects(command, at)) === command.negated) {
        at = command.name === '{' ? command.target : at + 1;
        continue;
      }
      const flow = yield* this.#execute(command, at);
      if (typeof flow === 'number') {
        // A loop that reads nothing must not keep others from running.
        if (flow <= at && ++this.#steps % 1000 === 0) yield { wait: 'turn' };
        at = flow;
      } else return flow;
    }
    return 'next';
  }

  *#selects({ first, second }: SedCommand, at: number): Steps<boolean> {
    if (first === undefined) return true;
    if (second === undefined) return yield* this.#matches(first);
    const range = this.#ranges[at];
    if (range === undefined) throw new Error('a command has no range');
    const line = this.#input.lineNumber;
    if (range.state === 'active') {
      if (second.type === 'regex' || second.type === 'last' || second.type === 'step') {
        if (yield* this.#matches(second)) range.state = 'closed';
        return true;
      }
      if (line >= range.end) range.state = 'closed';
      return line <= range.end || (yield* this.#matches(first));
    }
    if (first.type === 'line') {
      if (range.state === 'closed' || line < first.line) return false;
    } else if (!(yield* this.#matches(first))) return false;
    switch (second.type) {
      case 'line':
        range.end = second.line;
        break;
      case 'plus':
        range.end = line + second.count;
        break;
      case 'multiple':
        range.end = Math.ceil(line / second.of) * second.of;
        break;
      default:
        range.state = 'active';
        return true;
    }
    range.state = line >= range.end ? 'closed' : 'active';
    return line <= range.end || first.type !== 'line' || line === first.line;
  }

  *#matches(address: SedAddress): Steps<boolean> {
    const line = this.#input.lineNumber;
    switch (address.type) {
      case 'line':
        return line === address.line;
      case 'step':
        return line >= address.first && (line - address.first) % address.step === 0;
      case 'last':
        return yield* this.#input.isLast();
      case 'regex':
        return this.#find(address.regex, this.#pattern.text, 0) !== undefined;
    }
  }

  #find(regex: SedRegex, text: string, from: number): RegexMatch | undefined {
    const used = regex.isLast ? this.#last : regex;
    if (used === undefined) throw new SedError(`${this.#options.place}: no previous regular expression`);
    this.#last = used;
    return used.find(text, from);
  }

  /** The command to go on with, or how the cycle ends. */
  *#execute(command: SedCommand, at: number): Steps<number | Flow> {
    const pattern = this.#pattern;
    const cut = pattern.text.indexOf(this.#options.newline);
    switch (command.name) {
      case '=':
        this.#output.raw(`${this.#input.lineNumber}\n`);
        break;
      case 'a':
        this.#appended.push({ type: 'text', text: command.text });
        break;
      case 'b':
        return this.#jump(command);
      case 't':
      case 'T': {
        const taken = this.#replaced === (command.name === 't');
        this.#replaced = false;
        if (taken) return this.#jump(command);
        break;
      }
      case 'c':
        if (command.second === undefined || command.negated || this.#ranges[at]?.state === 'closed')
          this.#output.raw(command.text);
        return 'deleted';
      case 'd':
        return 'deleted';
      case 'D':
        if (cut < 0) return 'deleted';
        pattern.text = pattern.text.slice(cut + 1);
        return 'again';
      case 'e':
        yield* this.#evaluate(command);
        break;
      case 'F':
        this.#output.raw(`${this.#input.name}\n`);
        break;
      case 'g':
        this.#pattern = { ...this.#hold };
        break;
      case 'G':
        pattern.text += this.#options.newline + this.#hold.text;
        pattern.ended ||= this.#hold.ended;
        break;
      case 'h':
        this.#hold = { ...pattern };
        break;
      case 'H':
        this.#hold.text += this.#options.newline + pattern.text;
        this.#hold.ended ||= pattern.ended;
        break;
      case 'i':
        this.#output.raw(command.text);
        break;
      case 'l':
        this.#list(command.number ?? this.#options.lineLength);
        break;
      case 'n':
      case 'N':
        return yield* this.#readOn(command.name, at);
      case 'p':
        this.#print();
        break;
      case 'P':
        this.#output.line(cut < 0 ? pattern.text : pattern.text.slice(0, cut), true);
        break;
      case 'q':
      case 'Q':
        return { status: command.number ?? 0, print: command.name === 'q' };
      case 'r':
        this.#appended.push({ type: 'file', file: command.text });
        break;
      case 'R':
        this.#appended.push({ type: 'line', file: command.text });
        break;
      case 's':
        if (command.substitution !== undefined) yield* this.#substitute(command.substitution);
        break;
      case 'w':
      case 'W': {
        const short = command.name === 'W' && cut >= 0;
        this.#writers.get(command.text).line(short ? pattern.text.slice(0, cut) : pattern.text, short || pattern.ended);
        yield* this.#writers.flush();
        break;
      }
      case 'x':
        [this.#pattern, this.#hold] = [this.#hold, pattern];
        break;
      case 'y':
        pattern.text = [...pattern.text].map((char) => command.transliteration?.get(char) ?? char).join('');
        break;
      case 'z':
        pattern.text = '';
        break;
    }
    return at + 1;
  }

  #jump({ target }: SedCommand): number {
    return target < 0 ? this.#commands.length : target;
  }

  *#readOn(name: 'n' | 'N', at: number): Steps<number | Flow> {
    const { quiet, posix, newline } = this.#options;
    if (yield* this.#input.isExhausted()) return { status: 0, print: !(name === 'N' && posix) };
    if (name === 'n' && !quiet) this.#print();
    const before = this.#pattern.text;
    yield* this.#append();
    if (!(yield* this.#read())) return { status: 0, print: false };
    if (name === 'N') this.#pattern.text = before + newline + this.#pattern.text;
    return at + 1;
  }

  *#evaluate(command: SedCommand): Steps<void> {
    yield* this.#output.flush();
    const text = command.text === '' ? this.#pattern.text : command.text;
    const { ok } = yield* outputOfShell(this.#tool.process, text);
    if (ok === undefined) return;
    if (command.text !== '') this.#output.bytes(ok);
    else this.#pattern.text = decodeBytes(ok).replace(/\n$/, '');
  }

  *#substitute(substitution: Substitution): Steps<void> {
    const { regex, global, number, print, file, evaluate } = substitution;
    const pattern = this.#pattern;
    const writer = new CaseWriter();
    const plain = (text: string): void => {
      writer.change('E');
      writer.add(text);
    };
    let from = 0;
    let copied = 0;
    let count = 0;
    let done = false;
    while (from <= pattern.text.length) {
      const match = this.#find(regex, pattern.text, from);
      if (match === undefined) break;
      const { start, end } = match;
      const isEmptyBehind = start === end && start === copied && count > 0;
      if (!isEmptyBehind) {
        count += 1;
        if (count >= number) {
          plain(pattern.text.slice(copied, start));
          replace(writer, substitution, match, pattern.text);
          copied = end;
          done = true;
          if (!global) break;
        }
      }
      from = end > start ? end : end + ((pattern.text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
      if (count < number) {
        plain(pattern.text.slice(copied, end));
        copied = end;
      }
    }
    if (!done) return;
    plain(pattern.text.slice(copied));
    pattern.text = writer.text;
    this.#replaced = true;
    if (evaluate) {
      yield* this.#output.flush();
      const { ok } = yield* outputOfShell(this.#tool.process, pattern.text);
      if (ok !== undefined) pattern.text = decodeBytes(ok).replace(/\n$/, '');
    }
    if (print) this.#print();
    if (file === undefined) return;
    this.#writers.get(file).line(pattern.text, pattern.ended);
    yield* this.#writers.flush();
  }

  /** The pattern space without doubt: what is not printable is escaped, the end is marked. */
  #list(length: number): void {
    const width = length > 1 ? length - 1 : Infinity;
    let line = '';
    for (const char of this.#pattern.text) {
      for (const shown of listed(char)) {
        if (line.length + shown.length > width) {
          this.#output.raw(`${line}\\\n`);
          line = '';
        }
        line += shown;
      }
    }
    this.#output.raw(`${line}$\n`);
  }
}

const listEscapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

function listed(char: string): readonly string[] {
  const escape = listEscapes[char];
  if (escape !== undefined) return [escape];
  if (/^[ -~]$/.test(char)) return [char];
  return [...encodeBytes(char)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`);
}

function replace(writer: CaseWriter, { parts }: Substitution, match: RegexMatch, text: string): void {
  for (const part of parts) {
    if (part.type === 'text') writer.add(part.text);
    else if (part.type === 'case') writer.change(part.change);
    else if (part.group === 0) writer.add(text.slice(match.start, match.end));
    else {
      const [start, end] = match.spans()[part.group] ?? [-1, -1];
      if (start >= 0) writer.add(text.slice(start, end));
    }
  }
}
