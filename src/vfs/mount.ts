// Mounts and mount name spaces (fs/namespace.c): which file system's tree stands where. Propagation is private everywhere.
// The invariant: a super block lives while a mount of it does, and a mount lives while it is attached or pinned by a path.
import { fail } from '../abi/errno.ts';
import {
  MNT_DETACH,
  MS_BIND,
  MS_NOATIME,
  MS_NODEV,
  MS_NODIRATIME,
  MS_NOEXEC,
  MS_NOSUID,
  MS_RDONLY,
  MS_REC,
  MS_RELATIME,
  MS_STRICTATIME,
} from '../abi/flags.ts';
import { devMajor, devMinor } from '../abi/device.ts';
import { isDirectory } from '../abi/mode.ts';
import type { FileSystem, NodeId } from './file-system.ts';
import { isBelow, pathText, rootOf, type Mount, type MountOwner, type MountTree, type Path } from './path.ts';

export type { Mount } from './path.ts';

/** One tree of mounts, `struct mnt_namespace`. */
export class MountNamespace implements MountTree {
  readonly id: number;
  /** The bottom of the tree: what `/` is where no chroot is. */
  root: Mount;
  /** In the order in which they were mounted. */
  readonly mounts: Mount[] = [];

  constructor(id: number, root: Mount) {
    this.id = id;
    this.root = root;
  }

  /** Parents before children, older before newer, as /proc/mounts lists them. */
  list(): readonly Mount[] {
    return this.mounts;
  }
}

const mountFlags =
  MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME | MS_NODIRATIME | MS_RELATIME | MS_STRICTATIME;

/** What mount(2)'s flags make of a mount: relatime is the default, strictatime is none of the three words. */
function ownFlags(flags: number): number {
  let own = flags & mountFlags;
  if ((own & MS_NOATIME) === 0) own |= MS_RELATIME;
  if ((own & MS_STRICTATIME) !== 0) own &= ~(MS_RELATIME | MS_NOATIME);
  if ((own & MS_NOATIME) !== 0) own &= ~MS_RELATIME;
  return own & ~MS_STRICTATIME;
}

/** All name spaces and super blocks of a kernel. */
export class MountTable implements MountOwner {
  readonly #namespaces = new Map<number, MountNamespace>();
  /** Attached and pinned mounts. */
  readonly #mounts = new Map<number, Mount>();
  readonly #superBlocks = new Map<FileSystem, number>();
  #nextMount = 1;
  #nextNamespace = 1;

  /** A name space with `fs` at its root. */
  createNamespace(fs: FileSystem, source: string, flags: number): MountNamespace {
    const root = this.#newMount(fs, fs.root, source, ownFlags(flags));
    const namespace = new MountNamespace(this.#nextNamespace++, root);
    root.namespace = namespace;
    namespace.mounts.push(root);
    this.#namespaces.set(namespace.id, namespace);
    return namespace;
  }

  /** CLONE_NEWNS: the same tree of new mounts. `translate` says which new path an old one (a cwd, a root) has become. */
  copyNamespace(namespace: MountNamespace): { namespace: MountNamespace; translate(path: Path): Path } {
    const copies = new Map<Mount, Mount>();
    for (const mount of namespace.mounts) {
      copies.set(mount, this.#copyMount(mount));
    }
    const root = copies.get(namespace.root);
    if (root === undefined) throw new Error('a mount name space does not list its root');
    const copy = new MountNamespace(this.#nextNamespace++, root);
    for (const mount of namespace.mounts) {
      const twin = copies.get(mount) as Mount;
      const parent = mount.parent === null ? undefined : copies.get(mount.parent);
      if (parent === undefined) {
        twin.namespace = copy;
        copy.mounts.push(twin);
      } else place(twin, parent, mount.mountpoint, mount.mountpointDirectory, mount.mountpointName, copy);
    }
    this.#namespaces.set(copy.id, copy);
    const translate = (path: Path): Path => ({ ...path, mount: copies.get(path.mount) ?? path.mount });
    return { namespace: copy, translate };
  }

  /** The last process in it is gone. */
  releaseNamespace(namespace: MountNamespace): void {
    this.#namespaces.delete(namespace.id);
    for (const mount of [...namespace.mounts].reverse()) this.#detach(mount);
  }

  /** Live super blocks. */
  fileSystems(): readonly FileSystem[] {
    return [...this.#superBlocks.keys()];
  }

  /** A name space by its id. */
  namespace(id: number): MountNamespace {
    return this.#namespaces.get(id) ?? missing('mount name space', id);
  }

  /** A mount by id, whatever its name space, detached ones that are held too: with it a checkpoint's paths are found again. */
  mountById(id: number): Mount {
    return this.#mounts.get(id) ?? missing('mount', id);
  }

  /** @throws ENOTDIR EBUSY (the same super block is there already) ENOENT (a deleted mount point) EINVAL */
  mount(namespace: MountNamespace, fs: FileSystem, source: string, target: Path, flags: number): Mount {
    requireTarget(namespace, target);
    requireSameKind(fs, fs.root, target);
    if (target.mount.fs === fs && target.node === target.mount.root) fail('EBUSY');
    const mount = this.#newMount(fs, fs.root, source === '' ? 'none' : source, ownFlags(flags));
    place(mount, target.mount, target.node, target.directory, target.name, namespace);
    return mount;
  }

  /** MS_BIND, with MS_REC in `flags` the mounts below too. @throws ENOTDIR EINVAL ENOENT */
  bind(namespace: MountNamespace, source: Path, target: Path, flags: number): Mount {
    requireTarget(namespace, target);
    if (source.mount.namespace !== namespace) fail('EINVAL');
    requireSameKind(source.mount.fs, source.node, target);
    if (source.mount.fs.getattr(source.node).nlink === 0) fail('ENOENT');
    const { fs, flags: own, source: device } = source.mount;
    const top = this.#newMount(fs, source.node, device, own, source.directory, source.name);
    const copies = new Map<Mount, Mount>([[source.mount, top]]);
    // The tree to copy is taken before the copy is placed, which may be inside it.
    const below = (flags & MS_REC) !== 0 ? namespace.mounts.slice() : [];
    place(top, target.mount, target.node, target.directory, target.name, namespace);
    for (const mount of below) {
      const parent = mount.parent === null ? undefined : copies.get(mount.parent);
      if (parent === undefined) continue;
      if (mount.parent === source.mount && !isBelow(mountpointOf(mount), source)) continue;
      const twin = this.#copyMount(mount);
      place(twin, parent, mount.mountpoint, mount.mountpointDirectory, mount.mountpointName, namespace);
      copies.set(mount, twin);
    }
    return top;
  }

  /** MS_REMOUNT: the super block's flags and options and the mount's flags; with MS_BIND the mount's flags alone. @throws EINVAL (no mount's root) EBUSY */
  remount(namespace: MountNamespace, target: Path, flags: number, data: string): void {
    const mount = target.mount;
    if (mount.namespace !== namespace || target.node !== mount.root) fail('EINVAL');
    if ((flags & MS_RDONLY) !== 0) this.#requireNoWriter(mount, (flags & MS_BIND) !== 0);
    if ((flags & MS_BIND) === 0) mount.fs.remount(flags & MS_RDONLY, data);
    const atimeGiven = (flags & (MS_NOATIME | MS_NODIRATIME | MS_RELATIME | MS_STRICTATIME)) !== 0;
    const atime = MS_NOATIME | MS_NODIRATIME | MS_RELATIME;
    const own = ownFlags(flags);
    // mount(2): a remount that names no atime flag leaves them.
    mount.flags = atimeGiven ? own : (own & ~atime) | (mount.flags & atime);
  }

  /** @throws EBUSY a file is open for writing, through this mount or (`ownOnly` false) any of its super block */
  #requireNoWriter(mount: Mount, ownOnly: boolean): void {
    if (mount.writers > 0) fail('EBUSY');
    if (ownOnly) return;
    for (const other of this.#mounts.values()) if (other.fs === mount.fs && other.writers > 0) fail('EBUSY');
  }

  /** MS_MOVE. @throws EINVAL ELOOP */
  move(namespace: MountNamespace, source: Path, target: Path): void {
    const mount = source.mount;
    requireTarget(namespace, target);
    if (mount.namespace !== namespace || source.node !== mount.root || mount.parent === null) fail('EINVAL');
    if (!isSameKind(mount.fs, mount.root, target)) fail('EINVAL');
    if (isBelow(target, source)) fail('ELOOP');
    unplace(mount);
    putAt(mount, target.mount, target.node, target.directory, target.name);
  }

  /** umount2(2), with MNT_DETACH. @throws EINVAL (no mount's root) EBUSY */
  umount(namespace: MountNamespace, target: Path, flags: number): void {
    const mount = target.mount;
    if (target.node !== mount.root || mount.namespace !== namespace) fail('EINVAL');
    if (mount.parent === null) fail((flags & MNT_DETACH) !== 0 ? 'EINVAL' : 'EBUSY');
    if ((flags & MNT_DETACH) === 0 && (mount.children !== null || mount.pins > 0)) fail('EBUSY');
    for (const below of treeOf(mount).reverse()) this.#detach(below);
  }

  /** pivot_root(2), `root` being the caller's. @throws EINVAL EBUSY ENOTDIR */
  pivotRoot(namespace: MountNamespace, newRoot: Path, putOld: Path, root: Path): void {
    const oldMount = root.mount;
    const newMount = newRoot.mount;
    if (newMount.namespace !== namespace || oldMount.namespace !== namespace) fail('EINVAL');
    if (newMount === oldMount || putOld.mount === oldMount) fail('EBUSY');
    if (root.node !== oldMount.root || newRoot.node !== newMount.root || newMount.parent === null) fail('EINVAL');
    if (!isBelow(putOld, newRoot) || !isBelow(newRoot, root)) fail('EINVAL');
    const { parent, mountpoint, mountpointDirectory, mountpointName } = oldMount;
    unplace(newMount);
    if (parent === null) {
      newMount.parent = null;
      namespace.root = newMount;
    } else {
      unplace(oldMount);
      putAt(newMount, parent, mountpoint, mountpointDirectory, mountpointName);
    }
    putAt(oldMount, putOld.mount, putOld.node, putOld.directory, putOld.name);
  }

  #copyMount(mount: Mount): Mount {
    return this.#newMount(mount.fs, mount.root, mount.source, mount.flags, mount.rootDirectory, mount.rootName);
  }

  #newMount(fs: FileSystem, root: NodeId, source: string, flags: number, rootDirectory = root, rootName = ''): Mount {
    const mount: Mount = {
      id: this.#nextMount++,
      fs,
      root,
      rootDirectory,
      rootName,
      source,
      flags,
      parent: null,
      mountpoint: root,
      mountpointDirectory: root,
      mountpointName: '',
      children: null,
      pins: 0,
      writers: 0,
      namespace: null,
      owner: this,
    };
    fs.hold(root);
    this.#mounts.set(mount.id, mount);
    this.#superBlocks.set(fs, (this.#superBlocks.get(fs) ?? 0) + 1);
    return mount;
  }

  #detach(mount: Mount): void {
    const namespace = mount.namespace;
    if (namespace !== null) namespace.mounts.splice(namespace.mounts.indexOf(mount), 1);
    unplace(mount);
    mount.parent = null;
    mount.namespace = null;
    this.letGo(mount);
  }

  /** A mount that is neither attached nor pinned is gone, and with the last one its super block. */
  letGo(mount: Mount): void {
    if (mount.namespace !== null || mount.pins > 0) return;
    const { fs } = mount;
    this.#mounts.delete(mount.id);
    fs.release(mount.root);
    const left = (this.#superBlocks.get(fs) ?? 0) - 1;
    if (left > 0) this.#superBlocks.set(fs, left);
    else {
      this.#superBlocks.delete(fs);
      fs.unmount();
    }
  }

  /** Plain data; file systems by their id. What the mounts hold is part of their file systems' own checkpoints. */
  checkpoint(): unknown {
    const state: MountTableState = {
      nextMount: this.#nextMount,
      nextNamespace: this.#nextNamespace,
      mounts: [...this.#mounts.values()].map((mount) => ({
        id: mount.id,
        fs: mount.fs.id,
        root: mount.root,
        rootDirectory: mount.rootDirectory,
        rootName: mount.rootName,
        source: mount.source,
        flags: mount.flags,
        parent: mount.parent?.id ?? 0,
        mountpoint: mount.mountpoint,
        mountpointDirectory: mount.mountpointDirectory,
        mountpointName: mount.mountpointName,
        pins: mount.pins,
        writers: mount.writers,
      })),
      namespaces: [...this.#namespaces.values()].map((namespace) => ({
        id: namespace.id,
        root: namespace.root.id,
        mounts: namespace.mounts.map((mount) => mount.id),
      })),
    };
    return state;
  }

  static revive(state: unknown, fileSystem: (id: number) => FileSystem): MountTable {
    const { nextMount, nextNamespace, mounts, namespaces } = state as MountTableState;
    const table = new MountTable();
    table.#nextMount = nextMount;
    table.#nextNamespace = nextNamespace;
    for (const saved of mounts) {
      const fs = fileSystem(saved.fs);
      table.#mounts.set(saved.id, { ...saved, fs, parent: null, children: null, namespace: null, owner: table });
      table.#superBlocks.set(fs, (table.#superBlocks.get(fs) ?? 0) + 1);
    }
    for (const saved of namespaces) {
      const namespace = new MountNamespace(saved.id, table.mountById(saved.root));
      table.#namespaces.set(saved.id, namespace);
      for (const id of saved.mounts) {
        const mount = table.mountById(id);
        mount.namespace = namespace;
        namespace.mounts.push(mount);
      }
    }
    for (const saved of mounts) {
      if (saved.parent === 0) continue;
      const mount = table.mountById(saved.id);
      const parent = table.mountById(saved.parent);
      putAt(mount, parent, mount.mountpoint, mount.mountpointDirectory, mount.mountpointName);
    }
    return table;
  }
}

interface MountTableState {
  readonly nextMount: number;
  readonly nextNamespace: number;
  readonly mounts: readonly {
    readonly id: number;
    readonly fs: number;
    readonly root: NodeId;
    readonly rootDirectory: NodeId;
    readonly rootName: string;
    readonly source: string;
    readonly flags: number;
    readonly parent: number;
    readonly mountpoint: NodeId;
    readonly mountpointDirectory: NodeId;
    readonly mountpointName: string;
    readonly pins: number;
    readonly writers: number;
  }[];
  readonly namespaces: readonly { readonly id: number; readonly root: number; readonly mounts: readonly number[] }[];
}

function missing(what: string, id: number): never {
  throw new Error(`there is no ${what} ${String(id)}`);
}

/** Where a mount stands, in its parent. */
export function mountpointOf(mount: Mount): Path {
  if (mount.parent === null) throw new Error('the bottom mount stands on nothing');
  return {
    mount: mount.parent,
    node: mount.mountpoint,
    directory: mount.mountpointDirectory,
    name: mount.mountpointName,
  };
}

/** The mount and all that is mounted below it, parents first. */
function treeOf(mount: Mount): Mount[] {
  const tree = [mount];
  for (let i = 0; i < tree.length; i++) tree.push(...(tree[i]?.children?.values() ?? []));
  return tree;
}

function place(
  mount: Mount,
  parent: Mount,
  node: NodeId,
  directory: NodeId,
  name: string,
  namespace: MountNamespace,
): void {
  putAt(mount, parent, node, directory, name);
  mount.namespace = namespace;
  namespace.mounts.push(mount);
}

function putAt(mount: Mount, parent: Mount, node: NodeId, directory: NodeId, name: string): void {
  mount.parent = parent;
  mount.mountpoint = node;
  mount.mountpointDirectory = directory;
  mount.mountpointName = name;
  (parent.children ??= new Map()).set(node, mount);
}

function unplace(mount: Mount): void {
  const parent = mount.parent;
  if (parent?.children === undefined || parent.children === null) return;
  parent.children.delete(mount.mountpoint);
  if (parent.children.size === 0) parent.children = null;
}

function requireTarget(namespace: MountNamespace, target: Path): void {
  if (target.mount.namespace !== namespace) fail('EINVAL');
  if (target.mount.fs.getattr(target.node).nlink === 0) fail('ENOENT');
}

/** A directory goes on a directory, anything else on what is no directory. */
function requireSameKind(fs: FileSystem, node: NodeId, target: Path): void {
  if (!isSameKind(fs, node, target)) fail('ENOTDIR');
}

function isSameKind(fs: FileSystem, node: NodeId, target: Path): boolean {
  return isDirectory(fs.getattr(node).mode) === isDirectory(target.mount.fs.getattr(target.node).mode);
}

/** `rw,nosuid,relatime`: a mount's own options, as both listings show them. */
function optionsText(mount: Mount): string {
  let text = (mount.flags & MS_RDONLY) !== 0 ? 'ro' : 'rw';
  if ((mount.flags & MS_NOSUID) !== 0) text += ',nosuid';
  if ((mount.flags & MS_NODEV) !== 0) text += ',nodev';
  if ((mount.flags & MS_NOEXEC) !== 0) text += ',noexec';
  if ((mount.flags & MS_NOATIME) !== 0) text += ',noatime';
  if ((mount.flags & MS_NODIRATIME) !== 0) text += ',nodiratime';
  if ((mount.flags & MS_RELATIME) !== 0) text += ',relatime';
  return text;
}

/** mangle(): a space, tab, newline or backslash as its octal number. */
function mangle(text: string): string {
  return text.replace(/[ \t\n\\]/g, (found) => `\\${found.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

/** Calls `visit` for each mount that a process with `root` sees, with where it sees it. */
function eachSeen(namespace: MountNamespace, root: Path, visit: (mount: Mount, place: string) => void): void {
  for (const mount of namespace.mounts) {
    const place = rootOf(mount);
    if (isBelow(place, root)) visit(mount, mangle(pathText(place, root)));
  }
}

/** Lines of /proc/PID/mounts as a process with `root` sees them, each with its newline. */
export function mountsText(namespace: MountNamespace, root: Path): string {
  let text = '';
  eachSeen(namespace, root, (mount, place) => {
    const { fs } = mount;
    const [, access, rest] = /^(r[wo])(.*)$/.exec(optionsText(mount)) ?? [];
    const options = `${fs.readOnly ? 'ro' : (access ?? '')}${fs.superWords ?? ''}${rest ?? ''}`;
    text += `${mangle(mount.source)} ${place} ${fs.type} ${options}${fs.showOptions()} 0 0\n`;
  });
  return text;
}

/** Lines of /proc/PID/mountinfo, likewise. */
export function mountinfoText(namespace: MountNamespace, root: Path): string {
  let text = '';
  eachSeen(namespace, root, (mount, place) => {
    const { fs } = mount;
    const device = `${String(devMajor(fs.device))}:${String(devMinor(fs.device))}`;
    const ids = `${String(mount.id)} ${String(mount.parent?.id ?? mount.id)}`;
    const superOptions = `${fs.readOnly ? 'ro' : 'rw'}${fs.superWords ?? ''}${fs.showOptions()}`;
    const source = `${fs.type} ${mangle(mount.source)}`;
    text += `${ids} ${device} ${mangle(rootText(mount))} ${place} ${optionsText(mount)} - ${source} ${superOptions}\n`;
  });
  return text;
}

/** The path, in its own file system, of what a mount shows. */
function rootText(mount: Mount): string {
  const { fs } = mount;
  let text = mount.rootName === '' ? '' : `/${mount.rootName}`;
  for (let node = mount.rootDirectory; node !== fs.root; node = fs.parentOf(node)) {
    if (fs.getattr(node).nlink === 0) return `${text}//deleted`;
    text = `/${fs.nameOf(node)}${text}`;
  }
  return text === '' ? '/' : text;
}
