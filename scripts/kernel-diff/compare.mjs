// What two servers must agree on: answers and the tree in the end. Inode and device numbers are compared by which names
// share one, times of the servers' own clocks by whether they have moved since they were last asked for, directories as
// sets; block counts only where asked for.

/** Times from here on are a clock's, those before were set. */
const clockBegins = 1_600_000_000_000_000_000n;
/** No file system keeps such times: those behind it were set, too. */
const clockEnds = 4_000_000_000_000_000_000n;

const isDescriptor = /^(fd|fd_in|fd_out|olddirfd)$/;
const notOpen = 999;

/** What one server has answered so far: descriptors by the request that opened them, times by the file that was asked about. */
export class Answers {
  #descriptors = new Map();
  #times = new Map();
  #options;

  /** @param {{blocks?: boolean, atime?: boolean}} options `blocks`: block counts and sizes of directories are compared, too; `atime`: when a file was read */
  constructor(options) {
    this.#options = options;
  }

  /** The arguments to send: a descriptor `"$ID"` is what the request with that `id` was answered. */
  resolve(args) {
    return Object.fromEntries(
      Object.entries(args).map(([name, value]) => {
        if (!isDescriptor.test(name)) return [name, value];
        return [name, typeof value === 'string' ? (this.#descriptors.get(value.slice(1)) ?? notOpen) : value];
      }),
    );
  }

  /** The descriptors that are still known by a name. */
  descriptors() {
    return this.#descriptors.values();
  }

  /** What of an answer another server must answer, too. Requests without an id are known by their `place`. */
  comparable({ id, call, args }, place, { ok, err }) {
    if (call === 'open') this.#descriptors.set(String(id ?? place), ok ?? notOpen);
    return err === undefined ? { ok: this.#value(call, args, ok) } : { err };
  }

  #value(call, args, value) {
    switch (call) {
      case 'open':
        return 'fd';
      case 'stat':
      case 'lstat':
      case 'fstat':
        return this.#stat(`${call} ${args.path ?? args.fd}`, value);
      case 'getdents':
        return value.map(({ name, type }) => `${type} ${name}`).sort();
      case 'statfs':
        return comparableStatFs(value, this.#options);
      case 'listxattr':
      case 'llistxattr':
      case 'flistxattr':
        return [...value].sort();
      default:
        return value;
    }
  }

  #stat(file, stat) {
    const times = Object.fromEntries(
      ['atimeNs', 'mtimeNs', 'ctimeNs'].map((name) => [name, this.#time(`${file} ${name}`, stat[name])]),
    );
    // When a file was read a kernel's coarse clock says, which may stand still between two requests.
    if (!this.#options.atime && !/^-?\d+$/.test(times.atimeNs)) times.atimeNs = 'clock';
    return { ...comparableStat(stat, this.#options), ...times };
  }

  #time(what, text) {
    if (!isOfClock(text)) return text;
    const before = this.#times.get(what);
    this.#times.set(what, text);
    return before === undefined ? 'clock' : before === text ? 'kept' : 'moved';
  }
}

function isOfClock(text) {
  const time = BigInt(text);
  return time >= clockBegins && time < clockEnds;
}

/** What is free goes by what the disk has seen before. */
function comparableStatFs({ bsize, namelen, blocks, files }, options) {
  return options.blocks ? { bsize, namelen, blocks, files } : { bsize, namelen };
}

function comparableStat({ mode, type, nlink, uid, gid, rdev, size, blocks }, options) {
  const stat = { mode, type, nlink, uid, gid, rdev: type === 'chr' || type === 'blk' ? rdev : undefined };
  // A directory's size is an artefact of its file system's format.
  if (type !== 'dir' || options.blocks) stat.size = size;
  if (options.blocks) stat.blocks = blocks;
  return stat;
}

/**
 * Plays requests on two servers, which begin with an empty root, and leaves them as it found them.
 * @returns {Promise<string | undefined>} the first difference
 */
export async function firstDifference(requests, ours, theirs, given) {
  const options = { ...given, severalDisks: requests.some(({ args }) => args?.fstype === 'tmpfs') };
  const [left, right] = [new Answers(options), new Answers(options)];
  try {
    for (const [i, request] of requests.entries()) {
      const { call, args = {} } = request;
      const answers = await Promise.all([ours.ask(call, left.resolve(args)), theirs.ask(call, right.resolve(args))]);
      const asked = { ...request, args };
      const a = JSON.stringify(left.comparable(asked, i, answers[0]));
      const b = JSON.stringify(right.comparable(asked, i, answers[1]));
      if (a !== b) return `request ${i} ${call} ${JSON.stringify(args)}\n  ours:   ${a}\n  theirs: ${b}`;
    }
    return await differenceOfTrees(ours, theirs, options);
  } finally {
    await Promise.all([cleanUp(ours, left, requests), cleanUp(theirs, right, requests)]);
  }
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
  const numbers = new Map();
  await server.ask('setcreds', { uid: 0, gid: 0, groups: [] });
  /** Temporary names of the work directory are each kernel's own. */
  const temporary = new Map();
  const named = (path) =>
    path.replace(/^((?:\/\w+)?\/work\/(?:work|index)\/)(#[0-9a-f]+)/, (_whole, folder, name) => {
      if (!temporary.has(name)) temporary.set(name, `#TMP${temporary.size + 1}`);
      return folder + temporary.get(name);
    });
  /** An entry of the index is named by a handle: here by the name that its inode has elsewhere, or by what it is. */
  const entries = new Map();
  const shownAs = (path, stat, inode) => {
    if (!/\/work\/index\/00fb/.test(path)) return named(path);
    const name = firstNames.get(inode) ?? `${stat.type} ${stat.nlink}`;
    entries.set(name, (entries.get(name) ?? 0) + 1);
    return `index entry ${entries.get(name)} of ${name}`;
  };
  const walk = async (path, listed) => {
    const { ok: stat, err } = await server.ask('lstat', { path });
    if (err !== undefined) return void tree.set(named(path), err);
    // A number with high bits that tell the disk is not exact here.
    const inode = Number.isSafeInteger(stat.ino) ? `${stat.dev}:${stat.ino}` : path;
    const shown = shownAs(path, stat, inode);
    if (!firstNames.has(inode)) firstNames.set(inode, shown);
    if (!numbers.has(stat.ino)) numbers.set(stat.ino, shown);
    const mtime = isOfClock(stat.mtimeNs) ? 'clock' : stat.mtimeNs;
    const entry = { inode: firstNames.get(inode), stat: comparableStat(stat, options), mtime };
    // On one file system the overlay's numbers are those of the layers.
    if (options.numbers && !options.severalDisks) {
      entry.number = numbers.get(stat.ino);
      entry.listed = listed === undefined || listed === stat.ino;
    }
    if (stat.type === 'lnk') entry.target = (await server.ask('readlink', { path })).ok;
    if (stat.type === 'reg') entry.data = await readFile(server, path);
    entry.xattrs = {};
    for (const name of (await server.ask('llistxattr', { path })).ok ?? []) {
      if (!isHandle(name)) entry.xattrs[name] = (await server.ask('lgetxattr', { path, name })).ok;
    }
    tree.set(shown, JSON.stringify(entry));
    if (stat.type !== 'dir') return;
    for (const { name, ino } of await entriesOf(server, path)) {
      await walk(path === '/' ? `/${name}` : `${path}/${name}`, ino);
    }
  };
  await walk('/');
  return tree;
}

async function entriesOf(server, path) {
  const entries = ((await server.ask('getdents', { path })).ok ?? []).filter(({ name }) => !/^\.\.?$/.test(name));
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function namesIn(server, path) {
  return (await entriesOf(server, path)).map(({ name }) => name);
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

/** Makes a server what it was at its start: an empty root, no file open, nothing mounted. Its clock and its disk's past stay. */
export async function cleanUp(server, answers, requests) {
  await server.ask('setcreds', { uid: 0, gid: 0, groups: [] });
  await server.ask('umask', { mask: 0 });
  await server.ask('chdir', { path: '/' });
  for (const fd of answers.descriptors()) if (fd !== notOpen) await server.ask('close', { fd });
  const targets = requests.filter(({ call }) => call === 'mount').map(({ args }) => args.target);
  for (const target of targets.reverse())
    while ((await server.ask('umount', { target, flags: ['MNT_DETACH'] })).err === undefined);
  await removeBelow(server, '/');
  await server.ask('chmod', { path: '/', mode: 0o755 });
  await server.ask('chown', { path: '/', uid: 0, gid: 0 });
  for (const name of (await server.ask('listxattr', { path: '/' })).ok ?? [])
    await server.ask('removexattr', { path: '/', name });
  if ((await namesIn(server, '/')).length > 0) server.spoil();
}

async function removeBelow(server, folder) {
  for (const name of await namesIn(server, folder)) {
    const path = folder === '/' ? `/${name}` : `${folder}/${name}`;
    if ((await server.ask('unlink', { path })).err !== 'EISDIR') continue;
    await removeBelow(server, path);
    await server.ask('rmdir', { path });
  }
}
