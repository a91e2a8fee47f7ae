// What test, [ and [[ ask of files.
import { R_OK, W_OK, X_OK } from '../../abi/flags.ts';
import { fileType, S_ISGID, S_ISUID, S_ISVTX } from '../../abi/mode.ts';
import type { Syscalls } from '../../kernel/program.ts';

export const fileTests: ReadonlySet<string> = new Set([...'bcdefghkLNOGprSsuwx'].map((letter) => `-${letter}`));

export function fileTest(sys: Syscalls, operator: string, path: string): boolean {
  switch (operator) {
    case '-r':
      return sys.access(path, R_OK, true).err === undefined;
    case '-w':
      return sys.access(path, W_OK, true).err === undefined;
    case '-x':
      return sys.access(path, X_OK, true).err === undefined;
    case '-h':
    case '-L': {
      const { ok } = sys.lstat(path);
      return ok !== undefined && fileType(ok.mode) === 'lnk';
    }
    default: {
      const { ok } = sys.stat(path);
      if (ok === undefined) return false;
      const { mode, size, uid, gid, atimeNs, mtimeNs } = ok;
      switch (operator) {
        case '-f':
          return fileType(mode) === 'reg';
        case '-d':
          return fileType(mode) === 'dir';
        case '-b':
          return fileType(mode) === 'blk';
        case '-c':
          return fileType(mode) === 'chr';
        case '-p':
          return fileType(mode) === 'fifo';
        case '-S':
          return fileType(mode) === 'sock';
        case '-s':
          return size > 0;
        case '-u':
          return (mode & S_ISUID) !== 0;
        case '-g':
          return (mode & S_ISGID) !== 0;
        case '-k':
          return (mode & S_ISVTX) !== 0;
        case '-O':
          return uid === sys.getcredentials().euid;
        case '-G':
          return gid === sys.getcredentials().egid;
        case '-N':
          return mtimeNs > atimeNs;
        default:
          return true;
      }
    }
  }
}

type PairTest = (sys: Syscalls, left: string, right: string) => boolean;

const newer: PairTest = (sys, left, right) => {
  const [a, b] = [sys.stat(left).ok, sys.stat(right).ok];
  return a !== undefined && (b === undefined || a.mtimeNs > b.mtimeNs);
};

export const binaryOperators: Readonly<Record<'-nt' | '-ot' | '-ef', PairTest>> = {
  '-nt': newer,
  '-ot': (sys, left, right) => newer(sys, right, left),
  '-ef': (sys, left, right) => {
    const [a, b] = [sys.stat(left).ok, sys.stat(right).ok];
    return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
  },
};
