// `command` and `builtin`.
import { runCommand } from '../run/simple.ts';
import { singleQuoted } from '../expand/quote.ts';
import { complain, noArrays, parseOptions, wrongOption, type Builtin } from './builtin.ts';
import { describe, meaningsOf } from './type.ts';

export const command: Builtin = {
  name: 'command',
  synopsis: '[-pVv] command [arg ...]',
  summary: 'Runs a command, passing functions over, or says what it would run.',
  *run(shell, { args, arrays }) {
    const options = parseOptions(args, 'pVv');
    if (options.wrong !== undefined) return yield* wrongOption(shell, command, options.wrong);
    const { flags, operands } = options;
    if (flags.has('v') || flags.has('V')) {
      let status = operands.length === 0 ? 0 : 1;
      for (const name of operands) {
        const [meaning] = meaningsOf(shell, name, false, false);
        if (meaning === undefined) {
          if (flags.has('V')) yield* shell.error(`command: ${name}: not found`);
          continue;
        }
        status = 0;
        if (flags.has('V')) shell.print(`${describe(shell, name, meaning)}\n`);
        else if (meaning.kind === 'alias')
          shell.print(`alias ${name}=${singleQuoted(shell.aliases.get(name) ?? '')}\n`);
        else shell.print(`${meaning.kind === 'file' ? meaning.path : name}\n`);
      }
      return status;
    }
    if (operands.length === 0) return 0;
    return yield* runCommand(shell, operands, {
      assignments: [],
      redirections: [],
      arrays: new Map([...arrays].map(([index, node]) => [index - options.first, node])),
      inPlace: false,
      functions: false,
      text: () => operands.join(' '),
    });
  },
};

export const builtinBuiltin: Builtin = {
  name: 'builtin',
  synopsis: '[shell-builtin [arg ...]]',
  summary: 'Runs a builtin, passing functions over.',
  *run(shell, { args }) {
    const operands = args[0] === '--' ? args.slice(1) : args;
    const name = operands[0];
    if (name === undefined) return 0;
    const found = shell.builtins.get(name);
    if (found === undefined || shell.disabledBuiltins.has(name))
      return yield* complain(shell, 'builtin', `${name}: not a shell builtin`);
    const result = found.run(shell, { args: operands.slice(1), arrays: noArrays });
    return typeof result === 'number' ? result : yield* result;
  },
};
