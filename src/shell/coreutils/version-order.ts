// The order of file names with version numbers (gnulib filevercmp): digits count as numbers, ~ comes before all, suffixes
// such as .tar.gz count only where the rest is alike.

export function compareVersions(a: string, b: string): number {
  if (a === b) return 0;
  for (const special of ['', '.', '..']) {
    if (a === special) return -1;
    if (b === special) return 1;
  }
  const [hiddenA, hiddenB] = [a.startsWith('.'), b.startsWith('.')];
  if (hiddenA !== hiddenB) return hiddenA ? -1 : 1;
  const order = compareParts(stem(a), stem(b));
  if (order !== 0) return order;
  return compareParts(a, b) || (a < b ? -1 : 1);
}

/** Without the suffix: ends that begin with a dot and a letter or ~. */
function stem(name: string): string {
  const match = /(?:\.[A-Za-z~][A-Za-z0-9~]*)+$/.exec(name);
  return match === null || match.index === 0 ? name : name.slice(0, match.index);
}

/** ~ before the end, the end before digits, letters, all else. */
function rank(character: string): number {
  if (character === '' || /\d/.test(character)) return 0;
  if (/[A-Za-z]/.test(character)) return character.charCodeAt(0);
  return character === '~' ? -1 : character.charCodeAt(0) + 256;
}

function compareParts(a: string, b: string): number {
  let [i, j] = [0, 0];
  const isDigit = (text: string, at: number): boolean => /\d/.test(text.charAt(at));
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigit(a, i)) || (j < b.length && !isDigit(b, j))) {
      const order = rank(a.charAt(i)) - rank(b.charAt(j));
      if (order !== 0) return order;
      i++;
      j++;
    }
    const [x = '', y = ''] = [/^\d*/.exec(a.slice(i))?.[0], /^\d*/.exec(b.slice(j))?.[0]];
    const [m, n] = [x.replace(/^0+/, ''), y.replace(/^0+/, '')];
    if (m.length !== n.length) return m.length - n.length;
    if (m !== n) return m < n ? -1 : 1;
    i += x.length;
    j += y.length;
  }
  return 0;
}
