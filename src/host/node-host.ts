// What Node lends a session: its clock and its timers. All chunks are in the one file already.
import type { Host } from '../session/live-session.ts';

export const nodeHost: Host = {
  now: () => process.hrtime.bigint(),
  after: (milliseconds, task) => {
    if (milliseconds <= 0) {
      const immediate = setImmediate(task);
      return () => {
        clearImmediate(immediate);
      };
    }
    const timer = setTimeout(task, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  },
  whenIdle: (task) => {
    setTimeout(task, 50);
  },
  loadChunk: () => Promise.resolve(),
};
