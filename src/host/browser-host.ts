// What the browser lends a session: its clock, its timers, chunks of the build by name.
import type { Host } from '../session/live-session.ts';

/** @param loadChunk fetches what a program asks for */
export function browserHost(loadChunk: Host['loadChunk']): Host {
  return {
    now: () => BigInt(Math.round(performance.now() * 1e6)),
    after: (milliseconds, task) => (milliseconds <= 0 ? nextTask(task) : timer(milliseconds, task)),
    whenIdle: (task) => {
      if ('requestIdleCallback' in globalThis) requestIdleCallback(task, { timeout: 2000 });
      else setTimeout(task, 50);
    },
    loadChunk,
  };
}

function timer(milliseconds: number, task: () => void): () => void {
  const id = setTimeout(task, milliseconds);
  return () => {
    clearTimeout(id);
  };
}

const channel = new MessageChannel();
const queue: (() => void)[] = [];
channel.port1.onmessage = () => {
  queue.shift()?.();
};

/** A task of its own at once: a nested `setTimeout(0)` waits four milliseconds, a message does not. */
function nextTask(task: () => void): () => void {
  let cancelled = false;
  queue.push(() => {
    if (!cancelled) task();
  });
  channel.port2.postMessage(null);
  return () => {
    cancelled = true;
  };
}
