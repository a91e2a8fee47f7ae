// Names and texts as strings: UTF-8, in which a byte that is no UTF-8 is the lone surrogate U+DC80–DCFF (Python's
// surrogateescape). Every byte string has exactly one such text, and back.

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const escaped = /[\udc80-\udcff]/;

/** The bytes of a text. */
export function encodeBytes(text: string): Uint8Array {
  if (text.length < 64) {
    const bytes = new Uint8Array(text.length);
    let at = 0;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code > 0x7f) break;
      bytes[at] = code;
    }
    if (at === text.length) return bytes;
  }
  if (!escaped.test(text)) return encoder.encode(text);
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) ?? 0;
    if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00);
    else {
      for (const byte of encoder.encode(String.fromCodePoint(code))) bytes.push(byte);
      if (code > 0xffff) at++;
    }
  }
  return Uint8Array.from(bytes);
}

/** The text of bytes, whatever they are. */
export function decodeBytes(bytes: Uint8Array): string {
  if (bytes.length < 64) {
    let text = '';
    let at = 0;
    for (; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte > 0x7f) break;
      text += String.fromCharCode(byte);
    }
    if (at === bytes.length) return text;
  }
  try {
    return decoder.decode(bytes);
  } catch {
    return decodeWithEscapes(bytes);
  }
}

function decodeWithEscapes(bytes: Uint8Array): string {
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) text += String.fromCharCode(0xdc00 + (bytes[at++] ?? 0));
    else {
      text += length === 1 ? String.fromCharCode(bytes[at] ?? 0) : decoder.decode(bytes.subarray(at, at + length));
      at += length;
    }
  }
  return text;
}

/** Bytes of the well-formed character at `at`; 0 where there is none (overlong forms and surrogates are none). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  for (let next = 1; next < length; next++) if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1] ?? 0;
  if (first === 0xe0 && second < 0xa0) return 0;
  if (first === 0xed && second > 0x9f) return 0;
  if (first === 0xf0 && second < 0x90) return 0;
  if (first === 0xf4 && second > 0x8f) return 0;
  return length;
}
