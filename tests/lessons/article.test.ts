import { describe, expect, it } from 'vitest';
import type { RegistryImage } from '../../src/docker/index.ts';
import { findScene, lessonOf } from '../../src/session/catalog-of-scenes.ts';
import { imageChunks, loadImage } from '../../src/session/images.ts';
import { LessonRun } from '../../src/session/lesson.ts';
import { createWorld, type World } from '../../src/session/world.ts';

const scene = findScene('article');
const lesson = lessonOf(scene);
if (lesson === undefined) throw new Error('the scene has no lesson');
const images = new Map<string, RegistryImage>();
await Promise.all(imageChunks.map((chunk) => loadImage(chunk, images)));

function judgeAll(run: LessonRun, world: World): void {
  const steps = run.judge({ log: world.log.entries, fork: (programs) => world.fork(programs) });
  while (steps.next().done !== true);
}

/** Types the lines at the host's prompt, and judges after each, as the page does. */
function play(lines: readonly string[]): LessonRun {
  const world = createWorld(scene, 'en', images);
  const run = new LessonRun(lesson as NonNullable<typeof lesson>, 'en', undefined);
  const judge = (): void => {
    judgeAll(run, world);
  };
  judge();
  for (const line of lines) {
    typeLine(world, line);
    judge();
  }
  return run;
}

function typeLine(world: World, line: string): void {
  world.player.deliver({ tty: world.terminals[0] ?? 0, data: `${line}\r` });
  const state = world.player.settle();
  if (state.state !== 'idle') throw new Error(`${line}: ${state.state}`);
}

function met(run: LessonRun): readonly string[] {
  return run.view.goals.filter((goal) => goal.met).map(({ id }) => id);
}

const solution = lesson.solution.split('\n').filter((line) => line !== '');
const all = new LessonRun(lesson, 'en', undefined).view.goals.map(({ id }) => id);

describe('lesson 1', () => {
  it('meets no goal at its start', () => {
    expect(met(play([]))).toEqual([]);
  });

  it('meets all with its solution', () => {
    expect(met(play(solution))).toEqual(all);
  });

  it('meets all in another order', () => {
    const at = (part: string): number => solution.findIndex((line) => line.includes(part));
    const other = [...solution];
    const [append, remove] = [at('install.log.syslog'), at('rm /root/install.log')];
    [other[append], other[remove]] = [other[remove] ?? '', other[append] ?? ''];
    expect(met(play(other))).toEqual(all);
  });

  it.each(lesson.mutants.map((mutant) => [mutant.fails, mutant] as const))(
    'a mutant fails %s as meant',
    (_id, mutant) => {
      const [part, instead] = mutant.replace;
      const text = lesson.solution.replace(part, instead);
      expect(text).not.toBe(lesson.solution);
      const run = play(text.split('\n').filter((line) => line !== ''));
      expect(met(run)).not.toContain(mutant.fails);
      expect(run.reasonOf(mutant.fails)).toContain(mutant.says);
    },
  );

  it('says its goals in both languages', () => {
    for (const locale of ['en', 'zh-CN'] as const) {
      const world = createWorld(scene, locale, images);
      const run = new LessonRun(lesson, locale, undefined);
      judgeAll(run, world);
      for (const goal of run.view.goals) expect(goal.text).not.toBe(goal.id);
    }
  });
});
