// `npm run bench`: measures the kernel and the page, and prints each figure beside its goal. A time's goal in the page scales with what a
// bare xterm.js page takes in the same run, against what it took where the goals were set.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildWhatChanged } from './build.mjs';
import { installWhatIsMissing } from './install.mjs';
import { root } from './root.mjs';

/** The bare page where the goals were set: milliseconds at CPU ×4. */
const bareThen = { interactive: 380, keyToPaint: 30 };

const rows = [];
const folder = mkdtempSync(join(tmpdir(), 'copyup-bench-'));
try {
  installWhatIsMissing();
  buildWhatChanged();
  await measureKernel();
  await measurePages();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
print();

async function measureKernel() {
  const { build } = await import('vite');
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: join(root, 'scripts/bench/kernel.mjs'),
      outDir: folder,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'kernel.mjs' } },
    },
  });
  const { mixedSyscalls, checkpoint } = await import(pathToFileURL(join(folder, 'kernel.mjs')).href);
  add('mixed system calls a second', mixedSyscalls(), { least: 300_000 });
  const taken = checkpoint();
  add('checkpoint of 60,000 inodes, ms', taken.checkpoint, { most: 0.05 * taken.map });
  add('  beside: new Map of 60,000 entries, ms', taken.map);
  const began = process.hrtime.bigint();
  spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'syscalls'], { input: '{"id":1,"call":"getcwd"}\n' });
  add('copyup syscalls: start to end, ms', Number(process.hrtime.bigint() - began) / 1e6);
}

async function measurePages() {
  const { build } = await import('vite');
  const { measurePage } = await import('./bench/page.mjs');
  const bareFolder = join(folder, 'bare');
  await build({
    root: join(root, 'scripts/bench/bare'),
    configFile: false,
    logLevel: 'warn',
    base: './',
    build: { outDir: bareFolder, emptyOutDir: true },
  });
  const bare = await measurePage({ folder: bareFolder, prompt: '# ', command: undefined });
  const ours = await measurePage({ folder: join(root, 'dist'), prompt: ']# ', command: 'ls' });
  const slower = { interactive: bare.interactive / bareThen.interactive, keys: bare.keyToPaint / bareThen.keyToPaint };
  add('JavaScript before keys are taken, KB gzipped', ours.javaScript / 1000, { most: 240 });
  add('  beside: bare xterm.js', bare.javaScript / 1000);
  add('keys are taken after, ms at CPU ×4', ours.interactive, { most: 1300 * slower.interactive });
  add('  beside: bare xterm.js', bare.interactive);
  add('key to paint, 95th of 100, ms at CPU ×4', ours.keyToPaint, { most: 40 * slower.keys });
  add('  beside: bare xterm.js', bare.keyToPaint);
  add('Enter to prompt for ls, ms at CPU ×4', ours.enterToPrompt, { most: 50 * slower.keys });
}

function add(what, value, { least, most } = {}) {
  const isMet = (least === undefined || value >= least) && (most === undefined || value <= most);
  const goal = least === undefined ? (most === undefined ? '' : `≤ ${shown(most)}`) : `≥ ${shown(least)}`;
  rows.push([what, shown(value), goal, goal === '' ? '' : isMet ? 'met' : 'MISSED']);
}

function shown(number) {
  return number >= 1000 ? Math.round(number).toLocaleString('en-US') : number.toFixed(number < 10 ? 3 : 1);
}

function print() {
  const widths = [0, 1, 2, 3].map((i) => Math.max(...rows.map((row) => row[i].length), 0));
  for (const [what, value, goal, verdict] of rows) {
    console.log(
      `${what.padEnd(widths[0])}  ${value.padStart(widths[1])}  ${goal.padEnd(widths[2])}  ${verdict}`.trimEnd(),
    );
  }
}
