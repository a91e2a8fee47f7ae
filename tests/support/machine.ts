// A minimal machine for tests: an empty ext4 root and one root process without a program.
import { createMachine } from '../../src/kernel/boot.ts';
import type { Machine, MachineOptions } from '../../src/kernel/machine.ts';
import type { Process, Program } from '../../src/kernel/program.ts';

export const minimalOptions: MachineOptions = {
  epoch: 1_700_000_000_000_000_000n,
  seed: 1,
  hostname: 'copyup',
  rootSize: 256 << 20,
  rootInodes: 65536,
  memory: 512 << 20,
  cpus: 2,
  programs: new Map<string, Program>(),
  fileSystems: [],
  boot: 'minimal',
};

export function minimalMachine(options: Partial<MachineOptions> = {}): {
  readonly machine: Machine;
  readonly process: Process;
} {
  const machine = createMachine({ ...minimalOptions, ...options });
  return { machine, process: machine.bareProcess() };
}
