// comm: two sorted files, line by line: what only one has, and what both have.
import { argumentText } from '../coreutils/byte-text.ts';
import { type LineReader, openLines } from '../coreutils/line-reader.ts';
import { defineTool } from '../coreutils/tool.ts';

export const comm = defineTool({
  name: 'comm',
  synopsis: '[OPTION]... FILE1 FILE2',
  summary: 'Prints, in three columns, lines only in FILE1, only in FILE2, and in both.',
  options: [
    '1|no lines that only FILE1 has',
    '2|no lines that only FILE2 has',
    '3|no lines that both have',
    ',check-order|the input must be sorted, even where all lines pair',
    ',nocheck-order|it need not be sorted',
    ',output-delimiter=STRING|between columns, in place of TAB',
    ',total|at last how many lines each column has',
    'z,zero-terminated|lines end with NUL',
  ],
  *run(tool) {
    const { operands } = tool;
    if (operands.length < 2)
      return tool.usage(
        operands.length === 0 ? 'missing operand' : `missing operand after ${tool.quote(operands[0] ?? '')}`,
      );
    if (operands.length > 2) return tool.extraOperand(operands[2] ?? '');
    const end = tool.has('zero-terminated') ? '\0' : '\n';
    const glue = argumentText(tool.value('output-delimiter') ?? '\t');
    const delimiter = tool.has('output-delimiter') && glue === '' ? '\0' : glue;
    const readers: LineReader[] = [];
    for (const name of operands) {
      const reader = openLines(tool, name, end);
      if (reader === undefined) return undefined;
      readers.push(reader);
    }
    const [left, right] = readers as [LineReader, LineReader];
    const shown = [!tool.has('1'), !tool.has('2'), !tool.has('3')] as const;
    const totals = [0, 0, 0];
    const prefix = ['', shown[0] ? delimiter : '', (shown[0] ? delimiter : '') + (shown[1] ? delimiter : '')];
    const told = [false, false];
    let unpaired = false;
    const isUnsorted = (index: number, before: string | undefined, line: string | undefined): boolean => {
      if (tool.has('nocheck-order') || before === undefined || line === undefined || before <= line) return false;
      if (told[index] === true || !(tool.has('check-order') || unpaired)) return false;
      told[index] = true;
      tool.error(`file ${String(index + 1)} is not in sorted order`);
      return tool.has('check-order');
    };
    let a = yield* left.line();
    let b = yield* right.line();
    while (a !== undefined || b !== undefined) {
      const column = b === undefined ? 0 : a === undefined ? 1 : a < b ? 0 : a > b ? 1 : 2;
      if (column !== 2) unpaired = true;
      const text = column === 1 ? b : a;
      totals[column] = (totals[column] ?? 0) + 1;
      if (shown[column]) tool.printBytes(`${prefix[column] ?? ''}${text ?? ''}${end}`);
      yield* tool.settle();
      if (column !== 1) {
        const before = a;
        a = yield* left.line();
        if (isUnsorted(0, before, a)) return 1;
      }
      if (column !== 0) {
        const before = b;
        b = yield* right.line();
        if (isUnsorted(1, before, b)) return 1;
      }
    }
    if (tool.has('total')) tool.printBytes(`${totals.map(String).join(delimiter)}${delimiter}total${end}`);
    if (told.includes(true)) tool.error('input is not in sorted order');
    return undefined;
  },
});
