// `history`.
import { historyFile, readHistory, writeHistory } from '../history-file.ts';
import { complain, parseOptions, wrongOption, type Builtin } from './builtin.ts';

export const history: Builtin = {
  name: 'history',
  synopsis: '[-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]',
  summary: 'Shows and changes the list of lines typed.',
  *run(shell, { args }) {
    const options = parseOptions(args, 'cd:anrwps');
    if (options.wrong !== undefined) return yield* wrongOption(shell, history, options.wrong);
    const { flags, values, operands } = options;
    if (flags.has('c')) shell.history.clear();
    const offset = values.get('d');
    if (offset !== undefined) {
      if (!/^-?\d+$/.test(offset) || !shell.history.delete(Number(offset))) {
        return yield* complain(shell, 'history', `${offset}: history position out of range`);
      }
      return 0;
    }
    if (flags.has('s')) {
      shell.history.add(operands.join(' '));
      return 0;
    }
    if (flags.has('p')) {
      for (const operand of operands) {
        const expanded = shell.history.expand(operand);
        if (expanded !== undefined && 'error' in expanded) return yield* complain(shell, 'history', expanded.error);
        shell.print(`${expanded?.text ?? operand}\n`);
      }
      return 0;
    }
    const file = operands[0] ?? historyFile(shell);
    if (flags.has('a') || flags.has('w')) {
      if (file !== undefined) writeHistory(shell, file, flags.has('a'));
      return 0;
    }
    if (flags.has('r') || flags.has('n')) {
      if (file !== undefined) readHistory(shell, file);
      return 0;
    }
    if (flags.has('c')) return 0;
    const count = operands[0];
    if (count !== undefined && !/^\d+$/.test(count))
      return yield* complain(shell, 'history', `${count}: numeric argument required`);
    const { lines, first } = shell.history;
    const from = count === undefined ? 0 : Math.max(0, lines.length - Number(count));
    lines.slice(from).forEach((line, index) => {
      shell.print(`${String(first + from + index).padStart(5)}  ${line}\n`);
    });
    return 0;
  },
};
