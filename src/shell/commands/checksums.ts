// md5sum, sha1sum … b2sum, cksum and sum: digests of files, and the check of a list of them.
import { decodeBytes, encodeBytes } from '../../abi/bytes.ts';
import type { Command } from '../command.ts';
import { chosenWord } from '../coreutils/argument.ts';
import { argumentText, byteText, textBytes } from '../coreutils/byte-text.ts';
import { createChecksum, type Checksum } from '../coreutils/checksum.ts';
import { createDigest, hexText, type DigestName } from '../coreutils/digest.ts';
import { openLines } from '../coreutils/line-reader.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';
import { Input } from '../../kernel/stdio.ts';

interface Algorithm {
  readonly name: string;
  readonly digest: DigestName;
  /** As the line of `--tag` says it. */
  readonly tag: string;
  readonly bits: number;
}

const algorithms: readonly Algorithm[] = [
  { name: 'md5sum', digest: 'md5', tag: 'MD5', bits: 128 },
  { name: 'sha1sum', digest: 'sha1', tag: 'SHA1', bits: 160 },
  { name: 'sha224sum', digest: 'sha224', tag: 'SHA224', bits: 224 },
  { name: 'sha256sum', digest: 'sha256', tag: 'SHA256', bits: 256 },
  { name: 'sha384sum', digest: 'sha384', tag: 'SHA384', bits: 384 },
  { name: 'sha512sum', digest: 'sha512', tag: 'SHA512', bits: 512 },
  { name: 'b2sum', digest: 'blake2b', tag: 'BLAKE2b', bits: 512 },
];

const checkOptions = [
  ',ignore-missing|FILEs that are not there do not count (with -c)',
  ',quiet|no OK lines (with -c)',
  ',status|no lines at all: only the exit status (with -c)',
  ',strict|lines of a wrong form make it fail (with -c)',
  'w,warn|say which lines have a wrong form (with -c)',
];

export const digestCommands: readonly Command[] = algorithms.map((algorithm) =>
  defineTool({
    name: algorithm.name,
    synopsis: '[OPTION]... [FILE]...',
    summary: `Prints or checks ${algorithm.tag} digests (${String(algorithm.bits)} bits).`,
    options: [
      'b,binary|a star before the name',
      'c,check|read digests from the FILEs and check them',
      ...(algorithm.digest === 'blake2b' ? ['l,length=BITS|bits of the digest'] : []),
      ',tag|in the form of BSD',
      't,text|a blank before the name',
      'z,zero|NUL after each, and names as they are',
      ...checkOptions,
    ],
    *run(tool) {
      const bits = lengthOf(tool, algorithm);
      checkUsage(tool, tool.has('tag'));
      if (tool.has('check')) return yield* checkLists(tool, algorithm);
      for (const name of tool.operands.length === 0 ? ['-'] : tool.operands) {
        const digest = yield* digestOf(tool, name, algorithm, bits);
        if (digest === undefined) continue;
        tool.printBytes(digestLine(tool, name, digest, algorithm, bits, tool.has('tag')));
        yield* tool.settle();
      }
      return undefined;
    },
  }),
);

function lengthOf(tool: Tool, { digest, bits }: Algorithm): number {
  const text = digest === 'blake2b' ? tool.value('length') : undefined;
  if (text === undefined) return bits;
  if (!/^\s*\+?\d+$/.test(text)) return tool.die(`invalid length: ${tool.word(text)}`);
  const given = Number(text);
  if (given % 8 !== 0) {
    tool.warn(`invalid length: ${tool.word(text)}`);
    return tool.die('length is not a multiple of 8');
  }
  if (given > 512) {
    tool.warn(`invalid length: ${tool.word(text)}`);
    return tool.die(`maximum digest length for ${tool.word('BLAKE2b')} is 512 bits`);
  }
  return given === 0 ? 512 : given;
}

function checkUsage(tool: Tool, tagged: boolean): void {
  const checks = tool.has('check');
  if (tagged && checks) tool.usage('the --tag option is meaningless when verifying checksums');
  if (tool.has('zero') && checks) tool.usage('the --zero option is not supported when verifying checksums');
  if (tagged && tool.lastOf('binary', 'text') === 'text') tool.usage('--tag does not support --text mode');
  if (checks && tool.lastOf('binary', 'text') !== undefined)
    tool.usage('the --binary and --text options are meaningless when verifying checksums');
  if (checks) return;
  for (const [option, text] of [
    ['ignore-missing', 'ignore-missing'],
    ['status', 'status'],
    ['warn', 'warn'],
    ['quiet', 'quiet'],
    ['strict', 'strict'],
  ] as const) {
    if (tool.has(option)) tool.usage(`the --${text} option is meaningful only when verifying checksums`);
  }
}

/** The digest in hexadecimal, or undefined after the message. */
function* digestOf(tool: Tool, name: string, { digest }: Algorithm, bits: number): Steps<string | undefined> {
  const opened = name === '-' ? { ok: 0, err: undefined } : tool.sys.open(name, 0);
  if (opened.err !== undefined) {
    tool.failed(tool.file(name), opened.err);
    return undefined;
  }
  const input = new Input(tool.process, opened.ok);
  const sum = createDigest(digest, bits);
  for (;;) {
    const { ok, err } = yield* input.piece();
    if (err !== undefined) {
      tool.failed(tool.file(name), err);
      tool.close(input);
      return undefined;
    }
    if (ok.length === 0) break;
    sum.update(ok);
    if (ok.length >= 65536) yield { wait: 'turn' };
  }
  tool.close(input);
  return hexText(sum.finish());
}

function digestLine(
  tool: Tool,
  name: string,
  digest: string,
  { tag, bits: full }: Algorithm,
  bits: number,
  tagged: boolean,
): string {
  const bytes = argumentText(name);
  const zero = tool.has('zero');
  const escapes = !zero && /[\\\n\r]/.test(bytes);
  const shown = escapes ? bytes.replace(/[\\\n\r]/g, (char) => ({ '\\': '\\\\', '\n': '\\n' })[char] ?? '\\r') : bytes;
  const mark = escapes ? '\\' : '';
  const end = zero ? '\0' : '\n';
  if (tagged) {
    const size = tag === 'BLAKE2b' && bits < full ? `-${String(bits)}` : '';
    return `${mark}${tag}${size} (${shown}) = ${digest}${end}`;
  }
  return `${mark}${digest} ${tool.lastOf('binary', 'text') === 'binary' ? '*' : ' '}${shown}${end}`;
}

interface Entry {
  readonly name: string;
  readonly digest: string;
}

/** A line of a list: `DIGEST  NAME`, `DIGEST *NAME`, `TAG (NAME) = DIGEST`. */
function entryOf(line: string, { tag, bits, digest: kind }: Algorithm): Entry | undefined {
  const trimmed = line.replace(/^[ \t]+/, '');
  const escaped = trimmed.startsWith('\\');
  const text = escaped ? trimmed.slice(1) : trimmed;
  const tagged = /^(\w+?)(?:-(\d+))? ?\((.*)\) ?= ?([0-9a-fA-F]+)$/s.exec(text);
  let name: string;
  let digest: string;
  if (tagged !== null && tagged[1] === tag) {
    [, , , name = '', digest = ''] = tagged;
    const wanted = tagged[2] === undefined ? bits : Number(tagged[2]);
    if (digest.length * 4 !== wanted) return undefined;
  } else {
    const plain = /^([0-9a-fA-F]+) ([ *])(.+)$/s.exec(text) ?? /^([0-9a-fA-F]+)( )(.+)$/s.exec(text);
    if (plain === null) return undefined;
    [, digest = '', , name = ''] = plain;
    const size = digest.length * 4;
    if (kind === 'blake2b' ? size > 512 || size % 8 !== 0 : size !== bits) return undefined;
  }
  if (escaped) {
    if (/\\(?![\\nr])/.test(name.replace(/\\\\/g, ''))) return undefined;
    name = name.replace(/\\([\\nr])/g, (_, char: string) => ({ n: '\n', r: '\r' })[char] ?? '\\');
  }
  return { name, digest: digest.toLowerCase() };
}

function* checkLists(tool: Tool, algorithm: Algorithm): Steps<number> {
  let good = true;
  for (const list of tool.operands.length === 0 ? ['-'] : tool.operands) {
    if (!(yield* checkList(tool, list, algorithm))) good = false;
  }
  return good ? 0 : 1;
}

function* checkList(tool: Tool, list: string, algorithm: Algorithm): Steps<boolean> {
  const shownList = list === '-' ? 'standard input' : list;
  const reader = openLines(tool, list);
  if (reader === undefined) return false;
  const counts = { wrong: 0, mismatched: 0, unreadable: 0, proper: 0, matched: 0 };
  const quiet = tool.has('quiet') || tool.has('status');
  for (let number = 1; ; number++) {
    const line = yield* reader.line();
    if (line === undefined) break;
    if (line.startsWith('#') || line === '') continue;
    const entry = entryOf(line.replace(/\r$/, ''), algorithm);
    if (entry === undefined) {
      counts.wrong++;
      if (tool.has('warn'))
        tool.warn(`${tool.file(shownList)}: ${String(number)}: improperly formatted ${algorithm.tag} checksum line`);
      continue;
    }
    counts.proper++;
    const name = decodeBytes(textBytes(entry.name));
    const shown = shownName(entry.name);
    if (tool.has('ignore-missing') && tool.sys.stat(name).err === 'ENOENT') continue;
    const digest = yield* digestOf(tool, name, algorithm, entry.digest.length * 4);
    if (digest === undefined) {
      counts.unreadable++;
      if (!tool.has('status')) tool.printBytes(`${shown}: FAILED open or read\n`);
    } else if (digest !== entry.digest) {
      counts.mismatched++;
      if (!tool.has('status')) tool.printBytes(`${shown}: FAILED\n`);
    } else {
      counts.matched++;
      if (!quiet) tool.printBytes(`${shown}: OK\n`);
    }
    yield* tool.settle();
  }
  tool.close(reader.input);
  if (reader.failed !== undefined) return false;
  return verdict(tool, tool.file(shownList), counts);
}

function verdict(
  tool: Tool,
  list: string,
  counts: {
    readonly wrong: number;
    readonly mismatched: number;
    readonly unreadable: number;
    readonly proper: number;
    readonly matched: number;
  },
): boolean {
  const { wrong, mismatched, unreadable, proper, matched } = counts;
  if (proper === 0) {
    tool.error(`${list}: no properly formatted checksum lines found`);
    return false;
  }
  const say = (count: number, one: string, many: string): void => {
    if (count > 0) tool.warn(`WARNING: ${String(count)} ${count === 1 ? one : many}`);
  };
  if (!tool.has('status')) {
    say(wrong, 'line is improperly formatted', 'lines are improperly formatted');
    say(unreadable, 'listed file could not be read', 'listed files could not be read');
    say(mismatched, 'computed checksum did NOT match', 'computed checksums did NOT match');
    if (tool.has('ignore-missing') && matched === 0 && mismatched + unreadable === 0)
      tool.warn(`${list}: no file was verified`);
  }
  const none = tool.has('ignore-missing') && matched === 0;
  return mismatched === 0 && unreadable === 0 && !none && !(tool.has('strict') && wrong > 0);
}

function shownName(name: string): string {
  return /\n/.test(name) ? `\\${name.replace(/[\\\n]/g, (char) => (char === '\n' ? '\\n' : '\\\\'))}` : name;
}

/** cksum and sum: a number, the size, the name. */
function* plainSums(
  tool: Tool,
  kind: Checksum,
  line: (sum: number, size: number, name: string | undefined) => string,
): Steps<void> {
  for (const name of tool.operands.length === 0 ? [undefined] : tool.operands) {
    const opened = name === undefined || name === '-' ? { ok: 0, err: undefined } : tool.sys.open(name, 0);
    if (opened.err !== undefined) {
      tool.failed(tool.file(name ?? '-'), opened.err);
      continue;
    }
    const input = new Input(tool.process, opened.ok);
    const sum = createChecksum(kind);
    let size = 0;
    for (;;) {
      const { ok, err } = yield* input.piece();
      if (err !== undefined) {
        tool.failed(tool.file(name ?? '-'), err);
        size = -1;
      }
      if (ok === undefined || ok.length === 0) break;
      sum.update(ok);
      size += ok.length;
      if (ok.length >= 65536) yield { wait: 'turn' };
    }
    tool.close(input);
    if (size < 0) continue;
    tool.printBytes(line(sum.finish(), size, name === undefined ? undefined : byteText(encodeBytes(name))));
    yield* tool.settle();
  }
}

const named = (name: string | undefined): string => (name === undefined ? '' : ` ${name}`);

export const sum = defineTool({
  name: 'sum',
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Prints a checksum and the number of blocks of each FILE.',
  options: ['r|as BSD: blocks of 1 KiB', 's,sysv|as System V: blocks of 512 bytes'],
  *run(tool) {
    const sysv = tool.lastOf('r', 'sysv') === 'sysv';
    yield* plainSums(tool, sysv ? 'sysv' : 'bsd', sysv ? sysvLine : bsdLine);
    return undefined;
  },
});

function sysvLine(value: number, size: number, name: string | undefined): string {
  return `${String(value)} ${String(Math.ceil(size / 512))}${named(name)}\n`;
}

function bsdLine(value: number, size: number, name: string | undefined): string {
  return `${String(value).padStart(5, '0')} ${String(Math.ceil(size / 1024)).padStart(5)}${named(name)}\n`;
}

export const cksum = defineTool({
  name: 'cksum',
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Prints or checks checksums: CRC and the number of bytes, or a digest.',
  options: [
    'a,algorithm=TYPE|sysv, bsd, crc, md5, sha1, sha224, sha256, sha384, sha512, blake2b',
    'c,check|read digests from the FILEs and check them',
    'l,length=BITS|bits of a blake2b digest',
    ',tag|in the form of BSD (as it is)',
    ',untagged|as md5sum prints it',
    'z,zero|NUL after each, and names as they are',
    ...checkOptions,
  ],
  *run(tool) {
    const word = tool.value('algorithm') ?? 'crc';
    const kind = chosenWord(tool, '--algorithm', word, [
      ['bsd'],
      ['sysv'],
      ['crc'],
      ['md5'],
      ['sha1'],
      ['sha224'],
      ['sha256'],
      ['sha384'],
      ['sha512'],
      ['blake2b'],
    ]);
    const algorithm = algorithms.find(({ digest }) => digest === kind);
    if (tool.has('length') && kind !== 'blake2b')
      return tool.die('--length is only supported with --algorithm=blake2b');
    if (algorithm === undefined) {
      if (tool.has('check') && tool.has('algorithm'))
        return tool.die(`--check is not supported with --algorithm={bsd,sysv,crc}`);
      if (tool.has('check')) return yield* checkAny(tool);
      checkUsage(tool, false);
      const line =
        kind === 'sysv'
          ? sysvLine
          : kind === 'bsd'
            ? bsdLine
            : (value: number, size: number, name: string | undefined) =>
                `${String(value)} ${String(size)}${named(name)}\n`;
      yield* plainSums(tool, kind as Checksum, line);
      return undefined;
    }
    checkUsage(tool, false);
    if (tool.has('check')) return yield* checkLists(tool, algorithm);
    const bits = lengthOf(tool, algorithm);
    for (const name of tool.operands.length === 0 ? ['-'] : tool.operands) {
      const digest = yield* digestOf(tool, name, algorithm, bits);
      if (digest !== undefined) tool.printBytes(digestLine(tool, name, digest, algorithm, bits, !tool.has('untagged')));
      yield* tool.settle();
    }
    return undefined;
  },
});

/** Without an algorithm each line of the list must name its own. */
function* checkAny(tool: Tool): Steps<number> {
  let good = true;
  for (const list of tool.operands.length === 0 ? ['-'] : tool.operands) {
    const text = yield* tool.text(list);
    if (text === undefined) good = false;
    else {
      const first = /^\\?(\w+?)(?:-\d+)? ?\(/.exec(text)?.[1];
      const algorithm = algorithms.find(({ tag }) => tag === first) ?? algorithms[0];
      if (algorithm === undefined || !(yield* checkList(tool, list, algorithm))) good = false;
    }
  }
  return good ? 0 : 1;
}
