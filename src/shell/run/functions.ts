// Calling shell functions: their frame, parameters and locals.
import type { Running } from '../../kernel/program.ts';
import type { FunctionDefinition } from '../ast.ts';
import type { OptionName } from '../options.ts';
import { runDebugTrap } from './traps.ts';
import type { Shell } from '../shell.ts';

/** Deeper calls than this fail: each takes stack of the host. FUNCNEST may say less. */
const nestingLimit = 250;

export function* callFunction(
  shell: Shell,
  definition: FunctionDefinition & { readonly file: string },
  args: readonly string[],
): Running {
  const asked = Number(shell.variables.get('FUNCNEST') ?? 0);
  const limit = asked > 0 ? Math.min(asked, nestingLimit) : nestingLimit;
  if (shell.frames.length >= limit) {
    yield* shell.error(`${definition.name}: maximum function nesting level exceeded (${String(limit)})`);
    shell.unwinding = { kind: 'abort' };
    shell.setStatus(1);
    return 1;
  }
  yield* shell.turn();
  const { positional, frames, loopDepth, line, keptOptions } = shell;
  shell.keptOptions = undefined;
  shell.positional = args.slice(1);
  shell.frames = [...frames, { name: definition.name, source: definition.file, callLine: line }];
  shell.loopDepth = 0;
  shell.variables.pushScope('function');
  try {
    if (shell.options.has('functrace') && shell.traps.has('DEBUG')) yield* runDebugTrap(shell);
    yield* shell.interpreter.runCommand(shell, definition.body);
    if (shell.unwinding?.kind === 'return') shell.unwinding = undefined;
    const trap = shell.traps.get('RETURN');
    if (trap !== undefined && shell.options.has('functrace') && shell.inTrap === 0) {
      const { status } = shell;
      yield* shell.interpreter.runText(shell, trap, line, 'trap');
      shell.status = status;
    }
  } finally {
    shell.variables.popScope();
    restoreOptions(shell, keptOptions);
    shell.positional = positional;
    shell.frames = frames;
    shell.loopDepth = loopDepth;
    shell.line = line;
  }
  shell.lastArgument = args[args.length - 1] ?? '';
  return shell.status;
}

/** Options go back to what they were before `local -`. @param outer what the calling function has kept */
function restoreOptions(shell: Shell, outer: ReadonlySet<OptionName> | undefined): void {
  if (shell.keptOptions !== undefined) {
    shell.options.clear();
    for (const name of shell.keptOptions) shell.options.add(name);
  }
  shell.keptOptions = outer;
}
