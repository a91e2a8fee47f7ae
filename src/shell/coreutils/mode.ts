// Permission bits as text: `drwxr-xr-x` (gnulib filemode), and chmod's symbolic language (gnulib modechange).
import { fileType, S_ISGID, S_ISUID, S_ISVTX, type FileType } from '../../abi/mode.ts';

const typeLetters: Readonly<Record<FileType, string>> = {
  reg: '-',
  dir: 'd',
  lnk: 'l',
  chr: 'c',
  blk: 'b',
  fifo: 'p',
  sock: 's',
};

export function modeText(mode: number): string {
  const bit = (mask: number, letter: string): string => ((mode & mask) !== 0 ? letter : '-');
  const execute = (mask: number, special: number, letter: string): string =>
    (mode & special) !== 0 ? ((mode & mask) !== 0 ? letter : letter.toUpperCase()) : bit(mask, 'x');
  return (
    typeLetters[fileType(mode)] +
    bit(0o400, 'r') +
    bit(0o200, 'w') +
    execute(0o100, S_ISUID, 's') +
    bit(0o040, 'r') +
    bit(0o020, 'w') +
    execute(0o010, S_ISGID, 's') +
    bit(0o004, 'r') +
    bit(0o002, 'w') +
    execute(0o001, S_ISVTX, 't')
  );
}

export interface ModeStat {
  readonly mode: number;
  readonly size: number;
}

/** What stat and find call a file. */
export function fileTypeName({ mode, size }: ModeStat): string {
  switch (fileType(mode)) {
    case 'reg':
      return size === 0 ? 'regular empty file' : 'regular file';
    case 'dir':
      return 'directory';
    case 'lnk':
      return 'symbolic link';
    case 'chr':
      return 'character special file';
    case 'blk':
      return 'block special file';
    case 'fifo':
      return 'fifo';
    case 'sock':
      return 'socket';
  }
}

/** The new permission bits of a file that has `mode`. */
export type ModeChange = (mode: number, directory: boolean, umask: number) => number;

/** Reads `755`, `u+x,go-w`, `a=rX`, `g=u`, `=755`. undefined: it is none of them. */
export function parseMode(text: string): ModeChange | undefined {
  if (/^[0-7]+$/.test(text)) {
    const bits = parseInt(text, 8);
    if (bits > 0o7777) return undefined;
    // A directory keeps set-id bits that a number of up to four digits does not mention.
    const keeps = text.length < 5;
    return (mode, directory) => (directory && keeps ? bits | (mode & 0o6000) : bits);
  }
  const changes: ModeChange[] = [];
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)((?:[-+=](?:[rwxXst]*|[ugo]|[0-7]+))+)$/.exec(clause);
    if (match === null) return undefined;
    const [, who = '', actions = ''] = match;
    for (const [, operator = '', what = ''] of actions.matchAll(/([-+=])([rwxXst]+|[ugo]|[0-7]+|)/g)) {
      changes.push(clauseChange(who, operator, what));
    }
  }
  return (mode, directory, umask) => changes.reduce((bits, change) => change(bits, directory, umask), mode & 0o7777);
}

function clauseChange(who: string, operator: string, what: string): ModeChange {
  const everyone = who === '' || who.includes('a');
  const affected =
    (everyone || who.includes('u') ? 0o4700 : 0) |
    (everyone || who.includes('g') ? 0o2070 : 0) |
    (everyone || who.includes('o') ? 0o0007 : 0) |
    (everyone || who.includes('o') ? 0o1000 : 0);
  return (mode, directory, umask) => {
    let mask = affected;
    let value = 0;
    if (/^[0-7]+$/.test(what)) {
      value = parseInt(what, 8);
      mask = 0o7777;
    } else if (/^[ugo]$/.test(what)) {
      const shift = what === 'u' ? 6 : what === 'g' ? 3 : 0;
      value = ((mode >> shift) & 7) * 0o111;
      mask &= 0o777;
    } else {
      if (what.includes('r')) value |= 0o444;
      if (what.includes('w')) value |= 0o222;
      if (what.includes('x') || (what.includes('X') && (directory || (mode & 0o111) !== 0))) value |= 0o111;
      if (what.includes('s')) value |= 0o6000;
      if (what.includes('t')) value |= 0o1000;
    }
    value &= mask;
    if (who === '') value &= ~umask;
    if (operator === '+') return mode | value;
    if (operator === '-') return mode & ~value;
    // Set-id bits of a directory stay unless they are named.
    const cleared = mask & ~(directory && !/[s0-7]/.test(what) ? 0o6000 : 0);
    return (mode & ~cleared) | value;
  };
}
