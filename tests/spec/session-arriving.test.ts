// A session whose machine is on its way: the prompt stands, keys are kept, and the machine's answers follow on.
import { describe, expect, test } from 'vitest';
import { decodeBytes } from '../../src/abi/bytes.ts';
import { ArrivingSession } from '../../src/session/arriving-session.ts';
import { findScene, scenes } from '../../src/session/catalog-of-scenes.ts';
import { type Host, LiveSession } from '../../src/session/live-session.ts';
import { stillsOfScenes } from '../../src/session/still.ts';
import { createWorld } from '../../src/session/world.ts';

const stills = stillsOfScenes();
const scene = findScene('article');

interface Stage {
  readonly session: ArrivingSession;
  readonly arrive: () => Promise<LiveSession>;
  readonly fetched: () => number;
  readonly shown: () => string;
}

/** @param failures how often fetching fails first */
function arriving(failures = 0): Stage {
  let fetched = 0;
  const still = stills['article']?.en;
  if (still === undefined) throw new Error('no still');
  const session = new ArrivingSession(scene, 'en', still, undefined, () => {
    fetched += 1;
    if (fetched <= failures) return Promise.reject(new Error('offline'));
    return Promise.resolve(live());
  });
  let shown = '';
  session.attach(0, (bytes) => {
    shown += decodeBytes(bytes);
  });
  return { session, arrive: () => session.arrive(), fetched: () => fetched, shown: () => shown };
}

function live(): LiveSession {
  const host: Host = {
    now: () => 0n,
    after: (milliseconds, task) => {
      if (milliseconds === 0) queueMicrotask(task);
      return () => undefined;
    },
    whenIdle: () => undefined,
    loadChunk: () => Promise.resolve(),
  };
  const header = {
    format: 'copyup-log',
    version: 1,
    engine: 'test',
    scene: scene.id,
    seed: 1,
    locale: 'en',
    era: '2015',
  };
  return new LiveSession(createWorld(scene, 'en', new Map()), host, header as never, { state: 'saved' });
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe('stills', () => {
  test.each(scenes.map(({ id }) => id))('%s has one terminal, and its prompt is the last that it shows', (id) => {
    for (const locale of ['en', 'zh-CN'] as const) {
      const terminals = stills[id]?.[locale].terminals ?? [];
      expect(terminals).toHaveLength(1);
      const [terminal] = terminals;
      expect(terminal?.prompt?.prompt).toMatch(/^\[root@\w+ \S+\]# $/);
      expect(terminal?.printed.endsWith(terminal.prompt?.prompt ?? '?')).toBe(true);
    }
  });
});

describe('before the machine is there', () => {
  test('its prompt stands, and nothing is fetched until somebody types', () => {
    const { session, fetched, shown } = arriving();
    expect(session.arrived).toBe(false);
    expect(session.prompt(0)?.prompt).toBe('[root@yy1 ~]# ');
    expect(shown()).toBe('[root@yy1 ~]# ');
    expect(session.terminals).toEqual([{ id: 0, kind: 'host', label: 'yy1' }]);
    expect(session.overlays()).toEqual([]);
    expect(() => session.peek()).toThrow(/before the machine/);
    expect(fetched()).toBe(0);
  });

  test('what is typed is kept in its order, and answered once', async () => {
    const { session, shown, arrive, fetched } = arriving();
    session.resize(0, 30, 100);
    session.input(0, 'echo one\r');
    expect(session.prompt(0)).toBeUndefined();
    session.input(0, 'echo two $COLUMNS\r');
    await arrive();
    await settled();
    expect(shown().replaceAll('\r', '')).toBe(
      '[root@yy1 ~]# echo one\none\n[root@yy1 ~]# echo two $COLUMNS\ntwo 100\n[root@yy1 ~]# ',
    );
    expect(session.arrived).toBe(true);
    expect(session.commands.map(({ text }) => text)).toEqual(['echo one', 'echo two $COLUMNS']);
    expect(fetched()).toBe(1);
  });

  test('a terminal opened early has the number that the machine gives it', async () => {
    const { session, arrive } = arriving();
    expect(session.openTerminal(24, 80)).toBe(1);
    expect(session.terminals.map(({ id }) => id)).toEqual([0, 1]);
    session.input(1, 'tty\r');
    await arrive();
    await settled();
    expect(session.terminals.map(({ id }) => id)).toEqual([0, 1]);
    session.closeTerminal(1);
    expect(session.terminals.map(({ id }) => id)).toEqual([0]);
  });

  test('a machine that cannot be fetched is told, tried again at the next key, and no key is lost', async () => {
    const { session, shown } = arriving(1);
    session.input(0, 'echo one\r');
    await settled();
    expect(session.save).toEqual({ state: 'failed', reason: 'offline' });
    session.input(0, 'echo two\r');
    await settled();
    await settled();
    expect(session.commands.map(({ text }) => text)).toEqual(['echo one', 'echo two']);
    expect(shown()).toContain('two\r\n[root@yy1 ~]# ');
  });

  test('a machine that comes after the session was left is not kept', async () => {
    const { session, arrive } = arriving();
    session.close();
    await arrive();
    expect(session.arrived).toBe(false);
  });
});
