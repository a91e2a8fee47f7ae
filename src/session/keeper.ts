// Keeps a session in a record store: its inputs, which are the truth, and its newest root, for when replay is not possible.
// A generation is one commit. What the super block no longer names is swept; the generation before stays whole until then.
import type { InputEntry, LogHeader } from './log.ts';
import { RecordPacker, unpack } from './records.ts';
import { type RecordStore, StorageError } from './storage.ts';

interface RecordName {
  readonly key: number;
  readonly sum: number;
}

interface RootName {
  /** The object that is the root. */
  readonly object: number;
  readonly records: readonly RecordName[];
  /** How many inputs came before it. */
  readonly inputs: number;
}

/** Key 0, as JSON. `roots`: the newest first. */
interface Superblock {
  readonly magic: 'copyup';
  readonly version: 1;
  readonly generation: number;
  readonly engine: string;
  readonly header: LogHeader;
  readonly log: readonly RecordName[];
  readonly roots: readonly RootName[];
  readonly progress: unknown;
}

/** What was found in a store. */
export interface StoredSession {
  readonly engine: string;
  readonly header: LogHeader;
  readonly inputs: readonly InputEntry[];
  /** The newest root that could be read, and how many inputs came before it. */
  readonly root: { readonly data: object; readonly inputs: number } | undefined;
  readonly progress: unknown;
  /** Sentences about what could not be read; the raw records of it are in `damaged`. */
  readonly losses: readonly string[];
  readonly damaged: readonly Uint8Array[];
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

export class Keeper {
  readonly #store: RecordStore;
  readonly #engine: string;
  readonly #packer = new RecordPacker();
  #generation = 0;
  #nextKey = 1;
  #log: RecordName[] = [];
  #root: RootName | undefined;
  #kept: Set<number> = new Set();
  #savedInputs = 0;
  #wholeBytes = 0;
  /** The packer's numbers match no record on disk: the next root is packed whole. */
  #packWhole = true;

  constructor(store: RecordStore, engine: string) {
    this.#store = store;
    this.#engine = engine;
  }

  /**
   * Reads what is there; undefined: nothing. Damaged records are told, not thrown.
   * @throws StorageError when a newer copyup wrote it
   */
  async load(): Promise<StoredSession | undefined> {
    const records = await this.#store.readAll();
    const block = records.get(0);
    if (block === undefined) return undefined;
    const superblock = JSON.parse(decoder.decode(block)) as Omit<Superblock, 'magic' | 'version'> & {
      magic: string;
      version: number;
    };
    if (superblock.magic !== 'copyup') throw new StorageError('lost', 'the super block is not one of copyup');
    if (superblock.version > 1) {
      throw new StorageError('lost', `this session was saved by a newer copyup (format ${superblock.version})`);
    }
    const losses: string[] = [];
    const damaged: Uint8Array[] = [];
    const inputs: InputEntry[] = [];
    const log: RecordName[] = [];
    for (const name of superblock.log) {
      const record = records.get(name.key);
      if (record === undefined || checksum(record) !== name.sum) {
        losses.push(
          `A part of the log could not be read: the inputs from number ${inputs.length + 1} on are left out.`,
        );
        for (const later of superblock.log.slice(log.length)) {
          const bytes = records.get(later.key);
          if (bytes !== undefined) damaged.push(bytes);
        }
        break;
      }
      for (const line of decoder.decode(record).split('\n'))
        if (line !== '') inputs.push(JSON.parse(line) as InputEntry);
      log.push(name);
    }
    const root = this.#readRoot(superblock.roots, records, inputs.length, losses);
    this.#generation = superblock.generation;
    this.#nextKey = Math.max(0, ...records.keys()) + 1;
    this.#log = log;
    this.#kept = new Set(records.keys());
    this.#kept.delete(0);
    this.#savedInputs = inputs.length;
    return {
      engine: superblock.engine,
      header: superblock.header,
      inputs,
      root,
      progress: superblock.progress,
      losses,
      damaged,
    };
  }

  #readRoot(
    roots: readonly RootName[],
    records: ReadonlyMap<number, Uint8Array>,
    inputs: number,
    losses: string[],
  ): StoredSession['root'] {
    for (const name of roots) {
      if (name.inputs > inputs) continue;
      const parts = name.records.map((part) => {
        const record = records.get(part.key);
        return record !== undefined && checksum(record) === part.sum ? record : undefined;
      });
      if (parts.includes(undefined)) {
        losses.push('A saved state could not be read; an older one is used.');
        continue;
      }
      const objects = unpack(parts as Uint8Array[]);
      const data = objects[name.object];
      if (data === undefined) continue;
      this.#packer.adopt(objects, parts as Uint8Array[]);
      // The first record of a root is the last whole pack.
      this.#wholeBytes = parts[0]?.length ?? 0;
      this.#packWhole = false;
      this.#root = name;
      return { data, inputs: name.inputs };
    }
    return undefined;
  }

  /**
   * Makes the session durable as one new generation.
   * @param root the machine's root, where it is at rest; undefined: the newest saved one stays
   */
  async save(
    header: LogHeader,
    inputs: readonly InputEntry[],
    root: object | undefined,
    progress: unknown,
  ): Promise<void> {
    const put = new Map<number, Uint8Array>();
    const log = [...this.#log];
    const fresh = inputs.slice(this.#savedInputs);
    if (fresh.length > 0)
      log.push(this.#add(put, encoder.encode(fresh.map((input) => `${JSON.stringify(input)}\n`).join(''))));
    const roots = this.#root === undefined ? [] : [this.#root];
    if (root !== undefined) roots.unshift(this.#pack(root, inputs.length, put));
    const named = new Set([...log, ...roots.flatMap((name) => name.records)].map((name) => name.key));
    const remove = [...this.#kept].filter((key) => !named.has(key));
    const superblock: Superblock = {
      magic: 'copyup',
      version: 1,
      generation: this.#generation + 1,
      engine: this.#engine,
      header,
      log,
      roots,
      progress,
    };
    try {
      await this.#store.commit({
        superblock: encoder.encode(JSON.stringify(superblock)),
        put,
        remove,
        after: this.#generation,
      });
    } catch (error) {
      // What was packed for this commit is in no record: the next root must be packed whole.
      this.#packWhole = true;
      throw error;
    }
    this.#generation += 1;
    this.#log = log;
    this.#root = roots[0];
    this.#kept = named;
    this.#savedInputs = inputs.length;
  }

  /** Packs what is new in `root`; all of it where more than half of what is kept is old. */
  #pack(root: object, inputs: number, put: Map<number, Uint8Array>): RootName {
    const whole = this.#packWhole || this.#packer.packedBytes > 2 * this.#wholeBytes + 1_000_000;
    if (whole) this.#packer.forget();
    this.#packWhole = false;
    const packed = this.#packer.pack(root);
    if (whole) this.#wholeBytes = packed.record.length;
    const earlier = whole ? [] : (this.#root?.records ?? []);
    return { object: packed.root, inputs, records: [...earlier, this.#add(put, packed.record)] };
  }

  #add(put: Map<number, Uint8Array>, record: Uint8Array): RecordName {
    const key = this.#nextKey++;
    put.set(key, record);
    return { key, sum: checksum(record) };
  }
}

/** FNV-1a over bytes: finds a damaged record, protects nothing. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
