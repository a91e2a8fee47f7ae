// join: lines of two sorted files that have a field in common.
import { argumentText } from '../coreutils/byte-text.ts';
import { type LineReader, openLines } from '../coreutils/line-reader.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';

interface Line {
  readonly text: string;
  readonly fields: readonly string[];
  readonly key: string;
  readonly shownKey: string;
}

interface Rules {
  readonly separator: string | undefined;
  readonly glue: string;
  readonly empty: string | undefined;
  readonly format: readonly (readonly [file: number, field: number])[] | 'auto' | undefined;
  readonly keys: readonly [number, number];
  readonly end: string;
}

export const join = defineTool({
  name: 'join',
  synopsis: '[OPTION]... FILE1 FILE2',
  summary: 'Prints a line for each pair of lines that have the same join field.',
  options: [
    'a=FILENUM|also the lines of that file that have no pair',
    'e=STRING|that for fields that are missing',
    'i,ignore-case|upper and lower case alike',
    'j=FIELD|as -1 FIELD -2 FIELD',
    'o=FORMAT|what is printed: 0 or FILENUM.FIELD, commas or blanks between; auto',
    't=CHAR|what stands between fields',
    'v=FILENUM|only the lines of that file that have no pair',
    '1=FIELD|the join field of FILE1',
    '2=FIELD|the join field of FILE2',
    ',check-order|the input must be sorted',
    ',nocheck-order|it need not be sorted',
    ',header|the first lines are headers',
    'z,zero-terminated|lines end with NUL',
  ],
  *run(tool) {
    const rules = rulesOf(tool);
    const { operands } = tool;
    if (operands.length < 2)
      return tool.usage(
        operands.length === 0 ? 'missing operand' : `missing operand after ${tool.quote(operands[0] ?? '')}`,
      );
    if (operands.length > 2) return tool.extraOperand(operands[2] ?? '');
    if (operands[0] === '-' && operands[1] === '-') return tool.die('both files cannot be standard input');
    const readers: LineReader[] = [];
    for (const name of operands) {
      const reader = openLines(tool, name, rules.end);
      if (reader === undefined) return undefined;
      readers.push(reader);
    }
    yield* new Joining(tool, rules, operands, readers).run();
    return undefined;
  },
});

class Joining {
  readonly #tool: Tool;
  readonly #rules: Rules;
  readonly #names: readonly string[];
  readonly #readers: readonly LineReader[];
  readonly #unpaired: readonly [boolean, boolean];
  readonly #paired: boolean;
  readonly #numbers = [0, 0];
  readonly #before: (Line | undefined)[] = [undefined, undefined];
  readonly #told = [false, false];
  #seenUnpaired = false;
  #format: readonly (readonly [number, number])[] | undefined;

  constructor(tool: Tool, rules: Rules, names: readonly string[], readers: readonly LineReader[]) {
    this.#tool = tool;
    this.#rules = rules;
    this.#names = names;
    this.#readers = readers;
    const files = tool.options.filter(({ name }) => name === 'a' || name === 'v').map(({ value }) => value);
    this.#unpaired = [files.includes('1'), files.includes('2')];
    this.#paired = !tool.has('v');
    this.#format = rules.format === 'auto' ? undefined : rules.format;
  }

  *run(): Steps<void> {
    const tool = this.#tool;
    let a = yield* this.#next(0);
    let b = yield* this.#next(1);
    if (this.#rules.format === 'auto') this.#format = autoFormat(this.#rules, a, b);
    if (tool.has('header') && (a ?? b) !== undefined) {
      this.#print(a, b);
      this.#before[0] = this.#before[1] = undefined;
      if (a !== undefined) a = yield* this.#next(0);
      if (b !== undefined) b = yield* this.#next(1);
    }
    while (a !== undefined && b !== undefined) {
      yield* tool.settle();
      if (a.key !== b.key) {
        // Order is checked from the first line on that has no pair.
        if (a.key < b.key) {
          if (this.#unpaired[0]) this.#print(a, undefined);
          a = yield* this.#next(0);
        } else {
          if (this.#unpaired[1]) this.#print(undefined, b);
          b = yield* this.#next(1);
        }
        this.#seenUnpaired = true;
        continue;
      }
      const { key } = a;
      const left: Line[] = [];
      const right: Line[] = [];
      for (; a?.key === key; a = yield* this.#next(0)) left.push(a);
      for (; b?.key === key; b = yield* this.#next(1)) right.push(b);
      if (this.#paired) for (const one of left) for (const two of right) this.#print(one, two);
    }
    if ((a ?? b) !== undefined) this.#seenUnpaired = true;
    for (; a !== undefined; a = yield* this.#next(0)) if (this.#unpaired[0]) this.#print(a, undefined);
    for (; b !== undefined; b = yield* this.#next(1)) if (this.#unpaired[1]) this.#print(undefined, b);
    if (this.#told.includes(true)) tool.error('input is not in sorted order');
  }

  *#next(file: number): Steps<Line | undefined> {
    const text = yield* (this.#readers[file] as LineReader).line();
    if (text === undefined) return undefined;
    this.#numbers[file] = (this.#numbers[file] ?? 0) + 1;
    const { separator, keys } = this.#rules;
    const fields =
      separator === undefined
        ? text.replace(/^[ \t\n]+/, '').split(/[ \t\n]+/)
        : separator === '\n'
          ? [text]
          : text.split(separator);
    if (separator === undefined && fields.at(-1) === '') fields.pop();
    const shownKey = fields[(keys[file] ?? 1) - 1] ?? '';
    const key = this.#tool.has('ignore-case') ? shownKey.replace(/[a-z]+/g, (word) => word.toUpperCase()) : shownKey;
    const line = { text, fields, key, shownKey };
    this.#checkOrder(file, line);
    this.#before[file] = line;
    return line;
  }

  #checkOrder(file: number, line: Line): void {
    const tool = this.#tool;
    const before = this.#before[file];
    if (before === undefined || before.key <= line.key || tool.has('nocheck-order')) return;
    if (this.#told[file] === true || !(tool.has('check-order') || this.#seenUnpaired)) return;
    this.#told[file] = true;
    const text = `${this.#names[file] ?? ''}:${String(this.#numbers[file] ?? 0)}: is not sorted: ${line.text}`;
    if (tool.has('check-order')) tool.die(text);
    tool.error(text);
  }

  #print(one: Line | undefined, two: Line | undefined): void {
    const { glue, keys, end } = this.#rules;
    const empty = this.#rules.empty ?? '';
    const field = (line: Line | undefined, number: number): string => {
      const text = line?.fields[number - 1];
      return text === undefined || text === '' ? empty : text;
    };
    const parts: string[] = [];
    if (this.#format !== undefined) {
      for (const [file, number] of this.#format) {
        if (file === 0) parts.push(one === undefined ? field(two, keys[1]) : field(one, keys[0]));
        else parts.push(field(file === 1 ? one : two, number));
      }
    } else {
      parts.push(one === undefined ? field(two, keys[1]) : field(one, keys[0]));
      for (const [line, key] of [
        [one, keys[0]],
        [two, keys[1]],
      ] as const) {
        line?.fields.forEach((text, i) => {
          if (i !== key - 1) parts.push(text === '' ? empty : text);
        });
      }
    }
    this.#tool.printBytes(parts.join(glue) + end);
  }
}

function autoFormat(rules: Rules, one: Line | undefined, two: Line | undefined): (readonly [number, number])[] {
  const format: (readonly [number, number])[] = [[0, 0]];
  [one, two].forEach((line, file) => {
    line?.fields.forEach((_, i) => {
      if (i !== (rules.keys[file] ?? 1) - 1) format.push([file + 1, i + 1]);
    });
  });
  return format;
}

function rulesOf(tool: Tool): Rules {
  const t = tool.value('t');
  let separator = t === undefined ? undefined : argumentText(t);
  if (separator === '') separator = '\n';
  else if (separator === '\\0') separator = '\0';
  else if (separator !== undefined && separator.length > 1) tool.die(`multi-character tab ${tool.word(t ?? '')}`);
  for (const { name, value = '' } of tool.options) {
    if ((name === 'a' || name === 'v') && value !== '1' && value !== '2')
      tool.die(`invalid field number: ${tool.word(value)}`);
  }
  const keyOf = (text: string | undefined): number | undefined => {
    if (text === undefined) return undefined;
    if (!/^\s*\+?\d+$/.test(text) || Number(text) === 0) return tool.die(`invalid field number: ${tool.word(text)}`);
    return Number(text);
  };
  const both = keyOf(tool.value('j'));
  const keys = [keyOf(tool.value('1')) ?? both ?? 1, keyOf(tool.value('2')) ?? both ?? 1] as const;
  const format = tool.value('o');
  const e = tool.value('e');
  return {
    separator,
    glue: separator === undefined || separator === '\n' ? (separator === '\n' ? '' : ' ') : separator,
    empty: e === undefined ? undefined : argumentText(e),
    format: format === undefined ? undefined : format === 'auto' ? 'auto' : formatOf(tool, format),
    keys,
    end: tool.has('zero-terminated') ? '\0' : '\n',
  };
}

function formatOf(tool: Tool, text: string): (readonly [number, number])[] {
  return text.split(/[, \t]+/).map((part) => {
    if (part === '0') return [0, 0];
    const match = /^([12])\.(.*)$/.exec(part);
    if (match === null) {
      if (/^0/.test(part)) return tool.die(`invalid field specifier: ${tool.word(part)}`);
      return /^[12]/.test(part)
        ? tool.die(`invalid field specifier: ${tool.word(part)}`)
        : tool.die(`invalid file number in field spec: ${tool.word(part)}`);
    }
    const [, file, field = ''] = match;
    if (!/^\d+$/.test(field) || Number(field) === 0) return tool.die(`invalid field number: ${tool.word(field)}`);
    return [Number(file), Number(field)];
  });
}
