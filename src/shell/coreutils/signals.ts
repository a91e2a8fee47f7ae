// Signals as commands name them: `TERM`, `SIGTERM`, `15`; EXIT and 0 are none.
import { signalNumbers, signalOf, type Signal } from '../../abi/signal.ts';

const aliases: Readonly<Record<string, Signal>> = { IOT: 'SIGABRT', CLD: 'SIGCHLD', POLL: 'SIGIO' };

export function signalFrom(text: string): Signal | 0 | undefined {
  if (/^\d+$/.test(text))
    return Number(text) === 0 ? 0 : signalOf(Number(text) > 128 ? Number(text) & 127 : Number(text));
  const upper = text.toUpperCase().replace(/^SIG/, '');
  if (upper === 'EXIT') return 0;
  const name = `SIG${upper}`;
  return name in signalNumbers ? (name as Signal) : aliases[upper];
}
