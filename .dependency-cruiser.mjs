// Which imports are allowed. The order of the folders is scripts/folders.mjs; types count as imports too.
import { core, folders } from './scripts/folders.mjs';

const oneWay = folders.map((folder, i) => ({
  name: `${folder}-imports-leftward`,
  comment: `src/${folder} may import only what stands before it: ${folders.join(' → ')}.`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: {
    path: '^src/',
    pathNot: [`^src/(${[...folders.slice(0, i + 1), 'messages'].join('|')})/`, '^src/(core|data)\\.d\\.ts$'],
  },
}));

export default {
  forbidden: [
    ...oneWay,
    {
      name: 'no-cycle',
      comment:
        'Files that import each other cannot be read, tested or replaced one at a time. A circle of types alone is no circle at run time.',
      severity: 'error',
      // An expansion may hold a command, and a command an expansion: the grammar of the shell is a circle.
      from: { path: '^src/', pathNot: '^src/shell/(expand|run)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'type-import'] } },
    },
    {
      name: 'core-is-free-of-hosts',
      comment: 'Left of host there is neither Node nor DOM: clock, ids, storage and output are passed in.',
      severity: 'error',
      from: { path: `^src/(${core.join('|')})/` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-packages',
      comment: 'The core stands on its own; the shell alone has packages: its parser, and the deflate of gzip.',
      severity: 'error',
      from: { path: `^src/(${core.join('|')})/` },
      to: { path: 'node_modules', pathNot: 'node_modules/(unbash|fflate)/' },
    },
    {
      name: 'nothing-imports-an-entry',
      severity: 'error',
      from: {},
      to: { path: '^src/[^/]+\\.ts$', pathNot: '\\.d\\.ts$' },
    },
    {
      name: 'not-resolved',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true, pathNot: ['\\?raw$', '^virtual:'] },
    },
    {
      name: 'no-dev-dependency-in-src',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/svelte/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.svelte', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
    },
  },
};
