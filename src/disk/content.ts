// The bytes of a file as shared chunks: replaced, never edited in place, so that a copy or a checkpoint is pointers.

/** 64 KiB: the unit in which file bytes are shared. */
export const chunkSize = 65536;

/** One chunk: bytes (at most `chunkSize`), or null where there is a hole. */
export type Chunk = Uint8Array | null;

/** What splice(2) carries: `length` bytes that begin `start` bytes into the first chunk; every chunk but the last is full. */
export interface Splice {
  readonly length: number;
  readonly start: number;
  readonly chunks: readonly Chunk[];
}
