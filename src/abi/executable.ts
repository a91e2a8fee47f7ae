// An executable of the simulated userland: a file that begins as an ELF file does and names a program of the registry.
// A copy of it elsewhere is the same program, and bytes may follow: images pad executables to their real sizes.
import { decodeBytes, encodeBytes } from './bytes.ts';

/** e_ident of a 64-bit little-endian ELF file for System V, then our mark. */
const head = '\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00copyup\x00';

/** How many bytes of a file `programOf` and the `#!` line are looked for in (BINPRM_BUF_SIZE). */
export const binprmSize = 256;

/** The bytes of an executable that runs `name` of the registry. */
export function executableImage(name: string): Uint8Array {
  return encodeBytes(`${head}${name}\x00`);
}

/** The program that an executable's first bytes name; undefined: it is no such file. */
export function programOf(bytes: Uint8Array): string | undefined {
  for (let i = 0; i < head.length; i++) if (bytes[i] !== head.charCodeAt(i)) return undefined;
  const end = bytes.indexOf(0, head.length);
  return end < 0 ? undefined : decodeBytes(bytes.subarray(head.length, end));
}
