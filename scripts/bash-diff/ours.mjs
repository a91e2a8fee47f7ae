// A script played by our bash on the bare host, as `copyup run` plays it. Bundled before it runs: Node 20 reads no TypeScript.
import { decodeBytes, encodeBytes } from '../../src/abi/bytes.ts';
import { bareScene, putFile, ScriptRun } from '../../src/session/script-run.ts';
import { createWorld } from '../../src/session/world.ts';

/** Real milliseconds after which a script is called endless. */
const patience = 8000;

/** @returns {{ stdout: string, stderr: string, status: number | null }} status null: it did not end */
export function playOurs(script, environment) {
  const world = createWorld(bareScene, 'en', new Map());
  putFile(world, '/tmp/case/case.sh', encodeBytes(script), 0o644);
  const run = new ScriptRun(world, {
    argv: ['bash', 'case.sh'],
    environ: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    cwd: '/tmp/case',
    oneOutput: false,
  });
  run.endInput();
  const outputs = { 1: [], 2: [] };
  const until = Date.now() + patience;
  let state = 'busy';
  while (state !== 'ended' && Date.now() < until) {
    state = run.run();
    let isSome = false;
    for (const [fd, bytes] of run.takeOutput()) {
      outputs[fd].push(...bytes);
      isSome = true;
    }
    if (state === 'sleeping') run.sleep();
    else if (state === 'idle' && !isSome) break;
  }
  const text = (fd) => decodeBytes(Uint8Array.from(outputs[fd]));
  return { stdout: text(1), stderr: text(2), status: run.status ?? null };
}
