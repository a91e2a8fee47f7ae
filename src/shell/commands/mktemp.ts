// mktemp: makes a file or a directory of a name that nothing has. The letters come from the machine's random numbers.
import { strerror } from '../../abi/errno.ts';
import { O_CREAT, O_EXCL, O_RDWR } from '../../abi/flags.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export const mktemp = defineTool({
  name: 'mktemp',
  synopsis: '[OPTION]... [TEMPLATE]',
  summary:
    'Makes a file or directory of a new name and prints it. TEMPLATE ends in at least three X; tmp.XXXXXXXXXX if there is none.',
  options: [
    'd,directory|a directory, not a file',
    'u,dry-run|make nothing, print a name only (unsafe)',
    'q,quiet|say nothing of failures',
    ',suffix=SUFF|after the template',
    'p,=DIR|below DIR; $TMPDIR, else /tmp, where DIR is empty',
    ',tmpdir=?DIR|likewise, DIR may be left out',
    't|TEMPLATE is one name, below $TMPDIR, the DIR of -p, or /tmp',
  ],
  *run(tool) {
    if (tool.operands.length > 1) return tool.usage('too many templates');
    const template = tool.operands[0] ?? 'tmp.XXXXXXXXXX';
    const suffix = tool.value('suffix');
    if (suffix !== undefined && !template.endsWith('X'))
      return tool.die(`with --suffix, template ${tool.word(template)} must end in X`);
    const end = suffix === undefined ? template.lastIndexOf('X') + 1 : template.length;
    const tail = suffix ?? template.slice(end);
    if (tail.includes('/')) return tool.die(`invalid suffix ${tool.word(tail)}, contains directory separator`);
    const xs = /X*$/.exec(template.slice(0, end))?.[0].length ?? 0;
    if (xs < 3) return tool.die(`too few X's in template ${tool.word(template)}`);
    const directory = directoryFor(tool);
    if (directory !== undefined && tool.has('t') && template.includes('/'))
      return tool.die(`invalid template, ${tool.word(template)}, contains directory separator`);
    if (directory !== undefined && template.startsWith('/'))
      return tool.die(`invalid template, ${tool.word(template)}; with --tmpdir, it may not be absolute`);
    const stem = `${directory === undefined ? '' : `${directory.replace(/\/$/, '')}/`}${template.slice(0, end - xs)}`;
    yield { wait: 'turn' };
    return make(tool, stem, xs, tail);
  },
});

/** undefined: the template is a path of its own. */
function directoryFor(tool: Tool): string | undefined {
  const given = tool.value('p') ?? tool.value('tmpdir');
  const environment = tool.variable('TMPDIR');
  if (tool.has('t')) return environment || given || '/tmp';
  if (tool.operands.length > 0 && !tool.has('p') && !tool.has('tmpdir')) return undefined;
  return given || environment || '/tmp';
}

function make(tool: Tool, stem: string, xs: number, tail: string): number {
  const { sys } = tool;
  const shown = `${stem}${'X'.repeat(xs)}${tail}`;
  const what = tool.has('directory') ? 'directory' : 'file';
  for (;;) {
    const random = [...sys.getrandom(xs)].map((byte) => letters.charAt(byte % letters.length)).join('');
    const path = stem + random + tail;
    const err = tool.has('dry-run') ? (sys.lstat(path).err === undefined ? 'EEXIST' : undefined) : create(tool, path);
    if (err === 'EEXIST') continue;
    if (err !== undefined) {
      if (!tool.has('quiet')) tool.warn(`failed to create ${what} via template ${tool.word(shown)}: ${strerror(err)}`);
      return 1;
    }
    tool.print(`${path}\n`);
    return 0;
  }
}

function create(tool: Tool, path: string): ReturnType<Tool['sys']['mkdir']>['err'] {
  const { sys } = tool;
  if (tool.has('directory')) return sys.mkdir(path, 0o700).err;
  const fd = sys.open(path, O_RDWR | O_CREAT | O_EXCL, 0o600);
  if (fd.err !== undefined) return fd.err;
  sys.close(fd.ok);
  return undefined;
}
