// Keeps a session in a record store: its inputs, which are the truth, and its newest root, for when replay is not possible.
// A generation is one commit. The generation before stays whole, its super block with it; what neither names is swept.
import type { InputEntry, LogHeader } from './log.ts';
import { RecordPacker, unpack } from './records.ts';
import { type RecordStore, UnreadableSessionError } from './storage.ts';

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
  /** The inputs before the root do not lead to it any more: it alone is the truth. */
  readonly rooted?: boolean;
}

/** Where the super block of the generation before is kept. */
const previousKey = -1;
/** So many parts of the log become one. */
const mostLogRecords = 200;

/** What was found in a store. */
export interface StoredSession {
  readonly engine: string;
  readonly header: LogHeader;
  readonly inputs: readonly InputEntry[];
  /** The newest root that could be read, and how many inputs came before it. */
  readonly root: { readonly data: object; readonly inputs: number } | undefined;
  readonly progress: unknown;
  /** Replay from the scene's start would not lead here: the root is what to go on from. */
  readonly rooted: boolean;
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
  /** The generation that a commit must find on disk; -1: one that can't be read. */
  #onDisk = 0;
  /** The super block on disk. */
  #block: Uint8Array | undefined;
  #rooted = false;
  #nextKey = 1;
  #log: RecordName[] = [];
  #root: RootName | undefined;
  /** What the generation on disk names, and all that stands beside it. */
  #named: ReadonlySet<number> = new Set();
  #kept: ReadonlySet<number> = new Set();
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
   * @throws UnreadableSessionError when a newer copyup wrote it, or no super block can be read
   */
  async load(): Promise<StoredSession | undefined> {
    const records = await this.#store.readAll();
    if (records.size === 0) return undefined;
    const losses: string[] = [];
    const damaged: Uint8Array[] = [];
    const superblock = this.#readSuperblock(records, losses, damaged);
    const { log, inputs } = readLog(superblock, records, losses, damaged);
    const root = this.#readRoot(superblock.roots, records, losses, damaged);
    this.#generation = superblock.generation;
    this.#nextKey = Math.max(0, ...records.keys()) + 1;
    this.#rooted = superblock.rooted === true || (root !== undefined && root.inputs > inputs.length);
    this.#log = log;
    this.#kept = recordKeys(records);
    this.#named = namedBy(superblock.log, superblock.roots);
    this.#savedInputs = inputs.length;
    return {
      engine: superblock.engine,
      header: superblock.header,
      inputs,
      root: root && { data: root.data, inputs: Math.min(root.inputs, inputs.length) },
      progress: superblock.progress,
      rooted: this.#rooted,
      losses,
      damaged,
    };
  }

  /** That of the newest generation, else that of the one before. */
  #readSuperblock(records: ReadonlyMap<number, Uint8Array>, losses: string[], damaged: Uint8Array[]): AnySuperblock {
    const newest = records.get(0);
    const found = newest && parseSuperblock(newest);
    this.#block = newest;
    this.#onDisk = newest === undefined ? 0 : (found?.generation ?? -1);
    const superblock = found ?? parseSuperblock(records.get(previousKey) ?? new Uint8Array());
    if (superblock === undefined) throw new UnreadableSessionError('no super block can be read', records.values());
    if (superblock.version > 1) {
      throw new UnreadableSessionError(
        `this session was saved by a newer copyup (format ${superblock.version})`,
        records.values(),
      );
    }
    if (found === undefined) {
      losses.push('The newest generation could not be read; the one before it is used.');
      if (newest !== undefined) damaged.push(newest);
      this.#block = records.get(previousKey);
    }
    return superblock;
  }

  #readRoot(
    roots: readonly RootName[],
    records: ReadonlyMap<number, Uint8Array>,
    losses: string[],
    damaged: Uint8Array[],
  ): { readonly data: object; readonly inputs: number } | undefined {
    for (const name of roots) {
      const parts = name.records.map((part) => intact(records, part));
      const whole = parts.filter((part) => part !== undefined);
      if (whole.length < parts.length) {
        losses.push('A saved state could not be read; an older one is used.');
        for (const { key } of name.records) {
          const bytes = records.get(key);
          if (bytes !== undefined) damaged.push(bytes);
        }
        continue;
      }
      const objects = unpack(whole);
      const data = objects[name.object];
      if (data === undefined) continue;
      this.#packer.adopt(objects, whole);
      // The first record of a root is the last whole pack.
      this.#wholeBytes = whole[0]?.length ?? 0;
      this.#packWhole = false;
      this.#root = name;
      return { data, inputs: name.inputs };
    }
    return undefined;
  }

  /**
   * The inputs that come with the next `save` are all there are, not more of those on disk: the session went another way.
   * @param rooted they do not lead to the root: it alone is the truth
   */
  startAgain(rooted: boolean): void {
    this.#log = [];
    this.#savedInputs = 0;
    this.#rooted = rooted;
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
    const again = this.#log.length >= mostLogRecords;
    const log = again ? [] : [...this.#log];
    const fresh = again ? inputs : inputs.slice(this.#savedInputs);
    if (fresh.length > 0)
      log.push(this.#add(put, encoder.encode(fresh.map((input) => `${JSON.stringify(input)}\n`).join(''))));
    const roots = this.#root === undefined ? [] : [this.#root];
    if (root !== undefined) roots.unshift(this.#pack(root, inputs.length, put));
    const named = namedBy(log, roots);
    const remove = [...this.#kept].filter((key) => !named.has(key) && !this.#named.has(key));
    const superblock: Superblock = {
      magic: 'copyup',
      version: 1,
      generation: Math.max(this.#generation, this.#onDisk) + 1,
      engine: this.#engine,
      header,
      log,
      roots,
      progress,
      ...(this.#rooted ? { rooted: true } : {}),
    };
    const block = encoder.encode(JSON.stringify(superblock));
    if (this.#block !== undefined) put.set(previousKey, this.#block);
    try {
      await this.#store.commit({ superblock: block, put, remove, after: this.#onDisk });
    } catch (error) {
      // What was packed for this commit is in no record: the next root must be packed whole.
      this.#packWhole = true;
      throw error;
    }
    this.#generation = superblock.generation;
    this.#onDisk = superblock.generation;
    this.#block = block;
    this.#log = log;
    this.#root = roots[0];
    this.#kept = new Set([...named, ...this.#named]);
    this.#named = named;
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

type AnySuperblock = Omit<Superblock, 'magic' | 'version'> & { readonly magic: string; readonly version: number };

/** undefined: it is none, or damaged. */
function parseSuperblock(bytes: Uint8Array): AnySuperblock | undefined {
  try {
    const block = JSON.parse(decoder.decode(bytes)) as AnySuperblock;
    return block.magic === 'copyup' && Number.isSafeInteger(block.version) ? block : undefined;
  } catch {
    // Damage looks like this; what is lost by it is told by whoever reads.
    return undefined;
  }
}

function readLog(
  superblock: AnySuperblock,
  records: ReadonlyMap<number, Uint8Array>,
  losses: string[],
  damaged: Uint8Array[],
): { readonly log: RecordName[]; readonly inputs: InputEntry[] } {
  const log: RecordName[] = [];
  const inputs: InputEntry[] = [];
  for (const name of superblock.log) {
    const record = intact(records, name);
    if (record === undefined) {
      losses.push(`A part of the log could not be read: the inputs from number ${inputs.length + 1} on are left out.`);
      for (const later of superblock.log.slice(log.length)) {
        const bytes = records.get(later.key);
        if (bytes !== undefined) damaged.push(bytes);
      }
      break;
    }
    for (const line of decoder.decode(record).split('\n')) if (line !== '') inputs.push(JSON.parse(line) as InputEntry);
    log.push(name);
  }
  return { log, inputs };
}

function namedBy(log: readonly RecordName[], roots: readonly RootName[]): ReadonlySet<number> {
  return new Set([...log, ...roots.flatMap((name) => name.records)].map((name) => name.key));
}

/** Keys of records, super blocks left out. */
function recordKeys(records: ReadonlyMap<number, Uint8Array>): ReadonlySet<number> {
  return new Set([...records.keys()].filter((key) => key > 0));
}

function intact(records: ReadonlyMap<number, Uint8Array>, name: RecordName): Uint8Array | undefined {
  const record = records.get(name.key);
  return record !== undefined && checksum(record) === name.sum ? record : undefined;
}

/** FNV-1a over bytes: finds a damaged record, protects nothing. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
