// When a read changes the access time: relatime, noatime, nodiratime, O_NOATIME (fs/inode.c touch_atime).
import { MS_NOATIME, MS_NODIRATIME, MS_RDONLY, MS_RELATIME, O_NOATIME } from '../abi/flags.ts';
import { isDirectory } from '../abi/mode.ts';
import type { NodeId } from './file-system.ts';
import type { Mount } from './path.ts';

const day = 86_400_000_000_000n;

/** The inode was read through `mount`, by a description with `flags`. */
export function touchAtime(mount: Mount, node: NodeId, flags: number): void {
  const { fs } = mount;
  if (fs.touchAtime === undefined || fs.readOnly) return;
  if ((flags & O_NOATIME) !== 0 || (mount.flags & (MS_NOATIME | MS_RDONLY)) !== 0) return;
  const attributes = fs.getattr(node);
  if ((mount.flags & MS_NODIRATIME) !== 0 && isDirectory(attributes.mode)) return;
  const { atimeNs } = attributes;
  const isOld = atimeNs <= attributes.mtimeNs || atimeNs <= attributes.ctimeNs;
  if ((mount.flags & MS_RELATIME) !== 0 && !isOld) fs.touchAtime(node, atimeNs + day);
  else fs.touchAtime(node);
}
