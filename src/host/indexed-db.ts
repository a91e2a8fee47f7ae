// A session's records in IndexedDB, through ZenFS's store: one database a session, one object store of the same name in it.
// The invariant: "saved" means the transaction's `complete` event. Nothing earlier is durable (a killed browser showed it).
import { IndexedDBStore, IndexedDBTransaction } from '@zenfs/dom/IndexedDB.js';
import { type Commit, type RecordStore, StorageError } from '../session/storage.ts';

/** Opens the database `name`, made where there is none. @throws StorageError */
export async function openRecordStore(name: string): Promise<RecordStore> {
  return new IndexedRecords(new SessionStore(await openDatabase(name)));
}

/** The stock store's transactions are relaxed and its commit never settles when the transaction is aborted. */
class SessionStore extends IndexedDBStore {
  override transaction(): SessionTransaction {
    return new SessionTransaction(this.db.transaction(this.name, 'readwrite', { durability: 'strict' }), this);
  }

  close(): void {
    this.db.close();
  }
}

class SessionTransaction extends IndexedDBTransaction {
  override commit(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.tx.addEventListener('complete', () => {
        resolve();
      });
      this.tx.addEventListener('abort', () => {
        reject(storageError(this.tx.error));
      });
      this.tx.commit();
    });
  }
}

class IndexedRecords implements RecordStore {
  readonly #store: SessionStore;

  constructor(store: SessionStore) {
    this.#store = store;
  }

  async readAll(): Promise<ReadonlyMap<number, Uint8Array>> {
    await this.#store.transaction().preload();
    const records = new Map([...this.#store.cache].map(([key, bytes]) => [key, new Uint8Array(bytes)]));
    this.#store.cache.clear();
    return records;
  }

  async commit(commit: Commit): Promise<void> {
    const transaction = this.#store.transaction();
    try {
      const found = generationOf(await transaction.get(0));
      if (found !== commit.after) {
        await transaction.abort();
        throw new StorageError(
          'stale',
          `ESTALE: generation ${found} is on disk, not ${commit.after}: another tab has saved since`,
        );
      }
      // Not awaited one by one: the transaction fails as a whole, which `commit` reports.
      const requests = [...commit.put].map(([key, bytes]) => transaction.set(key, bytes));
      for (const key of commit.remove) requests.push(transaction.remove(key));
      requests.push(transaction.set(0, commit.superblock));
      const settled = Promise.allSettled(requests);
      await transaction.commit();
      await settled;
    } catch (error) {
      throw error instanceof StorageError ? error : storageError(error);
    } finally {
      // The stock store keeps every record it has seen; the machine holds them already.
      this.#store.cache.clear();
    }
  }

  close(): void {
    this.#store.close();
  }
}

function generationOf(superblock: Uint8Array | undefined): number {
  if (superblock === undefined) return 0;
  try {
    const { generation } = JSON.parse(new TextDecoder().decode(superblock)) as { generation: number };
    return generation;
  } catch {
    // Damaged: whoever read it knows, and says so by committing after -1.
    return -1;
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(name);
    };
    request.onsuccess = () => {
      // Another tab may want to delete the session: holding on would block it for ever.
      request.result.onversionchange = () => {
        request.result.close();
      };
      resolve(request.result);
    };
    request.onerror = () => {
      reject(storageError(request.error));
    };
    request.onblocked = () => {
      reject(new StorageError('lost', 'another tab holds the database open'));
    };
  });
}

function storageError(cause: unknown): StorageError {
  const name = cause instanceof Error ? cause.name : '';
  const text = cause instanceof Error ? cause.message : String(cause);
  return new StorageError(
    name === 'QuotaExceededError' || name === 'ENOSPC' ? 'quota' : 'lost',
    text === '' ? name : text,
  );
}
