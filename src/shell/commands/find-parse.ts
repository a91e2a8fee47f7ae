// Reads an expression of find: `!` binds closest, then and, then `-o`, then the comma. Where nothing acts, `-print` does.
import { strerror } from '../../abi/errno.ts';
import { O_CREAT, O_TRUNC, O_WRONLY } from '../../abi/flags.ts';
import { Output } from '../../kernel/stdio.ts';
import { Accounts } from '../coreutils/accounts.ts';
import type { Tool } from '../coreutils/tool.ts';
import { emacs } from '../regex/syntax.ts';
import { actionOf } from './find-actions.ts';
import { always, type Plan, type Reading, type Test } from './find-plan.ts';
import { testOf } from './find-tests.ts';

const ors: ReadonlySet<string> = new Set(['-o', '-or']);
const ands: ReadonlySet<string> = new Set(['-a', '-and']);

export class Expression implements Reading {
  readonly tool: Tool;
  readonly plan: Plan;
  readonly accounts: Accounts;
  syntax = emacs;
  acts = false;
  prunes = false;
  deletes = false;
  saysDepth = false;
  readonly files = new Map<string, Output>();
  readonly #words: string[];

  constructor(tool: Tool, words: readonly string[], plan: Plan) {
    this.tool = tool;
    this.#words = [...words];
    this.plan = plan;
    this.accounts = new Accounts(tool.process);
  }

  whole(): Test {
    const { tool } = this;
    const test = this.#words.length === 0 ? always : this.#list();
    if (this.#words[0] === ')') tool.die("you have too many ')'");
    if (this.prunes && this.deletes && !this.saysDepth)
      tool.die(
        'The -delete action automatically turns on -depth, but -prune does nothing when -depth is in effect.  If you want to carry on anyway, just explicitly use the -depth option.',
      );
    if (this.acts) return test;
    const print = actionOf('-print')?.(this, '-print') ?? always;
    return function* (found) {
      return (yield* test(found)) && (yield* print(found));
    };
  }

  readonly argument = (option: string): string =>
    this.#words.shift() ?? this.tool.die(`missing argument to \`${option}'`);

  until(isEnd: (word: string, before: string | undefined) => boolean): readonly string[] | undefined {
    const end = this.#words.findIndex((word, i) => isEnd(word, this.#words[i - 1]));
    return end < 0 ? undefined : this.#words.splice(0, end + 1);
  }

  file(name: string): Output {
    if (name === '/dev/stdout') return this.tool.out;
    if (name === '/dev/stderr') return this.tool.errors;
    const known = this.files.get(name);
    if (known !== undefined) return known;
    const { ok, err } = this.tool.sys.open(name, O_WRONLY | O_CREAT | O_TRUNC, 0o666);
    if (err !== undefined) return this.tool.die(`${this.tool.word(name)}: ${strerror(err)}`);
    const file = new Output(this.tool.process, ok);
    this.files.set(name, file);
    return file;
  }

  #list(): Test {
    let left = this.#either();
    while (this.#words[0] === ',') {
      const [a, b] = [left, this.#right(() => this.#either())];
      left = function* (found) {
        yield* a(found);
        return yield* b(found);
      };
    }
    return left;
  }

  #either(): Test {
    let left = this.#both();
    while (ors.has(this.#words[0] ?? '')) {
      const [a, b] = [left, this.#right(() => this.#both())];
      left = function* (found) {
        return (yield* a(found)) || (yield* b(found));
      };
    }
    return left;
  }

  #both(): Test {
    let left = this.#not();
    while (this.#words[0] !== undefined && !ors.has(this.#words[0]) && ![')', ','].includes(this.#words[0])) {
      const [a, b] = [left, ands.has(this.#words[0]) ? this.#right(() => this.#not()) : this.#not()];
      left = function* (found) {
        return (yield* a(found)) && (yield* b(found));
      };
    }
    return left;
  }

  /** What stands behind an operator. */
  #right(read: () => Test): Test {
    const operator = this.#words.shift() ?? '';
    if (this.#words.length === 0) this.tool.die(`expected an expression after '${operator}'`);
    return read();
  }

  #not(): Test {
    const [word = ''] = this.#words;
    if (word === '!' || word === '-not') {
      const test = this.#right(() => this.#not());
      return function* (found) {
        return !(yield* test(found));
      };
    }
    return word === '(' ? this.#group() : this.#primary();
  }

  #group(): Test {
    this.#words.shift();
    if (this.#words[0] === ')') this.tool.die('invalid expression; empty parentheses are not allowed.');
    const test = this.#words.length === 0 ? always : this.#list();
    if (this.#words.shift() !== ')')
      this.tool.die("invalid expression; I was expecting to find a ')' somewhere but did not see one.");
    return test;
  }

  #primary(): Test {
    const word = this.#words.shift() ?? '';
    if (ors.has(word) || ands.has(word) || word === ',')
      this.tool.die(`invalid expression; you have used a binary operator '${word}' with nothing before it.`);
    if (word === ')') this.tool.die("you have too many ')'");
    const primary = testOf(word) ?? actionOf(word);
    if (primary !== undefined) return primary(this, word);
    return this.tool.die(
      word.startsWith('-') ? `unknown predicate \`${word}'` : `paths must precede expression: \`${word}'`,
    );
  }
}
