// Completion of docker's words, on a machine whose daemon has an image and two containers.
import { expect, it } from 'vitest';
import { image as busybox } from '../../src/docker/registry/busybox.ts';
import { findScene } from '../../src/session/catalog-of-scenes.ts';
import { createWorld } from '../../src/session/world.ts';

it('offers verbs, options, and the names that a verb is for', () => {
  const world = createWorld(findScene('article'), 'en', new Map([['image-busybox', busybox]]));
  const { machine, environ } = world;
  const commands =
    'exec >/dev/null 2>&1; docker run -d --name up busybox sleep 100; docker create --name made busybox true';
  const pid = machine.spawn({ path: '/bin/bash', argv: ['bash', '-c', commands], environ });
  for (let i = 0; i < 10_000 && machine.process(pid) !== undefined; i++) {
    const state = machine.run();
    if (state.state === 'sleeping') machine.advance(state.until - machine.now());
  }
  const offered = (line: string): readonly string[] => world.complete(0, line, line.length).candidates;
  expect(offered('docker un')).toEqual(['unpause']);
  expect(offered('docker volume i')).toEqual(['inspect']);
  expect(offered('docker logs --t')).toEqual(['--tail', '--timestamps']);
  expect(offered('docker stop ')).toContain('up');
  expect(offered('docker stop ')).not.toContain('made');
  expect(offered('docker start ')).toContain('made');
  expect(offered('docker rm u')).toEqual(['up']);
  expect(offered('docker rmi busy')).toEqual(['busybox', 'busybox:latest']);
});
