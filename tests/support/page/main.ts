// The page on a recorded log: for looking at it without a kernel. Served by the development server alone.
import { mount } from 'svelte';
import App from '../../../src/ui/App.svelte';
import { Preferences } from '../../../src/ui/preferences.svelte.ts';
import '../../../src/ui/tokens.css';
import '../../../src/ui/page.css';
import { FakeSession } from './fake-session.ts';

const session = new FakeSession();
const target = document.getElementById('app');
if (target === null) throw new Error('the page has no #app');
mount(App, {
  target,
  props: {
    session,
    preferences: new Preferences(),
    notices: [],
    damaged: [],
    firstCommand: 'echo "hello" > /root/f1.txt',
    demonstration: [],
    suggestions: ['ls /root/', 'docker ps'],
    era: { kernel: '6.18', docker: '1.9.1', fs: 'ext4' },
    startOver: () => Promise.resolve(),
    download: () => undefined,
    openFile: () => Promise.reject(new Error('nothing is kept here')),
  },
});
