// cp: copies files, and with -r trees.
import { strerror } from '../../abi/errno.ts';
import { isDirectory } from '../../abi/mode.ts';
import { chosenWord } from '../coreutils/argument.ts';
import { backupName, backupOptions } from '../coreutils/backup.ts';
import { Copier, key, type CopyOptions } from '../coreutils/copy.ts';
import { keepAttributes, type Attribute } from '../coreutils/copy-file.ts';
import { destinationOf, destinationOptions } from '../coreutils/destination.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';
import { below } from '../coreutils/tree.ts';

export const cp = defineTool({
  name: 'cp',
  paths: ['/bin/cp'],
  synopsis: '[OPTION]... [-T] SOURCE DEST\n[OPTION]... SOURCE... DIRECTORY\n[OPTION]... -t DIRECTORY SOURCE...',
  summary: 'Copies SOURCE to DEST, or several into a directory.',
  options: [
    'a,archive|as -dR --preserve=all',
    ',attributes-only|no data, only attributes',
    ...backupOptions,
    'd|as --no-dereference --preserve=links',
    'f,force|remove a DEST that cannot be opened',
    'i,interactive|ask before overwriting',
    'H|follow symbolic links that are operands',
    'l,link|make hard links instead',
    'L,dereference|follow all symbolic links',
    'n,no-clobber|overwrite nothing',
    'P,no-dereference|copy symbolic links as such',
    'p|as --preserve=mode,ownership,timestamps',
    ',preserve=?LIST|keep what is listed: mode, ownership, timestamps, links, xattr, all',
    ',no-preserve=LIST|do not keep it',
    ',parents|with the directories of SOURCE under DIRECTORY',
    'Rr,recursive|copy directories and what is in them',
    ',reflink=?WHEN|share blocks: auto, always, never',
    ',remove-destination|remove each DEST first',
    ',sparse=WHEN|holes: auto, always, never',
    ',strip-trailing-slashes|take slashes from the ends of SOURCEs',
    's,symbolic-link|make symbolic links instead',
    ...destinationOptions,
    'u,update|only what is newer, or not there',
    'v,verbose|say what is copied',
    'x,one-file-system|stay on this file system',
    'Z|set the default security context: there is none here',
  ],
  *run(tool) {
    const options = optionsOf(tool);
    const whole = destinationOf(tool);
    const parents = tool.has('parents');
    if (parents && !whole.isDirectory) return tool.usage('with --parents, the destination must be a directory');
    const copier = new Copier(tool, options);
    const seen = new Set<string>();
    for (const operand of whole.sources) {
      const source =
        whole.isDirectory && tool.has('strip-trailing-slashes') ? operand.replace(/(?<=.)\/+$/s, '') : operand;
      const stat = options.follow === 'never' ? tool.sys.lstat(source) : tool.sys.stat(source);
      if (stat.ok !== undefined && whole.isDirectory) {
        const name = `${key(stat.ok)} ${whole.nameOf(source)}`;
        if (seen.has(name)) {
          const what = isDirectory(stat.ok.mode) ? 'directory' : 'file';
          tool.warn(`warning: source ${what} ${tool.quote(source)} specified more than once`);
          continue;
        }
        seen.add(name);
      }
      let target = whole.nameOf(source);
      if (parents) {
        const directory = whole.nameOf('x').slice(0, -2);
        if (!makeParents(tool, directory, source, options)) continue;
        target = below(directory, source.replace(/^\/+|(?<=.)\/+$/gs, ''));
      } else if (whole.isDirectory && /(^|\/)\.\.\/*$/.test(source)) target = whole.nameOf('x').slice(0, -2);
      yield* copier.copy(source, target);
      yield* tool.settle();
      yield { wait: 'turn' };
    }
    return undefined;
  },
});

const everything: readonly Attribute[] = ['mode', 'timestamps', 'ownership', 'links', 'context', 'xattr'];

function attributesOf(tool: Tool): Set<Attribute> {
  const kept = new Set<Attribute>();
  const groups = [...everything, 'all' as const].map((word) => [word] as const);
  const list = (option: string, value: string): readonly Attribute[] =>
    value.split(',').flatMap((word) => {
      const chosen = chosenWord(tool, option, word, groups);
      return chosen === 'all' ? everything : [chosen];
    });
  for (const { name, value } of tool.options) {
    if (name === 'archive') everything.forEach((attribute) => kept.add(attribute));
    else if (name === 'd') kept.add('links');
    else if (name === 'p' || (name === 'preserve' && value === undefined))
      for (const attribute of ['mode', 'ownership', 'timestamps'] as const) kept.add(attribute);
    else if (name === 'preserve') list('--preserve', value ?? '').forEach((attribute) => kept.add(attribute));
    else if (name === 'no-preserve') list('--no-preserve', value ?? '').forEach((attribute) => kept.delete(attribute));
  }
  return kept;
}

function optionsOf(tool: Tool): CopyOptions {
  const when = [['auto'], ['always'], ['never']] as const;
  const reflink = tool.value('reflink');
  const sparse = tool.value('sparse');
  if (reflink !== undefined) chosenWord(tool, '--reflink', reflink, when);
  if (sparse !== undefined) chosenWord(tool, '--sparse', sparse, when);
  const keep = attributesOf(tool);
  const recursive = tool.has('recursive') || tool.has('archive');
  const links = tool.lastOf('archive', 'd', 'no-dereference', 'dereference', 'H');
  const follow =
    links === 'dereference'
      ? 'always'
      : links === 'H'
        ? 'operands'
        : links !== undefined || (recursive && !tool.has('link'))
          ? 'never'
          : 'always';
  const asks = tool.lastOf('interactive', 'no-clobber');
  const backup = backupName(tool);
  if (backup !== undefined && asks === 'no-clobber')
    return tool.usage('options --backup and --no-clobber are mutually exclusive');
  if (tool.has('link') && tool.has('symbolic-link')) return tool.usage('cannot make both hard and symbolic links');
  const mayReplace = function* (to: string): Steps<boolean> {
    if (asks === 'no-clobber') return false;
    return yield* tool.confirm(`${tool.name}: overwrite ${tool.quote(to)}? `);
  };
  return {
    recursive,
    follow,
    keep,
    backup,
    ...(asks === undefined ? {} : { mayReplace }),
    force: tool.has('force'),
    update: tool.has('update'),
    removeFirst: tool.has('remove-destination'),
    instead: tool.has('link') ? 'hard' : tool.has('symbolic-link') ? 'symbolic' : undefined,
    attributesOnly: tool.has('attributes-only'),
    oneFileSystem: tool.has('one-file-system'),
    verbose: tool.has('verbose'),
  };
}

/** --parents: directories that lead to `source`, made below `directory` as they are where they come from. */
function makeParents(tool: Tool, directory: string, source: string, options: CopyOptions): boolean {
  const { sys } = tool;
  for (let at = source.indexOf('/', 1); at > 0 && at < source.length - 1; at = source.indexOf('/', at + 1)) {
    const from = source.slice(0, at);
    const to = below(directory, from.replace(/^\/+/, ''));
    const stat = sys.stat(from);
    if (stat.err !== undefined) {
      tool.error(`failed to get attributes of ${tool.quote(from)}: ${strerror(stat.err)}`);
      return false;
    }
    const made = sys.mkdir(to, stat.ok.mode & 0o777);
    if (made.err === 'EEXIST') continue;
    if (made.err !== undefined) {
      tool.error(`cannot make directory ${tool.quote(to)}: ${strerror(made.err)}`);
      return false;
    }
    if (options.verbose) tool.print(`${from} -> ${to}\n`);
    keepAttributes(tool, from, to, stat.ok, options.keep);
  }
  return true;
}
