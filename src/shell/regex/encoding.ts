// Texts as a command sees them: in a UTF-8 locale characters, elsewhere bytes, of which those beyond ASCII are U+DC80–DCFF.
import { decodeBytes, encodeBytes } from '../../abi/bytes.ts';
import type { Encoding } from './character-set.ts';

export function decodeAs(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding === 'utf8' || bytes.every((byte) => byte < 0x80)) return decodeBytes(bytes);
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte);
  return text;
}

/** Text of an argument, likewise. */
export function textAs(text: string, encoding: Encoding): string {
  return encoding === 'utf8' ? text : decodeAs(encodeBytes(text), encoding);
}
