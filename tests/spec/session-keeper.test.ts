import { describe, expect, it } from 'vitest';
import { Keeper } from '../../src/session/keeper.ts';
import type { InputEntry, LogHeader } from '../../src/session/log.ts';
import { type Commit, type RecordStore, StorageError } from '../../src/session/storage.ts';

/** A store in memory that can refuse a commit, as a full disk does. */
class MemoryStore implements RecordStore {
  records = new Map<number, Uint8Array>();
  generation = 0;
  fails = false;

  readAll(): Promise<ReadonlyMap<number, Uint8Array>> {
    return Promise.resolve(new Map(this.records));
  }

  commit(commit: Commit): Promise<void> {
    if (this.fails) return Promise.reject(new StorageError('quota', 'full'));
    if (commit.after !== this.generation) return Promise.reject(new StorageError('stale', 'ESTALE'));
    for (const [key, bytes] of commit.put) this.records.set(key, bytes);
    for (const key of commit.remove) this.records.delete(key);
    this.records.set(0, commit.superblock);
    this.generation = (JSON.parse(new TextDecoder().decode(commit.superblock)) as { generation: number }).generation;
    return Promise.resolve();
  }

  close(): void {
    this.records.clear();
  }
}

const header: LogHeader = {
  format: 'copyup-log',
  version: 1,
  engine: '1',
  scene: 'article',
  seed: 1,
  locale: 'en',
  era: '2015',
};

function inputs(count: number): InputEntry[] {
  return Array.from({ length: count }, (_, i) => ({
    id: i + 1,
    cause: null,
    t: String(i),
    kind: 'input',
    tty: 0,
    data: `echo ${i}\r`,
  }));
}

describe('a kept session', () => {
  it('comes back with its inputs and its newest root', async () => {
    const store = new MemoryStore();
    const keeper = new Keeper(store, '1');
    expect(await keeper.load()).toBeUndefined();
    await keeper.save(header, inputs(2), { files: ['a'] }, { goals: [] });
    await keeper.save(header, inputs(3), { files: ['a', 'b'] }, { goals: ['x'] });
    await keeper.save(header, inputs(5), undefined, { goals: ['x'] });
    const found = await new Keeper(store, '1').load();
    expect(found?.inputs).toEqual(inputs(5));
    expect(found?.root).toEqual({ data: { files: ['a', 'b'] }, inputs: 3 });
    expect(found?.progress).toEqual({ goals: ['x'] });
    expect(found?.losses).toEqual([]);
  });

  it('goes on saving after a reload, and sweeps what no generation names', async () => {
    const store = new MemoryStore();
    await new Keeper(store, '1').save(header, inputs(1), { n: 1 }, null);
    for (let i = 2; i < 40; i++) {
      const keeper = new Keeper(store, '1');
      await keeper.load();
      await keeper.save(header, inputs(i), { n: i, big: new Uint8Array(100_000) }, null);
    }
    const found = await new Keeper(store, '1').load();
    expect(found?.root?.data).toMatchObject({ n: 39 });
    const bytes = [...store.records.values()].reduce((sum, record) => sum + record.length, 0);
    expect(bytes).toBeLessThan(3_500_000);
  });

  it('is refused for the tab that was overtaken', async () => {
    const store = new MemoryStore();
    const [first, second] = [new Keeper(store, '1'), new Keeper(store, '1')];
    await first.load();
    await second.load();
    await first.save(header, inputs(1), undefined, null);
    await expect(second.save(header, inputs(2), undefined, null)).rejects.toThrow('ESTALE');
  });

  it('loses nothing when one commit fails', async () => {
    const store = new MemoryStore();
    const keeper = new Keeper(store, '1');
    await keeper.save(header, inputs(1), { n: 1 }, null);
    store.fails = true;
    await expect(keeper.save(header, inputs(2), { n: 2 }, null)).rejects.toThrow('full');
    store.fails = false;
    await keeper.save(header, inputs(3), { n: 3 }, null);
    const found = await new Keeper(store, '1').load();
    expect(found?.inputs).toEqual(inputs(3));
    expect(found?.root?.data).toEqual({ n: 3 });
  });

  it('opens the generation before where the newest root is damaged, and says so', async () => {
    const store = new MemoryStore();
    const keeper = new Keeper(store, '1');
    await keeper.save(header, inputs(1), { n: 1 }, null);
    await keeper.save(header, inputs(2), { n: 2 }, null);
    const newest = Math.max(...store.records.keys());
    store.records.get(newest)?.fill(7);
    const found = await new Keeper(store, '1').load();
    expect(found?.root).toEqual({ data: { n: 1 }, inputs: 1 });
    expect(found?.losses).toHaveLength(1);
  });

  it('keeps the inputs before a damaged part of the log and hands the rest out', async () => {
    const store = new MemoryStore();
    const keeper = new Keeper(store, '1');
    await keeper.save(header, inputs(1), undefined, null);
    await keeper.save(header, inputs(2), undefined, null);
    await keeper.save(header, inputs(3), undefined, null);
    store.records.get(2)?.fill(0);
    const found = await new Keeper(store, '1').load();
    expect(found?.inputs).toEqual(inputs(1));
    expect(found?.damaged).toHaveLength(2);
  });

  it('opens the generation before where the super block is damaged, hands that out, and goes on saving', async () => {
    const store = new MemoryStore();
    const keeper = new Keeper(store, '1');
    await keeper.save(header, inputs(1), { n: 1 }, null);
    await keeper.save(header, inputs(2), { n: 2 }, null);
    store.records.get(0)?.fill(7);
    store.generation = -1;
    const again = new Keeper(store, '1');
    const found = await again.load();
    expect(found?.inputs).toEqual(inputs(1));
    expect(found?.root).toEqual({ data: { n: 1 }, inputs: 1 });
    expect(found?.losses).toHaveLength(1);
    expect(found?.damaged).toHaveLength(1);
    await again.save(header, inputs(4), { n: 4 }, null);
    const last = await new Keeper(store, '1').load();
    expect(last?.inputs).toEqual(inputs(4));
    expect(last?.losses).toEqual([]);
  });

  it('of which no super block can be read is refused with all its records', async () => {
    const store = new MemoryStore();
    await new Keeper(store, '1').save(header, inputs(1), undefined, null);
    store.records.get(0)?.fill(7);
    await expect(new Keeper(store, '1').load()).rejects.toMatchObject({ records: { length: 2 } });
  });

  it('goes on from a root that is newer than what is left of the log', async () => {
    const store = new MemoryStore();
    const keeper = new Keeper(store, '1');
    await keeper.save(header, inputs(1), undefined, null);
    await keeper.save(header, inputs(2), { n: 2 }, null);
    store.records.get(2)?.fill(0);
    const again = new Keeper(store, '1');
    const found = await again.load();
    expect(found).toMatchObject({ inputs: inputs(1), root: { data: { n: 2 }, inputs: 1 }, rooted: true });
    // What is typed from now on is kept behind it.
    again.startAgain(true);
    await again.save(header, inputs(3), undefined, null);
    expect(await new Keeper(store, '1').load()).toMatchObject({ inputs: inputs(3), rooted: true });
  });

  it('keeps its log in few records, however many commits there were', async () => {
    const store = new MemoryStore();
    const keeper = new Keeper(store, '1');
    for (let i = 1; i <= 450; i++) await keeper.save(header, inputs(i), undefined, null);
    expect(store.records.size).toBeLessThan(410);
    expect((await new Keeper(store, '1').load())?.inputs).toEqual(inputs(450));
  });

  it('of a newer format is refused with a sentence', async () => {
    const store = new MemoryStore();
    await new Keeper(store, '1').save(header, inputs(1), undefined, null);
    store.records.set(0, new TextEncoder().encode(JSON.stringify({ magic: 'copyup', version: 2 })));
    await expect(new Keeper(store, '1').load()).rejects.toThrow('newer copyup');
  });
});
