// mount: lists what is mounted, or mounts. Options that are the mount's own become flags, the rest is the file system's.
import { strerror, type Errno } from '../../abi/errno.ts';
import * as flag from '../../abi/flags.ts';
import { fileType, isDirectory } from '../../abi/mode.ts';
import { readFileNow } from '../../kernel/stdio.ts';
import { optionWords, readMountOptions, type MountOptions } from '../coreutils/mount-options.ts';
import {
  mountAt,
  readFstab,
  readMounts,
  realPath,
  typeMatches,
  unescaped,
  type TableEntry,
} from '../coreutils/mounts.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';
import { makePath } from '../coreutils/tree.ts';

const failed = 32;

export const mount = defineTool({
  name: 'mount',
  paths: ['/bin/mount'],
  suite: 'libmount',
  synopsis:
    '[-lhV]\n-a [options]\n[options] [--source] <source> | [--target] <directory>\n[options] <source> <directory>\n<operation> <mountpoint> [<target>]',
  summary: 'Mounts a file system, or lists those that are mounted.',
  options: [
    'a,all|all that fstab names',
    'c,no-canonicalize|paths as they are given',
    'f,fake|all but the system call',
    'F,fork|each device by a process of its own (with -a)',
    'T,fstab=PATH|that file in place of /etc/fstab',
    'i,internal-only|no helper programs',
    'l,show-labels|labels, too',
    'm,mkdir=?MODE|make the mount point where it is missing',
    'n,no-mtab|do not write /etc/mtab',
    'o,options=LIST|options, by commas',
    'O,test-opts=LIST|only with these options (with -a)',
    'r,read-only|as -o ro',
    's|wrong options do not matter',
    't,types=LIST|type of the file system',
    ',source=SOURCE|what is mounted',
    ',target=TARGET|where it is mounted',
    'v,verbose|say what is done',
    'w,read-write|as -o rw',
    ',rw|likewise',
    'L,label=LABEL|by the label',
    'U,uuid=UUID|by the UUID',
    'B,bind|a tree at a second place',
    'M,move|a mount to another place',
    'R,rbind|a tree with all that is mounted in it',
    ',make-shared|mounts below go to and fro',
    ',make-slave|they come in',
    ',make-private|neither',
    ',make-unbindable|neither, and it cannot be bound',
    ',make-rshared|likewise for all below',
    ',make-rslave|likewise for all below',
    ',make-rprivate|likewise for all below',
    ',make-runbindable|likewise for all below',
    'h,help|show this help',
    'V,version|show the version',
  ],
  *run(tool) {
    yield { wait: 'turn' };
    const [first, second] = exclusive.filter((option) => tool.has(option));
    if (second !== undefined && first !== undefined)
      return tool.die(`mutually exclusive arguments: --${exclusive.join(' --')}`);
    const options = givenOptions(tool);
    if (tool.has('all')) return mountAll(tool);
    const { source, target, single } = placesOf(tool);
    if (source === undefined && target === undefined && single === undefined) {
      const changes = tool.options.some(({ name }) => !listing.includes(name));
      return changes ? tool.usage('bad usage') : list(tool);
    }
    if (single === undefined && source !== undefined && target !== undefined)
      return mountOne(tool, { source, target, type: tool.value('types'), options });
    const alone = single ?? target ?? source ?? '';
    if ((options.flags & flag.MS_REMOUNT) !== 0) {
      const entry = entryOf(tool, { source, target, single });
      return entry === undefined ? remount(tool, alone, options) : mountEntry(tool, entry);
    }
    if ((options.flags & flag.MS_BIND) !== 0)
      return mountOne(tool, { source: undefined, target: alone, type: undefined, options });
    if ((options.flags & flag.MS_MOVE) !== 0)
      return refused(tool, `${realPath(tool.process, alone)}: mount failed: ${strerror('EINVAL')}.`, 1);
    if (options.propagation.length > 0) return spread(tool, realPath(tool.process, alone), options);
    return mountByTable(tool, { source, target, single });
  },
});

const exclusive = ['bind', 'move', 'rbind'];

/** Options with which mounts are listed. */
const listing = ['show-labels', 'types', 'verbose', 'no-mtab', 'no-canonicalize', 'fstab', 'internal-only'];

interface Request {
  readonly source: string | undefined;
  readonly target: string;
  readonly type: string | undefined;
  readonly options: MountOptions;
}

/** What the command line says, `-r` and `--bind` in the words of `-o`. */
function givenOptions(tool: Tool, before: readonly string[] = []): MountOptions {
  const words = tool.options.flatMap(({ name, value = '' }) => {
    if (name === 'options') return optionWords(value);
    if (name === 'read-only') return ['ro'];
    if (name === 'read-write' || name === 'rw') return ['rw'];
    if (name === 'mkdir') return [`X-mount.mkdir${value === '' ? '' : `=${value}`}`];
    return name.startsWith('make-') ? [name.slice(5)] : exclusive.includes(name) ? [name] : [];
  });
  return readMountOptions([...before, ...words]);
}

interface Places {
  readonly source: string | undefined;
  readonly target: string | undefined;
  /** One operand: either of the two. */
  readonly single: string | undefined;
}

function placesOf(tool: Tool): Places {
  const { operands } = tool;
  const label = tool.value('label');
  const uuid = tool.value('uuid');
  const tag = label === undefined ? (uuid === undefined ? undefined : `UUID="${uuid}"`) : `LABEL="${label}"`;
  const source = tool.value('source') ?? tag;
  const target = tool.value('target');
  const room = (source === undefined ? 1 : 0) + (target === undefined ? 1 : 0);
  if (operands.length > room) return tool.usage('bad usage');
  const [first, second] = operands;
  if (source !== undefined) return { source, target: target ?? first, single: undefined };
  if (target !== undefined) return { source: first, target, single: undefined };
  return second === undefined && first !== undefined
    ? { source, target, single: first }
    : { source: first, target: second, single: undefined };
}

function list(tool: Tool): number {
  const types = tool.value('types');
  const { ok } = readFileNow(tool.process, '/proc/self/mounts');
  for (const line of (ok ?? '').split('\n')) {
    const [source = '', target = '', type = '', options] = line.split(' ').map(unescaped);
    if (options === undefined || (types !== undefined && !typeMatches(types, type))) continue;
    tool.print(`${source} on ${target} type ${type} (${options})\n`);
  }
  return 0;
}

/** One name: fstab says the rest. */
function mountByTable(tool: Tool, places: Places): number {
  const entry = entryOf(tool, places);
  if (entry !== undefined) return mountEntry(tool, entry);
  const { source, target, single } = places;
  const name = single ?? target ?? source ?? '';
  const kind = target === undefined ? `mount source ${name}` : 'mount point';
  return refused(tool, `${name}: can't find ${single === undefined ? `${kind} ` : ''}in /etc/fstab.`, 1);
}

function entryOf(tool: Tool, { source, target, single }: Places): TableEntry | undefined {
  const table = fstabOf(tool);
  const place = single ?? target;
  const real = place === undefined ? undefined : realPath(tool.process, place);
  const name = single ?? (target === undefined ? source : undefined);
  return table.find((entry) => entry.target === real) ?? table.find((entry) => entry.source === name);
}

function fstabOf(tool: Tool): readonly TableEntry[] {
  const path = tool.value('fstab');
  const { entries, badLines, err } = readFstab(tool.process, path ?? '/etc/fstab');
  if (err !== undefined && path !== undefined) return tool.die(`${path}: failed to parse`);
  for (const line of badLines) tool.warn(`${path ?? '/etc/fstab'}: parse error at line ${line} -- ignored`);
  return entries;
}

/** What the command line says comes after what fstab does. */
function mountEntry(tool: Tool, entry: TableEntry): number {
  const options = givenOptions(tool, optionWords(entry.options));
  const { source, target, type } = entry;
  if ((options.flags & flag.MS_REMOUNT) !== 0) return remount(tool, target, options);
  return mountOne(tool, { source, target, type: type === 'none' ? undefined : type, options });
}

function mountAll(tool: Tool): number {
  const types = tool.value('types');
  const wanted = tool.value('test-opts')?.split(',') ?? [];
  let [done, bad] = [0, 0];
  for (const entry of fstabOf(tool)) {
    const { source, target, type } = entry;
    const words = optionWords(entry.options);
    const told = (what: string): void => {
      if (tool.has('verbose')) tool.print(`${target.padEnd(25)}: ${what}\n`);
    };
    const isLeft =
      type === 'swap' ||
      target === '/' ||
      words.includes('noauto') ||
      (types !== undefined && !typeMatches(types, type)) ||
      !wanted.every((word) => (word.startsWith('no') ? !words.includes(word.slice(2)) : words.includes(word)));
    if (isLeft) {
      told('ignored');
      continue;
    }
    const mounted = readMounts(tool.process).some(
      (one) => one.target === target && (one.source === source || words.includes('bind')),
    );
    if (mounted) told('already mounted');
    else if (words.includes('nofail') && tool.sys.stat(source).err !== undefined && !isPseudo(tool, type)) done++;
    else if (mountEntry(tool, entry) === 0) {
      told('successfully mounted');
      done++;
    } else bad++;
  }
  return bad === 0 ? 0 : done === 0 ? failed : 64;
}

function remount(tool: Tool, name: string, options: MountOptions): number {
  const mounts = readMounts(tool.process);
  const real = realPath(tool.process, name);
  const found = mountAt(mounts, real) ?? mounts.findLast(({ source }) => source === name);
  return mountOne(tool, { source: found?.source ?? 'none', target: found?.target ?? name, type: undefined, options });
}

function isPseudo(tool: Tool, type: string): boolean {
  const { ok } = readFileNow(tool.process, '/proc/filesystems');
  return (ok ?? '').split('\n').includes(`nodev\t${type}`);
}

/** @returns the exit status */
function mountOne(tool: Tool, request: Request): number {
  const { process, sys } = tool;
  const { options } = request;
  const real = (path: string): string => (tool.has('no-canonicalize') ? path : realPath(process, path));
  const types = typesOf(tool, request.type);
  const keepsName = request.type !== undefined && isPseudo(tool, request.type);
  const source = request.source === undefined || keepsName ? request.source : real(request.source);
  if (source !== undefined && /^(LABEL|UUID|PARTLABEL|PARTUUID|ID)=/.test(source))
    return refused(tool, `${request.target}: can't find ${source}.`, 1);
  const status = makeMountPoint(tool, request);
  if (status !== 0) return status;
  const target = real(request.target);
  const plan: Plan = { source, target, type: request.type, options };
  if (sys.stat(target).err === undefined && sys.getcredentials().euid !== 0)
    return refused(tool, `${target}: must be superuser to use mount.`, failed, true);
  if (!tool.has('fake')) {
    const err = attempt(tool, plan, types);
    if (err !== undefined) return refused(tool, `${target}: ${reasonOf(tool, err, plan)}`, failed, true);
  }
  if (tool.has('verbose')) tool.print(`${tool.name}: ${doneText(plan)}.\n`);
  return options.propagation.length === 0 ? 0 : spread(tool, target, options, keepsQuiet(options));
}

type Plan = Request & { readonly target: string };

function keepsQuiet({ propagation }: MountOptions): boolean {
  return propagation.length < 2;
}

function doneText({ source = 'none', target, options }: Plan): string {
  if ((options.flags & flag.MS_MOVE) !== 0) return `${source} moved to ${target}`;
  if ((options.flags & flag.MS_REMOUNT) === 0 && (options.flags & flag.MS_BIND) !== 0)
    return `${source} bound on ${target}`;
  return `${source} mounted on ${target}`;
}

/** The types to try: what is not said is each that a disk could have. */
function typesOf(tool: Tool, type: string | undefined): readonly string[] {
  if (type !== undefined && type !== 'auto' && !type.startsWith('no') && !type.includes(',')) return [type];
  const { ok } = readFileNow(tool.process, '/proc/filesystems');
  const known = (ok ?? '').split('\n').flatMap((line) => (/^\t./.test(line) ? [line.slice(1)] : []));
  if (type === undefined || type === 'auto') return known;
  return type.startsWith('no') ? known.filter((name) => typeMatches(type, name)) : type.split(',');
}

function attempt(tool: Tool, plan: Plan, types: readonly string[]): Errno | undefined {
  const { sys } = tool;
  const { source = 'none', target, options } = plan;
  const { flags, data } = options;
  if ((flags & (flag.MS_BIND | flag.MS_MOVE | flag.MS_REMOUNT)) === 0) {
    let err: Errno | undefined = 'ENODEV';
    const isList = plan.type?.includes(',') === true && !plan.type.startsWith('no');
    for (const type of types) {
      // mount(2) cannot be told here that the type is an empty word: it has none of that name.
      err = type === '' ? 'ENODEV' : sys.mount(source, target, type, flags, data).err;
      if (err === undefined || (!isList && err !== 'EINVAL' && err !== 'ENODEV')) break;
    }
    return err;
  }
  const { err } = sys.mount(source, target, '', flags, data);
  // What else a bind mount was asked for, the kernel only takes in a second step.
  const own = flags & ~(flag.MS_BIND | flag.MS_REC);
  if (err !== undefined || (flags & flag.MS_REMOUNT) !== 0 || (flags & flag.MS_BIND) === 0 || own === 0) return err;
  return sys.mount('none', target, '', own | flag.MS_REMOUNT | flag.MS_BIND, '').err;
}

/** Changes how mounts there go on to others. */
function spread(tool: Tool, target: string, { propagation }: MountOptions, quiet = false): number {
  for (const kind of propagation) {
    const { err } = tool.sys.mount('none', target, '', kind, '');
    if (err === undefined) continue;
    const plan: Plan = { source: undefined, target, type: undefined, options: readMountOptions(['private']) };
    return refused(tool, `${target}: ${reasonOf(tool, err, plan)}`, failed, true);
  }
  if (tool.has('verbose') && !quiet) tool.print(`${tool.name}: ${target} propagation flags changed.\n`);
  return 0;
}

/** `X-mount.mkdir`: the mount point and what is missing above it. */
function makeMountPoint(tool: Tool, { target, options }: Request): number {
  const word = options.user.findLast((one) => one.startsWith('X-mount.mkdir'));
  if (word === undefined || tool.sys.stat(target).err === undefined) return 0;
  const mode = parseInt(word.split('=')[1] ?? '755', 8);
  const err = makePath(tool.sys, target, mode);
  return err === undefined ? 0 : refused(tool, `${target}: operation permitted for root only.`, 1);
}

function reasonOf(tool: Tool, err: Errno, plan: Plan): string {
  const { sys } = tool;
  const { source, target, type, options } = plan;
  const at = sys.stat(target);
  const from = source === undefined ? undefined : sys.stat(source);
  const called = `mount(2) system call failed: ${strerror(err)}.`;
  switch (err) {
    case 'EPERM':
      return sys.getcredentials().euid === 0 ? 'permission denied.' : 'must be superuser to use mount.';
    case 'EBUSY':
      return (options.flags & flag.MS_REMOUNT) !== 0
        ? 'mount point is busy.'
        : `${source ?? ''} already mounted or mount point busy.`;
    case 'ENOENT':
      if (at.err !== undefined) return 'mount point does not exist.';
      return from?.err === undefined ? called : `special device ${source ?? ''} does not exist.`;
    case 'ENOTDIR':
      if (at.err !== undefined || !isDirectory(at.ok.mode)) {
        const binds = (options.flags & flag.MS_BIND) !== 0 && from?.ok !== undefined && !isDirectory(from.ok.mode);
        return binds && at.err === undefined ? called : 'mount point is not a directory.';
      }
      return called;
    case 'EINVAL':
      if ((options.flags & flag.MS_REMOUNT) !== 0) return 'mount point not mounted or bad option.';
      if (options.propagation.length > 0 && source === undefined) return 'not mount point or bad option.';
      return `wrong fs type, bad option, bad superblock on ${source ?? ''}, missing codepage or helper program, or other error.`;
    case 'ENODEV':
      return `unknown filesystem type '${type ?? ''}'.`;
    case 'ENOTBLK':
      return `${source ?? ''} is not a block device${fileType(from?.ok?.mode ?? 0) === 'reg' ? '; try "-o loop"' : ''}.`;
    default:
      return called;
  }
}

function refused(tool: Tool, message: string, status: number, byKernel = false): number {
  tool.warn(message);
  if (byKernel) tool.complain('       dmesg(1) may have more information after failed mount system call.');
  return status;
}
