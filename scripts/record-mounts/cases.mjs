// What is tried of mount(2) of an overlay: option strings over layouts of layers. Each case starts with an empty root.
const mkdir = (path) => ({ call: 'mkdir', args: { path, mode: 0o755 } });
const file = (path) => ({ call: 'mknod', args: { path, mode: 0o100644 } });
const tmpfs = (target) => ({ call: 'mount', args: { source: 'tmpfs', target, fstype: 'tmpfs' } });
const overlay = (data, { target = '/m', flags = [] } = {}) => ({
  call: 'mount',
  args: { source: 'overlay', target, fstype: 'overlay', flags, data },
});
const umount = (target = '/m') => ({ call: 'umount', args: { target } });
const setxattr = (path, name, text) => ({
  call: 'setxattr',
  args: { path, name, value: Buffer.from(text).toString('base64') },
});

const layouts = {
  plain: ['/l', '/l2', '/l3', '/d', '/d2', '/u', '/w', '/m', '/m2'].map(mkdir),
  escapes: ['/a:b', '/a,b', '/a\\b', '/a b', '/#', '/u', '/w', '/m', '/l', '/u,x', '/w:x', '/é'].map(mkdir),
  twoFs: [
    ...['/l', '/t', '/m', '/m2', '/u', '/w', '/l2'].map(mkdir),
    tmpfs('/t'),
    ...['/t/u', '/t/w', '/t/l'].map(mkdir),
  ],
  threeFs: [
    ...['/l', '/t', '/s', '/m', '/u', '/w'].map(mkdir),
    tmpfs('/t'),
    tmpfs('/s'),
    ...['/t/l', '/s/l', '/t/u', '/t/w'].map(mkdir),
  ],
  nested: ['/l', '/l/x', '/u', '/u/x', '/w', '/w/x', '/m', '/u/x/y'].map(mkdir),
};

const upper = 'lowerdir=/l,upperdir=/u,workdir=/w';
const values = {
  redirect_dir: ['on', 'off', 'follow', 'nofollow', 'bad', ''],
  index: ['on', 'off', 'bad', ''],
  nfs_export: ['on', 'off', 'bad'],
  uuid: ['on', 'auto', 'null', 'off', 'bad'],
  xino: ['on', 'auto', 'off', 'bad'],
  metacopy: ['on', 'off', 'bad'],
  verity: ['on', 'off', 'require', 'bad'],
};
const flagsOnly = ['volatile', 'userxattr', 'default_permissions', 'override_creds', 'nooverride_creds'];
const single = [
  ...Object.entries(values).flatMap(([key, list]) => [key, ...list.map((value) => `${key}=${value}`)]),
  ...flagsOnly.flatMap((key) => [key, `${key}=on`, `${key}=`]),
];
const good = [
  'redirect_dir=on',
  'redirect_dir=off',
  'redirect_dir=follow',
  'redirect_dir=nofollow',
  'index=on',
  'index=off',
  'nfs_export=on',
  'nfs_export=off',
  'uuid=on',
  'uuid=null',
  'uuid=off',
  'xino=on',
  'xino=auto',
  'metacopy=on',
  'metacopy=off',
  'verity=on',
  'verity=require',
  'volatile',
  'userxattr',
];
const pairs = good
  .flatMap((a, i) => good.slice(i + 1).map((b) => [a, b]))
  .filter(([a, b]) => a.split('=')[0] !== b.split('=')[0])
  .map((pair) => pair.join(','));
const triples = [
  'redirect_dir=off,metacopy=on,index=on',
  'nfs_export=on,metacopy=on,index=on',
  'nfs_export=on,verity=on,index=on',
  'nfs_export=on,redirect_dir=off,index=on',
  'userxattr,metacopy=off,redirect_dir=nofollow',
  'userxattr,index=on,nfs_export=on',
  'index=on,index=off',
  'metacopy=on,metacopy=off,redirect_dir=off',
  'volatile,index=on,metacopy=on,xino=on,uuid=on',
  'default_permissions,redirect_dir=on,index=on,uuid=null,nfs_export=on,xino=on,volatile',
];

/** Each case: a layout, requests whose answers matter. `/proc/mounts` is read after them. */
export const cases = [];
const add = (layout, name, ...ops) => cases.push({ name: `${layout}: ${name}`, setup: layouts[layout], ops });
const tryAll = (layout, base, list) => {
  for (const options of list) add(layout, `${base} ${options}`, overlay(base === '' ? options : `${base},${options}`));
};

tryAll('plain', upper, [...single, ...pairs, ...triples]);
tryAll('plain', 'lowerdir=/l:/l2', [
  ...single.filter((option) => !/bad|=$/.test(option)),
  ...triples,
  ...pairs.filter((pair) => /nfs_export=on|index=on|volatile/.test(pair)),
]);
for (const data of [
  '',
  ',',
  'lowerdir',
  'lowerdir=',
  'lowerdir=/l',
  'lowerdir=/l:/l2',
  'lowerdir=/l:/l',
  'lowerdir=/nowhere:/l',
  'lowerdir=l:l2',
  'lowerdir=:/l',
  'lowerdir=/l:',
  'lowerdir=/l::',
  'lowerdir=/l:::/d',
  'lowerdir=/l::/d',
  'lowerdir=/l::/d,metacopy=on',
  'lowerdir=/l::/d::/d2,metacopy=on',
  'lowerdir=/l:/l2::/d,metacopy=on',
  'lowerdir=/l::/d:/l2,metacopy=on',
  'lowerdir=/l::/d:/l2',
  'lowerdir=::/d,metacopy=on',
  'lowerdir=/l::/d,metacopy=on,redirect_dir=off',
  'lowerdir=/l::/d,redirect_dir=on',
  'lowerdir=/l::/d,verity=on',
  'lowerdir=/l,upperdir=/u',
  'lowerdir=/l,workdir=/w',
  'lowerdir=/l:/l2,workdir=/w',
  'upperdir=/u,workdir=/w',
  'upperdir=/u,workdir=/w,lowerdir=',
  'workdir=/w',
  'lowerdir=/l,upperdir=,workdir=/w',
  'lowerdir=/l,upperdir=/u,workdir=',
  'lowerdir=/l,upperdir,workdir=/w',
  'lowerdir=/l,upperdir=/nowhere,workdir=/w',
  'lowerdir=/l,upperdir=/u,workdir=/nowhere',
  'lowerdir=/nowhere,upperdir=/nowhere,workdir=/nowhere',
  'lowerdir=/l,upperdir=/u,workdir=/u',
  'lowerdir=/l,upperdir=/l,workdir=/w',
  'lowerdir=/u,upperdir=/u,workdir=/w',
  'lowerdir=/w,upperdir=/u,workdir=/w',
  'lowerdir=/,upperdir=/u,workdir=/w',
  'lowerdir=/l:/,upperdir=/u,workdir=/w',
  'lowerdir=/,metacopy=on',
  'lowerdir=/l,lowerdir=/l2,upperdir=/u,workdir=/w',
  'lowerdir=/l,upperdir=/l2,upperdir=/u,workdir=/w',
  'lowerdir+=/l,lowerdir+=/l2',
  'lowerdir+=/l,upperdir=/u,workdir=/w',
  'lowerdir+=/l:/l2,upperdir=/u,workdir=/w',
  'lowerdir+=/l,datadir+=/d,metacopy=on',
  'lowerdir+=/l,datadir+=/d',
  'lowerdir+=/l,datadir+=/d,datadir+=/d2,upperdir=/u,workdir=/w,metacopy=on',
  'datadir+=/d,lowerdir+=/l,metacopy=on',
  'datadir+=/d,metacopy=on',
  'lowerdir=/l,lowerdir+=/l2',
  'lowerdir=/l,datadir+=/d,metacopy=on',
  'lowerdir+=/l,lowerdir=/l2,upperdir=/u,workdir=/w',
  'lowerdir+=,upperdir=/u,workdir=/w',
  'lowerdir+,upperdir=/u,workdir=/w',
  'lowerdir+=/nowhere,upperdir=/u,workdir=/w',
  'lowerdir+=/l,lowerdir+=/l,upperdir=/u,workdir=/w',
  'nonsense',
  'nonsense=1',
  'lowerdir=/l,nonsense,upperdir=/nowhere',
  '=x',
  'lowerdir=/l,,upperdir=/u,workdir=/w',
  'ro,lowerdir=/l,upperdir=/u,workdir=/w',
  'rw,lowerdir=/l,upperdir=/u,workdir=/w',
  'sync,lowerdir=/l,upperdir=/u,workdir=/w',
  'dirsync,lowerdir=/l,upperdir=/u,workdir=/w',
  'mand,lowerdir=/l,upperdir=/u,workdir=/w',
  'lazytime,lowerdir=/l,upperdir=/u,workdir=/w',
  'silent,lowerdir=/l,upperdir=/u,workdir=/w',
  'noatime,lowerdir=/l,upperdir=/u,workdir=/w',
  'context=x,lowerdir=/l,upperdir=/u,workdir=/w',
  'source=x,lowerdir=/l,upperdir=/u,workdir=/w',
  'LOWERDIR=/l',
])
  add('plain', data, overlay(data));
add('plain', 'lowerdir is a file', file('/f'), overlay('lowerdir=/f:/l'));
add('plain', 'upperdir is a file', file('/f'), overlay('lowerdir=/l,upperdir=/f,workdir=/w'));
add('plain', 'workdir is a file', file('/f'), overlay('lowerdir=/l,upperdir=/u,workdir=/f'));
add('plain', 'lowerdir+ is a file', file('/f'), overlay('lowerdir+=/f,lowerdir+=/l'));
add('plain', 'lowerdir below a file', file('/f'), overlay('lowerdir=/f/x:/l'));
add('plain', 'the mount point is a file', file('/f'), overlay(upper, { target: '/f' }));
add('plain', 'the mount point is nowhere', overlay(upper, { target: '/nowhere' }));
const many = Array.from({ length: 501 }, (_, i) => `/many/${i}`);
const makeMany = [mkdir('/many'), ...many.map(mkdir)];
add(
  'plain',
  '500 lowers',
  ...makeMany,
  overlay(
    `lowerdir=${many
      .slice(0, 500)
      .map((path) => path.slice(6))
      .map((name) => `${name}`)
      .join(':')}`,
  ),
);
cases.at(-1).ops.splice(-1, 0, { call: 'chdir', args: { path: '/many' } });
add(
  'plain',
  '501 lowers',
  ...makeMany,
  { call: 'chdir', args: { path: '/many' } },
  overlay(`lowerdir=${many.map((path) => path.slice(6)).join(':')}`),
);
for (const data of [
  'lowerdir=/a\\:b:/l',
  'lowerdir=/a\\,b:/l',
  'lowerdir=/a,b:/l',
  'lowerdir=/a:b',
  'lowerdir=/a\\\\b:/l',
  'lowerdir=/a\\b:/l',
  'lowerdir=/a b:/l',
  'lowerdir=/#:/é',
  'lowerdir+=/a:b,lowerdir+=/l',
  'lowerdir+=/a\\:b,lowerdir+=/l',
  'lowerdir+=/a\\,b,lowerdir+=/l',
  'lowerdir=/l,upperdir=/u\\,x,workdir=/w',
  'lowerdir=/l,upperdir=/u,workdir=/w:x',
  'lowerdir=/l,upperdir=/u,workdir=/w\\:x',
  'lowerdir=/l:/\\u,upperdir=/u,workdir=/w',
  'lowerdir=/l\\',
  'lowerdir=/l/../a b:/l',
  'lowerdir=//l//:/a b/.',
])
  add('escapes', data, overlay(data));

for (const options of [
  '',
  'xino=on',
  'xino=auto',
  'xino=off',
  'index=on',
  'nfs_export=on',
  'metacopy=on',
  'uuid=off',
  'uuid=null',
  'redirect_dir=on',
  'xino=auto,uuid=null',
]) {
  const more = options === '' ? '' : `,${options}`;
  add('twoFs', `upper on tmpfs ${options}`, overlay(`lowerdir=/l,upperdir=/t/u,workdir=/t/w${more}`));
  add('twoFs', `lower on tmpfs ${options}`, overlay(`lowerdir=/t/l,upperdir=/u,workdir=/w${more}`));
  add('twoFs', `all on tmpfs ${options}`, overlay(`lowerdir=/t/l,upperdir=/t/u,workdir=/t/w${more}`));
  add('twoFs', `lowers on both ${options}`, overlay(`lowerdir=/t/l:/l${more}`));
  add('threeFs', `three ${options}`, overlay(`lowerdir=/t/l:/s/l,upperdir=/u,workdir=/w${more}`));
  add('threeFs', `upper tmpfs, three ${options}`, overlay(`lowerdir=/l:/s/l,upperdir=/t/u,workdir=/t/w${more}`));
}
add('twoFs', 'work on another', overlay('lowerdir=/l,upperdir=/u,workdir=/t/w'));
add('twoFs', 'work on another, upper on tmpfs', overlay('lowerdir=/l,upperdir=/t/u,workdir=/w'));
add('twoFs', 'lower proc', ...[mkdir('/t/u/x')], overlay('lowerdir=/t:/l,upperdir=/t/u,workdir=/t/w'));

for (const data of [
  'lowerdir=/l,upperdir=/u,workdir=/u/x',
  'lowerdir=/l,upperdir=/u/x,workdir=/u',
  'lowerdir=/l:/l/x,upperdir=/u,workdir=/w',
  'lowerdir=/l/x:/l,upperdir=/u,workdir=/w',
  'lowerdir=/u/x,upperdir=/u,workdir=/w',
  'lowerdir=/u,upperdir=/u/x,workdir=/w',
  'lowerdir=/w/x,upperdir=/u,workdir=/w',
  'lowerdir=/w,upperdir=/u,workdir=/w/x',
  'lowerdir=/l/x:/l',
  'lowerdir=/l/../l/x:/l/./x',
  'lowerdir=/u/x/y,upperdir=/u,workdir=/w',
])
  for (const more of ['', ',index=on']) add('nested', data + more, overlay(data + more));

// Several mounts, and what one leaves for the next
for (const more of ['', ',index=on']) {
  add(
    'plain',
    `upper in use${more}`,
    overlay(upper),
    overlay(`lowerdir=/l2,upperdir=/u,workdir=/l3${more}`, { target: '/m2' }),
  );
  add(
    'plain',
    `work in use${more}`,
    overlay(upper),
    overlay(`lowerdir=/l2,upperdir=/l3,workdir=/w${more}`, { target: '/m2' }),
  );
  add('plain', `both in use${more}`, overlay(upper + more), overlay(upper + more, { target: '/m2' }));
  add(
    'plain',
    `upper in use as lower${more}`,
    overlay(upper + more),
    overlay(`lowerdir=/u,upperdir=/l2,workdir=/l3${more}`, { target: '/m2' }),
  );
  add(
    'plain',
    `upper in use as the only lowers${more}`,
    overlay(upper + more),
    overlay(`lowerdir=/u:/l2${more}`, { target: '/m2' }),
  );
  add(
    'plain',
    `work in use as lower${more}`,
    overlay(upper + more),
    overlay(`lowerdir=/w:/l2${more}`, { target: '/m2' }),
  );
  add(
    'plain',
    `work's work in use as lower${more}`,
    overlay(upper + more),
    overlay(`lowerdir=/w/work:/l2${more}`, { target: '/m2' }),
  );
  add(
    'plain',
    `lower in use as upper${more}`,
    overlay(upper + more),
    overlay(`lowerdir=/l2,upperdir=/l,workdir=/l3${more}`, { target: '/m2' }),
  );
  add(
    'plain',
    `lower shared${more}`,
    overlay(upper + more),
    overlay(`lowerdir=/l,upperdir=/l2,workdir=/l3${more}`, { target: '/m2' }),
  );
  add(
    'plain',
    `a directory in upper as upper${more}`,
    mkdir('/u/x'),
    overlay(upper + more),
    overlay(`lowerdir=/l2,upperdir=/u/x,workdir=/l3${more}`, { target: '/m2' }),
  );
  add('plain', `freed by umount${more}`, overlay(upper + more), umount(), overlay(upper + more, { target: '/m2' }));
  add(
    'plain',
    `upper reused with another lower${more}`,
    overlay(upper + more),
    umount(),
    overlay(`lowerdir=/l2,upperdir=/u,workdir=/w${more}`),
  );
  add(
    'plain',
    `upper reused with another lower, then index${more}`,
    overlay(upper + more),
    umount(),
    overlay(`lowerdir=/l2,upperdir=/u,workdir=/w,index=on`),
  );
  add(
    'plain',
    `work reused with another upper${more}`,
    overlay(upper + more),
    umount(),
    overlay(`lowerdir=/l,upperdir=/l2,workdir=/w${more}`),
  );
  add(
    'plain',
    `one lower more${more}`,
    overlay(upper + more),
    umount(),
    overlay(`lowerdir=/l2:/l,upperdir=/u,workdir=/w${more}`),
  );
  add(
    'plain',
    `one lower more below${more}`,
    overlay(upper + more),
    umount(),
    overlay(`lowerdir=/l:/l2,upperdir=/u,workdir=/w${more}`),
  );
}
add('plain', 'index on, then off', overlay(`${upper},index=on`), umount(), overlay(upper));
add('plain', 'index is a file', file('/w/index'), overlay(`${upper},index=on`));
add('plain', 'work is a file', file('/w/work'), overlay(upper));
add('plain', 'work is full two deep', mkdir('/w/work'), mkdir('/w/work/a'), file('/w/work/a/b'), overlay(upper));
add(
  'plain',
  'work is full three deep',
  mkdir('/w/work'),
  mkdir('/w/work/a'),
  mkdir('/w/work/a/b'),
  file('/w/work/a/b/c'),
  overlay(upper),
);
add(
  'plain',
  'work is full four deep',
  mkdir('/w/work'),
  mkdir('/w/work/a'),
  mkdir('/w/work/a/b'),
  mkdir('/w/work/a/b/c'),
  file('/w/work/a/b/c/d'),
  overlay(upper),
);
add('plain', 'volatile twice', overlay(`${upper},volatile`), umount(), overlay(`${upper},volatile`));
add('plain', 'volatile, then not', overlay(`${upper},volatile`), umount(), overlay(upper));
add(
  'plain',
  'volatile, cleaned, then not',
  overlay(`${upper},volatile`),
  umount(),
  { call: 'unlink', args: { path: '/w/work/incompat/volatile/dirty' } },
  { call: 'rmdir', args: { path: '/w/work/incompat/volatile' } },
  { call: 'rmdir', args: { path: '/w/work/incompat' } },
  overlay(upper),
);
add('plain', 'volatile, with index', overlay(`${upper},volatile,index=on`), umount(), overlay(`${upper},index=on`));
add(
  'plain',
  'an unknown incompat',
  mkdir('/w/work'),
  mkdir('/w/work/incompat'),
  mkdir('/w/work/incompat/x'),
  overlay(upper),
);
add('plain', 'an empty incompat', mkdir('/w/work'), mkdir('/w/work/incompat'), overlay(upper));
add('plain', 'incompat is a file', mkdir('/w/work'), file('/w/work/incompat'), overlay(upper));
add('plain', 'uuid kept', overlay(`${upper},uuid=on`), umount(), overlay(upper));
add('plain', 'uuid=auto of an old upper', setxattr('/u', 'trusted.overlay.impure', 'y'), overlay(upper));
add('plain', 'uuid=on of an old upper', setxattr('/u', 'trusted.overlay.impure', 'y'), overlay(`${upper},uuid=on`));
add('plain', 'a bad uuid', setxattr('/u', 'trusted.overlay.uuid', 'short'), overlay(upper));
add(
  'plain',
  'index entries that are none',
  mkdir('/w/index'),
  file('/w/index/x'),
  file('/w/index/#1'),
  mkdir('/w/index/zz'),
  overlay(`${upper},index=on`),
);

// Read-only and remounts
const remount = (flags, data = '') => ({
  call: 'mount',
  args: { source: 'overlay', target: '/m', fstype: 'overlay', flags: ['MS_REMOUNT', ...flags], data },
});
add('plain', 'read-only', overlay(upper, { flags: ['MS_RDONLY'] }));
add('plain', 'read-only, remounted rw', overlay(upper, { flags: ['MS_RDONLY'] }), remount([]));
add('plain', 'remounted ro, rw', overlay(upper), remount(['MS_RDONLY']), { call: 'mounts', args: {} }, remount([]));
add('plain', 'lowers only, remounted rw', overlay('lowerdir=/l:/l2'), remount([]));
add('plain', 'lowers only, remounted ro', overlay('lowerdir=/l:/l2'), remount(['MS_RDONLY']));
for (const data of [
  'nonsense',
  'lowerdir=/nowhere',
  'index=on',
  'redirect_dir=on',
  'metacopy=on',
  'volatile',
  'index=bad',
  upper,
])
  add('plain', `remount with ${data}`, overlay(upper), remount([], data));
add('plain', 'volatile, remounted ro', overlay(`${upper},volatile`), remount(['MS_RDONLY']));
add('plain', 'flags', overlay(upper, { flags: ['MS_NOSUID', 'MS_NODEV', 'MS_NOEXEC', 'MS_NOATIME'] }));
add(
  'plain',
  'bind, read-only',
  overlay(upper),
  { call: 'mount', args: { source: '/m', target: '/m2', fstype: '', flags: ['MS_BIND'], data: '' } },
  {
    call: 'mount',
    args: { source: '', target: '/m2', fstype: '', flags: ['MS_REMOUNT', 'MS_BIND', 'MS_RDONLY'], data: '' },
  },
);
add(
  'plain',
  'upper on a read-only bind',
  { call: 'mount', args: { source: '/u', target: '/m2', fstype: '', flags: ['MS_BIND'], data: '' } },
  {
    call: 'mount',
    args: { source: '', target: '/m2', fstype: '', flags: ['MS_REMOUNT', 'MS_BIND', 'MS_RDONLY'], data: '' },
  },
  overlay('lowerdir=/l,upperdir=/m2,workdir=/w'),
);
add(
  'plain',
  'upper and work under two mounts of one file system',
  { call: 'mount', args: { source: '/u', target: '/m2', fstype: '', flags: ['MS_BIND'], data: '' } },
  overlay('lowerdir=/l,upperdir=/m2,workdir=/w'),
);
add(
  'twoFs',
  'upper on a read-only tmpfs',
  { call: 'mount', args: { source: 'tmpfs', target: '/t', fstype: 'tmpfs', flags: ['MS_REMOUNT', 'MS_RDONLY'] } },
  overlay('lowerdir=/l,upperdir=/t/u,workdir=/t/w'),
);
add(
  'twoFs',
  'upper becomes read-only',
  overlay('lowerdir=/l,upperdir=/t/u,workdir=/t/w'),
  { call: 'mount', args: { source: 'tmpfs', target: '/t', fstype: 'tmpfs', flags: ['MS_REMOUNT', 'MS_RDONLY'] } },
  mkdir('/m/x'),
  { call: 'mount', args: { source: 'overlay', target: '/m', fstype: 'overlay', flags: ['MS_REMOUNT'] } },
);

// Overlays on overlays
add(
  'plain',
  'overlay as lower',
  overlay('lowerdir=/l:/l2'),
  overlay('lowerdir=/m,upperdir=/u,workdir=/w', { target: '/m2' }),
);
add(
  'plain',
  'overlay as lower, index',
  overlay('lowerdir=/l:/l2'),
  overlay('lowerdir=/m,upperdir=/u,workdir=/w,index=on', { target: '/m2' }),
);
add(
  'plain',
  'overlay as lower, nfs_export',
  overlay('lowerdir=/l:/l2'),
  overlay('lowerdir=/m,upperdir=/u,workdir=/w,nfs_export=on', { target: '/m2' }),
);
add(
  'plain',
  'overlay as lower, xino=auto',
  overlay('lowerdir=/l:/l2'),
  overlay('lowerdir=/m,upperdir=/u,workdir=/w,xino=auto', { target: '/m2' }),
);
add(
  'plain',
  'overlay as lower, metacopy',
  overlay('lowerdir=/l:/l2'),
  overlay('lowerdir=/m,upperdir=/u,workdir=/w,metacopy=on', { target: '/m2' }),
);
add(
  'plain',
  'overlay with nfs_export as lower, index',
  overlay('lowerdir=/l,upperdir=/l2,workdir=/l3,nfs_export=on'),
  overlay('lowerdir=/m,upperdir=/u,workdir=/w,index=on', { target: '/m2' }),
);
add(
  'plain',
  'overlay as upper',
  overlay(upper),
  mkdir('/m/u'),
  mkdir('/m/w'),
  overlay('lowerdir=/l2,upperdir=/m/u,workdir=/m/w', { target: '/m2' }),
);
add(
  'plain',
  'overlay as work',
  overlay('lowerdir=/l:/l2'),
  overlay('lowerdir=/l3,upperdir=/u,workdir=/m', { target: '/m2' }),
);
add(
  'plain',
  'too deep',
  overlay('lowerdir=/l:/l2'),
  overlay('lowerdir=/m:/l3', { target: '/m2' }),
  overlay('lowerdir=/m2,upperdir=/u,workdir=/w', { target: '/d' }),
);
add(
  'plain',
  'too deep by two',
  overlay('lowerdir=/l:/l2'),
  overlay('lowerdir=/m:/l3', { target: '/m2' }),
  overlay('lowerdir=/m2:/d2', { target: '/d' }),
);

for (const item of cases) item.ops.push({ call: 'mounts', args: {} });
