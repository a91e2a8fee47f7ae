// Opens a session in the browser: a fresh one from its scene, or the one that was open last, resumed.
// The invariant: whatever storage does, there is a session; what was lost or is not saved is said, and never in silence.
import { type Scene } from '../session/scene.ts';
import { findScene, lessonOf } from '../session/catalog-of-scenes.ts';
import type { RegistryImage } from '../docker/index.ts';
import { imageChunks, loadImage } from '../session/images.ts';
import { LessonRun } from '../session/lesson.ts';
import { LiveSession } from '../session/live-session.ts';
import type { Locale, LogHeader } from '../session/log.ts';
import type { Keeper, StoredSession } from '../session/keeper.ts';
import type { SaveState } from '../session/session.ts';
import { createWorld, type World } from '../session/world.ts';
import { engine } from '../session/engine.ts';
import { browserHost } from './browser-host.ts';
import { lastSession, rememberSession, type SessionName } from './sessions.ts';

/** A replay that takes longer is given up for the saved state. */
const replayBudgetMs = 2000;

export interface OpenedSession {
  readonly session: LiveSession;
  /** Sentences to show once: what of a stored session could not be had back. Ids of the message catalogue, with values. */
  readonly notices: readonly Notice[];
  /** Raw records that could not be read, to download. */
  readonly damaged: readonly Uint8Array[];
  /** Forgets the stored session and begins anew: the page reloads after it. */
  startOver(): Promise<void>;
}

export interface Notice {
  readonly id: 'resumed' | 'resumed-root' | 'other-engine' | 'loss' | 'no-storage' | 'second-tab';
  readonly text?: string;
}

/** @param sceneId of lessons/scenes. @throws UnknownSceneError */
export async function openSession(sceneId: string, locale: Locale): Promise<OpenedSession> {
  const scene = findScene(sceneId);
  const notices: Notice[] = [];
  const images = new Map<string, RegistryImage>();
  const found = await probe(scene.id, notices);
  const storage = found?.last === undefined ? undefined : await openStorage(found.last, notices);
  const stored = storage?.stored;
  const world =
    stored === undefined ? createWorld(scene, locale, images) : await resume(scene, locale, images, stored, notices);
  const header: LogHeader = {
    format: 'copyup-log',
    version: 1,
    engine,
    scene: scene.id,
    seed: scene.seed,
    locale,
    era: scene.era,
  };
  const lesson = lessonOf(scene);
  const run = lesson === undefined ? undefined : new LessonRun(lesson, locale, stored?.progress);
  const session = new LiveSession(
    world,
    browserHost((chunk) => loadImage(chunk, images)),
    header,
    saveStateOf(found, storage, notices),
    run,
  );
  if (storage?.keeper !== undefined) session.keepIn(storage.keeper);
  // A fresh visitor can type before the store's code is here; what they typed meanwhile is saved when it is.
  else if (found?.fresh !== undefined) void keepFresh(session, found.fresh);
  return {
    session,
    notices,
    damaged: stored?.damaged ?? [],
    startOver: async () => {
      session.close();
      storage?.close();
      await rememberSession({ id: newSessionId(), scene: scene.id });
    },
  };
}

interface Probe {
  /** The session to resume. */
  readonly last?: SessionName;
  /** There is none: this is what the new one is called. */
  readonly fresh?: SessionName;
}

async function probe(scene: string, notices: Notice[]): Promise<Probe | undefined> {
  try {
    const last = await lastSession(scene);
    return last === undefined ? { fresh: { id: newSessionId(), scene } } : { last };
  } catch (error) {
    notices.push({ id: 'no-storage', text: reasonOf(error) });
    return undefined;
  }
}

function saveStateOf(
  found: Probe | undefined,
  storage: OpenedStorage | undefined,
  notices: readonly Notice[],
): SaveState {
  if (found?.fresh !== undefined) return { state: 'saving' };
  if (storage?.keeper !== undefined) return { state: 'saved' };
  if (storage !== undefined) return { state: 'readonly', reason: 'second-tab' };
  return { state: 'memory', reason: notices.find((notice) => notice.id === 'no-storage')?.text ?? '' };
}

async function keepFresh(session: LiveSession, name: SessionName): Promise<void> {
  const notices: Notice[] = [];
  await rememberSession(name).catch((error: unknown) => notices.push({ id: 'no-storage', text: reasonOf(error) }));
  const storage = notices.length > 0 ? undefined : await openStorage(name, notices);
  if (storage?.keeper === undefined) session.notKept({ state: 'memory', reason: notices[0]?.text ?? '' });
  else session.keepIn(storage.keeper);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

interface OpenedStorage {
  /** undefined: another tab holds the session; this one only reads. */
  readonly keeper: Keeper | undefined;
  readonly stored: StoredSession | undefined;
  close(): void;
}

async function openStorage(name: SessionName, notices: Notice[]): Promise<OpenedStorage | undefined> {
  try {
    const owned = await lockSession(name.id);
    if (!owned) notices.push({ id: 'second-tab' });
    // The store's code (ZenFS) is a chunk of its own: nothing of it is needed for the first paint.
    const [{ openRecordStore }, { Keeper }] = await Promise.all([
      import('./indexed-db.ts'),
      import('../session/keeper.ts'),
    ]);
    const store = await openRecordStore(`copyup-${name.id}`);
    const keeper = new Keeper(store, engine);
    const stored = await keeper.load();
    return {
      keeper: owned ? keeper : undefined,
      stored,
      close: () => {
        store.close();
      },
    };
  } catch (error) {
    notices.push({ id: 'no-storage', text: reasonOf(error) });
    return undefined;
  }
}

/** Holds the session for this tab until it is closed. false: another tab has it. */
function lockSession(id: string): Promise<boolean> {
  if (!('locks' in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    void navigator.locks.request(`copyup-${id}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      if (lock === null) return undefined;
      return new Promise<void>(() => undefined);
    });
  });
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

/** Names a database: random, so that two browsers' sessions never share one; no part of what is simulated. */
function newSessionId(): string {
  return crypto.randomUUID();
}
