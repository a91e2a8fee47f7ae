// Values of extended attributes as text, as attr 2.5.1 writes and reads them: "text", 0x… and 0s….
import { decodeBytes, encodeBytes } from '../../abi/bytes.ts';

export type Encoding = 'text' | 'hex' | 'base64';

export function isEncoding(word: string): word is Encoding {
  return word === 'text' || word === 'hex' || word === 'base64';
}

/** Text where at most one byte in eight is no printable ASCII, else base64. A NUL at the end counts for nothing. */
export function encodedValue(value: Uint8Array, encoding: Encoding | undefined): string {
  switch (encoding ?? (isText(value) ? 'text' : 'base64')) {
    case 'hex':
      return `0x${[...value].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
    case 'base64':
      return `0s${btoa(String.fromCharCode(...value))}`;
    case 'text':
      return quotedText(value);
  }
}

function withoutNul(value: Uint8Array): Uint8Array {
  return value.at(-1) === 0 ? value.subarray(0, -1) : value;
}

function isText(value: Uint8Array): boolean {
  const bytes = withoutNul(value);
  return bytes.length >= bytes.filter((byte) => byte < 0x20 || byte > 0x7e).length * 8;
}

function quotedText(value: Uint8Array): string {
  const text = decodeBytes(withoutNul(value)).replace(/["\\]/g, '\\$&');
  return `"${text.replace(/[\0\n\r]/g, octal)}"`;
}

/** A file's name in a line of its own. */
export function quotedName(name: string): string {
  return name.replace(/[\n\r\\]/g, octal);
}

function octal(letter: string): string {
  return `\\${letter.charCodeAt(0).toString(8).padStart(3, '0')}`;
}

/** `\\ooo` for a byte. */
export function unquotedName(name: string): string {
  return decodeBytes(bytesOf(name, false));
}

/** What `-v VALUE` stands for; undefined: it is not well-formed. */
export function decodedValue(text: string): Uint8Array | undefined {
  if (/^0x/i.test(text)) {
    const digits = text.slice(2);
    if (!/^([0-9a-f]{2})*$/i.test(digits)) return undefined;
    return Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  }
  if (/^0s/i.test(text)) {
    const letters = text.slice(2);
    if (letters.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(letters)) return undefined;
    return Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
  }
  return bytesOf(/^".*"$/s.test(text) ? text.slice(1, -1) : text, true);
}

/** Bytes of text in which `\\ooo` is a byte and, where `plain`, another escaped letter is itself. */
function bytesOf(text: string, plain: boolean): Uint8Array {
  const parts = text.match(/\\[0-7]{3}|\\.|[^\\]+|\\/gs) ?? [];
  return Uint8Array.from(
    parts.flatMap((part): number[] => {
      if (/^\\[0-7]{3}$/.test(part)) return [parseInt(part.slice(1), 8) & 0xff];
      return [...encodeBytes(plain && part.length > 1 && part.startsWith('\\') ? part.slice(1) : part)];
    }),
  );
}
