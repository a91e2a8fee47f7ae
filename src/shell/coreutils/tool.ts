// A command of the userland: what GNU's commands have in common. A `Tool` is one run of it. Its stdout is buffered and its
// stderr is not, as in C: that order is seen wherever both go to one file.
import { decodeBytes } from '../../abi/bytes.ts';
import { strerror, type Errno } from '../../abi/errno.ts';
import { O_RDONLY } from '../../abi/flags.ts';
import { Input, Output, OutputError } from '../../kernel/stdio.ts';
import type { Process, Syscalls, Wait, Woken } from '../../kernel/program.ts';
import type { Command } from '../command.ts';
import { textBytes } from './byte-text.ts';
import { optionSpec, parseOptions, type GivenOption, type OptionSpec } from './options.ts';
import { quoteAlways, quoteIfNeeded, quoteLocale } from './quote.ts';

export type Steps<T> = Generator<Wait, T, Woken>;

export interface ToolSpec {
  readonly name: string;
  readonly paths?: readonly string[];
  /** The package that `--version` names. */
  readonly suite?: string;
  /** After the command's name in `--help`, one a line. */
  readonly synopsis: string;
  readonly summary: string;
  readonly options?: readonly string[];
  /** Exit status of a wrong usage. */
  readonly trouble?: number;
  /** Likewise, where it is another than that of other troubles. */
  readonly usageStatus?: number;
  /** What wrong usage says in place of `Try 'NAME --help' …`. */
  readonly wrongUsage?: string;
  readonly stopAtOperand?: boolean;
  /** Puts old spellings (`head -5`) into words that getopt knows. */
  readonly rewrite?: (args: readonly string[], tool: Tool) => readonly string[];
  /** `parse: false`: the arguments are operands, all of them. */
  readonly parse?: boolean;
  /** Runs the command; the exit status is `tool.status` unless it is returned. */
  readonly run: (tool: Tool) => Generator<Wait, number | undefined, Woken>;
}

const suites: Readonly<Record<string, string>> = {
  coreutils: '(GNU coreutils) 9.1',
  findutils: '(GNU findutils) 4.9.0',
  grep: '(GNU grep) 3.8',
  sed: '(GNU sed) 4.9',
  diffutils: '(GNU diffutils) 3.8',
  'util-linux': 'from util-linux 2.38.1',
  libmount: 'from util-linux 2.38.1 (libmount 2.38.1: selinux, smack, btrfs, verity, namespaces, assert, debug)',
  procps: 'from procps-ng 4.0.2',
  attr: '2.5.1',
  hostname: '3.23',
  tree: 'v2.1.0',
  file: '5.44',
  less: '590',
  ncurses: '6.4.20221231',
};

const errorFlushes: ReadonlySet<string> = new Set(['coreutils', 'findutils', 'diffutils', 'grep']);

/** Leaves a command with this status. */
export class Exit extends Error {
  readonly status: number;

  constructor(status: number) {
    super('exit');
    this.status = status;
  }
}

export function defineTool(spec: ToolSpec): Command {
  let parsed: readonly OptionSpec[] | undefined;
  const specs = (): readonly OptionSpec[] => (parsed ??= withCommon((spec.options ?? []).map(optionSpec)));
  return {
    name: spec.name,
    paths: spec.paths ?? [`/usr/bin/${spec.name}`],
    manual: spec,
    *program(process: Process) {
      const tool = new Tool(process, spec);
      try {
        if (spec.parse === false) tool.operands = process.argv.slice(1);
        else tool.parse(specs());
        tool.status = (yield* spec.run(tool)) ?? tool.status;
        yield* tool.finish();
      } catch (error) {
        if (error instanceof Exit) tool.status = error.status;
        else if (error instanceof OutputError) {
          tool.warn(`write error: ${strerror(error.errno)}`);
          return spec.trouble ?? 1;
        } else throw error;
        try {
          yield* tool.finish();
        } catch (late) {
          if (!(late instanceof OutputError)) throw late;
          tool.warn(`write error: ${strerror(late.errno)}`);
          return spec.trouble ?? 1;
        }
      }
      return tool.status;
    },
  };
}

/** Every command has `--help` and `--version`; some by a letter, too. */
function withCommon(own: readonly OptionSpec[]): readonly OptionSpec[] {
  const common = [',help|show this help', ',version|show the version'].map(optionSpec);
  return [...own, ...common.filter(({ long }) => !own.some((spec) => spec.long === long))];
}

export class Tool {
  readonly process: Process;
  readonly sys: Syscalls;
  readonly spec: ToolSpec;
  /** As it was called: what messages begin with. */
  readonly name: string;
  readonly out: Output;
  readonly errors: Output;
  options: readonly GivenOption[] = [];
  operands: readonly string[] = [];
  status = 0;

  constructor(process: Process, spec: ToolSpec) {
    this.process = process;
    this.sys = process.sys;
    this.spec = spec;
    this.name = process.argv[0] ?? spec.name;
    this.out = new Output(process, 1);
    this.errors = new Output(process, 2);
  }

  parse(specs: readonly OptionSpec[]): void {
    const args = this.process.argv.slice(1);
    const { given, operands, error } = parseOptions(
      specs,
      this.spec.rewrite?.(args, this) ?? args,
      this.spec.stopAtOperand === true,
    );
    for (const { name } of given) {
      if (name === 'help') this.help(specs);
      if (name === 'version') this.version();
    }
    if (error !== undefined) this.usage(error);
    this.options = given;
    this.operands = operands;
  }

  help(specs: readonly OptionSpec[]): never {
    const { name, spec } = this;
    const lines = spec.synopsis
      .split('\n')
      .map((line, i) => `${i === 0 ? 'Usage:' : '  or: '} ${name} ${line}`.trimEnd());
    this.print(`${lines.join('\n')}\n${spec.summary}\n\n`);
    for (const { letters, long, takes, valueName, help } of specs) {
      const short = [...letters].map((letter) => `-${letter}`).join(', ');
      const value = takes === 'nothing' ? '' : takes === 'value' ? `=${valueName}` : `[=${valueName}]`;
      const names =
        long === '' ? short + value.replace('=', ' ') : `${short === '' ? '   ' : `${short},`} --${long}${value}`;
      this.print(names.length < 26 ? `  ${names.padEnd(26)} ${help}\n` : `  ${names}\n${' '.repeat(29)}${help}\n`);
    }
    throw new Exit(0);
  }

  version(): never {
    const { name, suite = 'coreutils' } = this.spec;
    this.print(`${name} ${suites[suite] ?? suite}\n`);
    throw new Exit(0);
  }

  has(name: string): boolean {
    return this.options.some((option) => option.name === name);
  }

  /** The value of the last such option. */
  value(name: string): string | undefined {
    return this.options.findLast((option) => option.name === name)?.value;
  }

  /** Which of these options came last. */
  lastOf(...names: string[]): string | undefined {
    return this.options.findLast((option) => names.includes(option.name))?.name;
  }

  variable(name: string): string | undefined {
    const prefix = `${name}=`;
    return this.process.environ.find((entry) => entry.startsWith(prefix))?.slice(prefix.length);
  }

  /** The locale of a category; C where none is set. */
  locale(category: 'LC_CTYPE' | 'LC_TIME' | 'LC_COLLATE'): string {
    return this.variable('LC_ALL') || this.variable(category) || this.variable('LANG') || 'C';
  }

  get utf8(): boolean {
    return /utf-?8/i.test(this.locale('LC_CTYPE'));
  }

  print(text: string): void {
    this.out.print(text);
  }

  /** Prints text of which each character is a byte. */
  printBytes(text: string): void {
    if (text !== '') this.out.write(textBytes(text));
  }

  /** Says something on stderr, after the command's name. */
  warn(text: string): void {
    this.complain(`${this.name}: ${text}`);
  }

  /** A line on stderr, at once. */
  complain(line: string): void {
    // GNU's error(3) writes what stdout holds first.
    if (this.out.watched || errorFlushes.has(this.spec.suite ?? 'coreutils')) this.out.push();
    this.errors.print(`${line}\n`);
    this.errors.push();
  }

  /** A warning that makes the exit status `status`. */
  error(text: string, status = this.spec.trouble ?? 1): void {
    this.warn(text);
    this.status = Math.max(this.status, status);
  }

  /** What an error number says. */
  reason(err: Errno): string {
    return strerror(err);
  }

  /** `name: what: No such file or directory` */
  failed(what: string, err: Errno, status?: number): void {
    this.error(`${what}: ${strerror(err)}`, status);
  }

  /** Ends with a message. */
  die(text: string, status = this.spec.trouble ?? 1): never {
    this.warn(text);
    throw new Exit(status);
  }

  /** Ends as wrong usage does. */
  usage(text?: string, status = this.spec.usageStatus ?? this.spec.trouble ?? 1): never {
    if (text !== undefined) this.warn(text);
    this.complain(this.spec.wrongUsage ?? `Try '${this.name} --help' for more information.`);
    throw new Exit(status);
  }

  missingOperand(): never {
    this.usage('missing operand');
  }

  extraOperand(operand: string): never {
    this.usage(`extra operand ${this.quote(operand)}`);
  }

  /** 'x', always quoted: how GNU names a file in a sentence. */
  quote(text: string): string {
    return quoteAlways(text, this.utf8);
  }

  /** x, quoted where it must be: how GNU names a file before a colon. */
  file(text: string): string {
    return quoteIfNeeded(text, this.utf8);
  }

  /** ‘x’ or 'x' with C escapes: how GNU names a value. */
  word(text: string): string {
    return quoteLocale(text, this.utf8);
  }

  /** Opens an input; `-` is standard input. What fails is said. */
  open(name: string): Input | undefined {
    if (name === '-') return new Input(this.process, 0);
    const { ok, err } = this.sys.open(name, O_RDONLY);
    if (err === undefined) return new Input(this.process, ok);
    this.failed(this.file(name), err);
    return undefined;
  }

  close(input: Input): void {
    if (input.fd > 2) this.sys.close(input.fd);
  }

  /** All of a file as text, or undefined after the message. */
  *text(name: string): Steps<string | undefined> {
    const input = this.open(name);
    if (input === undefined) return undefined;
    const { ok, err } = yield* input.rest();
    this.close(input);
    if (err === undefined) return decodeBytes(ok);
    this.failed(this.file(name), err);
    return undefined;
  }

  /** Asks on stderr and reads a line: does it begin with y? */
  *confirm(question: string): Steps<boolean> {
    yield* this.out.flush();
    this.errors.print(question);
    yield* this.errors.flush();
    this.answers ??= new Input(this.process, 0);
    const { ok } = yield* this.answers.line();
    return ok !== undefined && /^[yY]/.test(decodeBytes(ok));
  }
  private answers: Input | undefined;

  /** Does `fd` show a person something; how wide is it? */
  columns(): number | undefined {
    const { ok } = this.sys.getWindowSize(1);
    return ok === undefined || ok.columns === 0 ? undefined : ok.columns;
  }

  *settle(): Steps<void> {
    yield* this.errors.flush();
    yield* this.out.settle();
  }

  *finish(): Steps<void> {
    yield* this.errors.flush();
    yield* this.out.flush();
  }
}
