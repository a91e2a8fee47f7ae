// One tab at a time may write a session: a lock of the browser's, which falls when its tab is gone, however that went.

/** A tab that only reads asks this often whether it may write now. */
const askEveryMs = 700;

/** Takes the session for this tab until the tab is closed. false: another tab has it. Where a browser has no locks, generations tell. */
export function lockSession(id: string): Promise<boolean> {
  return take(id).then((release) => release !== undefined);
}

/**
 * Resolves when no other tab has the session and this one is looked at: a page that is only reloaded must find its session
 * free, so that a tab behind it does not take it meanwhile.
 */
export async function sessionIsFree(id: string): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, askEveryMs));
    if (document.visibilityState !== 'visible') continue;
    const release = await take(id);
    if (release === undefined) continue;
    release();
    return;
  }
}

function take(id: string): Promise<(() => void) | undefined> {
  if (!('locks' in navigator)) return Promise.resolve(() => undefined);
  return new Promise((resolve) => {
    void navigator.locks.request(`copyup-${id}`, { ifAvailable: true }, (lock) => {
      if (lock === null) {
        resolve(undefined);
        return undefined;
      }
      return new Promise<void>((release) => {
        resolve(release);
      });
    });
  });
}
