// What is mounted, as /proc/self/mountinfo tells it (proc(5)). Paths are seen from the caller's root; blanks are unescaped.
import { makedev } from '../../abi/device.ts';
import type { Errno } from '../../abi/errno.ts';
import { O_PATH } from '../../abi/flags.ts';
import { readFileNow } from '../../kernel/stdio.ts';
import type { Process } from '../../kernel/program.ts';

export interface Mount {
  readonly id: number;
  readonly parent: number;
  /** `8:1` */
  readonly device: string;
  /** What of the file system stands there: `/` where it is all of it. */
  readonly root: string;
  readonly target: string;
  readonly options: string;
  /** `shared:1`, `master:2`; none where it is private. */
  readonly propagation: readonly string[];
  readonly type: string;
  readonly source: string;
  readonly superOptions: string;
}

/** In the order they were mounted; empty where /proc tells nothing. */
export function readMounts(process: Process): readonly Mount[] {
  const { ok } = readFileNow(process, '/proc/self/mountinfo');
  return (ok ?? '').split('\n').flatMap((line) => {
    const words = line.split(' ').map(unescaped);
    const dash = words.indexOf('-', 6);
    if (dash < 0) return [];
    const [id = '', parent = '', device = '', root = '', target = '', options = ''] = words;
    const [type = '', source = '', superOptions = ''] = words.slice(dash + 1);
    const propagation = words.slice(6, dash);
    return [
      {
        id: Number(id),
        parent: Number(parent),
        device,
        root,
        target,
        options,
        propagation,
        type,
        source,
        superOptions,
      },
    ];
  });
}

/** The mount that is seen at `target`: the last one there. */
export function mountAt(mounts: readonly Mount[], target: string): Mount | undefined {
  return mounts.findLast((mount) => mount.target === target);
}

/** The mount that a path is on, by its `st_dev`: of those above it the deepest, and there the last. */
export function mountOf(mounts: readonly Mount[], real: string, device: number): Mount | undefined {
  let best: Mount | undefined;
  for (const mount of mounts) {
    const { target } = mount;
    const isAbove = real === target || target === '/' || real.startsWith(`${target}/`);
    if (isAbove && deviceOf(mount) === device && target.length >= (best?.target.length ?? 0)) best = mount;
  }
  return best ?? mounts.findLast((mount) => deviceOf(mount) === device);
}

/** As stat(2) has it. */
export function deviceOf({ device }: Mount): number {
  const [major = 0, minor = 0] = device.split(':').map(Number);
  return makedev(major, minor);
}

/** Does a list such as `ext4,tmpfs` or `noproc,sysfs` take this type? */
export function typeMatches(list: string, type: string): boolean {
  const negated = list.startsWith('no');
  const types = list.split(',').map((word) => (negated ? word.replace(/^no/, '') : word));
  return types.includes(type) !== negated;
}

/** Does it have the option? `noX` asks for what lacks X. */
export function optionMatches({ options, superOptions }: Mount, word: string): boolean {
  const all = `${options},${superOptions}`.split(',');
  return word.startsWith('no') ? !all.includes(word.slice(2)) : all.includes(word.replace(/^\+/, ''));
}

/** A blank, and the like, that a table writes as its octal number. */
export function unescaped(word: string): string {
  return word.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
}

/** Where a path leads, as the kernel names it; the path itself where nothing is there. */
export function realPath(process: Process, path: string): string {
  const { sys } = process;
  const { ok: fd } = sys.open(path, O_PATH);
  if (fd === undefined) return path;
  const { ok } = sys.readlink(`/proc/self/fd/${fd}`);
  sys.close(fd);
  return ok ?? path;
}

/** A line of fstab(5). */
export interface TableEntry {
  readonly source: string;
  readonly target: string;
  readonly type: string;
  readonly options: string;
}

export interface Fstab {
  readonly entries: readonly TableEntry[];
  /** Numbers of the lines that say too little, from 1. */
  readonly badLines: readonly number[];
  readonly err: Errno | undefined;
}

export function readFstab(process: Process, path: string): Fstab {
  const { ok, err } = readFileNow(process, path);
  const entries: TableEntry[] = [];
  const badLines: number[] = [];
  for (const [i, line] of (ok ?? '').split('\n').entries()) {
    const words = line
      .trim()
      .split(/[ \t]+/)
      .map(unescaped);
    const [source = '', target, type, options = 'defaults'] = words;
    if (source === '' || source.startsWith('#')) continue;
    if (target === undefined || type === undefined) badLines.push(i + 1);
    else entries.push({ source, target, type, options });
  }
  return { entries, badLines, err };
}
