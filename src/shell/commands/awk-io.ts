// What an awk program reads and writes: records from files and commands, and outputs that stay open until they are closed.
import { strerror } from '../../abi/errno.ts';
import { O_APPEND, O_CREAT, O_RDONLY, O_TRUNC, O_WRONLY } from '../../abi/flags.ts';
import { waitpid } from '../../kernel/blocking.ts';
import { Input, Output } from '../../kernel/stdio.ts';
import { shellStatus } from '../coreutils/exec.ts';
import { openShell, type Piped } from '../coreutils/sh.ts';
import type { Steps, Tool } from '../coreutils/tool.ts';
import { decodeAs } from '../regex/encoding.ts';
import { compileRegex, type Regex } from '../regex/regex.ts';
import { awkExtended } from '../regex/syntax.ts';
import { AwkError } from './awk-ast.ts';

/** What separates records: one character, nothing (blank lines), or an expression. */
export class RecordReader {
  readonly #input: Input;
  #text = '';
  #at = 0;
  #isAtEnd = false;
  /** What stopped the reading, if anything did. */
  error: string | undefined;

  constructor(input: Input) {
    this.#input = input;
  }

  get fd(): number {
    return this.#input.fd;
  }

  *#fill(): Steps<boolean> {
    if (this.#isAtEnd) return false;
    const { ok, err } = yield* this.#input.piece();
    if (err !== undefined) this.error = strerror(err);
    if (ok === undefined || ok.length === 0) {
      this.#isAtEnd = true;
      return false;
    }
    this.#text = this.#text.slice(this.#at) + decodeAs(ok, 'bytes');
    this.#at = 0;
    return true;
  }

  /** undefined at the end. */
  *record(separator: string): Steps<string | undefined> {
    if (separator === '') return yield* this.#paragraph();
    if (separator.length > 1) return yield* this.#upTo(separatorRegex(separator));
    for (let from = this.#at; ;) {
      const end = this.#text.indexOf(separator, from);
      if (end >= 0) return this.#taken(end, end + 1);
      const length = this.#text.length - this.#at;
      if (!(yield* this.#fill())) return this.#rest();
      from = this.#at + length;
    }
  }

  #taken(end: number, next: number): string {
    const record = this.#text.slice(this.#at, end);
    this.#at = next;
    return record;
  }

  #rest(): string | undefined {
    if (this.#at >= this.#text.length) return undefined;
    return this.#taken(this.#text.length, this.#text.length);
  }

  *#upTo(regex: Regex): Steps<string | undefined> {
    for (;;) {
      const rest = this.#text.slice(this.#at);
      const match = regex.exec(rest);
      // What ends where the text so far ends might go on.
      if (match !== undefined && match.end > match.start && (match.end < rest.length || this.#isAtEnd))
        return this.#taken(this.#at + match.start, this.#at + match.end);
      if (!(yield* this.#fill())) {
        if (match !== undefined && match.end > match.start) continue;
        return this.#rest();
      }
    }
  }

  *#paragraph(): Steps<string | undefined> {
    for (;;) {
      while (this.#text[this.#at] === '\n') this.#at += 1;
      if (this.#at < this.#text.length || !(yield* this.#fill())) break;
    }
    for (;;) {
      const end = this.#text.indexOf('\n\n', this.#at);
      if (end >= 0) return this.#taken(end, end + 2);
      if (!(yield* this.#fill())) return this.#rest()?.replace(/\n$/, '');
    }
  }
}

/** @throws RegexError */
export function separatorRegex(source: string): Regex {
  return compileRegex(awkRegexSource(source), { syntax: awkExtended, encoding: 'bytes' });
}

const letters: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  v: '\v',
  a: '\x07',
  b: '\b',
  '"': '"',
  '/': '/',
};

/** An expression with awk's escapes made plain. */
export function awkRegexSource(source: string): string {
  return source.replace(/\\(?:([0-7]{1,3})|([^]))/g, (whole, octal: string | undefined, char: string | undefined) => {
    if (octal !== undefined) {
      const byte = parseInt(octal, 8) & 255;
      const text = String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte);
      return /[.*[\]^$\\+?(){}|]/.test(text) ? `\\${text}` : text;
    }
    return letters[char ?? ''] ?? whole;
  });
}

/** mawk's words for what is wrong with an expression. */
export function regexTrouble(message: string): string {
  if (message.startsWith('Unmatched (')) return "missing ')'";
  if (message.startsWith('Unmatched )')) return "missing '('";
  if (message.startsWith('Unmatched [') || message === 'Invalid regular expression') return 'bad class -- [], [^] or [';
  return 'missing operand';
}

interface Sink {
  readonly output: Output;
  readonly piped: Piped | undefined;
}

export class AwkStreams {
  readonly #tool: Tool;
  readonly #sinks = new Map<string, Sink>();
  readonly #sources = new Map<string, { readonly reader: RecordReader; readonly piped: Piped | undefined }>();

  constructor(tool: Tool) {
    this.#tool = tool;
  }

  /** Where `print > name` and its like go. @throws AwkError */
  output(to: '>' | '>>' | '|', name: string): Output {
    const known = this.#sinks.get(name);
    if (known !== undefined) return known.output;
    if (to !== '|' && (name === '/dev/stdout' || name === '-')) return this.#tool.out;
    const { process } = this.#tool;
    let sink: Sink;
    if (to === '|') {
      const shell = openShell(process, name, 'write');
      if (shell.err !== undefined) throw new AwkError(`can't open "${name}" (${strerror(shell.err)}) for output`);
      sink = { output: new Output(process, shell.ok.fd), piped: shell.ok };
    } else if (name === '/dev/stderr') sink = { output: this.#tool.errors, piped: undefined };
    else {
      const flags = O_WRONLY | O_CREAT | (to === '>' ? O_TRUNC : O_APPEND);
      const fd = process.sys.open(name, flags, 0o666);
      if (fd.err !== undefined) throw new AwkError(`cannot open "${name}" for output (${strerror(fd.err)})`);
      sink = { output: new Output(process, fd.ok), piped: undefined };
    }
    this.#sinks.set(name, sink);
    return sink.output;
  }

  /** undefined: it cannot be opened. */
  *reader(from: 'file' | 'command', name: string): Steps<RecordReader | undefined> {
    const known = this.#sources.get(name);
    if (known !== undefined) return known.reader;
    const { process } = this.#tool;
    yield* this.flush();
    let input: Input;
    let piped: Piped | undefined;
    if (from === 'command') {
      const shell = openShell(process, name, 'read');
      if (shell.err !== undefined) return undefined;
      piped = shell.ok;
      input = new Input(process, shell.ok.fd);
    } else if (name === '-' || name === '/dev/stdin') input = new Input(process, 0);
    else {
      const fd = process.sys.open(name, O_RDONLY);
      if (fd.err !== undefined) return undefined;
      input = new Input(process, fd.ok);
    }
    const reader = new RecordReader(input);
    this.#sources.set(name, { reader, piped });
    return reader;
  }

  /** Writes all that is held back; undefined names standard output and all others. */
  *flush(name?: string): Steps<number> {
    if (name !== undefined) {
      const sink = this.#sinks.get(name);
      if (sink === undefined) return -1;
      yield* sink.output.flush();
      return 0;
    }
    yield* this.#tool.out.flush();
    for (const { output } of this.#sinks.values()) yield* output.flush();
    return 0;
  }

  /** The exit status of a command, 0 for a file, -1 where nothing of that name is open. */
  *close(name: string): Steps<number> {
    let status = -1;
    const sink = this.#sinks.get(name);
    if (sink !== undefined) {
      this.#sinks.delete(name);
      yield* this.#tool.out.flush();
      yield* sink.output.flush();
      if (sink.output !== this.#tool.errors) this.#tool.sys.close(sink.output.fd);
      status = yield* this.#ended(sink.piped);
    }
    const source = this.#sources.get(name);
    if (source !== undefined) {
      this.#sources.delete(name);
      if (source.reader.fd > 2) this.#tool.sys.close(source.reader.fd);
      status = yield* this.#ended(source.piped);
    }
    return status;
  }

  *#ended(piped: Piped | undefined): Steps<number> {
    if (piped === undefined) return 0;
    const { ok } = yield* waitpid(this.#tool.process, piped.pid);
    return ok === undefined ? -1 : ok.signaled === undefined ? shellStatus(ok) : shellStatus(ok) + 128;
  }

  *closeAll(): Steps<void> {
    yield* this.flush();
    for (const name of [...this.#sinks.keys(), ...this.#sources.keys()]) yield* this.close(name);
  }
}
