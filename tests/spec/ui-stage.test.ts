// The stage without a page: what merged shows, films taken back and forth, columns that stay, names that can't do harm.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { OverlayStep } from '../../src/overlay/events.ts';
import { shortName, visibleName } from '../../src/ui/names.ts';
import { localeOf } from '../../src/ui/preferences.svelte.ts';
import { apply, filmOf } from '../../src/ui/stage/film.ts';
import { blank, lookUp, mergedNames, type Node, type Place } from '../../src/ui/stage/layers.ts';
import { rowsOf } from '../../src/ui/stage/rows.ts';
import { stackScene } from '../../src/ui/stage/scene.ts';
import { subjectsOf } from '../../src/ui/stage/subject.ts';

const place: Place = { id: 1, target: '/m', lower: ['/lower'], upper: '/upper', work: '/work', mounted: true };
const on = { mount: 1, step: 'whiteout' } as const;

const file = blank('file');
const directory = blank('directory');
const opaque: Node = { ...directory, opaque: true };

describe('what merged shows', () => {
  const rows: readonly [string, Record<string, Node>, string, 'upper' | 'both' | number | undefined][] = [
    ['a file of lower', { 'lower0/a': file }, 'a', 0],
    ['a file of upper hides that of lower', { 'upper/a': file, 'lower0/a': file }, 'a', 'upper'],
    ['a whiteout hides the name', { 'upper/a': blank('whiteout'), 'lower0/a': file }, 'a', undefined],
    ['directories merge', { 'upper/d': directory, 'lower0/d': directory }, 'd', 'both'],
    ['an opaque directory does not', { 'upper/d': opaque, 'lower0/d': directory }, 'd', 'upper'],
    ['nor does what is below it', { 'upper/d': opaque, 'lower0/d': directory, 'lower0/d/x': file }, 'd/x', undefined],
    ['a file in upper hides a directory', { 'upper/d': file, 'lower0/d': directory }, 'd', 'upper'],
    ['a directory in upper does not merge with a file', { 'upper/d': directory, 'lower0/d': file }, 'd', 'upper'],
  ];
  test.each(rows)('%s', (_, layers, path, from) => {
    expect(lookUp(new Map(Object.entries(layers)), place, path).from).toBe(from);
  });

  test('a whiteout between lowers hides what is further down', () => {
    const three: Place = { ...place, lower: ['/lower0', '/lower1', '/lower2'] };
    const model = new Map([
      ['lower1/a', blank('whiteout')],
      ['lower2/a', file],
      ['lower0/b', file],
    ]);
    expect(lookUp(model, three, 'a').from).toBeUndefined();
    expect(mergedNames(model, three, '').map((entry) => [entry.name, entry.from])).toEqual([
      ['a', undefined],
      ['b', 0],
    ]);
  });
});

describe('films', () => {
  interface Recorded {
    readonly ops: readonly { readonly steps: readonly OverlayStep[] }[];
  }
  const films = new URL('../golden/films/', import.meta.url);
  const bare = (model: ReadonlyMap<string, Node>): unknown[] =>
    [...model].map(([key, node]) => [key, node.kind, node.size, node.opaque]).sort();

  test.each(readdirSync(films).filter((name) => name.endsWith('.json')))('%s: taken back it is as it was', (name) => {
    const recorded = JSON.parse(readFileSync(new URL(name, films), 'utf8')) as Recorded;
    const commands = recorded.ops.map((op) => op.steps);
    const states: ReadonlyMap<string, Node>[] = [];
    const model = new Map<string, Node>();
    for (const steps of commands) {
      states.push(new Map(model));
      for (const step of steps) apply(model, place, step);
    }
    commands.forEach((steps, i) => {
      const film = filmOf(
        model,
        place,
        commands.slice(0, i).flat(),
        { steps, calls: steps.map(() => '') },
        commands.slice(i + 1).flat(),
      );
      // What the film's set-up had put there and a step removes is there again, though the film does not tell of it.
      expect(bare(film.frame(0))).toEqual(expect.arrayContaining(bare(states[i] ?? new Map())));
      expect(bare(film.frame(steps.length))).toEqual(bare(states[i + 1] ?? model));
    });
  });

  test('a frame in the midst of a long command', () => {
    const steps = Array.from({ length: 300 }, (_, i): OverlayStep => ({
      ...on,
      op: 'vfs_create',
      layer: 'upper',
      path: `/upper/f${i}`,
      mode: 0o100644,
    }));
    const model = new Map<string, Node>();
    for (const step of steps) apply(model, place, step);
    const film = filmOf(model, place, [], { steps, calls: steps.map(() => '') }, []);
    for (const k of [0, 1, 63, 64, 65, 150, 299, 300]) expect(film.frame(k).size).toBe(k);
  });
});

const removal: readonly OverlayStep[] = [
  { ...on, op: 'vfs_mknod', layer: 'work', path: '/work/work/#1', mode: 0o20000, dev: [0, 0] },
  { ...on, op: 'vfs_link', layer: 'work', old: '/work/work/#1', new: '/work/work/#2' },
  { ...on, op: 'vfs_rename', layer: 'work', old: '/work/work/#2', new: '/upper/root/a', flags: [], to: 'upper' },
];

describe('the scene', () => {
  const lower = new Map<string, Node>([
    ['lower0', directory],
    ['lower0/root', directory],
    ['upper/root', directory],
    ['lower0/root/a', file],
    ['lower0/root/b', file],
  ]);
  const end = new Map(lower);
  for (const step of removal) apply(end, place, step);
  const film = filmOf(end, place, [], { steps: removal, calls: removal.map(() => 'unlink("/root/a")') }, []);
  const subjects = subjectsOf(place, film.steps, film.calls);
  const sceneAt = (k: number, width = 1100): ReturnType<typeof stackScene> =>
    stackScene({
      place,
      model: film.frame(k),
      first: film.frame(0),
      last: film.frame(3),
      focus: 'root',
      mentioned: subjects.paths,
      subject: subjects.ofStep[Math.max(0, k - 1)],
      done: film.steps[k - 1],
      next: film.steps[k],
      nextNumber: k + 1,
      width,
      height: 420,
      gutter: 128,
    });

  test('a step in work is about the name that it is for', () => {
    expect(subjects.ofStep).toEqual(['root/a', 'root/a', 'root/a']);
  });
  test('a name keeps its column through the command', () => {
    const columns = [0, 1, 2, 3].map((k) => sceneAt(k).columns.map((column) => [column.path, column.x]));
    for (const one of columns) expect(one).toEqual(columns[0]);
  });
  test('the whiteout is made in work, gets a second name, covers the name', () => {
    expect(
      [0, 1, 2, 3].map((k) =>
        sceneAt(k)
          .wing?.items.map((item) => item.name)
          .sort(),
      ),
    ).toEqual([[], ['#1'], ['#1', '#2'], ['#1']]);
    expect([0, 1, 2, 3].map((k) => sceneAt(k).columns.find((column) => column.path === 'root/a')?.covered)).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(
      sceneAt(3)
        .columns.find((column) => column.path === 'root/a')
        ?.marks.map((mark) => [mark.layer, mark.shape]),
    ).toEqual([
      ['upper', 'whiteout'],
      ['lower', 'hidden'],
    ]);
  });
  test('names never overlap, and what has no room is folded', () => {
    const many = new Map(lower);
    for (let i = 0; i < 60; i++) many.set(`lower0/root/a-rather-long-name-${i}`, file);
    for (const width of [640, 900, 1400, 3000]) {
      const scene = stackScene({
        place,
        model: many,
        first: many,
        last: many,
        focus: 'root',
        mentioned: new Set(['root/a']),
        subject: 'root/a',
        done: undefined,
        next: undefined,
        nextNumber: 1,
        width,
        height: 420,
        gutter: 128,
      });
      const columns = [...scene.columns].sort((a, b) => a.x - b.x);
      columns.forEach((column, i) => {
        const next = columns[i + 1];
        if (next !== undefined) expect(column.x + column.width).toBeLessThanOrEqual(next.x);
      });
      expect(columns.at(-1)?.x).toBeLessThan(width - 200);
      expect(columns.some((column) => column.path === 'root/a')).toBe(true);
      expect(
        scene.folded +
          columns.filter((column) => column.folded === undefined && column.path.startsWith('root/')).length,
      ).toBe(62);
    }
  });
  test('rows: quiet neighbours fold, what a command touches stays', () => {
    const many = new Map(lower);
    for (let i = 0; i < 40; i++) many.set(`lower0/q${i}`, directory);
    const rows = rowsOf({
      place,
      model: many,
      first: many,
      last: many,
      open: new Set(['root']),
      mentioned: new Set(['root/a']),
      subject: 'root/a',
      most: 12,
    });
    expect(rows.length).toBeLessThan(12);
    expect(rows.find((row) => row.path === 'root/a')?.current).toBe(true);
    expect(rows.flatMap((row) => row.fold ?? [])).toHaveLength(40);
  });
});

describe('names are shown safely', () => {
  test.each([
    ['a plain name', 'install.log', 'install.log'],
    ['Chinese', '文件', '文件'],
    ['an emoji, a pair of surrogates', '🦀', '🦀'],
    ['an escape sequence', 'a\u001b[31mb', 'a\\x1b[31mb'],
    ['a newline', 'a\nb', 'a\\x0ab'],
    ['text turned round', 'a\u202egpj.exe', 'a\\u202egpj.exe'],
    ['a byte that is no UTF-8', 'a\udc80', 'a\\x80'],
    ['markup is text', '<img src=x>', '<img src=x>'],
  ])('%s', (_, name, shown) => {
    expect(visibleName(name)).toBe(shown);
  });
  test('a long name keeps its beginning and its end', () => {
    expect(shortName('a-very-long-name-of-a-file.tar.gz', 16)).toHaveLength(16);
    expect(shortName('a-very-long-name-of-a-file.tar.gz', 16)).toMatch(/^a-very.*ar\.gz$/);
  });
});

describe('the language', () => {
  test.each([
    [null, undefined, ['de-DE', 'zh-CN', 'en'], 'zh-CN'],
    [null, undefined, ['de-DE'], 'en'],
    [null, 'en', ['zh-CN'], 'en'],
    ['zh', 'en', ['en'], 'zh-CN'],
  ] as const)('of address %s, choice %s, browser %s', (query, saved, languages, locale) => {
    expect(localeOf(query, saved, languages)).toBe(locale);
  });
});
