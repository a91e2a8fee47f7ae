// A table as Go's tabwriter sets it for docker: cells at least 20 wide, three blanks between, the last column as it is.

export function tableText(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns - 1 }, (_, i) =>
    Math.max(20, ...rows.map((row) => [...(row[i] ?? '')].length + 3)),
  );
  return rows
    .map((row) => `${row.map((cell, i) => (i < widths.length ? cell.padEnd(widths[i] ?? 0) : cell)).join('')}\n`)
    .join('');
}
