// A test of a journey: it fails on anything that the page's console calls an error, a breach of its policy among them.
import { expect, test as base, type Page } from '@playwright/test';

/** Collects what goes wrong in a page from now on. */
export function watch(page: Page, problems: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
}

interface Watched {
  /** What went wrong; a journey that makes something go wrong on purpose empties it. */
  readonly problems: string[];
}

export const test = base.extend<Watched>({
  problems: [
    async ({ context }, use) => {
      const problems: string[] = [];
      context.on('page', (page) => {
        watch(page, problems);
      });
      await use(problems);
      expect(problems).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
