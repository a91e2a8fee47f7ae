// Text of which each character is one byte (0–255): what the tools of text work on, since in the C locale a character is a byte.
import { encodeBytes } from '../../abi/bytes.ts';

const step = 8192;

export function byteText(bytes: Uint8Array): string {
  if (bytes.length <= step) return String.fromCharCode.apply(null, bytes as unknown as number[]);
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += step) {
    parts.push(String.fromCharCode.apply(null, bytes.subarray(at, at + step) as unknown as number[]));
  }
  return parts.join('');
}

export function textBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** An argument as the bytes that it was given in. */
export function argumentText(argument: string): string {
  return byteText(encodeBytes(argument));
}

/** Where a byte counts as white space in the C locale: blank, \t \n \v \f \r. */
export function isSpace(character: string): boolean {
  return character === ' ' || (character >= '\t' && character <= '\r');
}
