// `npm run test:bash`: plays scripts in this machine's bash 5.2 and in ours, and prints where the answers differ. Scripts are
// the cases of files, or are made at random and then the first difference is made as short as it gets.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { bundleOurs } from './bash-diff/bundle.mjs';
import { casesOf } from './bash-diff/cases.mjs';
import { scripts } from './bash-diff/grammar.mjs';
import { environment, playTheirs, requireBash } from './bash-diff/theirs.mjs';

const usage = `usage: npm run test:bash [-- --runs N] [--seconds N] [--seed N]
       npm run test:bash -- FILE.sh…    the cases of files (each begun by a line "### name")`;

const options = {
  runs: { type: 'string', default: '300' },
  seconds: { type: 'string', default: '60' },
  seed: { type: 'string' },
  help: { type: 'boolean', default: false },
};

const folder = mkdtempSync(join(tmpdir(), 'copyup-bash-'));
try {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) console.log(usage);
  else {
    requireBash();
    const { playOurs } = await bundleOurs(folder);
    const difference = (script) => differenceOf(playTheirs(script), ours(playOurs, script));
    process.exitCode = positionals.length > 0 ? playFiles(positionals, difference) : playAtRandom(values, difference);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function ours(playOurs, script) {
  try {
    return playOurs(script, environment);
  } catch (error) {
    return { stdout: '', stderr: `exception: ${error.stack}`, status: null };
  }
}

/** Process ids differ from run to run. */
function withoutPids(text) {
  return text.replace(/line (\d+): +\d+ /g, 'line $1: PID ').replace(/^\[(\d+)\] \d+$/gm, '[$1] PID');
}

/** @returns {string | undefined} what differs, as text for a person */
function differenceOf(theirs, our) {
  const lines = [];
  for (const key of ['stdout', 'stderr', 'status']) {
    const [wanted, got] = [theirs[key], our[key]].map((value) =>
      typeof value === 'string' ? withoutPids(value) : value,
    );
    if (wanted !== got)
      lines.push(`  ${key}:`, `    bash: ${JSON.stringify(wanted)}`, `    ours: ${JSON.stringify(got)}`);
  }
  return lines.length === 0 ? undefined : lines.join('\n');
}

function playFiles(files, difference) {
  let count = 0;
  let differences = 0;
  for (const file of files) {
    for (const { name, script } of casesOf(readFileSync(file, 'utf8'))) {
      count++;
      const found = difference(script);
      if (found === undefined) continue;
      differences++;
      console.log(`DIFF  ${file}: ${name}\n${script.replace(/^/gm, '  | ')}\n${found}`);
    }
  }
  console.log(`${count} cases, ${differences} differ`);
  return differences === 0 ? 0 : 1;
}

function playAtRandom(values, difference) {
  const property = fc.property(scripts, (script) => {
    const found = difference(script);
    if (found !== undefined) throw new Error(`${script.replace(/^/gm, '  | ')}\n${found}`);
  });
  const details = fc.check(property, {
    numRuns: Number(values.runs),
    interruptAfterTimeLimit: Number(values.seconds) * 1000,
    ...(values.seed === undefined ? {} : { seed: Number(values.seed) }),
  });
  if (!details.failed || details.counterexample === null) {
    console.log(`${details.numRuns} scripts, no difference (seed ${details.seed})`);
    return 0;
  }
  const [script] = details.counterexample;
  console.log(
    `DIFF after ${details.numRuns} scripts (seed ${details.seed})\n${script.replace(/^/gm, '  | ')}\n${difference(script)}`,
  );
  return 1;
}
