// How the client tells what the daemon refuses, and sums it up over many names.
import { PathError } from '../drivers/index.ts';
import type { Container } from './container.ts';
import { DockerError } from './store.ts';
import type { VerbCall } from './verb.ts';

/** Prints a daemon's refusal as the client does. */
export function refuse(call: Pick<VerbCall, 'error'>, text: string): number {
  call.error(`Error response from daemon: ${text}\n`);
  return 1;
}

/** The text of a refusal. Another error is a bug, and goes on. */
export function refusalOf(error: unknown): string {
  if (error instanceof DockerError || error instanceof PathError) return error.message;
  throw error;
}

/** Does one thing; what the daemon refuses is told, and the answer is then undefined. */
export function attempt<T>(
  call: Pick<VerbCall, 'error'>,
  act: () => T,
  words = (text: string): string => text,
): T | undefined {
  try {
    return act();
  } catch (error) {
    refuse(call, words(refusalOf(error)));
    return undefined;
  }
}

/** The container of that name; undefined: refused and told. */
export function findContainer(call: VerbCall, name: string): Container | undefined {
  return attempt(call, () => call.daemon.store.requireContainer(name));
}

/** Does one thing after another; what fails is told, and the rest goes on. Returns the names that failed. */
export function each(call: VerbCall, names: readonly string[], act: (name: string) => void): readonly string[] {
  return names.filter(
    (name) =>
      attempt(call, () => {
        act(name);
        return true;
      }) === undefined,
  );
}

/** The line that ends a verb on many names, where some failed; and its status. */
export function summary(call: VerbCall, verb: string, failed: readonly string[], what = 'containers'): number {
  if (failed.length === 0) return 0;
  call.error(`Error: failed to ${verb} ${what}: [${failed.join(' ')}]\n`);
  return 1;
}

/** The daemon looks again at what it waits for. */
export function wake(call: VerbCall): void {
  call.process.sys.kill(call.daemon.process.pid, 'SIGUSR1');
}
