// Builds dist/: the page, static files for any folder of any host, and dist/cli.js, the `copyup` command.
// dist/ is replaced as a whole when both are built, so that a failed build leaves the last good one.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installWhatIsMissing } from './install.mjs';
import { root } from './root.mjs';

const sources = [
  'src',
  'lessons',
  'public',
  'index.html',
  'vite.config.ts',
  'vite.cli.config.ts',
  'tsconfig.base.json',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
  'scripts/vite-stills.mjs',
  'scripts/vite-yaml.mjs',
  'THIRD_PARTY_LICENSES',
];
const stamp = 'dist/.sources';

/** @returns {boolean} whether something was built. @throws {Error} when the build failed; its output went to stderr */
export function buildWhatChanged() {
  const hash = sourcesHash();
  const isFresh =
    ['dist/index.html', 'dist/cli.js', stamp].every((path) => existsSync(join(root, path))) &&
    readFileSync(join(root, stamp), 'utf8') === hash;
  if (!isFresh) build(hash);
  linkCommand();
  return !isFresh;
}

function build(hash) {
  const next = join(root, 'dist.next');
  rmSync(next, { recursive: true, force: true });
  vite('build', '--outDir', next, '--emptyOutDir', '--logLevel', 'warn');
  vite('build', '--config', 'vite.cli.config.ts', '--outDir', next, '--logLevel', 'warn');
  chmodSync(join(next, 'cli.js'), 0o755);
  // The page names what it carries.
  copyFileSync(join(root, 'THIRD_PARTY_LICENSES'), join(next, 'THIRD_PARTY_LICENSES.txt'));
  writeFileSync(join(next, '.sources'), hash);
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  renameSync(next, join(root, 'dist'));
}

function vite(...words) {
  const ran = spawnSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), ...words], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (ran.status !== 0) throw new Error(`the build failed: vite ${words.join(' ')}`);
}

/** npm makes no link for a project's own command; older ones need it for `npx --no-install copyup`. */
function linkCommand() {
  const link = join(root, 'node_modules/.bin/copyup');
  if (process.platform === 'win32' || existsSync(link)) return;
  rmSync(link, { force: true });
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync('../../dist/cli.js', link);
}

function sourcesHash() {
  const hash = createHash('sha256');
  const add = (path) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) for (const name of readdirSync(full).sort()) add(join(path, name));
    else hash.update(`${path}\0`).update(readFileSync(full)).update('\0');
  };
  for (const path of sources) add(path);
  return hash.digest('hex');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    installWhatIsMissing();
    console.error(buildWhatChanged() ? 'Built dist/: the page, and the command dist/cli.js.' : 'dist/ is up to date.');
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
