// The syscall protocol: one request a line, one answer a line, both JSON; calls and arguments are those of man section 2.
// The caller is the first process of a machine whose root is an empty ext4. No request ends the server: what is no
// request is answered EINVAL with the reason. Where protocol and real kernel leave a choice, Linux's answer is given.
import { fromBase64, toBase64 } from '../abi/base64.ts';
import { decodeBytes, encodeBytes } from '../abi/bytes.ts';
import * as flag from '../abi/flags.ts';
import type { Whence } from '../abi/flags.ts';
import { fileType } from '../abi/mode.ts';
import type { DeviceNumber, DirectoryEntry, SetTime, Stat, StatFs } from '../abi/stat.ts';
import { createMachine } from '../kernel/boot.ts';
import type { KernelEvent } from '../kernel/events.ts';
import type { Machine } from '../kernel/machine.ts';
import type { Result, Syscalls } from '../kernel/program.ts';
import { isRead, overlayType, type OverlayEvent } from '../overlay/index.ts';

export interface SyscallServer {
  /** The answer to one line, without its newline. */
  answer(line: string): string;
  /** The kernel's log, as dmesg(1) shows it. The protocol has no call for it. */
  log(): string;
}

/**
 * @param options `steps`: each answer says what overlays changed on their layers; `reads`: and at what they looked
 */
export function createSyscallServer(options: { readonly steps: boolean; readonly reads: boolean }): SyscallServer {
  const record = options.steps ? new StepRecord(options.reads) : undefined;
  const machine = minimalMachine(record);
  const { sys } = machine.bareProcess();
  return {
    answer(line) {
      const { id, answer } = answerTo(machine, sys, line);
      return `{"id":${JSON.stringify(id)},${answer}${record === undefined ? '' : record.take()}}`;
    },
    log: () => sys.syslog().ok ?? '',
  };
}

function minimalMachine(record: StepRecord | undefined): Machine {
  return createMachine({
    boot: 'minimal',
    epoch: 1_767_225_600_000_000_000n,
    seed: 1,
    hostname: 'localhost',
    rootSize: 256 * 1024 * 1024,
    rootInodes: 65_536,
    memory: 512 * 1024 * 1024,
    cpus: 1,
    programs: new Map(),
    fileSystems: [overlayType],
    ...(record === undefined ? {} : { events: record }),
  });
}

/** Collects what overlays tell during one request, in the words of the kernel films. */
class StepRecord {
  readonly #withReads: boolean;
  #steps: object[] = [];
  #reads: object[] = [];

  constructor(withReads: boolean) {
    this.#withReads = withReads;
  }

  begin(): void {
    // A request is the only span here.
  }

  end(): void {
    // Its answer says how it ended.
  }

  emit(event: KernelEvent): void {
    if (!('layer' in event)) return;
    if (!isRead(event)) this.#steps.push(filmWords(event));
    else if (this.#withReads) this.#reads.push({ before: this.#steps.length, ...filmWords(event) });
  }

  /** `,"steps":[…]`, with the reads where they are asked for; and begins anew. */
  take(): string {
    const steps = `,"steps":${JSON.stringify(this.#steps)}`;
    const text = this.#withReads ? `${steps},"reads":${JSON.stringify(this.#reads)}` : steps;
    this.#steps = [];
    this.#reads = [];
    return text;
  }
}

/** An event without what only our log says of it. */
function filmWords(event: OverlayEvent): object {
  const { mount: _mount, step: _step, op, layer, err, ...fields } = event;
  return { op, layer, ...fields, ...(err === undefined ? {} : { err }) };
}

/** A line that is no request, and why. */
class NoRequest extends Error {}

function answerTo(machine: Machine, sys: Syscalls, line: string): { readonly id: unknown; readonly answer: string } {
  let id: unknown = null;
  try {
    const request = parse(line);
    id = request['id'] ?? null;
    const name = request['call'];
    if (typeof name !== 'string') throw new NoRequest('call: a name is wanted');
    const call = calls.get(name);
    if (call === undefined) return { id, answer: '"err":"ENOSYS"' };
    const { ok, err } = call.make(sys, call.check(request['args']), machine);
    return { id, answer: err === undefined ? `"ok":${JSON.stringify(ok)}` : `"err":"${err}"` };
  } catch (error) {
    if (!(error instanceof NoRequest)) throw error;
    return { id, answer: `"err":"EINVAL","why":${JSON.stringify(error.message)}` };
  }
}

function parse(line: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    // JSON.parse has no other way to say that this is no JSON.
    throw new NoRequest(`no JSON: ${(error as Error).message}`);
  }
  if (!isObject(value)) throw new NoRequest('a request is an object');
  return value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Turns an argument as it came into what the system call takes. @throws NoRequest */
type Take<T> = (value: unknown, name: string) => T;

interface Argument<T> {
  readonly take: Take<T>;
  /** What it is when it is left out; a `required` argument may not be. */
  readonly absent: T | typeof required;
}

const required = Symbol('required');

type Arguments<S> = { readonly [K in keyof S]: S[K] extends Argument<infer T> ? T : never };
type Specification = Readonly<Record<string, Argument<unknown>>>;

interface Call {
  check(args: unknown): unknown;
  make(sys: Syscalls, args: unknown, machine: Machine): Result<unknown>;
}

function call<S extends Specification>(
  specification: S,
  make: (sys: Syscalls, args: Arguments<S>, machine: Machine) => Result<unknown>,
): Call {
  const names = Object.keys(specification);
  return {
    check: (given = {}) => {
      if (!isObject(given)) throw new NoRequest('args: an object is wanted');
      const taken: Record<string, unknown> = {};
      for (const name in given) if (!names.includes(name)) throw new NoRequest(`unknown argument: ${name}`);
      for (const name of names) {
        const argument = specification[name] as Argument<unknown>;
        const value = given[name];
        if (value !== undefined) taken[name] = argument.take(value, name);
        else if (argument.absent === required) throw new NoRequest(`${name}: missing`);
        else taken[name] = argument.absent;
      }
      return taken;
    },
    make: (sys, args, machine) => make(sys, args as Arguments<S>, machine),
  };
}

function must<T>(take: Take<T>): Argument<T> {
  return { take, absent: required };
}

function may<T, A>(take: Take<T>, absent: A): Argument<T | A> {
  return { take, absent };
}

/** A lone surrogate that stands for no byte, or a NUL: no C string holds either. */
const noName = /[\ud800-\udc7f\udd00-\udfff]|\0/u;
const escapedBytes = /[\udc80-\udcff]/u;

const text: Take<string> = (value, name) => {
  if (typeof value !== 'string') throw new NoRequest(`${name}: a string is wanted`);
  if (noName.test(value)) throw new NoRequest(`${name}: holds a NUL, or half a character`);
  // Bytes that were escaped one by one may be valid UTF-8 together: a name has one spelling.
  return escapedBytes.test(value) ? decodeBytes(encodeBytes(value)) : value;
};

function integer(least: number, most: number): Take<number> {
  return (value, name) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) throw new NoRequest(`${name}: a whole number is wanted`);
    if (value < least || value > most) throw new NoRequest(`${name}: out of range`);
    return value;
  };
}

const int = integer(-(2 ** 31), 2 ** 31 - 1);
const bits = integer(-(2 ** 31), 2 ** 32 - 1);
const offset = integer(-(2 ** 63), 2 ** 63);
const count = integer(0, 2 ** 63);
const owner = integer(-1, 2 ** 32 - 1);

const bytes: Take<Uint8Array> = (value, name) => {
  const found = typeof value === 'string' ? fromBase64(value) : undefined;
  if (found === undefined) throw new NoRequest(`${name}: base64 is wanted`);
  return found;
};

const decimal = /^-?\d{1,19}$/;

const nanoseconds: Take<bigint> = (value, name) => {
  if (typeof value !== 'string' || !decimal.test(value)) {
    throw new NoRequest(`${name}: a decimal string of nanoseconds is wanted`);
  }
  return BigInt(value);
};

const time: Take<SetTime> = (value, name) =>
  value === 'UTIME_NOW' || value === 'UTIME_OMIT' ? value : nanoseconds(value, name);

function list<T>(value: unknown, name: string, take: Take<T>): readonly T[] {
  if (!Array.isArray(value)) throw new NoRequest(`${name}: a list is wanted`);
  return value.map((item) => take(item, name));
}

const device: Take<DeviceNumber> = (value, name) => {
  const [major, minor, ...more] = list(value, name, bits);
  if (major === undefined || minor === undefined || more.length > 0)
    throw new NoRequest(`${name}: [major, minor] is wanted`);
  return [major, minor];
};

const groups: Take<readonly number[]> = (value, name) => list(value, name, bits);

type FlagWord = Exclude<keyof typeof flag, 'Whence'>;

/** Flags by their names. */
function flags(...words: readonly FlagWord[]): Take<number> {
  const values = new Map<unknown, number>(words.map((word) => [word, flag[word]]));
  return (value, name) => {
    if (!Array.isArray(value)) throw new NoRequest(`${name}: a list of names is wanted`);
    let sum = 0;
    for (const word of value) {
      const found = values.get(word);
      if (found === undefined) throw new NoRequest(`${name}: unknown: ${JSON.stringify(word)}`);
      sum |= found;
    }
    return sum;
  };
}

const whences: readonly unknown[] = ['SEEK_SET', 'SEEK_CUR', 'SEEK_END', 'SEEK_DATA', 'SEEK_HOLE'] satisfies Whence[];

const whence: Take<Whence> = (value, name) => {
  if (!whences.includes(value)) throw new NoRequest(`${name}: unknown: ${JSON.stringify(value)}`);
  return value as Whence;
};

const path = must(text);
const fd = must(int);
const mountFlags = flags(
  'MS_RDONLY',
  'MS_REMOUNT',
  'MS_BIND',
  'MS_REC',
  'MS_NOATIME',
  'MS_STRICTATIME',
  'MS_NOSUID',
  'MS_NODEV',
  'MS_NOEXEC',
  'MS_NODIRATIME',
  'MS_RELATIME',
  'MS_MOVE',
);
const openFlags = flags(
  'O_RDONLY',
  'O_WRONLY',
  'O_RDWR',
  'O_CREAT',
  'O_EXCL',
  'O_TRUNC',
  'O_APPEND',
  'O_DIRECTORY',
  'O_NOFOLLOW',
  'O_NONBLOCK',
  'O_TMPFILE',
  'O_PATH',
  'O_NOATIME',
  'O_NOCTTY',
  'O_CLOEXEC',
);
const xattrFlags = may(flags('XATTR_CREATE', 'XATTR_REPLACE'), 0);

const calls: ReadonlyMap<string, Call> = new Map(
  Object.entries({
    mount: call(
      { source: must(text), target: must(text), fstype: may(text, ''), flags: may(mountFlags, 0), data: may(text, '') },
      (sys, a) => sys.mount(a.source, a.target, a.fstype, a.flags, a.data),
    ),
    umount: call({ target: must(text), flags: may(flags('MNT_DETACH', 'UMOUNT_NOFOLLOW'), 0) }, (sys, a) =>
      sys.umount(a.target, a.flags),
    ),
    mounts: call({}, (_sys, _a, machine) => ({ ok: overlayLines(machine.mounts()) })),

    open: call({ path, flags: may(openFlags, 0), mode: may(bits, 0o644) }, (sys, a) =>
      sys.open(a.path, a.flags, a.mode),
    ),
    close: call({ fd }, (sys, a) => sys.close(a.fd)),
    fsync: call({ fd }, (sys, a) => sys.fsync(a.fd)),
    syncfs: call({ fd }, (sys, a) => sys.syncfs(a.fd)),
    read: call({ fd, count: must(count) }, (sys, a) => encoded(sys.read(a.fd, a.count))),
    pread: call({ fd, count: must(count), offset: must(offset) }, (sys, a) =>
      encoded(sys.pread(a.fd, a.count, a.offset)),
    ),
    write: call({ fd, data: must(bytes) }, (sys, a) => sys.write(a.fd, a.data)),
    pwrite: call({ fd, data: must(bytes), offset: must(offset) }, (sys, a) => sys.pwrite(a.fd, a.data, a.offset)),
    lseek: call({ fd, offset: must(offset), whence: may(whence, 'SEEK_SET' as const) }, (sys, a) =>
      sys.lseek(a.fd, a.offset, a.whence),
    ),
    ftruncate: call({ fd, length: must(offset) }, (sys, a) => sys.ftruncate(a.fd, a.length)),
    truncate: call({ path, length: must(offset) }, (sys, a) => sys.truncate(a.path, a.length)),
    fallocate: call(
      {
        fd,
        mode: may(flags('FALLOC_FL_KEEP_SIZE', 'FALLOC_FL_PUNCH_HOLE', 'FALLOC_FL_ZERO_RANGE'), 0),
        offset: must(offset),
        len: must(offset),
      },
      (sys, a) => sys.fallocate(a.fd, a.mode, a.offset, a.len),
    ),
    copy_file_range: call(
      { fd_in: fd, fd_out: fd, len: must(count), off_in: may(offset, undefined), off_out: may(offset, undefined) },
      (sys, a) => sys.copyFileRange(a.fd_in, a.off_in, a.fd_out, a.off_out, a.len),
    ),

    stat: call({ path }, (sys, a) => mapped(sys.stat(a.path), statAnswer)),
    lstat: call({ path }, (sys, a) => mapped(sys.lstat(a.path), statAnswer)),
    fstat: call({ fd }, (sys, a) => mapped(sys.fstat(a.fd), statAnswer)),
    access: call({ path, mode: must(flags('F_OK', 'R_OK', 'W_OK', 'X_OK')) }, (sys, a) => sys.access(a.path, a.mode)),
    getdents: call({ path: may(text, undefined), fd: may(int, undefined) }, getdents),
    mkdir: call({ path, mode: may(bits, 0o755) }, (sys, a) => sys.mkdir(a.path, a.mode)),
    rmdir: call({ path }, (sys, a) => sys.rmdir(a.path)),
    unlink: call({ path }, (sys, a) => sys.unlink(a.path)),
    rename: call(
      {
        oldpath: path,
        newpath: path,
        flags: may(flags('RENAME_NOREPLACE', 'RENAME_EXCHANGE', 'RENAME_WHITEOUT'), 0),
      },
      (sys, a) => sys.rename(a.oldpath, a.newpath, a.flags),
    ),
    link: call({ oldpath: path, newpath: path }, (sys, a) => sys.link(a.oldpath, a.newpath)),
    linkat: call(
      {
        olddirfd: may(int, undefined),
        oldpath: may(text, ''),
        newpath: path,
        flags: may(flags('AT_SYMLINK_FOLLOW', 'AT_EMPTY_PATH'), 0),
      },
      (sys, a) => sys.linkat(a.olddirfd, a.oldpath, a.newpath, a.flags),
    ),
    symlink: call({ target: path, linkpath: path }, (sys, a) => sys.symlink(a.target, a.linkpath)),
    readlink: call({ path }, (sys, a) => sys.readlink(a.path)),
    mknod: call({ path, mode: must(bits), dev: may(device, [0, 0] as const) }, (sys, a) =>
      sys.mknod(a.path, a.mode, a.dev),
    ),
    chmod: call({ path, mode: must(bits) }, (sys, a) => sys.chmod(a.path, a.mode)),
    fchmod: call({ fd, mode: must(bits) }, (sys, a) => sys.fchmod(a.fd, a.mode)),
    chown: call({ path, uid: must(owner), gid: must(owner) }, (sys, a) => sys.chown(a.path, a.uid, a.gid)),
    lchown: call({ path, uid: must(owner), gid: must(owner) }, (sys, a) => sys.lchown(a.path, a.uid, a.gid)),
    fchown: call({ fd, uid: must(owner), gid: must(owner) }, (sys, a) => sys.fchown(a.fd, a.uid, a.gid)),
    utimensat: call(
      { path, atimeNs: must(time), mtimeNs: must(time), flags: may(flags('AT_SYMLINK_NOFOLLOW'), 0) },
      (sys, a) => sys.utimensat(a.path, a.atimeNs, a.mtimeNs, a.flags),
    ),
    futimens: call({ fd, atimeNs: must(time), mtimeNs: must(time) }, (sys, a) =>
      sys.futimens(a.fd, a.atimeNs, a.mtimeNs),
    ),

    getxattr: call({ path, name: path }, (sys, a) => encoded(sys.getxattr(a.path, a.name))),
    lgetxattr: call({ path, name: path }, (sys, a) => encoded(sys.lgetxattr(a.path, a.name))),
    fgetxattr: call({ fd, name: path }, (sys, a) => encoded(sys.fgetxattr(a.fd, a.name))),
    setxattr: call({ path, name: path, value: must(bytes), flags: xattrFlags }, (sys, a) =>
      sys.setxattr(a.path, a.name, a.value, a.flags),
    ),
    lsetxattr: call({ path, name: path, value: must(bytes), flags: xattrFlags }, (sys, a) =>
      sys.lsetxattr(a.path, a.name, a.value, a.flags),
    ),
    fsetxattr: call({ fd, name: path, value: must(bytes), flags: xattrFlags }, (sys, a) =>
      sys.fsetxattr(a.fd, a.name, a.value, a.flags),
    ),
    removexattr: call({ path, name: path }, (sys, a) => sys.removexattr(a.path, a.name)),
    lremovexattr: call({ path, name: path }, (sys, a) => sys.lremovexattr(a.path, a.name)),
    fremovexattr: call({ fd, name: path }, (sys, a) => sys.fremovexattr(a.fd, a.name)),
    listxattr: call({ path }, (sys, a) => mapped(sys.listxattr(a.path), inByteOrder)),
    llistxattr: call({ path }, (sys, a) => mapped(sys.llistxattr(a.path), inByteOrder)),
    flistxattr: call({ fd }, (sys, a) => mapped(sys.flistxattr(a.fd), inByteOrder)),

    statfs: call({ path }, (sys, a) => mapped(sys.statfs(a.path), statFsAnswer)),
    setcreds: call({ uid: must(owner), gid: must(owner), groups: may(groups, []) }, (sys, a) => {
      // Root is the saved id, so that it can be taken back; the groups can be set by root alone.
      for (const step of [
        () => sys.setresuid(0, 0, 0),
        () => sys.setgroups(a.groups),
        () => sys.setresgid(a.gid, a.gid, 0),
        () => sys.setresuid(a.uid, a.uid, 0),
      ]) {
        const result = step();
        if (result.err !== undefined) return result;
      }
      return { ok: null };
    }),
    umask: call({ mask: must(int) }, (sys, a) => sys.umask(a.mask)),
    chdir: call({ path }, (sys, a) => sys.chdir(a.path)),
    getcwd: call({}, (sys) => sys.getcwd()),
    nanosleep: call({ req: must(nanoseconds) }, (_sys, a, machine) => {
      if (a.req < 0n) return { err: 'EINVAL' };
      machine.advance(a.req);
      return { ok: null };
    }),
  }),
);

function getdents(
  sys: Syscalls,
  args: { readonly path: string | undefined; readonly fd: number | undefined },
): Result<unknown> {
  if ((args.path === undefined) === (args.fd === undefined)) throw new NoRequest('getdents: path or fd');
  if (args.path === undefined) return allEntries(sys, args.fd ?? -1);
  const opened = sys.open(args.path, flag.O_RDONLY | flag.O_DIRECTORY);
  if (opened.err !== undefined) return opened;
  const entries = allEntries(sys, opened.ok);
  sys.close(opened.ok);
  return entries;
}

/** What is left of the stream. */
function allEntries(sys: Syscalls, fd: number): Result<readonly Pick<DirectoryEntry, 'name' | 'ino' | 'type'>[]> {
  const entries: Pick<DirectoryEntry, 'name' | 'ino' | 'type'>[] = [];
  for (;;) {
    const { ok, err } = sys.getdents(fd);
    if (err !== undefined) return { err };
    if (ok.length === 0) return { ok: entries };
    for (const { name, ino, type } of ok) entries.push({ name, ino, type });
  }
}

function mapped<T, U>(result: Result<T>, map: (value: T) => U): Result<U> {
  return result.err === undefined ? { ok: map(result.ok) } : result;
}

function encoded(result: Result<Uint8Array>): Result<string> {
  return mapped(result, toBase64);
}

function statAnswer(stat: Stat): unknown {
  const { dev, ino, mode, nlink, uid, gid, rdev, size, blocks, atimeNs, mtimeNs, ctimeNs } = stat;
  return {
    dev,
    ino,
    mode,
    type: fileType(mode),
    nlink,
    uid,
    gid,
    rdev,
    size,
    blocks,
    atimeNs: String(atimeNs),
    mtimeNs: String(mtimeNs),
    ctimeNs: String(ctimeNs),
  };
}

function statFsAnswer({ bsize, blocks, bfree, files, namelen }: StatFs): unknown {
  return { bsize, blocks, bfree, files, namelen };
}

function inByteOrder(names: readonly string[]): readonly string[] {
  return [...names].sort();
}

/** Lines of /proc/mounts that are of overlays. */
function overlayLines(mounts: string): readonly string[] {
  return mounts.split('\n').filter((line) => line.split(' ')[2] === 'overlay');
}
