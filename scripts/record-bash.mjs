// Records what bash 5.2 and Debian's tools on this machine answer to tests/golden/bash/*.sh: `node scripts/record-bash.mjs`.
// A file holds cases, each begun by a line `### name`. A case is run as `bash case.sh` in an empty /tmp/case.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'tests/golden/bash');
const env = { PATH: '/usr/bin:/bin', HOME: '/root', LANG: 'C.UTF-8', TERM: 'dumb' };
const only = process.argv.slice(2);

for (const file of readdirSync(folder)
  .filter((name) => name.endsWith('.sh'))
  .sort()) {
  if (only.length > 0 && !only.includes(file)) continue;
  const answers = {};
  for (const part of readFileSync(join(folder, file), 'utf8').split(/^### /m).slice(1)) {
    const end = part.indexOf('\n');
    const name = part.slice(0, end).trim();
    rmSync('/tmp/case', { recursive: true, force: true });
    mkdirSync('/tmp/case', { recursive: true });
    writeFileSync('/tmp/case/case.sh', part.slice(end + 1));
    const run = spawnSync('/bin/bash', ['case.sh'], { cwd: '/tmp/case', env, input: '', timeout: 10000 });
    if (answers[name] !== undefined) throw new Error(`${file}: two cases are named ${name}`);
    answers[name] = { stdout: run.stdout.toString('utf8'), stderr: run.stderr.toString('utf8'), status: run.status };
  }
  writeFileSync(join(folder, file.replace(/\.sh$/, '.json')), `${JSON.stringify(answers, null, 2)}\n`);
  console.log(`${file}: ${Object.keys(answers).length} cases`);
}
rmSync('/tmp/case', { recursive: true, force: true });
