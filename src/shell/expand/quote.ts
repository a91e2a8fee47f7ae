// Values written so that a shell reads them back: `${x@Q}`, `printf %q`, `declare -p`, `set`, `set -x`.

/** In single quotes, or `$'…'` where control characters are in it: `${x@Q}`, `set`, `alias`, `trap`. */
export function singleQuoted(text: string): string {
  if (needsAnsiC(text)) return ansiCQuoted(text);
  return `'${text.replace(/'/g, "'\\''")}'`;
}

/** As `set` shows values: bare where nothing is special. */
export function quotedIfNeeded(text: string): string {
  if (text === '') return '';
  if (needsAnsiC(text)) return ansiCQuoted(text);
  return isPlain(text) ? text : singleQuoted(text);
}

/** With backslashes, as `printf %q` writes. */
export function backslashed(text: string): string {
  if (text === '') return "''";
  if (needsAnsiC(text)) return ansiCQuoted(text);
  return text
    .replace(/[\s!"#$&'()*,;<>?[\\\]^`{|}]/g, '\\$&')
    .replace(/^~/, '\\~')
    .replace(/^\\?#/, '\\#')
    .replace(/([^\\])\\#/g, '$1#');
}

/** In double quotes, as `declare -p` writes values. */
export function doubleQuoted(text: string): string {
  if (needsAnsiC(text)) return ansiCQuoted(text);
  return `"${text.replace(/["$\\`]/g, '\\$&')}"`;
}

/** As `set -x` shows a word. */
export function traceQuoted(text: string): string {
  if (text === '') return "''";
  if (needsAnsiC(text.replace(/[\t\n]/g, ''))) return ansiCQuoted(text);
  return isPlain(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}

function isPlain(text: string): boolean {
  return !/[\s!"#$&'()*;<>?[\\\]^`{|}]/.test(text.replace(/(?<=.)#/g, '')) && !/^~/.test(text) && !/[=:]~/.test(text);
}

function needsAnsiC(text: string): boolean {
  return /[\x00-\x1f\x7f\udc80-\udcff]/.test(text);
}

const escapes: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\x1b': '\\E',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  "'": "\\'",
};

export function ansiCQuoted(text: string): string {
  let quoted = '';
  for (const char of text) {
    const code = char.charCodeAt(0);
    const escape = escapes[char];
    if (escape !== undefined) quoted += escape;
    else if (code < 32 || code === 127) quoted += `\\${code.toString(8).padStart(3, '0')}`;
    else if (code >= 0xdc80 && code <= 0xdcff) quoted += `\\${(code - 0xdc00).toString(8).padStart(3, '0')}`;
    else quoted += char;
  }
  return `$'${quoted}'`;
}
