// find: goes through trees and says which files fit a set of tests.
import { strerror } from '../../abi/errno.ts';
import { fileType, isDirectory } from '../../abi/mode.ts';
import { waitpid } from '../../kernel/blocking.ts';
import type { Stat } from '../../abi/stat.ts';
import { Accounts } from '../coreutils/accounts.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';
import { below, namesIn } from '../coreutils/tree.ts';
import { textAs } from '../regex/encoding.ts';
import { compileRegex, RegexError, type Regex } from '../regex/regex.ts';
import { emacs, grepBasic, grepExtended, posixExtended, sedBasic, type Syntax } from '../regex/syntax.ts';

interface Found {
  readonly path: string;
  readonly name: string;
  readonly stat: Stat;
  pruned: boolean;
}
type Test = (found: Found) => Steps<boolean>;

interface Plan {
  minDepth: number;
  maxDepth: number;
  depthFirst: boolean;
  sameDevice: boolean;
}

const typeLetters: Readonly<Record<string, string>> = {
  f: 'reg',
  d: 'dir',
  l: 'lnk',
  c: 'chr',
  b: 'blk',
  p: 'fifo',
  s: 'sock',
};

export const find = defineTool({
  name: 'find',
  suite: 'findutils',
  synopsis: '[PATH...] [EXPRESSION]',
  summary: 'Prints files below each PATH for which EXPRESSION holds.',
  parse: false,
  *run(tool) {
    const words = [...tool.operands];
    const paths: string[] = [];
    while (words[0] !== undefined && !/^[-(!]/.test(words[0])) paths.push(words.shift() ?? '');
    const plan: Plan = { minDepth: 0, maxDepth: Infinity, depthFirst: false, sameDevice: false };
    const parser = new Expression(tool, words, plan);
    const test = parser.whole();
    for (const path of paths.length === 0 ? ['.'] : paths) yield* visit(tool, path, 0, test, plan, undefined);
    return undefined;
  },
});

function* visit(
  tool: Tool,
  path: string,
  depth: number,
  test: Test,
  plan: Plan,
  device: number | undefined,
): Steps<void> {
  const stat = tool.sys.lstat(path);
  if (stat.err !== undefined) {
    tool.error(`${tool.quote(path)}: ${strerror(stat.err)}`);
    return;
  }
  const found: Found = {
    path,
    name:
      path
        .replace(/(?<=.)\/+$/, '')
        .split('/')
        .at(-1) ?? path,
    stat: stat.ok,
    pruned: false,
  };
  const enters =
    isDirectory(stat.ok.mode) &&
    depth < plan.maxDepth &&
    !(plan.sameDevice && device !== undefined && device !== stat.ok.dev);
  const judge = function* (): Steps<void> {
    if (depth >= plan.minDepth) yield* test(found);
    yield* tool.settle();
  };
  if (!plan.depthFirst) yield* judge();
  if (enters && !found.pruned) {
    for (const name of namesIn(tool.sys, path))
      yield* visit(tool, below(path, name), depth + 1, test, plan, device ?? stat.ok.dev);
  }
  if (plan.depthFirst) yield* judge();
  yield { wait: 'turn' };
}

/** Reads an expression: `!` binds closest, then and, then `-o`. Where nothing acts, `-print` does. */
class Expression {
  readonly #tool: Tool;
  readonly #words: string[];
  readonly #plan: Plan;
  #acts = false;
  /** How the expressions to come are written. */
  #syntax: Syntax = emacs;

  constructor(tool: Tool, words: string[], plan: Plan) {
    this.#tool = tool;
    this.#words = words;
    this.#plan = plan;
  }

  whole(): Test {
    const test = this.#words.length === 0 ? always : this.#either();
    const left = this.#words[0];
    if (left !== undefined)
      this.#tool.die(left === ')' ? "you have too many ')'" : `unexpected argument ${this.#tool.quote(left)}`);
    if (this.#acts) return test;
    const print = this.#print('\n');
    return function* (found) {
      return (yield* test(found)) && (yield* print(found));
    };
  }

  #either(): Test {
    let left = this.#both();
    while (this.#words[0] === '-o' || this.#words[0] === '-or') {
      this.#words.shift();
      const [a, b] = [left, this.#both()];
      left = function* (found) {
        return (yield* a(found)) || (yield* b(found));
      };
    }
    return left;
  }

  #both(): Test {
    let left = this.#not();
    while (this.#words[0] !== undefined && !['-o', '-or', ')'].includes(this.#words[0])) {
      if (this.#words[0] === '-a' || this.#words[0] === '-and') this.#words.shift();
      const [a, b] = [left, this.#not()];
      left = function* (found) {
        return (yield* a(found)) && (yield* b(found));
      };
    }
    return left;
  }

  #not(): Test {
    if (this.#words[0] === '!' || this.#words[0] === '-not') {
      this.#words.shift();
      const test = this.#not();
      return function* (found) {
        return !(yield* test(found));
      };
    }
    if (this.#words[0] === '(') {
      this.#words.shift();
      const test = this.#either();
      if (this.#words.shift() !== ')')
        this.#tool.die("invalid expression; I was expecting to find a ')' somewhere but did not see one.");
      return test;
    }
    return this.#primary();
  }

  #argument(word: string): string {
    return this.#words.shift() ?? this.#tool.die(`missing argument to \`${word}'`);
  }

  #primary(): Test {
    const tool = this.#tool;
    const { sys } = tool;
    const word = this.#words.shift() ?? '';
    const when = (holds: (found: Found) => boolean): Test =>
      function* (found) {
        return holds(found);
      };
    switch (word) {
      case '-name':
      case '-iname': {
        const pattern = globPattern(this.#argument(word), word === '-iname');
        return when(({ name }) => pattern.test(name));
      }
      case '-path': {
        const pattern = globPattern(this.#argument(word), false);
        return when(({ path }) => pattern.test(path));
      }
      case '-regex':
      case '-iregex': {
        const regex = this.#regex(this.#argument(word), word === '-iregex');
        return when(({ path }) => regex.test(tool.utf8 ? path : textAs(path, 'bytes')));
      }
      case '-regextype':
        this.#syntax = regexSyntax(tool, this.#argument(word));
        return always;
      case '-type': {
        const types = this.#argument(word)
          .split(',')
          .map((letter) => typeLetters[letter]);
        return when(({ stat }) => types.includes(fileType(stat.mode)));
      }
      case '-size': {
        const [, sign = '', number = '0', unit = 'b'] = /^([-+]?)(\d+)([bcwkMG]?)$/.exec(this.#argument(word)) ?? [];
        const size = { b: 512, c: 1, w: 2, k: 1024, M: 1 << 20, G: 1 << 30 }[unit === '' ? 'b' : unit] ?? 512;
        return when(({ stat }) => compare(sign, Math.ceil(stat.size / size), Number(number)));
      }
      case '-links':
      case '-inum': {
        const [, sign = '', number = '0'] = /^([-+]?)(\d+)$/.exec(this.#argument(word)) ?? [];
        return when(({ stat }) => compare(sign, word === '-links' ? stat.nlink : stat.ino, Number(number)));
      }
      case '-perm': {
        const mode = this.#argument(word);
        const bits = parseInt(mode.replace(/^[-/]/, ''), 8);
        return when(({ stat }) => {
          const own = stat.mode & 0o7777;
          return mode.startsWith('-')
            ? (own & bits) === bits
            : mode.startsWith('/')
              ? (own & bits) !== 0
              : own === bits;
        });
      }
      case '-user': {
        const name = this.#argument(word);
        const uid = new Accounts(tool.process).user(name)?.uid ?? Number(name);
        return when(({ stat }) => stat.uid === uid);
      }
      case '-newer': {
        const other = sys.stat(this.#argument(word)).ok?.mtimeNs ?? 0n;
        return when(({ stat }) => stat.mtimeNs > other);
      }
      case '-empty':
        return when(({ path, stat }) =>
          isDirectory(stat.mode) ? namesIn(sys, path).length === 0 : fileType(stat.mode) === 'reg' && stat.size === 0,
        );
      case '-true':
        return always;
      case '-prune':
        return when((found) => (found.pruned = true));
      case '-maxdepth':
      case '-mindepth': {
        const depth = Number(this.#argument(word));
        if (word === '-maxdepth') this.#plan.maxDepth = depth;
        else this.#plan.minDepth = depth;
        return always;
      }
      case '-depth':
        this.#plan.depthFirst = true;
        return always;
      case '-xdev':
      case '-mount':
        this.#plan.sameDevice = true;
        return always;
      case '-print':
        this.#acts = true;
        return this.#print('\n');
      case '-print0':
        this.#acts = true;
        return this.#print('\0');
      case '-delete':
        this.#acts = true;
        this.#plan.depthFirst = true;
        return when(({ path, stat }) => {
          const { err } = isDirectory(stat.mode) ? sys.rmdir(path) : sys.unlink(path);
          if (err !== undefined) tool.error(`cannot delete ${tool.quote(path)}: ${strerror(err)}`);
          return err === undefined;
        });
      case '-exec': {
        this.#acts = true;
        const end = this.#words.findIndex((one) => one === ';' || one === '+');
        if (end < 0) tool.die("missing argument to `-exec'");
        const command = this.#words.splice(0, end + 1).slice(0, -1);
        return function* ({ path }) {
          return yield* runCommand(
            tool,
            command.map((one) => one.replaceAll('{}', path)),
          );
        };
      }
      default:
        return tool.die(`unknown predicate \`${word}'`);
    }
  }

  /** An expression for whole paths. */
  #regex(source: string, ignoreCase: boolean): Regex {
    const encoding = this.#tool.utf8 ? 'utf8' : 'bytes';
    try {
      return compileRegex(textAs(source, encoding), { syntax: this.#syntax, ignoreCase, whole: 'line', encoding });
    } catch (error) {
      if (!(error instanceof RegexError)) throw error;
      return this.#tool.die(`failed to compile regular expression '${source}': ${error.message}`);
    }
  }

  #print(end: string): Test {
    const tool = this.#tool;

    return function* ({ path }) {
      tool.print(`${path}${end}`);
      return true;
    };
  }
}

const regexSyntaxes: Readonly<Record<string, Syntax>> = {
  'findutils-default': emacs,
  ed: sedBasic,
  emacs,
  'gnu-awk': posixExtended,
  grep: grepBasic,
  'posix-awk': posixExtended,
  awk: { ...posixExtended, intervals: false },
  'posix-basic': sedBasic,
  'posix-egrep': grepExtended,
  egrep: grepExtended,
  'posix-extended': posixExtended,
  'posix-minimal-basic': sedBasic,
  sed: sedBasic,
};

function regexSyntax(tool: Tool, name: string): Syntax {
  const syntax = regexSyntaxes[name];
  if (syntax !== undefined) return syntax;
  const valid = Object.keys(regexSyntaxes).map((each) => tool.word(each));
  return tool.die(`Unknown regular expression type ${tool.word(name)}; valid types are ${valid.join(', ')}.`);
}

const always: Test = function* () {
  return true;
};

function compare(sign: string, value: number, wanted: number): boolean {
  return sign === '+' ? value > wanted : sign === '-' ? value < wanted : value === wanted;
}

function globPattern(glob: string, ignoreCase: boolean): RegExp {
  const source = glob.replace(
    /[\\^$.+()|{}]|\*|\?|\[!/g,
    (part) => ({ '*': '[^]*', '?': '[^]', '[!': '[^' })[part] ?? `\\${part}`,
  );
  return new RegExp(`^${source}$`, ignoreCase ? 'iu' : 'u');
}

function* runCommand(tool: Tool, command: readonly string[]): Steps<boolean> {
  yield* tool.out.flush();
  const [name = ''] = command;
  const places = name.includes('/')
    ? [name]
    : (tool.variable('PATH') ?? '').split(':').map((directory) => `${directory}/${name}`);
  const child = tool.sys.fork(function* (process) {
    for (const place of places) {
      const image = process.sys.execve(place, command, process.environ);
      if (image.ok !== undefined) yield { wait: 'exec', image: image.ok };
    }
    return 127;
  });
  if (child.err !== undefined) return false;
  const ended = yield* waitpid(tool.process, child.ok);
  if (ended.ok?.exited === 127) tool.error(`${tool.quote(name)}: No such file or directory`);
  return ended.ok?.exited === 0;
}
