// `npm test`: installs what is missing, runs every tool, and says as its last line how many tests passed and failed.
// A static tool is one test; a tool that crashes, hangs or reports nothing has failed. None keeps the others from running.
// `npm run lint` is the static tools alone: `node scripts/test.mjs static`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireBrowser } from './browser.mjs';
import { buildWhatChanged } from './build.mjs';
import { installWhatIsMissing } from './install.mjs';
import { root } from './root.mjs';

const staticOnly = process.argv[2] === 'static';
/** All of it: less than 20 minutes on two cores. */
const deadline = Date.now() + 19 * 60_000;
const reports = mkdtempSync(join(tmpdir(), 'copyup-test-'));
const running = new Set();
const results = [];

process.once('exit', () => rmSync(reports, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    for (const child of running) killTree(child);
    process.exit(signal === 'SIGINT' ? 130 : 143);
  });

if (await attempt('install', () => void installWhatIsMissing())) {
  const node = (file, ...words) => [process.execPath, join(root, 'node_modules', file), ...words];
  const statics = [
    ['tsc', node('typescript/bin/tsc', '-p', 'tsconfig.json')],
    ['tsc without the DOM', node('typescript/bin/tsc', '-p', 'tsconfig.core.json')],
    [
      'svelte-check',
      node('svelte-check/bin/svelte-check', '--tsconfig', 'tsconfig.json', '--fail-on-warnings', '--output', 'human'),
    ],
    ['eslint', node('eslint/bin/eslint.js', '.', '--max-warnings', '0')],
    ['prettier', node('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')],
    ['dependency-cruiser', node('dependency-cruiser/bin/dependency-cruise.mjs', 'src')],
    ['knip', node('knip/bin/knip.js', '--no-progress')],
  ];
  const built = await attempt('build', () => void buildWhatChanged());
  if (built) statics.push(['size-limit', node('size-limit/bin.js')]);
  else record('size-limit', 0, 1);
  // Two at a time: each of them has one thread.
  await Promise.all([inTurn(statics), inTurn(statics)]);
  if (!staticOnly) {
    await runVitest(node);
    await runPlaywright(node, built);
  }
}

console.log('');
for (const { name, passed, failed } of results)
  console.log(`${failed === 0 ? 'ok  ' : 'FAIL'}  ${name}: ${passed} passed, ${failed} failed`);
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
process.exitCode = sum('failed') === 0 ? 0 : 1;
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);

function record(name, passed, failed) {
  results.push({ name, passed, failed });
}

/** Steps that are functions: install, build, browser. Recorded only where they count as a tool or fail. */
async function attempt(name, step) {
  try {
    await step();
  } catch (error) {
    console.error(`${name}: ${error.message}`);
    record(name, 0, 1);
    return false;
  }
  if (name === 'build') record(name, 1, 0);
  return true;
}

async function inTurn(queue) {
  for (let tool = queue.shift(); tool !== undefined; tool = queue.shift()) {
    const [name, command] = tool;
    const { ok, output, seconds } = await run(command, { minutes: 5 });
    console.log(`${ok ? 'ok  ' : 'FAIL'}  ${name} (${seconds} s)`);
    if (!ok) console.log(output.trimEnd());
    record(name, ok ? 1 : 0, ok ? 0 : 1);
  }
}

async function runVitest(node) {
  const file = join(reports, 'vitest.json');
  const { ok } = await run(
    node('vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`),
    { minutes: 8, shown: true },
  );
  const report = read(file);
  // A file that could not be loaded has no test that failed.
  const unloaded = report?.testResults.filter(
    (suite) => suite.status === 'failed' && !suite.assertionResults.some((test) => test.status === 'failed'),
  );
  recordRunner(
    'vitest',
    ok,
    report && { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length },
  );
}

async function runPlaywright(node, built) {
  if (!built) return record('playwright', 0, 1);
  let browser;
  if (!(await attempt('browser', () => void (browser = requireBrowser())))) return;
  const file = join(reports, 'playwright.json');
  const { ok } = await run(node('@playwright/test/cli.js', 'test', '--reporter=list,json'), {
    minutes: 9,
    shown: true,
    env: {
      CHROMIUM_PATH: browser,
      JOURNEY_PORT: String(await freePort()),
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    },
  });
  const report = read(file);
  recordRunner(
    'playwright',
    ok,
    report && {
      passed: report.stats.expected + report.stats.flaky,
      failed: report.stats.unexpected + report.errors.length,
    },
  );
}

/** The journeys' own server must not meet another one. */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** A runner that says it failed has failed at least once, and one that ran no test has failed too. */
function recordRunner(name, ok, counts) {
  const { passed, failed } = counts ?? { passed: 0, failed: 0 };
  const silent = (!ok || passed === 0) && failed === 0;
  record(name, passed, silent ? 1 : failed);
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Runs to its end, or until its time is over. `shown`: its output goes out as it comes, else it is kept. */
function run([command, ...words], { minutes, shown = false, env = {} }) {
  return new Promise((resolve) => {
    const began = Date.now();
    const child = spawn(command, words, {
      cwd: root,
      stdio: ['ignore', shown ? 'inherit' : 'pipe', shown ? 'inherit' : 'pipe'],
      env: { ...process.env, ...env, NO_COLOR: '1', FORCE_COLOR: undefined },
      // A group of its own, so that its children end with it.
      detached: process.platform !== 'win32',
    });
    running.add(child);
    let output = '';
    const timer = setTimeout(
      () => {
        output += `\nstopped: its time was over\n`;
        if (shown) console.error('stopped: its time was over');
        killTree(child);
      },
      Math.max(1000, Math.min(minutes * 60_000, deadline - began)),
    );
    const end = (ok) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ ok, output, seconds: Math.round((Date.now() - began) / 1000) });
    };
    child.stdout?.on('data', (bytes) => (output += bytes));
    child.stderr?.on('data', (bytes) => (output += bytes));
    child.on('error', (error) => {
      output += error.message;
      end(false);
    });
    child.on('close', (status) => end(status === 0));
  });
}

function killTree(child) {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
