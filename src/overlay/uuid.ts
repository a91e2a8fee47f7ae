// The overlay's own uuid, which it keeps on upper's root so that it is the same at the next mount (ovl_init_uuid_xattr).
import { SyscallError } from '../abi/errno.ts';
import type { Overlay } from './overlay.ts';
import { pathPair } from './real.ts';

/** A new overlay is given one; one that is in use already and has none goes on without, unless it is asked for. */
export function readUuid(overlay: Overlay, random: { randomBytes(count: number): Uint8Array }): void {
  const { door, config } = overlay;
  if (config.uuid === 'off' || config.uuid === 'null') return;
  const upper = overlay.upperOf(overlay.inode(overlay.root));
  const kept = door.getxattr(upper, door.own.uuid);
  if (kept?.length === 16) {
    overlay.uuid = kept;
    return;
  }
  if (kept !== undefined) {
    overlay.warn(`failed to get uuid (${pathPair(upper)}, err=5); falling back to uuid=null.`);
    overlay.config = { ...config, uuid: 'null' };
    return;
  }
  if (config.uuid === 'auto' && door.getxattr(upper, door.own.impure) !== undefined) {
    overlay.config = { ...config, uuid: 'null' };
    return;
  }
  const uuid = random.randomBytes(16);
  try {
    door.setxattr(upper, door.own.uuid, uuid, 0);
  } catch (error) {
    // The overlay is told apart by its layers alone.
    if (!(error instanceof SyscallError)) throw error;
    overlay.warn(`failed to set uuid (${pathPair(upper)}, err=${error.errno}); falling back to uuid=null.`);
    overlay.config = { ...config, uuid: 'null' };
    return;
  }
  overlay.uuid = uuid;
  overlay.config = { ...config, uuid: 'on' };
}
