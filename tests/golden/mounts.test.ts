// What mount(2) of an overlay answers, what it writes to the kernel's log and what /proc/mounts then shows, as Linux 6.18 was recorded
// doing (scripts/record-mounts.mjs): options one by one and in pairs, layers that are in each other's way, what a mount leaves for the next.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createSyscallServer } from '../../src/session/syscall-server.ts';

interface Request {
  readonly call: string;
  readonly args: Readonly<Record<string, unknown>>;
}
interface Told {
  readonly ok?: unknown;
  readonly err?: string;
}
interface Case {
  readonly name: string;
  readonly setup: readonly Request[];
  readonly ops: readonly { readonly request: Request; readonly answer: Told; readonly log?: readonly string[] }[];
}

const cases = JSON.parse(readFileSync(new URL('mounts/mounts.json', import.meta.url), 'utf8')) as Case[];

/** Inode numbers are each kernel's own. */
function comparable(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.replace(/ino=\d+/, 'ino=N'));
}

function play({ setup, ops }: Case): void {
  const server = createSyscallServer({ steps: false, reads: false });
  const logLines = (): string[] => server.log().split('\n').map((line) => line.replace(/^\[ *[\d.]+\] /, ''));
  let id = 0;
  const ask = ({ call, args }: Request): Told => {
    const { ok, err } = JSON.parse(server.answer(JSON.stringify({ id: id++, call, args }))) as Told;
    return err === undefined ? { ok } : { err };
  };
  for (const request of setup) expect(ask(request).err).toBeUndefined();
  for (const { request, answer, log = [] } of ops) {
    const before = logLines().length - 1;
    const given = ask(request);
    const lines = logLines().slice(before);
    const told = { request, answer: given, log: comparable(lines.filter((line) => line.startsWith('overlay'))) };
    expect(told).toEqual({ request, answer, log: comparable(log) });
  }
}

describe('mount(2) of an overlay', () => {
  it.each(cases.map((item) => [item.name, item] as const))('%s', (_name, item) => {
    play(item);
  });
});
