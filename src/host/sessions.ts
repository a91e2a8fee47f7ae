// The small database `copyup`: which sessions there are and which was open last. Small code, loaded before the first paint:
// it tells a fresh visitor from a returning one, and the store's chunk loads only for the latter.

export interface SessionName {
  readonly id: string;
  readonly scene: string;
}

/** The session that was open last for `scene`; undefined: none. @throws Error when IndexedDB is absent or blocked */
export async function lastSession(scene: string): Promise<SessionName | undefined> {
  const database = await open();
  const found = await settle(
    database.transaction('sessions').objectStore('sessions').get(scene) as IDBRequest<SessionName | undefined>,
  );
  database.close();
  return found;
}

/** Resolves when it is durable: a session is found by this alone. @throws Error when it can't be kept */
export async function rememberSession(session: SessionName): Promise<void> {
  await put(session, () => true);
}

/** The same for a session that is the first of its scene. @throws Error when another tab was quicker, too */
export async function rememberFirstSession(session: SessionName): Promise<void> {
  await put(session, (known) => known === undefined);
}

async function put(session: SessionName, isWanted: (known: SessionName | undefined) => boolean): Promise<void> {
  const database = await open();
  const transaction = database.transaction('sessions', 'readwrite', { durability: 'strict' });
  const store = transaction.objectStore('sessions');
  const answer = { refused: false };
  const known = store.get(session.scene) as IDBRequest<SessionName | undefined>;
  known.onsuccess = () => {
    if (isWanted(known.result)) store.put(session, session.scene);
    else answer.refused = true;
  };
  try {
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => {
        resolve();
      };
      transaction.onabort = () => {
        reject(transaction.error ?? new Error('the list of sessions could not be saved'));
      };
    });
  } finally {
    database.close();
  }
  if (answer.refused) throw new Error(`another tab has begun the scene ${session.scene}`);
}

/** Deletes a session's database. One that is in use elsewhere goes when it no longer is; nothing waits for it. */
export function forgetSession(id: string): Promise<void> {
  const request = indexedDB.deleteDatabase(`copyup-${id}`);
  return new Promise((resolve) => {
    request.onsuccess =
      request.onerror =
      request.onblocked =
        () => {
          resolve();
        };
  });
}

/** Names a database: random, so that two browsers' sessions never share one; no part of what is simulated. */
export function newSessionId(): string {
  // `randomUUID` is there on secure origins alone.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A browser that neither gives nor refuses its storage must not keep the page waiting. */
const patienceMs = 4000;

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('copyup', 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('sessions');
  };
  return settle(request);
}

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('IndexedDB refused'));
    };
    setTimeout(() => {
      reject(new Error(`IndexedDB has not answered for ${patienceMs / 1000} seconds`));
    }, patienceMs);
  });
}
