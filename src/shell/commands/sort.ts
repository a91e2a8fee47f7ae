// sort: lines in order, by bytes, by numbers, by keys.
import { strerror } from '../../abi/errno.ts';
import { decodeBytes } from '../../abi/bytes.ts';
import { O_CREAT, O_RDONLY, O_TRUNC, O_WRONLY } from '../../abi/flags.ts';
import { Input } from '../../kernel/stdio.ts';
import { argumentText, byteText } from '../coreutils/byte-text.ts';
import { comparisonOf, type Ordering, type SortKey } from '../coreutils/sort-order.ts';
import { suffixMultiplier } from '../coreutils/size.ts';
import { defineTool, Exit, type Steps, type Tool } from '../coreutils/tool.ts';

const orderings: Readonly<Record<string, string>> = {
  'ignore-leading-blanks': 'b',
  'dictionary-order': 'd',
  'ignore-case': 'f',
  'general-numeric-sort': 'g',
  'human-numeric-sort': 'h',
  'ignore-nonprinting': 'i',
  'month-sort': 'M',
  'numeric-sort': 'n',
  'random-sort': 'R',
  reverse: 'r',
  'version-sort': 'V',
};

const sortWords: Readonly<Record<string, string>> = {
  'general-numeric': 'g',
  'human-numeric': 'h',
  month: 'M',
  numeric: 'n',
  random: 'R',
  version: 'V',
};

export const sort = defineTool({
  name: 'sort',
  synopsis: '[OPTION]... [FILE]...\n[OPTION]... --files0-from=F',
  summary: 'Prints the lines of all FILEs in order.',
  options: [
    'b,ignore-leading-blanks|without the blanks before it',
    'd,dictionary-order|by blanks, letters and digits alone',
    'f,ignore-case|upper and lower case alike',
    'g,general-numeric-sort|by floating-point numbers',
    'i,ignore-nonprinting|by what can be printed alone',
    'M,month-sort|JAN before DEC',
    'h,human-numeric-sort|2K before 1G',
    'n,numeric-sort|by numbers',
    'R,random-sort|in random order, like keys together',
    ',random-source=FILE|random bytes of FILE',
    'r,reverse|backwards',
    ',sort=WORD|general-numeric -g, human-numeric -h, month -M, numeric -n, random -R, version -V',
    'V,version-sort|by version numbers',
    ',batch-size=N|merge no more than N files at a time',
    'c|is it in order? the first line that is not',
    ',check=?WORD|likewise; quiet, silent: as -C',
    'C|is it in order?',
    ',compress-program=PROG|nothing: no temporary files are made',
    ',debug|mark what is compared',
    ',files0-from=F|the names are in F, each ended with NUL',
    'k,key=KEYDEF|by a key: F[.C][OPTS][,F[.C][OPTS]]',
    'm,merge|the FILEs are in order already',
    'o,output=FILE|into FILE',
    's,stable|lines with like keys stay in order',
    'S,buffer-size=SIZE|memory to use',
    't,field-separator=SEP|what stands between fields',
    'T,temporary-directory=DIR|nothing: no temporary files are made',
    ',parallel=N|nothing: one at a time',
    'u,unique|of lines with like keys only the first',
    'y=?ANY|nothing (as it was once)',
    'z,zero-terminated|lines end with NUL',
  ],
  trouble: 2,
  rewrite: oldKeys,
  *run(tool) {
    const plan = planOf(tool);
    const files = yield* filesOf(tool);
    if (plan.check !== undefined) {
      if (files.length > 1)
        return tool.die(`extra operand ${tool.quote(files[1] ?? '')} not allowed with -${plan.check}`);
      if (tool.has('output')) return tool.die(`options '-${plan.check}o' are incompatible`);
      return yield* check(tool, files[0] ?? '-', plan);
    }
    const runs: string[][] = [];
    for (const name of files) runs.push(yield* linesOf(tool, name, plan.end));
    yield { wait: 'turn' };
    const lines = tool.has('merge') ? merged(runs, plan.compare) : runs.flat().sort(plan.compare);
    const kept = plan.unique
      ? lines.filter((line, i) => i === 0 || plan.compareKeys(lines[i - 1] ?? '', line) !== 0)
      : lines;
    const output = tool.value('output');
    if (output !== undefined) {
      const fd = tool.sys.open(output, O_WRONLY | O_CREAT | O_TRUNC, 0o666);
      if (fd.err !== undefined) return tool.die(`open failed: ${tool.file(output)}: ${strerror(fd.err)}`);
      tool.sys.dup2(fd.ok, 1);
      tool.sys.close(fd.ok);
    }
    for (let at = 0; at < kept.length; at += 1024) {
      tool.printBytes(
        kept
          .slice(at, at + 1024)
          .map((line) => line + plan.end)
          .join(''),
      );
      yield* tool.settle();
    }
    return 0;
  },
});

/** The least of the first lines again and again; of like ones that of the first file. */
function merged(runs: readonly (readonly string[])[], compare: (a: string, b: string) => number): string[] {
  const places = runs.map(() => 0);
  const lines: string[] = [];
  for (;;) {
    let best = -1;
    runs.forEach((run, i) => {
      const line = run[places[i] ?? 0];
      if (line === undefined) return;
      if (best < 0 || compare(line, runs[best]?.[places[best] ?? 0] ?? '') < 0) best = i;
    });
    if (best < 0) return lines;
    lines.push(runs[best]?.[places[best] ?? 0] ?? '');
    places[best] = (places[best] ?? 0) + 1;
  }
}

/** `+1 -2`, as it was once written, is `-k2,2`. */
function oldKeys(args: readonly string[]): string[] {
  const result: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const [, field, char, options = ''] = /^\+(\d+)(?:\.(\d+))?([bdfgiMhnRrV]*)$/.exec(arg) ?? [];
    if (field === undefined || args.slice(0, i).includes('--')) {
      result.push(arg);
      continue;
    }
    const from = `${String(Number(field) + 1)}${char === undefined ? '' : `.${String(Number(char) + 1)}`}${options}`;
    const [, last, lastChar, lastOptions = ''] = /^-(\d+)(?:\.(\d+))?([bdfgiMhnRrV]*)$/.exec(args[i + 1] ?? '') ?? [];
    if (last === undefined) result.push('-k', from);
    else {
      const to = lastChar === undefined || lastChar === '0' ? last : `${String(Number(last) + 1)}.${lastChar}`;
      result.push('-k', `${from},${to}${lastOptions}`);
      i++;
    }
  }
  return result;
}

interface Plan {
  readonly end: string;
  readonly unique: boolean;
  readonly check: 'c' | 'C' | undefined;
  /** By keys alone: what is like by them is a repetition. */
  readonly compareKeys: (a: string, b: string) => number;
  readonly compare: (a: string, b: string) => number;
}

function planOf(tool: Tool): Plan {
  let letters = '';
  const keys: SortKey[] = [];
  let check: Plan['check'];
  for (const { name, value } of tool.options) {
    letters += orderings[name] ?? '';
    if (name === 'sort') letters += sortWord(tool, value ?? '');
    if (name === 'key') keys.push(keyOf(tool, value ?? ''));
    const asked =
      name === 'c'
        ? 'c'
        : name === 'C'
          ? 'C'
          : name === 'check'
            ? value === 'quiet' || value === 'silent'
              ? 'C'
              : 'c'
            : undefined;
    if (asked !== undefined) {
      if (check !== undefined && check !== asked) return tool.die("options '-cC' are incompatible");
      check = asked;
    }
  }
  const size = tool.value('buffer-size');
  if (size !== undefined) {
    const [, digits, suffix = ''] = /^(\d+)([a-zA-Z%]*)$/.exec(size) ?? [];
    if (digits === undefined || (suffix !== '%' && suffixMultiplier(suffix, 'b') === undefined)) {
      const spelled = tool.options.findLast(({ name }) => name === 'buffer-size')?.spelled ?? 'S';
      const option = spelled.startsWith('--') ? spelled : `-${spelled}`;
      tool.die(`${digits === undefined ? 'invalid' : 'invalid suffix in'} ${option} argument ${tool.word(size)}`);
    }
  }
  const separator = separatorOf(tool);
  const whole = orderingOf(tool, letters);
  const used = keys.map((key) => (key.own ? key : { ...key, ordering: whole }));
  const unique = tool.has('unique');
  const compareKeys = comparisonOf(
    used.length === 0 ? [{ ...wholeLine, ordering: whole }] : used,
    separator,
    saltOf(tool, letters, keys),
  );
  const isPlain = used.length === 0 && letters.replace(/r/g, '') === '';
  const reverse = letters.includes('r');
  const stable = tool.has('stable') || unique || isPlain;
  return {
    end: tool.has('zero-terminated') ? '\0' : '\n',
    unique,
    check,
    compareKeys,
    compare: (a, b) => {
      const order = compareKeys(a, b);
      if (order !== 0 || stable) return order;
      const last = a < b ? -1 : a > b ? 1 : 0;
      return reverse ? -last : last;
    },
  };
}

const wholeLine = {
  startField: 0,
  startChar: 0,
  endField: undefined,
  endChar: 0,
  own: true,
  blanksStart: false,
  blanksEnd: false,
};

/** Each run shuffles differently; within one, like keys fall together. */
function saltOf(tool: Tool, letters: string, keys: readonly SortKey[]): Uint8Array {
  if (!letters.includes('R') && !keys.some(({ ordering }) => ordering.kind === 'R')) return new Uint8Array(0);
  const name = tool.value('random-source');
  if (name === undefined) return tool.sys.getrandom(16);
  const fd = tool.sys.open(name, O_RDONLY);
  if (fd.err !== undefined) return tool.die(`open failed: ${tool.file(name)}: ${strerror(fd.err)}`);
  const { ok = new Uint8Array(0) } = tool.sys.read(fd.ok, 16);
  tool.sys.close(fd.ok);
  return ok.length < 16 ? tool.die(`${tool.file(name)}: end of file`) : ok;
}

function sortWord(tool: Tool, word: string): string {
  const found = Object.keys(sortWords).filter((each) => each.startsWith(word));
  const [only] = found;
  if (found.length === 1 && only !== undefined) return sortWords[only] ?? '';
  tool.warn(`invalid argument ${tool.word(word)} for ${tool.word('--sort')}`);
  tool.complain('Valid arguments are:');
  for (const each of Object.keys(sortWords)) tool.complain(`  - ${tool.word(each)}`);
  tool.complain(`Try '${tool.name} --help' for more information.`);
  throw new Exit(1);
}

function orderingOf(tool: Tool, letters: string): Ordering {
  const kinds = [...new Set(letters.replace(/[^gMhnRV]/g, ''))];
  const ignores = /[di]/.test(letters);
  const isNumber = kinds.some((kind) => /[gMhn]/.test(kind));
  if (kinds.length > 1 || (ignores && kinds.some((kind) => /[gMhn]/.test(kind)))) {
    const clash = [...'bdfghiMnRrV'].filter(
      (letter) => kinds.includes(letter) || (/[di]/.test(letter) && letters.includes(letter) && isNumber),
    );
    tool.die(`options '-${clash.join('')}' are incompatible`);
  }
  return {
    kind: kinds[0] as Ordering['kind'],
    folds: letters.includes('f'),
    dictionary: letters.includes('d'),
    printable: letters.includes('i'),
    blanks: letters.includes('b'),
    reverse: letters.includes('r'),
  };
}

function separatorOf(tool: Tool): string | undefined {
  const given = [
    ...new Set(tool.options.filter(({ name }) => name === 'field-separator').map(({ value = '' }) => value)),
  ];
  const [text] = given;
  if (text === undefined) return undefined;
  if (given.length > 1) return tool.die('incompatible tabs');
  if (text === '') return tool.die('empty tab');
  if (text === '\\0') return '\0';
  const bytes = argumentText(text);
  return bytes.length === 1 ? bytes : tool.die(`multi-character tab ${tool.word(text)}`);
}

function keyOf(tool: Tool, text: string): SortKey {
  const bad = (message: string): never => tool.die(`${message}: invalid field specification ${tool.word(text)}`);
  const match = /^(\d*)(?:\.(\d*))?([a-zA-Z]*)(?:(,)(\d*)(?:\.(\d*))?([a-zA-Z]*))?(.*)$/s.exec(text);
  const [, field = '', char, first = '', comma, last = '', lastChar, second = '', rest = ''] = match ?? [];
  const letters = first + second;
  if (field === '') {
    tool.warn(`invalid number at field start: invalid count at start of ${tool.word(text)}`);
    throw new Exit(2);
  }
  if (Number(field) === 0) bad('field number is zero');
  if (char !== undefined && char === '') {
    tool.warn(`invalid number after '.': invalid count at start of ${tool.word(text.slice(text.indexOf('.') + 1))}`);
    throw new Exit(2);
  }
  if (char !== undefined && Number(char) === 0) bad('character offset is zero');
  if (comma !== undefined && last === '') {
    tool.warn(`invalid number after ',': invalid count at start of ${tool.word(text.slice(text.indexOf(',') + 1))}`);
    throw new Exit(2);
  }
  if (comma !== undefined && Number(last) === 0) bad('field number is zero');
  if (rest !== '' || /[^bdfghiMnRrV]/.test(letters)) bad('stray character in field spec');
  return {
    startField: Number(field) - 1,
    startChar: char === undefined ? 0 : Number(char) - 1,
    endField: comma === undefined ? undefined : Number(last),
    endChar: Number(lastChar ?? 0),
    own: letters !== '',
    blanksStart: first.includes('b'),
    blanksEnd: second.includes('b'),
    ordering: orderingOf(tool, letters.replace(/b/g, '')),
  };
}

function* filesOf(tool: Tool): Steps<readonly string[]> {
  const list = tool.value('files0-from');
  if (list === undefined) return tool.operands.length === 0 ? ['-'] : tool.operands;
  if (tool.operands.length > 0) {
    tool.warn(`extra operand ${tool.quote(tool.operands[0] ?? '')}`);
    tool.complain('file operands cannot be combined with --files0-from');
    return tool.usage();
  }
  const opened = list === '-' ? { ok: 0, err: undefined } : tool.sys.open(list, O_RDONLY);
  if (opened.err !== undefined) return tool.die(`cannot open ${tool.quote(list)} for reading: ${strerror(opened.err)}`);
  const { ok } = yield* new Input(tool.process, opened.ok).rest();
  const names = decodeBytes(ok ?? new Uint8Array(0)).split('\0');
  if (names.at(-1) === '') names.pop();
  return names.length === 0 ? tool.die(`no input from ${tool.quote(list)}`) : names;
}

function* linesOf(tool: Tool, name: string, end: string): Steps<string[]> {
  const opened = name === '-' ? { ok: 0, err: undefined } : tool.sys.open(name, O_RDONLY);
  if (opened.err !== undefined) return tool.die(`cannot read: ${tool.file(name)}: ${strerror(opened.err)}`);
  const { ok, err } = yield* new Input(tool.process, opened.ok).rest();
  if (err !== undefined) return tool.die(`read failed: ${tool.file(name)}: ${strerror(err)}`);
  if (opened.ok > 2) tool.sys.close(opened.ok);
  const lines = byteText(ok).split(end);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function* check(tool: Tool, name: string, plan: Plan): Steps<number> {
  const lines = yield* linesOf(tool, name, plan.end);
  for (let i = 1; i < lines.length; i++) {
    const order = plan.compare(lines[i - 1] ?? '', lines[i] ?? '');
    if (order < 0 || (order === 0 && !plan.unique)) continue;
    if (plan.check === 'c') tool.warn(`${name}:${String(i + 1)}: disorder: ${lines[i] ?? ''}`);
    return 1;
  }
  return 0;
}
