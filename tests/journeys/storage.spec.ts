// What is saved stays saved: killed browsers, full disks, forbidden storage, two tabs, damaged records, files.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { browserFlags, requireBrowser } from '../../scripts/browser.mjs';
import { expect, test, watch } from './journey.ts';
import { TerminalOf } from './terminal.ts';

const address = '/?scene=layers&lang=en';
const status = (page: Page) => page.locator('footer [role=status]');

async function saved(page: Page): Promise<void> {
  await expect(status(page)).toHaveText('Saved');
}

test('a browser that is killed loses nothing that the page called saved', async ({ baseURL, problems }) => {
  test.setTimeout(180_000);
  const profile = await mkdtemp(join(tmpdir(), 'copyup-journey-'));
  let calledSaved = 0;
  let typed = 0;
  try {
    for (const delay of [0, 7, 40, 230, 1700]) {
      const browser = spawn(
        requireBrowser(),
        [...browserFlags, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
        { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
      );
      const gone = new Promise((resolve) => browser.once('exit', resolve));
      const endpoint = await new Promise<string>((resolve, reject) => {
        let told = '';
        browser.stderr.on('data', (data: Buffer) => {
          told += data.toString();
          const found = /DevTools listening on (ws:\S+)/.exec(told)?.[1];
          if (found !== undefined) resolve(found);
        });
        browser.once('exit', () => {
          reject(new Error(told));
        });
      });
      const connection = await chromium.connectOverCDP(endpoint);
      const page = await connection.contexts()[0]?.newPage();
      if (page === undefined) throw new Error('the browser has no page');
      watch(page, problems);
      const terminal = new TerminalOf(page);
      await terminal.open(new URL(address, baseURL).href);
      if (typed > 0) {
        const lines = (await terminal.run('cat /lab/f')).split('\n');
        expect(lines.slice(0, calledSaved)).toEqual(Array.from({ length: calledSaved }, (_, i) => String(i + 1)));
        expect(lines.length).toBeLessThanOrEqual(typed);
        typed = lines.length;
        calledSaved = lines.length;
      }
      for (let i = 0; i < 4; i++) {
        typed += 1;
        await terminal.run(`echo ${typed} >> /lab/f`);
        if (i === 2) {
          await saved(page);
          calledSaved = typed;
        }
      }
      // Somewhere on the way from the last line to its being saved.
      await page.waitForTimeout(delay);
      if ((await status(page).textContent()) === 'Saved') calledSaved = typed;
      process.kill(-(browser.pid ?? 0), 'SIGKILL');
      await gone;
      await connection.close().catch(() => undefined);
    }
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

test('a full disk is said, and what was typed meanwhile is saved when there is room', async ({
  page,
  baseURL,
  problems,
}) => {
  test.setTimeout(150_000);
  const terminal = new TerminalOf(page);
  await terminal.open(address);
  await terminal.run('echo before > f');
  await saved(page);
  const devtools = await page.context().newCDPSession(page);
  const origin = new URL(baseURL ?? '').origin;
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  // For half a minute a browser goes by how much room it found last.
  await page.waitForTimeout(32_000);
  await terminal.run('echo during >> f');
  await expect(status(page)).toHaveText('Not saved');
  await expect(page.getByRole('alert')).toContainText('Saving failed');
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await terminal.run('echo after >> f');
  await saved(page);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await terminal.open(address);
  expect(await terminal.run('cat /lab/f')).toBe('before\nduring\nafter');
  // The browser itself tells the console that a transaction was aborted.
  for (const text of problems.splice(0)) expect(text).toMatch(/quota/i);
});

for (const [how, script] of [
  ['absent', 'for (const object of [window, Window.prototype]) delete object.indexedDB'],
  [
    'forbidden',
    "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('denied', 'SecurityError'); } })",
  ],
  [
    'refusing',
    "IDBFactory.prototype.open = () => { const r = { error: new DOMException('no', 'UnknownError') }; setTimeout(() => r.onerror?.(), 5); return r; }",
  ],
  ['silent', 'IDBFactory.prototype.open = () => ({})'],
] as const) {
  test(`IndexedDB ${how}: it works in memory and says so`, async ({ page }) => {
    await page.addInitScript(script);
    const terminal = new TerminalOf(page);
    await terminal.open(address);
    expect(await terminal.run('cat merged/a')).toBe('from below');
    await expect(status(page)).toHaveText('Not saved');
    await expect(page.getByRole('alert')).toContainText('your work lives until the tab is closed');
  });
}

test('a second tab reads only, says so, and goes on when the first is closed', async ({ page, context }) => {
  const first = new TerminalOf(page);
  await first.open(address);
  await first.run('echo one > f');
  await saved(page);
  const other = await context.newPage();
  const second = new TerminalOf(other);
  await second.open(address);
  await expect(status(other)).toHaveText('Read-only');
  await expect(other.getByRole('alert')).toContainText('open in another tab');
  await other.keyboard.type('echo two >> f');
  await other.keyboard.press('Enter');
  await other.getByRole('button', { name: 'Session', exact: true }).click();
  await expect(other.getByRole('button', { name: 'Start over' })).toBeDisabled();
  await expect(other.getByRole('button', { name: 'Open a file' })).toBeDisabled();
  await first.run('echo three >> f');
  await saved(page);
  await page.close();
  await expect(status(other)).toHaveText('Saved');
  await expect(other.getByRole('alert')).toHaveCount(0);
  await second.waitFor(/# ?$/);
  expect(await second.run('cat f')).toBe('one\nthree');
});

/** Changes a stored session behind the page's back. */
async function damage(page: Page, keys: 'superblock' | 'superblocks' | 'log'): Promise<void> {
  await page.route('**/blank', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<link rel=icon href=data:,>' }),
  );
  await page.goto('/blank');
  await page.evaluate(async (which) => {
    const name =
      (await indexedDB.databases()).map((one) => one.name ?? '').find((one) => one.startsWith('copyup-')) ?? '';
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => {
        resolve(request.result);
      };
    });
    const transaction = database.transaction(name, 'readwrite');
    const store = transaction.objectStore(name);
    const noise = new Uint8Array(40).fill(9);
    if (which !== 'log') store.put(noise, 0);
    if (which === 'superblocks') store.put(noise, -1);
    if (which === 'log') {
      const keysThere = store.getAllKeys(IDBKeyRange.lowerBound(1));
      keysThere.onsuccess = () => {
        for (const key of keysThere.result) store.put(noise, key);
      };
    }
    await new Promise<void>((resolve) => {
      transaction.oncomplete = () => {
        resolve();
      };
    });
    database.close();
  }, keys);
}

test('a damaged super block: the generation before opens, and the rest can be had', async ({ page }) => {
  const terminal = new TerminalOf(page);
  await terminal.open(address);
  for (const word of ['one', 'two', 'three']) {
    await terminal.run(`echo ${word} >> f`);
    await saved(page);
  }
  await damage(page, 'superblock');
  await terminal.open(address);
  expect(await terminal.run('cat /lab/f')).toMatch(/^one\ntwo/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('alert').getByRole('button', { name: 'Download the rest' }).click(),
  ]);
  expect((await readFile(await download.path())).length).toBe(40);
  await page.keyboard.press('/');
  await terminal.run('echo four >> f');
  await saved(page);
  await terminal.open(address);
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(await terminal.run('tail -n1 /lab/f')).toBe('four');
});

test('a session of which nothing can be read is left as it is, and another can be begun', async ({ page }) => {
  const terminal = new TerminalOf(page);
  await terminal.open(address);
  await terminal.run('echo one >> f');
  await saved(page);
  await damage(page, 'superblocks');
  await terminal.open(address);
  await expect(page.getByRole('alert')).toContainText('could not be read');
  await expect(page.getByRole('alert').getByRole('button', { name: 'Download the rest' })).toBeVisible();
  await expect(status(page)).toHaveText('Not saved');
  await page.getByRole('button', { name: 'Session', exact: true }).click();
  await page.getByRole('button', { name: 'Start over' }).click();
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Start over' }).click()]);
  await terminal.waitFor(/# ?$/);
  await terminal.run('echo new > g');
  await saved(page);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('work taken away as a file, begun anew, and opened again', async ({ page }) => {
  const terminal = new TerminalOf(page);
  await terminal.open(address);
  await terminal.run('echo "kept 💾" > merged/new; rm merged/a');
  await saved(page);
  const menu = page.getByRole('button', { name: 'Session', exact: true });
  await menu.click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download my work' }).click(),
  ]);
  const file = await download.path();
  await menu.click();
  await page.getByRole('button', { name: 'Start over' }).click();
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Start over' }).click()]);
  await terminal.waitFor(/# ?$/);
  expect(await terminal.run('ls merged')).toBe('a  b  dir');

  // What would be forgotten is asked about.
  await page.locator('input[type=file]').setInputFiles(file);
  const dialog = page.getByRole('dialog', { name: 'Open a file' });
  await expect(dialog).toContainText('is forgotten');
  await Promise.all([page.waitForEvent('load'), dialog.getByRole('button', { name: 'Open it' }).click()]);
  await terminal.waitFor(/# ?$/);
  expect(await terminal.run('cat merged/new; ls merged')).toMatch(/kept 💾\nb {2}dir {2}new$/);
  // Databases of sessions that were forgotten are gone.
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(2);
});

const header =
  '{"format":"copyup-log","version":1,"engine":"0.1.0","scene":"layers","seed":1,"locale":"en","era":"today"}';
for (const [what, text, reason] of [
  ['a picture', '\x89PNG\r\n\x1a\n\0\0', /no JSON/],
  ['nothing', '', /no JSON/],
  ['another format', '{"format":"other"}', /no log of copyup/],
  ['a newer version', header.replace('"version":1', '"version":2'), /version 2/],
  ['an unknown scene', header.replace('layers', '<img src=x onerror=alert(1)>'), /no scene is called/],
  ['a hostile time', `${header}\n{"id":1,"kind":"input","t":"9e99","tty":0,"data":"x"}`, /line 2/],
  ['a hostile terminal', `${header}\n{"id":1,"kind":"input","t":"1","tty":-1,"data":"x"}`, /line 2/],
] as const) {
  test(`a wrong file, ${what}: an error, and nothing is lost`, async ({ page }) => {
    const terminal = new TerminalOf(page);
    await terminal.open(address);
    await terminal.run('echo one > f');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'x.jsonl', mimeType: 'text/plain', buffer: Buffer.from(text, 'latin1') });
    await expect(page.getByRole('alert')).toContainText('That file can not be opened');
    await expect(page.getByRole('alert')).toContainText(reason);
    await saved(page);
    await page.keyboard.press('/');
    expect(await terminal.run('cat f')).toBe('one');
  });
}

test('a file whose commands run for ever opens, and Ctrl-C ends them', async ({ page }) => {
  test.setTimeout(120_000);
  const terminal = new TerminalOf(page);
  await terminal.open(address);
  const t = '1767258000000000000';
  const lines = [
    header,
    `{"id":1,"kind":"input","t":"${t}","tty":0,"data":"while :; do :; done\\r"}`,
    `{"id":2,"kind":"input","t":"9${t}","tty":0,"data":"echo late\\r"}`,
  ];
  await Promise.all([
    page.waitForEvent('load'),
    page
      .locator('input[type=file]')
      .setInputFiles({ name: 'x', mimeType: 'text/plain', buffer: Buffer.from(lines.join('\n')) }),
  ]);
  await terminal.waitFor(/while :; do :; done/, 40_000);
  await page.keyboard.press('Control+c');
  await terminal.waitFor(/# ?$/);
});

test('an address that names nothing here says so, and what there is', async ({ page }) => {
  for (const query of ['scene=%3Cb%3Enone', 'lesson=none']) {
    await page.goto(`/?lang=en&${query}`);
    await expect(page.getByRole('alert')).toContainText(/no (scene|lesson) is called ".*none"; there are: article/);
  }
  await page.getByRole('link').click();
  await new TerminalOf(page).waitFor(/# ?$/);
});
