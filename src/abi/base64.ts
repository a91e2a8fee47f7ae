// Bytes as base64 (RFC 4648 §4, padded): how values of xattrs and data of files are written in events and in the protocol.

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
// Looks for what is wrong: a pattern of what is right would need stack for every character.
const foreign = /[^A-Za-z0-9+/]/;
/** Arguments that one call of String.fromCharCode takes without harm to the stack. */
const chunk = 8192;

export function toBase64(bytes: Uint8Array): string {
  if (bytes.length > 48) {
    let text = '';
    for (let at = 0; at < bytes.length; at += chunk) {
      text += String.fromCharCode.apply(null, bytes.subarray(at, at + chunk) as unknown as number[]);
    }
    return btoa(text);
  }
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text +=
      digit(group >> 18) + digit(group >> 12) + (left > 1 ? digit(group >> 6) : '=') + (left > 2 ? digit(group) : '=');
  }
  return text;
}

function digit(bits: number): string {
  return digits.charAt(bits & 63);
}

/** The bytes that `text` stands for; undefined where it is no base64. */
export function fromBase64(text: string): Uint8Array | undefined {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  if (text.length % 4 !== 0 || foreign.test(text.slice(0, text.length - padding))) return undefined;
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
