// `source` and `.`.
import { strerror } from '../../abi/errno.ts';
import { isDirectory } from '../../abi/mode.ts';
import { runTrap } from '../run/traps.ts';
import type { Running } from '../../kernel/program.ts';
import { readWhole } from '../expand/tilde.ts';
import type { Shell } from '../shell.ts';
import { complain, wrongOption, type Builtin } from './builtin.ts';

function* run(shell: Shell, name: string, args: readonly string[], self: Builtin): Running {
  const operands = args[0] === '--' ? args.slice(1) : args;
  if (operands === args && /^-./.test(args[0] ?? ''))
    return yield* wrongOption(shell, self, (args[0] ?? '').slice(0, 2));
  const [file, ...parameters] = operands;
  if (file === undefined) {
    yield* shell.error(`${name}: filename argument required`);
    yield* shell.printError(`${name}: usage: ${name} filename [arguments]\n`);
    return 2;
  }
  const path = findSourced(shell, file);
  const stat = shell.sys.stat(path);
  if (stat.err !== undefined) {
    yield* shell.error(`${path}: ${strerror(stat.err)}`);
    return 1;
  }
  if (isDirectory(stat.ok.mode)) return yield* complain(shell, name, `${path}: is a directory`);
  const readable = shell.sys.access(path, 4);
  if (readable.err !== undefined) {
    yield* shell.error(`${path}: ${strerror(readable.err)}`);
    return 1;
  }
  return yield* sourceFile(shell, path, parameters);
}

/** Runs a file's text in this shell. */
export function* sourceFile(shell: Shell, path: string, parameters: readonly string[]): Running {
  const { positional, frames, line, loopDepth } = shell;
  if (frames.length > 200)
    return yield* complain(shell, 'source', `${path}: maximum source nesting level exceeded (200)`);
  if (parameters.length > 0) shell.positional = parameters;
  shell.frames = [...frames, { name: 'source', source: path, callLine: line }];
  const status = yield* shell.interpreter.runText(shell, readWhole(shell.sys, path), 1, 'source');
  if (shell.unwinding?.kind === 'return') shell.unwinding = undefined;
  const trap = shell.traps.get('RETURN');
  if (trap !== undefined && shell.inTrap === 0 && shell.unwinding === undefined) yield* runTrap(shell, trap);
  shell.frames = frames;
  shell.line = line;
  shell.loopDepth = loopDepth;
  if (parameters.length > 0) shell.positional = positional;
  return shell.unwinding === undefined ? shell.status : status;
}

/** A name without a slash is looked for along PATH, then here. */
function findSourced(shell: Shell, file: string): string {
  if (file.includes('/')) return file;
  if (shell.shopts.has('sourcepath')) {
    for (const directory of (shell.variables.get('PATH') ?? '').split(':')) {
      const candidate = `${directory === '' ? '.' : directory}/${file}`;
      const stat = shell.sys.stat(candidate);
      if (stat.err === undefined && !isDirectory(stat.ok.mode)) return candidate;
    }
  }
  return file;
}

export const source: Builtin = {
  name: 'source',
  synopsis: 'filename [arguments]',
  summary: 'Runs the commands of a file in this shell.',
  run: (shell, { args }) => run(shell, 'source', args, source),
};

export const dot: Builtin = {
  name: '.',
  synopsis: 'filename [arguments]',
  summary: 'Runs the commands of a file in this shell.',
  special: true,
  run: (shell, { args }) => run(shell, '.', args, dot),
};
