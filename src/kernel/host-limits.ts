// Where the host's limits stand for the machine's: what a JavaScript engine cannot hold or call is more than the machine has.
import type { Signal } from '../abi/signal.ts';

/** The words of V8, SpiderMonkey and JavaScriptCore. Other errors of these kinds are bugs, and stay errors. */
const outOfMemory =
  /^(Invalid (string|array|typed array|array buffer) length|Array buffer allocation failed|(Set|Map) maximum size exceeded|allocation size overflow|Out of memory)/i;
const outOfStack = /^(Maximum call stack size exceeded|too much recursion)/i;

/** What a program dies of that met such a limit, undefined where the error is another: SIGKILL of the kernel's when memory is short, SIGSEGV without stack. */
export function deathOf(error: unknown): Signal | undefined {
  if (!(error instanceof Error)) return undefined;
  if (outOfStack.test(error.message)) return 'SIGSEGV';
  return outOfMemory.test(error.message) ? 'SIGKILL' : undefined;
}
