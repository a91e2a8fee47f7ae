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

/** A visitor who only looks should have paid for what they see before the rest is fetched. */
const lookingMs = 500;

/** Calls `task` once: at the first key, click or touch, or when the page has stood for a moment. */
export function onFirstSign(task: () => void): void {
  const signs = ['keydown', 'pointerdown', 'paste'] as const;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const begin = (): void => {
    clearTimeout(timer);
    for (const sign of signs) removeEventListener(sign, later, { capture: true });
    task();
  };
  // After what the key itself does has been painted.
  const later = (): void => {
    requestAnimationFrame(() => setTimeout(begin, 0));
    for (const sign of signs) removeEventListener(sign, later, { capture: true });
  };
  for (const sign of signs) addEventListener(sign, later, { capture: true });
  requestAnimationFrame(() => {
    timer = setTimeout(begin, lookingMs);
  });
}
