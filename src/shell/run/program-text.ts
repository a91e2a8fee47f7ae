// Text run as a program in the running shell: scripts, `eval`, `source`, traps, substitutions. Each line is parsed whole
// before any of it runs, and a wrong line stops the text there.
import type { Running } from '../../kernel/program.ts';
import { expandAliases } from '../aliases.ts';
import { parse, type ParsedProgram, type SyntaxProblem } from '../parse.ts';
import type { Shell } from '../shell.ts';
import { executeStatement } from './execute.ts';

/** Statements are run in turn; the status of the last is returned. `context`: what a syntax error names after the shell. */
export function* runProgramText(shell: Shell, source: string, firstLine: number, context: string): Running {
  const text =
    shell.aliases.size > 0 && shell.shopts.has('expand_aliases') ? expandAliases(shell, source, firstLine) : source;
  const program = parseKept(text, firstLine);
  if (program.statements.length === 0 && program.problem === undefined) {
    shell.setStatus(0);
    return 0;
  }
  yield* runStatements(shell, program);
  if (program.problem !== undefined && shell.unwinding === undefined) {
    yield* tellProblem(shell, program.problem, context);
    shell.setStatus(2);
    // a syntax error ends whatever was being read
    if (!shell.interactive && context !== 'eval' && context !== 'source') shell.unwinding = { kind: 'exit' };
  }
  return shell.status;
}

export function* runStatements(shell: Shell, program: ParsedProgram): Running {
  for (const [line, delimiter] of program.openHereDocuments) {
    shell.line = program.source.split('\n').length;
    yield* shell.error(
      `warning: here-document at line ${String(line)} delimited by end-of-file (wanted \`${delimiter}')`,
    );
  }
  for (const statement of program.statements) {
    if (shell.options.has('noexec') && !shell.interactive) continue;
    yield* executeStatement(shell, statement);
    if (shell.unwinding !== undefined) break;
  }
  return shell.status;
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
