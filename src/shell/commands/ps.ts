// ps: processes, as /proc tells them.
import { Accounts } from '../coreutils/accounts.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';
import { namesIn } from '../coreutils/tree.ts';
import { readFileNow } from '../../kernel/stdio.ts';

interface Row {
  readonly pid: number;
  readonly ppid: number;
  readonly state: string;
  readonly tty: string;
  readonly comm: string;
  readonly args: string;
  readonly user: string;
}

export const ps = defineTool({
  name: 'ps',
  paths: ['/bin/ps'],
  suite: 'procps',
  synopsis: '[OPTION]...',
  summary: 'Lists processes: of this terminal, or all (-e, aux).',
  options: [
    'eA|all processes',
    'a|all with a terminal',
    'f|full',
    'u=?WHO|by user',
    'x|without a terminal, too',
    'o=LIST|those columns',
  ],
  rewrite: (args) => args.map((arg) => (/^[auxef]+$/.test(arg) ? `-${arg.replace('u', 'f')}` : arg)),
  *run(tool) {
    const own = tool.sys.ttyname(0).ok?.replace('/dev/', '') ?? '?';
    const all = tool.has('e') || (tool.has('a') && tool.has('x'));
    const rows = rowsOf(tool).filter((row) => all || (tool.has('a') ? row.tty !== '?' : row.tty === own));
    const tty = (row: Row): string => row.tty.padEnd(8);
    if (tool.has('f')) {
      tool.print('UID          PID    PPID  C STIME TTY          TIME CMD\n');
      for (const row of rows)
        tool.print(
          `${row.user.padEnd(8)} ${String(row.pid).padStart(7)} ${String(row.ppid).padStart(7)}  0 00:00 ${tty(row)} 00:00:00 ${row.args}\n`,
        );
    } else {
      tool.print('    PID TTY          TIME CMD\n');
      for (const row of rows) tool.print(`${String(row.pid).padStart(7)} ${tty(row)} 00:00:00 ${row.comm}\n`);
    }
    yield { wait: 'turn' };
    return rows.length === 0 ? 1 : 0;
  },
});

function rowsOf(tool: Tool): readonly Row[] {
  const accounts = new Accounts(tool.process);
  const pids = namesIn(tool.sys, '/proc').filter((name) => /^\d+$/.test(name));
  return pids
    .map(Number)
    .sort((a, b) => a - b)
    .flatMap((pid): Row[] => {
      const stat = readFileNow(tool.process, `/proc/${pid}/stat`);
      if (stat.err !== undefined) return [];
      const [, comm = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(stat.ok) ?? [];
      const [state = '', ppid = '', , , tty = '0'] = rest.split(' ');
      const args = (readFileNow(tool.process, `/proc/${pid}/cmdline`).ok ?? '')
        .split('\0')
        .filter((arg) => arg !== '')
        .join(' ');
      const uid = tool.sys.stat(`/proc/${pid}`).ok?.uid ?? 0;
      return [
        {
          pid,
          ppid: Number(ppid),
          state,
          tty: tty === '0' ? '?' : `pts/${Number(tty) & 0xff}`,
          comm: state === 'Z' ? `${comm} <defunct>` : comm,
          args: args === '' ? `[${comm}]` : args,
          user: accounts.userName(uid) ?? String(uid),
        },
      ];
    });
}
