// What a page costs before it takes keys, and how long a key takes to be seen: the same for ours and for a bare xterm.js.
import { gzipSync } from 'node:zlib';
import { browserFlags, requireBrowser } from '../browser.mjs';
import { serve } from '../serve.mjs';

/**
 * @param {{folder: string, prompt: string, command: string | undefined}} page `prompt` is what shows that keys are taken
 * @returns javaScript in bytes gzipped; times in milliseconds at CPU ×4
 */
export async function measurePage({ folder, prompt, command }) {
  const { chromium } = await import('@playwright/test');
  const { server, port } = await serve({ folder, port: 0 });
  const browser = await chromium.launch({ executablePath: requireBrowser(), args: browserFlags });
  try {
    const opened = [];
    for (let i = 0; i < 3; i++) opened.push(await open(browser, `http://127.0.0.1:${port}/`, prompt));
    const interactive = median(opened.map((one) => one.interactive));
    const { page, javaScript } = opened.at(-1);
    const keys = [];
    for (let i = 0; i < 60; i++) keys.push(await keyToPaint(page, 'abcdefghij'[i % 10]));
    const enters = [];
    if (command !== undefined) for (let i = 0; i < 9; i++) enters.push(await enterToPrompt(page, command, prompt));
    return {
      javaScript,
      interactive,
      keyToPaint: percentile(keys, 0.95),
      enterToPrompt: enters.length > 0 ? median(enters) : undefined,
    };
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

async function open(browser, address, prompt) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const scripts = new Map();
  page.on('response', (response) => {
    if (response.url().endsWith('.js'))
      scripts.set(
        response.url(),
        response.body().catch(() => Buffer.alloc(0)),
      );
  });
  await page.addInitScript(watch, prompt);
  await page.goto(address, { waitUntil: 'commit' });
  const interactive = await page.waitForFunction(() => window.bench?.interactive, undefined, { timeout: 60_000 });
  const bodies = await Promise.all(scripts.values());
  const javaScript = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
  return { page, javaScript, interactive: await interactive.jsonValue() };
}

/** Runs in the page, before anything of it: notes when the prompt stands there and the terminal has the focus. */
function watch(prompt) {
  const bench = { interactive: undefined, screen: () => document.querySelector('.xterm-rows')?.textContent ?? '' };
  window.bench = bench;
  const look = () => {
    const isFocused = document.activeElement?.classList.contains('xterm-helper-textarea') ?? false;
    if (isFocused && bench.screen().includes(prompt)) bench.interactive = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  /** Milliseconds from the next key to the frame after `isShown` of the screen. */
  bench.next = (isShown) =>
    new Promise((resolve) => {
      addEventListener(
        'keydown',
        (event) => {
          const before = bench.screen();
          const seen = () => {
            if (isShown(bench.screen(), before))
              requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - event.timeStamp)));
            else requestAnimationFrame(seen);
          };
          requestAnimationFrame(seen);
        },
        { capture: true, once: true },
      );
    });
}

async function keyToPaint(page, key) {
  const spent = page.evaluate(() => window.bench.next((now, before) => now !== before));
  // The listener has to be there first.
  await page.evaluate(() => undefined);
  await page.keyboard.press(key);
  return spent;
}

async function enterToPrompt(page, command, prompt) {
  await page.keyboard.press('Control+u');
  await page.keyboard.press('Control+l');
  await page.keyboard.type(command);
  await page.waitForFunction((text) => window.bench.screen().includes(text), command);
  const spent = page.evaluate((text) => window.bench.next((now) => now.split(text).length > 2), prompt);
  await page.evaluate(() => undefined);
  await page.keyboard.press('Enter');
  return spent;
}

function median(numbers) {
  return percentile(numbers, 0.5);
}

function percentile(numbers, part) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}
