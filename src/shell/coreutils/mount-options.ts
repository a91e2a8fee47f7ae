// Options of mount(8): which are flags of mount(2), which only mount itself reads, which are the file system's own.
import * as flag from '../../abi/flags.ts';

/** What `-o` and its like say, in the order they were given. */
export interface MountOptions {
  readonly flags: number;
  /** Changes of propagation, each a mount(2) of its own. */
  readonly propagation: readonly number[];
  /** For the file system: what mount(2) takes as data. */
  readonly data: string;
  /** For mount(8) itself: `noauto`, `X-mount.mkdir`. */
  readonly user: readonly string[];
}

/** By their words: the flags they set, and those they clear. */
const flagWords: Readonly<Record<string, readonly [set: number, clear: number]>> = {
  defaults: [0, 0],
  ro: [flag.MS_RDONLY, 0],
  rw: [0, flag.MS_RDONLY],
  nosuid: [flag.MS_NOSUID, 0],
  suid: [0, flag.MS_NOSUID],
  nodev: [flag.MS_NODEV, 0],
  dev: [0, flag.MS_NODEV],
  noexec: [flag.MS_NOEXEC, 0],
  exec: [0, flag.MS_NOEXEC],
  noatime: [flag.MS_NOATIME, 0],
  atime: [0, flag.MS_NOATIME],
  nodiratime: [flag.MS_NODIRATIME, 0],
  diratime: [0, flag.MS_NODIRATIME],
  relatime: [flag.MS_RELATIME, 0],
  norelatime: [0, flag.MS_RELATIME],
  strictatime: [flag.MS_STRICTATIME, 0],
  nostrictatime: [0, flag.MS_STRICTATIME],
  sync: [flag.MS_SYNCHRONOUS, 0],
  async: [0, flag.MS_SYNCHRONOUS],
  dirsync: [flag.MS_DIRSYNC, 0],
  lazytime: [flag.MS_LAZYTIME, 0],
  nolazytime: [0, flag.MS_LAZYTIME],
  nosymfollow: [flag.MS_NOSYMFOLLOW, 0],
  symfollow: [0, flag.MS_NOSYMFOLLOW],
  silent: [flag.MS_SILENT, 0],
  loud: [0, flag.MS_SILENT],
  bind: [flag.MS_BIND, 0],
  rbind: [flag.MS_BIND | flag.MS_REC, 0],
  move: [flag.MS_MOVE, 0],
  remount: [flag.MS_REMOUNT, 0],
};

const propagationWords: Readonly<Record<string, number>> = {
  shared: flag.MS_SHARED,
  slave: flag.MS_SLAVE,
  private: flag.MS_PRIVATE,
  unbindable: flag.MS_UNBINDABLE,
};

/** They say who may mount, and so forbid what such a one should not bring in. */
const ownerWords: Readonly<Record<string, number>> = {
  user: flag.MS_NOSUID | flag.MS_NODEV | flag.MS_NOEXEC,
  users: flag.MS_NOSUID | flag.MS_NODEV | flag.MS_NOEXEC,
  owner: flag.MS_NOSUID | flag.MS_NODEV,
  group: flag.MS_NOSUID | flag.MS_NODEV,
};

const userWord = /^(auto|noauto|nouser|nousers|noowner|nogroup|nofail|_netdev|loop|[xX]-.*|comment=.*)$/;

/** The flag of `shared`, `rslave`; undefined: the word says nothing of propagation. */
function propagationFlag(word: string): number | undefined {
  const known = propagationWords[word];
  if (known !== undefined) return known;
  const below = word.startsWith('r') ? propagationWords[word.slice(1)] : undefined;
  return below === undefined ? undefined : below | flag.MS_REC;
}

/** Reads the words of all `-o` in turn: a later one has the last say. */
export function readMountOptions(words: readonly string[]): MountOptions {
  let flags = 0;
  const propagation: number[] = [];
  const user: string[] = [];
  const data: string[] = [];
  for (const word of words) {
    const [set, clear] = flagWords[word] ?? [0, 0];
    flags = (flags & ~clear) | set;
    const spread = propagationFlag(word);
    const owner = ownerWords[word.replace(/=.*/, '')];
    if (spread !== undefined) propagation.push(spread);
    else if (owner !== undefined) flags |= owner;
    else if (userWord.test(word)) user.push(word);
    else if (flagWords[word] === undefined && word !== '') data.push(word);
  }
  return { flags, propagation, data: data.join(','), user };
}

/** By commas; one in double quotes, or after a backslash, separates nothing. */
export function optionWords(list: string): string[] {
  return list.match(/(?:"[^"]*"|\\.|[^,\\"]|["\\])+/gs) ?? [];
}
