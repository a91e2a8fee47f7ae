// The scenes and lessons that this build carries. Ids are permanent: links and stored sessions name them.
import layers from '../../lessons/scenes/layers/scene.yaml';
import layersStart from '../../lessons/scenes/layers/start.sh?raw';
import type { LessonSource } from './lesson.ts';
import { type Scene, UnknownSceneError } from './scene.ts';

const scenes: readonly Scene[] = [{ ...(layers as Omit<Scene, 'start'>), start: layersStart }];

/** @throws UnknownSceneError */
export function findScene(id: string): Scene {
  const found = scenes.find((scene) => scene.id === id);
  if (found !== undefined) return found;
  throw new UnknownSceneError(
    id,
    scenes.map((scene) => scene.id),
  );
}

/** The lesson that a scene opens with; none has one yet. */
export function lessonOf(_scene: Scene): LessonSource | undefined {
  return undefined;
}
