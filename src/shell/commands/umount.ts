// umount: takes mounts away, each named by where it stands.
import { strerror } from '../../abi/errno.ts';
import { MNT_DETACH } from '../../abi/flags.ts';
import { defineTool } from '../coreutils/tool.ts';

export const umount = defineTool({
  name: 'umount',
  paths: ['/bin/umount'],
  suite: 'util-linux',
  synopsis: '[OPTION]... DIRECTORY...',
  summary: 'Unmounts what stands on each DIRECTORY.',
  options: ['l,lazy|detach now, clean up when it is no longer busy', 'f,force|force', 'v,verbose|say what is done'],
  *run(tool) {
    if (tool.operands.length === 0) tool.usage('bad usage');
    for (const path of tool.operands) {
      const { err } = tool.sys.umount(path, tool.has('lazy') ? MNT_DETACH : 0);
      if (err === undefined) {
        if (tool.has('verbose')) tool.print(`${tool.name}: ${path} unmounted\n`);
        continue;
      }
      const reasons: Record<string, string> = {
        EBUSY: 'target is busy.',
        EINVAL: 'not mounted.',
        ENOENT: 'no mount point specified.',
        EPERM: 'must be superuser to unmount.',
      };
      tool.error(`${path}: ${reasons[err] ?? `umount failed: ${strerror(err)}.`}`, 32);
    }
    yield { wait: 'turn' };
    return undefined;
  },
});
