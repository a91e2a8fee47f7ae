// less, more: a text by the screen, with a search. Where stdout is no terminal the text is copied.
import { decodeBytes, encodeBytes } from '../../abi/bytes.ts';
import { strerror } from '../../abi/errno.ts';
import { O_RDONLY } from '../../abi/flags.ts';
import { isDirectory } from '../../abi/mode.ts';
import type { Command } from '../command.ts';
import { Pager } from '../coreutils/pager.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';
import { Input } from '../../kernel/stdio.ts';

export const pagers: readonly Command[] = [
  defineTool({
    name: 'less',
    suite: 'less',
    synopsis: '[OPTION]... [FILE]...',
    summary: 'Shows each FILE by the screen. q: quit; space, b, j, k, g, G: move; /, ?, n, N: search.',
    options: [
      'e,quit-at-eof|quit at the second end',
      'E,QUIT-AT-EOF|quit at the end',
      'F,quit-if-one-screen|quit where one screen is enough',
      'i,ignore-case|searches do not look at case',
      'I,IGNORE-CASE|likewise',
      'n,line-numbers|no line numbers (as it is)',
      'N,LINE-NUMBERS|with line numbers',
      'r,raw-control-chars|control characters as they are',
      'R,RAW-CONTROL-CHARS|colours as they are',
      'S,chop-long-lines|long lines are cut, not folded',
      'X,no-init|leave the screen as it is',
      'mMqsuw|nothing',
    ],
    *run(tool) {
      return yield* showFiles(
        tool,
        tool.has('quit-if-one-screen'),
        tool.has('quit-at-eof') || tool.has('QUIT-AT-EOF'),
        !tool.has('no-init'),
      );
    },
  }),
  defineTool({
    name: 'more',
    paths: ['/bin/more', '/usr/bin/more'],
    suite: 'util-linux',
    synopsis: '[options] <file>...',
    summary: 'Shows each file by the screen, and ends with it.',
    options: ['dflcpsue|nothing', 'n,lines=NUMBER|nothing'],
    *run(tool) {
      return yield* showFiles(tool, true, true, false);
    },
  }),
];

function* showFiles(tool: Tool, oneScreen: boolean, quitsAtEnd: boolean, ownScreen: boolean): Steps<number> {
  const watched = tool.sys.isatty(1);
  if (tool.operands.length === 0 && tool.sys.isatty(0)) {
    tool.complain(tool.spec.name === 'less' ? 'Missing filename ("less --help" for help)' : 'more: bad usage');
    return 1;
  }
  let text = '';
  for (const name of tool.operands.length === 0 ? ['-'] : tool.operands) {
    const opened = name === '-' ? { ok: 0, err: undefined } : tool.sys.open(name, O_RDONLY);
    const stat = opened.err === undefined ? tool.sys.fstat(opened.ok).ok : undefined;
    if (stat !== undefined && isDirectory(stat.mode)) {
      tool.complain(tool.spec.name === 'less' ? `${name} is a directory` : `\n*** ${name}: directory ***\n`);
      tool.status = 1;
      continue;
    }
    if (opened.err !== undefined) {
      tool.complain(
        tool.spec.name === 'less'
          ? `${name}: ${strerror(opened.err)}`
          : `${tool.name}: cannot open ${name}: ${strerror(opened.err)}`,
      );
      tool.status = 1;
      continue;
    }
    const input = new Input(tool.process, opened.ok);
    for (;;) {
      const { ok } = yield* input.piece();
      if (ok === undefined || ok.length === 0) break;
      if (watched) text += decodeBytes(ok);
      else tool.out.write(ok);
      yield* tool.settle();
      if (ok.length >= 65536) yield { wait: 'turn' };
    }
    tool.close(input);
  }
  if (!watched) return tool.status;
  const { name } = tool.spec;
  const title = tool.operands.length === 1 ? (tool.operands[0] ?? '') : '';
  if (text === '' && tool.status !== 0) return tool.status;
  yield* new Pager(tool, text, {
    title: name === 'less' ? title : '',
    oneScreen,
    quitsAtEnd,
    ownScreen,
    numbers: tool.has('LINE-NUMBERS'),
    chops: tool.has('chop-long-lines'),
    colours: tool.has('RAW-CONTROL-CHARS') || tool.has('raw-control-chars'),
    ignoresCase: tool.has('ignore-case') || tool.has('IGNORE-CASE'),
  }).run();
  return tool.status;
}

/** Shows a text as less does; it is printed where nobody watches. */
export function* pageText(tool: Tool, text: string, title: string): Steps<void> {
  if (!tool.sys.isatty(1)) {
    tool.out.write(encodeBytes(text));
    yield* tool.settle();
    return;
  }
  yield* new Pager(tool, text, {
    title,
    oneScreen: false,
    quitsAtEnd: false,
    ownScreen: true,
    numbers: false,
    chops: false,
    colours: true,
    ignoresCase: false,
  }).run();
}
