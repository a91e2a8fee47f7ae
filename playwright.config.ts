// Journeys: the built page in a real browser. `npm test` builds before it runs them.
import { defineConfig } from '@playwright/test';
import { browserFlags, requireBrowser } from './scripts/browser.mjs';

const port = Number(process.env['JOURNEY_PORT'] ?? 4173);

export default defineConfig({
  testDir: 'tests/journeys',
  // Films play at their own pace, slower on a busy machine.
  expect: { timeout: 20_000 },
  testMatch: '*.spec.ts',
  timeout: 90_000,
  workers: 1,
  retries: 0,
  reporter: 'list',
  outputDir: 'test-results',
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    launchOptions: { executablePath: requireBrowser(), args: [...browserFlags] },
  },
  webServer: {
    command: `PORT=${port} node scripts/serve.mjs`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: true,
    timeout: 120_000,
  },
});
