// Signals as docker's command line names them: `KILL`, `SIGKILL`, `9`.
import { signalNumbers, signalOf, type Signal } from '../abi/signal.ts';

/** undefined: there is none of that name. `unknown`: a number that no signal has. */
export function signalNamed(text: string): Signal | 'unknown' | undefined {
  if (/^\d+$/.test(text)) return Number(text) === 0 ? undefined : (signalOf(Number(text)) ?? 'unknown');
  const name = text.toUpperCase().replace(/^(SIG)?/, 'SIG');
  return name in signalNumbers ? (name as Signal) : undefined;
}
