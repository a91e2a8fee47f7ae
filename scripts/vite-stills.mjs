// A Vite plugin: `virtual:stills` is how each scene looks at its first prompt, told by the machine itself while the page is built.
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { root } from './root.mjs';
import { yaml } from './vite-yaml.mjs';

const name = 'virtual:stills';

export function stills() {
  return {
    name: 'stills',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    async load(id) {
      if (id !== `\0${name}`) return undefined;
      const { module, dependencies } = await runnerImport(join(root, 'src/session/still.ts'), {
        root,
        configFile: false,
        logLevel: 'warn',
        plugins: [yaml()],
      });
      for (const path of dependencies) this.addWatchFile(join(root, path));
      return `export default ${JSON.stringify(module.stillsOfScenes())};`;
    },
  };
}
