// Copies files and trees as cp does, and mv across file systems. One `Copier` is one run: it remembers what it has made, so that
// nothing it made is replaced or copied into itself, and which names were one inode.
import { strerror, type Errno } from '../../abi/errno.ts';
import { AT_SYMLINK_FOLLOW, O_RDONLY } from '../../abi/flags.ts';
import { isDirectory, isRegular, isSymlink, S_IFMT } from '../../abi/mode.ts';
import type { Stat } from '../../abi/stat.ts';
import { copyData, keepAttributes, type Attribute } from './copy-file.ts';
import type { Steps, Tool } from './tool.ts';
import { below, readNames } from './tree.ts';

export interface CopyOptions {
  readonly recursive: boolean;
  /** Which symbolic links are followed. */
  readonly follow: 'never' | 'operands' | 'always';
  readonly keep: ReadonlySet<Attribute>;
  readonly force?: boolean;
  /** May this be overwritten? */
  readonly mayReplace?: (to: string) => Steps<boolean>;
  /** Only what is newer than what it replaces. */
  readonly update?: boolean;
  readonly backup?: ((path: string) => string) | undefined;
  readonly removeFirst?: boolean;
  readonly instead?: 'hard' | 'symbolic' | undefined;
  readonly attributesOnly?: boolean;
  readonly oneFileSystem?: boolean;
  readonly verbose: boolean;
  /** mv's words for what it does. */
  readonly moving?: boolean;
}

export class Copier {
  private readonly tool: Tool;
  private readonly options: CopyOptions;
  private readonly umask: number;
  private readonly made = new Set<string>();
  private readonly copies = new Map<string, string>();
  /** Of the operand that is being copied. */
  private top = { from: '', to: '', device: 0 };

  constructor(tool: Tool, options: CopyOptions) {
    this.tool = tool;
    this.options = options;
    this.umask = tool.sys.umask(0).ok ?? 0;
    tool.sys.umask(this.umask);
  }

  /** False: something was not copied, and it was said. */
  *copy(from: string, to: string): Steps<boolean> {
    const device = this.statOf(from, true).ok?.dev ?? 0;
    this.top = { from, to, device };
    return yield* this.one(from, to, true);
  }

  private statOf(path: string, operand: boolean): ReturnType<Tool['sys']['stat']> {
    const { follow } = this.options;
    return follow === 'always' || (operand && follow === 'operands')
      ? this.tool.sys.stat(path)
      : this.tool.sys.lstat(path);
  }

  private fail(text: string, err?: Errno): false {
    this.tool.error(err === undefined ? text : `${text}: ${strerror(err)}`);
    return false;
  }

  private *one(from: string, to: string, operand: boolean): Steps<boolean> {
    const { tool, options } = this;
    const { sys } = tool;
    const found = this.statOf(from, operand);
    if (found.err !== undefined) return this.fail(`cannot stat ${tool.quote(from)}`, found.err);
    const stat = found.ok;
    const isDir = isDirectory(stat.mode);
    if (isDir && !options.recursive) {
      return this.fail(`-r not specified; omitting directory ${tool.quote(from)}`);
    }
    if (isDir && this.made.has(key(stat))) {
      return this.fail(
        `cannot copy a directory, ${tool.quote(this.top.from)}, into itself, ${tool.quote(this.top.to)}`,
      );
    }
    const writesThrough =
      (isRegular(stat.mode) || !options.recursive) &&
      !isSymlink(stat.mode) &&
      options.instead === undefined &&
      options.removeFirst !== true &&
      options.backup === undefined;
    const there = writesThrough ? sys.stat(to) : sys.lstat(to);
    let replaced = there.ok;
    let note = '';
    if (replaced !== undefined) {
      const verdict = yield* this.replacing(from, stat, to, replaced);
      if (verdict !== 'replace') return verdict === 'skip';
      const backup = isDir ? undefined : options.backup?.(to);
      if (backup !== undefined) {
        const moved = sys.rename(to, backup);
        if (moved.err !== undefined) return this.fail(`cannot backup ${tool.quote(to)}`, moved.err);
        note = ` (backup: ${tool.quote(backup)})`;
        replaced = undefined;
      } else if (!isDirectory(replaced.mode) && this.mustRemove(stat, replaced)) {
        const gone = sys.unlink(to);
        if (gone.err !== undefined) return this.fail(`cannot remove ${tool.quote(to)}`, gone.err);
        if (options.verbose) tool.print(`removed ${tool.quote(to)}\n`);
        replaced = undefined;
      }
    }
    if (isDir) return yield* this.directory(from, to, stat, replaced);
    // mv is silent about a name that is only linked to what it has copied.
    if (!(options.moving === true && stat.nlink > 1 && this.copies.has(key(stat))))
      this.tell('copied ', from, to, note);
    const copied = yield* this.file(from, to, stat, replaced);
    const at = copied ? sys.lstat(to).ok : undefined;
    if (at !== undefined) this.made.add(key(at));
    return copied;
  }

  private mustRemove(stat: Stat, there: Stat): boolean {
    const { removeFirst, instead, force, keep, follow } = this.options;
    if (removeFirst === true || (force === true && instead !== undefined)) return true;
    if (keep.has('links') && there.nlink > 1) return true;
    return follow === 'never' && !isRegular(stat.mode);
  }

  private tell(moved: string, from: string, to: string, note = ''): void {
    const { tool, options } = this;
    if (!options.verbose) return;
    tool.print(`${options.moving === true ? moved : ''}${tool.quote(from)} -> ${tool.quote(to)}${note}\n`);
  }

  /** May `to` be replaced? 'skip': it stays, and that is right. */
  private *replacing(from: string, stat: Stat, to: string, there: Stat): Steps<'replace' | 'skip' | 'fail'> {
    const { tool, options } = this;
    const isDir = isDirectory(stat.mode);
    if (!isDir && this.isSame(from, stat, to, there)) {
      if (options.instead === 'hard' && key(stat) === key(there)) return 'skip';
      this.fail(`${tool.quote(from)} and ${tool.quote(to)} are the same file`);
      return 'fail';
    }
    if (!isDir) {
      if (options.update === true && there.mtimeNs >= stat.mtimeNs) return 'skip';
      if (options.mayReplace !== undefined && !(yield* options.mayReplace(to))) return 'skip';
    }
    if (isDirectory(there.mode) && !isDir) {
      this.fail(`cannot overwrite directory ${tool.quote(to)} with non-directory`);
      return 'fail';
    }
    if (!isDir && options.backup === undefined && this.made.has(key(there))) {
      this.fail(`will not overwrite just-created ${tool.quote(to)} with ${tool.quote(from)}`);
      return 'fail';
    }
    if (isDir && !isDirectory(there.mode)) {
      this.fail(`cannot overwrite non-directory ${tool.quote(to)} with directory ${tool.quote(from)}`);
      return 'fail';
    }
    return 'replace';
  }

  private isSame(from: string, stat: Stat, to: string, there: Stat): boolean {
    const { sys } = this.tool;
    if (key(stat) === key(there)) return true;
    const link = sys.lstat(to).ok;
    // A link onto its own target would be lost; two links that lead to one file are two.
    const replacesTarget = isSymlink(stat.mode) && link !== undefined && !isSymlink(link.mode);
    const target = replacesTarget ? sys.stat(from).ok : undefined;
    return target !== undefined && key(target) === key(there);
  }

  private *file(from: string, to: string, stat: Stat, replaced: Stat | undefined): Steps<boolean> {
    const { tool, options } = this;
    const { sys } = tool;
    if (options.instead === 'symbolic') {
      if (!from.startsWith('/') && to.includes('/') && !to.startsWith('./')) {
        return this.fail(`${tool.file(to)}: can make relative symbolic links only in current directory`);
      }
      const { err } = sys.symlink(from, to);
      return (
        err === undefined || this.fail(`cannot create symbolic link ${tool.quote(to)} to ${tool.quote(from)}`, err)
      );
    }
    const sharesInode = options.keep.has('links') && stat.nlink > 1;
    const first = options.instead === 'hard' ? from : sharesInode ? this.copies.get(key(stat)) : undefined;
    if (first !== undefined) {
      const follows = options.instead === 'hard' && options.follow !== 'never';
      const { err } = sys.linkat(undefined, first, to, follows ? AT_SYMLINK_FOLLOW : 0);
      return err === undefined || this.fail(`cannot create hard link ${tool.quote(to)} to ${tool.quote(first)}`, err);
    }
    if (isRegular(stat.mode) || (!options.recursive && !isSymlink(stat.mode))) {
      const mode = stat.mode & 0o777 & (options.keep.has('ownership') ? 0o700 : 0o777);
      const force = options.force === true;
      const { verbose, attributesOnly = false } = options;
      const exists = replaced !== undefined;
      if (!(yield* copyData(tool, { from, to, mode, exists, force, verbose, attributesOnly }))) return false;
      if (!exists && !options.keep.has('mode') && options.keep.has('ownership')) {
        sys.chmod(to, stat.mode & 0o777 & ~this.umask);
      }
    } else {
      const target = isSymlink(stat.mode) ? sys.readlink(from) : undefined;
      if (target?.err !== undefined) return this.fail(`cannot read symbolic link ${tool.quote(from)}`, target.err);
      const kind = stat.mode & (S_IFMT | 0o777);
      const { err } = target === undefined ? sys.mknod(to, kind, stat.rdev) : sys.symlink(target.ok, to);
      const what = target === undefined ? 'special file' : 'symbolic link';
      if (err !== undefined) return this.fail(`cannot create ${what} ${tool.quote(to)}`, err);
    }
    if (sharesInode) this.copies.set(key(stat), to);
    return keepAttributes(tool, from, to, stat, options.keep);
  }

  private *directory(from: string, to: string, stat: Stat, there: Stat | undefined): Steps<boolean> {
    const { tool, options } = this;
    const { sys } = tool;
    if (there === undefined) {
      // Its owner must be able to fill it; the rest of its mode comes last.
      const made = sys.mkdir(to, (stat.mode & 0o777 & (options.keep.has('ownership') ? 0o700 : 0o777)) | 0o700);
      if (made.err !== undefined) return this.fail(`cannot create directory ${tool.quote(to)}`, made.err);
      if (options.moving === true) {
        if (options.verbose) tool.print(`created directory ${tool.quote(to)}\n`);
      } else this.tell('', from, to);
    }
    const at = sys.lstat(to).ok;
    if (at !== undefined) this.made.add(key(at));
    let whole = true;
    if (options.oneFileSystem !== true || stat.dev === this.top.device) {
      const names = readNames(sys, from, O_RDONLY);
      if (names.err !== undefined) whole = this.fail(`cannot access ${tool.quote(from)}`, names.err);
      for (const name of names.ok ?? []) {
        whole = (yield* this.one(below(from, name), below(to, name), false)) && whole;
        yield* tool.settle();
        yield { wait: 'turn' };
      }
    }
    const plain = stat.mode & 0o777 & ~this.umask;
    if (there === undefined && !options.keep.has('mode') && ((at?.mode ?? 0) & 0o777) !== plain) sys.chmod(to, plain);
    return keepAttributes(tool, from, to, stat, options.keep) && whole;
  }
}

/** What tells inodes apart. */
export function key({ dev, ino }: Stat): string {
  return `${String(dev)}:${String(ino)}`;
}
