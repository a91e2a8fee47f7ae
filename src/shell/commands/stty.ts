// stty: what a terminal does with what is typed and printed.
import { strerror } from '../../abi/errno.ts';
import { O_RDONLY } from '../../abi/flags.ts';
import type { Termios } from '../../kernel/program.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';

/** The settings that a terminal here has; all others are as shown and stay so. */
const settable = ['echo', 'icanon', 'isig', 'icrnl', 'opost', 'echoctl'] as const;

const sane: Termios = { echo: true, icanon: true, isig: true, icrnl: true, opost: true, echoctl: true };
const raw: Partial<Termios> = { icanon: false, isig: false, icrnl: false, opost: false };
const cooked: Partial<Termios> = { icanon: true, isig: true, icrnl: true, opost: true };

const combinations: Readonly<Record<string, Partial<Termios>>> = {
  sane,
  raw,
  '-raw': cooked,
  cooked,
  '-cooked': raw,
  cbreak: { icanon: false },
  '-cbreak': { icanon: true },
  nl: { icrnl: false },
  '-nl': { icrnl: true },
  ctlecho: { echoctl: true },
  '-ctlecho': { echoctl: false },
};

/** As `-a` groups them. A word in braces is one of the settable. */
const groups: readonly string[] = [
  '-parenb -parodd -cmspar cs8 -hupcl -cstopb cread -clocal -crtscts',
  '-ignbrk -brkint -ignpar -parmrk -inpck -istrip -inlcr -igncr {icrnl} ixon -ixoff -iuclc -ixany -imaxbel -iutf8',
  '{opost} -olcuc -ocrnl onlcr -onocr -onlret -ofill -ofdel nl0 cr0 tab0 bs0 vt0 ff0',
  '{isig} {icanon} iexten {echo} echoe echok -echonl -noflsh -xcase -tostop -echoprt {echoctl} echoke -flusho -extproc',
];

const others: ReadonlySet<string> = new Set(
  groups
    .join(' ')
    .split(' ')
    .filter((word) => !word.startsWith('{'))
    .map((word) => word.replace(/^-/, '')),
);

export const stty = defineTool({
  name: 'stty',
  paths: ['/bin/stty', '/usr/bin/stty'],
  synopsis:
    '[-F DEVICE | --file=DEVICE] [SETTING]...\n[-F DEVICE | --file=DEVICE] [-a|--all]\n[-F DEVICE | --file=DEVICE] [-g|--save]',
  summary: 'Prints or changes the settings of the terminal on standard input.',
  options: ['a,all|all settings', 'g,save|all settings, for stty to read', 'F,file=DEVICE|that terminal'],
  rewrite: (args) => {
    // Settings may begin with a dash; they are no options.
    const at = args.findIndex(
      (arg, i) => args[i - 1] !== '-F' && /^-?[a-z0-9]/.test(arg) && !/^-(?:[agF].*|-.*)$/.test(arg),
    );
    return at < 0 ? args : [...args.slice(0, at), '--', ...args.slice(at)];
  },
  *run(tool) {
    const { sys } = tool;
    const file = tool.value('file');
    let fd = 0;
    if (file !== undefined) {
      const opened = sys.open(file, O_RDONLY);
      if (opened.err !== undefined) return tool.die(`${tool.file(file)}: ${strerror(opened.err)}`);
      fd = opened.ok;
    }
    const name = file === undefined ? tool.quote('standard input') : tool.file(file);
    const termios = sys.tcgetattr(fd);
    if (termios.err !== undefined) return tool.die(`${name}: ${strerror(termios.err)}`);
    const size = sys.getWindowSize(fd).ok ?? { rows: 24, columns: 80 };
    if (tool.operands.length === 0) {
      tool.print(
        tool.has('save')
          ? saved(termios.ok)
          : tool.has('all')
            ? everything(tool, termios.ok, size)
            : changed(termios.ok),
      );
    } else apply(tool, fd, tool.operands, size);
    yield* tool.settle();
    return 0;
  },
});

function apply(
  tool: Tool,
  fd: number,
  words: readonly string[],
  size: { readonly rows: number; readonly columns: number },
): void {
  let change: Partial<Termios> = {};
  let { rows, columns } = size;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const plain = word.replace(/^-/, '');
    const setting = settable.find((each) => each === plain);
    const number = (): number => {
      const text = words[++i];
      if (text === undefined) return tool.usage(`missing argument to ${tool.quote(word)}`);
      return /^\d+$/.test(text) ? Number(text) : tool.usage(`invalid integer argument: ${tool.quote(text)}`);
    };
    const combined = combinations[word];
    if (setting !== undefined) change = { ...change, [setting]: !word.startsWith('-') };
    else if (combined !== undefined) change = { ...change, ...combined };
    else if (word === 'size') tool.print(`${String(rows)} ${String(columns)}\n`);
    else if (word === 'speed') tool.print('38400\n');
    else if (word === 'rows') rows = number();
    else if (word === 'cols' || word === 'columns') columns = number();
    else if (/^[0-9a-f]+(?::[0-9a-f]+)+$/.test(word)) change = { ...change, ...restored(word) };
    else if (word === 'min' || word === 'time') number();
    else if (!others.has(plain)) tool.usage(`invalid argument ${tool.word(word)}`);
  }
  if (rows !== size.rows || columns !== size.columns) tool.sys.setWindowSize(fd, { rows, columns });
  if (Object.keys(change).length === 0) return;
  const { err } = tool.sys.tcsetattr(fd, change);
  if (err !== undefined) tool.die(`${tool.quote('standard input')}: ${strerror(err)}`);
}

const flagBits = { icrnl: 0o400, opost: 1, isig: 1, icanon: 2, echo: 8, echoctl: 0o1000 } as const;

/** Four words of flags and the control characters, as `-g` prints them. */
function saved(termios: Termios): string {
  const input = 0x400 | (termios.icrnl ? flagBits.icrnl >> 0 : 0);
  const output = 4 | (termios.opost ? flagBits.opost : 0);
  const local =
    0x8830 |
    (termios.isig ? 1 : 0) |
    (termios.icanon ? 2 : 0) |
    (termios.echo ? 8 : 0) |
    (termios.echoctl ? 0o1000 : 0);
  const characters = '3:1c:7f:15:4:0:1:0:11:13:1a:0:12:f:17:16:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0';
  return `${input.toString(16)}:${output.toString(16)}:bf:${local.toString(16)}:${characters}\n`;
}

function restored(text: string): Partial<Termios> {
  const [input = 0, output = 0, , local = 0] = text.split(':').map((word) => parseInt(word, 16));
  return {
    icrnl: (input & 0o400) !== 0,
    opost: (output & 1) !== 0,
    isig: (local & 1) !== 0,
    icanon: (local & 2) !== 0,
    echo: (local & 8) !== 0,
    echoctl: (local & 0o1000) !== 0,
  };
}

function changed(termios: Termios): string {
  const lines = ['speed 38400 baud; line = 0;'];
  if (!termios.icanon) lines.push('min = 1; time = 0;');
  const of = (...names: (typeof settable)[number][]): string[] =>
    names.filter((name) => !termios[name]).map((name) => `-${name}`);
  lines.push(['-brkint', ...of('icrnl'), '-imaxbel'].join(' '));
  for (const line of [of('opost'), of('isig', 'icanon', 'echo', 'echoctl')])
    if (line.length > 0) lines.push(line.join(' '));
  return lines.map((line) => `${line}\n`).join('');
}

function everything(tool: Tool, termios: Termios, size: { readonly rows: number; readonly columns: number }): string {
  const width = tool.columns() ?? 80;
  const lines = [
    ...wrapped(
      [`speed 38400 baud;`, `rows ${String(size.rows)};`, `columns ${String(size.columns)};`, 'line = 0;'],
      width,
    ),
    ...wrapped(
      [
        'intr = ^C;',
        'quit = ^\\;',
        'erase = ^?;',
        'kill = ^U;',
        'eof = ^D;',
        'eol = <undef>;',
        'eol2 = <undef>;',
        'swtch = <undef>;',
        'start = ^Q;',
        'stop = ^S;',
        'susp = ^Z;',
        'rprnt = ^R;',
        'werase = ^W;',
        'lnext = ^V;',
        'discard = ^O;',
        'min = 1;',
        'time = 0;',
      ],
      width,
    ),
  ];
  for (const group of groups) {
    const words = group.split(' ').map((word) => {
      const name = /^\{(\w+)\}$/.exec(word)?.[1];
      if (name === undefined) return word;
      return termios[name as keyof Termios] ? name : `-${name}`;
    });
    lines.push(...wrapped(words, width));
  }
  return lines.map((line) => `${line}\n`).join('');
}

function wrapped(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length >= width) {
      lines.push(line);
      line = '';
    }
    line += (line === '' ? '' : ' ') + word;
  }
  return [...lines, line];
}
