// What find does with the files that it found: prints, removes, runs commands.
import { strerror, type Errno } from '../../abi/errno.ts';
import { byteLength } from '../../abi/bytes.ts';
import { isDirectory } from '../../abi/mode.ts';
import type { Output } from '../../kernel/stdio.ts';
import { startChild, waitForEnd } from '../coreutils/exec.ts';
import { Exit, type Steps, type Tool } from '../coreutils/tool.ts';
import { compileFormat, lsLine } from './find-format.ts';
import { lastPart, when, type Found, type Primary, type Reading, type Test } from './find-plan.ts';

/** Bytes of arguments that `-exec … +` gives to one command. */
const mostBytes = 131072;

const actions: Readonly<Record<string, Primary>> = {
  '-print': ({ tool }) => printing(tool.out, ({ path }) => `${path}\n`),
  '-print0': ({ tool }) => printing(tool.out, ({ path }) => `${path}\0`),
  '-printf': (reading, word) => printing(reading.tool.out, compileFormat(reading, reading.argument(word))),
  '-ls': ({ tool, accounts }) => printing(tool.out, (found) => `${lsLine(tool, accounts, found)}\n`),
  '-fprint': (reading, word) => printing(reading.file(reading.argument(word)), ({ path }) => `${path}\n`),
  '-fprint0': (reading, word) => printing(reading.file(reading.argument(word)), ({ path }) => `${path}\0`),
  '-fprintf': (reading, word) => {
    const out = reading.file(reading.argument(word));
    return printing(out, compileFormat(reading, reading.argument(word)));
  },
  '-fls': (reading, word) => {
    const { tool, accounts } = reading;
    return printing(reading.file(reading.argument(word)), (found) => `${lsLine(tool, accounts, found)}\n`);
  },
  '-delete': ({ tool, plan }) => {
    plan.depthFirst = true;
    return when((found) => removed(tool, found));
  },
  '-quit': ({ tool, plan }) =>
    function* () {
      for (const finish of plan.atEnd) yield* finish();
      throw new Exit(tool.status);
    },
  '-exec': (reading, word) => running(reading, word),
  '-execdir': (reading, word) => running(reading, word),
  '-ok': (reading, word) => running(reading, word),
  '-okdir': (reading, word) => running(reading, word),
};

/** An action by its word; undefined: there is none such. */
export function actionOf(word: string): Primary | undefined {
  const action = actions[word];
  if (action === undefined) return undefined;
  return (reading, own) => {
    reading.acts = true;
    if (word === '-delete') reading.deletes = true;
    return action(reading, own);
  };
}

function printing(out: Output, textOf: (found: Found) => string): Test {
  return function* (found) {
    out.print(textOf(found));
    yield* out.settle();
    return true;
  };
}

function removed(tool: Tool, { path, stat }: Found): boolean {
  if (path === '.') return true;
  const { err } = isDirectory(stat.mode) ? tool.sys.rmdir(path) : tool.sys.unlink(path);
  if (err !== undefined) tool.error(`cannot delete ${tool.word(path)}: ${strerror(err)}`);
  return err === undefined;
}

function running(reading: Reading, word: string): Test {
  const { tool } = reading;
  const isOk = word.startsWith('-ok');
  const words = reading.until((one, before) => one === ';' || (!isOk && one === '+' && before === '{}'));
  if (words === undefined) return tool.die(`missing argument to \`${word}'`);
  const command = words.slice(0, -1);
  const end = words.at(-1) ?? '';
  if (command.length === 0) return tool.die(`invalid argument \`${end}' to \`${word}'`);
  if (end === '+') return gathering(reading, word, command);
  return function* (found) {
    const [directory, path] = placeOf(word, found);
    const argv = command.map((one) => one.replaceAll('{}', path));
    if (isOk && !(yield* tool.confirm(`< ${argv[0] ?? ''} ... ${found.path} > ? `))) return false;
    return yield* runCommand(tool, argv, directory);
  };
}

/** Where the command runs, and how it names the file there: -execdir runs beside the file. */
function placeOf(word: string, { path }: Found): [directory: string | undefined, path: string] {
  if (!word.endsWith('dir')) return [undefined, path];
  if (/^\/+$/.test(path)) return ['/', '/'];
  const name = lastPart(path);
  const parent = path.slice(0, -name.length);
  return [parent === '' ? '.' : parent, `./${name}`];
}

/** `-exec … {} +`: as many files for one command as there is room; of -execdir those of one directory. */
function gathering({ tool, plan }: Reading, word: string, command: readonly string[]): Test {
  const first = command.slice(0, -1);
  if (first.some((one) => one.includes('{}')))
    return tool.die(`Only one instance of {} is supported with ${word} ... +`);
  let held: string[] = [];
  let bytes = 0;
  let place: string | undefined;
  const run = function* (): Steps<void> {
    if (held.length === 0) return;
    const argv = [...first, ...held];
    held = [];
    bytes = 0;
    if (!(yield* runCommand(tool, argv, place))) tool.status = 1;
  };
  plan.atEnd.push(run);
  return function* (found) {
    const [directory, path] = placeOf(word, found);
    const more = byteLength(path) + 1;
    if (directory !== place || bytes + more > mostBytes) yield* run();
    place = directory;
    held.push(path);
    bytes += more;
    return true;
  };
}

/** Did it end well? */
function* runCommand(tool: Tool, argv: readonly string[], directory: string | undefined): Steps<boolean> {
  yield* tool.finish();
  let failure: Errno | undefined;
  const child = startChild(tool, argv, {
    prepare: ({ sys }) => {
      if (directory !== undefined) sys.chdir(directory);
    },
    failed: (_process, err) => (failure = err),
  });
  if (child.err !== undefined) return tool.die(`cannot fork: ${strerror(child.err)}`);
  const ended = yield* waitForEnd(tool.process, child.ok);
  if (failure !== undefined) tool.warn(`${tool.word(argv[0] ?? '')}: ${strerror(failure)}`);
  return ended?.exited === 0;
}
