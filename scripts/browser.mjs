// The browser that the journeys and the bench drive: one that is there, or one that gets installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from './root.mjs';

/** What keeps Chromium quiet in a container. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The executable of a browser that runs: $CHROMIUM_PATH, Playwright's own, the system's; undefined where there is none. */
export function findBrowser() {
  return [process.env.CHROMIUM_PATH ?? '', ...playwrightBrowsers(), ...systemBrowsers()].find(runs);
}

/** @returns {string} the executable. @throws {Error} when no browser could be had, with what was tried */
export function requireBrowser() {
  const tried = [];
  const found = findBrowser();
  if (found !== undefined) return found;
  for (const [how, install] of installers()) {
    console.error(`Installing a browser (${how}) …`);
    const why = install();
    const installed = findBrowser();
    if (installed !== undefined) return installed;
    tried.push(`${how}: ${why ?? 'no browser that runs came of it'}`);
  }
  throw new Error(
    `no browser is here, and none could be installed. Tried\n  ${tried.join('\n  ')}\nSet CHROMIUM_PATH to a Chrome or Chromium.`,
  );
}

function installers() {
  const playwright = [
    'playwright install chromium',
    () => run(process.execPath, join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'),
  ];
  const mayUseApt = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (!mayUseApt) return [playwright];
  const apt = () =>
    run('apt-get', 'update', '-q') ?? run('apt-get', 'install', '-y', '-q', '--no-install-recommends', 'chromium');
  return [['apt-get install chromium', apt], playwright];
}

/** Undefined when it went well, else what was wrong. */
function run(command, ...words) {
  const ran = spawnSync(command, words, {
    stdio: ['ignore', 2, 2],
    timeout: 240_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (ran.error) return ran.error.message;
  return ran.status === 0 ? undefined : `${command} ${words.join(' ')} ended with ${ran.status ?? ran.signal}`;
}

function runs(executable) {
  if (executable === '' || !existsSync(executable)) return false;
  return spawnSync(executable, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0;
}

/** The newest first. Layout of Playwright's cache: chromium-1255/chrome-linux64/chrome. */
function playwrightBrowsers() {
  const cache = {
    linux: join(homedir(), '.cache/ms-playwright'),
    darwin: join(homedir(), 'Library/Caches/ms-playwright'),
    win32: join(process.env.LOCALAPPDATA ?? '', 'ms-playwright'),
  };
  const folder = process.env.PLAYWRIGHT_BROWSERS_PATH ?? cache[platform()];
  const list = (path) => (path !== undefined && existsSync(path) ? readdirSync(path) : []);
  const executables = [
    'chrome',
    'chrome.exe',
    'chrome-headless-shell',
    'headless_shell',
    'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  ];
  return list(folder)
    .filter((name) => /^chromium(_headless_shell)?-\d+$/.test(name))
    .sort((a, b) => Number(b.split('-')[1]) - Number(a.split('-')[1]) || a.length - b.length)
    .flatMap((name) =>
      list(join(folder, name)).flatMap((build) => executables.map((file) => join(folder, name, build, file))),
    );
}

function systemBrowsers() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    join(process.env.PROGRAMFILES ?? '', 'Google/Chrome/Application/chrome.exe'),
  ];
}
