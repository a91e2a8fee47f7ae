// kill: signals to processes (procps).
import { strerror } from '../../abi/errno.ts';
import { signalNumbers, signalOf, type Signal } from '../../abi/signal.ts';
import { signalFrom } from '../coreutils/signals.ts';
import { defineTool, Exit, type Tool } from '../coreutils/tool.ts';

export const kill = defineTool({
  name: 'kill',
  paths: ['/bin/kill', '/usr/bin/kill'],
  suite: 'procps',
  synopsis: '[options] <pid> [...]',
  summary: 'Sends a signal to processes.',
  parse: false,
  *run(tool) {
    const args = [...tool.operands];
    if (args.length === 0) return usage(tool);
    let signal: Signal | 0 = 'SIGTERM';
    while (args[0]?.startsWith('-') === true) {
      const arg = args.shift() ?? '';
      if (arg === '--') break;
      if (arg === '--help' || arg === '-h') tool.help([]);
      if (arg === '--version' || arg === '-V') tool.version();
      if (/^(?:-l|-L|--list|--table)/.test(arg)) {
        list(tool, arg, args);
        yield* tool.settle();
        return undefined;
      }
      const separate = arg === '-s' || arg === '--signal' || arg === '-n';
      const word = separate ? args.shift() : arg.startsWith('--signal=') ? arg.slice(9) : arg.replace(/^-s?/, '');
      if (word === undefined) return usage(tool);
      const found = signalFrom(word);
      // What is no signal may be a process group.
      if (found === undefined) {
        if (/^\d+$/.test(word) && !separate) {
          args.unshift(arg);
          break;
        }
        if (separate) {
          for (const target of args) tool.complain(`${tool.name}: (${target}): ${strerror('EINVAL')}`);
          return 1;
        }
        tool.warn(`invalid argument ${word}`);
        return usage(tool);
      }
      signal = found;
      if (/^-\d+$/.test(args.at(0) ?? '')) break;
    }
    if (args.length === 0) return usage(tool);
    for (const target of args) {
      if (!/^-?\d+$/.test(target)) {
        tool.warn(`failed to parse argument: '${target}'`);
        tool.status = 1;
        continue;
      }
      const { err } = tool.sys.kill(Number(target), signal);
      if (err === undefined) continue;
      // Without its name: so it says what the system said.
      tool.complain(`${tool.name}: (${target}): ${strerror(err)}`);
      tool.status = 1;
    }
    yield { wait: 'turn' };
    return undefined;
  },
});

function usage(tool: Tool): never {
  tool.complain(
    `\nUsage:\n kill [options] <pid> [...]\n\nOptions:\n <pid> [...]            send signal to every <pid> listed\n -<signal>, -s, --signal <signal>\n                        specify the <signal> to be sent\n -q, --queue <value>    integer value to be sent with the signal\n -l, --list=[<signal>]  list all signal names, or convert one to a name\n -L, --table            list all signal names in a nice table\n\n -h, --help     display this help and exit\n -V, --version  output version information and exit\n\nFor more details see kill(1).`,
  );
  throw new Exit(1);
}

function list(tool: Tool, arg: string, rest: readonly string[]): void {
  const names = (Object.keys(signalNumbers) as Signal[]).map(nameOf);
  const given = arg.includes('=') ? arg.slice(arg.indexOf('=') + 1) : rest[0];
  if (arg === '-L' || arg === '--table') {
    let line = '';
    names.forEach((name, i) => {
      const cell = `${String(i + 1).padStart(2)} ${name}`;
      const ends = i % 7 === 6;
      line += ends ? cell : cell.padEnd(11);
      if (!ends && i < names.length - 1) return;
      tool.print(`${line}\n`);
      line = '';
    });
    return;
  }
  if (given === undefined) {
    const lines: string[] = [];
    let line = '';
    for (const name of names) {
      if (line.length + name.length + 1 > 79) {
        lines.push(line);
        line = '';
      }
      line += (line === '' ? '' : ' ') + name;
    }
    tool.print(`${[...lines, line].join('\n')}\n`);
    return;
  }
  if (/^\d+$/.test(given)) {
    const name = signalOf(Number(given) & 127);
    tool.print(`${name === undefined ? given : nameOf(name)}\n`);
    return;
  }
  const found = signalFrom(given);
  if (found === undefined || found === 0) {
    tool.warn(`unknown signal name ${given}`);
    throw new Exit(1);
  }
  tool.print(`${String(signalNumbers[found])}\n`);
}

/** procps's name of signal 29 is POLL. */
function nameOf(signal: Signal): string {
  return signal === 'SIGIO' ? 'POLL' : signal.slice(3);
}
