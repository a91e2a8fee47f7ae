// docker's verbs as docker 1.9.1 itself answered: a script of `docker …` lines, what came out of both streams, ids masked.
import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { decodeBytes, encodeBytes } from '../../src/abi/bytes.ts';
import { image as busybox } from '../../src/docker/registry/busybox.ts';
import { findScene } from '../../src/session/catalog-of-scenes.ts';
import { createWorld } from '../../src/session/world.ts';

/** Plays a script as bash does, in /w, and returns what came out of both streams. */
function played(script: string): string {
  const { machine, environ } = createWorld(findScene('article'), 'en', new Map([['image-busybox', busybox]]));
  const { sys } = machine.bareProcess();
  const fd = sys.open('/script.sh', 0o1101, 0o644);
  if (fd.err !== undefined) throw new Error(fd.err);
  sys.write(fd.ok, encodeBytes(script));
  sys.mkdir('/w', 0o755);
  const commands = 'docker pull busybox >/dev/null; exec >/out 2>&1 </dev/null; . /script.sh';
  const pid = machine.spawn({ path: '/bin/bash', argv: ['bash', '-c', commands], environ, cwd: '/w' });
  while (machine.process(pid) !== undefined) {
    const state = machine.run();
    if (state.state === 'sleeping') machine.advance(state.until - machine.now());
    else if (state.state !== 'busy') break;
  }
  const out = sys.open('/out', 0);
  if (out.err !== undefined) throw new Error(out.err);
  return masked(decodeBytes(sys.read(out.ok, 1 << 20).ok ?? new Uint8Array(0)));
}

/** Ids by the order in which they show up: <1>, <2>. */
function masked(text: string): string {
  const ids = new Map<string, number>();
  return text.replace(/\b[0-9a-f]{64}\b|\b[0-9a-f]{12}\b/g, (id) => {
    const key = id.slice(0, 12);
    if (!ids.has(key)) ids.set(key, ids.size + 1);
    return `<${String(ids.get(key))}>`;
  });
}

const folder = new URL('docker/', import.meta.url);
const names = readdirSync(folder).flatMap((file) => (file.endsWith('.sh') ? [file.slice(0, -3)] : []));

it.each(names)('%s: what docker 1.9.1 prints', { timeout: 120_000 }, (name) => {
  const read = (end: string): string => readFileSync(new URL(`${name}.${end}`, folder), 'utf8');
  expect(played(read('sh'))).toBe(read('out'));
});
