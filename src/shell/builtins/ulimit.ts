// `ulimit`: shows the limits that the kernel has; none can be changed.
import { complain, parseOptions, wrongOption, type Builtin } from './builtin.ts';

/** [letter, description with its unit, value]. */
const limits: readonly (readonly [string, string, string])[] = [
  ['R', 'real-time non-blocking time  (microseconds, -R)', 'unlimited'],
  ['c', 'core file size              (blocks, -c)', '0'],
  ['d', 'data seg size               (kbytes, -d)', 'unlimited'],
  ['e', 'scheduling priority                 (-e)', '0'],
  ['f', 'file size                   (blocks, -f)', 'unlimited'],
  ['n', 'open files                          (-n)', '1024'],
  ['p', 'pipe size                (512 bytes, -p)', '8'],
  ['s', 'stack size                  (kbytes, -s)', '8192'],
  ['t', 'cpu time                   (seconds, -t)', 'unlimited'],
  ['v', 'virtual memory              (kbytes, -v)', 'unlimited'],
];

export const ulimit: Builtin = {
  name: 'ulimit',
  synopsis: '[-SHabcdefiklmnpqrstuvxPRT] [limit]',
  summary: 'Shows the limits of what this shell may use.',
  *run(shell, { args }) {
    const options = parseOptions(args, 'SHaRcdefnpstv');
    if (options.wrong !== undefined) return yield* wrongOption(shell, ulimit, options.wrong);
    const { flags, operands } = options;
    if (flags.has('a')) {
      for (const [, description, value] of limits) shell.print(`${description} ${value}\n`);
      return 0;
    }
    const chosen = limits.filter(([letter]) => flags.has(letter));
    if (chosen.length === 0) chosen.push(...limits.filter(([letter]) => letter === 'f'));
    const wanted = operands[0];
    if (wanted !== undefined) {
      const [only] = chosen;
      if (only !== undefined && (wanted === only[2] || wanted === 'unlimited')) return 0;
      if (!/^(\d+|hard|soft|unlimited)$/.test(wanted))
        return yield* complain(shell, 'ulimit', `${wanted}: invalid number`);
      return yield* complain(
        shell,
        'ulimit',
        `${(only?.[1] ?? '').replace(/\s*\(.*$/, '')}: cannot modify limit: Operation not permitted`,
      );
    }
    for (const [, description, value] of chosen)
      shell.print(chosen.length > 1 ? `${description} ${value}\n` : `${value}\n`);
    return 0;
  },
};
