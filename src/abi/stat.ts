// What stat(2) and statfs(2) tell.

/** [major, minor] of a device number. */
export type DeviceNumber = readonly [major: number, minor: number];

/** Times are nanoseconds since the epoch; `size` bytes; `blocks` units of 512 bytes. */
export interface Stat {
  readonly dev: number;
  readonly ino: number;
  readonly mode: number;
  readonly nlink: number;
  readonly uid: number;
  readonly gid: number;
  readonly rdev: DeviceNumber;
  readonly size: number;
  readonly blksize: number;
  readonly blocks: number;
  readonly atimeNs: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly btimeNs: bigint;
}

/** `bsize` bytes; `blocks`, `bfree`, `bavail` in units of `bsize`; `type` is the magic number. */
export interface StatFs {
  readonly type: number;
  readonly bsize: number;
  readonly blocks: number;
  readonly bfree: number;
  readonly bavail: number;
  readonly files: number;
  readonly ffree: number;
  readonly namelen: number;
}

/** One entry of getdents64(2). `offset` is the position after this entry, opaque, for lseek(2). */
export interface DirectoryEntry {
  readonly name: string;
  readonly ino: number;
  readonly type: import('./mode.ts').FileType;
  readonly offset: number;
}

export const UTIME_NOW = 'UTIME_NOW';
export const UTIME_OMIT = 'UTIME_OMIT';
/** A time to set: nanoseconds since the epoch, or one of utimensat(2)'s two words. */
export type SetTime = bigint | typeof UTIME_NOW | typeof UTIME_OMIT;
