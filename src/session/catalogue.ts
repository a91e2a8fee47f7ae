// A message catalogue: a Markdown file whose `## id` headings name its messages. `{name}` stands for a value.

export type Catalogue = ReadonlyMap<string, string>;

/** Everything between one `## id` and the next is that message, blank lines at its ends left out. `# title` is the message `title`. */
export function parseCatalogue(text: string): Catalogue {
  const messages = new Map<string, string>();
  let id: string | undefined;
  let lines: string[] = [];
  const close = (): void => {
    if (id !== undefined) messages.set(id, lines.join('\n').trim());
    lines = [];
  };
  for (const line of text.split('\n')) {
    const heading = /^(#{1,2}) (.*)$/.exec(line);
    if (heading === null) {
      lines.push(line);
      continue;
    }
    close();
    if (heading[1] === '#') {
      messages.set('title', (heading[2] ?? '').trim());
      id = 'intro';
    } else id = (heading[2] ?? '').trim();
  }
  close();
  return messages;
}

/** The message `id` with its values put in. @throws Error when the catalogue has none: a bug, and a test finds it */
export function message(catalogue: Catalogue, id: string, values: Readonly<Record<string, string>> = {}): string {
  const text = catalogue.get(id);
  if (text === undefined) throw new Error(`the catalogue has no message ${id}`);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
