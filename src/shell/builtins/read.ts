// `read`: a line, split by IFS into variables.
import { decodeBytes } from '../../abi/bytes.ts';
import { strerror } from '../../abi/errno.ts';
import type { Wait, Woken } from '../../kernel/program.ts';
import { assign, assignArray } from '../expand/values.ts';
import { ifsOf } from '../expand/expand.ts';
import { runPendingTraps } from '../run/traps.ts';
import { ShellError, type Shell } from '../shell.ts';
import { complain, parseOptions, wrongOption, type Builtin } from './builtin.ts';
import { assignElement } from '../expand/values.ts';

export const read: Builtin = {
  name: 'read',
  synopsis:
    '[-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]',
  summary: 'Reads a line of standard input and splits it into variables.',
  *run(shell, { args }) {
    const options = parseOptions(args, 'ersa:d:i:n:N:p:t:u:');
    if (options.wrong !== undefined) return yield* wrongOption(shell, read, options.wrong);
    if (options.missing !== undefined) {
      yield* shell.error(`read: ${options.missing}: option requires an argument`);
      yield* shell.printError(`read: usage: read ${read.synopsis}\n`);
      return 2;
    }
    const { flags, values, operands } = options;
    for (const name of operands) {
      if (!/^[A-Za-z_]\w*(\[.+\])?$/s.test(name))
        return yield* complain(shell, 'read', `\`${name}': not a valid identifier`);
    }
    const fd = Number(values.get('u') ?? 0);
    const exactly = values.get('N');
    const limit = exactly ?? values.get('n');
    if (limit !== undefined && !/^\d+$/.test(limit)) return yield* complain(shell, 'read', `${limit}: invalid number`);
    const timeout = values.get('t');
    if (timeout !== undefined && !/^\d*\.?\d*$/.test(timeout)) {
      return yield* complain(shell, 'read', `${timeout}: invalid timeout specification`);
    }
    if (values.has('u') && shell.sys.fstat(fd).err !== undefined) {
      return yield* complain(shell, 'read', `${String(fd)}: invalid file descriptor: ${strerror('EBADF')}`);
    }
    const tty = shell.sys.isatty(fd);
    const prompt = values.get('p');
    if (prompt !== undefined && tty) yield* shell.printError(prompt);
    const silent = flags.has('s') && tty;
    const raw = tty && (limit !== undefined || values.has('d'));
    const saved = silent || raw ? shell.sys.tcgetattr(fd) : undefined;
    if (saved?.err === undefined && saved !== undefined)
      shell.sys.tcsetattr(fd, { ...(silent ? { echo: false } : {}), ...(raw ? { icanon: false } : {}) });
    const taken = yield* readInput(shell, fd, {
      raw: flags.has('r'),
      delimiter: exactly !== undefined ? undefined : (values.get('d') ?? '\n').slice(0, 1) || '\0',
      limit: limit === undefined ? undefined : Number(limit),
      until: timeout === undefined ? undefined : shell.sys.clockGettime() + BigInt(Math.round(Number(timeout) * 1e9)),
    });
    if (saved?.err === undefined && saved !== undefined) shell.sys.tcsetattr(fd, saved.ok);
    if (taken.error !== undefined) {
      return yield* complain(shell, 'read', `read error: ${String(fd)}: ${strerror(taken.error)}`);
    }
    try {
      store(shell, taken.chars, operands, values.get('a'), exactly !== undefined);
    } catch (error) {
      if (!(error instanceof ShellError)) throw error;
      yield* shell.error(error.message);
      return 1;
    }
    return taken.status;
  },
};

interface Char {
  readonly text: string;
  /** After a backslash: no IFS character any more. */
  readonly escaped: boolean;
}

interface Taken {
  readonly chars: readonly Char[];
  readonly status: number;
  readonly error?: Parameters<typeof strerror>[0];
}

/** Bytes one at a time where the descriptor cannot be sought, so that what follows is left to the next reader. */
function* readInput(
  shell: Shell,
  fd: number,
  how: {
    readonly raw: boolean;
    readonly delimiter: string | undefined;
    readonly limit: number | undefined;
    readonly until: bigint | undefined;
  },
): Generator<Wait, Taken, Woken> {
  const { sys } = shell;
  const seekable = sys.lseek(fd, 0, 'SEEK_CUR').err === undefined && !sys.isatty(fd);
  const chars: Char[] = [];
  let pending: number[] = [];
  let escaping = false;
  let buffer = new Uint8Array(0);
  let position = 0;
  const giveBack = (): void => {
    if (seekable && position < buffer.length) sys.lseek(fd, position - buffer.length, 'SEEK_CUR');
  };
  if (how.until !== undefined && how.until <= sys.clockGettime()) {
    // `-t 0`: is there something to read?
    const probe = sys.read(fd, 0);
    return { chars, status: probe.err === undefined ? 0 : 1 };
  }
  while (how.limit === undefined || chars.length < how.limit) {
    if (position >= buffer.length) {
      const result = sys.read(fd, seekable ? 4096 : 1);
      if (result.err === 'EAGAIN') {
        const woken: Woken = how.until === undefined ? yield { wait: 'readable', fd } : yield { wait: 'turn' };
        if (woken === 'interrupted') {
          if (shell.pending.length > 0) yield* runPendingTraps(shell);
          if (shell.unwinding !== undefined) return { chars: [], status: shell.status };
        }
        if (how.until !== undefined && sys.clockGettime() >= how.until) return { chars, status: 142 };
        continue;
      }
      if (result.err !== undefined) return { chars, status: 1, error: result.err };
      if (result.ok.length === 0) return { chars, status: 1 };
      buffer = new Uint8Array(result.ok);
      position = 0;
    }
    const byte = buffer[position++] ?? 0;
    if (pending.length > 0 || byte >= 0x80) {
      pending.push(byte);
      const text = decodeBytes(Uint8Array.from(pending));
      if (/^[\udc80-\udcff]/.test(text) && pending.length < 4 && /^[\udc80-\udcff]+$/.test(text)) {
        const first = pending[0] ?? 0;
        const wanted = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
        if (pending.length < wanted) continue;
      }
      chars.push({ text, escaped: escaping });
      pending = [];
      escaping = false;
      continue;
    }
    const text = String.fromCharCode(byte);
    if (escaping) {
      escaping = false;
      if (text !== '\n') chars.push({ text, escaped: true });
      continue;
    }
    if (text === '\\' && !how.raw) {
      escaping = true;
      continue;
    }
    if (text === how.delimiter) {
      giveBack();
      return { chars, status: 0 };
    }
    if (byte !== 0) chars.push({ text, escaped: false });
  }
  giveBack();
  return { chars, status: 0 };
}

function store(
  shell: Shell,
  chars: readonly Char[],
  names: readonly string[],
  array: string | undefined,
  whole: boolean,
): void {
  const text = (from: number, to: number): string =>
    chars
      .slice(from, to)
      .map((char) => char.text)
      .join('');
  if (array !== undefined) {
    const fields = split(shell, chars, Infinity).map(([from, to]) => text(from, to));
    const variable = shell.variables.writable(array);
    assignArray(
      shell,
      array,
      variable,
      fields.map((field) => [undefined, field, false] as const),
      false,
    );
    return;
  }
  if (names.length === 0) {
    assign(shell, 'REPLY', text(0, chars.length));
    return;
  }
  if (whole) {
    names.forEach((name, index) => {
      put(shell, name, index === 0 ? text(0, chars.length) : '');
    });
    return;
  }
  const fields = split(shell, chars, names.length);
  names.forEach((name, index) => {
    const field = fields[index];
    put(shell, name, field === undefined ? '' : text(field[0], field[1]));
  });
}

function put(shell: Shell, name: string, value: string): void {
  const found = /^([A-Za-z_]\w*)\[([\s\S]+)\]$/.exec(name);
  if (found === null) assign(shell, name, value);
  else assignElement(shell, found[1] ?? '', found[2] ?? '', value);
}

/** Fields by IFS, at most `count`: the last takes the rest, less the blanks at its end. */
function split(shell: Shell, chars: readonly Char[], count: number): (readonly [from: number, to: number])[] {
  const ifs = ifsOf(shell);
  const isIfs = (at: number): boolean => {
    const char = chars[at];
    return char !== undefined && !char.escaped && ifs.includes(char.text);
  };
  const isBlank = (at: number): boolean => isIfs(at) && /[ \t\n]/.test(chars[at]?.text ?? '');
  const fields: (readonly [number, number])[] = [];
  let at = 0;
  while (isBlank(at)) at++;
  while (at < chars.length) {
    if (fields.length === count - 1) {
      let end = chars.length;
      while (end > at && isBlank(end - 1)) end--;
      // one delimiter after the last field is dropped, where nothing else follows
      let stop = at;
      while (stop < end && !isIfs(stop)) stop++;
      let after = stop;
      while (isBlank(after)) after++;
      if (after < end && isIfs(after) && !isBlank(after)) after++;
      while (isBlank(after)) after++;
      fields.push([at, after >= end && stop < end ? stop : end]);
      return fields;
    }
    const from = at;
    while (at < chars.length && !isIfs(at)) at++;
    fields.push([from, at]);
    while (isBlank(at)) at++;
    if (at < chars.length && isIfs(at)) {
      at++;
      while (isBlank(at)) at++;
    }
  }
  return fields;
}
