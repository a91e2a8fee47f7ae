// Dates and times: the calendar, strftime's formats with the names of a locale, and the zone of TZ. Seconds since the epoch
// are numbers, nanoseconds bigints. Zones are fixed offsets; there is no zone database here.

export interface Zone {
  readonly name: string;
  /** East of UTC. */
  readonly offsetSeconds: number;
}

export const utc: Zone = { name: 'UTC', offsetSeconds: 0 };

/** TZ as POSIX writes it: `CST-8`, `<+03>-3`. A zone that needs a database is UTC under its name, as glibc does without one. */
export function zoneOf(tz: string | undefined): Zone {
  if (tz === undefined || tz === '' || tz === 'UTC' || tz === 'UTC0' || tz.startsWith(':')) return utc;
  const match = /^(?:<([^>]+)>|([A-Za-z]{3,}))(?:([-+]?)(\d{1,2})(?::(\d\d))?)?/.exec(tz);
  if (match === null) return utc;
  const [, quoted, plain, sign, hours = '0', minutes = '0'] = match;
  const seconds = Number(hours) * 3600 + Number(minutes) * 60;
  return { name: quoted ?? plain ?? 'UTC', offsetSeconds: seconds === 0 ? 0 : sign === '-' ? seconds : -seconds };
}

export interface CalendarTime {
  readonly year: number;
  /** 1–12 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** 1–366 */
  readonly yearDay: number;
}

export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

export function calendarTime(seconds: number, zone: Zone): CalendarTime {
  const local = seconds + zone.offsetSeconds;
  const days = Math.floor(local / 86400);
  const rest = local - days * 86400;
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return {
    year,
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
    weekday: (((days + 4) % 7) + 7) % 7,
    yearDay: days - daysFromCivil(year, 1, 1) + 1,
  };
}

interface TimeNames {
  readonly months: readonly string[];
  readonly shortMonths: readonly string[];
  readonly days: readonly string[];
  readonly shortDays: readonly string[];
  readonly morning: readonly [string, string];
  readonly dateTime: string;
  readonly date: string;
  readonly time: string;
  readonly time12: string;
  /** What `date` prints without a format. */
  readonly dateFormat: string;
}

const monthNames = 'January February March April May June July August September October November December'.split(' ');
const dayNames = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

const posixNames: TimeNames = {
  months: monthNames,
  shortMonths: monthNames.map((name) => name.slice(0, 3)),
  days: dayNames,
  shortDays: dayNames.map((name) => name.slice(0, 3)),
  morning: ['AM', 'PM'],
  dateTime: '%a %b %e %H:%M:%S %Y',
  date: '%m/%d/%y',
  time: '%H:%M:%S',
  time12: '%I:%M:%S %p',
  dateFormat: '%a %b %e %H:%M:%S %Z %Y',
};

const americanNames: TimeNames = {
  ...posixNames,
  dateTime: '%a %d %b %Y %r %Z',
  date: '%m/%d/%Y',
  time: '%r',
  dateFormat: '%a %b %e %r %Z %Y',
};

/** glibc 2.36 localedata zh_CN. */
const chineseNames: TimeNames = {
  months: '一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月'.split(' '),
  shortMonths: Array.from({ length: 12 }, (_, i) => `${String(i + 1).padStart(2)}月`),
  days: [...'日一二三四五六'].map((day) => `星期${day}`),
  shortDays: [...'日一二三四五六'],
  morning: ['上午', '下午'],
  dateTime: '%Y年%m月%d日 %A %H时%M分%S秒',
  date: '%Y年%m月%d日',
  time: '%H时%M分%S秒',
  time12: '%p %I时%M分%S秒',
  dateFormat: '%Y年 %m月 %d日 %A %H:%M:%S %Z',
};

export function timeNames(locale: string): TimeNames {
  if (locale.startsWith('zh_CN')) return chineseNames;
  return locale.startsWith('en_US') ? americanNames : posixNames;
}

/** strftime(3) with GNU's flags (`_ - 0 ^ #`), widths, `%N`, `%:z` and `%s`. */
export function formatTime(format: string, ns: bigint, zone: Zone, locale = 'C'): string {
  const billion = 1_000_000_000n;
  const fraction = ((ns % billion) + billion) % billion;
  const seconds = Number((ns - fraction) / billion);
  const time = calendarTime(seconds, zone);
  const names = timeNames(locale);
  const again = (inner: string): string => formatTime(inner, ns, zone, locale);
  return format.replace(
    /%([-_0^#+]*)(\d*)([EO]?)(:{0,3}[a-zA-Z%])/g,
    (whole, flags: string, width: string, _, letter) => {
      let pad = '';
      let size = 0;
      let text: string | undefined;
      const number = (value: number, digits: number, filler = '0'): string => {
        pad = filler;
        size = digits;
        return String(value);
      };
      switch (letter as string) {
        case '%':
          text = '%';
          break;
        case 'a':
          text = names.shortDays[time.weekday] ?? '';
          break;
        case 'A':
          text = names.days[time.weekday] ?? '';
          break;
        case 'b':
        case 'h':
          text = names.shortMonths[time.month - 1] ?? '';
          break;
        case 'B':
          text = names.months[time.month - 1] ?? '';
          break;
        case 'c':
          text = again(names.dateTime);
          break;
        case 'C':
          text = number(Math.floor(time.year / 100), 2);
          break;
        case 'd':
          text = number(time.day, 2);
          break;
        case 'D':
          text = again('%m/%d/%y');
          break;
        case 'e':
          text = number(time.day, 2, ' ');
          break;
        case 'F':
          text = again('%Y-%m-%d');
          break;
        case 'g':
          text = number(isoWeek(time).year % 100, 2);
          break;
        case 'G':
          text = number(isoWeek(time).year, 4);
          break;
        case 'H':
          text = number(time.hour, 2);
          break;
        case 'I':
          text = number(time.hour % 12 || 12, 2);
          break;
        case 'j':
          text = number(time.yearDay, 3);
          break;
        case 'k':
          text = number(time.hour, 2, ' ');
          break;
        case 'l':
          text = number(time.hour % 12 || 12, 2, ' ');
          break;
        case 'm':
          text = number(time.month, 2);
          break;
        case 'M':
          text = number(time.minute, 2);
          break;
        case 'n':
          text = '\n';
          break;
        case 'N': {
          const digits = width === '' ? 9 : Number(width);
          const all = String(fraction).padStart(9, '0').padEnd(digits, '0').slice(0, digits);
          return flags.includes('-') ? all.replace(/0+$/, '') : all;
        }
        case 'p':
          text = names.morning[time.hour < 12 ? 0 : 1];
          if (flags.includes('#')) return text.toLowerCase();
          break;
        case 'P':
          text = names.morning[time.hour < 12 ? 0 : 1].toLowerCase();
          break;
        case 'q':
          text = number(Math.ceil(time.month / 3), 1);
          break;
        case 'r':
          text = again(names.time12);
          break;
        case 'R':
          text = again('%H:%M');
          break;
        case 's':
          text = number(seconds, 1);
          break;
        case 'S':
          text = number(time.second, 2);
          break;
        case 't':
          text = '\t';
          break;
        case 'T':
          text = again('%H:%M:%S');
          break;
        case 'u':
          text = number(time.weekday || 7, 1);
          break;
        case 'U':
          text = number(Math.floor((time.yearDay + 6 - time.weekday) / 7), 2);
          break;
        case 'V':
          text = number(isoWeek(time).week, 2);
          break;
        case 'w':
          text = number(time.weekday, 1);
          break;
        case 'W':
          text = number(Math.floor((time.yearDay + 6 - ((time.weekday + 6) % 7)) / 7), 2);
          break;
        case 'x':
          text = again(names.date);
          break;
        case 'X':
          text = again(names.time);
          break;
        case 'y':
          text = number(((time.year % 100) + 100) % 100, 2);
          break;
        case 'Y':
          text = number(time.year, 1);
          break;
        case 'z':
        case ':z':
        case '::z':
        case ':::z':
          if (letter === ':::z' && zone.offsetSeconds % 3600 === 0)
            return offsetText(zone.offsetSeconds, 0).slice(0, 3);
          return offsetText(zone.offsetSeconds, Math.min(2, (letter as string).length - 1));
        case 'Z':
          text = zone.name;
          if (flags.includes('#')) return text.toLowerCase();
          break;
        default:
          return whole;
      }
      if (flags.includes('^')) text = text.toUpperCase();
      else if (flags.includes('#')) text = text.toUpperCase();
      if (flags.includes('-')) return text;
      const filler = flags.includes('_') ? ' ' : flags.includes('0') ? '0' : pad || ' ';
      return text.padStart(width === '' ? size : Number(width), filler);
    },
  );
}

export function offsetText(offset: number, colons: number): string {
  const sign = offset < 0 ? '-' : '+';
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  const all = Math.abs(offset);
  const parts = [two(all / 3600), two((all / 60) % 60)];
  if (colons > 1) parts.push(two(all % 60));
  return sign + parts.join(colons > 0 ? ':' : '');
}

function isoWeek(time: CalendarTime): { year: number; week: number } {
  const weekday = (time.weekday + 6) % 7;
  const week = Math.floor((time.yearDay + 9 - (weekday + 1)) / 7);
  if (week < 1) {
    const { weekday: last } = calendarTime(daysFromCivil(time.year - 1, 12, 31) * 86400, utc);
    const leap = yearLength(time.year - 1) === 366;
    const long = last === 4 || (leap && last === 5);
    return { year: time.year - 1, week: long ? 53 : 52 };
  }
  if (week === 53) {
    const { weekday: next } = calendarTime(daysFromCivil(time.year + 1, 1, 1) * 86400, utc);
    if (next >= 1 && next <= 4) return { year: time.year + 1, week: 1 };
  }
  return { year: time.year, week };
}

function yearLength(year: number): number {
  return daysFromCivil(year + 1, 1, 1) - daysFromCivil(year, 1, 1);
}

const unitSeconds: Readonly<Record<string, number>> = {
  sec: 1,
  second: 1,
  min: 60,
  minute: 60,
  hour: 3600,
  day: 86400,
  week: 604800,
  fortnight: 1209600,
};

/**
 * What `date -d` and `touch -d` take: `@SECONDS`, dates (ISO, `31 Dec 2014`, `12/31/2014`), times with a zone, `now`, `today`,
 * `yesterday`, `tomorrow`, and distances (`2 days ago`, `+1 week`, `next month`, `last year`). undefined: not understood.
 */
export function parseTime(text: string, now: bigint, zone: Zone): bigint | undefined {
  const own = /^\s*TZ="([^"]*)"/.exec(text);
  if (own !== null) return parseTime(text.slice(own[0].length), now, zoneOf(own[1]));
  const epoch = /^\s*@(-?\d+)(?:\.(\d{1,9})\d*)?\s*$/.exec(text);
  if (epoch !== null) return BigInt(epoch[1] ?? '0') * 1_000_000_000n + BigInt((epoch[2] ?? '').padEnd(9, '0'));
  const current = calendarTime(Number(now / 1_000_000_000n), zone);
  let { year, month, day } = current;
  let hour: number = current.hour;
  let minute: number = current.minute;
  let second: number = current.second;
  let nanoseconds = now % 1_000_000_000n;
  let offset = zone.offsetSeconds;
  let shift = 0;
  // Set by what is taken, which the compiler does not follow into closures.
  let dated = false as boolean;
  let timed = false as boolean;
  let afternoon: string | undefined;
  let behindTime = false as boolean;
  const setTime = (h: string, m = '0', s = '0', f = ''): void => {
    hour = Number(h);
    minute = Number(m);
    second = Number(s);
    nanoseconds = BigInt(f.slice(0, 9).padEnd(9, '0'));
    timed = true;
    behindTime = true;
  };
  let zoned = false as boolean;
  let moreDays = 0;
  let moreMonths = 0;
  let weekdayShift: number | undefined;
  let rest = text.trim().toLowerCase();
  while (rest !== '') {
    let match: RegExpExecArray | null;
    const justTimed = behindTime;
    behindTime = false;
    const take = (pattern: RegExp): boolean => {
      match = pattern.exec(rest);
      if (match === null) return false;
      rest = rest.slice(match[0].length).replace(/^[\s,]+/, '');
      return true;
    };
    const group = (i: number): string => match?.[i] ?? '';
    if (take(/^(\d{4})-(\d{1,2})-(\d{1,2})(?:t(?=\d))?/)) {
      [year, month, day, dated] = [Number(group(1)), Number(group(2)), Number(group(3)), true];
    } else if (take(/^(\d{1,2})\/(\d{1,2})(?:\/(\d{2,4}))?/)) {
      [month, day, dated] = [Number(group(1)), Number(group(2)), true];
      if (group(3) !== '')
        year = Number(group(3)) + (group(3).length === 2 ? (Number(group(3)) < 69 ? 2000 : 1900) : 0);
    } else if (take(/^(\d{4})(\d\d)(\d\d)(?:t(?=\d))?(?!\d)/)) {
      [year, month, day, dated] = [Number(group(1)), Number(group(2)), Number(group(3)), true];
    } else if (take(/^(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*(am|pm)?/)) {
      setTime(group(1), group(2), group(3) || '0', group(4));
      afternoon = group(5) || undefined;
    } else if (take(/^(\d{1,2})\s*(am|pm)\b/)) {
      setTime(group(1));
      afternoon = group(2);
    } else if (timed && take(/^([-+])(\d\d):?(\d\d)?(?!\s*[a-z\d])/)) {
      offset = (group(1) === '-' ? -1 : 1) * (Number(group(2)) * 3600 + Number(group(3) || '0') * 60);
    } else if (justTimed && take(/^([-+])\s*(\d{1,2})(?!\d)(?=\s)/)) {
      // Right behind a time a signed number is a zone, whatever word follows it.
      if (Number(group(2)) > 24) return undefined;
      offset = (group(1) === '-' ? -1 : 1) * Number(group(2)) * 3600;
    } else if (dated && !timed && take(/^(\d\d)(\d\d)(?![\d:])/)) {
      setTime(group(1), group(2));
    } else if (take(/^(est|edt|cst|cdt|mst|mdt|pst|pdt|bst|cet|cest|jst|ist|west|eet|msk)(?![a-z])/)) {
      offset = (zoneHours[group(1)] ?? 0) * 3600;
      zoned = true;
    } else if (take(/^([a-ik-y])(?![a-z\d])/)) {
      offset = letterHours(group(1)) * 3600;
      zoned = true;
    } else if (take(/^(?:utc|gmt|z)(?![a-z])/)) {
      offset = 0;
    } else if (
      take(/^(\d{1,2})[\s-]*((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?(?:[\s-]*(\d{4}))?(?![\d:])/)
    ) {
      [day, month, dated] = [Number(group(1)), monthOf(group(2)), true];
      if (group(3) !== '') year = Number(group(3));
    } else if (
      take(
        /^((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?\s+(\d{1,2})(?:(?:\s*,\s*|\s+)(\d{4}))?(?![\d:])/,
      )
    ) {
      [month, day, dated] = [monthOf(group(1)), Number(group(2)), true];
      if (group(3) !== '') year = Number(group(3));
    } else if (take(/^(now|today)\b/)) {
      continue;
    } else if (take(/^(yesterday|tomorrow)\b/)) {
      moreDays += group(1) === 'tomorrow' ? 1 : -1;
    } else if (take(/^(?:([-+]?)\s*(\d+)\s*|(next|last|this)\s+)?([a-z]+)(\s+ago\b)?/)) {
      const word = group(4).replace(/s$/, '');
      const count =
        (group(3) === 'next' ? 1 : group(3) === 'last' ? -1 : group(3) === 'this' ? 0 : Number(group(2) || '1')) *
        (group(1) === '-' ? -1 : 1) *
        (group(5) === '' ? 1 : -1);
      const unit = unitSeconds[word];
      const weekday = dayNames.findIndex((name) => name.slice(0, 3).toLowerCase() === word.slice(0, 3));
      if (word === 'month') moreMonths += count;
      else if (word === 'year') moreMonths += 12 * count;
      else if (word === 'day' || word === 'week' || word === 'fortnight') moreDays += (count * (unit ?? 0)) / 86400;
      else if (unit !== undefined) shift += count * unit;
      else if (weekday >= 0 && group(2) === '') {
        weekdayShift = (weekday - current.weekday + 7) % 7;
        if (group(3) === 'next' && weekday === current.weekday) weekdayShift += 7;
        if (group(3) === 'last') weekdayShift -= 7;
      } else return undefined;
    } else return undefined;
  }
  if (text.trim() === '') dated = true;
  if (afternoon !== undefined) {
    if (hour > 12) return undefined;
    hour = (hour % 12) + (afternoon === 'pm' ? 12 : 0);
  }
  // A day of the week says nothing beside a date.
  if (weekdayShift !== undefined && !dated) {
    moreDays += weekdayShift;
    zoned = true;
  }
  if ((dated || zoned) && !timed) [hour, minute, second, nanoseconds] = [0, 0, 0, 0n];
  if (hour > 24 || minute > 59 || second > 60) return undefined;
  // A date must be one before anything is added to it.
  if (dated && (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))) return undefined;
  const months = year * 12 + month - 1 + moreMonths;
  const days = daysFromCivil(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, 1) + day - 1 + moreDays;
  return BigInt(days * 86400 + hour * 3600 + minute * 60 + second - offset + shift) * 1_000_000_000n + nanoseconds;
}

function daysInMonth(year: number, month: number): number {
  return daysFromCivil(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) - daysFromCivil(year, month, 1);
}

/** Hours east of UTC of zones by name. */
const zoneHours: Readonly<Record<string, number>> = {
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  bst: 1,
  cet: 1,
  cest: 2,
  jst: 9,
  ist: 5.5,
  west: 1,
  eet: 2,
  msk: 3,
};

/** Military zones: A to M (without J) east, N to Y west. */
function letterHours(letter: string): number {
  const east = 'abcdefghiklm'.indexOf(letter);
  return east >= 0 ? east + 1 : -('nopqrstuvwxy'.indexOf(letter) + 1);
}

function monthOf(name: string): number {
  return monthNames.findIndex((month) => month.slice(0, 3).toLowerCase() === name.slice(0, 3)) + 1;
}
