// Tables of system calls and what Linux 6.18 answered them on an empty ext4 (tests/golden/kernel/README.md).
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Answers, type GoldenRequest } from '../../scripts/kernel-diff/compare.mjs';
import { createSyscallServer } from '../../src/session/syscall-server.ts';

type Answer = Readonly<{ ok?: unknown; err?: string }>;
interface Row {
  readonly name: string;
  /** Block counts and directories' sizes are compared, too. */
  readonly blocks?: boolean;
  /** Whether a file was read is compared, too. */
  readonly atime?: boolean;
  readonly requests: readonly (GoldenRequest & Answer)[];
}

const directory = new URL('kernel/', import.meta.url);
const tables = readdirSync(directory).filter((name) => name.endsWith('.json'));

describe.each(tables)('%s', (table) => {
  const rows = JSON.parse(readFileSync(new URL(table, directory), 'utf8')) as Row[];
  it.each(rows.map((row) => [row.name, row] as const))('%s', (_name, { requests, blocks = false, atime = false }) => {
    const server = createSyscallServer({ steps: false, reads: false });
    const answers = new Answers({ blocks, atime });
    requests.forEach(({ ok, err, ...request }, i) => {
      const sent = { ...request, id: i, args: answers.resolve(request.args) };
      const answer = JSON.parse(server.answer(JSON.stringify(sent))) as Answer;
      const wanted = err === undefined ? { ok } : { err };
      const place = `${String(i)} ${request.call} ${JSON.stringify(request.args)}`;
      expect([place, JSON.parse(JSON.stringify(answers.comparable(request, i, answer)))]).toEqual([place, wanted]);
    });
  });
});
