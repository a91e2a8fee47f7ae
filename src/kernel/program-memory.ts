// What programs hold in memory besides files. A program here is JavaScript, whose memory nobody can count; so those that can come to
// hold much say how much it is, and are refused more than there is, as a machine without overcommit refuses (vm.overcommit_memory=2).
import type { Kernel } from './kernel.ts';
import type { Task } from './task.ts';

/** Bytes for all programs together, whatever memory the machine says it has. */
export const programMemory = 256 << 20;

/** The program holds so many bytes more, or fewer. False: there are not so many. */
export function sbrk(kernel: Kernel, task: Task, increment: number): boolean {
  if (increment > 0 && kernel.heldByPrograms + increment > programMemory) return false;
  const by = Math.max(increment, -task.heap);
  task.heap += by;
  kernel.heldByPrograms += by;
  return true;
}

/** The program is gone: it has ended, or exec has put another in its place. */
export function releaseMemory(kernel: Kernel, task: Task): void {
  kernel.heldByPrograms -= task.heap;
  task.heap = 0;
}
