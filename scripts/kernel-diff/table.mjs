// How a table of tests/golden/kernel is written: a row for a fact, a line for a request and what the kernel answered.

export function formatTable(rows) {
  return `[\n${rows.map(formatRow).join(',\n')}\n]\n`;
}

function formatRow({ requests, ...row }) {
  const head = JSON.stringify(row).slice(1, -1);
  return `  { ${head}, "requests": [\n${requests.map((request) => `    ${JSON.stringify(request)}`).join(',\n')}\n  ] }`;
}
