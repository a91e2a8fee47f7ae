// The scenes and lessons that this build carries. Ids are permanent: links and stored sessions name them.
import articleLesson from '../../lessons/01-article/lesson.yaml';
import articleEnglish from '../../lessons/01-article/lesson.en.md?raw';
import articleChinese from '../../lessons/01-article/lesson.zh-CN.md?raw';
import articleGoals from '../../lessons/01-article/goals.sh?raw';
import articleSolution from '../../lessons/01-article/solution.sh?raw';
import articleLessonStart from '../../lessons/01-article/start.sh?raw';
import article from '../../lessons/scenes/article/scene.yaml';
import articleStart from '../../lessons/scenes/article/start.sh?raw';
import layers from '../../lessons/scenes/layers/scene.yaml';
import layersStart from '../../lessons/scenes/layers/start.sh?raw';
import checksEnglish from '../messages/en/checks.md?raw';
import checksChinese from '../messages/zh-CN/checks.md?raw';
import type { LessonSource } from './lesson.ts';
import { type Scene, UnknownLessonError, UnknownSceneError } from './scene.ts';

export const scenes: readonly Scene[] = [
  { ...(article as Omit<Scene, 'start'>), start: articleStart },
  { ...(layers as Omit<Scene, 'start'>), start: layersStart },
];

const checkText = { en: checksEnglish, 'zh-CN': checksChinese };

const lessons: readonly LessonSource[] = [
  {
    ...(articleLesson as Pick<LessonSource, 'id' | 'scene' | 'hints' | 'mutants'>),
    text: { en: articleEnglish, 'zh-CN': articleChinese },
    checkText,
    start: articleLessonStart,
    goals: articleGoals,
    solution: articleSolution,
  },
];

/** @throws UnknownSceneError */
export function findScene(id: string): Scene {
  const found = scenes.find((scene) => scene.id === id);
  if (found !== undefined) return found;
  throw new UnknownSceneError(
    id,
    scenes.map((scene) => scene.id),
  );
}

/** The scene that a lesson is taken in. @throws UnknownLessonError */
export function sceneOfLesson(id: string): Scene {
  const found = lessons.find((lesson) => lesson.id === id);
  if (found !== undefined) return findScene(found.scene);
  throw new UnknownLessonError(
    id,
    lessons.map((lesson) => lesson.id),
  );
}

/** The lesson that a scene opens with; undefined: none. */
export function lessonOf(scene: Scene): LessonSource | undefined {
  return lessons.find((lesson) => lesson.id === scene.lesson);
}
