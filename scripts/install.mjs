// Installs what the lock file names, where it is not there yet. Runs before anything is installed: Node's own modules alone.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** @returns {boolean} whether something had to be installed. @throws {Error} when it could not be */
export function installWhatIsMissing() {
  requireNode();
  if (isInstalled()) return false;
  console.error('Installing packages (npm ci) …');
  // --include=dev: the build needs them, whatever NODE_ENV says.
  const words = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const ran = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...words], { cwd: root, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', words, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (ran.error) throw new Error(`npm could not be run: ${ran.error.message}`);
  if (ran.status !== 0)
    throw new Error(`npm ci failed (exit status ${ran.status ?? ran.signal}); what it said stands above`);
  return true;
}

function requireNode() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) throw new Error(`Node 20 or newer is needed; this is ${process.versions.node}`);
}

/** Does node_modules hold just what package-lock.json names? npm keeps a list of its own in node_modules/.package-lock.json. */
function isInstalled() {
  let installed;
  try {
    installed = JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8')).packages;
  } catch {
    return false;
  }
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  delete wanted[''];
  for (const [path, entry] of Object.entries(wanted)) {
    const there = installed[path];
    // An optional package may be of another platform.
    if (there === undefined ? !entry.optional : there.version !== entry.version) return false;
  }
  return Object.keys(installed).every((path) => path in wanted);
}
