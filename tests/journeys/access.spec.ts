// For everybody: axe in every view, names in both languages, and the keyboard alone.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './journey.ts';
import { TerminalOf } from './terminal.ts';

const names = {
  en: {
    regions: ['Terminal', 'Layers', 'Steps', 'Lesson'],
    theme: /^(Light|Dark) theme$/,
    session: 'Session',
    whiteout: 'a, whiteout, upper',
    saved: 'Saved',
    transcript: 'Transcript',
  },
  'zh-CN': {
    regions: ['终端', '层', '步骤', '课程'],
    theme: /^(浅色|深色)$/,
    session: '会话',
    whiteout: 'a, whiteout, upper',
    saved: '已保存',
    transcript: '文字记录',
  },
} as const;

/** In both themes: the second differs in its colours alone. */
async function axe(page: Page, theme: RegExp, what: string): Promise<void> {
  for (let i = 0; i < 2; i++) {
    const axe = new AxeBuilder({ page });
    const { violations } = await (i === 0 ? axe : axe.withRules(['color-contrast'])).analyze();
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
    expect.soft(told, what).toEqual([]);
    await page.getByRole('button', { name: theme }).click();
  }
}

for (const [lang, words] of Object.entries(names)) {
  test(`axe and names, ${lang}`, async ({ page }) => {
    test.setTimeout(240_000);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const terminal = new TerminalOf(page);
    await terminal.open(`/?scene=layers&lang=${lang}`);
    await axe(page, words.theme, 'arrival of a scene');
    await page.keyboard.press('/');
    await terminal.run('rm merged/a');
    for (const name of words.regions) await expect(page.getByRole('region', { name, exact: true })).toBeVisible();
    const layers = page.getByRole('region', { name: words.regions[1], exact: true });
    for (const name of ['merged', 'upper', 'work', 'lower'])
      await expect(layers.getByRole('group', { name, exact: true })).toBeVisible();
    await expect(layers.getByLabel(words.whiteout)).toBeVisible();
    await expect(page.getByRole('log', { name: words.transcript })).toHaveAttribute('aria-live', 'off');
    await expect(page.getByRole('status').filter({ hasText: words.saved })).toBeVisible();
    await axe(page, words.theme, 'stack');
    await page.keyboard.press('g');
    for (const name of ['merged', 'upper', 'work', 'lower'])
      await expect(layers.getByRole('columnheader', { name, exact: true })).toBeVisible();
    await axe(page, words.theme, 'grid');
    await page.keyboard.press('?');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect
      .soft(
        violations.map(({ id }) => id),
        'keys',
      )
      .toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.getByRole('button', { name: words.session, exact: true }).click();
    const menu = await new AxeBuilder({ page }).analyze();
    expect
      .soft(
        menu.violations.map(({ id }) => id),
        'menu',
      )
      .toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: words.session, exact: true })).toBeFocused();
    await terminal.open(`/?lang=${lang}`);
    await axe(page, words.theme, 'arrival of a lesson');
  });

  test(`axe on a phone, ${lang}`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(`/?scene=layers&lang=${lang}`);
    await axe(page, words.theme, 'shell');
    await page.getByRole('textbox').last().fill('rm merged/a');
    await page.keyboard.press('Enter');
    const tabs = page.getByRole('navigation').getByRole('button');
    await tabs.nth(1).click();
    await expect(page.getByLabel(words.whiteout)).toBeVisible();
    await axe(page, words.theme, 'stage');
    await tabs.nth(0).click();
    await axe(page, words.theme, 'learn');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
}

test('the keyboard alone reaches every control, sees where it is, and comes out of everything', async ({ page }) => {
  test.setTimeout(120_000);
  const terminal = new TerminalOf(page);
  await terminal.open('/?scene=layers&lang=en');
  await terminal.run('rm merged/a');
  await page.getByLabel('a, whiteout, upper').waitFor();
  // Out of the terminal as its head says.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  const reached = new Set<string>();
  for (let i = 0; i < 120; i++) {
    const here = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return undefined;
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const name = element.getAttribute('aria-label') ?? element.textContent.trim();
      const before = getComputedStyle(element, '::before');
      const isSeen = style.outlineStyle !== 'none' || before.height === '2px' || element.closest('.xterm') !== null;
      return { name, isSeen: isSeen && (box.width > 0 || box.height === 0), tag: element.tagName };
    });
    if (here !== undefined) {
      expect.soft(here.isSeen, `the focus on ${here.name}`).toBe(true);
      reached.add(here.name);
      if (here.tag === 'TEXTAREA' && reached.size > 1) break;
    }
    await page.keyboard.press('Tab');
  }
  const all = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a[href], select, [tabindex="0"]')]
      .filter(
        (element) => element.tabIndex >= 0 && element.checkVisibility() && !(element as HTMLButtonElement).disabled,
      )
      .map((element) => element.getAttribute('aria-label') ?? element.textContent.trim()),
  );
  expect(all.filter((name) => !reached.has(name))).toEqual([]);
  // What is left of it goes by single keys.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await page.keyboard.press('e');
  await expect(page.getByRole('region', { name: 'Steps' })).toBeFocused();
  await page.keyboard.press('/');
  expect(await terminal.run('echo back')).toBe('back');
});
