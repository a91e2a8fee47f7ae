// What may wait until a frame is on the screen: panels, so that what was typed and what it printed are never held up by them.

/** A page in the background draws no frames. */
const longestMs = 100;

/** @returns a function that has `task` called once after the next frame, however often it is called before */
export function afterPaint(task: () => void): () => void {
  let asked = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = (): void => {
    if (!asked) return;
    asked = false;
    clearTimeout(timer);
    task();
  };
  return () => {
    if (asked) return;
    asked = true;
    timer = setTimeout(run, longestMs);
    requestAnimationFrame(() => {
      setTimeout(run, 0);
    });
  };
}
