// Opens a session in the browser: a fresh one from its scene, or the one that was open last, resumed.
// The invariant: whatever storage does, there is a session; what was lost or is not saved is said, and never in silence.
import stills from 'virtual:stills';
import { ArrivingSession } from '../session/arriving-session.ts';
import { lessonOf } from '../session/catalog-of-scenes.ts';
import { engine } from '../session/engine.ts';
import type { Keeper, StoredSession } from '../session/keeper.ts';
import { LessonRun } from '../session/lesson.ts';
import type { LiveSession } from '../session/live-session.ts';
import type { Locale } from '../session/log.ts';
import type { Scene } from '../session/scene.ts';
import type { SaveState, Session } from '../session/session.ts';
import { onFirstSign } from './browser-host.ts';
import { type Notice, reasonOf } from './notices.ts';
import { UnreadableSessionError } from '../session/storage.ts';
import { lockSession, sessionIsFree } from './session-lock.ts';
import {
  forgetSession,
  lastSession,
  newSessionId,
  rememberFirstSession,
  rememberSession,
  type SessionName,
} from './sessions.ts';

export interface OpenedSession {
  readonly session: Session;
  /** What to say once. */
  readonly notices: readonly Notice[];
  /** Raw records that could not be read, to download. */
  readonly damaged: readonly Uint8Array[];
  /** Another tab has the session: resolves when this one may have it, after a reload. undefined: it has it. */
  readonly free: Promise<void> | undefined;
  /** The session with its machine. @throws Error when that can't be fetched */
  live(): Promise<LiveSession>;
  /** The session is being left. */
  close(): void;
  /** Forgets the stored session and begins anew: the page reloads after it. */
  startOver(): Promise<void>;
}

/** @param resuming called when there is a stored session, which takes a while to bring back */
export async function openSession(scene: Scene, locale: Locale, resuming: () => void): Promise<OpenedSession> {
  const notices: Notice[] = [];
  const found = await probe(scene.id, notices);
  const storage = found?.last === undefined ? undefined : await openStorage(found.last, notices);
  return storage?.stored === undefined
    ? openFresh(scene, locale, found, storage, notices)
    : openStored(scene, locale, storage, storage.stored, resuming);
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
    damaged: storage?.damaged ?? [],
    free: freeOf(found?.last, storage),
    live: () => session.arrive(),
    close: () => {
      session.close();
    },
    startOver: () => beginAnew(session, storage, found?.last ?? found?.fresh, scene),
  };
}

async function openStored(
  scene: Scene,
  locale: Locale,
  storage: OpenedStorage,
  stored: StoredSession,
  resuming: () => void,
): Promise<OpenedSession> {
  resuming();
  const save: SaveState =
    storage.keeper === undefined ? { state: 'readonly', reason: 'second-tab' } : { state: 'saved' };
  const { startStored } = await import('./start-session.ts');
  const { session, notices, left } = await startStored(scene, locale, save, stored, storage.keeper);
  return {
    session,
    notices,
    damaged: left === undefined ? stored.damaged : [...stored.damaged, left],
    free: freeOf(storage.name, storage),
    live: () => Promise.resolve(session),
    close: () => {
      session.close();
    },
    startOver: () => beginAnew(session, storage, storage.name, scene),
  };
}

function freeOf(name: SessionName | undefined, storage: OpenedStorage | undefined): Promise<void> | undefined {
  return name === undefined || storage?.locked !== true ? undefined : sessionIsFree(name.id);
}

async function beginAnew(
  session: { close(): void },
  storage: OpenedStorage | undefined,
  old: SessionName | undefined,
  scene: Scene,
): Promise<void> {
  // Where nothing can be kept, a reload alone begins anew.
  if (old !== undefined) await rememberSession({ id: newSessionId(), scene: scene.id });
  session.close();
  storage?.close();
  if (old !== undefined) await forgetSession(old.id);
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
  if (storage?.locked === true) return { state: 'readonly', reason: 'second-tab' };
  return { state: 'memory', reason: notices.at(-1)?.text ?? '' };
}

async function keepFresh(session: LiveSession, name: SessionName): Promise<void> {
  const notices: Notice[] = [];
  await rememberFirstSession(name).catch((error: unknown) => notices.push({ id: 'no-storage', text: reasonOf(error) }));
  const storage = notices.length > 0 ? undefined : await openStorage(name, notices);
  if (storage?.keeper === undefined) session.notKept({ state: 'memory', reason: notices[0]?.text ?? '' });
  else session.keepIn(storage.keeper);
}

interface OpenedStorage {
  readonly name: SessionName;
  /** undefined: this tab does not save it. */
  readonly keeper: Keeper | undefined;
  /** Another tab holds the session; this one only reads. */
  readonly locked: boolean;
  readonly stored: StoredSession | undefined;
  readonly damaged: readonly Uint8Array[];
  close(): void;
}

async function openStorage(name: SessionName, notices: Notice[]): Promise<OpenedStorage | undefined> {
  try {
    const owned = await lockSession(name.id);
    // The store's code (ZenFS) is a chunk of its own: nothing of it is needed for the first paint.
    const [{ openRecordStore }, { Keeper }] = await Promise.all([
      import('./indexed-db.ts'),
      import('../session/keeper.ts'),
    ]);
    const store = await openRecordStore(`copyup-${name.id}`);
    const close = (): void => {
      store.close();
    };
    const keeper = new Keeper(store, engine);
    try {
      const stored = await keeper.load();
      return { name, keeper: owned ? keeper : undefined, locked: !owned, stored, damaged: [], close };
    } catch (error) {
      if (!(error instanceof UnreadableSessionError)) throw error;
      notices.push({ id: 'unreadable', text: error.message });
      return { name, keeper: undefined, locked: false, stored: undefined, damaged: error.records, close };
    }
  } catch (error) {
    notices.push({ id: 'no-storage', text: reasonOf(error) });
    return undefined;
  }
}
