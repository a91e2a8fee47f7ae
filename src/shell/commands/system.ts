// free, uptime, w, sysctl, dmesg, reset: what the kernel tells of the machine.
import { strerror } from '../../abi/errno.ts';
import { O_WRONLY } from '../../abi/flags.ts';
import { nanosleep } from '../../kernel/blocking.ts';
import { readFileNow } from '../../kernel/stdio.ts';
import { encodeBytes } from '../../abi/bytes.ts';
import { bootNs, uptimeSeconds } from '../coreutils/processes.ts';
import { formatTime, zoneOf } from '../coreutils/time.ts';
import { defineTool, Exit, type Tool } from '../coreutils/tool.ts';
import { below, readNames } from '../coreutils/tree.ts';
import { isDirectory } from '../../abi/mode.ts';

export const free = defineTool({
  name: 'free',
  suite: 'procps',
  synopsis: '[options]',
  summary: 'Prints how much memory is used and free.',
  options: [
    'b,bytes|in bytes',
    ',kilo|in thousands',
    ',mega|in millions',
    ',giga|in thousand millions',
    'k,kibi|in KiB (as it is)',
    'm,mebi|in MiB',
    'g,gibi|in GiB',
    'h,human|each in a unit that suits it',
    ',si|powers of 1000',
    'l,lohi|low and high memory, too',
    't,total|memory and swap together, too',
    's,seconds=N|again each N seconds',
    'c,count=N|so many times',
    'w,wide|buffers and cache apart',
  ],
  *run(tool) {
    const count = tool.value('count');
    const seconds = tool.value('seconds');
    if (seconds !== undefined && !(Number(seconds) > 0)) return tool.die(`seconds argument failed: '${seconds}'`);
    const rounds = count === undefined ? (seconds === undefined ? 1 : Infinity) : Number(count);
    for (let round = 0; round < rounds; round++) {
      if (round > 0) {
        tool.print('\n');
        yield* tool.out.flush();
        yield* nanosleep(tool.process, BigInt(Math.round(Number(seconds ?? '1') * 1e9)));
      }
      tool.print(freeTable(tool));
      yield* tool.out.flush();
    }
    return 0;
  },
});

function freeTable(tool: Tool): string {
  const info = readFileNow(tool.process, '/proc/meminfo').ok ?? '';
  const kib = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(info)?.[1] ?? 0);
  const [total, available, swap] = [kib('MemTotal'), kib('MemAvailable'), kib('SwapTotal')];
  const cache = kib('Cached') + kib('SReclaimable');
  const swapFree = kib('SwapFree');
  const wide = tool.has('wide');
  const show = (value: number): string => memoryText(tool, value).padStart(12);
  const titles = ['total', 'used', 'free', 'shared', ...(wide ? ['buffers', 'cache'] : ['buff/cache']), 'available'];
  const caches = wide ? [kib('Buffers'), cache] : [kib('Buffers') + cache];
  const row = (name: string, values: readonly number[]): string => `${name.padEnd(8)}${values.map(show).join('')}\n`;
  let text = `${' '.repeat(8)}${titles.map((title) => title.padStart(12)).join('')}\n`;
  text += row('Mem:', [total, total - available, kib('MemFree'), kib('Shmem'), ...caches, available]);
  if (tool.has('lohi')) text += row('Low:', [total, total - kib('MemFree'), kib('MemFree')]) + row('High:', [0, 0, 0]);
  text += row('Swap:', [swap, swap - swapFree, swapFree]);
  if (tool.has('total'))
    text += row('Total:', [total + swap, total - available + swap - swapFree, kib('MemFree') + swapFree]);
  return text;
}

function memoryText(tool: Tool, kib: number): string {
  const base = tool.has('si') ? 1000 : 1024;
  const bytes = kib * 1024;
  if (tool.has('human')) {
    if (bytes < base) return `${String(bytes)}B`;
    for (let power = 1; ; power++) {
      const unit = 'KMGTP'.charAt(power - 1) + (base === 1024 ? 'i' : '');
      const value = bytes / base ** power;
      const exact = `${value.toFixed(1)}${unit}`;
      if (exact.length <= (base === 1024 ? 5 : 4)) return exact;
      const whole = `${String(Math.floor(value))}${unit}`;
      if (whole.length <= 5 || power === 5) return whole;
    }
  }
  const option = tool.lastOf('bytes', 'kilo', 'mega', 'giga', 'kibi', 'mebi', 'gibi') ?? 'kibi';
  const factors: Readonly<Record<string, number>> = {
    bytes: 1,
    kilo: 1e3,
    mega: 1e6,
    giga: 1e9,
    kibi: base,
    mebi: base ** 2,
    gibi: base ** 3,
  };
  return String(Math.floor(bytes / (factors[option] ?? 1024)));
}

export const uptime = defineTool({
  name: 'uptime',
  suite: 'procps',
  synopsis: '[options]',
  summary: 'Says since when the machine has been up.',
  options: ['p,pretty|in words', 's,since|when it came up'],
  *run(tool) {
    const zone = zoneOf(tool.variable('TZ'));
    if (tool.has('since')) tool.print(`${formatTime('%Y-%m-%d %H:%M:%S', bootNs(tool), zone)}\n`);
    else tool.print(tool.has('pretty') ? prettyUptime(uptimeSeconds(tool)) : uptimeLine(tool));
    yield* tool.settle();
    return 0;
  },
});

function prettyUptime(seconds: number): string {
  const parts: string[] = [];
  let rest = Math.floor(seconds / 60);
  for (const [name, size] of [
    ['week', 10080],
    ['day', 1440],
    ['hour', 60],
    ['minute', 1],
  ] as const) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${String(count)} ${name}${count === 1 ? '' : 's'}`);
  }
  return `up ${parts.length === 0 ? '0 minutes' : parts.join(', ')}\n`;
}

export function uptimeLine(tool: Tool): string {
  const now = formatTime('%H:%M:%S', tool.sys.clockGettime(), zoneOf(tool.variable('TZ')));
  const minutes = Math.floor(uptimeSeconds(tool) / 60);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor(minutes / 60) % 24;
  const rest = minutes % 60;
  const day = days === 0 ? '' : `${String(days)} day${days === 1 ? '' : 's'}, `;
  const time = hours === 0 ? `${String(rest)} min` : `${String(hours).padStart(2)}:${String(rest).padStart(2, '0')}`;
  const [one = '0.00', five = '0.00', fifteen = '0.00'] = (readFileNow(tool.process, '/proc/loadavg').ok ?? '').split(
    ' ',
  );
  return ` ${now} up ${day}${time},  0 user,  load average: ${one}, ${five}, ${fifteen}\n`;
}

export const w = defineTool({
  name: 'w',
  suite: 'procps',
  synopsis: '[options] [user]',
  summary: 'Says who is logged in and what they do.',
  options: [
    'h,no-header|no headings',
    'u,no-current|nothing',
    's,short|fewer columns',
    'f,from|without or with where they come from',
    'o,old-style|blanks in place of 0',
    'i,ip-addr|addresses in place of names',
  ],
  *run(tool) {
    // Nobody logs in here: no record of a login is written anywhere.
    if (!tool.has('no-header')) {
      const from = tool.has('from') ? '' : ' FROM            ';
      tool.print(uptimeLine(tool));
      tool.print(
        tool.has('short')
          ? `USER     TTY     ${from}  IDLE WHAT\n`
          : `USER     TTY     ${from} LOGIN@   IDLE   JCPU   PCPU WHAT\n`,
      );
    }
    yield* tool.settle();
    return 0;
  },
});

export const dmesg = defineTool({
  name: 'dmesg',
  paths: ['/bin/dmesg', '/usr/bin/dmesg'],
  suite: 'util-linux',
  synopsis: '[options]',
  summary: "Prints the kernel's log.",
  options: [
    'C,clear|clear it',
    'c,read-clear|print it and clear it',
    'd,show-delta|the time between lines',
    'e,reltime|times since the line before',
    'H,human|for people: as -T through a pager',
    'k,kernel|lines of the kernel (as they are)',
    'L,color=?WHEN|with colours',
    'l,level=LIST|only those levels',
    'f,facility=LIST|only those facilities',
    'P,nopager|no pager',
    'r,raw|with the number of the level',
    'T,ctime|times as people read them',
    't,notime|no times',
    'u,userspace|lines of programs: there are none',
    'w,follow|go on with what comes later',
    'W,follow-new|only what comes later',
    'x,decode|facility and level in words',
  ],
  *run(tool) {
    if (tool.operands.length > 0) return tool.usage('bad usage');
    let shown = 0;
    for (;;) {
      const log = tool.sys.syslog();
      if (log.err !== undefined) return tool.die(`read kernel buffer failed: ${strerror(log.err)}`);
      const lines = log.ok.split('\n').slice(0, -1);
      if (!(shown === 0 && (tool.has('clear') || tool.has('follow-new')))) {
        for (let i = shown; i < lines.length; i++) if (isWanted(tool)) tool.print(`${lineText(tool, lines, i)}\n`);
      }
      shown = lines.length;
      yield* tool.out.flush();
      if (!tool.has('follow') && !tool.has('follow-new')) break;
      yield* nanosleep(tool.process, 200_000_000n);
    }
    if (tool.has('clear') || tool.has('read-clear'))
      return tool.die(`clear kernel buffer failed: ${strerror('EPERM')}`);
    return 0;
  },
});

/** All lines are the kernel's own, and informational. */
function isWanted(tool: Tool): boolean {
  const has = (option: string, word: string): boolean =>
    tool
      .value(option)
      ?.split(',')
      .some((each) => each === word || each === `${word}+`) ?? true;
  return !tool.has('userspace') && has('level', 'info') && has('facility', 'kern');
}

function lineText(tool: Tool, lines: readonly string[], index: number): string {
  const [, stamp = '', text = ''] = /^(\[ *[\d.]+\] )?(.*)$/s.exec(lines[index] ?? '') ?? [];
  const seconds = parseFloat(/[\d.]+/.exec(stamp)?.[0] ?? '0');
  let lead = tool.has('raw') ? `<6>${stamp}` : stamp;
  if (tool.has('notime')) lead = '';
  else if (tool.has('ctime') || tool.has('human')) {
    const time = bootNs(tool) + BigInt(Math.round(seconds * 1e6)) * 1000n;
    lead = `[${formatTime('%a %b %e %H:%M:%S %Y', time, zoneOf(tool.variable('TZ')))}] `;
  } else if (tool.has('show-delta')) {
    const before = index === 0 ? seconds : parseFloat(/[\d.]+/.exec(lines[index - 1] ?? '')?.[0] ?? '0');
    lead = `[${seconds.toFixed(6).padStart(12)} <${(seconds - before).toFixed(6).padStart(12)}>] `;
  }
  return `${tool.has('decode') ? 'kern  :info  : ' : ''}${lead}${text}`;
}

export const reset = defineTool({
  name: 'reset',
  paths: ['/usr/bin/reset', '/usr/bin/tset'],
  suite: 'ncurses',
  synopsis: '[options] [terminal]',
  summary: 'Makes the terminal what it was at first.',
  *run(tool) {
    const fd = [2, 1, 0].find((each) => tool.sys.isatty(each));
    if (fd === undefined) return tool.die('standard error: Inappropriate ioctl for device');
    tool.sys.tcsetattr(fd, { echo: true, icanon: true, isig: true, icrnl: true, opost: true, echoctl: true });
    tool.sys.write(fd, encodeBytes('\x1bc\x1b[!p\x1b[?3;4l\x1b[4l\x1b>\r'));
    yield { wait: 'turn' };
    return 0;
  },
});

export const sysctl = defineTool({
  name: 'sysctl',
  paths: ['/sbin/sysctl', '/usr/sbin/sysctl'],
  suite: 'procps',
  synopsis: '[options] [variable[=value] ...]',
  summary: "Prints or sets the kernel's parameters, as /proc/sys has them.",
  options: [
    'aAX,all|all there are',
    'b,binary|values without a newline',
    'e,ignore|unknown ones are no error',
    'N,names|names alone',
    'n,values|values alone',
    'p,load=?FILE|from FILE',
    'q,quiet|say nothing of what is set',
    'w,write|set',
  ],
  *run(tool) {
    if (tool.operands.length === 0 && !tool.has('all')) {
      tool.complain('\nUsage:\n sysctl [options] [variable[=value] ...]\n\nFor more details see sysctl(8).');
      throw new Exit(1);
    }
    const names = tool.has('all') ? parameters(tool, '/proc/sys') : tool.operands;
    for (const word of names) {
      const at = word.indexOf('=');
      if (at >= 0) set(tool, word.slice(0, at), word.slice(at + 1));
      else if (tool.has('write')) {
        tool.warn(`"${word}" must be of the form name=value`);
        tool.status = 1;
      } else get(tool, word);
    }
    yield* tool.settle();
    return undefined;
  },
});

function parameters(tool: Tool, directory: string): string[] {
  return [...(readNames(tool.sys, directory).ok ?? [])].sort().flatMap((name) => {
    const path = below(directory, name);
    return isDirectory(tool.sys.stat(path).ok?.mode ?? 0)
      ? parameters(tool, path)
      : [path.slice('/proc/sys/'.length).replaceAll('/', '.')];
  });
}

function pathOf(name: string): string {
  return `/proc/sys/${name.includes('/') ? name : name.replaceAll('.', '/')}`;
}

function get(tool: Tool, name: string): void {
  const { ok, err } = readFileNow(tool.process, pathOf(name));
  if (err !== undefined) {
    if (err === 'ENOENT' && tool.has('ignore')) return;
    tool.error(
      err === 'ENOENT' ? `cannot stat ${pathOf(name)}: ${strerror(err)}` : `reading key "${name}": ${strerror(err)}`,
    );
    return;
  }
  const shown = name.replaceAll('/', '.');
  for (const line of ok.replace(/\n$/, '').split('\n')) {
    if (tool.has('names')) tool.print(`${shown}\n`);
    else if (tool.has('binary')) tool.print(line);
    else tool.print(tool.has('values') ? `${line}\n` : `${shown} = ${line}\n`);
  }
}

function set(tool: Tool, name: string, value: string): void {
  const path = pathOf(name.trim());
  if (tool.sys.stat(path).err !== undefined) {
    if (!tool.has('ignore')) tool.error(`cannot stat ${path}: ${strerror('ENOENT')}`);
    return;
  }
  const fd = tool.sys.open(path, O_WRONLY);
  const written = fd.err === undefined ? tool.sys.write(fd.ok, encodeBytes(`${value.trim()}\n`)) : fd;
  if (written.err !== undefined)
    tool.error(
      fd.err === undefined
        ? `setting key "${name.trim()}": ${strerror(written.err)}`
        : `permission denied on key "${name.trim()}"`,
    );
  else if (!tool.has('quiet')) tool.print(`${name.trim()} = ${value.trim()}\n`);
}
