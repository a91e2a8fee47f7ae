// Laws of a machine as a whole: same inputs, same log, however its running is sliced; a machine made anew from a checkpoint goes on as
// the one it was taken of.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBytes, encodeBytes } from '../../src/abi/bytes.ts';
import { executableImage } from '../../src/abi/executable.ts';
import { nanosleep, read, waitpid, write } from '../../src/kernel/blocking.ts';
import { createMachine } from '../../src/kernel/boot.ts';
import type { KernelEvent } from '../../src/kernel/events.ts';
import type { Machine, Root } from '../../src/kernel/machine.ts';
import type { Process, Program, Running } from '../../src/kernel/program.ts';
import { overlayType } from '../../src/overlay/index.ts';
import { minimalOptions } from '../support/machine.ts';

/** One command of the shell below, and what it does. */
const commands = [
  'touch',
  'append',
  'rm',
  'mkdir',
  'ls',
  'random',
  'pipe',
  'sleep',
  'spin',
  'mount',
  'fifo',
  'cd',
  'overlay',
] as const;

/** A shell of a few words: at its prompt it is a number of lines read, and nothing else. */
const shell: Program = function* (process, rest) {
  const { sys } = process;
  let lines = rest === undefined ? 0 : (rest as { lines: number }).lines;
  for (;;) {
    process.rest = { lines };
    yield { wait: 'line', fd: 0, prompt: `${String(lines)}$ `, continuation: false };
    const line = yield* read(process, 0, 4096);
    process.rest = undefined;
    if (line.err !== undefined || line.ok.length === 0) return 0;
    lines += 1;
    const [word = '', name = 'x'] = decodeBytes(line.ok).trim().split(' ');
    const child = sys.fork((own) => command(own, word, name));
    if (word === 'cd') sys.chdir(name);
    if (child.err === undefined) yield* waitpid(process, child.ok);
  }
};

function* command(process: Process, word: string, name: string): Running {
  const { sys } = process;
  switch (word) {
    case 'touch':
    case 'append': {
      const fd = sys.open(name, 0o2101, 0o644);
      if (fd.err === undefined && word === 'append') yield* write(process, fd.ok, encodeBytes(`${name}\n`.repeat(500)));
      return 0;
    }
    case 'rm':
      sys.unlink(name);
      sys.rmdir(name);
      return 0;
    case 'mkdir':
      sys.mkdir(name, 0o755);
      return 0;
    case 'ls': {
      const fd = sys.open('.', 0);
      const names = fd.err === undefined ? sys.getdents(fd.ok) : fd;
      const text = (names.ok ?? []).map(
        (entry) => `${entry.name} ${String(entry.ino)} ${String(sys.lstat(entry.name).ok?.ctimeNs)}\n`,
      );
      yield* write(process, 1, encodeBytes(text.join('')));
      return 0;
    }
    case 'random':
      yield* write(process, 1, encodeBytes(`${sys.getrandom(4).join(' ')}\n`));
      return 0;
    case 'pipe': {
      const ends = sys.pipe();
      if (ends.err !== undefined) return 1;
      const [from, to] = ends.ok;
      sys.fork(function* (writer) {
        writer.sys.close(from);
        yield* write(writer, to, new Uint8Array(100_000).fill(97));
        return 0;
      });
      sys.close(to);
      let count = 0;
      for (;;) {
        const piece = yield* read(process, from, 30_000);
        if (piece.err !== undefined || piece.ok.length === 0) break;
        count += piece.ok.length;
      }
      yield* write(process, 1, encodeBytes(`${String(count)} ${String(sys.clockGettime())}\n`));
      return 0;
    }
    case 'sleep':
      yield* nanosleep(process, 1_000_000n);
      return 0;
    case 'spin':
      for (let i = 0; i < 20; i++) yield { wait: 'turn' };
      return 0;
    case 'mount':
      sys.mkdir('/mnt', 0o755);
      if (sys.umount('/mnt').err !== undefined) sys.mount('t', '/mnt', 'tmpfs', 0, 'size=1m');
      return 0;
    case 'overlay':
      for (const directory of ['/l', '/u', '/w', '/m']) sys.mkdir(directory, 0o755);
      sys.close(sys.open('/l/a', 0o101, 0o644).ok ?? -1);
      if (sys.umount('/m').err !== undefined) sys.mount('o', '/m', 'overlay', 0, 'lowerdir=/l,upperdir=/u,workdir=/w');
      return 0;
    case 'fifo':
      sys.mknod(name, 0o010644, [0, 0]);
      return 0;
    default:
      return 0;
  }
}

class World {
  readonly machine: Machine;
  log: string[] = [];

  constructor() {
    const tell = (event: KernelEvent): void => {
      this.log.push(JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)));
    };
    this.machine = createMachine({
      ...minimalOptions,
      programs: new Map([['shell', shell]]),
      fileSystems: [overlayType],
      events: { begin: () => this.log.push('begin'), end: tell, emit: tell },
      output: (terminal, bytes) => this.log.push(`${String(terminal)}> ${decodeBytes(bytes)}`),
    });
  }

  boot(): this {
    const { sys } = this.machine.bareProcess();
    const fd = sys.open('/shell', 0o101, 0o755).ok ?? -1;
    sys.write(fd, executableImage('shell'));
    sys.close(fd);
    for (const terminal of [0, 1]) {
      this.machine.openTerminal({ rows: 24, columns: 80 });
      this.machine.spawn({ path: '/shell', argv: ['shell'], environ: [], terminal });
    }
    this.settle(undefined);
    return this.play([[0, 'overlay x\r']], undefined);
  }

  play(lines: readonly (readonly [number, string])[], steps: number | undefined): this {
    for (const [terminal, line] of lines) {
      this.machine.input(terminal, encodeBytes(line));
      this.settle(steps);
    }
    return this;
  }

  settle(steps: number | undefined): void {
    for (;;) {
      const state = this.machine.run(steps === undefined ? {} : { steps });
      if (state.state === 'sleeping') this.machine.advance(state.until - this.machine.now());
      else if (state.state === 'idle') return;
    }
  }

  get story(): string {
    return `${this.log.join('\n')}\n${String(this.machine.now())} ${this.machine.pids().join(' ')}`;
  }
}

const line = fc
  .tuple(
    fc.constantFrom(...commands),
    fc.constantFrom('a', 'b', 'c', '/a', '/mnt/a', '/m/a', '/m/a', '/m/b', '/m', 'a/b', '..'),
  )
  .map(([word, name]) => `${word} ${name}\r`);
const inputs = fc.array(
  fc.tuple(
    fc.constantFrom(0, 1),
    fc.oneof({ weight: 12, arbitrary: line }, { weight: 1, arbitrary: fc.constant('\x03') }),
  ),
  {
    maxLength: 14,
  },
);

describe('a machine', () => {
  test('tells the same log for the same inputs, however its running is sliced', () => {
    fc.assert(
      fc.property(inputs, fc.integer({ min: 1, max: 9 }), (lines, steps) => {
        const whole = new World().boot().play(lines, undefined).story;
        expect(new World().boot().play(lines, steps).story).toBe(whole);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test('made anew from a checkpoint answers as the one it was taken of', () => {
    fc.assert(
      fc.property(inputs, inputs, (before, after) => {
        const first = new World().boot().play(before, undefined);
        expect(first.machine.atRest()).toBe(true);
        const root = first.machine.checkpoint();
        expect(isPlain(root)).toBe(true);
        first.log = [];
        first.play(after, undefined);
        for (const second of [new World(), new World().boot().play(after, undefined), first]) {
          second.log = second === first ? second.log : [];
          const told = first.story;
          second.log = [];
          second.machine.restore(root);
          expect(second.log).toEqual([]);
          expect(second.machine.atRest()).toBe(true);
          second.play(after, undefined);
          expect(second.story).toBe(told);
        }
      }),
      { numRuns: 40, seed: 2 },
    );
  });

  test('is not changed by what happens after its checkpoint was taken', () => {
    const world = new World().boot();
    const root = world.machine.checkpoint();
    const before = text(root);
    world.play(
      [
        [0, 'append a\r'],
        [0, 'mkdir b\r'],
        [1, 'mount a\r'],
        [1, 'random x\r'],
      ],
      undefined,
    );
    expect(text(root)).toBe(before);
  });

  test('is left as it is by a look from outside', () => {
    const world = new World().boot().play(
      [
        [0, 'append a\r'],
        [0, 'mkdir b\r'],
      ],
      undefined,
    );
    world.machine.bareProcess().sys.symlink('b', '/link');
    world.machine.advance(90_000_000_000_000n);
    const before = text(world.machine.checkpoint());
    const peek = world.machine.peek(2);
    const fd = peek.open('/a', 0).ok ?? -1;
    peek.read(fd, 10);
    peek.close(fd);
    const directory = peek.open('/', 0).ok ?? -1;
    peek.getdents(directory);
    peek.close(directory);
    peek.stat('/link');
    peek.readlink('/link');
    peek.readlink('/proc/self');
    expect(text(world.machine.checkpoint())).toBe(before);
  });
});

function isPlain(value: unknown, seen = new Set<unknown>()): boolean {
  if (typeof value === 'function' || typeof value === 'symbol') return false;
  if (typeof value !== 'object' || value === null || seen.has(value)) return true;
  seen.add(value);
  if (ArrayBuffer.isView(value)) return true;
  if (value instanceof Map || value instanceof Set) return [...value].every((one) => isPlain(one, seen));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null) return false;
  return Object.values(value).every((one) => isPlain(one, seen));
}

function text(root: Root): string {
  return JSON.stringify(root, (key, value: unknown) => {
    // Which generation of checkpoints a record belongs to is the disk's bookkeeping, not its content.
    if (key === 'epoch') return 0;
    if (typeof value === 'bigint') return String(value);
    if (value instanceof Map || value instanceof Set) return [...(value as Iterable<unknown>)];
    return value;
  });
}
