// Sizes, ages and dates as docker 1.9.1 prints them (pkg/units, Go's time.RFC3339Nano).

const decimal = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
const binary = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** `190.6 MB`: decimal units, four significant digits. */
export function sizeText(bytes: number): string {
  return scaled(bytes, 1000, decimal);
}

/** `1.954 GiB`: binary units, as memory is told. */
export function memoryText(bytes: number): string {
  return scaled(bytes, 1024, binary);
}

function scaled(bytes: number, radix: number, units: readonly string[]): string {
  let size = bytes;
  let unit = 0;
  while (size >= radix && unit < units.length - 1) {
    size /= radix;
    unit += 1;
  }
  return `${String(Number(size.toPrecision(4)))} ${units[unit] ?? ''}`;
}

/** `11 weeks`, from nanoseconds. */
export function durationText(nanoseconds: bigint): string {
  const seconds = Number(nanoseconds / 1_000_000_000n);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (seconds < 1) return 'Less than a second';
  if (seconds < 60) return `${seconds} seconds`;
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  const days = Math.floor(hours / 24);
  if (hours < 24 * 7 * 2) return `${days} days`;
  if (hours < 24 * 30 * 3) return `${Math.floor(days / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.floor(days / 30)} months`;
  return `${Math.floor(days / 365)} years`;
}

/** `2015-12-31T09:55:00.120000000Z`: all nine digits of the fraction. */
export function rfc3339Fixed(nanoseconds: bigint): string {
  const fraction = String(nanoseconds % 1_000_000_000n).padStart(9, '0');
  return rfc3339(nanoseconds - (nanoseconds % 1_000_000_000n)).replace('Z', `.${fraction}Z`);
}

/** `2015-12-31T09:55:00.123456789Z`; trailing zeros of the fraction are left out. */
export function rfc3339(nanoseconds: bigint): string {
  const seconds = nanoseconds / 1_000_000_000n;
  const fraction = String(nanoseconds % 1_000_000_000n)
    .padStart(9, '0')
    .replace(/0+$/, '');
  const days = Number(seconds / 86_400n);
  const rest = Number(seconds % 86_400n);
  const [year, month, day] = civil(days);
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = `${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}`;
  return `${year}-${two(month)}-${two(day)}T${time}${fraction === '' ? '' : `.${fraction}`}Z`;
}

/** Nanoseconds since the epoch of what `rfc3339` makes. */
export function parseRfc3339(text: string): bigint {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z$/.exec(text);
  if (match === null) throw new Error(`no date: ${text}`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const y = month <= 2 ? year - 1 : year;
  const days =
    365 * y +
    Math.floor(y / 4) -
    Math.floor(y / 100) +
    Math.floor(y / 400) +
    Math.floor((153 * ((month + 9) % 12) + 2) / 5) +
    day -
    719_469;
  const seconds = BigInt(days) * 86_400n + BigInt(hour * 3600 + minute * 60 + second);
  return seconds * 1_000_000_000n + BigInt((match[7] ?? '').padEnd(9, '0'));
}

/** Year, month and day of a day number; years are counted from March, so that a leap day is the last. */
function civil(days: number): [number, number, number] {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day];
}

const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 };

/**
 * What `--since` and `--until` take: how long ago (`10m`), a date (`2015-12-31T17:50:00`, or less of it, UTC), seconds since the
 * epoch. '' is 0. A text is what is wrong with it.
 *
 * @see moby v1.9.1 pkg/timeutils/utils.go GetTimestamp()
 */
export function timestampNs(text: string, now: bigint): bigint | string {
  if (text === '' || text === '0') return 0n;
  if (/^(?:\d+(?:\.\d+)?(?:h|ms|us|µs|ns|m|s))+$/.test(text)) {
    const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|us|µs|ns|m|s)/g)];
    const seconds = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0), 0);
    return ((now - BigInt(Math.round(seconds * 1e9))) / 1_000_000_000n) * 1_000_000_000n;
  }
  const date = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d(?:\.\d{1,9})?)Z?)?)?)?)?)?$/.exec(text);
  if (date !== null && text.includes('-')) {
    const [, year = '', month = '01', day = '01', hour = '00', minute = '00', second = '00'] = date;
    return parseRfc3339(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  }
  if (/^\d+$/.test(text)) return BigInt(text) * 1_000_000_000n;
  return `strconv.ParseInt: parsing "${text}": invalid syntax`;
}
