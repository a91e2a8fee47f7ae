// bash and sh as a program: its arguments, start-up files and input. Everything a shell does is below `run/` and `builtins/`.
import { decodeBytes } from '../abi/bytes.ts';
import { strerror } from '../abi/errno.ts';
import { O_RDONLY } from '../abi/flags.ts';
import { isDirectory } from '../abi/mode.ts';
import type { Process, Program, Running, Wait, Woken } from '../kernel/program.ts';
import { builtins } from './builtins/index.ts';
import { sourceFile } from './builtins/source.ts';
import { switchOption } from './builtins/set.ts';
import { passwdEntry, readWhole } from './expand/tilde.ts';
import { beginHistory, beginInteractive, catchSignals, interact, needsMore, takeTerminal } from './interactive.ts';
import { defaultOptions, isOptionName, optionOfLetter, shoptNames } from './options.ts';
import { parse } from './parse.ts';
import { executeCommand } from './run/execute.ts';
import { runProgramText } from './run/program-text.ts';
import { runExitTrap } from './run/traps.ts';
import { functionFrom, loadShell, type SavedShell } from './saved-state.ts';
import { Shell, type Interpreter, type ShellHooks } from './shell.ts';

export const version = '5.2.15(1)-release';

const longOptions = [
  'debug',
  'debugger',
  'dump-po-strings',
  'dump-strings',
  'help',
  'init-file',
  'login',
  'noediting',
  'noprofile',
  'norc',
  'posix',
  'pretty-print',
  'rcfile',
  'restricted',
  'verbose',
  'version',
];

const usage = [
  'Usage:\tbash [GNU long option] [option] ...',
  '\tbash [GNU long option] [option] script-file ...',
  'GNU long options:',
  ...longOptions.map((name) => `\t--${name}`),
  'Shell options:',
  '\t-ilrsD or -c command or -O shopt_option\t\t(invocation only)',
  '\t-abefhkmnptuvxBCEHPT or -o option',
  '',
].join('\n');

const interpreter: Interpreter = {
  runText: runProgramText,
  runCommand: (shell, command) => executeCommand(shell, command, false),
};

/** The program of `/bin/bash` and `/bin/sh`, which tells `hooks` of the lines it runs at a terminal. */
export function createBash(hooks: ShellHooks): Program {
  return function* bashProgram(process, rest) {
    const shell = new Shell(process, hooks, builtins, interpreter);
    if (rest !== undefined) {
      const saved = rest as SavedShell;
      loadShell(shell, saved);
      catchSignals(shell);
      return yield* interact(shell, saved);
    }
    return yield* start(shell, process);
  };
}

interface Arguments {
  command: string | undefined;
  interactive: boolean;
  login: boolean;
  standardInput: boolean;
  norc: boolean;
  noprofile: boolean;
  rcfile: string | undefined;
  operands: readonly string[];
}

function* start(shell: Shell, process: Process): Running {
  const zero = process.argv[0] ?? 'bash';
  shell.name = zero;
  shell.program = zero.replace(/^.*\//, '');
  if (zero.startsWith('-')) shell.program = zero;
  for (const name of defaultOptions) shell.options.add(name);
  const taken = yield* readArguments(shell, process.argv);
  if (typeof taken === 'number') return taken;
  shell.login = taken.login || zero.startsWith('-');
  if (shell.login) shell.shopts.add('login_shell');
  importEnvironment(shell, process);
  const [first, ...rest] = taken.operands;
  const readsInput = taken.command === undefined && (first === undefined || taken.standardInput);
  shell.interactive = taken.interactive || (readsInput && shell.sys.isatty(0) && shell.sys.isatty(2));
  shell.commandString = taken.command !== undefined;
  shell.readingStandardInput = readsInput;
  if (taken.command !== undefined) {
    if (first !== undefined) shell.name = first;
    shell.positional = rest;
  } else if (readsInput) shell.positional = taken.operands;
  else if (first !== undefined) {
    shell.name = first;
    shell.positional = rest;
  }
  if (shell.interactive) {
    beginInteractive(shell);
    if (shell.sys.isatty(0)) takeTerminal(shell);
  }
  yield* startupFiles(shell, taken);
  if (shell.unwinding?.kind === 'exit') return yield* runExitTrap(shell, shell.status);
  shell.unwinding = undefined;
  if (taken.command !== undefined) {
    yield* runProgramText(shell, taken.command, 1, '-c');
  } else if (!readsInput && first !== undefined) {
    const text = yield* scriptText(shell, first);
    if (typeof text === 'number') return text;
    if (!shell.interactive) shell.inputName = first;
    yield* runProgramText(shell, text, 1, '');
  } else if (shell.interactive) {
    beginHistory(shell);
    return yield* interact(shell);
  } else yield* runStandardInput(shell);
  return yield* runExitTrap(shell, shell.status);
}

/** Takes the command line apart. A number: there is nothing to run, and this is the status. */
function* readArguments(shell: Shell, argv: readonly string[]): Generator<Wait, Arguments | number, Woken> {
  const taken: Arguments = {
    command: undefined,
    interactive: false,
    login: false,
    standardInput: false,
    norc: false,
    noprofile: false,
    rcfile: undefined,
    operands: [],
  };
  let wantsCommand = false;
  let at = 1;
  for (; at < argv.length; at++) {
    const arg = argv[at] ?? '';
    if (arg === '--' || arg === '-') {
      at++;
      break;
    }
    if (arg.startsWith('--')) {
      switch (arg.slice(2)) {
        case 'login':
          taken.login = true;
          continue;
        case 'norc':
          taken.norc = true;
          continue;
        case 'noprofile':
          taken.noprofile = true;
          continue;
        case 'posix':
          shell.options.add('posix');
          continue;
        case 'rcfile':
        case 'init-file':
          taken.rcfile = argv[++at];
          continue;
        case 'noediting':
        case 'restricted':
        case 'verbose':
          if (arg === '--verbose') shell.options.add('verbose');
          continue;
        case 'version':
          shell.print(`GNU bash, version ${version} (x86_64-pc-linux-gnu)\nModelled by copyup; not GNU's program.\n`);
          yield* shell.flush('bash');
          return 0;
        case 'help':
          shell.print(
            'Usage:\tbash [GNU long option] [option] ...\n\tbash [GNU long option] [option] script-file ...\n',
          );
          yield* shell.flush('bash');
          return 0;
        default:
          yield* shell.printError(`bash: ${arg}: invalid option\n${usage}`);
          return 2;
      }
    }
    if (!/^[-+]./.test(arg)) break;
    const on = arg.startsWith('-');
    for (const letter of arg.slice(1)) {
      if (letter === 'c') wantsCommand = true;
      else if (letter === 'i') taken.interactive = true;
      else if (letter === 'l') taken.login = true;
      else if (letter === 's') taken.standardInput = true;
      else if (letter === 'o' || letter === 'O') {
        const name = argv[++at] ?? '';
        if (letter === 'o' && isOptionName(name)) switchOption(shell, name, on);
        else if (letter === 'O' && shoptNames.includes(name)) {
          if (on) shell.shopts.add(name);
          else shell.shopts.delete(name);
        } else {
          yield* shell.printError(
            `bash: line 0: bash: ${name}: invalid ${letter === 'o' ? 'option' : 'shell option'} name\n`,
          );
          return letter === 'o' ? 2 : 1;
        }
      } else {
        const name = optionOfLetter(letter);
        if (name === undefined) {
          yield* shell.printError(`bash: ${arg.slice(0, 1)}${letter}: invalid option\n${usage}`);
          return 2;
        }
        switchOption(shell, name, on);
      }
    }
  }
  taken.operands = argv.slice(at);
  if (wantsCommand) {
    const [command, ...rest] = taken.operands;
    if (command === undefined) {
      yield* shell.printError('bash: -c: option requires an argument\n');
      return 2;
    }
    taken.command = command;
    taken.operands = rest;
  }
  return taken;
}

/** Variables a shell begins with. */
function importEnvironment(shell: Shell, process: Process): void {
  const { variables, sys } = shell;
  for (const entry of process.environ) {
    const equals = entry.indexOf('=');
    const name = entry.slice(0, equals);
    const value = entry.slice(equals + 1);
    const exportedFunction = /^BASH_FUNC_(.+)%%$/.exec(name);
    if (exportedFunction !== null) {
      const definition = functionFrom(`${exportedFunction[1] ?? ''} ${value}`, 1);
      if (definition !== undefined)
        shell.functions.set(definition.name, { ...definition, file: 'environment', exported: true });
      continue;
    }
    if (!/^[A-Za-z_]\w*$/.test(name) || name === '_') continue;
    variables.set(name, value);
    variables.writable(name).exported = true;
  }
  const credentials = sys.getcredentials();
  const user = passwdEntry(sys, credentials.uid);
  const fallback = (name: string, value: string): void => {
    if (variables.get(name) === undefined) variables.set(name, value);
  };
  const exported = (name: string): void => {
    variables.writable(name).exported = true;
  };
  fallback('PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin');
  fallback('TERM', 'dumb');
  fallback('HOSTNAME', sys.uname().nodename);
  if (shell.login) fallback('HOME', user?.[5] ?? '/');
  fallback('SHELL', user?.[6] ?? '/bin/sh');
  variables.set(
    'BASH',
    shell.name.startsWith('/')
      ? shell.name
      : shell.name.endsWith('sh') && shell.program === 'sh'
        ? '/bin/sh'
        : '/bin/bash',
  );
  variables.set('BASH_VERSION', version);
  const info = variables.writable('BASH_VERSINFO');
  info.value = undefined;
  info.indexed = new Map(['5', '2', '15', '1', 'release', 'x86_64-pc-linux-gnu'].map((text, index) => [index, text]));
  info.readonly = true;
  variables.set('HOSTTYPE', 'x86_64');
  variables.set('OSTYPE', 'linux-gnu');
  variables.set('MACHTYPE', 'x86_64-pc-linux-gnu');
  variables.set('IFS', ' \t\n');
  variables.set('OPTIND', '1');
  fallback('PS4', '+ ');
  for (const [name, value] of [
    ['UID', credentials.uid],
    ['EUID', credentials.euid],
    ['PPID', sys.getppid()],
  ] as const) {
    variables.set(name, String(value));
    const variable = variables.writable(name);
    variable.readonly = true;
    variable.integer = true;
  }
  const level = Number(variables.get('SHLVL') ?? 0);
  variables.set('SHLVL', String(Number.isInteger(level) && level >= 0 ? level + 1 : 1));
  exported('SHLVL');
  const cwd = sys.getcwd();
  const claimed = variables.get('PWD');
  const here = sys.stat('.');
  const there = claimed?.startsWith('/') === true ? sys.stat(claimed) : undefined;
  const same =
    here.err === undefined &&
    there?.err === undefined &&
    there !== undefined &&
    there.ok.ino === here.ok.ino &&
    there.ok.dev === here.ok.dev;
  shell.cwd = same && claimed !== undefined ? claimed : cwd.err === undefined ? cwd.ok : '/';
  variables.set('PWD', shell.cwd);
  exported('PWD');
  variables.writable('OLDPWD').exported = true;
  variables.changed();
}

/** /etc/profile and ~/.bash_profile of a login shell, ~/.bashrc of an interactive one, BASH_ENV of a script. */
function isExiting(shell: Shell): boolean {
  return shell.unwinding?.kind === 'exit';
}

function* startupFiles(shell: Shell, taken: Arguments): Generator<Wait, void, Woken> {
  const home = shell.variables.get('HOME') ?? '';
  const exists = (path: string): boolean => shell.sys.access(path, 4).err === undefined;
  const run = function* (path: string): Generator<Wait, void, Woken> {
    if (isExiting(shell) || !exists(path)) return;
    const { status } = shell;
    yield* sourceFile(shell, path, []);
    if (!isExiting(shell)) {
      shell.unwinding = undefined;
      shell.status = status;
    }
  };
  const posix = shell.program === 'sh' || shell.program === '-sh';
  if (shell.login && !taken.noprofile) {
    yield* run('/etc/profile');
    const candidates = posix ? ['.profile'] : ['.bash_profile', '.bash_login', '.profile'];
    const own = candidates.map((name) => `${home}/${name}`).find(exists);
    if (own !== undefined) yield* run(own);
    return;
  }
  if (shell.interactive) {
    if (posix || taken.norc) return;
    if (taken.rcfile === undefined) yield* run('/etc/bash.bashrc');
    yield* run(taken.rcfile ?? `${home}/.bashrc`);
    return;
  }
  const env = posix ? undefined : shell.variables.get('BASH_ENV');
  if (env !== undefined && env !== '') yield* run(env);
}

/** A script's text. A number: it cannot be run, and this is the status. */
function* scriptText(shell: Shell, path: string): Generator<Wait, string | number, Woken> {
  let found = path;
  if (!path.includes('/') && shell.sys.stat(path).err !== undefined) {
    const along = (shell.variables.get('PATH') ?? '')
      .split(':')
      .map((directory) => `${directory === '' ? '.' : directory}/${path}`);
    found = along.find((candidate) => shell.sys.stat(candidate).err === undefined) ?? path;
  }
  const opened = shell.sys.open(found, O_RDONLY);
  const start = `${shell.program}: ${path}: `;
  if (opened.err !== undefined) {
    yield* shell.printError(`${start}${strerror(opened.err)}\n`);
    return opened.err === 'ENOENT' ? 127 : 126;
  }
  const stat = shell.sys.fstat(opened.ok);
  shell.sys.close(opened.ok);
  if (stat.err === undefined && isDirectory(stat.ok.mode)) {
    yield* shell.printError(`${path}: ${path}: ${strerror('EISDIR')}\n`);
    return 126;
  }
  const text = readWhole(shell.sys, found);
  if ((text.split('\n')[0] ?? '').includes('\0')) {
    yield* shell.printError(`${path}: ${path}: cannot execute binary file\n`);
    return 126;
  }
  return text;
}

/** Commands from standard input: a line at a time, so that what a command reads of it is its own. */
function* runStandardInput(shell: Shell): Running {
  let line = 1;
  let text = '';
  let first = 1;
  for (;;) {
    const next = yield* readInputLine(shell);
    if (next !== undefined) {
      text += next;
      line++;
      if (text.trim() === '' || (text.length < 65536 && needsMore(parse(text, first)))) {
        if (text.trim() !== '') continue;
        text = '';
        first = line;
        continue;
      }
    }
    if (text !== '') {
      const from = first;
      const unit = text;
      text = '';
      first = line;
      yield* runProgramText(shell, unit, from, '');
    }
    if (next === undefined || shell.unwinding !== undefined || shell.options.has('onecmd')) return shell.status;
  }
}

/** A line with its newline; undefined at the end. Of a file, what was read too much is given back. */
function* readInputLine(shell: Shell): Generator<Wait, string | undefined, Woken> {
  const { sys } = shell;
  const seekable = sys.lseek(0, 0, 'SEEK_CUR').err === undefined;
  const bytes: number[] = [];
  for (;;) {
    const result = sys.read(0, seekable ? 4096 : 1);
    if (result.err === 'EAGAIN') {
      yield { wait: 'readable', fd: 0 };
      continue;
    }
    if (result.err !== undefined || result.ok.length === 0) break;
    const end = result.ok.indexOf(10);
    for (const byte of end < 0 ? result.ok : result.ok.subarray(0, end + 1)) bytes.push(byte);
    if (end < 0) continue;
    if (end + 1 < result.ok.length) sys.lseek(0, end + 1 - result.ok.length, 'SEEK_CUR');
    break;
  }
  return bytes.length === 0 ? undefined : decodeBytes(Uint8Array.from(bytes));
}
