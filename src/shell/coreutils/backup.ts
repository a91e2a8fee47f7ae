// Backups that cp, mv and ln make of what they replace: `f~`, or `f.~1~`, `f.~2~` (gnulib backupfile).
import { chosenWord } from './argument.ts';
import { directoryOf, lastComponent } from './destination.ts';
import type { Tool } from './tool.ts';
import { namesIn } from './tree.ts';

export const backupOptions = [
  'b|back up what is replaced',
  ',backup=?CONTROL|likewise: none, numbered, existing, simple',
  'S,suffix=SUFFIX|what simple backups end with, instead of ~',
] as const;

/** The name for the backup of a path; undefined: none are made. */
export function backupName(tool: Tool): ((path: string) => string) | undefined {
  const last = tool.options.findLast(({ name }) => name === 'b' || name === 'backup');
  if (last === undefined && !tool.has('suffix')) return undefined;
  const given = last?.value;
  const control = given ?? tool.variable('VERSION_CONTROL') ?? 'existing';
  const type = chosenWord(tool, given === undefined ? '$VERSION_CONTROL' : 'backup type', control, [
    ['none', 'off'],
    ['simple', 'never'],
    ['existing', 'nil'],
    ['numbered', 't'],
  ]);
  if (type === 'none') return undefined;
  const suffix = tool.value('suffix') ?? tool.variable('SIMPLE_BACKUP_SUFFIX');
  const simple = suffix === undefined || suffix === '' || suffix.includes('/') ? '~' : suffix;
  return (path) => {
    const number = type === 'simple' ? 0 : highestNumber(tool, path);
    return number > 0 || type === 'numbered' ? `${path}.~${String(number + 1)}~` : `${path}${simple}`;
  };
}

function highestNumber(tool: Tool, path: string): number {
  const name = lastComponent(path);
  const start = `${name}.~`;
  return namesIn(tool.sys, directoryOf(path)).reduce((highest, one) => {
    const number = one.startsWith(start) ? /^([1-9]\d*)~$/.exec(one.slice(start.length))?.[1] : undefined;
    return Math.max(highest, Number(number ?? 0));
  }, 0);
}
