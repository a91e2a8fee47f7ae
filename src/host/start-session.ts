// Starts the machine of a session in the browser, fresh from its scene or resumed, and has it saved. The page fetches this with all that
// a machine needs, after it has drawn a prompt.
import type { RegistryImage } from '../docker/index.ts';
import { lessonOf } from '../session/catalog-of-scenes.ts';
import { engine } from '../session/engine.ts';
import { imageChunks, loadImage } from '../session/images.ts';
import type { Keeper, StoredSession } from '../session/keeper.ts';
import { LessonRun } from '../session/lesson.ts';
import { LiveSession } from '../session/live-session.ts';
import type { Locale, LogHeader } from '../session/log.ts';
import type { Scene } from '../session/scene.ts';
import type { SaveState } from '../session/session.ts';
import { createWorld, type World } from '../session/world.ts';
import { browserHost } from './browser-host.ts';
import { type Notice, reasonOf } from './notices.ts';

/** A replay that takes longer is given up for the saved state. */
const replayBudgetMs = 2000;

/** A machine at its first prompt. */
export function startFresh(scene: Scene, locale: Locale, save: SaveState, lesson: LessonRun | undefined): LiveSession {
  const images = new Map<string, RegistryImage>();
  return liveSession(scene, locale, images, createWorld(scene, locale, images), save, lesson);
}

/**
 * A machine with its past.
 * @param notices takes what of the session could not be had back
 */
export async function startStored(
  scene: Scene,
  locale: Locale,
  save: SaveState,
  stored: StoredSession,
  keeper: Keeper | undefined,
  notices: Notice[],
): Promise<LiveSession> {
  const images = new Map<string, RegistryImage>();
  // The machine speaks the language it was started in; the page may speak another by now.
  const own = stored.header.locale;
  const world = await resume(scene, own, images, stored, notices);
  const source = lessonOf(scene);
  const lesson = source && new LessonRun(source, own, stored.progress);
  const session = liveSession(scene, own, images, world, save, lesson);
  session.speak(locale);
  if (keeper !== undefined) session.keepIn(keeper);
  return session;
}

function liveSession(
  scene: Scene,
  locale: Locale,
  images: Map<string, RegistryImage>,
  world: World,
  save: SaveState,
  lesson: LessonRun | undefined,
): LiveSession {
  const header: LogHeader = {
    format: 'copyup-log',
    version: 1,
    engine,
    scene: scene.id,
    seed: scene.seed,
    locale,
    era: scene.era,
  };
  const host = browserHost((chunk) => loadImage(chunk, images));
  return new LiveSession(world, host, header, save, lesson);
}

async function resume(
  scene: Scene,
  locale: Locale,
  images: Map<string, RegistryImage>,
  stored: StoredSession,
  notices: Notice[],
): Promise<World> {
  for (const loss of stored.losses) notices.push({ id: 'loss', text: loss });
  await Promise.all(imageChunks.map((chunk) => loadImage(chunk, images)));
  const sameEngine = stored.engine === engine;
  if (!sameEngine) notices.push({ id: 'other-engine', text: stored.engine });
  if (sameEngine || stored.root === undefined) {
    const world = createWorld(scene, locale, images);
    const end = performance.now() + replayBudgetMs;
    const goOn = (): boolean => performance.now() < end || stored.root === undefined;
    if (replayed(world, stored.inputs, goOn, notices)) {
      notices.push({ id: 'resumed' });
      return world;
    }
  }
  const world = createWorld(scene, locale, images, stored.root?.data);
  replayed(world, stored.inputs.slice(stored.root?.inputs ?? 0), () => true, notices);
  notices.push({ id: 'resumed-root' });
  return world;
}

/** Plays the inputs; false: not all. A log that this engine cannot play to its end is no reason to lose what is there: it is said. */
function replayed(world: World, inputs: StoredSession['inputs'], goOn: () => boolean, notices: Notice[]): boolean {
  try {
    return world.player.replay(inputs, goOn) === inputs.length;
  } catch (error) {
    notices.push({ id: 'loss', text: reasonOf(error) });
    return false;
  }
}
