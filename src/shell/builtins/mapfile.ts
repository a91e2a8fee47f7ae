// `mapfile` and `readarray`: lines into an array.
import { decodeBytes } from '../../abi/bytes.ts';
import { strerror } from '../../abi/errno.ts';
import { read as readBytes } from '../../kernel/blocking.ts';
import { assignElement, requireWritable } from '../expand/values.ts';
import { complain, isName, lacksArgument, parseOptions, wrongOption, type Builtin } from './builtin.ts';
import { singleQuoted } from '../expand/quote.ts';

const counts = [
  ['n', 'line count'],
  ['O', 'array origin'],
  ['s', 'line count'],
  ['c', 'callback quantum'],
] as const;

export const mapfile: Builtin = {
  name: 'mapfile',
  synopsis: '[-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]',
  summary: 'Reads lines into an array.',
  *run(shell, { args }) {
    const options = parseOptions(args, 'd:n:O:s:tu:C:c:');
    if (options.wrong !== undefined) return yield* wrongOption(shell, mapfile, options.wrong);
    if (options.missing !== undefined) return yield* lacksArgument(shell, mapfile, options.missing);
    const { flags, values, operands } = options;
    const name = operands[0] ?? 'MAPFILE';
    if (!isName(name)) return yield* complain(shell, 'mapfile', `\`${name}': not a valid identifier`);
    const fd = Number(values.get('u') ?? 0);
    if (values.has('u') && !(/^\d+$/.test(values.get('u') ?? '') && shell.sys.fstat(fd).err === undefined)) {
      const text = values.get('u') ?? '';
      const words = /^\d+$/.test(text) ? `: ${strerror('EBADF')}` : ' specification';
      return yield* complain(shell, 'mapfile', `${text}: invalid file descriptor${words}`);
    }
    for (const [letter, what] of counts) {
      const text = values.get(letter);
      if (text !== undefined && !/^\s*[+-]?\d+\s*$/.test(text))
        return yield* complain(shell, 'mapfile', `${text}: invalid ${what}`);
    }
    const delimiter = (values.get('d') ?? '\n').slice(0, 1) || '\0';
    const chunks: string[] = [];
    const bytes: number[] = [];
    for (;;) {
      const result = yield* readBytes(shell.process, fd, 65536);
      if (result.err === 'EINTR') continue;
      if (result.err !== undefined || result.ok.length === 0) break;
      for (const byte of result.ok) bytes.push(byte);
    }
    const text = decodeBytes(Uint8Array.from(bytes));
    for (let at = 0; at < text.length;) {
      const end = text.indexOf(delimiter, at);
      chunks.push(end < 0 ? text.slice(at) : text.slice(at, end + 1));
      at = end < 0 ? text.length : end + 1;
    }
    const skip = Number(values.get('s') ?? 0);
    const count = Number(values.get('n') ?? 0);
    const origin = values.get('O');
    const lines = chunks.slice(skip, count > 0 ? skip + count : undefined);
    const variable = shell.variables.writable(name);
    requireWritable(name, variable);
    if (variable.associative !== undefined) return yield* complain(shell, 'mapfile', `${name}: not an indexed array`);
    if (origin === undefined) {
      variable.value = undefined;
      variable.indexed = new Map();
    }
    const quantum = Number(values.get('c') ?? 5000);
    const callback = values.get('C');
    for (const [index, line] of lines.entries()) {
      const value = (flags.has('t') && line.endsWith(delimiter) ? line.slice(0, -1) : line).replace(/\0/g, '');
      const at = index + Number(origin ?? 0);
      if (callback !== undefined && (index + 1) % quantum === 0) {
        yield* shell.interpreter.runText(shell, `${callback} ${String(at)} ${singleQuoted(value)}`, shell.line, 'eval');
      }
      assignElement(shell, name, String(at), value);
    }
    return 0;
  },
};

export const readarray: Builtin = { ...mapfile, name: 'readarray' };
