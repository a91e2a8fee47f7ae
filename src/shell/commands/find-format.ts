// What find prints about a file: the formats of -printf, and the lines of -ls.
import { strerror } from '../../abi/errno.ts';
import { fileType, isSymlink } from '../../abi/mode.ts';
import type { Stat } from '../../abi/stat.ts';
import type { Accounts } from '../coreutils/accounts.ts';
import { modeText } from '../coreutils/mode.ts';
import { deviceOf, readMounts } from '../coreutils/mounts.ts';
import { quote } from '../coreutils/quote.ts';
import { formatTime, zoneOf } from '../coreutils/time.ts';
import type { Tool } from '../coreutils/tool.ts';
import { lastPart, typeLetter, type Found, type Reading } from './find-plan.ts';

const nsPerSecond = 1_000_000_000n;

type Piece = (found: Found) => string;

/** A format read once; `\c` ends what is printed. */
export function compileFormat(reading: Reading, format: string): (found: Found) => string {
  const { tool } = reading;
  const pieces: Piece[] = [];
  const part = /%([-+ #0]*)(\d*)(?:\.(\d+))?([ABCT][^]|[^]|$)|\\([0-7]{1,3}|[^]|$)|[^%\\]+/g;
  for (const [whole, flags = '', width = '', precision, letter, escape] of format.matchAll(part)) {
    if (whole === '\\c') break;
    if (whole.startsWith('\\')) {
      const text = unescaped(tool, escape ?? '');
      pieces.push(() => text);
    } else if (!whole.startsWith('%')) pieces.push(() => whole);
    else if (letter === '%') pieces.push(() => '%');
    else if (letter === '' || letter === undefined) tool.die(`error: ${whole} at end of format string`);
    else {
      const value = directive(reading, letter);
      if (value === undefined) tool.warn(`warning: unrecognized format directive \`%${letter}'`);
      const shape = { flags, width: Number(width), precision: precision === undefined ? undefined : Number(precision) };
      pieces.push(value === undefined ? () => whole : (found) => shaped(value(found), letter, shape));
    }
  }
  return (found) => pieces.map((piece) => piece(found)).join('');
}

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

function unescaped(tool: Tool, escape: string): string {
  if (/^[0-7]/.test(escape)) return String.fromCharCode(parseInt(escape, 8) & 0xff);
  const known = escapes[escape];
  if (known !== undefined) return known;
  tool.warn(
    escape === '' ? "warning: escape `\\' followed by nothing at all" : `warning: unrecognized escape \`\\${escape}'`,
  );
  return `\\${escape}`;
}

interface Shape {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
}

function shaped(text: string, letter: string, { flags, width, precision }: Shape): string {
  const isNumber = letter === 'd' || letter === 'm';
  let shown = text;
  if (isNumber) {
    if (precision !== undefined) shown = shown.padStart(precision, '0');
    if (letter === 'm' && flags.includes('#')) shown = `0${shown}`;
  } else if (precision !== undefined) shown = shown.slice(0, precision);
  if (flags.includes('-')) return shown.padEnd(width);
  return shown.padStart(width, isNumber && flags.includes('0') ? '0' : ' ');
}

/** Of letters about the stat alone. */
const ofStat: Readonly<Record<string, (stat: Stat) => string>> = {
  b: ({ blocks }) => String(blocks),
  D: ({ dev }) => String(dev),
  G: ({ gid }) => String(gid),
  i: ({ ino }) => String(ino),
  k: ({ blocks }) => String(Math.ceil(blocks / 2)),
  m: ({ mode }) => (mode & 0o7777).toString(8),
  M: ({ mode }) => modeText(mode),
  n: ({ nlink }) => String(nlink),
  s: ({ size }) => String(size),
  S: ({ size, blocks }) =>
    size === 0 ? (blocks === 0 ? '1' : 'inf') : String(Number(((blocks * 512) / size).toPrecision(6))),
  U: ({ uid }) => String(uid),
  y: ({ mode }) => typeLetter(mode),
};

const ofFound: Readonly<Record<string, (found: Found) => string>> = {
  d: ({ depth }) => String(depth),
  f: ({ path }) => lastPart(path),
  h: ({ path, name }) => directoryName(path, name),
  H: ({ root }) => root,
  p: ({ path }) => path,
  P: ({ path, root }) => path.slice(root.length).replace(/^\//, ''),
};

function directoryName(path: string, name: string): string {
  if (/^\/+$/.test(path)) return '';
  const plain = path.replace(/\/+$/, '');
  if (!plain.includes('/')) return path === plain ? '.' : plain;
  return plain === path ? plain.slice(0, plain.length - name.length - 1) : plain;
}

function directive({ tool, accounts }: Reading, letter: string): Piece | undefined {
  const own = ofFound[letter];
  if (own !== undefined) return own;
  const stat = ofStat[letter];
  if (stat !== undefined) return (found) => stat(found.stat);
  switch (letter) {
    case 'F':
      return (found) => readMounts(tool.process).find((mount) => deviceOf(mount) === found.stat.dev)?.type ?? 'unknown';
    case 'g':
      return (found) => accounts.groupName(found.stat.gid) ?? String(found.stat.gid);
    case 'u':
      return (found) => accounts.userName(found.stat.uid) ?? String(found.stat.uid);
    case 'l':
      return (found) => (isSymlink(found.stat.mode) ? (tool.sys.readlink(found.path).ok ?? '') : '');
    case 'Y':
      return (found) => followedLetter(tool, found);
    default:
      return timeDirective(tool, letter);
  }
}

/** The kind of what a link leads to: N nothing, L a loop, ? not known. */
function followedLetter(tool: Tool, { path, stat }: Found): string {
  if (!isSymlink(stat.mode)) return typeLetter(stat.mode);
  const { ok, err } = tool.sys.stat(path);
  if (err === undefined) return typeLetter(ok.mode);
  if (err === 'ENOENT' || err === 'ENOTDIR') return 'N';
  if (err === 'ELOOP') return 'L';
  tool.error(`${tool.word(path)}: ${strerror(err)}`);
  return '?';
}

const timesOf: Readonly<Record<string, (stat: Stat) => bigint>> = {
  a: ({ atimeNs }) => atimeNs,
  B: ({ btimeNs }) => btimeNs,
  c: ({ ctimeNs }) => ctimeNs,
  t: ({ mtimeNs }) => mtimeNs,
};

function timeDirective(tool: Tool, letter: string): Piece | undefined {
  const time =
    timesOf[
      letter.length > 1 && letter !== 'B' ? ({ A: 'a', B: 'B', C: 'c', T: 't' }[letter.charAt(0)] ?? '') : letter
    ];
  if (time === undefined || letter === 'B') return undefined;
  const format = letter.length > 1 ? letter.charAt(1) : 'ctime';
  if (!/^(ctime|[@+%aAbBcCdDeFgGhHIjklmMnpPrRsStTuUVwWxXyYzZ])$/.test(format)) return undefined;
  const zone = zoneOf(tool.variable('TZ'));
  const locale = tool.locale('LC_TIME');
  return ({ stat }) => {
    const ns = time(stat);
    const fraction = `.${String(((ns % nsPerSecond) + nsPerSecond) % nsPerSecond).padStart(9, '0')}0`;
    if (format === '@') return `${formatTime('%s', ns, zone)}${fraction}`;
    if (format === '+') return `${formatTime('%Y-%m-%d+%T', ns, zone)}${fraction}`;
    if (format === 'ctime') return formatTime(`%a %b %e %T${fraction} %Y`, ns, zone);
    const text = formatTime(`%${format}`, ns, zone, locale);
    return /[STX]/.test(format) ? text + fraction : text;
  };
}

/** Half a year: what is older, or more than an hour in the future, is shown with its year. */
const recentNs = 180n * 86400n * nsPerSecond;

export function lsLine(tool: Tool, accounts: Accounts, { path, stat }: Found): string {
  const zone = zoneOf(tool.variable('TZ'));
  const now = tool.sys.clockGettime();
  const isRecent = stat.mtimeNs > now - recentNs && stat.mtimeNs < now + 3600n * nsPerSecond;
  const [major, minor] = stat.rdev;
  const isDevice = ['chr', 'blk'].includes(fileType(stat.mode));
  const target = isSymlink(stat.mode) ? tool.sys.readlink(path).ok : undefined;
  const name = (text: string): string => quote(text, 'escape', tool.utf8);
  return [
    String(stat.ino).padStart(9),
    String(Math.ceil(stat.blocks / 2)).padStart(6),
    modeText(stat.mode),
    String(stat.nlink).padStart(3),
    (accounts.userName(stat.uid) ?? String(stat.uid)).padEnd(8),
    (accounts.groupName(stat.gid) ?? String(stat.gid)).padEnd(8),
    isDevice ? `${String(major).padStart(3)}, ${String(minor).padStart(3)}` : String(stat.size).padStart(8),
    formatTime(isRecent ? '%b %e %H:%M' : '%b %e  %Y', stat.mtimeNs, zone, tool.locale('LC_TIME')),
    name(path) + (target === undefined ? '' : ` -> ${name(target)}`),
  ].join(' ');
}
