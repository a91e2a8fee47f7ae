// Aliases: the first word of a command is replaced in the text, before it is parsed for good.
import type { Command, List, Runnable, Word } from './ast.ts';
import { literalOf } from './expand/reader.ts';
import { parse } from './parse.ts';
import type { Shell } from './shell.ts';

/**
 * The text with aliases replaced. A word that came out of an alias is not replaced by the same alias again; an alias that
 * ends in a blank lets the next word be one, too.
 */
export function expandAliases(shell: Shell, source: string, firstLine: number): string {
  let text = source;
  // each round replaces the first candidates it sees; what they brought in is marked as not to be replaced again
  const spent: { from: number; to: number; names: readonly string[] }[] = [];
  for (let round = 0; round < 64; round++) {
    const found = candidates(text, firstLine).find(({ start, name }) => {
      if (!shell.aliases.has(name)) return false;
      return !spent.some((stretch) => start >= stretch.from && start < stretch.to && stretch.names.includes(name));
    });
    if (found === undefined) return text;
    const value = shell.aliases.get(found.name) ?? '';
    const grown = value.length - found.name.length;
    const around = spent
      .filter((stretch) => found.start >= stretch.from && found.start < stretch.to)
      .flatMap((stretch) => stretch.names);
    for (const stretch of spent) {
      if (stretch.from > found.start) stretch.from += grown;
      if (stretch.to > found.start) stretch.to += grown;
    }
    spent.push({ from: found.start, to: found.start + value.length, names: [...around, found.name] });
    text = text.slice(0, found.start) + value + text.slice(found.start + found.name.length);
    if (/[ \t]$/.test(value)) {
      const next = /^[ \t]*([^\s;&|<>()'"\\$`]+)/.exec(text.slice(found.start + value.length));
      const name = next?.[1];
      if (next !== null && name !== undefined && shell.aliases.has(name)) {
        const start = found.start + value.length + next[0].length - name.length;
        const replacement = shell.aliases.get(name) ?? '';
        text = text.slice(0, start) + replacement + text.slice(start + name.length);
        spent.push({ from: start, to: start + replacement.length, names: [name] });
      }
    }
  }
  return text;
}

interface Candidate {
  readonly start: number;
  readonly name: string;
}

/** The places where a command's first word stands, plain and unquoted. */
function candidates(text: string, firstLine: number): Candidate[] {
  const program = parse(text, firstLine);
  const found: Candidate[] = [];
  const take = (word: Word): void => {
    const name = literalOf(word);
    if (name !== null && word.start !== undefined) found.push({ start: word.start, name });
  };
  const list = (body: List): void => {
    for (const statement of body.statements) runnable(statement.command);
  };
  const runnable = (node: Runnable): void => {
    if (node.type === 'and-or') for (const pipeline of node.pipelines) runnable(pipeline);
    else if (node.type === 'pipeline') for (const command of node.commands) visit(command);
    else visit(node);
  };
  const visit = (command: Command): void => {
    switch (command.type) {
      case 'simple': {
        const first = command.words[0];
        if (first !== undefined && !('name' in first)) take(first);
        break;
      }
      case 'redirected':
      case 'function':
      case 'coprocess':
        visit(command.body);
        break;
      case 'group':
      case 'subshell':
      case 'for':
      case 'select':
      case 'arithmetic-for':
        list(command.body);
        break;
      case 'while':
        list(command.condition);
        list(command.body);
        break;
      case 'if':
        for (const branch of command.branches) {
          list(branch.condition);
          list(branch.body);
        }
        if (command.otherwise !== undefined) list(command.otherwise);
        break;
      case 'case':
        for (const item of command.items) list(item.body);
        break;
      case 'arithmetic':
      case 'conditional':
        break;
    }
  };
  for (const statement of program.statements) runnable(statement.command);
  return found;
}
