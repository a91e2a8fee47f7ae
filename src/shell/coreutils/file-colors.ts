// Colours of files by their kind and name, as LS_COLORS says it (dir_colors(5)).
import { fileType, S_ISGID, S_ISUID, S_ISVTX } from '../../abi/mode.ts';
import type { Tool } from './tool.ts';

/** What a file is to the colours. */
export interface Colored {
  readonly name: string;
  /** undefined: it could not be looked at, or what a link leads to is not there. */
  readonly mode: number | undefined;
  readonly nlink: number;
  /** A link that leads to nothing. */
  readonly isBroken: boolean;
  /** Of a link that leads somewhere: the mode of what is there. */
  readonly targetMode?: number | undefined;
}

/** Terminals that show colours where LS_COLORS says nothing. */
const knownTerminals =
  /^(Eterm|ansi|.*color.*|con[0-9]*x[0-9]*|cons25|console|cygwin|.*direct.*|dtterm|gnome|hurd|jfbterm|konsole|kterm|linux|linux-c|mlterm|putty|rxvt.*|screen.*|st|terminator|tmux.*|vt100|xterm.*)$/;

const builtIn: Readonly<Record<string, string>> = {
  lc: '\x1b[',
  rc: 'm',
  ec: '',
  rs: '0',
  no: '',
  fi: '',
  di: '01;34',
  ln: '01;36',
  pi: '33',
  so: '01;35',
  bd: '01;33',
  cd: '01;33',
  mi: '',
  or: '',
  ex: '01;32',
  do: '01;35',
  su: '37;41',
  sg: '30;43',
  st: '37;44',
  ow: '34;42',
  tw: '30;42',
  ca: '',
  mh: '',
  cl: '\x1b[K',
};

export class FileColors {
  readonly #codes: Readonly<Record<string, string>>;
  /** [ending, colour], the last one first. */
  readonly #endings: readonly (readonly [string, string])[];
  #isUsed = false;

  private constructor(codes: Readonly<Record<string, string>>, endings: readonly (readonly [string, string])[]) {
    this.#codes = codes;
    this.#endings = endings;
  }

  /** undefined: the terminal shows none, or LS_COLORS makes no sense, which is said. */
  static of(tool: Tool): FileColors | undefined {
    const text = tool.variable('LS_COLORS') ?? '';
    if (text === '') {
      const isKnown = (tool.variable('COLORTERM') ?? '') !== '' || knownTerminals.test(tool.variable('TERM') ?? '');
      return isKnown ? new FileColors(builtIn, []) : undefined;
    }
    const codes = { ...builtIn };
    const endings: [string, string][] = [];
    for (const part of text.split(':')) {
      if (part === '') continue;
      const [, key = '', value] = /^(\*[^=]*|[^*=][^=])=(.*)$/s.exec(part) ?? [];
      if (key.startsWith('*')) endings.unshift([key.slice(1), unescapeColor(value ?? '')]);
      else if (key in codes) codes[key] = unescapeColor(value ?? '');
      else {
        if (key !== '') tool.warn(`unrecognized prefix: ${tool.word(key)}`);
        tool.warn('unparsable value for LS_COLORS environment variable');
        return undefined;
      }
    }
    return new FileColors(codes, endings);
  }

  /** Does a link's colour, or that of the target's name, depend on where it leads? */
  showsTargets(isLong: boolean): boolean {
    return this.#has('or') || (this.#followsLinks && this.#has('ex')) || (isLong && this.#has('mi'));
  }

  get #followsLinks(): boolean {
    return this.#codes['ln'] === 'target';
  }

  /** The text in the file's colour. */
  paint(text: string, file: Colored): string {
    const code = this.#codeOf(file);
    const normal = this.#has('no') ? this.#between(this.#codes['no'] ?? '') : '';
    if (code === undefined) return normal === '' ? text : this.#first() + normal + text + this.#end();
    const start = normal === '' ? '' : normal + this.#between('');
    return this.#first() + start + this.#between(code) + text + this.#end();
  }

  /** At the end, where the marks around colours are not a terminal's own. */
  rest(): string {
    const isOwn = this.#codes['lc'] === builtIn['lc'] && this.#codes['rc'] === builtIn['rc'];
    return this.#isUsed && !isOwn ? this.#between('') : '';
  }

  /** Before the first colour of all, whatever was there ends. */
  #first(): string {
    if (this.#isUsed) return '';
    this.#isUsed = true;
    return this.#end();
  }

  #end(): string {
    return this.#codes['ec'] || this.#between(this.#codes['rs'] ?? '');
  }

  #between(code: string): string {
    return `${this.#codes['lc'] ?? ''}${code}${this.#codes['rc'] ?? ''}`;
  }

  #has(key: string): boolean {
    const code = this.#codes[key] ?? '';
    return code !== '' && code !== '0' && code !== '00';
  }

  #codeOf(file: Colored): string | undefined {
    const kind = this.#kindOf(file);
    if (kind === 'fi') {
      const [, code] = this.#endings.find(([ending]) => file.name.toLowerCase().endsWith(ending.toLowerCase())) ?? [];
      if (code !== undefined) return code;
    }
    const code = this.#codes[kind] ?? '';
    return code === '' ? undefined : code;
  }

  #kindOf({ mode, nlink, isBroken, targetMode }: Colored): string {
    if (mode === undefined) return this.#has('mi') ? 'mi' : 'or';
    const seen = this.#followsLinks && targetMode !== undefined ? targetMode : mode;
    switch (fileType(seen)) {
      case 'reg':
        return this.#regular(seen, nlink);
      case 'dir':
        return this.#directory(seen);
      case 'lnk':
        return isBroken && (this.#followsLinks || this.#has('or')) ? 'or' : 'ln';
      case 'fifo':
        return 'pi';
      case 'sock':
        return 'so';
      case 'blk':
        return 'bd';
      case 'chr':
        return 'cd';
    }
  }

  #regular(mode: number, nlink: number): string {
    if ((mode & S_ISUID) !== 0 && this.#has('su')) return 'su';
    if ((mode & S_ISGID) !== 0 && this.#has('sg')) return 'sg';
    if ((mode & 0o111) !== 0 && this.#has('ex')) return 'ex';
    return nlink > 1 && this.#has('mh') ? 'mh' : 'fi';
  }

  #directory(mode: number): string {
    const [sticky, written] = [(mode & S_ISVTX) !== 0, (mode & 0o002) !== 0];
    if (sticky && written && this.#has('tw')) return 'tw';
    if (written && this.#has('ow')) return 'ow';
    return sticky && this.#has('st') ? 'st' : 'di';
  }
}

/** `\e[`, `^[` and octal numbers. */
function unescapeColor(text: string): string {
  const letters: Record<string, string> = {
    a: '\x07',
    b: '\b',
    e: '\x1b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
    v: '\v',
    _: ' ',
    '?': '\x7f',
  };
  return text.replace(
    /\\([0-7]{1,3}|x[0-9a-fA-F]{1,2}|.)|\^(.)/gs,
    (_, escape: string | undefined, control: string) => {
      if (escape === undefined) return control === '?' ? '\x7f' : String.fromCharCode(control.charCodeAt(0) & 0x1f);
      if (/^[0-7]+$/.test(escape)) return String.fromCharCode(parseInt(escape, 8));
      if (/^x./.test(escape)) return String.fromCharCode(parseInt(escape.slice(1), 16));
      return letters[escape] ?? escape;
    },
  );
}
