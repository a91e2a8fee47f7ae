// `docker cp`: files between the host and a container, running or not. Nothing is packed: the daemon copies tree to tree, with
// the rules by which docker would have unpacked its archive.
import { isDirectory, isSymlink } from '../abi/mode.ts';
import { PathError } from '../drivers/index.ts';
import type { Container } from './container.ts';
import { resolveIn } from './container-root.ts';
import { flagTable } from './flags.ts';
import { findContainer, refuse } from './refusal.ts';
import type { Verb, VerbCall } from './verb.ts';

export const copy: Verb = {
  name: 'cp',
  usage: ['CONTAINER:PATH LOCALPATH|-', 'LOCALPATH|- CONTAINER:PATH'],
  summary: 'Copy files/folders between a container and the local filesystem',
  details: `Copy files/folders between a container and the local filesystem
Use '-' as the source to read a tar archive from stdin
and extract it to a directory destination in a container.
Use '-' as the destination to stream a tar archive of a
container source to stdout.`,
  note: "Not simulated yet: '-', a tar archive.",
  flags: flagTable(''),
  minimum: 2,
  maximum: 2,

  *run(call) {
    const [source = '', target = ''] = call.operands;
    const [from, to] = [splitArgument(source), splitArgument(target)];
    if (from.container !== '' && to.container !== '')
      return complain(call, 'copying between containers is not supported');
    const name = from.container === '' ? to.container : from.container;
    if (name === '') return complain(call, 'must specify at least one container source');
    if (source === '-' || target === '-') return complain(call, "docker cp: '-': tar archives are not simulated yet");
    const container = findContainer(call, name);
    if (container === undefined) return 1;
    if ((from.container === '' ? to : from).path === '') return refuse(call, "bad parameter: 'path' cannot be empty");
    try {
      return copyTree(call, container, from, to);
    } catch (error) {
      if (!(error instanceof PathError)) throw error;
      return complain(call, error.message);
    }
  },
};

function complain(call: VerbCall, text: string): number {
  call.error(`${text}\n`);
  return 1;
}

interface Argument {
  /** '' of a path of the host's. */
  readonly container: string;
  readonly path: string;
}

/** A colon in a name of the host's is written after `/` or `./`. */
function splitArgument(text: string): Argument {
  const at = text.indexOf(':');
  if (at < 0 || text.startsWith('/') || text.startsWith('.')) return { container: '', path: text };
  return { container: text.slice(0, at), path: text.slice(at + 1) };
}

function copyTree(call: VerbCall, container: Container, from: Argument, to: Argument): number {
  const { daemon, process } = call;
  const root = daemon.driver.get(container.ID);
  try {
    const cwd = process.sys.getcwd().ok ?? '/';
    const placeOf = ({ container: name, path }: Argument): Place =>
      name === ''
        ? hostPlace(path.startsWith('/') ? path : `${cwd}/${path}`)
        : containerPlace(call, container, root, `/${path}`);
    const isOut = from.container !== '';
    const failed = new TreeCopy(call, placeOf(from), placeOf(to), isOut).run();
    if (failed === 0) daemon.tell(isOut ? 'archive-path' : 'extract-to-dir', container);
    return failed;
  } finally {
    daemon.driver.put(container.ID);
  }
}

interface Place {
  /** On the host, without a slash at its end. */
  readonly path: string;
  /** What it is called where it is. */
  readonly base: string;
  /** `dir/.`: what is in it. */
  readonly isContents: boolean;
  /** It ends in a slash: it has to be a directory. */
  readonly wantsDirectory: boolean;
}

function hostPlace(path: string): Place {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return {
    path: `/${parts.join('/')}`,
    base: parts.at(-1) ?? '/',
    isContents: /\/\.$/.test(path),
    wantsDirectory: /\/\.?$/.test(path),
  };
}

/** All but the last name is followed; a volume is where it comes from. */
function containerPlace(call: VerbCall, { MountPoints }: Container, root: string, path: string): Place {
  const place = hostPlace(path);
  const slash = place.path.lastIndexOf('/');
  const name = place.path.slice(slash + 1);
  const parent = resolveIn(call.daemon.files, root, place.path.slice(0, slash));
  const whole = name === '' ? root : `${parent}/${name}`;
  const inside = whole.slice(root.length);
  const mount = MountPoints.find(({ Destination }) => inside === Destination || inside.startsWith(`${Destination}/`));
  return { ...place, path: mount === undefined ? whole : `${mount.Source}${inside.slice(mount.Destination.length)}` };
}

/** @see moby v1.9.1 pkg/archive/copy.go */
class TreeCopy {
  readonly #call: VerbCall;
  readonly #from: Place;
  readonly #to: Place;
  readonly #isOut: boolean;

  constructor(call: VerbCall, from: Place, to: Place, isOut: boolean) {
    this.#call = call;
    this.#from = from;
    this.#to = to;
    this.#isOut = isOut;
  }

  run(): number {
    const { files } = this.#call.daemon;
    const source = files.sys.lstat(this.#from.path);
    if (source.err !== undefined) return this.#missing(this.#from.path, this.#isOut);
    const isTree = isDirectory(source.ok.mode);
    let path = this.#to.path;
    let target = files.sys.lstat(path);
    if (target.ok !== undefined && isSymlink(target.ok.mode)) {
      const link = files.sys.readlink(path).ok ?? '';
      path = link.startsWith('/') ? link : `${path.slice(0, path.lastIndexOf('/'))}/${link}`;
      target = files.sys.lstat(path);
    }
    if (target.ok !== undefined && isDirectory(target.ok.mode)) {
      this.#copy(this.#from.isContents ? path : `${path}/${this.#from.base}`);
      return 0;
    }
    if (target.ok !== undefined) {
      if (isTree) return complain(this.#call, 'cannot copy directory');
      if (this.#to.wantsDirectory) return complain(this.#call, 'not a directory');
      this.#copy(path);
      return 0;
    }
    if (!isTree && this.#to.wantsDirectory) return complain(this.#call, 'no such directory');
    const parent = path.slice(0, path.lastIndexOf('/')) || '/';
    if (!files.exists(parent)) return this.#missing(parent, !this.#isOut);
    this.#copy(path);
    return 0;
  }

  #missing(path: string, isOfContainer: boolean): number {
    const text = `lstat ${path}: no such file or directory`;
    return isOfContainer ? refuse(this.#call, text) : complain(this.#call, text);
  }

  #copy(path: string): void {
    merge(this.#call, this.#from.path, path);
  }
}

/** A file that is there is replaced; a directory is added to. */
function merge(call: VerbCall, source: string, target: string): void {
  const { files } = call.daemon;
  const from = files.lstat(source);
  const there = files.sys.lstat(target);
  if (isDirectory(from.mode) && there.ok !== undefined && isDirectory(there.ok.mode)) {
    for (const name of files.list(source)) merge(call, `${source}/${name}`, `${target}/${name}`);
    return;
  }
  if (there.ok !== undefined) files.removeAll(target);
  files.copyDir(source, target, false);
}
