// `npm run test:kernel -- --agent 'CMD'`: puts the same system calls to our server and to an agent that asks a real kernel, and
// prints the first answer that differs, made as short as it gets. Scenarios come from files (a film, or a request a line) or at random.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { firstDifference } from './kernel-diff/compare.mjs';
import { overlaySetup, plainSetup, scenarios } from './kernel-diff/scenario.mjs';
import { ProtocolServer } from './kernel-diff/server.mjs';
import { root } from './root.mjs';

const usage = `usage: npm run test:kernel -- --agent 'CMD' [--ours 'CMD'] [--blocks] FILE…
       npm run test:kernel -- --agent 'CMD' [--plain] [--runs N] [--length N] [--seed N] [--blocks]

  --agent   a command that answers the syscall protocol from a real kernel, starting with an empty root
  --plain   random scenarios on the root file system itself; without it, on an overlay
  --blocks  compare block counts and sizes of directories, too`;

const options = {
  agent: { type: 'string' },
  ours: { type: 'string', default: 'node dist/cli.js syscalls' },
  plain: { type: 'boolean', default: false },
  blocks: { type: 'boolean', default: false },
  runs: { type: 'string', default: '50' },
  length: { type: 'string', default: '60' },
  seed: { type: 'string' },
};

try {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.agent === undefined) throw new Error(usage);
  if (values.ours === options.ours.default && !existsSync(join(root, 'dist/cli.js')))
    throw new Error('dist/cli.js is not there: run `npm run build`');
  process.exitCode = await (positionals.length > 0 ? playFiles(positionals, values) : playAtRandom(values));
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}

async function difference(requests, values) {
  const [ours, theirs] = [new ProtocolServer(values.ours), new ProtocolServer(values.agent)];
  try {
    return await firstDifference(requests, ours, theirs, values);
  } finally {
    ours.end();
    theirs.end();
  }
}

async function playFiles(files, values) {
  let differences = 0;
  for (const file of files) {
    const found = await difference(requestsOf(readFileSync(file, 'utf8')), values);
    console.log(found === undefined ? `ok    ${file}` : `DIFF  ${file}\n${found}`);
    if (found !== undefined) differences += 1;
  }
  return differences === 0 ? 0 : 1;
}

/** A film's `setup` and the requests of its `ops`, or one request a line. */
function requestsOf(text) {
  if (/^\s*\{\s*"name"/.test(text)) {
    const { setup, ops } = JSON.parse(text);
    return [...setup, ...ops.map(({ request }) => request)];
  }
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));
}

async function playAtRandom(values) {
  const setup = values.plain ? plainSetup : overlaySetup;
  const property = fc.asyncProperty(scenarios(Number(values.length)), async (requests) => {
    const found = await difference([...setup, ...requests], values);
    if (found !== undefined) throw new Error(found);
  });
  const details = await fc.check(property, {
    numRuns: Number(values.runs),
    ...(values.seed === undefined ? {} : { seed: Number(values.seed) }),
  });
  if (!details.failed) {
    console.log(`no difference in ${details.numRuns} scenarios (seed ${details.seed})`);
    return 0;
  }
  console.log(`seed ${details.seed}, after ${details.numRuns} scenarios and ${details.numShrinks} shortenings:`);
  for (const request of details.counterexample?.[0] ?? []) console.log(`  ${JSON.stringify(request)}`);
  console.log(details.errorInstance instanceof Error ? details.errorInstance.message : details.errorInstance);
  return 1;
}
