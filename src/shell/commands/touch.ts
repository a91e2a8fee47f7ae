// touch: sets times, and makes the file where there is none.
import { strerror } from '../../abi/errno.ts';
import { AT_SYMLINK_NOFOLLOW, O_CREAT, O_NOCTTY, O_NONBLOCK, O_WRONLY } from '../../abi/flags.ts';
import type { SetTime } from '../../abi/stat.ts';
import { chosenWord } from '../coreutils/argument.ts';
import { calendarTime, daysFromCivil, parseTime, zoneOf, type Zone } from '../coreutils/time.ts';
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
    'f|nothing (it was once needed)',
    'h,no-dereference|a symbolic link itself',
    'm|only the modification time',
    'r,reference=FILE|the times of that file',
    't=STAMP|that time instead of now: [[CC]YY]MMDDhhmm[.ss]',
    ',time=WORD|access, atime, use: as -a; modify, mtime: as -m',
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
    const zone = zoneOf(tool.variable('TZ'));
    const date = tool.value('date');
    const stamp = tool.value('t');
    if (stamp !== undefined && (reference !== undefined || date !== undefined)) {
      return tool.usage('cannot specify times from more than one source');
    }
    if (date !== undefined) {
      // With -r the date is told from the file's own times: `-r FILE -d '+1 hour'`.
      const [atime, mtime] = times.map((time) =>
        parseTime(date, typeof time === 'bigint' ? time : sys.clockGettime(), zone),
      );
      if (atime === undefined || mtime === undefined) return tool.die(`invalid date format ${tool.word(date)}`);
      times = [atime, mtime];
    }
    if (stamp !== undefined) {
      const time = stampTime(stamp, sys.clockGettime(), zone);
      if (time === undefined) return tool.die(`invalid date format ${tool.word(stamp)}`);
      times = [time, time];
    }
    const only = tool.options
      .filter(({ name }) => name === 'time')
      .map(({ value = '' }) =>
        chosenWord(tool, '--time', value, [
          ['atime', 'access', 'use'],
          ['mtime', 'modify'],
        ]),
      );
    const access = tool.has('a') || only.includes('atime');
    const modification = tool.has('m') || only.includes('mtime');
    if (access && !modification) times = [times[0], 'UTIME_OMIT'];
    if (modification && !access) times = ['UTIME_OMIT', times[1]];
    const follow = tool.has('no-dereference') ? AT_SYMLINK_NOFOLLOW : 0;
    for (const path of tool.operands) {
      if (path === '-') {
        const set = sys.futimens(1, ...times);
        if (set.err !== undefined) tool.error(`setting times of ${tool.quote(path)}: ${strerror(set.err)}`);
        continue;
      }
      const opens = !tool.has('no-create') && follow === 0;
      const opened = opens ? sys.open(path, O_WRONLY | O_CREAT | O_NONBLOCK | O_NOCTTY, 0o666) : undefined;
      const set = opened?.ok === undefined ? sys.utimensat(path, ...times, follow) : sys.futimens(opened.ok, ...times);
      if (opened?.ok !== undefined) sys.close(opened.ok);
      if (set.err === undefined) continue;
      if (opened?.err !== undefined && opened.err !== 'EISDIR') {
        tool.error(`cannot touch ${tool.quote(path)}: ${strerror(opened.err)}`);
      } else if (!(set.err === 'ENOENT' && tool.has('no-create'))) {
        tool.error(`setting times of ${tool.quote(path)}: ${strerror(set.err)}`);
      }
    }
    yield { wait: 'turn' };
    return undefined;
  },
});

/** `[[CC]YY]MMDDhhmm[.ss]` as local time: nanoseconds since the epoch, or undefined where it is no such time. */
function stampTime(text: string, now: bigint, zone: Zone): bigint | undefined {
  const match = /^(\d\d)?(\d\d)?(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(text);
  if (match === null) return undefined;
  const [, first, second, ...rest] = match;
  const [month = 0, day = 0, hour = 0, minute = 0, second60 = 0] = rest.map((digits: string | undefined) =>
    Number(digits ?? 0),
  );
  const short = Number(first ?? 0);
  const year =
    second !== undefined
      ? Number(`${first ?? ''}${second}`)
      : first !== undefined
        ? short + (short < 69 ? 2000 : 1900)
        : calendarTime(Number(now / 1_000_000_000n), zone).year;
  const days = daysFromCivil(year, month, day);
  const seconds = days * 86400 + hour * 3600 + minute * 60 + second60 - zone.offsetSeconds;
  const told = calendarTime(seconds, zone);
  const isReal = told.month === month && told.day === day && hour < 24 && minute < 60 && second60 < 61;
  return isReal ? BigInt(seconds) * 1_000_000_000n : undefined;
}
