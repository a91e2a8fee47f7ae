// paste: lines of files side by side, or one behind the other.
import { argumentText } from '../coreutils/byte-text.ts';
import { type LineReader, openLines } from '../coreutils/line-reader.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';

export const paste = defineTool({
  name: 'paste',
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Prints lines that consist of the lines of each FILE, with TABs between.',
  options: [
    'd,delimiters=LIST|those in turn, in place of TAB',
    's,serial|one file after the other, each as one line',
    'z,zero-terminated|lines end with NUL',
  ],
  *run(tool) {
    const names = tool.operands.length === 0 ? ['-'] : tool.operands;
    const delimiters = delimitersOf(tool, argumentText(tool.value('delimiters') ?? '\t'));
    const end = tool.has('zero-terminated') ? '\0' : '\n';
    return yield* tool.has('serial') ? serial(tool, names, delimiters, end) : parallel(tool, names, delimiters, end);
  },
});

function delimitersOf(tool: Tool, list: string): readonly string[] {
  const letters: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '0': '' };
  const found: string[] = [];
  for (let at = 0; at < list.length; at++) {
    const char = list.charAt(at);
    if (char !== '\\') {
      found.push(char);
      continue;
    }
    at++;
    if (at >= list.length)
      return tool.die(`delimiter list ends with an unescaped backslash: ${tool.value('delimiters') ?? ''}`);
    found.push(letters[list.charAt(at)] ?? list.charAt(at));
  }
  return found.length === 0 ? [''] : found;
}

function* serial(tool: Tool, names: readonly string[], delimiters: readonly string[], end: string): Steps<undefined> {
  for (const name of names) {
    const reader = openLines(tool, name, end);
    if (reader === undefined) continue;
    let count = 0;
    for (;;) {
      const lines = yield* reader.lines();
      if (lines === undefined) break;
      let text = '';
      for (const line of lines) {
        if (count > 0) text += delimiters[(count - 1) % delimiters.length] ?? '';
        count++;
        text += line;
      }
      tool.printBytes(text);
      yield* tool.settle();
    }
    if (reader.failed !== undefined && count === 0) continue;
    tool.printBytes(end);
    tool.close(reader.input);
  }
  return undefined;
}

function* parallel(tool: Tool, names: readonly string[], delimiters: readonly string[], end: string): Steps<undefined> {
  // Several `-` take lines of one standard input in turn.
  let standard: LineReader | undefined;
  const readers: LineReader[] = [];
  for (const name of names) {
    const reader = name === '-' && standard !== undefined ? standard : openLines(tool, name, end);
    if (reader === undefined) return undefined;
    if (name === '-') standard = reader;
    readers.push(reader);
  }
  for (;;) {
    const parts: string[] = [];
    let open = 0;
    for (const reader of readers) {
      const line = yield* reader.line();
      if (line !== undefined) open++;
      parts.push(line ?? '');
    }
    if (open === 0) return undefined;
    let text = '';
    parts.forEach((part, i) => {
      text += i === 0 ? part : (delimiters[(i - 1) % delimiters.length] ?? '') + part;
    });
    tool.printBytes(text + end);
    yield* tool.settle();
  }
}
