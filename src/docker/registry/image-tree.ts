// A tree of files written down compactly, and its unfolding into a layer's archive. Programs of the userland become real
// executables of it; every other binary gets its bytes from a seed when it is read. The sum of the sizes is the layer's size.
//
// A line that begins with `/` names a directory, its mode and the mode of its files; the words after it are its entries:
//   name            a file of some size            name:BYTES   of that size; `*`: what is left to the layer's size
//   name>TARGET     a symlink                      name=KEY     a text
//   name/           an empty directory             name!PROGRAM an executable of that program, nothing besides
// in front of a word `MODE@`; `{a,b}` stands for one word with each.
import { encodeBytes } from '../../abi/bytes.ts';
import { executableImage } from '../../abi/executable.ts';
import type { Archive, ArchiveEntry, ArchivePiece } from '../../drivers/index.ts';

export interface TreeImage {
  readonly tree: string;
  readonly texts: Readonly<Record<string, string>>;
  /** Bytes of all regular files together. */
  readonly size: number;
  /** When the newest file was made, nanoseconds since the epoch. */
  readonly madeNs: bigint;
}

interface Word {
  readonly path: string;
  readonly mode: number;
  readonly kind: 'file' | 'symlink' | 'text' | 'directory' | 'program';
  readonly value: string;
}

/** @param isProgram says whether the userland has a program of that name */
export function unfoldTree(image: TreeImage, isProgram: (name: string) => boolean): Archive {
  const directories = new Map<string, number>([['', 0o755]]);
  const words: Word[] = [];
  let directory = '';
  let fileMode = 0o644;
  for (const line of image.tree.split('\n')) {
    if (line.startsWith('/')) {
      const [path = '/', own = '755', files = '644'] = line.split(' ');
      directory = path.slice(1);
      fileMode = parseInt(files, 8);
      addDirectory(directories, directory, parseInt(own, 8));
      continue;
    }
    for (const word of line.split(' ').flatMap(expandBraces)) {
      if (word !== '') words.push(parseWord(directory, fileMode, word));
    }
  }
  for (const word of words) if (word.kind === 'directory') addDirectory(directories, word.path, word.mode);

  const entries: ArchiveEntry[] = [...directories].map(([path, mode]) => ({
    path,
    type: 'dir',
    mode,
    uid: 0,
    gid: 0,
    mtimeNs: image.madeNs,
  }));
  const files = words.filter((word) => word.kind !== 'directory').map((word) => makeFile(image, word, isProgram));
  return fitSize([...entries, ...files].sort(byPath), image.size);
}

function addDirectory(directories: Map<string, number>, path: string, mode: number): void {
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
    const parent = path.slice(0, slash);
    if (!directories.has(parent)) directories.set(parent, 0o755);
  }
  directories.set(path, mode);
}

function expandBraces(word: string): string[] {
  const open = word.indexOf('{');
  const close = word.indexOf('}', open);
  if (open === -1 || close === -1) return [word];
  const before = word.slice(0, open);
  return word
    .slice(open + 1, close)
    .split(',')
    .flatMap((one) => expandBraces(before + one + word.slice(close + 1)));
}

function parseWord(directory: string, fileMode: number, word: string): Word {
  const found = /^(?:([0-7]+)@)?(.+?)(?:([>=!:])(.+)|(\/))?$/.exec(word);
  const name = found?.[2] ?? word;
  const mark = found?.[3];
  const kind =
    found?.[5] === '/'
      ? 'directory'
      : mark === '>'
        ? 'symlink'
        : mark === '='
          ? 'text'
          : mark === '!'
            ? 'program'
            : 'file';
  const mode = found?.[1] === undefined ? (kind === 'directory' ? 0o755 : fileMode) : parseInt(found[1], 8);
  return { path: directory === '' ? name : `${directory}/${name}`, mode, kind, value: found?.[4] ?? '' };
}

const programDirectories = new Set(['bin', 'sbin', 'usr/bin', 'usr/sbin']);
const rest = '*';

function makeFile(image: TreeImage, word: Word, isProgram: (name: string) => boolean): ArchiveEntry {
  const { path, mode, value } = word;
  const seed = hash(path);
  const common = { path, uid: 0, gid: 0, mtimeNs: made(image.madeNs, seed) };
  const name = path.slice(path.lastIndexOf('/') + 1);
  switch (word.kind) {
    case 'symlink':
      return { ...common, type: 'lnk', mode: 0o777, link: value };
    case 'text': {
      const text = image.texts[value];
      if (text === undefined) throw new Error(`the tree names no text ${value}`);
      return { ...common, type: 'reg', mode, content: [{ bytes: encodeBytes(text) }] };
    }
    case 'program':
      return isProgram(value)
        ? { ...common, type: 'reg', mode, content: [{ bytes: executableImage(value) }] }
        : { ...common, type: 'lnk', mode: 0o777, link: 'busybox' };
    default: {
      const length = value === rest ? -1 : value === '' ? plausibleSize(path, seed) : Number(value);
      const head =
        programDirectories.has(path.slice(0, Math.max(0, path.lastIndexOf('/')))) && isProgram(name)
          ? [{ bytes: executableImage(name) }]
          : [];
      const padding = length - head.reduce((sum, piece) => sum + piece.bytes.length, 0);
      return {
        ...common,
        type: 'reg',
        mode,
        content: [...head, ...(padding === 0 ? [] : [{ seed, length: padding }])],
      };
    }
  }
}

/** Gives the one file whose size was left open (-1) what is missing. */
function fitSize(archive: readonly ArchiveEntry[], size: number): Archive {
  let sum = 0;
  for (const entry of archive) {
    for (const piece of entry.content ?? []) sum += 'bytes' in piece ? piece.bytes.length : Math.max(0, piece.length);
  }
  const isOpen = (piece: ArchivePiece): boolean => 'seed' in piece && piece.length === -1;
  return archive.map((entry) =>
    entry.content?.some(isOpen) === true
      ? {
          ...entry,
          content: entry.content.map((piece) =>
            isOpen(piece) ? { seed: hash(entry.path), length: size - sum } : piece,
          ),
        }
      : entry,
  );
}

function plausibleSize(path: string, seed: number): number {
  if (/\.so(\.|$)/.test(path)) return 8000 + (seed % 28000);
  if (/s?bin\//.test(path)) return 6000 + (seed % 40000);
  if (path.endsWith('.mo')) return 2000 + (seed % 60000);
  return 200 + (seed % 7000);
}

const day = 86_400_000_000_000n;

/** Packages are built on many days of the five years before; each file of a tree has a day of its own. */
function made(newestNs: bigint, seed: number): bigint {
  return newestNs - (BigInt(seed % 1700) + 1n) * day - BigInt(seed % 86_400) * 1_000_000_000n;
}

/** FNV-1a, 31 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return value >>> 1;
}

function byPath(a: ArchiveEntry, b: ArchiveEntry): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
