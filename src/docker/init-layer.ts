// The layer between image and container that holds the mount points a container needs, so that making them is no change of the
// user's (setupInitLayer, moby v1.9.1 daemon/daemon_unix.go).
import type { Files } from '../drivers/index.ts';

/** `dir`, `file`, or where a link leads. */
const entries: readonly (readonly [path: string, kind: string])[] = [
  ['/dev/pts', 'dir'],
  ['/dev/shm', 'dir'],
  ['/proc', 'dir'],
  ['/sys', 'dir'],
  ['/.dockerinit', 'file'],
  ['/.dockerenv', 'file'],
  ['/etc/resolv.conf', 'file'],
  ['/etc/hosts', 'file'],
  ['/etc/hostname', 'file'],
  ['/dev/console', 'file'],
  ['/etc/mtab', '/proc/mounts'],
];

/** Makes them in the mounted layer. What an image has as a directory stays as it is. */
export function setUpInitLayer(files: Files, root: string): void {
  for (const [path, kind] of entries) {
    const place = `${root}${path}`;
    const there = files.sys.lstat(place);
    if (there.err === undefined) {
      if (kind === 'dir' || (there.ok.mode & 0o170000) === 0o040000) continue;
      files.removeAll(place);
    }
    files.mkdirAll(place.slice(0, place.lastIndexOf('/')), 0o755);
    if (kind === 'dir') files.mkdirAll(place, 0o755);
    else if (kind === 'file') files.write(place, '', 0o755);
    else files.sys.symlink(kind, place);
  }
}
