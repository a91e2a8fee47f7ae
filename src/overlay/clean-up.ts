// Taking away what was half made, or what a mount before left: it never fails, it is told in the kernel's log (ovl_cleanup).
import { errnoNumber, SyscallError } from '../abi/errno.ts';
import { child, type Door, join, pathPair, type RealPath } from './real.ts';

/** Who cleans up: an overlay, or a mount that is about to be one. */
export interface Cleaner {
  readonly door: Door;
  /** Writes a line to the kernel's log, without the prefix. */
  warn(line: string): void;
}

/** It may be gone already; where an error led here, that one is the one to tell. */
export function cleanUp(cleaner: Cleaner, directory: RealPath, name: string, isDir: boolean): void {
  try {
    if (isDir) cleaner.door.rmdir(directory, name);
    else cleaner.door.unlink(directory, name);
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
    const what = pathPair({ path: join(directory.path, name) });
    cleaner.warn(`cleanup of '${what}' failed (${minusErrno(error)})`);
  }
}

/** A directory of a read-only layer is listed, none of its entries is touched: names without dots. */
export function namesIn(cleaner: Cleaner, directory: RealPath): string[] {
  const names: string[] = [];
  cleaner.door.iterate(directory, (name) => {
    if (name !== '.' && name !== '..') names.push(name);
  });
  return names;
}

/** The entry `name` of a directory, without a look that is told. */
export function entryOf(directory: RealPath, name: string): RealPath | undefined {
  const node = directory.fs.lookup(directory.node, name);
  return node === undefined ? undefined : child(directory, name, { fs: directory.fs, node });
}

/** As `%i` prints an error in the kernel's log. */
export function minusErrno(error: SyscallError): string {
  return String(-errnoNumber(error.errno));
}
