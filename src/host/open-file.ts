// A downloaded session, opened: its inputs become a session of their own in this browser, which is then the one opened last.
import { engine } from '../session/engine.ts';
import { findScene } from '../session/catalog-of-scenes.ts';
import { parseLogFile } from '../session/log-file.ts';
import { rememberSession } from './sessions.ts';

/**
 * Returns the scene it belongs to; the page reloads with it.
 * @throws LogFileError when it is no log, UnknownSceneError, StorageError when it can't be stored
 */
export async function storeLogFile(text: string): Promise<string> {
  const { header, inputs } = parseLogFile(text);
  const scene = findScene(header.scene);
  const id = crypto.randomUUID();
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
  return scene.id;
}
