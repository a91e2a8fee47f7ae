// cat: files one after another, as they are or with what cannot be seen made visible.
import { isRegular } from '../../abi/mode.ts';
import { byteText } from '../coreutils/byte-text.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';

export const cat = defineTool({
  name: 'cat',
  paths: ['/bin/cat', '/usr/bin/cat'],
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Prints each FILE, or standard input.',
  options: [
    'A,show-all|as -vET',
    'b,number-nonblank|number lines that are not empty',
    'e|as -vE',
    'E,show-ends|a $ at the end of each line',
    'n,number|number all lines',
    's,squeeze-blank|one empty line in place of several',
    't|as -vT',
    'T,show-tabs|tabs as ^I',
    'u|nothing (as it always is)',
    'v,show-nonprinting|^ and M- for what is no character, but for newline and tab',
  ],
  *run(tool) {
    const view = viewOf(tool);
    const output = tool.sys.fstat(1).ok;
    for (const name of tool.operands.length === 0 ? ['-'] : tool.operands) {
      const input = tool.open(name);
      if (input === undefined) continue;
      const own = tool.sys.fstat(input.fd).ok;
      const same = own !== undefined && output !== undefined && own.ino === output.ino && own.dev === output.dev;
      const place = tool.sys.lseek(input.fd, 0, 'SEEK_CUR').ok ?? 0;
      if (same && isRegular(own.mode) && place < own.size) {
        tool.error(`${tool.file(name)}: input file is output file`);
        tool.close(input);
        continue;
      }
      for (;;) {
        const { ok, err } = yield* input.piece();
        if (err !== undefined) {
          tool.failed(tool.file(name), err);
          break;
        }
        if (ok.length === 0) break;
        if (view === undefined) tool.out.write(ok);
        else tool.printBytes(view.shown(byteText(ok)));
        yield* tool.settle();
      }
      tool.close(input);
    }
    return undefined;
  },
});

function viewOf(tool: Tool): View | undefined {
  const has = (...names: string[]): boolean => names.some((name) => tool.has(name));
  const settings: Settings = {
    ends: has('show-all', 'e', 'show-ends'),
    tabs: has('show-all', 't', 'show-tabs'),
    nonprinting: has('show-all', 'e', 't', 'show-nonprinting'),
    numbers: has('number-nonblank') ? 'nonblank' : has('number') ? 'all' : undefined,
    squeezes: has('squeeze-blank'),
  };
  const { ends, tabs, nonprinting, numbers, squeezes } = settings;
  return ends || tabs || nonprinting || numbers !== undefined || squeezes ? new View(settings) : undefined;
}

interface Settings {
  readonly ends: boolean;
  readonly tabs: boolean;
  readonly nonprinting: boolean;
  readonly numbers: 'all' | 'nonblank' | undefined;
  readonly squeezes: boolean;
}

class View {
  readonly #settings: Settings;
  #number = 0;
  #atStart = true;
  #blanks = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  shown(text: string): string {
    const { ends, numbers, squeezes } = this.#settings;
    let result = '';
    for (let at = 0; at < text.length;) {
      const end = text.indexOf('\n', at);
      const isBlank = this.#atStart && end === at;
      if (isBlank) {
        this.#blanks++;
        at++;
        if (squeezes && this.#blanks > 1) continue;
        result += `${numbers === 'all' ? this.#next() : ''}${ends ? '$' : ''}\n`;
        continue;
      }
      if (this.#atStart) {
        this.#blanks = 0;
        if (numbers !== undefined) result += this.#next();
      }
      const stop = end < 0 ? text.length : end;
      result += this.#visible(text.slice(at, stop), end >= 0);
      if (end >= 0) result += `${ends ? '$' : ''}\n`;
      this.#atStart = end >= 0;
      at = stop + 1;
    }
    return result;
  }

  #next(): string {
    return `${String(++this.#number).padStart(6)}\t`;
  }

  #visible(line: string, endsHere: boolean): string {
    const { ends, tabs, nonprinting } = this.#settings;
    let text = line;
    if (nonprinting) text = text.replace(/[\x00-\x08\x0b-\x1f\x7f-\xff]/g, visibleByte);
    else if (ends && endsHere && text.endsWith('\r')) text = `${text.slice(0, -1)}^M`;
    return tabs ? text.replaceAll('\t', '^I') : text;
  }
}

function visibleByte(character: string): string {
  const byte = character.charCodeAt(0);
  const low = byte & 0x7f;
  const text = low < 32 ? `^${String.fromCharCode(low + 64)}` : low === 127 ? '^?' : String.fromCharCode(low);
  return byte >= 128 ? `M-${text}` : text;
}
