// umount: takes mounts away, each named by where it stands or by what it is of. Of several there, the last goes.
import { strerror, type Errno } from '../../abi/errno.ts';
import { MNT_DETACH, MNT_FORCE, MS_RDONLY, MS_REMOUNT } from '../../abi/flags.ts';
import { mountAt, optionMatches, readMounts, realPath, typeMatches, type Mount } from '../coreutils/mounts.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';
import { below } from '../coreutils/tree.ts';

/** libmount's words for what umount(2) answers. */
const reasons: Partial<Record<Errno, string>> = {
  EBUSY: 'target is busy',
  EINVAL: 'not mounted',
  EIO: "can't write superblock",
  ENOENT: 'no mount point specified',
  EPERM: 'must be superuser to unmount',
  EACCES: 'block devices are not permitted on filesystem',
};

/** What `-a` leaves where no types are given. */
const keptTypes = 'noproc,devfs,devpts,sysfs,rpc_pipefs,nfsd,selinuxfs';

const failed = 32;

export const umount = defineTool({
  name: 'umount',
  paths: ['/bin/umount'],
  suite: 'libmount',
  synopsis: '[-hV]\n-a [options]\n[options] <source> | <directory>',
  summary: 'Unmounts file systems.',
  options: [
    'a,all|all file systems',
    'A,all-targets|all mount points of the given device',
    'c,no-canonicalize|paths as they are given',
    'd,detach-loop|free the loop device, too',
    ',fake|all but the system call',
    'f,force|of a server that is not reached',
    'i,internal-only|no helper programs',
    'n,no-mtab|do not write /etc/mtab',
    'l,lazy|detach now, clean up when it is no longer busy',
    'O,test-opts=LIST|only with these options (with -a)',
    'r,read-only|read-only, where it cannot be unmounted',
    'R,recursive|the mounts below, too',
    't,types=LIST|only these types',
    'v,verbose|say what is done',
    'q,quiet|nothing of what is not mounted',
    'h,help|show this help',
    'V,version|show the version',
  ],
  *run(tool) {
    yield { wait: 'turn' };
    if (tool.has('all')) {
      if (tool.operands.length > 0) tool.usage('unexpected number of arguments');
      return unmountAll(tool);
    }
    if (tool.operands.length === 0) tool.usage('bad usage');
    let status = 0;
    for (const given of tool.operands) status += unmountGiven(tool, given);
    return status % 256;
  },
});

function unmountAll(tool: Tool): number {
  const types = tool.value('types') ?? keptTypes;
  const wanted = tool.value('test-opts')?.split(',') ?? [];
  let status = 0;
  for (const mount of [...readMounts(tool.process)].reverse()) {
    const { target } = mount;
    const told = (what: string): void => {
      if (tool.has('verbose')) tool.print(`${target.padEnd(25)}: ${what}\n`);
    };
    if (!typeMatches(types, mount.type) || !wanted.every((word) => optionMatches(mount, word))) told('ignored');
    else if (unmount(tool, target, target) === 0) told('successfully unmounted');
    else status = failed;
  }
  return status;
}

/** One operand: a mount point, or the source of one. @returns the exit status */
function unmountGiven(tool: Tool, given: string): number {
  const { process } = tool;
  const found = tool.sys.stat(given);
  const real = found.err === undefined && !tool.has('no-canonicalize') ? realPath(process, given) : given;
  if (tool.has('recursive') || tool.has('all-targets')) return unmountSeveral(tool, given, real);
  const mounts = readMounts(process);
  if (tool.sys.getcredentials().euid !== 0) {
    if (found.err !== undefined) return refused(tool, `${given}: ${strerror(found.err)}`, 1);
    if (mountAt(mounts, real) === undefined) return refused(tool, `${real}: not mounted.`, 1);
  }
  const mount = mountAt(mounts, absolute(tool, real)) ?? mounts.findLast(({ source }) => source === given);
  if (mount === undefined) return unmount(tool, given, given);
  const { target, source } = mount;
  if (mountAt(mounts, target) !== mount) return refused(tool, `${given}: umount failed: ${strerror('EINVAL')}.`, 1);
  // Of a path that says plainly where it leads, the table is not asked what stands there.
  const isPlain = target === given && plainly.every((option) => !tool.has(option));
  const status = unmount(tool, target, target, tool.has('read-only') && !isPlain);
  if (status === 0 && tool.has('verbose')) tool.print(`umount: ${target}${isPlain ? '' : ` (${source})`} unmounted\n`);
  return status;
}

const plainly = ['force', 'lazy', 'no-canonicalize', 'detach-loop', 'fake'];

function absolute(tool: Tool, path: string): string {
  return path.startsWith('/') ? path : below(tool.sys.getcwd().ok ?? '', path);
}

/** -R, -A: what is mounted below, and wherever else the same file system is. */
function unmountSeveral(tool: Tool, given: string, real: string): number {
  const mounts = readMounts(tool.process);
  const everywhere = tool.has('all-targets');
  const top = mountAt(mounts, real) ?? (everywhere ? mounts.findLast(({ source }) => source === given) : undefined);
  if (top === undefined) {
    const isThere = everywhere || tool.sys.stat(given).err === undefined;
    return refused(tool, `${given}: not ${isThere ? 'mounted' : 'found'}`, 1);
  }
  const tops = everywhere ? mounts.filter(({ device }) => device === top.device).reverse() : [top];
  const withBelow = (mount: Mount): readonly Mount[] => {
    const above = mounts.filter(({ id, parent }) => parent === mount.id && id !== mount.id);
    return [...above.flatMap(withBelow), mount];
  };
  for (const { target } of tool.has('recursive') ? tops.flatMap(withBelow) : tops) {
    const status = unmount(tool, target, target);
    if (status !== 0) return status;
    if (tool.has('verbose')) tool.print(`umount: ${target} unmounted\n`);
  }
  return 0;
}

/**
 * One call of umount(2).
 * @param keeps read-only where it is busy
 * @returns the exit status
 */
function unmount(tool: Tool, target: string, shown: string, keeps = false): number {
  const { sys } = tool;
  if (tool.has('fake')) return 0;
  const flags = (tool.has('lazy') ? MNT_DETACH : 0) | (tool.has('force') ? MNT_FORCE : 0);
  const { err } = sys.umount(target, flags);
  if (err === undefined) return 0;
  if (err === 'EBUSY' && keeps) {
    if (sys.mount('none', target, '', MS_REMOUNT | MS_RDONLY, '').err === undefined) return 0;
  }
  if (err === 'EINVAL' && tool.has('quiet')) return failed;
  const reason = reasons[err] ?? `umount(2) system call failed: ${strerror(err)}`;
  return refused(tool, `${shown}: ${reason}.`, failed);
}

function refused(tool: Tool, message: string, status: number): number {
  tool.warn(message);
  return status;
}
