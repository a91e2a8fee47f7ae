// The simulator as one module of Node's, made in a scratch folder.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root } from '../root.mjs';
import { yaml } from '../vite-yaml.mjs';

/** @returns what `ours.mjs` exports */
export async function bundleOurs(folder) {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [yaml()],
    ssr: { noExternal: true },
    build: {
      ssr: join(root, 'scripts/bash-diff/ours.mjs'),
      outDir: folder,
      target: 'node20',
      minify: false,
      chunkSizeWarningLimit: 5000,
      rolldownOptions: { output: { entryFileNames: 'ours.mjs', codeSplitting: false } },
    },
  });
  return import(pathToFileURL(join(folder, 'ours.mjs')).href);
}
