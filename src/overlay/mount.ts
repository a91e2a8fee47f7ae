// mount(2) of an overlay: options, layers, the work directory, the mount's uuid (ovl_fill_super, fs/overlayfs/super.c).
import { fail } from '../abi/errno.ts';
import { MS_RDONLY } from '../abi/flags.ts';
import { isDirectory } from '../abi/mode.ts';
import { SyscallError, errnoNumber } from '../abi/errno.ts';
import type { FileSystem, FileSystemContext, FileSystemType, MountRequest, ResolvedPath } from '../vfs/file-system.ts';
import type { OverlayEvent } from './events.ts';
import type { Layer, Layers } from './layer.ts';
import { type OverlayOptions, parseOptions, type UuidMode } from './options.ts';
import { Overlay, type OverlayState } from './overlay.ts';
import { Door, type RealPath } from './real.ts';
import { makeWorkDirectory } from './workdir.ts';
import { Whiteouts } from './whiteout.ts';
import { OVL_XATTR_IMPURE, OVL_XATTR_UUID } from './xattrs.ts';

/** FILESYSTEM_MAX_STACK_DEPTH */
const maxStackDepth = 2;

export const overlayType: FileSystemType<OverlayEvent> = {
  name: 'overlay',
  nodev: true,
  mount: mountOverlay,
  revive: reviveOverlay,
};

type Request = MountRequest<OverlayEvent>;

function mountOverlay(request: Request): FileSystem {
  const refuse = (line: string, errno: 'EINVAL' | 'ELOOP' = 'EINVAL'): never => {
    request.dmesg(`overlayfs: ${line}`);
    return fail(errno);
  };
  const options = parseOptions(request.data, (line) => {
    request.dmesg(line);
  });
  if (options.lowerDirs.length === 0) refuse("missing 'lowerdir'");
  if (options.upperDir !== undefined && options.workDir === undefined) refuse("missing 'workdir'");
  if (options.upperDir === undefined && options.lowerDirs.length === 1) {
    refuse('at least 2 lowerdir are needed while upperdir nonexistent');
  }
  if (options.upperDir === undefined && options.workDir !== undefined) {
    request.dmesg(
      'overlayfs: option "workdir=%s" is useless in a non-upper mount, ignore'.replace('%s', options.workDir),
    );
  }
  const lowers = options.lowerDirs.map((path) => directoryAt(request, path));
  const upper = options.upperDir === undefined ? undefined : directoryAt(request, options.upperDir);
  const work = upper === undefined || options.workDir === undefined ? undefined : directoryAt(request, options.workDir);
  if (upper !== undefined && work !== undefined) checkUpper(upper, work, refuse);
  checkOverlap(lowers, upper, work, refuse);
  const depth =
    Math.max(...[...lowers, ...(upper === undefined ? [] : [upper])].map((layer) => layer.fs.stackDepth)) + 1;
  if (depth > maxStackDepth) refuse('maximum fs stacking depth exceeded');
  warnInUse(request, upper, work);
  const layers = layersOf(options, lowers, upper, work);
  const door = new Door(request.id, request.credentials, request.emit);
  // Differs from Linux: one counter there names the temporary files of all mounts; here each mount has a range of its own.
  const whiteouts = new Whiteouts(undefined, true, request.id * 0x100);
  const { workDirectory, uuidMode, uuid } = door.during('mount', () =>
    prepare(request, options, layers, work, door, whiteouts),
  );
  return build(request, {
    options: { ...options, workDir: upper === undefined ? undefined : options.workDir },
    uuidMode,
    uuid,
    layers,
    work: workDirectory,
    door,
    readOnly: upper === undefined || (request.flags & MS_RDONLY) !== 0,
    stackDepth: depth,
    whiteouts,
  });
}

function directoryAt(request: Request, path: string): ResolvedPath {
  let found: ResolvedPath;
  try {
    found = request.resolve(path);
  } catch (error) {
    if (error instanceof SyscallError) {
      request.dmesg(`overlayfs: failed to resolve '${path}': ${String(-errnoNumber(error.errno))}`);
    }
    throw error;
  }
  if (!isDirectory(found.fs.getattr(found.node).mode)) {
    request.dmesg(`overlayfs: '${path}' not a directory`);
    fail('ENOTDIR');
  }
  return found;
}

function checkUpper(upper: ResolvedPath, work: ResolvedPath, refuse: (line: string) => never): void {
  if (upper.fs.type === 'overlay') refuse('filesystem on upperdir not supported as upperdir');
  if ((upper.mountFlags & MS_RDONLY) !== 0) refuse('upper fs is r/o, try multi-lower layers mount');
  if (upper.fs !== work.fs) refuse('workdir and upperdir must reside under the same mount');
  if (upper.isBelow(work) || work.isBelow(upper)) refuse('workdir and upperdir must be separate subtrees');
}

function checkOverlap(
  lowers: readonly ResolvedPath[],
  upper: ResolvedPath | undefined,
  work: ResolvedPath | undefined,
  refuse: (line: string, errno?: 'EINVAL' | 'ELOOP') => never,
): void {
  const all: (readonly [string, ResolvedPath])[] = lowers.map((lower) => ['lowerdir', lower] as const);
  if (upper !== undefined) all.unshift(['upperdir', upper]);
  if (work !== undefined) all.push(['workdir', work]);
  all.forEach(([name, layer], i) => {
    for (const [, other] of all.slice(i + 1)) {
      if (layer.fs === other.fs && layer.node === other.node) refuse(`conflicting ${name} path`, 'ELOOP');
      if (layer.isBelow(other) || other.isBelow(layer)) refuse(`overlapping ${name} path`, 'ELOOP');
    }
  });
}

/** ovl_report_in_use(): two overlays on one upper are allowed and warned of. */
function warnInUse(request: Request, upper: ResolvedPath | undefined, work: ResolvedPath | undefined): void {
  const consequence = 'accessing files from both mounts will result in undefined behavior.';
  for (const other of request.siblings()) {
    if (!(other instanceof Overlay)) continue;
    const theirs = other.upperLayer;
    if (theirs === undefined) continue;
    if (upper?.fs === theirs.fs && upper.node === theirs.root) {
      request.dmesg(`overlayfs: upperdir is in-use as upperdir/workdir of another mount, ${consequence}`);
    }
    const base = other.layers.workBase;
    if (work?.fs === base?.fs && work?.node === base?.node) {
      request.dmesg(`overlayfs: workdir is in-use as upperdir/workdir of another mount, ${consequence}`);
    }
  }
}

function layersOf(
  options: OverlayOptions,
  lowers: readonly ResolvedPath[],
  upper: ResolvedPath | undefined,
  work: ResolvedPath | undefined,
): Layers {
  const fsids = new Map<FileSystem, number>();
  // 0 is upper's even where there is none.
  if (upper !== undefined) fsids.set(upper.fs, 0);
  const fsidOf = (fs: FileSystem): number => {
    const known = fsids.get(fs) ?? fsids.size + (upper === undefined ? 1 : 0);
    fsids.set(fs, known);
    return known;
  };
  const top: Layer | undefined =
    upper === undefined
      ? undefined
      : { name: 'upper', path: options.upperDir ?? '', fs: upper.fs, root: upper.node, fsid: 0 };
  const below = lowers.map((lower, i): Layer => ({
    name: `lower${i}`,
    path: options.lowerDirs[i] ?? '',
    fs: lower.fs,
    root: lower.node,
    fsid: fsidOf(lower.fs),
  }));
  return {
    all: [top, ...below],
    workBase: work === undefined ? undefined : { fs: work.fs, node: work.node },
    workPath: options.workDir ?? '',
    sameFs: fsids.size === 1,
  };
}

interface Prepared {
  readonly workDirectory: RealPath | undefined;
  readonly uuidMode: UuidMode;
  readonly uuid: Uint8Array | null;
}

function prepare(
  request: Request,
  options: OverlayOptions,
  layers: Layers,
  work: ResolvedPath | undefined,
  door: Door,
  whiteouts: Whiteouts,
): Prepared {
  const upper = layers.all[0];
  if (upper === undefined || work === undefined) {
    return {
      workDirectory: undefined,
      uuidMode: options.uuid === 'auto' || options.uuid === 'on' ? 'null' : options.uuid,
      uuid: null,
    };
  }
  const base: RealPath = { fs: work.fs, node: work.node, layer: 'work', path: layers.workPath };
  const workDirectory = makeWorkDirectory(door, base, whiteouts);
  const root: RealPath = { fs: upper.fs, node: upper.root, layer: 'upper', path: upper.path };
  return { workDirectory, ...uuidOf(request, options.uuid, root, door) };
}

/** ovl_init_uuid_xattr(): a new overlay is given one, an old one that had none goes on without. */
function uuidOf(
  request: Request,
  mode: UuidMode,
  upper: RealPath,
  door: Door,
): { readonly uuidMode: UuidMode; readonly uuid: Uint8Array | null } {
  if (mode === 'off' || mode === 'null') return { uuidMode: mode, uuid: null };
  const kept = door.getxattr(upper, OVL_XATTR_UUID);
  if (kept?.length === 16) return { uuidMode: 'on', uuid: kept };
  if (mode === 'auto' && door.getxattr(upper, OVL_XATTR_IMPURE) !== undefined) return { uuidMode: 'null', uuid: null };
  const uuid = request.randomBytes(16);
  try {
    door.setxattr(upper, OVL_XATTR_UUID, uuid, 0);
  } catch (error) {
    // Upper keeps no such attributes: the overlay is told apart by its layers alone.
    if (!(error instanceof SyscallError) || error.errno !== 'EOPNOTSUPP') throw error;
    return { uuidMode: 'null', uuid: null };
  }
  return { uuidMode: 'on', uuid };
}

type Built = Omit<ConstructorParameters<typeof Overlay>[0], 'id' | 'isPeeked' | 'release'>;

function build(context: FileSystemContext<OverlayEvent>, seed: Built): Overlay {
  const overlay = new Overlay({
    ...seed,
    id: context.id,
    isPeeked: () => context.isPeeked?.() ?? false,
    release: () => {
      for (const [fs, node] of heldBy(seed)) fs.release(node);
    },
  });
  if (seed.inodes === undefined) for (const [fs, node] of heldBy(seed)) fs.hold(node);
  return overlay;
}

/** What a mounted overlay keeps of the file systems below: its layers' roots and its work directory. */
function heldBy(seed: Built): [FileSystem, Layer['root']][] {
  const held: [FileSystem, Layer['root']][] = [];
  for (const layer of seed.layers.all) if (layer !== undefined) held.push([layer.fs, layer.root]);
  if (seed.work !== undefined) held.push([seed.work.fs, seed.work.node]);
  return held;
}

function reviveOverlay(saved: unknown, context: FileSystemContext<OverlayEvent>): FileSystem {
  const state = saved as OverlayState;
  const layers = state.layers.map((layer): Layer | undefined =>
    layer === null ? undefined : { ...layer, fs: context.fileSystem(layer.fs) },
  );
  const { work, options } = state;
  const workFs = work === null ? undefined : context.fileSystem(work.fs);
  const workPath = options.workDir ?? '';
  return build(context, {
    options,
    uuidMode: state.uuidMode,
    uuid: state.uuid,
    layers: {
      all: layers,
      workBase: work === null || workFs === undefined ? undefined : { fs: workFs, node: work.base },
      workPath,
      sameFs: new Set(layers.flatMap((layer) => (layer === undefined ? [] : [layer.fs]))).size === 1,
    },
    work:
      work === null || workFs === undefined
        ? undefined
        : { fs: workFs, node: work.node, layer: 'work', path: `${workPath === '/' ? '' : workPath}/work` },
    door: new Door(context.id, state.mounter, context.emit, state.lastTmpfile),
    readOnly: state.readOnly,
    stackDepth: Math.max(...layers.map((layer) => layer?.fs.stackDepth ?? 0)) + 1,
    whiteouts: new Whiteouts(state.whiteout ?? undefined, state.sharesWhiteout, state.lastTemporary),
    inodes: state.inodes,
  });
}
