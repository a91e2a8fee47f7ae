// The page: opens the session that the address names, or that was open last, and draws it.
import { mount, unmount } from 'svelte';
import App from './ui/App.svelte';
import { Preferences } from './ui/preferences.svelte.ts';
import { visibleName } from './ui/names.ts';
import { words } from './ui/words.ts';
import { openSession } from './host/open-session.ts';
import { readSessionFile, storeSessionFile } from './host/open-file.ts';
import { findScene, sceneOfLesson } from './session/catalog-of-scenes.ts';
import { type Scene, UnknownLessonError, UnknownSceneError } from './session/scene.ts';
import './ui/tokens.css';
import './ui/page.css';

const defaultScene = 'article';
const preferences = new Preferences();
document.documentElement.lang = preferences.locale;
document.documentElement.dataset['theme'] = preferences.theme;
const say = words(preferences.locale);

const target = document.getElementById('app');
if (target === null) throw new Error('the page has no #app');

try {
  await open(target, sceneOf(new URLSearchParams(location.search)));
} catch (error) {
  // Nothing can be drawn of a machine that is not there; the reason is what a reader can act on.
  const reason = visibleName(error instanceof Error ? error.message : String(error));
  const isAddress = error instanceof UnknownSceneError || error instanceof UnknownLessonError;
  tell(target, 'alert', isAddress ? say('failed.address', { reason }) : say('failed', { reason }));
  if (!isAddress) throw error;
}

/** @throws UnknownSceneError, UnknownLessonError */
function sceneOf(query: URLSearchParams): Scene {
  const lesson = query.get('lesson');
  return lesson === null ? findScene(query.get('scene') ?? defaultScene) : sceneOfLesson(lesson);
}

async function open(element: HTMLElement, scene: Scene): Promise<void> {
  const opened = await openSession(scene, preferences.locale, () => {
    tell(element, 'status', say('opening'));
  });
  element.replaceChildren();
  const app = mount(App, {
    target: element,
    props: {
      session: opened.session,
      preferences,
      notices: opened.notices,
      damaged: opened.damaged,
      firstCommand: scene.firstCommand,
      demonstration: scene.demonstration ?? [],
      suggestions: scene.suggestions ?? [],
      era: { kernel: '6.18', docker: scene.docker === undefined ? undefined : '1.9.1', fs: 'ext4' },
      startOver: async () => {
        await opened.startOver();
        await unmount(app);
        location.reload();
      },
      download: () => {
        void opened.live().then((live) => {
          save(`copyup-${scene.id}.jsonl`, live.download());
        });
      },
      openFile: async (file: File) => {
        const read = await readSessionFile(file);
        return {
          title: read.scene.title[preferences.locale],
          open: async () => {
            await storeSessionFile(read, read.scene.id === scene.id);
            opened.close();
            const address = new URL(location.href);
            address.searchParams.delete('lesson');
            address.searchParams.set('scene', read.scene.id);
            if (address.href === location.href) location.reload();
            else location.assign(address);
          },
        };
      },
    },
  });
  await opened.free;
  if (opened.free !== undefined) location.reload();
}

/** In place of the page: what is being done, or why there is none. */
function tell(element: HTMLElement, role: 'status' | 'alert', text: string): void {
  const told = document.createElement('main');
  told.className = 'told';
  const paragraph = document.createElement('p');
  paragraph.setAttribute('role', role);
  paragraph.textContent = text;
  told.append(paragraph);
  if (role === 'alert') {
    const link = document.createElement('a');
    link.href = './';
    link.textContent = say('failed.home');
    told.append(link);
  }
  element.replaceChildren(told);
}

function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/jsonl' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // A browser may begin to read it a little later.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}
