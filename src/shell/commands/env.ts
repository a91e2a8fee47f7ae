// env: a command with another environment, or the environment itself.
import { strerror } from '../../abi/errno.ts';
import { signalNumbers, signalOf, type Signal } from '../../abi/signal.ts';
import { execvp, statusOfFailure } from '../coreutils/exec.ts';
import { splitString } from '../coreutils/split-string.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';

export const env = defineTool({
  name: 'env',
  synopsis: '[OPTION]... [-] [NAME=VALUE]... [COMMAND [ARG]...]',
  summary: 'Runs COMMAND with each NAME set to VALUE; without COMMAND it prints the environment.',
  options: [
    'i,ignore-environment|begin with an empty environment',
    '0,null|NUL after each line',
    'u,unset=NAME|without NAME',
    'C,chdir=DIR|in DIR',
    'S,split-string=S|take S apart into arguments',
    ',block-signal=?SIG|nothing: no signal is blocked here',
    ',default-signal=?SIG|signals do what they do by default',
    ',ignore-signal=?SIG|signals are ignored',
    ',list-signal-handling|nothing: what signals do is not listed',
    'v,debug|say each step',
  ],
  trouble: 125,
  stopAtOperand: true,
  rewrite: expandSplits,
  *run(tool) {
    let words = [...tool.operands];
    const entries = new Map<string, string>();
    const put = (entry: string): void => {
      const at = entry.indexOf('=');
      entries.set(at < 0 ? entry : entry.slice(0, at), entry);
    };
    const empty = tool.has('ignore-environment') || words[0] === '-';
    if (words[0] === '-') words = words.slice(1);
    const say = (text: string): void => {
      if (tool.has('debug')) tool.complain(text);
    };
    if (empty) say('cleaning environ');
    else for (const entry of tool.process.environ) put(entry);
    for (const { name, value = '' } of tool.options) {
      if (name !== 'unset') continue;
      if (value === '' || value.includes('=')) return tool.die(`cannot unset ${tool.quote(value)}: Invalid argument`);
      say(`unset:    ${value}`);
      entries.delete(value);
    }
    while (words[0]?.includes('=') === true) {
      const entry = words.shift() ?? '';
      say(`setenv:   ${entry}`);
      put(entry);
    }
    const environ = [...entries.values()];
    const [command] = words;
    if (command === undefined) {
      if (tool.has('chdir')) return tool.usage('must specify command with --chdir (-C)');
      tool.print(environ.map((entry) => entry + (tool.has('null') ? '\0' : '\n')).join(''));
      yield* tool.settle();
      return 0;
    }
    if (tool.has('null')) return tool.usage('cannot specify --null (-0) with command');
    setSignals(tool);
    const directory = tool.value('chdir');
    if (directory !== undefined) {
      say(`chdir:    ${tool.word(directory)}`);
      const { err } = tool.sys.chdir(directory);
      if (err !== undefined) return tool.die(`cannot change directory to ${tool.quote(directory)}: ${strerror(err)}`);
    }
    if (tool.has('debug')) {
      say(`executing: ${command}`);
      words.forEach((word, i) => say(`   arg[${String(i)}]= ${tool.word(word)}`));
    }
    yield* tool.finish();
    const err = yield* execvp(tool.process, words, environ);
    tool.warn(`${tool.quote(command)}: ${strerror(err)}`);
    if (err === 'ENOENT' && command.includes(' ')) tool.warn('use -[v]S to pass options in shebang lines');
    return statusOfFailure(err);
  },
});

/** -S takes its value apart where it stands. */
function expandSplits(args: readonly string[], tool: Tool): string[] {
  const result: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const joined = /^(?:-([iv0]*)S|--split-string=)([\s\S]*)$/.exec(arg);
    const separate = arg === '--split-string' || (joined !== null && joined[2] === '' && !arg.startsWith('--'));
    if (joined === null && !separate) {
      if (!arg.startsWith('-') || arg === '--' || arg === '-') return [...result, ...args.slice(i)];
      result.push(arg);
      if (/^(?:-[iv0]*[uC]|--unset|--chdir)$/.test(arg) && i + 1 < args.length) result.push(args[++i] ?? '');
      continue;
    }
    if (joined?.[1] !== undefined && joined[1] !== '') result.push(`-${joined[1]}`);
    const text = separate ? args[++i] : joined?.[2];
    if (text === undefined) return [...result, arg];
    return expandSplits([...result, ...splitString(tool, text), ...args.slice(i + 1)].slice(0), tool);
  }
  return result;
}

function setSignals(tool: Tool): void {
  for (const { name, value } of tool.options) {
    if (name !== 'default-signal' && name !== 'ignore-signal') continue;
    const all = (Object.keys(signalNumbers) as Signal[]).filter(
      (signal) => signal !== 'SIGKILL' && signal !== 'SIGSTOP',
    );
    const chosen = value === undefined ? all : value.split(',').map((word) => signalNamed(tool, word));
    for (const signal of chosen) {
      const { err } = tool.sys.sigaction(signal, name === 'default-signal' ? 'default' : 'ignore');
      if (err !== undefined)
        tool.die(`failed to set signal action for signal ${String(signalNumbers[signal])}: ${strerror(err)}`);
    }
  }
}

function signalNamed(tool: Tool, word: string): Signal {
  const upper = word.toUpperCase();
  const name = (upper.startsWith('SIG') ? upper : `SIG${upper}`) as Signal;
  const found = /^\d+$/.test(word) ? signalOf(Number(word)) : name in signalNumbers ? name : undefined;
  return found ?? tool.usage(`${tool.word(word)}: invalid signal`);
}
