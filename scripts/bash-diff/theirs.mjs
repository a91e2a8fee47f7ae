// A script played by the bash of this machine, in an empty /tmp/case.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';

const folder = '/tmp/case';
export const environment = { PATH: '/usr/bin:/bin', HOME: '/root', LANG: 'C.UTF-8', TERM: 'dumb' };

/** @throws {Error} when there is no bash 5.2 here */
export function requireBash() {
  const { stdout } = spawnSync('/bin/bash', ['-c', 'echo $BASH_VERSION'], { encoding: 'utf8' });
  if (!stdout?.startsWith('5.2.'))
    throw new Error(`bash 5.2 is needed at /bin/bash; this is ${stdout?.trim() || 'none'}`);
}

/** @returns {{ stdout: string, stderr: string, status: number | null }} status null: it did not end within ten seconds */
export function playTheirs(script) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/case.sh`, script);
  const run = spawnSync('/bin/bash', ['case.sh'], {
    cwd: folder,
    env: environment,
    input: '',
    timeout: 10000,
    killSignal: 'SIGKILL',
    detached: true,
  });
  rmSync(folder, { recursive: true, force: true });
  const deaths = {
    SIGTERM: 143,
    SIGHUP: 129,
    SIGINT: 130,
    SIGQUIT: 131,
    SIGPIPE: 141,
    SIGUSR1: 138,
    SIGUSR2: 140,
    SIGABRT: 134,
  };
  const status = run.status ?? deaths[run.signal] ?? null;
  return { stdout: run.stdout.toString('utf8'), stderr: run.stderr.toString('utf8'), status };
}
