// The file system under a driver's directory, by statfs's magic number, in docker's words.
import type { Files } from './files.ts';

/** @see moby v1.9.1 daemon/graphdriver/driver_linux.go FsNames */
const names = new Map<number, string>([
  [0x61756673, 'aufs'],
  [0x9123683e, 'btrfs'],
  [0x28cd3d45, 'cramfs'],
  [0x0000ef53, 'extfs'],
  [0x52654973, 'reiserfs'],
  [0x794c7630, 'overlayfs'],
  [0x858458f6, 'ramfs'],
  [0x73717368, 'squashfs'],
  [0x01021994, 'tmpfs'],
  [0x58465342, 'xfs'],
  [0x2fc12fc1, 'zfs'],
]);

/** Of `path`, or where that is not there yet, of the nearest directory above it. */
export function backingFileSystem(files: Files, path: string): string {
  for (let at = path; ; at = at.slice(0, at.lastIndexOf('/')) || '/') {
    const found = files.sys.statfs(at);
    if (found.err === undefined) return names.get(found.ok.type) ?? '<unknown>';
    if (at === '/') return '<unknown>';
  }
}
