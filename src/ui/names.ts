// A file name as a person may safely see it: nothing in it steers the screen, and nothing in it is lost.

/** C0, DEL, C1, marks that turn the direction of text, line separators, and bytes that are no UTF-8 (U+DC80–DCFF). */
const steering = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]/gu;

/** `a\x1b[31m`, `\u202egpj`: each such character becomes its escape. Lone surrogates are matched, pairs are not. */
export function visibleName(name: string): string {
  return name.replace(steering, (char) => {
    const code = char.charCodeAt(0);
    if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
  });
}

/** At most `length` characters: the middle of a long name goes, so that its beginning and its suffix stay. */
export function shortName(name: string, length: number): string {
  const shown = visibleName(name);
  if (shown.length <= length) return shown;
  const tail = Math.floor((length - 1) / 3);
  return `${shown.slice(0, length - 1 - tail)}…${shown.slice(shown.length - tail)}`;
}

/** Columns of a monospaced face: East Asian characters take two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of text)
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(
        char,
      )
        ? 2
        : 1;
  return width;
}

/** `1 048 576`: groups of three digits. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '\u2009');
}

/** `6 B`, `1.4 KiB`, `190.6 MiB`. */
export function sizeText(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < 3) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : Number(value.toFixed(1))} ${units[unit] ?? ''}`;
}
