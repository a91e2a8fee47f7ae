// stat: all that the kernel tells of a file, or of the file system it is on.
import { strerror } from '../../abi/errno.ts';
import { makedev } from '../../abi/device.ts';
import { fileType, isSymlink } from '../../abi/mode.ts';
import type { Stat, StatFs } from '../../abi/stat.ts';
import { Accounts } from '../coreutils/accounts.ts';
import { chosenWord } from '../coreutils/argument.ts';
import { fileTypeName, modeText } from '../coreutils/mode.ts';
import { mountOf, readMounts, realPath } from '../coreutils/mounts.ts';
import { quote, type QuotingStyle } from '../coreutils/quote.ts';
import {
  hex,
  major,
  minor,
  octal,
  printValues,
  seconds,
  signed,
  text,
  unsigned,
  type Values,
} from '../coreutils/stat-format.ts';
import { formatTime, zoneOf } from '../coreutils/time.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';

export const stat = defineTool({
  name: 'stat',
  synopsis: '[OPTION]... FILE...',
  summary: 'Prints the attributes of files or file systems.',
  options: [
    'L,dereference|follow links',
    'f,file-system|of the file system',
    ',cached=MODE|always, never or default',
    'c,format=FORMAT|in that form',
    ',printf=FORMAT|likewise, with escapes and no newline',
    't,terse|in one line',
  ],
  *run(tool) {
    const cached = tool.value('cached');
    if (cached !== undefined) chosenWord(tool, '--cached', cached, [['default'], ['never'], ['always']]);
    if (tool.operands.length === 0) tool.missingOperand();
    for (const path of tool.operands) {
      if (tool.has('file-system')) fileSystem(tool, path);
      else file(tool, path);
      yield* tool.settle();
    }
    return undefined;
  },
});

const terse = '%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %W %o\n';
const report =
  '  File: %N\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\n' +
  'Device: %Hd,%Ld\tInode: %-10i  Links: %LINKS\n' +
  'Access: (%04a/%10.10A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nAccess: %x\nModify: %y\nChange: %z\n Birth: %w\n';
const fileSystemTerse = '%n %i %l %t %s %S %b %f %a %c %d\n';
const fileSystemReport =
  '  File: "%n"\n    ID: %-8i Namelen: %-7l Type: %T\nBlock size: %-10s Fundamental block size: %S\n' +
  'Blocks: Total: %-10b Free: %-10f Available: %a\nInodes: Total: %-10c Free: %d\n';

/** Prints what was asked for, or `standard`. */
function print(tool: Tool, standard: string, values: Values): void {
  const given = tool.options.findLast(({ name }) => name === 'format' || name === 'printf');
  const isPrintf = given?.name === 'printf';
  printValues(tool, given?.value ?? standard, values, isPrintf);
  if (given?.name === 'format') tool.print('\n');
}

function file(tool: Tool, path: string): void {
  const { sys } = tool;
  const found = path === '-' ? sys.fstat(0) : tool.has('dereference') ? sys.stat(path) : sys.lstat(path);
  if (found.err !== undefined) {
    tool.error(`cannot statx ${tool.quote(path)}: ${strerror(found.err)}`);
    return;
  }
  const isReport = !['format', 'printf', 'terse'].some((option) => tool.has(option));
  const isDevice = ['chr', 'blk'].includes(fileType(found.ok.mode));
  const standard = report.replace('%LINKS', isDevice ? '%-5h Device type: %Hr,%Lr' : '%h');
  print(tool, tool.has('terse') ? terse : standard, valuesOf(tool, path, found.ok, isReport));
}

function valuesOf(tool: Tool, path: string, found: Stat, isReport: boolean): Values {
  const accounts = new Accounts(tool.process);
  const zone = zoneOf(tool.variable('TZ'));
  const time = (ns: bigint) => text(formatTime('%Y-%m-%d %H:%M:%S.%N %z', ns, zone));
  const rdev = makedev(...found.rdev);
  return {
    a: () => octal(found.mode & 0o7777),
    A: () => text(modeText(found.mode)),
    b: () => unsigned(found.blocks),
    B: () => unsigned(512),
    C: () => {
      tool.error(`failed to get security context of ${tool.quote(path)}: ${strerror('ENODATA')}`);
      return text('?');
    },
    d: () => unsigned(found.dev),
    D: () => hex(found.dev),
    Hd: () => major(found.dev),
    Ld: () => minor(found.dev),
    f: () => hex(found.mode),
    F: () => text(fileTypeName(found)),
    g: () => unsigned(found.gid),
    G: () => text(accounts.groupName(found.gid) ?? 'UNKNOWN'),
    h: () => unsigned(found.nlink),
    i: () => unsigned(found.ino),
    m: () => text(mountOf(readMounts(tool.process), realPath(tool.process, path), found.dev)?.target ?? '?'),
    n: () => text(path),
    N: () => text(namedWithTarget(tool, path, found, isReport)),
    o: () => unsigned(found.blksize),
    r: () => unsigned(rdev),
    R: () => hex(rdev),
    Hr: () => major(rdev),
    Lr: () => minor(rdev),
    s: () => signed(found.size),
    t: () => hex(found.rdev[0]),
    T: () => hex(found.rdev[1]),
    u: () => unsigned(found.uid),
    U: () => text(accounts.userName(found.uid) ?? 'UNKNOWN'),
    w: () => (found.btimeNs === 0n ? text('-') : time(found.btimeNs)),
    W: () => seconds(found.btimeNs),
    x: () => time(found.atimeNs),
    X: () => seconds(found.atimeNs),
    y: () => time(found.mtimeNs),
    Y: () => seconds(found.mtimeNs),
    z: () => time(found.ctimeNs),
    Z: () => seconds(found.ctimeNs),
  };
}

/** `'a' -> 'b'`; as they are in a report. */
function namedWithTarget(tool: Tool, path: string, found: Stat, isReport: boolean): string {
  const style = (tool.variable('QUOTING_STYLE') ?? 'shell-escape-always') as QuotingStyle;
  const named = (name: string): string => (isReport ? name : quote(name, style, tool.utf8));
  const target = isSymlink(found.mode) ? tool.sys.readlink(path).ok : undefined;
  return target === undefined ? named(path) : `${named(path)} -> ${named(target)}`;
}

/** By the numbers of statfs(2). */
const typeNames: Readonly<Record<number, string>> = {
  0xef53: 'ext2/ext3',
  0x1021994: 'tmpfs',
  0x9fa0: 'proc',
  0x62656572: 'sysfs',
  0x794c7630: 'overlayfs',
  0x1cd1: 'devpts',
  0x9123683e: 'btrfs',
  0x58465342: 'xfs',
  0x50495045: 'pipefs',
};

function fileSystem(tool: Tool, path: string): void {
  if (path === '-') {
    tool.error(`using ${tool.quote('-')} to denote standard input does not work in file system mode`);
    return;
  }
  const found = tool.sys.statfs(path);
  if (found.err !== undefined) {
    tool.error(`cannot read file system information for ${tool.quote(path)}: ${strerror(found.err)}`);
    return;
  }
  const device = tool.sys.stat(path).ok?.dev ?? 0;
  print(tool, tool.has('terse') ? fileSystemTerse : fileSystemReport, fileSystemValues(path, found.ok, device));
}

/** @param device stands in for f_fsid, of which the kernel makes it for most file systems */
function fileSystemValues(path: string, found: StatFs, device: number): Values {
  return {
    a: () => signed(found.bavail),
    b: () => signed(found.blocks),
    c: () => signed(found.files),
    d: () => signed(found.ffree),
    f: () => signed(found.bfree),
    i: () => hex(device),
    l: () => unsigned(found.namelen),
    n: () => text(path),
    s: () => unsigned(found.bsize),
    S: () => unsigned(found.bsize),
    t: () => hex(found.type),
    T: () => text(typeNames[found.type] ?? `UNKNOWN (0x${found.type.toString(16)})`),
  };
}
