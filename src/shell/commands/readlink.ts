// readlink: where a symbolic link leads.
import { strerror, type Errno } from '../../abi/errno.ts';
import { canonicalPath, type CanonicalRules } from '../coreutils/canonical.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';

const required: Readonly<Record<string, CanonicalRules['required']>> = {
  canonicalize: 'parents',
  'canonicalize-existing': 'all',
  'canonicalize-missing': 'none',
};

export const readlink = defineTool({
  name: 'readlink',
  paths: ['/bin/readlink'],
  synopsis: '[OPTION]... FILE...',
  summary: 'Prints the target of each symbolic link, or its path without links.',
  options: [
    'f,canonicalize|follow every link of the path; all but the last component must be there',
    'e,canonicalize-existing|likewise; all must be there',
    'm,canonicalize-missing|likewise; none need be there',
    'n,no-newline|no newline at the end',
    'qs,quiet|say nothing of what fails (the default)',
    ',silent|likewise',
    'v,verbose|say what fails',
    'z,zero|end lines with NUL',
  ],
  *run(tool) {
    yield { wait: 'turn' };
    const { operands } = tool;
    if (operands.length === 0) tool.missingOperand();
    const isBare = tool.has('no-newline') && operands.length === 1;
    if (tool.has('no-newline') && !isBare) tool.warn('ignoring --no-newline with multiple arguments');
    const mode = tool.lastOf(...Object.keys(required));
    for (const path of operands) {
      const rules = mode === undefined ? undefined : { required: required[mode] ?? 'parents' };
      const { ok, err } = rules === undefined ? tool.sys.readlink(path) : canonicalPath(tool.sys, path, rules);
      if (err === undefined) tool.print(ok + (isBare ? '' : tool.has('zero') ? '\0' : '\n'));
      else failed(tool, path, err);
    }
    return undefined;
  },
});

function failed(tool: Tool, path: string, err: Errno): void {
  tool.status = 1;
  if (tool.lastOf('quiet', 'silent', 'verbose') === 'verbose') tool.warn(`${tool.file(path)}: ${strerror(err)}`);
}
