// What every storage driver promises docker: the table below runs on each driver of the list.
import { describe, expect, it } from 'vitest';
import { decodeBytes, encodeBytes } from '../../src/abi/bytes.ts';
import { O_CREAT, O_TRUNC, O_WRONLY } from '../../src/abi/flags.ts';
import { type Archive, type ArchiveEntry, changeLetters, Files, graphDrivers } from '../../src/drivers/index.ts';
import type { GraphDriver, GraphDriverType } from '../../src/drivers/index.ts';
import { overlayType } from '../../src/overlay/index.ts';
import { minimalMachine } from '../support/machine.ts';

const home = '/var/lib/docker/driver';

class Bench {
  readonly files: Files;
  readonly sys;
  driver: GraphDriver;
  readonly #type: GraphDriverType;

  constructor(type: GraphDriverType) {
    const { process } = minimalMachine({ fileSystems: [overlayType] });
    this.sys = process.sys;
    this.files = new Files(this.sys);
    this.sys.mkdir('/proc', 0o755);
    this.sys.mount('proc', '/proc', 'proc', 0, '');
    this.files.mkdirAll(home, 0o700);
    this.#type = type;
    this.driver = type.init(this.files, home);
  }

  /** As the daemon does after a checkpoint: a driver made anew, told what is held. */
  again(): void {
    this.driver = this.#type.init(this.files, home, this.driver.active());
  }

  write(path: string, text: string): void {
    const fd = this.sys.open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644).ok ?? -1;
    this.sys.write(fd, encodeBytes(text));
    this.sys.close(fd);
  }

  read(path: string): string {
    return this.files.readText(path);
  }

  /** The layer's tree, a line a name. */
  tree(id: string): string[] {
    const root = this.driver.get(id);
    const lines: string[] = [];
    const walk = (directory: string): void => {
      for (const name of this.files.list(root + directory)) {
        const path = `${directory}/${name}`;
        const { mode, uid, gid } = this.files.lstat(root + path);
        lines.push(`${path} ${mode.toString(8)} ${uid}:${gid}`);
        if ((mode & 0o170000) === 0o040000) walk(path);
      }
    };
    walk('');
    this.driver.put(id);
    return lines.sort();
  }

  changes(id: string, parent?: string): string[] {
    return this.driver.changes(id, parent).map(({ kind, path }) => `${changeLetters[kind]} ${path}`);
  }
}

function file(path: string, text: string, more: Partial<ArchiveEntry> = {}): ArchiveEntry {
  const content = [{ bytes: encodeBytes(text) }];
  return { path, type: 'reg', mode: 0o644, uid: 0, gid: 0, mtimeNs: 1_000_000_000n, content, ...more };
}

function directory(path: string): ArchiveEntry {
  return { path, type: 'dir', mode: 0o755, uid: 0, gid: 0, mtimeNs: 1_000_000_000n };
}

const base: Archive = [
  directory('etc'),
  file('etc/passwd', 'root\n'),
  file('etc/shadow', 'secret\n', { mode: 0o640, gid: 42 }),
  directory('var'),
  directory('var/log'),
  file('var/log/a', 'aaaa'),
  file('var/log/b', 'bbbb'),
  { ...file('hard', ''), content: [], link: 'etc/passwd' },
  { ...file('soft', ''), type: 'lnk', mode: 0o777, content: [], link: 'etc/passwd' },
];

function withBase(bench: Bench): void {
  bench.driver.create('base', undefined);
  bench.driver.applyDiff('base', undefined, base);
}

describe.each(graphDrivers.map((type) => [type.name, type] as const))('storage driver %s', (name, type) => {
  it('is called what --storage-driver calls it', () => {
    expect(new Bench(type).driver.name).toBe(name);
  });

  it('an empty layer is an empty directory that can be written', () => {
    const bench = new Bench(type);
    bench.driver.create('empty', undefined);
    expect(bench.driver.exists('empty')).toBe(true);
    expect(bench.tree('empty')).toEqual([]);
    const root = bench.driver.get('empty');
    expect(bench.files.lstat(root).mode).toBe(0o040755);
    bench.write(`${root}/f`, 'x');
    bench.driver.put('empty');
    expect(bench.tree('empty')).toEqual(['/f 100644 0:0']);
  });

  it('applyDiff fills a layer and gives the sum of its files', () => {
    const bench = new Bench(type);
    bench.driver.create('base', undefined);
    expect(bench.driver.applyDiff('base', undefined, base)).toBe('root\nsecret\naaaabbbb'.length);
    expect(bench.tree('base')).toEqual([
      '/etc 40755 0:0',
      '/etc/passwd 100644 0:0',
      '/etc/shadow 100640 0:42',
      '/hard 100644 0:0',
      '/soft 120777 0:0',
      '/var 40755 0:0',
      '/var/log 40755 0:0',
      '/var/log/a 100644 0:0',
      '/var/log/b 100644 0:0',
    ]);
    const root = bench.driver.get('base');
    const [passwd, hard] = [bench.files.lstat(`${root}/etc/passwd`), bench.files.lstat(`${root}/hard`)];
    expect(passwd.ino).toBe(hard.ino);
    expect(passwd.mtimeNs).toBe(1_000_000_000n);
    expect(bench.read(`${root}/soft`)).toBe('root\n');
    bench.driver.put('base');
  });

  it('a child shows its parent; what is written to it does not reach the parent', () => {
    const bench = new Bench(type);
    withBase(bench);
    const before = bench.tree('base');
    bench.driver.create('child', 'base');
    expect(bench.tree('child')).toEqual(before);
    const root = bench.driver.get('child');
    bench.write(`${root}/etc/passwd`, 'changed\n');
    bench.files.removeAll(`${root}/var/log`);
    bench.write(`${root}/new`, 'n');
    expect(bench.read(`${root}/etc/passwd`)).toBe('changed\n');
    bench.driver.put('child');
    expect(bench.tree('base')).toEqual(before);
    const baseRoot = bench.driver.get('base');
    expect(bench.read(`${baseRoot}/etc/passwd`)).toBe('root\n');
    bench.driver.put('base');
  });

  it('two children of one parent do not see each other', () => {
    const bench = new Bench(type);
    withBase(bench);
    for (const id of ['one', 'two']) {
      bench.driver.create(id, 'base');
      bench.write(`${bench.driver.get(id)}/${id}`, id);
    }
    expect(bench.tree('one').some((line) => line.startsWith('/two '))).toBe(false);
    expect(bench.tree('two').some((line) => line.startsWith('/one '))).toBe(false);
  });

  it('changes are told as docker diff tells them, and diffSize sums what was added or modified', () => {
    const bench = new Bench(type);
    withBase(bench);
    bench.driver.create('child', 'base');
    const root = bench.driver.get('child');
    bench.write(`${root}/etc/passwd`, 'changed\n');
    bench.sys.unlink(`${root}/var/log/a`);
    bench.sys.mkdir(`${root}/new`, 0o755);
    bench.write(`${root}/new/f`, '12345');
    bench.sys.chmod(`${root}/soft`, 0o600);
    bench.driver.put('child');
    expect(bench.changes('child', 'base')).toEqual([
      'C /etc',
      'C /etc/passwd',
      'A /new',
      'A /new/f',
      'C /var',
      'C /var/log',
      'D /var/log/a',
    ]);
    expect(bench.driver.diffSize('child', 'base')).toBe('changed\n'.length + '12345'.length);
  });

  it('a diff applied to a fresh layer on the same parent makes the same tree', () => {
    const bench = new Bench(type);
    withBase(bench);
    bench.driver.create('child', 'base');
    const root = bench.driver.get('child');
    bench.write(`${root}/etc/passwd`, 'changed\n');
    bench.files.removeAll(`${root}/var`);
    bench.write(`${root}/var`, 'now a file');
    bench.sys.mkdir(`${root}/empty`, 0o1777);
    bench.sys.chmod(`${root}/empty`, 0o1777);
    bench.sys.lchown(`${root}/soft`, 7, 8);
    bench.driver.put('child');
    const layer = bench.driver.diff('child', 'base');
    bench.driver.create('copy', 'base');
    bench.driver.applyDiff('copy', 'base', layer.archive);
    layer.release();
    expect(bench.tree('copy')).toEqual(bench.tree('child'));
    expect(bench.changes('copy', 'base')).toEqual(bench.changes('child', 'base'));
    const copy = bench.driver.get('copy');
    expect(bench.read(`${copy}/var`)).toBe('now a file');
    expect(bench.read(`${copy}/etc/passwd`)).toBe('changed\n');
  });

  it('a whiteout in a diff takes away, an opaque mark takes all that was there', () => {
    const bench = new Bench(type);
    withBase(bench);
    bench.driver.create('child', 'base');
    bench.driver.applyDiff('child', 'base', [
      directory('etc'),
      file('etc/.wh.shadow', ''),
      directory('var'),
      directory('var/log'),
      file('var/log/.wh..wh..opq', ''),
      file('var/log/c', 'c'),
    ]);
    expect(bench.tree('child').map((line) => line.split(' ')[0])).toEqual([
      '/etc',
      '/etc/passwd',
      '/hard',
      '/soft',
      '/var',
      '/var/log',
      '/var/log/c',
    ]);
  });

  it('get and put pair; a driver made anew is told what is held', () => {
    const bench = new Bench(type);
    withBase(bench);
    bench.driver.create('child', 'base');
    const first = bench.driver.get('child');
    bench.again();
    expect(bench.driver.get('child')).toBe(first);
    bench.driver.put('child');
    expect(bench.files.list(first)).toContain('etc');
    bench.driver.put('child');
    // One more than there were: no error.
    bench.driver.put('child');
    bench.driver.remove('child');
    expect(bench.driver.exists('child')).toBe(false);
  });

  it('remove takes all of it away; of a layer that is not there it is no error', () => {
    const bench = new Bench(type);
    withBase(bench);
    bench.driver.create('child', 'base');
    bench.write(`${bench.driver.get('child')}/f`, 'x');
    bench.driver.put('child');
    bench.driver.remove('child');
    bench.driver.remove('child');
    bench.driver.remove('base');
    expect(bench.files.list(home)).toEqual([]);
  });

  it('get of what is not there says so in Go’s words', () => {
    expect(() => new Bench(type).driver.get('missing')).toThrow(/no such file or directory$/);
  });

  it('create on a parent that is not there leaves nothing behind', () => {
    const bench = new Bench(type);
    expect(() => {
      bench.driver.create('child', 'missing');
    }).toThrow(/no such file or directory$/);
    expect(bench.driver.exists('child')).toBe(false);
  });

  it('cleanup unmounts what is held', () => {
    const bench = new Bench(type);
    withBase(bench);
    bench.driver.create('child', 'base');
    bench.driver.get('child');
    bench.driver.get('child');
    bench.driver.cleanup();
    expect(bench.driver.active()).toEqual({});
    const mounts = decodeBytes(bench.files.readBytes('/proc/mounts'));
    expect(mounts).not.toContain(home);
  });

  it('metadata is of paths that exist', () => {
    const bench = new Bench(type);
    withBase(bench);
    bench.driver.create('child', 'base');
    for (const id of ['base', 'child']) {
      for (const path of Object.values(bench.driver.getMetadata(id) ?? {}))
        expect(bench.files.exists(path), path).toBe(true);
    }
  });
});
