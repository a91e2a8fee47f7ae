// column: lines in columns, or fields as a table (util-linux).
import { openLines } from '../coreutils/line-reader.ts';
import { decodeBytes, encodeBytes } from '../../abi/bytes.ts';
import { byteText, textBytes, argumentText } from '../coreutils/byte-text.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';

export const column = defineTool({
  name: 'column',
  suite: 'util-linux',
  synopsis: '[options] [<file>...]',
  summary: 'Puts lines into columns.',
  options: [
    't,table|make a table of the fields of each line',
    'n,table-name=NAME|name of the table (for JSON)',
    'O,table-order=COLUMNS|columns in that order',
    'N,table-columns=NAMES|names of the columns',
    'l,table-columns-limit=NUMBER|no more columns than that',
    'd,table-noheadings|no line of names',
    'H,table-hide=COLUMNS|columns that are not shown',
    'R,table-right=COLUMNS|columns that stand right',
    'L,keep-empty-lines|empty lines, too',
    'J,json|as JSON',
    'c,output-width=WIDTH|so many columns wide',
    'o,output-separator=STRING|between the columns of a table (two blanks)',
    's,separator=STRING|what stands between fields',
    'x,fillrows|rows before columns',
  ],
  *run(tool) {
    const width = widthOf(tool);
    const lines: string[] = [];
    let opened = 0;
    for (const name of tool.operands.length === 0 ? ['-'] : tool.operands) {
      const reader = openLines(tool, name);
      if (reader === undefined) continue;
      opened++;
      for (;;) {
        const more = yield* reader.lines();
        if (more === undefined) break;
        lines.push(...more);
      }
      tool.close(reader.input);
    }
    if (opened === 0) return 1;
    const kept = lines.filter((line) => line.trim() !== '' || tool.has('keep-empty-lines'));
    if (tool.has('table') || tool.has('json')) {
      const table = new Table(tool, kept);
      tool.printBytes(tool.has('json') ? table.json() : table.text());
    } else tool.printBytes(columnsText(tool, kept, width));
    yield* tool.settle();
    return undefined;
  },
});

function widthOf(tool: Tool): number {
  const text = tool.value('output-width');
  if (text === undefined) return tool.columns() ?? (Number(tool.variable('COLUMNS')) || 80);
  if (text === 'unlimited') return 0;
  if (!/^\d+$/.test(text)) return tool.die(`invalid columns argument: '${text}'`);
  return Number(text);
}

function cells(tool: Tool, line: string): number {
  if (!tool.utf8) return line.length;
  let width = 0;
  for (const char of decodeBytes(textBytes(line))) {
    const point = char.codePointAt(0) ?? 0;
    if (/\p{M}/u.test(char)) continue;
    width +=
      /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(char) ||
      (point >= 0xff01 && point <= 0xff60)
        ? 2
        : 1;
  }
  return width;
}

function columnsText(tool: Tool, lines: readonly string[], width: number): string {
  if (lines.length === 0) return '';
  const shown = lines.map((line) => ({ line, size: cells(tool, line) }));
  const longest = Math.max(...shown.map(({ size }) => size));
  if (longest >= width || width === 0) return lines.map((line) => `${line}\n`).join('');
  const cell = longest - (longest % 8) + 8;
  const across = Math.max(1, Math.floor(width / cell));
  const rows = Math.ceil(lines.length / across);
  let text = '';
  const emit = (row: readonly { readonly line: string; readonly size: number }[]): void => {
    row.forEach(({ line, size }, i) => {
      text += line;
      if (i === row.length - 1) return;
      for (let at = size; at < cell; at = at - (at % 8) + 8) text += '\t';
    });
    text += '\n';
  };
  if (tool.has('fillrows')) {
    for (let at = 0; at < shown.length; at += across) emit(shown.slice(at, at + across));
    return text;
  }
  for (let row = 0; row < rows; row++) emit(shown.filter((_, i) => i % rows === row));
  return text;
}

class Table {
  readonly #tool: Tool;
  readonly #names: string[];
  readonly #rows: string[][];
  readonly #order: readonly number[];
  readonly #count: number;

  constructor(tool: Tool, lines: readonly string[]) {
    this.#tool = tool;
    const separator = tool.value('separator');
    const limit = Number(tool.value('table-columns-limit') ?? 0);
    this.#names = list(tool.value('table-columns'));
    this.#rows = lines.map((line) =>
      fieldsOf(line, separator === undefined ? undefined : argumentText(separator), limit),
    );
    this.#count = Math.max(this.#names.length, ...this.#rows.map((row) => row.length), 0);
    const hidden = new Set(this.#columnsOf('table-hide'));
    const first = this.#columnsOf('table-order');
    const all = Array.from({ length: this.#count }, (_, i) => i);
    this.#order = [...first, ...all.filter((i) => !first.includes(i))].filter((i) => !hidden.has(i));
  }

  /** Columns that an option names, by number or by name. */
  #columnsOf(option: string): number[] {
    return list(this.#tool.value(option)).flatMap((name) => {
      if (name === '-')
        return Array.from({ length: this.#count }, (_, i) => i).filter((i) => (this.#names[i] ?? '') === '');
      const index = /^\d+$/.test(name) ? Number(name) - 1 : this.#names.indexOf(name);
      if (index < 0 || index >= this.#count) return this.#tool.die(`undefined column name '${name}'`);
      return [index];
    });
  }

  text(): string {
    const glue = argumentText(this.#tool.value('output-separator') ?? '  ');
    const right = new Set(this.#columnsOf('table-right'));
    const rows = [
      ...(this.#names.length > 0 && !this.#tool.has('table-noheadings') ? [this.#names] : []),
      ...this.#rows,
    ];
    const widths = this.#order.map((column) => Math.max(0, ...rows.map((row) => cells(this.#tool, row[column] ?? ''))));
    return rows
      .map((row) => {
        const parts = this.#order.map((column, i) => {
          const text = row[column] ?? '';
          const pad = ' '.repeat((widths[i] ?? 0) - cells(this.#tool, text));
          if (right.has(column)) return pad + text;
          return i === this.#order.length - 1 ? text : text + pad;
        });
        return row.length === 0 ? '\n' : `${parts.join(glue)}\n`;
      })
      .join('');
  }

  json(): string {
    if (this.#names.length === 0) return this.#tool.die('option --table-columns required for --json');
    const name = this.#tool.value('table-name') ?? 'table';
    const rows = this.#rows.map((row) => {
      const fields = this.#order.map(
        (column) =>
          `         ${quoted((this.#names[column] ?? '').toLowerCase())}: ${row[column] === undefined ? 'null' : quoted(row[column])}`,
      );
      return `{\n${fields.join(',\n')}\n      }`;
    });
    return `{\n   ${quoted(name)}: [\n      ${rows.join(',')}\n   ]\n}\n`;
  }
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replace(/[\x00-\x1f]/g, (char) => ({ '\n': '\\n', '\t': '\\t' })[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}

function list(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(',').map((name) => byteText(encodeBytes(name)));
}

/** Without a separator runs of blanks separate; with one, each of its characters does. */
function fieldsOf(line: string, separator: string | undefined, limit: number): string[] {
  const fields =
    separator === undefined
      ? line
          .replace(/^[ \t]+/, '')
          .replace(/[ \t]+$/, '')
          .split(/[ \t]+/)
      : line.split(new RegExp(`[${separator.replace(/[\]\\^-]/g, '\\$&')}]`));
  if (limit === 0 || fields.length <= limit) return fields;
  let at = 0;
  for (let i = 0; i < limit - 1; i++) at += (fields[i] ?? '').length + 1;
  const rest = separator === undefined ? fields.slice(limit - 1).join(' ') : line.slice(at);
  return [...fields.slice(0, limit - 1), rest];
}
