// `trap`.
import { signalNumbers, type Signal } from '../../abi/signal.ts';
import { singleQuoted } from '../expand/quote.ts';
import { disposeSignal, pseudoSignals, trapName } from '../run/traps.ts';
import type { Shell } from '../shell.ts';
import { parseOptions, wrongOption, type Builtin } from './builtin.ts';

export const trap: Builtin = {
  name: 'trap',
  synopsis: '[-lp] [[arg] signal_spec ...]',
  summary: 'Says what to run when a signal comes, at exit, or after an error.',
  special: true,
  *run(shell, { args }) {
    const options = parseOptions(args, 'lp');
    if (options.wrong !== undefined) return yield* wrongOption(shell, trap, options.wrong);
    if (options.flags.has('l')) {
      shell.print(signalTable());
      return 0;
    }
    const { operands } = options;
    let status = 0;
    if (operands.length === 0 || options.flags.has('p')) {
      const names = operands.length === 0 ? [...shell.traps.keys()].sort((a, b) => order(a) - order(b)) : operands;
      for (const given of names) {
        const name = trapName(given);
        if (name === undefined) {
          yield* shell.error(`trap: ${given}: invalid signal specification`);
          status = 1;
        } else show(shell, name);
      }
      return status;
    }
    const [first = '', ...rest] = operands;
    if (rest.length === 0 && trapName(first) === undefined) {
      yield* shell.printError(`trap: usage: trap ${trap.synopsis}\n`);
      return 2;
    }
    const reset = first === '-' || rest.length === 0 || (/^\d+$/.test(first) && trapName(first) !== undefined);
    for (const given of reset && first !== '-' ? operands : rest) {
      const name = trapName(given);
      if (name === undefined) {
        yield* shell.error(`trap: ${given}: invalid signal specification`);
        status = 1;
        continue;
      }
      if (reset) shell.traps.delete(name);
      else shell.traps.set(name, first);
      disposeSignal(shell, name);
    }
    return status;
  },
};

function show(shell: Shell, name: string): void {
  const action = shell.traps.get(name);
  if (action === undefined) return;
  shell.print(`trap -- ${singleQuoted(action)} ${pseudoSignals.includes(name) ? name : `SIG${name}`}\n`);
}

function order(name: string): number {
  if (name === 'EXIT') return 0;
  const signal = `SIG${name}`;
  return signal in signalNumbers ? signalNumbers[signal as Signal] : 100 + pseudoSignals.indexOf(name);
}

/** All signals, five a line, as `kill -l` and `trap -l` show them. */
export function signalTable(): string {
  const names = Object.keys(signalNumbers) as Signal[];
  const all: [number, string][] = names.map((name) => [signalNumbers[name], name]);
  for (let number = 34; number <= 64; number++) {
    all.push([
      number,
      number === 34
        ? 'SIGRTMIN'
        : number === 64
          ? 'SIGRTMAX'
          : number <= 49
            ? `SIGRTMIN+${String(number - 34)}`
            : `SIGRTMAX-${String(64 - number)}`,
    ]);
  }
  let text = '';
  all.forEach(([number, name], index) => {
    const entry = `${String(number).padStart(2)}) ${name}`;
    text += index % 5 === 4 || index === all.length - 1 ? `${entry}\n` : `${entry}\t`;
  });
  return text;
}
