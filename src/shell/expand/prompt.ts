// Prompts: the backslash escapes of PS1, PS2 and PS4, then the expansions in what they leave.
import type { Shell } from '../shell.ts';
import { expandQuoted, type Expanding } from './expand.ts';
import { passwdEntry } from './tilde.ts';

/** A prompt's text. `\[` and `\]` are dropped: whoever draws it knows which sequences take no room. */
export function* promptText(shell: Shell, prompt: string): Expanding<string> {
  let text = '';
  for (let at = 0; at < prompt.length; at++) {
    const char = prompt[at] ?? '';
    if (char !== '\\') {
      text += char;
      continue;
    }
    const next = prompt[++at] ?? '\\';
    if (next >= '0' && next <= '7') {
      const digits = /^[0-7]{1,3}/.exec(prompt.slice(at))?.[0] ?? '';
      text += String.fromCharCode(parseInt(digits, 8) & 255);
      at += digits.length - 1;
    } else if (next === 'D' && prompt[at + 1] === '{') {
      const end = prompt.indexOf('}', at);
      const format = prompt.slice(at + 2, end < 0 ? undefined : end);
      text += protect(timeText(shell, format === '' ? '%X' : format));
      at = end < 0 ? prompt.length : end;
    } else text += promptEscape(shell, next);
  }
  if (!shell.shopts.has('promptvars') || !/[$`\\]/.test(text)) return text;
  const { status, substitutionStatus } = shell;
  const expanded = yield* expandQuoted(shell, { text, line: shell.line });
  shell.status = status;
  shell.substitutionStatus = substitutionStatus;
  return expanded;
}

/** Text of a file name or the like, kept from the expansion that follows. */
function protect(text: string): string {
  return text.replace(/[$`\\]/g, '\\$&');
}

function promptEscape(shell: Shell, letter: string): string {
  const { sys } = shell;
  switch (letter) {
    case 'a':
      return '\x07';
    case 'e':
      return '\x1b';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case '\\':
      return '\\\\';
    case '$':
      return sys.getcredentials().euid === 0 ? '#' : '\\$';
    case 'u':
      return protect(passwdEntry(sys, sys.getcredentials().euid)?.[0] ?? 'I have no name!');
    case 'h':
      return protect(sys.uname().nodename.split('.')[0] ?? '');
    case 'H':
      return protect(sys.uname().nodename);
    case 's':
      return protect(shell.name.replace(/^.*\//, ''));
    case 'l': {
      const name = sys.ttyname(0);
      return name.err === undefined ? protect(name.ok.replace(/^\/dev\//, '').replace(/^.*\//, '')) : 'tty';
    }
    case 'v':
      return '5.2';
    case 'V':
      return '5.2.15';
    case 'w':
    case 'W':
      return protect(directory(shell, letter === 'W'));
    case 't':
      return timeText(shell, '%H:%M:%S');
    case 'T':
      return timeText(shell, '%I:%M:%S');
    case '@':
      return timeText(shell, '%I:%M %p');
    case 'A':
      return timeText(shell, '%H:%M');
    case 'd':
      return timeText(shell, '%a %b %d');
    case 'j':
      return String(shell.jobs.list.length);
    case '!':
      return String(shell.history.length + 1);
    case '#':
      return String(shell.promptNumber);
    case '[':
    case ']':
      return '';
    default:
      return `\\\\${letter}`;
  }
}

function directory(shell: Shell, last: boolean): string {
  const pwd = shell.variables.get('PWD') ?? shell.cwd;
  const home = shell.variables.get('HOME');
  if (home !== undefined && home !== '/' && home !== '' && (pwd === home || pwd.startsWith(`${home}/`))) {
    const short = `~${pwd.slice(home.length)}`;
    if (!last || short === '~') return short;
  }
  if (!last) return pwd;
  return pwd === '/' ? '/' : pwd.replace(/^.*\//, '');
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function timeText(shell: Shell, format: string): string {
  return formatTime(shell.sys.clockGettime() / 1_000_000_000n, format);
}

/** strftime(3) in the C locale and UTC, from seconds since the epoch: prompts, `printf %(…)T`, history times. */
export function formatTime(seconds: bigint, format: string): string {
  const day = Number(floorDivide(seconds, 86400n));
  const second = Number(seconds - BigInt(day) * 86400n);
  const [hour, minute, rest] = [Math.floor(second / 3600), Math.floor((second % 3600) / 60), second % 60];
  const { year, month, dayOfMonth, dayOfYear } = civil(day);
  const weekday = (((day + 4) % 7) + 7) % 7;
  const two = (value: number): string => String(value).padStart(2, '0');
  return format.replace(/%[-_0^#]?([A-Za-z%])/g, (whole, letter: string) => {
    switch (letter) {
      case '%':
        return '%';
      case 'Y':
        return String(year);
      case 'C':
        return two(Math.floor(year / 100));
      case 'y':
        return two(year % 100);
      case 'm':
        return two(month);
      case 'd':
        return two(dayOfMonth);
      case 'e':
        return String(dayOfMonth).padStart(2);
      case 'H':
        return two(hour);
      case 'k':
        return String(hour).padStart(2);
      case 'I':
        return two(hour % 12 === 0 ? 12 : hour % 12);
      case 'l':
        return String(hour % 12 === 0 ? 12 : hour % 12).padStart(2);
      case 'M':
        return two(minute);
      case 'S':
        return two(rest);
      case 'p':
        return hour < 12 ? 'AM' : 'PM';
      case 'P':
        return hour < 12 ? 'am' : 'pm';
      case 'A':
        return days[weekday] ?? '';
      case 'a':
        return (days[weekday] ?? '').slice(0, 3);
      case 'B':
        return months[month - 1] ?? '';
      case 'b':
      case 'h':
        return (months[month - 1] ?? '').slice(0, 3);
      case 'j':
        return String(dayOfYear).padStart(3, '0');
      case 'u':
        return String(weekday === 0 ? 7 : weekday);
      case 'w':
        return String(weekday);
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case 's':
        return String(seconds);
      case 'z':
        return '+0000';
      case 'Z':
        return 'UTC';
      case 'D':
      case 'x':
        return formatTime(seconds, '%m/%d/%y');
      case 'F':
        return formatTime(seconds, '%Y-%m-%d');
      case 'T':
      case 'X':
        return formatTime(seconds, '%H:%M:%S');
      case 'R':
        return formatTime(seconds, '%H:%M');
      case 'r':
        return formatTime(seconds, '%I:%M:%S %p');
      case 'c':
        return formatTime(seconds, '%a %b %e %H:%M:%S %Y');
      default:
        return whole;
    }
  });
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by !== 0n && value < 0n ? quotient - 1n : quotient;
}

/** The Gregorian date of a day counted from 1970-01-01. */
function civil(day: number): {
  readonly year: number;
  readonly month: number;
  readonly dayOfMonth: number;
  readonly dayOfYear: number;
} {
  let year = 1970 + Math.floor(day / 365.2425);
  const startOf = (of: number): number => {
    const before = of - 1;
    return (
      (of - 1970) * 365 +
      (Math.floor(before / 4) - 492) -
      (Math.floor(before / 100) - 19) +
      (Math.floor(before / 400) - 4)
    );
  };
  while (startOf(year) > day) year--;
  while (startOf(year + 1) <= day) year++;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const dayOfYear = day - startOf(year) + 1;
  let rest = dayOfYear;
  let month = 1;
  for (const length of lengths) {
    if (rest <= length) break;
    rest -= length;
    month++;
  }
  return { year, month, dayOfMonth: rest, dayOfYear };
}
