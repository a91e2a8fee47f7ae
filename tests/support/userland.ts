// The commands of the simulated userland, for machines that tests build without a scene.
import type { Program } from '../../src/kernel/program.ts';
import { commands } from '../../src/shell/commands/index.ts';

export const userland: ReadonlyMap<string, Program> = new Map(
  commands.map((command) => [command.name, command.program] as const),
);
