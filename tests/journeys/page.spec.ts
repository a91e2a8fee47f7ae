// The page itself: arrival, regions, languages, themes, views, widths, and what axe and the policy say.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './journey.ts';
import { TerminalOf } from './terminal.ts';

/** A small overlay of one's own: quick to make, and enough to draw. */
const overlay =
  'mkdir -p /t/lower/d /t/upper /t/work /t/merged && echo a > /t/lower/a && echo b > /t/lower/d/b && mount -t overlay overlay -o lowerdir=/t/lower,upperdir=/t/upper,workdir=/t/work /t/merged';

async function withOverlay(page: Page, address: string): Promise<TerminalOf> {
  const terminal = new TerminalOf(page);
  await terminal.open(address);
  await terminal.run(overlay);
  await terminal.run('rm /t/merged/a');
  return terminal;
}

test('arrival: no dialog, a ghost command that Tab takes', async ({ page }) => {
  const terminal = new TerminalOf(page);
  await terminal.open('/?lang=en');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByText('Type a command. See where it lands.')).toBeVisible();
  await page.keyboard.press('Tab');
  await terminal.waitFor(/# \S+/);
});

test('the regions, by name, in both languages', async ({ page }) => {
  await withOverlay(page, '/?lang=en');
  for (const name of ['Terminal', 'Layers', 'Steps', 'Lesson'])
    await expect(page.getByRole('region', { name, exact: true })).toBeVisible();
  const layers = page.getByRole('region', { name: 'Layers' });
  await expect(layers.getByLabel('a, whiteout, upper')).toBeVisible();
  await expect(page.getByRole('log', { name: 'Transcript' })).toHaveAttribute('aria-live', 'off');
  await expect(page.getByRole('status').filter({ hasText: 'rm /t/merged/a' })).toHaveText(
    /3 steps\. The whiteout now covers a\./,
  );
  await page.getByRole('button', { name: '中文' }).click();
  for (const name of ['终端', '层', '步骤', '课程'])
    await expect(page.getByRole('region', { name, exact: true })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
});

test('stack and grid show the same', async ({ page }) => {
  await withOverlay(page, '/?lang=en&view=grid');
  const layers = page.getByRole('region', { name: 'Layers' });
  for (const name of ['merged', 'upper', 'work', 'lower'])
    await expect(layers.getByRole('columnheader', { name, exact: true })).toBeVisible();
  await expect(layers.getByLabel('a, whiteout, upper')).toBeVisible();
  await layers.getByRole('button', { name: 'Stack' }).click();
  await expect(layers.getByRole('group', { name: 'lower', exact: true })).toBeVisible();
  await expect(layers.getByLabel('a, whiteout, upper')).toBeVisible();
});

test('steps back and on by keys, outside the terminal', async ({ page }) => {
  await withOverlay(page, '/?lang=en');
  const layers = page.getByRole('region', { name: 'Layers' });
  await expect(layers.getByLabel('a, whiteout, upper')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await page.keyboard.press('[');
  await expect(layers.getByLabel('a, whiteout, upper')).toHaveCount(0);
  await page.keyboard.press(']');
  await expect(layers.getByLabel('a, whiteout, upper')).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
});

test('several lines are pasted only after a question', async ({ page }) => {
  const terminal = new TerminalOf(page);
  await terminal.open('/?lang=en');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'echo one\necho two\n');
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  await expect(page.getByRole('dialog')).toContainText('2 lines');
  await page.getByRole('button', { name: 'Paste them' }).click();
  await terminal.waitFor(/echo two/);
});

test('a file name cannot steer the page', async ({ page }) => {
  const terminal = await withOverlay(page, '/?lang=en');
  await terminal.run(": > $'/t/merged/\\u202egpj<b>'; : > $'/t/merged/x\\e[31m'");
  const layers = page.getByRole('region', { name: 'Layers' });
  await expect(layers.getByLabel('\\u202egpj<b>, file, upper')).toBeVisible();
  await expect(layers.getByLabel('x\\x1b[31m, file, upper')).toBeVisible();
});

for (const theme of ['dark', 'light']) {
  test(`axe finds nothing, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await withOverlay(page, `/?lang=en&theme=${theme}`);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}

test('a phone: learn, stage, shell', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/?lang=en');
  const command = page.getByRole('textbox', { name: 'Command' });
  await command.fill(overlay);
  await command.press('Enter');
  await command.fill('rm /t/merged/a');
  await command.press('Enter');
  await page.getByRole('navigation').getByRole('button', { name: 'Stage' }).click();
  await expect(page.getByLabel('a, whiteout, upper')).toBeVisible();
  await page.getByRole('navigation').getByRole('button', { name: 'Learn' }).click();
  await expect(page.getByRole('region', { name: 'Lesson' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
