// `npm run record:bash [-- FILE.sh…]`: what bash 5.2 and Debian's tools on this machine answer to the cases of tests/golden/bash/*.sh.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { casesOf } from './bash-diff/cases.mjs';
import { playTheirs, requireBash } from './bash-diff/theirs.mjs';
import { root } from './root.mjs';

const folder = join(root, 'tests/golden/bash');
const only = process.argv.slice(2).map((path) => basename(path));

try {
  requireBash();
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith('.sh') && (only.length === 0 || only.includes(file))) record(file);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function record(file) {
  const answers = {};
  for (const { name, script } of casesOf(readFileSync(join(folder, file), 'utf8'))) {
    answers[name] = playTheirs(script);
    if (answers[name].status === null) throw new Error(`${file}: ${name}: it did not end within ten seconds`);
  }
  writeFileSync(join(folder, file.replace(/\.sh$/, '.json')), `${JSON.stringify(answers, null, 2)}\n`);
  console.log(`${file}: ${Object.keys(answers).length} cases`);
}
