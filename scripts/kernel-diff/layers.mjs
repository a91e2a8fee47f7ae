// Random layers and options of an overlay on /m: what is in the layers meets what is asked later, since both know few names.
import fc from 'fast-check';

const mkdir = (path) => ({ call: 'mkdir', args: { path, mode: 0o755 } });
const base64 = (text) => Buffer.from(text).toString('base64');

const paths = [
  'a',
  'b',
  'c',
  'd',
  'f',
  'g',
  'a/f',
  'a/g',
  'a/x',
  'a/x/f',
  'b/f',
  'b/g',
  'b/x',
  'c/f',
  'c/g',
  'd/f',
  's',
  'h',
];
const entryPath = fc.constantFrom(...paths);
const redirect = fc.constantFrom(
  '/a',
  '/b',
  '/a/x',
  '/c',
  'a',
  'b',
  'x',
  'g',
  '/f',
  '/a/f',
  '/b/g',
  '/nowhere',
  '/',
  'a/b',
  '',
  '/a//x',
);

/** What a layer has, each made by requests that may fail: on both kernels alike. */
const entry = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(entryPath, fc.constant('dir')) },
  { weight: 10, arbitrary: fc.tuple(entryPath, fc.constant('file')) },
  { weight: 3, arbitrary: fc.tuple(entryPath, fc.constant('whiteout')) },
  { weight: 2, arbitrary: fc.tuple(entryPath, fc.constant('opaque')) },
  { weight: 2, arbitrary: fc.tuple(entryPath, fc.constant('redirect'), redirect) },
  { weight: 2, arbitrary: fc.tuple(entryPath, fc.constant('metacopy'), redirect) },
  { weight: 1, arbitrary: fc.tuple(entryPath, fc.constant('xwhiteout')) },
  { weight: 2, arbitrary: fc.tuple(entryPath, fc.constant('link'), entryPath) },
  { weight: 1, arbitrary: fc.tuple(entryPath, fc.constant('symlink'), fc.constantFrom('f', '../a', '/m/a')) },
  { weight: 1, arbitrary: fc.tuple(entryPath, fc.constant('fifo')) },
  { weight: 1, arbitrary: fc.tuple(entryPath, fc.constant('xattr')) },
  { weight: 1, arbitrary: fc.tuple(entryPath, fc.constant('mode'), fc.constantFrom(0o1777, 0o700, 0o4755, 0o600)) },
);

function requestsOf(layer, [path, kind, more], own) {
  const at = `${layer}/${path}`;
  const parent = at.slice(0, at.lastIndexOf('/'));
  const parents = path
    .split('/')
    .slice(0, -1)
    .map((_, i, names) => mkdir(`${layer}/${names.slice(0, i + 1).join('/')}`));
  const xattr = (on, name, text) => ({
    call: 'lsetxattr',
    args: { path: on, name: `${own}.overlay.${name}`, value: base64(text) },
  });
  const file = (text) => [
    ...parents,
    { call: 'mknod', args: { path: at, mode: 0o100644 } },
    ...(text === ''
      ? []
      : [
          { id: at, call: 'open', args: { path: at, flags: ['O_WRONLY', 'O_NONBLOCK'] } },
          { call: 'write', args: { fd: `$${at}`, data: base64(text) } },
          { call: 'close', args: { fd: `$${at}` } },
        ]),
    {
      call: 'utimensat',
      args: {
        path: at,
        atimeNs: '1000000000000000000',
        mtimeNs: '1000000000000000000',
        flags: ['AT_SYMLINK_NOFOLLOW'],
      },
    },
  ];
  switch (kind) {
    case 'dir':
      return [...parents, mkdir(at)];
    case 'file':
      return file(`${layer} ${path}`);
    case 'whiteout':
      return [...parents, { call: 'mknod', args: { path: at, mode: 0o020000, dev: [0, 0] } }];
    case 'opaque':
      return [...parents, mkdir(at), xattr(at, 'opaque', 'y')];
    case 'redirect':
      return [...parents, mkdir(at), xattr(at, 'redirect', more)];
    case 'metacopy':
      return [
        ...file(''),
        { call: 'truncate', args: { path: at, length: 7 } },
        xattr(at, 'metacopy', ''),
        ...(more === '' ? [] : [xattr(at, 'redirect', more)]),
      ];
    case 'xwhiteout':
      return [...file(''), xattr(at, 'whiteout', ''), xattr(parent, 'opaque', 'x')];
    case 'link':
      return [...parents, { call: 'link', args: { oldpath: `${layer}/${more}`, newpath: at } }];
    case 'symlink':
      return [...parents, { call: 'symlink', args: { target: more, linkpath: at } }];
    case 'fifo':
      return [...parents, { call: 'mknod', args: { path: at, mode: 0o010644 } }];
    case 'xattr':
      return [{ call: 'lsetxattr', args: { path: at, name: 'user.k', value: base64('v') } }];
    case 'mode':
      return [{ call: 'chmod', args: { path: at, mode: more } }];
    default:
      throw new Error(`no such entry: ${kind}`);
  }
}

const option = (key, ...values) => fc.constantFrom(...values.map((value) => (value === '' ? '' : `,${key}=${value}`)));
const options = fc
  .tuple(
    option('redirect_dir', '', '', 'on', 'on', 'off', 'follow', 'nofollow'),
    option('index', '', '', 'on', 'off'),
    option('nfs_export', '', '', '', 'on'),
    option('metacopy', '', '', 'on', 'off'),
    option('xino', '', '', '', 'on', 'auto'),
    option('uuid', '', '', '', 'null', 'off', 'on'),
    option('verity', '', '', '', '', '', 'on', 'require'),
    fc.constantFrom('', '', '', ',volatile', ',userxattr', ',default_permissions', ',fsync=strict'),
  )
  .map((list) => list.join(''));

const layers = ['/l0', '/l1', '/l2', '/data', '/upper'];

/** How the overlay is put together; `again` are options of later mounts. */
export const overlays = fc
  .record({
    lowers: fc.integer({ min: 1, max: 3 }),
    hasData: fc.constantFrom(false, false, true),
    tmpfs: fc.constantFrom('', '', '', '', '/l1', '/top', '/l0'),
    hasUpper: fc.constantFrom(true, true, true, true, true, false),
    entries: fc.array(fc.tuple(fc.constantFrom(...layers), entry), { maxLength: 30, size: 'max' }),
    first: options,
    again: options,
  })
  .map(({ lowers, hasData, tmpfs, hasUpper, entries, first, again }) => {
    const top = tmpfs === '/top' ? '/top' : '';
    const own = first.includes('userxattr') ? 'user' : 'trusted';
    const mounted =
      tmpfs === ''
        ? []
        : [
            mkdir(tmpfs),
            { call: 'mount', args: { source: 'tmpfs', target: tmpfs, fstype: 'tmpfs', data: 'mode=755' } },
          ];
    const place = (layer) => (layer === '/upper' ? `${top}/upper` : layer);
    const lowerdir = layers.slice(0, lowers).join(':') + (hasData ? '::/data' : '');
    const data = `lowerdir=${lowerdir}${hasUpper ? `,upperdir=${top}/upper,workdir=${top}/work` : ''}`;
    const mount = (more) => ({
      call: 'mount',
      args: { source: 'overlay', target: '/m', fstype: 'overlay', data: data + more },
    });
    return {
      setup: [
        ...mounted,
        ...['/l0', '/l1', '/l2', '/data', `${top}/upper`, `${top}/work`, '/m']
          .filter((path) => path !== tmpfs)
          .map(mkdir),
        ...entries.flatMap(([layer, made]) => requestsOf(place(layer), made, own)),
        mount(first),
        { call: 'mounts', args: {} },
      ],
      again: [{ call: 'umount', args: { target: '/m' } }, mount(again), { call: 'mounts', args: {} }],
    };
  });
