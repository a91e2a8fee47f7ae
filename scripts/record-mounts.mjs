// `node scripts/record-mounts.mjs --agent 'CMD'`, as root on Linux: what the kernel answers to each case of record-mounts/cases.mjs, and
// the lines that its log gets meanwhile, go to tests/golden/mounts/mounts.json.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ProtocolServer } from './kernel-diff/server.mjs';
import { cases } from './record-mounts/cases.mjs';
import { root } from './root.mjs';

const { values } = parseArgs({ options: { agent: { type: 'string' } } });
if (values.agent === undefined) {
  console.error("usage: node scripts/record-mounts.mjs --agent 'CMD'");
  process.exit(2);
}

/** Lines of overlays in the kernel's log, without the time in brackets. */
function logLines() {
  const lines = execFileSync('dmesg', ['--notime'], { encoding: 'utf8', maxBuffer: 1 << 26 }).split('\n');
  return lines.filter((line) => /^overlay(fs)?: /.test(line));
}

const recorded = [];
for (const { name, setup, ops } of cases) {
  const server = new ProtocolServer(values.agent);
  try {
    for (const { call, args } of setup) {
      const { err } = await server.ask(call, args);
      if (err !== undefined) throw new Error(`${name}: set-up: ${call} ${JSON.stringify(args)}: ${err}`);
    }
    const told = [];
    execFileSync('dmesg', ['--clear']);
    for (const request of ops) {
      const { ok, err } = await server.ask(request.call, request.args);
      const log = logLines();
      execFileSync('dmesg', ['--clear']);
      told.push({ request, answer: err === undefined ? { ok } : { err }, ...(log.length === 0 ? {} : { log }) });
    }
    recorded.push({ name, setup, ops: told });
  } finally {
    server.end();
  }
}
const text = recorded.map((item) => JSON.stringify(item)).join(',\n');
writeFileSync(join(root, 'tests/golden/mounts/mounts.json'), `[\n${text}\n]\n`);
console.log(`${recorded.length} cases`);
