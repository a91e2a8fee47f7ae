// stat: all that the kernel tells of a file.
import { strerror } from '../../abi/errno.ts';
import { fileType } from '../../abi/mode.ts';
import type { Stat } from '../../abi/stat.ts';
import { Accounts } from '../coreutils/accounts.ts';
import { fileTypeName, modeText } from '../coreutils/mode.ts';
import { formatTime, zoneOf } from '../coreutils/time.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';

export const stat = defineTool({
  name: 'stat',
  synopsis: '[OPTION]... FILE...',
  summary: 'Prints the attributes of files.',
  options: [
    'L,dereference|follow links',
    'c,format=FORMAT|in that form',
    ',printf=FORMAT|likewise, with escapes and no newline',
    't,terse|in one line',
  ],
  *run(tool) {
    if (tool.operands.length === 0) tool.missingOperand();
    for (const path of tool.operands) {
      const found = tool.has('dereference') ? tool.sys.stat(path) : tool.sys.lstat(path);
      if (found.err !== undefined) {
        tool.error(`cannot statx ${tool.quote(path)}: ${strerror(found.err)}`);
        continue;
      }
      const link = fileType(found.ok.mode) === 'lnk' ? tool.sys.readlink(path).ok : undefined;
      const format = tool.value('format');
      const printf = tool.value('printf');
      if (printf !== undefined) {
        const escapes: Record<string, string> = { n: '\n', t: '\t', '\\': '\\' };
        tool.print(
          expand(
            tool,
            printf.replace(/\\(.)/g, (whole, letter: string) => escapes[letter] ?? whole),
            path,
            found.ok,
            link,
          ),
        );
      } else if (format !== undefined) tool.print(`${expand(tool, format, path, found.ok, link)}\n`);
      else if (tool.has('terse'))
        tool.print(`${expand(tool, '%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %W %o', path, found.ok, link)}\n`);
      else tool.print(report(tool, path, found.ok, link));
      yield* tool.settle();
    }
    return undefined;
  },
});

function report(tool: Tool, path: string, found: Stat, link: string | undefined): string {
  const type = fileType(found.mode);
  const device = type === 'chr' || type === 'blk' ? '  Device type: %t,%T' : '';
  return expand(
    tool,
    `  File: %N\n  Size: ${String(found.size).padEnd(10)}\tBlocks: ${String(found.blocks).padEnd(10)} IO Block: ${String(found.blksize).padEnd(6)} %F\n` +
      `Device: %Hd,%Ld\tInode: ${String(found.ino).padEnd(11)} Links: ${device === '' ? '%h' : `${String(found.nlink).padEnd(5)}${device.trimStart()}`}\n` +
      'Access: (%04a/%A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nAccess: %x\nModify: %y\nChange: %z\n Birth: %w\n',
    path,
    found,
    link,
  );
}

function expand(tool: Tool, format: string, path: string, found: Stat, link: string | undefined): string {
  const accounts = new Accounts(tool.process);
  const zone = zoneOf(tool.variable('TZ'));
  const time = (ns: bigint): string => formatTime('%Y-%m-%d %H:%M:%S.%N %z', ns, zone);
  const seconds = (ns: bigint): string => String(ns / 1_000_000_000n);
  const [major, minor] = [Math.floor(found.dev / 256), found.dev % 256];
  const values: Readonly<Record<string, () => string>> = {
    a: () => (found.mode & 0o7777).toString(8),
    A: () => modeText(found.mode),
    b: () => String(found.blocks),
    B: () => '512',
    d: () => String(found.dev),
    D: () => found.dev.toString(16),
    Hd: () => String(major),
    Ld: () => String(minor),
    f: () => found.mode.toString(16),
    F: () => fileTypeName(found),
    g: () => String(found.gid),
    G: () => accounts.groupName(found.gid) ?? 'UNKNOWN',
    h: () => String(found.nlink),
    i: () => String(found.ino),
    n: () => path,
    N: () => (link === undefined ? tool.file(path) : `${tool.file(path)} -> ${tool.file(link)}`),
    o: () => String(found.blksize),
    s: () => String(found.size),
    t: () => found.rdev[0].toString(16),
    T: () => found.rdev[1].toString(16),
    u: () => String(found.uid),
    U: () => accounts.userName(found.uid) ?? 'UNKNOWN',
    w: () => (found.btimeNs === 0n ? '-' : time(found.btimeNs)),
    W: () => seconds(found.btimeNs),
    x: () => time(found.atimeNs),
    X: () => seconds(found.atimeNs),
    y: () => time(found.mtimeNs),
    Y: () => seconds(found.mtimeNs),
    z: () => time(found.ctimeNs),
    Z: () => seconds(found.ctimeNs),
    '%': () => '%',
  };
  return format.replace(/%(0?)(\d*)([HL]d|[A-Za-z%])/g, (whole, zero: string, width: string, letter: string) => {
    const value = values[letter]?.();
    return value === undefined ? whole : value.padStart(Number(width), zero === '0' ? '0' : ' ');
  });
}
