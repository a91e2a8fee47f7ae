// The lines of `ls -l`: mode, links, owners, size and time of each file, each column as wide as its widest.
import { fileType } from '../../abi/mode.ts';
import type { Stat } from '../../abi/stat.ts';
import { Accounts } from './accounts.ts';
import type { Cell } from './columns.ts';
import type { LsOptions } from './ls-options.ts';
import { modeText } from './mode.ts';
import { sizeText } from './size.ts';
import { formatTime, zoneOf } from './time.ts';
import type { Tool } from './tool.ts';
import { padLeft, padRight, textWidth } from './width.ts';

interface Listed {
  readonly path: string;
  readonly stat: Stat | undefined;
}

/** Half a year: what is older, or in the future, is shown with its year. */
const recentNs = 15_778_476n * 1_000_000_000n;

/** A column; numbers stand to the right. */
interface Column {
  readonly right: boolean;
  readonly texts: readonly string[];
}

/** @param files those with `names`, and others that only make columns wider */
export function longLines(
  tool: Tool,
  options: LsOptions,
  files: readonly Listed[],
  names: readonly Cell[],
): readonly string[] {
  const accounts = new Accounts(tool.process);
  const of = (text: (stat: Stat) => string): string[] =>
    files.map(({ stat }) => (stat === undefined ? '?' : text(stat)));
  const user = (uid: number): string => (options.numeric ? undefined : accounts.userName(uid)) ?? String(uid);
  const group = (gid: number): string => (options.numeric ? undefined : accounts.groupName(gid)) ?? String(gid);
  const columns: Column[] = [];
  if (options.inode) columns.push({ right: true, texts: of(({ ino }) => String(ino)) });
  if (options.blocks)
    columns.push({ right: true, texts: of(({ blocks }) => sizeText(blocks * 512, options.blockSize)) });
  columns.push({ right: false, texts: modes(tool, files) });
  columns.push({ right: true, texts: of(({ nlink }) => String(nlink)) });
  if (options.owner) columns.push(ownerColumn(of(({ uid }) => user(uid))));
  if (options.group) columns.push(ownerColumn(of(({ gid }) => group(gid))));
  if (options.author) columns.push(ownerColumn(of(({ uid }) => user(uid))));
  if (options.context) columns.push({ right: false, texts: files.map(() => '?') });
  columns.push({ right: true, texts: sizes(files, options) });
  const widths = columns.map(({ texts }) => Math.max(0, ...texts.map(textWidth)));
  const when = times(tool, options, files);
  return names.map((name, row) => {
    const cells = columns.map(({ right, texts }, i) => {
      const text = texts[row] ?? '';
      const width = widths[i] ?? 0;
      return right || (i > 0 && /^\d+$/.test(text)) ? padLeft(text, width) : padRight(text, width);
    });
    return `${cells.join(' ')} ${when[row] ?? ''} ${name.text}`;
  });
}

function ownerColumn(texts: readonly string[]): Column {
  return { right: false, texts };
}

/** With `+` where an ACL says more, and then a blank for the others. */
function modes(tool: Tool, files: readonly Listed[]): string[] {
  const { sys } = tool;
  const hasAcl = ({ path, stat }: Listed): boolean =>
    stat !== undefined &&
    fileType(stat.mode) !== 'lnk' &&
    ['system.posix_acl_access', 'system.posix_acl_default'].some((name) => sys.lgetxattr(path, name).err === undefined);
  return files.map((file) =>
    file.stat === undefined ? '??????????' : modeText(file.stat.mode) + (hasAcl(file) ? '+' : ''),
  );
}

/** Bytes, or the numbers of a device. */
function sizes(files: readonly Listed[], options: LsOptions): string[] {
  const isDevice = (stat: Stat): boolean => ['chr', 'blk'].includes(fileType(stat.mode));
  const numbers = files.flatMap(({ stat }) => (stat !== undefined && isDevice(stat) ? [stat.rdev] : []));
  const minorWidth = Math.max(0, ...numbers.map(([, minor]) => String(minor).length));
  return files.map(({ stat }) => {
    if (stat === undefined) return '?';
    if (!isDevice(stat)) return sizeText(stat.size, options.fileSize);
    const [major, minor] = stat.rdev;
    return `${major}, ${String(minor).padStart(minorWidth)}`;
  });
}

function times(tool: Tool, { timeOf, timeFormats }: LsOptions, files: readonly Listed[]): string[] {
  const now = tool.sys.clockGettime();
  const zone = zoneOf(tool.variable('TZ'));
  const locale = tool.locale('LC_TIME');
  return files.map(({ stat }) => {
    if (stat === undefined) return '?';
    const time = timeOf(stat);
    const isRecent = now - recentNs < time && time < now;
    return formatTime(isRecent ? timeFormats.recent : timeFormats.old, time, zone, locale);
  });
}
