// mount(2) of an overlay (ovl_fill_super, fs/overlayfs/super.c): what the options settle to, the work directory, the lower layers, the
// uuid, the index. Each step may find that a layer lacks something, and then takes an option back, or refuses, with a line in the log.
import { CAP_SYS_RESOURCE, type Credentials } from '../abi/credentials.ts';
import { fail, SyscallError } from '../abi/errno.ts';
import { MS_RDONLY } from '../abi/flags.ts';
import type { FileSystem, FileSystemContext, FileSystemType, MountRequest, ResolvedPath } from '../vfs/file-system.ts';
import { type Draft, type OverlayConfig, settleConfig } from './config.ts';
import type { OverlayEvent } from './events.ts';
import { cleanIndex } from './inode-index.ts';
import { arrangeLayers, Traps } from './layer-checks.ts';
import type { Layer, Layers } from './layer.ts';
import { matchHandle, verifyHandle } from './origin.ts';
import { Overlay, type OverlayState } from './overlay.ts';
import { type Parameters, parseParameters, type SuperFlags, unescape } from './parameters.ts';
import { Door, type RealPath } from './real.ts';
import { readUuid } from './uuid.ts';
import { Whiteouts } from './whiteout.ts';
import { makeWorkDirectory, markVolatile, probe } from './workdir.ts';
import { OwnXattrs } from './xattrs.ts';

export const overlayType: FileSystemType<OverlayEvent> = {
  name: 'overlay',
  nodev: true,
  mount: (request) => new Mounting(request).mount(),
  revive: reviveOverlay,
};

/** One mount under way. */
class Mounting {
  readonly #request: MountRequest<OverlayEvent>;
  readonly #parameters: Parameters;
  readonly #door: Door;
  readonly #whiteouts: Whiteouts;
  #config: OverlayConfig;

  constructor(request: MountRequest<OverlayEvent>) {
    this.#request = request;
    this.#parameters = parseParameters({
      data: request.data,
      resolve: (path) => request.resolve(path),
      dmesg: (line) => {
        request.dmesg(line);
      },
    });
    const { config, set } = this.#parameters;
    this.#config = settleConfig(config, set, (line) => {
      this.warn(line);
    });
    const own = new OwnXattrs(this.#config.userxattr);
    this.#door = new Door(request.id, mounter(request.credentials), own, request.emit);
    // Differs from Linux: one counter there names the temporary files of all mounts; here each mount has a range of its own.
    this.#whiteouts = new Whiteouts(undefined, true, request.id * 0x100);
  }

  get door(): Door {
    return this.#door;
  }

  warn(line: string): void {
    this.#request.dmesg(`overlayfs: ${line}`);
  }

  refuse(line: string, errno: 'EINVAL' | 'EBUSY' | 'ELOOP' = 'EINVAL'): never {
    this.warn(line);
    return fail(errno);
  }

  change(change: Partial<OverlayConfig>): void {
    this.#config = { ...this.#config, ...change };
  }

  mount(): FileSystem {
    return this.#door.during('mount', () => this.#mount());
  }

  #mount(): FileSystem {
    const { lowers, upper, work } = this.#parameters;
    if (lowers.length === 0) this.refuse("missing 'lowerdir'");
    const traps = new Traps(this.#request.siblings(), this);
    const workDirectory = upper === undefined ? undefined : this.#prepareWork(traps, upper, work);
    this.#checkLowers();
    const depth =
      Math.max(0, ...[...lowers, ...(upper === undefined ? [] : [upper])].map(({ fs }) => fs.stackDepth)) + 1;
    if (depth > maxStackDepth) this.refuse('maximum fs stacking depth exceeded');
    const layers = arrangeLayers(this, this.#parameters, traps);
    this.#settleUuidOff(layers);
    const overlay = this.#build(layers, workDirectory, depth);
    try {
      this.#complete(overlay, traps);
    } catch (error) {
      // It stands nowhere: what it held of its layers is let go.
      overlay.unmount();
      throw error;
    }
    return overlay;
  }

  get config(): OverlayConfig {
    return this.#config;
  }

  /** ovl_get_upper() and ovl_get_workdir() */
  #prepareWork(traps: Traps, upper: ResolvedPath, work: ResolvedPath | undefined): RealPath | undefined {
    if (work === undefined) return this.refuse("missing 'workdir'");
    if ((upper.mountFlags & MS_RDONLY) !== 0) this.refuse('upper fs is r/o, try multi-lower layers mount');
    traps.set(upper, 'upperdir');
    traps.lock(upper, 'upperdir', this.#config.index);
    if (upper.mountId !== work.mountId) this.refuse('workdir and upperdir must reside under the same mount');
    if (upper.isBelow(work) || work.isBelow(upper)) this.refuse('workdir and upperdir must be separate subtrees');
    traps.lock(work, 'workdir', this.#config.index);
    traps.set(work, 'workdir');
    return this.#makeWork(traps, work);
  }

  #workBase(layer: 'work' | 'index'): RealPath {
    const { work } = this.#parameters;
    if (work === undefined) throw new Error('an overlay with an upper layer has a work directory');
    return { fs: work.fs, node: work.node, layer, path: unescape(this.#config.workDir ?? '') };
  }

  /** ovl_make_workdir() */
  #makeWork(traps: Traps, work: ResolvedPath): RealPath | undefined {
    const base = this.#workBase('work');
    const made = makeWorkDirectory(this, base, 'work', this.#config.workDir ?? '', false);
    if (made === undefined) return undefined;
    traps.set(made, 'workdir');
    const refused = probe(this, base, made, this.#whiteouts);
    if (refused !== undefined) this.#doWithoutXattrs(refused);
    if (this.#config.fsync === 'volatile') markVolatile(this, base);
    const hasHandles = work.fs.handleType !== 0;
    if (this.#config.index && !hasHandles) {
      this.warn('upper fs does not support file handles, falling back to index=off.');
      this.change({ index: false });
    }
    if (this.#config.nfsExport && !this.#config.index) {
      this.warn('NFS export requires "index=on", falling back to nfs_export=off.');
      this.change({ nfsExport: false });
    }
    return made;
  }

  #doWithoutXattrs(refused: SyscallError): void {
    const change: Partial<Draft<OverlayConfig>> = {};
    const fallBack = (applies: boolean, what: string, less: Partial<OverlayConfig>): void => {
      if (!applies) return;
      this.warn(`...falling back to ${what}.`);
      Object.assign(change, less);
    };
    const { redirectMode, metacopy, index, uuid, xino, userxattr } = this.#config;
    this.warn('failed to set xattr on upper');
    fallBack(redirectMode !== 'nofollow', 'redirect_dir=nofollow', { redirectMode: 'nofollow' });
    fallBack(metacopy, 'metacopy=off', { metacopy: false });
    fallBack(index, 'index=off', { index: false });
    fallBack(uuid === 'on' || uuid === 'auto', 'uuid=null', { uuid: 'null' });
    fallBack(xino === 'auto', 'xino=off', { xino: 'off' });
    if (refused.errno === 'EPERM' && !userxattr) this.warn("try mounting with 'userxattr' option");
    this.change(change);
  }

  #checkLowers(): void {
    const { lowers } = this.#config;
    if (this.#config.upperDir === undefined && lowers.length === 1) {
      this.refuse('at least 2 lowerdir are needed while upperdir nonexistent');
    }
    if (lowers.every(({ isData }) => isData)) this.refuse('at least one non-data lowerdir is required');
  }

  #settleUuidOff(layers: Layers): void {
    // The number of file systems with the place that is kept for upper's.
    const count = 1 + Math.max(0, ...layers.all.map((layer) => (layer === undefined || layer.isData ? 0 : layer.fsid)));
    if (this.#config.uuid !== 'off' || count === 1) return;
    this.warn('The uuid=off requires a single fs for lower and upper, falling back to uuid=null.');
    this.change({ uuid: 'null' });
  }

  #build(layers: Layers, work: RealPath | undefined, stackDepth: number): Overlay {
    const request = this.#request;
    const { superFlags } = this.#parameters;
    const isReadOnly = superFlags.readOnly ?? (request.flags & MS_RDONLY) !== 0;
    return build(request, {
      config: this.#config,
      uuid: null,
      layers,
      work,
      index: undefined,
      door: this.#door,
      readOnly: work === undefined || isReadOnly,
      stackDepth,
      whiteouts: this.#whiteouts,
      superWords: superWords(superFlags),
    });
  }

  /** What changes upper once the layers are known. */
  #complete(overlay: Overlay, traps: Traps): void {
    const { upper } = this.#parameters;
    if (upper !== undefined) readUuid(overlay, this.#request);
    if (overlay.work !== undefined && overlay.config.index) this.#openIndex(overlay, traps);
    traps.checkOverlaps(this.#parameters);
    if (overlay.work !== undefined) return;
    overlay.config = { ...overlay.config, index: false };
    if (upper !== undefined && overlay.config.nfsExport) {
      this.warn('NFS export requires an index dir, falling back to nfs_export=off.');
      overlay.config = { ...overlay.config, nfsExport: false };
    }
  }

  /** ovl_get_indexdir(): the index stands in the work directory's place, and is kept. */
  #openIndex(overlay: Overlay, traps: Traps): void {
    const root = overlay.inode(overlay.root);
    const first = root.lower[0];
    if (first === undefined) return;
    const upper = overlay.upperOf(root);
    try {
      matchHandle(overlay, upper, this.#door.own.origin, overlay.onLayer(root, first), false, true);
    } catch (error) {
      if (error instanceof SyscallError) this.warn('failed to verify upper root origin');
      throw error;
    }
    const made = makeWorkDirectory(this, this.#workBase('index'), 'index', this.#config.workDir ?? '', true);
    if (made === undefined) {
      this.#adviseOnIndex();
      overlay.useWork(undefined);
      overlay.readOnly = true;
      return;
    }
    const index = made;
    traps.set(index, 'indexdir');
    overlay.useWork(index);
    overlay.index = index;
    try {
      this.#verifyIndex(overlay, index, upper);
    } catch (error) {
      if (error instanceof SyscallError) this.#adviseOnIndex();
      throw error;
    }
  }

  #adviseOnIndex(): void {
    this.warn("try deleting index dir or mounting with '-o index=off' to disable inodes index.");
  }

  #verifyIndex(overlay: Overlay, index: RealPath, upper: RealPath): void {
    const { own } = this.#door;
    const verify = (name: string, isUpper: boolean, what: string): void => {
      try {
        verifyHandle(overlay, index, name, upper, isUpper, isUpper);
      } catch (error) {
        if (error instanceof SyscallError) this.warn(`failed to verify index dir '${what}' xattr`);
        throw error;
      }
    };
    if (this.#door.getxattr(index, own.origin) !== undefined) verify(own.origin, true, 'origin');
    verify(own.upper, true, 'upper');
    cleanIndex(overlay, index);
  }
}

/** FILESYSTEM_MAX_STACK_DEPTH */
const maxStackDepth = 2;

/** Neither quota nor the blocks kept for root are for an overlay's users. */
function mounter(credentials: Credentials): Credentials {
  return { ...credentials, capabilities: credentials.capabilities & ~CAP_SYS_RESOURCE };
}

function superWords({ sync, dirsync, mand, lazytime }: SuperFlags): string {
  return `${sync ? ',sync' : ''}${dirsync ? ',dirsync' : ''}${mand ? ',mand' : ''}${lazytime ? ',lazytime' : ''}`;
}

type Built = Omit<ConstructorParameters<typeof Overlay>[0], 'id' | 'isPeeked' | 'dmesg' | 'release'>;

function build(context: FileSystemContext<OverlayEvent>, seed: Built): Overlay {
  const overlay: Overlay = new Overlay({
    ...seed,
    id: context.id,
    isPeeked: () => context.isPeeked?.() ?? false,
    dmesg: (line) => {
      context.dmesg(line);
    },
    release: () => {
      for (const [fs, node] of heldBy(seed)) fs.release(node);
    },
  });
  if (seed.inodes === undefined) {
    for (const [fs, node] of heldBy(seed)) fs.hold(node);
    seed.work?.fs.hold(seed.work.node);
  }
  return overlay;
}

/** What a mounted overlay keeps of the file systems below: its layers' roots. Its work directory keeps the overlay itself. */
function heldBy(seed: Built): [FileSystem, Layer['root']][] {
  const held: [FileSystem, Layer['root']][] = [];
  for (const layer of seed.layers.all) if (layer !== undefined) held.push([layer.fs, layer.root]);
  return held;
}

function reviveOverlay(saved: unknown, context: FileSystemContext<OverlayEvent>): FileSystem {
  const state = saved as OverlayState;
  const { work, config } = state;
  const layers = state.layers.map((layer): Layer | undefined =>
    layer === null ? undefined : { ...layer, fs: context.fileSystem(layer.fs) },
  );
  const workFs = work === null ? undefined : context.fileSystem(work.fs);
  const workPath = unescape(config.workDir ?? '');
  const inWork = (node: Layer['root'], name: 'work' | 'index'): RealPath | undefined =>
    workFs === undefined
      ? undefined
      : { fs: workFs, node, layer: name, path: `${workPath === '/' ? '' : workPath}/${name}` };
  const index = state.index === null ? undefined : inWork(state.index, 'index');
  return build(context, {
    config,
    uuid: state.uuid,
    layers: {
      all: layers,
      workBase: work === null || workFs === undefined ? undefined : { fs: workFs, node: work.base },
      workPath,
      sameFs: new Set(layers.flatMap((layer) => (layer === undefined || layer.isData ? [] : [layer.fs]))).size === 1,
      xinoBits: state.xinoBits,
    },
    work: index ?? (work === null ? undefined : inWork(work.node, 'work')),
    index,
    door: new Door(context.id, state.mounter, new OwnXattrs(config.userxattr), context.emit, state.lastTmpfile),
    readOnly: state.readOnly,
    stackDepth: Math.max(...layers.map((layer) => layer?.fs.stackDepth ?? 0)) + 1,
    whiteouts: new Whiteouts(state.whiteout ?? undefined, state.sharesWhiteout, state.lastTemporary),
    superWords: state.superWords,
    xwhiteoutLayers: state.xwhiteoutLayers,
    inodes: state.inodes,
  });
}
