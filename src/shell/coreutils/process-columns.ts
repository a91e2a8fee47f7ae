// The columns of ps: their titles, widths and what they tell of a process.
import { calendarTime, formatTime, zoneOf } from './time.ts';
import { readFileNow } from '../../kernel/stdio.ts';
import { commandLine, type ProcessEntry } from './processes.ts';
import type { Tool } from './tool.ts';

export interface Column {
  readonly title: string;
  readonly width: number;
  readonly right: boolean;
  /** A tree is drawn before it. */
  readonly isCommand: boolean;
  readonly text: (entry: ProcessEntry, tool: Tool) => string;
  readonly compare: (a: ProcessEntry, b: ProcessEntry, tool: Tool) => number;
}

/** Which columns each style has. */
export const standardColumns: Readonly<Record<string, string>> = {
  plain: 'pid,tname,time,ucmd',
  full: 'user8,pid,ppid,c,stime,tname,time,cmd',
  'extra-full': 'user8,pid,ppid,c,sz,rss,psr,stime,tname,time,cmd',
  long: 'f,s,uid,pid,ppid,c,pri,ni,addr,sz,wchan,tname,time,ucmd',
  jobs: 'pid,pgid,sid,tname,time,ucmd',
  bsd: 'pid,tname,stat,bsdtime,command',
  user: 'user8,pid,%cpu,%mem,vsz,rss,tname,stat,start,bsdtime,command',
  'bsd-long': 'f,uid,pid,ppid,bsdpri,ni,vsz,rss,wchan,stat,tname,bsdtime,command',
  'bsd-jobs': 'ppid,pid,pgid,sid,tname,tpgid,stat,uid,bsdtime,command',
  memory: 'pid,tname,stat,bsdtime,maj,trs,drs,rss,%mem,command',
};

const aliases: Readonly<Record<string, string>> = {
  args: 'command',
  cmd: 'cmd',
  tname: 'tty',
  tt: 'tty4',
  ucomm: 'comm',
  pcpu: '%cpu',
  pmem: '%mem',
  euser: 'user',
  uname: 'user',
  ruid: 'uid',
  euid: 'uid',
  egid: 'gid',
  rgid: 'gid',
  egroup: 'group',
  rgroup: 'group',
  ruser: 'user',
  pgrp: 'pgid',
  sess: 'sid',
  session: 'sid',
  nice: 'ni',
  vsize: 'vsz',
  rssize: 'rss',
  rsz: 'rss',
  state: 's',
  cputime: 'time',
  thcount: 'nlwp',
  start_time: 'stime',
  cp: 'c',
};

type Text = Column['text'];

function column(
  title: string,
  width: number,
  right: boolean,
  text: Text,
  compare?: Column['compare'],
  isCommand = false,
): Column {
  return {
    title,
    width,
    right,
    isCommand,
    text,
    compare: compare ?? ((a, b, tool) => (text(a, tool) < text(b, tool) ? -1 : text(a, tool) > text(b, tool) ? 1 : 0)),
  };
}

function number(title: string, width: number, value: (entry: ProcessEntry, tool: Tool) => number): Column {
  return column(
    title,
    width,
    true,
    (entry, tool) => String(value(entry, tool)),
    (a, b, tool) => value(a, tool) - value(b, tool),
  );
}

const two = (n: number): string => String(n).padStart(2, '0');

function clock(seconds: number): string {
  const days = Math.floor(seconds / 86400);
  const rest = `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return days > 0 ? `${String(days)}-${rest}` : rest;
}

function elapsed(entry: ProcessEntry, tool: Tool): number {
  return Math.max(0, Number((tool.sys.clockGettime() - entry.startNs) / 1_000_000_000n));
}

function elapsedText(seconds: number): string {
  const text = clock(seconds);
  return seconds < 3600 ? text.slice(3) : text;
}

function share(part: number, whole: number): number {
  return whole > 0 ? Math.min(99.9, Math.floor((part * 1000) / whole) / 10) : 0;
}

function memoryTotal(tool: Tool): number {
  return Number(/^MemTotal:\s+(\d+)/m.exec(readFileNow(tool.process, '/proc/meminfo').ok ?? '')?.[1] ?? 0);
}

/** Today by the minute, in this year by the day, else by the year. */
function startText(entry: ProcessEntry, tool: Tool, today: string): string {
  const zone = zoneOf(tool.variable('TZ'));
  const now = calendarTime(Number(tool.sys.clockGettime() / 1_000_000_000n), zone);
  const then = calendarTime(Number(entry.startNs / 1_000_000_000n), zone);
  if (now.year !== then.year) return formatTime('%Y', entry.startNs, zone);
  return formatTime(now.yearDay === then.yearDay ? today : '%b%d', entry.startNs, zone);
}

/** The state with what else ps says of it: session leader, foreground. */
function stateText(entry: ProcessEntry): string {
  const leader = entry.pid === entry.session ? 's' : '';
  const foreground = entry.foreground === entry.pgrp && entry.tty !== '?' ? '+' : '';
  return entry.state + (entry.nice < 0 ? '<' : entry.nice > 0 ? 'N' : '') + leader + foreground;
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}+` : text;
}

const commName = (entry: ProcessEntry): string => (entry.state === 'Z' ? `${entry.comm} <defunct>` : entry.comm);

const columns: Readonly<Record<string, Column>> = {
  pid: number('PID', 7, ({ pid }) => pid),
  ppid: number('PPID', 7, ({ ppid }) => ppid),
  pgid: number('PGID', 7, ({ pgrp }) => pgrp),
  sid: number('SID', 7, ({ session }) => session),
  tpgid: number('TPGID', 7, ({ foreground }) => foreground),
  uid: number('UID', 5, ({ euid }) => euid),
  gid: number('GID', 5, ({ gid }) => gid),
  user: column('USER', 8, false, ({ user, euid }) => (user.length > 8 ? cut(user, 8) : user || String(euid))),
  user8: column('USER', 8, false, ({ user }) => cut(user, 8)),
  group: column('GROUP', 8, false, ({ group }) => cut(group, 8)),
  tty: column('TTY', 8, false, ({ tty }) => tty),
  tty4: column('TT', 8, false, ({ tty }) => tty),
  time: column(
    'TIME',
    8,
    true,
    ({ cpuSeconds }) => clock(cpuSeconds),
    (a, b) => a.cpuSeconds - b.cpuSeconds,
  ),
  bsdtime: column(
    'TIME',
    6,
    true,
    ({ cpuSeconds }) => `${String(Math.floor(cpuSeconds / 60))}:${two(cpuSeconds % 60)}`,
    (a, b) => a.cpuSeconds - b.cpuSeconds,
  ),
  ucmd: column('CMD', 4, false, commName, undefined, true),
  comm: column('COMMAND', 15, false, commName, undefined, true),
  cmd: column('CMD', 27, false, commandLine, undefined, true),
  command: column('COMMAND', 27, false, commandLine, undefined, true),
  c: number('C', 2, (entry, tool) => Math.floor(share(entry.cpuSeconds, elapsed(entry, tool)))),
  '%cpu': column(
    '%CPU',
    4,
    true,
    (entry, tool) => share(entry.cpuSeconds, elapsed(entry, tool)).toFixed(1),
    (a, b) => a.cpuSeconds - b.cpuSeconds,
  ),
  '%mem': column(
    '%MEM',
    4,
    true,
    (entry, tool) => share(entry.resident, memoryTotal(tool)).toFixed(1),
    (a, b) => a.resident - b.resident,
  ),
  vsz: number('VSZ', 6, ({ size }) => size),
  rss: number('RSS', 5, ({ resident }) => resident),
  sz: number('SZ', 5, ({ size }) => Math.floor(size / 4)),
  stat: column('STAT', 4, false, stateText),
  s: column('S', 1, false, ({ state }) => state),
  f: number('F', 1, (entry) => (entry.euid === 0 ? 4 : 0)),
  ni: number('NI', 3, ({ nice }) => nice),
  pri: number('PRI', 3, ({ nice }) => 80 + nice),
  bsdpri: number('PRI', 3, ({ nice }) => 20 + nice),
  addr: column('ADDR', 1, false, () => '-'),
  wchan: column('WCHAN', 6, false, () => '-'),
  psr: number('PSR', 3, () => 0),
  nlwp: number('NLWP', 4, ({ threads }) => Math.max(1, threads)),
  stime: column(
    'STIME',
    5,
    true,
    (entry, tool) => startText(entry, tool, '%H:%M'),
    (a, b) => Number(a.startNs - b.startNs),
  ),
  start: column(
    'START',
    5,
    false,
    (entry, tool) => startText(entry, tool, '%H:%M'),
    (a, b) => Number(a.startNs - b.startNs),
  ),
  lstart: column(
    'STARTED',
    24,
    true,
    (entry, tool) => formatTime('%a %b %e %H:%M:%S %Y', entry.startNs, zoneOf(tool.variable('TZ'))),
    (a, b) => Number(a.startNs - b.startNs),
  ),
  etime: column(
    'ELAPSED',
    11,
    true,
    (entry, tool) => elapsedText(elapsed(entry, tool)),
    (a, b) => Number(b.startNs - a.startNs),
  ),
  etimes: number('ELAPSED', 7, elapsed),
  maj: number('MAJFL', 6, () => 0),
  trs: number('TRS', 4, () => 0),
  drs: number('DRS', 5, ({ size }) => size),
};

export function columnOf(name: string): Column | undefined {
  const title = {
    euser: 'EUSER',
    ruser: 'RUSER',
    euid: 'EUID',
    ruid: 'RUID',
    egid: 'EGID',
    rgid: 'RGID',
    nice: 'NI',
    tty: 'TT',
    tname: 'TTY',
    uname: 'USER',
    cmd: 'CMD',
    args: 'COMMAND',
    egroup: 'EGROUP',
    rgroup: 'RGROUP',
    pgrp: 'PGRP',
    sess: 'SESS',
    state: 'S',
    cp: 'CP',
    thcount: 'THCNT',
    ucomm: 'COMMAND',
    rsz: 'RSZ',
    rssize: 'RSS',
    vsize: 'VSZ',
  }[name];
  const found = Object.hasOwn(columns, name) ? columns[name] : columns[aliases[name] ?? ''];
  return found === undefined || title === undefined ? found : { ...found, title };
}
