// Random scenarios: what is asked of few names, so that calls meet. Everything is opened O_NONBLOCK: a fifo makes nobody wait.
import fc from 'fast-check';

/** Layers with something of everything in them, and an overlay of them on /m. */
export const overlaySetup = [
  ...['/l1', '/l0', '/upper', '/work', '/m'].map((path) => mkdir(path)),
  ...['/l1/a', '/l1/b', '/l1/a/x', '/l0/a', '/l0/c', '/upper/a', '/upper/d'].map((path) => mkdir(path)),
  ...['/l1/f', '/l1/a/f', '/l1/b/f', '/l1/b/g', '/l0/a/g', '/l0/c/f', '/upper/d/f', '/l1/a/x/f'].flatMap((path, i) =>
    file(path, i),
  ),
  { call: 'link', args: { oldpath: '/l1/b/f', newpath: '/l1/b/h' } },
  { call: 'symlink', args: { target: 'a/f', linkpath: '/l1/s' } },
  { call: 'mknod', args: { path: '/l1/p', mode: 0o010644, dev: [0, 0] } },
  { call: 'mknod', args: { path: '/l0/a/x', mode: 0o020000, dev: [0, 0] } },
  { call: 'lsetxattr', args: { path: '/l1/f', name: 'user.k', value: 'dg==' } },
  { call: 'chmod', args: { path: '/l1/b', mode: 0o1777 } },
  { call: 'chown', args: { path: '/l1/a/f', uid: 1000, gid: 1000 } },
  {
    call: 'mount',
    args: {
      source: 'overlay',
      target: '/m',
      fstype: 'overlay',
      data: 'lowerdir=/l0:/l1,upperdir=/upper,workdir=/work',
    },
  },
];

export const plainSetup = ['/m', '/m/a', '/m/a/x'].map((path) => mkdir(path));

function mkdir(path) {
  return { call: 'mkdir', args: { path, mode: 0o755 } };
}

function file(path, i) {
  const id = `setup${i}`;
  return [
    { id, call: 'open', args: { path, flags: ['O_CREAT', 'O_WRONLY'], mode: 0o644 } },
    { call: 'write', args: { fd: `$${id}`, data: Buffer.from(path).toString('base64') } },
    { call: 'close', args: { fd: `$${id}` } },
  ];
}

const names = ['a', 'b', 'c', 'd', 'f', 'g', 'h', 's', 'x', 'p'];
const segment = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom(...names) },
  { weight: 1, arbitrary: fc.constantFrom('.', '..', 'n'.repeat(256), 'é') },
);
const path = fc
  .tuple(fc.array(segment, { minLength: 0, maxLength: 3 }), fc.constantFrom('', '', '', '', '', '', '', '/'))
  .map(([parts, slash]) => `/m${parts.map((part) => `/${part}`).join('')}${slash}`);
/** One of the descriptors opened so far; scenarios number opens by their place, see `numbered`. */
const fd = fc.nat(5).map((n) => `$open${n}`);
const mode = fc.constantFrom(0o777, 0o755, 0o700, 0o644, 0o600, 0o000, 0o1777, 0o4755, 0o2755, 0o6777, 0o2644);
const owner = fc.constantFrom(-1, 0, 1000, 1001);
const data = fc.constantFrom('', 'aGVsbG8K', Buffer.alloc(5000, 'x').toString('base64'));
const offset = fc.constantFrom(0, 1, 100, 4095, 4096, 5000, 70000, -1);
const count = fc.constantFrom(0, 1, 10, 4096, 100000);
const xattrName = fc.constantFrom(
  'user.k',
  'user.long',
  'trusted.t',
  'trusted.overlay.opaque',
  'trusted.overlay.x',
  'security.s',
  'system.nothing',
  'plain',
  'user.',
);
const target = fc.constantFrom('f', 'a/f', '/m/b', 'nowhere', '../m/f', 's', 'x'.repeat(60), '');
const time = fc.constantFrom('1000000000000000000', '1000000000123456789', '0', 'UTIME_NOW', 'UTIME_OMIT');
/** Without SEEK_END: where a directory ends is each file system's own secret. */
const whence = fc.constantFrom('SEEK_SET', 'SEEK_CUR', 'SEEK_DATA', 'SEEK_HOLE');
const some = (...words) => fc.subarray(words, { maxLength: Math.min(2, words.length) });

const call = (name, args) => fc.record(args).map((made) => ({ call: name, args: made }));

const calls = [
  [
    8,
    call('open', {
      path,
      mode,
      flags: fc
        .tuple(
          fc.constantFrom('O_RDONLY', 'O_WRONLY', 'O_RDWR'),
          some('O_CREAT', 'O_EXCL', 'O_TRUNC', 'O_APPEND', 'O_DIRECTORY', 'O_NOFOLLOW', 'O_TMPFILE', 'O_PATH'),
        )
        .map(([access, more]) => [access, ...more, 'O_NONBLOCK']),
    }),
  ],
  [3, call('close', { fd })],
  [1, call('fsync', { fd })],
  [3, call('read', { fd, count })],
  [1, call('pread', { fd, count, offset })],
  [4, call('write', { fd, data })],
  [2, call('pwrite', { fd, data, offset })],
  [
    2,
    call('lseek', {
      fd,
      offset,
      whence,
    }),
  ],
  [2, call('ftruncate', { fd, length: offset })],
  [2, call('truncate', { path, length: offset })],
  [
    2,
    call('fallocate', {
      fd,
      offset,
      len: count,
      mode: some('FALLOC_FL_KEEP_SIZE', 'FALLOC_FL_PUNCH_HOLE', 'FALLOC_FL_ZERO_RANGE'),
    }),
  ],
  [1, call('copy_file_range', { fd_in: fd, fd_out: fd, len: count })],
  [3, call('stat', { path })],
  [5, call('lstat', { path })],
  [3, call('fstat', { fd })],
  [2, call('access', { path, mode: some('R_OK', 'W_OK', 'X_OK') })],
  [4, call('getdents', { path })],
  [1, call('getdents', { fd })],
  [5, call('mkdir', { path, mode })],
  [4, call('rmdir', { path })],
  [6, call('unlink', { path })],
  [
    9,
    call('rename', {
      oldpath: path,
      newpath: path,
      flags: fc.constantFrom(
        [],
        [],
        [],
        ['RENAME_NOREPLACE'],
        ['RENAME_EXCHANGE'],
        ['RENAME_WHITEOUT'],
        ['RENAME_NOREPLACE', 'RENAME_EXCHANGE'],
      ),
    }),
  ],
  [5, call('link', { oldpath: path, newpath: path })],
  [2, call('linkat', { oldpath: path, newpath: path, flags: fc.constantFrom(['AT_SYMLINK_FOLLOW'], []) })],
  [
    1,
    fd.chain((olddirfd) =>
      call('linkat', {
        olddirfd: fc.constant(olddirfd),
        oldpath: fc.constant(''),
        newpath: path,
        flags: fc.constant(['AT_EMPTY_PATH']),
      }),
    ),
  ],
  [3, call('symlink', { target, linkpath: path })],
  [2, call('readlink', { path })],
  [
    3,
    call('mknod', {
      path,
      mode: fc.constantFrom(0o100644, 0o010644, 0o020600, 0o060600, 0o140755, 0o040755, 0o644),
      dev: fc.constantFrom([0, 0], [240, 7]),
    }),
  ],
  [3, call('chmod', { path, mode })],
  [1, call('fchmod', { fd, mode })],
  [2, call('chown', { path, uid: owner, gid: owner })],
  [2, call('lchown', { path, uid: owner, gid: owner })],
  [1, call('fchown', { fd, uid: owner, gid: owner })],
  [2, call('utimensat', { path, atimeNs: time, mtimeNs: time, flags: some('AT_SYMLINK_NOFOLLOW') })],
  [1, call('futimens', { fd, atimeNs: time, mtimeNs: time })],
  [2, call('lgetxattr', { path, name: xattrName })],
  [
    4,
    call('lsetxattr', {
      path,
      name: xattrName,
      value: fc.constantFrom(
        '',
        'dg==',
        Buffer.alloc(300, 'v').toString('base64'),
        Buffer.alloc(5000, 'v').toString('base64'),
      ),
      flags: some('XATTR_CREATE', 'XATTR_REPLACE'),
    }),
  ],
  [2, call('lremovexattr', { path, name: xattrName })],
  [2, call('llistxattr', { path })],
  [1, call('fsetxattr', { fd, name: xattrName, value: fc.constant('dg==') })],
  [
    2,
    call('setcreds', {
      uid: fc.constantFrom(0, 0, 1000, 1001),
      gid: fc.constantFrom(0, 1000),
      groups: fc.constantFrom([], [1000]),
    }),
  ],
  [1, call('umask', { mask: fc.constantFrom(0, 0o022, 0o077) })],
  [1, call('chdir', { path })],
  [1, call('getcwd', {})],
];

const request = fc.oneof(...calls.map(([weight, arbitrary]) => ({ weight, arbitrary })));

/** Opens are numbered 0–5 in turn, so that a descriptor keeps its meaning while a scenario is made shorter. */
export function scenarios(length) {
  return fc
    .array(fc.tuple(request, fc.nat(5)), { minLength: 1, maxLength: length, size: 'max' })
    .map((drawn) => drawn.map(([made, n]) => (made.call === 'open' ? { id: `open${n}`, ...made } : made)));
}
