// touch: sets times, and makes the file where there is none.
import { strerror } from '../../abi/errno.ts';
import { AT_SYMLINK_NOFOLLOW, O_CREAT, O_NONBLOCK, O_WRONLY } from '../../abi/flags.ts';
import type { SetTime } from '../../abi/stat.ts';
import { parseTime, zoneOf } from '../coreutils/time.ts';
import { defineTool } from '../coreutils/tool.ts';

export const touch = defineTool({
  name: 'touch',
  paths: ['/bin/touch', '/usr/bin/touch'],
  synopsis: '[OPTION]... FILE...',
  summary: 'Sets the times of each FILE to now; makes it where it is not there.',
  options: [
    'a|only the access time',
    'c,no-create|make no file',
    'd,date=STRING|that time instead of now',
    'h,no-dereference|a symbolic link itself',
    'm|only the modification time',
    'r,reference=FILE|the times of that file',
  ],
  *run(tool) {
    const { sys } = tool;
    if (tool.operands.length === 0) tool.usage('missing file operand');
    let times: readonly [SetTime, SetTime] = ['UTIME_NOW', 'UTIME_NOW'];
    const reference = tool.value('reference');
    if (reference !== undefined) {
      const stat = sys.stat(reference);
      if (stat.err !== undefined)
        return tool.die(`failed to get attributes of ${tool.quote(reference)}: ${strerror(stat.err)}`);
      times = [stat.ok.atimeNs, stat.ok.mtimeNs];
    }
    const date = tool.value('date');
    if (date !== undefined) {
      const time = parseTime(date, sys.clockGettime(), zoneOf(tool.variable('TZ')));
      if (time === undefined) return tool.die(`invalid date format ${tool.word(date)}`);
      times = [time, time];
    }
    if (tool.has('a') && !tool.has('m')) times = [times[0], 'UTIME_OMIT'];
    if (tool.has('m') && !tool.has('a')) times = ['UTIME_OMIT', times[1]];
    const follow = tool.has('no-dereference') ? AT_SYMLINK_NOFOLLOW : 0;
    for (const path of tool.operands) {
      if (!tool.has('no-create') && follow === 0) {
        const fd = sys.open(path, O_WRONLY | O_CREAT | O_NONBLOCK, 0o666);
        if (fd.ok !== undefined) {
          const set = sys.futimens(fd.ok, ...times);
          sys.close(fd.ok);
          if (set.err !== undefined) tool.error(`setting times of ${tool.quote(path)}: ${strerror(set.err)}`);
          continue;
        }
        if (fd.err !== 'EISDIR' && fd.err !== 'EACCES' && fd.err !== 'ENXIO') {
          tool.error(`cannot touch ${tool.quote(path)}: ${strerror(fd.err)}`);
          continue;
        }
      }
      const { err } = sys.utimensat(path, ...times, follow);
      if (err !== undefined && !(err === 'ENOENT' && tool.has('no-create'))) {
        tool.error(`setting times of ${tool.quote(path)}: ${strerror(err)}`);
      }
    }
    yield { wait: 'turn' };
    return undefined;
  },
});
