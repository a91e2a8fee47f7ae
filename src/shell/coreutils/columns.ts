// Names in as many columns as a line has room for, filled downwards or across, or one after the other by commas.

export interface Cell {
  readonly text: string;
  /** Cells of the terminal that it takes. */
  readonly width: number;
}

export interface Line {
  /** 0: it has no end. */
  readonly width: number;
  /** 0: blanks alone. */
  readonly tab: number;
}

/** No column is narrower, with the blanks behind it. */
const leastWidth = 3;

export function inColumns(cells: readonly Cell[], line: Line, across: boolean): string {
  if (line.width === 0) return separated(cells, line, '');
  const widths = columnWidths(cells, line.width, across);
  const rows = Math.ceil(cells.length / widths.length);
  let text = '';
  for (let row = 0; row < rows; row++) {
    let at = 0;
    for (const [column, width] of widths.entries()) {
      const index = across ? row * widths.length + column : column * rows + row;
      const cell = cells[index];
      if (cell === undefined) break;
      text += cell.text;
      const isLast = across ? column === widths.length - 1 || index === cells.length - 1 : index + rows >= cells.length;
      if (isLast) break;
      text += gap(at + cell.width, at + width, line.tab);
      at += width;
    }
    text += '\n';
  }
  return text;
}

/** The widths of as many columns as fit. */
function columnWidths(cells: readonly Cell[], width: number, across: boolean): readonly number[] {
  const most = Math.max(1, Math.min(cells.length, Math.max(1, Math.floor(width / leastWidth))));
  for (let count = most; count > 1; count--) {
    const rows = Math.ceil(cells.length / count);
    const widths = Array.from({ length: count }, () => leastWidth);
    for (const [i, cell] of cells.entries()) {
      const column = across ? i % count : Math.floor(i / rows);
      widths[column] = Math.max(widths[column] ?? 0, cell.width + (column === count - 1 ? 0 : 2));
    }
    if (widths.reduce((sum, one) => sum + one, 0) < width) return widths;
  }
  return [Math.max(leastWidth, ...cells.map((cell) => cell.width))];
}

/** From one column of the screen to another, by tabs where they reach. */
function gap(from: number, to: number, tab: number): string {
  let text = '';
  for (let at = from; at < to;) {
    if (tab > 0 && Math.floor(to / tab) > Math.floor((at + 1) / tab)) {
      text += '\t';
      at += tab - (at % tab);
    } else {
      text += ' ';
      at++;
    }
  }
  return text;
}

export function separated(cells: readonly Cell[], line: Line, separator: string): string {
  let text = '';
  let at = 0;
  for (const [i, cell] of cells.entries()) {
    const width = line.width === 0 ? 0 : cell.width;
    if (i > 0) {
      const fits = line.width === 0 || at + width + 2 < line.width;
      at = fits ? at + 2 : 0;
      text += separator === '' ? '  ' : separator + (fits ? ' ' : '\n');
    }
    text += cell.text;
    at += width;
  }
  return `${text}\n`;
}
