// getfattr: extended attributes of files, as attr 2.5.1 prints them. Only user.* unless another pattern is asked for.
import { strerror } from '../../abi/errno.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';
import { compileRegex, RegexError, type Regex } from '../regex/regex.ts';
import { posixExtended } from '../regex/syntax.ts';

export const getfattr = defineTool({
  name: 'getfattr',
  suite: 'attr',
  synopsis: '[-hd] [-n NAME] [-m PATTERN] [-e ENCODING] FILE...',
  summary: 'Prints extended attributes of files.',
  options: [
    'd,dump|values, too',
    'e,encoding=ENCODING|text, hex or base64',
    'h,no-dereference|symbolic links themselves',
    'm,match=PATTERN|attributes whose names match; - for all',
    'n,name=NAME|that attribute',
    ',absolute-names|keep the slash in front of names',
    ',only-values|values alone',
  ],
  trouble: 1,
  *run(tool) {
    const { sys } = tool;
    if (tool.operands.length === 0) tool.usage();
    const name = tool.value('name');
    const match = tool.value('match') ?? '^user\\.';
    const pattern = matcher(tool, match === '-' ? '' : match);
    let told = false;
    for (const path of tool.operands) {
      const noFollow = tool.has('no-dereference');
      const listed = noFollow ? sys.llistxattr(path) : sys.listxattr(path);
      if (listed.err !== undefined) {
        tool.failed(path, listed.err);
        continue;
      }
      const names = name === undefined ? [...listed.ok].filter((one) => pattern.test(one)).sort() : [name];
      const lines: string[] = [];
      for (const one of names) {
        const value = noFollow ? sys.lgetxattr(path, one) : sys.getxattr(path, one);
        if (value.err !== undefined) {
          tool.complain(`${path}: ${one}: ${value.err === 'ENODATA' ? 'No such attribute' : strerror(value.err)}`);
          tool.status = 1;
          continue;
        }
        if (tool.has('only-values')) tool.out.write(value.ok);
        else if (name === undefined && !tool.has('dump')) lines.push(one);
        else lines.push(value.ok.length === 0 ? one : `${one}=${encoded(value.ok, tool.value('encoding'))}`);
      }
      if (lines.length === 0) continue;
      let shown = path;
      if (path.startsWith('/') && !tool.has('absolute-names')) {
        shown = path.replace(/^\/+/, '');
        if (!told) tool.complain(`${tool.name}: Removing leading '/' from absolute path names`);
        told = true;
      }
      tool.print(`# file: ${shown}\n${lines.join('\n')}\n\n`);
      yield* tool.settle();
    }
    return undefined;
  },
});

function matcher(tool: Tool, pattern: string): Regex {
  try {
    return compileRegex(pattern, { syntax: posixExtended, encoding: tool.utf8 ? 'utf8' : 'bytes' });
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    return tool.die(`invalid regular expression "${pattern}"`);
  }
}

/** Text in quotes where it is text, else base64 with 0s in front. */
function encoded(value: Uint8Array, encoding: string | undefined): string {
  const isText = value.every((byte) => byte >= 0x20 && byte < 0x7f);
  if (encoding === 'hex') return `0x${[...value].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  if (encoding === 'text' || (encoding === undefined && isText)) {
    const text = [...value].map((byte) =>
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`,
    );
    return `"${text.join('').replace(/["\\]/g, '\\$&')}"`;
  }
  return `0s${btoa(String.fromCharCode(...value))}`;
}
