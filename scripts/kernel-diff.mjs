// `npm run test:kernel -- --agent 'CMD'`: puts the same system calls to our server and to an agent that asks a real kernel, and
// prints the first answer that differs, made as short as it gets. Scenarios come from files (a film, a table of
// tests/golden/kernel, or a request a line) or at random.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { Answers, cleanUp, firstDifference } from './kernel-diff/compare.mjs';
import { overlays } from './kernel-diff/layers.mjs';
import { closeAll, scenarios, setups } from './kernel-diff/scenario.mjs';
import { Servers } from './kernel-diff/server.mjs';
import { formatTable } from './kernel-diff/table.mjs';
import { root } from './root.mjs';

const usage = `usage: npm run test:kernel -- --agent 'CMD' [--ours 'CMD'] [--blocks] FILE…
       npm run test:kernel -- --agent 'CMD' --record FILE…
       npm run test:kernel -- --agent 'CMD' [--on SETUP | --plain] [--blocks]
                             [--runs N] [--seconds N] [--length N] [--seed N] [--save FILE]

  --agent   a command that answers the syscall protocol from a real kernel, starting with an empty root
  --record  write what the agent answers into tables of tests/golden/kernel
  --on      where random scenarios play: ${Object.keys(setups).join(', ')} (default: overlay; --plain: ext4),
            or layers: an overlay of random layers with random options, mounted again halfway
  --save    write the shortest scenario that differs into a file, a request a line
  --blocks  compare block counts and sizes of directories, too`;

const options = {
  agent: { type: 'string' },
  ours: { type: 'string', default: 'node dist/cli.js syscalls' },
  on: { type: 'string' },
  plain: { type: 'boolean', default: false },
  record: { type: 'boolean', default: false },
  blocks: { type: 'boolean', default: false },
  runs: { type: 'string', default: '50' },
  seconds: { type: 'string', default: '600' },
  length: { type: 'string', default: '60' },
  seed: { type: 'string' },
  save: { type: 'string' },
};

try {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  values.on ??= values.plain ? 'ext4' : 'overlay';
  if (values.agent === undefined || (setups[values.on] === undefined && values.on !== 'layers')) throw new Error(usage);
  if (values.ours === options.ours.default && !existsSync(join(root, 'dist/cli.js')))
    throw new Error('dist/cli.js is not there: run `npm run build`');
  if (values.record) await record(positionals, values);
  else process.exitCode = await (positionals.length > 0 ? playFiles(positionals, values) : playAtRandom(values));
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}

async function playFiles(files, values) {
  const [ours, theirs] = [new Servers(values.ours), new Servers(values.agent)];
  let differences = 0;
  for (const file of files) {
    for (const [name, requests] of scenariosOf(file, readFileSync(file, 'utf8'))) {
      const found = await firstDifference(requests, ours.take(), theirs.take(), values);
      console.log(found === undefined ? `ok    ${name}` : `DIFF  ${name}\n${found}`);
      if (found !== undefined) differences += 1;
    }
  }
  ours.end();
  theirs.end();
  return differences === 0 ? 0 : 1;
}

/** A film's `setup` and the requests of its `ops`; the rows of a table; or one request a line. */
function scenariosOf(file, text) {
  if (/^\s*\{\s*"name"/.test(text)) {
    const { setup, ops } = JSON.parse(text);
    return [[file, [...setup, ...ops.map(({ request }) => request)]]];
  }
  if (text.startsWith('[')) return JSON.parse(text).map(({ name, requests }) => [`${file}: ${name}`, requests]);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return [[file, lines.map((line) => JSON.parse(line))]];
}

/** Answers stand in a table as `comparable` makes them, so that they are the same whenever they are recorded. */
async function record(files, values) {
  const servers = new Servers(values.agent);
  try {
    for (const file of files) {
      const rows = JSON.parse(readFileSync(file, 'utf8'));
      for (const row of rows) row.requests = await answered(row, servers.take());
      writeFileSync(file, formatTable(rows));
      console.log(`${file}: ${rows.length} rows`);
    }
  } finally {
    servers.end();
  }
}

async function answered({ requests, blocks, atime }, server) {
  const answers = new Answers({ blocks, atime });
  const told = [];
  for (const [i, { id, call, args = {} }] of requests.entries()) {
    const request = { ...(id === undefined ? {} : { id }), call, args };
    const answer = await server.ask(call, answers.resolve(args));
    if (answer.why !== undefined) throw new Error(`the agent does not know ${JSON.stringify(request)}: ${answer.why}`);
    told.push({ ...request, ...answers.comparable(request, i, answer) });
  }
  await cleanUp(server, answers, requests);
  return told;
}

async function playAtRandom(values) {
  const [ours, theirs] = [new Servers(values.ours), new Servers(values.agent)];
  const property = fc.asyncProperty(wholeScenarios(values), async (requests) => {
    const compared = { ...values, numbers: values.on === 'layers' };
    const found = await firstDifference(requests, ours.take(), theirs.take(), compared);
    if (found !== undefined) throw new Error(found);
  });
  const details = await fc.check(property, {
    numRuns: Number(values.runs),
    interruptAfterTimeLimit: Number(values.seconds) * 1000,
    ...(values.seed === undefined ? {} : { seed: Number(values.seed) }),
  });
  ours.end();
  theirs.end();
  if (!details.failed || details.counterexample === null) {
    console.log(`no difference in ${details.numRuns} scenarios (seed ${details.seed})`);
    return 0;
  }
  console.log(`seed ${details.seed}, after ${details.numRuns} scenarios and ${details.numShrinks} shortenings:`);
  const [requests] = details.counterexample;
  if (values.save !== undefined)
    writeFileSync(values.save, requests.map((request) => `${JSON.stringify(request)}\n`).join(''));
  for (const request of requests) console.log(`  ${short(JSON.stringify(request))}`);
  console.log(
    short(details.errorInstance instanceof Error ? details.errorInstance.message : `${details.errorInstance}`),
  );
  return 1;
}

function wholeScenarios({ on, length }) {
  const some = scenarios(Number(length));
  if (on !== 'layers') return some.map((requests) => [...setups[on], ...requests]);
  return fc
    .tuple(overlays, some, some)
    .map(([{ setup, again }, before, after]) => [...setup, ...before, ...closeAll, ...again, ...after]);
}

/** Long names and values are there for their length. */
function short(text) {
  return text.replace(/[^"\s]{400,}/g, (word) => `${word.slice(0, 40)}…${word.length}`);
}
