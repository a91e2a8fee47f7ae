// How dist/cli.js is built: one file for Node with all that it needs in it.
import { defineConfig } from 'vite';
import { yaml } from './scripts/vite-yaml.mjs';

export default defineConfig({
  plugins: [yaml()],
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: 'src/cli.ts',
    emptyOutDir: false,
    target: 'node20',
    // Node loads it from the disk.
    chunkSizeWarningLimit: 5000,
    rolldownOptions: { output: { entryFileNames: 'cli.js', banner: '#!/usr/bin/env node', codeSplitting: false } },
  },
});
