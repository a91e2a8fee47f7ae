// cut: parts of each line, by bytes or by fields.
import { argumentText } from '../coreutils/byte-text.ts';
import { filterLines } from '../coreutils/line-reader.ts';
import { readPositions, type Positions } from '../coreutils/positions.ts';
import { defineTool } from '../coreutils/tool.ts';

export const cut = defineTool({
  name: 'cut',
  synopsis: 'OPTION... [FILE]...',
  summary: 'Prints chosen parts of each line.',
  options: [
    'b,bytes=LIST|those bytes',
    'c,characters=LIST|those characters',
    'd,delimiter=DELIM|what stands between fields, in place of TAB',
    'f,fields=LIST|those fields; lines without a delimiter are printed whole',
    'n|nothing (as it always is)',
    ',complement|all but the chosen parts',
    's,only-delimited|no lines without a delimiter',
    ',output-delimiter=STRING|that between the parts printed',
    'z,zero-terminated|lines end with NUL',
  ],
  *run(tool) {
    const lists = tool.options.filter(({ name }) => ['bytes', 'characters', 'fields'].includes(name));
    const [list] = lists;
    if (lists.length > 1) return tool.usage('only one list may be specified');
    const given = tool.value('delimiter');
    if (given !== undefined && argumentText(given).length > 1)
      return tool.usage('the delimiter must be a single character');
    if (list === undefined) return tool.usage('you must specify a list of bytes, characters, or fields');
    const fields = list.name === 'fields';
    if (!fields && given !== undefined)
      return tool.usage('an input delimiter may be specified only when operating on fields');
    if (!fields && tool.has('only-delimited'))
      return tool.usage('suppressing non-delimited lines makes sense\n\tonly when operating on fields');
    const positions = readPositions(tool, list.value ?? '', fields, tool.has('complement'));
    const delimiter = given === undefined ? '\t' : given === '' ? '\0' : argumentText(given);
    const between = tool.value('output-delimiter');
    const end = tool.has('zero-terminated') ? '\0' : '\n';
    const glue = between === undefined ? undefined : argumentText(between);
    const whole = !tool.has('only-delimited');
    const each = fields
      ? (line: string) => cutFields(line, positions, delimiter, glue ?? delimiter, whole)
      : (line: string) => cutBytes(line, positions, glue);
    yield* filterLines(
      tool,
      (line) => {
        const kept = each(line);
        return kept === undefined ? '' : kept + end;
      },
      end,
    );
    return undefined;
  },
});

function cutBytes(line: string, positions: Positions, glue: string | undefined): string {
  const parts: string[] = [];
  for (const [from, to] of positions) {
    if (from > line.length) break;
    parts.push(line.slice(from - 1, to));
  }
  return parts.join(glue ?? '');
}

function cutFields(
  line: string,
  positions: Positions,
  delimiter: string,
  glue: string,
  whole: boolean,
): string | undefined {
  if (!line.includes(delimiter)) return whole ? line : undefined;
  const fields = line.split(delimiter);
  const parts: string[] = [];
  for (const [from, to] of positions) {
    if (from > fields.length) break;
    parts.push(...fields.slice(from - 1, to));
  }
  return parts.join(glue);
}
