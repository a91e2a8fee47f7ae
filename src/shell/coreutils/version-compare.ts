// Names in the order of versions (gnulib filevercmp): numbers by value, `~` before everything, endings such as `.tar.gz` last of all.

export function compareVersions(a: string, b: string): number {
  const special = specialRank(a) - specialRank(b);
  if (special !== 0 || a === b) return special;
  if (a === '' || a === '.' || a === '..') return 0;
  const [stemA, stemB] = [stemOf(a), stemOf(b)];
  const result = compareParts(stemA, stemB);
  return result !== 0 ? result : compareParts(a, b);
}

/** The empty name, `.`, `..`, then what is hidden, then all others. */
function specialRank(name: string): number {
  const rank = ['', '.', '..'].indexOf(name);
  return rank >= 0 ? rank : name.startsWith('.') ? 3 : 4;
}

function stemOf(name: string): string {
  return name.replace(/(?<!^)(\.[A-Za-z~][A-Za-z0-9~]*)*$/, '');
}

/** Digits rank as nothing, letters before other characters, `~` before the end. */
function rankOf(character: string | undefined): number {
  if (character === undefined) return -1;
  if (character === '~') return -2;
  if (/[0-9]/.test(character)) return 0;
  const code = character.charCodeAt(0);
  return /[A-Za-z]/.test(character) ? code : code + 0x10000;
}

function compareParts(a: string, b: string): number {
  let [i, j] = [0, 0];
  const isDigit = (character: string | undefined): boolean => character !== undefined && /[0-9]/.test(character);
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigit(a[i])) || (j < b.length && !isDigit(b[j]))) {
      const difference = rankOf(a[i]) - rankOf(b[j]);
      if (difference !== 0) return difference;
      i++;
      j++;
    }
    const [, numberA = ''] = /^0*([0-9]*)/.exec(a.slice(i)) ?? [];
    const [, numberB = ''] = /^0*([0-9]*)/.exec(b.slice(j)) ?? [];
    if (numberA.length !== numberB.length) return numberA.length - numberB.length;
    if (numberA !== numberB) return numberA < numberB ? -1 : 1;
    while (isDigit(a[i])) i++;
    while (isDigit(b[j])) j++;
  }
  return 0;
}
