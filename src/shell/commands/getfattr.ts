// getfattr: extended attributes of files, as attr 2.5.1 prints them. Only user.* unless another pattern is asked for.
import { strerror } from '../../abi/errno.ts';
import { isDirectory, isSymlink } from '../../abi/mode.ts';
import type { Result, Syscalls } from '../../kernel/program.ts';
import { encodedValue, isEncoding, quotedName, type Encoding } from '../coreutils/attributes.ts';
import { compileRegex, RegexError, type Regex } from '../regex/regex.ts';
import { posixExtended } from '../regex/syntax.ts';
import { below, readNames } from '../coreutils/tree.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';

export const getfattr = defineTool({
  name: 'getfattr',
  suite: 'attr',
  synopsis: '[-hRLP] [-n name|-d] [-e en] [-m pattern] path...',
  summary: 'Prints extended attributes of files.',
  options: [
    'n,name=NAME|that attribute',
    'd,dump|values, too',
    'e,encoding=ENCODING|values as text, hex or base64',
    'm,match=PATTERN|attributes whose names match; - for all',
    ',only-values|values alone',
    'h,no-dereference|symbolic links themselves',
    ',one-file-system|not into other file systems',
    ',absolute-names|keep the slash in front of names',
    'R,recursive|what is in directories, too',
    'L,logical|into directories that links lead to',
    'P,physical|into none that links lead to',
  ],
  trouble: 1,
  usageStatus: 2,
  wrongUsage:
    "Usage: getfattr [-hRLP] [-n name|-d] [-e en] [-m pattern] path...\nTry `getfattr --help' for more information.",
  *run(tool) {
    const given = tool.value('encoding');
    const encoding = given !== undefined && isEncoding(given) ? given : undefined;
    if (tool.operands.length === 0 || given !== encoding) tool.usage();
    const listing = new Listing(tool, encoding, matcher(tool, tool.value('match') ?? '^user\\.'));
    for (const path of tool.operands) yield* listing.walk(path, true);
    return undefined;
  },
});

function matcher(tool: Tool, pattern: string): Regex {
  try {
    return compileRegex(pattern === '-' ? '' : pattern, {
      syntax: posixExtended,
      encoding: tool.utf8 ? 'utf8' : 'bytes',
    });
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    return tool.die(`invalid regular expression "${pattern}"`);
  }
}

class Listing {
  readonly #tool: Tool;
  readonly #encoding: Encoding | undefined;
  readonly #pattern: Regex;
  readonly #name: string | undefined;
  readonly #noFollow: boolean;
  #toldOfSlash = false;

  constructor(tool: Tool, encoding: Encoding | undefined, pattern: Regex) {
    this.#tool = tool;
    this.#encoding = encoding;
    this.#pattern = pattern;
    this.#name = tool.value('name');
    this.#noFollow = tool.has('no-dereference');
  }

  /** A file, and with `-R` what is below it. Links are followed down where they are operands, or everywhere with `-L`. */
  *walk(path: string, isOperand: boolean, device?: number): Steps<void> {
    const tool = this.#tool;
    const { sys } = tool;
    this.#print(path);
    yield* tool.settle();
    if (!tool.has('recursive')) return;
    const mode = sys.lstat(path).ok?.mode ?? 0;
    const follows = isSymlink(mode) && (tool.has('logical') || (isOperand && !tool.has('physical')));
    const stat = follows ? sys.stat(path).ok : sys.lstat(path).ok;
    if (stat === undefined || !isDirectory(stat.mode)) return;
    const here = stat.dev;
    if (tool.has('one-file-system') && device !== undefined && device !== here) return;
    const names = readNames(sys, path);
    if (names.err !== undefined) {
      tool.failed(path, names.err);
      return;
    }
    for (const name of names.ok) yield* this.walk(below(path, name), false, here);
  }

  #print(path: string): void {
    const tool = this.#tool;
    const { sys } = tool;
    const names = this.#names(path);
    if (names.err !== undefined) {
      tool.failed(path, names.err);
      return;
    }
    const lines: string[] = [];
    for (const name of names.ok) {
      const value = this.#noFollow ? sys.lgetxattr(path, name) : sys.getxattr(path, name);
      if (value.err !== undefined) {
        tool.complain(`${path}: ${name}: ${value.err === 'ENODATA' ? 'No such attribute' : strerror(value.err)}`);
        tool.status = 1;
      } else if (tool.has('only-values')) tool.out.write(value.ok);
      else if (this.#name === undefined && !tool.has('dump')) lines.push(name);
      else lines.push(`${name}=${encodedValue(value.ok, this.#encoding)}`);
    }
    if (lines.length > 0) tool.print(`# file: ${quotedName(this.#shown(path))}\n${lines.join('\n')}\n\n`);
  }

  #names(path: string): Result<readonly string[]> {
    if (this.#name !== undefined) return { ok: [this.#name] };
    const listed = listOf(this.#tool.sys, path, this.#noFollow);
    if (listed.err !== undefined) return listed;
    return { ok: listed.ok.filter((name) => this.#pattern.test(name)).sort() };
  }

  #shown(path: string): string {
    const tool = this.#tool;
    if (tool.has('absolute-names')) return path;
    if (path.startsWith('/') && !this.#toldOfSlash) {
      tool.warn("Removing leading '/' from absolute path names");
      this.#toldOfSlash = true;
    }
    return path.replace(/^\.?\/+/, '') || '.';
  }
}

function listOf(sys: Syscalls, path: string, noFollow: boolean): Result<readonly string[]> {
  return noFollow ? sys.llistxattr(path) : sys.listxattr(path);
}
