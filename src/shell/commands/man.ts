// man: a page for each command, made of what the command knows of itself.
import type { Command } from '../command.ts';
import { optionSpec } from '../coreutils/options.ts';
import { defineTool } from '../coreutils/tool.ts';
import { pageText } from './less.ts';

/** @param commands all that have a page */
export function manCommand(commands: () => readonly Command[]): Command {
  return defineTool({
    name: 'man',
    suite: 'man-db',
    synopsis: '[SECTION] PAGE...',
    summary: 'Shows the manual page of a command.',
    stopAtOperand: true,
    *run(tool) {
      const names = tool.operands.filter((word) => !/^\d\w*$/.test(word));
      if (names.length === 0) {
        tool.complain(
          tool.operands.length === 0
            ? "What manual page do you want?\nFor example, try 'man man'."
            : `No manual entry for ${tool.operands[0] ?? ''}`,
        );
        return 1;
      }
      for (const name of names) {
        const command = commands().find((each) => each.name === name);
        if (command?.manual === undefined) {
          tool.complain(`No manual entry for ${name}`);
          tool.status = 16;
        } else
          yield* pageText(tool, pageOf(command, tool.sys.isatty(1), tool.columns() ?? 80), `Manual page ${name}(1)`);
      }
      return undefined;
    },
  });
}

function pageOf({ name, paths, manual }: Command, watched: boolean, width: number): string {
  if (manual === undefined) return '';
  const section = paths.some((path) => path.includes('sbin/')) ? 8 : 1;
  const bold = (text: string): string => (watched ? `\x1b[1m${text}\x1b[0m` : text);
  const head = `${name.toUpperCase()}(${String(section)})`;
  const title = 'User Commands';
  const middle = Math.max(1, Math.floor((width - title.length) / 2) - head.length);
  const line = head + ' '.repeat(middle) + title;
  const lines = [`${line}${' '.repeat(Math.max(1, width - line.length - head.length))}${head}`, ''];
  lines.push(bold('NAME'), `       ${name} - ${manual.summary}`, '', bold('SYNOPSIS'));
  for (const synopsis of manual.synopsis.split('\n')) lines.push(`       ${bold(name)} ${synopsis}`.trimEnd());
  const options = (manual.options ?? []).map(optionSpec);
  if (options.length > 0) lines.push('', bold('OPTIONS'));
  for (const { letters, long, takes, valueName, help } of options) {
    const value = takes === 'nothing' ? '' : takes === 'value' ? `=${valueName}` : `[=${valueName}]`;
    const short = [...letters].map((letter) => bold(`-${letter}`)).join(', ');
    const words = [short, long === '' ? '' : bold(`--${long}`)].filter((word) => word !== '').join(', ');
    lines.push(`       ${words}${long === '' ? value.replace('=', ' ') : value}`, `              ${help}`, '');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}
