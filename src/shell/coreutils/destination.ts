// Where cp, mv and ln put things: the last operand, a file or a directory, or the directory that -t names.
import { strerror } from '../../abi/errno.ts';
import { isDirectory } from '../../abi/mode.ts';
import type { Tool } from './tool.ts';
import { below } from './tree.ts';

export const destinationOptions = [
  't,target-directory=DIRECTORY|into that directory',
  'T,no-target-directory|the last operand is never a directory',
] as const;

export interface Destination {
  readonly sources: readonly string[];
  /** The name that `source` gets. */
  readonly nameOf: (source: string) => string;
  /** Several may go to one directory: then none may take the place of another. */
  readonly isDirectory: boolean;
}

export interface DestinationRules {
  /** What one operand alone goes to. */
  readonly alone?: string;
  /** -n: a link to a directory is no directory. */
  readonly noFollow?: boolean;
}

/** Ends the command where the operands make no sense. */
export function destinationOf(tool: Tool, { alone, noFollow = false }: DestinationRules = {}): Destination {
  const { sys, operands } = tool;
  const [first, second, extra] = operands;
  const into = tool.value('target-directory');
  const isFile = tool.has('no-target-directory');
  const stat = (path: string): ReturnType<typeof sys.stat> => (noFollow ? sys.lstat(path) : sys.stat(path));
  const directory = (path: string, sources: readonly string[]): Destination => ({
    sources,
    nameOf: (source) => below(path, lastComponent(source)),
    isDirectory: true,
  });
  if (first === undefined) return tool.usage('missing file operand');
  if (into !== undefined) {
    if (isFile) return tool.die('cannot combine --target-directory (-t) and --no-target-directory (-T)');
    const found = stat(into);
    const reason = found.err ?? (isDirectory(found.ok.mode) ? undefined : 'ENOTDIR');
    if (reason !== undefined) return tool.die(`target directory ${tool.quote(into)}: ${strerror(reason)}`);
    return directory(into, operands);
  }
  if (second === undefined) {
    if (alone === undefined || isFile) return tool.usage(`missing destination file operand after ${tool.quote(first)}`);
    return directory(alone, operands);
  }
  if (isFile) {
    if (extra !== undefined) return tool.extraOperand(extra);
    return { sources: [first], nameOf: () => second, isDirectory: false };
  }
  const last = operands.at(-1) ?? second;
  const found = stat(last);
  if (found.err === undefined && isDirectory(found.ok.mode)) return directory(last, operands.slice(0, -1));
  if (extra !== undefined) return tool.die(`target ${tool.quote(last)}: ${strerror(found.err ?? 'ENOTDIR')}`);
  return { sources: [first], nameOf: () => last, isDirectory: false };
}

/** `b` of `a/b//`; `/` of `/`. */
export function lastComponent(path: string): string {
  const trimmed = path.replace(/(?<=.)\/+$/s, '');
  return trimmed === '/' ? trimmed : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

/** `a` of `a/b//`; `.` of `b`. */
export function directoryOf(path: string): string {
  const trimmed = path.replace(/(?<=.)\/+$/s, '');
  const at = trimmed.lastIndexOf('/');
  return at < 0 ? '.' : trimmed.slice(0, at).replace(/\/+$/, '') || '/';
}
