// realpath: paths without links, from the root or from some directory.
import { strerror } from '../../abi/errno.ts';
import { canonicalPath, isWithin, relativePath, type CanonicalRules } from '../coreutils/canonical.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';

export const realpath = defineTool({
  name: 'realpath',
  synopsis: '[OPTION]... FILE...',
  summary: 'Prints the path of each FILE without links.',
  options: [
    'e,canonicalize-existing|all components must be there',
    'm,canonicalize-missing|none need be there',
    'L,logical|.. before links',
    'P,physical|links as they come (the default)',
    'q,quiet|say nothing of what fails',
    ',relative-to=DIR|from DIR on',
    ',relative-base=DIR|from DIR on what is below it, all else from the root',
    's,strip|links stay',
    ',no-symlinks|likewise',
    'z,zero|end lines with NUL',
  ],
  *run(tool) {
    yield { wait: 'turn' };
    if (tool.operands.length === 0) tool.missingOperand();
    const mode = tool.lastOf('canonicalize-existing', 'canonicalize-missing');
    const required = mode === undefined ? 'parents' : mode === 'canonicalize-missing' ? 'none' : 'all';
    const links = tool.lastOf('logical', 'physical', 'strip', 'no-symlinks');
    const rules: CanonicalRules = { required, keepsLinks: links === 'strip' || links === 'no-symlinks' };
    const base = directoryOf(tool, 'relative-base', rules);
    const from = directoryOf(tool, 'relative-to', rules) ?? base;
    for (const path of tool.operands) {
      const plain =
        links === 'logical' ? canonicalPath(tool.sys, path, { required: 'none', keepsLinks: true }).ok : path;
      const { ok, err } = canonicalPath(tool.sys, plain ?? path, rules);
      if (err !== undefined) {
        if (tool.has('quiet')) tool.status = 1;
        else tool.failed(path === '' ? "''" : tool.file(path), err);
        continue;
      }
      const isRelative = from !== undefined && (base === undefined || (isWithin(ok, base) && isWithin(from, base)));
      tool.print((isRelative ? relativePath(from, ok) : ok) + (tool.has('zero') ? '\0' : '\n'));
    }
    return undefined;
  },
});

function directoryOf(tool: Tool, option: string, rules: CanonicalRules): string | undefined {
  const path = tool.value(option);
  if (path === undefined) return undefined;
  const { ok, err } = canonicalPath(tool.sys, path, rules);
  if (err === undefined) return ok;
  return tool.die(`${tool.file(path)}: ${strerror(err)}`);
}
