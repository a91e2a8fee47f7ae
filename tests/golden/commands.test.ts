import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { encodeBytes, decodeBytes } from '../../src/abi/bytes.ts';
import { findScene } from '../../src/session/catalog-of-scenes.ts';
import { createWorld } from '../../src/session/world.ts';

/** Plays a script as bash does and returns what came out of both streams. */
function played(script: string): string {
  const { machine } = createWorld(findScene('layers'), 'en', new Map());
  const { sys } = machine.bareProcess();
  const fd = sys.open('/script.sh', 0o1101, 0o644);
  if (fd.err !== undefined) throw new Error(fd.err);
  sys.write(fd.ok, encodeBytes(script));
  sys.mkdir('/t', 0o755);
  const environ = ['PATH=/usr/bin:/bin', 'HOME=/root', 'T=/t', 'TZ=UTC'];
  const pid = machine.spawn({ path: '/bin/bash', argv: ['bash', '-c', 'exec >/out 2>&1; . /script.sh'], environ });
  while (machine.process(pid) !== undefined) {
    const state = machine.run();
    if (state.state === 'idle') break;
    if (state.state === 'sleeping') machine.advance(state.until - machine.now());
  }
  const out = sys.open('/out', 0);
  if (out.err !== undefined) throw new Error(out.err);
  return decodeBytes(sys.read(out.ok, 1 << 20).ok ?? new Uint8Array(0));
}

const folder = new URL("commands/", import.meta.url);
const names = readdirSync(folder).flatMap((file) => (file.endsWith(".sh") ? [file.slice(0, -3)] : []));

it.each(names)("%s: what the tools of Debian 12 print", (name) => {
  // As bytes: not all that a tool prints is UTF-8.
  const read = (end: string): string => decodeBytes(readFileSync(new URL(`${name}.${end}`, folder)));
  expect(played(read('sh'))).toBe(read('out'));
}, 30_000);
