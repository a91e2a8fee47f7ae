// A stored session brought back: by replay, from its root, and where its log would run for ever.
import { describe, expect, it } from 'vitest';
import type { StoredSession } from '../../src/session/keeper.ts';
import type { InputEntry } from '../../src/session/log.ts';
import { findScene } from '../../src/session/catalog-of-scenes.ts';
import { resume, type Resumed } from '../../src/session/resume.ts';
import { createWorld, type World } from '../../src/session/world.ts';
import { decodeBytes } from '../../src/abi/bytes.ts';
import { O_RDONLY } from '../../src/abi/flags.ts';

const scene = findScene('layers');
const patience = { whole: 400, needed: 400, turn: 30, turns: 300 };

function world(): World {
  return createWorld(scene, 'en', new Map());
}

/** A session in which these lines were typed, each when the one before had ended; `later` is nanoseconds after it. */
function played(
  lines: readonly string[],
  later = 1_000_000n,
): { readonly world: World; readonly inputs: InputEntry[] } {
  const one = world();
  for (const data of lines) {
    one.machine.run();
    one.machine.advance(later);
    one.player.deliver({ tty: 0, data });
    one.machine.run();
  }
  return { world: one, inputs: one.log.entries.filter((entry): entry is InputEntry => entry.kind === 'input') };
}

function stored(inputs: readonly InputEntry[], more: Partial<StoredSession> = {}): StoredSession {
  const header = {
    format: 'copyup-log',
    version: 1,
    engine: '1',
    scene: 'layers',
    seed: 1,
    locale: 'en',
    era: 'today',
  };
  return {
    engine: '1',
    header: header as StoredSession['header'],
    inputs,
    root: undefined,
    progress: undefined,
    rooted: false,
    losses: [],
    damaged: [],
    ...more,
  };
}

function back(session: StoredSession, sameEngine = true): Resumed {
  return resume(
    session,
    sameEngine,
    (root) => createWorld(scene, 'en', new Map(), root),
    () => performance.now(),
    patience,
  );
}

/** When what was delivered last has been done. */
function contentOf(one: World, path: string): string {
  one.machine.run({ steps: 10_000 });
  const sys = one.peek();
  const fd = sys.open(path, O_RDONLY);
  if (fd.err !== undefined) return fd.err;
  const read = sys.read(fd.ok, 1000);
  sys.close(fd.ok);
  return read.err ?? decodeBytes(read.ok);
}

function lineAt(inputs: readonly InputEntry[], data: string, afterNs: bigint): InputEntry {
  const t = BigInt(inputs.at(-1)?.t ?? '0') + afterNs;
  return { id: (inputs.at(-1)?.id ?? 0) + 1, cause: null, t: String(t), kind: 'input', tty: 0, data };
}

describe('a session is brought back', () => {
  it('by replay from its start', () => {
    const { inputs } = played(['echo 1 >> f\r', 'echo 2 >> f\r']);
    const found = back(stored(inputs));
    expect(found).toMatchObject({ from: 'start', past: [], hurried: false, left: [] });
    expect(contentOf(found.world, '/lab/f')).toBe('1\n2\n');
  });

  it('from its root and the inputs after it, when another engine made it', () => {
    const first = played(['echo 1 >> f\r']);
    const root = { data: first.world.machine.checkpoint() as object, inputs: 1 };
    const next = lineAt(first.inputs, 'echo 2 >> f\r', 5_000_000_000n);
    const found = back(stored([...first.inputs, next], { root }), false);
    expect(found).toMatchObject({ from: 'root', past: first.inputs, hurried: false, left: [] });
    expect(contentOf(found.world, '/lab/f')).toBe('1\n2\n');
    expect(found.world.log.entries[0]?.id).toBe((first.inputs.at(-1)?.id ?? 0) + 1);
  });

  it('though a command of it ran for ever: what follows is played as soon as it can be', () => {
    const { inputs } = played(['echo 1 >> f\r']);
    inputs.push(lineAt(inputs, 'while :; do :; done\r', 1_000_000n));
    // An hour later; nothing would be there before that.
    inputs.push(lineAt(inputs, '\x03', 3_600_000_000_000n));
    inputs.push(lineAt(inputs, 'echo 2 >> f\r', 1_000_000_000n));
    const begun = performance.now();
    const found = back(stored(inputs));
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(found).toMatchObject({ from: 'start', hurried: true, left: [] });
    expect(contentOf(found.world, '/lab/f')).toBe('1\n2\n');
  });

  it('though all of it runs for ever: what is left is handed out', () => {
    const { inputs } = played(['echo 1 >> f\r']);
    inputs.push(lineAt(inputs, 'while :; do :; done\r', 1n));
    for (let i = 0; i < 200; i++) inputs.push(lineAt(inputs, 'x\r', 10n ** 15n));
    const found = back(stored(inputs));
    expect(found.left.length).toBeGreaterThan(100);
    expect(found.left.at(-1)).toEqual(inputs.at(-1));
  });

  it('though it names a terminal that is not there', () => {
    const { inputs } = played(['echo 1 >> f\r']);
    const found = back(stored([...inputs, { ...lineAt(inputs, 'echo 2 >> f\r', 1n), tty: 7 }]));
    expect(found.problem).toBe('there is no terminal 7');
    expect(found.left).toHaveLength(1);
    expect(contentOf(found.world, '/lab/f')).toBe('1\n');
  });
});
