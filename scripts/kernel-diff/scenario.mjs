// Random scenarios: what is asked of few names, so that calls meet. Everything is opened O_NONBLOCK: a fifo makes nobody wait.
import fc from 'fast-check';

/** Layers with something of everything in them, and an overlay of them on /m. */
const layers = [
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
  mount('overlay', '/m', 'lowerdir=/l0:/l1,upperdir=/upper,workdir=/work'),
];

/** An ACL as its xattr: [tag, permissions, id]. */
function acl(...entries) {
  const bytes = Buffer.alloc(4 + entries.length * 8);
  bytes.writeUInt32LE(2, 0);
  entries.forEach(([tag, permissions, id = 0xffffffff], i) => {
    bytes.writeUInt16LE(tag, 4 + i * 8);
    bytes.writeUInt16LE(permissions, 6 + i * 8);
    bytes.writeUInt32LE(id, 8 + i * 8);
  });
  return bytes.toString('base64');
}

/** ACL_USER_OBJ … ACL_OTHER */
const [userObj, user, groupObj, group, mask, other] = [1, 2, 4, 8, 16, 32];
const acls = [
  acl([userObj, 7], [groupObj, 5], [other, 5]),
  acl([userObj, 6], [user, 7, 1000], [groupObj, 4], [mask, 7], [other, 0]),
  acl([userObj, 7], [user, 0, 1001], [groupObj, 7], [group, 5, 1000], [mask, 5], [other, 7]),
  acl([userObj, 7], [groupObj, 0], [group, 7, 1000], [mask, 0], [other, 1]),
];

const layersWithAcls = [
  ...layers.slice(0, -1),
  setxattr('/l1/b', 'system.posix_acl_default', acls[1]),
  setxattr('/l1/a/f', 'system.posix_acl_access', acls[2]),
  setxattr('/l0/c', 'system.posix_acl_access', acls[1]),
  setxattr('/upper/d', 'system.posix_acl_default', acls[2]),
  layers.at(-1),
];

/** What a scenario begins with, by what it is to try. */
export const setups = {
  overlay: layers,
  'overlay-acl': layersWithAcls,
  'overlay-on-tmpfs': [
    mkdir('/t'),
    mount('tmpfs', '/t', 'size=64m,mode=755'),
    ...layers.slice(0, -1).map(({ id, call, args }) => ({ ...(id && { id }), call, args: below('/t', args) })),
    mkdir('/m'),
    mount('overlay', '/m', 'lowerdir=/t/l0:/t/l1,upperdir=/t/upper,workdir=/t/work'),
  ],
  ext4: ['/m', '/m/a', '/m/a/x'].map((path) => mkdir(path)),
  tmpfs: [mkdir('/m'), mount('tmpfs', '/m', 'size=64m,mode=755'), mkdir('/m/a'), mkdir('/m/a/x')],
};

function mkdir(path) {
  return { call: 'mkdir', args: { path, mode: 0o755 } };
}

function mount(fstype, target, data) {
  return { call: 'mount', args: { source: fstype, target, fstype, data } };
}

function setxattr(path, name, value) {
  return { call: 'setxattr', args: { path, name, value } };
}

function file(path, i) {
  const id = `setup${i}`;
  return [
    { id, call: 'open', args: { path, flags: ['O_CREAT', 'O_WRONLY'], mode: 0o644 } },
    { call: 'write', args: { fd: `$${id}`, data: Buffer.from(path).toString('base64') } },
    { call: 'close', args: { fd: `$${id}` } },
  ];
}

function below(folder, args) {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, /path$/.test(name) ? `${folder}${value}` : value]),
  );
}

const names = ['a', 'b', 'c', 'd', 'f', 'g', 'h', 's', 'x', 'p'];
const segment = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom(...names) },
  { weight: 2, arbitrary: fc.constantFrom('.', '..', 'é', '\udc80x') },
  { weight: 1, arbitrary: fc.constantFrom('n'.repeat(255), 'n'.repeat(256), 'é'.repeat(128)) },
);
const path = fc.oneof(
  {
    weight: 100,
    arbitrary: fc
      .tuple(
        fc.array(segment, { minLength: 0, maxLength: 3 }),
        fc.oneof({ weight: 9, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constantFrom('/', '/.', '//') }),
      )
      .map(([parts, slash]) => `/m${parts.map((part) => `/${part}`).join('')}${slash}`),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('', 'a', 'f', '.', '..', '/', `/m/${'x/'.repeat(2050)}`, `/m${'/.'.repeat(2047)}`),
  },
);
/** One of the descriptors opened so far; scenarios number opens by their place, see `scenarios`. */
const fd = fc.nat(5).map((n) => `$open${n}`);
const mode = fc.constantFrom(
  0o777,
  0o755,
  0o700,
  0o644,
  0o600,
  0o000,
  0o1777,
  0o4755,
  0o2755,
  0o6777,
  0o2644,
  0o070,
  0o007,
);
const owner = fc.constantFrom(-1, 0, 1000, 1001);
const data = fc.constantFrom('', 'aGVsbG8K', Buffer.alloc(5000, 'x').toString('base64'));
const offset = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(0, 1, 100, 4095, 4096, 5000, 70000) },
  { weight: 1, arbitrary: fc.constantFrom(-1, 2 ** 44 - 4096, 2 ** 44, 2 ** 53 - 1) },
);
const count = fc.constantFrom(0, 1, 10, 4096, 100000);
const xattrName = fc.constantFrom(
  'user.k',
  'user.long',
  'trusted.t',
  'trusted.overlay.opaque',
  'trusted.overlay.x',
  'security.s',
  'security.capability',
  'system.posix_acl_access',
  'system.posix_acl_default',
  'system.nothing',
  'plain',
  'user.',
  '',
  `user.${'n'.repeat(250)}`,
  `user.${'n'.repeat(251)}`,
);
const capability = Buffer.from('0100000200040000000000000000000000000000', 'hex').toString('base64');
const xattrValue = fc.constantFrom(
  '',
  'dg==',
  capability,
  Buffer.alloc(300, 'v').toString('base64'),
  Buffer.alloc(5000, 'v').toString('base64'),
  Buffer.alloc(65537, 'v').toString('base64'),
);
const target = fc.constantFrom(
  'f',
  'a/f',
  '/m/b',
  'nowhere',
  '../m/f',
  's',
  '',
  ...[59, 60, 4095, 4096].map((n) => 'x'.repeat(n)),
);
const time = fc.constantFrom(
  '1000000000000000000',
  '1000000000123456789',
  '0',
  '-1',
  '-2147483649000000000',
  '9000000000000000000',
  'UTIME_NOW',
  'UTIME_OMIT',
);
const whence = fc.constantFrom('SEEK_SET', 'SEEK_CUR', 'SEEK_END', 'SEEK_DATA', 'SEEK_HOLE');
const some = (...words) => fc.subarray(words, { maxLength: Math.min(2, words.length) });

const call = (name, args) => fc.record(args).map((made) => ({ call: name, args: made }));

const setsXattr = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ name: xattrName, value: xattrValue, flags: some('XATTR_CREATE', 'XATTR_REPLACE') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      name: fc.constantFrom('system.posix_acl_access', 'system.posix_acl_default'),
      value: fc.constantFrom(...acls, '', 'AgAAAA==', 'AQAAAA==', acl([other, 5], [userObj, 7], [groupObj, 5])),
      flags: some('XATTR_CREATE', 'XATTR_REPLACE'),
    }),
  },
);

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
          fc.oneof({ weight: 9, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.constant(['O_NOATIME']) }),
        )
        .map(([access, more, noatime]) => [access, ...more, ...noatime, 'O_NONBLOCK']),
    }),
  ],
  [3, call('close', { fd })],
  [1, call('fsync', { fd })],
  [1, call('syncfs', { fd })],
  [3, call('read', { fd, count })],
  [1, call('pread', { fd, count, offset })],
  [4, call('write', { fd, data })],
  [2, call('pwrite', { fd, data, offset })],
  [2, call('lseek', { fd, offset, whence })],
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
  [1, call('copy_file_range', { fd_in: fd, fd_out: fd, len: count, off_in: offset, off_out: offset })],
  [3, call('stat', { path })],
  [5, call('lstat', { path })],
  [3, call('fstat', { fd })],
  [3, call('access', { path, mode: some('R_OK', 'W_OK', 'X_OK') })],
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
      mode: fc.constantFrom(0o100644, 0o010644, 0o020600, 0o060600, 0o140755, 0o040755, 0o120777, 0o644, 0o102755),
      dev: fc.constantFrom([0, 0], [240, 7]),
    }),
  ],
  [4, call('chmod', { path, mode })],
  [1, call('fchmod', { fd, mode })],
  [2, call('chown', { path, uid: owner, gid: owner })],
  [2, call('lchown', { path, uid: owner, gid: owner })],
  [1, call('fchown', { fd, uid: owner, gid: owner })],
  [2, call('utimensat', { path, atimeNs: time, mtimeNs: time, flags: some('AT_SYMLINK_NOFOLLOW') })],
  [1, call('futimens', { fd, atimeNs: time, mtimeNs: time })],
  [2, call('lgetxattr', { path, name: xattrName })],
  [5, fc.tuple(path, setsXattr).map(([at, made]) => ({ call: 'lsetxattr', args: { path: at, ...made } }))],
  [2, fc.tuple(fd, setsXattr).map(([at, made]) => ({ call: 'fsetxattr', args: { fd: at, ...made } }))],
  [2, call('lremovexattr', { path, name: xattrName })],
  [1, call('fremovexattr', { fd, name: xattrName })],
  [2, call('llistxattr', { path })],
  [1, call('fgetxattr', { fd, name: xattrName })],
  [1, call('statfs', { path })],
  [
    3,
    call('setcreds', {
      uid: fc.constantFrom(0, 0, 1000, 1001),
      gid: fc.constantFrom(0, 1000, 1001),
      groups: fc.constantFrom([], [1000]),
    }),
  ],
  [1, call('umask', { mask: fc.constantFrom(0, 0o022, 0o077, 0o777) })],
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

/** Nothing is open and nobody is there any more: what was mounted can be unmounted. */
export const closeAll = [
  { call: 'setcreds', args: { uid: 0, gid: 0, groups: [] } },
  { call: 'chdir', args: { path: '/' } },
  ...[0, 1, 2, 3, 4, 5].map((n) => ({ call: 'close', args: { fd: `$open${n}` } })),
];
