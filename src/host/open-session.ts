// Opens a session in the browser: a fresh one from its scene, or the one that was open last, resumed.
// The invariant: whatever storage does, there is a session; what was lost or is not saved is said, and never in silence.
import stills from 'virtual:stills';
import { ArrivingSession } from '../session/arriving-session.ts';
import { findScene, lessonOf } from '../session/catalog-of-scenes.ts';
import { engine } from '../session/engine.ts';
import type { Keeper, StoredSession } from '../session/keeper.ts';
import { LessonRun } from '../session/lesson.ts';
import type { LiveSession } from '../session/live-session.ts';
import type { Locale } from '../session/log.ts';
import type { Scene } from '../session/scene.ts';
import type { SaveState, Session } from '../session/session.ts';
import { onFirstSign } from './browser-host.ts';
import { type Notice, reasonOf } from './notices.ts';
import { lastSession, rememberSession, type SessionName } from './sessions.ts';

export interface OpenedSession {
  readonly session: Session;
  /** What to say once. */
  readonly notices: readonly Notice[];
  /** Raw records that could not be read, to download. */
  readonly damaged: readonly Uint8Array[];
  /** The session with its machine. @throws Error when that can't be fetched */
  live(): Promise<LiveSession>;
  /** The session is being left. */
  close(): void;
  /** Forgets the stored session and begins anew: the page reloads after it. */
  startOver(): Promise<void>;
}

/** @param sceneId of lessons/scenes. @throws UnknownSceneError */
export async function openSession(sceneId: string, locale: Locale): Promise<OpenedSession> {
  const scene = findScene(sceneId);
  const notices: Notice[] = [];
  const found = await probe(scene.id, notices);
  const storage = found?.last === undefined ? undefined : await openStorage(found.last, notices);
  return storage?.stored === undefined
    ? openFresh(scene, locale, found, storage, notices)
    : openStored(scene, locale, storage, storage.stored, notices);
}

/** A prompt at once, and the machine when the visitor stirs, or has had a moment to look. */
function openFresh(
  scene: Scene,
  locale: Locale,
  found: Probe | undefined,
  storage: OpenedStorage | undefined,
  notices: readonly Notice[],
): OpenedSession {
  const still = stills[scene.id]?.[locale];
  if (still === undefined) throw new Error(`the build has no still of ${scene.id}`);
  const source = lessonOf(scene);
  const lesson = source && new LessonRun(source, locale, undefined);
  const session = new ArrivingSession(scene, locale, still, lesson, async () => {
    const { startFresh } = await import('./start-session.ts');
    const live = startFresh(scene, locale, saveStateOf(found, storage, notices), lesson);
    if (storage?.keeper !== undefined) live.keepIn(storage.keeper);
    else if (found?.fresh !== undefined) void keepFresh(live, found.fresh);
    return live;
  });
  onFirstSign(() => {
    // The reason of a failure stands in the session's save state.
    session.arrive().catch(() => undefined);
  });
  return {
    session,
    notices,
    damaged: [],
    live: () => session.arrive(),
    close: () => {
      session.close();
    },
    startOver: () => beginAnew(session, storage, scene),
  };
}

async function openStored(
  scene: Scene,
  locale: Locale,
  storage: OpenedStorage,
  stored: StoredSession,
  notices: Notice[],
): Promise<OpenedSession> {
  const save: SaveState =
    storage.keeper === undefined ? { state: 'readonly', reason: 'second-tab' } : { state: 'saved' };
  const { startStored } = await import('./start-session.ts');
  const session = await startStored(scene, locale, save, stored, storage.keeper, notices);
  return {
    session,
    notices,
    damaged: stored.damaged,
    live: () => Promise.resolve(session),
    close: () => {
      session.close();
    },
    startOver: () => beginAnew(session, storage, scene),
  };
}

async function beginAnew(session: { close(): void }, storage: OpenedStorage | undefined, scene: Scene): Promise<void> {
  session.close();
  storage?.close();
  await rememberSession({ id: newSessionId(), scene: scene.id });
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

/** Names a database: random, so that two browsers' sessions never share one; no part of what is simulated. */
function newSessionId(): string {
  return crypto.randomUUID();
}
