// Processes as /proc tells them: what ps, pgrep, pkill, pidof, top and w go by.
import { readFileNow } from '../../kernel/stdio.ts';
import { Accounts } from './accounts.ts';
import type { Tool } from './tool.ts';
import { namesIn } from './tree.ts';

export interface ProcessEntry {
  readonly pid: number;
  readonly ppid: number;
  readonly pgrp: number;
  readonly session: number;
  readonly tty: string;
  readonly foreground: number;
  /** R, S, T, Z … as one letter. */
  readonly state: string;
  readonly comm: string;
  readonly argv: readonly string[];
  readonly uid: number;
  readonly euid: number;
  readonly gid: number;
  readonly user: string;
  readonly group: string;
  /** KiB. */
  readonly size: number;
  readonly resident: number;
  readonly nice: number;
  readonly threads: number;
  /** Nanoseconds since the epoch. */
  readonly startNs: bigint;
  /** Seconds of processor time. */
  readonly cpuSeconds: number;
}

export function bootNs(tool: Tool): bigint {
  const seconds = /^btime (\d+)/m.exec(readFileNow(tool.process, '/proc/stat').ok ?? '')?.[1];
  return BigInt(seconds ?? '0') * 1_000_000_000n;
}

/** Seconds since the machine came up. */
export function uptimeSeconds(tool: Tool): number {
  return parseFloat(readFileNow(tool.process, '/proc/uptime').ok ?? '0');
}

export function processList(tool: Tool): readonly ProcessEntry[] {
  const accounts = new Accounts(tool.process);
  const boot = tool.sys.clockGettime() - BigInt(Math.round(uptimeSeconds(tool) * 100)) * 10_000_000n;
  return namesIn(tool.sys, '/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b)
    .flatMap((pid) => {
      const entry = processEntry(tool, accounts, boot, pid);
      return entry === undefined ? [] : [entry];
    });
}

function processEntry(tool: Tool, accounts: Accounts, boot: bigint, pid: number): ProcessEntry | undefined {
  const directory = `/proc/${String(pid)}`;
  const stat = readFileNow(tool.process, `${directory}/stat`);
  const status = readFileNow(tool.process, `${directory}/status`);
  if (stat.err !== undefined || status.err !== undefined) return undefined;
  const [, comm = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(stat.ok) ?? [];
  const fields = rest.trim().split(' ');
  const number = (index: number): number => Number(fields[index - 3] ?? 0);
  const ids = (name: string): number[] =>
    (new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status.ok)?.[1] ?? '').split(/\s+/).map(Number);
  const [uid = 0, euid = 0] = ids('Uid');
  const [, egid = 0] = ids('Gid');
  const [size = 0, resident = 0] = (readFileNow(tool.process, `${directory}/statm`).ok ?? '').split(' ').map(Number);
  const tty = number(7);
  return {
    pid,
    ppid: number(4),
    pgrp: number(5),
    session: number(6),
    tty: tty === 0 ? '?' : `pts/${String(tty & 0xff)}`,
    foreground: number(8),
    state: fields[0] ?? '?',
    comm,
    argv: (readFileNow(tool.process, `${directory}/cmdline`).ok ?? '').split('\0').slice(0, -1),
    uid,
    euid,
    gid: egid,
    user: accounts.userName(euid) ?? String(euid),
    group: accounts.groupName(egid) ?? String(egid),
    size: size * 4,
    resident: resident * 4,
    nice: number(19),
    threads: number(20),
    startNs: boot + BigInt(number(22)) * 10_000_000n,
    cpuSeconds: Math.floor((number(14) + number(15)) / 100),
  };
}

/** The command line; a process without one is shown by its name in brackets. */
export function commandLine({ argv, comm, state }: ProcessEntry): string {
  if (state === 'Z') return `[${comm}] <defunct>`;
  return argv.length === 0 ? `[${comm}]` : argv.map((arg) => arg.replace(/[\x00-\x1f\x7f]/g, '?')).join(' ');
}
