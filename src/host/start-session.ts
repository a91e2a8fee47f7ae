// Starts the machine of a session in the browser, fresh from its scene or resumed, and has it saved. The page fetches this with all that
// a machine needs, after it has drawn a prompt.
import type { RegistryImage } from '../docker/index.ts';
import { lessonOf } from '../session/catalog-of-scenes.ts';
import { engine } from '../session/engine.ts';
import { imageChunks, loadImage } from '../session/images.ts';
import type { Keeper, StoredSession } from '../session/keeper.ts';
import { LessonRun } from '../session/lesson.ts';
import { LiveSession } from '../session/live-session.ts';
import type { InputEntry, Locale, LogHeader } from '../session/log.ts';
import { type Patience, resume, type Resumed } from '../session/resume.ts';
import type { Scene } from '../session/scene.ts';
import type { SaveState } from '../session/session.ts';
import { createWorld, type World } from '../session/world.ts';
import { browserHost } from './browser-host.ts';
import type { Notice } from './notices.ts';

const patience: Patience = { whole: 2000, needed: 4000, turn: 100, turns: 3000 };

/** A machine at its first prompt. */
export function startFresh(scene: Scene, locale: Locale, save: SaveState, lesson: LessonRun | undefined): LiveSession {
  const images = new Map<string, RegistryImage>();
  return liveSession(scene, locale, images, createWorld(scene, locale, images), save, lesson, []);
}

export interface Started {
  readonly session: LiveSession;
  readonly notices: readonly Notice[];
  /** Inputs that could not be played again, as lines of a log; undefined: there are none. */
  readonly left: Uint8Array | undefined;
}

/** A machine with its past. */
export async function startStored(
  scene: Scene,
  locale: Locale,
  save: SaveState,
  stored: StoredSession,
  keeper: Keeper | undefined,
): Promise<Started> {
  const images = new Map<string, RegistryImage>();
  await Promise.all(imageChunks.map((chunk) => loadImage(chunk, images)));
  // The machine speaks the language it was started in; the page may speak another by now.
  const own = stored.header.locale;
  const resumed = resume(
    stored,
    stored.engine === engine,
    (root) => createWorld(scene, own, images, root),
    () => performance.now(),
    patience,
  );
  const { world, past, from, hurried, left } = resumed;
  const source = lessonOf(scene);
  const lesson = source && new LessonRun(source, own, stored.progress);
  const session = liveSession(scene, own, images, world, save, lesson, past);
  session.speak(locale);
  if (keeper !== undefined) {
    const rooted = from === 'root';
    if (hurried || left.length > 0 || rooted !== stored.rooted) keeper.startAgain(rooted);
    session.keepIn(keeper);
  }
  return {
    session,
    notices: noticesOf(stored, resumed),
    left:
      left.length === 0
        ? undefined
        : new TextEncoder().encode(left.map((input) => `${JSON.stringify(input)}\n`).join('')),
  };
}

function noticesOf(stored: StoredSession, { from, hurried, left, problem }: Resumed): readonly Notice[] {
  const notices: Notice[] = stored.losses.map((text) => ({ id: 'loss', text }));
  if (stored.engine !== engine) notices.push({ id: 'other-engine', text: stored.engine });
  notices.push({ id: from === 'root' ? 'resumed-root' : 'resumed' });
  if (hurried) notices.push({ id: 'hurried' });
  if (left.length > 0)
    notices.push({ id: 'left', text: `${left.length}${problem === undefined ? '' : ` (${problem})`}` });
  return notices;
}

function liveSession(
  scene: Scene,
  locale: Locale,
  images: Map<string, RegistryImage>,
  world: World,
  save: SaveState,
  lesson: LessonRun | undefined,
  past: readonly InputEntry[],
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
  return new LiveSession(world, host, header, save, lesson, past);
}
