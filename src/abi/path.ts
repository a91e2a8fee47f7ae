// Limits and shapes of paths and names (limits.h, path_resolution(7)). Lengths are bytes.
import { byteLength } from './bytes.ts';

export const NAME_MAX = 255;
/** With the closing NUL: the longest path has 4095 bytes. */
export const PATH_MAX = 4096;
/** Symbolic links followed in one path walk before ELOOP. */
export const MAXSYMLINKS = 40;

/** Is `name` longer than NAME_MAX? */
export function nameTooLong(name: string): boolean {
  return name.length > NAME_MAX || (name.length * 3 > NAME_MAX && byteLength(name) > NAME_MAX);
}

/** Is `path` longer than a system call takes? */
export function pathTooLong(path: string): boolean {
  return path.length >= PATH_MAX || (path.length * 3 >= PATH_MAX && byteLength(path) >= PATH_MAX);
}
