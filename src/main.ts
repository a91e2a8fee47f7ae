// The page: opens the session that the address names, or that was open last, and draws it.
import { mount, unmount } from 'svelte';
import App from './ui/App.svelte';
import { Preferences } from './ui/preferences.svelte.ts';
import { words } from './ui/words.ts';
import { openSession } from './host/open-session.ts';
import { storeLogFile } from './host/open-file.ts';
import { findScene } from './session/catalog-of-scenes.ts';
import './ui/tokens.css';
import './ui/page.css';

const defaultScene = 'article';
const preferences = new Preferences();
document.documentElement.lang = preferences.locale;
document.documentElement.dataset['theme'] = preferences.theme;

const target = document.getElementById('app');
if (target === null) throw new Error('the page has no #app');

try {
  await open(target);
} catch (error) {
  // Nothing can be drawn of a machine that is not there; the reason is what a reader can act on.
  const problem = document.createElement('p');
  problem.setAttribute('role', 'alert');
  problem.textContent = words(preferences.locale)('failed', {
    reason: error instanceof Error ? error.message : String(error),
  });
  target.replaceChildren(problem);
  throw error;
}

async function open(element: HTMLElement): Promise<void> {
  const sceneId = new URLSearchParams(location.search).get('scene') ?? defaultScene;
  const scene = findScene(sceneId);
  const opened = await openSession(sceneId, preferences.locale);
  const app = mount(App, {
    target: element,
    props: {
      session: opened.session,
      preferences,
      notices: opened.notices,
      damaged: opened.damaged,
      firstCommand: scene.firstCommand,
      demonstration: [
        'docker pull centos:centos6',
        'docker run -it centos:centos6 /bin/bash',
        'echo "hello" > /root/f1.txt',
        'rm /root/install.log',
      ],
      era: { kernel: '6.18', docker: scene.docker === undefined ? undefined : '1.9.1', fs: 'ext4' },
      startOver: async () => {
        await opened.startOver();
        await unmount(app);
        location.reload();
      },
      download: () => {
        void opened.live().then((live) => {
          save(`copyup-${sceneId}.jsonl`, live.download());
        });
      },
      openFile: async (file: File) => {
        const found = await storeLogFile(await file.text());
        opened.close();
        const address = new URL(location.href);
        address.searchParams.set('scene', found);
        location.assign(address);
      },
    },
  });
}

function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/jsonl' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
