// nl: lines with numbers, by logical pages of a header, a body and a footer.
import { argumentText } from '../coreutils/byte-text.ts';
import { BasicRegExp } from '../coreutils/basic-regexp.ts';
import { filterLines } from '../coreutils/line-reader.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';

type Style = 'a' | 't' | 'n' | BasicRegExp;

export const nl = defineTool({
  name: 'nl',
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Prints each FILE with numbered lines.',
  options: [
    'b,body-numbering=STYLE|which lines of a body: a (all), t (not empty), n (none), pBRE',
    'd,section-delimiter=CC|what begins a section',
    'f,footer-numbering=STYLE|which lines of a footer',
    'h,header-numbering=STYLE|which lines of a header',
    'i,line-increment=NUMBER|how much is added for each line',
    'l,join-blank-lines=NUMBER|so many empty lines count as one',
    'n,number-format=FORMAT|ln, rn or rz',
    'p,no-renumber|do not begin again on a new page',
    's,number-separator=STRING|behind the number',
    'v,starting-line-number=NUMBER|the first number of a page',
    'w,number-width=NUMBER|columns of a number',
  ],
  *run(tool) {
    const styles = {
      b: styleOf(tool, 'body-numbering', 't', 'body'),
      f: styleOf(tool, 'footer-numbering', 'n', 'footer'),
      h: styleOf(tool, 'header-numbering', 'n', 'header'),
    };
    const first = numberOf(tool, 'starting-line-number', 1n, 'starting line number');
    const step = numberOf(tool, 'line-increment', 1n, 'line number increment');
    const blanks = numberOf(tool, 'join-blank-lines', 1n, 'line number of blank lines', 1n);
    const width = Number(numberOf(tool, 'number-width', 6n, 'line number field width', 1n));
    const format = tool.value('number-format') ?? 'rn';
    if (!['ln', 'rn', 'rz'].includes(format)) return tool.usage(`invalid line numbering format: ${tool.word(format)}`);
    const separator = argumentText(tool.value('number-separator') ?? '\t');
    const marks = sectionMarks(argumentText(tool.value('section-delimiter') ?? '\\:'));
    let section: 'b' | 'f' | 'h' = 'b';
    let number = first;
    let blank = 0n;
    const shown = (): string => {
      const digits = String(number < 0n ? -number : number);
      const sign = number < 0n ? '-' : '';
      if (format === 'rz') return sign + digits.padStart(width - sign.length, '0');
      return format === 'ln' ? (sign + digits).padEnd(width) : (sign + digits).padStart(width);
    };
    const empty = ' '.repeat(width + separator.length);
    yield* filterLines(tool, (line) => {
      const mark = marks.get(line);
      if (mark !== undefined) {
        section = mark;
        if (!tool.has('no-renumber')) number = first;
        blank = 0n;
        return '\n';
      }
      const style = styles[section];
      let counts: boolean;
      if (style === 'a') {
        blank = line === '' ? blank + 1n : 0n;
        counts = line !== '' || blank >= blanks;
        if (counts) blank = 0n;
      } else if (style === 't') counts = line !== '';
      else counts = style !== 'n' && style.test(line);
      if (!counts) return `${empty}${line}\n`;
      const text = `${shown()}${separator}${line}\n`;
      number += step;
      return text;
    });
    return undefined;
  },
});

function styleOf(tool: Tool, option: string, fallback: Style, what: string): Style {
  const text = tool.value(option);
  if (text === undefined) return fallback;
  if (text.startsWith('p')) return new BasicRegExp(tool, argumentText(text.slice(1)));
  if (text === 'a' || text === 't' || text === 'n') return text;
  return tool.usage(`invalid ${what} numbering style: ${tool.word(text)}`);
}

function numberOf(tool: Tool, option: string, fallback: bigint, what: string, least = -(1n << 63n)): bigint {
  const text = tool.value(option);
  if (text === undefined) return fallback;
  if (!/^\s*[-+]?\d+$/.test(text)) return tool.die(`invalid ${what}: ${tool.word(text)}`);
  const number = BigInt(text.trim().replace('+', ''));
  const limit = (1n << 63n) - 1n;
  if (number < least || number > limit)
    return tool.die(`invalid ${what}: ${tool.word(text)}: Numerical result out of range`);
  return number;
}

/** The lines that begin a header, a body, a footer. */
function sectionMarks(delimiter: string): ReadonlyMap<string, 'b' | 'f' | 'h'> {
  const mark = delimiter.length === 1 ? `${delimiter}:` : delimiter;
  if (mark === '') return new Map();
  return new Map([
    [mark.repeat(3), 'h'],
    [mark.repeat(2), 'b'],
    [mark, 'f'],
  ]);
}
