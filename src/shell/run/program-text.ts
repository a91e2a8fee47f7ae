// Text run as a program in the running shell: scripts, `eval`, `source`, traps, substitutions. Each line is parsed whole
// before any of it runs, and a wrong line stops the text there.
import type { Running } from '../../kernel/program.ts';
import { expandAliases } from '../aliases.ts';
import { parse, type ParsedProgram, type SyntaxProblem } from '../parse.ts';
import type { Shell } from '../shell.ts';
import { executeStatement } from './execute.ts';

/**
 * Statements are run in turn; the status of the last is returned.
 *
 * @param context what a syntax error names after the shell; an error that ends its line lets the next line run, save
 * in traps and substitutions
 */
export function* runProgramText(shell: Shell, source: string, firstLine: number, context: string): Running {
  const expands = shell.shopts.has('expand_aliases') && shell.aliases.size > 0;
  const program = parseKept(expands ? expandAliases(shell, source, firstLine) : source, firstLine);
  if (program.statements.length === 0 && program.problem === undefined) {
    shell.setStatus(0);
    return 0;
  }
  for (const [line, delimiter] of program.openHereDocuments) {
    shell.line = firstLine - 1 + program.source.replace(/\n$/, '').split('\n').length;
    yield* shell.error(
      `warning: here-document at line ${String(line)} delimited by end-of-file (wanted \`${delimiter}')`,
    );
  }
  const catches = context === '' || context === '-c' || context === 'eval' || context === 'source';
  const { aliasVersion } = shell;
  let shown = 0;
  for (let at = 0; at < program.statements.length; at++) {
    const statement = program.statements[at];
    if (statement === undefined || (shell.options.has('noexec') && !shell.interactive)) continue;
    if (context === '' && !shell.interactive) {
      const end = program.source.indexOf('\n', statement.end) + 1 || program.source.length;
      if (shell.options.has('verbose') && end > shown) yield* shell.printError(program.source.slice(shown, end));
      shown = Math.max(shown, end);
    }
    yield* executeStatement(shell, statement);
    if (shell.unwinding?.kind === 'abort' && catches && !shell.interactive && shell.subshell === 0) {
      shell.unwinding = undefined;
      while (at + 1 < program.statements.length && !startsLine(program, at + 1)) at++;
    }
    if (shell.unwinding !== undefined) return shell.status;
    // what was read so far was read with the aliases of before
    if (shell.aliasVersion !== aliasVersion && startsLine(program, at + 1)) {
      const end = program.source.indexOf('\n', statement.end);
      if (end < 0) return shell.status;
      const read = program.source.slice(0, end + 1).split('\n').length - 1;
      const rest = source.split('\n').slice(read).join('\n');
      if (rest.trim() === '') return shell.status;
      return yield* runProgramText(shell, rest, firstLine + read, context);
    }
  }
  if (program.problem !== undefined) {
    yield* tellProblem(shell, program.problem, context);
    shell.setStatus(2);
    // a syntax error ends whatever was being read
    if (!shell.interactive && context !== 'eval' && context !== 'source') shell.unwinding = { kind: 'exit' };
  }
  return shell.status;
}

/** Does the statement of that index begin on a later line than the one before it ends? */
function startsLine(program: ParsedProgram, at: number): boolean {
  const [before, statement] = [program.statements[at - 1], program.statements[at]];
  return (
    before !== undefined &&
    (statement === undefined || program.source.slice(before.end, statement.start).includes('\n'))
  );
}

/** `bash: -c: line 1: syntax error near unexpected token `fi'`, and the line itself. */
export function* tellProblem(shell: Shell, problem: SyntaxProblem, context: string): Running {
  if (shell.interactive && context === '') {
    yield* shell.printError(`${shell.program}: ${problem.message}\n`);
    return 2;
  }
  const name = shell.scriptName();
  const place =
    context === 'eval'
      ? 'eval: '
      : context === '-c' || context === 'command substitution'
        ? shell.commandString
          ? '-c: '
          : context === 'command substitution'
            ? 'command substitution: '
            : ''
        : '';
  const start = `${name}: ${place}`;
  yield* shell.printError(`${start}line ${String(problem.line)}: ${problem.message}\n`);
  if (problem.quote !== undefined)
    yield* shell.printError(`${start}line ${String(problem.line)}: \`${problem.quote}'\n`);
  return 2;
}

const kept = new Map<string, ParsedProgram>();

/** Texts run again and again (traps, substitutions in a loop) are parsed once. */
function parseKept(source: string, firstLine: number): ParsedProgram {
  if (source.length > 2000) return parse(source, firstLine);
  const key = `${String(firstLine)}:${source}`;
  let program = kept.get(key);
  if (program === undefined) {
    program = parse(source, firstLine);
    if (kept.size > 200) kept.clear();
    kept.set(key, program);
  }
  return program;
}
