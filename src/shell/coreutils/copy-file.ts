// One file copied: its bytes, holes left as holes, and those of its attributes that are to be kept. Bytes of a regular file go
// over by sendfile, so that both share what they are stored in; anything else is read to its end.
import { strerror, type Errno } from '../../abi/errno.ts';
import { AT_SYMLINK_NOFOLLOW, O_CREAT, O_EXCL, O_RDONLY, O_TRUNC, O_WRONLY } from '../../abi/flags.ts';
import { isRegular, isSymlink } from '../../abi/mode.ts';
import type { Stat } from '../../abi/stat.ts';
import { read, write } from '../../kernel/blocking.ts';
import type { Steps, Tool } from './tool.ts';

export type Attribute = 'mode' | 'ownership' | 'timestamps' | 'links' | 'context' | 'xattr';

/** `mode`: of a file that is made. False: it failed, and that was said. */
export interface DataCopy {
  readonly from: string;
  readonly to: string;
  readonly mode: number;
  readonly exists: boolean;
  /** Remove `to` where it cannot be opened. */
  readonly force: boolean;
  readonly verbose: boolean;
  readonly attributesOnly: boolean;
}

export function* copyData(tool: Tool, copy: DataCopy): Steps<boolean> {
  const { sys } = tool;
  const { from, to } = copy;
  const source = sys.open(from, O_RDONLY);
  if (source.err !== undefined) {
    tool.error(`cannot open ${tool.quote(from)} for reading: ${strerror(source.err)}`);
    return false;
  }
  const make = (): ReturnType<typeof sys.open> => sys.open(to, O_WRONLY | O_CREAT | O_EXCL, copy.mode);
  let target = copy.exists ? sys.open(to, O_WRONLY | (copy.attributesOnly ? 0 : O_TRUNC)) : make();
  if (copy.exists && target.err !== undefined && copy.force) {
    const gone = sys.unlink(to);
    if (gone.err !== undefined) {
      tool.error(`cannot remove ${tool.quote(to)}: ${strerror(gone.err)}`);
      return false;
    }
    if (copy.verbose) tool.print(`removed ${tool.quote(to)}\n`);
    target = make();
  }
  if (target.err !== undefined) {
    sys.close(source.ok);
    if (target.err === 'EEXIST' && isSymlink(sys.lstat(to).ok?.mode ?? 0)) {
      tool.error(`not writing through dangling symlink ${tool.quote(to)}`);
    } else {
      const err = target.err === 'EISDIR' && to.endsWith('/') ? 'ENOTDIR' : target.err;
      tool.error(`cannot create regular file ${tool.quote(to)}: ${strerror(err)}`);
    }
    return false;
  }
  const failed = copy.attributesOnly ? undefined : yield* copyBytes(tool, source.ok, target.ok);
  sys.close(source.ok);
  const closed = sys.close(target.ok);
  if (failed !== undefined)
    tool.error(`error ${failed.while} ${tool.quote(failed.while === 'reading' ? from : to)}: ${strerror(failed.err)}`);
  else if (closed.err !== undefined) tool.error(`failed to close ${tool.quote(to)}: ${strerror(closed.err)}`);
  return failed === undefined && closed.err === undefined;
}

interface Failure {
  readonly while: 'reading' | 'writing';
  readonly err: Errno;
}

function* copyBytes(tool: Tool, from: number, to: number): Steps<Failure | undefined> {
  const { sys, process } = tool;
  const stat = sys.fstat(from);
  if (stat.err === undefined && isRegular(stat.ok.mode) && stat.ok.size > 0) {
    const { size, blocks } = stat.ok;
    const isSparse = blocks * 512 < size;
    for (let at = 0; at < size;) {
      const start = isSparse ? sys.lseek(from, at, 'SEEK_DATA') : { ok: at };
      if (start.err !== undefined) break;
      const end = isSparse ? (sys.lseek(from, start.ok, 'SEEK_HOLE').ok ?? size) : size;
      if (isSparse) {
        sys.lseek(from, start.ok, 'SEEK_SET');
        sys.lseek(to, start.ok, 'SEEK_SET');
      }
      for (at = start.ok; at < end;) {
        const moved = sys.sendfile(to, from, end - at);
        if (moved.err !== undefined) return { while: 'writing', err: moved.err };
        if (moved.ok === 0) return undefined;
        at += moved.ok;
        yield { wait: 'turn' };
      }
    }
    const whole = isSparse ? sys.ftruncate(to, size) : undefined;
    return whole?.err === undefined ? undefined : { while: 'writing', err: whole.err };
  }
  for (;;) {
    const piece = yield* read(process, from, 131072);
    if (piece.err !== undefined) return { while: 'reading', err: piece.err };
    if (piece.ok.length === 0) return undefined;
    const written = yield* write(process, to, piece.ok);
    if (written.err !== undefined) return { while: 'writing', err: written.err };
    yield { wait: 'turn' };
  }
}

/** Gives `to` the attributes of `from`, whose lstat or stat is `stat`. What an unprivileged owner may not give is left out. */
export function keepAttributes(
  tool: Tool,
  from: string,
  to: string,
  stat: Stat,
  kept: ReadonlySet<Attribute>,
): boolean {
  const { sys } = tool;
  const failed = (what: string, err: Errno | undefined): void => {
    if (err !== undefined) tool.error(`${what} ${tool.quote(to)}: ${strerror(err)}`);
  };
  const before = tool.status;
  const isLink = isSymlink(stat.mode);
  if (kept.has('timestamps'))
    failed('preserving times for', sys.utimensat(to, stat.atimeNs, stat.mtimeNs, isLink ? AT_SYMLINK_NOFOLLOW : 0).err);
  let owned = true;
  if (kept.has('ownership')) {
    const chown = (uid: number): ReturnType<typeof sys.chown> =>
      isLink ? sys.lchown(to, uid, stat.gid) : sys.chown(to, uid, stat.gid);
    const { err } = chown(stat.uid);
    owned = err === undefined;
    if (err === 'EPERM') chown(-1);
    else failed('failed to preserve ownership for', err);
  }
  const names =
    kept.has('xattr') || kept.has('mode') ? (isLink ? sys.llistxattr(from) : sys.listxattr(from)).ok : undefined;
  for (const name of names ?? []) {
    if (!kept.has(name.startsWith('system.posix_acl_') ? 'mode' : 'xattr')) continue;
    const value = isLink ? sys.lgetxattr(from, name) : sys.getxattr(from, name);
    if (value.err !== undefined) continue;
    const set = isLink ? sys.lsetxattr(to, name, value.ok) : sys.setxattr(to, name, value.ok);
    if (set.err !== undefined && set.err !== 'EOPNOTSUPP' && set.err !== 'EPERM')
      tool.error(`setting attribute ${tool.word(name)} for ${tool.word(to)}: ${strerror(set.err)}`);
  }
  // Set-id bits are not given to a file that somebody else owns.
  if (kept.has('mode') && !isLink)
    failed('preserving permissions for', sys.chmod(to, stat.mode & (owned ? 0o7777 : 0o1777)).err);
  return tool.status === before;
}
