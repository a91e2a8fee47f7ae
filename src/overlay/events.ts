// What the overlay did to its layers, one event for each call on a file system below it, in the words and fields of the
// kernel films (tests/golden/films/README.md). Events are JSON: paths, layer names, counts; never live objects.

/** `upper`, `work`, `index`, `lower0` (the uppermost), `lower1` … */
export type LayerName = 'upper' | 'work' | 'index' | `lower${number}`;

interface OnLayer {
  /** The overlay's super block, as /proc/self/mountinfo numbers it: which overlay this was. */
  readonly mount: number;
  readonly layer: LayerName;
  /** The overlay step that made the call: `copy_up`, `whiteout`, `create`, `rename` … A span's name. */
  readonly step: string;
  readonly err?: string;
}
interface OnPath extends OnLayer {
  readonly path: string;
}

/** A call that changes something. */
export type OverlayStep =
  | (OnPath & {
      readonly op: 'vfs_create' | 'vfs_tmpfile' | 'vfs_mkdir';
      readonly mode: number;
      readonly as?: readonly [number, number];
    })
  | (OnPath & {
      readonly op: 'vfs_mknod';
      readonly mode: number;
      readonly dev?: readonly [number, number];
      readonly as?: readonly [number, number];
    })
  | (OnPath & { readonly op: 'vfs_symlink'; readonly target: string })
  | (OnLayer & { readonly op: 'vfs_link'; readonly old: string; readonly new: string })
  | (OnLayer & {
      readonly op: 'vfs_rename';
      readonly old: string;
      readonly new: string;
      readonly flags: readonly string[];
      readonly to?: LayerName;
    })
  | (OnPath & { readonly op: 'vfs_unlink' | 'vfs_rmdir' })
  | (OnPath & {
      readonly op: 'vfs_setxattr' | 'vfs_set_acl';
      readonly name: string;
      readonly value: string;
      readonly text?: string;
      readonly flags?: readonly string[];
    })
  | (OnPath & { readonly op: 'vfs_removexattr' | 'vfs_remove_acl'; readonly name: string })
  | (OnPath & {
      readonly op: 'notify_change';
      readonly mode?: number;
      readonly uid?: number;
      readonly gid?: number;
      readonly size?: number;
      readonly atimeNs?: string;
      readonly mtimeNs?: string;
    })
  | (OnPath & { readonly op: 'vfs_write'; readonly offset: number; readonly len: number; readonly data?: string })
  | (OnPath & {
      readonly op: 'vfs_fallocate';
      readonly offset: number;
      readonly len: number;
      readonly mode: readonly string[];
    })
  | (OnPath & {
      readonly op: 'vfs_copy_file_range';
      readonly offset: number;
      readonly len: number;
      readonly from: string;
      readonly off_in: number;
    })
  | (OnPath & { readonly op: 'vfs_fsync'; readonly datasync?: true });

/** A call that only looks. */
export type OverlayRead =
  | (OnPath & { readonly op: 'lookup' | 'vfs_listxattr' | 'vfs_readlink' | 'iterate_dir' })
  | (OnPath & { readonly op: 'open'; readonly flags: readonly string[] })
  | (OnPath & { readonly op: 'vfs_getxattr'; readonly name: string })
  | (OnPath & { readonly op: 'vfs_read'; readonly offset: number; readonly len: number })
  | (OnPath & { readonly op: 'vfs_llseek'; readonly offset: number; readonly whence: string });

export type OverlayEvent = OverlayStep | OverlayRead;

const readOps: ReadonlySet<string> = new Set([
  'lookup',
  'open',
  'vfs_getxattr',
  'vfs_listxattr',
  'vfs_read',
  'vfs_llseek',
  'vfs_readlink',
  'iterate_dir',
]);

export function isRead(event: OverlayEvent): event is OverlayRead {
  return readOps.has(event.op);
}
