// find: goes through trees and says which files fit a set of tests.
import { strerror } from '../../abi/errno.ts';
import { isDirectory } from '../../abi/mode.ts';
import type { Result } from '../../kernel/program.ts';
import type { Stat } from '../../abi/stat.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';
import { below, readNames } from '../coreutils/tree.ts';
import { Expression } from './find-parse.ts';
import type { Found, Plan, Test } from './find-plan.ts';

const follows: Readonly<Record<string, Plan['follows']>> = { '-P': 'never', '-H': 'operands', '-L': 'always' };

export const find = defineTool({
  name: 'find',
  suite: 'findutils',
  synopsis: '[-H] [-L] [-P] [PATH...] [EXPRESSION]',
  summary: 'Prints files below each PATH for which EXPRESSION holds.',
  parse: false,
  *run(tool) {
    const words = [...tool.operands];
    const plan: Plan = {
      minDepth: 0,
      maxDepth: Infinity,
      depthFirst: false,
      sameDevice: false,
      follows: 'never',
      now: tool.sys.clockGettime(),
      atEnd: [],
    };
    for (let way = follows[words[0] ?? '']; way !== undefined; way = follows[words[0] ?? '']) {
      plan.follows = way;
      words.shift();
    }
    const paths: string[] = [];
    while (words[0] !== undefined && !/^-.|^[(!]$/.test(words[0])) paths.push(words.shift() ?? '');
    const expression = new Expression(tool, words, plan);
    const walk = new Walk(tool, plan, expression.whole());
    try {
      for (const path of paths.length === 0 ? ['.'] : paths) yield* walk.root(path);
      for (const finish of plan.atEnd) yield* finish();
    } finally {
      for (const file of expression.files.values()) yield* file.flush();
    }
    return undefined;
  },
});

/** A directory that the walk is in. */
interface Above {
  readonly path: string;
  readonly stat: Stat;
}

class Walk {
  readonly #tool: Tool;
  readonly #plan: Plan;
  readonly #test: Test;

  constructor(tool: Tool, plan: Plan, test: Test) {
    this.#tool = tool;
    this.#plan = plan;
    this.#test = test;
  }

  *root(path: string): Steps<void> {
    yield* this.#visit(path, path, []);
  }

  *#visit(path: string, root: string, above: readonly Above[]): Steps<void> {
    const [tool, plan] = [this.#tool, this.#plan];
    const depth = above.length;
    const { ok: stat, err } = this.#stat(path, depth);
    if (err !== undefined) {
      tool.error(`${tool.word(path)}: ${strerror(err)}`);
      return;
    }
    const loop = above.find((one) => one.stat.dev === stat.dev && one.stat.ino === stat.ino);
    if (loop !== undefined && isDirectory(stat.mode)) {
      tool.error(
        `File system loop detected; ${tool.word(path)} is part of the same file system loop as ${tool.word(loop.path)}.`,
      );
      return;
    }
    const found: Found = { path, name: lastName(path), root, depth, stat, pruned: false };
    if (!plan.depthFirst) yield* this.#judge(found);
    const device = above[0]?.stat.dev ?? stat.dev;
    const enters = isDirectory(stat.mode) && depth < plan.maxDepth && !(plan.sameDevice && device !== stat.dev);
    if (enters && (plan.depthFirst || !found.pruned)) {
      for (const name of this.#names(path)) yield* this.#visit(below(path, name), root, [...above, { path, stat }]);
    }
    if (plan.depthFirst) yield* this.#judge(found);
    yield { wait: 'turn' };
  }

  /** A link that leads nowhere is itself. */
  #stat(path: string, depth: number): Result<Stat> {
    const { sys } = this.#tool;
    const { follows: way } = this.#plan;
    if (way === 'never' || (way === 'operands' && depth > 0)) return sys.lstat(path);
    const stat = sys.stat(path);
    return stat.err === undefined ? stat : sys.lstat(path);
  }

  #names(path: string): readonly string[] {
    const { ok, err } = readNames(this.#tool.sys, path);
    if (err === undefined) return ok;
    this.#tool.error(`${this.#tool.word(path)}: ${strerror(err)}`);
    return [];
  }

  *#judge(found: Found): Steps<void> {
    if (found.depth >= this.#plan.minDepth) yield* this.#test(found);
    yield* this.#tool.settle();
  }
}

function lastName(path: string): string {
  return (
    path
      .replace(/(?<=.)\/+$/, '')
      .split('/')
      .at(-1) || path
  );
}
