// mount: lists what is mounted, or mounts. Options that are the mount's own become flags, the rest is the file system's.
import { strerror } from '../../abi/errno.ts';
import * as flag from '../../abi/flags.ts';
import { defineTool } from '../coreutils/tool.ts';

/** [flag, is it set] by the words of mount(8). */
const flagWords: Readonly<Record<string, readonly [number, boolean]>> = {
  ro: [flag.MS_RDONLY, true],
  rw: [flag.MS_RDONLY, false],
  nosuid: [flag.MS_NOSUID, true],
  nodev: [flag.MS_NODEV, true],
  noexec: [flag.MS_NOEXEC, true],
  noatime: [flag.MS_NOATIME, true],
  relatime: [flag.MS_RELATIME, true],
  strictatime: [flag.MS_STRICTATIME, true],
  bind: [flag.MS_BIND, true],
  rbind: [flag.MS_BIND | flag.MS_REC, true],
  remount: [flag.MS_REMOUNT, true],
};

export const mount = defineTool({
  name: 'mount',
  paths: ['/bin/mount'],
  suite: 'util-linux',
  synopsis: '[-t TYPE] [-o OPTIONS] SOURCE DIRECTORY',
  summary: 'Mounts a file system, or lists those that are mounted.',
  options: [
    't,types=TYPE|type of the file system',
    'o,options=LIST|options, by commas',
    'r,read-only|as -o ro',
    'B,bind|as -o bind',
  ],
  trouble: 1,
  *run(tool) {
    const [source, target, extra] = tool.operands;
    if (source === undefined) {
      const text = yield* tool.text('/proc/self/mounts');
      for (const line of (text ?? '').split('\n')) {
        const [from, at, type, options] = line.split(' ');
        if (options !== undefined) tool.print(`${from ?? ''} on ${at ?? ''} type ${type ?? ''} (${options})\n`);
      }
      return undefined;
    }
    if (extra !== undefined) tool.usage('bad usage');
    let flags = (tool.has('read-only') ? flag.MS_RDONLY : 0) | (tool.has('bind') ? flag.MS_BIND : 0);
    const own: string[] = [];
    for (const given of tool.options) {
      if (given.name !== 'options') continue;
      for (const word of (given.value ?? '').split(/(?<!\\),/)) {
        const known = flagWords[word];
        if (known === undefined) own.push(word);
        else flags = known[1] ? flags | known[0] : flags & ~known[0];
      }
    }
    const at = target ?? source;
    const type = tool.value('types') ?? '';
    const { err } = tool.sys.mount(
      target === undefined ? '' : source,
      at,
      type,
      flags,
      own.filter((word) => word !== '').join(','),
    );
    if (err === undefined) return 0;
    tool.warn(reasonOf(err, at, source, type));
    tool.complain('       dmesg(1) may have more information after failed mount system call.');
    return 32;
  },
});

function reasonOf(err: Parameters<typeof strerror>[0], at: string, source: string, type: string): string {
  switch (err) {
    case 'EPERM':
      return `${at}: permission denied.`;
    case 'ENOENT':
      return `${at}: mount point does not exist.`;
    case 'ENODEV':
      return `${at}: unknown filesystem type '${type}'.`;
    case 'EINVAL':
      return `${at}: wrong fs type, bad option, bad superblock on ${source}, missing codepage or helper program, or other error.`;
    default:
      return `${at}: mount(2) system call failed: ${strerror(err)}.`;
  }
}
