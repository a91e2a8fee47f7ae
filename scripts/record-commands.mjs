// Records what the tools of Debian 12 on this machine print for tests/golden/commands/*.sh: `node scripts/record-commands.mjs NAME…`
// as root. A script is played by bash in a mount name space of its own, in an empty /t that is $T. One that has a line
// `# clock: 2026-01-01 09:00:00` is played at that time, by faketime(1).
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'tests/golden/commands');
const play = `
mount --make-rprivate / && mkdir "$1/t" && mount --bind "$1/t" /t && cd / || exit
exec env -i PATH=/usr/bin:/bin HOME=/root T=/t TZ=UTC $2 bash -c 'exec >"$1/out" 2>&1 </dev/null; . "$1/script"' bash "$1"`;

for (const name of process.argv.slice(2)) {
  const script = readFileSync(join(folder, `${name}.sh`), 'utf8');
  const [, clock] = /^# clock: (.*)$/m.exec(script) ?? [];
  const fake = clock === undefined ? '' : `'LD_PRELOAD=/usr/$LIB/faketime/libfaketime.so.1' 'FAKETIME=@${clock}'`;
  const place = mkdtempSync(join(tmpdir(), 'record-'));
  mkdirSync('/t', { recursive: true });
  writeFileSync(join(place, 'script'), script);
  const run = spawnSync('unshare', ['-m', 'bash', '-c', play.replace('$2', () => fake), 'bash', place]);
  if (run.status === null || run.stderr.length > 0) throw new Error(`${name}: ${run.stderr.toString()}`);
  writeFileSync(join(folder, `${name}.out`), readFileSync(join(place, 'out')));
  rmSync(place, { recursive: true });
}
