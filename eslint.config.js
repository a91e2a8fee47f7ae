// The core may not know what time it is, roll dice or print: the same commands must give the same log, on every machine.
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { core } from './scripts/folders.mjs';

const replay = 'a log is replayed on another machine at another time, and must come out the same';

const forbiddenGlobals = [
  ['Date', 'the simulated clock is the only one here (Syscalls.clockGettime, FileSystemContext.now)'],
  ['Intl', 'it differs between engines; collation and formats are our own'],
  ['performance', 'the simulated clock is the only one here'],
  ['crypto', 'randomness comes from the seed (FileSystemContext.randomBytes, Syscalls.getrandom)'],
  ['setTimeout', 'time passes when the session says so'],
  ['setInterval', 'time passes when the session says so'],
  ['setImmediate', 'time passes when the session says so'],
  ['queueMicrotask', 'all is synchronous here'],
  ['requestAnimationFrame', 'nothing here is drawn'],
  ['console', 'what is told is an event, or goes to a descriptor'],
  ['process', 'Node is not there in the browser'],
  ['Buffer', 'Node is not there in the browser'],
  ['globalThis', 'no global state: a second machine in the same page must not notice the first'],
].map(([name, why]) => ({ name, message: `${why}: ${replay}.` }));

const forbiddenProperties = [
  { object: 'Math', property: 'random', message: `Randomness comes from the seed: ${replay}.` },
  ...['localeCompare', 'toLocaleString', 'toLocaleLowerCase', 'toLocaleUpperCase'].map((property) => ({
    property,
    message: `It goes by the host's locale: ${replay}.`,
  })),
];

const noPromises = [
  {
    selector: 'AwaitExpression',
    message: 'All left of session is synchronous: a program yields where Linux would sleep.',
  },
  {
    selector: ':function[async=true]',
    message: 'All left of session is synchronous: a program yields where Linux would sleep.',
  },
];

export default tseslint.config(
  { ignores: ['src/core.d.ts', 'dist/', 'node_modules/', 'coverage/', 'test-results/', 'playwright-report/'] },
  js.configs.recommended,
  {
    files: ['**/*.mjs', '*.js', 'scripts/**/*.js'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
  {
    files: ['**/*.ts', '**/*.svelte', '**/*.svelte.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // A method of an interface may not need all that it is given.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
      ],
      // Names are strings of bytes and code points: their units are what is meant.
      '@typescript-eslint/no-misused-spread': 'off',
      // `noPropertyAccessFromIndexSignature` wants the brackets that this rule would take away.
      '@typescript-eslint/dot-notation': 'off',
      // A generator that never yields is a program that never sleeps.
      'require-yield': 'off',
      // Names and file contents are bytes: control characters are what they are about.
      'no-control-regex': 'off',
      eqeqeq: 'error',
    },
  },
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: tseslint.parser },
    },
    rules: {
      // The compiler turns `let` props and state into what this rule cannot see.
      'prefer-const': 'off',
      // A Set in a function is no state.
      'svelte/prefer-svelte-reactivity': 'off',
      // Markup that cannot be trusted is never put in as markup.
      'svelte/no-at-html-tags': 'error',
    },
  },
  {
    files: core.map((folder) => `src/${folder}/**/*.ts`),
    rules: {
      'no-restricted-globals': ['error', ...forbiddenGlobals],
      'no-restricted-properties': ['error', ...forbiddenProperties],
    },
  },
  {
    files: core.filter((folder) => folder !== 'session').map((folder) => `src/${folder}/**/*.ts`),
    rules: { 'no-restricted-syntax': ['error', ...noPromises] },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      // A test that finds undefined where it should not fails by itself.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
