// grep: lines that match a pattern. Basic patterns are turned into extended ones, which the shell's own matcher knows.
import { isDirectory } from '../../abi/mode.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';
import { walkTree } from '../coreutils/tree.ts';

export const grep = defineTool({
  name: 'grep',
  paths: ['/bin/grep'],
  suite: 'grep',
  synopsis: '[OPTION]... PATTERNS [FILE]...',
  summary: 'Prints the lines of each FILE that match a pattern.',
  options: [
    'c,count|how many lines',
    'E,extended-regexp|extended patterns',
    'e,regexp=PATTERN|that pattern',
    'F,fixed-strings|plain text',
    'H,with-filename|with the name of the file',
    'h,no-filename|without it',
    'i,ignore-case|upper and lower case alike',
    'l,files-with-matches|names of files that match',
    'n,line-number|with numbers',
    'o,only-matching|only what matches',
    'q,quiet|print nothing',
    'rR,recursive|what is in directories, too',
    's,no-messages|say nothing of files that cannot be read',
    'v,invert-match|lines that do not match',
    'w,word-regexp|whole words',
    'x,line-regexp|whole lines',
  ],
  trouble: 2,
  *run(tool) {
    const operands = [...tool.operands];
    const given = tool.options.filter((option) => option.name === 'regexp').map((option) => option.value ?? '');
    if (given.length === 0) {
      const first = operands.shift();
      if (first === undefined) return tool.usage();
      given.push(first);
    }
    const pattern = patternOf(
      tool,
      given.flatMap((text) => text.split('\n')),
    );
    if (pattern === undefined) return tool.die('Invalid regular expression');
    const files = operands.length > 0 ? operands : [tool.has('recursive') ? '.' : '-'];
    const paths = tool.has('recursive') ? files.flatMap((path) => [...walkTree(tool.sys, path, true, true)]) : files;
    const named =
      tool.has('with-filename') || (!tool.has('no-filename') && (paths.length > 1 || tool.has('recursive')));
    let any = false;
    for (const path of paths) {
      if (path !== '-' && isDirectory(tool.sys.stat(path).ok?.mode ?? 0)) {
        if (!tool.has('recursive')) tool.warn(`${path}: Is a directory`);
        continue;
      }
      const before = tool.status;
      const text = yield* tool.text(path);
      if (text === undefined) {
        tool.status = Math.max(before, 2);
        continue;
      }
      const label = path === '-' ? '(standard input)' : path;
      let count = 0;
      for (const [i, line] of text.replace(/\n$/, '').split('\n').entries()) {
        if (text === '') break;
        const found = [...line.matchAll(pattern)];
        if (found.length > 0 === tool.has('invert-match')) continue;
        count += 1;
        if (tool.has('quiet') || tool.has('count') || tool.has('files-with-matches')) continue;
        const head = `${named ? `${label}:` : ''}${tool.has('line-number') ? `${i + 1}:` : ''}`;
        const shown = tool.has('only-matching') ? found.map(([part]) => part).filter((part) => part !== '') : [line];
        for (const part of shown) tool.print(`${head}${part}\n`);
      }
      any ||= count > 0;
      if (tool.has('quiet')) continue;
      if (tool.has('files-with-matches')) {
        if (count > 0) tool.print(`${label}\n`);
      } else if (tool.has('count')) tool.print(`${named ? `${label}:` : ''}${count}\n`);
      yield* tool.settle();
    }
    return any && tool.has('quiet') ? 0 : tool.status === 2 ? 2 : any ? 0 : 1;
  },
});

function patternOf(tool: Tool, patterns: readonly string[]): RegExp | undefined {
  const parts = patterns.map((text) => {
    if (tool.has('fixed-strings')) return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    return classes(tool.has('extended-regexp') ? text : fromBasic(text));
  });
  let source = parts.map((part) => `(?:${part})`).join('|');
  if (tool.has('word-regexp')) source = `(?<![A-Za-z0-9_])(?:${source})(?![A-Za-z0-9_])`;
  if (tool.has('line-regexp')) source = `^(?:${source})$`;
  try {
    return new RegExp(source, tool.has('ignore-case') ? 'gi' : 'g');
  } catch (error) {
    // What is no pattern is told by the caller, in grep's words.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** In a basic pattern + ? | ( ) { } are plain, and special behind a backslash. */
function fromBasic(text: string): string {
  return text
    .replace(/\\?[+?|(){}]/g, (found) => (found.length === 1 ? `\\${found}` : found.slice(1)))
    .replace(/^\*/, '\\*');
}

const posixClasses: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  print: ' -~',
  xdigit: '0-9A-Fa-f',
};

function classes(text: string): string {
  return text.replace(/\[:(\w+):\]/g, (whole, name: string) => posixClasses[name] ?? whole);
}
