// A command of the simulated userland: a program of the registry with its place in the tree.
import type { Program } from '../kernel/program.ts';

export interface Command {
  readonly name: string;
  /** Where its executable stands in a Debian 12 or an image: `/bin/ls` … More than one: further names (`/usr/bin/[`). */
  readonly paths: readonly string[];
  readonly program: Program;
  /** What its manual page is made of. */
  readonly manual?: Manual;
}

interface Manual {
  readonly synopsis: string;
  readonly summary: string;
  readonly options?: readonly string[];
}
