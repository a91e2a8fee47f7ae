// Programs that would run for ever: Ctrl-C is answered, the page paints, memory stays bounded.
import type { Page } from '@playwright/test';
import { expect, test } from './journey.ts';
import { TerminalOf } from './terminal.ts';

/** Milliseconds; on a machine that does nothing else it is below 100. */
const answerWithin = 400;
/** Bytes of JavaScript's heap. */
const heapWithin = 600_000_000;

/** In the page: from the key to the frame in which its ^C is on screen. */
async function interrupt(page: Page): Promise<number> {
  await page.evaluate(() => {
    const rows = document.querySelector('.xterm-rows');
    Reflect.set(
      window,
      'answered',
      new Promise<number>((resolve) => {
        addEventListener(
          'keydown',
          (event) => {
            if (event.key !== 'c') return;
            const look = (): void => {
              if (/\^C[^]*# ?$/.test(rows?.textContent.trimEnd().slice(-300) ?? ''))
                resolve(performance.now() - event.timeStamp);
              else requestAnimationFrame(look);
            };
            look();
          },
          { capture: true },
        );
      }),
    );
  });
  await page.keyboard.press('Control+c');
  return page.evaluate(() => Reflect.get(window, 'answered') as Promise<number>);
}

async function frames(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let count = 0;
        const end = performance.now() + 1000;
        const next = (): void => {
          count += 1;
          if (performance.now() < end) requestAnimationFrame(next);
          else resolve(count);
        };
        requestAnimationFrame(next);
      }),
  );
}

async function heap(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return usedSize;
}

for (const command of ['while :; do :; done', 'cat /dev/zero', 'yes', 'while :; do echo x >> /f; done']) {
  test(`${command}: Ctrl-C ends it`, async ({ page }) => {
    const terminal = new TerminalOf(page);
    await terminal.open('/?scene=layers&lang=en');
    await page.keyboard.type(command);
    await page.keyboard.press('Enter');
    await page.waitForTimeout(2500);
    expect(await frames(page)).toBeGreaterThan(5);
    expect(await interrupt(page)).toBeLessThan(answerWithin);
    // The transcript follows the screen.
    await terminal.waitFor(/\^C[^]*# ?$/);
    expect(await terminal.run('echo alive')).toContain('alive');
    expect(await heap(page)).toBeLessThan(heapWithin);
  });
}

test('a fork bomb: the page paints, and can begin anew', async ({ page }) => {
  const terminal = new TerminalOf(page);
  await terminal.open('/?scene=layers&lang=en');
  await page.keyboard.type(':(){ :|:& };:');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(5000);
  expect(await frames(page)).toBeGreaterThan(5);
  expect(await heap(page)).toBeLessThan(heapWithin);
  await page.getByRole('button', { name: 'Session', exact: true }).click();
  await page.getByRole('button', { name: 'Start over' }).click();
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Start over' }).click()]);
  await terminal.waitFor(/# ?$/);
  expect(await terminal.run('echo alive')).toBe('alive');
});

test('a disk that is full says so, and the page goes on', async ({ page }) => {
  test.setTimeout(180_000);
  const terminal = new TerminalOf(page);
  await terminal.open('/?scene=layers&lang=en');
  await terminal.run('mkdir /t; mount -t tmpfs -o size=8m tmpfs /t');
  expect(await terminal.run('yes > /t/f', 120_000)).toMatch(/^yes: .*: No space left on device$/);
  expect(await terminal.run('echo x > /t/g')).toMatch(/No space left on device/);
  expect(await terminal.run('rm /t/f; echo x > /t/g; cat /t/g')).toBe('x');
  expect(await heap(page)).toBeLessThan(heapWithin);
});

test('a million lines of output: what is kept is bounded', async ({ page }) => {
  test.setTimeout(180_000);
  const terminal = new TerminalOf(page);
  await terminal.open('/?scene=layers&lang=en');
  await page.keyboard.type('seq 1000000; echo end');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(1000);
  expect(await frames(page)).toBeGreaterThan(5);
  await terminal.waitFor(/\nend\n/, 150_000);
  expect(await heap(page)).toBeLessThan(heapWithin);
});
