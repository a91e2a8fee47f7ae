// Paths as text: what `cd` makes of `..` without asking the file system.

/** `target` as seen from `directory`, with `.`, `..` and double slashes taken away. */
export function normalized(directory: string, target: string): string {
  const parts: string[] = [];
  const whole = target.startsWith('/') ? target : `${directory}/${target}`;
  for (const part of whole.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}
