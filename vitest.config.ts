// How the tests in Node run; those in a browser are Playwright's.
import { defineConfig } from 'vitest/config';
import { yaml } from './scripts/vite-yaml.mjs';

export default defineConfig({
  plugins: [yaml()],
  test: { include: ['tests/**/*.test.ts'], pool: 'threads', testTimeout: 30_000 },
});
