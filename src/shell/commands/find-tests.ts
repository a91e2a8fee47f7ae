// The tests and options of find's expressions.
import { strerror } from '../../abi/errno.ts';
import { R_OK, W_OK, X_OK } from '../../abi/flags.ts';
import { fileType, isDirectory } from '../../abi/mode.ts';
import type { Stat } from '../../abi/stat.ts';
import { globPattern } from '../coreutils/glob.ts';
import { parseMode } from '../coreutils/mode.ts';
import { parseTime, zoneOf } from '../coreutils/time.ts';
import type { Tool } from '../coreutils/tool.ts';
import { namesIn } from '../coreutils/tree.ts';
import { textAs } from '../regex/encoding.ts';
import { compileRegex, RegexError, type Regex } from '../regex/regex.ts';
import { emacs, grepBasic, grepExtended, posixExtended, sedBasic, type Syntax } from '../regex/syntax.ts';
import { always, typeLetter, when, type Found, type Plan, type Primary, type Reading, type Test } from './find-plan.ts';

const nsPerSecond = 1_000_000_000n;

const names: Readonly<Record<string, Primary>> = {
  '-name': (reading, word) => glob(reading, word, ({ name }) => name),
  '-iname': (reading, word) => glob(reading, word, ({ name }) => name, true),
  '-path': (reading, word) => glob(reading, word, ({ path }) => path),
  '-wholename': (reading, word) => glob(reading, word, ({ path }) => path),
  '-ipath': (reading, word) => glob(reading, word, ({ path }) => path, true),
  '-iwholename': (reading, word) => glob(reading, word, ({ path }) => path, true),
  '-lname': (reading, word) => glob(reading, word, ({ path }) => reading.tool.sys.readlink(path).ok),
  '-ilname': (reading, word) => glob(reading, word, ({ path }) => reading.tool.sys.readlink(path).ok, true),
  '-regex': (reading, word) => regexTest(reading, word, false),
  '-iregex': (reading, word) => regexTest(reading, word, true),
  '-regextype': (reading, word) => {
    reading.syntax = regexSyntax(reading.tool, reading.argument(word));
    return always;
  },
};

function glob(reading: Reading, word: string, textOf: (found: Found) => string | undefined, ignoreCase = false): Test {
  const pattern = globPattern(reading.argument(word), { ignoreCase });
  return when((found) => {
    const text = textOf(found);
    return text !== undefined && pattern.test(text);
  });
}

const kinds: Readonly<Record<string, Primary>> = {
  '-type': (reading, word) => {
    const wanted = typeList(reading, word);
    return when(({ stat }) => wanted.has(typeLetter(stat.mode)));
  },
  // The kind as the other way of following links sees it.
  '-xtype': (reading, word) => {
    const wanted = typeList(reading, word);
    const { sys } = reading.tool;
    return when(({ path, stat }) => {
      const seen = reading.plan.follows === 'always' ? sys.lstat(path).ok : sys.stat(path).ok;
      return wanted.has(typeLetter((seen ?? stat).mode));
    });
  },
  '-empty': ({ tool }) =>
    when(({ path, stat }) =>
      isDirectory(stat.mode) ? namesIn(tool.sys, path).length === 0 : fileType(stat.mode) === 'reg' && stat.size === 0,
    ),
  '-size': (reading, word) => {
    const { sign, count, unit } = sizeArgument(reading.tool, reading.argument(word));
    return when(({ stat }) => compare(sign, Math.ceil(stat.size / unit), count));
  },
  '-links': (reading, word) => number(reading, word, ({ nlink }) => nlink),
  '-inum': (reading, word) => number(reading, word, ({ ino }) => ino),
  '-uid': (reading, word) => number(reading, word, ({ uid }) => uid),
  '-gid': (reading, word) => number(reading, word, ({ gid }) => gid),
  '-perm': (reading, word) => permission(reading.tool, reading.argument(word)),
  '-user': (reading, word) => {
    const name = reading.argument(word);
    const uid = reading.accounts.uidOf(name);
    if (uid === undefined) return reading.tool.die(`${reading.tool.word(name)} is not the name of a known user`);
    return when(({ stat }) => stat.uid === uid);
  },
  '-group': (reading, word) => {
    const name = reading.argument(word);
    const gid = reading.accounts.gidOf(name);
    if (gid === undefined) return reading.tool.die(`${reading.tool.word(name)} is not the name of an existing group`);
    return when(({ stat }) => stat.gid === gid);
  },
  '-nouser': ({ accounts }) => when(({ stat }) => accounts.userName(stat.uid) === undefined),
  '-nogroup': ({ accounts }) => when(({ stat }) => accounts.groupName(stat.gid) === undefined),
  '-samefile': (reading, word) => {
    const { dev, ino } = reference(reading, word);
    return when(({ stat }) => stat.dev === dev && stat.ino === ino);
  },
  '-readable': ({ tool }) => when(({ path }) => tool.sys.access(path, R_OK).err === undefined),
  '-writable': ({ tool }) => when(({ path }) => tool.sys.access(path, W_OK).err === undefined),
  '-executable': ({ tool }) => when(({ path }) => tool.sys.access(path, X_OK).err === undefined),
  '-true': () => always,
  '-false': () => when(() => false),
  '-prune': (reading) => {
    reading.prunes = true;
    return when((found) => (found.pruned = true));
  },
};

function typeList({ tool, argument }: Reading, word: string): ReadonlySet<string> {
  const list = argument(word);
  if (list === '') tool.die(`Arguments to ${word} should contain at least one letter`);
  const parts = list.split(',');
  for (const [i, part] of parts.entries()) {
    if (part === '' && i === parts.length - 1)
      tool.die(`Last file type in list argument to ${word} is missing, i.e., list is ending on: ','`);
    if (!/^[bcdflpsD]/.test(part)) tool.die(`Unknown argument to ${word}: ${part.charAt(0)}`);
    if (part.length > 1) tool.die(`Must separate multiple arguments to ${word} using: ','`);
  }
  return new Set(parts);
}

const sizeUnits: Readonly<Record<string, number>> = { b: 512, c: 1, w: 2, k: 1024, M: 1 << 20, G: 1 << 30 };

function sizeArgument(tool: Tool, text: string): { sign: string; count: number; unit: number } {
  const last = text.at(-1) ?? '';
  const unit = /\d/.test(last) ? 512 : sizeUnits[last];
  if (unit === undefined)
    return tool.die(text === '' ? 'invalid null argument to -size' : `invalid -size type \`${last}'`);
  const [, sign, digits] = /^([-+]?)(\d+)[a-zA-Z]?$/.exec(text) ?? [];
  if (sign === undefined) return tool.die(`Invalid argument \`${text}' to -size`);
  return { sign, count: Number(digits), unit };
}

function compare(sign: string, value: number, wanted: number): boolean {
  return sign === '+' ? value > wanted : sign === '-' ? value < wanted : value === wanted;
}

function number({ tool, argument }: Reading, word: string, valueOf: (stat: Stat) => number): Test {
  const text = argument(word);
  const [, sign, digits] = /^([-+]?)(\d+)$/.exec(text) ?? [];
  if (sign === undefined) return tool.die(`invalid argument \`${text}' to \`${word}'`);
  return when(({ stat }) => compare(sign, valueOf(stat), Number(digits)));
}

function permission(tool: Tool, text: string): Test {
  const sign = /^[-/]/.exec(text)?.[0] ?? '';
  const change = parseMode(text.slice(sign.length));
  if (change === undefined) return tool.die(`invalid mode ${tool.word(text)}`);
  const [forFiles, forDirectories] = [change(0, false, 0), change(0, true, 0)];
  if (sign === '/' && forFiles === 0)
    tool.warn(
      `warning: you have specified a mode pattern ${text} (which is equivalent to /000). The meaning of -perm /000 has now been changed to be consistent with -perm -000; that is, while it used to match no files, it now matches all files.`,
    );
  return when(({ stat }) => {
    const own = stat.mode & 0o7777;
    const bits = isDirectory(stat.mode) ? forDirectories : forFiles;
    if (sign === '-') return (own & bits) === bits;
    if (sign === '/') return bits === 0 || (own & bits) !== 0;
    return own === bits;
  });
}

function reference({ tool, plan, argument }: Reading, word: string): Stat {
  const path = argument(word);
  const followed = plan.follows === 'never' ? undefined : tool.sys.stat(path).ok;
  if (followed !== undefined) return followed;
  const { ok, err } = tool.sys.lstat(path);
  return err === undefined ? ok : tool.die(`${tool.word(path)}: ${strerror(err)}`);
}

const timeOf: Readonly<Record<string, (stat: Stat) => bigint>> = {
  a: ({ atimeNs }) => atimeNs,
  B: ({ btimeNs }) => btimeNs,
  c: ({ ctimeNs }) => ctimeNs,
  m: ({ mtimeNs }) => mtimeNs,
};

const times: Readonly<Record<string, Primary>> = {
  '-amin': (reading, word) => age(reading, word, 'a'),
  '-cmin': (reading, word) => age(reading, word, 'c'),
  '-mmin': (reading, word) => age(reading, word, 'm'),
  '-atime': (reading, word) => age(reading, word, 'a'),
  '-ctime': (reading, word) => age(reading, word, 'c'),
  '-mtime': (reading, word) => age(reading, word, 'm'),
  '-newer': (reading, word) => newer(reading, word, 'm', 'm'),
  '-anewer': (reading, word) => newer(reading, word, 'a', 'm'),
  '-cnewer': (reading, word) => newer(reading, word, 'c', 'm'),
};

/** Minutes reach back from n: (n-1, n]. Days reach on from n: [n, n+1). */
function age({ tool, plan, argument }: Reading, word: string, letter: string): Test {
  const text = argument(word);
  const [, sign, digits] = /^([-+]?)(\d+(?:\.\d*)?|\.\d+)$/.exec(text) ?? [];
  if (sign === undefined) return tool.die(`invalid argument \`${text}' to \`${word}'`);
  const inMinutes = word.endsWith('min');
  const wanted = Number(digits);
  const { now } = plan;
  return when(({ stat }) => {
    const value = Number(now - (timeOf[letter]?.(stat) ?? 0n)) / 1e9 / (inMinutes ? 60 : 86400);
    if (sign === '-') return value < wanted;
    if (inMinutes) return sign === '+' ? value > wanted : value > wanted - 1 && value <= wanted;
    return sign === '+' ? value >= wanted + 1 : value >= wanted && value < wanted + 1;
  });
}

function newer(reading: Reading, word: string, own: string, other: string): Test {
  const { tool } = reading;
  let than: bigint;
  if (other === 't') {
    const text = reading.argument(word);
    const parsed = parseTime(text, tool.sys.clockGettime(), zoneOf(tool.variable('TZ')));
    if (parsed === undefined)
      return tool.die(`I cannot figure out how to interpret ${tool.word(text)} as a date or time`);
    than = parsed;
  } else than = timeOf[other]?.(reference(reading, word)) ?? 0n;
  return when(({ stat }) => (timeOf[own]?.(stat) ?? 0n) > than);
}

const settings: Readonly<Record<string, Primary>> = {
  '-maxdepth': (reading, word) => setting(reading, (plan) => (plan.maxDepth = depthOf(reading, word))),
  '-mindepth': (reading, word) => setting(reading, (plan) => (plan.minDepth = depthOf(reading, word))),
  '-depth': (reading) => {
    reading.saysDepth = true;
    return setting(reading, (plan) => (plan.depthFirst = true));
  },
  '-d': (reading) => {
    reading.saysDepth = true;
    return setting(reading, (plan) => (plan.depthFirst = true));
  },
  '-xdev': (reading) => setting(reading, (plan) => (plan.sameDevice = true)),
  '-mount': (reading) => setting(reading, (plan) => (plan.sameDevice = true)),
  '-follow': (reading) => setting(reading, (plan) => (plan.follows = 'always')),
  '-daystart': (reading) =>
    setting(reading, (plan) => {
      const day = 86400n * nsPerSecond;
      plan.now = (plan.now / day + 1n) * day;
    }),
  '-noleaf': () => always,
  '-warn': () => always,
  '-nowarn': () => always,
  '-ignore_readdir_race': () => always,
  '-noignore_readdir_race': () => always,
};

function setting({ plan }: Reading, set: (plan: Plan) => unknown): Test {
  set(plan);
  return always;
}

function depthOf({ tool, argument }: Reading, word: string): number {
  const text = argument(word);
  if (!/^\d+$/.test(text))
    tool.die(`Expected a positive decimal integer argument to ${word}, but got ${tool.word(text)}`);
  return Number(text);
}

const tests: Readonly<Record<string, Primary>> = { ...names, ...kinds, ...times, ...settings };

/** A test by its word; undefined: there is none such. */
export function testOf(word: string): Primary | undefined {
  const known = tests[word];
  if (known !== undefined) return known;
  const [, own, other] = /^-newer(.)(.)$/.exec(word) ?? [];
  if (own === undefined || other === undefined) return undefined;
  if (timeOf[own] === undefined || (timeOf[other] === undefined && other !== 't'))
    return ({ tool }) => tool.die(`invalid predicate \`${word}'`);
  return (reading) => newer(reading, word, own, other);
}

function regexTest({ tool, syntax, argument }: Reading, word: string, ignoreCase: boolean): Test {
  const regex = pathRegex(tool, argument(word), syntax, ignoreCase);
  return when(({ path }) => regex.test(tool.utf8 ? path : textAs(path, 'bytes')));
}

/** An expression for whole paths. */
function pathRegex(tool: Tool, source: string, syntax: Syntax, ignoreCase: boolean): Regex {
  const encoding = tool.utf8 ? 'utf8' : 'bytes';
  try {
    return compileRegex(textAs(source, encoding), { syntax, ignoreCase, whole: 'line', encoding });
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    return tool.die(`failed to compile regular expression '${source}': ${error.message}`);
  }
}

const regexSyntaxes: Readonly<Record<string, Syntax>> = {
  'findutils-default': emacs,
  ed: sedBasic,
  emacs,
  'gnu-awk': posixExtended,
  grep: grepBasic,
  'posix-awk': posixExtended,
  awk: { ...posixExtended, intervals: false },
  'posix-basic': sedBasic,
  'posix-egrep': grepExtended,
  egrep: grepExtended,
  'posix-extended': posixExtended,
  'posix-minimal-basic': sedBasic,
  sed: sedBasic,
};

function regexSyntax(tool: Tool, name: string): Syntax {
  const syntax = regexSyntaxes[name];
  if (syntax !== undefined) return syntax;
  const valid = Object.keys(regexSyntaxes).map((each) => tool.word(each));
  return tool.die(`Unknown regular expression type ${tool.word(name)}; valid types are ${valid.join(', ')}.`);
}
