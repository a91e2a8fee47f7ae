// The shape of a system call's entry: a function of the kernel, the calling task and the arguments, that returns or throws.
import type { Result, Syscalls } from '../program.ts';
import type { Kernel } from '../kernel.ts';
import type { Task } from '../task.ts';

type Answering = {
  [K in keyof Syscalls]: Syscalls[K] extends (...args: never[]) => Result<unknown> ? K : never;
}[keyof Syscalls];

type Entry<K extends keyof Syscalls> = Syscalls[K] extends (...args: infer A) => Result<infer T>
  ? (kernel: Kernel, task: Task, ...args: A) => T
  : never;

/** Every call that answers a `Result`. */
export type CallTable = { readonly [K in Answering]: Entry<K> };
