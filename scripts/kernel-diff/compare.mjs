// What two servers must agree on: answers and the tree in the end. Inode and device numbers are compared by which names
// share one, times of the servers' own clocks by being such, directories as sets; block counts only where asked for.

/** Times from here on are a clock's, those before were set. */
const clockBegins = 1_600_000_000_000_000_000n;

const isDescriptor = /^(fd|fd_in|fd_out|olddirfd)$/;
const notOpen = 999;

/**
 * Plays requests on two servers. A descriptor `"$ID"` is what the request with that `id` (else its place, from 0 on) was answered.
 * @returns {Promise<string | undefined>} the first difference
 */
export async function firstDifference(requests, ours, theirs, options) {
  const descriptors = new Map();
  for (const [i, { id = i, call, args = {} }] of requests.entries()) {
    const [a, b] = await Promise.all([
      ours.ask(call, resolve(args, descriptors, 0)),
      theirs.ask(call, resolve(args, descriptors, 1)),
    ]);
    if (call === 'open') descriptors.set(String(id), [a.ok ?? notOpen, b.ok ?? notOpen]);
    const [left, right] = [comparable(call, a, options), comparable(call, b, options)];
    if (left !== right) return `request ${i} ${call} ${JSON.stringify(args)}\n  ours:   ${left}\n  theirs: ${right}`;
  }
  return differenceOfTrees(ours, theirs, options);
}

function resolve(args, descriptors, side) {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      if (!isDescriptor.test(name)) return [name, value];
      return [name, typeof value === 'string' ? (descriptors.get(value.slice(1))?.[side] ?? notOpen) : value];
    }),
  );
}

function comparable(call, answer, options) {
  if (answer.err !== undefined) return JSON.stringify({ err: answer.err });
  return JSON.stringify({ ok: comparableValue(call, answer.ok, options) });
}

function comparableValue(call, value, options) {
  switch (call) {
    case 'open':
      return 'fd';
    case 'stat':
    case 'lstat':
    case 'fstat':
      return comparableStat(value, options);
    case 'getdents':
      return value.map(({ name, type }) => `${type} ${name}`).sort();
    case 'statfs':
      return { bsize: value.bsize, namelen: value.namelen };
    case 'listxattr':
    case 'llistxattr':
    case 'flistxattr':
      return [...value].sort();
    default:
      return value;
  }
}

function comparableStat({ mode, type, nlink, uid, gid, rdev, size, blocks, atimeNs, mtimeNs }, options) {
  const stat = { mode, type, nlink, uid, gid, rdev: type === 'chr' || type === 'blk' ? rdev : undefined };
  // A directory's size is an artefact of its file system's format.
  if (type !== 'dir' || options.blocks) stat.size = size;
  if (options.blocks) stat.blocks = blocks;
  const time = (text) => (BigInt(text) >= clockBegins ? 'clock' : text);
  return { ...stat, atime: time(atimeNs), mtime: time(mtimeNs) };
}

/** All that can be read under `/` as root. */
async function differenceOfTrees(ours, theirs, options) {
  const [left, right] = await Promise.all([readTree(ours, options), readTree(theirs, options)]);
  for (const path of new Set([...left.keys(), ...right.keys()])) {
    const [a, b] = [left.get(path) ?? 'nothing', right.get(path) ?? 'nothing'];
    if (a !== b) return `in the end ${path}\n  ours:   ${a}\n  theirs: ${b}`;
  }
  return undefined;
}

async function readTree(server, options) {
  const tree = new Map();
  /** The first name of each inode: names that share one say the same. */
  const firstNames = new Map();
  await server.ask('setcreds', { uid: 0, gid: 0, groups: [] });
  /** Temporary names of the work directory are each kernel's own. */
  const temporary = new Map();
  const named = (path) =>
    path.replace(/^(\/work\/work\/)(#[0-9a-f]+)/, (_whole, folder, name) => {
      if (!temporary.has(name)) temporary.set(name, `#TMP${temporary.size + 1}`);
      return folder + temporary.get(name);
    });
  const walk = async (path) => {
    const { ok: stat, err } = await server.ask('lstat', { path });
    if (err !== undefined) return void tree.set(named(path), err);
    const inode = `${stat.dev}:${stat.ino}`;
    if (!firstNames.has(inode)) firstNames.set(inode, named(path));
    const entry = { inode: firstNames.get(inode), stat: comparableStat(stat, options) };
    // Reading moves it, on each server at its own moment.
    delete entry.stat.atime;
    if (stat.type === 'lnk') entry.target = (await server.ask('readlink', { path })).ok;
    if (stat.type === 'reg') entry.data = await readFile(server, path);
    entry.xattrs = {};
    for (const name of (await server.ask('llistxattr', { path })).ok ?? []) {
      if (!isHandle(name)) entry.xattrs[name] = (await server.ask('lgetxattr', { path, name })).ok;
    }
    tree.set(named(path), JSON.stringify(entry));
    if (stat.type !== 'dir') return;
    const names = ((await server.ask('getdents', { path })).ok ?? []).map(({ name }) => name).sort();
    for (const name of names)
      if (name !== '.' && name !== '..') await walk(path === '/' ? `/${name}` : `${path}/${name}`);
  };
  await walk('/');
  return tree;
}

/** Values that each server makes of its own inode numbers and its own luck. */
function isHandle(name) {
  return /^(trusted|user)\.overlay\.(origin|upper|uuid)$/.test(name);
}

async function readFile(server, path) {
  const { ok: fd, err } = await server.ask('open', { path, flags: ['O_RDONLY'] });
  if (err !== undefined) return err;
  const { ok, err: failed } = await server.ask('pread', { fd, count: 1 << 17, offset: 0 });
  await server.ask('close', { fd });
  return failed ?? ok;
}
