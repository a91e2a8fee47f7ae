// The texts of /proc that tools read: names, order and columns as Linux 6.18 prints them (recorded on a Debian 12).
import { describe, expect, it } from 'vitest';
import { decodeBytes } from '../../src/abi/bytes.ts';
import { O_CREAT, O_RDONLY, O_RDWR } from '../../src/abi/flags.ts';
import type { Syscalls } from '../../src/kernel/program.ts';
import { minimalMachine } from '../support/machine.ts';

function procOf(): { readonly sys: Syscalls; readonly read: (path: string) => string } {
  const { sys } = minimalMachine().process;
  sys.mkdir('/proc', 0o755);
  expect(sys.mount('proc', '/proc', 'proc', 0, '')).toEqual({ ok: null });
  const read = (path: string): string => {
    const fd = sys.open(`/proc/${path}`, O_RDONLY).ok ?? -1;
    let text = '';
    for (;;) {
      const { ok } = sys.read(fd, 4096);
      if (ok === undefined || ok.length === 0) break;
      text += decodeBytes(ok);
    }
    sys.close(fd);
    return text;
  };
  return { sys, read };
}

function lines(text: string): string[] {
  expect(text.endsWith('\n')).toBe(true);
  return text.split('\n').slice(0, -1);
}

/** As /proc/self/status has them; what this kernel has nothing to say of is left out. */
const statusNames =
  'Name Umask State Tgid Ngid Pid PPid TracerPid Uid Gid FDSize Groups NStgid NSpid NSpgid NSsid Kthread VmPeak VmSize VmLck ' +
  'VmPin VmHWM VmRSS RssAnon RssFile RssShmem VmData VmStk VmExe VmLib VmPTE VmSwap Threads SigQ SigPnd ShdPnd SigBlk SigIgn ' +
  'SigCgt CapInh CapPrm CapEff CapBnd CapAmb NoNewPrivs Seccomp Seccomp_filters Cpus_allowed Cpus_allowed_list ' +
  'voluntary_ctxt_switches nonvoluntary_ctxt_switches';

describe('/proc', () => {
  it.each([
    ['self/status', /^[A-Za-z_]+:\t.*$/],
    ['meminfo', /^[A-Za-z_]+: {2,}\d+ kB$/],
    ['cpuinfo', /^(?:[a-zA-Z_ ]+\t{1,2}: \S.*|processor\t: \d+|)$/],
    ['uptime', /^\d+\.\d\d \d+\.\d\d$/],
    ['loadavg', /^\d+\.\d\d \d+\.\d\d \d+\.\d\d \d+\/\d+ \d+$/],
    ['version', /^Linux version 6\.18\.\d+ \(.*\) #1 SMP PREEMPT_DYNAMIC$/],
    ['filesystems', /^(?:nodev)?\t[a-z0-9]+$/],
    [
      'stat',
      /^(?:cpu {2}|cpu\d+ )(?:\d+ ){9}\d+$|^(?:intr|ctxt|btime|processes|procs_running|procs_blocked|softirq) \d+$/,
    ],
    ['swaps', /^Filename\t{4}Type\t{2}Size\t{2}Used\t{2}Priority$/],
    ['partitions', /^major minor {2}#blocks {2}name$|^$|^ {3}8 {8}\d +\d+ sda1?$/],
    ['self/mounts', /^\S+ \/\S* \S+ r[wo]\S* 0 0$/],
    ['self/mountinfo', /^\d+ \d+ \d+:\d+ \/\S* \/\S* r[wo]\S* - \S+ \S+ r[wo]\S*$/],
    ['self/limits', /^.{26}.{21}.{21}(?:[A-Za-z]+ *)?$/],
    ['self/statm', /^\d+ \d+ \d+ \d+ 0 \d+ 0$/],
    ['self/cgroup', /^0::\/$/],
    ['sys/kernel/hostname', /^copyup$/],
    ['sys/kernel/osrelease', /^6\.18\.\d+$/],
    ['sys/fs/file-nr', /^\d+\t0\t\d+$/],
  ])('%s is printed as the kernel does', (path, line) => {
    for (const found of lines(procOf().read(path))) expect(found).toMatch(line);
  });

  it('status has the kernel’s words in its order', () => {
    const names = lines(procOf().read('self/status')).map((line) => line.split(':')[0]);
    expect(names.join(' ')).toBe(statusNames);
  });

  it('stat has 52 fields: pid, name and state, parent, group and session first', () => {
    const fields = procOf().read('self/stat').trimEnd().split(' ');
    expect(fields).toHaveLength(52);
    expect(fields.slice(0, 3)).toEqual([expect.stringMatching(/^\d+$/), expect.stringMatching(/^\(.*\)$/), 'R']);
    expect(fields[24]).toBe('18446744073709551615');
    expect(fields[37]).toBe('17');
  });

  it('what tmpfs keeps is shared memory, and no longer free', () => {
    const { sys, read } = procOf();
    const figure = (name: string): number => Number(new RegExp(`^${name}: +(\\d+)`, 'm').exec(read('meminfo'))?.[1]);
    const before = [figure('Shmem'), figure('MemFree')] as const;
    sys.mkdir('/t', 0o755);
    sys.mount('t', '/t', 'tmpfs', 0, '');
    const fd = sys.open('/t/f', O_CREAT | O_RDWR, 0o644).ok ?? -1;
    sys.write(fd, new Uint8Array(1 << 20));
    expect([figure('Shmem'), figure('MemFree')]).toEqual([before[0] + 1024, before[1] - 1024]);
  });

  it('a descriptor is a link to what it is', () => {
    const { sys } = procOf();
    const fd = sys.open('/f', O_CREAT | O_RDWR, 0o644).ok ?? -1;
    expect(sys.readlink(`/proc/self/fd/${fd}`)).toEqual({ ok: '/f' });
    sys.unlink('/f');
    expect(sys.readlink(`/proc/self/fd/${fd}`)).toEqual({ ok: '/f (deleted)' });
    sys.close(fd);
    expect(sys.readlink(`/proc/self/fd/${fd}`)).toEqual({ err: 'ENOENT' });
  });
});
