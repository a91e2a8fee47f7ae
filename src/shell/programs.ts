// The programs of the simulated userland: what an executable's image names. bash stands for sh, too.
import type { Program } from '../kernel/program.ts';
import { createBash } from './bash.ts';
import { commands } from './commands/index.ts';
import type { ShellHooks } from './shell.ts';

/** The registry for a machine, by the names that images carry. */
export function programs(hooks: ShellHooks): ReadonlyMap<string, Program> {
  const bash = createBash(hooks);
  return new Map<string, Program>([
    ...commands.map((command) => [command.name, command.program] as const),
    ['bash', bash],
    ['sh', bash],
  ]);
}
