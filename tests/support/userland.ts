// The few tools that recorded bash scripts use, each only as far as they use it: for tests of the shell without the commands.
import { decodeBytes, encodeBytes } from '../../src/abi/bytes.ts';
import { O_CREAT, O_WRONLY } from '../../src/abi/flags.ts';
import { nanosleep, read, write } from '../../src/kernel/blocking.ts';
import type { Process, Program, Wait, Woken } from '../../src/kernel/program.ts';

function* readAll(process: Process, fd: number): Generator<Wait, string, Woken> {
  let text = '';
  for (;;) {
    const result = yield* read(process, fd, 65536);
    if (result.err !== undefined || result.ok.length === 0) return text;
    text += decodeBytes(result.ok);
  }
}

/** A filter from standard input to standard output. */
function filter(change: (text: string, args: readonly string[]) => string): Program {
  return function* (process) {
    const text = yield* readAll(process, 0);
    yield* write(process, 1, encodeBytes(change(text, process.argv.slice(1))));
    return 0;
  };
}

function each(act: (process: Process, operand: string) => void): Program {
  return function* (process) {
    for (const operand of process.argv.slice(1)) if (!operand.startsWith('-')) act(process, operand);
    return 0;
  };
}

const lines = (text: string): string[] => text.split('\n').slice(0, text.endsWith('\n') ? -1 : undefined);
const joined = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

export const userland: ReadonlyMap<string, Program> = new Map<string, Program>([
  [
    'cat',
    function* (process) {
      const files = process.argv.slice(1);
      let status = 0;
      for (const file of files.length === 0 ? ['-'] : files) {
        const opened = file === '-' ? { ok: 0, err: undefined } : process.sys.open(file, 0);
        if (opened.err !== undefined) {
          status = 1;
          continue;
        }
        for (;;) {
          const result = yield* read(process, opened.ok, 65536);
          if (result.err !== undefined || result.ok.length === 0) break;
          yield* write(process, 1, result.ok);
        }
      }
      return status;
    },
  ],
  [
    'head',
    function* (process) {
      let left = Number(process.argv[1]?.slice(1) ?? 10);
      while (left > 0) {
        const result = yield* read(process, 0, 1);
        if (result.err !== undefined || result.ok.length === 0) break;
        yield* write(process, 1, result.ok);
        if (result.ok[0] === 10) left--;
      }
      return 0;
    },
  ],
  ['sort', filter((text) => joined(lines(text).sort()))],
  ['wc', filter((text) => `${String(encodeBytes(text).length)}\n`)],
  ['tr', filter((text) => text.toUpperCase())],
  [
    'grep',
    filter((text, args) => {
      const pattern = new RegExp(args[args.length - 1] ?? '');
      return joined(lines(text).filter((line) => pattern.test(line)));
    }),
  ],
  [
    'echo',
    function* (process) {
      yield* write(process, 1, encodeBytes(`${process.argv.slice(1).join(' ')}\n`));
      return 0;
    },
  ],
  [
    'sleep',
    function* (process) {
      yield* nanosleep(process, BigInt(Math.round(Number(process.argv[1]) * 1e9)));
      return 0;
    },
  ],
  [
    'touch',
    each((process, file) => {
      const date = process.argv.indexOf('-d');
      if (date >= 0 && process.argv[date + 1] === file) return;
      const opened = process.sys.open(file, O_WRONLY | O_CREAT, 0o666);
      if (opened.err === undefined) process.sys.close(opened.ok);
      const time = date >= 0 ? 1_577_836_800_000_000_000n : process.sys.clockGettime();
      process.sys.utimensat(file, time, time);
    }),
  ],
  [
    'mkdir',
    each((process, directory) => {
      const parts = directory.split('/');
      parts.forEach((_, index) => process.sys.mkdir(parts.slice(0, index + 1).join('/') || '/', 0o777));
    }),
  ],
  [
    'ln',

    function* (process) {
      process.sys.symlink(process.argv[2] ?? '', process.argv[3] ?? '');
      return 0;
    },
  ],
  ['chmod', each((process, file) => process.sys.chmod(file, 0o755))],

  [
    'true',
    function* () {
      return 0;
    },
  ],
]);
