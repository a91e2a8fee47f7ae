// A downloaded session, opened: its inputs become a session of their own in this browser, which is then the one opened last.
import { engine } from '../session/engine.ts';
import { findScene } from '../session/catalog-of-scenes.ts';
import { type LogFile, LogFileError, parseLogFile } from '../session/log-file.ts';
import type { Scene } from '../session/scene.ts';
import { lockSession } from './session-lock.ts';
import { forgetSession, lastSession, newSessionId, rememberSession } from './sessions.ts';

/** Bytes: a long session's file is a few megabytes. */
const mostBytes = 32 * 1024 * 1024;

export interface SessionFile extends LogFile {
  readonly scene: Scene;
}

/** @throws LogFileError when it is no log, UnknownSceneError */
export async function readSessionFile(file: File): Promise<SessionFile> {
  if (file.size > mostBytes) throw new LogFileError(`larger than ${mostBytes / 1024 / 1024} MiB`);
  const log = parseLogFile(await file.text());
  return { ...log, scene: findScene(log.header.scene) };
}

/**
 * Puts it in the place of the session of its scene, which is forgotten; the page reloads with it.
 * @param own whether that session is this tab's
 * @throws StorageError when it can't be stored, Error when another tab has that scene open
 */
export async function storeSessionFile({ header, inputs, scene }: SessionFile, own: boolean): Promise<void> {
  const old = await lastSession(scene.id);
  if (old !== undefined && !own && !(await lockSession(old.id)))
    throw new Error(`the scene ${scene.id} is open in another tab`);
  const id = newSessionId();
  const [{ openRecordStore }, { Keeper }] = await Promise.all([
    import('./indexed-db.ts'),
    import('../session/keeper.ts'),
  ]);
  const store = await openRecordStore(`copyup-${id}`);
  try {
    await new Keeper(store, engine).save(header, inputs, undefined, undefined);
  } finally {
    store.close();
  }
  await rememberSession({ id, scene: scene.id });
  if (old !== undefined) await forgetSession(old.id);
}
