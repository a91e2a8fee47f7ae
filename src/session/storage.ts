// Where a session is kept, as the session sees it: numbered records that change all at once, and nothing of browsers.
// The invariant: a commit is whole or not there, and none overwrites a generation that it has not seen.

/** One commit: all of it or nothing. Keys are 1, 2, 3 …; key 0 is the super block's, -1 that of the generation before. */
export interface Commit {
  readonly superblock: Uint8Array;
  readonly put: ReadonlyMap<number, Uint8Array>;
  readonly remove: readonly number[];
  /** The generation that the super block on disk must have for this commit; 0: there is none yet; -1: it can't be read. */
  readonly after: number;
}

export interface RecordStore {
  /** Every record, the super block (key 0) with them. */
  readAll(): Promise<ReadonlyMap<number, Uint8Array>>;
  /**
   * Resolves when the records are durable, not earlier.
   * @throws StorageError `stale` when another writer was here; `quota` when there is no room; `lost` for all else
   */
  commit(commit: Commit): Promise<void>;
  close(): void;
}

export class StorageError extends Error {
  readonly kind: 'stale' | 'quota' | 'lost';

  constructor(kind: 'stale' | 'quota' | 'lost', message: string) {
    super(message);
    this.name = 'StorageError';
    this.kind = kind;
  }
}

/** Nothing of a stored session can be read by this engine; its records are untouched. */
export class UnreadableSessionError extends StorageError {
  readonly records: readonly Uint8Array[];

  constructor(message: string, records: Iterable<Uint8Array>) {
    super('lost', message);
    this.name = 'UnreadableSessionError';
    this.records = [...records];
  }
}
