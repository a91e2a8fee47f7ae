// setfattr: sets or removes an extended attribute, or sets all that a dump of getfattr's tells.
import { encodeBytes } from '../../abi/bytes.ts';
import { strerror, type Errno } from '../../abi/errno.ts';
import { decodedValue, unquotedName } from '../coreutils/attributes.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';

const usage = 'Usage: setfattr {-n name} [-v value] [-h] file...\n       setfattr {-x name} [-h] file...';

export const setfattr = defineTool({
  name: 'setfattr',
  suite: 'attr',
  synopsis: '{-n name} [-v value] [-h] file...\n{-x name} [-h] file...',
  summary: 'Sets or removes an extended attribute of files.',
  options: [
    'n,name=NAME|set that attribute',
    'x,remove=NAME|remove that one',
    'v,value=VALUE|to that',
    'h,no-dereference|symbolic links themselves',
    ',restore=FILE|set what a dump tells',
    ',raw|the value is not encoded',
  ],
  trouble: 1,
  usageStatus: 2,
  wrongUsage: `${usage}\nTry \`setfattr --help' for more information.`,
  *run(tool) {
    const restored = tool.value('restore');
    if (restored !== undefined) return yield* restore(tool, restored);
    const name = tool.value('name');
    const removed = tool.value('remove');
    if ((name === undefined) === (removed === undefined) || tool.operands.length === 0) tool.usage();
    const text = tool.value('value') ?? '';
    const value = tool.has('raw') ? encodeBytes(text) : decodedValue(text);
    for (const path of tool.operands) {
      if (removed !== undefined) tell(tool, path, remove(tool, path, removed));
      else if (value === undefined) badInput(tool);
      else tell(tool, path, set(tool, path, name ?? '', value));
    }
    yield { wait: 'turn' };
    return undefined;
  },
});

function set(tool: Tool, path: string, name: string, value: Uint8Array): Errno | undefined {
  const { sys } = tool;
  return (tool.has('no-dereference') ? sys.lsetxattr(path, name, value) : sys.setxattr(path, name, value)).err;
}

function remove(tool: Tool, path: string, name: string): Errno | undefined {
  const { sys } = tool;
  return (tool.has('no-dereference') ? sys.lremovexattr(path, name) : sys.removexattr(path, name)).err;
}

function tell(tool: Tool, path: string, err: Errno | undefined): void {
  if (err !== undefined) tool.error(`${path}: ${err === 'ENODATA' ? 'No such attribute' : strerror(err)}`);
}

function badInput(tool: Tool): void {
  tool.complain('bad input encoding');
  tool.status = 1;
}

/** A dump: `# file: NAME`, lines `attribute=value`, an empty line. A file that cannot be read is told, and no failure. */
function* restore(tool: Tool, file: string): Steps<number> {
  const text = yield* tool.text(file);
  if (text === undefined) return 0;
  let path: string | undefined;
  for (const [i, line] of text.split('\n').entries()) {
    const head = /^# file: (.*)$/.exec(line);
    if (head !== null) path = unquotedName(head[1] ?? '');
    else if (line === '') path = undefined;
    else if (path === undefined) return tool.die(`${file}: No filename found in line ${i + 1}, aborting`);
    else {
      const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(line) ?? [];
      const bytes = decodedValue(value);
      if (bytes === undefined) badInput(tool);
      else tell(tool, path, set(tool, path, name, bytes));
    }
  }
  return tool.status;
}
