// One running shell: its variables, functions, options, jobs and traps. A subshell is a copy made at fork; nothing that a
// child changes is seen by its parent, so what both hold is either copied here or never changed in place.
import { encodeBytes } from '../abi/bytes.ts';
import { strerror } from '../abi/errno.ts';
import type { Signal } from '../abi/signal.ts';
import type { Process, Running, Syscalls, Wait, Woken } from '../kernel/program.ts';
import { write } from '../kernel/blocking.ts';
import type { Command, FunctionDefinition } from './ast.ts';
import type { Builtin } from './builtins/builtin.ts';
import { History } from './history.ts';
import { Jobs } from './run/jobs.ts';
import { defineDynamicVariables } from './dynamic-variables.ts';
import { defaultShopts, type OptionName } from './options.ts';
import { Variables } from './variables.ts';

/** What the session is told of commands: when an accepted line begins to run, and when it ended. */
export interface ShellHooks {
  commandStarted(pid: number, fd: number, text: string): void;
  commandEnded(pid: number): void;
}

/** Runs text as a program in a shell. Handed to the shell, because expansion needs it and it needs expansion. */
export interface Interpreter {
  /** @param context what a syntax error names: `eval`, `command substitution` … */
  runText(shell: Shell, source: string, firstLine: number, context: string): Running;
  runCommand(shell: Shell, command: Command): Running;
}

/** Why the running list is being left. `count`: loops still to leave. */
export type Unwinding =
  | { readonly kind: 'break' | 'continue'; readonly count: number }
  | { readonly kind: 'return' }
  | { readonly kind: 'exit' }
  /** An error or ^C: back to the prompt; a shell without one exits. */
  | { readonly kind: 'abort' };

export interface Frame {
  readonly name: string;
  /** The file it was read from. */
  readonly source: string;
  /** Where it was called. */
  readonly callLine: number;
}

/** A value so long is counted before it is kept. Bytes. */
const muchToKeep = 1 << 20;

/**
 * An error in an expansion, assignment or redirection, and what it ends: its command, all of the line that is being run,
 * the shell unless somebody types (`shell`), or the shell in any case (`process`).
 */
export class ShellError extends Error {
  readonly ends: 'command' | 'line' | 'shell' | 'process';
  readonly status: number;

  constructor(message: string, ends: ShellError['ends'] = 'line', status = 1) {
    super(message);
    this.ends = ends;
    this.status = status;
  }
}

export class Shell {
  process: Process;
  sys: Syscalls;
  readonly hooks: ShellHooks;
  readonly interpreter: Interpreter;
  readonly builtins: ReadonlyMap<string, Builtin>;
  variables = new Variables();
  functions = new Map<string, FunctionDefinition & { readonly file: string; readonly exported: boolean }>();
  aliases = new Map<string, string>();
  /** Moves on when an alias was made. */
  aliasVersion = 0;
  readonly options = new Set<OptionName>();
  readonly shopts = new Set<string>(defaultShopts);
  readonlyFunctions: ReadonlySet<string> = new Set();
  disabledBuiltins = new Set<string>();
  /** `exit` was refused once because of stopped jobs. */
  exitWarned = false;
  positional: readonly string[] = [];
  /** `$0` */
  name = 'bash';
  /** What errors begin with in an interactive shell: `bash` or `-bash`. */
  program = 'bash';
  /** `bash: -c: line 1: …` of a syntax error. */
  inputName: string | undefined;
  interactive = false;
  login = false;
  /** `-c`, for `$-`. */
  commandString = false;
  readingStandardInput = false;
  status = 0;
  pipeStatus: readonly number[] = [0];
  /** Exit status of the last command substitution of the command being expanded. */
  substitutionStatus: number | undefined;
  lastBackground: number | undefined;
  lastArgument = '';
  /** `$$` */
  readonly shellPid: number;
  subshell = 0;
  line = 1;
  /** BASH_COMMAND */
  commandText: () => string = () => '';
  unwinding: Unwinding | undefined;
  loopDepth = 0;
  /** Commands being run within one another. */
  nesting = 0;
  /** Functions and sourced files being run, innermost last. */
  frames: readonly Frame[] = [];
  /** In a condition, where `set -e` and the ERR trap hold still. */
  unchecked = 0;
  traps = new Map<string, string>();
  /** Signals caught and not yet acted upon. */
  pending: Signal[] = [];
  inTrap = 0;
  jobs = new Jobs();
  history = new History();
  hash = new Map<string, { path: string; hits: number }>();
  directories: readonly string[] = [];
  umaskKnown: number | undefined;
  getoptsAt = { index: 1, offset: 0 };
  startedAt: bigint;
  randomState = 0;
  promptNumber = 1;
  /** Directory as `cd` left it (logical); PWD may be changed by the user. */
  cwd = '/';
  /** The process group of the shell and its terminal, where jobs are controlled. */
  terminal: number | undefined;
  terminalGroup = 0;
  /** Ends of pipes that `<(…)` opened for the command being run. */
  processFds: number[] = [];
  output = '';
  outputFd = 1;
  commandsSinceTurn = 0;
  /** `exec` without a command ran well: its redirections stay. */
  execKeeps = false;
  /** Standard input was a pipe or a file from the start: background commands keep it. */
  inputGiven = false;
  /** Options as they were before `local -`. */
  keptOptions: ReadonlySet<OptionName> | undefined;
  /** Levels of substitution, for `+` of `set -x`. */
  subshellTrace = 0;
  /** Called while only a foreground job is waited for; an interactive shell makes a rest of it. */
  restWhileWaiting: (job: number) => void = () => undefined;

  constructor(process: Process, hooks: ShellHooks, builtins: ReadonlyMap<string, Builtin>, interpreter: Interpreter) {
    this.process = process;
    this.sys = process.sys;
    this.hooks = hooks;
    this.builtins = builtins;
    this.interpreter = interpreter;
    this.shellPid = process.pid;
    this.startedAt = process.sys.clockGettime();
    defineDynamicVariables(this);
  }

  /** The shell of a child; its process is put in when it first runs. */
  fork(): Shell {
    const child = Object.create(Shell.prototype) as Shell;
    Object.assign(child, this);
    const mutable = child as { -readonly [K in keyof Shell]: Shell[K] };
    child.variables = this.variables.clone();
    defineDynamicVariables(child, this.variables);
    child.functions = new Map(this.functions);
    child.aliases = new Map(this.aliases);
    mutable.options = new Set(this.options);
    mutable.shopts = new Set(this.shopts);
    child.disabledBuiltins = new Set(this.disabledBuiltins);
    child.traps = new Map(this.traps);
    child.pending = [];
    child.jobs = this.jobs.forChild();
    child.hash = new Map(this.hash);
    child.subshell = this.subshell + 1;
    child.unwinding = undefined;
    child.interactive = false;
    child.getoptsAt = { ...this.getoptsAt };
    child.terminal = undefined;
    child.restWhileWaiting = () => undefined;
    child.processFds = [];
    child.nesting = 0;
    child.wasInteractive = this.interactive || this.wasInteractive;
    child.discardOutput();
    return child;
  }
  /** Forked from an interactive shell: errors are told as it tells them. */
  wasInteractive = false;

  get monitor(): boolean {
    return this.options.has('monitor');
  }

  /** Output of a builtin; written when it ends, or by `flush`. */
  print(text: string): void {
    this.output += text;
  }

  discardOutput(): void {
    this.output = '';
    this.outputFd = 1;
  }

  get hasOutput(): boolean {
    return this.output !== '';
  }

  /** Writes what builtins printed. false: an error was told; the status of the builtin is 1. */
  *flush(builtin: string): Generator<Wait, boolean, Woken> {
    if (this.output === '') return true;
    const bytes = encodeBytes(this.output);
    this.output = '';
    const first = this.sys.write(this.outputFd, bytes);
    if (first.ok === bytes.length) return true;
    const result =
      first.err === undefined || first.err === 'EAGAIN'
        ? yield* write(this.process, this.outputFd, first.err === undefined ? bytes.subarray(first.ok) : bytes)
        : first;
    if (result.err === undefined) return true;
    // SIGPIPE comes first, where nobody ignores it
    if (result.err === 'EPIPE') yield { wait: 'turn' };
    yield* this.error(`${builtin}: write error: ${strerror(result.err)}`);
    return false;
  }

  /** Writes `text` to standard error as it is. */
  *printError(text: string): Generator<Wait, void, Woken> {
    yield* write(this.process, 2, encodeBytes(text));
  }

  /** Tells an error the way bash begins them: `bash: line 3: `. */
  *error(message: string): Generator<Wait, void, Woken> {
    yield* write(this.process, 2, encodeBytes(`${this.errorPrefix()}${message}\n`));
  }

  errorPrefix(): string {
    if (this.interactive || this.wasInteractive) return `${this.program}: `;
    return `${this.scriptName()}: line ${String(this.line)}: `;
  }

  scriptName(): string {
    return this.frames[this.frames.length - 1]?.source ?? this.name;
  }

  setStatus(status: number): void {
    this.status = status;
    this.pipeStatus = [status];
  }

  /** Lets others run now and then. To be called once a command or a round of a loop. */
  *turn(): Generator<Wait, void, Woken> {
    if (++this.commandsSinceTurn < 50) return;
    this.commandsSinceTurn = 0;
    this.measureIn--;
    yield { wait: 'turn' };
  }

  /**
   * Tells the kernel what variables hold, when enough has run since the last time to be worth the counting.
   * @param coming bytes that are about to be kept besides
   * @throws ShellError there is no memory for it
   */
  measure(coming = 0): void {
    if (this.measureIn > 0 && coming < muchToKeep) return;
    const { bytes, count } = this.variables.size();
    // Counting costs no more than a tenth of what runs between.
    this.measureIn = Math.ceil(count / 500);
    const now = bytes + coming;
    if (!this.sys.sbrk(now - this.held))
      throw new ShellError(`xrealloc: cannot allocate ${String(coming === 0 ? now : coming)} bytes`, 'process', 2);
    this.held = now;
  }

  /** What the kernel was told that variables hold. Bytes. */
  private held = 0;
  /** Turns until they are counted again. */
  private measureIn = 0;
}
