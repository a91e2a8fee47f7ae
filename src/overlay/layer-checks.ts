// Which directories may be layers of one overlay, beside each other and beside other overlays (ovl_get_layers, ovl_setup_trap,
// ovl_check_overlapping_layers, fs/overlayfs/super.c), and what the file systems below cannot do.
import type { FileSystem, Inode, ResolvedPath } from '../vfs/file-system.ts';
import type { OverlayConfig } from './config.ts';
import type { Layer, Layers } from './layer.ts';
import { Overlay } from './overlay.ts';
import { type Parameters, unescape } from './parameters.ts';
import { pathPair } from './real.ts';

/** The mount under way, as far as its layers are looked at. */
interface LayerReport {
  readonly config: OverlayConfig;
  warn(line: string): void;
  refuse(line: string, errno: 'EINVAL' | 'EBUSY' | 'ELOOP'): never;
  change(change: Partial<OverlayConfig>): void;
}

/** Directories that no lower layer may be, or be in. */
export class Traps {
  readonly #report: LayerReport;
  readonly #set: Inode[] = [];
  /** Upper and work directories of other overlays. */
  readonly #inUse: readonly Inode[];

  constructor(siblings: readonly FileSystem[], report: LayerReport) {
    this.#report = report;
    this.#inUse = siblings.flatMap((other) => {
      if (!(other instanceof Overlay) || other.upperLayer === undefined) return [];
      const { fs, root } = other.upperLayer;
      return [{ fs, node: root }, ...(other.layers.workBase === undefined ? [] : [other.layers.workBase])];
    });
  }

  /** @throws ELOOP it is one already */
  set(inode: Inode, name: string): void {
    if (this.#set.some((other) => isSame(other, inode))) this.#report.refuse(`conflicting ${name} path`, 'ELOOP');
    this.#set.push({ fs: inode.fs, node: inode.node });
  }

  /** Two overlays on one upper are allowed and warned of, unless there is an index. @throws EBUSY */
  lock(inode: Inode, name: string, index: boolean): void {
    if (this.#inUse.some((other) => isSame(other, inode))) this.#reportInUse(name, index);
  }

  #reportInUse(name: string, index: boolean): void {
    const line = `${name} is in-use as upperdir/workdir of another mount,`;
    if (index) {
      this.#report.refuse(`${line} mount with '-o index=off' to override exclusive upperdir protection.`, 'EBUSY');
    }
    this.#report.warn(`${line} accessing files from both mounts will result in undefined behavior.`);
  }

  /** ovl_check_overlapping_layers(): what a layer stands in. @throws ELOOP EBUSY */
  checkOverlaps({ lowers, upper, work }: Parameters): void {
    const { index } = this.#report.config;
    if (upper !== undefined) this.#checkAbove(upper, 'upperdir', index);
    if (work !== undefined && upper !== undefined) this.#checkAbove(work, 'workdir', index);
    for (const lower of lowers) {
      const isIn = (other: Inode): boolean => !isSame(other, lower) && lower.isBelow(other);
      if (this.#set.some(isIn)) this.#report.refuse('overlapping lowerdir path', 'ELOOP');
      this.#checkAbove(lower, 'lowerdir', index);
    }
  }

  #checkAbove(layer: ResolvedPath, name: string, index: boolean): void {
    for (const other of this.#inUse) {
      if (!isSame(other, layer) && layer.isBelow(other)) this.#reportInUse(name, index);
    }
  }
}

function isSame(a: Inode, b: Inode): boolean {
  return a.fs === b.fs && a.node === b.node;
}

/** FILEID_INO32_GEN: the file system's own numbers have 32 bits. */
const shortNumbers = 1;

/** ovl_lower_dir() and ovl_get_layers() */
export function arrangeLayers(report: LayerReport, parameters: Parameters, traps: Traps): Layers {
  const { lowers, upper, work } = parameters;
  const { config } = report;
  let areShort = upper === undefined || hasShortNumbers(upper.fs);
  lowers.forEach(({ fs }, i) => {
    checkHandles(report, fs, config.lowers[i]?.name ?? '');
    areShort &&= hasShortNumbers(fs);
  });
  const systems = new FileSystems(report, upper?.fs);
  const below = lowers.map((lower, i): Layer => {
    const { name = '', isData = false } = config.lowers[i] ?? {};
    // What data-only layers stand on is nobody's number.
    const { fsid, badUuid } = isData ? { fsid: dataFsid, badUuid: false } : systems.take(lower, name);
    traps.set(lower, 'lowerdir');
    traps.lock(lower, 'lowerdir', report.config.index);
    const path = config.lowerAll === undefined ? name : unescape(name);
    return { name: `lower${i}`, path, fs: lower.fs, root: lower.node, fsid, isData, badUuid };
  });
  const path = unescape(config.upperDir ?? '');
  const top: Layer | undefined =
    upper === undefined
      ? undefined
      : { name: 'upper', path, fs: upper.fs, root: upper.node, fsid: 0, isData: false, badUuid: false };
  const sameFs = systems.count - (upper === undefined ? 1 : 0) === 1;
  return {
    all: [top, ...below],
    workBase: upper === undefined || work === undefined ? undefined : { fs: work.fs, node: work.node },
    workPath: unescape(config.workDir ?? ''),
    sameFs,
    xinoBits: xinoBits(report, sameFs, areShort, systems.count),
  };
}

/** Behind all that can be. */
const dataFsid = 501;

/**
 * ovl_can_decode_fh() is 1 for a file system whose handles are made the common way: tmpfs makes its own.
 */
function hasShortNumbers(fs: FileSystem): boolean {
  return fs.handleType === shortNumbers && fs.type !== 'tmpfs';
}

function checkHandles(report: LayerReport, fs: FileSystem, name: string): void {
  if (fs.handleType !== 0) return;
  const { index, nfsExport, xino, upperDir } = report.config;
  if (nfsExport || (index && upperDir !== undefined)) {
    report.change({ index: false, nfsExport: false });
    report.warn(`fs on '${name}' does not support file handles, falling back to index=off,nfs_export=off.`);
  }
  if (xino === 'auto' && upperDir !== undefined) {
    report.change({ xino: 'off' });
    report.warn(`fs on '${name}' does not support file handles, falling back to xino=off.`);
  }
}

/** File systems below with their numbers: 0 is upper's, even where there is none. */
class FileSystems {
  readonly #report: LayerReport;
  readonly #known: { readonly fs: FileSystem | undefined; isLower: boolean; badUuid: boolean }[];

  constructor(report: LayerReport, upper: FileSystem | undefined) {
    this.#report = report;
    this.#known = [{ fs: upper, isLower: false, badUuid: false }];
  }

  get count(): number {
    return this.#known.length;
  }

  /** ovl_get_fsid() */
  take({ fs }: ResolvedPath, name: string): { readonly fsid: number; readonly badUuid: boolean } {
    let fsid = this.#known.findIndex((known) => known.fs === fs);
    if (fsid < 0) {
      const badUuid = !this.#isUuidOk(fs);
      if (badUuid) this.#fallBack(fs, name);
      fsid = this.#known.push({ fs, isLower: false, badUuid }) - 1;
    }
    const known = this.#known[fsid];
    if (known !== undefined) known.isLower = true;
    return { fsid, badUuid: known?.badUuid ?? false };
  }

  /** ovl_lower_uuid_ok() */
  #isUuidOk(fs: FileSystem): boolean {
    const { config } = this.#report;
    const hasUpper = this.#known[0]?.fs !== undefined;
    if (!config.nfsExport && !hasUpper) return true;
    const offline = !config.index && !config.metacopy && config.redirectMode !== 'on' && config.xino !== 'on';
    if (offline && fs.uuid === null) return false;
    for (const known of this.#known) {
      if (!known.isLower || known.fs === undefined || !sameUuid(known.fs.uuid, fs.uuid)) continue;
      known.badUuid = true;
      return false;
    }
    return true;
  }

  #fallBack(fs: FileSystem, name: string): void {
    const { xino, index, nfsExport } = this.#report.config;
    if (xino !== 'auto' && !index && !nfsExport) return;
    this.#report.change({ ...(xino === 'auto' ? { xino: 'off' as const } : {}), index: false, nfsExport: false });
    const kind = fs.uuid === null ? 'null' : 'conflicting';
    const mode = this.#report.config.xino;
    this.#report.warn(
      `${kind} uuid detected in lower fs '${pathPair({ path: name })}', falling back to xino=${mode},index=off,nfs_export=off.`,
    );
  }
}

function sameUuid(a: Uint8Array | null, b: Uint8Array | null): boolean {
  if (a === null || b === null) return a === b;
  return a.every((byte, i) => b[i] === byte);
}

/** The end of ovl_get_layers(): how many high bits of a number tell the file system. */
function xinoBits(report: LayerReport, sameFs: boolean, areShort: boolean, count: number): number {
  const { xino } = report.config;
  if (sameFs) {
    if (xino === 'on') report.warn('"xino=on" is useless with all layers on same fs, ignore.');
    return 0;
  }
  if (xino === 'off') return 0;
  const bits = areShort ? 32 : Math.floor(Math.log2(count - 1)) + 2;
  report.warn(`"xino" feature enabled using ${String(bits)} upper inode bits.`);
  return bits;
}
