// Which files grep looks into: operands, what is below directories, and what --include, --exclude and --exclude-dir leave of them.
import type { Errno } from '../../abi/errno.ts';
import { fileType, isDirectory } from '../../abi/mode.ts';
import type { Stat } from '../../abi/stat.ts';
import type { Tool } from '../coreutils/tool.ts';
import { below, readNames } from '../coreutils/tree.ts';
import { matches } from '../expand/pattern.ts';

export interface GrepFile {
  readonly path: string;
  /** Found below a directory: its name is told, and what it is may keep it from being read. */
  readonly isBelow: boolean;
}

interface FileRules {
  readonly recursive: boolean;
  readonly followsLinks: boolean;
  readonly filters: readonly { readonly glob: string; readonly include: boolean }[];
  readonly excludedDirectories: readonly string[];
}

export function fileRules(tool: Tool, excludedFrom: readonly string[], recursive: boolean): FileRules {
  const filters = tool.options.flatMap(({ name, value = '' }) =>
    name === 'include' || name === 'exclude' ? [{ glob: value, include: name === 'include' }] : [],
  );
  return {
    recursive,
    followsLinks: tool.lastOf('recursive', 'dereference-recursive') === 'dereference-recursive',
    filters: [...filters, ...excludedFrom.map((glob) => ({ glob, include: false }))],
    excludedDirectories: tool.options.flatMap(({ name, value = '' }) =>
      name === 'exclude-dir' ? [value.replace(/(?<=.)\/+$/, '')] : [],
    ),
  };
}

/** @param failed what cannot be read, and why */
export function* grepFiles(
  tool: Tool,
  operands: readonly string[],
  rules: FileRules,
  failed: (path: string, err: Errno) => void,
): Generator<GrepFile> {
  for (const path of operands) {
    if (path === '-') {
      yield { path, isBelow: false };
      continue;
    }
    // No operand: the names in the current directory, bare.
    const stat = tool.sys.stat(path === '' ? '.' : path);
    const isDir = stat.ok !== undefined && isDirectory(stat.ok.mode);
    if (isDir ? isExcludedDirectory(rules, path, true) : isExcluded(rules, path, true)) continue;
    if (isDir && rules.recursive) yield* filesBelow(tool, path, rules, failed, [stat.ok]);
    else yield { path, isBelow: false };
  }
}

function* filesBelow(
  tool: Tool,
  directory: string,
  rules: FileRules,
  failed: (path: string, err: Errno) => void,
  above: readonly Stat[],
): Generator<GrepFile> {
  const names = readNames(tool.sys, directory === '' ? '.' : directory);
  if (names.err !== undefined) {
    failed(directory, names.err);
    return;
  }
  for (const name of names.ok) {
    const path = directory === '' ? name : below(directory, name);
    const stat = rules.followsLinks ? tool.sys.stat(path) : tool.sys.lstat(path);
    if (stat.err !== undefined) {
      failed(path, stat.err);
      continue;
    }
    const type = fileType(stat.ok.mode);
    if (type === 'dir') {
      if (isExcludedDirectory(rules, name, false)) continue;
      if (above.some(({ dev, ino }) => dev === stat.ok.dev && ino === stat.ok.ino)) {
        tool.warn(`${path}: warning: recursive directory loop`);
        continue;
      }
      yield* filesBelow(tool, path, rules, failed, [...above, stat.ok]);
    } else if (type === 'reg' && !isExcluded(rules, name, false)) yield { path, isBelow: true };
  }
}

/** An operand may be meant by the end of its path, what is below a directory by its name. */
function fits(name: string, glob: string, isOperand: boolean): boolean {
  if (matches(name, glob)) return true;
  if (!isOperand) return false;
  const parts = name.split('/');
  return parts.some((_, i) => i > 0 && matches(parts.slice(i).join('/'), glob));
}

/** The last rule that fits decides; without one, what the first was not about. */
function isExcluded({ filters }: FileRules, name: string, isOperand: boolean): boolean {
  const last = filters.findLast(({ glob }) => fits(name, glob, isOperand));
  return last === undefined ? filters[0]?.include === true : !last.include;
}

function isExcludedDirectory(rules: FileRules, name: string, isOperand: boolean): boolean {
  const bare = name.replace(/(?<=.)\/+$/, '');
  return rules.excludedDirectories.some((glob) => fits(bare, glob, isOperand));
}
