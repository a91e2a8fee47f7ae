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

export async function rememberSession(session: SessionName): Promise<void> {
  const database = await open();
  const transaction = database.transaction('sessions', 'readwrite');
  transaction.objectStore('sessions').put(session, session.scene);
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = () => {
      reject(transaction.error ?? new Error('the list of sessions could not be saved'));
    };
  });
  database.close();
}

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
  });
}
