// What sed reads and writes: its input files one line at a time, with a look at whether more follows, and its outputs.
import { strerror } from '../../abi/errno.ts';
import { O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_TRUNC, O_WRONLY } from '../../abi/flags.ts';
import { fileType } from '../../abi/mode.ts';
import { Input, Output } from '../../kernel/stdio.ts';
import type { Steps, Tool } from '../coreutils/tool.ts';
import type { Encoding } from '../regex/character-set.ts';
import { decodeAs } from '../regex/encoding.ts';
import { SedError } from './sed-script.ts';

export interface SedLine {
  text: string;
  /** It ended in a newline; the last of a file may not, and is printed so. */
  ended: boolean;
}

/** An output: a line without its newline is given it as soon as another follows. */
export class SedOutput {
  readonly #output: Output;
  readonly #newline: string;
  #owesNewline = false;

  constructor(output: Output, newline: string) {
    this.#output = output;
    this.#newline = newline;
  }

  line(text: string, ended = true): void {
    this.raw(ended ? text + this.#newline : text);
    this.#owesNewline = !ended;
  }

  raw(text: string): void {
    if (this.#owesNewline && text !== '') this.#output.print(this.#newline);
    if (text !== '') this.#owesNewline = false;
    this.#output.print(text);
  }

  bytes(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    if (this.#owesNewline) this.#output.print(this.#newline);
    this.#owesNewline = false;
    this.#output.write(bytes);
  }

  settle(): Steps<void> {
    return this.#output.settle();
  }

  flush(): Steps<void> {
    return this.#output.flush();
  }
}

export interface InPlace {
  readonly suffix: string;
}

export interface InputPlan {
  readonly files: readonly string[];
  readonly separate: boolean;
  readonly inPlace: InPlace | undefined;
  readonly newline: string;
  readonly encoding: Encoding;
}

interface Edited {
  readonly target: string;
  readonly temporary: string;
  readonly output: Output;
  readonly fd: number;
}

export class SedInput {
  lineNumber = 0;
  /** The file that is read, `-` for standard input. */
  name = '-';
  readonly #tool: Tool;
  readonly #plan: InputPlan;
  readonly #files: string[];
  readonly #standard: SedOutput;
  #input: Input | undefined;
  #ahead: SedLine | undefined;
  #edited: Edited | undefined;
  #output: SedOutput;

  constructor(tool: Tool, plan: InputPlan, standard: SedOutput) {
    this.#tool = tool;
    this.#plan = plan;
    this.#files = [...plan.files];
    this.#standard = standard;
    this.#output = standard;
  }

  /** Where the pattern space is printed: standard output, or the file that will take the place of the one that is read. */
  get output(): SedOutput {
    return this.#output;
  }

  /** @param began called where lines are counted anew */
  *next(began: () => void): Steps<SedLine | undefined> {
    for (;;) {
      if (this.#input === undefined) {
        const file = this.#files.shift();
        if (file === undefined) return undefined;
        if (!(yield* this.#open(file))) continue;
        if (this.#plan.separate) {
          this.lineNumber = 0;
          began();
        }
      }
      const line = this.#ahead ?? (yield* this.#read());
      this.#ahead = undefined;
      if (line === undefined) {
        yield* this.finishFile();
        continue;
      }
      this.lineNumber += 1;
      this.#ahead = yield* this.#read();
      return line;
    }
  }

  /** Is the current line the last: of its file where files stand alone, else of all? */
  *isLast(): Steps<boolean> {
    if (this.#ahead !== undefined) return false;
    if (this.#plan.separate) return true;
    return !(yield* this.#moreFollows());
  }

  /** Is there no further line at all? */
  *isExhausted(): Steps<boolean> {
    return this.#ahead === undefined && !(yield* this.#moreFollows());
  }

  /** Looks past the end of the current file: files that cannot be read or are empty do not count. */
  *#moreFollows(): Steps<boolean> {
    if (this.#plan.separate) return this.#files.length > 0;
    while (this.#ahead === undefined) {
      const file = this.#files.shift();
      if (file === undefined) return false;
      yield* this.finishFile();
      const { name } = this;
      if (!(yield* this.#open(file))) continue;
      this.#ahead = yield* this.#read();
      if (this.#ahead === undefined) this.name = name;
    }
    return true;
  }

  *#open(file: string): Steps<boolean> {
    const tool = this.#tool;
    if (file === '-' && this.#plan.inPlace === undefined) {
      this.name = '-';
      this.#input = new Input(tool.process, 0);
      return true;
    }
    const fd = tool.sys.open(file, O_RDONLY);
    if (fd.err !== undefined) {
      tool.error(`can't read ${file}: ${strerror(fd.err)}`, 2);
      return false;
    }
    this.name = file;
    this.#input = new Input(tool.process, fd.ok);
    if (this.#plan.inPlace !== undefined) return this.#beginEdit(file, fd.ok);
    return true;
  }

  #beginEdit(file: string, fd: number): boolean {
    const tool = this.#tool;
    const stat = tool.sys.fstat(fd).ok;
    if (stat === undefined || fileType(stat.mode) !== 'reg') {
      tool.error(`couldn't edit ${file}: not a regular file`, 4);
      tool.sys.close(fd);
      this.#input = undefined;
      return false;
    }
    const directory = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : './';
    const temporary = `${directory}sed${randomName(tool)}`;
    const out = tool.sys.open(temporary, O_RDWR | O_CREAT | O_EXCL, 0o600);
    if (out.err !== undefined) throw new SedError(`couldn't open temporary file ${temporary}: ${strerror(out.err)}`, 4);
    const output = new Output(tool.process, out.ok);
    this.#edited = { target: file, temporary, output, fd: out.ok };
    this.#output = new SedOutput(output, this.#plan.newline);
    return true;
  }

  /** Closes the file that is read; what was edited takes its place. */
  *finishFile(): Steps<void> {
    const tool = this.#tool;
    const input = this.#input;
    this.#input = undefined;
    const edited = this.#edited;
    if (edited === undefined) {
      if (input !== undefined) tool.close(input);
      return;
    }
    this.#edited = undefined;
    if (input !== undefined) {
      const stat = tool.sys.fstat(input.fd).ok;
      if (stat !== undefined) {
        tool.sys.fchown(edited.fd, stat.uid, stat.gid);
        tool.sys.fchmod(edited.fd, stat.mode & 0o7777);
      }
      tool.close(input);
    }
    yield* edited.output.flush();
    tool.sys.close(edited.fd);
    this.#output = this.#standard;
    const suffix = this.#plan.inPlace?.suffix ?? '';
    if (suffix !== '') this.#rename(edited.target, backupName(edited.target, suffix));
    this.#rename(edited.temporary, edited.target);
  }

  #rename(from: string, to: string): void {
    const { err } = this.#tool.sys.rename(from, to);
    if (err !== undefined) throw new SedError(`cannot rename ${from}: ${strerror(err)}`, 4);
  }

  *#read(): Steps<SedLine | undefined> {
    const { newline, encoding } = this.#plan;
    if (this.#input === undefined) return undefined;
    const bytes = yield* this.#input.line(newline.charCodeAt(0));
    if (bytes.err !== undefined) throw new SedError(`read error on ${this.name}: ${strerror(bytes.err)}`, 4);
    if (bytes.ok.length === 0) return undefined;
    const text = decodeAs(bytes.ok, encoding);
    return text.endsWith(newline) ? { text: text.slice(0, -1), ended: true } : { text, ended: false };
  }
}

function randomName(tool: Tool): string {
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  return [...tool.sys.getrandom(6)].map((byte) => letters[byte % letters.length]).join('');
}

/** A `*` in the suffix stands for the name. */
function backupName(path: string, suffix: string): string {
  const slash = path.lastIndexOf('/') + 1;
  const [directory, name] = [path.slice(0, slash), path.slice(slash)];
  const backup = suffix.includes('*') ? suffix.replaceAll('*', name) : name + suffix;
  return backup.includes('/') ? backup : directory + backup;
}

/** The files of `w`: made when the script is read, written to until the end. */
export class SedWriters {
  readonly #outputs = new Map<string, SedOutput>();
  readonly #standard: () => SedOutput;

  constructor(tool: Tool, names: readonly string[], newline: string, standard: () => SedOutput) {
    this.#standard = standard;
    for (const name of names) {
      if (name === '/dev/stdout') continue;
      const fd =
        name === '/dev/stderr' ? { ok: 2, err: undefined } : tool.sys.open(name, O_WRONLY | O_CREAT | O_TRUNC, 0o666);
      if (fd.err !== undefined) throw new SedError(`couldn't open file ${name}: ${strerror(fd.err)}`, 4);
      this.#outputs.set(name, new SedOutput(new Output(tool.process, fd.ok), newline));
    }
  }

  get(name: string): SedOutput {
    return this.#outputs.get(name) ?? this.#standard();
  }

  /** GNU sed writes these at once: a script may read what it wrote. */
  *flush(): Steps<void> {
    for (const output of this.#outputs.values()) yield* output.flush();
  }
}
